//! Weights of the calls, of the agenda, and of what others call.

use msez_traits::estimated_weight;
use polkadot_sdk::frame_support::weights::Weight;

/// What each call costs, on a path of so many hops.
pub trait WeightInfo {
    /// Of `start`, all the way to an open transfer.
    fn start(hops: u32) -> Weight;
    /// Of `start_signed`, all the way to an open transfer.
    fn start_signed(hops: u32) -> Weight;
    /// Of bringing a saga from its evidence to an open transfer.
    fn forward(hops: u32) -> Weight;
    /// Of looking at compliance again and deciding.
    fn decide(hops: u32) -> Weight;
    /// Of an arrival, without what pledges cost.
    fn land(hops: u32) -> Weight;
    /// Of taking everything back.
    fn compensate(hops: u32) -> Weight;
    /// Of `add_evidence` without what follows.
    fn add_evidence() -> Weight;
    /// Of `pledge` without what follows.
    fn pledge() -> Weight;
    /// Of `cancel`.
    fn cancel(hops: u32) -> Weight;
    /// Of `dispute`.
    fn dispute(hops: u32) -> Weight;
    /// Of `rule` without what follows.
    fn rule() -> Weight;
    /// Of `waive` without what follows.
    fn waive() -> Weight;
    /// Of `set_itinerary`.
    fn set_itinerary() -> Weight;
    /// Of `clear_itinerary`.
    fn clear_itinerary() -> Weight;
    /// Of `remove`.
    fn remove() -> Weight;
    /// Of `set_parameters`.
    fn set_parameters() -> Weight;
    /// Of looking at the agenda.
    fn agenda_base() -> Weight;
    /// Of reading an entry of the agenda and its saga.
    fn agenda_read() -> Weight;
    /// Of a notice of the bridge.
    fn notice() -> Weight;
    /// Of a program's lock, or its end.
    fn program_lock() -> Weight;
}

/// Estimates for mocks.
impl WeightInfo for () {
    fn start(hops: u32) -> Weight {
        Self::forward(hops).saturating_add(estimated_weight(200, 30_000, 20, 12))
    }
    fn start_signed(hops: u32) -> Weight {
        Self::start(hops).saturating_add(estimated_weight(60, 0, 0, 0))
    }
    fn forward(hops: u32) -> Weight {
        let hop = estimated_weight(60, 25_000, 8, 3).saturating_mul(hops.into());
        estimated_weight(500, 60_000, 60, 20).saturating_add(hop)
    }
    fn decide(hops: u32) -> Weight {
        let hop = estimated_weight(40, 15_000, 5, 2).saturating_mul(hops.into());
        estimated_weight(300, 40_000, 30, 12).saturating_add(hop)
    }
    fn land(hops: u32) -> Weight {
        let hop = estimated_weight(10, 2_000, 1, 0).saturating_mul(hops.into());
        estimated_weight(300, 40_000, 25, 15).saturating_add(hop)
    }
    fn compensate(hops: u32) -> Weight {
        let hop = estimated_weight(30, 8_000, 4, 4).saturating_mul(hops.into());
        estimated_weight(300, 40_000, 25, 18).saturating_add(hop)
    }
    fn add_evidence() -> Weight {
        estimated_weight(60, 12_000, 4, 1)
    }
    fn pledge() -> Weight {
        estimated_weight(60, 15_000, 6, 1)
    }
    fn cancel(hops: u32) -> Weight {
        Self::compensate(hops)
    }
    fn dispute(hops: u32) -> Weight {
        let hop = estimated_weight(10, 4_000, 2, 0).saturating_mul(hops.into());
        estimated_weight(120, 20_000, 10, 5).saturating_add(hop)
    }
    fn rule() -> Weight {
        estimated_weight(120, 15_000, 8, 6)
    }
    fn waive() -> Weight {
        estimated_weight(50, 10_000, 3, 2)
    }
    fn set_itinerary() -> Weight {
        estimated_weight(80, 12_000, 5, 2)
    }
    fn clear_itinerary() -> Weight {
        estimated_weight(80, 12_000, 5, 2)
    }
    fn remove() -> Weight {
        estimated_weight(60, 15_000, 4, 5)
    }
    fn set_parameters() -> Weight {
        estimated_weight(20, 2_000, 1, 1)
    }
    fn agenda_base() -> Weight {
        estimated_weight(5, 4_000, 2, 0)
    }
    fn agenda_read() -> Weight {
        estimated_weight(40, 10_000, 2, 0)
    }
    fn notice() -> Weight {
        estimated_weight(40, 10_000, 2, 3)
    }
    fn program_lock() -> Weight {
        estimated_weight(60, 15_000, 5, 4)
    }
}
