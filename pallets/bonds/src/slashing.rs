//! The side that other pallets see: bonding for an account, slashing, rewarding, releasing.

use crate::{
    collateral::Prices,
    pallet::{AssetLedgerOf, Collateral, Config, Error, Event, HoldReason, Ledgers, Pallet, Pools, Seized},
    split::{portion_of, split},
    Terms, WeightInfo,
};
use alloc::vec::Vec;
use msez_traits::{Backing, Balance, Bonds, Role, Slash, MAX_REPORTERS};
use polkadot_sdk::{
    frame_support::{
        ensure,
        storage::with_storage_layer,
        traits::{
            fungible::{Mutate, MutateHold},
            fungibles::Mutate as _,
            tokens::{Fortitude, Precision, Preservation, Restriction},
            Get,
        },
        weights::Weight,
    },
    frame_system::pallet_prelude::BlockNumberFor,
    sp_runtime::{DispatchError, DispatchResult, Perbill},
};

/// Whom a slash pays, and how much of it.
struct Payees<'a, T: Config> {
    role: Role,
    offender: &'a T::AccountId,
    reporters: Vec<&'a T::AccountId>,
    harmed: Option<&'a T::AccountId>,
    treasury: T::AccountId,
}

/// Where one part of a slash went, in its own currency. `rest` is what even the treasury could not receive: it has not
/// moved.
#[derive(Default)]
struct Paid {
    reporters: Balance,
    harmed: Balance,
    treasury: Balance,
    rest: Balance,
}

impl<'a, T: Config> Payees<'a, T> {
    fn new(
        role: Role,
        offender: &'a T::AccountId,
        reporters: &'a [T::AccountId],
        harmed: Option<&'a T::AccountId>,
    ) -> Self {
        // Who reports himself is not paid for it, and nobody is paid twice.
        let mut paid: Vec<&T::AccountId> = Vec::new();
        for reporter in reporters.iter().filter(|who| *who != offender) {
            if !paid.contains(&reporter) && paid.len() < MAX_REPORTERS {
                paid.push(reporter);
            }
        }
        let harmed = harmed.filter(|who| *who != offender);
        Self { role, offender, reporters: paid, harmed, treasury: T::Treasury::get() }
    }

    /// Divides an amount and pays it out. A payment that its receiver cannot take, for example because his account
    /// would stay below the existential deposit, is the treasury's.
    fn pay(&self, amount: Balance, transfer: impl Fn(&T::AccountId, Balance) -> DispatchResult) -> Paid {
        let pay = |to: &T::AccountId, amount: Balance| {
            let moved = amount > 0 && with_storage_layer(|| transfer(to, amount)).is_ok();
            if moved {
                amount
            } else {
                0
            }
        };
        let count = u32::try_from(self.reporters.len()).unwrap_or(u32::MAX);
        let parts = split(amount, T::Terms::shares(self.role), count, self.harmed.is_some());
        let mut paid = Paid::default();
        for reporter in &self.reporters {
            paid.reporters = paid.reporters.saturating_add(pay(reporter, parts.per_reporter));
        }
        paid.harmed = self.harmed.map_or(0, |harmed| pay(harmed, parts.harmed));
        let rest = amount.saturating_sub(paid.reporters).saturating_sub(paid.harmed);
        paid.treasury = pay(&self.treasury, rest);
        paid.rest = rest.saturating_sub(paid.treasury);
        paid
    }

    /// From the offender's own bond, in the native token.
    fn slash_own(&self, portion: Perbill) -> Result<Slash, DispatchError> {
        let mut ledger = Ledgers::<T>::get(self.role, self.offender).unwrap_or_default();
        let amount = portion_of(portion, ledger.total());
        if amount == 0 {
            return Ok(Slash::default());
        }
        let reason = T::RuntimeHoldReason::from(HoldReason::from(self.role));
        let (exact, free, force) = (Precision::Exact, Restriction::Free, Fortitude::Force);
        let paid = self.pay(amount, |to, amount| {
            T::Currency::transfer_on_hold(&reason, self.offender, to, amount, exact, free, force).map(|_| ())
        });
        if paid.rest > 0 {
            T::Currency::burn_held(&reason, self.offender, paid.rest, exact, force)?;
        }
        ledger.slash(amount);
        Pallet::<T>::store(self.role, self.offender, ledger);
        Ok(paid.as_slash(amount))
    }

    /// From what others have delegated to him, in the native token.
    fn slash_delegated(&self, portion: Perbill) -> Result<Slash, DispatchError> {
        let Some(mut pool) = Pools::<T>::get(self.role, self.offender) else { return Ok(Slash::default()) };
        let amount = portion_of(portion, pool.value);
        if amount == 0 {
            return Ok(Slash::default());
        }
        let custody = Pallet::<T>::custody();
        let paid = self.pay(amount, |to, amount| {
            T::Currency::transfer(&custody, to, amount, Preservation::Preserve).map(|_| ())
        });
        if paid.rest > 0 {
            let (keep, exact, force) = (Preservation::Preserve, Precision::Exact, Fortitude::Force);
            T::Currency::burn_from(&custody, paid.rest, keep, exact, force)?;
        }
        pool.slash(amount);
        Pallet::<T>::store_pool(self.role, self.offender, pool);
        Pallet::<T>::deposit_event(Event::DelegationSlashed {
            role: self.role,
            delegate: self.offender.clone(),
            amount,
        });
        Ok(paid.as_slash(amount))
    }

    /// From his collateral in one currency, in kind.
    fn slash_asset(&self, portion: Perbill, one: &mut AssetLedgerOf<T>) {
        let (asset, amount) = (one.asset, portion_of(portion, one.ledger.total()));
        if amount == 0 {
            return;
        }
        let custody = Pallet::<T>::custody();
        let paid = self.pay(amount, |to, amount| {
            T::Assets::transfer(asset, &custody, to, amount, Preservation::Preserve).map(|_| ())
        });
        if paid.rest > 0 {
            // Somebody who can freeze a currency must not be able to shield a bond: it is lost to the offender all the
            // same, and waits for the treasury.
            Seized::<T>::mutate(asset, |seized| *seized = seized.saturating_add(paid.rest));
        }
        one.ledger.slash(amount);
        Pallet::<T>::deposit_event(Event::AssetSlashed {
            role: self.role,
            offender: self.offender.clone(),
            asset,
            amount,
            reporters: paid.reporters,
            harmed: paid.harmed,
            treasury: paid.treasury,
            seized: paid.rest,
        });
    }
}

impl Paid {
    /// As a slash in the native token, of which the rest was burnt.
    fn as_slash(&self, amount: Balance) -> Slash {
        Slash {
            amount,
            reporters: self.reporters,
            harmed: self.harmed,
            treasury: self.treasury,
            burnt: self.rest,
        }
    }
}

impl<T: Config> Pallet<T> {
    fn do_slash(
        role: Role,
        offender: &T::AccountId,
        portion: Perbill,
        reporters: &[T::AccountId],
        harmed: Option<&T::AccountId>,
    ) -> Result<Slash, DispatchError> {
        if portion.is_zero() {
            return Ok(Slash::default());
        }
        let payees = Payees::<T>::new(role, offender, reporters, harmed);
        // The native token first: somebody whose account it creates can then receive the other currencies.
        let own = payees.slash_own(portion)?;
        let delegated = payees.slash_delegated(portion)?;
        let mut collateral = Collateral::<T>::get(role, offender);
        if !collateral.is_empty() {
            collateral.iter_mut().for_each(|one| payees.slash_asset(portion, one));
            Self::store_collateral(role, offender, collateral);
        }
        let slash = Slash {
            amount: own.amount.saturating_add(delegated.amount),
            reporters: own.reporters.saturating_add(delegated.reporters),
            harmed: own.harmed.saturating_add(delegated.harmed),
            treasury: own.treasury.saturating_add(delegated.treasury),
            burnt: own.burnt.saturating_add(delegated.burnt),
        };
        if slash.amount > 0 {
            Self::deposit_event(Event::Slashed {
                role,
                offender: offender.clone(),
                amount: slash.amount,
                reporters: slash.reporters,
                harmed: slash.harmed,
                treasury: slash.treasury,
                burnt: slash.burnt,
            });
        }
        Ok(slash)
    }
}

impl<T: Config> Pallet<T> {
    fn backing_at(prices: &mut Prices<T>, role: Role, who: &T::AccountId) -> Backing {
        Self::backing_with(role, who, prices.own_value(role, who))
    }
}

impl<T: Config> Bonds<T::AccountId> for Pallet<T> {
    type BlockNumber = BlockNumberFor<T>;

    fn minimum(role: Role) -> Balance {
        T::Terms::minimum(role)
    }

    fn unbonding_delay(role: Role) -> Self::BlockNumber {
        T::Terms::unbonding_delay(role)
    }

    fn active(role: Role, who: &T::AccountId) -> Balance {
        Ledgers::<T>::get(role, who).map_or(0, |ledger| ledger.active)
    }

    fn backing(role: Role, who: &T::AccountId) -> Balance {
        Self::backing_in_parts(role, who).total()
    }

    fn backing_in_parts(role: Role, who: &T::AccountId) -> Backing {
        Self::backing_at(&mut Prices::new(), role, who)
    }

    fn backing_with(role: Role, who: &T::AccountId, own: Balance) -> Backing {
        Backing { own, delegated: Self::counted_delegation(role, who, own) }
    }

    fn backings(role: Role, accounts: &[T::AccountId]) -> Vec<Backing> {
        let mut prices = Prices::new();
        accounts.iter().map(|who| Self::backing_at(&mut prices, role, who)).collect()
    }

    fn reward_delegators(
        role: Role,
        who: &T::AccountId,
        payer: &T::AccountId,
        amount: Balance,
    ) -> Result<Balance, DispatchError> {
        with_storage_layer(|| Self::do_reward_delegators(role, who, payer, amount))
    }

    fn delegated(role: Role, who: &T::AccountId) -> Balance {
        Self::backing_in_parts(role, who).delegated
    }

    fn at_stake(role: Role, who: &T::AccountId) -> Balance {
        let own = Ledgers::<T>::get(role, who).map_or(0, |ledger| ledger.total());
        let delegated = Pools::<T>::get(role, who).map_or(0, |pool| pool.value);
        // A currency without a rate counts nothing, but can be slashed: nobody should think that nothing is there.
        Collateral::<T>::get(role, who).iter().fold(own.saturating_add(delegated), |sum, one| {
            sum.saturating_add(Self::value_of(one.asset, one.ledger.total()).max(1))
        })
    }

    fn bond(role: Role, who: &T::AccountId, amount: Balance) -> DispatchResult {
        with_storage_layer(|| Self::do_bond(role, who, amount))
    }

    fn slash(
        role: Role,
        offender: &T::AccountId,
        portion: Perbill,
        reporters: &[T::AccountId],
        harmed: Option<&T::AccountId>,
    ) -> Result<Slash, DispatchError> {
        // All of it or nothing: money never moves without the ledger.
        with_storage_layer(|| Self::do_slash(role, offender, portion, reporters, harmed))
    }

    fn slash_weight() -> Weight {
        T::WeightInfo::slash()
    }

    fn reward_weight() -> Weight {
        T::WeightInfo::reward_delegators()
    }

    fn release(role: Role, who: &T::AccountId, amount: Balance) -> DispatchResult {
        with_storage_layer(|| {
            ensure!(amount > 0, Error::<T>::ZeroAmount);
            let mut ledger = Ledgers::<T>::get(role, who).ok_or(Error::<T>::NotFound)?;
            ledger.active = ledger.active.checked_sub(amount).ok_or(Error::<T>::NotEnough)?;
            T::Currency::release(&HoldReason::from(role).into(), who, amount, Precision::Exact)?;
            Self::store(role, who, ledger);
            Self::deposit_event(Event::Released { role, who: who.clone(), amount });
            Ok(())
        })
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_bond(role: Role, who: &T::AccountId) {
        use polkadot_sdk::frame_support::traits::fungible::Inspect;
        let amount = T::Terms::minimum(role).max(1);
        T::Currency::mint_into(who, amount + T::Currency::minimum_balance() * 10)
            .expect("the account can be endowed");
        Self::do_bond(role, who, amount).expect("the account can bond");
        if T::Terms::takes_assets(role) {
            crate::benchmarking::add_currencies::<T>(role, who);
        }
    }
}
