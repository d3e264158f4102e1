//! What must wait before it happens.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Moment;
use scale_info::TypeInfo;

/// What kind of operation waits; each kind has one delay, the same for everyone. The codes are append-only.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum LockClass {
    /// Taking collateral out, or control of an asset over.
    #[codec(index = 0)]
    Withdrawal,
    /// Changing a parameter.
    #[codec(index = 1)]
    ParameterChange,
    /// Sending an asset to another jurisdiction.
    #[codec(index = 2)]
    Migration,
}

impl LockClass {
    /// Every class, in the order of the codes.
    pub const ALL: [Self; 3] = [Self::Withdrawal, Self::ParameterChange, Self::Migration];
}

/// The delays, for pallets whose own operations wait.
pub trait TimeLocks {
    /// The least time between the announcement and the operation, in milliseconds.
    fn delay(class: LockClass) -> Moment;

    /// For how long after that the operation may be carried out, in milliseconds.
    fn window() -> Moment;
}
