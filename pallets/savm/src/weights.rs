//! What the calls weigh.

use msez_traits::estimated_weight;
use polkadot_sdk::frame_support::weights::Weight;

/// Weights of this pallet.
pub trait WeightInfo {
    /// Forgetting the last block's counts.
    fn on_initialize() -> Weight;
    /// `deploy`, of so many bytes of the code whose analysis is the longest.
    fn deploy(code: u32) -> Weight;
    /// `instantiate`.
    fn instantiate() -> Weight;
    /// `call` with so many bytes of input of the largest program, which pays, stores its first word and ends, in a block
    /// that has changed as many instances as it may. Without its gas.
    fn call(input: u32) -> Weight;
    /// `remove_instance`.
    fn remove_instance() -> Weight;
    /// `remove_program`, the largest.
    fn remove_program() -> Weight;
}

/// Estimates for tests; a runtime uses measured weights.
impl WeightInfo for () {
    fn on_initialize() -> Weight {
        estimated_weight(1, 0, 0, 2)
    }
    fn deploy(code: u32) -> Weight {
        // About 30 ns a byte: hashed, analysed, encoded.
        let bytes = Weight::from_parts(30_000, 0).saturating_mul(code.into());
        estimated_weight(60, 3_600, 3, 3).saturating_add(bytes)
    }
    fn instantiate() -> Weight {
        estimated_weight(90, 6_200, 4, 4)
    }
    fn call(input: u32) -> Weight {
        let bytes = Weight::from_parts(500, 0).saturating_mul(input.into());
        estimated_weight(700, 130_000, 9, 8).saturating_add(bytes)
    }
    fn remove_instance() -> Weight {
        estimated_weight(90, 6_200, 4, 4)
    }
    fn remove_program() -> Weight {
        estimated_weight(70, 130_000, 3, 3)
    }
}
