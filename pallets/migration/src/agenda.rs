//! What comes due: timeouts, deadlines, checks under way, retries, rulings, locks of programs. In order of time.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{Digest, Moment};
use msez_saga::{Event as Cause, State};
use msez_traits::{FeeCurrency, Issuing, MovePolicy, Settlement, MAX_HOPS};
use polkadot_sdk::frame_support::{
    dispatch::PostDispatchInfo,
    traits::{Get, Time},
    weights::{Weight, WeightMeter},
};
use scale_info::TypeInfo;

use crate::{Agenda, Config, Governed, Pallet, Pledges, SagaOf, Sagas, WeightInfo, MAX_HELD, MAX_PLEDGES};

/// An entry of the agenda. Its encoding sorts by time, because the number is big-endian.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct AgendaKey {
    due: [u8; 8],
    id: Digest,
}

impl AgendaKey {
    /// A saga or a lock at the moment at which it is looked at.
    pub const fn new(due: Moment, id: Digest) -> Self {
        Self { due: due.to_be_bytes(), id }
    }

    /// At which moment, in milliseconds.
    pub const fn due(&self) -> Moment {
        Moment::from_be_bytes(self.due)
    }

    /// Which saga or lock.
    pub const fn id(&self) -> Digest {
        self.id
    }
}

impl<T: Config> Pallet<T> {
    /// What so many payments cost beyond those of the benchmarks, which are in the native token.
    pub(crate) fn payments(currency: FeeCurrency, times: u32) -> Weight {
        currency.map_or(Weight::zero(), |_| T::Settlement::pay_weight().saturating_mul(times.into()))
    }

    /// The most that looking at a saga costs on a path of so many hops, before its arrival.
    fn moving(hops: u32, currency: FeeCurrency) -> Weight {
        // The benchmark's evidence is not there; what is there is looked at closer.
        let evidence = T::Issuing::holds_weight().saturating_mul(u64::from(MAX_HELD));
        // Fees go out of the pot and to the bridge.
        let forward = T::WeightInfo::forward(hops)
            .saturating_add(T::MovePolicy::weight())
            .saturating_add(evidence)
            .saturating_add(Self::payments(currency, 2));
        // A look may find compliance lost, and take everything back at once: fees go to the payer, to everybody who had
        // prepared, and to the treasury.
        let decide = T::WeightInfo::decide(hops)
            .saturating_add(T::WeightInfo::compensate(hops))
            .saturating_add(Self::payments(currency, hops.saturating_add(2)));
        forward.max(decide)
    }

    /// The most that looking at a saga costs.
    pub(crate) fn item_weight(hops: u32, pledges: u32, currency: FeeCurrency) -> Weight {
        let entering = T::Issuing::state_weight().saturating_mul(u64::from(pledges));
        let land = T::WeightInfo::land(hops).saturating_add(entering);
        T::WeightInfo::agenda_read().saturating_add(Self::moving(hops, currency).max(land))
    }

    /// As calls declare it: of the longest path, in a currency of the settlement ledger.
    pub(crate) fn following() -> Weight {
        Self::item_weight(MAX_HOPS, MAX_PLEDGES, Some(0))
    }

    /// The most that looking at this saga costs.
    fn look_weight(id: &Digest, saga: &SagaOf<T>) -> Weight {
        let pledges = Pledges::<T>::decode_len(id).unwrap_or_default();
        let pledges = u32::try_from(pledges).unwrap_or(MAX_PLEDGES);
        Self::item_weight(saga.hop_count(), pledges, saga.request.currency)
    }

    /// What a call that looked at this saga gives back. Pledges stay in the list when they have entered the tensor.
    pub(crate) fn spent(own: Weight, id: &Digest, saga: &SagaOf<T>) -> PostDispatchInfo {
        Some(own.saturating_add(Self::look_weight(id, saga))).into()
    }

    /// Looks at what has come due, the oldest first, as far as the meter and `MaxDuePerBlock` reach. The rest waits where it
    /// is, and is the first of the next block.
    pub(crate) fn work_off_agenda(meter: &mut WeightMeter) {
        if meter.try_consume(T::WeightInfo::agenda_base()).is_err() {
            return;
        }
        let now = T::Time::now();
        // What is put on the agenda meanwhile is due later, so that each is looked at once in a block.
        let mut keys = Agenda::<T>::iter_keys();
        for _ in 0..T::MaxDuePerBlock::get() {
            if !meter.can_consume(T::WeightInfo::agenda_read()) {
                return;
            }
            let Some(key) = keys.next().filter(|key| key.due() <= now) else { return };
            let id = key.id();
            let Some(mut saga) = Sagas::<T>::get(id) else {
                let weight = T::WeightInfo::agenda_read().saturating_add(T::WeightInfo::program_lock());
                if meter.try_consume(weight).is_err() {
                    return;
                }
                Agenda::<T>::remove(key);
                Self::end_program_lock(&id);
                continue;
            };
            // That a dispute runs out without a ruling costs as much as the ruling.
            let ruling = if saga.dispute.is_some() { T::WeightInfo::rule() } else { Weight::zero() };
            let weight = Self::look_weight(&id, &saga);
            if meter.try_consume(weight.saturating_add(ruling)).is_err() {
                return;
            }
            // Whatever becomes of it, an entry never holds up the others.
            Agenda::<T>::remove(key);
            Self::look_at(&id, &mut saga);
        }
    }

    /// Looks whether what a saga waits for is there; where not, whether its time is over.
    pub(crate) fn look_at(id: &Digest, saga: &mut SagaOf<T>) {
        let now = T::Time::now();
        if saga.state == State::Compensating && now < saga.retry_at {
            return Self::keep(id, saga, now);
        }
        // What a dispute held up may be too late once it is over. A refusal leaves it where it is.
        while let Some(cause) = Self::urgent(saga, now) {
            if Self::happen(id, saga, cause).is_err() {
                break;
            }
        }
        if Self::is_check_due(saga, now) {
            saga.checked_at = now;
        }
        let before = saga.state;
        Self::follow(id, saga);
        if saga.state == before {
            if let Some(cause) = Self::overtime(saga, now) {
                if Self::happen(id, saga, cause).is_ok() {
                    Self::follow(id, saga);
                }
            }
        }
    }

    /// What happens whether or not the state's evidence is there.
    fn urgent(saga: &SagaOf<T>, now: Moment) -> Option<Cause> {
        let past = now > saga.request.deadline;
        match saga.state {
            State::Disputed if past => Some(Cause::DeadlinePassed),
            State::Disputed => {
                saga.dispute.as_ref().filter(|dispute| now > dispute.until).map(|_| Cause::RulingLapsed)
            }
            state if state.may_turn_back() && past => Some(Cause::DeadlinePassed),
            State::Transit | State::DestinationVerification if Self::is_overdue(saga) => {
                Some(Cause::HopOverdue)
            }
            _ if Self::is_check_due(saga, now) && !Self::passes_under_way(saga) => {
                Some(Cause::ComplianceLost)
            }
            _ => None,
        }
    }

    /// Whether compliance under way has to be looked at.
    fn is_check_due(saga: &SagaOf<T>, now: Moment) -> bool {
        matches!(saga.state, State::Transit | State::DestinationVerification)
            && saga.check_interval().is_some_and(|every| now >= saga.checked_at.saturating_add(every))
    }

    /// What happens because the state's time is over.
    fn overtime(saga: &SagaOf<T>, now: Moment) -> Option<Cause> {
        let is_over = match saga.state {
            State::DestinationUnlock => now >= saga.retry_at,
            state if state.may_turn_back() => {
                Self::timeout_of(saga).is_some_and(|timeout| now > saga.entered_at.saturating_add(timeout))
            }
            _ => false,
        };
        is_over.then_some(Cause::TimedOut)
    }

    /// For how long the saga may stay where it is.
    pub(crate) fn timeout_of(saga: &SagaOf<T>) -> Option<Moment> {
        Governed::<T>::get().timeouts.of(saga.state, saga.hours())
    }

    /// When a saga is looked at next.
    fn next_look(saga: &SagaOf<T>, now: Moment) -> Option<Moment> {
        let parameters = Governed::<T>::get();
        let after_deadline = saga.request.deadline.saturating_add(1);
        let next = match saga.state {
            state if state.is_end() => return None,
            State::Compensating | State::DestinationUnlock => saga.retry_at,
            State::Disputed => {
                let until = saga.dispute.as_ref().map_or(now, |dispute| dispute.until);
                until.saturating_add(1).min(after_deadline)
            }
            state => {
                let timeout = parameters.timeouts.of(state, saga.hours()).unwrap_or_default();
                let over = saga.entered_at.saturating_add(timeout).saturating_add(1);
                let check = match (state, saga.check_interval()) {
                    (State::Transit | State::DestinationVerification, Some(every)) => {
                        saga.checked_at.saturating_add(every)
                    }
                    _ => Moment::MAX,
                };
                let poll = match state {
                    // The bridge tells.
                    State::Transit => Moment::MAX,
                    _ => now.saturating_add(parameters.poll),
                };
                over.min(after_deadline).min(check).min(poll)
            }
        };
        // Never again at once: each is looked at once in a block.
        Some(next.max(now.saturating_add(1)))
    }

    /// Writes a saga, and puts it on the agenda.
    pub(crate) fn keep(id: &Digest, saga: &mut SagaOf<T>, now: Moment) {
        Self::keep_until(id, saga, Self::next_look(saga, now));
    }

    /// Writes a saga, and puts it on the agenda at a moment.
    pub(crate) fn keep_until(id: &Digest, saga: &mut SagaOf<T>, due: Option<Moment>) {
        if let Some(former) = saga.due {
            Agenda::<T>::remove(AgendaKey::new(former, *id));
        }
        saga.due = due;
        if let Some(due) = due {
            Agenda::<T>::insert(AgendaKey::new(due, *id), ());
        }
        Sagas::<T>::insert(id, saga);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_encoding_sorts_by_time(a: u64, b: u64, x: [u8; 32], y: [u8; 32]) {
            let (first, second) = (AgendaKey::new(a, Digest(x)), AgendaKey::new(b, Digest(y)));
            prop_assert_eq!(first.encode().cmp(&second.encode()), (a, x).cmp(&(b, y)));
            prop_assert_eq!((first.due(), first.id()), (a, Digest(x)));
        }
    }
}
