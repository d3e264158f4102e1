//! Weights of `pallet_bonds`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 20 repeats; benchmark command 64.0.0.

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
    // Storage: `Bonds::Collateral` (r:1 w:0)
    // Proof: `Bonds::Collateral` (`max_values`: None, `max_size`: Some(1422), added: 3897, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Allowed` (r:4 w:0)
    // Proof: `Bonds::Allowed` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
    // Storage: `AssetRate::ConversionRateToNative` (r:4 w:0)
    // Proof: `AssetRate::ConversionRateToNative` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
    fn bond() -> Weight {
        // Measured proof: 2425 bytes. Least time: 127_098_000 ps.
        Weight::from_parts(131_224_000, 11034)
            .saturating_add(T::DbWeight::get().reads(13))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    // Storage: `Bonds::Ledgers` (r:1 w:1)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Collateral` (r:1 w:0)
    // Proof: `Bonds::Collateral` (`max_values`: None, `max_size`: Some(1422), added: 3897, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Allowed` (r:4 w:0)
    // Proof: `Bonds::Allowed` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
    // Storage: `AssetRate::ConversionRateToNative` (r:4 w:0)
    // Proof: `AssetRate::ConversionRateToNative` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
    fn bond_extra() -> Weight {
        // Measured proof: 2425 bytes. Least time: 126_768_000 ps.
        Weight::from_parts(130_534_000, 11034)
            .saturating_add(T::DbWeight::get().reads(13))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    // Storage: `Bonds::Ledgers` (r:1 w:1)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Collateral` (r:1 w:0)
    // Proof: `Bonds::Collateral` (`max_values`: None, `max_size`: Some(1422), added: 3897, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Allowed` (r:4 w:0)
    // Proof: `Bonds::Allowed` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
    // Storage: `AssetRate::ConversionRateToNative` (r:4 w:0)
    // Proof: `AssetRate::ConversionRateToNative` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Watchers::Conducts` (r:1 w:0)
    // Proof: `Watchers::Conducts` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
    // Storage: `Watchers::Watchers` (r:1 w:0)
    // Proof: `Watchers::Watchers` (`max_values`: None, `max_size`: Some(1823), added: 4298, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Pools` (r:1 w:0)
    // Proof: `Bonds::Pools` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    fn unbond() -> Weight {
        // Measured proof: 4470 bytes. Least time: 97_284_000 ps.
        Weight::from_parts(108_801_000, 11034)
            .saturating_add(T::DbWeight::get().reads(15))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Bonds::Ledgers` (r:1 w:1)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Collateral` (r:1 w:0)
    // Proof: `Bonds::Collateral` (`max_values`: None, `max_size`: Some(1422), added: 3897, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Allowed` (r:4 w:0)
    // Proof: `Bonds::Allowed` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
    // Storage: `AssetRate::ConversionRateToNative` (r:4 w:0)
    // Proof: `AssetRate::ConversionRateToNative` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    fn rebond() -> Weight {
        // Measured proof: 2210 bytes. Least time: 71_746_000 ps.
        Weight::from_parts(78_706_000, 11034)
            .saturating_add(T::DbWeight::get().reads(11))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Bonds::Ledgers` (r:1 w:1)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `Watchers::Conducts` (r:1 w:0)
    // Proof: `Watchers::Conducts` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
    fn withdraw_unbonded() -> Weight {
        // Measured proof: 1249 bytes. Least time: 80_420_000 ps.
        Weight::from_parts(89_843_000, 4036)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    // Storage: `Bonds::Allowed` (r:4 w:0)
    // Proof: `Bonds::Allowed` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Collateral` (r:1 w:1)
    // Proof: `Bonds::Collateral` (`max_values`: None, `max_size`: Some(1422), added: 3897, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Ledgers` (r:1 w:0)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `AssetRate::ConversionRateToNative` (r:4 w:0)
    // Proof: `AssetRate::ConversionRateToNative` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:0)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Assets::Account` (r:2 w:2)
    // Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
    // Storage: `Assets::Asset` (r:1 w:1)
    // Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
    fn bond_asset() -> Weight {
        // Measured proof: 2995 bytes. Least time: 130_293_000 ps.
        Weight::from_parts(134_129_000, 11034)
            .saturating_add(T::DbWeight::get().reads(15))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    // Storage: `Bonds::Collateral` (r:1 w:1)
    // Proof: `Bonds::Collateral` (`max_values`: None, `max_size`: Some(1422), added: 3897, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Ledgers` (r:1 w:0)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Allowed` (r:4 w:0)
    // Proof: `Bonds::Allowed` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
    // Storage: `AssetRate::ConversionRateToNative` (r:4 w:0)
    // Proof: `AssetRate::ConversionRateToNative` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Watchers::Conducts` (r:1 w:0)
    // Proof: `Watchers::Conducts` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
    // Storage: `Watchers::Watchers` (r:1 w:0)
    // Proof: `Watchers::Watchers` (`max_values`: None, `max_size`: Some(1823), added: 4298, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Pools` (r:1 w:0)
    // Proof: `Bonds::Pools` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    fn unbond_asset() -> Weight {
        // Measured proof: 4470 bytes. Least time: 94_951_000 ps.
        Weight::from_parts(97_855_000, 11034)
            .saturating_add(T::DbWeight::get().reads(15))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Bonds::Collateral` (r:1 w:1)
    // Proof: `Bonds::Collateral` (`max_values`: None, `max_size`: Some(1422), added: 3897, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Ledgers` (r:1 w:0)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Allowed` (r:4 w:0)
    // Proof: `Bonds::Allowed` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
    // Storage: `AssetRate::ConversionRateToNative` (r:4 w:0)
    // Proof: `AssetRate::ConversionRateToNative` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    fn rebond_asset() -> Weight {
        // Measured proof: 2210 bytes. Least time: 71_355_000 ps.
        Weight::from_parts(74_220_000, 11034)
            .saturating_add(T::DbWeight::get().reads(11))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Bonds::Collateral` (r:1 w:1)
    // Proof: `Bonds::Collateral` (`max_values`: None, `max_size`: Some(1422), added: 3897, mode: `MaxEncodedLen`)
    // Storage: `Watchers::Conducts` (r:1 w:0)
    // Proof: `Watchers::Conducts` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
    // Storage: `Assets::Asset` (r:1 w:1)
    // Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
    // Storage: `Assets::Account` (r:2 w:2)
    // Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
    fn withdraw_unbonded_asset() -> Weight {
        // Measured proof: 2610 bytes. Least time: 84_455_000 ps.
        Weight::from_parts(88_171_000, 6208)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Ledgers` (r:1 w:0)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Collateral` (r:1 w:0)
    // Proof: `Bonds::Collateral` (`max_values`: None, `max_size`: Some(1422), added: 3897, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Allowed` (r:4 w:0)
    // Proof: `Bonds::Allowed` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
    // Storage: `AssetRate::ConversionRateToNative` (r:4 w:0)
    // Proof: `AssetRate::ConversionRateToNative` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Pools` (r:1 w:1)
    // Proof: `Bonds::Pools` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Delegations` (r:1 w:1)
    // Proof: `Bonds::Delegations` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:2 w:2)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    fn delegate() -> Weight {
        // Measured proof: 3159 bytes. Least time: 142_140_000 ps.
        Weight::from_parts(146_006_000, 11034)
            .saturating_add(T::DbWeight::get().reads(15))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    // Storage: `Bonds::Pools` (r:1 w:1)
    // Proof: `Bonds::Pools` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Delegations` (r:1 w:1)
    // Proof: `Bonds::Delegations` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    fn undelegate() -> Weight {
        // Measured proof: 891 bytes. Least time: 46_790_000 ps.
        Weight::from_parts(49_112_000, 3955)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `Bonds::Pools` (r:1 w:1)
    // Proof: `Bonds::Pools` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Delegations` (r:1 w:1)
    // Proof: `Bonds::Delegations` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
    // Storage: `Watchers::Conducts` (r:1 w:0)
    // Proof: `Watchers::Conducts` (`max_values`: None, `max_size`: Some(268), added: 2743, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:2 w:2)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    fn withdraw_undelegated() -> Weight {
        // Measured proof: 1580 bytes. Least time: 97_695_000 ps.
        Weight::from_parts(100_319_000, 6196)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    // Storage: `Bonds::Pools` (r:1 w:1)
    // Proof: `Bonds::Pools` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Delegations` (r:1 w:1)
    // Proof: `Bonds::Delegations` (`max_values`: None, `max_size`: Some(490), added: 2965, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:2 w:2)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    fn claim_delegation_rewards() -> Weight {
        // Measured proof: 1129 bytes. Least time: 88_701_000 ps.
        Weight::from_parts(92_937_000, 6196)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    // Storage: `Bonds::Allowed` (r:33 w:1)
    // Proof: `Bonds::Allowed` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
    fn allow_asset() -> Weight {
        // Measured proof: 1043 bytes. Least time: 63_945_000 ps.
        Weight::from_parts(66_568_000, 83457)
            .saturating_add(T::DbWeight::get().reads(33))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Bonds::Allowed` (r:1 w:1)
    // Proof: `Bonds::Allowed` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
    fn disallow_asset() -> Weight {
        // Measured proof: 159 bytes. Least time: 16_865_000 ps.
        Weight::from_parts(17_946_000, 3489)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Bonds::Seized` (r:1 w:1)
    // Proof: `Bonds::Seized` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Assets::Asset` (r:1 w:1)
    // Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
    // Storage: `Assets::Account` (r:2 w:2)
    // Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    fn collect_seized() -> Weight {
        // Measured proof: 698 bytes. Least time: 67_079_000 ps.
        Weight::from_parts(69_643_000, 6208)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(5))
    }
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Pools` (r:1 w:1)
    // Proof: `Bonds::Pools` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:2 w:2)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    fn reward_delegators() -> Weight {
        // Measured proof: 672 bytes. Least time: 79_608_000 ps.
        Weight::from_parts(82_201_000, 6196)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    // Storage: `Bonds::Ledgers` (r:1 w:1)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:11 w:11)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Pools` (r:1 w:1)
    // Proof: `Bonds::Pools` (`max_values`: None, `max_size`: Some(185), added: 2660, mode: `MaxEncodedLen`)
    // Storage: `Bonds::Collateral` (r:1 w:1)
    // Proof: `Bonds::Collateral` (`max_values`: None, `max_size`: Some(1422), added: 3897, mode: `MaxEncodedLen`)
    // Storage: `Assets::Asset` (r:4 w:4)
    // Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
    // Storage: `Assets::Account` (r:40 w:40)
    // Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
    fn slash() -> Weight {
        // Measured proof: 4294 bytes. Least time: 2_347_576_000 ps.
        Weight::from_parts(2_463_839_000, 105350)
            .saturating_add(T::DbWeight::get().reads(60))
            .saturating_add(T::DbWeight::get().writes(59))
    }
}
