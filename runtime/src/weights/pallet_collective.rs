//! Weights of `pallet_collective`, measured by `scripts/weights` on this runtime. Not to be edited.
//!
//! AMD EPYC; 2026-11-23; 20 steps, 10 repeats; benchmark command 64.0.0.

#![allow(missing_docs, unused_parens, unused_variables, clippy::unnecessary_cast)]
#![cfg_attr(rustfmt, rustfmt_skip)]

use crate::*;
use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Measured on this runtime.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_collective::WeightInfo for WeightInfo<T> {
    // Storage: `Council::Members` (r:1 w:1)
    // Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::Proposals` (r:1 w:0)
    // Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::Voting` (r:50 w:50)
    // Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
    // Storage: `Council::Prime` (r:0 w:1)
    // Proof: `Council::Prime` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    /// `m` is in `[0, 50]`.
    /// `n` is in `[0, 50]`.
    /// `p` is in `[0, 50]`.
    fn set_members(m: u32, _n: u32, p: u32, ) -> Weight {
        // Measured proof: 0 + m * (1632 ±0) + p * (1589 ±0) bytes. Least time: 12_589_000 ps.
        Weight::from_parts(13_180_000, 10997)
            // Standard error: 121_017
            .saturating_add(Weight::from_parts(2_223_892, 0).saturating_mul(m.into()))
            // Standard error: 121_017
            .saturating_add(Weight::from_parts(5_913_445, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(p.into())))
            .saturating_add(T::DbWeight::get().writes(2))
            .saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
            .saturating_add(Weight::from_parts(0, 997).saturating_mul(m.into()))
            .saturating_add(Weight::from_parts(0, 3342).saturating_mul(p.into()))
    }
    // Storage: `Council::Members` (r:1 w:0)
    // Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// `b` is in `[2, 1024]`.
    /// `m` is in `[1, 50]`.
    fn execute(b: u32, m: u32, ) -> Weight {
        // Measured proof: 218 + m * (32 ±0) bytes. Least time: 18_437_000 ps.
        Weight::from_parts(14_500_367, 1703)
            // Standard error: 1_316
            .saturating_add(Weight::from_parts(11_542, 0).saturating_mul(b.into()))
            // Standard error: 27_202
            .saturating_add(Weight::from_parts(60_171, 0).saturating_mul(m.into()))
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(Weight::from_parts(0, 32).saturating_mul(m.into()))
    }
    // Storage: `Council::Members` (r:1 w:0)
    // Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::ProposalOf` (r:1 w:0)
    // Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    /// `b` is in `[2, 1024]`.
    /// `m` is in `[1, 50]`.
    fn propose_execute(_b: u32, m: u32, ) -> Weight {
        // Measured proof: 218 + m * (32 ±0) bytes. Least time: 21_632_000 ps.
        Weight::from_parts(25_239_192, 3683)
            // Standard error: 14_223
            .saturating_add(Weight::from_parts(9_358, 0).saturating_mul(m.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(Weight::from_parts(0, 32).saturating_mul(m.into()))
    }
    // Storage: `Council::Members` (r:1 w:0)
    // Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::ProposalOf` (r:1 w:1)
    // Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
    // Storage: `Council::Proposals` (r:1 w:1)
    // Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::ProposalCount` (r:1 w:1)
    // Proof: `Council::ProposalCount` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::Voting` (r:0 w:1)
    // Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
    /// `b` is in `[2, 1024]`.
    /// `m` is in `[2, 50]`.
    /// `p` is in `[1, 50]`.
    fn propose_proposed(b: u32, m: u32, p: u32, ) -> Weight {
        // Measured proof: 295 + m * (32 ±0) + p * (42 ±0) bytes. Least time: 24_466_000 ps.
        Weight::from_parts(27_940_973, 3737)
            // Standard error: 671
            .saturating_add(Weight::from_parts(2_276, 0).saturating_mul(b.into()))
            // Standard error: 13_863
            .saturating_add(Weight::from_parts(362_162, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(4))
            .saturating_add(Weight::from_parts(0, 32).saturating_mul(m.into()))
            .saturating_add(Weight::from_parts(0, 42).saturating_mul(p.into()))
    }
    // Storage: `Council::Members` (r:1 w:0)
    // Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::Voting` (r:1 w:1)
    // Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
    /// `m` is in `[5, 50]`.
    fn vote(m: u32, ) -> Weight {
        // Measured proof: 875 + m * (64 ±0) bytes. Least time: 23_895_000 ps.
        Weight::from_parts(27_731_112, 4340)
            // Standard error: 21_479
            .saturating_add(Weight::from_parts(34_472, 0).saturating_mul(m.into()))
            .saturating_add(T::DbWeight::get().reads(2))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(Weight::from_parts(0, 64).saturating_mul(m.into()))
    }
    // Storage: `Council::Voting` (r:1 w:1)
    // Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
    // Storage: `Council::Members` (r:1 w:0)
    // Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::Proposals` (r:1 w:1)
    // Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::ProposalOf` (r:0 w:1)
    // Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
    /// `m` is in `[4, 50]`.
    /// `p` is in `[1, 50]`.
    fn close_early_disapproved(m: u32, p: u32, ) -> Weight {
        // Measured proof: 380 + m * (64 ±0) + p * (41 ±0) bytes. Least time: 28_703_000 ps.
        Weight::from_parts(32_852_662, 3828)
            // Standard error: 27_854
            .saturating_add(Weight::from_parts(62_204, 0).saturating_mul(m.into()))
            // Standard error: 26_186
            .saturating_add(Weight::from_parts(244_825, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
            .saturating_add(Weight::from_parts(0, 65).saturating_mul(m.into()))
            .saturating_add(Weight::from_parts(0, 41).saturating_mul(p.into()))
    }
    // Storage: `Council::Voting` (r:1 w:1)
    // Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
    // Storage: `Council::Members` (r:1 w:0)
    // Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::ProposalOf` (r:1 w:1)
    // Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    // Storage: `Council::Proposals` (r:1 w:1)
    // Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    /// `b` is in `[2, 1024]`.
    /// `m` is in `[4, 50]`.
    /// `p` is in `[1, 50]`.
    fn close_early_approved(b: u32, m: u32, p: u32, ) -> Weight {
        // Measured proof: 383 + b * (1 ±0) + m * (64 ±0) + p * (54 ±0) bytes. Least time: 46_058_000 ps.
        Weight::from_parts(60_851_141, 3870)
            // Standard error: 1_459
            .saturating_add(Weight::from_parts(380, 0).saturating_mul(b.into()))
            // Standard error: 32_047
            .saturating_add(Weight::from_parts(12_869, 0).saturating_mul(m.into()))
            // Standard error: 30_128
            .saturating_add(Weight::from_parts(118_100, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(5))
            .saturating_add(T::DbWeight::get().writes(3))
            .saturating_add(Weight::from_parts(0, 1).saturating_mul(b.into()))
            .saturating_add(Weight::from_parts(0, 64).saturating_mul(m.into()))
            .saturating_add(Weight::from_parts(0, 53).saturating_mul(p.into()))
    }
    // Storage: `Council::Voting` (r:1 w:1)
    // Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
    // Storage: `Council::Members` (r:1 w:0)
    // Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::Prime` (r:1 w:0)
    // Proof: `Council::Prime` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::Proposals` (r:1 w:1)
    // Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::ProposalOf` (r:0 w:1)
    // Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
    /// `m` is in `[4, 50]`.
    /// `p` is in `[1, 50]`.
    fn close_disapproved(m: u32, p: u32, ) -> Weight {
        // Measured proof: 400 + m * (64 ±0) + p * (41 ±0) bytes. Least time: 31_257_000 ps.
        Weight::from_parts(34_076_687, 3848)
            // Standard error: 22_237
            .saturating_add(Weight::from_parts(17_393, 0).saturating_mul(m.into()))
            // Standard error: 20_905
            .saturating_add(Weight::from_parts(340_055, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(4))
            .saturating_add(T::DbWeight::get().writes(3))
            .saturating_add(Weight::from_parts(0, 65).saturating_mul(m.into()))
            .saturating_add(Weight::from_parts(0, 41).saturating_mul(p.into()))
    }
    // Storage: `Council::Voting` (r:1 w:1)
    // Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
    // Storage: `Council::Members` (r:1 w:0)
    // Proof: `Council::Members` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::Prime` (r:1 w:0)
    // Proof: `Council::Prime` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::ProposalOf` (r:1 w:1)
    // Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
    // Storage: `SafeMode::EnteredUntil` (r:1 w:0)
    // Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
    // Storage: `Council::Proposals` (r:1 w:1)
    // Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    /// `b` is in `[2, 1024]`.
    /// `m` is in `[4, 50]`.
    /// `p` is in `[1, 50]`.
    fn close_approved(b: u32, m: u32, p: u32, ) -> Weight {
        // Measured proof: 403 + b * (1 ±0) + m * (64 ±0) + p * (54 ±0) bytes. Least time: 45_698_000 ps.
        Weight::from_parts(58_213_057, 3890)
            // Standard error: 33_848
            .saturating_add(Weight::from_parts(371_106, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().writes(3))
            .saturating_add(Weight::from_parts(0, 1).saturating_mul(b.into()))
            .saturating_add(Weight::from_parts(0, 64).saturating_mul(m.into()))
            .saturating_add(Weight::from_parts(0, 53).saturating_mul(p.into()))
    }
    // Storage: `Council::Proposals` (r:1 w:1)
    // Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::Voting` (r:0 w:1)
    // Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
    // Storage: `Council::ProposalOf` (r:0 w:1)
    // Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
    /// `p` is in `[1, 50]`.
    fn disapprove_proposal(p: u32, ) -> Weight {
        // Measured proof: 298 + p * (32 ±0) bytes. Least time: 15_163_000 ps.
        Weight::from_parts(16_171_749, 1783)
            // Standard error: 5_288
            .saturating_add(Weight::from_parts(260_306, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(3))
            .saturating_add(Weight::from_parts(0, 32).saturating_mul(p.into()))
    }
    // Storage: `Council::ProposalOf` (r:1 w:1)
    // Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
    // Storage: `Council::CostOf` (r:1 w:0)
    // Proof: `Council::CostOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
    // Storage: `Council::Proposals` (r:1 w:1)
    // Proof: `Council::Proposals` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
    // Storage: `Council::Voting` (r:0 w:1)
    // Proof: `Council::Voting` (`max_values`: None, `max_size`: None, mode: `Measured`)
    /// `d` is in `[0, 1]`.
    /// `p` is in `[1, 50]`.
    fn kill(d: u32, p: u32, ) -> Weight {
        // Measured proof: 1455 + p * (43 ±0) bytes. Least time: 22_052_000 ps.
        Weight::from_parts(25_341_149, 4912)
            // Standard error: 452_700
            .saturating_add(Weight::from_parts(1_196_005, 0).saturating_mul(d.into()))
            // Standard error: 13_543
            .saturating_add(Weight::from_parts(288_619, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().writes(3))
            .saturating_add(Weight::from_parts(0, 29).saturating_mul(d.into()))
            .saturating_add(Weight::from_parts(0, 43).saturating_mul(p.into()))
    }
    // Storage: `Council::ProposalOf` (r:1 w:0)
    // Proof: `Council::ProposalOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
    // Storage: `Council::CostOf` (r:1 w:0)
    // Proof: `Council::CostOf` (`max_values`: None, `max_size`: None, mode: `Measured`)
    fn release_proposal_cost() -> Weight {
        // Measured proof: 948 bytes. Least time: 16_304_000 ps.
        Weight::from_parts(19_279_000, 4413)
            .saturating_add(T::DbWeight::get().reads(2))
    }
}
