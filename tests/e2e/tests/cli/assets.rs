//! Smart assets: control, documents, units; and the stories on them.

use msez_e2e::{
    cli::{development_node, text, Cli},
    network::temporary_folder,
    Outcome,
};
use serde_json::json;

const DIGEST: &str = "0x1111111111111111111111111111111111111111111111111111111111111111";

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn an_asset_from_its_genesis_document_to_its_end() -> Outcome {
    let folder = temporary_folder()?;
    let node = development_node(folder.path()).await?;
    let cli = Cli { url: node.url(), folder: folder.path().into() };

    // Made and read without a node. Bob and Dave control it, halting takes both.
    let made = cli
        .json(&format!(
            "asset genesis --schema {DIGEST} --policy {DIGEST} --issuer bob --class securities --jurisdiction uae-difc \
             --controller bob --controller dave=halt,documents --threshold halt=2 --out bond.bin"
        ))
        .await?;
    let asset = text(&made["asset"]);
    assert_eq!(cli.json("asset id --document bond.bin").await?["subject"], asset.as_str());
    cli.write("bond.json", &made["genesis"].to_string())?;
    assert_eq!(cli.json("asset id --document bond.json").await?["subject"], asset.as_str());
    cli.exits(5, &format!("asset show {asset}")).await?;
    cli.refused("NotIssuer", "asset register --document bond.bin --from dave").await?;
    cli.exits(2, "asset register --document bond.bin --class securities --from bob").await?;
    assert_eq!(cli.json("asset register --document bond.bin --from bob").await?["asset"], asset.as_str());
    let show = format!("asset show {asset}");
    let shown = cli.json(&show).await?;
    assert_eq!((&shown["status"]["status"], &shown["version"]), (&json!("active"), &json!(1)));
    assert!(cli.run(&show).await?.stdout.contains("not bound yet"));

    // Documents, by those who may. A version that is not the asset's is refused.
    let set = |kind: &str, from: &str| {
        let location = format!("--location ipfs://bafy/{kind}");
        format!("asset document set {asset} --kind {kind} --digest {DIGEST} {location} --from {from}")
    };
    let changed = cli.json(&set("prospectus", "dave")).await?;
    assert_eq!((&changed["carriedOut"], &changed["version"]), (&json!(true), &json!(2)));
    cli.refused("StaleVersion", &format!("{} --expected-version 1", set("terms", "dave"))).await?;
    cli.refused("NotAuthorized", &set("terms", "eve")).await?;
    cli.json(&set("terms", "bob")).await?;
    let documents = cli.json(&format!("asset documents {asset}")).await?;
    assert_eq!(documents.as_array().map(Vec::len), Some(2));
    let remove = format!("asset document remove {asset} --kind terms --from bob");
    cli.json(&remove).await?;
    cli.refused("DocumentNotFound", &remove).await?;

    // Two must agree; one alone is noted, can take it back, and say it again.
    let halt = |from: &str| format!("asset halt {asset} --from {from}");
    let noted = cli.json(&halt("bob")).await?;
    assert_eq!(noted["carriedOut"], false);
    assert_eq!((&noted["given"], &noted["needed"]), (&json!(1), &json!(2)));
    cli.refused("AlreadyApproved", &halt("bob")).await?;
    cli.json(&format!("asset approval withdraw {asset} --from bob")).await?;
    cli.json(&halt("bob")).await?;
    let done = cli.json(&halt("dave")).await?;
    assert_eq!((&done["carriedOut"], &done["events"]), (&json!(true), &json!(["Halted"])));
    cli.json(&format!("asset resume {asset} --from bob")).await?;
    let halts = cli.json(&show).await?["halts"].clone();
    assert_eq!(halts, json!({ "controllers": false, "authority": false, "policy": false, "program": false }));

    // The program that acts for it.
    let program =
        format!("asset program set {asset} --instance {DIGEST} --permissions halt,resume --from bob");
    cli.json(&program).await?;
    assert_eq!(cli.json(&show).await?["program"]["instance"], DIGEST);
    cli.refused("NothingToChange", &program).await?;
    cli.json(&format!("asset program clear {asset} --from bob")).await?;

    // A recovery can be called off, and is not carried out early. Control passes when the new controller accepts.
    cli.json(&format!("asset recovery announce {asset} --controller ferdie --from bob")).await?;
    let execute = format!("asset recovery execute {asset} --from eve");
    cli.refused("RecoveryNotDue", &execute).await?;
    cli.json(&format!("asset recovery cancel {asset} --from bob")).await?;
    cli.exits(5, &execute).await?;
    let offer = format!("asset control offer {asset} --controller eve --from bob");
    cli.json(&offer).await?;
    cli.json(&format!("asset control withdraw {asset} --from bob")).await?;
    let accept = format!("asset control accept {asset} --from eve");
    cli.exits(5, &accept).await?;
    let version = cli.json(&offer).await?["version"].clone();
    assert_eq!(cli.json(&show).await?["offer"]["version"], version);
    // Another change meanwhile does not stop it.
    cli.json(&set("terms", "dave")).await?;
    assert_eq!(cli.json(&accept).await?["events"], json!(["ControlTransferred"]));
    cli.refused("NotAuthorized", &format!("asset retire {asset} --from bob")).await?;
    cli.refused("AssetNotCompliant", &format!("asset bind {asset} --from eve")).await?;
    cli.json(&format!("asset retire {asset} --from eve")).await?;
    cli.refused("Retired", &set("terms", "eve")).await?;
    Ok(())
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn units_from_their_creation_to_redemption() -> Outcome {
    let folder = temporary_folder()?;
    let node = development_node(folder.path()).await?;
    let cli = Cli { url: node.url(), folder: folder.path().into() };
    let base = format!("--schema {DIGEST} --policy {DIGEST} --class securities --jurisdiction uae-difc");
    let made = cli.json(&format!("asset genesis {base} --issuer bob --out fund.bin")).await?;
    let asset = text(&made["asset"]);
    cli.json("asset register --document fund.bin --from bob").await?;
    cli.write("dave.txt", "Dave")?;
    cli.write("eve.txt", "Eve")?;
    let dave = text(&cli.json("party register --document dave.txt --from bob").await?["subject"]);
    let eve = text(&cli.json("party register --document eve.txt --from bob").await?["subject"]);

    // Evidence for the asset and one of the parties.
    let attest = |subject: &str, domain: &str| {
        let coordinate = format!("--subject {subject} --jurisdiction uae-difc --domain {domain}");
        format!("attest {coordinate} --evidence {DIGEST} --from ferdie")
    };
    for domain in ["aml", "kyc"] {
        let place = format!("--jurisdiction uae-difc --domain {domain}");
        cli.json(&format!("issuer accredit {place} --issuer ferdie --from charlie")).await?;
        cli.json(&attest(&asset, domain)).await?;
        cli.json(&attest(&dave, domain)).await?;
    }
    cli.exits(5, &format!("asset units show {asset}")).await?;
    cli.refused("NotBound", &format!("asset units create {asset} --from bob")).await?;
    cli.json(&format!("asset bind {asset} --from bob")).await?;
    cli.json(&format!("asset units create {asset} --max-supply 1000 --from bob")).await?;
    cli.json(&format!("asset units rules {asset} --max-supply 1000 --max-holding 900 --from bob")).await?;
    let of_class =
        "asset units jurisdiction-rules --jurisdiction uae-difc --class securities --max-holding 800";
    cli.refused("NotAuthorized", &format!("{of_class} --from bob")).await?;
    cli.json(&format!("{of_class} --from charlie")).await?;
    let units = cli.json(&format!("asset units show {asset}")).await?;
    let holdings = (&units["ownRules"]["maxHolding"], &units["rules"]["maxHolding"]);
    assert_eq!(holdings, (&json!("900"), &json!("800")));

    let not = cli.exits(1, &format!("asset units can-mint {asset} --to dave --amount 1001")).await?;
    assert_eq!(not["reasons"][0], json!({ "reason": "notAdmitted", "side": "receiver" }));
    let admit = |account: &str, party: &str, country: &str| {
        format!(
            "asset units admit {asset} --account {account} --party {party} --country {country} --from bob"
        )
    };
    cli.json(&admit("dave", &dave, "AE")).await?;
    cli.json(&admit("eve", &eve, "SG")).await?;
    let mint =
        |to: &str, amount: u64| format!("asset units mint {asset} --to {to} --amount {amount} --from bob");
    // Refused, with every reason: aml, kyc, holding, supply.
    let refused = cli.exits(4, &mint("eve", 1001)).await?["error"]["details"].clone();
    assert_eq!(refused["reasons"].as_array().map(Vec::len), Some(4), "{refused:#}");
    cli.json(&mint("dave", 800)).await?;
    cli.refused("HoldingTooLarge", &mint("dave", 1)).await?;

    let question = format!("asset units can-transfer {asset} --from dave --to eve --amount 100");
    let told = cli.run(&question).await?;
    assert_eq!(told.code, 1);
    assert!(told.stdout.contains("NO  the receiver does not pass: kyc is unknown"), "{}", told.stdout);
    let transfer = format!("asset units transfer {asset} --to eve --amount 100 --from dave");
    cli.refused("ReceiverNotCompliant", &transfer).await?;
    for domain in ["aml", "kyc"] {
        cli.json(&attest(&eve, domain)).await?;
    }
    assert_eq!(cli.json(&question).await?["possible"], true);
    cli.json(&transfer).await?;

    // A party moves to another country.
    let country = format!("asset units country {asset} --party {eve} --country AE --from bob");
    cli.json(&country).await?;
    cli.refused("NothingToChange", &country).await?;
    assert_eq!(cli.json(&format!("asset units holder {asset} eve")).await?["country"], "AE");

    // Frozen by both sides, taken by the authority, redeemed, dismissed.
    let freeze = format!("asset units freeze {asset} --account eve");
    cli.json(&format!("{freeze} --units 60 --from bob")).await?;
    cli.json(&format!("{freeze} --whole --from charlie")).await?;
    let holder = cli.json(&format!("asset units holder {asset} eve")).await?;
    assert_eq!((&holder["balance"], &holder["frozen"]), (&json!("100"), &json!(true)));
    assert_eq!(holder["frozenUnits"], "60");
    let force = format!("asset units force {asset} --holder eve --to dave --amount 40");
    let force = |from: &str| format!("{force} --reason court-order --order {DIGEST} --from {from}");
    cli.refused("FrozenByAuthority", &force("bob")).await?;
    cli.json(&force("charlie")).await?;
    cli.json(&format!("{freeze} --nothing --from charlie")).await?;
    cli.json(&format!("asset units burn {asset} --holder eve --amount 60 --from bob")).await?;
    cli.json(&format!("asset units dismiss {asset} --account eve --from bob")).await?;
    cli.exits(5, &format!("asset units holder {asset} eve")).await?;
    cli.refused("UnitsOutstanding", &format!("asset retire {asset} --from bob")).await?;
    let units = cli.json(&format!("asset units show {asset}")).await?;
    assert_eq!((&units["supply"], &units["holders"]), (&json!("740"), &json!(1)));
    Ok(())
}

#[tokio::test]
#[ignore = "starts a node; run by scripts/test"]
async fn a_transfer_is_refused_with_every_reason_and_a_program_halts_its_asset() -> Outcome {
    let folder = temporary_folder()?;
    let node = development_node(folder.path()).await?;
    let cli = Cli { url: node.url(), folder: folder.path().into() };
    let stories = cli.json("demo assets").await?;
    println!("{stories:#}");

    let transfer = &stories["transfer"];
    let refused = transfer["refused"].as_array().expect("a list");
    let reasons: Vec<_> = refused.iter().map(|reason| text(&reason["reason"])).collect();
    let expected = [
        "assetNotActive",
        "partlyFrozen",
        "notCompliant",
        "notCompliant",
        "countryNotAllowed",
        "holdingTooLarge",
    ];
    assert_eq!(reasons, expected);
    assert_eq!((&transfer["refusal"], &transfer["receiver"]["balance"]), (&json!("Halted"), &json!("400")));
    assert_eq!(transfer["mending"].as_array().and_then(|steps| steps.last()), Some(&json!([])));
    let asset = text(&transfer["asset"]);
    assert_eq!(cli.json(&format!("asset units holder {asset} eve")).await?["balance"], "400");

    // The second bit is kyc, which had expired when the program halted its asset.
    let halt = &stories["halt"];
    assert_eq!((&halt["halted"]["status"], &halt["resumed"]["status"]), (&json!("halted"), &json!("active")));
    let word = |number: u64| json!(format!("0x{number:064x}"));
    let returned = ["before", "halting", "resuming"].map(|call| halt[call]["returnData"].clone());
    assert_eq!(returned, [word(0), word(2), word(0)]);
    // Whoever called has nothing to do with the asset.
    let asset = cli.json(&format!("asset show {}", text(&halt["asset"]))).await?;
    assert!(!asset.to_string().contains(&text(&halt["caller"])));
    assert_eq!(asset["program"]["permissions"], json!(["halt", "resume"]));
    Ok(())
}
