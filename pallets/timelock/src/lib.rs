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

mod agenda;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
pub mod commitment;
#[cfg(test)]
mod mock;
mod origin;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
mod try_state;
mod types;
pub mod weights;

pub use agenda::AgendaKey;
pub use origin::EnsureLocked;
pub use pallet::*;
pub use types::{Announcement, LockId, Stage};
pub use weights::WeightInfo;

use msez_traits::LockClass;
use polkadot_sdk::{
    frame_support::traits::{fungible::Inspect, OriginTrait},
    frame_system,
};

/// The native currency's unit.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// Whoever can announce: an account, or a power of the chain such as its council.
pub type CallerOf<T> = <<T as frame_system::Config>::RuntimeOrigin as OriginTrait>::PalletsOrigin;

/// What is kept of an announcement.
pub type AnnouncementOf<T> = Announcement<CallerOf<T>, BalanceOf<T>>;

/// Which calls can be announced, and under which class. A call has at most one: otherwise the shortest delay would be
/// everybody's choice.
pub trait Classes<Call> {
    /// The class of a call; `None` where it cannot be announced.
    fn class_of(call: &Call) -> Option<LockClass>;
}

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::{boxed::Box, vec::Vec};
    use codec::Encode;
    use msez_core::{Digest, Moment};
    use msez_traits::{largest_entry, Audit, TimeLocks};
    use polkadot_sdk::{
        frame_support::{
            dispatch::{DispatchErrorWithPostInfo, GetDispatchInfo, PostDispatchInfo},
            pallet_prelude::*,
            traits::{
                fungible::MutateHold, tokens::Precision, CallerTrait, Footprint, PalletInfoAccess, Time,
            },
            weights::WeightMeter,
        },
        frame_system::pallet_prelude::*,
        sp_io,
        sp_runtime::traits::{Convert, Dispatchable, Saturating, Zero},
    };

    /// Version of the storage's layout.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// The configuration.
    #[pallet::config]
    pub trait Config:
        polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>, Hash: Into<[u8; 32]>>
    {
        /// What the calls weigh.
        type WeightInfo: WeightInfo;

        /// The chain's clock, in milliseconds.
        type Time: Time<Moment = Moment>;

        /// In which deposits are held.
        type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

        /// The runtime's reasons for holds.
        type RuntimeHoldReason: From<HoldReason>;

        /// What keeping an entry of so many bytes costs while it is kept.
        type DepositPrice: Convert<Footprint, BalanceOf<Self>>;

        /// Every call of the runtime.
        type RuntimeCall: Parameter
            + Dispatchable<RuntimeOrigin = Self::RuntimeOrigin, PostInfo = PostDispatchInfo>
            + GetDispatchInfo
            + From<polkadot_sdk::frame_system::Call<Self>>;

        /// Which calls can be announced, and under which class.
        type Classes: Classes<<Self as Config>::RuntimeCall>;

        /// Announces without a deposit, besides every account with one: the chain's governance.
        type GovernedOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// Where events are noted.
        type Audit: Audit;

        /// How long a withdrawal waits, in milliseconds.
        #[pallet::constant]
        type WithdrawalDelay: Get<Moment>;

        /// How long the change of a parameter waits, in milliseconds.
        #[pallet::constant]
        type ParameterChangeDelay: Get<Moment>;

        /// How long a migration waits, in milliseconds.
        #[pallet::constant]
        type MigrationDelay: Get<Moment>;

        /// For how long after its delay an operation can be carried out, in milliseconds.
        #[pallet::constant]
        type Window: Get<Moment>;

        /// Announcements that one announcer can have at a time; at least 1.
        #[pallet::constant]
        type MaxPerAnnouncer: Get<u32>;

        /// Announcements that one block lets expire at most; at least 1.
        #[pallet::constant]
        type MaxDuePerBlock: Get<u32>;
    }

    /// Why this pallet holds funds.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// For the room that an announcement takes, until it is carried out, cancelled, or expires.
        #[codec(index = 0)]
        Announcement,
    }

    /// The id that the next announcement gets. Ids are never given out again.
    #[pallet::storage]
    pub type NextId<T: Config> = StorageValue<_, LockId, ValueQuery>;

    /// Every announcement that still can be, or could have been, carried out, by id. Removed when it is carried out or
    /// cancelled, or when the agenda lets it expire.
    #[pallet::storage]
    pub type Announcements<T: Config> = StorageMap<_, Twox64Concat, LockId, AnnouncementOf<T>, OptionQuery>;

    /// Ids of what an account has announced, oldest first; those of `None` are governance's.
    #[pallet::storage]
    pub type ByAnnouncer<T: Config> = StorageMap<
        _,
        Blake2_128Concat,
        Option<T::AccountId>,
        BoundedVec<LockId, T::MaxPerAnnouncer>,
        ValueQuery,
    >;

    /// Every announcement, in order of the end of its window. The identity hasher keeps that order.
    #[pallet::storage]
    pub type Agenda<T: Config> = StorageMap<_, Identity, AgendaKey, (), OptionQuery>;

    /// Class and announcer of the operation that is being carried out. Never there between two transactions.
    #[pallet::storage]
    pub type Executing<T: Config> = StorageValue<_, (LockClass, CallerOf<T>), OptionQuery>;

    /// What happened.
    #[pallet::event]
    pub enum Event<T: Config> {
        /// An operation was announced. What it is stays hidden until it is carried out.
        Announced {
            /// Id of the announcement.
            id: LockId,
            /// Who announced it; `None` for governance.
            announcer: Option<T::AccountId>,
            /// The class under which it waits.
            class: LockClass,
            /// Commitment to announcer, class, call and salt.
            commitment: Digest,
            /// From when on it can be carried out, in milliseconds.
            from: Moment,
            /// Until when, in milliseconds, inclusive.
            until: Moment,
            /// What is held from the announcer.
            deposit: BalanceOf<T>,
        },
        /// An operation was revealed and carried out.
        Executed {
            /// Id of the announcement.
            id: LockId,
            /// Who had announced it; `None` for governance.
            announcer: Option<T::AccountId>,
            /// The class under which it waited.
            class: LockClass,
            /// Who revealed it.
            by: T::AccountId,
            /// BLAKE2b-256 of the encoded call.
            call: Digest,
        },
        /// Who announced an operation called it off.
        Cancelled {
            /// Id of the announcement.
            id: LockId,
            /// Who had announced it; `None` for governance.
            announcer: Option<T::AccountId>,
        },
        /// Nobody carried an operation out in its window.
        Expired {
            /// Id of the announcement.
            id: LockId,
            /// Who had announced it; `None` for governance.
            announcer: Option<T::AccountId>,
        },
    }

    /// Why a call was refused.
    #[pallet::error]
    pub enum Error<T> {
        /// Nothing was ever announced under this id.
        NotFound,
        /// It was carried out, was cancelled, or has expired. An id is used once.
        AlreadyClosed,
        /// Only who announced it can cancel it.
        NotAuthorized,
        /// Its delay is not over.
        NotDue,
        /// Its window is over.
        Expired,
        /// Not this call, or not with this salt.
        CommitmentDiffers,
        /// The call cannot wait here: it has no class, or carries calls of several.
        NotLockable,
        /// The call waits under another class.
        ClassDiffers,
        /// The announcer has announced as much as can wait at a time.
        TooManyAnnouncements,
        /// An operation that is being carried out carries out no other.
        AlreadyExecuting,
        /// There are no ids left.
        Overflow,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_poll(_: BlockNumberFor<T>, meter: &mut WeightMeter) {
            Self::work_off_agenda(meter);
        }

        fn integrity_test() {
            for class in LockClass::ALL {
                assert!(<Self as TimeLocks>::delay(class) > 0, "there is time to object to {class:?}");
            }
            assert!(T::Window::get() > 0, "there is time to carry an operation out");
            assert!(T::MaxPerAnnouncer::get() >= 1, "everybody can announce something");
            assert!(T::MaxDuePerBlock::get() >= 1, "the agenda has to move");
            let block = T::BlockWeights::get().max_block;
            let due = agenda::most_work::<T>();
            assert!(due.all_lt(block), "the agenda of a block must leave room: {due} of {block}");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// An announcement that is neither carried out nor closed.
        pub fn announcement(id: LockId) -> Option<AnnouncementOf<T>> {
            Announcements::<T>::get(id)
        }

        /// How far an operation is; `None` where nothing was ever announced under this id.
        pub fn stage(id: LockId) -> Option<Stage> {
            let now = T::Time::now();
            match Announcements::<T>::get(id) {
                Some(announcement) => Some(announcement.stage(now)),
                None => (id < NextId::<T>::get()).then_some(Stage::Closed),
            }
        }

        /// What an account has announced, oldest first; governance's for `None`.
        pub fn announced_by(announcer: Option<T::AccountId>) -> Vec<LockId> {
            ByAnnouncer::<T>::get(announcer).into_inner()
        }

        /// The delay of every class, the window after it, and the deposit.
        pub fn terms() -> (Vec<(LockClass, Moment)>, Moment, BalanceOf<T>) {
            let delays = LockClass::ALL.map(|class| (class, <Self as TimeLocks>::delay(class)));
            (delays.into(), <Self as TimeLocks>::window(), Self::deposit())
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Announces an operation by its [`commitment`]. By anyone, whose deposit is held until it is carried out,
        /// cancelled, or expires; or by governance, without one.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::announce())]
        pub fn announce(origin: OriginFor<T>, class: LockClass, commitment: Digest) -> DispatchResult {
            let (caller, is_governed) = Self::ensure_announcer(origin)?;
            let deposit = if is_governed { Zero::zero() } else { Self::deposit() };
            let announcer = caller.as_signed().cloned();
            let id = NextId::<T>::get();
            let next = id.checked_add(1).ok_or(Error::<T>::Overflow)?;
            ByAnnouncer::<T>::try_mutate(&announcer, |ids| ids.try_push(id))
                .map_err(|_| Error::<T>::TooManyAnnouncements)?;
            if let Some(who) = announcer.as_ref().filter(|_| !deposit.is_zero()) {
                T::Currency::hold(&HoldReason::Announcement.into(), who, deposit)?;
            }
            let from = T::Time::now().saturating_add(<Self as TimeLocks>::delay(class));
            let until = from.saturating_add(<Self as TimeLocks>::window());
            let announcement = Announcement { caller, class, commitment, from, until, deposit };
            Announcements::<T>::insert(id, announcement);
            Agenda::<T>::insert(AgendaKey::new(until, id), ());
            NextId::<T>::put(next);
            Self::deposit_event(Event::Announced { id, announcer, class, commitment, from, until, deposit });
            Ok(())
        }

        /// Reveals an announced call and carries it out in the announcer's name. By anyone who can reveal it, between the
        /// end of its delay and the end of its window. Where the call fails this one does: nothing changes, and it can
        /// be tried again. The deposit goes back.
        #[pallet::call_index(1)]
        #[pallet::weight({
            let info = call.get_dispatch_info();
            (Pallet::<T>::revealing(call).saturating_add(info.call_weight), info.class)
        })]
        pub fn execute(
            origin: OriginFor<T>,
            id: LockId,
            call: Box<<T as Config>::RuntimeCall>,
            salt: [u8; 32],
        ) -> DispatchResultWithPostInfo {
            let by = ensure_signed(origin)?;
            let own = Self::revealing(&call);
            let encoded = call.encode();
            let announcement =
                Self::reveal(id, &call, &encoded, &salt).map_err(|error| failed(error, own))?;
            let (class, announcer) = (announcement.class, announcement.announcer().cloned());
            Self::close(id, &announcement).map_err(|error| failed(error, own))?;

            Executing::<T>::put((class, &announcement.caller));
            let outcome = call.dispatch(announcement.caller.into());
            Executing::<T>::kill();

            let spent = |info: PostDispatchInfo| PostDispatchInfo {
                actual_weight: info.actual_weight.map(|weight| own.saturating_add(weight)),
                ..info
            };
            let info = outcome.map_err(|fault| DispatchErrorWithPostInfo {
                post_info: spent(fault.post_info),
                error: fault.error,
            })?;
            let call = Digest(sp_io::hashing::blake2_256(&encoded));
            Self::deposit_event(Event::Executed { id, announcer, class, by, call });
            // Who reveals pays for the block's space all the same.
            Ok(PostDispatchInfo { pays_fee: Pays::Yes, ..spent(info) })
        }

        /// Calls an announced operation off, at any time; the deposit goes back. By who announced it: his account, or
        /// governance for governance's.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::cancel())]
        pub fn cancel(origin: OriginFor<T>, id: LockId) -> DispatchResult {
            let (caller, _) = Self::ensure_announcer(origin)?;
            let who = caller.as_signed().cloned();
            let announcement = Self::open(id)?;
            ensure!(announcement.announcer() == who.as_ref(), Error::<T>::NotAuthorized);
            Self::close(id, &announcement)?;
            Self::deposit_event(Event::Cancelled { id, announcer: who });
            Ok(())
        }
    }

    impl<T: Config> Pallet<T> {
        /// Tells the world, and notes it in the audit trail.
        pub(crate) fn deposit_event(event: Event<T>) {
            T::Audit::note(<Self as PalletInfoAccess>::index(), &event);
            let event = <T as polkadot_sdk::frame_system::Config>::RuntimeEvent::from(event);
            polkadot_sdk::frame_system::Pallet::<T>::deposit_event(event);
        }

        /// What one announcement costs while it is kept: its record, its place on the agenda and among what the announcer
        /// has announced, the latter as if it were alone there.
        pub fn deposit() -> BalanceOf<T> {
            let others = T::MaxPerAnnouncer::get().saturating_sub(1).saturating_mul(LOCK_ID_BYTES);
            [
                largest_entry::<Announcements<T>>(),
                largest_entry::<Agenda<T>>(),
                largest_entry::<ByAnnouncer<T>>().saturating_sub(others),
            ]
            .into_iter()
            .map(|bytes| T::DepositPrice::convert(Footprint { count: 1, size: bytes.into() }))
            .fold(Zero::zero(), |sum: BalanceOf<T>, price| sum.saturating_add(price))
        }

        /// The commitment to a call, as this chain asks for it.
        pub fn commitment_of(
            announcer: Option<&T::AccountId>,
            class: LockClass,
            call: &<T as Config>::RuntimeCall,
            salt: &[u8; 32],
        ) -> Digest {
            commitment::commitment(Self::genesis(), announcer, class, salt, &call.encode())
        }

        /// Whether the operation that is being carried out was announced by this caller and waited at least as long as
        /// the class asks.
        pub fn is_executing(class: LockClass, caller: &CallerOf<T>) -> bool {
            Executing::<T>::get().is_some_and(|(waited, announcer)| {
                announcer == *caller
                    && <Self as TimeLocks>::delay(waited) >= <Self as TimeLocks>::delay(class)
            })
        }

        /// What revealing weighs, without the call itself.
        pub(crate) fn revealing(call: &<T as Config>::RuntimeCall) -> Weight {
            T::WeightInfo::execute(u32::try_from(call.encoded_size()).unwrap_or(u32::MAX))
        }

        /// Who may announce, and whether as governance.
        fn ensure_announcer(origin: OriginFor<T>) -> Result<(CallerOf<T>, bool), DispatchError> {
            let caller = origin.caller().clone();
            let is_governed = match T::GovernedOrigin::try_origin(origin) {
                Ok(_) => true,
                Err(origin) => {
                    ensure_signed(origin)?;
                    false
                }
            };
            Ok((caller, is_governed))
        }

        fn genesis() -> [u8; 32] {
            polkadot_sdk::frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero()).into()
        }

        /// An announcement that is not closed.
        fn open(id: LockId) -> Result<AnnouncementOf<T>, Error<T>> {
            let unknown = || if id < NextId::<T>::get() { Error::AlreadyClosed } else { Error::NotFound };
            Announcements::<T>::get(id).ok_or_else(unknown)
        }

        /// Everything that must be right before a call is carried out.
        fn reveal(
            id: LockId,
            call: &<T as Config>::RuntimeCall,
            encoded: &[u8],
            salt: &[u8; 32],
        ) -> Result<AnnouncementOf<T>, DispatchError> {
            ensure!(!Executing::<T>::exists(), Error::<T>::AlreadyExecuting);
            let announcement = Self::open(id)?;
            match announcement.stage(T::Time::now()) {
                Stage::Waiting => return Err(Error::<T>::NotDue.into()),
                Stage::Due => (),
                Stage::Expired | Stage::Closed => return Err(Error::<T>::Expired.into()),
            }
            let (announcer, class) = (announcement.announcer(), announcement.class);
            let revealed = commitment::commitment(Self::genesis(), announcer, class, salt, encoded);
            ensure!(revealed == announcement.commitment, Error::<T>::CommitmentDiffers);
            let asked = T::Classes::class_of(call).ok_or(Error::<T>::NotLockable)?;
            ensure!(asked == class, Error::<T>::ClassDiffers);
            Ok(announcement)
        }

        /// Removes an announcement and everything that stands for it.
        pub(crate) fn close(id: LockId, announcement: &AnnouncementOf<T>) -> DispatchResult {
            let announcer = announcement.announcer();
            if let Some(who) = announcer.filter(|_| !announcement.deposit.is_zero()) {
                // As much as is there: the hold is this pallet's alone, and no fault in it may keep an operation open.
                let reason = HoldReason::Announcement.into();
                T::Currency::release(&reason, who, announcement.deposit, Precision::BestEffort)?;
            }
            let key = announcer.cloned();
            let mut ids = ByAnnouncer::<T>::get(&key);
            ids.retain(|open| *open != id);
            if ids.is_empty() {
                ByAnnouncer::<T>::remove(&key);
            } else {
                ByAnnouncer::<T>::insert(&key, ids);
            }
            Agenda::<T>::remove(AgendaKey::new(announcement.until, id));
            Announcements::<T>::remove(id);
            Ok(())
        }
    }

    /// Bytes of an id in a list.
    const LOCK_ID_BYTES: u32 = 8;

    /// A refusal before the call was dispatched: only the revealing was weighed.
    fn failed(error: DispatchError, own: Weight) -> DispatchErrorWithPostInfo {
        DispatchErrorWithPostInfo { post_info: Some(own).into(), error }
    }

    impl<T: Config> TimeLocks for Pallet<T> {
        fn delay(class: LockClass) -> Moment {
            match class {
                LockClass::Withdrawal => T::WithdrawalDelay::get(),
                LockClass::ParameterChange => T::ParameterChangeDelay::get(),
                LockClass::Migration => T::MigrationDelay::get(),
            }
        }

        fn window() -> Moment {
            T::Window::get()
        }
    }
}
