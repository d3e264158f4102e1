//! Ends of windows, in order of time.

use msez_traits::Due;
use polkadot_sdk::frame_support::{
    storage::with_storage_layer,
    traits::{Get, Time},
    weights::{Weight, WeightMeter},
};

use crate::{Agenda, Announcements, Config, Event, LockId, Pallet, WeightInfo};

/// The announcement whose window is over, by the last moment at which it can be carried out, in milliseconds.
pub type AgendaKey = Due<LockId>;

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
            let Some(key) = keys.next().filter(|key| key.at() < now) else { return };
            meter.consume(T::WeightInfo::agenda_item());
            // Whatever happens to its announcement, an entry never holds up the others.
            Agenda::<T>::remove(key);
            Self::expire(key.what());
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
