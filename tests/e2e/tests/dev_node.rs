//! A development chain of one node.

use msez_e2e::{
    cli::Cli, cli_program, eventually, network::temporary_folder, node_program, Chain, Launch, Node, Outcome,
};
use serde_json::{json, Value as Json};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};
use subxt::dynamic::{tx, Value};
use subxt_signer::sr25519::dev;

const MINUTE: Duration = Duration::from_secs(60);

async fn development_node(folder: &Path) -> anyhow::Result<Node> {
    Node::start(Launch { name: "dev".into(), folder: folder.into(), arguments: vec!["--dev".into()] }).await
}

async fn wait_for_finality(chain: &Chain, number: u64) -> anyhow::Result<u64> {
    eventually(&format!("block {number} is final"), 2 * MINUTE, async || {
        Ok(Some(chain.finalized().await?).filter(|finalized| *finalized >= number))
    })
    .await
}

fn transfer(to: [u8; 32], amount: u128) -> impl subxt::tx::Payload {
    let to = Value::unnamed_variant("Id", [Value::from_bytes(to)]);
    tx("Balances", "transfer_keep_alive", vec![to, Value::u128(amount)])
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn blocks_become_final_beefy_follows_and_the_mmr_proves_them() -> Outcome {
    let folder = temporary_folder()?;
    let node = development_node(folder.path()).await?;
    let chain = node.chain().await?;

    wait_for_finality(&chain, 3).await?;
    let beefy = eventually("BEEFY follows GRANDPA", 2 * MINUTE, async || {
        let (beefy, grandpa) = (chain.beefy_finalized().await?, chain.finalized().await?);
        anyhow::ensure!(beefy <= grandpa, "BEEFY at {beefy} is ahead of GRANDPA at {grandpa}");
        Ok(Some(beefy).filter(|beefy| *beefy >= 3))
    })
    .await?;

    // A proof of the second block, in the MMR whose root BEEFY signed.
    let at = chain.hash_of(beefy).await?;
    let proof: Json = chain.ask("mmr_generateProof", &[json!([2]), json!(beefy), json!(at)]).await?;
    let root: String = chain.ask("mmr_root", &[proof["blockHash"].clone()]).await?;
    let stateless = chain.ask::<bool>("mmr_verifyProofStateless", &[json!(root), proof.clone()]).await?;
    assert!(stateless, "the proof does not hold against the root {root}");
    assert!(chain.ask::<bool>("mmr_verifyProof", std::slice::from_ref(&proof)).await?);

    for field in ["leaves", "proof"] {
        let mut changed = proof.clone();
        let text = changed[field].as_str().expect("bytes in hexadecimal").to_owned();
        let last = if text.ends_with('0') { '1' } else { '0' };
        changed[field] = json!(format!("{}{last}", &text[..text.len() - 1]));
        let accepted = chain.try_ask::<bool>("mmr_verifyProofStateless", &[json!(root), changed]).await?;
        assert_ne!(accepted, Ok(true), "a proof with another bit in `{field}` is accepted");
    }
    Ok(())
}

/// An operator's daemon with nothing to carry.
struct Daemon {
    metrics: SocketAddr,
    _process: tokio::process::Child,
}

impl Daemon {
    async fn start(node: &Node, folder: &Path) -> anyhow::Result<Self> {
        let cli = Cli { url: node.url(), folder: folder.into() };
        cli.json("operator bond 150000 --from alice").await?;
        let key = "--key //Alice//carrier --from alice";
        cli.json(&format!("operator register corridor-difc-aifc --endpoint https://carrier.example {key}"))
            .await?;
        let wrong = "operator run --adapter dry-run:requests --key //Bob//carrier --from alice";
        cli.exits(2, wrong).await?;
        let metrics = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let line =
            format!("operator run --adapter dry-run:requests --journal journal --metrics {metrics} {key}");
        let process = cli.command(&line)?.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let daemon = Self { metrics, _process: process };
        daemon.is_connected(true).await?;
        Ok(daemon)
    }

    async fn is_connected(&self, connected: bool) -> anyhow::Result<()> {
        let line = format!("msez_operator_connected {}\n", u8::from(connected));
        eventually(&format!("the daemon's connection is {connected}"), 3 * MINUTE, async || {
            let Ok(mut stream) = TcpStream::connect(self.metrics) else { return Ok(None) };
            stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
            let mut told = String::new();
            stream.read_to_string(&mut told)?;
            Ok(told.contains(&line).then_some(()))
        })
        .await
    }
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn a_restart_keeps_the_state_and_sigterm_ends_the_node_in_order() -> Outcome {
    let folder = temporary_folder()?;
    let mut node = development_node(folder.path()).await?;
    let chain = node.chain().await?;
    let account = [0x5e; 32];
    let amount = 1_234_567_890_123;
    let events = chain.submit(&transfer(account, amount), &dev::alice()).await?;
    assert!(events.contains(&"Balances.Transfer".into()), "{events:?}");
    let daemon = Daemon::start(&node, folder.path()).await?;
    let finalized = chain.finalized().await?;
    let hash = chain.hash_of(finalized).await?;

    let status = node.stop().await?;
    assert!(status.success(), "SIGTERM: {status}\n{}", node.log_end());
    daemon.is_connected(false).await?;

    node.restart().await?;
    daemon.is_connected(true).await?;
    let chain = node.chain().await?;
    assert!(chain.finalized().await? >= finalized, "what was final is not any more");
    assert_eq!(chain.hash_of(finalized).await?, hash, "another block {finalized}");
    assert_eq!(chain.free_balance(&account).await?, amount);
    wait_for_finality(&chain, finalized + 3).await?;

    // A power cut, this time.
    node.kill()?;
    node.restart().await?;
    let chain = node.chain().await?;
    assert_eq!(chain.hash_of(finalized).await?, hash);
    wait_for_finality(&chain, finalized + 6).await?;
    Ok(())
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn rpc_errors_are_typed_and_no_input_stops_the_node() -> Outcome {
    let folder = temporary_folder()?;
    let mut node = development_node(folder.path()).await?;
    let chain = node.chain().await?;
    wait_for_finality(&chain, 1).await?;

    let nowhere = format!("0x{}", "ab".repeat(32));
    let id = json!(nowhere);
    let questions = [
        // Malformed: too short, not hexadecimal, not a name, too long, not there, negative, of another type.
        ("msez_tensorCell", json!(["0x12", "uae-difc", "kyc"]), -32602),
        ("msez_tensorCell", json!([format!("0x{}", "zz".repeat(32)), "uae-difc", "kyc"]), -32602),
        ("msez_tensorCell", json!([id, "UAE DIFC!", "kyc"]), -32602),
        ("msez_tensorCell", json!([id, format!("uae-{}", "x".repeat(40)), "kyc"]), -32602),
        ("msez_tensorCell", json!([id, "uae-difc", "astrology"]), -32602),
        ("msez_tensorCell", json!([]), -32602),
        ("msez_tensorCell", json!([id, "uae-difc", "kyc", -1]), -32602),
        ("msez_tensorEvaluate", json!([id, "uae-difc", "kyc"]), -32602),
        ("msez_tensorProve", json!([id, "uae-difc", "kyc", "blake"]), -32602),
        ("msez_tensorRoots", json!(["latest"]), -32602),
        ("msez_nonces", json!(["5Grw"]), -32602),
        ("msez_jurisdictions", json!([{ "offset": 0 , "limit": -1 }]), -32602),
        // Well-formed, and not there.
        ("msez_subject", json!([id]), -32101),
        ("msez_tensorProve", json!([id, "uae-difc", "kyc"]), -32101),
        ("msez_jurisdiction", json!(["zz-nowhere"]), -32102),
        ("msez_attestation", json!([id]), -32104),
        ("msez_tensorRoots", json!([id]), -32150),
        // Nothing, or too much.
        ("msez_jurisdictions", json!([{ "offset": 0, "limit": 0 }]), -32106),
        ("msez_tensorProveMulti", json!([[]]), -32106),
        ("msez_jurisdictions", json!([{ "offset": 0, "limit": 1_000_000 }]), -32107),
        ("msez_tensorPortfolio", json!([vec![&nowhere; 10_000], "uae-difc"]), -32107),
        // JSON-RPC's own.
        ("msez_noSuchMethod", json!([]), -32601),
    ];
    for (method, params, code) in questions {
        let params = params.as_array().expect("parameters are an array");
        match chain.try_ask::<Json>(method, params).await? {
            Ok(answer) => panic!("{method} answered {answer}"),
            Err(refusal) => assert_eq!(refusal.code, code, "{method}: {refusal:?}"),
        }
    }

    // Transactions that are none.
    for bytes in ["0x", "0x00", "0xff", "0x0400", &format!("0x{}", "ff".repeat(4096))] {
        let answer = chain.try_ask::<Json>("author_submitExtrinsic", &[json!(bytes)]).await?;
        assert!(answer.is_err(), "{bytes} was accepted: {answer:?}");
    }

    assert!(node.is_running()?);
    let finalized = chain.finalized().await?;
    wait_for_finality(&chain, finalized + 1).await?;
    // The runtime panics on bytes that are no transaction; that is caught. A thread of the node must not.
    assert!(!node.log_text().contains("Thread '"), "{}", node.log_end());
    Ok(())
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn the_demo_ends_with_a_proof_that_holds_without_the_chain() -> Outcome {
    let folder = temporary_folder()?;
    let mut node = development_node(folder.path()).await?;
    let chain = node.chain().await?;
    let proof_file = folder.path().join("proof.json");
    let url = node.url();
    let demo = {
        let proof_file = proof_file.clone();
        let demo = move || {
            let mut demo = Command::new(cli_program()?);
            anyhow::Ok(demo.args(["--json", "--url", &url, "demo", "--out"]).arg(proof_file).output()?)
        };
        tokio::task::spawn_blocking(demo).await.expect("it does not panic")?
    };
    let told = String::from_utf8_lossy(&demo.stderr);
    assert!(demo.status.success(), "{}\n{told}", demo.status);
    let story: Json = serde_json::from_slice(&demo.stdout).expect("one JSON value");
    println!("{story:#}");

    assert_eq!(story["before"]["evaluation"]["passes"], false);
    assert_eq!(story["after"]["passes"], true);
    assert_eq!(story["mutationsRefused"], 20);
    assert_eq!(story["forgeriesRefused"], 3);
    let block = story["finalizedBlock"].as_u64().expect("a block number");
    assert_eq!(story["finalizedHash"], chain.hash_of(block).await?);
    assert!(chain.finalized().await? >= block);
    // Evaluation, roots and proof are of that block.
    let roots: Json = chain.ask("msez_tensorRoots", &[story["finalizedHash"].clone()]).await?;
    assert_eq!(story["roots"], roots);
    assert_eq!(story["proof"]["root"], roots["keccak"]);
    assert_eq!(story["proof"]["asked"]["block"], story["finalizedHash"]);
    let question = json!([story["subject"], "uae-difc", null, null, story["finalizedHash"]]);
    let after: Json = chain.ask("msez_tensorEvaluate", question.as_array().expect("parameters")).await?;
    assert_eq!(story["after"], after);

    // Without the node.
    node.kill()?;
    let root = story["roots"]["keccak"].as_str().expect("a root").to_owned();
    let text = |json: &Json| json.as_str().expect("text").to_owned();
    let cell = story["proof"]["cells"][0]["coordinate"].clone();
    let (subject, domain) = (text(&story["subject"]), text(&cell["domain"]));
    let verify = |root: &str| {
        let mut verify = Command::new(cli_program()?);
        verify.args(["tensor", "verify", "--proof"]).arg(&proof_file).args(["--root", root]);
        verify.args(["--subject", &subject, "--jurisdiction", "uae-difc", "--domain", &domain]);
        anyhow::Ok(verify.output()?.status.code())
    };
    assert_eq!(verify(&root)?, Some(0));
    let other = format!("{}{}", &root[..root.len() - 1], if root.ends_with('0') { '1' } else { '0' });
    assert_eq!(verify(&other)?, Some(1), "another root is accepted");
    Ok(())
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn session_keys_are_accepted_with_a_proof_made_offline_and_refused_with_another_accounts() -> Outcome {
    let folder = temporary_folder()?;
    let node = development_node(folder.path()).await?;
    let chain = node.chain().await?;
    let prove = |owner: &Json| -> anyhow::Result<Json> {
        let owner = owner.as_str().expect("an address");
        let output = Command::new(node_program()?)
            .args(["key", "prove-ownership", "--suri", "//Bob", "--owner", owner])
            .output()?;
        anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(serde_json::from_slice(&output.stdout)?)
    };
    let bytes = |json: &Json| hex::decode(json.as_str().unwrap_or_default().trim_start_matches("0x"));
    let address =
        |account: subxt_signer::sr25519::Keypair| json!(account.public_key().to_account_id().to_string());
    let call = |ownership: &Json| -> anyhow::Result<_> {
        let keys = bytes(&ownership["keys"])?;
        let keys = Value::named_composite([
            ("babe", Value::from_bytes(&keys[..32])),
            ("grandpa", Value::from_bytes(&keys[32..64])),
            ("beefy", Value::from_bytes(&keys[64..])),
        ]);
        Ok(tx("Session", "set_keys", vec![keys, Value::from_bytes(bytes(&ownership["proof"])?)]))
    };

    // Only who is admitted may announce keys.
    let bob = dev::bob().public_key().0;
    let admit = Value::unnamed_variant(
        "Validators",
        [Value::named_variant("admit", [("who", Value::from_bytes(bob))])],
    );
    let events = chain.submit(&tx("Sudo", "sudo", vec![admit]), &dev::alice()).await?;
    assert!(events.contains(&"Validators.Admitted".into()), "{events:?}");

    let stolen = prove(&address(dev::charlie()))?;
    let refused = chain.submit(&call(&stolen)?, &dev::bob()).await;
    let error = refused.expect_err("Bob's account was given keys that vouch for Charlie's").to_string();
    assert!(error.contains("InvalidProof"), "{error}");

    let own = prove(&address(dev::bob()))?;
    let events = chain.submit(&call(&own)?, &dev::bob()).await?;
    assert!(events.contains(&"System.ExtrinsicSuccess".into()), "{events:?}");
    Ok(())
}
