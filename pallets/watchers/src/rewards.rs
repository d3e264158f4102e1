//! What watchers have earned.

use msez_traits::{Balance, Bonds, Role};
use polkadot_sdk::{
    frame_support::traits::{fungible::Mutate, tokens::Preservation, Get},
    sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, DispatchError, Perbill, Rounding},
};

use crate::{Conducts, Config, Event, Pallet};

impl<T: Config> Pallet<T> {
    /// Pays out everything that a watcher has earned. Returns how much that was.
    pub(crate) fn pay_rewards(who: &T::AccountId, commission: Perbill) -> Result<Balance, DispatchError> {
        let amount = Conducts::<T>::mutate(who, |conduct| {
            conduct.as_mut().map(|conduct| core::mem::take(&mut conduct.rewards)).unwrap_or_default()
        });
        if amount == 0 {
            return Ok(0);
        }
        let escrow = T::Escrow::get();
        let backing = T::Bonds::backing_in_parts(Role::Watcher, who);
        let theirs = for_delegators(amount, backing.delegated, backing.total(), commission);
        let delegators = match theirs {
            0 => 0,
            theirs => T::Bonds::reward_delegators(Role::Watcher, who, &escrow, theirs)?,
        };
        let own = amount.saturating_sub(delegators);
        if own > 0 {
            T::Currency::transfer(&escrow, who, own, Preservation::Preserve)?;
        }
        Self::deposit_event(Event::RewardsPaid { who: who.clone(), own, delegators });
        Ok(amount)
    }
}

/// What those get who have delegated: the part that their funds have in the backing, less the watcher's commission;
/// rounded down.
fn for_delegators(amount: Balance, delegated: Balance, backing: Balance, commission: Perbill) -> Balance {
    if backing == 0 {
        return 0;
    }
    let part = delegated.min(backing);
    let gross = multiply_by_rational_with_rounding(amount, part, backing, Rounding::Down).unwrap_or_default();
    gross.saturating_sub(commission.mul_ceil(gross))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_watcher_keeps_his_own_part_and_the_commission() {
        assert_eq!(for_delegators(100, 300, 400, Perbill::from_percent(10)), 67);
        assert_eq!(for_delegators(100, 0, 400, Perbill::from_percent(10)), 0);
        assert_eq!(for_delegators(100, 400, 400, Perbill::one()), 0);
        assert_eq!(for_delegators(100, 1, 0, Perbill::zero()), 0);
    }

    proptest! {
        #[test]
        fn nobody_gets_more_than_there_is(amount: u128, delegated: u128, backing: u128, parts: u32) {
            let commission = Perbill::from_parts(parts % 1_000_000_001);
            prop_assert!(for_delegators(amount, delegated, backing, commission) <= amount);
        }
    }
}
