//! Weights of `pallet_operating_mode`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 20 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_operating_mode::WeightInfo for WeightInfo<T> {
    // Storage: `OperatingMode::Modes` (r:1 w:1)
    // Proof: `OperatingMode::Modes` (`max_values`: None, `max_size`: Some(10), added: 2485, mode: `MaxEncodedLen`)
    fn set_mode() -> Weight {
        // Measured proof: 72 bytes. Least time: 15_623_000 ps.
        Weight::from_parts(16_685_000, 3475)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
}
