//! Weights of `pallet_mmr`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_mmr::WeightInfo for WeightInfo<T> {
    // Storage: `Mmr::NumberOfLeaves` (r:1 w:1)
    // Proof: `Mmr::NumberOfLeaves` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `System::ParentHash` (r:1 w:0)
    // Proof: `System::ParentHash` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
    // Storage: `ComplianceTensor::CurrentRoots` (r:1 w:0)
    // Proof: `ComplianceTensor::CurrentRoots` (`max_values`: Some(1), `max_size`: Some(72), added: 567, mode: `MaxEncodedLen`)
    // Storage: `BeefyMmr::BeefyNextAuthorities` (r:1 w:0)
    // Proof: `BeefyMmr::BeefyNextAuthorities` (`max_values`: Some(1), `max_size`: Some(44), added: 539, mode: `MaxEncodedLen`)
    // Storage: `Mmr::Nodes` (r:8 w:4)
    // Proof: `Mmr::Nodes` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    // Storage: `Mmr::UseLocalStorage` (r:1 w:0)
    // Proof: `Mmr::UseLocalStorage` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
    // Storage: `Mmr::RootHash` (r:0 w:1)
    // Proof: `Mmr::RootHash` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
    /// `x` is in `[1, 1000]`.
    fn on_initialize(x: u32, ) -> Weight {
        // Measured proof: 534 bytes. Least time: 25_558_000 ps.
        Weight::from_parts(45_349_148, 7520)
            // Standard error: 2_555
            .saturating_add(Weight::from_parts(40_143, 0).saturating_mul(x.into()))
            .saturating_add(T::DbWeight::get().reads(8))
            .saturating_add(T::DbWeight::get().writes(3))
            .saturating_add(Weight::from_parts(0, 10).saturating_mul(x.into()))
    }
}
