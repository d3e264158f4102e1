//! The hashes, one function each.

use alloc::vec::Vec;
use msez_core::Digest;
use msez_tensor::KeccakBackend;

/// First bytes of every preimage.
pub const PROTOCOL: &[u8; 16] = b"msez/receipts/v1";

mod tag {
    pub const LEAF: u8 = 0x00;
    pub const NODE: u8 = 0x01;
    pub const HEAD: u8 = 0x02;
    pub const WORD: u8 = 0x03;
    pub const NOTE: u8 = 0x04;
    pub const GENESIS: u8 = 0x05;
    pub const EMPTY: u8 = 0x06;
    pub const FOLD: u8 = 0x07;
}

fn hash<B: KeccakBackend>(tag: u8, fields: &[&[u8]]) -> Digest {
    let length = fields.iter().fold(17usize, |sum, field| sum.saturating_add(field.len()));
    let mut preimage = Vec::with_capacity(length);
    preimage.extend_from_slice(PROTOCOL);
    preimage.push(tag);
    for field in fields {
        preimage.extend_from_slice(field);
    }
    Digest(B::keccak256(&preimage))
}

/// Commitment to what a pallet emitted. `event` is the encoding of the pallet's own event.
pub fn note<B: KeccakBackend>(pallet: u8, event: &[u8]) -> Digest {
    hash::<B>(tag::NOTE, &[&[pallet], event])
}

/// A note at its place.
pub fn leaf<B: KeccakBackend>(domain: &Digest, block: u32, index: u32, width: u32, note: &Digest) -> Digest {
    let (block, index, width) = (block.to_be_bytes(), index.to_be_bytes(), width.to_be_bytes());
    hash::<B>(tag::LEAF, &[&domain.0, &block, &index, &width, &note.0])
}

/// Two neighbours.
pub(crate) fn node<B: KeccakBackend>(left: &Digest, right: &Digest) -> Digest {
    hash::<B>(tag::NODE, &[&left.0, &right.0])
}

/// The root of a block without notes.
pub fn empty_root<B: KeccakBackend>() -> Digest {
    hash::<B>(tag::EMPTY, &[])
}

/// The head of block 0.
pub fn genesis_head<B: KeccakBackend>(domain: &Digest) -> Digest {
    hash::<B>(tag::GENESIS, &[&domain.0])
}

/// The head after a block.
pub fn head<B: KeccakBackend>(
    domain: &Digest,
    previous: &Digest,
    block: u32,
    width: u32,
    root: &Digest,
) -> Digest {
    let (block, width) = (block.to_be_bytes(), width.to_be_bytes());
    hash::<B>(tag::HEAD, &[&domain.0, &previous.0, &block, &width, &root.0])
}

/// What the leaf of the mountain range carries.
pub fn word<B: KeccakBackend>(domain: &Digest, head: &Digest, companion: &Digest) -> Digest {
    hash::<B>(tag::WORD, &[&domain.0, &head.0, &companion.0])
}

/// So many notes as one: the fold of all but the last, none before the first, and the last.
pub fn fold<B: KeccakBackend>(count: u32, before: Option<&Digest>, note: &Digest) -> Digest {
    let before = before.copied().unwrap_or(Digest([0; 32]));
    hash::<B>(tag::FOLD, &[&count.to_be_bytes(), &before.0, &note.0])
}
