//! The registry of jurisdictions, corridors and accredited issuers.

use std::sync::Arc;

use jsonrpsee::proc_macros::rpc;
use msez_core::{CorridorId, JurisdictionId, Usd};
use msez_runtime::{opaque::Block, Hash};
use msez_runtime_api::{
    AccreditationView, ComplianceDistance, CorridorView, GapReport, Holdings, JurisdictionView, ManifoldApi,
    Page, Paged, PlanReport, PlanRequest,
};
use polkadot_sdk::{sp_api::ProvideRuntimeApi, sp_blockchain::HeaderBackend};

use super::{errors::Failure, reader::Reader};

/// Reads the registry. A `page` is `{"offset": 0, "limit": 100}`, which is also what counts without one.
#[rpc(server)]
pub trait ManifoldRpc {
    /// Jurisdictions, in the order of their registration.
    #[method(name = "msez_jurisdictions", blocking)]
    fn jurisdictions(&self, page: Option<Page>, at: Option<Hash>)
        -> Result<Paged<JurisdictionView>, Failure>;

    /// One jurisdiction.
    #[method(name = "msez_jurisdiction", blocking)]
    fn jurisdiction(
        &self,
        jurisdiction: JurisdictionId,
        at: Option<Hash>,
    ) -> Result<JurisdictionView, Failure>;

    /// Corridors.
    #[method(name = "msez_corridors", blocking)]
    fn corridors(&self, page: Option<Page>, at: Option<Hash>) -> Result<Paged<CorridorView>, Failure>;

    /// One corridor.
    #[method(name = "msez_corridor", blocking)]
    fn corridor(&self, corridor: CorridorId, at: Option<Hash>) -> Result<CorridorView, Failure>;

    /// The corridors that start or end in a jurisdiction.
    #[method(name = "msez_corridorsOf", blocking)]
    fn corridors_of(
        &self,
        jurisdiction: JurisdictionId,
        page: Option<Page>,
        at: Option<Hash>,
    ) -> Result<Paged<CorridorView>, Failure>;

    /// The accreditations that a jurisdiction has given.
    #[method(name = "msez_issuers", blocking)]
    fn issuers(
        &self,
        jurisdiction: JurisdictionId,
        page: Option<Page>,
        at: Option<Hash>,
    ) -> Result<Paged<AccreditationView>, Failure>;

    /// The best path. `held` is evidence at hand; nothing without it.
    #[method(name = "msez_plan", blocking)]
    fn plan(
        &self,
        request: PlanRequest,
        held: Option<Holdings>,
        at: Option<Hash>,
    ) -> Result<PlanReport, Failure>;

    /// The best paths, the best first; five where no number is named.
    #[method(name = "msez_alternatives", blocking)]
    fn alternatives(
        &self,
        request: PlanRequest,
        held: Option<Holdings>,
        count: Option<u32>,
        at: Option<Hash>,
    ) -> Result<PlanReport, Failure>;

    /// What is missing for a path, and where it is to be had; null where the corridors do not lead on from each other.
    #[method(name = "msez_gap", blocking)]
    fn gap(
        &self,
        from: JurisdictionId,
        corridors: Vec<CorridorId>,
        value: Usd,
        held: Option<Holdings>,
        at: Option<Hash>,
    ) -> Result<Option<GapReport>, Failure>;

    /// How far apart two places are for an asset of no value; null where no path leads there.
    #[method(name = "msez_complianceDistance", blocking)]
    fn compliance_distance(
        &self,
        request: PlanRequest,
        at: Option<Hash>,
    ) -> Result<Option<ComplianceDistance>, Failure>;
}

/// How many paths are planned where no number is named.
const ALTERNATIVES: u32 = 5;

/// Answers from the runtime's [`ManifoldApi`].
pub struct Manifold<Client>(Reader<Client>);

impl<Client> Manifold<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
{
    pub fn new(client: Arc<Client>) -> Self {
        Self(Reader::new(client))
    }
}

impl<Client> ManifoldRpcServer for Manifold<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block> + Send + Sync + 'static,
    Client::Api: ManifoldApi<Block>,
{
    fn jurisdictions(
        &self,
        page: Option<Page>,
        at: Option<Hash>,
    ) -> Result<Paged<JurisdictionView>, Failure> {
        self.0.query(at, |api, hash| api.jurisdictions(hash, page.unwrap_or(Page::FIRST)))
    }

    fn jurisdiction(
        &self,
        jurisdiction: JurisdictionId,
        at: Option<Hash>,
    ) -> Result<JurisdictionView, Failure> {
        self.0.query(at, |api, hash| api.jurisdiction(hash, jurisdiction))
    }

    fn corridors(&self, page: Option<Page>, at: Option<Hash>) -> Result<Paged<CorridorView>, Failure> {
        self.0.query(at, |api, hash| api.corridors(hash, page.unwrap_or(Page::FIRST)))
    }

    fn corridor(&self, corridor: CorridorId, at: Option<Hash>) -> Result<CorridorView, Failure> {
        self.0.query(at, |api, hash| api.corridor(hash, corridor))
    }

    fn corridors_of(
        &self,
        jurisdiction: JurisdictionId,
        page: Option<Page>,
        at: Option<Hash>,
    ) -> Result<Paged<CorridorView>, Failure> {
        self.0.query(at, |api, hash| api.corridors_of(hash, jurisdiction, page.unwrap_or(Page::FIRST)))
    }

    fn issuers(
        &self,
        jurisdiction: JurisdictionId,
        page: Option<Page>,
        at: Option<Hash>,
    ) -> Result<Paged<AccreditationView>, Failure> {
        self.0.query(at, |api, hash| api.issuers(hash, jurisdiction, page.unwrap_or(Page::FIRST)))
    }

    fn plan(
        &self,
        request: PlanRequest,
        held: Option<Holdings>,
        at: Option<Hash>,
    ) -> Result<PlanReport, Failure> {
        self.0.query(at, |api, hash| api.plan(hash, request, held.unwrap_or_default()))
    }

    fn alternatives(
        &self,
        request: PlanRequest,
        held: Option<Holdings>,
        count: Option<u32>,
        at: Option<Hash>,
    ) -> Result<PlanReport, Failure> {
        let (held, count) = (held.unwrap_or_default(), count.unwrap_or(ALTERNATIVES));
        self.0.query(at, |api, hash| api.alternatives(hash, request, held, count))
    }

    fn gap(
        &self,
        from: JurisdictionId,
        corridors: Vec<CorridorId>,
        value: Usd,
        held: Option<Holdings>,
        at: Option<Hash>,
    ) -> Result<Option<GapReport>, Failure> {
        self.0.query(at, |api, hash| api.gap(hash, from, corridors, value, held.unwrap_or_default()))
    }

    fn compliance_distance(
        &self,
        request: PlanRequest,
        at: Option<Hash>,
    ) -> Result<Option<ComplianceDistance>, Failure> {
        self.0.query(at, |api, hash| api.compliance_distance(hash, request))
    }
}
