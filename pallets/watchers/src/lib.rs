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

// The derived encoding of variants with fields casts their codes.
#[allow(clippy::cast_possible_truncation)]
mod agenda;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod deferred;
mod duties;
mod jury;
#[cfg(test)]
mod mock;
mod offences;
mod panel;
mod registration;
mod rewards;
mod statements;
#[cfg(test)]
mod tests;
mod topics;
#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
pub mod try_state;
mod types;
mod views;
pub mod weights;

pub use agenda::{AgendaKey, Item};
pub use pallet::*;
pub use types::*;
pub use views::{Obstacle, Report, Selected};
pub use weights::WeightInfo;

// FRAME's macros write these: an `expect` per storage item, a cast per event and error, an `unreachable!` for the type
// parameter of calls and errors. Nothing else in here does.
#[allow(clippy::expect_used, clippy::cast_possible_truncation, clippy::unreachable)]
#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use msez_core::{AssetClass, Digest, JurisdictionId, Moment};
    use msez_traits::{Audit, Balance, Bonds, Jurisdictions, Role};
    use msez_watch::{Coordinate, Level, Offence, Score, Statement, Tier};
    use polkadot_sdk::{
        frame_support::{
            pallet_prelude::*,
            traits::{
                fungible::{Inspect, Mutate, MutateHold},
                EnsureOrigin, PalletInfoAccess, Randomness, Time,
            },
            weights::WeightMeter,
        },
        frame_system::pallet_prelude::*,
        sp_core::ed25519,
        sp_runtime::Perbill,
    };

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// The watchers.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What the pallet needs from the runtime. (Accounts and block hashes are 32 bytes: they are part of what is signed.)
    #[pallet::config]
    pub trait Config:
        polkadot_sdk::frame_system::Config<
        RuntimeEvent: From<Event<Self>>,
        AccountId: Into<[u8; 32]>,
        Hash: Into<[u8; 32]>,
    >
    {
        /// Weights of the calls and hooks.
        type WeightInfo: WeightInfo;

        /// Notes every event.
        type Audit: Audit;

        /// The chain's clock, in milliseconds.
        type Time: Time<Moment = Moment>;

        /// In which fees are paid and deposits held.
        type Currency: Inspect<Self::AccountId, Balance = Balance>
            + Mutate<Self::AccountId>
            + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

        /// The runtime's reasons for holds.
        type RuntimeHoldReason: From<HoldReason>;

        /// The watchers' collateral.
        type Bonds: Bonds<Self::AccountId, BlockNumber = BlockNumberFor<Self>>;

        /// The registry of jurisdictions.
        type Jurisdictions: Jurisdictions<Self::AccountId>;

        /// Seeds the draws: nobody who can be drawn may choose it.
        type Randomness: Randomness<Self::Hash, BlockNumberFor<Self>>;

        /// Opens and closes topics, rules over safety, defers and cancels slashes.
        type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// Holds what topics can pay and watchers have earned. Without a key; endow it with the existential deposit.
        type Escrow: Get<Self::AccountId>;

        /// Held for a registration, for good.
        #[pallet::constant]
        type RegistrationDeposit: Get<Balance>;

        /// Held for each key after the first, for good.
        #[pallet::constant]
        type KeyDeposit: Get<Balance>;

        /// Watchers that can be active.
        #[pallet::constant]
        type MaxWatchers: Get<u32>;

        /// Seats of a topic; not more than `MaxWatchers`.
        #[pallet::constant]
        type MaxPanel: Get<u32>;

        /// Jurisdictions in a scope.
        #[pallet::constant]
        type MaxJurisdictions: Get<u32>;

        /// Classes in a scope.
        #[pallet::constant]
        type MaxClasses: Get<u32>;

        /// Watchers drawn for one duty.
        #[pallet::constant]
        type MaxPerDuty: Get<u32>;

        /// Keys that a watcher can have had.
        #[pallet::constant]
        type MaxKeys: Get<u32>;

        /// Topics at the same time.
        #[pallet::constant]
        type MaxTopics: Get<u32>;

        /// Coordinates of a topic that are not settled.
        #[pallet::constant]
        type MaxOpen: Get<u32>;

        /// Watchers that a quorum has at least.
        #[pallet::constant]
        type MinVoices: Get<u32>;

        /// Least exposure of a topic: what keeps anybody from speaking without end.
        #[pallet::constant]
        type MinExposure: Get<Balance>;

        /// Blocks after which everybody's backing is looked at again.
        #[pallet::constant]
        type RefreshInterval: Get<BlockNumberFor<Self>>;

        /// Blocks for which a settled coordinate can be disputed; not more than a bond takes to leave.
        #[pallet::constant]
        type Retention: Get<BlockNumberFor<Self>>;

        /// Blocks for which a slash is deferred that evidence alone does not prove, unless governance says otherwise.
        #[pallet::constant]
        type SlashWindow: Get<BlockNumberFor<Self>>;

        /// Missed duties in a row that are one liveness fault.
        #[pallet::constant]
        type MissesInRow: Get<u32>;

        /// Watchers found to have said the same falsehood who are colluders.
        #[pallet::constant]
        type CollusionSize: Get<u32>;

        /// Items of the agenda in one block.
        #[pallet::constant]
        type MaxDuePerBlock: Get<u32>;
    }

    /// Why funds are held.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// A registration and its keys.
        #[codec(index = 0)]
        Registration,
    }

    /// Everybody who ever registered. Written by registration, offences.
    #[pallet::storage]
    pub type Watchers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Watcher<T>, OptionQuery>;

    /// Whose a name is; for good.
    #[pallet::storage]
    pub type Dids<T: Config> = StorageMap<_, Blake2_128Concat, Did, T::AccountId, OptionQuery>;

    /// Whose a key is or was; for good, so that old signatures stay evidence.
    #[pallet::storage]
    pub type Keys<T: Config> = StorageMap<_, Blake2_128Concat, ed25519::Public, T::AccountId, OptionQuery>;

    /// The active watchers. Written by registration, deregistration, offences.
    #[pallet::storage]
    pub type Active<T: Config> = StorageValue<_, BoundedVec<T::AccountId, T::MaxWatchers>, ValueQuery>;

    /// What changes with every event of a watcher; kept as long as the registration.
    #[pallet::storage]
    pub type Conducts<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Conduct, OptionQuery>;

    /// The active watchers with enough behind them, as they were at the last refresh.
    #[pallet::storage]
    pub type Roster<T: Config> =
        StorageValue<_, BoundedVec<Listed<T::AccountId>, T::MaxWatchers>, ValueQuery>;

    /// The block of the next refresh; absent while there is nobody.
    #[pallet::storage]
    pub type NextRefresh<T: Config> = StorageValue<_, BlockNumberFor<T>, OptionQuery>;

    /// Topics by id; removed when closed and nothing of it is kept any more.
    #[pallet::storage]
    pub type Topics<T: Config> = CountedStorageMap<_, Identity, Digest, Topic<T::AccountId>, OptionQuery>;

    /// How many topics were ever opened.
    #[pallet::storage]
    pub type TopicCount<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// The seats of each topic. Written by the agenda.
    #[pallet::storage]
    pub type Panels<T: Config> = StorageMap<_, Identity, Digest, Panel<T>, OptionQuery>;

    /// The open duty of each topic.
    #[pallet::storage]
    pub type Duties<T: Config> = StorageMap<_, Identity, Digest, Duty<T>, OptionQuery>;

    /// What was said, by topic and height; removed some time after it was settled.
    #[pallet::storage]
    pub type Tallies<T: Config> =
        StorageDoubleMap<_, Identity, Digest, Twox64Concat, u64, Tally<T>, OptionQuery>;

    /// Where each statement is, by its id; as long as the tally.
    #[pallet::storage]
    pub type Statements<T: Config> = StorageMap<_, Identity, Digest, Located<T::AccountId>, OptionQuery>;

    /// Equivocations that were punished, for good: no evidence counts twice.
    #[pallet::storage]
    pub type Proven<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, Coordinate, (), OptionQuery>;

    /// Who was found to have said something that was not so; the first `CollusionSize` of them.
    #[pallet::storage]
    pub type Liars<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        Coordinate,
        Identity,
        Digest,
        BoundedVec<T::AccountId, T::CollusionSize>,
        ValueQuery,
    >;

    /// Slashes that wait, by number.
    #[pallet::storage]
    pub type Pending<T: Config> =
        StorageMap<_, Twox64Concat, u64, Deferred<T::AccountId, BlockNumberFor<T>>, OptionQuery>;

    /// How many slashes were ever deferred.
    #[pallet::storage]
    pub type PendingCount<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// For how many blocks an offence's slash is deferred, where governance has said so.
    #[pallet::storage]
    pub type Deferrals<T: Config> = StorageMap<_, Twox64Concat, Offence, BlockNumberFor<T>, OptionQuery>;

    /// What comes due, by block. Written by everything that has a time; worked off within the block's weight.
    #[pallet::storage]
    pub type Agenda<T: Config> = StorageMap<_, Identity, AgendaKey, (), OptionQuery>;

    /// What happened among the watchers.
    #[pallet::event]
    pub enum Event<T: Config> {
        /// Somebody became a watcher, or became one again.
        Registered {
            /// Who.
            who: T::AccountId,
            /// His name.
            did: Did,
            /// His key.
            key: ed25519::Public,
        },
        /// A watcher signs with another key from now on.
        KeyRotated {
            /// Who.
            who: T::AccountId,
            /// The key of before; its signatures stay evidence.
            old: ed25519::Public,
            /// The new one.
            new: ed25519::Public,
        },
        /// A watcher watches elsewhere or something else.
        ScopeSet {
            /// Who.
            who: T::AccountId,
        },
        /// A watcher's commission changed.
        CommissionSet {
            /// Who.
            who: T::AccountId,
            /// Of what delegated funds earn.
            commission: Perbill,
        },
        /// A watcher asked to belong to a controller, or belongs to none any more.
        ControllerAsked {
            /// Who.
            who: T::AccountId,
            /// Whose agreement is wanted; none: he is his own.
            controller: Option<T::AccountId>,
        },
        /// A controller agreed.
        MemberAccepted {
            /// Who controls.
            controller: T::AccountId,
            /// Whom.
            who: T::AccountId,
        },
        /// A watcher left, or was made to by an offence.
        Retired {
            /// Who.
            who: T::AccountId,
        },
        /// A watcher can never be one again.
        Banned {
            /// Who.
            who: T::AccountId,
        },
        /// A topic was opened.
        TopicOpened {
            /// Its id.
            topic: Digest,
            /// Its terms.
            terms: TopicTerms<T::AccountId>,
            /// Who gets back what is left.
            sponsor: T::AccountId,
        },
        /// A topic can pay more.
        TopicFunded {
            /// Which.
            topic: Digest,
            /// Who paid.
            from: T::AccountId,
            /// How much.
            amount: Balance,
        },
        /// Nothing new is accepted on a topic.
        TopicClosed {
            /// Which.
            topic: Digest,
        },
        /// What a closed topic had left was paid back.
        TopicRefunded {
            /// Which.
            topic: Digest,
            /// To whom.
            to: T::AccountId,
            /// How much.
            amount: Balance,
        },
        /// A watcher said something.
        Attested {
            /// The id of what he said.
            id: Digest,
            /// Who.
            who: T::AccountId,
            /// What.
            statement: Statement,
            /// With what weight.
            weight: Balance,
            /// How final the coordinate is now.
            level: Level,
        },
        /// A second digest appeared at a coordinate.
        ForkSeen {
            /// Where.
            coordinate: Coordinate,
            /// The digest that was there.
            first: Digest,
            /// The other one.
            second: Digest,
        },
        /// The window of a coordinate is over, or a refutation has changed what it came to.
        Settled {
            /// Where.
            coordinate: Coordinate,
            /// On what a quorum agrees; none: there is no quorum.
            agreed: Option<Digest>,
            /// What was paid for it now.
            paid: Balance,
        },
        /// A coordinate is more final than a quorum makes it.
        Raised {
            /// Where.
            coordinate: Coordinate,
            /// On what a quorum agrees.
            digest: Digest,
            /// How final it is now.
            level: Level,
        },
        /// Watchers were drawn.
        DutyIssued {
            /// On which topic.
            topic: Digest,
            /// Who.
            drawn: Vec<T::AccountId>,
            /// The last block in which they can speak.
            deadline: BlockNumberFor<T>,
        },
        /// Nobody was drawn: the topic cannot pay, or nobody is eligible.
        DutySkipped {
            /// On which topic.
            topic: Digest,
        },
        /// A duty was done.
        DutyDone {
            /// On which topic.
            topic: Digest,
            /// By whom.
            who: T::AccountId,
        },
        /// A duty was missed.
        DutyMissed {
            /// On which topic.
            topic: Digest,
            /// By whom.
            who: T::AccountId,
            /// So many without one done in between.
            in_row: u32,
        },
        /// Whoever was drawn could not speak through no fault of his: his bond stood for all it could, heavier ones took
        /// his seat, or the topic was closed.
        DutyExcused {
            /// On which topic.
            topic: Digest,
            /// Who.
            who: T::AccountId,
        },
        /// A watcher said two things about one coordinate.
        Equivocated {
            /// Who.
            who: T::AccountId,
            /// Where.
            coordinate: Coordinate,
            /// The one thing.
            first: Digest,
            /// The other.
            second: Digest,
        },
        /// Several watchers were found to have said the same falsehood.
        CollusionFound {
            /// Where.
            coordinate: Coordinate,
            /// What they said.
            digest: Digest,
            /// One of them; there is such an event for each.
            who: T::AccountId,
        },
        /// A statement was refuted.
        Refuted {
            /// Which.
            statement: Digest,
            /// Whose.
            who: T::AccountId,
        },
        /// A statement was disputed and stands.
        Upheld {
            /// Which.
            statement: Digest,
            /// Whose.
            who: T::AccountId,
        },
        /// A slash will happen unless it is cancelled.
        SlashDeferred {
            /// Its number.
            id: u64,
            /// Whose.
            offender: T::AccountId,
            /// What for.
            offence: Offence,
            /// When.
            due: BlockNumberFor<T>,
        },
        /// Governance cancelled a slash.
        SlashCancelled {
            /// Its number.
            id: u64,
            /// Whose.
            offender: T::AccountId,
        },
        /// A watcher was slashed. Where it went is an event of the bonds.
        Slashed {
            /// Who.
            offender: T::AccountId,
            /// What for.
            offence: Offence,
            /// How much, everything that stood behind him together.
            amount: Balance,
            /// What of it the reporter got.
            reporter: Balance,
        },
        /// A slash did not happen, which never is the case while bonds are what is held.
        SlashFailed {
            /// Whose.
            offender: T::AccountId,
            /// What for.
            offence: Offence,
            /// Why.
            error: DispatchError,
        },
        /// An offence's slash is deferred for another time.
        DeferralSet {
            /// Which.
            offence: Offence,
            /// Blocks.
            blocks: BlockNumberFor<T>,
        },
        /// Earnings were paid.
        RewardsPaid {
            /// Of whom.
            who: T::AccountId,
            /// To him.
            own: Balance,
            /// To those who have delegated to him.
            delegators: Balance,
        },
        /// A safety fault was ruled.
        SafetyRuled {
            /// Whose.
            who: T::AccountId,
            /// Digest of the ruling.
            ruling: Digest,
        },
    }

    /// Why a call was refused.
    #[pallet::error]
    pub enum Error<T> {
        /// The account is no watcher.
        NotFound,
        /// The account is an active watcher already.
        AlreadyExists,
        /// The watcher has retired.
        NotActive,
        /// The account is banned for ever.
        Banned,
        /// Not a decentralized identifier.
        MalformedDid,
        /// The name belongs to another account, or the account has another name.
        DidTaken,
        /// The key belongs or belonged to somebody.
        KeyTaken,
        /// The watcher has had as many keys as he can have.
        TooManyKeys,
        /// The signature was not made by the key over these bytes.
        BadSignature,
        /// What stands behind the watcher is below the minimum.
        BondTooLow,
        /// A scope needs at least one jurisdiction and one class.
        EmptyScope,
        /// The same jurisdiction or class twice.
        DuplicateInScope,
        /// There is no such jurisdiction.
        UnknownJurisdiction,
        /// No more watchers can be active.
        TooManyWatchers,
        /// The watcher has not asked for this controller.
        NotAsked,
        /// Nobody controls himself through another name.
        SelfControlled,
        /// Neither governance nor the authority of the jurisdiction.
        NotAuthorized,
        /// There is no such topic.
        TopicNotFound,
        /// The topic is closed.
        TopicClosed,
        /// As many topics as there can be are.
        TooManyTopics,
        /// The exposure of a topic is below the least.
        ExposureTooSmall,
        /// A statement would earn more than a lie costs.
        FeeTooHigh,
        /// A quorum must be more than one half and not more than everything.
        QuorumOutOfRange,
        /// The interval, the deadline or the number of watchers of a topic's duties do not fit together.
        MalformedDuties,
        /// A topic's window or staleness is zero.
        ZeroWindow,
        /// A bond would leave before what was said on the topic is forgotten.
        WindowTooLong,
        /// The amount is zero.
        ZeroAmount,
        /// The sum does not fit.
        Overflow,
        /// The jurisdiction of the topic is not in the watcher's scope.
        JurisdictionOutOfScope,
        /// The class of the topic is not in the watcher's scope.
        ClassOutOfScope,
        /// The watcher has no seat on the topic; seats are given at intervals.
        NoSeat,
        /// The bond cannot stand for more until something matures.
        OverExposed,
        /// The observation is too old.
        Stale,
        /// The observation is of the future.
        NotYetObserved,
        /// The window of the coordinate is over.
        WindowClosed,
        /// The watcher has said just this.
        AlreadyStated,
        /// As many digests as can stand at one coordinate do.
        TooManyChoices,
        /// As many voices as can be heard at one coordinate were.
        TooManyVoices,
        /// As many coordinates of the topic as can be open are.
        TooManyOpen,
        /// The statements do not contradict each other.
        NoContradiction,
        /// The key belongs to no watcher.
        UnknownKey,
        /// The keys belong to different watchers.
        DifferentWatchers,
        /// There is no such statement on the chain.
        StatementNotFound,
        /// It was punished already.
        AlreadyPunished,
        /// There is nothing that a slash could reach.
        NothingAtStake,
        /// There is nothing to claim.
        NothingEarned,
        /// There is no such deferred slash.
        SlashNotFound,
        /// What evidence proves is slashed at once.
        NotDeferrable,
        /// Heights would be multiples of nothing.
        ZeroStride,
        /// The height is no multiple of the topic's stride.
        NotAHeight,
        /// No quorum agrees on this digest there.
        NoQuorum,
        /// The coordinate is as final already.
        AlreadyFinal,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_poll(_: BlockNumberFor<T>, meter: &mut WeightMeter) {
            Self::work_off_agenda(meter);
        }

        // Governed terms read storage, which the test environment has only with `std`.
        #[cfg(feature = "std")]
        fn integrity_test() {
            polkadot_sdk::sp_io::TestExternalities::default().execute_with(|| {
                assert!(
                    T::Bonds::unbonding_delay(Role::Watcher) > T::Retention::get(),
                    "a bond would leave while what was said can be disputed, or no topic could be opened"
                );
            });
            assert!(
                T::MaxPanel::get() >= 1 && T::MaxPanel::get() <= T::MaxWatchers::get(),
                "seats are of watchers"
            );
            assert!(T::CollusionSize::get() >= 2, "one liar is no collusion");
            assert!(T::MaxDuePerBlock::get() >= 1, "the agenda has to move");
            assert!(T::MinExposure::get() >= 1, "a statement must stand for something");
            assert!(T::MissesInRow::get() >= 1, "every duty cannot be a liveness fault before it is missed");
            let block = T::BlockWeights::get().max_block;
            let item = agenda::heaviest_item::<T>();
            assert!(item.all_lt(block), "an item of the agenda must fit a block: {item} of {block}");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// Every reason why the watcher could not attest on the topic at this height now, and what he has left.
        pub fn report(who: T::AccountId, topic: Digest, height: u64) -> Report {
            Self::report_of(&who, &topic, height)
        }

        /// The best active watchers of a scope, by score and then by backing.
        pub fn select(
            jurisdiction: JurisdictionId,
            class: AssetClass,
            min_tier: Tier,
            min_backing: Balance,
            count: u32,
        ) -> Vec<Selected<T::AccountId>> {
            Self::best(jurisdiction, class, min_tier, min_backing, count)
        }

        /// The open duties of a watcher: topic, last block, and whether it is done.
        pub fn duties_of(who: T::AccountId) -> Vec<(Digest, BlockNumberFor<T>, bool)> {
            Duties::<T>::iter()
                .filter_map(|(topic, duty)| {
                    let mine = duty.drawn.iter().find(|drawn| drawn.who == who)?;
                    Some((topic, duty.deadline, mine.done))
                })
                .collect()
        }

        /// How final a coordinate is, on what a quorum agrees, and whether more than one digest stands.
        pub fn finality(topic: Digest, height: u64) -> (Level, Option<Digest>, bool) {
            let outcome = Self::outcome_at(Coordinate { topic, height });
            (outcome.level, outcome.agreed, outcome.forked)
        }

        /// Score and tier of a watcher now.
        pub fn reputation(who: T::AccountId) -> Option<(Score, Tier)> {
            let now = T::Time::now();
            Conducts::<T>::get(who).map(|it| (it.reputation.score(now), it.reputation.tier(now)))
        }

        /// The id of a statement of an account on this chain.
        pub fn id_of(who: T::AccountId, statement: Statement) -> Digest {
            Self::statement_id(&who, &statement)
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Becomes a watcher, or becomes one again: the name stays the same, and so does the record. The bond must be
        /// there. `possession` is the key's signature over [`msez_watch::possession_payload`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::register())]
        pub fn register(
            origin: OriginFor<T>,
            did: Did,
            key: ed25519::Public,
            possession: ed25519::Signature,
            jurisdictions: BoundedVec<JurisdictionId, T::MaxJurisdictions>,
            classes: BoundedVec<AssetClass, T::MaxClasses>,
            commission: Perbill,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_register(who, did, key, possession, jurisdictions, classes, commission)
        }

        /// Signs with another key from now on, which proves that it agrees. What the old one signed stays evidence.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::rotate_key())]
        pub fn rotate_key(
            origin: OriginFor<T>,
            key: ed25519::Public,
            possession: ed25519::Signature,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_rotate_key(who, key, possession)
        }

        /// Watches elsewhere or something else. Seats follow at the next refresh.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::set_scope())]
        pub fn set_scope(
            origin: OriginFor<T>,
            jurisdictions: BoundedVec<JurisdictionId, T::MaxJurisdictions>,
            classes: BoundedVec<AssetClass, T::MaxClasses>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::ensure_scope(&jurisdictions, &classes)?;
            let mut watcher = Self::active_watcher(&who)?;
            (watcher.jurisdictions, watcher.classes) = (jurisdictions, classes);
            Watchers::<T>::insert(&who, watcher);
            Self::deposit_event(Event::ScopeSet { who });
            Ok(())
        }

        /// Changes the commission. What was earned so far is paid by the old one.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::set_commission().saturating_add(T::Bonds::reward_weight()))]
        pub fn set_commission(origin: OriginFor<T>, commission: Perbill) -> DispatchResult {
            let who = ensure_signed(origin)?;
            let mut watcher = Watchers::<T>::get(&who).ok_or(Error::<T>::NotFound)?;
            Self::pay_rewards(&who, watcher.commission)?;
            watcher.commission = commission;
            Watchers::<T>::insert(&who, watcher);
            Self::deposit_event(Event::CommissionSet { who, commission });
            Ok(())
        }

        /// Asks to belong to a controller, whose watchers count together; or to none, which needs nobody's agreement.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::set_controller())]
        pub fn set_controller(origin: OriginFor<T>, controller: Option<T::AccountId>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            ensure!(controller.as_ref() != Some(&who), Error::<T>::SelfControlled);
            let mut watcher = Self::active_watcher(&who)?;
            if controller.is_none() {
                watcher.controller = None;
            }
            watcher.asked = controller.clone();
            Watchers::<T>::insert(&who, watcher);
            Self::deposit_event(Event::ControllerAsked { who, controller });
            Ok(())
        }

        /// Agrees to be the controller of a watcher who has asked for it.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::accept_member())]
        pub fn accept_member(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
            let controller = ensure_signed(origin)?;
            let mut watcher = Self::active_watcher(&who)?;
            ensure!(watcher.asked.as_ref() == Some(&controller), Error::<T>::NotAsked);
            watcher.controller = watcher.asked.take();
            Watchers::<T>::insert(&who, watcher);
            Self::deposit_event(Event::MemberAccepted { controller, who });
            Ok(())
        }

        /// Stops to be a watcher. What was said stays slashable, and a duty that was drawn stays due.
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::deregister())]
        pub fn deregister(origin: OriginFor<T>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::active_watcher(&who)?;
            Self::retire(&who);
            Ok(())
        }

        /// Opens a topic as the authority of its jurisdiction, and pays what it can spend.
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::open_topic())]
        pub fn open_topic(
            origin: OriginFor<T>,
            terms: TopicTerms<T::AccountId>,
            #[pallet::compact] escrow: Balance,
        ) -> DispatchResult {
            let sponsor = ensure_signed(origin)?;
            ensure!(T::Jurisdictions::is_authority(&terms.jurisdiction, &sponsor), Error::<T>::NotAuthorized);
            let topic = Self::do_open_topic(terms, sponsor.clone())?;
            if escrow > 0 {
                Self::do_fund_topic(topic, sponsor, escrow)?;
            }
            Ok(())
        }

        /// Opens a topic for a sponsor, who gets back what is left. For governance.
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::open_topic())]
        pub fn open_topic_for(
            origin: OriginFor<T>,
            sponsor: T::AccountId,
            terms: TopicTerms<T::AccountId>,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_open_topic(terms, sponsor)?;
            Ok(())
        }

        /// Lets a topic pay more.
        #[pallet::call_index(9)]
        #[pallet::weight(T::WeightInfo::fund_topic())]
        pub fn fund_topic(
            origin: OriginFor<T>,
            topic: Digest,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            let from = ensure_signed(origin)?;
            ensure!(amount > 0, Error::<T>::ZeroAmount);
            Self::do_fund_topic(topic, from, amount)
        }

        /// Closes a topic, as governance or the authority of its jurisdiction. What is left after the open coordinates
        /// have settled goes back to the sponsor.
        #[pallet::call_index(10)]
        #[pallet::weight(T::WeightInfo::close_topic())]
        pub fn close_topic(origin: OriginFor<T>, topic: Digest) -> DispatchResult {
            let authority = match T::GovernanceOrigin::try_origin(origin) {
                Ok(_) => None,
                Err(origin) => Some(ensure_signed(origin)?),
            };
            Self::do_close_topic(topic, authority)
        }

        /// Says what was seen at a coordinate. Whoever has said something else there is slashed for it at once.
        #[pallet::call_index(11)]
        #[pallet::weight(T::WeightInfo::attest().saturating_add(offences::most_punishment::<T>()))]
        pub fn attest(
            origin: OriginFor<T>,
            topic: Digest,
            height: u64,
            digest: Digest,
            observed_at: Moment,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let coordinate = Coordinate { topic, height };
            let slashed = Self::state(&who, Statement { coordinate, digest, observed_at }, None)?;
            Ok(Self::spent(T::WeightInfo::attest(), slashed))
        }

        /// Brings what a watcher has signed with his present key. Contradicts it what he said before, he is slashed and
        /// who brings it is the reporter.
        #[pallet::call_index(12)]
        #[pallet::weight(T::WeightInfo::attest_signed().saturating_add(offences::most_punishment::<T>()))]
        pub fn attest_signed(origin: OriginFor<T>, signed: SignedStatement) -> DispatchResultWithPostInfo {
            let reporter = ensure_signed(origin)?;
            let who = Self::signer(&signed)?;
            let watcher = Watchers::<T>::get(&who).ok_or(Error::<T>::UnknownKey)?;
            ensure!(watcher.key == signed.key, Error::<T>::UnknownKey);
            let slashed = Self::state(&who, signed.statement, Some(&reporter))?;
            Ok(Self::spent(T::WeightInfo::attest_signed(), slashed))
        }

        /// Proves that a watcher has said two things about one coordinate: by two signatures, or by one that contradicts
        /// what he said on the chain. Old keys count. He loses everything, whether active or not.
        #[pallet::call_index(13)]
        #[pallet::weight(offences::most_punishment::<T>())]
        pub fn report_equivocation(
            origin: OriginFor<T>,
            first: SignedStatement,
            second: Option<SignedStatement>,
        ) -> DispatchResult {
            let reporter = ensure_signed(origin)?;
            let who = Self::signer(&first)?;
            let other = match second {
                Some(second) => {
                    ensure!(Self::signer(&second)? == who, Error::<T>::DifferentWatchers);
                    second.statement
                }
                None => {
                    Self::stated(&who, first.statement.coordinate).ok_or(Error::<T>::StatementNotFound)?
                }
            };
            ensure!(first.statement.contradicts(&other), Error::<T>::NoContradiction);
            Self::equivocated(&who, &other, &first.statement, Some(&reporter))
        }

        /// Pays what a watcher has earned, to him and to those who have delegated to him. Anybody may see to it.
        #[pallet::call_index(14)]
        #[pallet::weight(T::WeightInfo::claim_rewards().saturating_add(T::Bonds::reward_weight()))]
        pub fn claim_rewards(origin: OriginFor<T>, who: T::AccountId) -> DispatchResult {
            ensure_signed(origin)?;
            let watcher = Watchers::<T>::get(&who).ok_or(Error::<T>::NotFound)?;
            ensure!(Self::pay_rewards(&who, watcher.commission)? > 0, Error::<T>::NothingEarned);
            Ok(())
        }

        /// Cancels a deferred slash. For governance.
        #[pallet::call_index(15)]
        #[pallet::weight(T::WeightInfo::cancel_slash())]
        pub fn cancel_slash(origin: OriginFor<T>, id: u64) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::do_cancel_slash(id)
        }

        /// Says for how many blocks an offence's slash is deferred; zero: not at all. For governance.
        #[pallet::call_index(16)]
        #[pallet::weight(T::WeightInfo::set_deferral())]
        pub fn set_deferral(
            origin: OriginFor<T>,
            offence: Offence,
            blocks: BlockNumberFor<T>,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            ensure!(!offence.is_proven(), Error::<T>::NotDeferrable);
            Deferrals::<T>::insert(offence, blocks);
            Self::deposit_event(Event::DeferralSet { offence, blocks });
            Ok(())
        }

        /// Rules that a watcher has endangered what a corridor or the chain secures. For governance.
        #[pallet::call_index(17)]
        #[pallet::weight(T::WeightInfo::rule_safety().saturating_add(T::Bonds::slash_weight()))]
        pub fn rule_safety(
            origin: OriginFor<T>,
            who: T::AccountId,
            ruling: Digest,
            reporter: Option<T::AccountId>,
        ) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            ensure!(Watchers::<T>::contains_key(&who), Error::<T>::NotFound);
            Self::deposit_event(Event::SafetyRuled { who: who.clone(), ruling });
            Self::punish(&who, Offence::Safety, reporter.as_ref(), None)?;
            Ok(())
        }

        /// Notes that what a quorum agrees on is anchored in another chain. For governance.
        #[pallet::call_index(18)]
        #[pallet::weight(T::WeightInfo::raise())]
        pub fn anchor(origin: OriginFor<T>, topic: Digest, height: u64, digest: Digest) -> DispatchResult {
            T::GovernanceOrigin::ensure_origin(origin)?;
            Self::raise(Coordinate { topic, height }, digest, Level::L1Anchored)
        }

        /// Recognizes what a quorum agrees on, as the topic's arbiter.
        #[pallet::call_index(19)]
        #[pallet::weight(T::WeightInfo::raise())]
        pub fn recognize(origin: OriginFor<T>, topic: Digest, height: u64, digest: Digest) -> DispatchResult {
            let arbiter = ensure_signed(origin)?;
            let it = Topics::<T>::get(topic).ok_or(Error::<T>::TopicNotFound)?;
            ensure!(it.terms.arbiter.as_ref() == Some(&arbiter), Error::<T>::NotAuthorized);
            Self::raise(Coordinate { topic, height }, digest, Level::LegallyRecognized)
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
