//! What can be asked.

use msez_receipts::Entry;
use msez_runtime_api::ApiError;
use polkadot_sdk::frame_support::traits::Get;

use crate::{Config, Heads, Latest, Pallet};

impl<T: Config> Pallet<T> {
    /// The entry of the last closed block; none before the first is.
    pub fn latest() -> Option<Entry> {
        Latest::<T>::get()
    }

    /// The entry of a block.
    pub fn entry(block: u32) -> Result<Entry, ApiError> {
        let last = Latest::<T>::get().map_or(0, |entry| entry.record.block);
        if block == 0 || block > last {
            return Err(ApiError::BlockNotFound);
        }
        Heads::<T>::get(Self::slot(block)).filter(|entry| entry.record.block == block).ok_or_else(|| {
            let kept_since = last.saturating_sub(T::HeadsKept::get()).saturating_add(1);
            ApiError::ReceiptsPruned { kept_since }
        })
    }
}
