//! Weights of `pallet_multisig`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_multisig::WeightInfo for WeightInfo<T> {
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// `z` is in `[0, 10000]`.
    fn as_multi_threshold_1(z: u32, ) -> Weight {
        // Measured proof: 76 bytes. Least time: 44_136_000 ps.
        Weight::from_parts(46_708_594, 1489)
            // Standard error: 55
            .saturating_add(Weight::from_parts(7_145, 0).saturating_mul(z.into()))
            .saturating_add(T::DbWeight::get().reads(1))
    }
    // Storage: `Multisig::Multisigs` (r:1 w:1)
    // Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
    /// `s` is in `[2, 100]`.
    /// `z` is in `[0, 10000]`.
    fn as_multi_create(s: u32, z: u32, ) -> Weight {
        // Measured proof: 6 bytes. Least time: 63_905_000 ps.
        Weight::from_parts(38_412_654, 6811)
            // Standard error: 7_880
            .saturating_add(Weight::from_parts(289_351, 0).saturating_mul(s.into()))
            // Standard error: 77
            .saturating_add(Weight::from_parts(6_822, 0).saturating_mul(z.into()))
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Multisig::Multisigs` (r:1 w:1)
    // Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
    /// `s` is in `[3, 100]`.
    /// `z` is in `[0, 10000]`.
    fn as_multi_approve(s: u32, z: u32, ) -> Weight {
        // Measured proof: 211 bytes. Least time: 48_201_000 ps.
        Weight::from_parts(22_853_962, 6811)
            // Standard error: 8_216
            .saturating_add(Weight::from_parts(291_871, 0).saturating_mul(s.into()))
            // Standard error: 80
            .saturating_add(Weight::from_parts(6_924, 0).saturating_mul(z.into()))
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Multisig::Multisigs` (r:1 w:1)
    // Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// `s` is in `[2, 100]`.
    /// `z` is in `[0, 10000]`.
    fn as_multi_complete(s: u32, z: u32, ) -> Weight {
        // Measured proof: 392 + s * (33 ±0) bytes. Least time: 79_598_000 ps.
        Weight::from_parts(27_998_901, 6811)
            // Standard error: 29_915
            .saturating_add(Weight::from_parts(629_134, 0).saturating_mul(s.into()))
            // Standard error: 294
            .saturating_add(Weight::from_parts(9_255, 0).saturating_mul(z.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `Multisig::Multisigs` (r:1 w:1)
    // Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
    /// `s` is in `[2, 100]`.
    fn approve_as_multi_create(s: u32, ) -> Weight {
        // Measured proof: 6 bytes. Least time: 31_757_000 ps.
        Weight::from_parts(29_769_612, 6811)
            // Standard error: 20_491
            .saturating_add(Weight::from_parts(482_559, 0).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Multisig::Multisigs` (r:1 w:1)
    // Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
    /// `s` is in `[2, 100]`.
    fn approve_as_multi_approve(s: u32, ) -> Weight {
        // Measured proof: 211 bytes. Least time: 19_169_000 ps.
        Weight::from_parts(21_410_009, 6811)
            // Standard error: 11_217
            .saturating_add(Weight::from_parts(284_702, 0).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Multisig::Multisigs` (r:1 w:1)
    // Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
    /// `s` is in `[2, 100]`.
    fn cancel_as_multi(s: u32, ) -> Weight {
        // Measured proof: 211 bytes. Least time: 32_988_000 ps.
        Weight::from_parts(33_368_581, 6811)
            // Standard error: 16_463
            .saturating_add(Weight::from_parts(354_753, 0).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Multisig::Multisigs` (r:1 w:1)
    // Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
    /// `s` is in `[2, 100]`.
    fn poke_deposit(s: u32, ) -> Weight {
        // Measured proof: 211 bytes. Least time: 31_606_000 ps.
        Weight::from_parts(32_009_322, 6811)
            // Standard error: 13_636
            .saturating_add(Weight::from_parts(352_241, 0).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
}
