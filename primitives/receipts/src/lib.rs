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

extern crate alloc;

mod chain;
// The codec derive of an enum with data casts the index of a variant.
#[allow(clippy::cast_possible_truncation)]
mod fault;
mod hashes;
pub mod index;
mod tree;

pub use chain::{follow, Entry, Record};
pub use fault::Fault;
pub use hashes::{empty_root, fold, genesis_head, head, leaf, note, word, PROTOCOL};
pub use msez_tensor::KeccakBackend;
#[cfg(feature = "std")]
pub use msez_tensor::SoftKeccak;
pub use tree::{prove, root, verify, Inclusion};
