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

mod access;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod faults;
mod holdings;
mod lifecycle;
#[cfg(test)]
mod mock;
mod programs;
mod reserve;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
mod try_state;
mod types;
mod views;
pub mod weights;

pub use pallet::*;
pub use types::{
    Amount, Approval, Asset, Document, ForceReason, Freeze, Holder, Location, Offer, Order, PartyRecord,
    Program, Recovery, Reservation, RulesRecord, SetAside, UnitsRecord, Version,
};
pub use weights::WeightInfo;

use polkadot_sdk::{frame_support::traits::fungible::Inspect, frame_system};

/// The native currency's unit.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// An asset on this chain.
pub type AssetOf<T> = Asset<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

/// A document on this chain.
pub type DocumentOf<T> = Document<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

/// A jurisdiction's rules on this chain.
pub type RulesRecordOf<T> = RulesRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

/// An account that can hold units on this chain.
pub type HolderOf<T> = Holder<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::*;
    use crate::{access::HALTING, types::Actor};
    use alloc::vec::Vec;
    use msez_asset::{
        check_location, mint_refusals, receipt_refusals, ControlRule, Country, Family, Genesis, Halter, Move,
        Phase, Status, UnitRules,
    };
    use msez_core::{AssetClass, Digest, DocumentKind, JurisdictionId, Moment, SubjectId};
    use msez_traits::{Compliance, Jurisdictions, LockClass, Subjects, TimeLocks};
    use polkadot_sdk::{
        frame_support::{
            pallet_prelude::*,
            traits::{
                fungible::MutateHold,
                fungibles::{self, Inspect as _},
                Footprint, Time,
            },
        },
        frame_system::pallet_prelude::*,
        sp_runtime::traits::Convert,
    };

    /// Version of the storage's layout.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// The configuration. (Accounts are 32 bytes: they are part of genesis documents.)
    #[pallet::config]
    pub trait Config:
        polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>, AccountId: Into<[u8; 32]>>
    {
        /// What the calls weigh.
        type WeightInfo: WeightInfo;

        /// Where every event is noted, to be proven later.
        type Audit: msez_traits::Audit;

        /// The chain's clock, in milliseconds.
        type Time: Time<Moment = Moment>;

        /// In which deposits are held.
        type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

        /// The runtime's reasons for holds.
        type RuntimeHoldReason: From<HoldReason>;

        /// What keeping entries of so many bytes costs while they are kept.
        type DepositPrice: Convert<Footprint, BalanceOf<Self>>;

        /// The ledger of units: one asset of it per smart asset, under the same id. Nothing else may move what it holds.
        type Units: fungibles::Create<Self::AccountId, AssetId = SubjectId, Balance = Amount>
            + fungibles::Mutate<Self::AccountId>;

        /// Who stands as the owner of every asset of that ledger; an account without a key.
        type UnitsOwner: Get<Self::AccountId>;

        /// The registry of jurisdictions.
        type Jurisdictions: Jurisdictions<Self::AccountId>;

        /// Whether asset and parties pass.
        type Compliance: Compliance;

        /// Where assets get their place among the subjects.
        type Subjects: Subjects<Self::AccountId>;

        /// A policy that halts, resumes, freezes and forces like an authority.
        type PolicyOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// Documents of one asset.
        #[pallet::constant]
        type MaxDocuments: Get<u32>;

        /// How long an offer of control stands, in milliseconds.
        #[pallet::constant]
        type OfferPeriod: Get<Moment>;

        /// How long a recovery waits for objections, as a withdrawal does, and how long it can be carried out after that.
        type TimeLocks: TimeLocks;
    }

    /// Why this pallet holds funds.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// For the room that an asset takes, for good.
        #[codec(index = 0)]
        Asset,
        /// For a document, until it is removed or replaced.
        #[codec(index = 1)]
        Document,
        /// For an account that can hold units, until it is dismissed.
        #[codec(index = 2)]
        Holder,
        /// For what a jurisdiction asks of the units of a class, until it asks nothing.
        #[codec(index = 3)]
        Rules,
    }

    /// Every asset, by the SHA-256 of its genesis document. Never removed.
    #[pallet::storage]
    pub type Assets<T: Config> = StorageMap<_, Blake2_128Concat, SubjectId, AssetOf<T>, OptionQuery>;

    /// What each controller agreed to last, where it takes more than one. Written by every call of controllers.
    #[pallet::storage]
    pub type Approvals<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        SubjectId,
        Blake2_128Concat,
        T::AccountId,
        Approval,
        OptionQuery,
    >;

    /// Control that is offered. Written by offer, accept and withdraw.
    #[pallet::storage]
    pub type Offers<T: Config> = StorageMap<_, Blake2_128Concat, SubjectId, Offer<T::AccountId>, OptionQuery>;

    /// Recoveries that wait. Written by announce, cancel and recover.
    #[pallet::storage]
    pub type Recoveries<T: Config> =
        StorageMap<_, Blake2_128Concat, SubjectId, Recovery<T::AccountId>, OptionQuery>;

    /// Documents of an asset, one of a kind. Written by `set_document` and `remove_document`.
    #[pallet::storage]
    pub type Documents<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        SubjectId,
        Blake2_128Concat,
        DocumentKind,
        DocumentOf<T>,
        OptionQuery,
    >;

    /// Assets that have units: their rules and how many parties hold some, or have some set aside for them. Who holds how much is the ledger's.
    #[pallet::storage]
    pub type Units<T: Config> = StorageMap<_, Blake2_128Concat, SubjectId, UnitsRecord, OptionQuery>;

    /// What a jurisdiction asks of the units of a class. Written by its authority.
    #[pallet::storage]
    pub type JurisdictionRules<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        JurisdictionId,
        Blake2_128Concat,
        AssetClass,
        RulesRecordOf<T>,
        OptionQuery,
    >;

    /// Accounts that can hold units of an asset. Written by admit, dismiss and freeze.
    #[pallet::storage]
    pub type Holders<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        SubjectId,
        Blake2_128Concat,
        T::AccountId,
        HolderOf<T>,
        OptionQuery,
    >;

    /// The parties behind those accounts. Written with them, and wherever units change hands.
    #[pallet::storage]
    pub type Parties<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        SubjectId,
        Blake2_128Concat,
        SubjectId,
        PartyRecord,
        OptionQuery,
    >;

    /// How many parties of a country hold units of an asset. Written wherever units change hands.
    #[pallet::storage]
    pub type CountryHolders<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, SubjectId, Twox64Concat, Country, u32, ValueQuery>;

    /// What is set aside of an account's units, and whether something is for it; none where nothing is. Written wherever a
    /// reservation begins or ends.
    #[pallet::storage]
    pub type SetAsides<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        SubjectId,
        Blake2_128Concat,
        T::AccountId,
        SetAside,
        OptionQuery,
    >;

    /// Units set aside for a recipient, by the id of what carries them. Removed when they change hands or are released.
    #[pallet::storage]
    pub type Reservations<T: Config> =
        StorageMap<_, Identity, Digest, Reservation<T::AccountId>, OptionQuery>;

    /// What happened. A `version` is the asset's after the change.
    #[pallet::event]
    pub enum Event<T: Config> {
        /// An asset was registered.
        Registered {
            /// SHA-256 of its genesis document.
            asset: SubjectId,
            /// Who registered it.
            issuer: T::AccountId,
            /// Its class.
            class: AssetClass,
            /// Where it will be at home.
            home: JurisdictionId,
            /// What is held from the issuer.
            deposit: BalanceOf<T>,
        },
        /// An asset was bound to its home jurisdiction.
        Bound {
            /// The asset.
            asset: SubjectId,
            /// Its home.
            home: JurisdictionId,
            /// Its version.
            version: Version,
        },
        /// A controller agreed to a call; more must.
        Approved {
            /// The asset.
            asset: SubjectId,
            /// Who agreed.
            who: T::AccountId,
            /// The family of the call.
            family: Family,
            /// Hash of the call.
            action: Digest,
            /// The version that the agreement holds for.
            version: Version,
            /// How many have agreed.
            given: u8,
            /// How many it takes.
            needed: u8,
        },
        /// A document was set.
        DocumentSet {
            /// The asset.
            asset: SubjectId,
            /// Its kind.
            kind: DocumentKind,
            /// SHA-256 of it.
            digest: Digest,
            /// The asset's version.
            version: Version,
        },
        /// A document was removed.
        DocumentRemoved {
            /// The asset.
            asset: SubjectId,
            /// Its kind.
            kind: DocumentKind,
            /// The asset's version.
            version: Version,
        },
        /// An asset was halted.
        Halted {
            /// The asset.
            asset: SubjectId,
            /// In which capacity.
            by: Halter,
            /// The asset's version.
            version: Version,
        },
        /// A halt was lifted; others can stand.
        Resumed {
            /// The asset.
            asset: SubjectId,
            /// In which capacity.
            by: Halter,
            /// Whose halt: one's own, or that of a program which the asset no longer names.
            lifted: Halter,
            /// The status now.
            status: Status,
            /// The asset's version.
            version: Version,
        },
        /// Another part of the system moved an asset.
        StatusChanged {
            /// The asset.
            asset: SubjectId,
            /// The status now.
            status: Status,
            /// Its home now.
            home: JurisdictionId,
            /// The asset's version.
            version: Version,
        },
        /// An asset named the program that acts for it, or none.
        ProgramSet {
            /// The asset.
            asset: SubjectId,
            /// The program.
            program: Option<Program>,
            /// The asset's version.
            version: Version,
        },
        /// Control was offered to others.
        ControlOffered {
            /// The asset.
            asset: SubjectId,
            /// The rule that will hold.
            control: ControlRule<T::AccountId>,
            /// Who among the new controllers has accepted by offering.
            accepted: Vec<T::AccountId>,
            /// The last moment at which it can be accepted, in milliseconds.
            until: Moment,
            /// The asset's version: it names the offer.
            version: Version,
        },
        /// One of the new controllers accepted; more must.
        ControlAccepted {
            /// The asset.
            asset: SubjectId,
            /// Who accepted.
            who: T::AccountId,
            /// The asset's version.
            version: Version,
        },
        /// An offer of control was withdrawn.
        OfferWithdrawn {
            /// The asset.
            asset: SubjectId,
            /// The asset's version.
            version: Version,
        },
        /// Control passed to others.
        ControlTransferred {
            /// The asset.
            asset: SubjectId,
            /// The rule that holds now.
            control: ControlRule<T::AccountId>,
            /// Whether by recovery.
            recovered: bool,
            /// The asset's version.
            version: Version,
        },
        /// A recovery was announced.
        RecoveryAnnounced {
            /// The asset.
            asset: SubjectId,
            /// The rule that will hold.
            control: ControlRule<T::AccountId>,
            /// Not before, in milliseconds.
            from: Moment,
            /// Not after, in milliseconds.
            until: Moment,
            /// The asset's version: it names the announcement.
            version: Version,
        },
        /// A recovery was called off.
        RecoveryCancelled {
            /// The asset.
            asset: SubjectId,
            /// The asset's version.
            version: Version,
        },
        /// An asset ended.
        Retired {
            /// The asset.
            asset: SubjectId,
            /// The asset's version.
            version: Version,
        },
        /// An asset has units, or other rules for them.
        UnitRulesSet {
            /// The asset.
            asset: SubjectId,
            /// Its own rules.
            rules: UnitRules,
            /// The asset's version.
            version: Version,
        },
        /// A jurisdiction set what it asks of the units of a class.
        JurisdictionRulesSet {
            /// The jurisdiction.
            jurisdiction: JurisdictionId,
            /// The class.
            class: AssetClass,
            /// The rules; none for no limits.
            rules: Option<UnitRules>,
        },
        /// An account can hold units.
        HolderAdmitted {
            /// The asset.
            asset: SubjectId,
            /// The account.
            account: T::AccountId,
            /// Whose it is.
            party: SubjectId,
            /// The party's country.
            country: Country,
            /// In which capacity.
            by: Halter,
            /// The asset's version.
            version: Version,
        },
        /// An account can no longer hold units.
        HolderDismissed {
            /// The asset.
            asset: SubjectId,
            /// The account.
            account: T::AccountId,
            /// The asset's version.
            version: Version,
        },
        /// Units were issued.
        Minted {
            /// The asset.
            asset: SubjectId,
            /// To whom.
            to: T::AccountId,
            /// How many.
            amount: Amount,
            /// The asset's version.
            version: Version,
        },
        /// Units were destroyed.
        Burned {
            /// The asset.
            asset: SubjectId,
            /// Whose.
            from: T::AccountId,
            /// How many.
            amount: Amount,
            /// The asset's version.
            version: Version,
        },
        /// A holder gave units to another.
        Transferred {
            /// The asset.
            asset: SubjectId,
            /// Who gave.
            from: T::AccountId,
            /// Who received.
            to: T::AccountId,
            /// How many.
            amount: Amount,
        },
        /// One side's freeze of an account changed: by that side, or because so much is not left.
        FreezeSet {
            /// The asset.
            asset: SubjectId,
            /// The account.
            account: T::AccountId,
            /// In which capacity.
            by: Halter,
            /// What is frozen by that side now.
            freeze: Freeze,
            /// The asset's version.
            version: Version,
        },
        /// Units were moved without their holder's consent.
        TransferForced {
            /// The asset.
            asset: SubjectId,
            /// Whose.
            from: T::AccountId,
            /// To whom.
            to: T::AccountId,
            /// How many.
            amount: Amount,
            /// In which capacity.
            by: Halter,
            /// What it rests on.
            order: Order,
            /// The asset's version.
            version: Version,
        },
        /// A controller took back what he had agreed to.
        ApprovalWithdrawn {
            /// The asset.
            asset: SubjectId,
            /// Who took it back.
            who: T::AccountId,
            /// Hash of the call.
            action: Digest,
        },
        /// A party's country is another.
        PartyCountrySet {
            /// The asset.
            asset: SubjectId,
            /// The party.
            party: SubjectId,
            /// Its country now.
            country: Country,
            /// The asset's version.
            version: Version,
        },
        /// Units were set aside for a recipient.
        UnitsReserved {
            /// The asset.
            asset: SubjectId,
            /// Id of what carries them.
            by: Digest,
            /// Whose they are.
            from: T::AccountId,
            /// Whose they will be.
            to: T::AccountId,
            /// How many.
            amount: Amount,
        },
        /// Units that had been set aside changed hands.
        ReservationSettled {
            /// The asset.
            asset: SubjectId,
            /// Id of what carried them.
            by: Digest,
            /// Whose they were.
            from: T::AccountId,
            /// Whose they are.
            to: T::AccountId,
            /// How many: fewer than were set aside only where some had been taken by force.
            amount: Amount,
        },
        /// Units that had been set aside are at their holder's disposal again.
        ReservationReleased {
            /// The asset.
            asset: SubjectId,
            /// Id of what would have carried them.
            by: Digest,
            /// Whose they are.
            from: T::AccountId,
            /// How many.
            amount: Amount,
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
        /// No such asset is registered.
        NotFound,
        /// An asset of this genesis document is registered.
        AlreadyExists,
        /// The asset, or what was agreed upon, changed since: look again.
        StaleVersion,
        /// Controllers must name the version they decided upon.
        VersionMissing,
        /// The asset's version number is spent.
        TooManyVersions,
        /// Neither a controller with this permission nor, where they may act, the authority or a policy.
        NotAuthorized,
        /// This controller agreed to this very call before.
        AlreadyApproved,
        /// Only the issuer named in the document registers it.
        NotIssuer,
        /// The class `party` is for parties.
        PartyClass,
        /// The subject has a place under another class.
        ClassMismatch,
        /// No such jurisdiction is registered.
        UnknownJurisdiction,
        /// The jurisdiction is suspended, retired or not open yet.
        JurisdictionNotActive,
        /// The jurisdiction does not admit the class.
        ClassNotAdmitted,
        /// The asset is bound already.
        AlreadyBound,
        /// The asset is not bound to its home jurisdiction.
        NotBound,
        /// Nobody would control the asset.
        NoControllers,
        /// Too many controllers.
        TooManyControllers,
        /// The controllers do not ascend by account, or one is named twice.
        ControllersNotAscending,
        /// A controller may do nothing.
        ControllerPowerless,
        /// A family that somebody has, or somebody must have, has no threshold.
        ThresholdMissing,
        /// More must agree than have the family.
        ThresholdTooHigh,
        /// Everything is as the call would make it.
        NothingToChange,
        /// The location is empty, or not printable ASCII without blanks.
        LocationMalformed,
        /// The asset has too many documents.
        TooManyDocuments,
        /// The asset has no document of this kind.
        DocumentNotFound,
        /// The asset is retired.
        Retired,
        /// The asset is halted.
        Halted,
        /// This side halted the asset already.
        AlreadyHalted,
        /// This side did not halt the asset.
        NotHalted,
        /// The asset is locked.
        Locked,
        /// The asset is not locked.
        NotLocked,
        /// Something else holds or moves the asset.
        HeldByAnother,
        /// The asset is on its way to another jurisdiction.
        Migrating,
        /// The asset is not on its way.
        NotMigrating,
        /// A program is named without a permission.
        ProgramPowerless,
        /// Control is not offered.
        OfferNotFound,
        /// The offer has run out.
        OfferExpired,
        /// This controller accepted before.
        AlreadyAccepted,
        /// A recovery waits.
        RecoveryPending,
        /// No recovery waits.
        RecoveryNotFound,
        /// The recovery's time has not come.
        RecoveryNotDue,
        /// The recovery's time has passed.
        RecoveryExpired,
        /// Parties hold units of the asset.
        UnitsOutstanding,
        /// The asset has units already.
        UnitsExist,
        /// The asset has no units.
        NoUnits,
        /// The account is not admitted as a holder.
        NotAdmitted,
        /// The account is admitted already.
        AlreadyAdmitted,
        /// Another side admitted the account, and alone dismisses it.
        AdmittedByOther,
        /// No such party is registered, or none such is among the holders.
        UnknownParty,
        /// The party is known under another country.
        CountryMismatch,
        /// The account holds units.
        HoldsUnits,
        /// The freeze of the authority or of a policy stands.
        FrozenByAuthority,
        /// Nothing would change hands.
        AmountZero,
        /// Sender and receiver are the same account.
        SameAccount,
        /// The sender's account is frozen.
        SenderFrozen,
        /// The receiver's account is frozen.
        ReceiverFrozen,
        /// The holder has fewer units.
        NotEnoughUnits,
        /// Too many of the holder's units are frozen.
        UnitsFrozen,
        /// The asset does not pass in its home jurisdiction.
        AssetNotCompliant,
        /// The sender does not pass there.
        SenderNotCompliant,
        /// The receiver does not pass there.
        ReceiverNotCompliant,
        /// Parties of this country cannot receive units.
        CountryNotAllowed,
        /// One holder more than there can be.
        TooManyHolders,
        /// One holder more than there can be in a country.
        TooManyHoldersInCountry,
        /// A party would hold more than one can.
        HoldingTooLarge,
        /// There would be more units than there can be.
        SupplyTooLarge,
        /// Units of the account, or for it, are set aside for a transfer over corridors.
        UnitsReserved,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn integrity_test() {
            assert!(T::MaxDocuments::get() > 0, "an asset has room for a document");
            let delay = T::TimeLocks::delay(LockClass::Withdrawal);
            assert!(delay > 0, "there is time to object to a recovery");
            assert!(T::TimeLocks::window() > 0, "there is time to carry a recovery out");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Registers an asset under the SHA-256 of its genesis document, and gives it its place in the tensor.
        ///
        /// By the issuer that the document names, from whom the deposits are held.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::register().saturating_add(T::Subjects::registration_weight()))]
        pub fn register(origin: OriginFor<T>, genesis: Genesis<T::AccountId>) -> DispatchResult {
            let issuer = ensure_signed(origin)?;
            ensure!(issuer == genesis.issuer, Error::<T>::NotIssuer);
            let (asset, deposit) = Self::create(&genesis)?;
            let (class, home) = (genesis.class, genesis.jurisdiction);
            Self::deposit_event(Event::Registered { asset, issuer, class, home, deposit });
            Ok(())
        }

        /// Binds an asset to the jurisdiction that its document names, where it must pass. Only a migration changes its
        /// home after that.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::bind())]
        pub fn bind(origin: OriginFor<T>, asset: SubjectId, expected_version: Version) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let call = Call::bind { asset, expected_version };
            let agreed = Self::agreed(&who, &asset, expected_version, Family::Control, &call)?;
            let Some((mut record, _)) = agreed else { return Ok(()) };
            Self::ensure_not_retired(&record)?;
            ensure!(!record.bound, Error::<T>::AlreadyBound);
            Self::ensure_at_home(&asset, &record.home)?;
            record.bound = true;
            let home = record.home;
            let version = Self::commit(&asset, record, &[Family::Control])?;
            Self::deposit_event(Event::Bound { asset, home, version });
            Ok(())
        }

        /// Sets or replaces the document of a kind. Its deposit is held from the caller.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::set_document())]
        pub fn set_document(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Version,
            kind: DocumentKind,
            digest: Digest,
            location: Location,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let call =
                Call::set_document { asset, expected_version, kind, digest, location: location.clone() };
            let agreed = Self::agreed(&who, &asset, expected_version, Family::Documents, &call)?;
            let Some((mut record, _)) = agreed else { return Ok(()) };
            Self::ensure_not_retired(&record)?;
            check_location(&location).map_err(|_| Error::<T>::LocationMalformed)?;
            let former = Documents::<T>::get(asset, kind);
            let is_same = |old: &DocumentOf<T>| old.digest == digest && old.location == location;
            ensure!(!former.as_ref().is_some_and(is_same), Error::<T>::NothingToChange);
            if former.is_none() {
                ensure!(record.documents < T::MaxDocuments::get(), Error::<T>::TooManyDocuments);
                record.documents = record.documents.saturating_add(1);
            }
            let bytes = <DocumentOf<T>>::max_encoded_len().saturating_add(crate::lifecycle::KEY);
            let deposit = Self::price(1, bytes);
            Self::exchange_deposit(
                HoldReason::Document,
                former.as_ref().map(|old| (&old.depositor, old.deposit)),
                Some((&who, deposit)),
            )?;
            let document = Document { digest, location, set_at: T::Time::now(), depositor: who, deposit };
            Documents::<T>::insert(asset, kind, document);
            let version = Self::commit(&asset, record, &[Family::Documents])?;
            Self::deposit_event(Event::DocumentSet { asset, kind, digest, version });
            Ok(())
        }

        /// Removes a document and gives its deposit back, after the asset's end as well: then whoever holds the deposit may
        /// do it alone.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::remove_document())]
        pub fn remove_document(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Version,
            kind: DocumentKind,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let mut record = if Self::is_left_behind(&asset, &kind, &who) {
                Self::at_version(&asset, expected_version)?
            } else {
                let call = Call::remove_document { asset, expected_version, kind };
                let agreed = Self::agreed(&who, &asset, expected_version, Family::Documents, &call)?;
                let Some((record, _)) = agreed else { return Ok(()) };
                record
            };
            let old = Documents::<T>::take(asset, kind).ok_or(Error::<T>::DocumentNotFound)?;
            Self::exchange_deposit(HoldReason::Document, Some((&old.depositor, old.deposit)), None)?;
            record.documents = record.documents.saturating_sub(1);
            let version = Self::commit(&asset, record, &[Family::Documents])?;
            Self::deposit_event(Event::DocumentRemoved { asset, kind, version });
            Ok(())
        }

        /// Halts an asset: by its controllers, the authority of its home, suspended or not, or a policy. The latter two need
        /// not name a version.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::halt())]
        pub fn halt(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Option<Version>,
        ) -> DispatchResult {
            let call = Call::halt { asset, expected_version };
            let not_yet = |asset: &AssetOf<T>| !asset.standing.halts.authority;
            let acting = Self::acting(origin, &asset, expected_version, Family::Halt, &call, not_yet)?;
            let Some((mut record, actor)) = acting else { return Ok(()) };
            let by = actor.halter();
            Self::step(&mut record, Move::Halt(by))?;
            let version = Self::commit(&asset, record, HALTING)?;
            Self::deposit_event(Event::Halted { asset, by, version });
            Ok(())
        }

        /// Lifts the caller's own halt: each side lifts only what it has imposed. Where the controllers or a policy have
        /// imposed none, they lift that of a program which the asset no longer names.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::resume())]
        pub fn resume(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Option<Version>,
        ) -> DispatchResult {
            let call = Call::resume { asset, expected_version };
            let has_halted = |asset: &AssetOf<T>| asset.standing.halts.authority;
            let acting = Self::acting(origin, &asset, expected_version, Family::Resume, &call, has_halted)?;
            let Some((record, actor)) = acting else { return Ok(()) };
            Self::ensure_may_grant(&record, &actor)?;
            let by = actor.halter();
            let is_for_program =
                actor != Actor::Authority && !record.standing.halts.by(by) && record.has_orphaned_halt();
            let lifted = if is_for_program { Halter::Program } else { by };
            Self::lift(&asset, record, by, lifted).map(|_| ())
        }

        /// Names the program that acts for the asset, or none. A halt of the former one stands until it is lifted.
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::set_program())]
        pub fn set_program(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Version,
            program: Option<Program>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let call = Call::set_program { asset, expected_version, program };
            let agreed = Self::agreed(&who, &asset, expected_version, Family::Program, &call)?;
            let Some((mut record, _)) = agreed else { return Ok(()) };
            Self::ensure_not_retired(&record)?;
            let is_powerless = program.is_some_and(|program| program.permissions.is_empty());
            ensure!(!is_powerless, Error::<T>::ProgramPowerless);
            ensure!(record.program != program, Error::<T>::NothingToChange);
            record.program = program;
            let version = Self::commit(&asset, record, &[Family::Program])?;
            Self::deposit_event(Event::ProgramSet { asset, program, version });
            Ok(())
        }

        /// Offers control to a new set of controllers, or to the same with other permissions. It passes once enough of
        /// the new set accept; those who offer and stay have accepted.
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::offer_control())]
        pub fn offer_control(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Version,
            control: ControlRule<T::AccountId>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            // Before it is written out and hashed: a list can be long.
            control.validate().map_err(Error::<T>::from)?;
            let call = Call::offer_control { asset, expected_version, control: control.clone() };
            let agreed = Self::agreed(&who, &asset, expected_version, Family::Control, &call)?;
            let Some((record, offering)) = agreed else { return Ok(()) };
            Self::ensure_free(&record)?;
            ensure!(control != record.control, Error::<T>::NothingToChange);
            let accepted = Self::accepting(&control, offering);
            if Self::is_accepted(&control, &accepted) {
                return Self::hand_over(&asset, record, control, false);
            }
            let bounded =
                BoundedVec::try_from(accepted.clone()).map_err(|_| Error::<T>::TooManyControllers)?;
            let until = T::Time::now().saturating_add(T::OfferPeriod::get());
            let version = Self::commit(&asset, record, &[Family::Control])?;
            let offer = Offer { control: control.clone(), version, until, accepted: bounded };
            Offers::<T>::insert(asset, offer);
            Self::deposit_event(Event::ControlOffered { asset, control, accepted, until, version });
            Ok(())
        }

        /// Accepts control, as one of the new set. The version is the offer's: other changes of the asset do not stop it, and
        /// nobody accepts another offer than he saw.
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::accept_control())]
        pub fn accept_control(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Version,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let record = Assets::<T>::get(asset).ok_or(Error::<T>::NotFound)?;
            let mut offer = Offers::<T>::get(asset).ok_or(Error::<T>::OfferNotFound)?;
            ensure!(offer.version == expected_version, Error::<T>::StaleVersion);
            ensure!(offer.control.may(&who, Family::Control), Error::<T>::NotAuthorized);
            Self::ensure_free(&record)?;
            ensure!(T::Time::now() <= offer.until, Error::<T>::OfferExpired);
            ensure!(!offer.accepted.contains(&who), Error::<T>::AlreadyAccepted);
            offer.accepted.try_push(who.clone()).map_err(|_| Error::<T>::TooManyControllers)?;
            if Self::is_accepted(&offer.control, &offer.accepted) {
                return Self::hand_over(&asset, record, offer.control, false);
            }
            Offers::<T>::insert(asset, offer);
            let version = Self::commit(&asset, record, &[])?;
            Self::deposit_event(Event::ControlAccepted { asset, who, version });
            Ok(())
        }

        /// Withdraws an offer of control.
        #[pallet::call_index(9)]
        #[pallet::weight(T::WeightInfo::withdraw_offer())]
        pub fn withdraw_offer(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Version,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let call = Call::withdraw_offer { asset, expected_version };
            let agreed = Self::agreed(&who, &asset, expected_version, Family::Control, &call)?;
            let Some((record, _)) = agreed else { return Ok(()) };
            ensure!(Offers::<T>::take(asset).is_some(), Error::<T>::OfferNotFound);
            let version = Self::commit(&asset, record, &[Family::Control])?;
            Self::deposit_event(Event::OfferWithdrawn { asset, version });
            Ok(())
        }

        /// Announces that control passes to new keys, after a delay in which it can be called off.
        #[pallet::call_index(10)]
        #[pallet::weight(T::WeightInfo::announce_recovery())]
        pub fn announce_recovery(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Version,
            control: ControlRule<T::AccountId>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            control.validate().map_err(Error::<T>::from)?;
            let call = Call::announce_recovery { asset, expected_version, control: control.clone() };
            let agreed = Self::agreed(&who, &asset, expected_version, Family::Recovery, &call)?;
            let Some((record, _)) = agreed else { return Ok(()) };
            Self::ensure_not_retired(&record)?;
            let now = T::Time::now();
            // One that nobody carried out in time makes way.
            let pending = Recoveries::<T>::get(asset).is_some_and(|recovery| now <= recovery.until);
            ensure!(!pending, Error::<T>::RecoveryPending);
            ensure!(control != record.control, Error::<T>::NothingToChange);
            let version = Self::commit(&asset, record, &[Family::Recovery])?;
            let from = now.saturating_add(T::TimeLocks::delay(LockClass::Withdrawal));
            let until = from.saturating_add(T::TimeLocks::window());
            Recoveries::<T>::insert(asset, Recovery { control: control.clone(), version, from, until });
            Self::deposit_event(Event::RecoveryAnnounced { asset, control, from, until, version });
            Ok(())
        }

        /// Calls a recovery off: by the controllers, the authority of the home, or a policy.
        #[pallet::call_index(11)]
        #[pallet::weight(T::WeightInfo::cancel_recovery())]
        pub fn cancel_recovery(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Option<Version>,
        ) -> DispatchResult {
            let call = Call::cancel_recovery { asset, expected_version };
            let acting = Self::acting(origin, &asset, expected_version, Family::Control, &call, |_| true)?;
            let Some((record, _)) = acting else { return Ok(()) };
            ensure!(Recoveries::<T>::take(asset).is_some(), Error::<T>::RecoveryNotFound);
            let version = Self::commit(&asset, record, &[Family::Control])?;
            Self::deposit_event(Event::RecoveryCancelled { asset, version });
            Ok(())
        }

        /// Carries out a recovery whose time has come. By anyone. The version is the announcement's: whoever has the old
        /// keys could otherwise keep changing the asset's. The program that the asset named acts for it no more.
        #[pallet::call_index(12)]
        #[pallet::weight(T::WeightInfo::recover())]
        pub fn recover(origin: OriginFor<T>, asset: SubjectId, expected_version: Version) -> DispatchResult {
            ensure_signed(origin)?;
            let record = Assets::<T>::get(asset).ok_or(Error::<T>::NotFound)?;
            let recovery = Recoveries::<T>::get(asset).ok_or(Error::<T>::RecoveryNotFound)?;
            ensure!(recovery.version == expected_version, Error::<T>::StaleVersion);
            Self::ensure_not_retired(&record)?;
            let now = T::Time::now();
            ensure!(now >= recovery.from, Error::<T>::RecoveryNotDue);
            ensure!(now <= recovery.until, Error::<T>::RecoveryExpired);
            Self::hand_over(&asset, record, recovery.control, true)
        }

        /// Ends an asset, for good. Nobody may hold units of it.
        #[pallet::call_index(13)]
        #[pallet::weight(T::WeightInfo::retire())]
        pub fn retire(origin: OriginFor<T>, asset: SubjectId, expected_version: Version) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let call = Call::retire { asset, expected_version };
            let agreed = Self::agreed(&who, &asset, expected_version, Family::Control, &call)?;
            let Some((mut record, _)) = agreed else { return Ok(()) };
            Self::step(&mut record, Move::Retire)?;
            Self::ensure_no_units(&asset)?;
            Offers::<T>::remove(asset);
            Recoveries::<T>::remove(asset);
            record.program = None;
            let version = Self::commit(&asset, record, &[Family::Control])?;
            Self::deposit_event(Event::Retired { asset, version });
            Ok(())
        }

        /// Gives an asset units, of which there are none yet.
        #[pallet::call_index(14)]
        #[pallet::weight(T::WeightInfo::create_units())]
        pub fn create_units(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Version,
            rules: UnitRules,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let call = Call::create_units { asset, expected_version, rules };
            let agreed = Self::agreed(&who, &asset, expected_version, Family::Units, &call)?;
            let Some((record, _)) = agreed else { return Ok(()) };
            ensure!(record.bound, Error::<T>::NotBound);
            Self::ensure_free(&record)?;
            ensure!(!Units::<T>::contains_key(asset), Error::<T>::UnitsExist);
            // Sufficient: a holder needs no native tokens to receive units.
            <T::Units as fungibles::Create<T::AccountId>>::create(asset, T::UnitsOwner::get(), true, 1)?;
            Units::<T>::insert(asset, UnitsRecord { rules, holders: 0 });
            let version = Self::commit(&asset, record, &[Family::Units])?;
            Self::deposit_event(Event::UnitRulesSet { asset, rules, version });
            Ok(())
        }

        /// Changes an asset's own rules. Who holds more than they allow keeps it, and receives no more.
        #[pallet::call_index(15)]
        #[pallet::weight(T::WeightInfo::set_unit_rules())]
        pub fn set_unit_rules(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Version,
            rules: UnitRules,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let call = Call::set_unit_rules { asset, expected_version, rules };
            let agreed = Self::agreed(&who, &asset, expected_version, Family::Units, &call)?;
            let Some((record, _)) = agreed else { return Ok(()) };
            Self::ensure_not_retired(&record)?;
            let former = Units::<T>::get(asset).ok_or(Error::<T>::NoUnits)?;
            ensure!(former.rules != rules, Error::<T>::NothingToChange);
            Units::<T>::insert(asset, UnitsRecord { rules, ..former });
            let version = Self::commit(&asset, record, &[Family::Units])?;
            Self::deposit_event(Event::UnitRulesSet { asset, rules, version });
            Ok(())
        }

        /// Sets what a jurisdiction asks of the units of a class that it admits; none for no limits. By its authority, from
        /// whom the deposit is held while there are limits; while the jurisdiction is not open it only asks more.
        #[pallet::call_index(16)]
        #[pallet::weight(T::WeightInfo::set_jurisdiction_rules())]
        pub fn set_jurisdiction_rules(
            origin: OriginFor<T>,
            jurisdiction: JurisdictionId,
            class: AssetClass,
            rules: Option<UnitRules>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            ensure!(T::Jurisdictions::index_of(&jurisdiction).is_some(), Error::<T>::UnknownJurisdiction);
            ensure!(T::Jurisdictions::is_authority(&jurisdiction, &who), Error::<T>::NotAuthorized);
            let rules = rules.filter(|rules| *rules != UnitRules::OPEN);
            if rules.is_some() {
                let is_admitted = T::Jurisdictions::required_domains(&jurisdiction, &class).is_some();
                ensure!(is_admitted, Error::<T>::ClassNotAdmitted);
            }
            let former = JurisdictionRules::<T>::get(jurisdiction, class);
            let before = former.as_ref().map(|record| record.rules);
            ensure!(before != rules, Error::<T>::NothingToChange);
            let is_stricter = rules.unwrap_or_default().is_within(&before.unwrap_or_default());
            let is_open = is_stricter || T::Jurisdictions::is_active(&jurisdiction);
            ensure!(is_open, Error::<T>::JurisdictionNotActive);
            let deposit = Self::rules_deposit();
            Self::exchange_deposit(
                HoldReason::Rules,
                former.as_ref().map(|record| (&record.depositor, record.deposit)),
                rules.map(|_| (&who, deposit)),
            )?;
            let record = rules.map(|rules| RulesRecord { rules, depositor: who.clone(), deposit });
            JurisdictionRules::<T>::set(jurisdiction, class, record);
            Self::deposit_event(Event::JurisdictionRulesSet { jurisdiction, class, rules });
            Ok(())
        }

        /// Admits an account as a holder: says whose it is and of which country the party is. By the controllers or the
        /// authority of the home, who vouch for both; the deposit is held from the caller.
        #[pallet::call_index(17)]
        #[pallet::weight(T::WeightInfo::admit())]
        pub fn admit(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Version,
            account: T::AccountId,
            party: SubjectId,
            country: Country,
        ) -> DispatchResult {
            let who = ensure_signed(origin.clone())?;
            let call = Call::admit { asset, expected_version, account: account.clone(), party, country };
            let is_open = |asset: &AssetOf<T>| T::Jurisdictions::is_active(&asset.home);
            let acting = Self::acting(origin, &asset, Some(expected_version), Family::Units, &call, is_open)?;
            let Some((record, actor)) = acting else { return Ok(()) };
            Self::ensure_may_grant(&record, &actor)?;
            let by = actor.halter();
            Self::ensure_not_retired(&record)?;
            ensure!(Units::<T>::contains_key(asset), Error::<T>::NoUnits);
            ensure!(!Holders::<T>::contains_key(asset, &account), Error::<T>::AlreadyAdmitted);
            let is_party = T::Subjects::class_of(&party) == Some(AssetClass::party());
            ensure!(is_party, Error::<T>::UnknownParty);
            let mut known = Parties::<T>::get(asset, party).unwrap_or(PartyRecord {
                country,
                accounts: 0,
                units: 0,
                incoming: 0,
            });
            ensure!(known.country == country, Error::<T>::CountryMismatch);
            known.accounts = known.accounts.checked_add(1).ok_or(Error::<T>::TooManyHolders)?;
            let deposit = Self::holder_deposit();
            Self::exchange_deposit(HoldReason::Holder, None, Some((&who, deposit)))?;
            Parties::<T>::insert(asset, party, known);
            let holder = Holder {
                party,
                by_controllers: Freeze::default(),
                by_authority: Freeze::default(),
                by_policy: Freeze::default(),
                admitted_by: by,
                depositor: who,
                deposit,
            };
            Holders::<T>::insert(asset, &account, holder);
            let version = Self::commit(&asset, record, &[Family::Units])?;
            Self::deposit_event(Event::HolderAdmitted { asset, account, party, country, by, version });
            Ok(())
        }

        /// Dismisses a holder's account that holds nothing, and gives the deposit back. The controllers dismiss whom they
        /// admitted, the authority whom it did. What the authority or a policy froze stays known.
        #[pallet::call_index(18)]
        #[pallet::weight(T::WeightInfo::dismiss())]
        pub fn dismiss(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Version,
            account: T::AccountId,
        ) -> DispatchResult {
            ensure_signed(origin.clone())?;
            let call = Call::dismiss { asset, expected_version, account: account.clone() };
            let by_authority = |_: &AssetOf<T>| {
                let holder = Holders::<T>::get(asset, &account);
                holder.is_some_and(|holder| holder.admitted_by == Halter::Authority)
            };
            let acting =
                Self::acting(origin, &asset, Some(expected_version), Family::Units, &call, by_authority)?;
            let Some((record, actor)) = acting else { return Ok(()) };
            let holder = Holders::<T>::take(asset, &account).ok_or(Error::<T>::NotAdmitted)?;
            ensure!(holder.admitted_by == actor.halter(), Error::<T>::AdmittedByOther);
            ensure!(T::Units::balance(asset, &account) == 0, Error::<T>::HoldsUnits);
            ensure!(!SetAsides::<T>::contains_key(asset, &account), Error::<T>::UnitsReserved);
            ensure!(holder.by_others() == Freeze::default(), Error::<T>::FrozenByAuthority);
            Self::exchange_deposit(HoldReason::Holder, Some((&holder.depositor, holder.deposit)), None)?;
            Parties::<T>::mutate_exists(asset, holder.party, |party| {
                if let Some(known) = party {
                    known.accounts = known.accounts.saturating_sub(1);
                    if known.accounts == 0 {
                        *party = None;
                    }
                }
            });
            let version = Self::commit(&asset, record, &[Family::Units])?;
            Self::deposit_event(Event::HolderDismissed { asset, account, version });
            Ok(())
        }

        /// Issues units to a holder who passes, within the limits.
        #[pallet::call_index(19)]
        #[pallet::weight(T::WeightInfo::mint())]
        pub fn mint(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Version,
            to: T::AccountId,
            amount: Amount,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let call = Call::mint { asset, expected_version, to: to.clone(), amount };
            let agreed = Self::agreed(&who, &asset, expected_version, Family::Units, &call)?;
            let Some((record, _)) = agreed else { return Ok(()) };
            let refusals = mint_refusals(&Self::mint_facts(&asset, &record, &to, amount));
            Self::ensure_none(&refusals)?;
            Self::issue(&asset, &to, amount)?;
            let version = Self::commit(&asset, record, &[Family::Units])?;
            Self::deposit_event(Event::Minted { asset, to, amount, version });
            Ok(())
        }

        /// Destroys units of a holder, as on redemption; not those that the authority or a policy froze.
        /// Freezes are lowered to what is left.
        #[pallet::call_index(20)]
        #[pallet::weight(T::WeightInfo::burn())]
        pub fn burn(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Version,
            from: T::AccountId,
            amount: Amount,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let call = Call::burn { asset, expected_version, from: from.clone(), amount };
            let agreed = Self::agreed(&who, &asset, expected_version, Family::Units, &call)?;
            let Some((record, _)) = agreed else { return Ok(()) };
            Self::ensure_takeable(&asset, &record, &from, amount, true)?;
            Self::destroy(&asset, &from, amount)?;
            let version = Self::commit(&asset, record, &[Family::Units])?;
            Self::cap_freezes(&asset, &from, version);
            Self::deposit_event(Event::Burned { asset, from, amount, version });
            Ok(())
        }

        /// Gives units to another holder. Both and the asset must pass in the asset's home, and every limit must hold;
        /// `can_transfer` lists everything that stands against it.
        #[pallet::call_index(21)]
        #[pallet::weight(T::WeightInfo::transfer())]
        pub fn transfer(
            origin: OriginFor<T>,
            asset: SubjectId,
            to: T::AccountId,
            amount: Amount,
        ) -> DispatchResult {
            let from = ensure_signed(origin)?;
            Self::do_transfer(&asset, from, to, amount)
        }

        /// Sets what the caller's side freezes of a holder's account; nothing at all thaws it. By the controllers, the
        /// authority of the home, or a policy; each side changes only its own freeze. While the jurisdiction is not open its
        /// authority thaws nothing.
        #[pallet::call_index(22)]
        #[pallet::weight(T::WeightInfo::freeze())]
        pub fn freeze(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Option<Version>,
            account: T::AccountId,
            freeze: Freeze,
        ) -> DispatchResult {
            let call = Call::freeze { asset, expected_version, account: account.clone(), freeze };
            let acting = Self::acting(origin, &asset, expected_version, Family::Units, &call, |_| true)?;
            let Some((record, actor)) = acting else { return Ok(()) };
            Self::ensure_not_retired(&record)?;
            let mut holder = Holders::<T>::get(asset, &account).ok_or(Error::<T>::NotAdmitted)?;
            let by = actor.halter();
            let side = holder.side(by).ok_or(Error::<T>::NotAuthorized)?;
            ensure!(*side != freeze, Error::<T>::NothingToChange);
            if !freeze.is_within(side) {
                Self::ensure_may_grant(&record, &actor)?;
            }
            *side = freeze;
            Holders::<T>::insert(asset, &account, holder);
            let version = Self::commit(&asset, record, &[Family::Units])?;
            Self::deposit_event(Event::FreezeSet { asset, account, by, freeze, version });
            Ok(())
        }

        /// Moves units without their holder's consent, upon an order; the receiver must be admitted. For the controllers he
        /// must also be able to receive them: not frozen, passing, within the limits; and they move nothing that the authority
        /// or a policy froze, nor on an asset that is not active. Freezes are lowered to what is left.
        #[pallet::call_index(23)]
        #[pallet::weight(T::WeightInfo::forced_transfer())]
        pub fn forced_transfer(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Option<Version>,
            from: T::AccountId,
            to: T::AccountId,
            amount: Amount,
            order: Order,
        ) -> DispatchResult {
            let call = Call::forced_transfer {
                asset,
                expected_version,
                from: from.clone(),
                to: to.clone(),
                amount,
                order,
            };
            let is_open = |asset: &AssetOf<T>| T::Jurisdictions::is_active(&asset.home);
            let acting = Self::acting(origin, &asset, expected_version, Family::Units, &call, is_open)?;
            let Some((record, actor)) = acting else { return Ok(()) };
            Self::ensure_may_grant(&record, &actor)?;
            ensure!(from != to, Error::<T>::SameAccount);
            ensure!(Holders::<T>::contains_key(asset, &to), Error::<T>::NotAdmitted);
            Self::ensure_takeable(&asset, &record, &from, amount, actor.is_controllers())?;
            if actor.is_controllers() {
                let facts = Self::transfer_facts(&asset, &record, &from, &to, amount);
                Self::ensure_none(&receipt_refusals(&facts))?;
            }
            Self::shift(&asset, &from, &to, amount)?;
            let version = Self::commit(&asset, record, &[Family::Units])?;
            Self::cap_freezes(&asset, &from, version);
            let by = actor.halter();
            Self::deposit_event(Event::TransferForced { asset, from, to, amount, by, order, version });
            Ok(())
        }

        /// Takes back what the caller agreed to and others have not yet.
        #[pallet::call_index(24)]
        #[pallet::weight(T::WeightInfo::withdraw_approval())]
        pub fn withdraw_approval(origin: OriginFor<T>, asset: SubjectId) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let Approval { action, .. } =
                Approvals::<T>::take(asset, &who).ok_or(Error::<T>::NothingToChange)?;
            Self::deposit_event(Event::ApprovalWithdrawn { asset, who, action });
            Ok(())
        }

        /// Books a party among the holders under another country. What it holds stays, whatever the limits say.
        #[pallet::call_index(25)]
        #[pallet::weight(T::WeightInfo::set_country())]
        pub fn set_country(
            origin: OriginFor<T>,
            asset: SubjectId,
            expected_version: Version,
            party: SubjectId,
            country: Country,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let call = Call::set_country { asset, expected_version, party, country };
            let agreed = Self::agreed(&who, &asset, expected_version, Family::Units, &call)?;
            let Some((record, _)) = agreed else { return Ok(()) };
            Self::ensure_not_retired(&record)?;
            Self::rebook(&asset, &party, country)?;
            let version = Self::commit(&asset, record, &[Family::Units])?;
            Self::deposit_event(Event::PartyCountrySet { asset, party, country, version });
            Ok(())
        }
    }

    impl<T: Config> Pallet<T> {
        /// Fails with the first refusal.
        pub(crate) fn ensure_none(refusals: &[msez_asset::TransferRefusal]) -> DispatchResult {
            refusals.first().map_or(Ok(()), |refusal| Err(Error::<T>::from(*refusal).into()))
        }

        /// Whether this is a document of an asset that has ended, on the account's own deposit.
        fn is_left_behind(id: &SubjectId, kind: &DocumentKind, who: &T::AccountId) -> bool {
            let has_ended = Assets::<T>::get(id).is_some_and(|asset| asset.standing.phase == Phase::Retired);
            has_ended && Documents::<T>::get(id, kind).is_some_and(|document| document.depositor == *who)
        }

        /// Units that can be taken from their holder: there are so many; for the controllers, the asset is active and neither
        /// the authority nor a policy froze them. No lock shields units from those two.
        fn ensure_takeable(
            id: &SubjectId,
            asset: &AssetOf<T>,
            from: &T::AccountId,
            amount: Amount,
            by_controllers: bool,
        ) -> DispatchResult {
            if by_controllers {
                Self::ensure_free(asset)?;
                ensure!(asset.standing.status() == Status::Active, Error::<T>::Halted);
            }
            Self::ensure_not_retired(asset)?;
            ensure!(amount > 0, Error::<T>::AmountZero);
            ensure!(Units::<T>::contains_key(id), Error::<T>::NoUnits);
            let holder = Holders::<T>::get(id, from).ok_or(Error::<T>::NotAdmitted)?;
            let balance = T::Units::balance(*id, from);
            ensure!(amount <= balance, Error::<T>::NotEnoughUnits);
            if by_controllers {
                let frozen = holder.by_others();
                let is_free = !frozen.whole && amount <= balance.saturating_sub(frozen.units);
                ensure!(is_free, Error::<T>::FrozenByAuthority);
                let reserved = Self::set_aside(id, from).outgoing;
                let left = balance.saturating_sub(frozen.units).saturating_sub(reserved);
                ensure!(amount <= left, Error::<T>::UnitsReserved);
            }
            Ok(())
        }
    }
}
