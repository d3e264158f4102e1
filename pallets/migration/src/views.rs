//! Sagas as others see them.

use msez_core::Digest;
use msez_saga::{next, Event as Cause, Need, Refusal, State};
use polkadot_sdk::frame_support::traits::Time;

use crate::{BalanceOf, Config, Held, Pallet, Pledges, SagaView, Sagas};

impl<T: Config> Pallet<T> {
    /// A saga with its evidence so far, and what it waits for.
    pub fn saga_view(id: &Digest) -> Option<SagaView<T::AccountId, BalanceOf<T>>> {
        let saga = Sagas::<T>::get(id)?;
        let now = T::Time::now();
        let carriage = Self::carriage(&saga);
        let waits_for = match next(saga.state, Cause::Advance, &Self::facts(id, &saga, Cause::Advance, now)) {
            Err(Refusal::Waits(need)) => Some(need),
            // Everything is there, and still: what is done with the transition could not be.
            Ok(_) if saga.state == State::AttestationGathering => Some(Need::Lock),
            Ok(_) if saga.state == State::SourceLock => Some(Need::Carriers),
            _ => None,
        };
        let is_gathering = saga.state.may_turn_back() && saga.lock.is_none();
        let unmet = if is_gathering { Self::unmet(id, &saga, now) } else { Default::default() };
        let compliance = match saga.state {
            _ if is_gathering => Self::survey(&saga, saga.places(), saga.request.deadline, id).0,
            State::Transit | State::DestinationVerification => {
                Self::survey(&saga, Self::places_now(&saga, true), now, id).0
            }
            _ => Default::default(),
        };
        let timeout = Self::timeout_of(&saga).map(|timeout| saga.entered_at.saturating_add(timeout));
        Some(SagaView {
            held: Held::<T>::get(id).into_inner(),
            pledges: Pledges::<T>::get(id).into_inner(),
            carriage,
            waits_for,
            unmet,
            compliance,
            timeout,
            saga,
        })
    }
}
