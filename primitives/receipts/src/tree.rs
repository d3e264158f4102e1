//! The tree over a block's notes.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use msez_core::Digest;
use msez_tensor::KeccakBackend;
use scale_info::TypeInfo;

use crate::{
    hashes::{empty_root, leaf, node},
    Fault, Record,
};

/// Where a note stands, and what stands beside its way up.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(
    feature = "std",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub struct Inclusion {
    /// The note's place among the block's, from 0.
    pub index: u32,
    /// From the bottom up.
    pub siblings: Vec<Digest>,
}

/// The leaves of a block. Nobody notes 2³² events in a block; further ones would have no leaf.
fn leaves<B: KeccakBackend>(domain: &Digest, block: u32, notes: &[Digest]) -> Vec<Digest> {
    let width = width(notes);
    (0..width).zip(notes).map(|(index, note)| leaf::<B>(domain, block, index, width, note)).collect()
}

/// How many notes.
pub(crate) fn width(notes: &[Digest]) -> u32 {
    u32::try_from(notes.len()).unwrap_or(u32::MAX)
}

/// The level above; the last one without a neighbour moves up as it is.
fn above<B: KeccakBackend>(level: &[Digest]) -> Vec<Digest> {
    let join = |pair: &[Digest]| match pair {
        [left, right] => Some(node::<B>(left, right)),
        [alone] => Some(*alone),
        _ => None,
    };
    level.chunks(2).filter_map(join).collect()
}

/// The root over a block's notes, in their order.
pub fn root<B: KeccakBackend>(domain: &Digest, block: u32, notes: &[Digest]) -> Digest {
    let mut level = leaves::<B>(domain, block, notes);
    while level.len() > 1 {
        level = above::<B>(&level);
    }
    level.first().copied().unwrap_or_else(empty_root::<B>)
}

/// Proves that a note stands in a block; nothing where the block has none of that index.
pub fn prove<B: KeccakBackend>(
    domain: &Digest,
    block: u32,
    notes: &[Digest],
    index: u32,
) -> Option<Inclusion> {
    let mut place = usize::try_from(index).ok().filter(|place| *place < notes.len())?;
    let mut level = leaves::<B>(domain, block, notes);
    let mut siblings = Vec::new();
    while level.len() > 1 {
        siblings.extend(level.get(place ^ 1));
        level = above::<B>(&level);
        place >>= 1;
    }
    Some(Inclusion { index, siblings })
}

/// Verifies that a note stands in the block of a record. The record itself must be believed or [checked](Record::check)
/// up to a head that is.
pub fn verify<B: KeccakBackend>(
    domain: &Digest,
    record: &Record,
    note: &Digest,
    inclusion: &Inclusion,
) -> Result<(), Fault> {
    let (mut place, mut width) = (inclusion.index, record.width);
    if place >= width {
        return Err(Fault::IndexOutOfRange { width });
    }
    let mut hash = leaf::<B>(domain, record.block, place, width, note);
    let mut siblings = inclusion.siblings.iter();
    while width > 1 {
        let has_neighbour = place & 1 == 1 || place.saturating_add(1) < width;
        if has_neighbour {
            let sibling = siblings.next().ok_or(Fault::TooFewSiblings)?;
            hash = if place & 1 == 1 { node::<B>(sibling, &hash) } else { node::<B>(&hash, sibling) };
        }
        place >>= 1;
        width = width.div_ceil(2);
    }
    if siblings.next().is_some() {
        return Err(Fault::TooManySiblings);
    }
    if hash == record.root {
        Ok(())
    } else {
        Err(Fault::WrongRoot)
    }
}
