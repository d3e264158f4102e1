//! What the node answers. Methods, parameters and errors are listed in the README.
//!
//! The `msez_*` methods are a thin layer over the runtime APIs of `msez-runtime-api`: values pass through unchanged, as
//! JSON in camelCase, ids as text or hexadecimal. The other methods are the SDK's.

mod assets;
mod attestations;
mod errors;
mod manifold;
mod moves;
mod programs;
mod reader;
mod receipts;
mod tensor;
mod watchers;

use std::{error::Error, sync::Arc};

use jsonrpsee::RpcModule;
use msez_runtime::{opaque::Block, BlockNumber, Hash};
use polkadot_sdk::{
    mmr_rpc::{Mmr, MmrApiServer},
    pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer},
    sc_client_api::Backend,
    sc_consensus_babe::BabeWorkerHandle,
    sc_consensus_babe_rpc::{Babe, BabeApiServer},
    sc_consensus_beefy::BeefyRPCLinks,
    sc_consensus_beefy_rpc::{Beefy, BeefyApiServer},
    sc_consensus_grandpa::{
        FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
    },
    sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer},
    sc_rpc::SubscriptionTaskExecutor,
    sp_consensus_beefy::ecdsa_crypto::AuthorityId as BeefyId,
    sp_keystore::KeystorePtr,
    substrate_frame_rpc_system::{System, SystemApiServer},
};

use crate::service::{FullBackend, FullClient, FullPool, FullSelectChain};

use self::{
    assets::{Assets, AssetsRpcServer},
    attestations::{Attestations, AttestationsRpcServer},
    manifold::{Manifold, ManifoldRpcServer},
    moves::{Moves, MovesRpcServer},
    programs::{Programs, ProgramsRpcServer},
    receipts::{Receipts, ReceiptsRpcServer},
    tensor::{Tensor, TensorRpcServer},
    watchers::{Watchers, WatchersRpcServer},
};

/// What the methods need of the node.
pub struct Deps {
    pub client: Arc<FullClient>,
    pub pool: Arc<FullPool>,
    pub select_chain: FullSelectChain,
    pub keystore: KeystorePtr,
    pub backend: Arc<FullBackend>,
    pub babe_worker: BabeWorkerHandle<Block>,
    pub grandpa: GrandpaDeps,
    pub beefy: BeefyRPCLinks<Block, BeefyId>,
}

/// What the finality methods need.
pub struct GrandpaDeps {
    pub voter_state: SharedVoterState,
    pub authority_set: SharedAuthoritySet<Hash, BlockNumber>,
    pub justifications: GrandpaJustificationStream<Block>,
    pub finality_proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
}

/// Every method beyond those that `sc-service` adds by itself (`author`, `chain`, `state`, `system`, `offchain`, and of
/// the new specification `chainSpec`, `chainHead`, `transaction` and, on archive nodes, `archive`).
pub fn create(
    deps: &Deps,
    executor: SubscriptionTaskExecutor,
) -> Result<RpcModule<()>, Box<dyn Error + Send + Sync>> {
    let Deps { client, pool, select_chain, keystore, backend, babe_worker, grandpa, beefy } = deps;
    let mut module = RpcModule::new(());

    module.merge(System::new(client.clone(), pool.clone()).into_rpc())?;
    module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
    module.merge(
        Babe::new(client.clone(), babe_worker.clone(), keystore.clone(), select_chain.clone()).into_rpc(),
    )?;
    module.merge(
        Grandpa::new(
            executor.clone(),
            grandpa.authority_set.clone(),
            grandpa.voter_state.clone(),
            grandpa.justifications.clone(),
            grandpa.finality_proofs.clone(),
        )
        .into_rpc(),
    )?;
    module.merge(
        Beefy::<Block, BeefyId>::new(
            beefy.from_voter_justif_stream.clone(),
            beefy.from_voter_best_beefy_stream.clone(),
            executor,
        )?
        .into_rpc(),
    )?;
    let offchain_storage = backend
        .offchain_storage()
        .ok_or("The database has no off-chain storage, where the MMR's leaves and the receipts are")?;
    module.merge(Mmr::new(client.clone(), offchain_storage.clone()).into_rpc())?;

    module.merge(Tensor::new(client.clone()).into_rpc())?;
    module.merge(Manifold::new(client.clone()).into_rpc())?;
    module.merge(Attestations::new(client.clone()).into_rpc())?;
    module.merge(Assets::new(client.clone()).into_rpc())?;
    module.merge(Watchers::new(client.clone()).into_rpc())?;
    module.merge(Moves::new(client.clone()).into_rpc())?;
    module.merge(Programs::new(client.clone()).into_rpc())?;
    module.merge(Receipts::new(client.clone(), offchain_storage).into_rpc())?;
    Ok(module)
}

#[cfg(test)]
mod tests;
