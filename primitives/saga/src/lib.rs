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

mod compensation;
mod evidence;
mod machine;
mod reference;
mod request;
mod state;
mod timeouts;

pub use compensation::{back_off, Action, Compensation, Retry, MAX_TRIES};
pub use evidence::{
    kind_digest, ArrivalEvidence, Commitment, FeeEvidence, HeldEvidence, LockEvidence, MigrationEvidence,
    PledgeEvidence, TransitEvidence, Transition, VerificationEvidence, EVIDENCE_TAG, KIND_TAG,
};
pub use machine::{next, Carriage, Effect, Event, Facts, Need, Refusal, Step};
pub use reference::request_id;
pub use request::{signed_payload, Request, MAX_PATH, REQUEST_TAG, START_TAG};
pub use state::State;
pub use timeouts::{Timeouts, HOUR};
