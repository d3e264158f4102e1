//! The runtime's interface to nodes and clients.

// The macro expands to calls of many arguments and to code that clippy would write otherwise.
#![allow(clippy::too_many_arguments)]

use crate::{
    configs::{prove_ownership, BABE_GENESIS_EPOCH_CONFIG},
    *,
};
use alloc::string::String;
use frame_support::{
    genesis_builder_helper::{build_state, get_preset},
    traits::Get,
    weights::Weight,
};
use msez_asset::TransferRefusal;
use msez_attestation::{Refusal, Statement};
use msez_core::{
    AssetClass, Coordinate, CorridorId, Digest, DomainSet, JurisdictionId, Moment, SubjectId, Usd,
    MAX_JURISDICTION_INDEX,
};
use msez_manifold::{plan::NoPath, AttestationType};
use msez_runtime_api::{
    AccreditationView, ApiError, AssetView, AttestationView, CallReport, CallRequest, CellView, ClaimView,
    ComplianceDistance, CorridorView, DocumentView, DutyView, Evaluation, GapReport, HolderView, Holdings,
    InstanceView, JobView, JurisdictionView, MigrationView, NoncesView, OperatorView, Page, Paged,
    PendingSlashView, PlanReport, PlanRequest, Portfolio, ProgramInfo, ProofView, Report, RootsView,
    RulesView, StartView, SubjectView, TallyView, TopicView, TransferView, TreeKind, UnitsReportView,
    UnitsRequestView, UnitsView, WatcherView, MAX_ALTERNATIVES,
};
use msez_saga::{HeldEvidence, Request};
use msez_watch::Tier;
use polkadot_sdk::{
    sp_api::impl_runtime_apis,
    sp_consensus_babe::AuthorityId as BabeId,
    sp_consensus_beefy::{
        ecdsa_crypto::{AuthorityId as BeefyId, Signature as BeefySignature},
        mmr::{BeefyAuthoritySet, BeefyNextAuthoritySet},
        OpaqueKeyOwnershipProof as BeefyOwnershipProof,
    },
    sp_consensus_grandpa::AuthorityId as GrandpaId,
    sp_core::{crypto::KeyTypeId, OpaqueMetadata},
    sp_runtime::{
        traits::{Block as BlockT, NumberFor},
        transaction_validity::{TransactionSource, TransactionValidity},
        ApplyExtrinsicResult, RuntimeAppPublic,
    },
};

fn check_length<T>(list: &[T], max: u32) -> Result<(), ApiError> {
    match u32::try_from(list.len()) {
        Ok(len) if len <= max => Ok(()),
        _ => Err(ApiError::TooMany { max }),
    }
}

/// No set names more jurisdictions than there can be.
fn check_planning(request: &PlanRequest, held: &Holdings) -> Result<(), ApiError> {
    for places in [&request.required, &request.excluded, &request.preferred] {
        check_length(places, MAX_JURISDICTION_INDEX.into())?;
    }
    check_holdings(held)
}

fn check_holdings(held: &Holdings) -> Result<(), ApiError> {
    check_length(&held.assumed, u32::try_from(AttestationType::ALL.len()).unwrap_or(u32::MAX))?;
    check_length(&held.evidence, pallet_manifold::MAX_PLAN_EVIDENCE)
}

impl_runtime_apis! {
    impl sp_api::Core<Block> for Runtime {
        fn version() -> RuntimeVersion {
            VERSION
        }

        fn execute_block(block: <Block as BlockT>::LazyBlock) {
            Executive::execute_block(block);
        }

        fn initialize_block(header: &<Block as BlockT>::Header) -> sp_runtime::ExtrinsicInclusionMode {
            Executive::initialize_block(header)
        }
    }

    impl sp_api::Metadata<Block> for Runtime {
        fn metadata() -> OpaqueMetadata {
            OpaqueMetadata::new(Runtime::metadata().into())
        }

        fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
            Runtime::metadata_at_version(version)
        }

        fn metadata_versions() -> Vec<u32> {
            Runtime::metadata_versions()
        }
    }

    impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
        fn execute_view_function(
            id: frame_support::view_functions::ViewFunctionId,
            input: Vec<u8>,
        ) -> Result<Vec<u8>, frame_support::view_functions::ViewFunctionDispatchError> {
            Runtime::execute_view_function(id, input)
        }
    }

    impl sp_block_builder::BlockBuilder<Block> for Runtime {
        fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
            Executive::apply_extrinsic(extrinsic)
        }

        fn finalize_block() -> <Block as BlockT>::Header {
            Executive::finalize_block()
        }

        fn inherent_extrinsics(data: sp_inherents::InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
            data.create_extrinsics()
        }

        fn check_inherents(
            block: <Block as BlockT>::LazyBlock,
            data: sp_inherents::InherentData,
        ) -> sp_inherents::CheckInherentsResult {
            data.check_extrinsics(&block)
        }
    }

    impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
        fn validate_transaction(
            source: TransactionSource,
            tx: <Block as BlockT>::Extrinsic,
            block_hash: <Block as BlockT>::Hash,
        ) -> TransactionValidity {
            Executive::validate_transaction(source, tx, block_hash)
        }
    }

    impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
        fn offchain_worker(header: &<Block as BlockT>::Header) {
            Executive::offchain_worker(header)
        }
    }

    impl sp_consensus_babe::BabeApi<Block> for Runtime {
        fn configuration() -> sp_consensus_babe::BabeConfiguration {
            let epoch_config = Babe::epoch_config().unwrap_or(BABE_GENESIS_EPOCH_CONFIG);
            sp_consensus_babe::BabeConfiguration {
                slot_duration: Babe::slot_duration(),
                epoch_length: <Runtime as pallet_babe::Config>::EpochDuration::get(),
                c: epoch_config.c,
                authorities: Babe::authorities().to_vec(),
                randomness: Babe::randomness(),
                allowed_slots: epoch_config.allowed_slots,
            }
        }

        fn current_epoch_start() -> sp_consensus_babe::Slot {
            Babe::current_epoch_start()
        }

        fn current_epoch() -> sp_consensus_babe::Epoch {
            Babe::current_epoch()
        }

        fn next_epoch() -> sp_consensus_babe::Epoch {
            Babe::next_epoch()
        }

        fn generate_key_ownership_proof(
            _slot: sp_consensus_babe::Slot,
            authority_id: BabeId,
        ) -> Option<sp_consensus_babe::OpaqueKeyOwnershipProof> {
            prove_ownership(<BabeId as RuntimeAppPublic>::ID, &authority_id)
                .map(sp_consensus_babe::OpaqueKeyOwnershipProof::new)
        }

        fn submit_report_equivocation_unsigned_extrinsic(
            equivocation_proof: sp_consensus_babe::EquivocationProof<<Block as BlockT>::Header>,
            key_owner_proof: sp_consensus_babe::OpaqueKeyOwnershipProof,
        ) -> Option<()> {
            Babe::submit_unsigned_equivocation_report(equivocation_proof, key_owner_proof.decode()?)
        }
    }

    impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
        fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
            Grandpa::grandpa_authorities()
        }

        fn current_set_id() -> sp_consensus_grandpa::SetId {
            Grandpa::current_set_id()
        }

        fn submit_report_equivocation_unsigned_extrinsic(
            equivocation_proof: sp_consensus_grandpa::EquivocationProof<
                <Block as BlockT>::Hash,
                NumberFor<Block>,
            >,
            key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
        ) -> Option<()> {
            Grandpa::submit_unsigned_equivocation_report(equivocation_proof, key_owner_proof.decode()?)
        }

        fn generate_key_ownership_proof(
            _set_id: sp_consensus_grandpa::SetId,
            authority_id: GrandpaId,
        ) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
            prove_ownership(<GrandpaId as RuntimeAppPublic>::ID, &authority_id)
                .map(sp_consensus_grandpa::OpaqueKeyOwnershipProof::new)
        }
    }

    #[api_version(6)]
    impl sp_consensus_beefy::BeefyApi<Block, BeefyId> for Runtime {
        fn beefy_genesis() -> Option<BlockNumber> {
            pallet_beefy::GenesisBlock::<Runtime>::get()
        }

        fn validator_set() -> Option<sp_consensus_beefy::ValidatorSet<BeefyId>> {
            Beefy::validator_set()
        }

        fn submit_report_double_voting_unsigned_extrinsic(
            equivocation_proof: sp_consensus_beefy::DoubleVotingProof<BlockNumber, BeefyId, BeefySignature>,
            key_owner_proof: BeefyOwnershipProof,
        ) -> Option<()> {
            Beefy::submit_unsigned_double_voting_report(equivocation_proof, key_owner_proof.decode()?)
        }

        fn submit_report_fork_voting_unsigned_extrinsic(
            equivocation_proof: sp_consensus_beefy::ForkVotingProof<
                <Block as BlockT>::Header,
                BeefyId,
                sp_runtime::OpaqueValue,
            >,
            key_owner_proof: BeefyOwnershipProof,
        ) -> Option<()> {
            Beefy::submit_unsigned_fork_voting_report(
                equivocation_proof.try_into()?,
                key_owner_proof.decode()?,
            )
        }

        fn submit_report_future_block_voting_unsigned_extrinsic(
            equivocation_proof: sp_consensus_beefy::FutureBlockVotingProof<BlockNumber, BeefyId>,
            key_owner_proof: BeefyOwnershipProof,
        ) -> Option<()> {
            Beefy::submit_unsigned_future_block_voting_report(equivocation_proof, key_owner_proof.decode()?)
        }

        fn generate_key_ownership_proof(
            _set_id: sp_consensus_beefy::ValidatorSetId,
            authority_id: BeefyId,
        ) -> Option<BeefyOwnershipProof> {
            prove_ownership(<BeefyId as RuntimeAppPublic>::ID, &authority_id).map(BeefyOwnershipProof::new)
        }
    }

    #[api_version(3)]
    impl sp_mmr_primitives::MmrApi<Block, Hash, BlockNumber> for Runtime {
        fn mmr_root() -> Result<Hash, sp_mmr_primitives::Error> {
            Ok(Mmr::mmr_root())
        }

        fn mmr_leaf_count() -> Result<sp_mmr_primitives::LeafIndex, sp_mmr_primitives::Error> {
            Ok(Mmr::mmr_leaves())
        }

        fn generate_proof(
            block_numbers: Vec<BlockNumber>,
            best_known_block_number: Option<BlockNumber>,
        ) -> Result<
            (Vec<sp_mmr_primitives::EncodableOpaqueLeaf>, sp_mmr_primitives::LeafProof<Hash>),
            sp_mmr_primitives::Error,
        > {
            Mmr::generate_proof(block_numbers, best_known_block_number).map(|(leaves, proof)| {
                let leaves =
                    leaves.iter().map(sp_mmr_primitives::EncodableOpaqueLeaf::from_leaf).collect();
                (leaves, proof)
            })
        }

        fn generate_ancestry_proof(
            prev_block_number: BlockNumber,
            best_known_block_number: Option<BlockNumber>,
        ) -> Result<sp_mmr_primitives::AncestryProof<Hash>, sp_mmr_primitives::Error> {
            Mmr::generate_ancestry_proof(prev_block_number, best_known_block_number)
        }

        fn verify_proof(
            leaves: Vec<sp_mmr_primitives::EncodableOpaqueLeaf>,
            proof: sp_mmr_primitives::LeafProof<Hash>,
        ) -> Result<(), sp_mmr_primitives::Error> {
            let leaves = leaves
                .into_iter()
                .map(|leaf| {
                    leaf.into_opaque_leaf()
                        .try_decode()
                        .ok_or(sp_mmr_primitives::Error::Verify)
                })
                .collect::<Result<Vec<_>, _>>()?;
            Mmr::verify_leaves(leaves, proof)
        }

        fn verify_proof_stateless(
            root: Hash,
            leaves: Vec<sp_mmr_primitives::EncodableOpaqueLeaf>,
            proof: sp_mmr_primitives::LeafProof<Hash>,
        ) -> Result<(), sp_mmr_primitives::Error> {
            let nodes = leaves
                .into_iter()
                .map(|leaf| sp_mmr_primitives::DataOrHash::Data(leaf.into_opaque_leaf()))
                .collect();
            pallet_mmr::verify_leaves_proof::<<Runtime as pallet_mmr::Config>::Hashing, _>(root, nodes, proof)
        }
    }

    impl pallet_beefy_mmr::BeefyMmrApi<Block, Hash> for Runtime {
        fn authority_set_proof() -> BeefyAuthoritySet<Hash> {
            BeefyMmr::authority_set_proof()
        }

        fn next_authority_set_proof() -> BeefyNextAuthoritySet<Hash> {
            BeefyMmr::next_authority_set_proof()
        }
    }

    impl sp_session::SessionKeys<Block> for Runtime {
        fn generate_session_keys(
            owner: Vec<u8>,
            seed: Option<Vec<u8>>,
        ) -> sp_session::OpaqueGeneratedSessionKeys {
            SessionKeys::generate(&owner, seed).into()
        }

        fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
            SessionKeys::decode_into_raw_public_keys(&encoded)
        }
    }

    impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
        fn account_nonce(account: AccountId) -> Nonce {
            System::account_nonce(account)
        }
    }

    impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
        fn query_info(
            uxt: <Block as BlockT>::Extrinsic,
            len: u32,
        ) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
            TransactionPayment::query_info(uxt, len)
        }

        fn query_fee_details(
            uxt: <Block as BlockT>::Extrinsic,
            len: u32,
        ) -> pallet_transaction_payment::FeeDetails<Balance> {
            TransactionPayment::query_fee_details(uxt, len)
        }

        fn query_weight_to_fee(weight: Weight) -> Balance {
            TransactionPayment::weight_to_fee(weight)
        }

        fn query_length_to_fee(length: u32) -> Balance {
            TransactionPayment::length_to_fee(length)
        }
    }

    impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
        fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
            build_state::<RuntimeGenesisConfig>(config)
        }

        fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
            get_preset::<RuntimeGenesisConfig>(id, genesis_presets::get_preset)
        }

        fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
            genesis_presets::preset_names()
        }
    }

    impl msez_runtime_api::TensorApi<Block> for Runtime {
        fn roots() -> RootsView {
            ComplianceTensor::roots_view()
        }

        fn subject(id: SubjectId) -> Result<SubjectView, ApiError> {
            ComplianceTensor::subject_view(&id)
        }

        fn cell(coordinate: Coordinate, at: Option<Moment>) -> Result<CellView, ApiError> {
            ComplianceTensor::cell_view(&coordinate, at)
        }

        fn history(coordinate: Coordinate) -> Result<Vec<msez_tensor::Cell>, ApiError> {
            ComplianceTensor::history_view(&coordinate)
        }

        fn evaluate(
            subject: SubjectId,
            jurisdiction: JurisdictionId,
            domains: Option<DomainSet>,
            at: Option<Moment>,
        ) -> Result<Evaluation, ApiError> {
            ComplianceTensor::evaluate(&subject, &jurisdiction, domains, at)
        }

        fn report(
            subject: SubjectId,
            jurisdiction: JurisdictionId,
            domains: Option<DomainSet>,
            at: Option<Moment>,
        ) -> Result<Report, ApiError> {
            ComplianceTensor::report(&subject, &jurisdiction, domains, at)
        }

        fn portfolio(
            subjects: Vec<SubjectId>,
            jurisdiction: JurisdictionId,
            at: Option<Moment>,
        ) -> Result<Portfolio, ApiError> {
            ComplianceTensor::portfolio(&subjects, &jurisdiction, at)
        }

        fn prove(tree: TreeKind, coordinate: Coordinate) -> Result<ProofView, ApiError> {
            ComplianceTensor::prove(tree, &coordinate)
        }

        fn prove_slice(
            tree: TreeKind,
            subject: SubjectId,
            jurisdiction: JurisdictionId,
        ) -> Result<ProofView, ApiError> {
            ComplianceTensor::prove_slice(tree, &subject, &jurisdiction)
        }

        fn prove_many(tree: TreeKind, coordinates: Vec<Coordinate>) -> Result<ProofView, ApiError> {
            ComplianceTensor::prove_many(tree, &coordinates)
        }
    }

    impl msez_runtime_api::ManifoldApi<Block> for Runtime {
        fn jurisdictions(page: Page) -> Result<Paged<JurisdictionView>, ApiError> {
            page.of(Manifold::jurisdictions())
        }

        fn jurisdiction(id: JurisdictionId) -> Result<JurisdictionView, ApiError> {
            Manifold::jurisdiction(&id).ok_or(ApiError::JurisdictionNotFound)
        }

        fn corridors(page: Page) -> Result<Paged<CorridorView>, ApiError> {
            page.of(Manifold::corridors())
        }

        fn corridor(id: CorridorId) -> Result<CorridorView, ApiError> {
            Manifold::corridor(&id).ok_or(ApiError::CorridorNotFound)
        }

        fn corridors_of(jurisdiction: JurisdictionId, page: Page) -> Result<Paged<CorridorView>, ApiError> {
            Manifold::jurisdiction(&jurisdiction).ok_or(ApiError::JurisdictionNotFound)?;
            page.of(Manifold::corridors_of(&jurisdiction))
        }

        fn issuers(jurisdiction: JurisdictionId, page: Page) -> Result<Paged<AccreditationView>, ApiError> {
            Manifold::jurisdiction(&jurisdiction).ok_or(ApiError::JurisdictionNotFound)?;
            page.of(Manifold::accreditations_of(&jurisdiction))
        }

        fn plan(request: PlanRequest, held: Holdings) -> Result<PlanReport, ApiError> {
            check_planning(&request, &held)?;
            Ok(Manifold::plan(request, &held))
        }

        fn alternatives(request: PlanRequest, held: Holdings, count: u32) -> Result<PlanReport, ApiError> {
            check_planning(&request, &held)?;
            match count {
                0 => Err(ApiError::NothingAsked),
                1..=MAX_ALTERNATIVES => Ok(Manifold::alternatives(request, &held, count)),
                _ => Err(ApiError::TooMany { max: MAX_ALTERNATIVES }),
            }
        }

        fn gap(
            from: JurisdictionId,
            corridors: Vec<CorridorId>,
            value: Usd,
            held: Holdings,
        ) -> Result<Option<GapReport>, ApiError> {
            check_holdings(&held)?;
            check_length(&corridors, msez_traits::MAX_HOPS)?;
            Ok(Manifold::gap(&from, &corridors, value, &held))
        }

        fn compliance_distance(request: PlanRequest) -> Result<Option<ComplianceDistance>, ApiError> {
            check_planning(&request, &Holdings::default())?;
            match Manifold::compliance_distance(request) {
                Err(NoPath::Truncated) => Err(ApiError::PlanTruncated),
                answer => Ok(answer.ok()),
            }
        }
    }

    impl msez_runtime_api::AttestationsApi<Block> for Runtime {
        fn rules() -> RulesView {
            RulesView { context: Attestations::context(), limits: Attestations::limits() }
        }

        fn attestation(id: Digest) -> Result<AttestationView, ApiError> {
            Attestations::attestation(&id)
                .map(|record| AttestationView { id, record })
                .ok_or(ApiError::AttestationNotFound)
        }

        fn by_coordinate(coordinate: Coordinate) -> Result<Vec<AttestationView>, ApiError> {
            let found = Attestations::attestations_of(&coordinate);
            Ok(found.into_iter().map(|(id, record)| AttestationView { id, record }).collect())
        }

        fn nonces(issuer: AccountId) -> NoncesView {
            let window = Attestations::nonces(&issuer);
            NoncesView { floor: window.floor(), next: window.next() }
        }

        fn next_nonce(issuer: AccountId) -> u64 {
            Attestations::nonces(&issuer).next()
        }

        fn check(issuer: AccountId, nonce: u64, statement: Statement) -> Vec<Refusal> {
            Attestations::check(&issuer, nonce, &statement)
        }
    }

    impl msez_runtime_api::SmartAssetsApi<Block> for Runtime {
        fn asset(id: SubjectId) -> Result<AssetView, ApiError> {
            SmartAssets::asset_view(&id)
        }

        fn documents(id: SubjectId) -> Result<Vec<DocumentView>, ApiError> {
            SmartAssets::documents_view(&id)
        }

        fn units(id: SubjectId) -> Result<Option<UnitsView>, ApiError> {
            SmartAssets::units_view(&id)
        }

        fn holder(id: SubjectId, account: AccountId) -> Result<Option<HolderView>, ApiError> {
            SmartAssets::holder_view(&id, &account)
        }

        fn can_transfer(
            id: SubjectId,
            from: AccountId,
            to: AccountId,
            amount: u128,
        ) -> Result<Vec<TransferRefusal>, ApiError> {
            SmartAssets::can_transfer(&id, &from, &to, amount)
        }

        fn can_mint(id: SubjectId, to: AccountId, amount: u128) -> Result<Vec<TransferRefusal>, ApiError> {
            SmartAssets::can_mint(&id, &to, amount)
        }
    }

    impl msez_runtime_api::AuditApi<Block> for Runtime {
        fn latest() -> Option<msez_receipts::Entry> {
            AuditTrail::latest()
        }

        fn entry(block: u32) -> Result<msez_receipts::Entry, ApiError> {
            AuditTrail::entry(block)
        }
    }

    impl msez_runtime_api::WatchersApi<Block> for Runtime {
        fn watcher(account: AccountId) -> Result<WatcherView, ApiError> {
            views::watcher(&account)
        }

        fn watchers(page: Page) -> Result<Paged<WatcherView>, ApiError> {
            views::watchers(page)
        }

        fn select_watchers(
            jurisdiction: JurisdictionId,
            class: AssetClass,
            min_tier: Tier,
            min_backing: Balance,
            count: u32,
        ) -> Result<Vec<WatcherView>, ApiError> {
            views::select(jurisdiction, class, min_tier, min_backing, count)
        }

        fn attest_obstacles(account: AccountId, topic: Digest, height: u64) -> Vec<String> {
            views::attest_obstacles(account, topic, height)
        }

        fn watcher_duties(account: AccountId) -> Vec<DutyView> {
            views::duties(&account)
        }

        fn topic(id: Digest) -> Result<TopicView, ApiError> {
            views::topic(id)
        }

        fn topics(page: Page) -> Result<Paged<TopicView>, ApiError> {
            views::topics(page)
        }

        fn tally(topic: Digest, height: u64) -> Result<TallyView, ApiError> {
            views::tally(topic, height)
        }

        fn pending_slashes(page: Page) -> Result<Paged<PendingSlashView>, ApiError> {
            views::pending_slashes(page)
        }
    }

    impl msez_runtime_api::DisputesApi<Block> for Runtime {
        fn claim(id: Digest) -> Result<ClaimView, ApiError> {
            views::claim(id)
        }

        fn claim_on(statement: Digest) -> Option<Digest> {
            Disputes::claim_on(statement)
        }

        fn claim_obstacles(account: AccountId, statement: Digest) -> Vec<String> {
            views::claim_obstacles(account, statement)
        }
    }

    impl msez_runtime_api::BridgeApi<Block> for Runtime {
        fn transfer(id: Digest) -> Result<TransferView, ApiError> {
            views::moves::transfer(&id)
        }

        fn transfers(page: Page) -> Result<Paged<TransferView>, ApiError> {
            views::moves::transfers(page)
        }

        fn operator(corridor: CorridorId, account: AccountId) -> Result<OperatorView, ApiError> {
            views::moves::operator(corridor, account)
        }

        fn operators(corridor: CorridorId) -> Vec<OperatorView> {
            views::moves::operators(corridor)
        }

        fn operator_jobs(account: AccountId, page: Page) -> Result<Paged<JobView>, ApiError> {
            views::moves::jobs(account, page)
        }

        fn arbiter(corridor: CorridorId) -> Option<AccountId> {
            CorridorBridge::arbiter(corridor)
        }

        fn units_report(from: AccountId, request: UnitsRequestView) -> UnitsReportView {
            views::moves::units_report(from, request)
        }
    }

    impl msez_runtime_api::MigrationApi<Block> for Runtime {
        fn migration(id: Digest) -> Result<MigrationView, ApiError> {
            views::moves::migration(&id)
        }

        fn migrations(page: Page) -> Result<Paged<MigrationView>, ApiError> {
            views::moves::migrations(page)
        }

        fn migration_of(asset: SubjectId) -> Option<Digest> {
            views::moves::migration_of(asset)
        }

        fn start_report(request: Request<AccountId>, held: Vec<HeldEvidence>) -> Result<StartView, ApiError> {
            check_length(&held, pallet_migration::MAX_HELD)?;
            check_length(&request.path, msez_traits::MAX_HOPS)?;
            Ok(views::moves::start_report(request, held))
        }
    }

    impl msez_runtime_api::SavmApi<Block> for Runtime {
        fn program(id: Digest) -> Result<ProgramInfo, ApiError> {
            Savm::program_info(&id)
        }

        fn instance(address: AccountId) -> Result<InstanceView, ApiError> {
            Savm::instance_view(&address)
        }

        fn storage(address: AccountId, key: Digest) -> Result<Option<Digest>, ApiError> {
            Savm::storage_at(&address, &key)
        }

        fn dry_run(call: CallRequest, trace: bool) -> Result<CallReport, ApiError> {
            Savm::dry_run(call, trace)
        }

        fn estimate_gas(call: CallRequest) -> Result<Result<u64, CallReport>, ApiError> {
            Savm::estimate_gas(call)
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    impl frame_benchmarking::Benchmark<Block> for Runtime {
        fn benchmark_metadata(
            extra: bool,
        ) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
            benchmarks::metadata(extra)
        }

        fn dispatch_benchmark(
            config: frame_benchmarking::BenchmarkConfig,
        ) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
            benchmarks::dispatch(config)
        }
    }

    #[cfg(feature = "try-runtime")]
    impl frame_try_runtime::TryRuntime<Block> for Runtime {
        fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
            // A failed check must abort the try-run.
            #[allow(clippy::unwrap_used)]
            let weight = Executive::try_runtime_upgrade(checks).unwrap();
            (weight, configs::RuntimeBlockWeights::get().max_block)
        }

        fn execute_block(
            block: <Block as BlockT>::LazyBlock,
            state_root_check: bool,
            signature_check: bool,
            select: frame_try_runtime::TryStateSelect,
        ) -> Weight {
            #[allow(clippy::unwrap_used)]
            Executive::try_execute_block(block, state_root_check, signature_check, select).unwrap()
        }
    }
}
