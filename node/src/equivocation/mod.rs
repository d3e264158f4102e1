//! Brings equivocations before the chain.
//!
//! A validator that seals two blocks for one slot, or votes twice in GRANDPA or BEEFY, is slashed and removed, but only
//! if a valid report reaches the chain. The SDK's own reporting does not get there:
//!
//! * `sc-consensus-babe` 0.60 builds its reports from headers that lost their seal, and the runtime refuses every one.
//! * `sc-consensus-beefy` 39 calls the runtime without the transaction pool that the call needs.
//! * Each report is sent once. It is lost in the first block of an epoch (the ownership proof is of the session before),
//!   after a change of session keys (the proof no longer fits the running session, but does fit a later one), and when
//!   the block that had it is retracted.
//!
//! So this module watches what is imported ([`import`]), remembers sealed headers ([`sealed`]), takes over what GRANDPA
//! and BEEFY want to report ([`pool`]), and keeps all evidence ([`docket`]) until a *finalized* block knows the offence,
//! across restarts. Before a report is submitted it is tried against the state of the best block ([`court`]).

mod court;
mod docket;
mod import;
mod metrics;
mod ownership;
mod pool;
mod sealed;
mod task;
#[cfg(test)]
mod tests;

pub use court::Court;
pub use import::EquivocationWatch;
pub use metrics::Metrics;
pub use pool::ReportingClient;
pub use task::{channel, run, Inbox, Reporter};

use polkadot_sdk::sp_consensus_babe;

/// Two sealed headers of one author for one slot.
pub type BabeProof = sp_consensus_babe::EquivocationProof<msez_runtime::opaque::Header>;

/// Target of this module's log lines.
const LOG: &str = "equivocation";
