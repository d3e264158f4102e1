//! The bridge over corridors, and migrations.

use std::sync::Arc;

use jsonrpsee::proc_macros::rpc;
use msez_core::{CorridorId, Digest, SubjectId};
use msez_runtime::{opaque::Block, AccountId, Hash};
use msez_runtime_api::{
    BridgeApi, JobView, MigrationApi, MigrationView, OperatorView, Page, Paged, StartView, TransferView,
    UnitsReportView, UnitsRequestView,
};
use msez_saga::{HeldEvidence, Request};
use polkadot_sdk::{sp_api::ProvideRuntimeApi, sp_blockchain::HeaderBackend};

use super::{errors::Failure, reader::Reader};

/// Reads transfers, operators and migrations. Accounts are SS58 addresses, amounts decimal text.
#[rpc(server)]
pub trait MovesRpc {
    /// A transfer.
    #[method(name = "msez_transfer", blocking)]
    fn transfer(&self, transfer: Digest, at: Option<Hash>) -> Result<TransferView, Failure>;

    /// The transfers.
    #[method(name = "msez_transfers", blocking)]
    fn transfers(&self, page: Option<Page>, at: Option<Hash>) -> Result<Paged<TransferView>, Failure>;

    /// An operator on a corridor.
    #[method(name = "msez_operator", blocking)]
    fn operator(
        &self,
        corridor: CorridorId,
        account: AccountId,
        at: Option<Hash>,
    ) -> Result<OperatorView, Failure>;

    /// The operators of a corridor.
    #[method(name = "msez_operators", blocking)]
    fn operators(&self, corridor: CorridorId, at: Option<Hash>) -> Result<Vec<OperatorView>, Failure>;

    /// What an operator has to carry.
    #[method(name = "msez_operatorJobs", blocking)]
    fn jobs(
        &self,
        account: AccountId,
        page: Option<Page>,
        at: Option<Hash>,
    ) -> Result<Paged<JobView>, Failure>;

    /// The arbiter of a corridor; null where the two ends name none, or not the same.
    #[method(name = "msez_arbiter", blocking)]
    fn arbiter(&self, corridor: CorridorId, at: Option<Hash>) -> Result<Option<AccountId>, Failure>;

    /// What sending units would cost, and every reason why it would be refused.
    #[method(name = "msez_canOpenUnits", blocking)]
    fn can_open_units(
        &self,
        from: AccountId,
        request: UnitsRequestView,
        at: Option<Hash>,
    ) -> Result<UnitsReportView, Failure>;

    /// A migration.
    #[method(name = "msez_migration", blocking)]
    fn migration(&self, migration: Digest, at: Option<Hash>) -> Result<MigrationView, Failure>;

    /// The migrations.
    #[method(name = "msez_migrations", blocking)]
    fn migrations(&self, page: Option<Page>, at: Option<Hash>) -> Result<Paged<MigrationView>, Failure>;

    /// The migration of an asset that has not ended; null where there is none.
    #[method(name = "msez_migrationOf", blocking)]
    fn migration_of(&self, asset: SubjectId, at: Option<Hash>) -> Result<Option<Digest>, Failure>;

    /// Every reason why a request would be refused, and everything that it would wait for.
    #[method(name = "msez_canStart", blocking)]
    fn can_start(
        &self,
        request: Request<AccountId>,
        held: Vec<HeldEvidence>,
        at: Option<Hash>,
    ) -> Result<StartView, Failure>;
}

/// Answers from the runtime's [`BridgeApi`] and [`MigrationApi`].
pub struct Moves<Client>(Reader<Client>);

impl<Client> Moves<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
{
    pub fn new(client: Arc<Client>) -> Self {
        Self(Reader::new(client))
    }
}

impl<Client> MovesRpcServer for Moves<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block> + Send + Sync + 'static,
    Client::Api: BridgeApi<Block> + MigrationApi<Block>,
{
    fn transfer(&self, transfer: Digest, at: Option<Hash>) -> Result<TransferView, Failure> {
        self.0.query(at, |api, hash| api.transfer(hash, transfer))
    }

    fn transfers(&self, page: Option<Page>, at: Option<Hash>) -> Result<Paged<TransferView>, Failure> {
        self.0.query(at, |api, hash| api.transfers(hash, page.unwrap_or(Page::FIRST)))
    }

    fn operator(
        &self,
        corridor: CorridorId,
        account: AccountId,
        at: Option<Hash>,
    ) -> Result<OperatorView, Failure> {
        self.0.query(at, |api, hash| api.operator(hash, corridor, account))
    }

    fn operators(&self, corridor: CorridorId, at: Option<Hash>) -> Result<Vec<OperatorView>, Failure> {
        self.0.ask(at, |api, hash| api.operators(hash, corridor))
    }

    fn jobs(
        &self,
        account: AccountId,
        page: Option<Page>,
        at: Option<Hash>,
    ) -> Result<Paged<JobView>, Failure> {
        self.0.query(at, |api, hash| api.operator_jobs(hash, account, page.unwrap_or(Page::FIRST)))
    }

    fn arbiter(&self, corridor: CorridorId, at: Option<Hash>) -> Result<Option<AccountId>, Failure> {
        self.0.ask(at, |api, hash| api.arbiter(hash, corridor))
    }

    fn can_open_units(
        &self,
        from: AccountId,
        request: UnitsRequestView,
        at: Option<Hash>,
    ) -> Result<UnitsReportView, Failure> {
        self.0.ask(at, |api, hash| api.units_report(hash, from, request))
    }

    fn migration(&self, migration: Digest, at: Option<Hash>) -> Result<MigrationView, Failure> {
        self.0.query(at, |api, hash| api.migration(hash, migration))
    }

    fn migrations(&self, page: Option<Page>, at: Option<Hash>) -> Result<Paged<MigrationView>, Failure> {
        self.0.query(at, |api, hash| api.migrations(hash, page.unwrap_or(Page::FIRST)))
    }

    fn migration_of(&self, asset: SubjectId, at: Option<Hash>) -> Result<Option<Digest>, Failure> {
        self.0.ask(at, |api, hash| api.migration_of(hash, asset))
    }

    fn can_start(
        &self,
        request: Request<AccountId>,
        held: Vec<HeldEvidence>,
        at: Option<Hash>,
    ) -> Result<StartView, Failure> {
        self.0.query(at, |api, hash| api.start_report(hash, request, held))
    }
}
