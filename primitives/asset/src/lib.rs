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

// The codec derive of an enum with data casts the index of a variant.
#[allow(clippy::cast_possible_truncation)]
mod compliance;
// The codec derive of an enum with data casts the index of a variant.
#[allow(clippy::cast_possible_truncation)]
mod control;
mod country;
mod document;
// The codec derive of an enum with data casts the index of a variant.
#[allow(clippy::cast_possible_truncation)]
mod genesis;
// The codec derive of an enum with data casts the index of a variant.
#[allow(clippy::cast_possible_truncation)]
mod status;
// The codec derive of an enum with data casts the index of a variant.
#[allow(clippy::cast_possible_truncation)]
mod units;

pub use compliance::ComplianceFault;
pub use control::{ControlFault, ControlRule, Controller, Family, Permissions, Tally, MAX_CONTROLLERS};
pub use country::{Country, CountrySet};
pub use document::{check_location, LocationFault, MAX_LOCATION};
#[cfg(feature = "std")]
pub use genesis::soft_sha256;
pub use genesis::{Genesis, GenesisFault, TAG};
pub use status::{Halter, Halts, Move, Phase, Standing, Status, StatusFault};
pub use units::{
    mint_refusals, receipt_refusals, transfer_refusals, Account, MintFacts, Side, TransferFacts,
    TransferRefusal, UnitRules, Units,
};
