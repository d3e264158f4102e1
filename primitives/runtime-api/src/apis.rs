//! The declarations.

use alloc::{string::String, vec::Vec};
use msez_asset::TransferRefusal;
use msez_attestation::{Refusal, Statement};
use msez_core::{
    AssetClass, Coordinate, CorridorId, Digest, DomainSet, JurisdictionId, Moment, SubjectId, Usd,
};
use msez_receipts::Entry;
use msez_saga::{HeldEvidence, Request};
use msez_tensor::Cell;
use msez_watch::Tier;

use crate::{
    AccountId, AccreditationView, ApiError, AssetView, AttestationView, Balance, CallReport, CallRequest,
    CellView, ClaimView, ComplianceDistance, CorridorView, DocumentView, DutyView, Evaluation, GapReport,
    HolderView, Holdings, InstanceView, JobView, JurisdictionView, MigrationView, NoncesView, OperatorView,
    Page, Paged, PendingSlashView, PlanReport, PlanRequest, Portfolio, ProgramInfo, ProofView, Report,
    RootsView, RulesView, StartView, SubjectView, TallyView, TopicView, TransferView, TreeKind,
    UnitsReportView, UnitsRequestView, UnitsView, WatcherView,
};

polkadot_sdk::sp_api::decl_runtime_apis! {
    /// The compliance tensor. Where a time is optional, none means the chain's own time at that block; a later time is
    /// a forecast from what is in force now.
    #[api_version(1)]
    pub trait TensorApi {
        /// The roots of both trees.
        fn roots() -> RootsView;

        /// A registered subject.
        fn subject(id: SubjectId) -> Result<SubjectView, ApiError>;

        /// One cell. A coordinate that nobody attested is answered with the state unknown.
        fn cell(coordinate: Coordinate, at: Option<Moment>) -> Result<CellView, ApiError>;

        /// The versions kept of one cell, oldest first, the current one last.
        fn history(coordinate: Coordinate) -> Result<Vec<Cell>, ApiError>;

        /// Whether the subject may act in the jurisdiction: the worst state over the named domains, or over the
        /// profile of the subject's class where none are named.
        fn evaluate(
            subject: SubjectId,
            jurisdiction: JurisdictionId,
            domains: Option<DomainSet>,
            at: Option<Moment>,
        ) -> Result<Evaluation, ApiError>;

        /// An evaluation with every reason and what each domain rests on.
        fn report(
            subject: SubjectId,
            jurisdiction: JurisdictionId,
            domains: Option<DomainSet>,
            at: Option<Moment>,
        ) -> Result<Report, ApiError>;

        /// Evaluates up to [`MAX_PORTFOLIO`](crate::MAX_PORTFOLIO) subjects in one jurisdiction, each by the profile of
        /// its class.
        fn portfolio(
            subjects: Vec<SubjectId>,
            jurisdiction: JurisdictionId,
            at: Option<Moment>,
        ) -> Result<Portfolio, ApiError>;

        /// Proves a cell or its absence.
        fn prove(tree: TreeKind, coordinate: Coordinate) -> Result<ProofView, ApiError>;

        /// Proves every cell of one subject in one jurisdiction, and that there are no others.
        fn prove_slice(
            tree: TreeKind,
            subject: SubjectId,
            jurisdiction: JurisdictionId,
        ) -> Result<ProofView, ApiError>;

        /// Proves up to [`MAX_PROOF_COORDINATES`](crate::MAX_PROOF_COORDINATES) cells or absences in one proof that
        /// shares its siblings.
        fn prove_many(tree: TreeKind, coordinates: Vec<Coordinate>) -> Result<ProofView, ApiError>;
    }

    /// The registry of jurisdictions.
    #[api_version(1)]
    pub trait ManifoldApi {
        /// Jurisdictions, in the order of their registration.
        fn jurisdictions(page: Page) -> Result<Paged<JurisdictionView>, ApiError>;

        /// One jurisdiction.
        fn jurisdiction(id: JurisdictionId) -> Result<JurisdictionView, ApiError>;

        /// Corridors.
        fn corridors(page: Page) -> Result<Paged<CorridorView>, ApiError>;

        /// One corridor.
        fn corridor(id: CorridorId) -> Result<CorridorView, ApiError>;

        /// The corridors that start or end in a jurisdiction.
        fn corridors_of(jurisdiction: JurisdictionId, page: Page) -> Result<Paged<CorridorView>, ApiError>;

        /// The accreditations that a jurisdiction has given.
        fn issuers(jurisdiction: JurisdictionId, page: Page) -> Result<Paged<AccreditationView>, ApiError>;

        /// The best path over the registry as it stands, with at most as many hops as a move can have.
        fn plan(request: PlanRequest, held: Holdings) -> Result<PlanReport, ApiError>;

        /// The best `count` paths, the best first; they may share corridors.
        fn alternatives(request: PlanRequest, held: Holdings, count: u32) -> Result<PlanReport, ApiError>;

        /// What is missing for a path, and where it is to be had. `None` where the corridors do not lead on from each
        /// other.
        fn gap(
            from: JurisdictionId,
            corridors: Vec<CorridorId>,
            value: Usd,
            held: Holdings,
        ) -> Result<Option<GapReport>, ApiError>;

        /// How far apart two places are for an asset of no value with nothing at hand. `None` where no path leads there.
        fn compliance_distance(request: PlanRequest) -> Result<Option<ComplianceDistance>, ApiError>;
    }

    /// Statements of accredited issuers.
    #[api_version(1)]
    pub trait AttestationsApi {
        /// What an issuer signs over besides the statement, and what windows of time are accepted.
        fn rules() -> RulesView;

        /// One attestation that is kept.
        fn attestation(id: Digest) -> Result<AttestationView, ApiError>;

        /// The live attestations of a coordinate.
        fn by_coordinate(coordinate: Coordinate) -> Result<Vec<AttestationView>, ApiError>;

        /// Which numbers an issuer can use.
        fn nonces(issuer: AccountId) -> NoncesView;

        /// The lowest number above everything the issuer used so far.
        fn next_nonce(issuer: AccountId) -> u64;

        /// Every reason why this statement of this issuer would not be accepted now; empty where it would be.
        fn check(issuer: AccountId, nonce: u64, statement: Statement) -> Vec<Refusal>;
    }

    /// The registry of smart assets.
    #[api_version(1)]
    pub trait SmartAssetsApi {
        /// One asset.
        fn asset(id: SubjectId) -> Result<AssetView, ApiError>;

        /// The documents of an asset, by their kinds.
        fn documents(id: SubjectId) -> Result<Vec<DocumentView>, ApiError>;

        /// The units of an asset; none where it has none.
        fn units(id: SubjectId) -> Result<Option<UnitsView>, ApiError>;

        /// An account among the holders of an asset's units; none where it is not admitted.
        fn holder(id: SubjectId, account: AccountId) -> Result<Option<HolderView>, ApiError>;

        /// Every reason why this transfer of units would be refused now; empty where it would be made.
        fn can_transfer(
            id: SubjectId,
            from: AccountId,
            to: AccountId,
            amount: u128,
        ) -> Result<Vec<TransferRefusal>, ApiError>;

        /// Every reason why units could not be issued to the account now; empty where they could be.
        fn can_mint(id: SubjectId, to: AccountId, amount: u128) -> Result<Vec<TransferRefusal>, ApiError>;
    }

    /// Programs, their instances and their storage.
    #[api_version(1)]
    pub trait SavmApi {
        /// A deployed program.
        fn program(id: Digest) -> Result<ProgramInfo, ApiError>;

        /// An instance.
        fn instance(address: AccountId) -> Result<InstanceView, ApiError>;

        /// One word of an instance's storage; none where the key is absent.
        fn storage(address: AccountId, key: Digest) -> Result<Option<Digest>, ApiError>;

        /// Tries a call on the state of this block.
        fn dry_run(call: CallRequest, trace: bool) -> Result<CallReport, ApiError>;

        /// A fitting gas limit with which the call succeeds on the state of this block. Whoever does not succeed with
        /// the most that a call can use is told how he failed.
        fn estimate_gas(call: CallRequest) -> Result<Result<u64, CallReport>, ApiError>;
    }

    /// The audit trail.
    #[api_version(1)]
    pub trait AuditApi {
        /// The entry of the last closed block, which is the block that is asked; none at block 0.
        fn latest() -> Option<Entry>;

        /// The entry of a block, if it is among those that are kept.
        fn entry(block: u32) -> Result<Entry, ApiError>;
    }

    /// Watchers, what they watch and what they said.
    #[api_version(1)]
    pub trait WatchersApi {
        /// A watcher.
        fn watcher(account: AccountId) -> Result<WatcherView, ApiError>;

        /// The active watchers, in the order in which they came.
        fn watchers(page: Page) -> Result<Paged<WatcherView>, ApiError>;

        /// The best active watchers of a scope, by score and then by backing; at most a page.
        fn select_watchers(
            jurisdiction: JurisdictionId,
            class: AssetClass,
            min_tier: Tier,
            min_backing: Balance,
            count: u32,
        ) -> Result<Vec<WatcherView>, ApiError>;

        /// Every reason why the watcher could not attest on the topic at this height now. None: he could.
        fn attest_obstacles(account: AccountId, topic: Digest, height: u64) -> Vec<String>;

        /// The open duties that a watcher was drawn for.
        fn watcher_duties(account: AccountId) -> Vec<DutyView>;

        /// A topic.
        fn topic(id: Digest) -> Result<TopicView, ApiError>;

        /// The topics, in order of their ids.
        fn topics(page: Page) -> Result<Paged<TopicView>, ApiError>;

        /// What was said at a coordinate, while it is kept.
        fn tally(topic: Digest, height: u64) -> Result<TallyView, ApiError>;

        /// The slashes that wait.
        fn pending_slashes(page: Page) -> Result<Paged<PendingSlashView>, ApiError>;
    }

    /// Disputes over statements.
    #[api_version(1)]
    pub trait DisputesApi {
        /// A claim, until it is forgotten.
        fn claim(id: Digest) -> Result<ClaimView, ApiError>;

        /// The claim that stands in the way of another on a statement.
        fn claim_on(statement: Digest) -> Option<Digest>;

        /// Every reason why the account could not claim that the statement is false. None: it could.
        fn claim_obstacles(account: AccountId, statement: Digest) -> Vec<String>;
    }

    /// The bridge over corridors.
    #[api_version(1)]
    pub trait BridgeApi {
        /// A transfer, while it is kept.
        fn transfer(id: Digest) -> Result<TransferView, ApiError>;

        /// The transfers, in order of their ids.
        fn transfers(page: Page) -> Result<Paged<TransferView>, ApiError>;

        /// An operator on a corridor.
        fn operator(corridor: CorridorId, account: AccountId) -> Result<OperatorView, ApiError>;

        /// Everybody who has asked to carry along a corridor: those who get hops in their order, then the others.
        fn operators(corridor: CorridorId) -> Vec<OperatorView>;

        /// What an operator has to carry, on all corridors: what must be committed first, then what must be prepared, then what
        /// waits for others.
        fn operator_jobs(account: AccountId, page: Page) -> Result<Paged<JobView>, ApiError>;

        /// Whom the authorities of both ends of a corridor name as its arbiter.
        fn arbiter(corridor: CorridorId) -> Option<AccountId>;

        /// What sending units would cost, and everything that stands against it.
        fn units_report(from: AccountId, request: UnitsRequestView) -> UnitsReportView;
    }

    /// Migrations.
    #[api_version(1)]
    pub trait MigrationApi {
        /// A migration.
        fn migration(id: Digest) -> Result<MigrationView, ApiError>;

        /// The migrations, in order of their ids.
        fn migrations(page: Page) -> Result<Paged<MigrationView>, ApiError>;

        /// The migration of an asset that has not ended.
        fn migration_of(asset: SubjectId) -> Option<Digest>;

        /// Every reason why a request would be refused, and everything that it would wait for.
        fn start_report(request: Request<AccountId>, held: Vec<HeldEvidence>) -> Result<StartView, ApiError>;
    }
}
