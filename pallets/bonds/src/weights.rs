//! Weights of the calls.

use polkadot_sdk::frame_support::weights::{constants::ParityDbWeight, Weight};

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

fn estimate(micros: u64, proof: u64, reads: u64, writes: u64) -> Weight {
    let db = ParityDbWeight::get();
    Weight::from_parts(micros.saturating_mul(1_000_000), proof)
        .saturating_add(db.reads(reads))
        .saturating_add(db.writes(writes))
}

impl WeightInfo for () {
    fn bond() -> Weight {
        estimate(45, 4_764, 3, 3)
    }
    fn bond_extra() -> Weight {
        estimate(45, 4_764, 3, 3)
    }
    fn unbond() -> Weight {
        estimate(30, 25_000, 5, 1)
    }
    fn rebond() -> Weight {
        estimate(25, 4_764, 2, 1)
    }
    fn withdraw_unbonded() -> Weight {
        estimate(45, 4_764, 3, 3)
    }
    fn slash() -> Weight {
        estimate(300, 40_000, 14, 13)
    }
}
