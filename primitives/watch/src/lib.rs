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

mod duties;
mod exposure;
mod offence;
mod quorum;
mod reference;
mod reputation;
mod statement;

pub use duties::{draw, duty_seed};
pub use exposure::{Exposure, OverExposed, FACTOR, LIFE, STEP};
pub use offence::Offence;
pub use quorum::{capped, outcome, quorum_weight, Choice, Level, Outcome, MAX_SHARE, MILLION};
pub use reference::{head_commitment, scope_hash};
pub use reputation::{Reputation, Score, Tier, DAY, FULL_TENURE, HALF_LIFE};
pub use statement::{
    is_did, possession_payload, statement_id, statement_id_preimage, Coordinate, Statement, MAX_DID,
    POSSESSION_TAG, STATEMENT_ID_TAG, STATEMENT_TAG,
};
