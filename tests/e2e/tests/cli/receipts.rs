//! Receipts: what a pallet did in a block, proven up to a root that BEEFY signed later, and verified without the chain.

use msez_e2e::{
    cli::{development_node, text, Cli},
    network::temporary_folder,
    Outcome,
};
use serde_json::{json, Value as Json};

/// Where the file has hexadecimal text, and where it has numbers.
fn places(value: &Json, place: String, found: &mut Vec<String>) {
    match value {
        Json::String(_) | Json::Number(_) => found.push(place),
        Json::Array(list) => {
            list.iter().enumerate().for_each(|(n, item)| places(item, format!("{place}/{n}"), found))
        }
        Json::Object(map) => map.iter().for_each(|(key, item)| places(item, format!("{place}/{key}"), found)),
        _ => {}
    }
}

/// Text with one digit changed, or the next number.
fn changed(value: &Json, at: usize) -> Json {
    match value {
        Json::String(text) => {
            let mut digits = text.clone().into_bytes();
            let at = 2 + at % (digits.len() - 2);
            digits[at] = if digits[at] == b'0' { b'1' } else { b'0' };
            json!(String::from_utf8(digits).expect("digits are text"))
        }
        number => json!(number.as_u64().expect("a number") + 1),
    }
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn a_receipt_is_proven_to_a_signed_root_of_a_later_block_and_holds_without_the_chain() -> Outcome {
    let folder = temporary_folder()?;
    let mut node = development_node(folder.path()).await?;
    let cli = Cli { url: node.url(), folder: folder.path().into() };
    cli.write("trust.json", &cli.run("receipt trust").await?.stdout)?;
    let trust = cli.read("trust.json")?;

    // Something happens, and not in the first block: there is nothing before it.
    cli.write("first.json", "another document")?;
    cli.json("asset register --document first.json --class securities --from bob").await?;
    cli.write("document.json", "a document")?;
    let registered =
        cli.json("asset register --document document.json --class securities --from bob").await?;
    let block = registered["blockNumber"].as_u64().expect("a number");

    // It is among the block's receipts, by number and by hash.
    let listed = cli.json(&format!("receipt list {block}")).await?;
    assert_eq!(listed["block"], registered["blockHash"]);
    assert_eq!(cli.json(&format!("receipt list {}", text(&listed["block"]))).await?, listed);
    let items = listed["receipts"]["items"].as_array().expect("a list");
    assert_eq!(listed["entry"]["record"]["width"], json!(items.len()));
    let is_it = |item: &&Json| text(&item["told"]).starts_with("ComplianceTensor.SubjectRegistered ");
    let index = items.iter().find(is_it).expect("the registration is noted")["index"].clone();
    assert!(cli
        .run(&format!("receipt list {block}"))
        .await?
        .stdout
        .contains("ComplianceTensor.SubjectRegistered "));

    // Every block moves the head, and its line goes on from the one before.
    let before = cli.json(&format!("receipt list {}", block - 1)).await?;
    assert_eq!(before["entry"]["record"]["head"], listed["entry"]["record"]["previous"]);
    assert_ne!(before["entry"]["record"]["head"], listed["entry"]["record"]["head"]);

    // Proven, by the event's name and by its index.
    let proof = cli
        .json(&format!("receipt prove {block} --event ComplianceTensor.SubjectRegistered --out receipt.json"))
        .await?;
    assert_eq!(cli.read("receipt.json")?, proof);
    assert_eq!(proof["inclusion"]["index"], index);
    assert_eq!((&proof["blockHash"], &proof["genesis"]), (&listed["block"], &trust["genesis"]));
    let again = cli.json(&format!("receipt prove {block} --index {index}")).await?;
    assert_eq!(again["inclusion"], proof["inclusion"]);

    let signed_in = cli.json("receipt verify receipt.json --trust trust.json").await?["signedBlock"].clone();
    let chosen = cli.json(&format!("receipt prove {block} --index {index} --signed-in {signed_in}")).await?;
    assert_eq!(chosen, proof);
    cli.exits(5, &format!("receipt prove {block} --index {index} --signed-in 4000000000")).await?;

    // What there is no receipt of.
    cli.exits(5, &format!("receipt prove {block} --index 9999")).await?;
    cli.exits(5, &format!("receipt prove {block} --event Savm.Deployed")).await?;
    cli.exits(2, &format!("receipt prove {block}")).await?;
    for nowhere in ["0", "4000000000", &format!("0x{}", "ab".repeat(32))] {
        cli.exits(5, &format!("receipt list {nowhere}")).await?;
    }

    // Without the node.
    node.kill()?;
    let verified = cli.json("receipt verify receipt.json --trust trust.json").await?;
    assert_eq!((&verified["block"], &verified["index"]), (&json!(block), &index));
    assert!(text(&verified["told"]).starts_with("ComplianceTensor.SubjectRegistered "));
    assert!(verified["signedBlock"].as_u64() > Some(block) && verified["trusted"] == true);
    let (id, keys) = (&trust["id"], text(&trust["keysetCommitment"]));
    cli.json(&format!("receipt verify receipt.json --trusted-set {id}:{keys}")).await?;
    let question = format!("receipt verify receipt.json --trust trust.json --block {block}");
    cli.json(&format!("{question} --event ComplianceTensor.SubjectRegistered")).await?;

    // Nobody is trusted: it says so, and what it would rest on.
    let unknown = cli.exits(9, "receipt verify receipt.json").await?;
    assert_eq!((&unknown["trusted"], &unknown["signedBy"]), (&json!(false), &verified["signedBy"]));
    // Another question, other keys, another chain, a set that came later.
    cli.exits(1, &format!("{question} --event SmartAssets.Minted")).await?;
    cli.exits(1, &format!("receipt verify receipt.json --trust trust.json --block {}", block + 1)).await?;
    let other = format!("0x{}", "ab".repeat(32));
    cli.exits(1, &format!("receipt verify receipt.json --trusted-set {id}:{other}")).await?;
    cli.exits(1, &format!("receipt verify receipt.json --trusted-set 4000000000:{keys}")).await?;
    let mut elsewhere = trust.clone();
    elsewhere["genesis"] = json!(other);
    cli.write("elsewhere.json", &elsewhere.to_string())?;
    cli.exits(1, "receipt verify receipt.json --trust elsewhere.json").await?;
    cli.exits(2, "receipt verify receipt.json --trusted-set 1").await?;

    // Every part of the file, in several places.
    let mut found = Vec::new();
    places(&proof, String::new(), &mut found);
    let mut refused = 0;
    for place in &found {
        for at in [0, 17, 40, 63] {
            let mut mutation = proof.clone();
            let value = mutation.pointer_mut(place).expect("it is there");
            *value = changed(value, at);
            if mutation == proof {
                continue;
            }
            cli.write("mutation.json", &mutation.to_string())?;
            for trust in ["--trust trust.json", ""] {
                cli.exits(1, &format!("receipt verify mutation.json {trust}")).await?;
                refused += 1;
            }
        }
    }
    assert!(refused >= 100, "{refused} mutations of {} places", found.len());
    println!("{refused} mutations were refused");
    // And parts that are missing, too many, or in another order.
    let mut shapes = Vec::new();
    for list in ["/authorities", "/inclusion/siblings"] {
        let mut longer = proof.clone();
        let items = longer.pointer_mut(list).and_then(Json::as_array_mut).expect("a list");
        items.push(json!(if list == "/authorities" {
            format!("0x02{}", "11".repeat(32))
        } else {
            other.clone()
        }));
        shapes.push(longer);
    }
    let mut keyless = proof.clone();
    keyless["authorities"] = json!([]);
    shapes.push(keyless);
    for shape in shapes {
        cli.write("mutation.json", &shape.to_string())?;
        cli.exits(1, "receipt verify mutation.json --trust trust.json").await?;
    }
    let mut unread = proof.clone();
    unread["note"] = json!("more than the file may say");
    cli.write("mutation.json", &unread.to_string())?;
    cli.exits(6, "receipt verify mutation.json --trust trust.json").await?;
    cli.exits(6, "receipt verify trust.json --trust trust.json").await?;
    Ok(())
}
