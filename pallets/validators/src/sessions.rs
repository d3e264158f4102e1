//! Planning sets, and what must not change while an account is in one.
//!
//! The historical pallet proves a key of the running session against the keys that its owner has *registered*, not
//! against those in use, and copies the root of the previous session when a set does not change. Both are sound only if
//! the registered keys of everybody in a set are the keys in use. So [`ValidatorIdOf`] refuses to register other keys
//! meanwhile, and [`Pallet::plan`] compares keys too, so that new keys always come with a new root.

use crate::pallet::{Admitted, Candidates, Config, Event, Expelled, Pallet, Punished};
use alloc::vec::Vec;
use core::marker::PhantomData;
use msez_traits::{Balance, Bonds, Role, RoleGuard};
use pallet_session::{historical, Pallet as Session, QueuedKeys, Validators};
use polkadot_sdk::{
    frame_support::traits::Get,
    sp_runtime::traits::Convert,
    sp_staking::{offence::OffenceSeverity, SessionIndex},
};

/// The validator id of an account that may set session keys now: an admitted one whose keys are not in use.
///
/// The session pallet asks this in `set_keys`, however the call arrives. Setting keys in the set would hide an offender:
/// evidence names the old key, and its owner could no longer be proven. Who wants other keys retires, waits until he is
/// out, sets them and enlists again; new keys would take as long to be used as leaving takes.
pub struct ValidatorIdOf<T>(PhantomData<T>);
impl<T: Config> Convert<T::AccountId, Option<T::AccountId>> for ValidatorIdOf<T> {
    fn convert(who: T::AccountId) -> Option<T::AccountId> {
        (Admitted::<T>::contains_key(&who) && !Pallet::<T>::is_in_set(&who)).then_some(who)
    }
}

/// Everybody is identified by his id alone.
pub struct UnitIdentificationOf<T>(PhantomData<T>);
impl<T: Config> Convert<T::AccountId, Option<()>> for UnitIdentificationOf<T> {
    fn convert(_: T::AccountId) -> Option<()> {
        Some(())
    }
}

impl<T: Config> Pallet<T> {
    /// Whether the account validates now or is planned for the next session.
    pub fn is_in_set(who: &T::AccountId) -> bool {
        Validators::<T>::get().contains(who) || QueuedKeys::<T>::get().iter().any(|(queued, _)| queued == who)
    }

    /// The candidates with the keys that they would use.
    fn candidates_with_keys() -> Vec<(T::AccountId, T::Keys)> {
        Candidates::<T>::get()
            .into_iter()
            .filter_map(|who| Session::<T>::load_keys(&who).map(|keys| (who, keys)))
            .collect()
    }

    /// The set for a session, if it differs from the running one.
    fn plan(session: SessionIndex) -> Option<Vec<T::AccountId>> {
        let planned = Self::candidates_with_keys();
        let remaining = u32::try_from(planned.len()).unwrap_or(u32::MAX);
        // While a session is planned, the queued keys are those of the session that starts.
        let changed = planned != QueuedKeys::<T>::get();
        if changed && remaining < T::MinValidators::get().max(1) {
            Self::deposit_event(Event::TooFewRemain { session, remaining });
        }
        // A chain without authorities stops for ever: rather go on with whom there is.
        if planned.is_empty() {
            return None;
        }
        (changed || Self::plans_disabled(&planned)).then(|| {
            Self::deposit_event(Event::SetPlanned { session, validators: remaining });
            planned.into_iter().map(|(who, _)| who).collect()
        })
    }

    /// Whether somebody is disabled who shall go on: governance has admitted him again before he was out. Only a new set
    /// makes the session pallet forget that he was disabled.
    fn plans_disabled(planned: &[(T::AccountId, T::Keys)]) -> bool {
        let validators = Validators::<T>::get();
        Session::<T>::disabled_validators().into_iter().any(|index| {
            usize::try_from(index)
                .ok()
                .and_then(|index| validators.get(index))
                .is_some_and(|who| planned.iter().any(|(it, _)| it == who))
        })
    }

    /// Disables again whom the change of the set has set free, and forgets who is out.
    fn disable_expelled() {
        let validators = Validators::<T>::get();
        Expelled::<T>::mutate(|expelled| {
            expelled.retain(|(who, _)| validators.contains(who));
            for (who, portion) in expelled.iter() {
                Session::<T>::report_offence(who.clone(), OffenceSeverity(*portion));
            }
        });
    }

    /// Removes what was kept for sessions for which evidence is no longer accepted.
    fn forget_before(session: SessionIndex) {
        let Some(oldest) = session.checked_sub(T::AccountableSessions::get()).filter(|oldest| *oldest > 0)
        else {
            return;
        };
        historical::Pallet::<T>::prune_up_to(oldest);
        // One session ends at a time, and no more than everybody can have offended in it.
        let _ = Punished::<T>::clear_prefix(oldest.saturating_sub(1), T::MaxAdmitted::get(), None);
    }
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
    fn new_session(session: SessionIndex) -> Option<Vec<T::AccountId>> {
        Self::plan(session)
    }

    fn new_session_genesis(_: SessionIndex) -> Option<Vec<T::AccountId>> {
        // Always a set: without it no session root would ever be stored, and no evidence accepted.
        Some(Self::candidates_with_keys().into_iter().map(|(who, _)| who).collect())
    }

    fn start_session(session: SessionIndex) {
        Self::disable_expelled();
        Self::forget_before(session);
    }

    fn end_session(_: SessionIndex) {}
}

impl<T: Config> historical::SessionManager<T::AccountId, ()> for Pallet<T> {
    fn new_session(session: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
        <Self as pallet_session::SessionManager<_>>::new_session(session).map(identified)
    }

    fn new_session_genesis(session: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
        <Self as pallet_session::SessionManager<_>>::new_session_genesis(session).map(identified)
    }

    fn start_session(session: SessionIndex) {
        <Self as pallet_session::SessionManager<_>>::start_session(session)
    }

    fn end_session(session: SessionIndex) {
        <Self as pallet_session::SessionManager<_>>::end_session(session)
    }
}

fn identified<AccountId>(set: Vec<AccountId>) -> Vec<(AccountId, ())> {
    set.into_iter().map(|who| (who, ())).collect()
}

impl<T: Config> RoleGuard<T::AccountId> for Pallet<T> {
    /// A candidate, and whoever is still in the set, keeps at least the minimum.
    fn may_unbond(role: Role, who: &T::AccountId, remaining: Balance) -> bool {
        role != Role::Validator
            || remaining >= T::Bonds::minimum(role)
            || !(Self::is_candidate(who) || Self::is_in_set(who))
    }
}
