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
pub mod ledger;
#[cfg(test)]
mod mock;
mod slashing;
pub mod split;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
pub mod try_state;
pub mod weights;

pub use ledger::{Chunk, Ledger};
use msez_traits::{Balance, Role};
pub use pallet::*;
pub use split::Shares;
pub use weights::WeightInfo;

/// The terms on which a role is bonded. They may be governed: a change applies to what is bonded or unbonded from then
/// on, and a chunk that already leaves keeps its day.
pub trait Terms<BlockNumber> {
    /// Smallest bond.
    fn minimum(role: Role) -> Balance;

    /// Blocks for which a leaving bond stays slashable.
    ///
    /// Blocks and not time: a chain that stands still makes no blocks and takes no evidence, so a bond must not fall
    /// due meanwhile. A session has at most one block per slot, so `n` sessions of blocks last at least `n` sessions.
    fn unbonding_delay(role: Role) -> BlockNumber;

    /// How a slash is divided.
    fn shares(role: Role) -> Shares;
}

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::*;
    use msez_traits::RoleGuard;
    use polkadot_sdk::{
        frame_support::{
            pallet_prelude::*,
            traits::{
                fungible::{hold, Inspect, InspectHold, Mutate, MutateHold},
                tokens::Precision,
            },
        },
        frame_system::pallet_prelude::*,
        sp_runtime::traits::{AtLeast32BitUnsigned, Saturating, Zero},
    };

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// The ledger of one account in one role.
    pub type LedgerOf<T> = Ledger<BlockNumberFor<T>, <T as Config>::MaxUnbonding>;

    /// Collateral of accountable roles.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What the pallet needs from the runtime.
    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// The native token.
        type Currency: Mutate<Self::AccountId>
            + hold::Mutate<Self::AccountId, Reason = Self::RuntimeHoldReason>
            + Inspect<Self::AccountId, Balance = Balance>;

        /// The runtime's reasons for holds.
        type RuntimeHoldReason: From<HoldReason>;

        /// The terms of each role.
        type Terms: Terms<BlockNumberFor<Self>>;

        /// Asks the pallet of a role before a bond is lowered.
        type Guard: RoleGuard<Self::AccountId>;

        /// Receives what is left of a slash.
        type Treasury: Get<Self::AccountId>;

        /// Chunks fall due at multiples of this, so that those of one day are one.
        #[pallet::constant]
        type UnbondingStep: Get<BlockNumberFor<Self>>;

        /// Chunks that an account can have in a role: at least two more than the steps in the longest delay.
        #[pallet::constant]
        type MaxUnbonding: Get<u32>;

        /// Weights of the calls.
        type WeightInfo: WeightInfo;

        /// Where every event is noted, to be proven later.
        type Audit: msez_traits::Audit;
    }

    /// Why funds are held: one reason for each role.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// Bond of a validator.
        #[codec(index = 0)]
        Validator,
        /// Bond of a watcher.
        #[codec(index = 1)]
        Watcher,
        /// Bond of a corridor operator.
        #[codec(index = 2)]
        Operator,
        /// Bond of a claimant.
        #[codec(index = 3)]
        Claimant,
    }

    impl From<Role> for HoldReason {
        fn from(role: Role) -> Self {
            match role {
                Role::Validator => Self::Validator,
                Role::Watcher => Self::Watcher,
                Role::Operator => Self::Operator,
                Role::Claimant => Self::Claimant,
            }
        }
    }

    /// What an account has bonded in a role. Written by the calls and by slashes; absent when nothing is held. The
    /// total of a ledger is exactly what the balance holds for that reason.
    #[pallet::storage]
    pub type Ledgers<T: Config> =
        StorageDoubleMap<_, Twox64Concat, Role, Blake2_128Concat, T::AccountId, LedgerOf<T>, OptionQuery>;

    /// What happened to bonds.
    #[pallet::event]
    pub enum Event<T: Config> {
        /// Funds were bonded.
        Bonded {
            /// In which role.
            role: Role,
            /// By whom.
            who: T::AccountId,
            /// How much was added.
            amount: Balance,
            /// The active bond now.
            active: Balance,
        },
        /// A part of a bond started to leave.
        Unbonded {
            /// In which role.
            role: Role,
            /// Whose.
            who: T::AccountId,
            /// How much leaves.
            amount: Balance,
            /// The active bond now.
            active: Balance,
            /// From this block on it can be withdrawn.
            due: BlockNumberFor<T>,
        },
        /// Funds that were leaving became active again.
        Rebonded {
            /// In which role.
            role: Role,
            /// Whose.
            who: T::AccountId,
            /// How much came back.
            amount: Balance,
            /// The active bond now.
            active: Balance,
        },
        /// Funds that were due were paid out.
        Withdrawn {
            /// In which role.
            role: Role,
            /// To whom.
            who: T::AccountId,
            /// How much.
            amount: Balance,
        },
        /// The pallet of a role gave a bond back at once.
        Released {
            /// In which role.
            role: Role,
            /// To whom.
            who: T::AccountId,
            /// How much.
            amount: Balance,
        },
        /// A bond was slashed. The shares sum to the amount; the payments themselves are events of the balances.
        Slashed {
            /// In which role.
            role: Role,
            /// Whose bond.
            offender: T::AccountId,
            /// How much was taken.
            amount: Balance,
            /// Paid to all reporters together.
            reporters: Balance,
            /// Paid to the harmed party.
            harmed: Balance,
            /// Paid to the treasury.
            treasury: Balance,
            /// Burnt, because the treasury could not receive it.
            burnt: Balance,
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
        /// The account has no bond in this role.
        NotFound,
        /// The account has an active bond in this role already.
        AlreadyExists,
        /// The amount is zero.
        ZeroAmount,
        /// The active bond would be below the role's minimum and not zero.
        BelowMinimum,
        /// More than is bonded, or more than is unbonding.
        NotEnough,
        /// The pallet of the role still counts on this bond.
        RoleInUse,
        /// No more chunks can leave at the same time.
        TooManyUnbonding,
        /// Nothing has fallen due.
        NothingDue,
        /// The sum of the bond does not fit.
        Overflow,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        // Governed terms read storage, which the test environment has only with `std`.
        #[cfg(feature = "std")]
        fn integrity_test() {
            polkadot_sdk::sp_io::TestExternalities::default().execute_with(|| {
                assert!(!T::UnbondingStep::get().is_zero(), "UnbondingStep must not be zero");
                for role in Role::ALL {
                    assert!(T::Terms::shares(role).is_sound(), "the shares of {role:?} exceed the whole");
                    let steps = T::Terms::unbonding_delay(role)
                        .checked_div(&T::UnbondingStep::get())
                        .unwrap_or_default()
                        .saturating_add(2u32.into());
                    assert!(
                        steps <= T::MaxUnbonding::get().into(),
                        "MaxUnbonding must be at least {steps:?} for the delay of {role:?}"
                    );
                }
            });
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
            try_state::do_try_state::<T>()
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// The bond of an account in a role; `None` where nothing is held.
        pub fn ledger(role: Role, who: T::AccountId) -> Option<LedgerOf<T>> {
            Ledgers::<T>::get(role, who)
        }

        /// Minimum bond, unbonding delay in blocks, and division of a slash.
        pub fn terms(role: Role) -> (Balance, BlockNumberFor<T>, Shares) {
            (T::Terms::minimum(role), T::Terms::unbonding_delay(role), T::Terms::shares(role))
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Bonds collateral for a role in which the caller has no active bond.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::bond())]
        pub fn bond(origin: OriginFor<T>, role: Role, #[pallet::compact] amount: Balance) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let active = Ledgers::<T>::get(role, &who).map(|ledger| ledger.active);
            ensure!(active.unwrap_or_default().is_zero(), Error::<T>::AlreadyExists);
            Self::do_bond(role, &who, amount)
        }

        /// Adds to the caller's bond.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::bond_extra())]
        pub fn bond_extra(
            origin: OriginFor<T>,
            role: Role,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            ensure!(Ledgers::<T>::contains_key(role, &who), Error::<T>::NotFound);
            Self::do_bond(role, &who, amount)
        }

        /// Starts to take out a part of the bond or all of it. It stays slashable until it is withdrawn.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::unbond())]
        pub fn unbond(
            origin: OriginFor<T>,
            role: Role,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
            let mut ledger = Ledgers::<T>::get(role, &who).ok_or(Error::<T>::NotFound)?;
            let remaining = ledger.active.checked_sub(amount).ok_or(Error::<T>::NotEnough)?;
            ensure!(remaining.is_zero() || remaining >= T::Terms::minimum(role), Error::<T>::BelowMinimum);
            ensure!(T::Guard::may_unbond(role, &who, remaining), Error::<T>::RoleInUse);

            let now = polkadot_sdk::frame_system::Pallet::<T>::block_number();
            let due = next_step(now.saturating_add(T::Terms::unbonding_delay(role)), T::UnbondingStep::get());
            ledger.unbond(amount, due).ok_or(Error::<T>::TooManyUnbonding)?;
            Ledgers::<T>::insert(role, &who, &ledger);
            Self::deposit_event(Event::Unbonded { role, who, amount, active: ledger.active, due });
            Ok(())
        }

        /// Makes funds that are leaving active again, those due last first.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::rebond())]
        pub fn rebond(
            origin: OriginFor<T>,
            role: Role,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
            let mut ledger = Ledgers::<T>::get(role, &who).ok_or(Error::<T>::NotFound)?;
            ledger.rebond(amount).ok_or(Error::<T>::NotEnough)?;
            ensure!(ledger.active >= T::Terms::minimum(role), Error::<T>::BelowMinimum);
            Ledgers::<T>::insert(role, &who, &ledger);
            Self::deposit_event(Event::Rebonded { role, who, amount, active: ledger.active });
            Ok(())
        }

        /// Pays out what has fallen due.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::withdraw_unbonded())]
        pub fn withdraw_unbonded(origin: OriginFor<T>, role: Role) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let mut ledger = Ledgers::<T>::get(role, &who).ok_or(Error::<T>::NotFound)?;
            let amount = ledger.withdraw(polkadot_sdk::frame_system::Pallet::<T>::block_number());
            ensure!(!amount.is_zero(), Error::<T>::NothingDue);
            T::Currency::release(&HoldReason::from(role).into(), &who, amount, Precision::Exact)?;
            Self::store(role, &who, ledger);
            Self::deposit_event(Event::Withdrawn { role, who, amount });
            Ok(())
        }
    }

    impl<T: Config> Pallet<T> {
        /// Holds the amount and adds it to the active bond.
        pub(crate) fn do_bond(role: Role, who: &T::AccountId, amount: Balance) -> DispatchResult {
            ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
            let mut ledger = Ledgers::<T>::get(role, who).unwrap_or_default();
            ensure!(ledger.total().checked_add(amount).is_some(), Error::<T>::Overflow);
            ledger.active = ledger.active.saturating_add(amount);
            ensure!(ledger.active >= T::Terms::minimum(role), Error::<T>::BelowMinimum);
            T::Currency::hold(&HoldReason::from(role).into(), who, amount)?;
            Ledgers::<T>::insert(role, who, &ledger);
            Self::deposit_event(Event::Bonded { role, who: who.clone(), amount, active: ledger.active });
            Ok(())
        }

        /// Writes a ledger, or removes it when nothing is held any more.
        pub(crate) fn store(role: Role, who: &T::AccountId, ledger: LedgerOf<T>) {
            if ledger.total().is_zero() {
                Ledgers::<T>::remove(role, who);
            } else {
                Ledgers::<T>::insert(role, who, ledger);
            }
        }

        /// What the balance holds for a role.
        pub fn held(role: Role, who: &T::AccountId) -> Balance {
            T::Currency::balance_on_hold(&HoldReason::from(role).into(), who)
        }
    }

    /// The first multiple of `step` that is not before `block`.
    fn next_step<N: AtLeast32BitUnsigned + Copy>(block: N, step: N) -> N {
        match block.checked_rem(&step) {
            Some(past) if !past.is_zero() => block.saturating_sub(past).saturating_add(step),
            // On the step already, or no steps at all.
            _ => block,
        }
    }

    #[cfg(test)]
    #[test]
    fn chunks_fall_due_on_a_step_and_never_early() {
        assert_eq!([0u64, 1, 9, 10, 11].map(|block| next_step(block, 10)), [0, 10, 10, 10, 20]);
        assert_eq!(next_step(u64::MAX, 10), u64::MAX);
        assert_eq!(next_step(7u64, 0), 7);
    }
}
