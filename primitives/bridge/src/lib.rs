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

mod fees;
mod machine;
mod receipts;
mod terms;
mod timing;

pub use fees::{abort_split, quote, AbortSplit, LimitFault, Limits, Quote};
pub use machine::{HopPhase, HopState, Next, Progress, Refusal};
pub use receipts::{
    chain_digest, possession_payload, transfer_id, CommitReceipt, Expected, PrepareReceipt, ReceiptFault,
    COMMITTED_TAG, COMMIT_TAG, POSSESSION_TAG, PREPARED_TAG, PREPARE_TAG, TRANSFER_TAG,
};
pub use terms::{HopTerms, TransferPhase, MAX_HOPS};
pub use timing::Timing;
