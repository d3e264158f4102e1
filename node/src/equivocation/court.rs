//! What the docket asks, answered by the node's client.

use std::sync::Arc;

use log::{debug, error};
use msez_runtime::{opaque::Block, BlockNumber, Hash};
use polkadot_sdk::{
    sc_client_api::AuxStore,
    sc_transaction_pool_api::{
        error::{Error as PoolError, IntoPoolError},
        LocalTransactionPool,
    },
    sp_api::{ApiExt, ProvideRuntimeApi},
    sp_block_builder::BlockBuilder,
    sp_blockchain::HeaderBackend,
    sp_consensus_babe::BabeApi,
    sp_runtime::{
        transaction_validity::{InvalidTransaction, TransactionValidityError},
        OpaqueExtrinsic,
    },
    sp_session::MembershipProof,
};

use super::{
    docket::{Bench, Verdict},
    ownership,
    pool::Catcher,
    BabeProof, LOG,
};

/// Where evidence is kept in the node's database.
const STORE_KEY: &[u8] = b"msez:equivocations:1";

/// A client and its transaction pool.
pub struct Court<Client, Pool> {
    client: Arc<Client>,
    pool: Arc<Pool>,
}

impl<Client, Pool> Court<Client, Pool> {
    /// Judges by the client's states, submits to the pool.
    pub fn new(client: Arc<Client>, pool: Arc<Pool>) -> Self {
        Self { client, pool }
    }
}

impl<Client, Pool> Court<Client, Pool>
where
    Client: ProvideRuntimeApi<Block>,
    Client::Api: BabeApi<Block> + ApiExt<Block>,
{
    /// Lets the runtime write the report.
    fn write(&self, at: Hash, proof: &BabeProof, ownership: &MembershipProof) -> Option<OpaqueExtrinsic> {
        let catcher = Catcher::default();
        let mut api = self.client.runtime_api();
        api.register_extension(catcher.factory().offchain_transaction_pool(at));
        api.submit_report_equivocation_unsigned_extrinsic(at, proof.clone(), ownership::opaque(ownership))
            .inspect_err(|error| debug!(target: LOG, "The runtime cannot write a report: {error}"))
            .ok()??;
        catcher.take()
    }
}

impl<Client, Pool> Bench for Court<Client, Pool>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block> + AuxStore,
    Client::Api: BabeApi<Block> + BlockBuilder<Block> + ApiExt<Block>,
    Pool: LocalTransactionPool<Block = Block>,
{
    fn best(&self) -> (BlockNumber, Hash) {
        let info = self.client.info();
        (info.best_number, info.best_hash)
    }

    fn finalized(&self) -> Hash {
        self.client.info().finalized_hash
    }

    fn judge(&self, at: Hash, report: &OpaqueExtrinsic) -> Verdict {
        // Applied to the state after the block, and thrown away. Validation alone would not tell that the ownership
        // proof is of the wrong session.
        match self.client.runtime_api().apply_extrinsic(at, report.clone()) {
            Ok(Ok(Ok(()))) => Verdict::Accepts,
            Ok(Err(TransactionValidityError::Invalid(InvalidTransaction::Stale))) => Verdict::Known,
            // The state holds the last block's weight; a report is fine in the next one.
            Ok(Err(TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources))) => {
                Verdict::Accepts
            }
            Ok(Ok(Err(error))) => Verdict::Refuses(format!("{error:?}")),
            Ok(Err(error)) => Verdict::Refuses(format!("{error:?}")),
            Err(error) => Verdict::Refuses(error.to_string()),
        }
    }

    fn submit(&self, at: Hash, report: &OpaqueExtrinsic) -> Result<(), String> {
        match self.pool.submit_local(at, report.clone()) {
            Ok(_) => Ok(()),
            Err(error) => match error.into_pool_error() {
                // It waits for this node's next block.
                Ok(PoolError::AlreadyImported(_)) => Ok(()),
                Ok(error) => Err(error.to_string()),
                Err(error) => Err(error.to_string()),
            },
        }
    }

    fn prepare(&self, proof: &BabeProof) -> Vec<OpaqueExtrinsic> {
        let (_, best) = self.best();
        // The pool bans what was in a block, also when the block is retracted. The same proof with its headers
        // exchanged is as good, and another extrinsic.
        let exchanged = BabeProof {
            first_header: proof.second_header.clone(),
            second_header: proof.first_header.clone(),
            ..proof.clone()
        };
        let ownerships = ownership::proofs(&*self.client, proof);
        [proof, &exchanged]
            .into_iter()
            .flat_map(|proof| {
                ownerships.iter().filter_map(move |ownership| self.write(best, proof, ownership))
            })
            .collect()
    }

    fn load(&self) -> Option<Vec<u8>> {
        self.client
            .get_aux(STORE_KEY)
            .inspect_err(|error| error!(target: LOG, "Kept evidence cannot be read: {error}"))
            .ok()
            .flatten()
    }

    fn store(&self, bytes: &[u8]) {
        if let Err(error) = self.client.insert_aux(&[(STORE_KEY, bytes)], &[]) {
            error!(target: LOG, "Evidence cannot be kept: {error}");
        }
    }
}
