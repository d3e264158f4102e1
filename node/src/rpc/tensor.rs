//! The compliance tensor.

use std::sync::Arc;

use jsonrpsee::proc_macros::rpc;
use msez_core::{Coordinate, Domain, DomainSet, JurisdictionId, Moment, SubjectId};
use msez_runtime::{opaque::Block, Hash};
use msez_runtime_api::{
    CellView, Evaluation, Portfolio, ProofView, Report, RootsView, SubjectView, TensorApi, TreeKind,
};
use msez_tensor::Cell;
use polkadot_sdk::{sp_api::ProvideRuntimeApi, sp_blockchain::HeaderBackend};

use super::{errors::Failure, reader::Reader};

/// Reads and proves cells. `time` is in milliseconds since the Unix epoch; without one the chain's own time counts.
/// Without `tree` it is the Keccak tree; without `at` it is the best block.
#[rpc(server)]
pub trait TensorRpc {
    /// The roots of both trees and their commitment.
    #[method(name = "msez_tensorRoots", blocking)]
    fn roots(&self, at: Option<Hash>) -> Result<RootsView, Failure>;

    /// A registered subject.
    #[method(name = "msez_subject", blocking)]
    fn subject(&self, subject: SubjectId, at: Option<Hash>) -> Result<SubjectView, Failure>;

    /// One cell at one time.
    #[method(name = "msez_tensorCell", blocking)]
    fn cell(
        &self,
        subject: SubjectId,
        jurisdiction: JurisdictionId,
        domain: Domain,
        time: Option<Moment>,
        at: Option<Hash>,
    ) -> Result<CellView, Failure>;

    /// The versions kept of one cell, oldest first.
    #[method(name = "msez_tensorHistory", blocking)]
    fn history(
        &self,
        subject: SubjectId,
        jurisdiction: JurisdictionId,
        domain: Domain,
        at: Option<Hash>,
    ) -> Result<Vec<Cell>, Failure>;

    /// Whether a subject may act in a jurisdiction.
    #[method(name = "msez_tensorEvaluate", blocking)]
    fn evaluate(
        &self,
        subject: SubjectId,
        jurisdiction: JurisdictionId,
        domains: Option<DomainSet>,
        time: Option<Moment>,
        at: Option<Hash>,
    ) -> Result<Evaluation, Failure>;

    /// The same with every reason.
    #[method(name = "msez_tensorReport", blocking)]
    fn report(
        &self,
        subject: SubjectId,
        jurisdiction: JurisdictionId,
        domains: Option<DomainSet>,
        time: Option<Moment>,
        at: Option<Hash>,
    ) -> Result<Report, Failure>;

    /// Several subjects in one jurisdiction.
    #[method(name = "msez_tensorPortfolio", blocking)]
    fn portfolio(
        &self,
        subjects: Vec<SubjectId>,
        jurisdiction: JurisdictionId,
        time: Option<Moment>,
        at: Option<Hash>,
    ) -> Result<Portfolio, Failure>;

    /// Proves a cell, or that there is none.
    #[method(name = "msez_tensorProve", blocking)]
    fn prove(
        &self,
        subject: SubjectId,
        jurisdiction: JurisdictionId,
        domain: Domain,
        tree: Option<TreeKind>,
        at: Option<Hash>,
    ) -> Result<ProofView, Failure>;

    /// Proves all cells of a subject in a jurisdiction.
    #[method(name = "msez_tensorProveSlice", blocking)]
    fn prove_slice(
        &self,
        subject: SubjectId,
        jurisdiction: JurisdictionId,
        tree: Option<TreeKind>,
        at: Option<Hash>,
    ) -> Result<ProofView, Failure>;

    /// Proves many cells at once.
    #[method(name = "msez_tensorProveMulti", blocking)]
    fn prove_multi(
        &self,
        coordinates: Vec<Coordinate>,
        tree: Option<TreeKind>,
        at: Option<Hash>,
    ) -> Result<ProofView, Failure>;
}

/// Answers from the runtime's [`TensorApi`].
pub struct Tensor<Client>(Reader<Client>);

impl<Client> Tensor<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
{
    pub fn new(client: Arc<Client>) -> Self {
        Self(Reader::new(client))
    }
}

impl<Client> TensorRpcServer for Tensor<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block> + Send + Sync + 'static,
    Client::Api: TensorApi<Block>,
{
    fn roots(&self, at: Option<Hash>) -> Result<RootsView, Failure> {
        self.0.ask(at, |api, hash| api.roots(hash))
    }

    fn subject(&self, subject: SubjectId, at: Option<Hash>) -> Result<SubjectView, Failure> {
        self.0.query(at, |api, hash| api.subject(hash, subject))
    }

    fn cell(
        &self,
        subject: SubjectId,
        jurisdiction: JurisdictionId,
        domain: Domain,
        time: Option<Moment>,
        at: Option<Hash>,
    ) -> Result<CellView, Failure> {
        self.0.query(at, |api, hash| api.cell(hash, Coordinate { subject, jurisdiction, domain }, time))
    }

    fn history(
        &self,
        subject: SubjectId,
        jurisdiction: JurisdictionId,
        domain: Domain,
        at: Option<Hash>,
    ) -> Result<Vec<Cell>, Failure> {
        self.0.query(at, |api, hash| api.history(hash, Coordinate { subject, jurisdiction, domain }))
    }

    fn evaluate(
        &self,
        subject: SubjectId,
        jurisdiction: JurisdictionId,
        domains: Option<DomainSet>,
        time: Option<Moment>,
        at: Option<Hash>,
    ) -> Result<Evaluation, Failure> {
        self.0.query(at, |api, hash| api.evaluate(hash, subject, jurisdiction, domains, time))
    }

    fn report(
        &self,
        subject: SubjectId,
        jurisdiction: JurisdictionId,
        domains: Option<DomainSet>,
        time: Option<Moment>,
        at: Option<Hash>,
    ) -> Result<Report, Failure> {
        self.0.query(at, |api, hash| api.report(hash, subject, jurisdiction, domains, time))
    }

    fn portfolio(
        &self,
        subjects: Vec<SubjectId>,
        jurisdiction: JurisdictionId,
        time: Option<Moment>,
        at: Option<Hash>,
    ) -> Result<Portfolio, Failure> {
        self.0.query(at, |api, hash| api.portfolio(hash, subjects, jurisdiction, time))
    }

    fn prove(
        &self,
        subject: SubjectId,
        jurisdiction: JurisdictionId,
        domain: Domain,
        tree: Option<TreeKind>,
        at: Option<Hash>,
    ) -> Result<ProofView, Failure> {
        let coordinate = Coordinate { subject, jurisdiction, domain };
        self.0.query(at, |api, hash| api.prove(hash, tree.unwrap_or(TreeKind::Keccak), coordinate))
    }

    fn prove_slice(
        &self,
        subject: SubjectId,
        jurisdiction: JurisdictionId,
        tree: Option<TreeKind>,
        at: Option<Hash>,
    ) -> Result<ProofView, Failure> {
        let tree = tree.unwrap_or(TreeKind::Keccak);
        self.0.query(at, |api, hash| api.prove_slice(hash, tree, subject, jurisdiction))
    }

    fn prove_multi(
        &self,
        coordinates: Vec<Coordinate>,
        tree: Option<TreeKind>,
        at: Option<Hash>,
    ) -> Result<ProofView, Failure> {
        self.0.query(at, |api, hash| api.prove_many(hash, tree.unwrap_or(TreeKind::Keccak), coordinates))
    }
}
