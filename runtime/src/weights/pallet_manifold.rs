//! Weights of `pallet_manifold`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 20 repeats; benchmark command 64.0.0.

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
        // Measured proof: 728 bytes. Least time: 89_513_000 ps.
        Weight::from_parts(51_224_295, 3793)
            // Standard error: 142_399
            .saturating_add(Weight::from_parts(7_935_556, 0).saturating_mul(p.into()))
            // Standard error: 142_399
            .saturating_add(Weight::from_parts(1_545_009, 0).saturating_mul(r.into()))
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
        // Measured proof: 700 bytes. Least time: 31_146_000 ps.
        Weight::from_parts(38_737_434, 3793)
            // Standard error: 39_903
            .saturating_add(Weight::from_parts(1_723_361, 0).saturating_mul(r.into()))
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
        // Measured proof: 1698 bytes. Least time: 40_640_000 ps.
        Weight::from_parts(43_404_000, 3793)
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
        // Measured proof: 1722 bytes. Least time: 40_920_000 ps.
        Weight::from_parts(44_095_000, 3793)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:1)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    fn suspend_jurisdiction() -> Weight {
        // Measured proof: 700 bytes. Least time: 26_670_000 ps.
        Weight::from_parts(30_225_000, 3793)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:1)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    fn reinstate_jurisdiction() -> Weight {
        // Measured proof: 700 bytes. Least time: 25_709_000 ps.
        Weight::from_parts(39_589_000, 3793)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:1)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::ProposedAuthorities` (r:0 w:1)
    // Proof: `Manifold::ProposedAuthorities` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
    fn retire_jurisdiction() -> Weight {
        // Measured proof: 700 bytes. Least time: 27_741_000 ps.
        Weight::from_parts(39_990_000, 3793)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(2))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::ProposedAuthorities` (r:0 w:1)
    // Proof: `Manifold::ProposedAuthorities` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
    fn propose_authority() -> Weight {
        // Measured proof: 700 bytes. Least time: 25_648_000 ps.
        Weight::from_parts(28_732_000, 3793)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:1)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::ProposedAuthorities` (r:1 w:1)
    // Proof: `Manifold::ProposedAuthorities` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
    fn accept_authority() -> Weight {
        // Measured proof: 806 bytes. Least time: 31_507_000 ps.
        Weight::from_parts(34_701_000, 3793)
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
        // Measured proof: 3046 + c * (44 ±0) bytes. Least time: 104_916_000 ps.
        Weight::from_parts(71_844_936, 9824)
            // Standard error: 62_269
            .saturating_add(Weight::from_parts(7_834_185, 0).saturating_mul(c.into()))
            // Standard error: 118_410
            .saturating_add(Weight::from_parts(2_470_574, 0).saturating_mul(r.into()))
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
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Profiles` (r:64 w:0)
    // Proof: `Manifold::Profiles` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
    /// `c` is in `[1, 32]`.
    /// `r` is in `[0, 16]`.
    fn open_corridor(c: u32, r: u32, ) -> Weight {
        // Measured proof: 15621 + c * (44 ±0) bytes. Least time: 214_047_000 ps.
        Weight::from_parts(203_446_172, 9824)
            // Standard error: 90_401
            .saturating_add(Weight::from_parts(7_473_791, 0).saturating_mul(c.into()))
            // Standard error: 171_903
            .saturating_add(Weight::from_parts(1_641_019, 0).saturating_mul(r.into()))
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
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
    /// `c` is in `[1, 32]`.
    /// `r` is in `[0, 16]`.
    fn accept_corridor(c: u32, r: u32, ) -> Weight {
        // Measured proof: 9477 + c * (76 ±0) + r * (320 ±0) bytes. Least time: 136_803_000 ps.
        Weight::from_parts(124_192_039, 9824)
            // Standard error: 59_283
            .saturating_add(Weight::from_parts(7_542_262, 0).saturating_mul(c.into()))
            // Standard error: 112_730
            .saturating_add(Weight::from_parts(1_358_822, 0).saturating_mul(r.into()))
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
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
    fn withdraw_proposal() -> Weight {
        // Measured proof: 7643 bytes. Least time: 90_664_000 ps.
        Weight::from_parts(95_100_000, 9821)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(3))
    }
    // Storage: `Manifold::Corridors` (r:1 w:1)
    // Proof: `Manifold::Corridors` (`max_values`: None, `max_size`: Some(6359), added: 8834, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:2 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    fn suspend_corridor() -> Weight {
        // Measured proof: 7657 bytes. Least time: 50_915_000 ps.
        Weight::from_parts(53_589_000, 9824)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Manifold::Corridors` (r:1 w:1)
    // Proof: `Manifold::Corridors` (`max_values`: None, `max_size`: Some(6359), added: 8834, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Jurisdictions` (r:2 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    fn reinstate_corridor() -> Weight {
        // Measured proof: 7657 bytes. Least time: 52_388_000 ps.
        Weight::from_parts(54_671_000, 9824)
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
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Proposals` (r:1 w:1)
    // Proof: `Manifold::Proposals` (`max_values`: None, `max_size`: Some(6356), added: 8831, mode: `MaxEncodedLen`)
    // Storage: `Manifold::CorridorEnds` (r:0 w:2)
    // Proof: `Manifold::CorridorEnds` (`max_values`: None, `max_size`: Some(96), added: 2571, mode: `MaxEncodedLen`)
    fn close_corridor() -> Weight {
        // Measured proof: 14560 bytes. Least time: 156_121_000 ps.
        Weight::from_parts(161_670_000, 9824)
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
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
    fn accredit_issuer() -> Weight {
        // Measured proof: 1377 bytes. Least time: 96_303_000 ps.
        Weight::from_parts(99_467_000, 4036)
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
        // Measured proof: 978 bytes. Least time: 38_367_000 ps.
        Weight::from_parts(40_350_000, 3793)
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Accreditations` (r:1 w:1)
    // Proof: `Manifold::Accreditations` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
    fn suspend_issuer() -> Weight {
        // Measured proof: 902 bytes. Least time: 36_154_000 ps.
        Weight::from_parts(38_046_000, 3793)
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
    }
    // Storage: `Manifold::Jurisdictions` (r:1 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Accreditations` (r:1 w:1)
    // Proof: `Manifold::Accreditations` (`max_values`: None, `max_size`: Some(173), added: 2648, mode: `MaxEncodedLen`)
    fn reinstate_issuer() -> Weight {
        // Measured proof: 902 bytes. Least time: 36_484_000 ps.
        Weight::from_parts(42_062_000, 3793)
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
    // Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(571), added: 3046, mode: `MaxEncodedLen`)
    fn revoke_accreditation() -> Weight {
        // Measured proof: 1354 bytes. Least time: 81_951_000 ps.
        Weight::from_parts(86_899_000, 4036)
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(4))
    }
    // Storage: `Manifold::Jurisdictions` (r:17 w:0)
    // Proof: `Manifold::Jurisdictions` (`max_values`: None, `max_size`: Some(328), added: 2803, mode: `MaxEncodedLen`)
    // Storage: `Timestamp::Now` (r:1 w:0)
    // Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Profiles` (r:17 w:0)
    // Proof: `Manifold::Profiles` (`max_values`: None, `max_size`: Some(102), added: 2577, mode: `MaxEncodedLen`)
    // Storage: `Manifold::Corridors` (r:16 w:0)
    // Proof: `Manifold::Corridors` (`max_values`: None, `max_size`: Some(6359), added: 8834, mode: `MaxEncodedLen`)
    /// `h` is in `[1, 16]`.
    fn walk(h: u32, ) -> Weight {
        // Measured proof: 1600 + h * (7043 ±0) bytes. Least time: 46_919_000 ps.
        Weight::from_parts(28_192_562, 3793)
            // Standard error: 75_741
            .saturating_add(Weight::from_parts(23_009_038, 0).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(h.into())))
            .saturating_add(Weight::from_parts(0, 8834).saturating_mul(h.into()))
    }
}
