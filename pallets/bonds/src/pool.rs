//! What others have delegated to one account, in plain integers.
//!
//! A delegator owns shares of a pool. A slash lowers the pool's value and touches no share, so it reaches everybody at
//! once, whether he stays or leaves. The value moves only through the functions below: money that somebody sends to the
//! account in which the funds sit changes nothing. Rounding is always against the one who moves, so a share is never
//! worth more than one unit ([`Pool::is_sound`]), and who joins gets at least one share for each unit.
//!
//! Rewards are kept apart from the value. Every active share earns the same; fractions of a unit wait in `carry` for
//! the next reward, so that nothing is ever lost: the pot, in fractions, is exactly what is owed and the carry.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_traits::Balance;
use polkadot_sdk::{
    sp_core::U256,
    sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding},
};
use scale_info::TypeInfo;

/// Rewards are counted in fractions of a unit: so many are one.
const FRACTIONS: u128 = 1_000_000_000_000_000_000_000_000;

/// A pool of which so little is left that each unit has more shares than this takes nobody in.
const MOST_SHARES_PER_UNIT: Balance = 1_000_000_000;

/// Delegated funds and what they have earned.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Pool {
    /// All funds: those that stay and those that leave.
    pub value: Balance,
    /// All shares of these funds.
    pub shares: Balance,
    /// The shares on their way out. They are slashed and earn nothing.
    pub leaving: Balance,
    /// Rewards that were paid in and not claimed yet.
    pub rewards: Balance,
    /// What a share has earned since the first day, in fractions.
    pub per_share: U256,
    /// What could not be divided evenly, in fractions.
    pub carry: U256,
}

impl Pool {
    /// The shares that stay.
    pub fn active_shares(&self) -> Balance {
        self.shares.saturating_sub(self.leaving)
    }

    /// What so many shares are worth, rounded down.
    ///
    /// ```
    /// use pallet_bonds::Pool;
    /// let pool = Pool { value: 50, shares: 100, ..Default::default() };
    /// assert_eq!(pool.worth(31), 15);
    /// assert_eq!(pool.worth(100), 50);
    /// ```
    pub fn worth(&self, shares: Balance) -> Balance {
        if self.shares == 0 {
            return 0;
        }
        // At most the value, for at most all shares: it always fits.
        multiply_by_rational_with_rounding(self.value, shares.min(self.shares), self.shares, Rounding::Down)
            .unwrap_or_default()
    }

    /// What those who stay have in the pool.
    pub fn active_value(&self) -> Balance {
        self.worth(self.active_shares())
    }

    /// Whether somebody can join: not where nearly everything was lost, before those who lost it have left.
    pub fn is_open(&self) -> bool {
        self.shares <= self.value.saturating_mul(MOST_SHARES_PER_UNIT)
    }

    /// Takes funds in and says how many shares they get: one for each unit at first. `None` where the pool is not open
    /// or the sums do not fit.
    pub fn join(&mut self, amount: Balance) -> Option<Balance> {
        if !self.is_open() {
            return None;
        }
        let issued = if self.shares == 0 {
            amount
        } else {
            multiply_by_rational_with_rounding(amount, self.shares, self.value, Rounding::Down)?
        };
        let (value, shares) = (self.value.checked_add(amount)?, self.shares.checked_add(issued)?);
        self.value = value;
        self.shares = shares;
        Some(issued)
    }

    /// The shares that must leave so that `amount` can: all that he has where it is all they are worth, else as many as
    /// it takes, rounded up.
    pub fn shares_for(&self, amount: Balance, own: Balance) -> Balance {
        if amount >= self.worth(own) {
            return own;
        }
        multiply_by_rational_with_rounding(amount, self.shares, self.value, Rounding::Up)
            .unwrap_or(own)
            .min(own)
    }

    /// Shares start to leave. `None` where there are not so many.
    pub fn leave(&mut self, shares: Balance) -> Option<()> {
        let leaving = self.leaving.checked_add(shares)?;
        if leaving > self.shares {
            return None;
        }
        self.leaving = leaving;
        Some(())
    }

    /// Pays shares out and says what they were worth: rounded down, so that what remains belongs to the others, and all
    /// of it to the last. `leaving` of them had been on their way out.
    pub fn redeem(&mut self, shares: Balance, leaving: Balance) -> Option<Balance> {
        let (remaining, still_leaving) =
            (self.shares.checked_sub(shares)?, self.leaving.checked_sub(leaving)?);
        if still_leaving > remaining {
            return None;
        }
        let paid = self.worth(shares);
        self.value = self.value.saturating_sub(paid);
        self.shares = remaining;
        self.leaving = still_leaving;
        Some(paid)
    }

    /// Takes funds away, from those who stay and those who leave alike.
    pub fn slash(&mut self, amount: Balance) {
        self.value = self.value.saturating_sub(amount);
    }

    /// Divides a reward over the active shares. `None`, and nothing has changed, where nobody is there to earn it or
    /// the sums do not fit.
    pub fn reward(&mut self, amount: Balance) -> Option<()> {
        let active = U256::from(self.active_shares());
        let whole = in_fractions(amount)?.checked_add(self.carry)?;
        let each = whole.checked_div(active)?;
        let per_share = self.per_share.checked_add(each)?;
        let carry = whole.checked_sub(each.checked_mul(active)?)?;
        self.rewards = self.rewards.checked_add(amount)?;
        self.per_share = per_share;
        self.carry = carry;
        Some(())
    }

    /// What active shares have earned since the pool's `per_share` was `since`, in whole units; the fraction goes back
    /// to the carry. Settle before the number of shares changes, and count from the pool's `per_share` afterwards.
    pub fn settle(&mut self, shares: Balance, since: U256) -> Option<Balance> {
        let earned = self.earned(shares, since)?;
        let whole = earned.checked_div(unit())?;
        let fraction = earned.checked_sub(whole.checked_mul(unit())?)?;
        let whole = Balance::try_from(whole).ok()?;
        self.carry = self.carry.checked_add(fraction)?;
        Some(whole)
    }

    /// What active shares have earned since then, in fractions.
    pub fn earned(&self, shares: Balance, since: U256) -> Option<U256> {
        self.per_share.checked_sub(since)?.checked_mul(shares.into())
    }

    /// Pays a reward out. `None` where the pot holds less.
    pub fn pay(&mut self, amount: Balance) -> Option<()> {
        self.rewards = self.rewards.checked_sub(amount)?;
        Some(())
    }

    /// Nothing is left to keep.
    pub fn is_empty(&self) -> bool {
        self.value == 0 && self.shares == 0 && self.rewards == 0
    }

    /// What is always true of a pool by itself.
    pub fn is_sound(&self) -> bool {
        self.value <= self.shares && self.leaving <= self.shares
    }
}

/// One unit, in fractions.
fn unit() -> U256 {
    U256::from(FRACTIONS)
}

/// An amount, in fractions.
pub fn in_fractions(amount: Balance) -> Option<U256> {
    U256::from(amount).checked_mul(unit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_who_joins_gets_a_share_for_each_unit() {
        let mut pool = Pool::default();
        assert_eq!(pool.join(70), Some(70));
        assert_eq!(pool.join(30), Some(30));
        assert_eq!((pool.value, pool.shares), (100, 100));
    }

    #[test]
    fn who_joins_after_a_slash_is_not_slashed_for_it() {
        let mut pool = Pool::default();
        pool.join(100).unwrap();
        pool.slash(75);
        let late = pool.join(100).unwrap();
        assert_eq!(late, 400);
        assert_eq!((pool.worth(100), pool.worth(late)), (25, 100));
    }

    #[test]
    fn a_slash_reaches_who_leaves_as_it_reaches_who_stays() {
        let mut pool = Pool::default();
        pool.join(200).unwrap();
        pool.leave(100).unwrap();
        pool.slash(100);
        assert_eq!(pool.active_value(), 50);
        assert_eq!(pool.redeem(100, 100), Some(50));
        assert_eq!(pool.redeem(100, 0), Some(50));
        assert!(pool.is_empty());
    }

    #[test]
    fn a_spent_pool_takes_nobody_in_before_those_who_lost_have_left() {
        let mut pool = Pool::default();
        pool.join(100).unwrap();
        pool.slash(100);
        assert_eq!(pool.join(100), None);
        assert_eq!(pool.redeem(100, 0), Some(0));
        assert_eq!(pool.join(100), Some(100));

        let mut pool = Pool { value: 1, shares: MOST_SHARES_PER_UNIT + 1, ..Default::default() };
        assert_eq!(pool.join(100), None);
        pool.redeem(1, 0).unwrap();
        assert!(pool.join(100).is_some());
    }

    #[test]
    fn nobody_redeems_or_leaves_with_more_than_there_is() {
        let mut pool = Pool::default();
        pool.join(100).unwrap();
        let before = pool;
        assert_eq!(pool.redeem(101, 0), None);
        assert_eq!(pool.redeem(1, 1), None);
        assert_eq!(pool.leave(101), None);
        assert_eq!(pool, before);
    }

    #[test]
    fn a_reward_without_anybody_to_earn_it_is_refused() {
        let mut pool = Pool::default();
        assert_eq!(pool.reward(10), None);
        pool.join(100).unwrap();
        pool.leave(100).unwrap();
        assert_eq!(pool.reward(10), None);
        assert_eq!(pool.rewards, 0);
    }

    #[test]
    fn what_cannot_be_divided_waits_for_the_next_reward() {
        let mut pool = Pool::default();
        pool.join(3).unwrap();
        let start = pool.per_share;
        pool.reward(10).unwrap();
        // Three and a third each: the thirds wait.
        let first: Vec<_> = (0..3).map(|_| pool.settle(1, start).unwrap()).collect();
        assert_eq!(first, [3, 3, 3]);
        let since = pool.per_share;
        pool.reward(2).unwrap();
        let second: Vec<_> = (0..3).map(|_| pool.settle(1, since).unwrap()).collect();
        assert_eq!(second, [1, 1, 1]);
        assert_eq!((pool.rewards, pool.carry), (12, U256::zero()));
    }

    #[derive(Clone, Debug)]
    enum Step {
        Join(usize, Balance),
        Leave(usize, Balance),
        Redeem(usize),
        Slash(u32),
        Reward(Balance),
        Claim(usize),
    }

    fn step() -> impl Strategy<Value = Step> {
        let amount = || prop_oneof![1..1_000u128, 1..1u128 << 90];
        prop_oneof![
            3 => (0..4usize, amount()).prop_map(|(who, amount)| Step::Join(who, amount)),
            2 => (0..4usize, amount()).prop_map(|(who, amount)| Step::Leave(who, amount)),
            2 => (0..4usize).prop_map(Step::Redeem),
            1 => (0..=1_000u32).prop_map(Step::Slash),
            2 => amount().prop_map(Step::Reward),
            2 => (0..4usize).prop_map(Step::Claim),
        ]
    }

    #[derive(Clone, Copy, Default)]
    struct Member {
        active: Balance,
        leaving: Balance,
        since: U256,
        earned: Balance,
    }

    fn settle(pool: &mut Pool, member: &mut Member) {
        member.earned += pool.settle(member.active, member.since).unwrap();
        member.since = pool.per_share;
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn no_value_is_created_and_none_is_lost(steps in prop::collection::vec(step(), 1..80)) {
            let mut pool = Pool::default();
            let mut members = [Member::default(); 4];
            // What is in the pool, counted from outside; and what was paid in and out as reward.
            let (mut inside, mut rewarded, mut claimed) = (0u128, 0u128, 0u128);
            for step in steps {
                match step {
                    Step::Join(who, amount) => {
                        settle(&mut pool, &mut members[who]);
                        let before = pool;
                        if let Some(issued) = pool.join(amount) {
                            prop_assert!(issued >= amount, "a share is worth a unit at most");
                            members[who].active += issued;
                            inside += amount;
                            // Rounding costs him a unit, whatever others did before, and gives him nothing.
                            let worth = pool.worth(issued);
                            prop_assert!(worth <= amount && worth + 1 >= amount, "{worth} for {amount}");
                            prop_assert!(pool.worth(before.shares) >= before.value);
                        }
                    }
                    Step::Leave(who, amount) => {
                        settle(&mut pool, &mut members[who]);
                        let member = &mut members[who];
                        let shares = pool.shares_for(amount, member.active);
                        prop_assert!(shares <= member.active);
                        // All he has, or at least what he asked for.
                        prop_assert!(shares == member.active || pool.worth(shares) >= amount);
                        pool.leave(shares).unwrap();
                        member.active -= shares;
                        member.leaving += shares;
                    }
                    Step::Redeem(who) => {
                        let member = &mut members[who];
                        let others = pool.shares - member.leaving;
                        let before = pool.worth(others);
                        let paid = pool.redeem(member.leaving, member.leaving).unwrap();
                        member.leaving = 0;
                        inside -= paid;
                        prop_assert!(pool.worth(others) >= before, "who leaves takes nothing from the others");
                    }
                    Step::Slash(thousandths) => {
                        let cut = (pool.value / 1_000) * u128::from(thousandths);
                        pool.slash(cut);
                        inside -= cut;
                    }
                    Step::Reward(amount) => {
                        if pool.reward(amount).is_some() {
                            rewarded += amount;
                        }
                    }
                    Step::Claim(who) => {
                        settle(&mut pool, &mut members[who]);
                        let earned = core::mem::take(&mut members[who].earned);
                        pool.pay(earned).unwrap();
                        claimed += earned;
                    }
                }
                prop_assert!(pool.is_sound());
                prop_assert_eq!(pool.value, inside);
                prop_assert_eq!(pool.shares, members.iter().map(|m| m.active + m.leaving).sum::<u128>());
                prop_assert_eq!(pool.leaving, members.iter().map(|m| m.leaving).sum::<u128>());
                prop_assert_eq!(pool.rewards, rewarded - claimed);
                let owed = members.iter().fold(pool.carry, |sum, m| {
                    sum + in_fractions(m.earned).unwrap() + pool.earned(m.active, m.since).unwrap()
                });
                prop_assert_eq!(in_fractions(pool.rewards).unwrap(), owed);
            }
            // When everybody leaves, nothing stays behind.
            for member in &mut members {
                settle(&mut pool, member);
                let all = member.active + member.leaving;
                inside -= pool.redeem(all, member.leaving).unwrap();
            }
            prop_assert_eq!((pool.value, pool.shares, pool.leaving, inside), (0, 0, 0, 0));
        }

        #[test]
        fn a_tiny_first_delegation_cannot_be_blown_up_against_the_next(
            first in 1..100u128, later in 1..1u128 << 100, slash in 0..100u128,
        ) {
            let mut pool = Pool::default();
            pool.join(first).unwrap();
            pool.slash(slash.min(first - 1));
            let shares = pool.join(later).unwrap();
            prop_assert!(pool.worth(shares) + 1 >= later);
        }
    }
}
