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
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
mod try_state;
pub mod weights;

pub use pallet::*;
pub use weights::WeightInfo;

use msez_traits::Work;

/// What every call of the runtime is to the mode of its pallet. The runtime lists the calls one by one, so that none is
/// forgotten when there is a new one.
pub trait Classify<Call> {
    /// Index of the call's pallet and what it does there; `None` where the pallet has no switch. What a call carries, a
    /// batch for example, is asked for by itself when it is dispatched.
    fn classify(call: &Call) -> Option<(u8, Work)>;

    /// Indices of the pallets that have a switch. What the chain needs to decide and to be decided upon has none.
    fn switches() -> &'static [u8];
}

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use msez_traits::{Audit, Mode};
    use polkadot_sdk::{
        frame_support::{
            pallet_prelude::*,
            traits::{Contains, PalletInfoAccess},
        },
        frame_system::{self, pallet_prelude::*},
    };

    /// Version of the storage's layout.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// The configuration.
    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// What the calls weigh.
        type WeightInfo: WeightInfo;

        /// Sets any mode.
        type SetOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// Makes modes stricter, and cannot undo it: for who must be quick.
        type GuardianOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// What the calls of the runtime are to the modes.
        type Classify: Classify<<Self as frame_system::Config>::RuntimeCall>;

        /// Where events are noted.
        type Audit: Audit;
    }

    /// The mode of a pallet, by its index in the runtime; absent where it is green.
    #[pallet::storage]
    pub type Modes<T: Config> = StorageMap<_, Twox64Concat, u8, Mode, OptionQuery>;

    /// What happened.
    #[pallet::event]
    pub enum Event<T: Config> {
        /// A pallet was opened or closed further.
        ModeSet {
            /// Index of the pallet.
            pallet: u8,
            /// Its mode until now.
            from: Mode,
            /// Its mode from now on.
            to: Mode,
        },
    }

    /// Why a call was refused.
    #[pallet::error]
    pub enum Error<T> {
        /// The pallet has no switch, or does not exist.
        NotFound,
        /// The pallet is in this mode already.
        NothingToChange,
        /// A guardian only makes modes stricter.
        NotAuthorized,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn integrity_test() {
            let own = <Self as PalletInfoAccess>::index();
            let switches = T::Classify::switches();
            assert!(
                !switches.iter().any(|pallet| usize::from(*pallet) == own),
                "the switches themselves have none"
            );
            let mut sorted = switches.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            assert!(sorted.len() == switches.len(), "a pallet has one switch");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// The mode of a pallet, by its index in the runtime.
        pub fn mode(pallet: u8) -> Mode {
            Self::mode_of(pallet)
        }

        /// Every pallet that has a switch, and its mode.
        pub fn modes() -> Vec<(u8, Mode)> {
            T::Classify::switches().iter().map(|pallet| (*pallet, Self::mode_of(*pallet))).collect()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Sets how far a pallet is open. A guardian only closes it further.
        #[pallet::call_index(0)]
        #[pallet::weight((T::WeightInfo::set_mode(), DispatchClass::Operational))]
        pub fn set_mode(origin: OriginFor<T>, pallet: u8, mode: Mode) -> DispatchResult {
            let may_loosen = match T::SetOrigin::try_origin(origin) {
                Ok(_) => true,
                Err(origin) => {
                    T::GuardianOrigin::ensure_origin(origin)?;
                    false
                }
            };
            ensure!(T::Classify::switches().contains(&pallet), Error::<T>::NotFound);
            let from = Self::mode_of(pallet);
            ensure!(mode != from, Error::<T>::NothingToChange);
            ensure!(may_loosen || mode > from, Error::<T>::NotAuthorized);
            match mode {
                Mode::Green => Modes::<T>::remove(pallet),
                Mode::Amber | Mode::Red => Modes::<T>::insert(pallet, mode),
            }
            Self::deposit_event(Event::ModeSet { pallet, from, to: mode });
            Ok(())
        }
    }

    impl<T: Config> Pallet<T> {
        /// How far a pallet is open, for those that are called from inside and not by a transaction.
        pub fn mode_of(pallet: u8) -> Mode {
            Modes::<T>::get(pallet).unwrap_or_default()
        }

        /// Whether work of this kind is possible in a pallet now.
        pub fn allows(pallet: u8, work: Work) -> bool {
            // What is always possible needs no look at the state.
            work == Work::Exit || Self::mode_of(pallet).allows(work)
        }

        /// Tells the world, and notes it in the audit trail.
        pub(crate) fn deposit_event(event: Event<T>) {
            T::Audit::note(<Self as PalletInfoAccess>::index(), &event);
            let event = <T as polkadot_sdk::frame_system::Config>::RuntimeEvent::from(event);
            polkadot_sdk::frame_system::Pallet::<T>::deposit_event(event);
        }
    }

    /// The runtime's filter: the calls that the modes allow.
    impl<T: Config> Contains<<T as frame_system::Config>::RuntimeCall> for Pallet<T> {
        fn contains(call: &<T as frame_system::Config>::RuntimeCall) -> bool {
            T::Classify::classify(call).is_none_or(|(pallet, work)| Self::allows(pallet, work))
        }
    }
}
