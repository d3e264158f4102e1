//! Weights of the calls.

use msez_traits::estimated_weight;
use polkadot_sdk::frame_support::weights::Weight;

/// What each call costs.
pub trait WeightInfo {
    /// Of `set_mode`.
    fn set_mode() -> Weight;
}

/// Estimates for mocks.
impl WeightInfo for () {
    fn set_mode() -> Weight {
        estimated_weight(10, 2_000, 1, 1)
    }
}
