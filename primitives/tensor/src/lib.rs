#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable
    )
)]
#![warn(missing_docs)]

extern crate alloc;

mod cell;
mod fold;
mod hasher;
mod lane;
mod lattice;
mod page;
mod proof;
mod store;
mod tree;

pub use cell::{Address, Cell, Contribution, Slot};
pub use fold::{attestations_root, fold, Folded};
#[cfg(feature = "std")]
pub use hasher::SoftKeccak;
pub use hasher::{Keccak, KeccakBackend, TreeHasher};
pub use lane::{Lane, LaneEntry, SubjectRecord, MAX_LANES};
pub use lattice::{join, meet, meet_all};
pub use page::{depth, Page, PageKey};
pub use proof::{
    prove_cell, prove_many, prove_slice, CellProof, LaneBody, LaneOpening, MultiProof, ProofError,
    SliceProof, SubjectOpening, VerifiedCell, VerifiedSlice,
};
pub use store::{MemoryStore, Store};
pub use tree::{apply, root, Applied, LeafUpdate, TreeError};
