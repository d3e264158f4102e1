//! Statements of accredited issuers.

use std::sync::Arc;

use jsonrpsee::proc_macros::rpc;
use msez_attestation::{Refusal, Statement};
use msez_core::{Coordinate, Digest, Domain, JurisdictionId, SubjectId};
use msez_runtime::{opaque::Block, AccountId, Hash};
use msez_runtime_api::{AttestationView, AttestationsApi, NoncesView, RulesView};
use polkadot_sdk::{sp_api::ProvideRuntimeApi, sp_blockchain::HeaderBackend};

use super::{errors::Failure, reader::Reader};

/// Reads attestations, and what an issuer needs to make one. Accounts are SS58 addresses.
#[rpc(server)]
pub trait AttestationsRpc {
    /// What an issuer signs over besides the statement, and which windows of time are accepted.
    #[method(name = "msez_attestationRules", blocking)]
    fn rules(&self, at: Option<Hash>) -> Result<RulesView, Failure>;

    /// One attestation.
    #[method(name = "msez_attestation", blocking)]
    fn attestation(&self, attestation: Digest, at: Option<Hash>) -> Result<AttestationView, Failure>;

    /// The live attestations of a coordinate.
    #[method(name = "msez_attestationsOf", blocking)]
    fn attestations_of(
        &self,
        subject: SubjectId,
        jurisdiction: JurisdictionId,
        domain: Domain,
        at: Option<Hash>,
    ) -> Result<Vec<AttestationView>, Failure>;

    /// Which numbers an issuer can use.
    #[method(name = "msez_nonces", blocking)]
    fn nonces(&self, issuer: AccountId, at: Option<Hash>) -> Result<NoncesView, Failure>;

    /// The number for an issuer's next statement.
    #[method(name = "msez_nextNonce", blocking)]
    fn next_nonce(&self, issuer: AccountId, at: Option<Hash>) -> Result<u64, Failure>;

    /// Every reason why a statement would not be accepted now.
    #[method(name = "msez_checkAttestation", blocking)]
    fn check(
        &self,
        issuer: AccountId,
        nonce: u64,
        statement: Statement,
        at: Option<Hash>,
    ) -> Result<Vec<Refusal>, Failure>;
}

/// Answers from the runtime's [`AttestationsApi`].
pub struct Attestations<Client>(Reader<Client>);

impl<Client> Attestations<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
{
    pub fn new(client: Arc<Client>) -> Self {
        Self(Reader::new(client))
    }
}

impl<Client> AttestationsRpcServer for Attestations<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block> + Send + Sync + 'static,
    Client::Api: AttestationsApi<Block>,
{
    fn rules(&self, at: Option<Hash>) -> Result<RulesView, Failure> {
        self.0.ask(at, |api, hash| api.rules(hash))
    }

    fn attestation(&self, attestation: Digest, at: Option<Hash>) -> Result<AttestationView, Failure> {
        self.0.query(at, |api, hash| api.attestation(hash, attestation))
    }

    fn attestations_of(
        &self,
        subject: SubjectId,
        jurisdiction: JurisdictionId,
        domain: Domain,
        at: Option<Hash>,
    ) -> Result<Vec<AttestationView>, Failure> {
        self.0.query(at, |api, hash| api.by_coordinate(hash, Coordinate { subject, jurisdiction, domain }))
    }

    fn nonces(&self, issuer: AccountId, at: Option<Hash>) -> Result<NoncesView, Failure> {
        self.0.ask(at, |api, hash| api.nonces(hash, issuer))
    }

    fn next_nonce(&self, issuer: AccountId, at: Option<Hash>) -> Result<u64, Failure> {
        self.0.ask(at, |api, hash| api.next_nonce(hash, issuer))
    }

    fn check(
        &self,
        issuer: AccountId,
        nonce: u64,
        statement: Statement,
        at: Option<Hash>,
    ) -> Result<Vec<Refusal>, Failure> {
        self.0.ask(at, |api, hash| api.check(hash, issuer, nonce, statement))
    }
}
