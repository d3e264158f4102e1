//! Where a statement belongs.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use crate::{Domain, JurisdictionId, SubjectId};

/// A cell of the tensor, by names. Time is not part of it: a cell has a history.
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Coordinate {
    /// The asset or party.
    pub subject: SubjectId,
    /// Where.
    pub jurisdiction: JurisdictionId,
    /// Which field of regulation.
    pub domain: Domain,
}

/// Standing of an accredited issuer, 1 the lowest. A profile may ask for a minimum.
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Tier(pub u8);
