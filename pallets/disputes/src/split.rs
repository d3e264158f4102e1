//! Who pays whom, and what a jury found, in plain integers. Exact to the last unit.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_traits::Balance;
use polkadot_sdk::sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Perbill, Rounding};
use scale_info::TypeInfo;

use crate::Vote;

/// The loser's bond, divided. The parts sum to the bond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoils {
    /// For the winner's costs.
    pub winner: Balance,
    /// For who decided: the jurors that voted with the outcome together, or the arbiter.
    pub judges: Balance,
}

/// Divides the loser's bond. The winner's part is rounded down.
///
/// ```
/// use pallet_disputes::split::{loser_pays, Spoils};
/// use polkadot_sdk::sp_runtime::Perbill;
/// assert_eq!(loser_pays(101, Perbill::from_percent(50)), Spoils { winner: 50, judges: 51 });
/// ```
pub fn loser_pays(bond: Balance, winner_share: Perbill) -> Spoils {
    let winner = winner_share.mul_floor(bond).min(bond);
    Spoils { winner, judges: bond.saturating_sub(winner) }
}

/// What a bond is short of when it is given back less a fee: rounded up, against the payer.
///
/// ```
/// use pallet_disputes::split::fee_of;
/// use polkadot_sdk::sp_runtime::Perbill;
/// assert_eq!(fee_of(101, Perbill::from_percent(10)), 11);
/// ```
pub fn fee_of(bond: Balance, fee: Perbill) -> Balance {
    fee.mul_ceil(bond).min(bond)
}

/// What the revealed votes weigh.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Tally {
    /// Weight of those who say that the statement stands.
    pub stands: Balance,
    /// Weight of those who say that it is false.
    pub is_false: Balance,
}

impl Tally {
    /// Counts a vote.
    pub fn count(&mut self, vote: Vote, weight: Balance) {
        let side = match vote {
            Vote::Stands => &mut self.stands,
            Vote::False => &mut self.is_false,
        };
        *side = side.saturating_add(weight);
    }

    /// Weight of one side.
    pub fn of(&self, vote: Vote) -> Balance {
        match vote {
            Vote::Stands => self.stands,
            Vote::False => self.is_false,
        }
    }

    /// Weight of all revealed votes.
    pub fn revealed(&self) -> Balance {
        self.stands.saturating_add(self.is_false)
    }

    /// What the jury found; nothing where too few have spoken. Who claims has to convince: a tie leaves the statement
    /// as it is.
    ///
    /// ```
    /// use pallet_disputes::{split::Tally, Vote};
    /// use polkadot_sdk::sp_runtime::Perbill;
    /// let tally = Tally { stands: 10, is_false: 11 };
    /// assert_eq!(tally.verdict(63, Perbill::from_rational(1u32, 3)), Some(Vote::False));
    /// assert_eq!(tally.verdict(64, Perbill::from_rational(1u32, 3)), None);
    /// assert_eq!(Tally { stands: 10, is_false: 10 }.verdict(20, Perbill::one()), Some(Vote::Stands));
    /// ```
    pub fn verdict(&self, total: Balance, turnout: Perbill) -> Option<Vote> {
        let revealed = self.revealed();
        // Also where there is nobody to vote: silence is no verdict.
        if revealed == 0 || revealed < turnout.mul_ceil(total) {
            return None;
        }
        Some(if self.is_false > self.stands { Vote::False } else { Vote::Stands })
    }
}

/// Money that is shared by weight and fetched one by one.
///
/// The weights lie one after another on a line, and the money along it: a share is the difference of two points, rounded
/// down. So everybody gets his exact share to within one unit, whoever fetches first, and the shares sum to the whole.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Pool {
    /// All of it.
    pub total: Balance,
    /// The weight of all who share it.
    pub weight: Balance,
    /// What was fetched.
    pub fetched: Balance,
}

impl Pool {
    /// What somebody of this weight gets, when so much weight lies before his.
    ///
    /// ```
    /// use pallet_disputes::split::Pool;
    /// let pool = Pool { total: 100, weight: 3, fetched: 0 };
    /// assert_eq!([pool.share(0, 1), pool.share(1, 1), pool.share(2, 1)], [33, 33, 34]);
    /// ```
    pub fn share(&self, before: Balance, weight: Balance) -> Balance {
        let point = |reached: Balance| {
            let reached = reached.min(self.weight);
            multiply_by_rational_with_rounding(self.total, reached, self.weight, Rounding::Down)
                .unwrap_or_default()
        };
        point(before.saturating_add(weight)).saturating_sub(point(before))
    }

    /// What nobody has fetched yet.
    pub fn left(&self) -> Balance {
        self.total.saturating_sub(self.fetched)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weights() -> impl Strategy<Value = Vec<Balance>> {
        prop::collection::vec(prop_oneof![1..100u128, 1..=u128::MAX >> 8], 1..128)
    }

    proptest! {
        #[test]
        fn the_parts_of_a_bond_sum_to_it(bond: Balance, parts in 0..=1_000_000_000u32) {
            let share = Perbill::from_parts(parts);
            let spoils = loser_pays(bond, share);
            prop_assert_eq!(spoils.winner.checked_add(spoils.judges), Some(bond));
            prop_assert!(spoils.winner <= share.mul_ceil(bond));
        }

        #[test]
        fn a_fee_is_never_more_than_the_bond_and_never_rounded_to_nothing(
            bond in 1..=u128::MAX,
            parts in 1..=1_000_000_000u32,
        ) {
            let fee = fee_of(bond, Perbill::from_parts(parts));
            prop_assert!(fee >= 1 && fee <= bond);
        }

        #[test]
        fn the_shares_of_a_pool_sum_to_it(total: Balance, weights in weights()) {
            let pool = Pool { total, weight: weights.iter().sum(), fetched: 0 };
            let (mut before, mut sum): (Balance, Balance) = (0, 0);
            for weight in weights {
                sum = sum.checked_add(pool.share(before, weight)).unwrap();
                before += weight;
            }
            prop_assert_eq!(sum, total);
        }

        #[test]
        fn everybody_gets_his_exact_share_to_within_one_unit(
            total in 0..1_000_000_000_000u128,
            weights in prop::collection::vec(1..1_000_000u128, 1..128),
        ) {
            let all: Balance = weights.iter().sum();
            let pool = Pool { total, weight: all, fetched: 0 };
            let mut before = 0;
            for weight in weights {
                let (got, exact) = (pool.share(before, weight), total * weight);
                prop_assert!(got * all < exact + all && exact < (got + 1) * all, "{got} of {exact}/{all}");
                before += weight;
            }
        }

        #[test]
        fn a_verdict_needs_turnout_and_a_conviction_more_than_half(
            votes in prop::collection::vec((any::<bool>(), 0..1_000_000u128), 0..128),
            silent in 0..10_000_000u128,
            parts in 1..=1_000_000_000u32,
        ) {
            let mut tally = Tally::default();
            for (is_false, weight) in &votes {
                tally.count(if *is_false { Vote::False } else { Vote::Stands }, *weight);
            }
            let sum = |side: bool| votes.iter().filter(|(vote, _)| *vote == side).map(|(_, w)| w).sum::<Balance>();
            prop_assert_eq!((tally.of(Vote::Stands), tally.of(Vote::False)), (sum(false), sum(true)));
            let revealed = tally.revealed();
            let turnout = Perbill::from_parts(parts);
            let enough = revealed > 0 && revealed >= turnout.mul_ceil(revealed + silent);
            let expected = enough.then(|| if sum(true) * 2 > revealed { Vote::False } else { Vote::Stands });
            prop_assert_eq!(tally.verdict(revealed + silent, turnout), expected);
        }

        #[test]
        fn one_more_voice_for_a_side_never_turns_the_verdict_against_it(
            stands in 0..1_000u128, is_false in 0..1_000u128, more in 1..1_000u128, total in 1..3_000u128,
        ) {
            let turnout = Perbill::from_percent(30);
            let before = Tally { stands, is_false };
            for vote in [Vote::Stands, Vote::False] {
                let mut after = before;
                after.count(vote, more);
                if before.verdict(total, turnout) == Some(vote) {
                    prop_assert_eq!(after.verdict(total, turnout), Some(vote));
                }
            }
        }
    }

    #[test]
    fn an_empty_pool_gives_nothing() {
        assert_eq!(Pool::default().share(0, 5), 0);
        assert_eq!(Pool { total: 7, weight: 0, fetched: 0 }.share(0, 5), 0);
    }
}
