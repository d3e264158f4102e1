//! The client, the import of blocks, and the pool.

use std::sync::Arc;

use msez_runtime::{apis::RuntimeApi, opaque::Block};
use polkadot_sdk::{
    sc_consensus::LongestChain,
    sc_consensus_babe, sc_consensus_beefy, sc_consensus_grandpa,
    sc_service::{self, error::Error as ServiceError, Configuration, PruningFilter},
    sc_telemetry::{Telemetry, TelemetryWorker},
    sc_transaction_pool,
    sc_transaction_pool_api::{OffchainTransactionPoolFactory, RejectAllTxPool},
    sp_consensus_babe, sp_timestamp,
};

use super::{Consensus, HostFunctions, Parts};
use crate::equivocation::{self, EquivocationWatch};

/// GRANDPA keeps a justification at least every so many blocks, for those who sync later.
pub const GRANDPA_JUSTIFICATION_PERIOD: u32 = 512;

/// Builds the parts. Off-chain indexing is switched on whatever was asked: leaves of the MMR that are not indexed when
/// their block is imported are lost to this node for good.
pub fn new_partial(config: &mut Configuration) -> Result<Parts, ServiceError> {
    config.offchain_worker.indexing_enabled = true;

    let telemetry = config
        .telemetry_endpoints
        .clone()
        .filter(|endpoints| !endpoints.is_empty())
        .map(|endpoints| -> Result<_, polkadot_sdk::sc_telemetry::Error> {
            let worker = TelemetryWorker::new(16)?;
            let telemetry = worker.handle().new_telemetry(endpoints);
            Ok((worker, telemetry))
        })
        .transpose()?;

    let executor = sc_service::new_wasm_executor::<HostFunctions>(&config.executor);
    // Blocks with GRANDPA justifications survive pruning: warp sync proofs are made of them.
    let pruning_filters: Vec<Arc<dyn PruningFilter>> =
        vec![Arc::new(sc_consensus_grandpa::GrandpaPruningFilter)];
    let (client, backend, keystore_container, task_manager) =
        sc_service::new_full_parts::<Block, RuntimeApi, _>(
            config,
            telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
            executor,
            pruning_filters,
        )?;
    let client = Arc::new(client);
    let telemetry = telemetry.map(|(worker, telemetry): (_, Telemetry)| {
        task_manager.spawn_handle().spawn("telemetry", None, worker.run());
        telemetry
    });

    let select_chain = LongestChain::new(backend.clone());
    let transaction_pool = Arc::new(
        sc_transaction_pool::Builder::new(
            task_manager.spawn_essential_handle(),
            client.clone(),
            config.role.is_authority().into(),
        )
        .with_options(config.transaction_pool.clone())
        .with_prometheus(config.prometheus_registry())
        .build(),
    );

    // Blocks pass from the last of these imports to the first: our watch, BABE, BEEFY, GRANDPA, the client.
    let (grandpa_block_import, grandpa_link) = sc_consensus_grandpa::block_import(
        client.clone(),
        GRANDPA_JUSTIFICATION_PERIOD,
        &client,
        select_chain.clone(),
        telemetry.as_ref().map(Telemetry::handle),
    )?;
    let (beefy_block_import, beefy_voter, beefy_rpc) = sc_consensus_beefy::beefy_block_import_and_links(
        grandpa_block_import.clone(),
        backend.clone(),
        client.clone(),
        config.prometheus_registry().cloned(),
    );
    let babe_config = sc_consensus_babe::configuration(&*client)?;
    let slot_duration = babe_config.slot_duration();
    let (babe_block_import, babe_link) = sc_consensus_babe::block_import(
        babe_config,
        beefy_block_import,
        client.clone(),
        move |_, ()| async move {
            let timestamp = sp_timestamp::InherentDataProvider::from_system_time();
            let slot = sp_consensus_babe::inherents::InherentDataProvider::from_timestamp_and_slot_duration(
                *timestamp,
                slot_duration,
            );
            Ok((slot, timestamp))
        },
        select_chain.clone(),
        // Its own reports lack the seals and would only fill blocks with failures; the watch reports instead.
        OffchainTransactionPoolFactory::new(RejectAllTxPool::default()),
    )?;
    let (reporter, evidence) = equivocation::channel();
    let block_import = EquivocationWatch::new(babe_block_import, babe_link.clone(), reporter.clone());

    let (import_queue, babe_worker) =
        sc_consensus_babe::import_queue(sc_consensus_babe::ImportQueueParams {
            link: babe_link.clone(),
            block_import: block_import.clone(),
            justification_import: Some(Box::new(grandpa_block_import)),
            client: client.clone(),
            slot_duration,
            spawner: &task_manager.spawn_essential_handle(),
            registry: config.prometheus_registry(),
            telemetry: telemetry.as_ref().map(Telemetry::handle),
        })?;

    Ok(Parts {
        client,
        backend,
        task_manager,
        keystore_container,
        select_chain,
        import_queue,
        transaction_pool,
        other: Consensus {
            block_import: Box::new(block_import),
            babe_link,
            babe_worker,
            grandpa_link,
            beefy_voter,
            beefy_rpc,
            reporter,
            evidence,
            telemetry,
        },
    })
}
