//! The running node.

use std::{sync::Arc, time::Duration};

use futures::{future::ready, FutureExt, StreamExt};
use msez_runtime::{opaque::Block, Hash};
use polkadot_sdk::{
    mmr_gadget::MmrGadget,
    sc_basic_authorship::ProposerFactory,
    sc_client_api::{Backend, BlockchainEvents},
    sc_consensus_babe::{self, BabeParams, SlotProportion},
    sc_consensus_beefy::{
        self, communication::request_response::BeefyJustifsRequestHandler, BeefyNetworkParams, BeefyParams,
    },
    sc_consensus_grandpa::{self, FinalityProofProvider, GrandpaParams, SharedVoterState},
    sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging,
    sc_network::{config::FullNetworkConfiguration, NetworkBackend},
    sc_offchain::{OffchainWorkerOptions, OffchainWorkers},
    sc_service::{
        self, error::Error as ServiceError, BuildNetworkParams, Configuration, SpawnTasksParams, TaskManager,
        WarpSyncConfig,
    },
    sc_telemetry::Telemetry,
    sc_transaction_pool_api::OffchainTransactionPoolFactory,
    sp_blockchain::HeaderBackend,
    sp_consensus_babe,
    sp_consensus_beefy::{ecdsa_crypto::AuthorityId as BeefyId, mmr::MmrRootProvider},
    sp_mmr_primitives::INDEXING_PREFIX,
    sp_timestamp,
    substrate_prometheus_endpoint::Registry,
};

use super::{new_partial, parts::GRANDPA_JUSTIFICATION_PERIOD, Consensus, FullClient, FullPool, Parts};
use crate::{
    equivocation::{self, Court, Inbox, Metrics, ReportingClient},
    rpc,
};

/// Share of a slot for building a block; the rest is for its way to the others and their import.
const PROPOSAL_SHARE: f32 = 0.5;
/// Slots that an author leaves out at most while finality lags.
const MAX_BACKOFF: u32 = 10;
/// BEEFY votes for a block at most every so many, and for the first one of each session.
const BEEFY_MIN_BLOCK_DELTA: u32 = 4;
/// How long GRANDPA gossips before a round goes on.
const GRANDPA_GOSSIP: Duration = Duration::from_millis(333);

/// Starts the node on one of the two network stacks.
pub fn new_full<Net>(mut config: Configuration) -> Result<TaskManager, ServiceError>
where
    Net: NetworkBackend<Block, Hash>,
{
    let Parts {
        client,
        backend,
        mut task_manager,
        import_queue,
        keystore_container,
        select_chain,
        transaction_pool,
        other: consensus,
    } = new_partial(&mut config)?;
    let Consensus {
        block_import,
        babe_link,
        babe_worker,
        grandpa_link,
        beefy_voter,
        beefy_rpc,
        reporter,
        evidence,
        mut telemetry,
    } = consensus;

    let role = config.role;
    let is_authority = role.is_authority();
    let force_authoring = config.force_authoring;
    let runs_grandpa = !config.disable_grandpa;
    let name = config.network.node_name.clone();
    let registry = config.prometheus_registry().cloned();
    let genesis_hash = client.info().genesis_hash;
    let fork_id = config.chain_spec.fork_id().map(ToString::to_string);

    // Network: the two voters' protocols beside the SDK's own.
    let metrics = Net::register_notification_metrics(config.prometheus_registry());
    let mut net_config = FullNetworkConfiguration::<Block, Hash, Net>::new(&config.network, registry.clone());
    let peer_store = net_config.peer_store_handle();

    // Only where it is served: a protocol that nobody listens to would break every connection.
    let grandpa_protocol = sc_consensus_grandpa::protocol_standard_name(&genesis_hash, &config.chain_spec);
    let grandpa_notifications = runs_grandpa.then(|| {
        let (protocol_config, notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<Block, Net>(
            grandpa_protocol.clone(),
            metrics.clone(),
            peer_store.clone(),
        );
        net_config.add_notification_protocol(protocol_config);
        notifications
    });

    let beefy_gossip_protocol = sc_consensus_beefy::gossip_protocol_name(genesis_hash, fork_id.as_deref());
    let (beefy_protocol_config, beefy_notifications) =
        sc_consensus_beefy::communication::beefy_peers_set_config::<Block, Net>(
            beefy_gossip_protocol.clone(),
            metrics.clone(),
            peer_store,
        );
    net_config.add_notification_protocol(beefy_protocol_config);
    let (beefy_justifications, beefy_justifications_config) = BeefyJustifsRequestHandler::new::<_, Net>(
        genesis_hash,
        fork_id.as_deref(),
        client.clone(),
        registry.clone(),
    );
    net_config.add_request_response_protocol(beefy_justifications_config);

    let warp_sync = Arc::new(sc_consensus_grandpa::warp_proof::NetworkProvider::new(
        backend.clone(),
        grandpa_link.shared_authority_set().clone(),
        Vec::new(),
    ));
    let (network, system_rpc_tx, tx_handler_controller, sync_service, _bitswap) =
        sc_service::build_network(BuildNetworkParams {
            config: &config,
            net_config,
            client: client.clone(),
            transaction_pool: transaction_pool.clone(),
            spawn_handle: task_manager.spawn_handle(),
            spawn_essential_handle: task_manager.spawn_essential_handle(),
            import_queue,
            block_announce_validator_builder: None,
            warp_sync_config: Some(WarpSyncConfig::WithProvider(warp_sync)),
            block_relay: None,
            metrics,
            gap_sync_body_policy: None,
        })?;

    if config.offchain_worker.enabled {
        let workers = OffchainWorkers::new(OffchainWorkerOptions {
            runtime_api_provider: client.clone(),
            is_validator: is_authority,
            keystore: Some(keystore_container.keystore()),
            offchain_db: backend.offchain_storage(),
            transaction_pool: Some(OffchainTransactionPoolFactory::new(transaction_pool.clone())),
            network_provider: Arc::new(network.clone()),
            enable_http_requests: true,
            custom_extensions: |_| Vec::new(),
        })?;
        task_manager.spawn_handle().spawn(
            "offchain-workers-runner",
            "offchain-worker",
            workers.run(client.clone(), task_manager.spawn_handle()).boxed(),
        );
    }

    let voter_state = SharedVoterState::empty();
    let rpc_builder = {
        let deps = rpc::Deps {
            client: client.clone(),
            pool: transaction_pool.clone(),
            select_chain: select_chain.clone(),
            keystore: keystore_container.keystore(),
            babe_worker,
            grandpa: rpc::GrandpaDeps {
                voter_state: voter_state.clone(),
                authority_set: grandpa_link.shared_authority_set().clone(),
                justifications: grandpa_link.justification_stream(),
                finality_proofs: FinalityProofProvider::new_for_service(
                    backend.clone(),
                    Some(grandpa_link.shared_authority_set().clone()),
                ),
            },
            beefy: beefy_rpc,
            backend: backend.clone(),
        };
        Box::new(move |executor| rpc::create(&deps, executor).map_err(Into::into))
    };

    sc_service::spawn_tasks(SpawnTasksParams {
        config,
        client: client.clone(),
        backend: backend.clone(),
        task_manager: &mut task_manager,
        keystore: keystore_container.keystore(),
        transaction_pool: transaction_pool.clone(),
        rpc_builder,
        network: network.clone(),
        system_rpc_tx,
        tx_handler_controller,
        sync_service: sync_service.clone(),
        telemetry: telemetry.as_mut(),
        tracing_execute_block: None,
    })?;

    // An observer verifies votes but has no key to vote with.
    let voter_keystore = is_authority.then(|| keystore_container.keystore());

    if is_authority {
        let proposer = ProposerFactory::new(
            task_manager.spawn_handle(),
            client.clone(),
            transaction_pool.clone(),
            registry.as_ref(),
            telemetry.as_ref().map(Telemetry::handle),
        );
        let slot_duration = babe_link.config().slot_duration();
        let author = sc_consensus_babe::start_babe(BabeParams {
            keystore: keystore_container.keystore(),
            client: client.clone(),
            select_chain,
            env: proposer,
            block_import,
            sync_oracle: sync_service.clone(),
            justification_sync_link: sync_service.clone(),
            create_inherent_data_providers: move |_, ()| async move {
                let timestamp = sp_timestamp::InherentDataProvider::from_system_time();
                let slot =
                    sp_consensus_babe::inherents::InherentDataProvider::from_timestamp_and_slot_duration(
                        *timestamp,
                        slot_duration,
                    );
                Ok((slot, timestamp))
            },
            force_authoring,
            // While finality lags, authors slow down and leave the voters less to catch up with, but never so far that
            // an epoch of 20 slots has no block.
            backoff_authoring_blocks: Some(BackoffAuthoringOnFinalizedHeadLagging {
                max_interval: MAX_BACKOFF,
                ..Default::default()
            }),
            babe_link,
            block_proposal_slot_portion: SlotProportion::new(PROPOSAL_SHARE),
            max_block_proposal_slot_portion: None,
            telemetry: telemetry.as_ref().map(Telemetry::handle),
        })?;
        task_manager.spawn_essential_handle().spawn_blocking("babe", Some("block-authoring"), author);

        spawn_equivocation_watch(
            &task_manager,
            client.clone(),
            transaction_pool.clone(),
            evidence,
            registry.as_ref(),
        )?;
    }

    // BEEFY, and the MMR whose roots it signs. Observers run them too: they keep justifications and serve proofs.
    let beefy = sc_consensus_beefy::start_beefy_gadget::<_, _, _, _, _, _, _, BeefyId>(BeefyParams {
        client: client.clone(),
        backend: backend.clone(),
        payload_provider: MmrRootProvider::new(client.clone()),
        runtime: Arc::new(ReportingClient::new(client.clone(), reporter.clone())),
        key_store: voter_keystore.clone(),
        network_params: BeefyNetworkParams {
            network: Arc::new(network.clone()),
            sync: sync_service.clone(),
            notification_service: beefy_notifications,
            gossip_protocol_name: beefy_gossip_protocol,
            justifications_protocol_name: beefy_justifications.protocol_name(),
            _phantom: Default::default(),
        },
        min_block_delta: BEEFY_MIN_BLOCK_DELTA,
        prometheus_registry: registry.clone(),
        links: beefy_voter,
        on_demand_justifications_handler: beefy_justifications,
        is_authority,
    });
    task_manager.spawn_essential_handle().spawn_blocking("beefy-gadget", None, beefy);
    task_manager.spawn_essential_handle().spawn_blocking(
        "mmr-gadget",
        None,
        MmrGadget::start(client.clone(), backend, INDEXING_PREFIX.to_vec()),
    );

    if let Some(notification_service) = grandpa_notifications {
        let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
            config: sc_consensus_grandpa::Config {
                gossip_duration: GRANDPA_GOSSIP,
                justification_generation_period: GRANDPA_JUSTIFICATION_PERIOD,
                name: Some(name),
                observer_enabled: false,
                keystore: voter_keystore,
                local_role: role,
                telemetry: telemetry.as_ref().map(Telemetry::handle),
                protocol_name: grandpa_protocol,
            },
            link: grandpa_link,
            network,
            sync: sync_service,
            notification_service,
            voting_rule: sc_consensus_grandpa::VotingRulesBuilder::default().build(),
            prometheus_registry: registry,
            shared_voter_state: voter_state,
            telemetry: telemetry.as_ref().map(Telemetry::handle),
            offchain_tx_pool_factory: reporter.pool_factory(),
        })?;
        task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
    }

    Ok(task_manager)
}

/// Only a validator reports: a report travels in its own blocks and nowhere else.
fn spawn_equivocation_watch(
    task_manager: &TaskManager,
    client: Arc<FullClient>,
    pool: Arc<FullPool>,
    evidence: Inbox,
    registry: Option<&Registry>,
) -> Result<(), ServiceError> {
    let metrics = Metrics::register(registry)?;
    let best_blocks =
        client.import_notification_stream().filter_map(|block| ready(block.is_new_best.then_some(())));
    let court = Court::new(client, pool);
    task_manager.spawn_essential_handle().spawn_blocking(
        "equivocation-docket",
        None,
        equivocation::run(court, metrics, evidence, best_blocks),
    );
    Ok(())
}
