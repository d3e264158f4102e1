//! Paths: planned from a file, and from a node's registry.

use msez_e2e::{
    cli::{development_node, text, Cli},
    network::temporary_folder,
    Outcome,
};
use serde_json::json;

const STANDARD: &str = include_str!("../../../../docs/examples/standard-manifold.json");

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn paths_are_planned_from_a_file_and_from_the_registry() -> Outcome {
    let folder = temporary_folder()?;
    let node = development_node(folder.path()).await?;
    let cli = Cli { url: node.url(), folder: folder.path().into() };
    cli.write("standard.json", STANDARD)?;
    let (there, value) = ("--from uae-difc --to kz-aifc", "--value 1000000");

    // The figures of the reference.
    let file = format!("--graph standard.json {there} {value}");
    let planned = cli.json(&format!("plan {file}")).await?;
    assert_eq!((&planned["found"], &planned["corridors"]), (&json!(true), &json!(["corridor-difc-aifc"])));
    assert_eq!((&planned["total_cost_usd"], &planned["total_time_hours"]), (&json!("1800"), &json!(72)));
    assert_eq!(planned["path_id"], "b20b4e9307e80989");
    let held = cli.json(&format!("plan {file} --held source_of_funds")).await?;
    assert_eq!(held["total_cost_usd"], "1600");
    cli.json(&format!("plan {file} --svg path.svg --dot path.dot")).await?;
    let picture = std::fs::read_to_string(folder.path().join("path.svg")).map_err(anyhow::Error::from)?;
    assert!(picture.contains("corridor-difc-aifc"));
    assert!(cli.run(&format!("plan {file}")).await?.stdout.contains("1 hop, 1800 USD, 72 h"));
    for limit in ["--max-cost 0", "--max-hours 71", "--max-hops 0", "--exclude kz-aifc", "--asset-class art"]
    {
        cli.exits(1, &format!("plan {file} {limit}")).await?;
    }
    cli.exits(2, &format!("plan {file} --max-cost -1")).await?;
    cli.exits(2, &format!("plan {file} --held astrology")).await?;
    cli.exits(6, &format!("plan --graph nowhere.json {there}")).await?;
    cli.exits(1, &format!("gap {file}")).await?;
    let all = "source_of_funds,kyc_verification,sanctions_check";
    let gap = cli.json(&format!("gap {file} --held {all}")).await?;
    assert_eq!((&gap["is_satisfied"], &gap["required_count"]), (&json!(true), &json!(3)));

    // Six jurisdictions and eight corridors: cheap, or fast.
    let cheap = cli.json(&format!("plan {there} --value 100000 --asset-class securities")).await?;
    assert_eq!((&cheap["total_cost_usd"], &cheap["total_time_hours"]), (&json!("900"), &json!(72)));
    let fast = cli.json(&format!("plan {there} --value 100000 --max-hours 60")).await?;
    assert_eq!(fast["corridors"], json!(["corridor-difc-adgm", "corridor-adgm-aifc"]));
    assert_eq!((&fast["total_cost_usd"], &fast["total_time_hours"]), (&json!("1080"), &json!(48)));
    let round = cli.json(&format!("plan {there} --require gb-fca --prefer sg-mas")).await?;
    assert_eq!(round["jurisdictions"], json!(["uae-difc", "gb-fca", "kz-aifc"]));
    let several = cli.json(&format!("alternatives {there} {value} --count 3 --svg registry.svg")).await?;
    assert_eq!(several["paths"].as_array().map(Vec::len), Some(3));
    // Two cost 1,800 dollars; the faster one comes first.
    assert_eq!(several["paths"][0]["total_cost_usd"], several["paths"][1]["total_cost_usd"]);
    assert_eq!(several["paths"][0]["total_time_hours"], 48);
    assert_eq!(text(&several["paths"][1]["path_id"]), "b20b4e9307e80989");
    let satisfied = cli.json(&format!("gap {there} --path corridor-difc-aifc --held {all}")).await?;
    assert_eq!(satisfied["is_satisfied"], true);
    cli.exits(1, &format!("gap {there} --path corridor-sfc-aifc")).await?;
    // It leads elsewhere.
    cli.exits(1, &format!("gap --from uae-difc --to sg-mas --path corridor-difc-aifc --held {all}")).await?;
    let one = cli.json(&format!("alternatives {there} {value} --count 1")).await?;
    assert_eq!(one["paths"], json!([several["paths"][0]]));
    cli.exits(1, "plan --from uae-difc --to xx-nowhere").await?;
    cli.exits(2, "plan --from UAE --to kz-aifc").await?;
    Ok(())
}
