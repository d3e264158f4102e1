//! Weights of the calls.

use msez_traits::estimated_weight;
use polkadot_sdk::frame_support::weights::Weight;

/// What each call costs.
pub trait WeightInfo {
    /// Of `bond`.
    fn bond() -> Weight;
    /// Of `bond_extra`.
    fn bond_extra() -> Weight;
    /// Of `unbond`, with the guards' reads.
    fn unbond() -> Weight;
    /// Of `rebond`.
    fn rebond() -> Weight;
    /// Of `withdraw_unbonded`.
    fn withdraw_unbonded() -> Weight;
    /// Of a slash that pays as many reporters as can be paid and a harmed party.
    fn slash() -> Weight;
}

/// Estimates for mocks.
impl WeightInfo for () {
    fn bond() -> Weight {
        estimated_weight(45, 4_764, 3, 3)
    }
    fn bond_extra() -> Weight {
        estimated_weight(45, 4_764, 3, 3)
    }
    fn unbond() -> Weight {
        estimated_weight(30, 25_000, 5, 1)
    }
    fn rebond() -> Weight {
        estimated_weight(25, 4_764, 2, 1)
    }
    fn withdraw_unbonded() -> Weight {
        estimated_weight(45, 4_764, 3, 3)
    }
    fn slash() -> Weight {
        estimated_weight(300, 40_000, 14, 13)
    }
}
