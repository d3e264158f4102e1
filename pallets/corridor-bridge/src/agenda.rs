//! What falls due, in order of time: an operator's turn, a transfer's deadlines, the end of a record.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{Digest, Moment};
use msez_traits::{Bonds, Settlement, Shipper, UnitReserve};
use polkadot_sdk::{
    frame_support::{
        traits::{Get, Time},
        weights::{Weight, WeightMeter},
    },
    frame_system,
};
use scale_info::TypeInfo;

use crate::{Agenda, Config, Event, Interruption, LastBlock, Pallet, WeightInfo, MAX_HOPS};

/// What is looked at: a hop, by its number, or the transfer as a whole.
const WHOLE: u8 = u8::MAX;

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
    transfer: Digest,
    hop: u8,
}

impl AgendaKey {
    /// A hop, or with `None` the transfer as a whole, after this moment.
    pub fn new(due: Moment, transfer: Digest, hop: Option<u32>) -> Self {
        let hop = hop.and_then(|hop| u8::try_from(hop).ok()).unwrap_or(WHOLE);
        Self { due: due.to_be_bytes(), transfer, hop }
    }

    /// After which moment, in milliseconds.
    pub const fn due(&self) -> Moment {
        Moment::from_be_bytes(self.due)
    }

    /// Of which transfer.
    pub const fn transfer(&self) -> Digest {
        self.transfer
    }

    /// Which hop; `None` for the transfer as a whole.
    pub fn hop(&self) -> Option<u32> {
        (self.hop != WHOLE).then(|| self.hop.into())
    }
}

fn reads<T: Config>(count: u32) -> Weight {
    <T as frame_system::Config>::DbWeight::get().reads(count.into())
}

/// What looking at the agenda weighs, and at the clock.
fn base_weight<T: Config>() -> Weight {
    let clock = <T as frame_system::Config>::DbWeight::get().reads_writes(2, 4);
    T::WeightInfo::agenda_base().saturating_add(clock)
}

/// What an entry can weigh, with looking for it.
pub fn item_weight<T: Config>(is_hop: bool) -> Weight {
    let work = if is_hop {
        T::WeightInfo::late_hop().saturating_add(T::Bonds::slash_weight()).saturating_add(reads::<T>(1))
    } else {
        T::WeightInfo::forget(MAX_HOPS).max(T::WeightInfo::transfer_item().saturating_add(told_weight::<T>()))
    };
    work.saturating_add(reads::<T>(1))
}

/// What telling whoever opened a transfer can weigh, the bridge itself included.
pub fn told_weight<T: Config>() -> Weight {
    // Whether everybody still passes, and what follows.
    let own = decided_weight::<T>(MAX_HOPS).saturating_add(T::Units::reserve_weight());
    // The digest over all receipts before it.
    T::Shipper::weight().max(own).saturating_add(reads::<T>(MAX_HOPS.saturating_add(1)))
}

/// What a decision can weigh: everybody who prepared is paid, the payer and the treasury, in the dearest currency.
pub fn decided_weight<T: Config>(hops: u32) -> Weight {
    T::WeightInfo::decide(hops)
        .saturating_add(T::Units::reserve_weight())
        .saturating_add(T::Settlement::pay_weight().saturating_mul(hops.saturating_add(2).into()))
}

/// What a committed hop can weigh, without telling that it was the last one: who carried it is paid, the jurisdiction, and
/// the payer.
pub fn committed_weight<T: Config>() -> Weight {
    T::WeightInfo::commit().saturating_add(T::Settlement::pay_weight().saturating_mul(3))
}

/// What the agenda of one block can weigh.
pub fn most_work<T: Config>() -> Weight {
    let items =
        item_weight::<T>(true).max(item_weight::<T>(false)).saturating_mul(T::MaxDuePerBlock::get().into());
    base_weight::<T>().saturating_add(items)
}

impl<T: Config> Pallet<T> {
    /// Remembers the last time that the chain stood still.
    fn notice_interruption(now: Moment) {
        let last = LastBlock::<T>::get();
        LastBlock::<T>::put(now);
        if last > 0 && now.saturating_sub(last) > T::MaxBlockGap::get() {
            Interruption::<T>::put((last, now));
            Self::deposit_event(Event::Interrupted { from: last, until: now });
        }
    }

    /// Until when a hop can still be committed whose time fell into an interruption, or so soon after it that nothing was
    /// left: as long as anybody has, from its end on. Nobody answers for what no block could have taken.
    pub(crate) fn extended(due: Moment) -> Option<Moment> {
        let (from, until) = Interruption::<T>::get()?;
        let extended = until.saturating_add(T::CommitTimeout::get());
        (from..extended).contains(&due).then_some(extended)
    }

    /// Works off what is due, the earliest first, as far as the meter and `MaxDuePerBlock` reach. The next block goes on;
    /// nothing is lost meanwhile, because every call looks at the clock itself.
    pub(crate) fn work_off_agenda(meter: &mut WeightMeter) {
        if meter.try_consume(base_weight::<T>()).is_err() {
            return;
        }
        let now = T::Time::now();
        Self::notice_interruption(now);
        // The iterator asks for the key after its last one each time, so entries may go behind it. What is entered while
        // it runs is due later.
        let mut keys = Agenda::<T>::iter_keys();
        for _ in 0..T::MaxDuePerBlock::get() {
            if !meter.can_consume(item_weight::<T>(true)) {
                return;
            }
            let Some(key) = keys.next().filter(|key| key.due() < now) else { return };
            if meter.try_consume(item_weight::<T>(key.hop().is_some())).is_err() {
                return;
            }
            // Whatever comes of it, an entry never holds up the others.
            Agenda::<T>::remove(key);
            match key.hop() {
                Some(hop) => Self::hop_is_due(&key.transfer(), hop, now),
                None => Self::transfer_is_due(&key.transfer(), now),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polkadot_sdk::sp_runtime::traits::Zero;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_encoding_sorts_by_time(a: u64, b: u64, x: [u8; 32], y: [u8; 32], hop in 0u32..16) {
            let first = AgendaKey::new(a, Digest(x), Some(hop));
            let second = AgendaKey::new(b, Digest(y), None);
            prop_assert_eq!(first.encode().cmp(&second.encode()), (a, x, 0).cmp(&(b, y, 1)));
            prop_assert_eq!((first.due(), first.transfer(), first.hop()), (a, Digest(x), Some(hop)));
            prop_assert_eq!(second.hop(), None);
        }
    }

    #[test]
    fn every_entry_weighs_something() {
        assert!(!item_weight::<crate::mock::Test>(true).is_zero());
        assert!(item_weight::<crate::mock::Test>(false).all_gte(told_weight::<crate::mock::Test>()));
    }
}
