//! What the calls cost.

use polkadot_sdk::frame_support::weights::{constants::ParityDbWeight, Weight};

/// Costs of the calls, and of the work at the end of a block.
pub trait WeightInfo {
    /// Registering a subject with a document of `b` bytes, without the flush.
    fn register_subject(b: u32) -> Weight;
    /// Putting `n` changed cells into both trees: each in a subject of its own with cells in 64 jurisdictions, each the
    /// last one of a full lane.
    fn flush(n: u32) -> Weight;
    /// Pruning `v` versions.
    fn prune(v: u32) -> Weight;
    /// Reporting on a subject in every domain there is.
    fn report() -> Weight;
}

/// Estimates for mocks.
impl WeightInfo for () {
    fn register_subject(b: u32) -> Weight {
        Weight::from_parts(30_000_000, 4_000)
            .saturating_add(Weight::from_parts(5_000, 0).saturating_mul(b.into()))
            .saturating_add(ParityDbWeight::get().reads_writes(6, 5))
    }

    fn flush(n: u32) -> Weight {
        Weight::from_parts(10_000_000, 4_000).saturating_add(ParityDbWeight::get().reads(4)).saturating_add(
            Weight::from_parts(900_000_000, 16_000)
                .saturating_add(ParityDbWeight::get().reads_writes(20, 18))
                .saturating_mul(n.into()),
        )
    }

    fn prune(v: u32) -> Weight {
        Weight::from_parts(15_000_000, 6_000)
            .saturating_add(Weight::from_parts(100_000, 0).saturating_mul(v.into()))
            .saturating_add(ParityDbWeight::get().reads_writes(3, 1))
    }

    fn report() -> Weight {
        Weight::from_parts(60_000_000, 40_000).saturating_add(ParityDbWeight::get().reads(30))
    }
}
