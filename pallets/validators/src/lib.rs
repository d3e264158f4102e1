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
pub mod increment;
#[cfg(test)]
mod mock;
mod offences;
mod sessions;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
pub mod try_state;
pub mod weights;

pub use pallet::*;
pub use sessions::{UnitIdentificationOf, ValidatorIdOf};
pub use weights::WeightInfo;

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use msez_traits::{Balance, Bonds, Role};
    use polkadot_sdk::{
        frame_support::{pallet_prelude::*, traits::EnsureOrigin},
        frame_system::pallet_prelude::*,
        sp_runtime::Perbill,
        sp_staking::{offence::Kind, SessionIndex},
    };

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// The permissioned validator set.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What the pallet needs from the runtime. A validator's id is its account, and the historical trie identifies it by
    /// that id alone: what it has at stake is asked of the bonds at the time of the slash.
    #[pallet::config]
    pub trait Config:
        polkadot_sdk::frame_system::Config<
            RuntimeEvent: From<Event<Self>>,
            RuntimeCall: From<pallet_session::Call<Self>>,
        > + pallet_session::Config<ValidatorId = <Self as polkadot_sdk::frame_system::Config>::AccountId>
        + pallet_session::historical::Config<FullIdentification = ()>
        + polkadot_sdk::pallet_offences::Config<
            IdentificationTuple = pallet_session::historical::IdentificationTuple<Self>,
        >
    {
        /// Admits and dismisses.
        type AdmissionOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// The validators' collateral.
        type Bonds: Bonds<Self::AccountId, BlockNumber = BlockNumberFor<Self>>;

        /// Accounts that can be admitted at the same time.
        #[pallet::constant]
        type MaxAdmitted: Get<u32>;

        /// Size of the set at most.
        #[pallet::constant]
        type MaxValidators: Get<u32>;

        /// Size below which nobody may retire or be dismissed. An offender leaves all the same.
        type MinValidators: Get<u32>;

        /// Smallest portion that an offence costs, whatever fraction the offence itself asks for.
        type MinSlash: Get<Perbill>;

        /// Sessions for which evidence of an offence is accepted. Older session roots are removed. The unbonding delay
        /// of validators must last one session longer.
        #[pallet::constant]
        type AccountableSessions: Get<SessionIndex>;

        /// Weights of the calls.
        type WeightInfo: WeightInfo;

        /// Where every event is noted, to be proven later.
        type Audit: msez_traits::Audit;
    }

    /// Accounts that governance has admitted.
    #[pallet::storage]
    pub type Admitted<T: Config> = CountedStorageMap<_, Blake2_128Concat, T::AccountId, (), OptionQuery>;

    /// Admitted accounts that want to validate, in the order in which they enlisted: the next set.
    #[pallet::storage]
    pub type Candidates<T: Config> = StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, ValueQuery>;

    /// Offenders that are in the running set until the next one takes over, with the fraction of their offence. Read at
    /// the start of a session, because a change of the set forgets who was disabled.
    #[pallet::storage]
    pub type Expelled<T: Config> =
        StorageValue<_, BoundedVec<(T::AccountId, Perbill), T::MaxValidators>, ValueQuery>;

    /// What a validator was slashed for offences in a session: the largest portion so far. Written by the offence
    /// handler, kept for the accountable sessions.
    #[pallet::storage]
    pub type Punished<T: Config> =
        StorageDoubleMap<_, Twox64Concat, SessionIndex, Blake2_128Concat, T::AccountId, Perbill, OptionQuery>;

    /// Kind of the offence that is being reported. Present only while a report is handled.
    #[pallet::storage]
    pub type Reporting<T: Config> = StorageValue<_, Kind, OptionQuery>;

    /// The first validators.
    #[pallet::genesis_config]
    #[derive(polkadot_sdk::frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Account and bond of each; their keys are the session pallet's.
        pub validators: Vec<(T::AccountId, Balance)>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            for (who, bond) in &self.validators {
                let bonded = T::Bonds::bond(Role::Validator, who, *bond);
                assert!(bonded.is_ok(), "{who:?} cannot bond {bond} at genesis: {bonded:?}");
                assert!(!Admitted::<T>::contains_key(who), "{who:?} is a validator twice at genesis");
                Admitted::<T>::insert(who, ());
                assert!(Candidates::<T>::try_append(who).is_ok(), "too many validators at genesis");
            }
        }
    }

    /// What happened to the set.
    #[pallet::event]
    pub enum Event<T: Config> {
        /// Governance admitted an account.
        Admitted {
            /// Whom.
            who: T::AccountId,
        },
        /// Governance dismissed an account.
        Dismissed {
            /// Whom.
            who: T::AccountId,
        },
        /// An admitted account wants to validate.
        Enlisted {
            /// Who.
            who: T::AccountId,
        },
        /// A candidate does not want to validate any more.
        Retired {
            /// Who.
            who: T::AccountId,
        },
        /// A new set was planned; it starts with this session.
        SetPlanned {
            /// The session.
            session: SessionIndex,
            /// Size of the set.
            validators: u32,
        },
        /// Offenders left and fewer than the minimum remain. Somebody should be admitted.
        TooFewRemain {
            /// The session that was planned.
            session: SessionIndex,
            /// Candidates that remain. With none, the running set goes on.
            remaining: u32,
        },
        /// An offence was punished: the validator is slashed, disabled, and out of the list of the admitted.
        OffencePunished {
            /// The validator.
            offender: T::AccountId,
            /// What he did, where the report came through this pallet.
            kind: Option<Kind>,
            /// The session in which he did it.
            session: SessionIndex,
            /// The portion that offences in this session cost him altogether.
            portion: Perbill,
            /// What was taken from his bond for this report.
            slashed: Balance,
        },
        /// The bond of an offender could not be slashed, which never happens while bonds are what is held. He is out of
        /// the set all the same; the report does not count again.
        SlashFailed {
            /// The validator.
            offender: T::AccountId,
            /// Why.
            error: DispatchError,
        },
    }

    impl<T: Config> Pallet<T> {
        /// Tells the world, and notes it in the audit trail.
        pub(crate) fn deposit_event(event: Event<T>) {
            <T::Audit as msez_traits::Audit>::note(
                <Self as polkadot_sdk::frame_support::traits::PalletInfoAccess>::index(),
                &event,
            );
            let event = <T as polkadot_sdk::frame_system::Config>::RuntimeEvent::from(event);
            polkadot_sdk::frame_system::Pallet::<T>::deposit_event(event);
        }
    }

    /// Why a call was refused.
    #[pallet::error]
    pub enum Error<T> {
        /// Governance has not admitted the account.
        NotAdmitted,
        /// The account is admitted already.
        AlreadyAdmitted,
        /// No more accounts can be admitted.
        TooManyAdmitted,
        /// The account is not a candidate.
        NotEnlisted,
        /// The account is a candidate already.
        AlreadyEnlisted,
        /// The set is full.
        TooManyValidators,
        /// The set would fall below its minimum.
        TooFewValidators,
        /// The account's active bond is below the minimum of validators.
        BondTooLow,
        /// The account has set no session keys.
        KeysNotSet,
        /// The account is a candidate or in the set, so its keys must stay.
        KeysInUse,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        // Governed terms read storage, which the test environment has only with `std`.
        #[cfg(feature = "std")]
        fn integrity_test() {
            use polkadot_sdk::{
                frame_support::traits::{Contains, EstimateNextSessionRotation},
                sp_runtime::traits::Saturating,
            };
            polkadot_sdk::sp_io::TestExternalities::default().execute_with(|| {
                let session = T::NextSessionRotation::average_session_length();
                let accountable = T::AccountableSessions::get().saturating_add(1).into();
                assert!(
                    T::Bonds::unbonding_delay(Role::Validator) >= session.saturating_mul(accountable),
                    "a bond would leave before the evidence expires"
                );
                assert!(
                    !T::BaseCallFilter::contains(&pallet_session::Call::<T>::purge_keys {}.into()),
                    "the call filter must refuse Session::purge_keys: it would make evidence unprovable"
                );
                assert!(T::MinValidators::get() <= T::MaxValidators::get(), "the set has no size");
                assert!(
                    T::MaxValidators::get() <= T::MaxAdmitted::get(),
                    "not all validators can be admitted"
                );
            });
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
            try_state::do_try_state::<T>()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Admits an account: it may set session keys and enlist. For governance.
        #[pallet::call_index(0)]
        #[pallet::weight(<T as Config>::WeightInfo::admit())]
        pub fn admit(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
            T::AdmissionOrigin::ensure_origin(origin)?;
            ensure!(!Admitted::<T>::contains_key(&who), Error::<T>::AlreadyAdmitted);
            ensure!(Admitted::<T>::count() < T::MaxAdmitted::get(), Error::<T>::TooManyAdmitted);
            Admitted::<T>::insert(&who, ());
            // Whom governance admits again it does not want disabled any longer.
            Expelled::<T>::mutate(|expelled| expelled.retain(|(offender, _)| *offender != who));
            Self::deposit_event(Event::Admitted { who });
            Ok(())
        }

        /// Takes an admission back; a candidate leaves the set with the next change. For governance.
        #[pallet::call_index(1)]
        #[pallet::weight(<T as Config>::WeightInfo::dismiss())]
        pub fn dismiss(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
            T::AdmissionOrigin::ensure_origin(origin)?;
            ensure!(Admitted::<T>::contains_key(&who), Error::<T>::NotAdmitted);
            if Self::is_candidate(&who) {
                Self::leave(&who)?;
            }
            Admitted::<T>::remove(&who);
            Self::deposit_event(Event::Dismissed { who });
            Ok(())
        }

        /// Becomes a candidate. The caller must be admitted, have bonded enough and set session keys. He is in the set
        /// from the session after the next.
        #[pallet::call_index(2)]
        #[pallet::weight(<T as Config>::WeightInfo::enlist())]
        pub fn enlist(origin: OriginFor<T>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            ensure!(Admitted::<T>::contains_key(&who), Error::<T>::NotAdmitted);
            ensure!(!Self::is_candidate(&who), Error::<T>::AlreadyEnlisted);
            let minimum = T::Bonds::minimum(Role::Validator);
            ensure!(T::Bonds::active(Role::Validator, &who) >= minimum, Error::<T>::BondTooLow);
            ensure!(pallet_session::NextKeys::<T>::contains_key(&who), Error::<T>::KeysNotSet);
            Candidates::<T>::try_append(&who).map_err(|_| Error::<T>::TooManyValidators)?;
            Self::deposit_event(Event::Enlisted { who });
            Ok(())
        }

        /// Stops to be a candidate. The caller leaves the set with the session after the next, and can then unbond and
        /// change his keys.
        #[pallet::call_index(3)]
        #[pallet::weight(<T as Config>::WeightInfo::retire())]
        pub fn retire(origin: OriginFor<T>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::leave(&who)?;
            Self::deposit_event(Event::Retired { who });
            Ok(())
        }

        /// Removes the caller's session keys, which gives their deposit back. Not while he is a candidate or in the set:
        /// evidence is proven against these keys.
        #[pallet::call_index(4)]
        #[pallet::weight(<T as Config>::WeightInfo::purge_keys())]
        pub fn purge_keys(origin: OriginFor<T>) -> DispatchResult {
            let who = ensure_signed(origin.clone())?;
            ensure!(!Self::is_candidate(&who) && !Self::is_in_set(&who), Error::<T>::KeysInUse);
            pallet_session::Pallet::<T>::purge_keys(origin)
        }
    }

    impl<T: Config> Pallet<T> {
        /// Whether the account is planned into coming sets.
        pub fn is_candidate(who: &T::AccountId) -> bool {
            Candidates::<T>::get().contains(who)
        }

        /// Takes a candidate from the list, if enough remain.
        fn leave(who: &T::AccountId) -> DispatchResult {
            Candidates::<T>::try_mutate(|candidates| {
                let place = candidates.iter().position(|it| it == who).ok_or(Error::<T>::NotEnlisted)?;
                candidates.remove(place);
                let remaining = u32::try_from(candidates.len()).unwrap_or(u32::MAX);
                ensure!(remaining >= T::MinValidators::get().max(1), Error::<T>::TooFewValidators);
                Ok(())
            })
        }
    }
}
