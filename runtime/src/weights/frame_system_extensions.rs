//! Weights of `frame_system_extensions`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::ExtensionsWeightInfo for WeightInfo<T> {
    fn check_genesis() -> Weight {
        // Measured proof: 0 bytes. Least time: 3_415_000 ps.
        Weight::from_parts(3_655_000, 0)
    }
    fn check_mortality_mortal_transaction() -> Weight {
        // Measured proof: 0 bytes. Least time: 7_361_000 ps.
        Weight::from_parts(8_212_000, 0)
    }
    fn check_mortality_immortal_transaction() -> Weight {
        // Measured proof: 0 bytes. Least time: 7_561_000 ps.
        Weight::from_parts(9_014_000, 0)
    }
    fn check_non_zero_sender() -> Weight {
        // Measured proof: 0 bytes. Least time: 1_021_000 ps.
        Weight::from_parts(1_161_000, 0)
    }
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    fn check_nonce() -> Weight {
        // Measured proof: 101 bytes. Least time: 11_266_000 ps.
        Weight::from_parts(16_865_000, 3593)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    fn check_spec_version() -> Weight {
        // Measured proof: 0 bytes. Least time: 851_000 ps.
        Weight::from_parts(951_000, 0)
    }
    fn check_tx_version() -> Weight {
        // Measured proof: 0 bytes. Least time: 801_000 ps.
        Weight::from_parts(981_000, 0)
    }
    fn check_weight() -> Weight {
        // Measured proof: 0 bytes. Least time: 10_145_000 ps.
        Weight::from_parts(12_298_000, 0)
    }
    fn weight_reclaim() -> Weight {
        // Measured proof: 0 bytes. Least time: 5_087_000 ps.
        Weight::from_parts(7_381_000, 0)
    }
}
