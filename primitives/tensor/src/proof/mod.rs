//! Proofs of cells, and their verification without the tree.
//!
//! A verifier is driven by what it asks (the address), by the width, which the root commits to, and by the bitmaps,
//! which the subject nodes commit to. The proof has no say in the shape of the walk: a hash too many or too few, a lane
//! opened without need or out of order is an error, so that a proof has exactly one encoding.

mod cell;
mod climb;
mod multi;
mod opening;
mod slice;
mod wire;

use alloc::vec::Vec;
use codec::{Decode, Encode};
use core::fmt;

pub use cell::{prove_cell, CellProof, VerifiedCell};
pub use multi::{prove_many, MultiProof};
pub use slice::{prove_slice, SliceProof, VerifiedSlice};
pub use wire::{LaneBody, LaneOpening, SubjectOpening};

/// Why a proof was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofError {
    /// The first byte is not a version this verifier knows.
    UnknownVersion,
    /// The second byte names another kind of proof.
    WrongKind,
    /// The bytes do not decode, or some are left over.
    Malformed,
    /// The jurisdiction index asked about is 0 or above 2047.
    BadJurisdiction,
    /// Nothing was asked.
    NothingAsked,
    /// The same slot was asked about twice.
    AskedTwice,
    /// One jurisdiction index was given two names.
    AmbiguousJurisdiction,
    /// A subject's index is not below the width.
    IndexOutOfRange,
    /// Two subjects claim one index.
    SharedIndex,
    /// There are more or fewer subjects in the proof than were asked about.
    WrongSubjects,
    /// A subject's lanes are not strictly ascending, are more than 64, or one is out of range or empty.
    BadLanes,
    /// A lane is closed that holds a cell asked about, or opened without one.
    WrongOpening,
    /// A lane shows more or fewer cells than were asked about and exist.
    WrongCells,
    /// A cell ends at the largest moment, which means no end and is not written so.
    BadCell,
    /// A cell stands in a slot whose domain this verifier does not know.
    UnknownDomain,
    /// A sibling is missing.
    MissingSibling,
    /// A sibling is left over.
    ExtraSibling,
    /// The walk does not end in the root.
    WrongRoot,
}

impl fmt::Display for ProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownVersion => "unknown proof version",
            Self::WrongKind => "another kind of proof",
            Self::Malformed => "the proof does not decode",
            Self::BadJurisdiction => "the jurisdiction index is 0 or above 2047",
            Self::NothingAsked => "nothing was asked",
            Self::AskedTwice => "the same slot was asked about twice",
            Self::AmbiguousJurisdiction => "one jurisdiction index was given two names",
            Self::IndexOutOfRange => "a subject index is not below the width",
            Self::SharedIndex => "two subjects claim one index",
            Self::WrongSubjects => "the proof is about other subjects",
            Self::BadLanes => "a subject's list of lanes is not in order",
            Self::WrongOpening => "the proof opens other lanes than were asked about",
            Self::WrongCells => "the proof shows other cells than were asked about",
            Self::BadCell => "a cell writes no end as a moment",
            Self::UnknownDomain => "a cell stands in a slot of an unknown domain",
            Self::MissingSibling => "a sibling is missing",
            Self::ExtraSibling => "a sibling is left over",
            Self::WrongRoot => "the proof does not lead to the root",
        })
    }
}

impl core::error::Error for ProofError {}

/// Version of the encoding, its first byte.
const VERSION: u8 = 1;

/// Encodes a proof: version, kind, SCALE.
fn to_bytes(kind: u8, proof: &impl Encode) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(proof.size_hint().saturating_add(2));
    bytes.extend_from_slice(&[VERSION, kind]);
    proof.encode_to(&mut bytes);
    bytes
}

/// Decodes a proof and refuses whatever is left over.
fn from_bytes<P: Decode>(kind: u8, bytes: &[u8]) -> Result<P, ProofError> {
    match bytes {
        [version, ..] if *version != VERSION => Err(ProofError::UnknownVersion),
        [_, other, ..] if *other != kind => Err(ProofError::WrongKind),
        [_, _, body @ ..] => codec::DecodeAll::decode_all(&mut &*body).map_err(|_| ProofError::Malformed),
        _ => Err(ProofError::Malformed),
    }
}
