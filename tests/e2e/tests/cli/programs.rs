//! Programs on the chain, and proofs of what they stored.

use msez_e2e::{
    cli::{development_node, text, Cli},
    network::temporary_folder,
    Outcome,
};
use serde_json::json;

const EXAMPLE: &str = "PUSH1 42 ; value\nPUSH1 0  ; key\nSSTORE\nHALT\n";

/// The same digits but the last.
fn flipped(digits: &str) -> String {
    let (kept, last) = digits.split_at(digits.len() - 1);
    format!("{kept}{}", if last == "0" { '1' } else { '0' })
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn the_example_of_the_mission_uses_20004_gas_and_its_storage_is_proven_without_the_chain() -> Outcome {
    let folder = temporary_folder()?;
    let mut node = development_node(folder.path()).await?;
    let cli = Cli { url: node.url(), folder: folder.path().into() };
    cli.write("example.asm", EXAMPLE)?;

    let assembled = cli.json("asm example.asm").await?;
    let deployed = cli.json("vm deploy example.asm --from bob").await?;
    assert_eq!(deployed["program"], assembled["id"]);
    let program = text(&deployed["program"]);
    assert_eq!(cli.json(&format!("vm program {program}")).await?["code"], assembled["code"]);
    // Once is enough.
    assert!(cli.json("vm deploy example.asm --from dave").await?["deployed"].is_null());

    let instantiate = format!("vm instantiate {program} --salt 7 --from bob");
    let made = cli.json(&instantiate).await?;
    let (instance, address) = (text(&made["instance"]), text(&made["address"]));
    cli.refused("AlreadyExists", &instantiate).await?;
    let storage = format!("vm storage {instance}");
    assert_eq!(cli.run(&storage).await?.stdout, "nothing stored\n");

    let tried = cli.json(&format!("vm call {address} --trace --from bob")).await?;
    assert_eq!((&tried["gasUsed"], &tried["steps"]), (&json!(20_004), &json!(4)));
    assert_eq!(cli.run(&storage).await?.stdout, "nothing stored\n", "a trial leaves nothing");
    let called = cli.json(&format!("vm call {instance} --from bob")).await?;
    assert_eq!((&called["gasUsed"], &called["ending"]), (&json!(20_004), &json!("succeeded")));
    assert_ne!(text(&called["fee"]), "0");
    assert_ne!(text(&called["storageCharged"]), "0");
    assert_eq!(cli.run(&storage).await?.stdout, "0x0 = 0x2a\n");

    // With too little gas it fails on the chain. Without a limit that somebody named it is not even submitted.
    cli.refused("OutOfGas", &format!("vm call {instance} --gas-limit 100 --from bob")).await?;
    cli.write("never.asm", "PUSH0\nASSERT")?;
    let never = text(&cli.json("vm deploy never.asm --from bob").await?["program"]);
    let never = text(&cli.json(&format!("vm instantiate {never} --from bob")).await?["instance"]);
    let answer = cli.exits(1, &format!("vm call {never} --from bob")).await?;
    assert_eq!(answer["error"]["details"]["ending"], "failed");
    let report = cli.run(&format!("--json vm call {never} --dry-run --from bob")).await?;
    assert_eq!((report.code, &report.json["ending"]), (1, &json!("failed")));

    let proof = cli.json(&format!("vm storage {instance} 0 1 --prove proof.json")).await?;
    assert_eq!(cli.read("proof.json")?, proof);
    let block = text(&proof["block"]);
    let shown = cli.json(&format!("vm show {instance} --block {block}")).await?;
    assert_eq!(shown["items"], 1);

    // Without the node.
    node.kill()?;
    let verify =
        |file: &str, block: &str, question: &str| format!("vm verify {file} --block-hash {block} {question}");
    let question = format!("--instance {instance} --key 0=42 --key 1=absent");
    let verified = cli.json(&verify("proof.json", &block, &question)).await?;
    assert_eq!(verified["storageRoot"], shown["storageRoot"]);
    let word = |number: u64| format!("0x{number:064x}");
    assert_eq!(verified["storage"], json!({ word(0): word(42), word(1): null }));
    assert_eq!(cli.json(&verify("proof.json", &block, "")).await?, verified);

    let of_another = format!("--instance {never}");
    for question in ["--key 0=43", "--key 1=0", "--key 2", &of_another] {
        cli.exits(1, &verify("proof.json", &block, question)).await?;
    }
    cli.exits(1, &verify("proof.json", &flipped(&block), &question)).await?;
    // Every node, the header, and what it is said to show.
    let nodes = proof["nodes"].as_array().expect("nodes").len();
    let places = ["/header", "/block", "/storageKey"].map(String::from);
    for place in (0..nodes).map(|n| format!("/nodes/{n}")).chain(places) {
        let mut mutation = proof.clone();
        let digits = mutation.pointer_mut(&place).expect("it is there");
        *digits = json!(flipped(&text(digits)));
        cli.write("mutation.json", &mutation.to_string())?;
        cli.exits(1, &verify("mutation.json", &block, "")).await?;
    }
    let mut mutation = proof.clone();
    mutation["storage"][word(0)] = json!(word(43));
    cli.write("mutation.json", &mutation.to_string())?;
    cli.exits(1, &verify("mutation.json", &block, "")).await?;
    cli.write("mutation.json", "{}")?;
    cli.exits(6, &verify("mutation.json", &block, "")).await?;
    Ok(())
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn the_demo_of_the_machine_ends_with_a_proof_and_programs_can_be_removed() -> Outcome {
    let folder = temporary_folder()?;
    let node = development_node(folder.path()).await?;
    let cli = Cli { url: node.url(), folder: folder.path().into() };
    let story = cli.json("demo vm").await?;
    assert_eq!(story["called"]["gasUsed"], 20_004);
    assert_eq!(story["mutations"], story["mutationsRefused"]);
    assert_eq!(story["proof"]["block"], story["called"]["blockHash"]);

    // What has something stored stays; what has nothing goes, and its program after it.
    let instance = text(&story["instance"]);
    cli.refused("HasStorage", &format!("vm remove {instance} --from bob")).await?;
    cli.write("idle.asm", "STOP")?;
    let idle = text(&cli.json("vm deploy idle.asm --from bob").await?["program"]);
    let instance = text(&cli.json(&format!("vm instantiate {idle} --from bob")).await?["instance"]);
    cli.refused("InUse", &format!("vm remove-program {idle} --from bob")).await?;
    cli.refused("NotAuthorized", &format!("vm remove {instance} --from dave")).await?;
    cli.json(&format!("vm remove {instance} --from bob")).await?;
    cli.exits(5, &format!("vm show {instance}")).await?;
    cli.json(&format!("vm remove-program {idle} --from bob")).await?;
    cli.exits(5, &format!("vm program {idle}")).await?;
    Ok(())
}
