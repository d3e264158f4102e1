//! What comes due, in order of blocks, within what a block can bear.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Digest;
use msez_traits::{Bonds, Due};
use msez_watch::Coordinate;
use polkadot_sdk::{
    frame_support::{
        traits::Get,
        weights::{Weight, WeightMeter},
    },
    frame_system::{self, pallet_prelude::BlockNumberFor},
    sp_runtime::{traits::Saturating, SaturatedConversion},
};
use scale_info::TypeInfo;

use crate::{Agenda, Config, Pallet, WeightInfo};

/// What there is to do. What ends comes before what begins.
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
pub enum Item {
    /// A deferred slash happens.
    #[codec(index = 0)]
    Slash(u64),
    /// The duty of a topic is over.
    #[codec(index = 1)]
    Deadline(Digest),
    /// A coordinate is settled.
    #[codec(index = 2)]
    Settle(Coordinate),
    /// A coordinate is forgotten.
    #[codec(index = 3)]
    Prune(Coordinate),
    /// Everybody is looked at.
    #[codec(index = 4)]
    Refresh,
    /// The seats of a topic are given.
    #[codec(index = 5)]
    Panel(Digest),
    /// Watchers are drawn for a topic.
    #[codec(index = 6)]
    Duty(Digest),
}

/// An entry of the agenda, by block.
pub type AgendaKey = Due<Item>;

/// What an item weighs at most.
fn most<T: Config>(item: Item) -> Weight {
    let (all, panel) = (T::MaxWatchers::get(), T::MaxPanel::get());
    match item {
        Item::Slash(_) => T::WeightInfo::slash_item().saturating_add(T::Bonds::slash_weight()),
        Item::Deadline(_) => deadline_weight::<T>(T::MaxPerDuty::get()),
        Item::Settle(_) => T::WeightInfo::settle_item(panel),
        Item::Prune(_) => T::WeightInfo::prune_item(panel),
        Item::Refresh => T::WeightInfo::refresh_item(all),
        Item::Panel(_) => T::WeightInfo::panel_item(all),
        Item::Duty(_) => T::WeightInfo::duty_item(),
    }
}

/// A miss is deferred, or slashed at once: the dearer of both.
fn deadline_weight<T: Config>(drawn: u32) -> Weight {
    T::WeightInfo::deadline_item(drawn).saturating_add(T::Bonds::slash_weight().saturating_mul(drawn.into()))
}

/// The most that one item can weigh, with looking for it.
pub fn heaviest_item<T: Config>() -> Weight {
    let coordinate = Coordinate { topic: Digest::default(), height: 0 };
    [
        Item::Slash(0),
        Item::Deadline(Digest::default()),
        Item::Settle(coordinate),
        Item::Prune(coordinate),
        Item::Refresh,
        Item::Panel(Digest::default()),
        Item::Duty(Digest::default()),
    ]
    .into_iter()
    .fold(Weight::zero(), |most_of_all, item| most_of_all.max(most::<T>(item)))
    .saturating_add(T::WeightInfo::agenda_base())
}

impl<T: Config> Pallet<T> {
    /// Puts an item on the agenda.
    pub(crate) fn schedule(block: BlockNumberFor<T>, item: Item) {
        Agenda::<T>::insert(AgendaKey::new(block, item), ());
    }

    /// The same, so many blocks ahead. Returns the block.
    pub(crate) fn schedule_in(blocks: u32, item: Item) -> BlockNumberFor<T> {
        let block = frame_system::Pallet::<T>::block_number().saturating_add(blocks.into());
        Self::schedule(block, item);
        block
    }

    /// The same, as far ahead as everybody is looked at again. Returns the block.
    pub(crate) fn schedule_next(item: Item) -> BlockNumberFor<T> {
        let interval = T::RefreshInterval::get().max(1u32.into());
        let block = frame_system::Pallet::<T>::block_number().saturating_add(interval);
        Self::schedule(block, item);
        block
    }

    /// Works off what has come due, the earliest first, as far as the meter and `MaxDuePerBlock` reach. What is left is
    /// first in the next block.
    pub(crate) fn work_off_agenda(meter: &mut WeightMeter) {
        let now: u64 = frame_system::Pallet::<T>::block_number().saturated_into();
        // The iterator asks for the key after its last one each time, so entries may come and go behind it.
        let mut keys = Agenda::<T>::iter_keys();
        for _ in 0..T::MaxDuePerBlock::get() {
            // Of looking for each: what it is comes on top.
            if meter.try_consume(T::WeightInfo::agenda_base()).is_err() {
                return;
            }
            let Some(key) = keys.next().filter(|key| key.at() <= now) else { return };
            let most = most::<T>(key.what());
            if !meter.can_consume(most) {
                return;
            }
            Agenda::<T>::remove(key);
            meter.consume(Self::perform(key.what()).min(most));
        }
    }

    /// Does one item. Returns what it weighed.
    pub(crate) fn perform(item: Item) -> Weight {
        match item {
            Item::Slash(id) => {
                Self::slash_now(id);
                most::<T>(item)
            }
            Item::Deadline(topic) => deadline_weight::<T>(Self::end_duty(topic)),
            Item::Settle(coordinate) => T::WeightInfo::settle_item(Self::settle(coordinate)),
            Item::Prune(coordinate) => T::WeightInfo::prune_item(Self::prune(coordinate)),
            Item::Refresh => T::WeightInfo::refresh_item(Self::refresh()),
            Item::Panel(topic) => T::WeightInfo::panel_item(Self::seat(topic)),
            Item::Duty(topic) => {
                Self::issue_duty(topic);
                most::<T>(item)
            }
        }
    }
}
