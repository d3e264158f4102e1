//! Stands in for the transaction pool where the SDK's voters want to report.

use std::sync::{Arc, Mutex, PoisonError};

use msez_runtime::{opaque::Block, Hash};
use polkadot_sdk::{
    sc_transaction_pool_api::{
        error::Error as PoolError, LocalTransactionFor, LocalTransactionPool, OffchainTransactionPoolFactory,
    },
    sp_api::{ApiExt, ApiRef, ProvideRuntimeApi},
    sp_blockchain::HeaderBackend,
    sp_runtime::{
        traits::{BlakeTwo256, Hash as _},
        OpaqueExtrinsic,
    },
};

use super::Reporter;

/// Takes the reports that GRANDPA's and BEEFY's voters make and hands them to the docket, which tries, submits and
/// repeats them.
#[derive(Clone)]
pub struct ReportPool(pub Reporter);

impl LocalTransactionPool for ReportPool {
    type Block = Block;
    type Hash = Hash;
    type Error = PoolError;

    fn submit_local(&self, _at: Hash, report: LocalTransactionFor<Self>) -> Result<Hash, PoolError> {
        let hash = BlakeTwo256::hash_of(&report);
        self.0.extrinsic(report);
        Ok(hash)
    }
}

/// Keeps the extrinsic that a runtime call submits.
#[derive(Clone, Default)]
pub struct Catcher(Arc<Mutex<Option<OpaqueExtrinsic>>>);

impl Catcher {
    /// What was submitted, if anything.
    pub fn take(&self) -> Option<OpaqueExtrinsic> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// A factory whose pools all end here.
    pub fn factory(&self) -> OffchainTransactionPoolFactory<Block> {
        OffchainTransactionPoolFactory::new(self.clone())
    }
}

impl LocalTransactionPool for Catcher {
    type Block = Block;
    type Hash = Hash;
    type Error = PoolError;

    fn submit_local(&self, _at: Hash, report: LocalTransactionFor<Self>) -> Result<Hash, PoolError> {
        let hash = BlakeTwo256::hash_of(&report);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(report);
        Ok(hash)
    }
}

/// A client whose runtime calls can submit reports. BEEFY's voter gives its calls no pool, so that the runtime's
/// `submit_transaction` panics; with this client in its place it has one.
pub struct ReportingClient<Client> {
    client: Arc<Client>,
    pool: OffchainTransactionPoolFactory<Block>,
}

impl<Client> ReportingClient<Client> {
    /// Calls of `client` submit to the `reporter`.
    pub fn new(client: Arc<Client>, reporter: Reporter) -> Self {
        Self { client, pool: reporter.pool_factory() }
    }
}

impl<Client> ProvideRuntimeApi<Block> for ReportingClient<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
{
    type Api = Client::Api;

    fn runtime_api(&self) -> ApiRef<'_, Self::Api> {
        let mut api = self.client.runtime_api();
        api.register_extension(self.pool.offchain_transaction_pool(self.client.info().best_hash));
        api
    }
}
