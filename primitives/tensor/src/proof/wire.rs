//! The part of a proof below the upper tree, as it travels.

// The codec's derive casts the index of a variant.
#![allow(clippy::cast_possible_truncation)]

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use msez_core::{Digest, JurisdictionIndex};
use scale_info::TypeInfo;

use crate::Cell;

/// Every lane of a subject, ascending by jurisdiction. Because the list is complete, a jurisdiction that is not in it
/// has no cells, and a domain whose bit is clear has none either.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct SubjectOpening {
    /// The lanes.
    pub lanes: Vec<LaneOpening>,
}

/// One lane, opened or not.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct LaneOpening {
    /// Where.
    pub jurisdiction: JurisdictionIndex,
    /// Bit *n* is set where the domain of code *n* has a cell.
    pub slots: u32,
    /// What is shown.
    pub body: LaneBody,
}

/// What a proof shows of a lane.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum LaneBody {
    /// Only its root: no cell that was asked about is in it.
    #[codec(index = 0)]
    Closed(Digest),
    /// The cells asked about, and the way from them to the lane's root.
    #[codec(index = 1)]
    Opened {
        /// Ascending by domain.
        cells: Vec<Cell>,
        /// From below and from the left.
        siblings: Vec<Digest>,
    },
}
