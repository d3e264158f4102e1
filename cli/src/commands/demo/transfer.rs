//! A transfer of units that is refused with every reason, and made once those are mended.

use msez_asset::{Country, TransferRefusal, UnitRules};
use msez_core::SubjectId;
use msez_runtime_api::HolderView;
use polkadot_sdk::sp_runtime::AccountId32;
use serde::Serialize;
use subxt::{rpcs::rpc_params, utils::Static};

use crate::{
    account::{Account, Scheme},
    chain::{api, Finalized},
    commands::{
        asset::{refusals_text, status_text, units},
        demo::assets::{Part, Stage, YEAR},
        wire,
    },
    failure::{Failure, Outcome},
};

/// What the story ended with.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Story {
    /// Of what.
    asset: SubjectId,
    /// Who gave.
    from: AccountId32,
    /// Who received.
    to: AccountId32,
    /// How many.
    #[serde(with = "msez_core::decimal")]
    pub moved: u128,
    /// Everything that stood against it at first.
    refused: Vec<TransferRefusal>,
    /// The chain's error when it was tried all the same.
    refusal: String,
    /// What still stood against it after each step of mending.
    mending: Vec<Vec<TransferRefusal>>,
    /// The transfer.
    transfer: Finalized,
    /// What the receiver has then.
    receiver: HolderView,
}

type Call = api::runtime_types::pallet_smart_assets::pallet::Call;

const SUPPLY: u128 = 1_000;
const AMOUNT: u128 = 400;
/// Less than the amount.
const HOLDING: u128 = 250;
/// So much that the rest is less than the amount.
const FROZEN: u128 = 700;

/// Tells the story.
pub async fn tell(stage: &Stage) -> Outcome<Story> {
    let (chain, owner) = (&stage.chain, &stage.owner);
    let (seller, buyer) = (Account::read("dave", Scheme::Sr25519)?, Account::read("eve", Scheme::Sr25519)?);
    let country = |text: &str| text.parse::<Country>().map_err(|e| Failure::Usage(format!("{text}: {e}")));
    let (emirates, singapore) = (country("AE")?, country("SG")?);

    stage.step(
        "An asset is registered, attested and bound to its home; two parties are registered, one attested",
    );
    let asset = stage.asset("bond").await?;
    let [seller_party, buyer_party] = stage.parties(["seller", "buyer"]).await?;
    let of_asset = stage.findings(asset, &stage.asked_of_assets, YEAR).await?;
    let of_seller = stage.findings(seller_party, &stage.asked_of_parties, YEAR).await?;
    stage.attest([of_asset, of_seller].concat()).await?;
    stage.bind(asset).await?;

    stage.step("It gets units, two holders are admitted, and one of them is issued all units");
    let first = stage.view(asset).await?.version;
    let admit = |version, who: &Account, party, country| Call::admit {
        asset: Static(asset),
        expected_version: version,
        account: wire(&who.id()),
        party: Static(party),
        country: Static(country),
    };
    let issue = [
        Call::create_units { asset: Static(asset), expected_version: first, rules: Static(UnitRules::OPEN) },
        admit(first + 1, &seller, seller_party, emirates),
        admit(first + 2, &buyer, buyer_party, singapore),
        Call::mint {
            asset: Static(asset),
            expected_version: first + 3,
            to: wire(&seller.id()),
            amount: SUPPLY,
        },
    ];
    stage.together("issue", issue.map(Part::SmartAssets).into(), owner).await?;

    stage.step("What will stand against a transfer: other rules, a freeze, a halt by the authority");
    let first = stage.view(asset).await?.version;
    let countries = UnitRules::OPEN.countries.without(singapore);
    let strict = UnitRules { max_holding: Some(HOLDING), countries, ..UnitRules::OPEN };
    let set_rules = |version, rules| Call::set_unit_rules {
        asset: Static(asset),
        expected_version: version,
        rules: Static(rules),
    };
    let freeze = |version, units| Call::freeze {
        asset: Static(asset),
        expected_version: Some(version),
        account: wire(&seller.id()),
        freeze: api::runtime_types::pallet_smart_assets::types::Freeze { whole: false, units },
    };
    let against = [set_rules(first, strict), freeze(first + 1, FROZEN)];
    stage.together("restrict", against.map(Part::SmartAssets).into(), owner).await?;
    let halt = api::transactions().smart_assets().halt(Static(asset), None);
    chain.submit("halt", &halt, &stage.authority).await?;
    stage.say(&format!("   the asset is {}", status_text(&stage.view(asset).await?.status)));

    stage.step(&format!("A transfer of {AMOUNT} is refused, and every reason is told"));
    let (from, to) = (seller.id(), buyer.id());
    let refused = units::can_transfer(chain, asset, &from, &to, AMOUNT, None).await?;
    stage.say(&refusals_text(&refused));
    let refusal = match units::transfer(chain, asset, &to, AMOUNT, &seller).await {
        Ok(_) => return Err(Failure::No("a transfer that had to be refused was made".into())),
        Err(failure) if failure.kind() == "refused" => failure.json().unwrap_or_default(),
        Err(failure) => return Err(failure),
    };
    let refusal = refusal["error"]["details"]["name"].as_str().unwrap_or_default().to_owned();
    stage.say(&format!("   tried all the same, the chain refuses it with the first of them: {refusal}"));
    stage.expect(refused.len() >= 5 && !refusal.is_empty(), "a transfer is refused without its reasons")?;

    stage.step("They are mended one after another");
    let mut mending = Vec::new();
    let mut left = async |what: &str| -> Outcome {
        let reasons = units::can_transfer(chain, asset, &from, &to, AMOUNT, None).await?;
        stage.say(&format!("   {what}: {} left", reasons.len()));
        mending.push(reasons);
        Ok(())
    };
    let resume = api::transactions().smart_assets().resume(Static(asset), None);
    chain.submit("resume", &resume, &stage.authority).await?;
    left("the authority resumes the asset").await?;
    stage.attest(stage.findings(buyer_party, &stage.asked_of_parties, YEAR).await?).await?;
    left("the buyer is attested").await?;
    let first = stage.view(asset).await?.version;
    let mend = [freeze(first, 0), set_rules(first + 1, UnitRules::OPEN)];
    stage.together("relax", mend.map(Part::SmartAssets).into(), owner).await?;
    left("the owner thaws the seller's units and opens the rules").await?;
    stage.expect(mending.last().is_some_and(Vec::is_empty), "something still stands against the transfer")?;

    stage.step("The same transfer is made");
    let done = units::transfer(chain, asset, &to, AMOUNT, &seller).await?;
    let params = rpc_params![asset, &to, &done.finalized.block_hash];
    let receiver: Option<HolderView> = chain.ask("msez_assetHolder", params).await?;
    let receiver = receiver.ok_or_else(|| Failure::No("the buyer is no holder".into()))?;
    stage.say(&format!("   {to} has {} units", receiver.balance));
    stage.expect(receiver.balance == AMOUNT, "the receiver has something else than what was moved")?;
    let transfer = done.finalized;
    Ok(Story { asset, from, to, moved: AMOUNT, refused, refusal, mending, transfer, receiver })
}
