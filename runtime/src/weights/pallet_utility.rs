//! Weights of `pallet_utility`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_utility::WeightInfo for WeightInfo<T> {
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// `c` is in `[0, 1000]`.
    fn batch(c: u32, ) -> Weight {
        // Measured proof: 76 bytes. Least time: 6_119_000 ps.
        Weight::from_parts(14_333_679, 1489)
            // Standard error: 6_079
            .saturating_add(Weight::from_parts(3_978_433, 0).saturating_mul(c.into()))
            .saturating_add(T::DbWeight::get().reads(1))
    }
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    fn as_derivative() -> Weight {
        // Measured proof: 76 bytes. Least time: 8_282_000 ps.
        Weight::from_parts(8_723_000, 1489)
            .saturating_add(T::DbWeight::get().reads(1))
    }
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// `c` is in `[0, 1000]`.
    fn batch_all(c: u32, ) -> Weight {
        // Measured proof: 76 bytes. Least time: 6_129_000 ps.
        Weight::from_parts(16_085_866, 1489)
            // Standard error: 5_651
            .saturating_add(Weight::from_parts(4_272_816, 0).saturating_mul(c.into()))
            .saturating_add(T::DbWeight::get().reads(1))
    }
    fn dispatch_as() -> Weight {
        // Measured proof: 0 bytes. Least time: 8_242_000 ps.
        Weight::from_parts(9_053_000, 0)
    }
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// `c` is in `[0, 1000]`.
    fn force_batch(c: u32, ) -> Weight {
        // Measured proof: 76 bytes. Least time: 5_949_000 ps.
        Weight::from_parts(15_207_735, 1489)
            // Standard error: 4_982
            .saturating_add(Weight::from_parts(3_944_060, 0).saturating_mul(c.into()))
            .saturating_add(T::DbWeight::get().reads(1))
    }
    fn dispatch_as_fallible() -> Weight {
        // Measured proof: 0 bytes. Least time: 8_262_000 ps.
        Weight::from_parts(8_472_000, 0)
    }
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    fn if_else() -> Weight {
        // Measured proof: 76 bytes. Least time: 13_520_000 ps.
        Weight::from_parts(15_202_000, 1489)
            .saturating_add(T::DbWeight::get().reads(1))
    }
}
