//! Weights of the calls.

use msez_traits::estimated_weight;
use polkadot_sdk::frame_support::weights::Weight;

/// What each call costs, with a full set.
pub trait WeightInfo {
    /// Of `admit`.
    fn admit() -> Weight;
    /// Of `dismiss`.
    fn dismiss() -> Weight;
    /// Of `enlist`.
    fn enlist() -> Weight;
    /// Of `retire`.
    fn retire() -> Weight;
    /// Of `purge_keys`.
    fn purge_keys() -> Weight;
    /// Of the punishment of one offender, with a slash that pays as many reporters as can be paid.
    fn punish() -> Weight;
}

/// Estimates for mocks.
impl WeightInfo for () {
    fn admit() -> Weight {
        estimated_weight(20, 5_200, 3, 3)
    }
    fn dismiss() -> Weight {
        estimated_weight(25, 5_200, 3, 3)
    }
    fn enlist() -> Weight {
        estimated_weight(30, 9_500, 5, 1)
    }
    fn retire() -> Weight {
        estimated_weight(20, 4_700, 2, 1)
    }
    fn purge_keys() -> Weight {
        estimated_weight(60, 22_000, 9, 6)
    }
    fn punish() -> Weight {
        estimated_weight(400, 60_000, 24, 20)
    }
}
