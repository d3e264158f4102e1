//! What waits, and what is closed.

use msez_e2e::{
    cli::{development_node, Cli},
    network::temporary_folder,
    Outcome,
};
use serde_json::json;

const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
/// `System::remark`.
const REMARK: &str = "0x0000081234";
const DAY: u64 = 86_400_000;

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn what_is_announced_waits_and_can_be_called_off() -> Outcome {
    let folder = temporary_folder()?;
    let node = development_node(folder.path()).await?;
    let cli = Cli { url: node.url(), folder: folder.path().into() };
    assert_eq!(cli.json("timelock list").await?, json!([]));

    let announce = format!("timelock announce --class parameter-change --call {REMARK} --out opening.json");
    let announced = cli.json(&format!("{announce} --from bob")).await?;
    assert_eq!((&announced["id"], &announced["call"]), (&json!(0), &json!("System::remark")));
    let opening = cli.read("opening.json")?;
    assert_eq!((&opening["id"], &opening["call"]), (&json!(0), &json!(REMARK)));
    cli.exits(6, &format!("{announce} --from bob")).await?;

    let shown = cli.json("timelock show 0").await?;
    assert_eq!(shown["commitment"], opening["commitment"], "the chain and the command line agree");
    assert_eq!((&shown["announcer"], &shown["stage"]), (&json!(BOB), &json!("waiting")));
    assert_eq!(shown["until"].as_u64(), shown["from"].as_u64().map(|from| from + 2 * DAY));
    assert_eq!(cli.json("timelock list --by bob").await?, json!([shown]));
    assert_eq!(cli.json("timelock list --governance").await?, json!([]));

    cli.refused("NotDue", "timelock execute opening.json --from dave").await?;
    cli.refused("NotFound", "timelock execute opening.json --id 7 --from dave").await?;
    let mut other = opening.clone();
    other["call"] = json!("0x0000081235");
    cli.write("other.json", &other.to_string())?;
    cli.exits(6, "timelock execute other.json --from dave").await?;

    cli.refused("NotAuthorized", "timelock cancel 0 --from dave").await?;
    cli.json("timelock cancel 0 --from bob").await?;
    cli.refused("AlreadyClosed", "timelock cancel 0 --from bob").await?;
    for gone in ["timelock show 0", "timelock show 9"] {
        assert_eq!(cli.exits(5, gone).await?["error"]["kind"], "notFound");
    }

    // By governance: at once with the key of a development chain, or as a motion.
    let announce = format!("timelock announce --class parameter-change --call {REMARK}");
    let by_root = cli.json(&format!("{announce} --out root.json --sudo --from alice")).await?;
    assert_eq!((&by_root["id"], &by_root["isProposal"]), (&json!(1), &json!(false)));
    assert_eq!(cli.json("timelock show 1").await?["announcer"], json!(null));
    let proposed = cli.json(&format!("{announce} --out motion.json --propose 2 --from alice")).await?;
    assert_eq!((&proposed["id"], &proposed["isProposal"]), (&json!(null), &json!(true)));
    assert_eq!(cli.json("timelock list --governance").await?.as_array().map(Vec::len), Some(1));

    cli.exits(2, "timelock announce --class migration --call 0xffff --out bad.json --from bob").await?;
    cli.exits(2, "timelock cancel 1 --sudo --propose 2 --from alice").await?;
    Ok(())
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn a_pallet_that_is_closed_takes_nothing_in_and_the_others_go_on() -> Outcome {
    let folder = temporary_folder()?;
    let node = development_node(folder.path()).await?;
    let cli = Cli { url: node.url(), folder: folder.path().into() };
    cli.write("asset.json", r#"{"name":"bond"}"#)?;
    let register = "asset register --document asset.json --class securities --from bob";

    assert_eq!(cli.run("mode show").await?.stdout, "every pallet is green\n");
    cli.exits(4, "mode set ComplianceTensor red --from bob").await?;
    cli.exits(5, "mode set Nothing red --sudo --from alice").await?;
    // What could turn a switch back has none.
    cli.exits(4, "mode set Council red --sudo --from alice").await?;
    cli.exits(4, "mode set OperatingMode red --sudo --from alice").await?;

    let set = cli.json("mode set ComplianceTensor red --sudo --from alice").await?;
    assert_eq!((&set["index"], &set["mode"]), (&json!(62), &json!("red")));
    assert_eq!(cli.json("mode show ComplianceTensor").await?["mode"], "red");
    assert_eq!(cli.json("mode show").await?.as_array().map(Vec::len), Some(1));
    cli.refused("CallFiltered", register).await?;
    cli.write("example.asm", "PUSH0\nHALT\n")?;
    cli.json("vm deploy example.asm --from bob").await?;

    cli.json("mode set ComplianceTensor green --sudo --from alice").await?;
    assert_eq!(cli.json("mode show").await?, json!([]));
    cli.json(register).await?;
    Ok(())
}
