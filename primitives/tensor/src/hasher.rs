//! The hash functions of the tree, as a type parameter.

use alloc::vec::Vec;
use core::marker::PhantomData;
use msez_core::{Coordinate, Digest, SubjectId};

use crate::{Cell, LaneEntry};

/// First byte of every Keccak preimage, so that no kind of node can pass for another.
pub(crate) mod tag {
    pub const LEAF: u8 = 0x00;
    pub const NODE: u8 = 0x01;
    pub const SUBJECT: u8 = 0x02;
    pub const ROOT: u8 = 0x03;
    pub const ATTESTATIONS: u8 = 0x04;
}

/// What the tree needs of a hash function. Two trees exist side by side: Keccak-256, the canonical one, and Poseidon
/// for circuits.
pub trait TreeHasher {
    /// Commitment to a cell at a named coordinate.
    fn leaf(coordinate: &Coordinate, cell: &Cell) -> Digest;

    /// Inner node, in lanes and above the subjects alike.
    fn node(left: &Digest, right: &Digest) -> Digest;

    /// Commitment to a subject and the complete list of its lanes, ascending by jurisdiction, at most
    /// [`MAX_LANES`](crate::MAX_LANES).
    fn subject(id: &SubjectId, lanes: &[LaneEntry]) -> Digest;

    /// Binds the number of subjects to the top of the tree, which stands at height [`depth(width)`](crate::depth).
    /// For no subjects the top is 32 zero bytes.
    fn root(width: u32, top: &Digest) -> Digest;

    /// What stands for a missing right half above the subjects. `None`: nothing, and the left half moves up unhashed,
    /// as in RFC 6962. A hasher for circuits, which want one fixed height, gives the hash of the empty subtree.
    fn empty(_level: u8) -> Option<Digest> {
        None
    }
}

/// Where Keccak-256 comes from: the host inside the runtime, software elsewhere.
pub trait KeccakBackend {
    /// Keccak-256 with the original padding, as on the EVM.
    fn keccak256(data: &[u8]) -> [u8; 32];
}

/// Keccak-256 in software.
#[cfg(feature = "std")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoftKeccak;

#[cfg(feature = "std")]
impl KeccakBackend for SoftKeccak {
    fn keccak256(data: &[u8]) -> [u8; 32] {
        use tiny_keccak::Hasher;
        let mut keccak = tiny_keccak::Keccak::v256();
        keccak.update(data);
        let mut digest = [0; 32];
        keccak.finalize(&mut digest);
        digest
    }
}

/// The canonical tree. A leaf, a node and the root are one Keccak block each; so is a subject with up to two lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keccak<B>(PhantomData<B>);

/// A preimage of known length, filled from left to right.
struct Preimage<const N: usize>([u8; N], usize);

impl<const N: usize> Preimage<N> {
    fn new(tag: u8) -> Self {
        Self([0; N], 0).put(&[tag])
    }

    #[inline(always)]
    fn put(mut self, part: &[u8]) -> Self {
        let end = self.1.saturating_add(part.len());
        if let Some(room) = self.0.get_mut(self.1..end) {
            room.copy_from_slice(part);
        }
        self.1 = end;
        self
    }

    fn digest<B: KeccakBackend>(self) -> Digest {
        debug_assert_eq!(self.1, N);
        Digest(B::keccak256(&self.0))
    }
}

impl<B: KeccakBackend> TreeHasher for Keccak<B> {
    fn leaf(coordinate: &Coordinate, cell: &Cell) -> Digest {
        Preimage::<119>::new(tag::LEAF)
            .put(&coordinate.subject.0)
            .put(coordinate.jurisdiction.as_word())
            .put(&[coordinate.domain.code(), cell.state.code()])
            .put(&cell.from.to_be_bytes())
            .put(&cell.until_word().to_be_bytes())
            .put(&cell.version.to_be_bytes())
            .put(&cell.attestations_root.0)
            .digest::<B>()
    }

    fn node(left: &Digest, right: &Digest) -> Digest {
        Preimage::<65>::new(tag::NODE).put(&left.0).put(&right.0).digest::<B>()
    }

    fn subject(id: &SubjectId, lanes: &[LaneEntry]) -> Digest {
        let mut preimage = Vec::with_capacity(lanes.len().saturating_mul(38).saturating_add(34));
        preimage.push(tag::SUBJECT);
        preimage.extend_from_slice(&id.0);
        preimage.push(u8::try_from(lanes.len()).unwrap_or(u8::MAX));
        for lane in lanes {
            preimage.extend_from_slice(&lane.jurisdiction.to_be_bytes());
            preimage.extend_from_slice(&lane.slots.to_be_bytes());
            preimage.extend_from_slice(&lane.root.0);
        }
        Digest(B::keccak256(&preimage))
    }

    fn root(width: u32, top: &Digest) -> Digest {
        Preimage::<37>::new(tag::ROOT).put(&width.to_be_bytes()).put(&top.0).digest::<B>()
    }
}
