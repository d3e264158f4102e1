//! What the bridge tells. Nothing is done at once: the bridge is in the middle of something.

use msez_core::Digest;
use msez_saga::State;
use msez_traits::Shipper;
use polkadot_sdk::frame_support::{traits::Time, weights::Weight};

use crate::{Config, Pallet, Sagas, WeightInfo};

impl<T: Config> Shipper for Pallet<T> {
    fn prepared(reference: &Digest, transfer: &Digest) {
        Self::wake(reference, transfer, false);
    }

    fn overdue(reference: &Digest, transfer: &Digest) {
        Self::wake(reference, transfer, true);
    }

    fn completed(reference: &Digest, transfer: &Digest) {
        Self::wake(reference, transfer, false);
    }

    fn weight() -> Weight {
        T::WeightInfo::notice()
    }
}

impl<T: Config> Pallet<T> {
    /// Has the agenda look at a saga when it runs next. How far its transfer is, it asks the bridge then; so a notice that
    /// comes twice, late or from elsewhere changes nothing.
    fn wake(id: &Digest, transfer: &Digest, is_overdue: bool) {
        let Some(mut saga) = Sagas::<T>::get(id) else { return };
        if saga.transit.is_none_or(|transit| transit.transfer != *transfer) {
            return;
        }
        // The latest notice counts: who was late may have prepared after all.
        saga.overdue = is_overdue;
        if saga.state.is_under_way() {
            Self::keep_until(id, &mut saga, Some(T::Time::now()));
        } else if !saga.state.is_end() {
            // A dispute, or a compensation, goes its own way.
            let due = saga.due;
            Self::keep_until(id, &mut saga, due);
        }
    }

    /// How far a migration is, as programs see it.
    pub(crate) fn code_of(state: State) -> u8 {
        match state {
            State::DestinationUnlock => 2,
            State::Completed => 3,
            State::Compensated | State::Cancelled => 4,
            _ => 1,
        }
    }
}
