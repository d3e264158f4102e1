//! Weights of `pallet_asset_rate`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_asset_rate::WeightInfo for WeightInfo<T> {
    // Storage: `AssetRate::ConversionRateToNative` (r:1 w:1)
    // Proof: `AssetRate::ConversionRateToNative` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    fn create() -> Weight {
        // Measured proof: 42 bytes. Least time: 11_406_000 ps.
        Weight::from_parts(12_228_000, 3501)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `AssetRate::ConversionRateToNative` (r:1 w:1)
    // Proof: `AssetRate::ConversionRateToNative` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    fn update() -> Weight {
        // Measured proof: 103 bytes. Least time: 11_276_000 ps.
        Weight::from_parts(11_747_000, 3501)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `AssetRate::ConversionRateToNative` (r:1 w:1)
    // Proof: `AssetRate::ConversionRateToNative` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    fn remove() -> Weight {
        // Measured proof: 103 bytes. Least time: 12_248_000 ps.
        Weight::from_parts(12_669_000, 3501)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
}
