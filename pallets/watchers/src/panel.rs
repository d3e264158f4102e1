//! Who has a seat where. Everybody is looked at once in a while, so that a statement need not look at everybody.

use alloc::vec::Vec;
use core::cmp::Reverse;
use msez_core::Digest;
use msez_traits::{Balance, Bonds, Role};
use msez_watch::capped;
use polkadot_sdk::frame_support::{
    traits::{Get, Time},
    BoundedVec,
};

use crate::{
    Active, Agenda, AgendaKey, Conducts, Config, Item, Listed, NextRefresh, Pallet, Panel, Panels, Roster,
    Seat, TopicTerms, Topics, Watcher, Watchers,
};

impl<T: Config> Pallet<T> {
    /// Sees to it that a newcomer is on the roster from the next block on, and that it is renewed regularly.
    pub(crate) fn schedule_refresh() {
        if let Some(at) = NextRefresh::<T>::get() {
            Agenda::<T>::remove(AgendaKey::new(at, Item::Refresh));
        }
        NextRefresh::<T>::put(Self::schedule_in(1, Item::Refresh));
    }

    /// Looks at every active watcher. Tells how many there are.
    pub(crate) fn refresh() -> u32 {
        let (now, minimum) = (T::Time::now(), T::Bonds::minimum(Role::Watcher));
        let active = Active::<T>::get();
        let backings = T::Bonds::backings(Role::Watcher, &active);
        let listed: Vec<Listed<T::AccountId>> = active
            .iter()
            .zip(backings)
            .filter(|(_, backing)| backing.own >= minimum)
            .filter_map(|(who, backing)| {
                let watcher = Watchers::<T>::get(who)?;
                let tier = Conducts::<T>::get(who)?.reputation.tier(now);
                let group = watcher.controller.unwrap_or_else(|| who.clone());
                Some(Listed { who: who.clone(), group, backing: backing.total(), tier })
            })
            .collect();
        Roster::<T>::put(BoundedVec::truncate_from(listed));
        if active.is_empty() {
            NextRefresh::<T>::kill();
        } else {
            NextRefresh::<T>::put(Self::schedule_next(Item::Refresh));
        }
        u32::try_from(active.len()).unwrap_or(u32::MAX)
    }

    /// What stands behind a watcher, if his own part reaches the minimum.
    pub(crate) fn sufficient_backing(who: &T::AccountId, minimum: Balance) -> Option<Balance> {
        let backing = T::Bonds::backing_in_parts(Role::Watcher, who);
        (backing.own >= minimum).then(|| backing.total())
    }

    /// Gives the seats of a topic anew. Tells how many watchers it looked at.
    pub(crate) fn seat(topic: Digest) -> u32 {
        let Some(it) = Topics::<T>::get(topic).filter(|it| !it.closed) else { return 0 };
        let roster = Roster::<T>::get();
        let mut able: Vec<&Listed<T::AccountId>> = roster
            .iter()
            .filter(|listed| listed.backing >= it.terms.min_backing && listed.tier >= it.terms.min_tier)
            .filter(|listed| {
                Watchers::<T>::get(&listed.who).is_some_and(|watcher| covers(&watcher, &it.terms))
            })
            .collect();
        // The heaviest, and among equals always the same.
        able.sort_by(|a, b| (Reverse(a.backing), &a.who).cmp(&(Reverse(b.backing), &b.who)));
        able.truncate(usize::try_from(T::MaxPanel::get()).unwrap_or(usize::MAX));

        let weights: Vec<(&T::AccountId, Balance)> =
            able.iter().map(|listed| (&listed.group, listed.backing)).collect();
        let eligible = weights.iter().fold(0, |sum: Balance, (_, weight)| sum.saturating_add(*weight));
        let seats: Vec<Seat<T::AccountId>> = able
            .iter()
            .zip(capped(&weights))
            .map(|(listed, weight)| Seat { who: listed.who.clone(), weight, tier: listed.tier })
            .collect();
        Panels::<T>::insert(topic, Panel { eligible, seats: BoundedVec::truncate_from(seats) });
        Self::schedule_next(Item::Panel(topic));
        u32::try_from(roster.len()).unwrap_or(u32::MAX)
    }
}

/// Whether a topic is in the scope of a watcher.
pub(crate) fn covers<T: Config>(watcher: &Watcher<T>, terms: &TopicTerms<T::AccountId>) -> bool {
    watcher.jurisdictions.contains(&terms.jurisdiction) && watcher.classes.contains(&terms.class)
}
