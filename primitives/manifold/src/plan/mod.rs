//! Planning: which corridors to take, what they cost, and what has to be brought.
//!
//! [`Network`] holds jurisdictions and corridors under any names, makes a question into a [`Graph`], and what was found
//! into what a person reads. [`Search`] works on the graph alone.

mod bounds;
mod fast;
mod gap;
mod graph;
mod labels;
mod network;
mod search;
#[cfg(test)]
mod tests;

pub use fast::FastSearch;
pub use gap::{Gap, GapReport, GapStatus, IssuerOption, MAX_LISTED_ISSUERS};
pub use graph::{Arc, ArcDraft, Graph, GraphFault, Node, MAX_ARC_HOURS, MAX_NODES};
pub use labels::{Found, Limits, Quest, MAX_REQUIRED};
pub use network::{
    path_digest, short_path_id, ComplianceDistance, Holdings, HopView, Link, Network, NetworkFault, NoPath,
    PathView, Place, PlanReport, PlanRequest, MAX_ALTERNATIVES, MAX_LABELS,
};
pub use search::Search;
