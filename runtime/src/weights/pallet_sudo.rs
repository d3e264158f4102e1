//! Weights of `pallet_sudo`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_sudo::WeightInfo for WeightInfo<T> {
    // Storage: `Sudo::Key` (r:1 w:1)
    // Proof: `Sudo::Key` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
    fn set_key() -> Weight {
        // Measured proof: 132 bytes. Least time: 10_755_000 ps.
        Weight::from_parts(12_439_000, 1517)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Sudo::Key` (r:1 w:0)
    // Proof: `Sudo::Key` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
    fn sudo() -> Weight {
        // Measured proof: 132 bytes. Least time: 12_008_000 ps.
        Weight::from_parts(12_689_000, 1517)
            .saturating_add(T::DbWeight::get().reads(1))
    }
    // Storage: `Sudo::Key` (r:1 w:0)
    // Proof: `Sudo::Key` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
    fn sudo_as() -> Weight {
        // Measured proof: 132 bytes. Least time: 11_857_000 ps.
        Weight::from_parts(12_608_000, 1517)
            .saturating_add(T::DbWeight::get().reads(1))
    }
    // Storage: `Sudo::Key` (r:1 w:1)
    // Proof: `Sudo::Key` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
    fn remove_key() -> Weight {
        // Measured proof: 132 bytes. Least time: 9_975_000 ps.
        Weight::from_parts(10_376_000, 1517)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Sudo::Key` (r:1 w:0)
    // Proof: `Sudo::Key` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
    fn check_only_sudo_account() -> Weight {
        // Measured proof: 132 bytes. Least time: 5_308_000 ps.
        Weight::from_parts(5_468_000, 1517)
            .saturating_add(T::DbWeight::get().reads(1))
    }
}
