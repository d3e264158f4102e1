//! Weights of the calls.

use msez_traits::estimated_weight;
use polkadot_sdk::frame_support::weights::Weight;

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
    /// Of `bond_asset`, as the last of as many currencies as can be.
    fn bond_asset() -> Weight;
    /// Of `unbond_asset`, with the guards' reads.
    fn unbond_asset() -> Weight;
    /// Of `rebond_asset`.
    fn rebond_asset() -> Weight;
    /// Of `withdraw_unbonded_asset`.
    fn withdraw_unbonded_asset() -> Weight;
    /// Of `delegate`, to somebody with as many currencies as can be.
    fn delegate() -> Weight;
    /// Of `undelegate`.
    fn undelegate() -> Weight;
    /// Of `withdraw_undelegated`.
    fn withdraw_undelegated() -> Weight;
    /// Of `claim_delegation_rewards`.
    fn claim_delegation_rewards() -> Weight;
    /// Of `allow_asset`.
    fn allow_asset() -> Weight;
    /// Of `disallow_asset`.
    fn disallow_asset() -> Weight;
    /// Of `collect_seized`.
    fn collect_seized() -> Weight;
    /// Of a reward to those who have delegated to somebody.
    fn reward_delegators() -> Weight;
    /// Of a slash of a bond, of as many currencies as can be and of what is delegated, each of which pays as many
    /// reporters as can be paid and a harmed party.
    fn slash() -> Weight;
}

/// Estimates for mocks.
impl WeightInfo for () {
    fn bond() -> Weight {
        estimated_weight(45, 4_764, 3, 3)
    }
    fn bond_extra() -> Weight {
        estimated_weight(45, 4_764, 3, 3)
    }
    fn unbond() -> Weight {
        estimated_weight(30, 25_000, 5, 1)
    }
    fn rebond() -> Weight {
        estimated_weight(25, 4_764, 2, 1)
    }
    fn withdraw_unbonded() -> Weight {
        estimated_weight(45, 4_764, 3, 3)
    }
    fn bond_asset() -> Weight {
        estimated_weight(90, 12_000, 17, 6)
    }
    fn unbond_asset() -> Weight {
        estimated_weight(50, 25_000, 14, 1)
    }
    fn rebond_asset() -> Weight {
        estimated_weight(45, 12_000, 12, 1)
    }
    fn withdraw_unbonded_asset() -> Weight {
        estimated_weight(75, 12_000, 7, 4)
    }
    fn delegate() -> Weight {
        estimated_weight(90, 16_000, 15, 4)
    }
    fn undelegate() -> Weight {
        estimated_weight(40, 8_000, 4, 2)
    }
    fn withdraw_undelegated() -> Weight {
        estimated_weight(60, 12_000, 6, 4)
    }
    fn claim_delegation_rewards() -> Weight {
        estimated_weight(60, 8_000, 4, 4)
    }
    fn allow_asset() -> Weight {
        estimated_weight(12, 2_600, 1, 1)
    }
    fn disallow_asset() -> Weight {
        estimated_weight(12, 2_600, 1, 1)
    }
    fn collect_seized() -> Weight {
        estimated_weight(55, 8_000, 6, 5)
    }
    fn reward_delegators() -> Weight {
        estimated_weight(55, 8_000, 3, 3)
    }
    fn slash() -> Weight {
        estimated_weight(3_300, 220_000, 90, 75)
    }
}
