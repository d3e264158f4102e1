//! Asks the runtime at a block.

use std::sync::Arc;

use msez_runtime::{
    opaque::{Block, Header},
    Hash,
};
use msez_runtime_api::ApiError;
use polkadot_sdk::{
    sp_api::{ApiError as CallError, ApiRef, ProvideRuntimeApi},
    sp_blockchain::HeaderBackend,
};

use super::errors::Failure;

/// A client, asked at the best block where no other is named.
pub struct Reader<Client>(Arc<Client>);

impl<Client> Reader<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
{
    pub fn new(client: Arc<Client>) -> Self {
        Self(client)
    }

    /// The block that is asked, with its header.
    pub fn block(&self, at: Option<Hash>) -> Result<(Hash, Header), Failure> {
        let hash = at.unwrap_or_else(|| self.0.info().best_hash);
        match self.0.header(hash) {
            Ok(Some(header)) => Ok((hash, header)),
            _ => Err(Failure::UnknownBlock(hash)),
        }
    }

    /// A question that always has an answer.
    pub fn ask<T>(
        &self,
        at: Option<Hash>,
        question: impl FnOnce(ApiRef<'_, Client::Api>, Hash) -> Result<T, CallError>,
    ) -> Result<T, Failure> {
        let (hash, _) = self.block(at)?;
        question(self.0.runtime_api(), hash).map_err(|error| match error {
            // The header is there, so it is the state that is not.
            CallError::UnknownBlock(_) => Failure::StateUnavailable(hash),
            other => Failure::Runtime(other.to_string()),
        })
    }

    /// A question that the runtime may refuse.
    pub fn query<T>(
        &self,
        at: Option<Hash>,
        question: impl FnOnce(ApiRef<'_, Client::Api>, Hash) -> Result<Result<T, ApiError>, CallError>,
    ) -> Result<T, Failure> {
        self.ask(at, question)?.map_err(Failure::Refused)
    }
}
