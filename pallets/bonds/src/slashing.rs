//! The side that other pallets see: bonding for an account, slashing, releasing.

use crate::{
    pallet::{Config, Error, Event, HoldReason, Ledgers, Pallet},
    split::{portion_of, split},
    Terms,
};
use alloc::vec::Vec;
use msez_traits::{Balance, Bonds, Role, Slash, MAX_REPORTERS};
use polkadot_sdk::{
    frame_support::{
        ensure,
        storage::with_storage_layer,
        traits::{
            fungible::MutateHold,
            tokens::{Fortitude, Precision, Restriction},
            Get,
        },
    },
    frame_system::pallet_prelude::BlockNumberFor,
    sp_runtime::{DispatchError, DispatchResult, Perbill},
};

impl<T: Config> Pallet<T> {
    /// Pays held funds of the offender to somebody. `None` where he cannot receive them, for example because his
    /// account would stay below the existential deposit; nothing has moved then.
    fn pay(role: Role, offender: &T::AccountId, to: &T::AccountId, amount: Balance) -> Option<Balance> {
        with_storage_layer(|| {
            T::Currency::transfer_on_hold(
                &HoldReason::from(role).into(),
                offender,
                to,
                amount,
                Precision::Exact,
                Restriction::Free,
                Fortitude::Force,
            )
        })
        .ok()
    }

    fn do_slash(
        role: Role,
        offender: &T::AccountId,
        portion: Perbill,
        reporters: &[T::AccountId],
        harmed: Option<&T::AccountId>,
    ) -> Result<Slash, DispatchError> {
        let mut ledger = Ledgers::<T>::get(role, offender).unwrap_or_default();
        let amount = portion_of(portion, ledger.total());
        if amount == 0 {
            return Ok(Slash::default());
        }

        // Who reports himself is not paid for it, and nobody is paid twice.
        let mut paid: Vec<&T::AccountId> = Vec::new();
        for reporter in reporters.iter().filter(|who| *who != offender) {
            if !paid.contains(&reporter) && paid.len() < MAX_REPORTERS {
                paid.push(reporter);
            }
        }
        let harmed = harmed.filter(|who| *who != offender);
        let count = u32::try_from(paid.len()).unwrap_or(u32::MAX);
        let parts = split(amount, T::Terms::shares(role), count, harmed.is_some());

        let mut slash = Slash { amount, ..Default::default() };
        if parts.per_reporter > 0 {
            for reporter in paid {
                let moved = Self::pay(role, offender, reporter, parts.per_reporter).unwrap_or_default();
                slash.reporters = slash.reporters.saturating_add(moved);
            }
        }
        if let Some(harmed) = harmed.filter(|_| parts.harmed > 0) {
            slash.harmed = Self::pay(role, offender, harmed, parts.harmed).unwrap_or_default();
        }
        // The treasury takes the rest, with whatever somebody above could not receive.
        let rest = amount.saturating_sub(slash.reporters).saturating_sub(slash.harmed);
        if rest > 0 {
            match Self::pay(role, offender, &T::Treasury::get(), rest) {
                Some(moved) => slash.treasury = moved,
                None => {
                    let reason = HoldReason::from(role).into();
                    let (precision, force) = (Precision::Exact, Fortitude::Force);
                    slash.burnt = T::Currency::burn_held(&reason, offender, rest, precision, force)?;
                }
            }
        }

        ledger.slash(amount);
        Self::store(role, offender, ledger);
        Self::deposit_event(Event::Slashed {
            role,
            offender: offender.clone(),
            amount,
            reporters: slash.reporters,
            harmed: slash.harmed,
            treasury: slash.treasury,
            burnt: slash.burnt,
        });
        Ok(slash)
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

    fn at_stake(role: Role, who: &T::AccountId) -> Balance {
        Ledgers::<T>::get(role, who).map_or(0, |ledger| ledger.total())
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
        use polkadot_sdk::frame_support::traits::fungible::{Inspect, Mutate};
        let amount = T::Terms::minimum(role).max(1);
        T::Currency::mint_into(who, amount + T::Currency::minimum_balance() * 10)
            .expect("the account can be endowed");
        Self::do_bond(role, who, amount).expect("the account can bond");
    }
}
