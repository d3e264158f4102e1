//! Weights of `pallet_bonds`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_bonds::WeightInfo for WeightInfo<T> {
    // Storage: `Bonds::Ledgers` (r:1 w:1)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    fn bond() -> Weight {
        // Measured proof: 715 bytes. Least time: 73_228_000 ps.
        Weight::from_parts(76_073_000, 3859)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    // Storage: `Bonds::Ledgers` (r:1 w:1)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    fn bond_extra() -> Weight {
        // Measured proof: 715 bytes. Least time: 73_869_000 ps.
        Weight::from_parts(75_391_000, 3859)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    // Storage: `Bonds::Ledgers` (r:1 w:1)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Network::EpochSlots` (r:1 w:0)
    // Proof: `Network::EpochSlots` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    fn unbond() -> Weight {
        // Measured proof: 627 bytes. Least time: 26_990_000 ps.
        Weight::from_parts(28_112_000, 3859)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Bonds::Ledgers` (r:1 w:1)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    fn rebond() -> Weight {
        // Measured proof: 519 bytes. Least time: 20_220_000 ps.
        Weight::from_parts(22_073_000, 3859)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Bonds::Ledgers` (r:1 w:1)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    fn withdraw_unbonded() -> Weight {
        // Measured proof: 712 bytes. Least time: 59_899_000 ps.
        Weight::from_parts(61_401_000, 3859)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    // Storage: `Bonds::Ledgers` (r:1 w:1)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:10 w:10)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    fn slash() -> Weight {
        // Measured proof: 1567 bytes. Least time: 434_133_000 ps.
        Weight::from_parts(438_850_000, 27020)
            .saturating_add(T::DbWeight::get().reads(13))
            .saturating_add(T::DbWeight::get().writes(12))
    }
}
