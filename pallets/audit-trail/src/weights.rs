//! Weights of noting and closing.

use msez_traits::estimated_weight;
use polkadot_sdk::frame_support::weights::Weight;

/// What a note and the end of a block cost.
pub trait WeightInfo {
    /// Of noting an event of so many bytes.
    fn note(bytes: u32) -> Weight;
    /// Of closing a block with so many notes.
    fn close(notes: u32) -> Weight;
}

/// Estimates for mocks.
impl WeightInfo for () {
    fn note(bytes: u32) -> Weight {
        let micros = u64::from(bytes).saturating_div(64).saturating_add(6);
        estimated_weight(micros, 1_500, 0, 0)
    }
    fn close(notes: u32) -> Weight {
        let micros = u64::from(notes).saturating_mul(3).saturating_add(20);
        estimated_weight(micros, 3_500, 4, 4)
    }
}
