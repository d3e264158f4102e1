//! Weights of `pallet_savm`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_savm::WeightInfo for WeightInfo<T> {
    // Storage: `Savm::BlockInstances` (r:0 w:1)
    // Proof: `Savm::BlockInstances` (`max_values`: Some(1), `max_size`: Some(8194), added: 8689, mode: `MaxEncodedLen`)
    // Storage: `Savm::BlockGas` (r:0 w:1)
    // Proof: `Savm::BlockGas` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    fn on_initialize() -> Weight {
        // Measured proof: 0 bytes. Least time: 962_000 ps.
        Weight::from_parts(1_122_000, 0)
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `Savm::Programs` (r:1 w:1)
    // Proof: `Savm::Programs` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Savm::Code` (r:0 w:1)
    // Proof: `Savm::Code` (`max_values`: None, `max_size`: Some(125996), added: 128471, mode: `MaxEncodedLen`)
    /// `c` is in `[1, 24576]`.
    fn deploy(c: u32, ) -> Weight {
        // Measured proof: 234 bytes. Least time: 65_797_000 ps.
        Weight::from_parts(75_035_774, 3910)
            // Standard error: 481
            .saturating_add(Weight::from_parts(20_043, 0).saturating_mul(c.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    // Storage: `Savm::Programs` (r:1 w:1)
    // Proof: `Savm::Programs` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
    // Storage: `Savm::Instances` (r:1 w:1)
    // Proof: `Savm::Instances` (`max_values`: None, `max_size`: Some(177), added: 2652, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:2 w:2)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    fn instantiate() -> Weight {
        // Measured proof: 373 bytes. Least time: 118_285_000 ps.
        Weight::from_parts(122_762_000, 6196)
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    // Storage: `Savm::BlockGas` (r:1 w:1)
    // Proof: `Savm::BlockGas` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Savm::BlockInstances` (r:1 w:1)
    // Proof: `Savm::BlockInstances` (`max_values`: Some(1), `max_size`: Some(8194), added: 8689, mode: `MaxEncodedLen`)
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `System::BlockHash` (r:1 w:0)
    // Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
    // Storage: `Savm::Instances` (r:1 w:1)
    // Proof: `Savm::Instances` (`max_values`: None, `max_size`: Some(177), added: 2652, mode: `MaxEncodedLen`)
    // Storage: `Savm::Code` (r:1 w:0)
    // Proof: `Savm::Code` (`max_values`: None, `max_size`: Some(125996), added: 128471, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:2 w:2)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
    // Storage: UNKNOWN KEY `0x0000000000000000000000000000000000000000000000000000000000000000` (r:1 w:1)
    // Proof: UNKNOWN KEY `0x0000000000000000000000000000000000000000000000000000000000000000` (r:1 w:1)
    /// `i` is in `[0, 65536]`.
    fn call(_i: u32, ) -> Weight {
        // Measured proof: 110271 bytes. Least time: 443_116_000 ps.
        Weight::from_parts(592_141_091, 129461)
            .saturating_add(T::DbWeight::get().reads(10))
            .saturating_add(T::DbWeight::get().writes(7))
    }
    // Storage: `Savm::Instances` (r:1 w:1)
    // Proof: `Savm::Instances` (`max_values`: None, `max_size`: Some(177), added: 2652, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:2 w:2)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
    // Storage: `Savm::Programs` (r:1 w:1)
    // Proof: `Savm::Programs` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
    fn remove_instance() -> Weight {
        // Measured proof: 750 bytes. Least time: 119_988_000 ps.
        Weight::from_parts(125_916_000, 6196)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    // Storage: `Savm::Programs` (r:1 w:1)
    // Proof: `Savm::Programs` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(445), added: 2920, mode: `MaxEncodedLen`)
    // Storage: `Savm::Code` (r:0 w:1)
    // Proof: `Savm::Code` (`max_values`: None, `max_size`: Some(125996), added: 128471, mode: `MaxEncodedLen`)
    fn remove_program() -> Weight {
        // Measured proof: 336 bytes. Least time: 56_794_000 ps.
        Weight::from_parts(59_648_000, 3910)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(4))
    }
}
