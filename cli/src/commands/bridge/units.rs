//! Units of an asset, sent along corridors.

use msez_bridge::{LimitFault, Limits, Quote};
use msez_core::{BasisPoints, CorridorId, Digest, Moment, SubjectId, Usd};
use msez_runtime_api::UnitsRequestView;
use polkadot_sdk::sp_runtime::AccountId32;
use serde::Serialize;
use subxt::{rpcs::rpc_params, utils::Static};

use super::money;
use crate::{
    account::read_account_id,
    chain::{api, Chain, Finalized},
    commands::{asset::refusals_text, bounded, read_usd, wire, From, Global},
    failure::{Failure, Outcome},
    output::{read_duration, utc},
};
use msez_runtime_api::UnitsReportView;

/// `msez bridge open-units` and `can-open`
#[derive(Debug, clap::Args)]
pub struct Open {
    /// The asset.
    asset: SubjectId,
    /// How many of its units.
    #[arg(long)]
    amount: u128,
    /// For whom: SS58, 0x and 32 bytes, or a development account.
    #[arg(long, value_parser = read_account_id)]
    to: AccountId32,
    /// Their value, in dollars.
    #[arg(long, value_parser = read_usd)]
    value: Usd,
    /// The corridors, separated by commas, from the asset's home on.
    #[arg(long, value_delimiter = ',', required = true)]
    path: Vec<CorridorId>,
    /// Pay the fees in a settlement currency, by its number; otherwise in the native token.
    #[arg(long)]
    currency: Option<u32>,
    /// Most hops.
    #[arg(long, default_value_t = 5)]
    max_hops: u32,
    /// Most hours, all hops together.
    #[arg(long, default_value_t = 72)]
    max_hours: u32,
    /// Most fees, as a share of the value in basis points.
    #[arg(long, default_value_t = 100)]
    max_fee_bps: u16,
    /// Most fees, in dollars.
    #[arg(long, value_parser = read_usd)]
    max_fee: Option<Usd>,
    /// Prepared by all within this, or not at all.
    #[arg(long, value_parser = read_duration, default_value = "24h")]
    prepare_within: Moment,
    /// Decided within this.
    #[arg(long, value_parser = read_duration, default_value = "48h")]
    within: Moment,
    #[command(flatten)]
    from: From,
}

/// What opening brought.
#[derive(Debug, Serialize)]
struct Opened {
    transfer: Digest,
    #[serde(flatten)]
    finalized: Finalized,
}

impl Open {
    async fn request(&self, chain: &Chain) -> Outcome<UnitsRequestView> {
        let now = chain.now().await?;
        let max_fee_bps = BasisPoints::new(self.max_fee_bps)
            .ok_or_else(|| Failure::Usage("at most 10000 basis points".into()))?;
        Ok(UnitsRequestView {
            asset: self.asset,
            amount: self.amount,
            to: self.to.clone(),
            value: self.value,
            corridors: self.path.clone(),
            limits: Limits {
                max_hops: self.max_hops,
                max_hours: self.max_hours,
                max_fee_bps,
                max_fee: self.max_fee,
            },
            currency: self.currency,
            prepare_by: now.saturating_add(self.prepare_within),
            commit_by: now.saturating_add(self.within),
        })
    }
}

/// What stands against it.
async fn report(chain: &Chain, from: &AccountId32, request: &UnitsRequestView) -> Outcome<UnitsReportView> {
    chain.ask("msez_canOpenUnits", rpc_params![from.to_string(), request]).await
}

/// Tells what stands against it.
pub async fn can_open(global: &Global, command: Open) -> Outcome {
    let (chain, from) = (global.chain().await?, command.from.account()?);
    let found = report(&chain, &from.id(), &command.request(&chain).await?).await?;
    let scale = chain.scale().await;
    global.output().result(&found, |found| {
        let mut lines = Vec::new();
        lines.extend(found.quote.as_ref().map(quote_text));
        lines.extend(found.fees.map(|fees| format!("fees: {}", money(&scale, command.currency, fees))));
        lines.extend(reasons(found).iter().map(|reason| format!("  NO  {reason}")));
        lines.join("\n")
    });
    match found.is_clear() {
        true => Ok(()),
        false => Err(Failure::Answered("it would be refused".into())),
    }
}

/// Sends units.
pub async fn open(global: &Global, command: Open) -> Outcome {
    let (chain, from) = (global.chain().await?, command.from.account()?);
    let request = command.request(&chain).await?;
    let found = report(&chain, &from.id(), &request).await?;
    if !found.is_clear() {
        let details = serde_json::to_value(&found).unwrap_or_default();
        return Err(Failure::Refused(format!("open-units: {}", reasons(&found).join("; "))).with(details));
    }
    let call = api::transactions().corridor_bridge().open_units(
        api::runtime_types::pallet_corridor_bridge::views::UnitsRequest {
            asset: Static(request.asset),
            amount: request.amount,
            to: wire(&request.to),
            value: Static(request.value),
            corridors: bounded(request.corridors.into_iter().map(Static).collect()),
            limits: Static(request.limits),
            currency: request.currency,
            prepare_by: request.prepare_by,
            commit_by: request.commit_by,
        },
    );
    let (finalized, events) = chain.submit("open-units", &call, &from).await?;
    let opened = events.find_first::<api::corridor_bridge::events::Opened>().and_then(Result::ok);
    let opened = opened.ok_or_else(|| Failure::Version("the event is not known".into()))?;
    let opened = Opened { transfer: opened.transfer.0, finalized };
    global.output().result(&opened, |opened| {
        format!("{}  to be prepared until {}", opened.transfer, utc(request.prepare_by))
    });
    Ok(())
}

/// A number with what it counts.
fn counted(number: impl Into<u128>, one: &str) -> String {
    match number.into() {
        1 => format!("1 {one}"),
        number => format!("{number} {one}s"),
    }
}

fn quote_text(quote: &Quote) -> String {
    let (hops, hours) = (counted(quote.hops, "hop"), counted(quote.hours, "hour"));
    let share = match quote.fee_bps {
        u128::MAX => "no share of nothing".into(),
        share => counted(share, "basis point"),
    };
    format!(
        "{hops}, {hours}, {}: {} for who carries, {} to enter; {share}",
        quote.total, quote.transfer_fees, quote.entry_fees
    )
}

/// What is wrong with a hop, by the name that the registry has for it.
fn path_text(fault: &str) -> &str {
    match fault {
        "wrongLength" => "there are no corridors, or too many",
        "unknownCorridor" => "there is no such corridor",
        "notConnected" => "the corridor does not touch the place reached so far",
        "revisited" => "the place was passed before",
        "suspended" => "the corridor is suspended",
        "endNotActive" => "one end of the corridor is not active",
        "oneWay" => "the corridor leads the other way only",
        "classNotSupported" => "the corridor does not carry the class",
        "classNotAdmitted" => "an end of the corridor does not admit the class",
        "valueTooHigh" => "the value is above the corridor's limit",
        "amountOverflow" => "its cost is too large a number",
        unknown => unknown,
    }
}

/// What else stands against it, by the name that the bridge has for it.
fn obstacle_text(obstacle: &str) -> &str {
    match obstacle {
        "assetNotFound" => "there is no such asset, or it is bound nowhere",
        "noOperator" => "no operator can take the value",
        "noPrice" => "the currency is not accepted, or has no rate",
        "feesNotCovered" => "the sender cannot pay the fees",
        "badDeadlines" => "the times are not in order, or reach too far",
        "amountOverflow" => "a sum is too large a number",
        "escrowNotEndowed" => "the escrow's account lacks what keeps it open in the currency",
        unknown => unknown,
    }
}

/// Everything that stands against it, for people.
fn reasons(found: &UnitsReportView) -> Vec<String> {
    let mut reasons: Vec<String> =
        found.path.iter().map(|fault| format!("hop {}: {}", fault.hop, path_text(&fault.fault))).collect();
    reasons.extend(found.limits.iter().map(|fault| {
        match fault {
            LimitFault::TooManyHops => "more hops than admitted",
            LimitFault::TooSlow => "takes longer than admitted",
            LimitFault::FeeShareTooHigh => "the fees are a larger share of the value than admitted",
            LimitFault::FeeTooHigh => "the fees are higher than admitted",
            LimitFault::NoValue => "nothing is moved",
        }
        .to_owned()
    }));
    reasons.extend(found.obstacles.iter().map(|obstacle| match obstacle.hop {
        Some(hop) => format!("hop {hop}: {}", obstacle_text(&obstacle.obstacle)),
        None => obstacle_text(&obstacle.obstacle).to_owned(),
    }));
    // One a line, each marked as a reason.
    let units = refusals_text(&found.units);
    reasons.extend(units.lines().map(|line| line.trim_start_matches("  NO  ").to_owned()));
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use msez_asset::TransferRefusal;
    use msez_runtime_api::{ObstacleView, PathFaultView};

    #[test]
    fn a_quote_counts_and_has_no_share_of_nothing() {
        let fees = Usd::dollars(3);
        let (transfer_fees, entry_fees) = (Usd::dollars(2), Usd::dollars(1));
        let quote = Quote { hops: 1, hours: 1, transfer_fees, entry_fees, total: fees, fee_bps: u128::MAX };
        let text = quote_text(&quote);
        assert!(text.starts_with("1 hop, 1 hour, ") && text.ends_with("; no share of nothing"), "{text}");
        let text = quote_text(&Quote { hops: 2, hours: 48, fee_bps: 30, ..quote });
        assert!(text.starts_with("2 hops, 48 hours, ") && text.ends_with("; 30 basis points"), "{text}");
    }

    #[test]
    fn every_reason_is_in_words() {
        let found = UnitsReportView {
            quote: None,
            fees: None,
            path: vec![PathFaultView { hop: 1, fault: "oneWay".into() }],
            limits: vec![LimitFault::NoValue],
            units: vec![TransferRefusal::NoUnits, TransferRefusal::SameAccount],
            obstacles: vec![
                ObstacleView { obstacle: "noOperator".into(), hop: Some(0) },
                ObstacleView { obstacle: "newerThanThis".into(), hop: None },
            ],
        };
        let expected = [
            "hop 1: the corridor leads the other way only",
            "nothing is moved",
            "hop 0: no operator can take the value",
            "newerThanThis",
            "the asset has no units",
            "sender and receiver are the same account",
        ];
        assert_eq!(reasons(&found), expected);
    }
}
