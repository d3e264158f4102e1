//! Weights of the calls and of the agenda.

use msez_traits::estimated_weight;
use polkadot_sdk::frame_support::weights::Weight;

/// What each call costs.
pub trait WeightInfo {
    /// Of `register_operator`.
    fn register_operator() -> Weight;
    /// Of `accept_operator`, the last one that a corridor has room for.
    fn accept_operator() -> Weight;
    /// Of `dismiss_operator`, from a full list.
    fn dismiss_operator() -> Weight;
    /// Of `rotate_key`.
    fn rotate_key() -> Weight;
    /// Of `retire`, from a full list.
    fn retire() -> Weight;
    /// Of `name_arbiter`.
    fn name_arbiter() -> Weight;
    /// Of opening a transfer of so many hops on corridors with full lists; without what it asks of units.
    fn open(hops: u32) -> Weight;
    /// Of `open_units` over so many hops on corridors with full lists.
    fn open_units(hops: u32) -> Weight;
    /// Of `prepare`, without telling that it was the last one.
    fn prepare() -> Weight;
    /// Of `commit` and `complete_hop`, without telling that it was the last one.
    fn commit() -> Weight;
    /// Of `refuse_hop`, to the last of a full list.
    fn refuse_hop() -> Weight;
    /// Of deciding over so many hops, to release them: all are prepared, and everybody is paid. Without what it asks of
    /// units.
    fn decide(hops: u32) -> Weight;
    /// Of `collect_fees`, without the payment.
    fn collect_fees() -> Weight;
    /// Of looking at the agenda.
    fn agenda_base() -> Weight;
    /// Of a hop whose time is over, to the last of a full list; without the slash.
    fn late_hop() -> Weight;
    /// Of a transfer that is overdue, without telling it.
    fn transfer_item() -> Weight;
    /// Of a transfer of so many hops that is kept no more.
    fn forget(hops: u32) -> Weight;
}

/// Estimates for mocks.
impl WeightInfo for () {
    fn register_operator() -> Weight {
        estimated_weight(120, 8_000, 6, 2)
    }
    fn accept_operator() -> Weight {
        estimated_weight(40, 8_000, 5, 2)
    }
    fn dismiss_operator() -> Weight {
        estimated_weight(40, 8_000, 5, 2)
    }
    fn rotate_key() -> Weight {
        estimated_weight(110, 4_000, 2, 1)
    }
    fn retire() -> Weight {
        estimated_weight(40, 8_000, 3, 3)
    }
    fn name_arbiter() -> Weight {
        estimated_weight(40, 8_000, 4, 1)
    }
    fn open(hops: u32) -> Weight {
        let hop = estimated_weight(100, 20_000, 36, 5).saturating_mul(hops.into());
        estimated_weight(80, 10_000, 8, 4).saturating_add(hop)
    }
    fn open_units(hops: u32) -> Weight {
        let hop = estimated_weight(120, 25_000, 40, 5).saturating_mul(hops.into());
        estimated_weight(150, 60_000, 90, 12).saturating_add(hop)
    }
    fn prepare() -> Weight {
        estimated_weight(160, 12_000, 6, 5)
    }
    fn commit() -> Weight {
        estimated_weight(200, 20_000, 14, 12)
    }
    fn refuse_hop() -> Weight {
        estimated_weight(100, 30_000, 38, 9)
    }
    fn decide(hops: u32) -> Weight {
        let hop = estimated_weight(60, 10_000, 7, 7).saturating_mul(hops.into());
        estimated_weight(80, 10_000, 8, 8).saturating_add(hop)
    }
    fn collect_fees() -> Weight {
        estimated_weight(20, 4_000, 1, 1)
    }
    fn agenda_base() -> Weight {
        estimated_weight(5, 4_000, 2, 0)
    }
    fn late_hop() -> Weight {
        estimated_weight(120, 30_000, 40, 10)
    }
    fn transfer_item() -> Weight {
        estimated_weight(30, 4_000, 2, 3)
    }
    fn forget(hops: u32) -> Weight {
        estimated_weight(30, 4_000, 2, 3)
            .saturating_add(estimated_weight(5, 1_000, 1, 1).saturating_mul(hops.into()))
    }
}
