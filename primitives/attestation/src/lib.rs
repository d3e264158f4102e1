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

mod nonce;
mod payload;
mod record;
mod refusal;
mod statement;

pub use nonce::{NonceFault, NonceWindow, WINDOW};
#[cfg(feature = "std")]
pub use payload::SoftSha256;
pub use payload::{
    attestation_id, wrapped, Context, Sha256, ATTESTATION_TAG, ID_TAG, MAX_PAYLOAD, REVOCATION_TAG,
};
pub use record::{Record, RevocationReason, Revoker, Status};
pub use refusal::Refusal;
pub use statement::{Limits, Statement};
