//! How far a pallet is open.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// How far a pallet is open. The codes are append-only.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
pub enum Mode {
    /// Everything.
    #[default]
    #[codec(index = 0)]
    Green,
    /// No new work: what has begun goes on.
    #[codec(index = 1)]
    Amber,
    /// Only exits: what gives back, takes back or stops.
    #[codec(index = 2)]
    Red,
}

/// What an operation is to a pallet's mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// Gives back, takes back or stops; possible in every mode.
    Exit,
    /// Goes on with what has begun; possible up to [`Mode::Amber`].
    Continues,
    /// Begins something; possible in [`Mode::Green`] only.
    New,
}

impl Mode {
    /// Whether work of this kind is possible.
    ///
    /// ```
    /// use msez_traits::{Mode, Work};
    /// assert!(Mode::Green.allows(Work::New));
    /// assert!(Mode::Amber.allows(Work::Continues) && !Mode::Amber.allows(Work::New));
    /// assert!(Mode::Red.allows(Work::Exit) && !Mode::Red.allows(Work::Continues));
    /// ```
    pub fn allows(self, work: Work) -> bool {
        match self {
            Self::Green => true,
            Self::Amber => work <= Work::Continues,
            Self::Red => work <= Work::Exit,
        }
    }
}
