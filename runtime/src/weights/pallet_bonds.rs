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
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(517), added: 2992, mode: `MaxEncodedLen`)
    fn bond() -> Weight {
        // Measured proof: 2406 bytes. Least time: 138_676_000 ps.
        Weight::from_parts(159_887_000, 11034)
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
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(517), added: 2992, mode: `MaxEncodedLen`)
    fn bond_extra() -> Weight {
        // Measured proof: 2406 bytes. Least time: 130_583_000 ps.
        Weight::from_parts(159_867_000, 11034)
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
    fn unbond() -> Weight {
        // Measured proof: 2250 bytes. Least time: 78_146_000 ps.
        Weight::from_parts(110_183_000, 11034)
            .saturating_add(T::DbWeight::get().reads(12))
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
        // Measured proof: 2210 bytes. Least time: 72_988_000 ps.
        Weight::from_parts(85_907_000, 11034)
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
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(517), added: 2992, mode: `MaxEncodedLen`)
    fn withdraw_unbonded() -> Weight {
        // Measured proof: 819 bytes. Least time: 82_382_000 ps.
        Weight::from_parts(105_556_000, 3982)
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
        // Measured proof: 2995 bytes. Least time: 135_912_000 ps.
        Weight::from_parts(165_184_000, 11034)
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
    fn unbond_asset() -> Weight {
        // Measured proof: 2250 bytes. Least time: 81_961_000 ps.
        Weight::from_parts(85_506_000, 11034)
            .saturating_add(T::DbWeight::get().reads(12))
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
        // Measured proof: 2210 bytes. Least time: 72_638_000 ps.
        Weight::from_parts(97_305_000, 11034)
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
        // Measured proof: 2199 bytes. Least time: 82_933_000 ps.
        Weight::from_parts(92_147_000, 6208)
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
        // Measured proof: 3159 bytes. Least time: 145_095_000 ps.
        Weight::from_parts(166_937_000, 11034)
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
        // Measured proof: 891 bytes. Least time: 47_681_000 ps.
        Weight::from_parts(70_895_000, 3955)
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
        // Measured proof: 1169 bytes. Least time: 97_975_000 ps.
        Weight::from_parts(112_266_000, 6196)
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
        // Measured proof: 1129 bytes. Least time: 94_680_000 ps.
        Weight::from_parts(117_314_000, 6196)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    // Storage: `Bonds::Allowed` (r:0 w:1)
    // Proof: `Bonds::Allowed` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
    fn allow_asset() -> Weight {
        // Measured proof: 0 bytes. Least time: 13_370_000 ps.
        Weight::from_parts(16_394_000, 0)
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Bonds::Allowed` (r:1 w:1)
    // Proof: `Bonds::Allowed` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
    fn disallow_asset() -> Weight {
        // Measured proof: 159 bytes. Least time: 17_506_000 ps.
        Weight::from_parts(18_738_000, 3489)
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
        // Measured proof: 698 bytes. Least time: 70_454_000 ps.
        Weight::from_parts(77_405_000, 6208)
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
        // Measured proof: 672 bytes. Least time: 86_849_000 ps.
        Weight::from_parts(108_290_000, 6196)
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    // Storage: `Bonds::Ledgers` (r:1 w:1)
    // Proof: `Bonds::Ledgers` (`max_values`: None, `max_size`: Some(394), added: 2869, mode: `MaxEncodedLen`)
    // Storage: `Parameters::Parameters` (r:1 w:0)
    // Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(517), added: 2992, mode: `MaxEncodedLen`)
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
        // Measured proof: 4275 bytes. Least time: 2_340_126_000 ps.
        Weight::from_parts(10_607_798_000, 105350)
            .saturating_add(T::DbWeight::get().reads(60))
            .saturating_add(T::DbWeight::get().writes(59))
    }
}
