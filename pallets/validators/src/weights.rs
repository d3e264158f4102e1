//! Weights of the calls.

use polkadot_sdk::frame_support::weights::{constants::ParityDbWeight, Weight};

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

fn estimate(micros: u64, proof: u64, reads: u64, writes: u64) -> Weight {
    let db = ParityDbWeight::get();
    Weight::from_parts(micros.saturating_mul(1_000_000), proof)
        .saturating_add(db.reads(reads))
        .saturating_add(db.writes(writes))
}

impl WeightInfo for () {
    fn admit() -> Weight {
        estimate(20, 5_200, 3, 3)
    }
    fn dismiss() -> Weight {
        estimate(25, 5_200, 3, 3)
    }
    fn enlist() -> Weight {
        estimate(30, 9_500, 5, 1)
    }
    fn retire() -> Weight {
        estimate(20, 4_700, 2, 1)
    }
    fn purge_keys() -> Weight {
        estimate(60, 22_000, 9, 6)
    }
    fn punish() -> Weight {
        estimate(400, 60_000, 24, 20)
    }
}
