//! Weights. The numbers for `()` are estimates for mocks, over ParityDb's 8 µs a read and 50 µs a write; the runtime uses
//! benchmarked ones.

use polkadot_sdk::frame_support::weights::{constants::WEIGHT_REF_TIME_PER_MICROS, Weight};

/// What each call weighs, and following a path. `h` counts hops, `p` profiles, `r` requirements in all lists together, `c` asset classes of a corridor.
pub trait WeightInfo {
    fn register_jurisdiction(p: u32, r: u32) -> Weight;
    fn update_jurisdiction(r: u32) -> Weight;
    fn set_profile() -> Weight;
    fn remove_profile() -> Weight;
    fn suspend_jurisdiction() -> Weight;
    fn reinstate_jurisdiction() -> Weight;
    fn retire_jurisdiction() -> Weight;
    fn propose_authority() -> Weight;
    fn accept_authority() -> Weight;
    fn register_corridor(c: u32, r: u32) -> Weight;
    fn open_corridor(c: u32, r: u32) -> Weight;
    fn accept_corridor(c: u32, r: u32) -> Weight;
    fn withdraw_proposal() -> Weight;
    fn suspend_corridor() -> Weight;
    fn reinstate_corridor() -> Weight;
    fn close_corridor() -> Weight;
    fn accredit_issuer() -> Weight;
    fn renew_accreditation() -> Weight;
    fn suspend_issuer() -> Weight;
    fn reinstate_issuer() -> Weight;
    fn revoke_accreditation() -> Weight;
    fn walk(h: u32) -> Weight;
}

/// Time for a base, for storage reads and for storage writes, in microseconds; and proof size for the largest values.
const fn estimate(base: u64, reads: u64, writes: u64) -> Weight {
    let micros = base.saturating_add(reads.saturating_mul(8)).saturating_add(writes.saturating_mul(50));
    Weight::from_parts(micros.saturating_mul(WEIGHT_REF_TIME_PER_MICROS), reads.saturating_mul(12_000))
}

fn each(count: u32, weight: Weight) -> Weight {
    weight.saturating_mul(count.into())
}

impl WeightInfo for () {
    fn register_jurisdiction(p: u32, r: u32) -> Weight {
        estimate(40, 3, 6)
            .saturating_add(each(p, estimate(2, 0, 1)))
            .saturating_add(each(r, estimate(3, 0, 0)))
    }
    fn update_jurisdiction(r: u32) -> Weight {
        estimate(30, 3, 3).saturating_add(each(r, estimate(3, 0, 0)))
    }
    fn set_profile() -> Weight {
        estimate(20, 3, 2)
    }
    fn remove_profile() -> Weight {
        estimate(20, 3, 2)
    }
    fn suspend_jurisdiction() -> Weight {
        estimate(20, 1, 1)
    }
    fn reinstate_jurisdiction() -> Weight {
        estimate(20, 1, 1)
    }
    fn retire_jurisdiction() -> Weight {
        estimate(20, 2, 2)
    }
    fn propose_authority() -> Weight {
        estimate(20, 2, 1)
    }
    fn accept_authority() -> Weight {
        estimate(20, 2, 2)
    }
    fn register_corridor(c: u32, r: u32) -> Weight {
        estimate(40, 6, 5)
            .saturating_add(each(c, estimate(2, 2, 0)))
            .saturating_add(each(r, estimate(3, 0, 0)))
    }
    fn open_corridor(c: u32, r: u32) -> Weight {
        estimate(60, 9, 5)
            .saturating_add(each(c, estimate(2, 2, 0)))
            .saturating_add(each(r, estimate(3, 0, 0)))
    }
    fn accept_corridor(c: u32, r: u32) -> Weight {
        estimate(60, 9, 8)
            .saturating_add(each(c, estimate(2, 2, 0)))
            .saturating_add(each(r, estimate(3, 0, 0)))
    }
    fn withdraw_proposal() -> Weight {
        estimate(50, 5, 3)
    }
    fn suspend_corridor() -> Weight {
        estimate(40, 3, 1)
    }
    fn reinstate_corridor() -> Weight {
        estimate(40, 3, 1)
    }
    fn close_corridor() -> Weight {
        estimate(70, 10, 10)
    }
    fn accredit_issuer() -> Weight {
        estimate(50, 6, 4)
    }
    fn renew_accreditation() -> Weight {
        estimate(25, 3, 1)
    }
    fn suspend_issuer() -> Weight {
        estimate(20, 2, 1)
    }
    fn reinstate_issuer() -> Weight {
        estimate(20, 2, 1)
    }
    fn revoke_accreditation() -> Weight {
        estimate(50, 5, 4)
    }
    fn walk(h: u32) -> Weight {
        estimate(5, 2, 0).saturating_add(each(h, estimate(30, 3, 0)))
    }
}
