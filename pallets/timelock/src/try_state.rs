//! What always holds.

use alloc::collections::BTreeMap;
use polkadot_sdk::{
    frame_support::{ensure, traits::fungible::InspectHold},
    sp_runtime::{
        traits::{Saturating, Zero},
        TryRuntimeError,
    },
};

use crate::{
    Agenda, AgendaKey, Announcements, BalanceOf, ByAnnouncer, Config, Executing, HoldReason, NextId, Pallet,
};

impl<T: Config> Pallet<T> {
    /// Checks the invariants over the whole storage.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        ensure!(!Executing::<T>::exists(), "nothing is being carried out between transactions");
        let mut held = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
        let mut count = 0usize;
        for (id, announcement) in Announcements::<T>::iter() {
            count = count.saturating_add(1);
            ensure!(id < NextId::<T>::get(), "an id was given out");
            ensure!(announcement.from <= announcement.until, "a window is not empty");
            ensure!(
                Agenda::<T>::contains_key(AgendaKey::new(announcement.until, id)),
                "an announcement is on the agenda"
            );
            let announcer = announcement.announcer().cloned();
            ensure!(
                ByAnnouncer::<T>::get(&announcer).contains(&id),
                "an announcement is among its announcer's"
            );
            match announcer {
                Some(who) => {
                    let sum = held.entry(who).or_insert_with(Zero::zero);
                    *sum = sum.saturating_add(announcement.deposit);
                }
                None => ensure!(announcement.deposit.is_zero(), "governance deposits nothing"),
            }
        }
        ensure!(Agenda::<T>::iter_keys().count() == count, "nothing else is on the agenda");
        let mut listed = 0usize;
        for (_, ids) in ByAnnouncer::<T>::iter() {
            ensure!(!ids.is_empty(), "empty lists are not kept");
            ensure!(ids.iter().zip(ids.iter().skip(1)).all(|(a, b)| a < b), "ids are in order, each once");
            listed = listed.saturating_add(ids.len());
        }
        ensure!(listed == count, "nothing else is listed");
        for (who, sum) in held {
            let on_hold = T::Currency::balance_on_hold(&HoldReason::Announcement.into(), &who);
            ensure!(on_hold == sum, "an announcer's hold is the sum of his deposits");
        }
        Ok(())
    }
}
