//! Noting, and closing a block.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Digest;
use msez_receipts::{
    fold, genesis_head,
    index::{block_key, event_key, IndexedBlock, IndexedEvent, ENGINE},
    note, word, Entry, KeccakBackend, Record,
};
use msez_traits::Audit;
use polkadot_sdk::{
    frame_support::{dispatch::DispatchClass, traits::Get},
    frame_system::{pallet_prelude::BlockNumberFor, Pallet as System},
    sp_io::{hashing::keccak_256, offchain_index},
    sp_runtime::{generic::DigestItem, traits::Zero, SaturatedConversion},
};
use scale_info::TypeInfo;

use crate::{Config, Folded, Heads, Latest, Notes, Pallet, WeightInfo};

/// Keccak-256 of the host.
pub struct HostKeccak;

impl KeccakBackend for HostKeccak {
    fn keccak256(data: &[u8]) -> [u8; 32] {
        keccak_256(data)
    }
}

/// Notes that share a leaf.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Fold {
    /// How many.
    pub count: u32,
    /// The commitment to all of them.
    pub digest: Digest,
}

impl<T: Config> Audit for Pallet<T> {
    fn note<Event: Encode>(pallet: usize, event: &Event) {
        // Nothing happens in block 0, as for the system's events.
        if System::<T>::block_number().is_zero() {
            return;
        }
        let pallet = u8::try_from(pallet).unwrap_or(u8::MAX);
        Self::add(IndexedEvent { pallet, event: event.encode() });
    }
}

impl<T: Config> Pallet<T> {
    /// Notes an event, and accounts for it and for its share of closing the block. Nobody can be refused any more.
    fn add(indexed: IndexedEvent) {
        let length = u32::try_from(indexed.event.len()).unwrap_or(u32::MAX);
        let share = T::WeightInfo::close(1).saturating_sub(T::WeightInfo::close(0));
        let weight = T::WeightInfo::note(length).saturating_add(share);
        System::<T>::register_extra_weight_unchecked(weight, DispatchClass::Mandatory);

        let note = note::<HostKeccak>(indexed.pallet, &indexed.event);
        offchain_index::set(&event_key(&note), &indexed.encode());
        if Notes::<T>::try_append(note).is_err() {
            Folded::<T>::mutate(|folded| {
                let count = folded.map_or(0, |fold| fold.count).saturating_add(1);
                let before = folded.map(|fold| fold.digest);
                *folded = Some(Fold { count, digest: fold::<HostKeccak>(count, before.as_ref(), &note) });
            });
        }
    }

    /// Closes the block: its notes become a tree, its root moves the head.
    pub(crate) fn close() {
        let mut notes = Vec::from(Notes::<T>::take());
        let folded = Folded::<T>::take();
        notes.extend(folded.map(|fold| fold.digest));

        let block: u32 = System::<T>::block_number().saturated_into();
        let domain = Self::domain();
        let record = Record::close::<HostKeccak>(&domain, Self::head(), block, &notes);
        let entry = Entry { record, companion: T::Companion::get() };
        Latest::<T>::put(entry);
        Heads::<T>::insert(Self::slot(block), entry);

        let head = record.head;
        let indexed = IndexedBlock { entry, notes, folded: folded.map_or(0, |fold| fold.count) };
        offchain_index::set(&block_key(block, &head), &indexed.encode());
        System::<T>::deposit_log(DigestItem::Consensus(ENGINE, head.encode()));
    }

    /// Hash of block 0; known from block 1 on.
    pub(crate) fn domain() -> Digest {
        Digest(System::<T>::block_hash(BlockNumberFor::<T>::zero()).0)
    }

    /// The head after the last closed block.
    pub fn head() -> Digest {
        Latest::<T>::get()
            .map_or_else(|| genesis_head::<HostKeccak>(&Self::domain()), |entry| entry.record.head)
    }

    /// What the mountain range's leaf of the last closed block carries.
    pub fn word() -> Digest {
        let domain = Self::domain();
        match Latest::<T>::get() {
            Some(entry) => entry.word::<HostKeccak>(&domain),
            None => word::<HostKeccak>(&domain, &genesis_head::<HostKeccak>(&domain), &T::Companion::get()),
        }
    }

    /// A block's place in the ring.
    pub(crate) fn slot(block: u32) -> u32 {
        block.checked_rem(T::HeadsKept::get()).unwrap_or_default()
    }
}
