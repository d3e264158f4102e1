#![doc = include_str!("../README.md")]
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
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod access;
mod accreditations;
mod corridors;
mod deposits;
mod genesis;
mod jurisdictions;
mod paths;
mod planning;
mod registry;
mod requirements;
mod types;
mod views;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
mod try_state;

pub use pallet::*;
pub use planning::{MAX_PLAN_EVIDENCE, MAX_PLAN_LABELS};
pub use types::*;
pub use weights::WeightInfo;

use polkadot_sdk::{
    frame_support::traits::{fungible::Inspect, Time},
    frame_system,
};

/// Money held for entries in storage.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

/// A stored corridor of a runtime.
pub type CorridorRecordOf<T> = CorridorRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

/// A stored proposal of a runtime.
pub type ProposalRecordOf<T> = ProposalRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

/// A stored accreditation of a runtime.
pub type AccreditationRecordOf<T> = AccreditationRecord<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

/// A held deposit of a runtime.
pub type DepositOf<T> = Deposit<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::{boxed::Box, vec::Vec};
    use msez_core::{
        AssetClass, CorridorId, Digest, Domain, JurisdictionId, JurisdictionIndex, Moment, Tier, Usd,
    };
    use msez_manifold::{
        AccreditationDefinition, CorridorDefinition, CorridorTerms, JurisdictionChange,
        JurisdictionDefinition, Profile, TextField, MAX_PROFILES, MAX_REQUIREMENTS, MAX_SUPPORTED_CLASSES,
    };
    use polkadot_sdk::{
        frame_support::{pallet_prelude::*, traits::fungible::MutateHold},
        frame_system::pallet_prelude::*,
    };

    /// Version of the storage layout.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// Who admits and retires jurisdictions, and may step in for any of them.
        type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// The currency of deposits.
        type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

        /// The runtime's reasons for holds.
        type RuntimeHoldReason: From<HoldReason>;

        /// The chain's clock, in milliseconds.
        type Time: Time<Moment = Moment>;

        /// Deposit for an entry in storage.
        #[pallet::constant]
        type ItemDeposit: Get<BalanceOf<Self>>;

        /// Deposit for a byte in storage.
        #[pallet::constant]
        type ByteDeposit: Get<BalanceOf<Self>>;

        /// Most corridors that start or end in one jurisdiction.
        #[pallet::constant]
        type MaxCorridors: Get<u32>;

        /// Most accreditations that one jurisdiction gives.
        #[pallet::constant]
        type MaxAccreditations: Get<u32>;

        /// What each call weighs.
        type WeightInfo: WeightInfo;

        /// Where every event is noted, to be proven later.
        type Audit: msez_traits::Audit;
    }

    /// What money is held for.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// A corridor, or terms proposed for one.
        #[codec(index = 0)]
        Corridor,
        /// An accreditation.
        #[codec(index = 1)]
        Accreditation,
    }

    /// Jurisdictions by identifier. Written by governance and by each authority; never removed.
    #[pallet::storage]
    pub type Jurisdictions<T: Config> =
        StorageMap<_, Blake2_128Concat, JurisdictionId, JurisdictionRecord<T::AccountId>>;

    /// The identifier of each index, the inverse of the index in [`Jurisdictions`].
    #[pallet::storage]
    pub type JurisdictionIds<T: Config> = StorageMap<_, Twox64Concat, JurisdictionIndex, JurisdictionId>;

    /// The index given out last; 0 before the first.
    #[pallet::storage]
    pub type LastIndex<T: Config> = StorageValue<_, JurisdictionIndex, ValueQuery>;

    /// What a jurisdiction asks of each asset class it admits.
    #[pallet::storage]
    pub type Profiles<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, JurisdictionId, Blake2_128Concat, AssetClass, ProfileRecord>;

    /// What must be brought on entry; empty for nothing.
    #[pallet::storage]
    pub type EntryRequirements<T: Config> =
        StorageMap<_, Blake2_128Concat, JurisdictionId, RequirementRecords<T::AccountId>, ValueQuery>;

    /// What must be renewed while an asset stays; empty for nothing.
    #[pallet::storage]
    pub type OngoingRequirements<T: Config> =
        StorageMap<_, Blake2_128Concat, JurisdictionId, RequirementRecords<T::AccountId>, ValueQuery>;

    /// The account that is to follow as authority, until it accepts.
    #[pallet::storage]
    pub type ProposedAuthorities<T: Config> = StorageMap<_, Blake2_128Concat, JurisdictionId, T::AccountId>;

    /// Corridors by identifier.
    #[pallet::storage]
    pub type Corridors<T: Config> = StorageMap<_, Blake2_128Concat, CorridorId, CorridorRecordOf<T>>;

    /// The corridors that start or end in a jurisdiction.
    #[pallet::storage]
    pub type CorridorEnds<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, JurisdictionId, Blake2_128Concat, CorridorId, ()>;

    /// Terms that wait for the other side, at most one set a corridor. Written by the sides' authorities.
    #[pallet::storage]
    pub type Proposals<T: Config> = StorageMap<_, Blake2_128Concat, CorridorId, ProposalRecordOf<T>>;

    /// Who may state what: the standing of an issuer for a domain in a jurisdiction. Written by its authority.
    #[pallet::storage]
    pub type Accreditations<T: Config> = StorageNMap<
        _,
        (
            NMapKey<Blake2_128Concat, JurisdictionId>,
            NMapKey<Twox64Concat, Domain>,
            NMapKey<Blake2_128Concat, T::AccountId>,
        ),
        AccreditationRecordOf<T>,
    >;

    /// Numbers of entries that belong to a jurisdiction, kept for the bounds.
    #[pallet::storage]
    pub type EntryCounts<T: Config> = StorageMap<_, Blake2_128Concat, JurisdictionId, Counts, ValueQuery>;

    #[pallet::event]
    pub enum Event<T: Config> {
        /// Governance admitted a jurisdiction.
        JurisdictionRegistered {
            /// The jurisdiction.
            id: JurisdictionId,
            /// Its dense index, for ever.
            index: JurisdictionIndex,
            /// What it publishes.
            definition: Box<JurisdictionDefinition<T::AccountId>>,
        },
        /// A jurisdiction changed what it publishes.
        JurisdictionUpdated {
            /// The jurisdiction.
            id: JurisdictionId,
            /// The fields that changed.
            change: Box<JurisdictionChange<T::AccountId>>,
        },
        /// A jurisdiction admitted an asset class or changed what it asks of it.
        ProfileSet {
            /// The jurisdiction.
            id: JurisdictionId,
            /// What it asks now.
            profile: Profile,
        },
        /// A jurisdiction admits an asset class no more.
        ProfileRemoved {
            /// The jurisdiction.
            id: JurisdictionId,
            /// The class.
            class: AssetClass,
        },
        /// A jurisdiction was suspended.
        JurisdictionSuspended {
            /// The jurisdiction.
            id: JurisdictionId,
            /// By governance; otherwise by its own authority.
            by_governance: bool,
        },
        /// A suspension was lifted.
        JurisdictionReinstated {
            /// The jurisdiction.
            id: JurisdictionId,
            /// By governance; otherwise by its own authority.
            by_governance: bool,
            /// The other one's suspension still stands.
            is_still_suspended: bool,
        },
        /// A jurisdiction was closed for good.
        JurisdictionRetired {
            /// The jurisdiction.
            id: JurisdictionId,
        },
        /// An account was named to follow as authority, or the naming was taken back.
        AuthorityProposed {
            /// The jurisdiction.
            id: JurisdictionId,
            /// The account; none where the naming was taken back.
            proposed: Option<T::AccountId>,
        },
        /// The named account accepted and speaks for the jurisdiction now.
        AuthorityTransferred {
            /// The jurisdiction.
            id: JurisdictionId,
            /// Who spoke for it before.
            from: T::AccountId,
            /// Who speaks for it now.
            to: T::AccountId,
        },
        /// Governance registered a corridor.
        CorridorRegistered {
            /// The corridor.
            id: CorridorId,
            /// Where it starts.
            source: JurisdictionId,
            /// Where it ends.
            target: JurisdictionId,
            /// What it carries and costs.
            terms: Box<CorridorTerms<T::AccountId>>,
        },
        /// One side proposed terms for a new or a standing corridor. Earlier proposed terms are void.
        CorridorProposed {
            /// The corridor.
            id: CorridorId,
            /// Where it starts.
            source: JurisdictionId,
            /// Where it ends.
            target: JurisdictionId,
            /// Who proposes.
            proposer: Side,
            /// What is proposed.
            terms: Box<CorridorTerms<T::AccountId>>,
            /// The digest that the other side names when it accepts.
            terms_digest: Digest,
        },
        /// The other side accepted; the corridor stands on these terms.
        CorridorAccepted {
            /// The corridor.
            id: CorridorId,
            /// The digest of the terms.
            terms_digest: Digest,
            /// Terms of a standing corridor were replaced.
            is_amendment: bool,
        },
        /// Proposed terms were withdrawn or refused.
        ProposalWithdrawn {
            /// The corridor.
            id: CorridorId,
        },
        /// A corridor was suspended.
        CorridorSuspended {
            /// The corridor.
            id: CorridorId,
            /// Who has suspended it now, all together.
            suspension: msez_manifold::CorridorSuspension,
        },
        /// A suspension of a corridor was lifted.
        CorridorReinstated {
            /// The corridor.
            id: CorridorId,
            /// Whose suspension still stands.
            suspension: msez_manifold::CorridorSuspension,
        },
        /// A corridor was removed.
        CorridorClosed {
            /// The corridor.
            id: CorridorId,
        },
        /// An issuer may make statements.
        IssuerAccredited {
            /// Where.
            jurisdiction: JurisdictionId,
            /// For which domain.
            domain: Domain,
            /// Whom.
            issuer: T::AccountId,
            /// Its standing.
            tier: Tier,
            /// From when on no more.
            expires_at: Option<Moment>,
        },
        /// An accreditation got another standing or another end.
        AccreditationRenewed {
            /// Where.
            jurisdiction: JurisdictionId,
            /// For which domain.
            domain: Domain,
            /// Whose.
            issuer: T::AccountId,
            /// Its standing now.
            tier: Tier,
            /// From when on no more.
            expires_at: Option<Moment>,
        },
        /// An issuer may make no statements for now.
        IssuerSuspended {
            /// Where.
            jurisdiction: JurisdictionId,
            /// For which domain.
            domain: Domain,
            /// Whom.
            issuer: T::AccountId,
        },
        /// A suspended issuer may make statements again.
        IssuerReinstated {
            /// Where.
            jurisdiction: JurisdictionId,
            /// For which domain.
            domain: Domain,
            /// Whom.
            issuer: T::AccountId,
        },
        /// An accreditation was removed.
        AccreditationRevoked {
            /// Where.
            jurisdiction: JurisdictionId,
            /// For which domain.
            domain: Domain,
            /// Whose.
            issuer: T::AccountId,
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

    #[pallet::error]
    #[derive(PartialEq)]
    pub enum Error<T> {
        /// The identifier does not follow its grammar or is longer than 32 bytes.
        MalformedId,
        /// The name is empty or has control characters or blank ends.
        MalformedName,
        /// The name is too long.
        NameTooLong,
        /// The framework is empty or has control characters or blank ends.
        MalformedFramework,
        /// The framework is too long.
        FrameworkTooLong,
        /// The country code is not two or three capital letters.
        MalformedCountry,
        /// Too many asset classes.
        TooManyClasses,
        /// An asset class appears twice.
        DuplicateClass,
        /// A corridor has to carry one asset class at least.
        NoClass,
        /// Too many requirements.
        TooManyRequirements,
        /// Too many approved issuers in a requirement.
        TooManyApprovedIssuers,
        /// An approved issuer appears twice in a requirement.
        DuplicateIssuer,
        /// Tiers count from 1.
        ZeroTier,
        /// Fees and costs together do not fit.
        AmountOverflow,
        /// A corridor joins two different jurisdictions.
        SameEndpoints,
        /// Continuous compliance needs an interval.
        ZeroInterval,
        /// The caller does not speak for what it wants to change.
        NotAuthorized,
        /// No such jurisdiction.
        JurisdictionNotFound,
        /// A jurisdiction of this identifier exists already.
        JurisdictionAlreadyExists,
        /// Every index has been given out.
        TooManyJurisdictions,
        /// The activation lies in the past.
        ActivationInPast,
        /// The jurisdiction is suspended; its authority can take back, not grant.
        SuspendedJurisdiction,
        /// The jurisdiction was closed for good.
        RetiredJurisdiction,
        /// The caller has suspended it already.
        AlreadySuspended,
        /// The caller has not suspended it.
        NotSuspended,
        /// The jurisdiction does not admit this class.
        ProfileNotFound,
        /// The account was not named to follow as authority.
        NotProposed,
        /// No such corridor.
        CorridorNotFound,
        /// A corridor of this identifier exists already.
        CorridorAlreadyExists,
        /// Terms have been proposed under this identifier.
        ProposalAlreadyExists,
        /// No terms have been proposed under this identifier.
        ProposalNotFound,
        /// The identifier belongs to a corridor or a proposal between other jurisdictions.
        EndpointsDiffer,
        /// The proposed terms are not the ones that are to be accepted.
        TermsDiffer,
        /// A jurisdiction does not admit a class that the corridor is to carry.
        ClassNotAdmitted,
        /// A jurisdiction has as many corridors as it may.
        TooManyCorridors,
        /// No such accreditation.
        AccreditationNotFound,
        /// The issuer is accredited for this domain already.
        AccreditationAlreadyExists,
        /// The jurisdiction has given as many accreditations as it may.
        TooManyAccreditations,
        /// The accreditation would end in the past.
        ExpiryInPast,
    }

    impl<T> From<msez_manifold::DefinitionFault> for Error<T> {
        fn from(fault: msez_manifold::DefinitionFault) -> Self {
            use msez_manifold::DefinitionFault as Fault;
            match fault {
                Fault::MalformedId => Self::MalformedId,
                Fault::MalformedText(TextField::Name) => Self::MalformedName,
                Fault::MalformedText(TextField::Framework) => Self::MalformedFramework,
                Fault::TooLong(TextField::Name) => Self::NameTooLong,
                Fault::TooLong(TextField::Framework) => Self::FrameworkTooLong,
                Fault::MalformedCountry => Self::MalformedCountry,
                Fault::TooManyClasses => Self::TooManyClasses,
                Fault::DuplicateClass => Self::DuplicateClass,
                Fault::NoClass => Self::NoClass,
                Fault::TooManyRequirements => Self::TooManyRequirements,
                Fault::TooManyApprovedIssuers => Self::TooManyApprovedIssuers,
                Fault::DuplicateIssuer => Self::DuplicateIssuer,
                Fault::ZeroTier => Self::ZeroTier,
                Fault::AmountOverflow => Self::AmountOverflow,
                Fault::SameEndpoints => Self::SameEndpoints,
                Fault::ZeroInterval => Self::ZeroInterval,
            }
        }
    }

    /// What the registry holds from the first block. A definition that would be refused later stops the build of the
    /// chain specification.
    #[pallet::genesis_config]
    #[derive(polkadot_sdk::frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Jurisdictions; their indices follow this order from 1.
        pub jurisdictions: Vec<JurisdictionDefinition<T::AccountId>>,
        /// Corridors between them, agreed on by both sides.
        pub corridors: Vec<CorridorDefinition<T::AccountId>>,
        /// Accredited issuers.
        pub accreditations: Vec<AccreditationDefinition<T::AccountId>>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            self.write();
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    /// A length as a weight component. What is longer than its bound is refused at once, so it weighs no more.
    fn component(len: usize, bound: u32) -> u32 {
        u32::try_from(len).unwrap_or(bound).min(bound)
    }

    fn requirement_count<A>(lists: [&[msez_manifold::Requirement<A>]; 2]) -> u32 {
        lists.iter().fold(0, |sum: u32, list| sum.saturating_add(component(list.len(), MAX_REQUIREMENTS)))
    }

    fn registration_weight<T: Config>(definition: &JurisdictionDefinition<T::AccountId>) -> Weight {
        T::WeightInfo::register_jurisdiction(
            component(definition.profiles.len(), MAX_PROFILES),
            requirement_count([&definition.entry_requirements, &definition.ongoing_requirements]),
        )
    }

    fn update_weight<T: Config>(change: &JurisdictionChange<T::AccountId>) -> Weight {
        // A fee alone is checked together with the requirements that stay: as many as there can be.
        let list = |requirements: Option<usize>, fee: Option<Usd>| match requirements {
            Some(len) => component(len, MAX_REQUIREMENTS),
            None if fee.is_some() => MAX_REQUIREMENTS,
            None => 0,
        };
        let entry = list(change.entry_requirements.as_ref().map(Vec::len), change.entry_fee);
        let ongoing = list(change.ongoing_requirements.as_ref().map(Vec::len), change.annual_fee);
        T::WeightInfo::update_jurisdiction(entry.saturating_add(ongoing))
    }

    fn terms_size<A>(terms: &CorridorTerms<A>) -> (u32, u32) {
        (
            component(terms.supported_asset_classes.len(), MAX_SUPPORTED_CLASSES),
            component(terms.transfer_requirements.len(), MAX_REQUIREMENTS),
        )
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Admits a jurisdiction and gives it the next index. Governance only.
        #[pallet::call_index(0)]
        #[pallet::weight(registration_weight::<T>(definition))]
        pub fn register_jurisdiction(
            origin: OriginFor<T>,
            definition: Box<JurisdictionDefinition<T::AccountId>>,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            let (id, index) = Self::insert_jurisdiction(&definition)?;
            Self::deposit_event(Event::JurisdictionRegistered { id, index, definition });
            Ok(())
        }

        /// Changes what a jurisdiction publishes. Its authority, unless suspended, or governance.
        #[pallet::call_index(1)]
        #[pallet::weight(update_weight::<T>(change))]
        pub fn update_jurisdiction(
            origin: OriginFor<T>,
            id: JurisdictionId,
            change: Box<JurisdictionChange<T::AccountId>>,
        ) -> DispatchResult {
            let voice = Self::voice(origin)?;
            let record = Self::jurisdiction_to_shape(&voice, &id)?;
            Self::apply_change(id, record, &change)?;
            Self::deposit_event(Event::JurisdictionUpdated { id, change });
            Ok(())
        }

        /// Admits an asset class, or changes what is asked of it. The authority, unless suspended, or governance.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::set_profile())]
        pub fn set_profile(origin: OriginFor<T>, id: JurisdictionId, profile: Profile) -> DispatchResult {
            let voice = Self::voice(origin)?;
            Self::jurisdiction_to_shape(&voice, &id)?;
            Self::put_profile(id, &profile)?;
            Self::deposit_event(Event::ProfileSet { id, profile });
            Ok(())
        }

        /// Admits an asset class no more. Corridors that carry it refuse it from now on. The authority or governance,
        /// suspended or not.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::remove_profile())]
        pub fn remove_profile(origin: OriginFor<T>, id: JurisdictionId, class: AssetClass) -> DispatchResult {
            let voice = Self::voice(origin)?;
            Self::jurisdiction_of_voice(&voice, &id)?;
            Self::take_profile(id, class)?;
            Self::deposit_event(Event::ProfileRemoved { id, class });
            Ok(())
        }

        /// Suspends a jurisdiction in the name of governance or of its authority, whoever calls.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::suspend_jurisdiction())]
        pub fn suspend_jurisdiction(origin: OriginFor<T>, id: JurisdictionId) -> DispatchResult {
            let voice = Self::voice(origin)?;
            let record = Self::jurisdiction_of_voice(&voice, &id)?;
            let by_governance = voice.is_governance();
            Self::suspend(id, record, by_governance)?;
            Self::deposit_event(Event::JurisdictionSuspended { id, by_governance });
            Ok(())
        }

        /// Lifts the caller's own suspension; the other one's stands.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::reinstate_jurisdiction())]
        pub fn reinstate_jurisdiction(origin: OriginFor<T>, id: JurisdictionId) -> DispatchResult {
            let voice = Self::voice(origin)?;
            let record = Self::jurisdiction_of_voice(&voice, &id)?;
            let by_governance = voice.is_governance();
            let is_still_suspended = Self::reinstate(id, record, by_governance)?;
            Self::deposit_event(Event::JurisdictionReinstated { id, by_governance, is_still_suspended });
            Ok(())
        }

        /// Closes a jurisdiction for good. Its index is never given out again. Governance only.
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::retire_jurisdiction())]
        pub fn retire_jurisdiction(origin: OriginFor<T>, id: JurisdictionId) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::retire(id)?;
            Self::deposit_event(Event::JurisdictionRetired { id });
            Ok(())
        }

        /// Names the account that is to follow as authority, or takes the naming back. The authority, unless
        /// suspended, or governance.
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::propose_authority())]
        pub fn propose_authority(
            origin: OriginFor<T>,
            id: JurisdictionId,
            proposed: Option<T::AccountId>,
        ) -> DispatchResult {
            let voice = Self::voice(origin)?;
            Self::jurisdiction_to_shape(&voice, &id)?;
            ProposedAuthorities::<T>::set(id, proposed.clone());
            Self::deposit_event(Event::AuthorityProposed { id, proposed });
            Ok(())
        }

        /// Accepts to speak for a jurisdiction. The named account only.
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::accept_authority())]
        pub fn accept_authority(origin: OriginFor<T>, id: JurisdictionId) -> DispatchResult {
            let to = ensure_signed(origin)?;
            let from = Self::transfer_authority(id, to.clone())?;
            Self::deposit_event(Event::AuthorityTransferred { id, from, to });
            Ok(())
        }

        /// Registers a corridor without asking its sides, and without a deposit. Governance only.
        #[pallet::call_index(9)]
        #[pallet::weight({
            let (c, r) = terms_size(&definition.terms);
            T::WeightInfo::register_corridor(c, r)
        })]
        pub fn register_corridor(
            origin: OriginFor<T>,
            definition: Box<CorridorDefinition<T::AccountId>>,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            let id = Self::insert_agreed_corridor(&definition)?;
            let CorridorDefinition { source, target, terms, .. } = *definition;
            Self::deposit_event(Event::CorridorRegistered { id, source, target, terms: Box::new(terms) });
            Ok(())
        }

        /// Proposes terms for a new corridor, or other terms for a standing one. The authority of either side, unless
        /// either is suspended. Holds a deposit; terms proposed before under the identifier are void and their deposit
        /// goes back.
        #[pallet::call_index(10)]
        #[pallet::weight({
            let (c, r) = terms_size(&definition.terms);
            T::WeightInfo::open_corridor(c, r)
        })]
        pub fn open_corridor(
            origin: OriginFor<T>,
            definition: Box<CorridorDefinition<T::AccountId>>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let (id, proposer, terms_digest) = Self::propose_terms(who, &definition)?;
            let CorridorDefinition { source, target, terms, .. } = *definition;
            let terms = Box::new(terms);
            Self::deposit_event(Event::CorridorProposed {
                id,
                source,
                target,
                proposer,
                terms,
                terms_digest,
            });
            Ok(())
        }

        /// Accepts the proposed terms. The authority of the other side, unless either is suspended. The digest makes
        /// sure that nobody accepts what it has not seen. Weight that smaller terms did not need is given back.
        #[pallet::call_index(11)]
        #[pallet::weight(T::WeightInfo::accept_corridor(MAX_SUPPORTED_CLASSES, MAX_REQUIREMENTS))]
        pub fn accept_corridor(
            origin: OriginFor<T>,
            id: CorridorId,
            terms_digest: Digest,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let (is_amendment, terms) = Self::accept_terms(who, id, terms_digest)?;
            Self::deposit_event(Event::CorridorAccepted { id, terms_digest, is_amendment });
            let (c, r) = terms_size(&terms);
            Ok(Some(T::WeightInfo::accept_corridor(c, r)).into())
        }

        /// Withdraws or refuses proposed terms; the deposit goes back. The authority of either side, or governance.
        #[pallet::call_index(12)]
        #[pallet::weight(T::WeightInfo::withdraw_proposal())]
        pub fn withdraw_proposal(origin: OriginFor<T>, id: CorridorId) -> DispatchResult {
            let voice = Self::voice(origin)?;
            Self::withdraw_terms(voice, id)?;
            Self::deposit_event(Event::ProposalWithdrawn { id });
            Ok(())
        }

        /// Suspends a corridor in the name of the side the caller speaks for, or of governance.
        #[pallet::call_index(13)]
        #[pallet::weight(T::WeightInfo::suspend_corridor())]
        pub fn suspend_corridor(origin: OriginFor<T>, id: CorridorId) -> DispatchResult {
            let voice = Self::voice(origin)?;
            let suspension = Self::suspend_passage(voice, id)?;
            Self::deposit_event(Event::CorridorSuspended { id, suspension });
            Ok(())
        }

        /// Lifts the caller's own suspension; those of others stand.
        #[pallet::call_index(14)]
        #[pallet::weight(T::WeightInfo::reinstate_corridor())]
        pub fn reinstate_corridor(origin: OriginFor<T>, id: CorridorId) -> DispatchResult {
            let voice = Self::voice(origin)?;
            let suspension = Self::reinstate_passage(voice, id)?;
            Self::deposit_event(Event::CorridorReinstated { id, suspension });
            Ok(())
        }

        /// Removes a corridor, and terms proposed for it; deposits go back. The authority of either side, or
        /// governance.
        #[pallet::call_index(15)]
        #[pallet::weight(T::WeightInfo::close_corridor())]
        pub fn close_corridor(origin: OriginFor<T>, id: CorridorId) -> DispatchResult {
            let voice = Self::voice(origin)?;
            Self::remove_corridor(voice, id)?;
            Self::deposit_event(Event::CorridorClosed { id });
            Ok(())
        }

        /// Lets an issuer make statements on a domain. The authority, unless suspended; holds a deposit.
        #[pallet::call_index(16)]
        #[pallet::weight(T::WeightInfo::accredit_issuer())]
        pub fn accredit_issuer(
            origin: OriginFor<T>,
            jurisdiction: JurisdictionId,
            domain: Domain,
            issuer: T::AccountId,
            tier: Tier,
            expires_at: Option<Moment>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::jurisdiction_to_shape(&access::Voice::Account(who.clone()), &jurisdiction)?;
            let definition = AccreditationDefinition { jurisdiction, domain, issuer, tier, expires_at };
            Self::insert_accreditation(&definition, Some(who))?;
            let AccreditationDefinition { issuer, .. } = definition;
            Self::deposit_event(Event::IssuerAccredited { jurisdiction, domain, issuer, tier, expires_at });
            Ok(())
        }

        /// Gives an accreditation another standing and another end. The authority, unless suspended.
        #[pallet::call_index(17)]
        #[pallet::weight(T::WeightInfo::renew_accreditation())]
        pub fn renew_accreditation(
            origin: OriginFor<T>,
            jurisdiction: JurisdictionId,
            domain: Domain,
            issuer: T::AccountId,
            tier: Tier,
            expires_at: Option<Moment>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::jurisdiction_to_shape(&access::Voice::Account(who), &jurisdiction)?;
            let definition = AccreditationDefinition { jurisdiction, domain, issuer, tier, expires_at };
            Self::renew(&definition)?;
            let AccreditationDefinition { issuer, .. } = definition;
            Self::deposit_event(Event::AccreditationRenewed {
                jurisdiction,
                domain,
                issuer,
                tier,
                expires_at,
            });
            Ok(())
        }

        /// Takes an issuer's right to make statements for now. The authority, suspended or not.
        #[pallet::call_index(18)]
        #[pallet::weight(T::WeightInfo::suspend_issuer())]
        pub fn suspend_issuer(
            origin: OriginFor<T>,
            jurisdiction: JurisdictionId,
            domain: Domain,
            issuer: T::AccountId,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::jurisdiction_of_voice(&access::Voice::Account(who), &jurisdiction)?;
            Self::set_issuer_suspended(jurisdiction, domain, &issuer, true)?;
            Self::deposit_event(Event::IssuerSuspended { jurisdiction, domain, issuer });
            Ok(())
        }

        /// Lets a suspended issuer make statements again. The authority, unless suspended itself.
        #[pallet::call_index(19)]
        #[pallet::weight(T::WeightInfo::reinstate_issuer())]
        pub fn reinstate_issuer(
            origin: OriginFor<T>,
            jurisdiction: JurisdictionId,
            domain: Domain,
            issuer: T::AccountId,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::jurisdiction_to_shape(&access::Voice::Account(who), &jurisdiction)?;
            Self::set_issuer_suspended(jurisdiction, domain, &issuer, false)?;
            Self::deposit_event(Event::IssuerReinstated { jurisdiction, domain, issuer });
            Ok(())
        }

        /// Removes an accreditation; the deposit goes back to who gave it. The authority, suspended or not.
        #[pallet::call_index(20)]
        #[pallet::weight(T::WeightInfo::revoke_accreditation())]
        pub fn revoke_accreditation(
            origin: OriginFor<T>,
            jurisdiction: JurisdictionId,
            domain: Domain,
            issuer: T::AccountId,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::jurisdiction_of_authority_ever(&who, &jurisdiction)?;
            Self::remove_accreditation(jurisdiction, domain, &issuer)?;
            Self::deposit_event(Event::AccreditationRevoked { jurisdiction, domain, issuer });
            Ok(())
        }
    }
}
