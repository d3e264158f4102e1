//! Weights of `evidence`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> evidence::WeightInfo for WeightInfo<T> {
    // Storage: `Session::CurrentIndex` (r:1 w:0)
    // Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Session::Validators` (r:1 w:0)
    // Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Session::NextKeys` (r:100 w:0)
    // Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
    /// `n` is in `[1, 100]`.
    fn check_key_ownership(n: u32, ) -> Weight {
        // Measured proof: 243 + n * (177 ±0) bytes. Least time: 40_871_000 ps.
        Weight::from_parts(43_487_790, 1728)
            // Standard error: 113_358
            .saturating_add(Weight::from_parts(15_916_215, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
            .saturating_add(Weight::from_parts(0, 2653).saturating_mul(n.into()))
    }
    fn check_babe_equivocation() -> Weight {
        // Measured proof: 0 bytes. Least time: 87_339_000 ps.
        Weight::from_parts(89_382_000, 0)
    }
    fn check_grandpa_equivocation() -> Weight {
        // Measured proof: 0 bytes. Least time: 78_266_000 ps.
        Weight::from_parts(78_957_000, 0)
    }
    fn check_beefy_vote() -> Weight {
        // Measured proof: 0 bytes. Least time: 42_834_000 ps.
        Weight::from_parts(45_237_000, 0)
    }
}
