//! `msez asset units`: regulated units of an asset, and who holds them.

use msez_asset::{Country, CountrySet, TransferRefusal, UnitRules};
use msez_core::{AssetClass, Digest, JurisdictionId, SubjectId};
use msez_runtime_api::{HolderView, UnitsView};
use polkadot_sdk::sp_runtime::AccountId32;
use serde::Serialize;
use serde_json::json;
use subxt::{
    rpcs::rpc_params,
    utils::{self, Static},
};

use crate::{
    account::{read_account_id, Account},
    chain::{api, Chain, Finalized},
    commands::{
        asset::{change::Change, reasons::fault_text, refusals_text},
        read_digest,
        tensor::Asked,
        From, Global,
    },
    failure::{Failure, Outcome},
};

/// What can be done with units.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Show how many there are, how many hold some, and the rules.
    Show {
        /// The asset.
        asset: SubjectId,
        #[command(flatten)]
        asked: Asked,
    },
    /// Give an asset units, of which there are none yet, with its own rules.
    Create {
        #[command(flatten)]
        change: Change,
        #[command(flatten)]
        rules: RulesArgs,
    },
    /// Replace the asset's own rules. What is not said is without limit.
    Rules {
        #[command(flatten)]
        change: Change,
        #[command(flatten)]
        rules: RulesArgs,
    },
    /// Set what a jurisdiction asks of the units of a class; for its authority.
    JurisdictionRules {
        /// Where.
        #[arg(long)]
        jurisdiction: JurisdictionId,
        /// For which class.
        #[arg(long)]
        class: AssetClass,
        /// Remove the rules instead.
        #[arg(long)]
        none: bool,
        #[command(flatten)]
        rules: RulesArgs,
        #[command(flatten)]
        from: From,
    },
    /// Admit an account as a holder: by the controllers, or the authority of the asset's home, who vouch for it.
    Admit {
        #[command(flatten)]
        change: Change,
        /// The account.
        #[arg(long, value_parser = read_account_id)]
        account: AccountId32,
        /// The party whose it is; `msez party register` gives its id.
        #[arg(long)]
        party: SubjectId,
        /// The party's country, two capital letters.
        #[arg(long)]
        country: Country,
    },
    /// Dismiss an account that holds nothing; its deposit goes back. By the side that admitted it.
    Dismiss {
        #[command(flatten)]
        change: Change,
        /// The account.
        #[arg(long, value_parser = read_account_id)]
        account: AccountId32,
    },
    /// Book a party among the holders under another country.
    Country {
        #[command(flatten)]
        change: Change,
        /// The party.
        #[arg(long)]
        party: SubjectId,
        /// Its country now, two capital letters.
        #[arg(long)]
        country: Country,
    },
    /// Issue units to a holder. If it is refused, every reason is told.
    Mint {
        #[command(flatten)]
        change: Change,
        /// To whom.
        #[arg(long, value_parser = read_account_id)]
        to: AccountId32,
        /// How many.
        #[arg(long)]
        amount: u128,
    },
    /// Destroy units of a holder, as on redemption.
    Burn {
        #[command(flatten)]
        change: Change,
        /// Whose.
        #[arg(long, value_parser = read_account_id)]
        holder: AccountId32,
        /// How many.
        #[arg(long)]
        amount: u128,
    },
    /// Give units to another holder. If it is refused, every reason is told.
    Transfer {
        /// The asset.
        asset: SubjectId,
        /// To whom.
        #[arg(long, value_parser = read_account_id)]
        to: AccountId32,
        /// How many.
        #[arg(long)]
        amount: u128,
        #[command(flatten)]
        from: From,
    },
    /// Set what one's own side freezes of a holder's account: by the controllers, or the authority of the asset's home.
    #[command(group(clap::ArgGroup::new("what").required(true).args(["whole", "units", "nothing"])))]
    Freeze {
        #[command(flatten)]
        change: Change,
        /// Whose.
        #[arg(long, value_parser = read_account_id)]
        account: AccountId32,
        /// The account as a whole.
        #[arg(long)]
        whole: bool,
        /// So many units of it.
        #[arg(long)]
        units: Option<u128>,
        /// Nothing: thaw it.
        #[arg(long)]
        nothing: bool,
    },
    /// Move units without their holder's consent, upon an order: by the authority of the asset's home, or by the controllers
    /// to who can receive them.
    Force {
        #[command(flatten)]
        change: Change,
        /// Whose.
        #[arg(long, value_parser = read_account_id)]
        holder: AccountId32,
        /// To whom.
        #[arg(long, value_parser = read_account_id)]
        to: AccountId32,
        /// How many.
        #[arg(long)]
        amount: u128,
        /// Why.
        #[arg(long, value_enum)]
        reason: Reason,
        /// The order: its SHA-256, or `@FILE` to take that of a file.
        #[arg(long)]
        order: String,
    },
    /// Tell every reason why a transfer would be refused. Exit code 1 if there is one.
    CanTransfer {
        /// The asset.
        asset: SubjectId,
        /// Who would give.
        #[arg(long = "from", value_parser = read_account_id)]
        holder: AccountId32,
        /// Who would receive.
        #[arg(long, value_parser = read_account_id)]
        to: AccountId32,
        /// How many.
        #[arg(long)]
        amount: u128,
        #[command(flatten)]
        asked: Asked,
    },
    /// Tell every reason why units could not be issued. Exit code 1 if there is one.
    CanMint {
        /// The asset.
        asset: SubjectId,
        /// To whom.
        #[arg(long, value_parser = read_account_id)]
        to: AccountId32,
        /// How many.
        #[arg(long)]
        amount: u128,
        #[command(flatten)]
        asked: Asked,
    },
    /// Show an account among the holders.
    Holder {
        /// The asset.
        asset: SubjectId,
        /// The account.
        #[arg(value_parser = read_account_id)]
        account: AccountId32,
        #[command(flatten)]
        asked: Asked,
    },
}

/// Limits on who can hold units, and how many.
#[derive(Debug, Default, clap::Args)]
pub struct RulesArgs {
    /// Most units there can be.
    #[arg(long)]
    max_supply: Option<u128>,
    /// Most parties that can hold some.
    #[arg(long)]
    max_holders: Option<u32>,
    /// Most parties of one country that can hold some.
    #[arg(long)]
    max_holders_per_country: Option<u32>,
    /// Most units that one party can hold.
    #[arg(long)]
    max_holding: Option<u128>,
    /// The only countries whose parties can receive some, separated by commas, such as AE,SG.
    #[arg(long, value_delimiter = ',', conflicts_with = "without_countries")]
    countries: Vec<Country>,
    /// Countries whose parties cannot.
    #[arg(long, value_delimiter = ',')]
    without_countries: Vec<Country>,
}

impl RulesArgs {
    /// The rules.
    fn read(&self) -> UnitRules {
        let countries = match self.countries.is_empty() {
            true => self.without_countries.iter().fold(CountrySet::ALL, |set, country| set.without(*country)),
            false => self.countries.iter().copied().collect(),
        };
        UnitRules {
            max_supply: self.max_supply,
            max_holders: self.max_holders,
            max_holders_per_country: self.max_holders_per_country,
            max_holding: self.max_holding,
            countries,
        }
    }
}

/// Why units are taken without their holder's consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Reason {
    /// A court ordered it.
    CourtOrder,
    /// A regulator ordered it.
    RegulatoryOrder,
    /// Sanctions ask for it.
    Sanctions,
    /// The holder lost his keys.
    LostKeys,
    /// The holder died, or was wound up.
    Succession,
    /// An entry was wrong.
    Correction,
}

type WireReason = api::runtime_types::pallet_smart_assets::types::ForceReason;

impl core::convert::From<Reason> for WireReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::CourtOrder => Self::CourtOrder,
            Reason::RegulatoryOrder => Self::RegulatoryOrder,
            Reason::Sanctions => Self::Sanctions,
            Reason::LostKeys => Self::LostKeys,
            Reason::Succession => Self::Succession,
            Reason::Correction => Self::Correction,
        }
    }
}

/// Whether something could be done, and what stands against it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    possible: bool,
    reasons: Vec<TransferRefusal>,
}

/// What a transfer brought.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Transferred {
    /// Of what.
    pub asset: SubjectId,
    /// To whom.
    pub to: AccountId32,
    /// How many.
    #[serde(with = "msez_core::decimal")]
    pub amount: u128,
    /// The transaction.
    #[serde(flatten)]
    pub finalized: Finalized,
}

fn wire(account: &AccountId32) -> utils::AccountId32 {
    utils::AccountId32(account.clone().into())
}

/// Every reason why a transfer would be refused; at the best block, where none is named.
pub async fn can_transfer(
    chain: &Chain,
    asset: SubjectId,
    from: &AccountId32,
    to: &AccountId32,
    amount: u128,
    block: Option<Digest>,
) -> Outcome<Vec<TransferRefusal>> {
    chain.ask("msez_canTransfer", rpc_params![asset, from, to, amount.to_string(), block]).await
}

/// Gives units to another holder and waits for finality. A refusal names every reason.
pub async fn transfer(
    chain: &Chain,
    asset: SubjectId,
    to: &AccountId32,
    amount: u128,
    from: &Account,
) -> Outcome<Transferred> {
    let call = api::transactions().smart_assets().transfer(Static(asset), wire(to), amount);
    match chain.submit("transfer", &call, from).await {
        Ok((finalized, _)) => Ok(Transferred { asset, to: to.clone(), amount, finalized }),
        Err(failure) => {
            let reasons = can_transfer(chain, asset, &from.id(), to, amount, None).await.unwrap_or_default();
            Err(explained(failure, &reasons))
        }
    }
}

/// A refusal of the chain, which is the first reason, with all of them.
fn explained(failure: Failure, reasons: &[TransferRefusal]) -> Failure {
    if failure.kind() != "refused" || reasons.is_empty() {
        return failure;
    }
    let mut details = failure.json().map(|error| error["error"]["details"].clone()).unwrap_or_default();
    if !details.is_object() {
        details = json!({});
    }
    details["reasons"] = json!(reasons);
    let all = refusals_text(reasons);
    Failure::Refused(format!("{failure}. Everything that stands against it:\n{all}")).with(details)
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let output = global.output();
    let calls = || api::transactions().smart_assets();
    match command {
        Command::Show { asset, asked } => {
            let chain = global.chain().await?;
            let block = chain.hash(asked.block).await?;
            let view: Option<UnitsView> = chain.ask("msez_assetUnits", rpc_params![asset, block]).await?;
            let view = view.ok_or_else(|| Failure::NotFound(format!("{asset} has no units")))?;
            output.result(&view, units_text);
        }
        Command::Holder { asset, account, asked } => {
            let chain = global.chain().await?;
            let block = chain.hash(asked.block).await?;
            let params = rpc_params![asset, &account, block];
            let view: Option<HolderView> = chain.ask("msez_assetHolder", params).await?;
            let view = view.ok_or_else(|| Failure::NotFound(format!("{account} is not admitted")))?;
            output.result(&view, holder_text);
        }
        Command::CanTransfer { asset, holder, to, amount, asked } => {
            let chain = global.chain().await?;
            let block = chain.hash(asked.block).await?;
            let reasons = can_transfer(&chain, asset, &holder, &to, amount, Some(block)).await?;
            answer(global, reasons)?;
        }
        Command::CanMint { asset, to, amount, asked } => {
            let chain = global.chain().await?;
            let block = chain.hash(asked.block).await?;
            let params = rpc_params![asset, to, amount.to_string(), block];
            answer(global, chain.ask("msez_canMint", params).await?)?;
        }
        Command::Create { change, rules } => {
            let begun = change.begin(global).await?;
            let call = calls().create_units(Static(begun.asset), begun.version(), Static(rules.read()));
            begun.finish("units create", &call).await?;
        }
        Command::Rules { change, rules } => {
            let begun = change.begin(global).await?;
            let call = calls().set_unit_rules(Static(begun.asset), begun.version(), Static(rules.read()));
            begun.finish("units rules", &call).await?;
        }
        Command::JurisdictionRules { jurisdiction, class, none, rules, from } => {
            let rules = (!none).then(|| Static(rules.read()));
            let call = calls().set_jurisdiction_rules(Static(jurisdiction), Static(class), rules);
            let chain = global.chain().await?;
            let (finalized, _) = chain.submit("units jurisdiction-rules", &call, &from.account()?).await?;
            output.result(&finalized, |f| format!("final in block {}", f.block_number));
        }
        Command::Admit { change, account, party, country } => {
            let begun = change.begin(global).await?;
            let (asset, version) = (Static(begun.asset), begun.version());
            let call = calls().admit(asset, version, wire(&account), Static(party), Static(country));
            begun.finish("units admit", &call).await?;
        }
        Command::Dismiss { change, account } => {
            let begun = change.begin(global).await?;
            let call = calls().dismiss(Static(begun.asset), begun.version(), wire(&account));
            begun.finish("units dismiss", &call).await?;
        }
        Command::Country { change, party, country } => {
            let begun = change.begin(global).await?;
            let (asset, version) = (Static(begun.asset), begun.version());
            let call = calls().set_country(asset, version, Static(party), Static(country));
            begun.finish("units country", &call).await?;
        }
        Command::Mint { change, to, amount } => {
            let begun = change.begin(global).await?;
            let call = calls().mint(Static(begun.asset), begun.version(), wire(&to), amount);
            match begun.submit("units mint", &call).await {
                Ok(changed) => begun.tell(&changed),
                Err(failure) => {
                    let params = rpc_params![begun.asset, &to, amount.to_string()];
                    let reasons: Vec<TransferRefusal> =
                        begun.chain.ask("msez_canMint", params).await.unwrap_or_default();
                    return Err(explained(failure, &reasons));
                }
            }
        }
        Command::Burn { change, holder, amount } => {
            let begun = change.begin(global).await?;
            let call = calls().burn(Static(begun.asset), begun.version(), wire(&holder), amount);
            begun.finish("units burn", &call).await?;
        }
        Command::Transfer { asset, to, amount, from } => {
            let (chain, from) = (global.chain().await?, from.account()?);
            let transferred = transfer(&chain, asset, &to, amount, &from).await?;
            output.result(&transferred, |t| {
                format!("{} has {} more, final in block {}", t.to, t.amount, t.finalized.block_number)
            });
        }
        Command::Freeze { change, account, whole, units, nothing: _ } => {
            let begun = change.begin(global).await?;
            let units = units.unwrap_or_default();
            let freeze = api::runtime_types::pallet_smart_assets::types::Freeze { whole, units };
            let version = begun.version_if_controller();
            let call = calls().freeze(Static(begun.asset), version, wire(&account), freeze);
            begun.finish("units freeze", &call).await?;
        }
        Command::Force { change, holder, to, amount, reason, order } => {
            let order = api::runtime_types::pallet_smart_assets::types::Order {
                reason: reason.into(),
                digest: Static(read_digest(&order)?),
            };
            let begun = change.begin(global).await?;
            let version = begun.version_if_controller();
            let (holder, to) = (wire(&holder), wire(&to));
            let call = calls().forced_transfer(Static(begun.asset), version, holder, to, amount, order);
            begun.finish("units force", &call).await?;
        }
    }
    Ok(())
}

/// Prints whether something can be done, and fails if it cannot.
fn answer(global: &Global, reasons: Vec<TransferRefusal>) -> Outcome {
    let answer = Answer { possible: reasons.is_empty(), reasons };
    global.output().result(&answer, |answer| match answer.possible {
        true => "yes: nothing stands against it".into(),
        false => format!("no:\n{}", refusals_text(&answer.reasons)),
    });
    match answer.possible {
        true => Ok(()),
        false => Err(Failure::Answered(format!("what stands against it: {}", answer.reasons.len()))),
    }
}

/// Rules for people.
fn rules_text(rules: &UnitRules) -> String {
    let limit = |what: &str, most: Option<String>| most.map(|most| format!("{what} at most {most}"));
    let countries = (rules.countries != CountrySet::ALL).then(|| {
        let (inside, outside): (Vec<_>, Vec<_>) =
            CountrySet::ALL.iter().partition(|country| rules.countries.contains(*country));
        let list =
            |countries: &[Country]| countries.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        match (inside.len(), outside.len() < inside.len()) {
            (0, _) => "nobody can receive units".into(),
            (_, true) => format!("every country but {}", list(&outside)),
            (_, false) => format!("only {}", list(&inside)),
        }
    });
    let limits: Vec<String> = [
        limit("supply", rules.max_supply.map(|n| n.to_string())),
        limit("holders", rules.max_holders.map(|n| n.to_string())),
        limit("holders of one country", rules.max_holders_per_country.map(|n| n.to_string())),
        limit("units of one party", rules.max_holding.map(|n| n.to_string())),
        countries,
    ]
    .into_iter()
    .flatten()
    .collect();
    if limits.is_empty() {
        "none".into()
    } else {
        limits.join("; ")
    }
}

fn units_text(view: &UnitsView) -> String {
    format!(
        "supply     {}\nholders    {}\nown rules  {}\nin force   {}",
        view.supply,
        view.holders,
        rules_text(&view.own_rules),
        rules_text(&view.rules),
    )
}

fn holder_text(view: &HolderView) -> String {
    let mut lines = vec![
        format!("party    {} of {}", view.party, view.country),
        format!("units    {}, {} in all of its accounts", view.balance, view.party_units),
    ];
    if view.frozen {
        lines.push("frozen   as a whole".into());
    }
    if view.frozen_units > 0 {
        lines.push(format!("frozen   {} units", view.frozen_units));
    }
    match view.faults.is_empty() {
        true => lines.push("passes in the asset's home".into()),
        false => lines.extend(view.faults.iter().map(|fault| format!("  NO  {}", fault_text(fault)))),
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use msez_asset::Side;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(subcommand)]
        command: Command,
    }

    fn line(text: &str) -> Result<Command, clap::Error> {
        Line::try_parse_from(["units"].into_iter().chain(text.split_whitespace())).map(|line| line.command)
    }

    fn asset() -> String {
        format!("0x{}", "11".repeat(32))
    }

    fn rules(text: &str) -> UnitRules {
        match line(&format!("create {} --from alice {text}", asset())).unwrap_or_else(|e| panic!("{e}")) {
            Command::Create { rules, .. } => rules.read(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_not_said_is_without_limit() {
        assert_eq!(rules(""), UnitRules::OPEN);
        let some = rules(&format!("--max-supply {} --max-holders 2 --countries AE,SG", u128::MAX));
        assert_eq!((some.max_supply, some.max_holders, some.max_holding), (Some(u128::MAX), Some(2), None));
        assert_eq!(some.countries.iter().count(), 2);
        let but = rules("--without-countries KP").countries;
        assert!(!but.contains("KP".parse().unwrap()) && but.contains("AE".parse().unwrap()));
    }

    #[test]
    fn rules_are_told_as_people_say_them() {
        assert_eq!(rules_text(&UnitRules::OPEN), "none");
        let text = rules_text(&rules("--max-holding 40 --countries SG,AE"));
        assert_eq!(text, "units of one party at most 40; only AE, SG");
        assert_eq!(rules_text(&rules("--without-countries KP")), "every country but KP");
        let nobody = UnitRules { countries: CountrySet::NONE, ..UnitRules::OPEN };
        assert_eq!(rules_text(&nobody), "nobody can receive units");
    }

    #[test]
    fn lines_that_leave_something_open_are_refused() {
        let asset = asset();
        let freeze = format!("freeze {asset} --from alice --account bob");
        for bad in [
            freeze.clone(),
            format!("{freeze} --whole --nothing"),
            format!("create {asset} --from alice --countries AE --without-countries KP"),
            format!("admit {asset} --from alice --account bob --party {asset} --country ae"),
            format!("mint {asset} --from alice --to bob --amount -1"),
            format!(
                "force {asset} --from alice --holder bob --to eve --amount 1 --reason whim --order {asset}"
            ),
            format!("transfer {asset} --to bob --amount 1.5 --from alice"),
        ] {
            assert!(line(&bad).is_err(), "{bad}");
        }
        for good in ["--units 0", "--nothing", "--whole"] {
            assert!(line(&format!("{freeze} {good}")).is_ok(), "{good}");
        }
    }

    #[test]
    fn a_refusal_of_the_chain_is_told_with_every_reason() {
        let refused = || Failure::Refused("transfer: first".into()).with(json!({ "name": "NotAdmitted" }));
        let reasons = [TransferRefusal::NotAdmitted { side: Side::Receiver }, TransferRefusal::AmountZero];
        let told = explained(refused(), &reasons);
        assert_eq!(told.code(), 4);
        assert!(told.to_string().contains("  NO  nothing would change hands"), "{told}");
        let details = &told.json().unwrap()["error"]["details"];
        assert_eq!(details["name"], "NotAdmitted");
        assert_eq!(details["reasons"].as_array().map(Vec::len), Some(2));
        assert_eq!(explained(Failure::Connection("gone".into()), &reasons).code(), 3);
        assert_eq!(explained(refused(), &[]).to_string(), "transfer: first");
    }

    /// Scripts read these.
    #[test]
    fn the_names_of_the_fields_do_not_change() {
        let answer = Answer { possible: false, reasons: vec![TransferRefusal::NoUnits] };
        let expected = json!({ "possible": false, "reasons": [{ "reason": "noUnits" }] });
        assert_eq!(serde_json::to_value(answer).unwrap(), expected);
        let finalized = Finalized { block_hash: "h".into(), block_number: 1, extrinsic_hash: "x".into() };
        let transferred =
            Transferred { asset: SubjectId([1; 32]), to: AccountId32::new([2; 32]), amount: 5, finalized };
        let value = serde_json::to_value(transferred).unwrap();
        assert_eq!((&value["amount"], &value["blockNumber"]), (&json!("5"), &json!(1)));
    }
}
