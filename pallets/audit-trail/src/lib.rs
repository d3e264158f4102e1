#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
    not(any(test, feature = "runtime-benchmarks")),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable
    )
)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
mod trail;
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
pub mod try_state;
mod views;
pub mod weights;

pub use pallet::*;
pub use trail::{Fold, HostKeccak};
pub use weights::WeightInfo;

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::*;
    use msez_core::Digest;
    use msez_receipts::Entry;
    use polkadot_sdk::{frame_support::pallet_prelude::*, frame_system::pallet_prelude::*, sp_core::H256};

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// The audit trail.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What the pallet needs from the runtime.
    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config<Hash = H256> {
        /// What stands beside the head in the mountain range, as it is at the end of a block.
        type Companion: Get<Digest>;

        /// Notes of a block that have a leaf of their own.
        #[pallet::constant]
        type MaxNotes: Get<u32>;

        /// Entries of so many blocks are kept.
        #[pallet::constant]
        type HeadsKept: Get<u32>;

        /// Weights of noting and closing.
        type WeightInfo: WeightInfo;
    }

    /// Notes of the block that is being built, in order. Appended to by [`Audit`](msez_traits::Audit), emptied when the
    /// block is closed. It stays in memory: measurements do not count it.
    #[pallet::storage]
    #[pallet::whitelist_storage]
    pub type Notes<T: Config> = StorageValue<_, BoundedVec<Digest, T::MaxNotes>, ValueQuery>;

    /// The notes beyond those, as one.
    #[pallet::storage]
    pub type Folded<T: Config> = StorageValue<_, Fold, OptionQuery>;

    /// The entry of the last closed block. Written by `on_finalize`.
    #[pallet::storage]
    pub type Latest<T: Config> = StorageValue<_, Entry, OptionQuery>;

    /// The entries of the last blocks, by number modulo `HeadsKept`. Written by `on_finalize`.
    #[pallet::storage]
    pub type Heads<T: Config> = StorageMap<_, Twox64Concat, u32, Entry, OptionQuery>;

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_initialize(_: BlockNumberFor<T>) -> Weight {
            // What `on_finalize` costs in a block without notes; each note accounts for its share.
            T::WeightInfo::close(0)
        }

        fn on_finalize(_: BlockNumberFor<T>) {
            Self::close();
        }

        fn integrity_test() {
            assert!(T::MaxNotes::get() > 0, "no note has a leaf of its own");
            assert!(T::HeadsKept::get() > 0, "not even the last entry is kept");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
            try_state::do_try_state::<T>()
        }
    }
}
