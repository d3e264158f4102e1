//! What watchers speak about.

use std::path::PathBuf;

use msez_core::{AssetClass, Digest, JurisdictionId, Moment};
use msez_runtime_api::{TopicKindView, TopicView};
use msez_watch::Tier;
use polkadot_sdk::sp_runtime::AccountId32;
use serde::{Deserialize, Serialize};
use subxt::{rpcs::rpc_params, utils::Static};

use crate::{
    chain::{api, Finalized},
    commands::{jurisdiction::all, read_amount, read_json, wire, From, Global},
    failure::{Failure, Outcome},
};

/// What can be done with topics.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Open a topic, as the authority of its jurisdiction.
    Open {
        /// Its terms, as JSON (docs/watchers.md).
        terms: PathBuf,
        /// What it can pay, in MSEZ.
        #[arg(long, value_parser = read_amount, default_value = "0")]
        escrow: u128,
        #[command(flatten)]
        from: From,
    },
    /// Let a topic pay more.
    Fund {
        /// Which.
        topic: Digest,
        /// In MSEZ.
        #[arg(value_parser = read_amount)]
        amount: u128,
        #[command(flatten)]
        from: From,
    },
    /// Close a topic, as the authority of its jurisdiction.
    Close {
        /// Which.
        topic: Digest,
        #[command(flatten)]
        from: From,
    },
    /// Show a topic.
    Show {
        /// Which.
        topic: Digest,
    },
    /// List the topics.
    List,
}

/// The terms of a topic, as a file has them. Amounts are decimal text in the smallest unit.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Terms {
    kind: TopicKindView,
    subject: Digest,
    jurisdiction: JurisdictionId,
    class: AssetClass,
    #[serde(with = "msez_core::decimal")]
    exposure: u128,
    #[serde(with = "msez_core::decimal")]
    fee: u128,
    #[serde(default = "one")]
    stride: u64,
    #[serde(default)]
    interval: u32,
    #[serde(default)]
    deadline: u32,
    #[serde(default)]
    watchers: u32,
    quorum: u32,
    max_staleness: Moment,
    window: u32,
    #[serde(default, with = "msez_core::decimal")]
    min_backing: u128,
    #[serde(default)]
    min_tier: Tier,
    #[serde(default)]
    arbiter: Option<AccountId32>,
}

fn one() -> u64 {
    1
}

impl Terms {
    /// Refuses terms that the chain would accept, and that leave out some of what there is to see.
    fn check(&self) -> Outcome {
        if self.kind == TopicKindView::MigrationDestination && self.stride != 1 {
            return Err(Failure::Usage(format!(
                "stride {}: a topic of the kind migrationDestination needs 1, because its heights are the asset's \
                 versions, one after another, and `migrate sight` reports the version as it is",
                self.stride
            )));
        }
        Ok(())
    }
}

/// What opening brought.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Opened {
    topic: Digest,
    #[serde(flatten)]
    finalized: Finalized,
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let (chain, output) = (global.chain().await?, global.output());
    let finalized = match command {
        Command::Open { terms, escrow, from } => {
            let terms: Terms = read_json(&terms)?;
            terms.check()?;
            use api::runtime_types::pallet_watchers::types::{TopicKind, TopicTerms};
            let terms = TopicTerms {
                kind: match terms.kind {
                    TopicKindView::CorridorState => TopicKind::CorridorState,
                    TopicKindView::Checkpoint => TopicKind::Checkpoint,
                    TopicKindView::CorridorLiveness => TopicKind::CorridorLiveness,
                    TopicKindView::MigrationDestination => TopicKind::MigrationDestination,
                },
                subject: Static(terms.subject),
                jurisdiction: Static(terms.jurisdiction),
                class: Static(terms.class),
                exposure: terms.exposure,
                fee: terms.fee,
                stride: terms.stride,
                interval: terms.interval,
                deadline: terms.deadline,
                watchers: terms.watchers,
                quorum: terms.quorum,
                max_staleness: terms.max_staleness,
                window: terms.window,
                min_backing: terms.min_backing,
                min_tier: Static(terms.min_tier),
                arbiter: terms.arbiter.as_ref().map(wire),
            };
            let call = api::transactions().watchers().open_topic(terms, escrow);
            let (finalized, events) = chain.submit("open", &call, &from.account()?).await?;
            let opened = events.find_first::<api::watchers::events::TopicOpened>();
            let opened = opened.and_then(Result::ok).ok_or_else(|| {
                Failure::Version("the transaction has no event that this command line knows".into())
            })?;
            let opened = Opened { topic: opened.topic.0, finalized };
            output.result(&opened, |opened| opened.topic.to_string());
            return Ok(());
        }
        Command::Fund { topic, amount, from } => {
            let call = api::transactions().watchers().fund_topic(Static(topic), amount);
            chain.submit("fund", &call, &from.account()?).await?.0
        }
        Command::Close { topic, from } => {
            let call = api::transactions().watchers().close_topic(Static(topic));
            chain.submit("close", &call, &from.account()?).await?.0
        }
        Command::Show { topic } => {
            let view: TopicView = chain.ask("msez_topic", rpc_params![topic]).await?;
            let scale = chain.scale().await;
            output.result(&view, |t| {
                [
                    format!("{}  {:?} of {}", t.id, t.kind, t.subject),
                    format!("  in          {} for {}", t.jurisdiction, t.class),
                    format!("  pays        {} a statement, {} left", scale.text(t.fee), scale.text(t.escrow)),
                    format!("  exposure    {} a statement", scale.text(t.exposure)),
                    format!("  heights     multiples of {}", t.stride),
                    format!(
                        "  duties      {} watchers every {} blocks, within {}",
                        t.watchers, t.interval, t.deadline
                    ),
                    format!("  quorum      {} millionths of {}", t.quorum, scale.text(t.eligible)),
                    format!("  seats       {}", t.seats),
                    format!("  state       {}", if t.is_closed { "closed" } else { "open" }),
                ]
                .join("\n")
            });
            return Ok(());
        }
        Command::List => {
            let list: Vec<TopicView> = all(&chain, "msez_topics", |page| rpc_params![page]).await?;
            output.list(&list, |t| format!("{}  {:?}  {}  {}", t.id, t.kind, t.jurisdiction, t.class));
            return Ok(());
        }
    };
    output.result(&finalized, |f| format!("final in block {}", f.block_number));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_destination_is_watched_at_every_version() {
        let check = |kind: &str, stride: u64| {
            let terms = json!({
                "kind": kind, "subject": Digest([1; 32]), "jurisdiction": "uae-difc", "class": "securities",
                "exposure": "2", "fee": "1", "quorum": 600_000, "maxStaleness": 600_000, "window": 40,
                "stride": stride,
            });
            serde_json::from_value::<Terms>(terms).unwrap().check()
        };
        for (kind, stride) in [("checkpoint", 2), ("checkpoint", 1), ("migrationDestination", 1)] {
            assert!(check(kind, stride).is_ok(), "{kind} {stride}");
        }
        for stride in [0, 2] {
            let failure = check("migrationDestination", stride).unwrap_err();
            assert_eq!(failure.kind(), "usage");
            assert!(failure.to_string().contains("versions"), "{failure}");
        }
    }
}
