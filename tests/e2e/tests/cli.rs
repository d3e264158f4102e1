//! The command line on a development chain: what it prints, and what it exits with.

#[path = "cli/assets.rs"]
mod assets;
#[path = "cli/paths.rs"]
mod paths;
#[path = "cli/programs.rs"]
mod programs;
#[path = "cli/receipts.rs"]
mod receipts;
#[path = "cli/switches.rs"]
mod switches;

use msez_e2e::{
    cli::{development_node, text, Cli},
    cli_program,
    network::temporary_folder,
    root, Outcome,
};
use serde_json::{json, Value as Json};
use std::{
    fs,
    time::{SystemTime, UNIX_EPOCH},
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
};

const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

/// The well-known Alice, as a polkadot.js wallet exports her under the password "whoisalice".
fn wallet() -> Json {
    json!({
        "encoded": concat!(
            "DumgApKCTqoCty1OZW/8WS+sgo6RdpHhCwAkA2IoDBMAgAAAAQAAAAgAAAB6IG/q24EeVf0JqWqcBd5m2tKq5BlyY8",
            "4IQ8oamLn9DZe9Ouhgunr7i36J1XxUnTI801axqL/ym1gil0U8440Qvj0lFVKwGuxq38zuifgoj0B3Yru0CI6QKEvQ",
            "PU5xxj4MpyxdSxP+2PnTzYao0HDH0fulaGvlAYXfqtU89xrx2/z9z7IjSwS3oDFPXRQ9kAdDebtyCVreZ9Otw9v3",
        ),
        "encoding": {
            "content": ["pkcs8", "sr25519"],
            "type": ["scrypt", "xsalsa20-poly1305"],
            "version": "3",
        },
        "address": "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
        "meta": { "genesisHash": "", "name": "Alice", "whenCreated": 1_718_265_838_755_u64 },
    })
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn subjects_issuers_and_findings_from_registration_to_proof() -> Outcome {
    let folder = temporary_folder()?;
    let mut node = development_node(folder.path()).await?;
    let cli = Cli { url: node.url(), folder: folder.path().into() };

    // The registry.
    let places = cli.json("jurisdiction list").await?;
    assert!(places.as_array().is_some_and(|list| list.len() >= 6), "{places:#}");
    let difc = cli.json("jurisdiction show uae-difc").await?["index"].clone();
    let adgm = cli.json("jurisdiction show ae-abudhabi-adgm --block finalized").await?["index"].clone();
    assert_ne!(difc, adgm);
    assert!(cli.run("jurisdiction show uae-difc").await?.stdout.contains(&format!("index       {difc}")));
    assert!(cli.json("corridor list --of uae-difc").await?.as_array().is_some_and(|list| !list.is_empty()));
    assert_eq!(cli.run("issuer list --jurisdiction sg-mas").await?.stdout, "none\n");
    assert_eq!(cli.json("issuer list --jurisdiction sg-mas").await?, json!([]));

    // An asset and a party; the key of one is in a keystore file.
    cli.write("asset.json", r#"{"name":"bond"}"#)?;
    cli.write("party.json", r#"{"name":"person"}"#)?;
    cli.write("key", r#""//Bob""#)?;
    let registered = cli.json("asset register --document asset.json --class securities --from @key").await?;
    let subject = text(&registered["subject"]);
    assert_eq!(text(&cli.json("asset id --document asset.json").await?["subject"]), subject);
    let shown = cli.json(&format!("asset show {subject}")).await?;
    assert_eq!((&shown["kind"], &shown["registrant"]), (&json!("asset"), &json!(BOB)));
    let party = text(&cli.json("party register --document party.json --from //Bob").await?["subject"]);
    assert_eq!(cli.json(&format!("party show {party}")).await?["class"], "party");

    // Nothing is known about it: an answer, and it is no.
    let question = format!("--subject {subject} --jurisdiction uae-difc");
    let kyc = format!("{question} --domain kyc");
    let report = cli.exits(1, &format!("tensor report {question}")).await?;
    assert_eq!(report["evaluation"]["passes"], false);
    assert_eq!(cli.run(&format!("attestation list {kyc}")).await?.stdout, "none\n");
    assert_eq!(cli.run(&format!("tensor history {kyc}")).await?.stdout, "none\n");

    // An issuer of another scheme signs without a node, and is accredited afterwards.
    let rules = cli.json("attestation rules --issuer eve").await?;
    assert_eq!(rules["next"], 0);
    let genesis = text(&rules["context"]["genesis"]);
    let now = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis())
        .expect("before the year 584 million");
    let offline = Cli { url: "ws://127.0.0.1:1".into(), folder: folder.path().into() };
    let sign = format!(
        "sign-attestation {kyc} --evidence @asset.json --from //Eve --scheme ecdsa --out kyc.json \
         --genesis {genesis} --now {}",
        now - 30_000
    );
    assert_eq!(offline.exits(2, &sign).await?["error"]["kind"], "usage", "a number is missing");
    let signed = offline.json(&format!("{sign} --nonce 3")).await?;
    assert_eq!(signed["deadline"], now - 30_000 + 86_400_000);
    assert_eq!(cli.read("kyc.json")?, signed);
    let eve = text(&signed["issuer"]);
    cli.refused("NotAccredited", "submit-attestation --file kyc.json --from bob").await?;
    let accredit = |domain: &str, issuer: &str, from: &str| {
        format!("issuer accredit --jurisdiction uae-difc --domain {domain} --issuer {issuer} --from {from}")
    };
    cli.refused("NotAuthorized", &accredit("kyc", &eve, "bob")).await?;
    cli.json(&accredit("kyc", &eve, "charlie")).await?;
    let submitted = cli.json("submit-attestation --file kyc.json --from bob").await?;
    let first = text(&submitted["attestation"]);
    cli.refused("NonceReplayed", "submit-attestation --file kyc.json --from bob").await?;
    // For another chain.
    let mut elsewhere = signed.clone();
    elsewhere["genesis"] = json!(format!("0x{}", "11".repeat(32)));
    cli.write("elsewhere.json", &elsewhere.to_string())?;
    cli.exits(4, "submit-attestation --file elsewhere.json --from bob").await?;

    // A key in an encrypted file.
    cli.write("wallet.json", &wallet().to_string())?;
    let sign = format!(
        "--json sign-attestation {kyc} --evidence @asset.json --from @wallet.json --out by-alice.json"
    );
    let sign = format!("{sign} --genesis {genesis} --nonce 0");
    for (password, code) in [(Some("whoisalice"), 0), (Some("whoisbob"), 6), (None, 2)] {
        let mut command = offline.command(&sign)?;
        password.map(|password| command.env("MSEZ_PASSWORD", password));
        let output = command.output().await.map_err(anyhow::Error::from)?;
        assert_eq!(output.status.code(), Some(code), "{output:?}");
    }
    assert_eq!(cli.read("by-alice.json")?["issuer"], wallet()["address"]);

    let record = cli.json(&format!("attestation show {first}")).await?["record"].clone();
    assert_eq!((&record["depositor"], &record["nonce"]), (&json!(BOB), &json!(3)));
    let listed = cli.json(&format!("attestation list {kyc}")).await?;
    assert_eq!(listed[0]["id"], first.as_str());
    cli.json(&format!("tensor evaluate {kyc}")).await?;
    assert_eq!(cli.json(&format!("tensor history {kyc}")).await?[0]["state"], "compliant");

    // Evidence for later, stated in advance by an issuer who pays himself.
    cli.json(&accredit("aml", "dave", "charlie")).await?;
    let aml = format!("{question} --domain aml");
    let attest = format!("attest {aml} --evidence @asset.json --from dave --valid-for 30d");
    let ahead = cli.json(&format!("{attest} --valid-from {}", now + 86_400_000)).await?;
    assert_eq!(ahead["statement"]["validFrom"], now + 86_400_000);
    let aml_states = format!("tensor evaluate {aml}");
    assert_eq!(cli.exits(1, &aml_states).await?["state"], "unknown");
    assert_eq!(cli.exits(1, &aml_states).await?["validUntil"], Json::Null);
    // A carrier whose account of that scheme has nothing.
    cli.exits(4, &format!("{attest} --carrier bob --carrier-scheme ed25519")).await?;
    cli.json(&format!("{attest} --carrier bob")).await?;
    cli.json(&format!("tensor evaluate {question}")).await?;
    cli.json(&format!("tensor portfolio --jurisdiction uae-difc {subject}")).await?;
    cli.exits(1, &format!("tensor portfolio --jurisdiction uae-difc {subject} {party}")).await?;

    // One final block answers for roots and proofs.
    let block = text(&cli.json(&format!("tensor prove {kyc} --out kyc-proof.json")).await?["asked"]["block"]);
    let at = format!("--block {block}");
    let keccak = text(&cli.json(&format!("tensor roots {at}")).await?["keccak"]);
    assert_eq!(text(&cli.json(&format!("tensor show {at}")).await?["keccak"]), keccak);
    let slice = cli.json(&format!("tensor prove {question} {at} --out slice.json")).await?;
    assert_eq!((text(&slice["root"]), slice["cells"].as_array().map(Vec::len)), (keccak.clone(), Some(2)));
    let there = format!("--subject {subject} --jurisdiction ae-abudhabi-adgm");
    cli.json(&format!("tensor prove {there} --domain kyc {at} --out absence.json")).await?;
    cli.json(&format!("tensor prove {there} {at} --out empty.json")).await?;
    cli.json(&format!("tensor prove {question} --domain kyc,aml,sanctions {at} --out many.json")).await?;
    let poseidon = cli.json(&format!("tensor prove {kyc} --poseidon {at} --out poseidon.json")).await?;
    let before = registered["blockNumber"].as_u64().expect("a number") - 1;
    cli.exits(5, &format!("tensor evaluate {question} --block {before}")).await?;
    cli.json(&format!("tensor evaluate {question} --block best")).await?;

    // Taking back: an ended attestation leaves the agenda at once, its deposit only after a while.
    cli.refused("StillLive", &format!("attestation remove {first} --from bob")).await?;
    let sign = format!("sign-revocation {first} --reason evidence_withdrawn --from //Eve --scheme ecdsa");
    let sign = format!("{sign} --genesis {genesis} --out revocation.json");
    offline.json(&sign).await?;
    cli.json("submit-revocation --file revocation.json --from bob").await?;
    assert_eq!(cli.exits(1, &format!("tensor evaluate {kyc}")).await?["state"], "unknown");
    cli.refused("GraceNotOver", &format!("attestation remove {first} --from bob")).await?;
    let ahead = text(&ahead["attestation"]);
    cli.exits(4, &format!("revoke {ahead} --reason ruling --from bob")).await?;
    // What was superseded has ended, and cannot be revoked; the newer one can, by the authority.
    let listed = cli.json(&format!("attestation list {aml}")).await?;
    let live = text(&listed[0]["id"]);
    cli.json(&format!("revoke {live} --reason issuer_discredited --from charlie")).await?;
    cli.json("attestation retire-nonces --floor 9 --from dave").await?;
    assert_eq!(cli.json("attestation rules --issuer dave").await?["next"], 9);
    for (command, standing) in [("suspend", false), ("reinstate", true)] {
        cli.json(&format!(
            "issuer {command} --jurisdiction uae-difc --domain aml --issuer dave --from charlie"
        ))
        .await?;
        let list = cli.json("issuer list --jurisdiction uae-difc").await?;
        let aml = list.as_array().and_then(|list| list.iter().find(|a| a["domain"] == "aml").cloned());
        assert_eq!(aml.map(|a| a["isInForce"].clone()), Some(json!(standing)));
    }

    // Without the node, in an hour.
    node.kill()?;
    let soon = now + 3_600_000;
    let verify = |proof: &str, question: &str, more: &str| {
        format!("tensor verify --root {keccak} --proof {proof} {question} {more}")
    };
    cli.json(&verify("kyc-proof.json", &kyc, "")).await?;
    let verified = cli.json(&verify("kyc-proof.json", &kyc, &format!("--at {soon}"))).await?;
    assert_eq!((&verified["passes"], &verified["cells"][0]["state"]), (&json!(true), &json!("compliant")));
    // The proof holds; what it shows has run out by then.
    let later = cli.exits(1, &verify("kyc-proof.json", &kyc, "--at 2040-01-01T00:00:00Z")).await?;
    assert_eq!((&later["passes"], &later["cells"][0]["state"]), (&json!(false), &json!("expired")));
    cli.json(&verify("slice.json", &question, "")).await?;
    cli.json(&verify("slice.json", &kyc, "")).await?;
    cli.json(&verify("many.json", &format!("{question} --domain kyc,aml,sanctions"), "")).await?;
    let root = text(&poseidon["root"]);
    cli.json(&format!("tensor verify --root {root} --proof poseidon.json {kyc}")).await?;
    // Another question than the proof's.
    cli.exits(1, &verify("kyc-proof.json", &aml, "")).await?;
    cli.exits(1, &verify("kyc-proof.json", &format!("{there} --domain kyc"), "")).await?;
    let other = format!("--subject {party} --jurisdiction uae-difc --domain kyc");
    cli.exits(1, &verify("kyc-proof.json", &other, "")).await?;
    cli.exits(1, &format!("tensor verify --root {root} --proof kyc-proof.json {kyc}")).await?;

    // Absence is about an index, which the verifier has to know.
    let (difc, adgm) = (format!("--jurisdiction-index {difc}"), format!("--jurisdiction-index {adgm}"));
    for (proof, question) in [("absence.json", format!("{there} --domain kyc")), ("empty.json", there)] {
        cli.json(&verify(proof, &question, &adgm)).await?;
        let error = cli.exits(2, &verify(proof, &question, "")).await?;
        assert!(text(&error["error"]["message"]).contains("jurisdiction show"), "{error:#}");
        cli.exits(1, &verify(proof, &question, &format!("{adgm} --at {soon}"))).await?;
    }
    // Forged: nothing is known in Abu Dhabi, under the name of Dubai, where something is.
    let mut forged = cli.read("absence.json")?;
    forged["cells"][0]["coordinate"]["jurisdiction"] = json!("uae-difc");
    cli.write("forged.json", &forged.to_string())?;
    cli.exits(1, &verify("forged.json", &kyc, &difc)).await?;
    cli.exits(2, &verify("forged.json", &kyc, "")).await?;
    forged["cells"][0]["jurisdictionIndex"] =
        cli.read("kyc-proof.json")?["cells"][0]["jurisdictionIndex"].clone();
    cli.write("forged.json", &forged.to_string())?;
    cli.exits(1, &verify("forged.json", &kyc, &difc)).await?;
    cli.exits(1, &verify("forged.json", &kyc, "")).await?;
    cli.exits(1, &verify("empty.json", &question, &difc)).await?;
    Ok(())
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn transactions_of_one_account_do_not_get_in_each_others_way() -> Outcome {
    let folder = temporary_folder()?;
    let node = development_node(folder.path()).await?;
    let cli = Cli { url: node.url(), folder: folder.path().into() };
    for i in 0..6 {
        cli.write(&format!("{i}.json"), &format!("document {i}"))?;
    }
    let register = |i: u32| format!("asset register --document {i}.json --class securities --from bob");

    // Three at once.
    let (a, b, c) = (register(0), register(1), register(2));
    let (a, b, c) = tokio::join!(cli.json(&a), cli.json(&b), cli.json(&c));
    let (a, b, c) = (a?, b?, c?);
    assert!(a["subject"] != b["subject"] && b["subject"] != c["subject"]);

    // Right after one that failed, which is told before it is final; and one after another.
    cli.refused("AlreadyExists", &register(0)).await?;
    cli.json(&register(3)).await?;
    cli.json(&register(4)).await?;

    // While another one of the account is on its way.
    let mut first = cli.command(&register(5))?.spawn().map_err(anyhow::Error::from)?;
    let mut lines = BufReader::new(first.stderr.take().expect("it is piped")).lines();
    while let Some(line) = lines.next_line().await.map_err(anyhow::Error::from)? {
        if line.contains("submitting") {
            break;
        }
    }
    cli.write("6.json", "document 6")?;
    let (second, first) = tokio::join!(
        cli.json("asset register --document 6.json --class securities --from bob"),
        first.wait()
    );
    second?;
    assert!(first.map_err(anyhow::Error::from)?.success());
    Ok(())
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn exit_codes_tell_scripts_what_happened() -> Outcome {
    let folder = temporary_folder()?;
    let mut node = development_node(folder.path()).await?;
    let cli = Cli { url: node.url(), folder: folder.path().into() };
    cli.write("asset.json", "document")?;
    let nowhere = format!("0x{}", "ab".repeat(32));
    let register = "asset register --document asset.json --class securities --from bob";

    // 2: the command line, be it clap or we who do not understand it.
    for line in [
        "tensor",
        "no-such-command",
        "jurisdiction show UAE!",
        "tensor roots --block latest",
        "asset register --document asset.json --from bob",
        "asset register --document asset.json --class securities --from not//an%account",
        &format!("tensor verify --proof p --root {nowhere}"),
    ] {
        let error = cli.exits(2, line).await?;
        assert_eq!(error["error"]["kind"], "usage", "{line}");
    }
    let plain = cli.run("no-such-command").await?;
    assert_eq!((plain.code, plain.stdout.as_str()), (2, ""), "without --json, words on standard error only");
    assert!(plain.stderr.contains("no-such-command"));
    assert_eq!(cli.run("--json --help").await?.code, 0);

    // 3: nobody listens.
    let nobody = Cli { url: "ws://127.0.0.1:1".into(), folder: folder.path().into() };
    assert_eq!(nobody.exits(3, "jurisdiction list").await?["error"]["kind"], "connection");
    // 4: the chain refuses, with its own words.
    cli.refused(
        "NotAuthorized",
        "issuer accredit --jurisdiction uae-difc --domain kyc --issuer bob --from bob",
    )
    .await?;
    let refused = cli.exits(4, &format!("{register} --scheme ed25519")).await?;
    assert_eq!(refused["error"]["details"]["code"], 1010, "an account that has nothing");
    // 5: it is not there.
    for line in [
        "jurisdiction show zz-nowhere".to_owned(),
        format!("asset show {nowhere}"),
        format!("attestation show {nowhere}"),
        format!("tensor evaluate --subject {nowhere} --jurisdiction uae-difc"),
        format!("tensor roots --block {nowhere}"),
        "tensor roots --block 4000000000".to_owned(),
    ] {
        assert_eq!(cli.exits(5, &line).await?["error"]["kind"], "notFound", "{line}");
    }
    // 6: files.
    cli.exits(6, "asset id --document missing.json").await?;
    cli.exits(6, "submit-attestation --file asset.json --from bob").await?;
    let proof = format!("tensor verify --proof asset.json --root {nowhere} --subject {nowhere}");
    cli.exits(6, &format!("{proof} --jurisdiction uae-difc")).await?;
    // 8: not in time.
    assert_eq!(cli.exits(8, &format!("--timeout 0 {register}")).await?["error"]["kind"], "timedOut");

    // 3 again: the node goes away while we wait.
    let mut waiting = cli.command(&format!("--json {register}"))?;
    let mut waiting = waiting.spawn().map_err(anyhow::Error::from)?;
    // It says nothing on the way with --json; a block is three seconds away from most moments.
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    node.kill()?;
    let status = waiting.wait().await.map_err(anyhow::Error::from)?;
    assert_eq!(status.code(), Some(3));
    Ok(())
}

/// The commands of a section of the README, as they stand there.
fn commands(section: &str) -> anyhow::Result<String> {
    let readme = fs::read_to_string(root().join("README.md"))?;
    let (_, section) = readme.split_once(section).ok_or_else(|| anyhow::anyhow!("no {section}"))?;
    let (_, block) = section.split_once("```sh\n").ok_or_else(|| anyhow::anyhow!("no commands"))?;
    let (block, _) = block.split_once("```").ok_or_else(|| anyhow::anyhow!("no end"))?;
    Ok(block.to_owned())
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn what_the_readme_says_to_try_next_works() -> Outcome {
    let folder = temporary_folder()?;
    let node = development_node(folder.path()).await?;
    let release = folder.path().join("release");
    fs::create_dir(&release).map_err(anyhow::Error::from)?;
    std::os::unix::fs::symlink(cli_program()?, release.join("msez")).map_err(anyhow::Error::from)?;

    let script = format!("trap 'echo \"FAILED: $BASH_COMMAND\"' ERR\n{}", commands("## What to try next")?);
    let output = Command::new("bash")
        .args(["-u", "-c", &script])
        .env("CARGO_TARGET_DIR", folder.path())
        .env("MSEZ_URL", node.url())
        .current_dir(folder.path())
        .output()
        .await
        .map_err(anyhow::Error::from)?;
    let told = String::from_utf8_lossy(&output.stdout);
    println!("{told}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success());
    // The reports say no, as the text says; nothing else fails.
    let failed: Vec<_> = told.lines().filter(|line| line.starts_with("FAILED: ")).collect();
    assert_eq!(failed.len(), 2, "{failed:?}");
    assert!(failed.iter().all(|line| line.contains("tensor report")), "{failed:?}");
    assert!(told.contains("ok  kyc"), "the attested domain passes");
    assert!(told.contains("the proof holds against root"));
    Ok(())
}
