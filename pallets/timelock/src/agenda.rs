//! Ends of windows, in order of time.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Moment;
use polkadot_sdk::frame_support::{
    storage::with_storage_layer,
    traits::{Get, Time},
    weights::{Weight, WeightMeter},
};
use scale_info::TypeInfo;

use crate::{Agenda, Announcements, Config, Event, LockId, Pallet, WeightInfo};

/// An entry of the agenda. Its encoding sorts by time, because both numbers are big-endian.
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
    until: [u8; 8],
    id: [u8; 8],
}

impl AgendaKey {
    /// An announcement and the last moment at which it can be carried out.
    pub const fn new(until: Moment, id: LockId) -> Self {
        Self { until: until.to_be_bytes(), id: id.to_be_bytes() }
    }

    /// The last moment at which it can be carried out, in milliseconds.
    pub const fn until(&self) -> Moment {
        Moment::from_be_bytes(self.until)
    }

    /// Which announcement.
    pub const fn id(&self) -> LockId {
        LockId::from_be_bytes(self.id)
    }
}

/// What the agenda of one block can weigh.
pub fn most_work<T: Config>() -> Weight {
    let items = T::WeightInfo::agenda_item().saturating_mul(u64::from(T::MaxDuePerBlock::get()));
    T::WeightInfo::agenda_base().saturating_add(items)
}

impl<T: Config> Pallet<T> {
    /// Closes what nobody carried out in time, the earliest first, as far as the meter and `MaxDuePerBlock` reach. The
    /// next block goes on; meanwhile nothing of it can be carried out.
    pub(crate) fn work_off_agenda(meter: &mut WeightMeter) {
        if meter.try_consume(T::WeightInfo::agenda_base()).is_err() {
            return;
        }
        let now = T::Time::now();
        // The iterator asks for the key after its last one each time, so entries may go behind it.
        let mut keys = Agenda::<T>::iter_keys();
        for _ in 0..T::MaxDuePerBlock::get() {
            if !meter.can_consume(T::WeightInfo::agenda_item()) {
                return;
            }
            let Some(key) = keys.next().filter(|key| key.until() < now) else { return };
            meter.consume(T::WeightInfo::agenda_item());
            // Whatever happens to its announcement, an entry never holds up the others.
            Agenda::<T>::remove(key);
            Self::expire(key.id());
        }
    }

    fn expire(id: LockId) {
        let Some(announcement) = Announcements::<T>::get(id) else { return };
        if with_storage_layer(|| Self::close(id, &announcement)).is_ok() {
            let announcer = announcement.announcer().cloned();
            Self::deposit_event(Event::Expired { id, announcer });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_encoding_sorts_by_time(a: u64, b: u64, x: u64, y: u64) {
            let (first, second) = (AgendaKey::new(a, x), AgendaKey::new(b, y));
            prop_assert_eq!(first.encode().cmp(&second.encode()), (a, x).cmp(&(b, y)));
            prop_assert_eq!((first.until(), first.id()), (a, x));
        }
    }
}
