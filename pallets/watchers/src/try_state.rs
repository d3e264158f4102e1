//! What always holds.

use alloc::collections::{BTreeMap, BTreeSet};
use msez_traits::Balance;
use msez_watch::Coordinate;
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{
            fungible::{Inspect, InspectHold},
            Get,
        },
    },
    sp_runtime::{Saturating, TryRuntimeError},
};

use crate::{
    Active, Agenda, AgendaKey, Conducts, Config, Dids, HoldReason, Item, Keys, Liars, NextRefresh, Pallet,
    Pending, Statements, Status, Tallies, Topics, Watchers,
};

impl<T: Config> Pallet<T> {
    /// Checks the invariants over the whole storage.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        Self::watchers_own_their_names_and_keys()?;
        Self::tallies_add_up()?;
        Self::topics_count_their_coordinates()?;
        Self::pending_slashes_are_counted()?;
        Self::money_is_there()
    }

    fn watchers_own_their_names_and_keys() -> Result<(), TryRuntimeError> {
        let active = Active::<T>::get();
        let mut keys: BTreeMap<T::AccountId, u32> = BTreeMap::new();
        for (_, who) in Keys::<T>::iter() {
            keys.entry(who).or_default().saturating_inc();
        }
        let mut are_active = 0usize;
        for (who, watcher) in Watchers::<T>::iter() {
            ensure!(Dids::<T>::get(&watcher.did).as_ref() == Some(&who), "a name is its owner's");
            ensure!(Keys::<T>::get(watcher.key).as_ref() == Some(&who), "a key is its owner's");
            ensure!(keys.get(&who) == Some(&watcher.keys), "keys are counted");
            ensure!(Conducts::<T>::contains_key(&who), "every watcher has a record");
            let is_active = watcher.status == Status::Active;
            ensure!(active.contains(&who) == is_active, "who is active is on the list");
            if is_active {
                are_active.saturating_inc();
            }
            let deposit = T::RegistrationDeposit::get()
                .saturating_add(T::KeyDeposit::get().saturating_mul(watcher.keys.saturating_sub(1).into()));
            let held = T::Currency::balance_on_hold(&HoldReason::Registration.into(), &who);
            ensure!(held == deposit, "the deposit is what is held");
        }
        ensure!(active.len() == are_active, "nobody is on the list twice");
        ensure!(Dids::<T>::iter().count() == Watchers::<T>::iter().count(), "names are of watchers");
        ensure!(Conducts::<T>::iter().count() == Watchers::<T>::iter().count(), "records are of watchers");
        if let Some(at) = NextRefresh::<T>::get() {
            ensure!(
                Agenda::<T>::contains_key(AgendaKey::new(at, Item::Refresh)),
                "the refresh is on the agenda"
            );
        }
        Ok(())
    }

    fn tallies_add_up() -> Result<(), TryRuntimeError> {
        let mut statements = 0usize;
        for (topic, height, tally) in Tallies::<T>::iter() {
            let coordinate = Coordinate { topic, height };
            let mut authors = BTreeSet::new();
            for voice in &tally.voices {
                ensure!(authors.insert(&voice.who), "nobody speaks twice at a coordinate");
                let statement = tally.statement_of(coordinate, voice);
                let id = statement.map(|it| Self::statement_id(&voice.who, &it));
                let located = id.and_then(Statements::<T>::get);
                ensure!(
                    located.is_some_and(|it| it.coordinate == coordinate && it.author == voice.who),
                    "every voice is found by its id"
                );
                statements.saturating_inc();
            }
            for (place, choice) in tally.choices.iter().enumerate() {
                let standing = || tally.voices.iter().filter(|v| !v.struck && usize::from(v.choice) == place);
                let weight = standing().fold(0, |sum: Balance, voice| sum.saturating_add(voice.weight));
                ensure!(weight == choice.weight, "a choice weighs what its voices weigh");
                ensure!(
                    u32::try_from(standing().count()).is_ok_and(|count| count == choice.voices),
                    "a choice counts its voices"
                );
            }
            ensure!(
                tally.raised.is_none_or(|(digest, _)| tally.choices.iter().any(|it| it.digest == digest)),
                "what is more final was said"
            );
            ensure!(tally.fork_seen || tally.choices.len() <= 1, "a fork was seen");
            if !tally.settled {
                ensure!(
                    Agenda::<T>::contains_key(AgendaKey::new(tally.closes, Item::Settle(coordinate)))
                        || Agenda::<T>::iter_keys().any(|key| key.what() == Item::Settle(coordinate)),
                    "what is open will be settled"
                );
            }
        }
        ensure!(Statements::<T>::iter().count() == statements, "every id leads to a voice");
        ensure!(Liars::<T>::iter_values().all(|liars| !liars.is_empty()), "empty lists are not kept");
        Ok(())
    }

    fn topics_count_their_coordinates() -> Result<(), TryRuntimeError> {
        for (id, topic) in Topics::<T>::iter() {
            let (mut kept, mut open) = (0u32, 0u32);
            for (_, tally) in Tallies::<T>::iter_prefix(id) {
                kept.saturating_inc();
                if !tally.settled {
                    open.saturating_inc();
                }
            }
            ensure!((topic.kept, topic.open) == (kept, open), "a topic counts its coordinates");
            ensure!(!topic.closed || topic.kept > 0 || topic.escrow > 0, "what is over is removed");
        }
        Ok(())
    }

    fn pending_slashes_are_counted() -> Result<(), TryRuntimeError> {
        let mut pending: BTreeMap<T::AccountId, u32> = BTreeMap::new();
        for (id, slash) in Pending::<T>::iter() {
            ensure!(
                Agenda::<T>::contains_key(AgendaKey::new(slash.due, Item::Slash(id))),
                "a deferred slash is on the agenda"
            );
            pending.entry(slash.offender).or_default().saturating_inc();
        }
        for (who, conduct) in Conducts::<T>::iter() {
            let count = pending.get(&who).copied().unwrap_or_default();
            ensure!(conduct.pending == count, "deferred slashes are counted");
        }
        Ok(())
    }

    /// The escrow account holds exactly what is owed, and what it was endowed with.
    fn money_is_there() -> Result<(), TryRuntimeError> {
        let topics = Topics::<T>::iter_values().fold(0, |sum: Balance, it| sum.saturating_add(it.escrow));
        let owed = Conducts::<T>::iter_values().fold(topics, |sum, it| sum.saturating_add(it.rewards));
        let there = T::Currency::balance(&T::Escrow::get());
        ensure!(owed == 0 || there >= owed, "everything that is owed is there");
        Ok(())
    }
}
