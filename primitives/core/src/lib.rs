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

mod coordinate;
#[cfg(feature = "serde")]
pub mod decimal;
mod domain;
mod id;
mod money;
mod state;

pub use coordinate::{Coordinate, Tier};
pub use domain::{Domain, DomainSet};
pub use id::{AssetClass, CorridorId, Digest, DocumentKind, IdError, JurisdictionId, SubjectId};
pub use money::{BasisPoints, Usd};
pub use state::ComplianceState;

/// Milliseconds since the Unix epoch, as told by the chain's own clock.
pub type Moment = u64;

/// Dense index of a jurisdiction, given out once at registration. 11 bits, and never 0.
pub type JurisdictionIndex = u16;

/// Dense index of a subject, given out once at registration, from 0.
pub type SubjectIndex = u32;

/// Width of the jurisdiction part of a tensor address, in bits.
pub const JURISDICTION_BITS: u32 = 11;

/// Highest jurisdiction index that an address can hold.
pub const MAX_JURISDICTION_INDEX: JurisdictionIndex = 2047;

/// Width of the domain part of a tensor address, in bits.
pub const DOMAIN_BITS: u32 = 5;
