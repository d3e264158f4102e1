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
mod collateral;
mod delegation;
pub mod ledger;
#[cfg(test)]
mod mock;
pub mod pool;
mod slashing;
pub mod split;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
pub mod try_state;
pub mod weights;

pub use collateral::{AssetLedger, CollateralOf, CollateralReport, Currencies, NoAssets, Rates, MAX_ALLOWED};
pub use delegation::{Delegation, DelegationReport, DelegationTerms};
pub use ledger::{Chunk, Ledger};
use msez_traits::{Balance, Role};
pub use pallet::*;
pub use pool::Pool;
pub use split::Shares;
pub use weights::WeightInfo;

/// The terms on which a role is bonded. They may be governed: a change applies to what is bonded or unbonded from then
/// on, and a chunk that already leaves keeps its day.
pub trait Terms<BlockNumber> {
    /// Smallest bond: the native token with collateral in settlement currencies at its value.
    fn minimum(role: Role) -> Balance;

    /// Blocks for which a leaving bond stays slashable.
    ///
    /// Blocks and not time: a chain that stands still makes no blocks and takes no evidence, so a bond must not fall
    /// due meanwhile. A session has at most one block per slot, so `n` sessions of blocks last at least `n` sessions.
    fn unbonding_delay(role: Role) -> BlockNumber;

    /// How a slash is divided.
    fn shares(role: Role) -> Shares;

    /// Whether collateral in settlement currencies stands for the role. Not for validators: what a session may decide
    /// must not hang on a rate.
    fn takes_assets(role: Role) -> bool {
        !matches!(role, Role::Validator)
    }

    /// How many times his own bond others can delegate to somebody in the role. Zero: the role takes no delegation.
    fn delegation_factor(role: Role) -> u32 {
        match role {
            Role::Watcher | Role::Operator => 4,
            Role::Validator | Role::Claimant => 0,
        }
    }

    /// Smallest delegation, and the least that may remain of one.
    fn minimum_delegation(role: Role) -> Balance {
        Self::minimum(role).checked_div(100).unwrap_or_default().max(1)
    }
}

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use msez_traits::RoleGuard;
    use polkadot_sdk::{
        frame_support::{
            pallet_prelude::*,
            traits::{
                fungible::{hold, Inspect, InspectHold, Mutate, MutateHold},
                fungibles::Mutate as _,
                tokens::{Precision, Preservation},
            },
            PalletId,
        },
        frame_system::pallet_prelude::*,
        sp_runtime::{
            traits::{AtLeast32BitUnsigned, Saturating, Zero},
            Perbill,
        },
    };

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// The ledger of one account in one role.
    pub type LedgerOf<T> = Ledger<BlockNumberFor<T>, <T as Config>::MaxUnbonding>;

    /// The ledger of one account in one role and settlement currency.
    pub type AssetLedgerOf<T> =
        AssetLedger<<T as Config>::AssetId, BlockNumberFor<T>, <T as Config>::MaxUnbonding>;

    /// What one account has delegated to another in a role.
    pub type DelegationOf<T> = Delegation<BlockNumberFor<T>, <T as Config>::MaxUnbonding>;

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

        /// Names a settlement currency.
        type AssetId: Parameter + MaxEncodedLen + Copy;

        /// The settlement currencies; [`NoAssets`] where there are none.
        type Assets: Currencies<Self::AccountId, AssetId = Self::AssetId, Balance = Balance>;

        /// What so much of a settlement currency is in the native token.
        type Rates: Rates<Self::AssetId>;

        /// Says which settlement currencies can be bonded, and with what haircut.
        type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// Of the account without a key that keeps settlement currencies and delegated funds.
        type PalletId: Get<PalletId>;

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

        /// Settlement currencies that an account can have bonded in a role.
        #[pallet::constant]
        type MaxCurrencies: Get<u32>;

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

    /// The settlement currencies that can be bonded, each with its haircut: the part of its value that does not count.
    /// Written by `allow_asset` and `disallow_asset`.
    #[pallet::storage]
    pub type Allowed<T: Config> = StorageMap<_, Blake2_128Concat, T::AssetId, Perbill, OptionQuery>;

    /// What an account has bonded of settlement currencies in a role. Written by the calls and by slashes; empty where
    /// there is nothing. All ledgers of a currency, with what is seized of it, are in the custody.
    #[pallet::storage]
    pub type Collateral<T: Config> =
        StorageDoubleMap<_, Twox64Concat, Role, Blake2_128Concat, T::AccountId, CollateralOf<T>, ValueQuery>;

    /// What was slashed of a currency and could not be paid, because the currency did not let the treasury have it.
    /// Written by slashes and by `collect_seized`.
    #[pallet::storage]
    pub type Seized<T: Config> = StorageMap<_, Blake2_128Concat, T::AssetId, Balance, ValueQuery>;

    /// What others have delegated to an account in a role. Written by the calls on delegations, by rewards and slashes;
    /// absent where there is nothing. The values and rewards of all pools are in the custody.
    #[pallet::storage]
    pub type Pools<T: Config> =
        StorageDoubleMap<_, Twox64Concat, Role, Blake2_128Concat, T::AccountId, Pool, OptionQuery>;

    /// What an account (the last key) has in the pool of another in a role. Written by its calls. Absent where it has
    /// neither shares nor rewards.
    #[pallet::storage]
    pub type Delegations<T: Config> = StorageNMap<
        _,
        (
            NMapKey<Twox64Concat, Role>,
            NMapKey<Blake2_128Concat, T::AccountId>,
            NMapKey<Blake2_128Concat, T::AccountId>,
        ),
        DelegationOf<T>,
        OptionQuery,
    >;

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
        /// A bond was slashed, with what is delegated to it. The shares sum to the amount; the payments themselves are
        /// events of the balances.
        Slashed {
            /// In which role.
            role: Role,
            /// Whose bond.
            offender: T::AccountId,
            /// How much was taken of the native token: his own, and of those who delegated to him (see
            /// `DelegationSlashed`).
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
        /// The part of a slash that those bear who have delegated to the offender; the `Slashed` event includes it.
        DelegationSlashed {
            /// In which role.
            role: Role,
            /// To whom it was delegated.
            delegate: T::AccountId,
            /// How much was taken.
            amount: Balance,
        },
        /// Collateral in a settlement currency was slashed, in kind. The shares sum to the amount.
        AssetSlashed {
            /// In which role.
            role: Role,
            /// Whose collateral.
            offender: T::AccountId,
            /// Which currency.
            asset: T::AssetId,
            /// How much was taken.
            amount: Balance,
            /// Paid to all reporters together.
            reporters: Balance,
            /// Paid to the harmed party.
            harmed: Balance,
            /// Paid to the treasury.
            treasury: Balance,
            /// Kept for the treasury, because the currency did not let it have it yet.
            seized: Balance,
        },
        /// A settlement currency can be bonded, or its haircut was changed.
        AssetAllowed {
            /// Which currency.
            asset: T::AssetId,
            /// The part of its value that does not count.
            haircut: Perbill,
        },
        /// A settlement currency cannot be bonded any more. What is bonded counts nothing from now on, and can still be
        /// slashed and taken out.
        AssetDisallowed {
            /// Which currency.
            asset: T::AssetId,
        },
        /// A settlement currency was bonded.
        AssetBonded {
            /// In which role.
            role: Role,
            /// By whom.
            who: T::AccountId,
            /// Which currency.
            asset: T::AssetId,
            /// How much was added.
            amount: Balance,
            /// The active part now.
            active: Balance,
        },
        /// Collateral in a settlement currency started to leave.
        AssetUnbonded {
            /// In which role.
            role: Role,
            /// Whose.
            who: T::AccountId,
            /// Which currency.
            asset: T::AssetId,
            /// How much leaves.
            amount: Balance,
            /// The active part now.
            active: Balance,
            /// From this block on it can be withdrawn.
            due: BlockNumberFor<T>,
        },
        /// Collateral that was leaving became active again.
        AssetRebonded {
            /// In which role.
            role: Role,
            /// Whose.
            who: T::AccountId,
            /// Which currency.
            asset: T::AssetId,
            /// How much came back.
            amount: Balance,
            /// The active part now.
            active: Balance,
        },
        /// Collateral that was due was paid out.
        AssetWithdrawn {
            /// In which role.
            role: Role,
            /// To whom.
            who: T::AccountId,
            /// Which currency.
            asset: T::AssetId,
            /// How much.
            amount: Balance,
        },
        /// What had been seized of a settlement currency reached the treasury.
        SeizedCollected {
            /// Which currency.
            asset: T::AssetId,
            /// How much.
            amount: Balance,
        },
        /// Funds were delegated.
        Delegated {
            /// In which role.
            role: Role,
            /// To whom.
            delegate: T::AccountId,
            /// By whom.
            who: T::AccountId,
            /// How much.
            amount: Balance,
            /// The shares of the delegate's pool that they bought.
            shares: Balance,
        },
        /// Delegated funds started to leave.
        Undelegated {
            /// In which role.
            role: Role,
            /// From whom.
            delegate: T::AccountId,
            /// Whose.
            who: T::AccountId,
            /// The shares that leave.
            shares: Balance,
            /// What they are worth now.
            amount: Balance,
            /// From this block on they can be withdrawn.
            due: BlockNumberFor<T>,
        },
        /// Shares of a pool were paid out.
        DelegationWithdrawn {
            /// In which role.
            role: Role,
            /// To whom it had been delegated.
            delegate: T::AccountId,
            /// To whom it was paid.
            who: T::AccountId,
            /// The shares.
            shares: Balance,
            /// What they were worth.
            amount: Balance,
        },
        /// Those who have delegated to an account earned a reward together.
        DelegatorsRewarded {
            /// In which role.
            role: Role,
            /// To whom they have delegated.
            delegate: T::AccountId,
            /// How much.
            amount: Balance,
        },
        /// A delegator was paid what he had earned.
        DelegationRewardsClaimed {
            /// In which role.
            role: Role,
            /// To whom he has delegated.
            delegate: T::AccountId,
            /// Who was paid.
            who: T::AccountId,
            /// How much.
            amount: Balance,
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
        /// While somebody claims it, nothing that stands behind the account's word is paid out.
        ClaimOpen,
        /// The settlement currency cannot be bonded.
        AssetNotAllowed,
        /// Settlement currencies do not stand for this role.
        RoleTakesNoAssets,
        /// No more settlement currencies can be bonded in this role.
        TooManyCurrencies,
        /// No more settlement currencies can be allowed.
        TooManyAllowed,
        /// Nobody delegates to this role.
        RoleTakesNoDelegation,
        /// Nobody delegates to himself.
        SelfDelegation,
        /// The delegation, or what would remain of it, is below the role's minimum.
        BelowMinimumDelegation,
        /// The delegate himself has less bonded than the role's minimum.
        DelegateBelowMinimum,
        /// The delegate would have more from others than so many times his own.
        TooMuchDelegated,
        /// The delegate has lost nearly all that was delegated to him: those who lost it must leave first.
        PoolSpent,
        /// No reward has been earned.
        NothingToClaim,
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

        /// Whether settlement currencies stand for the role, and on what terms others delegate to it.
        pub fn delegation_terms(role: Role) -> DelegationTerms {
            DelegationTerms {
                takes_assets: T::Terms::takes_assets(role),
                factor: T::Terms::delegation_factor(role),
                minimum: T::Terms::minimum_delegation(role),
            }
        }

        /// What an account has bonded of settlement currencies in a role, with its value in the native token.
        pub fn collateral(role: Role, who: T::AccountId) -> Vec<CollateralReport<T::AssetId>> {
            Self::collateral_reports(role, &who)
        }

        /// What stands behind the account's word in a role, and what of it others have delegated.
        pub fn standing(role: Role, who: T::AccountId) -> (Balance, Balance) {
            let own = Self::own_value(role, &who);
            let delegated = Self::counted_delegation(role, &who, own);
            (own.saturating_add(delegated), delegated)
        }

        /// What others have delegated to an account in a role.
        pub fn pool(role: Role, delegate: T::AccountId) -> Option<Pool> {
            Pools::<T>::get(role, delegate)
        }

        /// What somebody has delegated to an account in a role, at its present worth, and what it has earned.
        pub fn delegation(
            role: Role,
            delegate: T::AccountId,
            who: T::AccountId,
        ) -> Option<DelegationReport<BlockNumberFor<T>>> {
            Self::delegation_report(role, &delegate, &who)
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
            let active = ledger.active.checked_sub(amount).ok_or(Error::<T>::NotEnough)?;
            let remaining = active.saturating_add(Self::collateral_value(role, &who));
            ensure!(active.is_zero() || remaining >= T::Terms::minimum(role), Error::<T>::BelowMinimum);
            ensure!(T::Guard::may_unbond(role, &who, remaining), Error::<T>::RoleInUse);

            let due = Self::due(role);
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
            let own = ledger.active.saturating_add(Self::collateral_value(role, &who));
            ensure!(own >= T::Terms::minimum(role), Error::<T>::BelowMinimum);
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
            ensure!(T::Guard::may_withdraw(role, &who), Error::<T>::ClaimOpen);
            T::Currency::release(&HoldReason::from(role).into(), &who, amount, Precision::Exact)?;
            Self::store(role, &who, ledger);
            Self::deposit_event(Event::Withdrawn { role, who, amount });
            Ok(())
        }

        /// Bonds a settlement currency for a role, or adds to what is bonded of it.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::bond_asset())]
        pub fn bond_asset(
            origin: OriginFor<T>,
            role: Role,
            asset: T::AssetId,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_bond_asset(role, &who, asset, amount)
        }

        /// Starts to take a settlement currency out. It stays slashable until it is withdrawn.
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::unbond_asset())]
        pub fn unbond_asset(
            origin: OriginFor<T>,
            role: Role,
            asset: T::AssetId,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_unbond_asset(role, who, asset, amount)
        }

        /// Makes collateral that is leaving active again, what is due last first.
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::rebond_asset())]
        pub fn rebond_asset(
            origin: OriginFor<T>,
            role: Role,
            asset: T::AssetId,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_rebond_asset(role, who, asset, amount)
        }

        /// Pays out what has fallen due of a settlement currency.
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::withdraw_unbonded_asset())]
        pub fn withdraw_unbonded_asset(
            origin: OriginFor<T>,
            role: Role,
            asset: T::AssetId,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_withdraw_asset(role, who, asset)
        }

        /// Delegates funds to a watcher or an operator: they stand behind his word, earn a part of his rewards, and are
        /// slashed as he is.
        #[pallet::call_index(9)]
        #[pallet::weight(T::WeightInfo::delegate())]
        pub fn delegate(
            origin: OriginFor<T>,
            role: Role,
            delegate: T::AccountId,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_delegate(role, delegate, who, amount)
        }

        /// Starts to take delegated funds out; as much as they are worth or more is all of them. They stay slashable
        /// until they are withdrawn.
        #[pallet::call_index(10)]
        #[pallet::weight(T::WeightInfo::undelegate())]
        pub fn undelegate(
            origin: OriginFor<T>,
            role: Role,
            delegate: T::AccountId,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_undelegate(role, delegate, who, amount)
        }

        /// Pays a delegator what has fallen due. Anybody may submit it: the delegator is paid.
        #[pallet::call_index(11)]
        #[pallet::weight(T::WeightInfo::withdraw_undelegated())]
        pub fn withdraw_undelegated(
            origin: OriginFor<T>,
            role: Role,
            delegate: T::AccountId,
            delegator: T::AccountId,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_withdraw_undelegated(role, delegate, delegator)
        }

        /// Pays the caller what his delegation has earned.
        #[pallet::call_index(12)]
        #[pallet::weight(T::WeightInfo::claim_delegation_rewards())]
        pub fn claim_delegation_rewards(
            origin: OriginFor<T>,
            role: Role,
            delegate: T::AccountId,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_claim_delegation_rewards(role, delegate, who)
        }

        /// Lets a settlement currency be bonded, or changes its haircut.
        #[pallet::call_index(13)]
        #[pallet::weight(T::WeightInfo::allow_asset())]
        pub fn allow_asset(origin: OriginFor<T>, asset: T::AssetId, haircut: Perbill) -> DispatchResult {
            T::AdminOrigin::ensure_origin(origin)?;
            let is_new = !Allowed::<T>::contains_key(asset);
            let others = || u32::try_from(Allowed::<T>::iter_keys().count()).unwrap_or(u32::MAX);
            ensure!(!is_new || others() < MAX_ALLOWED, Error::<T>::TooManyAllowed);
            Allowed::<T>::insert(asset, haircut);
            Self::deposit_event(Event::AssetAllowed { asset, haircut });
            Ok(())
        }

        /// Lets a settlement currency be bonded no more. What is bonded counts nothing from then on.
        #[pallet::call_index(14)]
        #[pallet::weight(T::WeightInfo::disallow_asset())]
        pub fn disallow_asset(origin: OriginFor<T>, asset: T::AssetId) -> DispatchResult {
            T::AdminOrigin::ensure_origin(origin)?;
            Allowed::<T>::take(asset).ok_or(Error::<T>::NotFound)?;
            Self::deposit_event(Event::AssetDisallowed { asset });
            Ok(())
        }

        /// Pays the treasury what was seized of a settlement currency. Anybody may submit it.
        #[pallet::call_index(15)]
        #[pallet::weight(T::WeightInfo::collect_seized())]
        pub fn collect_seized(origin: OriginFor<T>, asset: T::AssetId) -> DispatchResult {
            ensure_signed(origin)?;
            let amount = Seized::<T>::take(asset);
            ensure!(!amount.is_zero(), Error::<T>::NotFound);
            let (custody, treasury) = (Self::custody(), T::Treasury::get());
            T::Assets::transfer(asset, &custody, &treasury, amount, Preservation::Preserve)?;
            Self::deposit_event(Event::SeizedCollected { asset, amount });
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
            let own = ledger.active.saturating_add(Self::collateral_value(role, who));
            ensure!(own >= T::Terms::minimum(role), Error::<T>::BelowMinimum);
            T::Currency::hold(&HoldReason::from(role).into(), who, amount)?;
            Ledgers::<T>::insert(role, who, &ledger);
            Self::deposit_event(Event::Bonded { role, who: who.clone(), amount, active: ledger.active });
            Ok(())
        }

        /// When something falls due that starts to leave now.
        pub(crate) fn due(role: Role) -> BlockNumberFor<T> {
            let now = polkadot_sdk::frame_system::Pallet::<T>::block_number();
            next_step(now.saturating_add(T::Terms::unbonding_delay(role)), T::UnbondingStep::get())
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
