//! What watchers speak about, and who pays for it.

use codec::Encode;
use msez_core::Digest;
use msez_traits::{Balance, Bonds, Jurisdictions, Role};
use msez_watch::{Offence, FACTOR, MILLION};
use polkadot_sdk::{
    frame_support::{
        ensure,
        storage::with_storage_layer,
        traits::{fungible::Mutate, tokens::Preservation, Get},
    },
    sp_io::hashing::sha2_256,
    sp_runtime::{traits::Saturating, DispatchError, DispatchResult},
};

use crate::{Config, Error, Event, Item, Pallet, Panels, Topic, TopicCount, TopicTerms, Topics};

/// Begins the bytes whose SHA-256 is a topic's id: the tag, the genesis hash, the number of the topic.
const TOPIC_TAG: &[u8] = b"msez/watch-topic/v1";

impl<T: Config> Pallet<T> {
    pub(crate) fn do_open_topic(
        terms: TopicTerms<T::AccountId>,
        sponsor: T::AccountId,
    ) -> Result<Digest, DispatchError> {
        ensure!(T::Jurisdictions::index_of(&terms.jurisdiction).is_some(), Error::<T>::UnknownJurisdiction);
        ensure!(Topics::<T>::count() < T::MaxTopics::get(), Error::<T>::TooManyTopics);
        ensure!(terms.exposure >= T::MinExposure::get(), Error::<T>::ExposureTooSmall);
        ensure!(is_less_than_a_lie_costs(&terms), Error::<T>::FeeTooHigh);
        ensure!(terms.quorum > MILLION.div_ceil(2) && terms.quorum <= MILLION, Error::<T>::QuorumOutOfRange);
        ensure!(terms.stride > 0, Error::<T>::ZeroStride);
        ensure!(terms.window > 0 && terms.max_staleness > 0, Error::<T>::ZeroWindow);
        let kept = T::Retention::get().saturating_add(terms.window.into());
        ensure!(kept <= T::Bonds::unbonding_delay(Role::Watcher), Error::<T>::WindowTooLong);
        ensure!(has_sound_duties(&terms, T::MaxPerDuty::get()), Error::<T>::MalformedDuties);

        let number = TopicCount::<T>::get();
        TopicCount::<T>::put(number.saturating_add(1));
        let id = Digest((TOPIC_TAG, Self::genesis(), number).using_encoded(sha2_256));
        let interval = terms.interval;
        let topic = Topic {
            terms: terms.clone(),
            sponsor: sponsor.clone(),
            escrow: 0,
            open: 0,
            kept: 0,
            closed: false,
        };
        Topics::<T>::insert(id, topic);
        Self::schedule_in(1, Item::Panel(id));
        if interval > 0 {
            Self::schedule_in(interval, Item::Duty(id));
        }
        Self::deposit_event(Event::TopicOpened { topic: id, terms, sponsor });
        Ok(id)
    }

    pub(crate) fn do_fund_topic(id: Digest, from: T::AccountId, amount: Balance) -> DispatchResult {
        let mut topic = Topics::<T>::get(id).ok_or(Error::<T>::TopicNotFound)?;
        ensure!(!topic.closed, Error::<T>::TopicClosed);
        topic.escrow = topic.escrow.checked_add(amount).ok_or(Error::<T>::Overflow)?;
        T::Currency::transfer(&from, &T::Escrow::get(), amount, Preservation::Preserve)?;
        Topics::<T>::insert(id, topic);
        Self::deposit_event(Event::TopicFunded { topic: id, from, amount });
        Ok(())
    }

    /// Closes a topic; `authority` where it is not governance who wants it.
    pub(crate) fn do_close_topic(id: Digest, authority: Option<T::AccountId>) -> DispatchResult {
        let mut topic = Topics::<T>::get(id).ok_or(Error::<T>::TopicNotFound)?;
        if let Some(who) = authority {
            let jurisdiction = &topic.terms.jurisdiction;
            ensure!(T::Jurisdictions::is_authority(jurisdiction, &who), Error::<T>::NotAuthorized);
        }
        if topic.closed {
            // What could not be paid back when it was due is tried again.
            ensure!(topic.open == 0 && topic.escrow > 0, Error::<T>::TopicClosed);
            Self::refund(id, &mut topic)?;
        } else {
            topic.closed = true;
            Self::deposit_event(Event::TopicClosed { topic: id });
            Self::refund_if_done(id, &mut topic);
        }
        Self::store_topic(id, topic);
        Ok(())
    }

    /// Pays back what a closed topic has left once nothing is open. What the sponsor cannot receive stays.
    pub(crate) fn refund_if_done(id: Digest, topic: &mut Topic<T::AccountId>) {
        if topic.closed && topic.open == 0 && topic.escrow > 0 {
            let _ = with_storage_layer(|| Self::refund(id, topic));
        }
    }

    fn refund(id: Digest, topic: &mut Topic<T::AccountId>) -> DispatchResult {
        let (to, amount) = (topic.sponsor.clone(), topic.escrow);
        T::Currency::transfer(&T::Escrow::get(), &to, amount, Preservation::Preserve)?;
        topic.escrow = 0;
        Self::deposit_event(Event::TopicRefunded { topic: id, to, amount });
        Ok(())
    }

    /// Writes a topic, or removes it where nothing is left of it.
    pub(crate) fn store_topic(id: Digest, topic: Topic<T::AccountId>) {
        if topic.closed && topic.kept == 0 && topic.escrow == 0 {
            Topics::<T>::remove(id);
            Panels::<T>::remove(id);
        } else {
            Topics::<T>::insert(id, topic);
        }
    }
}

/// A lie costs half of a backing that stands for at most ten times itself: a twentieth of the exposure at least.
fn is_less_than_a_lie_costs<AccountId>(terms: &TopicTerms<AccountId>) -> bool {
    let lost = u128::from(Offence::FalseAttestation.percent());
    let stands_for = FACTOR.saturating_mul(100);
    terms.fee.checked_mul(stands_for).is_some_and(|fee| fee <= terms.exposure.saturating_mul(lost))
}

/// Either no duties, or some that end before the next begin.
fn has_sound_duties<AccountId>(terms: &TopicTerms<AccountId>, most: u32) -> bool {
    match terms.interval {
        0 => terms.watchers == 0 && terms.deadline == 0,
        interval => (1..=interval).contains(&terms.deadline) && (1..=most).contains(&terms.watchers),
    }
}
