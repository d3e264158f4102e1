//! What always holds.

use alloc::collections::{BTreeMap, BTreeSet};
use codec::Encode;
use msez_saga::State;
use msez_traits::{AssetControl, AssetLock, Settlement};
use polkadot_sdk::{
    frame_support::{ensure, traits::fungible::InspectHold},
    sp_runtime::{
        traits::{Saturating, Zero},
        TryRuntimeError,
    },
};

use crate::{
    Agenda, AgendaKey, BalanceOf, Config, Escrowed, Held, HoldReason, Itineraries, Live, Pallet, Pledges,
    ProgramLocks, SagaOf, Sagas,
};

impl<T: Config> Pallet<T> {
    /// Checks the invariants over the whole storage.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        let mut on_agenda = BTreeSet::new();
        let mut live = 0usize;
        let mut escrowed = BTreeMap::<_, u128>::new();
        let mut holds = BTreeMap::<(u8, T::AccountId), BalanceOf<T>>::new();
        let mut hold = |reason: u8, who: &T::AccountId, amount: BalanceOf<T>| {
            let sum = holds.entry((reason, who.clone())).or_insert_with(Zero::zero);
            *sum = sum.saturating_add(amount);
        };
        for (id, saga) in Sagas::<T>::iter() {
            ensure!(Self::saga_id(&saga.request) == id, "a saga's id is its request's digest");
            Self::check_saga(&saga)?;
            let asset = saga.request.asset;
            let is_live = !saga.state.is_end();
            if is_live {
                live = live.saturating_add(1);
                ensure!(Live::<T>::get(asset) == Some(id), "an asset has one live saga");
            } else {
                ensure!(saga.due.is_none(), "an end is an end");
            }
            if let Some(due) = saga.due {
                on_agenda.insert(AgendaKey::new(due, id).encode());
            }
            ensure!(saga.due.is_some() == is_live, "a live saga is looked at again");
            let holds_asset = saga.lock.is_some()
                && is_live
                && saga
                    .compensation
                    .is_none_or(|compensation| compensation.is_outstanding(msez_saga::Action::UnlockSource));
            if holds_asset {
                ensure!(!T::Assets::is_free(&asset), "what a saga holds is not free");
            }
            if is_live {
                ensure!(
                    T::Assets::home(&asset) == Some(saga.request.source),
                    "until it has arrived an asset is where it was"
                );
            }
            let sum = escrowed.entry(saga.request.currency).or_default();
            *sum = sum.saturating_add(saga.escrow());
            hold(0, &saga.request.payer, saga.deposit);
            if let Some(dispute) = &saga.dispute {
                hold(1, &dispute.by, dispute.bond);
            }
        }
        ensure!(Live::<T>::iter_keys().count() == live, "no asset has a saga that is not live");
        for laid in Itineraries::<T>::iter_values() {
            hold(2, &laid.depositor, laid.deposit);
        }
        for (id, lock) in ProgramLocks::<T>::iter() {
            on_agenda.insert(AgendaKey::new(lock.until, id).encode());
            ensure!(!T::Assets::is_free(&lock.asset), "what a program holds is not free");
        }
        let keys: BTreeSet<_> = Agenda::<T>::iter_keys().map(|key| key.encode()).collect();
        ensure!(keys == on_agenda, "on the agenda is what comes due, and nothing else");
        for id in Held::<T>::iter_keys().chain(Pledges::<T>::iter_keys()) {
            ensure!(Sagas::<T>::contains_key(id), "evidence belongs to a saga");
        }
        escrowed.retain(|_, sum| *sum > 0);
        let kept: BTreeMap<_, _> = Escrowed::<T>::iter().collect();
        ensure!(kept == escrowed, "the pot's sums are those of the sagas");
        for (currency, sum) in escrowed {
            ensure!(T::Settlement::balance(currency, &Self::pot()) >= sum, "the pot holds what it owes");
        }
        for ((reason, who), sum) in holds {
            let reason = match reason {
                0 => HoldReason::Saga,
                1 => HoldReason::Dispute,
                _ => HoldReason::Itinerary,
            };
            let on_hold = T::Currency::balance_on_hold(&reason.into(), &who);
            ensure!(on_hold == sum, "a hold is the sum of what it stands for");
        }
        Ok(())
    }

    fn check_saga(saga: &SagaOf<T>) -> Result<(), TryRuntimeError> {
        let mut at = State::Initiated;
        for change in &saga.transitions {
            ensure!(change.from == at, "the chain of transitions has no gap");
            at = change.to;
        }
        ensure!(saga.state == at, "a saga is where its transitions led");
        ensure!((saga.state == State::Disputed) == saga.dispute.is_some(), "a dispute has a record");
        ensure!(saga.ended_at.is_some() == saga.state.is_end(), "an end has a time");
        ensure!(saga.evidence.is_some() == saga.state.is_end(), "an end freezes the evidence");
        ensure!(
            saga.verification.is_some() == matches!(saga.state, State::DestinationUnlock | State::Completed),
            "what is decided was verified"
        );
        ensure!(saga.arrival.is_some() == (saga.state == State::Completed), "what is completed has arrived");
        ensure!(
            !saga.state.is_under_way() || (saga.lock.is_some() && saga.transit.is_some()),
            "what is under way was locked and departed"
        );
        ensure!(
            saga.compensation.is_some() == matches!(saga.state, State::Compensating | State::Compensated),
            "what is taken back has a plan"
        );
        ensure!(
            saga.state != State::Compensated || saga.compensation.is_some_and(|plan| plan.is_done()),
            "compensated is when everything has happened"
        );
        let fees = saga.fees;
        let out = fees.refunded.saturating_add(fees.kept);
        ensure!(
            !saga.state.is_end()
                || saga.escrow() == 0
                || saga.compensation.is_some_and(|plan| plan.waived > 0),
            "nothing is left in the pot of what has ended"
        );
        ensure!(out <= fees.escrowed, "no more goes back than came in");
        Ok(())
    }
}
