//! Weights of the calls and of the agenda.

use msez_traits::estimated_weight;
use polkadot_sdk::frame_support::weights::Weight;

/// What each call costs.
pub trait WeightInfo {
    /// Of `announce`.
    fn announce() -> Weight;
    /// Of `execute` without the call itself, which is so many bytes long.
    fn execute(bytes: u32) -> Weight;
    /// Of `cancel`.
    fn cancel() -> Weight;
    /// Of looking at the agenda.
    fn agenda_base() -> Weight;
    /// Of an announcement that expires.
    fn agenda_item() -> Weight;
}

/// Estimates for mocks.
impl WeightInfo for () {
    fn announce() -> Weight {
        estimated_weight(50, 8_000, 4, 6)
    }
    fn execute(bytes: u32) -> Weight {
        // The call is hashed twice.
        estimated_weight(60, 10_000, 6, 6)
            .saturating_add(Weight::from_parts(3_000, 0).saturating_mul(bytes.into()))
    }
    fn cancel() -> Weight {
        estimated_weight(50, 10_000, 4, 5)
    }
    fn agenda_base() -> Weight {
        estimated_weight(5, 4_000, 2, 0)
    }
    fn agenda_item() -> Weight {
        estimated_weight(50, 10_000, 5, 5)
    }
}
