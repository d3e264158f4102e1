//! What watchers say, and what it comes to.

use msez_core::{Digest, Moment};
use msez_traits::{Bonds, Role};
use msez_watch::{outcome, statement_id_preimage, Choice, Coordinate, Level, Outcome, Statement};
use polkadot_sdk::{
    frame_support::{
        dispatch::PostDispatchInfo,
        ensure,
        traits::{Get, Time},
        weights::Weight,
    },
    frame_system,
    sp_io::{crypto::ed25519_verify, hashing::sha2_256},
    sp_runtime::{traits::Saturating, DispatchError, DispatchResult},
};

use crate::{
    offences::most_punishment, panel::covers, Conducts, Config, Error, Event, Item, Keys, Located, Pallet,
    Panels, SignedStatement, Statements, Tallies, Tally, Topics, Voice,
};

/// How far a watcher's clock may be ahead of the chain's, in milliseconds.
pub(crate) const DRIFT: Moment = 60_000;

impl<T: Config> Pallet<T> {
    /// The id of an account's statement on this chain.
    pub fn statement_id(who: &T::AccountId, statement: &Statement) -> Digest {
        Self::id_on(&Self::genesis(), who, statement)
    }

    /// The same on the chain with this genesis, for many at once.
    fn id_on(genesis: &Digest, who: &T::AccountId, statement: &Statement) -> Digest {
        Digest(sha2_256(&statement_id_preimage(genesis, &who.clone().into(), statement)))
    }

    /// Whose signature this is, old keys included.
    pub(crate) fn signer(signed: &SignedStatement) -> Result<T::AccountId, Error<T>> {
        let who = Keys::<T>::get(signed.key).ok_or(Error::UnknownKey)?;
        let payload = signed.statement.payload(&Self::genesis());
        ensure!(ed25519_verify(&signed.signature, &payload, &signed.key), Error::BadSignature);
        Ok(who)
    }

    /// What a watcher has said at a coordinate, as far as it is kept.
    pub(crate) fn stated(who: &T::AccountId, coordinate: Coordinate) -> Option<Statement> {
        let tally = Tallies::<T>::get(coordinate.topic, coordinate.height)?;
        tally.statement_of(coordinate, tally.voice_of(who)?)
    }

    /// Notes a statement. Tells whether it was an equivocation instead, which was punished.
    pub(crate) fn state(
        who: &T::AccountId,
        statement: Statement,
        reporter: Option<&T::AccountId>,
    ) -> Result<bool, DispatchError> {
        let Coordinate { topic: topic_id, height } = statement.coordinate;
        let now = T::Time::now();
        let block = frame_system::Pallet::<T>::block_number();
        let mut topic = Topics::<T>::get(topic_id).ok_or(Error::<T>::TopicNotFound)?;
        let tally = Tallies::<T>::get(topic_id, height);

        // One statement at a coordinate, whatever else: a second one that differs is evidence against its author.
        if let Some(tally) = &tally {
            let voice = tally.voice_of(who);
            if let Some(earlier) = voice.and_then(|it| tally.statement_of(statement.coordinate, it)) {
                ensure!(earlier.contradicts(&statement), Error::<T>::AlreadyStated);
                Self::equivocated(who, &earlier, &statement, reporter)?;
                return Ok(true);
            }
        }

        let watcher = Self::active_watcher(who)?;
        ensure!(!topic.closed, Error::<T>::TopicClosed);
        ensure!(topic.terms.has_height(height), Error::<T>::NotAHeight);
        if !covers(&watcher, &topic.terms) {
            ensure!(
                watcher.jurisdictions.contains(&topic.terms.jurisdiction),
                Error::<T>::JurisdictionOutOfScope
            );
            return Err(Error::<T>::ClassOutOfScope.into());
        }
        let minimum = T::Bonds::minimum(Role::Watcher);
        let backing = Self::sufficient_backing(who, minimum)
            .filter(|backing| *backing >= topic.terms.min_backing)
            .ok_or(Error::<T>::BondTooLow)?;
        ensure!(statement.observed_at <= now.saturating_add(DRIFT), Error::<T>::NotYetObserved);
        let age = now.saturating_sub(statement.observed_at);
        ensure!(age <= topic.terms.max_staleness, Error::<T>::Stale);
        let panel = Panels::<T>::get(topic_id).ok_or(Error::<T>::NoSeat)?;
        let seat = panel.seats.iter().find(|seat| seat.who == *who).ok_or(Error::<T>::NoSeat)?;
        let mut conduct = Conducts::<T>::get(who).ok_or(Error::<T>::NotFound)?;
        conduct.exposure.add(now, topic.terms.exposure, backing).map_err(|_| Error::<T>::OverExposed)?;

        let mut tally = match tally {
            Some(tally) => tally,
            None => {
                ensure!(topic.open < T::MaxOpen::get(), Error::<T>::TooManyOpen);
                topic.open = topic.open.saturating_add(1);
                topic.kept = topic.kept.saturating_add(1);
                let closes = block.saturating_add(topic.terms.window.into());
                Self::schedule(closes, Item::Settle(statement.coordinate));
                Topics::<T>::insert(topic_id, &topic);
                Tally {
                    closes,
                    eligible: 0,
                    choices: Default::default(),
                    voices: Default::default(),
                    fork_seen: false,
                    settled: false,
                    raised: None,
                }
            }
        };
        ensure!(!tally.settled && block < tally.closes, Error::<T>::WindowClosed);
        tally.eligible = tally.eligible.max(panel.eligible);
        let choice = tally.choose(statement.digest).ok_or(Error::<T>::TooManyChoices)?;
        if let Some(it) = tally.choices.get_mut(usize::from(choice)) {
            it.weight = it.weight.saturating_add(seat.weight);
            it.voices = it.voices.saturating_add(1);
        }
        let voice = Voice {
            who: who.clone(),
            choice,
            weight: seat.weight,
            observed_at: statement.observed_at,
            struck: false,
            rewarded: false,
        };
        tally.voices.try_push(voice).map_err(|_| Error::<T>::TooManyVoices)?;
        if let Some((first, _)) = tally.choices.split_first().filter(|_| tally.choices.len() > 1) {
            if !tally.fork_seen {
                let (first, coordinate) = (first.digest, statement.coordinate);
                Self::deposit_event(Event::ForkSeen { coordinate, first, second: statement.digest });
            }
            tally.fork_seen = true;
        }

        if Self::perform_duty(topic_id, who, statement.observed_at) {
            conduct.missed_in_row = 0;
            conduct.reputation.deliver(now);
        }
        Conducts::<T>::insert(who, conduct);
        let id = Self::statement_id(who, &statement);
        Statements::<T>::insert(id, Located { coordinate: statement.coordinate, author: who.clone() });
        let level = Self::outcome_of(&tally, topic.terms.quorum).level;
        Tallies::<T>::insert(topic_id, height, tally);
        let weight = seat.weight;
        Self::deposit_event(Event::Attested { id, who: who.clone(), statement, weight, level });
        Ok(false)
    }

    /// What a tally comes to now.
    pub(crate) fn outcome_of(tally: &Tally<T>, quorum: u32) -> Outcome {
        let outcome = outcome(&tally.choices, tally.eligible, quorum, T::MinVoices::get());
        // Whatever was made of a quorum is nothing without it.
        let raised = tally.raised.filter(|(digest, _)| outcome.agreed == Some(*digest));
        Outcome { level: raised.map_or(outcome.level, |(_, level)| level.max(outcome.level)), ..outcome }
    }

    /// Makes a coordinate more final on which a quorum agrees.
    pub(crate) fn raise(coordinate: Coordinate, digest: Digest, level: Level) -> DispatchResult {
        let Coordinate { topic, height } = coordinate;
        let mut tally = Tallies::<T>::get(topic, height).ok_or(Error::<T>::StatementNotFound)?;
        let quorum = Topics::<T>::get(topic).ok_or(Error::<T>::TopicNotFound)?.terms.quorum;
        let outcome = Self::outcome_of(&tally, quorum);
        ensure!(outcome.agreed == Some(digest), Error::<T>::NoQuorum);
        ensure!(outcome.level < level, Error::<T>::AlreadyFinal);
        tally.raised = Some((digest, level));
        Tallies::<T>::insert(topic, height, tally);
        Self::deposit_event(Event::Raised { coordinate, digest, level });
        Ok(())
    }

    /// What a coordinate comes to now.
    pub(crate) fn outcome_at(coordinate: Coordinate) -> Outcome {
        let quorum = Topics::<T>::get(coordinate.topic).map_or(0, |topic| topic.terms.quorum);
        match Tallies::<T>::get(coordinate.topic, coordinate.height) {
            Some(tally) => Self::outcome_of(&tally, quorum),
            None => outcome(&[], 0, quorum, T::MinVoices::get()),
        }
    }

    /// Takes a voice out of the count; a coordinate that was settled is settled once more. Tells whether it counted.
    pub(crate) fn strike(who: &T::AccountId, coordinate: Coordinate, forked: bool) -> bool {
        let mut resettle = false;
        let struck = Tallies::<T>::mutate(coordinate.topic, coordinate.height, |tally| {
            let Some(tally) = tally else { return false };
            tally.fork_seen |= forked;
            let Some(voice) = tally.voices.iter_mut().find(|voice| voice.who == *who && !voice.struck) else {
                return false;
            };
            voice.struck = true;
            let (place, weight) = (usize::from(voice.choice), voice.weight);
            if let Some(choice) = tally.choices.get_mut(place) {
                choice.weight = choice.weight.saturating_sub(weight);
                choice.voices = choice.voices.saturating_sub(1);
            }
            resettle = tally.settled;
            true
        });
        if resettle {
            Self::schedule_in(1, Item::Settle(coordinate));
        }
        struck
    }

    /// The window is over, or a voice was struck since: pays those who agree with a quorum. Tells how many voices it
    /// looked at.
    pub(crate) fn settle(coordinate: Coordinate) -> u32 {
        let Coordinate { topic: topic_id, height } = coordinate;
        let Some(mut tally) = Tallies::<T>::get(topic_id, height) else { return 0 };
        let Some(mut topic) = Topics::<T>::get(topic_id) else { return 0 };
        let now = T::Time::now();
        let agreed = Self::outcome_of(&tally, topic.terms.quorum).agreed;
        let choice = agreed.and_then(|digest| tally.choices.iter().position(|it| it.digest == digest));
        let mut paid = 0u128;
        for voice in tally.voices.iter_mut() {
            if voice.struck || voice.rewarded || choice != Some(usize::from(voice.choice)) {
                continue;
            }
            voice.rewarded = true;
            let fee = topic.terms.fee.min(topic.escrow);
            Self::note(&voice.who, |conduct| {
                conduct.reputation.uphold(now);
                conduct.rewards = conduct.rewards.saturating_add(fee);
                topic.escrow = topic.escrow.saturating_sub(fee);
                paid = paid.saturating_add(fee);
            });
        }
        if !tally.settled {
            tally.settled = true;
            topic.open = topic.open.saturating_sub(1);
            let at = frame_system::Pallet::<T>::block_number().saturating_add(T::Retention::get());
            Self::schedule(at, Item::Prune(coordinate));
        }
        let voices = u32::try_from(tally.voices.len()).unwrap_or(u32::MAX);
        Tallies::<T>::insert(topic_id, height, tally);
        Self::deposit_event(Event::Settled { coordinate, agreed, paid });
        Self::refund_if_done(topic_id, &mut topic);
        Self::store_topic(topic_id, topic);
        voices
    }

    /// Forgets a coordinate, unless somebody is still disputed over. Tells how many voices it looked at.
    pub(crate) fn prune(coordinate: Coordinate) -> u32 {
        let Coordinate { topic: topic_id, height } = coordinate;
        let Some(tally) = Tallies::<T>::get(topic_id, height) else { return 0 };
        let disputed = tally
            .voices
            .iter()
            .any(|voice| Conducts::<T>::get(&voice.who).is_some_and(|conduct| conduct.claims > 0));
        let voices = u32::try_from(tally.voices.len()).unwrap_or(u32::MAX);
        if disputed {
            Self::schedule_next(Item::Prune(coordinate));
            return voices;
        }
        let genesis = Self::genesis();
        for voice in &tally.voices {
            if let Some(statement) = tally.statement_of(coordinate, voice) {
                Statements::<T>::remove(Self::id_on(&genesis, &voice.who, &statement));
            }
        }
        for choice in &tally.choices {
            crate::Liars::<T>::remove(coordinate, choice.digest);
        }
        Tallies::<T>::remove(topic_id, height);
        if let Some(mut topic) = Topics::<T>::get(topic_id) {
            topic.kept = topic.kept.saturating_sub(1);
            Self::store_topic(topic_id, topic);
        }
        voices
    }

    /// What a call weighed that may have had to punish.
    pub(crate) fn spent(own: Weight, slashed: bool) -> PostDispatchInfo {
        Some(if slashed { own.saturating_add(most_punishment::<T>()) } else { own }).into()
    }
}

impl<T: Config> Tally<T> {
    /// The place of a digest among the choices, a new one if need be.
    fn choose(&mut self, digest: Digest) -> Option<u8> {
        let place = match self.choices.iter().position(|choice| choice.digest == digest) {
            Some(place) => place,
            None => {
                self.choices.try_push(Choice { digest, weight: 0, voices: 0 }).ok()?;
                self.choices.len().checked_sub(1)?
            }
        };
        u8::try_from(place).ok()
    }
}
