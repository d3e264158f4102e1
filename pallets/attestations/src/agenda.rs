//! Beginnings and ends, in order of time.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_attestation::Status;
use msez_core::{Digest, Moment};
use msez_traits::{Tensor, Urgency};
use polkadot_sdk::{
    frame_support::{
        storage::with_storage_layer,
        traits::{Get, Time},
        weights::{Weight, WeightMeter},
    },
    sp_runtime::DispatchError,
};
use scale_info::TypeInfo;

use crate::{
    cell, with_flush, Agenda, Attestations, ByCoordinate, Config, Event, Pallet, RecordOf, WeightInfo,
};

/// After how long something that the tensor refused is tried again, in milliseconds.
pub const RETRY: Moment = 60_000;

/// An entry of the agenda. Its encoding sorts by time, because the moment is big-endian.
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
    moment: [u8; 8],
    id: Digest,
}

impl AgendaKey {
    /// An attestation at the moment when the agenda must look at it.
    pub const fn new(moment: Moment, id: Digest) -> Self {
        Self { moment: moment.to_be_bytes(), id }
    }

    /// When, in milliseconds.
    pub const fn moment(&self) -> Moment {
        Moment::from_be_bytes(self.moment)
    }

    /// Which attestation.
    pub const fn id(&self) -> Digest {
        self.id
    }
}

/// What the agenda of one block can weigh.
pub fn most_work<T: Config>() -> Weight {
    let item = with_flush::<T>(T::WeightInfo::agenda_item());
    T::WeightInfo::agenda_base().saturating_add(item.saturating_mul(u64::from(T::MaxDuePerBlock::get())))
}

impl<T: Config> Pallet<T> {
    /// Works off what has come due, the earliest first, as far as the meter and `MaxDuePerBlock` reach.
    pub(crate) fn work_off_agenda(meter: &mut WeightMeter) {
        if meter.try_consume(T::WeightInfo::agenda_base()).is_err() {
            return;
        }
        let now = T::Time::now();
        // The iterator asks for the key after its last one each time, so entries may come and go behind it.
        let mut keys = Agenda::<T>::iter_keys();
        for _ in 0..T::MaxDuePerBlock::get() {
            if !meter.can_consume(with_flush::<T>(T::WeightInfo::agenda_item())) {
                return;
            }
            let Some(key) = keys.next().filter(|key| key.moment() <= now) else { return };
            meter.consume(T::WeightInfo::agenda_item());
            Agenda::<T>::remove(key);
            let id = key.id();
            match with_storage_layer(|| Self::come_due(id, now)) {
                // Nobody's fee: the block bears the flush of what time has changed.
                Ok(true) => meter.consume(T::Tensor::flush_weight()),
                Ok(false) => {}
                Err(error) => Self::defer(id, now, error),
            }
        }
    }

    /// Begins or ends an attestation, and lets its cell follow. Tells whether the flush has a cell more to do.
    fn come_due(id: Digest, now: Moment) -> Result<bool, DispatchError> {
        let Some(mut record) = Attestations::<T>::get(id) else { return Ok(false) };
        let coordinate = record.statement.coordinate();
        record.due = None;
        match record.statement.valid_until {
            Some(at) if at <= now => {
                record.status = Status::Expired { at };
                Self::deposit_event(Event::Expired { id });
            }
            until => {
                if let Some(until) = until {
                    record.due = Some(until);
                    Agenda::<T>::insert(AgendaKey::new(until, id), ());
                }
                Self::deposit_event(Event::Activated { id });
            }
        }
        Attestations::<T>::insert(id, &record);

        // Now that it has begun it takes the place of the issuer's older one.
        let mut slots = ByCoordinate::<T>::get(coordinate);
        let superseded = cell::settle(&mut slots, &record.issuer, now);
        if !superseded.is_empty() {
            Self::put_slots(&coordinate, &slots);
        }
        for (older, newer) in superseded {
            Self::supersede(older, newer, now);
        }
        T::Tensor::refold(&coordinate, &cell::contributions(&slots), Urgency::Urgent)
    }

    /// Leaves the attestation as it is, for a later block.
    fn defer(id: Digest, now: Moment, error: DispatchError) {
        let until = now.saturating_add(RETRY);
        let put_off = |record: &mut Option<RecordOf<T>>| {
            if let Some(record) = record {
                record.due = Some(until);
                Agenda::<T>::insert(AgendaKey::new(until, id), ());
            }
        };
        Attestations::<T>::mutate(id, put_off);
        Self::deposit_event(Event::RefoldDeferred { id, until, error });
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
            prop_assert_eq!((first.moment(), first.id()), (a, Digest(x)));
        }
    }
}
