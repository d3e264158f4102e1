//! Weights of `pallet_manifold`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_manifold::WeightInfo for WeightInfo<T> {
    // Storage: `Manifold::Jurisdictions` (r:1 w:1)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::LastIndex` (r:1 w:1)
    // Proof: `Manifold::LastIndex` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Profiles` (r:32 w:32)
    // Proof: `Manifold::Profiles` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
    // Storage: `Manifold::EntryCounts` (r:1 w:1)
    // Proof: `Manifold::EntryCounts` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
    // Storage: `Manifold::OngoingRequirements` (r:0 w:1)
    // Proof: `Manifold::OngoingRequirements` (`max_values`: None, `max_size`: Some(5169), added: 7644, mode: `MaxEncodedLen`)
    // Storage: `Manifold::JurisdictionIds` (r:0 w:1)
    // Proof: `Manifold::JurisdictionIds` (`max_values`: None, `max_size`: Some(42), added: 2517, mode: `MaxEncodedLen`)
    // Storage: `Manifold::EntryRequirements` (r:0 w:1)
    // Proof: `Manifold::EntryRequirements` (`max_values`: None, `max_size`: Some(5169), added: 7644, mode: `MaxEncodedLen`)
    /// `p` is in `[0, 32]`.
    /// `r` is in `[0, 32]`.
    fn register_jurisdiction(p: u32, r: u32, ) -> Weight {
        // Measured proof: 728 bytes. Least time: 48_532_000 ps.
        Weight::from_parts(48_982_000, 3793)
            // Standard error: 175_535
            .saturating_add(Weight::from_parts(8_142_695, 0).saturating_mul(p.into()))
            // Standard error: 175_535
            .saturating_add(Weight::from_parts(1_174_244, 0).saturating_mul(r.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
            .saturating_add(T::DbWeight::get().writes(6))
            .saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
            .saturating_add(Weight::from_parts(0, 2577).saturating_mul(p.into()))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:1)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::OngoingRequirements` (r:0 w:1)
    // Proof: `Manifold::OngoingRequirements` (`max_values`: None, `max_size`: Some(5169), added: 7644, mode: `MaxEncodedLen`)
    // Storage: `Manifold::EntryRequirements` (r:0 w:1)
    // Proof: `Manifold::EntryRequirements` (`max_values`: None, `max_size`: Some(5169), added: 7644, mode: `MaxEncodedLen`)
    /// `r` is in `[0, 32]`.
    fn update_jurisdiction(r: u32, ) -> Weight {
        // Measured proof: 700 bytes. Least time: 25_547_000 ps.
        Weight::from_parts(30_028_413, 3793)
            // Standard error: 46_698
            .saturating_add(Weight::from_parts(753_996, 0).saturating_mul(r.into()))
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Profiles` (r:1 w:1)
    // Proof: `Manifold::Profiles` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
    // Storage: `Manifold::EntryCounts` (r:1 w:1)
    // Proof: `Manifold::EntryCounts` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
    fn set_profile() -> Weight {
        // Measured proof: 1698 bytes. Least time: 30_905_000 ps.
        Weight::from_parts(32_669_000, 3793)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Profiles` (r:1 w:1)
    // Proof: `Manifold::Profiles` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
    // Storage: `Manifold::EntryCounts` (r:1 w:1)
    // Proof: `Manifold::EntryCounts` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
    fn remove_profile() -> Weight {
        // Measured proof: 1722 bytes. Least time: 32_298_000 ps.
        Weight::from_parts(33_730_000, 3793)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:1)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    fn suspend_jurisdiction() -> Weight {
        // Measured proof: 700 bytes. Least time: 18_447_000 ps.
        Weight::from_parts(19_349_000, 3793)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:1)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    fn reinstate_jurisdiction() -> Weight {
        // Measured proof: 700 bytes. Least time: 17_096_000 ps.
        Weight::from_parts(18_468_000, 3793)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:1)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::ProposedAuthorities` (r:0 w:1)
    // Proof: `Manifold::ProposedAuthorities` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
    fn retire_jurisdiction() -> Weight {
        // Measured proof: 700 bytes. Least time: 19_539_000 ps.
        Weight::from_parts(20_410_000, 3793)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::ProposedAuthorities` (r:0 w:1)
    // Proof: `Manifold::ProposedAuthorities` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
    fn propose_authority() -> Weight {
        // Measured proof: 700 bytes. Least time: 17_676_000 ps.
        Weight::from_parts(18_958_000, 3793)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:1)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::ProposedAuthorities` (r:1 w:1)
    // Proof: `Manifold::ProposedAuthorities` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
    fn accept_authority() -> Weight {
        // Measured proof: 806 bytes. Least time: 24_166_000 ps.
        Weight::from_parts(26_860_000, 3793)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `Manifold::Corridors` (r:1 w:1)
    // Proof: `Manifold::Corridors` (`max_values`: None, `max_size`: Some(6359), added: 8834, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Proposals` (r:1 w:0)
    // Proof: `Manifold::Proposals` (`max_values`: None, `max_size`: Some(6356), added: 8831, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:2 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Profiles` (r:64 w:0)
    // Proof: `Manifold::Profiles` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
    // Storage: `Manifold::EntryCounts` (r:2 w:2)
    // Proof: `Manifold::EntryCounts` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
    // Storage: `Manifold::CorridorEnds` (r:0 w:2)
    // Proof: `Manifold::CorridorEnds` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
    /// `c` is in `[1, 32]`.
    /// `r` is in `[0, 16]`.
    fn register_corridor(c: u32, r: u32, ) -> Weight {
        // Measured proof: 3046 + c * (44 ±0) bytes. Least time: 91_806_000 ps.
        Weight::from_parts(103_110_018, 9824)
            // Standard error: 119_253
            .saturating_add(Weight::from_parts(6_591_146, 0).saturating_mul(c.into()))
            // Standard error: 231_257
            .saturating_add(Weight::from_parts(791_650, 0).saturating_mul(r.into()))
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(c.into())))
            .saturating_add(T::DbWeight::get().writes(5))
            .saturating_add(Weight::from_parts(0, 5154).saturating_mul(c.into()))
    }
    // Storage: `Manifold::Jurisdictions` (r:2 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Corridors` (r:1 w:0)
    // Proof: `Manifold::Corridors` (`max_values`: None, `max_size`: Some(6359), added: 8834, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Proposals` (r:1 w:1)
    // Proof: `Manifold::Proposals` (`max_values`: None, `max_size`: Some(6356), added: 8831, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Profiles` (r:64 w:0)
    // Proof: `Manifold::Profiles` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
    /// `c` is in `[1, 32]`.
    /// `r` is in `[0, 16]`.
    fn open_corridor(c: u32, r: u32, ) -> Weight {
        // Measured proof: 15621 + c * (44 ±0) bytes. Least time: 188_759_000 ps.
        Weight::from_parts(153_127_706, 9824)
            // Standard error: 137_638
            .saturating_add(Weight::from_parts(8_429_089, 0).saturating_mul(c.into()))
            // Standard error: 266_909
            .saturating_add(Weight::from_parts(2_004_876, 0).saturating_mul(r.into()))
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(c.into())))
            .saturating_add(T::DbWeight::get().writes(3))
            .saturating_add(Weight::from_parts(0, 5154).saturating_mul(c.into()))
    }
    // Storage: `Manifold::Proposals` (r:1 w:1)
    // Proof: `Manifold::Proposals` (`max_values`: None, `max_size`: Some(6356), added: 8831, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:2 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Profiles` (r:64 w:0)
    // Proof: `Manifold::Profiles` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Corridors` (r:1 w:1)
    // Proof: `Manifold::Corridors` (`max_values`: None, `max_size`: Some(6359), added: 8834, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    /// `c` is in `[1, 32]`.
    /// `r` is in `[0, 16]`.
    fn accept_corridor(c: u32, r: u32, ) -> Weight {
        // Measured proof: 9477 + c * (76 ±0) + r * (320 ±0) bytes. Least time: 130_233_000 ps.
        Weight::from_parts(116_925_810, 9824)
            // Standard error: 109_305
            .saturating_add(Weight::from_parts(7_899_350, 0).saturating_mul(c.into()))
            // Standard error: 211_965
            .saturating_add(Weight::from_parts(1_140_565, 0).saturating_mul(r.into()))
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(c.into())))
            .saturating_add(T::DbWeight::get().writes(4))
            .saturating_add(Weight::from_parts(0, 5154).saturating_mul(c.into()))
    }
    // Storage: `Manifold::Proposals` (r:1 w:1)
    // Proof: `Manifold::Proposals` (`max_values`: None, `max_size`: Some(6356), added: 8831, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:2 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    fn withdraw_proposal() -> Weight {
        // Measured proof: 7643 bytes. Least time: 84_505_000 ps.
        Weight::from_parts(88_301_000, 9821)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    // Storage: `Manifold::Corridors` (r:1 w:1)
    // Proof: `Manifold::Corridors` (`max_values`: None, `max_size`: Some(6359), added: 8834, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:2 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    fn suspend_corridor() -> Weight {
        // Measured proof: 7657 bytes. Least time: 44_535_000 ps.
        Weight::from_parts(47_340_000, 9824)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Manifold::Corridors` (r:1 w:1)
    // Proof: `Manifold::Corridors` (`max_values`: None, `max_size`: Some(6359), added: 8834, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:2 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    fn reinstate_corridor() -> Weight {
        // Measured proof: 7657 bytes. Least time: 45_146_000 ps.
        Weight::from_parts(47_390_000, 9824)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Manifold::Corridors` (r:1 w:1)
    // Proof: `Manifold::Corridors` (`max_values`: None, `max_size`: Some(6359), added: 8834, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:2 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::EntryCounts` (r:2 w:2)
    // Proof: `Manifold::EntryCounts` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Proposals` (r:1 w:1)
    // Proof: `Manifold::Proposals` (`max_values`: None, `max_size`: Some(6356), added: 8831, mode: `MaxEncodedLen`)
    // Storage: `Manifold::CorridorEnds` (r:0 w:2)
    // Proof: `Manifold::CorridorEnds` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
    fn close_corridor() -> Weight {
        // Measured proof: 14560 bytes. Least time: 150_152_000 ps.
        Weight::from_parts(154_348_000, 9824)
            .saturating_add(T::DbWeight::get().reads(8))
            .saturating_add(T::DbWeight::get().writes(8))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Accreditations` (r:1 w:1)
    // Proof: `Manifold::Accreditations` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
    // Storage: `Manifold::EntryCounts` (r:1 w:1)
    // Proof: `Manifold::EntryCounts` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    fn accredit_issuer() -> Weight {
        // Measured proof: 1377 bytes. Least time: 90_424_000 ps.
        Weight::from_parts(96_272_000, 3793)
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Accreditations` (r:1 w:1)
    // Proof: `Manifold::Accreditations` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
    fn renew_accreditation() -> Weight {
        // Measured proof: 978 bytes. Least time: 31_968_000 ps.
        Weight::from_parts(32_478_000, 3793)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Accreditations` (r:1 w:1)
    // Proof: `Manifold::Accreditations` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
    fn suspend_issuer() -> Weight {
        // Measured proof: 902 bytes. Least time: 28_272_000 ps.
        Weight::from_parts(29_865_000, 3793)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Accreditations` (r:1 w:1)
    // Proof: `Manifold::Accreditations` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
    fn reinstate_issuer() -> Weight {
        // Measured proof: 902 bytes. Least time: 28_452_000 ps.
        Weight::from_parts(30_265_000, 3793)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Accreditations` (r:1 w:1)
    // Proof: `Manifold::Accreditations` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
    // Storage: `Manifold::EntryCounts` (r:1 w:1)
    // Proof: `Manifold::EntryCounts` (`max_values`: None, `max_size`: Some(60), added: 2535, mode: `MaxEncodedLen`)
    // Storage: `System::Account` (r:1 w:1)
    // Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
    // Storage: `Balances::Holds` (r:1 w:1)
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
    fn revoke_accreditation() -> Weight {
        // Measured proof: 1354 bytes. Least time: 73_548_000 ps.
        Weight::from_parts(75_842_000, 3793)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    // Estimated: a corridor, a jurisdiction and a profile for each hop.
    fn walk(h: u32) -> Weight {
        Weight::from_parts(5_000_000, 3803)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(Weight::from_parts(30_000_000, 18_000).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(h.into())))
    }
}
