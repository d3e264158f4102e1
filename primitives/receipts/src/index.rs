//! What nodes keep off the chain, and under which keys.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use msez_core::Digest;

use crate::{Entry, PROTOCOL};

/// Engine of the items in headers that carry the head after the block.
pub const ENGINE: [u8; 4] = *b"AUDT";

/// An event that was noted.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct IndexedEvent {
    /// Index of the pallet in the runtime.
    pub pallet: u8,
    /// Encoding of the pallet's own event.
    pub event: Vec<u8>,
}

/// What a block noted.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct IndexedBlock {
    /// Its entry.
    pub entry: Entry,
    /// The leaves' notes, in order.
    pub notes: Vec<Digest>,
    /// How many notes the last of them folds; 0 where it is a note like the others.
    pub folded: u32,
}

fn key(kind: u8, parts: &[&[u8]]) -> Vec<u8> {
    let mut key = PROTOCOL.to_vec();
    key.push(kind);
    for part in parts {
        key.extend_from_slice(part);
    }
    key
}

/// Where an [`IndexedEvent`] is.
pub fn event_key(note: &Digest) -> Vec<u8> {
    key(b'n', &[&note.0])
}

/// Where an [`IndexedBlock`] is.
pub fn block_key(block: u32, head: &Digest) -> Vec<u8> {
    key(b'b', &[&block.to_be_bytes(), &head.0])
}
