//! Delegation: funds of others behind a watcher or an operator, with their part of its rewards and of its slashes.

use crate::{
    ledger::Ledger,
    pallet::{Config, DelegationOf, Delegations, Error, Event, Pallet, Pools},
    Pool, Terms,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt::Debug;
use msez_traits::{Balance, Role, RoleGuard};
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{fungible::Mutate, tokens::Preservation, Get},
        CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
    },
    sp_core::U256,
    sp_runtime::{DispatchError, DispatchResult},
};
use scale_info::TypeInfo;

/// What somebody has in the pool of a delegate.
#[derive(
    CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[codec(mel_bound(BlockNumber: MaxEncodedLen))]
#[scale_info(skip_type_params(MaxChunks))]
pub struct Delegation<BlockNumber: Copy + Debug + Eq, MaxChunks: Get<u32>> {
    /// His shares of the pool: those that stay, and chunks of those that leave.
    pub shares: Ledger<BlockNumber, MaxChunks>,
    /// Rewards that were settled and not claimed.
    pub earned: Balance,
    /// The pool's `per_share` when they were settled.
    pub settled: U256,
}

impl<BlockNumber: Copy + Debug + Eq, MaxChunks: Get<u32>> Default for Delegation<BlockNumber, MaxChunks> {
    fn default() -> Self {
        Self { shares: Ledger::default(), earned: 0, settled: U256::zero() }
    }
}

/// A delegation, for those who ask.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct DelegationReport<BlockNumber> {
    /// What the shares that stay are worth now.
    pub active: Balance,
    /// What the shares on their way out are worth now.
    pub leaving: Balance,
    /// When the next of these falls due.
    pub next_due: Option<BlockNumber>,
    /// Rewards that can be claimed.
    pub rewards: Balance,
}

/// The terms of a delegation to a role.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct DelegationTerms {
    /// Whether collateral in settlement currencies is taken.
    pub takes_assets: bool,
    /// What counts of delegated funds: so many times the delegate's own. Zero: the role takes no delegation.
    pub factor: u32,
    /// The smallest delegation.
    pub minimum: Balance,
}

impl<T: Config> Pallet<T> {
    /// What delegated funds can count at most for somebody.
    fn delegation_cap(role: Role, own: Balance) -> Balance {
        own.saturating_mul(T::Terms::delegation_factor(role).into())
    }

    /// What delegated funds count for somebody whose own word is worth `own`: never more than the cap, also where he
    /// has taken out a part of his own since.
    pub(crate) fn counted_delegation(role: Role, delegate: &T::AccountId, own: Balance) -> Balance {
        match Self::delegation_cap(role, own) {
            0 => 0,
            cap => Pools::<T>::get(role, delegate).map_or(0, |pool| pool.active_value()).min(cap),
        }
    }

    pub(crate) fn do_delegate(
        role: Role,
        delegate: T::AccountId,
        who: T::AccountId,
        amount: Balance,
    ) -> DispatchResult {
        ensure!(T::Terms::delegation_factor(role) > 0, Error::<T>::RoleTakesNoDelegation);
        ensure!(who != delegate, Error::<T>::SelfDelegation);
        ensure!(
            amount > 0 && amount >= T::Terms::minimum_delegation(role),
            Error::<T>::BelowMinimumDelegation
        );
        let own = Self::own_value(role, &delegate);
        ensure!(own > 0 && own >= T::Terms::minimum(role), Error::<T>::DelegateBelowMinimum);
        let mut pool = Pools::<T>::get(role, &delegate).unwrap_or_default();
        let mut delegation = Delegations::<T>::get((role, &delegate, &who)).unwrap_or_default();
        Self::settle(&mut pool, &mut delegation)?;
        ensure!(pool.is_open(), Error::<T>::PoolSpent);
        let shares = pool.join(amount).ok_or(Error::<T>::Overflow)?;
        ensure!(pool.active_value() <= Self::delegation_cap(role, own), Error::<T>::TooMuchDelegated);
        delegation.shares.active =
            delegation.shares.active.checked_add(shares).ok_or(Error::<T>::Overflow)?;

        Self::open_custody(&who)?;
        T::Currency::transfer(&who, &Self::custody(), amount, Preservation::Preserve)?;
        Pools::<T>::insert(role, &delegate, pool);
        Delegations::<T>::insert((role, &delegate, &who), delegation);
        Self::deposit_event(Event::Delegated { role, delegate, who, amount, shares });
        Ok(())
    }

    pub(crate) fn do_undelegate(
        role: Role,
        delegate: T::AccountId,
        who: T::AccountId,
        amount: Balance,
    ) -> DispatchResult {
        ensure!(amount > 0, Error::<T>::ZeroAmount);
        let mut pool = Pools::<T>::get(role, &delegate).ok_or(Error::<T>::NotFound)?;
        let mut delegation = Delegations::<T>::get((role, &delegate, &who)).ok_or(Error::<T>::NotFound)?;
        Self::settle(&mut pool, &mut delegation)?;
        let shares = pool.shares_for(amount, delegation.shares.active);
        ensure!(shares > 0, Error::<T>::NotEnough);
        let due = Self::due(role);
        delegation.shares.unbond(shares, due).ok_or(Error::<T>::TooManyUnbonding)?;
        let remaining = pool.worth(delegation.shares.active);
        ensure!(
            delegation.shares.active == 0 || remaining >= T::Terms::minimum_delegation(role),
            Error::<T>::BelowMinimumDelegation
        );
        let amount = pool.worth(shares);
        pool.leave(shares).ok_or(Error::<T>::Overflow)?;
        Pools::<T>::insert(role, &delegate, pool);
        Delegations::<T>::insert((role, &delegate, &who), delegation);
        Self::deposit_event(Event::Undelegated { role, delegate, who, shares, amount, due });
        Ok(())
    }

    pub(crate) fn do_withdraw_undelegated(
        role: Role,
        delegate: T::AccountId,
        who: T::AccountId,
    ) -> DispatchResult {
        let mut pool = Pools::<T>::get(role, &delegate).ok_or(Error::<T>::NotFound)?;
        let mut delegation = Delegations::<T>::get((role, &delegate, &who)).ok_or(Error::<T>::NotFound)?;
        Self::settle(&mut pool, &mut delegation)?;
        let before = delegation.shares.clone();
        if pool.value == 0 {
            // Everything is lost: there is nothing to wait for, and the pool opens again when all have left.
            delegation.shares = Ledger::default();
        } else {
            ensure!(T::Guard::may_withdraw(role, &delegate), Error::<T>::ClaimOpen);
            delegation.shares.withdraw(polkadot_sdk::frame_system::Pallet::<T>::block_number());
        }
        let shares = before.total().saturating_sub(delegation.shares.total());
        let leaving = before.leaving().saturating_sub(delegation.shares.leaving());
        ensure!(shares > 0, Error::<T>::NothingDue);
        let amount = pool.redeem(shares, leaving).ok_or(Error::<T>::NotEnough)?;
        if amount > 0 {
            T::Currency::transfer(&Self::custody(), &who, amount, Preservation::Preserve)?;
        }
        Self::store_pool(role, &delegate, pool);
        Self::store_delegation(role, &delegate, &who, delegation);
        Self::deposit_event(Event::DelegationWithdrawn { role, delegate, who, shares, amount });
        Ok(())
    }

    pub(crate) fn do_claim_delegation_rewards(
        role: Role,
        delegate: T::AccountId,
        who: T::AccountId,
    ) -> DispatchResult {
        let mut pool = Pools::<T>::get(role, &delegate).ok_or(Error::<T>::NotFound)?;
        let mut delegation = Delegations::<T>::get((role, &delegate, &who)).ok_or(Error::<T>::NotFound)?;
        Self::settle(&mut pool, &mut delegation)?;
        let amount = core::mem::take(&mut delegation.earned);
        ensure!(amount > 0, Error::<T>::NothingToClaim);
        pool.pay(amount).ok_or(Error::<T>::NotEnough)?;
        T::Currency::transfer(&Self::custody(), &who, amount, Preservation::Preserve)?;
        Self::store_pool(role, &delegate, pool);
        Self::store_delegation(role, &delegate, &who, delegation);
        Self::deposit_event(Event::DelegationRewardsClaimed { role, delegate, who, amount });
        Ok(())
    }

    /// Takes a reward into the pool; zero where nobody is there to earn it.
    pub(crate) fn do_reward_delegators(
        role: Role,
        delegate: &T::AccountId,
        payer: &T::AccountId,
        amount: Balance,
    ) -> Result<Balance, DispatchError> {
        let Some(mut pool) = Pools::<T>::get(role, delegate) else { return Ok(0) };
        // Who has lost everything has nothing at risk, and earns nothing.
        if amount == 0 || pool.active_value() == 0 {
            return Ok(0);
        }
        pool.reward(amount).ok_or(Error::<T>::Overflow)?;
        T::Currency::transfer(payer, &Self::custody(), amount, Preservation::Expendable)?;
        Pools::<T>::insert(role, delegate, pool);
        Self::deposit_event(Event::DelegatorsRewarded { role, delegate: delegate.clone(), amount });
        Ok(amount)
    }

    /// What a delegation is worth and what it has earned.
    pub(crate) fn delegation_report(
        role: Role,
        delegate: &T::AccountId,
        who: &T::AccountId,
    ) -> Option<DelegationReport<polkadot_sdk::frame_system::pallet_prelude::BlockNumberFor<T>>> {
        let mut pool = Pools::<T>::get(role, delegate)?;
        let mut delegation = Delegations::<T>::get((role, delegate, who))?;
        Self::settle(&mut pool, &mut delegation).ok()?;
        Some(DelegationReport {
            active: pool.worth(delegation.shares.active),
            leaving: pool.worth(delegation.shares.leaving()),
            next_due: delegation.shares.unbonding.first().map(|chunk| chunk.due),
            rewards: delegation.earned,
        })
    }

    /// Writes down what a delegation has earned so far.
    fn settle(pool: &mut Pool, delegation: &mut DelegationOf<T>) -> DispatchResult {
        let earned = pool.settle(delegation.shares.active, delegation.settled).ok_or(Error::<T>::Overflow)?;
        delegation.earned = delegation.earned.checked_add(earned).ok_or(Error::<T>::Overflow)?;
        delegation.settled = pool.per_share;
        Ok(())
    }

    pub(crate) fn store_pool(role: Role, delegate: &T::AccountId, pool: Pool) {
        if pool.is_empty() {
            Pools::<T>::remove(role, delegate);
        } else {
            Pools::<T>::insert(role, delegate, pool);
        }
    }

    fn store_delegation(
        role: Role,
        delegate: &T::AccountId,
        who: &T::AccountId,
        delegation: DelegationOf<T>,
    ) {
        if delegation.shares.total() == 0 && delegation.earned == 0 {
            Delegations::<T>::remove((role, delegate, who));
        } else {
            Delegations::<T>::insert((role, delegate, who), delegation);
        }
    }
}
