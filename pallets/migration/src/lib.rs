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
mod disputes;
mod drive;
mod evidence;
#[cfg(test)]
mod mock;
mod programs;
mod shipping;
mod start;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
mod try_state;
mod types;
mod undo;
mod views;
pub mod weights;

pub use agenda::AgendaKey;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use polkadot_sdk::{frame_support::traits::fungible::Inspect, frame_system};

/// The native currency's unit.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// What is kept of a migration.
pub type SagaOf<T> = Saga<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

/// What is kept of an itinerary.
pub type LaidDownOf<T> = LaidDown<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

/// What is asked for.
pub type RequestOf<T> = msez_saga::Request<<T as frame_system::Config>::AccountId>;

/// The pledges of a saga.
pub type PledgesOf<T> = PledgeList<<T as frame_system::Config>::AccountId>;

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use msez_core::{Digest, Domain, JurisdictionId, Moment, SubjectId};
    use msez_manifold::AttestationType;
    use msez_saga::{Action, Event as Cause, HeldEvidence, State};
    use msez_traits::{
        Accreditations, AssetControl, AssetLock, AssetPrograms, Audit, Bridge, FeeCurrency, Issuing,
        Jurisdictions, MovePolicy, Passage, Paths, Pricing, Requirements, Settlement, Statements, Subjects,
        MAX_HOPS,
    };
    use polkadot_sdk::{
        frame_support::{
            pallet_prelude::*,
            traits::{fungible::MutateHold, Footprint, PalletInfoAccess, Time},
            weights::WeightMeter,
            PalletId,
        },
        frame_system::pallet_prelude::*,
        sp_runtime::traits::{AccountIdConversion, Convert, IdentifyAccount, Verify},
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

        /// Where every event is noted, to be proven later.
        type Audit: Audit;

        /// The chain's clock, in milliseconds.
        type Time: Time<Moment = Moment>;

        /// In which deposits and bonds are held.
        type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

        /// The runtime's reasons for holds.
        type RuntimeHoldReason: From<HoldReason>;

        /// What keeping an entry of so many bytes costs while it is kept.
        type DepositPrice: Convert<Footprint, BalanceOf<Self>>;

        /// What controllers sign with.
        type Signature: Parameter + Verify<Signer: IdentifyAccount<AccountId = Self::AccountId>>;

        /// The registry of assets.
        type Assets: AssetLock + AssetControl<Self::AccountId> + AssetPrograms;

        /// The subjects of the tensor.
        type Subjects: Subjects<Self::AccountId>;

        /// The tensor.
        type Compliance: Passage;

        /// The registry's corridors.
        type Paths: Paths<Self::AccountId>;

        /// What they ask for.
        type Requirements: Requirements<Self::AccountId>;

        /// The registry's jurisdictions.
        type Jurisdictions: Jurisdictions<Self::AccountId>;

        /// The registry's issuers.
        type Accreditations: Accreditations<Self::AccountId>;

        /// Attestations, to be read.
        type Statements: Statements<Self::AccountId>;

        /// Attestations, to be made.
        type Issuing: Issuing<Self::AccountId>;

        /// What dollars are worth.
        type Pricing: Pricing;

        /// In what fees are paid.
        type Settlement: Settlement<Self::AccountId>;

        /// What carries assets.
        type Bridge: Bridge<Self::AccountId>;

        /// The program that an asset named, when it is to move.
        type MovePolicy: MovePolicy;

        /// Sets the parameters, rules where no arbiter was named, and settles otherwise what cannot happen.
        type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// Where fees go that are neither used nor given back, and bonds of unfounded disputes.
        type Treasury: Get<Self::AccountId>;

        /// Names the keyless account in which fees are escrowed.
        #[pallet::constant]
        type PalletId: Get<PalletId>;

        /// What is held from whoever disputes.
        #[pallet::constant]
        type DisputeBond: Get<BalanceOf<Self>>;

        /// How far away a deadline may be, in milliseconds.
        #[pallet::constant]
        type MaxDuration: Get<Moment>;

        /// How long a program may hold an asset, in milliseconds.
        #[pallet::constant]
        type MaxProgramLock: Get<Moment>;

        /// The shortest timeout, interval or window that can be governed, in milliseconds; above 0.
        #[pallet::constant]
        type MinTime: Get<Moment>;

        /// The longest, in milliseconds.
        #[pallet::constant]
        type MaxTime: Get<Moment>;

        /// How long the record of a migration that has ended stays before anyone may remove it, in milliseconds.
        #[pallet::constant]
        type Retention: Get<Moment>;

        /// Sagas and locks that one block looks at at most; at least 1.
        #[pallet::constant]
        type MaxDuePerBlock: Get<u32>;
    }

    /// Why this pallet holds funds.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// For the room that a saga takes, until its record is removed.
        #[codec(index = 0)]
        Saga,
        /// Behind an objection, until it is ruled on.
        #[codec(index = 1)]
        Dispute,
        /// For the room that an itinerary takes.
        #[codec(index = 2)]
        Itinerary,
    }

    /// What is governed.
    #[pallet::storage]
    pub type Governed<T: Config> = StorageValue<_, Parameters, ValueQuery>;

    /// Every migration that was not removed, by the digest of its request.
    #[pallet::storage]
    pub type Sagas<T: Config> = StorageMap<_, Identity, Digest, SagaOf<T>, OptionQuery>;

    /// The live saga of an asset. One at a time.
    #[pallet::storage]
    pub type Live<T: Config> = StorageMap<_, Blake2_128Concat, SubjectId, Digest, OptionQuery>;

    /// What was brought for a saga.
    #[pallet::storage]
    pub type Held<T: Config> = StorageMap<_, Identity, Digest, HeldList, ValueQuery>;

    /// What was pledged for a saga.
    #[pallet::storage]
    pub type Pledges<T: Config> = StorageMap<_, Identity, Digest, PledgesOf<T>, ValueQuery>;

    /// What is in the pot, by currency: the sum of what the sagas have there.
    #[pallet::storage]
    pub type Escrowed<T: Config> = StorageMap<_, Twox64Concat, FeeCurrency, u128, ValueQuery>;

    /// When which saga or lock is looked at, in order of time. The identity hasher keeps that order.
    #[pallet::storage]
    pub type Agenda<T: Config> = StorageMap<_, Identity, AgendaKey, (), OptionQuery>;

    /// Along which its program may move an asset, with who holds the deposit for it, and the deposit.
    #[pallet::storage]
    pub type Itineraries<T: Config> = StorageMap<_, Blake2_128Concat, SubjectId, LaidDownOf<T>, OptionQuery>;

    /// Assets that programs hold, by the id of the lock.
    #[pallet::storage]
    pub type ProgramLocks<T: Config> = StorageMap<_, Identity, Digest, ProgramLock, OptionQuery>;

    /// How many ids programs were given.
    #[pallet::storage]
    pub type ProgramNonce<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// What happened.
    #[pallet::event]
    pub enum Event<T: Config> {
        /// A migration began; its fees are escrowed.
        Started {
            /// The saga: the digest of its request.
            saga: Digest,
            /// What moves.
            asset: SubjectId,
            /// From where.
            source: JurisdictionId,
            /// To where.
            target: JurisdictionId,
            /// Digest of the path.
            path: Digest,
            /// Who pays.
            payer: T::AccountId,
            /// In what; `None` for the native token.
            currency: FeeCurrency,
            /// What is escrowed, in the smallest unit of the currency.
            fee: u128,
            /// Decided before, or taken back; in milliseconds.
            deadline: Moment,
            /// The program that began it.
            program: Option<Digest>,
        },
        /// A saga came to another state.
        Moved {
            /// The saga.
            saga: Digest,
            /// From where.
            from: State,
            /// To where.
            to: State,
            /// What led to it.
            cause: Cause,
        },
        /// Evidence was brought.
        EvidenceAdded {
            /// The saga.
            saga: Digest,
            /// The attestation.
            attestation: Digest,
            /// What kind of evidence it is.
            kind: AttestationType,
        },
        /// An issuer answers for a statement that will enter the tensor when the asset arrives.
        Pledged {
            /// The saga.
            saga: Digest,
            /// Who answers for it.
            issuer: T::AccountId,
            /// In which field of regulation.
            domain: Domain,
            /// What kind of evidence it is.
            kind: AttestationType,
            /// Digest of the document.
            document: Digest,
        },
        /// A pledge has entered the tensor.
        PledgeEntered {
            /// The saga.
            saga: Digest,
            /// Who answers for it.
            issuer: T::AccountId,
            /// The attestation that it became.
            attestation: Digest,
        },
        /// A pledge could not enter the tensor; it is tried again, or given up.
        PledgeRefused {
            /// The saga.
            saga: Digest,
            /// Who answers for it.
            issuer: T::AccountId,
            /// In which field of regulation.
            domain: Domain,
            /// Why.
            error: DispatchError,
        },
        /// The asset is held, and what was found about its compliance is frozen.
        Locked {
            /// The saga.
            saga: Digest,
            /// The asset.
            asset: SubjectId,
            /// Root of the tensor.
            tensor_root: Digest,
            /// Over what was found at every place of the path.
            slice_root: Digest,
            /// Until when it will hold, in milliseconds.
            until: Moment,
        },
        /// The asset is on its way.
        Departed {
            /// The saga.
            saga: Digest,
            /// The bridge's transfer.
            transfer: Digest,
            /// What was handed on to the bridge, in the smallest unit of the currency.
            fee: u128,
        },
        /// It is decided, for good, that every hop is committed.
        Decided {
            /// The saga.
            saga: Digest,
            /// The bridge's transfer.
            transfer: Digest,
            /// Digest over all prepare receipts.
            prepared: Digest,
        },
        /// The asset is at its new home.
        Arrived {
            /// The saga.
            saga: Digest,
            /// The asset.
            asset: SubjectId,
            /// Its new home.
            home: JurisdictionId,
            /// Whether it passes there.
            passes: bool,
        },
        /// A saga has ended; its evidence is frozen.
        Ended {
            /// The saga.
            saga: Digest,
            /// The asset.
            asset: SubjectId,
            /// The end.
            state: State,
            /// Digest over everything.
            evidence: Digest,
        },
        /// What was to be done could not be.
        Failed {
            /// The saga.
            saga: Digest,
            /// Where it is.
            state: State,
            /// Why.
            error: DispatchError,
        },
        /// An action that takes something back has happened.
        ActionDone {
            /// The saga.
            saga: Digest,
            /// Which.
            action: Action,
        },
        /// An action could not be done; it is tried again.
        ActionFailed {
            /// The saga.
            saga: Digest,
            /// Which.
            action: Action,
            /// Why.
            error: DispatchError,
        },
        /// Fees went back to who paid them.
        Refunded {
            /// The saga.
            saga: Digest,
            /// Who.
            payer: T::AccountId,
            /// How much, in the smallest unit of the currency.
            amount: u128,
            /// What was kept for the treasury.
            kept: u128,
        },
        /// What was pledged is void.
        PledgesVoided {
            /// The saga.
            saga: Digest,
            /// How many.
            count: u32,
        },
        /// The asset stands where it stood.
        ComplianceRestored {
            /// The saga.
            saga: Digest,
            /// The asset.
            asset: SubjectId,
            /// Its home.
            home: JurisdictionId,
            /// Whether it passes there now.
            passes: bool,
        },
        /// For everybody concerned: the migration will not take place.
        CounterpartiesNotified {
            /// The saga.
            saga: Digest,
            /// The asset.
            asset: SubjectId,
            /// Where it stays.
            source: JurisdictionId,
            /// Where it was expected.
            target: JurisdictionId,
            /// Who had paid.
            payer: T::AccountId,
            /// The state that was left.
            left: State,
            /// Why.
            cause: Cause,
        },
        /// Somebody has to look: too many failures, or too late.
        Escalated {
            /// The saga.
            saga: Digest,
            /// Where it is.
            state: State,
            /// How often in a row.
            tries: u8,
        },
        /// Governance settled an action otherwise, because it could not happen.
        Waived {
            /// The saga.
            saga: Digest,
            /// Which.
            action: Action,
        },
        /// Somebody with standing objects.
        DisputeOpened {
            /// The saga.
            saga: Digest,
            /// Who.
            by: T::AccountId,
            /// SHA-256 of what he brings forward.
            grounds: Digest,
            /// Without a ruling until then it is over, in milliseconds.
            until: Moment,
            /// What is held from him.
            bond: BalanceOf<T>,
        },
        /// A dispute is over.
        DisputeClosed {
            /// The saga.
            saga: Digest,
            /// How.
            cause: Cause,
            /// What of the bond went to the treasury.
            forfeited: BalanceOf<T>,
        },
        /// Controllers laid down along which the asset's program may move it.
        ItinerarySet {
            /// The asset.
            asset: SubjectId,
            /// Where it leads.
            target: JurisdictionId,
            /// Who pays.
            payer: T::AccountId,
            /// Not begun after, in milliseconds.
            until: Moment,
        },
        /// An itinerary was used, or taken back.
        ItineraryCleared {
            /// The asset.
            asset: SubjectId,
        },
        /// A program holds an asset.
        ProgramLocked {
            /// Id of the lock.
            lock: Digest,
            /// The asset.
            asset: SubjectId,
            /// The instance.
            actor: Digest,
            /// Until when, in milliseconds.
            until: Moment,
        },
        /// A program's lock is over.
        ProgramUnlocked {
            /// Id of the lock.
            lock: Digest,
            /// The asset.
            asset: SubjectId,
        },
        /// The parameters were set.
        ParametersSet {
            /// The parameters.
            parameters: Parameters,
        },
        /// The record of a migration that has ended was removed.
        Removed {
            /// The saga.
            saga: Digest,
        },
    }

    /// Why a call was refused.
    #[pallet::error]
    pub enum Error<T> {
        /// No such saga, lock or itinerary.
        NotFound,
        /// This very request was made before. A request is good once.
        AlreadyExists,
        /// Not for who asks.
        NotAuthorized,
        /// No such asset.
        UnknownAsset,
        /// The class of the asset is not known.
        UnknownClass,
        /// It was decided upon another version.
        StaleVersion,
        /// The asset is not at home where the request says.
        NotAtHome,
        /// Something holds, moves or stops the asset.
        AssetNotFree,
        /// The asset has a live migration.
        AlreadyUnderWay,
        /// The path cannot be taken.
        PathNotOpen,
        /// The path leads elsewhere.
        WrongTarget,
        /// The fees have no price in this currency.
        CurrencyNotAccepted,
        /// The fees are above what was allowed.
        FeeTooHigh,
        /// The payer does not have the fees.
        FeeNotAffordable,
        /// The payer does not have the deposit, or not besides the fees.
        DepositNotAffordable,
        /// The path takes longer than the deadline leaves.
        DeadlineTooShort,
        /// The deadline is too far away.
        DeadlineTooLong,
        /// The payer is none of the controllers who agreed.
        PayerNotController,
        /// Others decide over the asset than those who agreed to this.
        ControlChanged,
        /// The arbiter is a controller of the asset.
        ArbiterNotIndependent,
        /// Nobody endowed the pot for this currency with what keeps it open.
        PotNotEndowed,
        /// The controller did not sign this request for this chain.
        SignatureInvalid,
        /// The saga has no room for more evidence.
        TooManyEvidence,
        /// The saga holds it already.
        EvidenceAlreadyHeld,
        /// No live attestation of this id.
        EvidenceUnknown,
        /// The attestation is not about this asset, or not on this kind and document.
        EvidenceMismatch,
        /// It is decided, or has ended.
        TooLate,
        /// The saga has no room for more pledges.
        TooManyPledges,
        /// The issuer has pledged on this domain.
        PledgeAlreadyMade,
        /// The issuer is not accredited at the destination for this domain, or its tier is too low.
        NotAccredited,
        /// What it waits for is not there.
        StillWaiting,
        /// It is past the states in which it can be called off, or disputed.
        NotCancellable,
        /// It is decided, or is being taken back, or was disputed too often.
        NotDisputable,
        /// Nobody has disputed it.
        NotDisputed,
        /// It is not being taken back.
        NotCompensating,
        /// This action cannot be waived, or not yet.
        NotWaivable,
        /// It has not ended.
        NotEnded,
        /// It ended too recently.
        RetentionNotOver,
        /// A time is out of its bounds.
        TimeOutOfBounds,
        /// It has run out.
        Expired,
        /// An asset is held as a whole: the amount is 0 or 1.
        WholeAssetOnly,
        /// What the path asks for is not there: a program's migration begins at once or not at all.
        NotReady,
        /// A bridge's transfer has no receipts where it should.
        ReceiptsMissing,
        /// A saga has no room for more changes of state.
        TooManyTransitions,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_poll(_: BlockNumberFor<T>, meter: &mut WeightMeter) {
            Self::work_off_agenda(meter);
        }

        fn integrity_test() {
            assert!(T::MinTime::get() > 0, "time passes");
            assert!(Self::are_bounded(&Parameters::default()), "the defaults are within the bounds");
            assert!(T::MaxDuePerBlock::get() >= 1, "the agenda has to move");
            let block = T::BlockWeights::get().max_block;
            let dearest = T::WeightInfo::rule().saturating_add(Self::following());
            assert!(dearest.all_lt(block), "one entry must fit: {dearest} of {block}");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// A saga with its evidence so far, and what it waits for.
        pub fn saga(id: Digest) -> Option<SagaView<T::AccountId, BalanceOf<T>>> {
            Self::saga_view(&id)
        }

        /// The live saga of an asset.
        pub fn live(asset: SubjectId) -> Option<Digest> {
            Live::<T>::get(asset)
        }

        /// Every reason why a request would be refused, and everything that it would wait for.
        pub fn can_start(request: RequestOf<T>, held: Vec<HeldEvidence>) -> StartReport {
            Self::start_report(&request, &held)
        }

        /// Along which an asset's program may move it.
        pub fn itinerary(asset: SubjectId) -> Option<Itinerary<T::AccountId>> {
            Itineraries::<T>::get(asset).map(|laid| laid.itinerary)
        }

        /// What is governed, and what a dispute holds.
        pub fn terms() -> (Parameters, BalanceOf<T>) {
            (Governed::<T>::get(), T::DisputeBond::get())
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Asks for a migration, with evidence for what its path asks. By a controller of the asset: once enough ask for the
        /// same, it begins. The payer's fees are escrowed and his deposit is held; it goes as far at once as the evidence reaches.
        #[pallet::call_index(0)]
        #[pallet::weight(Pallet::<T>::starting(request, held.len(), false))]
        pub fn start(
            origin: OriginFor<T>,
            request: RequestOf<T>,
            held: HeldList,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            Self::ask(&who, request, held)
        }

        /// As `start`, submitted by anyone with the signature of a controller over the request's digest.
        #[pallet::call_index(1)]
        #[pallet::weight(Pallet::<T>::starting(request, held.len(), true))]
        pub fn start_signed(
            origin: OriginFor<T>,
            request: RequestOf<T>,
            held: HeldList,
            controller: T::AccountId,
            signature: T::Signature,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let saga = Self::saga_id(&request);
            ensure!(Self::is_signed_by(&saga, &signature, &controller), Error::<T>::SignatureInvalid);
            Self::ask(&controller, request, held)
        }

        /// Brings evidence: a live attestation about the asset, and the kind and document that its evidence digest is made
        /// of. By anyone. Where it was the last that was missing, the saga goes on.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::add_evidence().saturating_add(Pallet::<T>::following()))]
        pub fn add_evidence(
            origin: OriginFor<T>,
            saga: Digest,
            evidence: HeldEvidence,
        ) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let mut record = Self::open(&saga)?;
            ensure!(record.state.may_turn_back(), Error::<T>::TooLate);
            let kind = Self::check_evidence(&record.request.asset, &evidence)?;
            Held::<T>::try_mutate(saga, |held| {
                ensure!(
                    held.iter().all(|other| other.attestation != evidence.attestation),
                    Error::<T>::EvidenceAlreadyHeld
                );
                held.try_push(evidence).map_err(|_| Error::<T>::TooManyEvidence)
            })?;
            let attestation = evidence.attestation;
            Self::deposit_event(Event::EvidenceAdded { saga, attestation, kind });
            Self::follow(&saga, &mut record);
            Ok(Self::spent(T::WeightInfo::add_evidence(), &saga, &record))
        }

        /// Pledges a statement for the destination: that the asset is COMPLIANT on a domain, for so long from its arrival. By
        /// an issuer who is accredited there. It counts for the path's requirements and for compliance at the destination,
        /// enters the tensor when the asset arrives, and is void otherwise.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::pledge().saturating_add(Pallet::<T>::following()))]
        pub fn pledge(
            origin: OriginFor<T>,
            saga: Digest,
            domain: Domain,
            kind: AttestationType,
            document: Digest,
            validity: Moment,
        ) -> DispatchResultWithPostInfo {
            let issuer = ensure_signed(origin)?;
            let mut record = Self::open(&saga)?;
            ensure!(record.state.may_turn_back(), Error::<T>::TooLate);
            ensure!(validity > 0, Error::<T>::TimeOutOfBounds);
            ensure!(Self::may_pledge(&record, &issuer, domain), Error::<T>::NotAccredited);
            let made_at = T::Time::now();
            Pledges::<T>::try_mutate(saga, |pledges| {
                let same = |other: &Pledge<T::AccountId>| other.issuer == issuer && other.domain == domain;
                ensure!(!pledges.iter().any(same), Error::<T>::PledgeAlreadyMade);
                let issuer = issuer.clone();
                let attestation = None;
                let pledge = Pledge { issuer, domain, kind, document, validity, made_at, attestation };
                pledges.try_push(pledge).map_err(|_| Error::<T>::TooManyPledges)
            })?;
            Self::deposit_event(Event::Pledged { saga, issuer, domain, kind, document });
            Self::follow(&saga, &mut record);
            Ok(Self::spent(T::WeightInfo::pledge(), &saga, &record))
        }

        /// Looks at a saga: whether what it waits for is there, or its time is over. By anyone; the agenda does the same.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::rule().saturating_add(Pallet::<T>::following()))]
        pub fn advance(origin: OriginFor<T>, saga: Digest) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let mut record = Self::open(&saga)?;
            let before = record.clone();
            Self::look_at(&saga, &mut record);
            let is_same = before.state == record.state
                && before.compensation == record.compensation
                && before.tries == record.tries;
            ensure!(!is_same, Error::<T>::StillWaiting);
            // A dispute may have run out.
            Ok(Self::spent(T::WeightInfo::rule(), &saga, &record))
        }

        /// Calls a migration off before the asset is held; all fees go back. By as many controllers as `start` takes.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::cancel(MAX_HOPS).saturating_add(T::Settlement::pay_weight()))]
        pub fn cancel(origin: OriginFor<T>, saga: Digest) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let mut record = Self::open(&saga)?;
            ensure!(record.state.is_cancellable(), Error::<T>::NotCancellable);
            let asset = record.request.asset;
            // Others' changes of the asset in the meantime void no agreement to this.
            let version = T::Assets::current_since(&asset).ok_or(Error::<T>::UnknownAsset)?;
            let action = Self::cancellation(&saga);
            if T::Assets::agree(&asset, &who, version, action)?.is_some() {
                Self::happen(&saga, &mut record, Cause::CalledOff).map_err(Self::refusal)?;
            }
            Ok(())
        }

        /// Objects to a migration that is not decided; it stands still until a ruling. By a controller of the asset, the
        /// authority of a place of the path, or an operator of one of its hops; with a bond.
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::dispute(MAX_HOPS))]
        pub fn dispute(origin: OriginFor<T>, saga: Digest, grounds: Digest) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let record = Self::open(&saga)?;
            ensure!(Self::has_standing(&record, &who), Error::<T>::NotAuthorized);
            Self::object(&saga, record, who, grounds)
        }

        /// Rules on a dispute. By the arbiter whom the request named; by governance where it named none.
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::rule().saturating_add(Pallet::<T>::following()))]
        pub fn rule(origin: OriginFor<T>, saga: Digest, ruling: Ruling) -> DispatchResultWithPostInfo {
            let mut record = Self::open(&saga)?;
            match &record.request.arbiter {
                Some(arbiter) => ensure!(ensure_signed(origin)? == *arbiter, Error::<T>::NotAuthorized),
                None => drop(T::GovernanceOrigin::ensure_origin(origin)?),
            }
            ensure!(record.state == State::Disputed, Error::<T>::NotDisputed);
            let cause = match ruling {
                Ruling::Resume => Cause::RuledToResume,
                Ruling::Compensate => Cause::RuledToCompensate,
            };
            Self::happen(&saga, &mut record, cause).map_err(Self::refusal)?;
            Self::look_at(&saga, &mut record);
            Ok(Self::spent(T::WeightInfo::rule(), &saga, &record))
        }

        /// Tries at once what is outstanding of a compensation. By anyone. A try without success changes nothing: it neither
        /// delays the agenda's nor counts as one.
        #[pallet::call_index(8)]
        #[pallet::weight(Pallet::<T>::following())]
        pub fn retry_compensation(origin: OriginFor<T>, saga: Digest) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let mut record = Self::open(&saga)?;
            ensure!(record.state == State::Compensating, Error::<T>::NotCompensating);
            let done = |record: &SagaOf<T>| record.compensation.map(|compensation| compensation.done);
            let before = done(&record);
            Self::follow(&saga, &mut record);
            ensure!(done(&record) != before, Error::<T>::StillWaiting);
            Ok(Self::spent(Weight::zero(), &saga, &record))
        }

        /// Settles otherwise a refund or a check that failed too often. By governance. What hops and the asset hang on
        /// cannot be waived. Fees that are not refunded go to the treasury when the record is removed.
        #[pallet::call_index(9)]
        #[pallet::weight(T::WeightInfo::waive().saturating_add(Pallet::<T>::following()))]
        pub fn waive(origin: OriginFor<T>, saga: Digest, action: Action) -> DispatchResultWithPostInfo {
            T::GovernanceOrigin::ensure_origin(origin)?;
            let mut record = Self::open(&saga)?;
            let compensation = record.compensation.as_mut().ok_or(Error::<T>::NotCompensating)?;
            ensure!(compensation.waive(action), Error::<T>::NotWaivable);
            Self::deposit_event(Event::Waived { saga, action });
            Self::follow(&saga, &mut record);
            Ok(Self::spent(T::WeightInfo::waive(), &saga, &record))
        }

        /// Lays down along which the asset's program may move it, once. By as many controllers as `start` takes, of whom the
        /// payer is one.
        #[pallet::call_index(10)]
        #[pallet::weight(T::WeightInfo::set_itinerary())]
        pub fn set_itinerary(
            origin: OriginFor<T>,
            asset: SubjectId,
            version: u64,
            itinerary: Itinerary<T::AccountId>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::lay_down(&who, asset, version, itinerary)
        }

        /// Takes an itinerary back. By a controller of the asset, or by who pays for keeping it.
        #[pallet::call_index(11)]
        #[pallet::weight(T::WeightInfo::clear_itinerary())]
        pub fn clear_itinerary(origin: OriginFor<T>, asset: SubjectId) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let laid = Itineraries::<T>::get(asset).ok_or(Error::<T>::NotFound)?;
            let may = laid.depositor == who || T::Assets::controls(&asset, &who);
            ensure!(may, Error::<T>::NotAuthorized);
            Self::take_itinerary(&asset)?;
            Ok(())
        }

        /// Removes the record of a migration that ended long enough ago; the deposit goes back. By anyone.
        #[pallet::call_index(12)]
        #[pallet::weight(T::WeightInfo::remove().saturating_add(T::Settlement::pay_weight()))]
        pub fn remove(origin: OriginFor<T>, saga: Digest) -> DispatchResult {
            ensure_signed(origin)?;
            Self::forget(&saga)
        }

        /// Sets the timeouts, how often waiting sagas are looked at, and the window of a ruling. By governance. Sagas that
        /// are in a state already find the new timeouts when they are looked at next; a window that is open stays.
        #[pallet::call_index(13)]
        #[pallet::weight(T::WeightInfo::set_parameters())]
        pub fn set_parameters(origin: OriginFor<T>, parameters: Parameters) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            ensure!(Self::are_bounded(&parameters), Error::<T>::TimeOutOfBounds);
            Governed::<T>::put(parameters);
            Self::deposit_event(Event::ParametersSet { parameters });
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

        /// The keyless account in which fees are escrowed.
        pub fn pot() -> T::AccountId {
            T::PalletId::get().into_account_truncating()
        }

        /// A saga that was not removed.
        pub(crate) fn open(saga: &Digest) -> Result<SagaOf<T>, Error<T>> {
            Sagas::<T>::get(saga).ok_or(Error::NotFound)
        }

        pub(crate) fn are_bounded(parameters: &Parameters) -> bool {
            let (least, most) = (T::MinTime::get(), T::MaxTime::get());
            parameters.timeouts.are_within(least, most)
                && (least..=most).contains(&parameters.poll)
                && (least..=most).contains(&parameters.ruling)
        }
    }
}
