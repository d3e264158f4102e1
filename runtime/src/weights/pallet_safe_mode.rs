//! Weights of `pallet_safe_mode`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_safe_mode::WeightInfo for WeightInfo<T> {
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    fn on_initialize_noop() -> Weight {
        // Measured proof: 76 bytes. Least time: 2_314_000 ps.
        Weight::from_parts(2_854_000, 1489)
            .saturating_add(T::DbWeight::get().reads(1))
    }
    // Storage: `SafeMode::EnteredUntil` (r:1 w:1)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    fn on_initialize_exit() -> Weight {
        // Measured proof: 103 bytes. Least time: 7_190_000 ps.
        Weight::from_parts(7_841_000, 1489)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    fn enter() -> Weight {
        // Measured proof: 0 bytes. Least time: 0_000 ps.
        Weight::from_parts(0, 0)
    }
    // Storage: `SafeMode::EnteredUntil` (r:1 w:1)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    fn force_enter() -> Weight {
        // Measured proof: 76 bytes. Least time: 8_543_000 ps.
        Weight::from_parts(9_203_000, 1489)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    fn extend() -> Weight {
        // Measured proof: 0 bytes. Least time: 0_000 ps.
        Weight::from_parts(0, 0)
    }
    // Storage: `SafeMode::EnteredUntil` (r:1 w:1)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    fn force_extend() -> Weight {
        // Measured proof: 103 bytes. Least time: 9_604_000 ps.
        Weight::from_parts(10_045_000, 1489)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `SafeMode::EnteredUntil` (r:1 w:1)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    fn force_exit() -> Weight {
        // Measured proof: 103 bytes. Least time: 9_294_000 ps.
        Weight::from_parts(10_295_000, 1489)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    fn release_deposit() -> Weight {
        // Measured proof: 0 bytes. Least time: 0_000 ps.
        Weight::from_parts(0, 0)
    }
    // Storage: `SafeMode::Deposits` (r:1 w:1)
    // Proof: `SafeMode::Deposits` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    fn force_release_deposit() -> Weight {
        // Measured proof: 263 bytes. Least time: 52_037_000 ps.
        Weight::from_parts(52_959_000, 3784)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `SafeMode::Deposits` (r:1 w:1)
    // Proof: `SafeMode::Deposits` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    fn force_slash_deposit() -> Weight {
        // Measured proof: 263 bytes. Least time: 38_607_000 ps.
        Weight::from_parts(40_089_000, 3784)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
}
