//! What entries take of the state, for deposits.

use polkadot_sdk::frame_support::traits::StorageInfoTrait;

/// Bytes of an entry of a storage item at its largest: its value and its own part of the key, as stored.
pub fn largest_entry<Item: StorageInfoTrait>() -> u32 {
    Item::storage_info().iter().filter_map(|item| item.max_size).sum()
}
