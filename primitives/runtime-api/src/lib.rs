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

mod apis;
mod assets;
mod attestations;
// The codec derive of an enum with data casts the index of a variant.
#[allow(clippy::cast_possible_truncation)]
mod error;
mod moves;
mod page;
mod programs;
mod tensor;
mod watchers;

pub use apis::*;
pub use assets::*;
pub use attestations::*;
pub use error::ApiError;
pub use moves::*;
pub use page::{Page, Paged, MAX_PAGE};
pub use programs::*;
pub use tensor::*;
pub use watchers::*;

use msez_core::{CorridorId, JurisdictionId};

/// Accounts, as this chain writes them.
pub type AccountId = polkadot_sdk::sp_runtime::AccountId32;

/// Amounts of the native currency, in its smallest unit.
pub type Balance = u128;

/// A jurisdiction as it stands now.
pub type JurisdictionView = msez_manifold::JurisdictionView<AccountId>;

/// A corridor as it stands now.
pub type CorridorView = msez_manifold::CorridorView<AccountId>;

/// An accreditation as it stands now.
pub type AccreditationView = msez_manifold::AccreditationView<AccountId>;

/// What planning is asked.
pub type PlanRequest = msez_manifold::plan::PlanRequest<JurisdictionId>;

/// Evidence at hand.
pub type Holdings = msez_manifold::plan::Holdings<AccountId>;

/// What planning answers.
pub type PlanReport = msez_manifold::plan::PlanReport<JurisdictionId, CorridorId>;

/// A planned path.
pub type PathView = msez_manifold::plan::PathView<JurisdictionId, CorridorId>;

/// What is missing for a path.
pub type GapReport = msez_manifold::plan::GapReport<AccountId>;

/// Why there is no path.
pub use msez_manifold::plan::NoPath;

/// How far apart two places are.
pub type ComplianceDistance = msez_manifold::plan::ComplianceDistance<JurisdictionId>;

/// Most paths that are planned at once.
pub const MAX_ALTERNATIVES: u32 = msez_manifold::plan::MAX_ALTERNATIVES;
