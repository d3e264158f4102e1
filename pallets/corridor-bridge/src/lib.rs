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
mod fees;
#[cfg(test)]
mod mock;
mod operators;
#[cfg(test)]
mod tests;
mod transfers;
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
mod try_state;
mod types;
mod units;
mod views;
pub mod weights;

pub use agenda::AgendaKey;
pub use msez_bridge::MAX_HOPS;
pub use pallet::*;
pub use types::{
    Arbiters, CommittedHop, Endpoint, Hop, Load, Operator, Operators, PreparedHop, ReferenceKind, Standing,
    Transfer, MAX_ENDPOINT, MAX_JOBS, MAX_OPERATORS,
};
pub use views::{Obstacle, OperatorView, TransferView, UnitsReport, UnitsRequest};
pub use weights::WeightInfo;

use polkadot_sdk::frame_system;

/// A transfer, with the chain's accounts.
pub type TransferOf<T> = Transfer<<T as frame_system::Config>::AccountId>;

/// A hop, with the chain's accounts.
pub type HopOf<T> = Hop<<T as frame_system::Config>::AccountId>;

/// What a holder of units asks for, with the chain's accounts.
pub type UnitsRequestOf<T> = UnitsRequest<<T as frame_system::Config>::AccountId>;

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use msez_bridge::{CommitReceipt, PrepareReceipt, Timing};
    use msez_core::{CorridorId, Digest, Moment, SubjectId, Usd};
    use msez_traits::{
        AssetLock, Audit, Balance, Bonds, FeeCurrency, Paths, Pricing, Settlement, Shipper, Subjects,
        TensorReader, UnitReserve,
    };
    use polkadot_sdk::{
        frame_support::{
            pallet_prelude::*,
            traits::{PalletInfoAccess, Time},
            weights::WeightMeter,
        },
        frame_system::pallet_prelude::*,
        sp_core::ed25519,
        sp_runtime::Perbill,
    };

    /// Version of the storage's layout.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// The configuration.
    #[pallet::config]
    pub trait Config:
        polkadot_sdk::frame_system::Config<
        RuntimeEvent: From<Event<Self>>,
        AccountId: Into<[u8; 32]>,
        Hash: Into<[u8; 32]>,
    >
    {
        /// What the calls weigh.
        type WeightInfo: WeightInfo;

        /// Where events are noted.
        type Audit: Audit;

        /// The chain's clock, in milliseconds.
        type Time: Time<Moment = Moment>;

        /// The collateral of operators.
        type Bonds: Bonds<Self::AccountId>;

        /// The registry of corridors.
        type Paths: Paths<Self::AccountId>;

        /// What dollars are worth.
        type Pricing: Pricing;

        /// In and out of the escrow.
        type Settlement: Settlement<Self::AccountId>;

        /// Units of assets.
        type Units: UnitReserve<Self::AccountId>;

        /// Where assets are at home.
        type Assets: AssetLock;

        /// Which class they have.
        type Subjects: Subjects<Self::AccountId>;

        /// The tensor's root, for the receipts of units.
        type Tensor: TensorReader;

        /// Who opens transfers of whole assets, and is told how they go.
        type Shipper: Shipper;

        /// Completes what no arbiter completes.
        type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// The keyless account that holds fees. It has the existential deposit from genesis on.
        type Escrow: Get<Self::AccountId>;

        /// Gets what nobody earned of an aborted transfer's fees.
        type Treasury: Get<Self::AccountId>;

        /// What a late committer loses of everything that stands behind it.
        #[pallet::constant]
        type LateSlash: Get<Perbill>;

        /// What of the fees goes back when units no longer can change hands, or their sender calls it off after an operator
        /// has prepared.
        #[pallet::constant]
        type CancelRefund: Get<Perbill>;

        /// How many times its backing an operator can answer for.
        #[pallet::constant]
        type ExposureFactor: Get<u32>;

        /// How long the first operator has to prepare a hop, in milliseconds. Governed: what is due keeps its time.
        type PrepareTimeout: Get<Moment>;

        /// How long the first operator has to commit a hop, in milliseconds. Governed: what is due keeps its time.
        type CommitTimeout: Get<Moment>;

        /// Where two blocks are further apart than this, in milliseconds, the chain stood still: whose time to commit ended
        /// meanwhile, or soon after, gets it anew.
        #[pallet::constant]
        type MaxBlockGap: Get<Moment>;

        /// Operators who try to commit a hop before an arbiter completes it; 1 to [`MAX_OPERATORS`].
        #[pallet::constant]
        type MaxAttempts: Get<u32>;

        /// The longest time from the opening of a transfer of units to the end of its decision, in milliseconds.
        #[pallet::constant]
        type MaxDuration: Get<Moment>;

        /// For how long a transfer is kept after its end, in milliseconds.
        #[pallet::constant]
        type Retention: Get<Moment>;

        /// Corridors on which one account can be an operator.
        #[pallet::constant]
        type MaxCorridors: Get<u32>;

        /// Entries of the agenda that one block works off at most; at least 1.
        #[pallet::constant]
        type MaxDuePerBlock: Get<u32>;
    }

    /// Operators of a corridor, and those who asked to be. Removed when they retire.
    #[pallet::storage]
    pub type Registry<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        CorridorId,
        Blake2_128Concat,
        T::AccountId,
        Operator,
        OptionQuery,
    >;

    /// Who gets hops of a corridor, in the order in which they were accepted. No entry is an empty list.
    #[pallet::storage]
    pub type Rosters<T: Config> =
        StorageMap<_, Blake2_128Concat, CorridorId, Operators<T::AccountId>, ValueQuery>;

    /// On how many corridors an account is an operator, or has asked to be. No entry is none.
    #[pallet::storage]
    pub type Registrations<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

    /// What an operator answers for. No entry is nothing.
    #[pallet::storage]
    pub type Loads<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Load, ValueQuery>;

    /// The open hops of an operator.
    #[pallet::storage]
    pub type Jobs<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, (Digest, u32), (), OptionQuery>;

    /// Whom the authorities of a corridor's ends name as its arbiter.
    #[pallet::storage]
    pub type ArbitersOf<T: Config> =
        StorageMap<_, Blake2_128Concat, CorridorId, Arbiters<T::AccountId>, ValueQuery>;

    /// Transfers by id. Written by every step; removed some time after the end.
    #[pallet::storage]
    pub type Transfers<T: Config> = StorageMap<_, Identity, Digest, TransferOf<T>, OptionQuery>;

    /// The hops of a transfer, from 0.
    #[pallet::storage]
    pub type Hops<T: Config> =
        StorageDoubleMap<_, Identity, Digest, Twox64Concat, u32, HopOf<T>, OptionQuery>;

    /// How many units a completed transfer has handed over.
    #[pallet::storage]
    pub type Settled<T: Config> = StorageMap<_, Identity, Digest, u128, OptionQuery>;

    /// References of custodians that were used on a corridor, by who signed for them (zeros: governance), with the transfer.
    /// Never removed: nobody uses one twice.
    #[pallet::storage]
    pub type Used<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        CorridorId,
        Blake2_128Concat,
        (ReferenceKind, Digest, Digest),
        Digest,
        OptionQuery,
    >;

    /// What could not be paid to an account when it was due. No entry is nothing.
    #[pallet::storage]
    pub type Owed<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, FeeCurrency, u128, ValueQuery>;

    /// Number of the next transfer that a holder of units opens.
    #[pallet::storage]
    pub type NextNumber<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// The time of the last block, in milliseconds.
    #[pallet::storage]
    pub type LastBlock<T: Config> = StorageValue<_, Moment, ValueQuery>;

    /// When the chain stood still last: the times of the blocks before and after, in milliseconds.
    #[pallet::storage]
    pub type Interruption<T: Config> = StorageValue<_, (Moment, Moment), OptionQuery>;

    /// What falls due, in order of time. The identity hasher keeps that order.
    #[pallet::storage]
    pub type Agenda<T: Config> = StorageMap<_, Identity, AgendaKey, (), OptionQuery>;

    /// What happened.
    #[pallet::event]
    pub enum Event<T: Config> {
        /// An account asks to carry hops of a corridor.
        OperatorApplied {
            /// The corridor.
            corridor: CorridorId,
            /// The account.
            operator: T::AccountId,
            /// The key that will sign its receipts.
            key: ed25519::Public,
            /// Where it can be reached.
            endpoint: Endpoint,
        },
        /// An operator gets hops from now on.
        OperatorAccepted {
            /// The corridor.
            corridor: CorridorId,
            /// The account.
            operator: T::AccountId,
        },
        /// An operator gets no more hops.
        OperatorDismissed {
            /// The corridor.
            corridor: CorridorId,
            /// The account.
            operator: T::AccountId,
        },
        /// An operator has left.
        OperatorRetired {
            /// The corridor.
            corridor: CorridorId,
            /// The account.
            operator: T::AccountId,
        },
        /// An operator signs with another key.
        KeyRotated {
            /// The corridor.
            corridor: CorridorId,
            /// The account.
            operator: T::AccountId,
            /// The key before.
            old: ed25519::Public,
            /// The key now.
            new: ed25519::Public,
        },
        /// An authority named the arbiter of a corridor.
        ArbiterNamed {
            /// The corridor.
            corridor: CorridorId,
            /// The authority.
            authority: T::AccountId,
            /// Whom it named.
            arbiter: Option<T::AccountId>,
            /// Who is arbiter now: whom both ends name.
            agreed: Option<T::AccountId>,
        },
        /// A transfer was opened, and its fees taken.
        Opened {
            /// The transfer.
            transfer: Digest,
            /// What whoever opened it calls it.
            reference: Digest,
            /// Whether a holder of units opened it.
            by_holder: bool,
            /// What moves.
            asset: SubjectId,
            /// Its value, in micro-dollars.
            value: Usd,
            /// How many hops it has.
            hops: u32,
            /// In what the fees were paid.
            currency: FeeCurrency,
            /// The fees, in the currency's smallest unit.
            fees: u128,
            /// Prepared by all before, or not at all; in milliseconds.
            prepare_by: Moment,
            /// Committed by all before; in milliseconds.
            commit_by: Moment,
        },
        /// An operator was given a hop.
        HopAssigned {
            /// The transfer.
            transfer: Digest,
            /// The hop.
            hop: u32,
            /// The operator.
            operator: T::AccountId,
            /// Which attempt this is.
            attempt: u32,
            /// The last moment of the attempt, in milliseconds.
            due: Moment,
        },
        /// An operator does not carry a hop.
        HopRefused {
            /// The transfer.
            transfer: Digest,
            /// The hop.
            hop: u32,
            /// The operator.
            operator: T::AccountId,
        },
        /// An operator let the time to prepare go by, and a backup takes the hop.
        HopLapsed {
            /// The transfer.
            transfer: Digest,
            /// The hop.
            hop: u32,
            /// The operator.
            operator: T::AccountId,
        },
        /// What moves is locked on a hop.
        HopPrepared {
            /// The transfer.
            transfer: Digest,
            /// The hop.
            hop: u32,
            /// The operator.
            operator: T::AccountId,
            /// Digest of the receipt.
            digest: Digest,
            /// The receipt.
            receipt: PrepareReceipt,
        },
        /// Every hop is prepared.
        AllPrepared {
            /// The transfer.
            transfer: Digest,
            /// Digest over all prepare receipts.
            digest: Digest,
        },
        /// It is decided for good that every hop will be committed.
        Decided {
            /// The transfer.
            transfer: Digest,
        },
        /// A hop is settled.
        HopCommitted {
            /// The transfer.
            transfer: Digest,
            /// The hop.
            hop: u32,
            /// By whom; `None` for governance.
            by: Option<T::AccountId>,
            /// Digest of the receipt.
            digest: Digest,
            /// The receipt: of an arbiter or of governance, as the chain wrote it.
            receipt: CommitReceipt,
        },
        /// The chain stood still: no block was made between these times, in milliseconds.
        Interrupted {
            /// Of the block before.
            from: Moment,
            /// Of the block after.
            until: Moment,
        },
        /// An operator has longer to commit: his time ended while the chain stood still, or soon after.
        HopExtended {
            /// The transfer.
            transfer: Digest,
            /// The hop.
            hop: u32,
            /// The operator.
            operator: T::AccountId,
            /// The last moment now, in milliseconds.
            due: Moment,
        },
        /// An operator let the time to commit go by, and was slashed.
        HopLate {
            /// The transfer.
            transfer: Digest,
            /// The hop.
            hop: u32,
            /// The operator.
            operator: T::AccountId,
            /// What it lost of the native token.
            slashed: Balance,
        },
        /// An operator let the time to commit go by, and could not be slashed.
        SlashFailed {
            /// The transfer.
            transfer: Digest,
            /// The hop.
            hop: u32,
            /// The operator.
            operator: T::AccountId,
            /// Why.
            error: DispatchError,
        },
        /// Operators have failed too often: an arbiter or governance completes the hop, unless the last operator does.
        HopEscalated {
            /// The transfer.
            transfer: Digest,
            /// The hop.
            hop: u32,
            /// The arbiter, where there is one.
            arbiter: Option<T::AccountId>,
        },
        /// Every hop is settled.
        Completed {
            /// The transfer.
            transfer: Digest,
            /// Digest over all commit receipts.
            digest: Digest,
            /// Units that changed hands; `None` for a whole asset.
            delivered: Option<u128>,
        },
        /// A transfer was given up: every hop is released.
        Aborted {
            /// The transfer.
            transfer: Digest,
            /// The fees that had been taken, in the currency's smallest unit.
            fees: u128,
            /// What of them went back.
            refunded: u128,
        },
        /// A transfer will not be decided in time; whoever opened it was told.
        Overdue {
            /// The transfer.
            transfer: Digest,
        },
        /// The bridge could not carry out what it had to decide itself; it tries again.
        DecisionFailed {
            /// The transfer.
            transfer: Digest,
            /// Why.
            error: DispatchError,
        },
        /// Units could not be handed over; it is tried again.
        DeliveryFailed {
            /// The transfer.
            transfer: Digest,
            /// Why.
            error: DispatchError,
        },
        /// Somebody was paid out of a transfer's fees.
        FeePaid {
            /// The transfer.
            transfer: Digest,
            /// Who.
            who: T::AccountId,
            /// In what.
            currency: FeeCurrency,
            /// How much, in the currency's smallest unit.
            amount: u128,
        },
        /// Somebody could not be paid, and can collect it later.
        FeeOwed {
            /// The transfer.
            transfer: Digest,
            /// Who.
            who: T::AccountId,
            /// In what.
            currency: FeeCurrency,
            /// How much, in the currency's smallest unit.
            amount: u128,
        },
        /// Somebody was paid what was owed.
        FeesCollected {
            /// Who.
            who: T::AccountId,
            /// In what.
            currency: FeeCurrency,
            /// How much, in the currency's smallest unit.
            amount: u128,
        },
        /// A transfer that was over for long is kept no more.
        Forgotten {
            /// The transfer.
            transfer: Digest,
        },
    }

    /// Why a call was refused.
    #[pallet::error]
    pub enum Error<T> {
        /// No such operator, transfer or hop.
        NotFound,
        /// It exists already.
        AlreadyExists,
        /// Not this account's to do.
        NotAuthorized,
        /// No such corridor.
        UnknownCorridor,
        /// The endpoint is empty, or not printable ASCII without blanks.
        MalformedEndpoint,
        /// The bond is below what operators need: the role's minimum for each corridor.
        BondTooLow,
        /// The signature is not of this key over this.
        BadSignature,
        /// The account is an operator on as many corridors as it can be.
        TooManyCorridors,
        /// The corridor has as many operators as it can have.
        TooManyOperators,
        /// The operator is accepted already.
        AlreadyAccepted,
        /// The operator is not one, or not any more.
        NotAccepted,
        /// The operator has hops to carry.
        HopsOpen,
        /// Everything is as the call would make it.
        NothingToChange,
        /// Nothing is moved.
        NoValue,
        /// The path has no hop, or too many.
        WrongLength,
        /// The times are not in order, or reach too far.
        BadDeadlines,
        /// It is too late.
        TooLate,
        /// It is prepared already.
        AlreadyPrepared,
        /// The hop is committed already.
        AlreadyCommitted,
        /// Not every hop has prepared.
        NotPrepared,
        /// It was decided that every hop is committed.
        AlreadyDecided,
        /// It was decided that every hop is released.
        Aborted,
        /// It has not been decided that the hops are committed.
        NotDecided,
        /// The lock ends before the hop could be committed.
        LockTooShort,
        /// The attempt is not over.
        NotDue,
        /// Operators have not failed at the hop.
        NotEscalated,
        /// The receipt was signed for another chain.
        OtherChain,
        /// The receipt is of another transfer, hop, attempt or corridor.
        OtherHop,
        /// The receipt is of another operator.
        OtherOperator,
        /// The receipt names another asset, amount or beneficiary.
        OtherCargo,
        /// The receipt rests on other slices of the tensor.
        OtherSlices,
        /// The receipt is older than what it follows, or of the future.
        WrongTime,
        /// The receipt does not follow the hop's prepare receipt.
        NotLinked,
        /// A lock or a settlement needs a reference.
        ReferenceMissing,
        /// The custodian's reference was used on this corridor before.
        ReferenceUsed,
        /// No operator of the corridor can take the value.
        NoOperator,
        /// The currency is not accepted, or there is no rate for it.
        NoPrice,
        /// A sum does not fit.
        AmountOverflow,
        /// The path cannot be taken; the report says why.
        PathRefused,
        /// The path has more hops than admitted.
        TooManyHops,
        /// The path takes longer than admitted.
        TooSlow,
        /// The fees are more than admitted.
        FeesTooHigh,
        /// The asset does not exist, or is bound nowhere.
        AssetNotFound,
        /// Nothing is owed.
        NothingOwed,
        /// The escrow could not pay out all that it takes in: it has not been given what keeps its account open in the currency.
        EscrowNotEndowed,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_poll(_: BlockNumberFor<T>, meter: &mut WeightMeter) {
            Self::work_off_agenda(meter);
        }

        fn integrity_test() {
            let Timing { prepare, commit, attempts } = Self::timing();
            assert!(prepare > 0 && commit > 0, "operators have time");
            assert!((1..=MAX_OPERATORS).contains(&attempts), "each attempt is another operator's");
            assert!(T::ExposureFactor::get() >= 1, "a bond stands for something");
            assert!(T::MaxDuration::get() > 0 && T::Retention::get() > 0, "transfers take and leave time");
            assert!(T::MaxCorridors::get() >= 1 && T::MaxDuePerBlock::get() >= 1, "something can be done");
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
        /// A transfer with its hops and receipts, until some time after its end.
        pub fn status(transfer: Digest) -> Option<TransferView<T::AccountId>> {
            Self::transfer_view(&transfer)
        }

        /// What an operator has to carry, what waits for it first, and of that what it must commit: 1,024 hops at most.
        pub fn jobs(operator: T::AccountId) -> Vec<(Digest, u32)> {
            Self::jobs_of(&operator)
        }

        /// Who carries hops of a corridor, and how much more each can take.
        pub fn operators(corridor: CorridorId) -> Vec<OperatorView<T::AccountId>> {
            Self::operators_of(&corridor)
        }

        /// The arbiter of a corridor, where both ends name the same.
        pub fn arbiter(corridor: CorridorId) -> Option<T::AccountId> {
            Self::arbiter_of(&corridor)
        }

        /// What sending units would cost, and everything that stands against it now.
        pub fn units_report(from: T::AccountId, request: UnitsRequestOf<T>) -> UnitsReport {
            Self::units_report_of(&from, &request, T::Time::now())
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Asks to carry hops of a corridor. By an account with an operator's bond; the key agrees by its signature over
        /// `msez_bridge::possession_payload`.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::register_operator())]
        pub fn register_operator(
            origin: OriginFor<T>,
            corridor: CorridorId,
            key: ed25519::Public,
            possession: ed25519::Signature,
            endpoint: Endpoint,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_register(who, corridor, key, &possession, endpoint)
        }

        /// Lets an operator carry hops. By the authority of either end of the corridor.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::accept_operator())]
        pub fn accept_operator(
            origin: OriginFor<T>,
            corridor: CorridorId,
            operator: T::AccountId,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::ensure_end(&who, &corridor)?;
            Self::do_accept(corridor, operator)
        }

        /// Gives an operator no more hops; it carries those it has to their end. By the authority of either end.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::dismiss_operator())]
        pub fn dismiss_operator(
            origin: OriginFor<T>,
            corridor: CorridorId,
            operator: T::AccountId,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::ensure_end(&who, &corridor)?;
            Self::do_dismiss(corridor, operator)
        }

        /// Signs with another key from now on, with which the key agrees.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::rotate_key())]
        pub fn rotate_key(
            origin: OriginFor<T>,
            corridor: CorridorId,
            key: ed25519::Public,
            possession: ed25519::Signature,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let mut operator = Self::operator_on(&corridor, &who)?;
            ensure!(operator.key != key, Error::<T>::NothingToChange);
            Self::ensure_possession(&who, &key, &possession)?;
            let old = core::mem::replace(&mut operator.key, key);
            Registry::<T>::insert(corridor, &who, operator);
            Self::deposit_event(Event::KeyRotated { corridor, operator: who, old, new: key });
            Ok(())
        }

        /// Leaves a corridor on which the caller has nothing to carry.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::retire())]
        pub fn retire(origin: OriginFor<T>, corridor: CorridorId) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_retire(corridor, who)
        }

        /// Names the arbiter of a corridor. By the authority of an end; it is whom both name.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::name_arbiter())]
        pub fn name_arbiter(
            origin: OriginFor<T>,
            corridor: CorridorId,
            arbiter: Option<T::AccountId>,
        ) -> DispatchResult {
            let authority = ensure_signed(origin)?;
            let ends = Self::ensure_end(&authority, &corridor)?;
            let before = ArbitersOf::<T>::get(corridor);
            let mut named = before.clone();
            if ends.first {
                named.first = arbiter.clone();
            }
            if ends.second {
                named.second = arbiter.clone();
            }
            ensure!(named != before, Error::<T>::NothingToChange);
            if named == Arbiters::default() {
                ArbitersOf::<T>::remove(corridor);
            } else {
                ArbitersOf::<T>::insert(corridor, &named);
            }
            let agreed = named.agreed();
            Self::deposit_event(Event::ArbiterNamed { corridor, authority, arbiter, agreed });
            Ok(())
        }

        /// Sends units of an asset to somebody over corridors, from the asset's home on. By their holder, who pays the fees;
        /// `units_report` lists everything that stands against it. They stay his, set aside, until every hop is settled.
        #[pallet::call_index(6)]
        #[pallet::weight({
            let hops = u32::try_from(request.corridors.len()).unwrap_or(MAX_HOPS);
            T::WeightInfo::open_units(hops).saturating_add(T::Settlement::pay_weight())
        })]
        pub fn open_units(origin: OriginFor<T>, request: UnitsRequestOf<T>) -> DispatchResult {
            let from = ensure_signed(origin)?;
            Self::do_open_units(from, request)
        }

        /// Shows that what moves is locked on a hop. By anyone, with the receipt that the hop's operator signed.
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::prepare().saturating_add(Pallet::<T>::told()))]
        pub fn prepare(
            origin: OriginFor<T>,
            receipt: PrepareReceipt,
            signature: ed25519::Signature,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let is_last = Self::do_prepare(receipt, &signature)?;
            Ok((!is_last).then(T::WeightInfo::prepare).into())
        }

        /// Shows that a hop is settled. By anyone, with the receipt that the hop's operator signed.
        #[pallet::call_index(8)]
        #[pallet::weight(agenda::committed_weight::<T>().saturating_add(Pallet::<T>::told()))]
        pub fn commit(
            origin: OriginFor<T>,
            receipt: CommitReceipt,
            signature: ed25519::Signature,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let is_last = Self::do_commit_hop(receipt, &signature)?;
            Ok((!is_last).then(agenda::committed_weight::<T>).into())
        }

        /// Does not carry a hop; the next operator gets it, and where there is none whoever opened the transfer is told. By the
        /// hop's operator, before it has prepared.
        #[pallet::call_index(9)]
        #[pallet::weight(T::WeightInfo::refuse_hop().saturating_add(Pallet::<T>::told()))]
        pub fn refuse_hop(origin: OriginFor<T>, transfer: Digest, hop: u32) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_refuse(transfer, hop, &who)
        }

        /// Calls off sending units, before every hop has prepared. By their holder.
        #[pallet::call_index(10)]
        #[pallet::weight(agenda::decided_weight::<T>(MAX_HOPS))]
        pub fn cancel_units(origin: OriginFor<T>, transfer: Digest) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_cancel(transfer, &who)
        }

        /// Completes a hop that operators have failed at. By the arbiter of the transfer, otherwise of the corridor, who then
        /// earns the fee; or by governance, which earns nothing.
        #[pallet::call_index(11)]
        #[pallet::weight(agenda::committed_weight::<T>().saturating_add(Pallet::<T>::told()))]
        pub fn complete_hop(
            origin: OriginFor<T>,
            transfer: Digest,
            hop: u32,
            settlement: Digest,
            settlement_block: u64,
            target_evidence: Digest,
        ) -> DispatchResult {
            let by = match T::GovernanceOrigin::try_origin(origin) {
                Ok(_) => None,
                Err(origin) => Some(ensure_signed(origin)?),
            };
            if let Some(who) = &by {
                let named = Self::transfer(&transfer)?.arbiter;
                let corridor = Self::hop(&transfer, hop)?.terms.corridor;
                let arbiter = named.or_else(|| Self::arbiter_of(&corridor));
                ensure!(arbiter.as_ref() == Some(who), Error::<T>::NotAuthorized);
            }
            Self::do_complete_hop(transfer, hop, by, settlement, settlement_block, target_evidence)
                .map(|_| ())
        }

        /// Does at once what the agenda would do for a transfer. By anyone.
        #[pallet::call_index(12)]
        #[pallet::weight(
            T::WeightInfo::late_hop()
                .saturating_add(T::Bonds::slash_weight())
                .saturating_mul(MAX_HOPS.into())
                .saturating_add(agenda::item_weight::<T>(false))
        )]
        pub fn poke(origin: OriginFor<T>, transfer: Digest) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_poke(transfer)
        }

        /// Pays an account fees that could not be paid when they were due. By anyone.
        #[pallet::call_index(13)]
        #[pallet::weight(T::WeightInfo::collect_fees().saturating_add(T::Settlement::pay_weight()))]
        pub fn collect_fees(
            origin: OriginFor<T>,
            who: T::AccountId,
            currency: FeeCurrency,
        ) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_collect(who, currency)
        }
    }

    impl<T: Config> Pallet<T> {
        /// Tells the world, and notes it in the audit trail.
        pub(crate) fn deposit_event(event: Event<T>) {
            T::Audit::note(<Self as PalletInfoAccess>::index(), &event);
            let event = <T as polkadot_sdk::frame_system::Config>::RuntimeEvent::from(event);
            polkadot_sdk::frame_system::Pallet::<T>::deposit_event(event);
        }
    }
}
