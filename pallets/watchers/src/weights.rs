//! What the calls and the agenda weigh.

use msez_traits::estimated_weight;
use polkadot_sdk::frame_support::weights::Weight;

/// Weights of this pallet. Slashes and payments to delegators come on top, from the bonds.
pub trait WeightInfo {
    /// Of `register`, with a full scope and list.
    fn register() -> Weight;
    /// Of `rotate_key`.
    fn rotate_key() -> Weight;
    /// Of `set_scope`, with a full scope.
    fn set_scope() -> Weight;
    /// Of `set_commission`, with something earned.
    fn set_commission() -> Weight;
    /// Of `set_controller`.
    fn set_controller() -> Weight;
    /// Of `accept_member`.
    fn accept_member() -> Weight;
    /// Of `deregister` from a full list.
    fn deregister() -> Weight;
    /// Of `open_topic` with money.
    fn open_topic() -> Weight;
    /// Of `fund_topic`.
    fn fund_topic() -> Weight;
    /// Of `close_topic` with a refund.
    fn close_topic() -> Weight;
    /// Of `attest` as the last of a full panel, on duty.
    fn attest() -> Weight;
    /// Of `attest_signed` as the last of a full panel, on duty.
    fn attest_signed() -> Weight;
    /// Of `report_equivocation` with two signatures, by which two collusions are found, without the slashes.
    fn report_equivocation() -> Weight;
    /// Of `claim_rewards`.
    fn claim_rewards() -> Weight;
    /// Of `cancel_slash`.
    fn cancel_slash() -> Weight;
    /// Of `set_deferral`.
    fn set_deferral() -> Weight;
    /// Of `rule_safety`, without the slash.
    fn rule_safety() -> Weight;
    /// Of `anchor` and `recognize` in a full tally.
    fn raise() -> Weight;
    /// Looking for an item of the agenda, and taking it off.
    fn agenda_base() -> Weight;
    /// A deferred slash, without the slash.
    fn slash_item() -> Weight;
    /// The end of a duty that so many missed, without slashes.
    fn deadline_item(n: u32) -> Weight;
    /// The settlement of a coordinate with so many voices that earn something.
    fn settle_item(n: u32) -> Weight;
    /// Forgetting a coordinate with so many voices.
    fn prune_item(n: u32) -> Weight;
    /// Looking at so many watchers.
    fn refresh_item(n: u32) -> Weight;
    /// Giving the seats of a topic among so many.
    fn panel_item(n: u32) -> Weight;
    /// Drawing watchers from a full panel.
    fn duty_item() -> Weight;
}

fn per(n: u32, base: Weight, each: Weight) -> Weight {
    base.saturating_add(each.saturating_mul(n.into()))
}

/// Estimates for mocks.
impl WeightInfo for () {
    fn register() -> Weight {
        estimated_weight(150, 40_000, 45, 9)
    }
    fn rotate_key() -> Weight {
        estimated_weight(120, 8_000, 4, 4)
    }
    fn set_scope() -> Weight {
        estimated_weight(40, 40_000, 34, 1)
    }
    fn set_commission() -> Weight {
        estimated_weight(80, 12_000, 8, 5)
    }
    fn set_controller() -> Weight {
        estimated_weight(20, 5_000, 1, 1)
    }
    fn accept_member() -> Weight {
        estimated_weight(20, 5_000, 1, 1)
    }
    fn deregister() -> Weight {
        estimated_weight(40, 15_000, 2, 2)
    }
    fn open_topic() -> Weight {
        estimated_weight(100, 12_000, 6, 7)
    }
    fn fund_topic() -> Weight {
        estimated_weight(60, 8_000, 3, 3)
    }
    fn close_topic() -> Weight {
        estimated_weight(60, 9_000, 4, 4)
    }
    fn attest() -> Weight {
        estimated_weight(150, 40_000, 10, 7)
    }
    fn attest_signed() -> Weight {
        estimated_weight(220, 42_000, 11, 7)
    }
    fn report_equivocation() -> Weight {
        estimated_weight(400, 60_000, 30, 25)
    }
    fn claim_rewards() -> Weight {
        estimated_weight(80, 12_000, 8, 4)
    }
    fn cancel_slash() -> Weight {
        estimated_weight(40, 10_000, 3, 4)
    }
    fn set_deferral() -> Weight {
        estimated_weight(10, 1_000, 0, 1)
    }
    fn rule_safety() -> Weight {
        estimated_weight(40, 8_000, 4, 4)
    }
    fn raise() -> Weight {
        estimated_weight(60, 20_000, 2, 1)
    }
    fn agenda_base() -> Weight {
        estimated_weight(5, 4_000, 2, 1)
    }
    fn slash_item() -> Weight {
        estimated_weight(40, 8_000, 3, 4)
    }
    fn deadline_item(n: u32) -> Weight {
        per(n, estimated_weight(20, 5_000, 2, 2), estimated_weight(30, 9_000, 8, 4))
    }
    fn settle_item(n: u32) -> Weight {
        per(n, estimated_weight(80, 20_000, 4, 5), estimated_weight(4, 3_000, 1, 1))
    }
    fn prune_item(n: u32) -> Weight {
        per(n, estimated_weight(80, 20_000, 3, 20), estimated_weight(4, 3_000, 1, 1))
    }
    fn refresh_item(n: u32) -> Weight {
        per(n, estimated_weight(20, 20_000, 3, 4), estimated_weight(6, 8_000, 5, 0))
    }
    fn panel_item(n: u32) -> Weight {
        per(n, estimated_weight(30, 20_000, 3, 3), estimated_weight(4, 4_000, 1, 0))
    }
    fn duty_item() -> Weight {
        estimated_weight(150, 200_000, 132, 4)
    }
}
