//! What it costs to check a report of an equivocation, and to punish it.
//!
//! The SDK's figures for these calls suppose a nominated stake and a proof of a past session. Here nobody nominates, and
//! the dearest proof is one of the running session: the chain builds the whole trie of keys to check it.

use crate::*;
use core::marker::PhantomData;
use frame_support::weights::Weight;
use pallet_validators::WeightInfo as _;

/// The parts, as `benchmarks/evidence.rs` measures them.
pub trait WeightInfo {
    /// Checks that a key belonged to a validator of the running session, which has `n` of them.
    fn check_key_ownership(n: u32) -> Weight;
    /// Checks two headers of one author for one slot.
    fn check_babe_equivocation() -> Weight;
    /// Checks two votes of one round.
    fn check_grandpa_equivocation() -> Weight;
    /// Checks the signature of a BEEFY vote.
    fn check_beefy_vote() -> Weight;
}

/// Weights of the calls that report an equivocation, put together from the parts.
pub struct ReportWeights<W>(PhantomData<W>);

impl<W: WeightInfo> ReportWeights<W> {
    /// A report is looked at twice, before it enters a block and in it; only then is its proof checked and acted on.
    fn report(validators: u32, check: Weight) -> Weight {
        // Membership proofs are not bounded by what they claim about the set, but the set is.
        let ownership = W::check_key_ownership(validators.max(constants::MAX_AUTHORITIES));
        let db = <Runtime as frame_system::Config>::DbWeight::get();
        ownership
            .saturating_mul(2)
            .saturating_add(check)
            // Sessions of sets and epochs; the records of the offence, looked up twice.
            .saturating_add(db.reads_writes(8, 2))
            .saturating_add(<Runtime as pallet_validators::Config>::WeightInfo::punish())
    }
}

impl<W: WeightInfo> pallet_babe::WeightInfo for ReportWeights<W> {
    fn plan_config_change() -> Weight {
        <Runtime as frame_system::Config>::DbWeight::get().writes(1)
    }
    fn report_equivocation(validators: u32, _nominators: u32) -> Weight {
        Self::report(validators, W::check_babe_equivocation())
    }
}

impl<W: WeightInfo> pallet_grandpa::WeightInfo for ReportWeights<W> {
    fn report_equivocation(validators: u32, _nominators: u32) -> Weight {
        Self::report(validators, W::check_grandpa_equivocation())
    }
    fn note_stalled() -> Weight {
        <Runtime as frame_system::Config>::DbWeight::get().writes(1)
    }
}

impl<W: WeightInfo> pallet_beefy::WeightInfo for ReportWeights<W> {
    fn report_voting_equivocation(votes: u32, validators: u32, _nominators: u32) -> Weight {
        Self::report(validators, W::check_beefy_vote().saturating_mul(votes.into()))
    }
    fn set_new_genesis() -> Weight {
        <Runtime as frame_system::Config>::DbWeight::get().writes(1)
    }
}
