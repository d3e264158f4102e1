//! Two watchers as daemons; one says two things.

use std::{path::Path, process::Stdio, time::Duration};

use msez_e2e::{
    cli::{text, Cli},
    eventually,
    network::temporary_folder,
    Outcome,
};
use serde_json::{json, Value as Json};
use subxt_signer::sr25519::dev;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    process::{Child, Command},
};

use super::{event, four_validators, MINUTE};

const UNIT: u128 = 1_000_000_000_000;

/// A daemon, its log in the folder. Killed when dropped.
fn daemon(cli: &Cli, name: &str, topic: &str, port: u16) -> anyhow::Result<Child> {
    let line = format!(
        "--json watcher run --from {name} --key //{name}//watch --source {topic}=substrate:{} \
         --record {name}.jsonl --inbox {name} --metrics 127.0.0.1:{port} --every 1",
        cli.url
    );
    std::fs::create_dir_all(cli.folder.join(name))?;
    let log = std::fs::File::create(cli.folder.join(format!("{name}.log")))?;
    let mut command: Command = cli.command(&line)?;
    Ok(command.stdout(Stdio::null()).stderr(log).spawn()?)
}

/// A number that a daemon serves for Prometheus.
async fn metric(port: u16, name: &str) -> anyhow::Result<Option<u64>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.write_all(b"GET /metrics HTTP/1.0\r\n\r\n").await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let line = answer.lines().find(|line| line.starts_with(name));
    Ok(line.and_then(|line| line.rsplit(' ').next()?.parse().ok()))
}

fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn log_of(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(format!("{name}.log"))).unwrap_or_default()
}

#[tokio::test]
#[ignore = "starts four nodes; run by scripts/test"]
async fn a_watcher_who_says_two_things_is_reported_by_another_and_loses_everything() -> Outcome {
    Ok(equivocation().await?)
}

async fn equivocation() -> anyhow::Result<()> {
    let mut network = four_validators().await?;
    let chain = network.chain("alice").await?;
    let folder = temporary_folder()?;
    let cli = Cli { url: network.node("alice").url(), folder: folder.path().into() };
    let (eve, ferdie) = (dev::eve().public_key().0, dev::ferdie().public_key().0);

    // Eve bonds 2,000 and takes 500 out again: the chunk stays at stake while it leaves.
    for name in ["eve", "ferdie"] {
        cli.json(&format!("watcher bond 2000 --from {name}")).await?;
        cli.json(&format!(
            "watcher register --did did:web:{name}.example.org --key //{name}//watch \
             --jurisdiction uae-difc --class securities --from {name}"
        ))
        .await?;
    }
    cli.json("watcher unbond 500 --from eve").await?;
    let terms = json!({
        "kind": "checkpoint",
        "subject": format!("0x{}", "11".repeat(32)),
        "jurisdiction": "uae-difc",
        "class": "securities",
        "exposure": (20 * UNIT).to_string(),
        "fee": UNIT.to_string(),
        "stride": 2,
        "interval": 10,
        "deadline": 10,
        "watchers": 2,
        "quorum": 600_000,
        "maxStaleness": 600_000,
        "window": 40,
    });
    cli.write("terms.json", &terms.to_string())?;
    let topic = text(&cli.json("watcher topic open terms.json --escrow 100 --from charlie").await?["topic"]);

    let ports = [free_port()?, free_port()?];
    let from = chain.finalized().await?;
    let mut eves = daemon(&cli, "eve", &topic, ports[0])?;
    let mut ferdies = daemon(&cli, "ferdie", &topic, ports[1])?;

    // Both see the same state root at the same height, and make a quorum.
    let by_eve = event("Eve attests", &chain, from, 4 * MINUTE, |event| {
        event.is("Watchers", "Attested") && event.names(&eve)
    })
    .await
    .inspect_err(|_| println!("{}\n{}", log_of(&cli.folder, "eve"), log_of(&cli.folder, "ferdie")))?;
    println!("  {by_eve}");
    let coordinate = &by_eve.fields["statement"]["coordinate"];
    let height = coordinate["height"].clone();
    let tally = eventually("a quorum agrees", 2 * MINUTE, async || {
        let tally = cli.run(&format!("--json watcher tally {topic} {height}")).await?.json;
        Ok(Some(tally).filter(|tally| tally["level"] == "watcherQuorum"))
    })
    .await?;
    let number: u64 = height.to_string().trim_matches('"').parse()?;
    assert_eq!(number % 2, 0, "a multiple of the stride");
    let header: Json = chain.ask("chain_getHeader", &[json!(chain.hash_of(number).await?)]).await?;
    assert_eq!(tally["agreed"], header["stateRoot"], "they saw what is there");

    // The daemon's record would not let Eve's key sign anything else there; another machine's does.
    let lie = format!("0x{}", "ee".repeat(32));
    let attest = format!("watcher attest {topic} {number} {lie} --key //eve//watch --from eve");
    cli.exits(6, &format!("{attest} --record eve.jsonl")).await?;
    cli.json(&format!("{attest} --record elsewhere.jsonl --out lie.json")).await?;
    let before = chain.free_balance(&ferdie).await?;
    let from = chain.finalized().await?;
    std::fs::rename(cli.folder.join("lie.json"), cli.folder.join("ferdie/lie.json"))?;

    let slashed = event("Eve is slashed", &chain, from, 2 * MINUTE, |event| {
        event.is("Bonds", "Slashed") && event.names(&eve)
    })
    .await
    .inspect_err(|_| println!("{}", log_of(&cli.folder, "ferdie")))?;
    for (pallet, name) in [("Watchers", "Equivocated"), ("Watchers", "Slashed"), ("Watchers", "Retired")] {
        let all = chain.events(slashed.block, slashed.block).await?;
        match all.iter().find(|event| event.is(pallet, name) && event.names(&eve)) {
            Some(event) => println!("  {event}"),
            None => panic!("{pallet}.{name} is not among {all:#?}"),
        }
    }
    println!("  {slashed}");
    let amount = &slashed.fields["amount"];
    assert_eq!(amount.to_string().trim_matches('"'), (2_000 * UNIT).to_string(), "with the leaving chunk");
    let status = cli.json("watcher status eve").await?;
    assert_eq!((&status["atStake"], &status["backing"]), (&json!("0"), &json!("0")));
    assert_ne!(status["status"], "active");
    cli.exits(4, "watcher withdraw --from eve").await?;

    // A tenth for the reporter, more than his fees.
    eventually("the reporter is paid", MINUTE, async || {
        Ok((chain.free_balance(&ferdie).await? > before + 199 * UNIT).then_some(()))
    })
    .await?;
    assert_eq!(metric(ports[1], "msez_watcher_reports_total").await?, Some(1));
    assert_eq!(metric(ports[1], "msez_watcher_connected").await?, Some(1));

    // Both end when told to, and what they said is on record.
    for child in [&mut eves, &mut ferdies] {
        let id = child.id().ok_or_else(|| anyhow::anyhow!("a daemon has ended"))?;
        Command::new("kill").args(["-TERM", &id.to_string()]).status().await?;
        let status = tokio::time::timeout(Duration::from_secs(30), child.wait()).await??;
        assert!(status.success(), "{status}");
    }
    let export = "watcher protection export --key //ferdie//watch --record ferdie.jsonl --out record.json";
    assert!(cli.json(export).await?["statements"].as_u64().is_some_and(|count| count > 0));
    let import = "watcher protection import record.json --key //ferdie//watch --record other.jsonl";
    assert!(cli.json(import).await?["new"].as_u64().is_some_and(|count| count > 0));
    Ok(())
}
