#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
    not(any(test, feature = "runtime-benchmarks")),
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

mod adjudication;
mod agenda;
mod assets;
mod audit;
mod bonds;
mod migration;
mod modes;
// The codec derive of an enum with data casts the index of a variant.
#[allow(clippy::cast_possible_truncation)]
mod moves;
mod programs;
mod registry;
mod storage;
mod tensor;
mod time_locks;
mod weights;

pub use adjudication::Jury;
pub use agenda::Due;
pub use assets::{AssetLock, AssetPrograms, Compliance, Subjects, UnitReserve};
pub use audit::Audit;
pub use bonds::*;
pub use migration::{AssetControl, Look, Passage, Requirements, StatementFacts, Statements};
pub use modes::{Mode, Work};
pub use moves::*;
pub use programs::*;
pub use registry::{AccreditationFault, Accreditations, Jurisdictions};
pub use storage::largest_entry;
pub use tensor::{Tensor, Urgency};
pub use time_locks::{LockClass, TimeLocks};
pub use weights::estimated_weight;
