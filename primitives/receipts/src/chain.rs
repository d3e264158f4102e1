//! The chain of heads.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Digest;
use msez_tensor::KeccakBackend;
use scale_info::TypeInfo;

use crate::{
    hashes::{empty_root, head, word},
    tree::{root, width},
    Fault,
};

/// One line of the trail: what a block added to it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(
    feature = "std",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub struct Record {
    /// Number of the block.
    pub block: u32,
    /// Head after the block before it.
    pub previous: Digest,
    /// How many notes the block has.
    pub width: u32,
    /// Root of the tree over them.
    pub root: Digest,
    /// Head after this block.
    pub head: Digest,
}

impl Record {
    /// The record of a block with these notes.
    pub fn close<B: KeccakBackend>(domain: &Digest, previous: Digest, block: u32, notes: &[Digest]) -> Self {
        let (width, root) = (width(notes), root::<B>(domain, block, notes));
        let head = head::<B>(domain, &previous, block, width, &root);
        Self { block, previous, width, root, head }
    }

    /// Whether the head follows from the rest.
    pub fn check<B: KeccakBackend>(&self, domain: &Digest) -> Result<(), Fault> {
        if self.width == 0 && self.root != empty_root::<B>() {
            return Err(Fault::NotEmpty);
        }
        if self.head != head::<B>(domain, &self.previous, self.block, self.width, &self.root) {
            return Err(Fault::WrongHead);
        }
        Ok(())
    }
}

/// A record with the companion that stood beside its head.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(
    feature = "std",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub struct Entry {
    /// The block's line of the trail.
    pub record: Record,
    /// The compliance tensor's commitment after the block.
    pub companion: Digest,
}

impl Entry {
    /// What the leaf of the mountain range that names the block carries.
    pub fn word<B: KeccakBackend>(&self, domain: &Digest) -> Digest {
        word::<B>(domain, &self.record.head, &self.companion)
    }
}

/// Follows the records of consecutive blocks from a head that is believed, after `block`. The head after the last of
/// them; it must be compared with the chain's, or what was dropped from the end goes unnoticed.
pub fn follow<B: KeccakBackend>(
    domain: &Digest,
    block: u32,
    head: &Digest,
    records: &[Record],
) -> Result<Digest, Fault> {
    let (mut block, mut head) = (block, *head);
    if records.is_empty() {
        return Err(Fault::Nothing);
    }
    for record in records {
        let expected = block.saturating_add(1);
        if record.block != expected {
            return Err(Fault::WrongBlock { expected });
        }
        if record.previous != head {
            return Err(Fault::WrongPrevious { block: record.block });
        }
        record.check::<B>(domain)?;
        (block, head) = (record.block, record.head);
    }
    Ok(head)
}
