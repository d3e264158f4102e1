//! What is always true of the trail.

use msez_receipts::follow;
use polkadot_sdk::{
    frame_support::{ensure, traits::Get},
    sp_runtime::TryRuntimeError,
};

use crate::{Config, Folded, Heads, HostKeccak, Latest, Notes, Pallet};

/// The ring has the last entries and no others, each goes on from the one before, and the last is the latest. Only what
/// does not fit among the notes is folded.
pub fn do_try_state<T: Config>() -> Result<(), TryRuntimeError> {
    let is_full = Notes::<T>::decode_len().unwrap_or_default() as u64 >= u64::from(T::MaxNotes::get());
    ensure!(is_full || !Folded::<T>::exists(), "a note was folded that had room");
    let Some(latest) = Latest::<T>::get() else {
        ensure!(Heads::<T>::iter().next().is_none(), "entries are kept, and none is the latest");
        return Ok(());
    };
    let mut kept: alloc::vec::Vec<_> = Heads::<T>::iter().collect();
    ensure!(kept.len() as u64 <= u64::from(T::HeadsKept::get()), "too many entries are kept");
    kept.sort_by_key(|(_, entry)| entry.record.block);
    ensure!(kept.iter().all(|(slot, entry)| *slot == Pallet::<T>::slot(entry.record.block)), "a wrong place");
    ensure!(kept.last().map(|(_, entry)| *entry) == Some(latest), "the latest entry is not the last");

    let records: alloc::vec::Vec<_> = kept.iter().map(|(_, entry)| entry.record).collect();
    let Some(first) = records.first() else { return Err("nothing is kept".into()) };
    let before = first.block.saturating_sub(1);
    let end = follow::<HostKeccak>(&Pallet::<T>::domain(), before, &first.previous, &records);
    ensure!(end == Ok(latest.record.head), "the heads do not follow one another");
    Ok(())
}
