#![doc = include_str!("../README.md")]
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
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod accreditation;
mod attestation_type;
mod corridor;
mod fault;
mod jurisdiction;
pub mod plan;
mod requirement;
pub mod samples;
mod views;

pub use accreditation::{Accreditation, AccreditationDefinition};
pub use attestation_type::AttestationType;
pub use corridor::{
    hop_cost, CorridorDefinition, CorridorRefusal, CorridorSuspension, CorridorTerms, Direction,
    MAX_SUPPORTED_CLASSES,
};
pub use fault::{DefinitionFault, TextField};
pub use jurisdiction::{
    check_requirements, check_text, Capabilities, JurisdictionChange, JurisdictionDefinition,
    JurisdictionStatus, JurisdictionSuspension, Profile, MAX_FRAMEWORK, MAX_NAME, MAX_PROFILES,
};
pub use requirement::{Evidence, Requirement, Unmet, MAX_APPROVED_ISSUERS, MAX_REQUIREMENTS};
pub use views::{AccreditationView, CorridorView, JurisdictionView};

/// Milliseconds in an hour.
pub const HOUR: msez_core::Moment = 3_600_000;

/// Milliseconds in a day.
pub const DAY: msez_core::Moment = 86_400_000;
