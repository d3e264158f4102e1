//! What is agreed on a hop, and how far a transfer is.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{CorridorId, JurisdictionId, Moment, Usd};
use scale_info::TypeInfo;

/// The longest path.
pub const MAX_HOPS: u32 = 16;

/// A hop as the registry knows it when a path is taken; what it costs stays so for the whole move.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct HopTerms {
    /// The way.
    pub corridor: CorridorId,
    /// Where it starts.
    pub from: JurisdictionId,
    /// Where it leads.
    pub to: JurisdictionId,
    /// For who carries it, in micro-dollars.
    pub transfer_fee: Usd,
    /// For the jurisdiction that it leads to, in micro-dollars.
    pub entry_fee: Usd,
    /// Transfer and finality, in hours.
    pub hours: u32,
    /// How often what moves is looked at under way, in milliseconds; `None` where the start and the end are enough.
    pub check_interval: Option<Moment>,
}

/// How far a transfer is. The codes are append-only.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum TransferPhase {
    /// Hops are preparing.
    #[codec(index = 0)]
    Preparing,
    /// Every hop has prepared; the decision is due.
    #[codec(index = 1)]
    Prepared,
    /// Decided: every hop will be committed.
    #[codec(index = 2)]
    Committing,
    /// Every hop is committed.
    #[codec(index = 3)]
    Completed,
    /// Decided: every hop is released.
    #[codec(index = 4)]
    Aborted,
}

impl TransferPhase {
    /// Whether nothing can happen any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Aborted)
    }
}
