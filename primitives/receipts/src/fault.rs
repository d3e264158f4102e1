//! Why something does not hold.

use codec::{Decode, Encode};
use core::fmt;
use scale_info::TypeInfo;

/// Why a proof or a record does not hold, one cause a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(
    feature = "std",
    derive(serde::Serialize, serde::Deserialize),
    serde(tag = "fault", rename_all = "camelCase", rename_all_fields = "camelCase")
)]
pub enum Fault {
    /// The block has no note of that index.
    IndexOutOfRange {
        /// How many it has.
        width: u32,
    },
    /// Siblings are missing.
    TooFewSiblings,
    /// There are more siblings than the tree is high.
    TooManySiblings,
    /// Note and siblings do not lead to the root.
    WrongRoot,
    /// A block without notes has another root than it must.
    NotEmpty,
    /// The head does not follow from the rest of the record.
    WrongHead,
    /// The record does not go on from the head before it.
    WrongPrevious {
        /// Its block.
        block: u32,
    },
    /// A record is missing, twice, or out of order.
    WrongBlock {
        /// The block that must come.
        expected: u32,
    },
    /// There are no records.
    Nothing,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IndexOutOfRange { width } => write!(f, "the block has {width} notes only"),
            Self::TooFewSiblings => f.write_str("siblings are missing"),
            Self::TooManySiblings => f.write_str("there are too many siblings"),
            Self::WrongRoot => f.write_str("note and siblings do not lead to the block's root"),
            Self::NotEmpty => f.write_str("a block without notes must have the root of nothing"),
            Self::WrongHead => f.write_str("the head does not follow from the record"),
            Self::WrongPrevious { block } => {
                write!(f, "the record of block {block} does not go on from the head before it")
            }
            Self::WrongBlock { expected } => write!(f, "the record of block {expected} must come here"),
            Self::Nothing => f.write_str("there are no records"),
        }
    }
}

impl core::error::Error for Fault {}
