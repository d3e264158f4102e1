//! Weights of `pallet_beefy_mmr`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_beefy_mmr::WeightInfo for WeightInfo<T> {
    /// `n` is in `[2, 512]`.
    fn n_leafs_proof_is_optimal(n: u32, ) -> Weight {
        // Measured proof: 0 bytes. Least time: 681_000 ps.
        Weight::from_parts(1_421_506, 0)
            // Standard error: 262
            .saturating_add(Weight::from_parts(2_186, 0).saturating_mul(n.into()))
    }
    // Storage: `System::BlockHash` (r:1 w:0)
    // Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    fn extract_validation_context() -> Weight {
        // Measured proof: 92 bytes. Least time: 7_311_000 ps.
        Weight::from_parts(7_762_000, 3509)
            .saturating_add(T::DbWeight::get().reads(1))
    }
    // Storage: `Mmr::Nodes` (r:1 w:0)
    // Proof: `Mmr::Nodes` (`max_values`: None, `max_size`: Some(40), added: 2515, mode: `MaxEncodedLen`)
    fn read_peak() -> Weight {
        // Measured proof: 221 bytes. Least time: 5_578_000 ps.
        Weight::from_parts(5_959_000, 3505)
            .saturating_add(T::DbWeight::get().reads(1))
    }
    // Storage: `Mmr::RootHash` (r:1 w:0)
    // Proof: `Mmr::RootHash` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
    // Storage: `Mmr::NumberOfLeaves` (r:1 w:0)
    // Proof: `Mmr::NumberOfLeaves` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    /// `n` is in `[2, 512]`.
    fn n_items_proof_is_non_canonical(n: u32, ) -> Weight {
        // Measured proof: 213 bytes. Least time: 11_777_000 ps.
        Weight::from_parts(30_056_251, 1517)
            // Standard error: 7_966
            .saturating_add(Weight::from_parts(1_259_525, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(2))
    }
}
