//! Who must speak, and who did not.

use alloc::vec::Vec;
use msez_core::{Digest, Moment};
use msez_traits::{Backing, Balance, Bonds, Role};
use msez_watch::{draw, duty_seed, Coordinate, Exposure, Offence};
use polkadot_sdk::{
    frame_support::{
        traits::{Get, Randomness, Time},
        BoundedVec,
    },
    frame_system,
    sp_runtime::{traits::Saturating, SaturatedConversion},
};

use crate::{
    panel::covers, Conducts, Config, Drawn, Duties, Duty, Event, Item, Pallet, Panels, Seat, Topic,
    TopicTerms, Topics,
};

/// What the randomness is asked for.
const SUBJECT: &[u8] = b"msez/watch-duty";

impl<T: Config> Pallet<T> {
    /// Draws watchers for a topic, and plans the next draw.
    pub(crate) fn issue_duty(id: Digest) {
        let Some(topic) = Topics::<T>::get(id).filter(|topic| !topic.closed) else { return };
        let block = frame_system::Pallet::<T>::block_number();
        Self::schedule(block.saturating_add(topic.terms.interval.max(1).into()), Item::Duty(id));
        let drawn = Self::drawn(id, &topic, block.saturated_into());
        if drawn.is_empty() || Duties::<T>::contains_key(id) {
            Self::deposit_event(Event::DutySkipped { topic: id });
            return;
        }
        // This block is the first in which it can be done: so it ends before the next begins.
        let deadline = block.saturating_add(topic.terms.deadline.saturating_sub(1).into());
        let seats = drawn.iter().map(|who| Drawn { who: who.clone(), done: false }).collect();
        let duty = Duty { since: T::Time::now(), deadline, drawn: BoundedVec::truncate_from(seats) };
        Duties::<T>::insert(id, duty);
        Self::schedule(deadline.saturating_add(1u32.into()), Item::Deadline(id));
        Self::deposit_event(Event::DutyIssued { topic: id, drawn, deadline });
    }

    /// Whom the chain's randomness chooses; nobody where the topic could not pay them.
    pub(crate) fn drawn(id: Digest, topic: &Topic<T::AccountId>, block: u64) -> Vec<T::AccountId> {
        let needed = topic.terms.fee.saturating_mul(Balance::from(topic.terms.watchers));
        let Some(panel) = Panels::<T>::get(id).filter(|_| topic.escrow >= needed) else { return Vec::new() };
        let (randomness, _) = T::Randomness::random(SUBJECT);
        let seed = duty_seed(&randomness.into(), &Coordinate { topic: id, height: block });
        let weights: Vec<Balance> =
            panel.seats.iter().map(|seat| seat.weight.saturating_mul(seat.tier.factor())).collect();
        let count = usize::try_from(topic.terms.watchers.min(T::MaxPerDuty::get())).unwrap_or(usize::MAX);
        let able = Able::<T>::new(&topic.terms);
        // Twice as many, because some cannot speak now: what they cannot do is not asked of them.
        let places = draw(&seed, &weights, count.saturating_mul(2));
        let mut candidates =
            places.into_iter().filter_map(|place| panel.seats.get(place)).map(|seat| &seat.who);
        let mut drawn = Vec::new();
        loop {
            // Those who are still needed, looked at together.
            let open = count.saturating_sub(drawn.len());
            let next: Vec<T::AccountId> = candidates.by_ref().take(open).cloned().collect();
            if next.is_empty() {
                return drawn;
            }
            drawn.extend(able.drawable(next));
        }
    }

    /// Notes that a watcher has spoken on a topic. Tells whether that was a duty, and is done now.
    pub(crate) fn perform_duty(id: Digest, who: &T::AccountId, observed_at: Moment) -> bool {
        let block = frame_system::Pallet::<T>::block_number();
        let Some(mut duty) = Duties::<T>::get(id) else { return false };
        if block > duty.deadline || observed_at < duty.since {
            return false;
        }
        let Some(mine) = duty.drawn.iter_mut().find(|drawn| drawn.who == *who && !drawn.done) else {
            return false;
        };
        mine.done = true;
        Duties::<T>::insert(id, duty);
        Self::deposit_event(Event::DutyDone { topic: id, who: who.clone() });
        true
    }

    /// The deadline of a duty is over: whoever has not spoken is at fault. Tells how many were drawn.
    pub(crate) fn end_duty(id: Digest) -> u32 {
        let Some(duty) = Duties::<T>::take(id) else { return 0 };
        let now = T::Time::now();
        let topic = Topics::<T>::get(id).filter(|topic| !topic.closed);
        let able = topic.as_ref().map(|topic| Able::<T>::new(&topic.terms));
        let panel = Panels::<T>::get(id);
        let seats = panel.as_ref().map_or(&[][..], |panel| &panel.seats);
        let missed: Vec<T::AccountId> =
            duty.drawn.iter().filter(|drawn| !drawn.done).map(|drawn| drawn.who.clone()).collect();
        // Nobody's slash below changes what stands behind another.
        for (who, backing) in missed.iter().zip(T::Bonds::backings(Role::Watcher, &missed)) {
            if able.as_ref().is_none_or(|able| able.is_excused(seats, who, backing)) {
                Self::deposit_event(Event::DutyExcused { topic: id, who: who.clone() });
                continue;
            }
            let mut in_row = 0;
            Self::note(who, |conduct| {
                conduct.reputation.miss(now);
                in_row = conduct.missed_in_row.saturating_add(1);
                conduct.missed_in_row = if in_row >= T::MissesInRow::get() { 0 } else { in_row };
            });
            Self::deposit_event(Event::DutyMissed { topic: id, who: who.clone(), in_row });
            let offence = if in_row >= T::MissesInRow::get() {
                // The miss is one of those in the row: it is not paid for twice.
                Offence::Liveness
            } else {
                Offence::Availability
            };
            Self::punish_or_report(who, offence);
        }
        u32::try_from(duty.drawn.len()).unwrap_or(u32::MAX)
    }
}

/// Who can do a topic's duties. What is the same for everybody is looked up once.
struct Able<'a, T: Config> {
    terms: &'a TopicTerms<T::AccountId>,
    now: Moment,
    minimum: Balance,
}

impl<'a, T: Config> Able<'a, T> {
    fn new(terms: &'a TopicTerms<T::AccountId>) -> Self {
        Self { terms, now: T::Time::now(), minimum: T::Bonds::minimum(Role::Watcher) }
    }

    /// Those who have the topic in their scope, and a bond that reaches the minimum and can stand for one statement more.
    fn drawable(&self, mut watchers: Vec<T::AccountId>) -> Vec<T::AccountId> {
        watchers
            .retain(|who| Pallet::<T>::active_watcher(who).is_ok_and(|watcher| covers(&watcher, self.terms)));
        let backings = T::Bonds::backings(Role::Watcher, &watchers);
        let able = watchers.into_iter().zip(backings);
        able.filter(|(who, backing)| backing.own >= self.minimum && self.has_room(who, backing.total()))
            .map(|(who, _)| who)
            .collect()
    }

    /// Whether somebody who was drawn could not speak through no fault of his: his bond stands for all it can, or heavier
    /// ones have taken his seat.
    fn is_excused(&self, seats: &[Seat<T::AccountId>], who: &T::AccountId, backing: Backing) -> bool {
        let Ok(watcher) = Pallet::<T>::active_watcher(who) else { return false };
        if backing.own < self.minimum {
            return false;
        }
        let backing = backing.total();
        let seated = seats.iter().any(|seat| seat.who == *who);
        let crowded_out = !seated && covers(&watcher, self.terms) && backing >= self.terms.min_backing;
        crowded_out || !self.has_room(who, backing)
    }

    fn has_room(&self, who: &T::AccountId, backing: Balance) -> bool {
        Conducts::<T>::get(who).is_some_and(|conduct| {
            let outstanding = conduct.exposure.outstanding(self.now);
            outstanding.saturating_add(self.terms.exposure) <= Exposure::cap(backing)
        })
    }
}
