//! The connection to a node: typed transactions from the committed metadata, reads through the `msez_*` RPC.

use std::time::Duration;

use serde::{de::DeserializeOwned, Serialize};
use subxt::{
    config::{substrate::SubstrateConfig, Config, DefaultTransactionExtensions, HashFor},
    extrinsics::ExtrinsicEvents,
    metadata::ArcMetadata,
    rpcs::{self, client::RpcParams, RpcClient},
    tx::{Payload, TransactionStatus},
    utils::MultiAddress,
    OnlineClient,
};

use crate::{
    account::Account,
    failure::{Failure, Outcome},
    output::Output,
};

/// Types of the runtime, generated from the metadata that is committed beside this command line.
#[subxt::subxt(
    runtime_metadata_path = "artifacts/msez.scale",
    substitute_type(path = "msez_core::id::Digest", with = "::subxt::utils::Static<::msez_core::Digest>"),
    substitute_type(
        path = "msez_core::id::SubjectId",
        with = "::subxt::utils::Static<::msez_core::SubjectId>"
    ),
    substitute_type(
        path = "msez_core::id::JurisdictionId",
        with = "::subxt::utils::Static<::msez_core::JurisdictionId>"
    ),
    substitute_type(
        path = "msez_core::id::CorridorId",
        with = "::subxt::utils::Static<::msez_core::CorridorId>"
    ),
    substitute_type(
        path = "msez_core::id::AssetClass",
        with = "::subxt::utils::Static<::msez_core::AssetClass>"
    ),
    substitute_type(
        path = "msez_core::domain::Domain",
        with = "::subxt::utils::Static<::msez_core::Domain>"
    ),
    substitute_type(
        path = "msez_core::coordinate::Tier",
        with = "::subxt::utils::Static<::msez_core::Tier>"
    ),
    substitute_type(
        path = "msez_attestation::statement::Statement",
        with = "::subxt::utils::Static<::msez_attestation::Statement>"
    ),
    substitute_type(
        path = "msez_attestation::record::RevocationReason",
        with = "::subxt::utils::Static<::msez_attestation::RevocationReason>"
    ),
    substitute_type(
        path = "sp_runtime::MultiSignature",
        with = "::subxt::utils::Static<::polkadot_sdk::sp_runtime::MultiSignature>"
    ),
    substitute_type(
        path = "msez_runtime_api::tensor::SubjectKind",
        with = "::subxt::utils::Static<::msez_runtime_api::SubjectKind>"
    )
)]
pub mod api {}

/// Our chain, as subxt sees it: accounts have no index.
#[derive(Debug, Clone, Default)]
pub struct MsezConfig(SubstrateConfig);

impl Config for MsezConfig {
    type AccountId = <SubstrateConfig as Config>::AccountId;
    type Signature = <SubstrateConfig as Config>::Signature;
    type Hasher = <SubstrateConfig as Config>::Hasher;
    type Header = <SubstrateConfig as Config>::Header;
    type AssetId = <SubstrateConfig as Config>::AssetId;
    type Address = MultiAddress<Self::AccountId, ()>;
    type TransactionExtensions = DefaultTransactionExtensions<Self>;

    fn genesis_hash(&self) -> Option<HashFor<Self>> {
        self.0.genesis_hash()
    }

    fn metadata_for_spec_version(&self, spec_version: u32) -> Option<ArcMetadata> {
        self.0.metadata_for_spec_version(spec_version)
    }

    fn set_metadata_for_spec_version(&self, spec_version: u32, metadata: ArcMetadata) {
        self.0.set_metadata_for_spec_version(spec_version, metadata)
    }
}

/// A transaction that is final.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finalized {
    /// Hash of the finalized block.
    pub block_hash: String,
    /// Its number.
    pub block_number: u64,
    /// Hash of the transaction.
    pub extrinsic_hash: String,
}

/// A connected node.
pub struct Chain {
    client: OnlineClient<MsezConfig>,
    rpc: RpcClient,
    output: Output,
    timeout: Duration,
}

fn lost(e: impl std::fmt::Display) -> Failure {
    Failure::Connection(format!("the node did not answer: {e}"))
}

impl Chain {
    /// Connects. Plain `ws://` is accepted: nodes listen on loopback, and a public one belongs behind TLS.
    pub async fn connect(url: &str, timeout: Duration, output: Output) -> Outcome<Self> {
        let rpc = RpcClient::from_insecure_url(url)
            .await
            .map_err(|e| Failure::Connection(format!("cannot reach {url}: {e}")))?;
        let client = OnlineClient::<MsezConfig>::from_rpc_client(rpc.clone()).await.map_err(lost)?;
        Ok(Self { client, rpc, output, timeout })
    }

    /// Hash of block 0.
    pub fn genesis(&self) -> msez_core::Digest {
        msez_core::Digest(self.client.genesis_hash().0)
    }

    /// Asks the node. Errors of the node's own vocabulary come with its code and words.
    pub async fn ask<T: DeserializeOwned>(&self, method: &str, params: RpcParams) -> Outcome<T> {
        self.rpc.request(method, params).await.map_err(|e| match e {
            rpcs::Error::User(e) => {
                // -32101… are the typed refusals of `msez_*`.
                let text = format!("{method}: {} ({})", e.message, e.code);
                match e.code {
                    -32104..=-32101 => Failure::NotFound(text),
                    -32601 => Failure::Version(text),
                    _ => Failure::Refused(text),
                }
            }
            other => lost(other),
        })
    }

    /// Signs, submits and waits until the transaction is final and has succeeded.
    pub async fn submit(
        &self,
        what: &str,
        call: &impl Payload,
        from: &Account,
    ) -> Outcome<(Finalized, ExtrinsicEvents<MsezConfig>)> {
        tokio::time::timeout(self.timeout, self.submit_and_watch(what, call, from)).await.map_err(|_| {
            Failure::TimedOut(format!(
                "{what}: not final after {} s; it may still be",
                self.timeout.as_secs()
            ))
        })?
    }

    async fn submit_and_watch(
        &self,
        what: &str,
        call: &impl Payload,
        from: &Account,
    ) -> Outcome<(Finalized, ExtrinsicEvents<MsezConfig>)> {
        let at = self.client.at_current_block().await.map_err(lost)?;
        self.output.progress(&format!("{what}: submitting from {}", from.id()));
        let mut progress = at
            .transactions()
            .sign_and_submit_then_watch_default(call, from)
            .await
            .map_err(|e| Failure::Refused(format!("{what}: {e}")))?;
        while let Some(status) = progress.next().await {
            match status.map_err(lost)? {
                TransactionStatus::InBestBlock(block) => {
                    // Tell a failure at once; finality would not change it for the better.
                    block.wait_for_success().await.map_err(|e| Failure::Refused(format!("{what}: {e}")))?;
                    self.output.progress(&format!(
                        "{what}: in block {:?}, waiting for finality",
                        block.block_hash()
                    ));
                }
                TransactionStatus::InFinalizedBlock(block) => {
                    let events = block
                        .wait_for_success()
                        .await
                        .map_err(|e| Failure::Refused(format!("{what}: {e}")))?;
                    let number = self.client.at_block(block.block_hash()).await.map_err(lost)?.block_number();
                    self.output.progress(&format!("{what}: final in block {number}"));
                    let finalized = Finalized {
                        block_hash: format!("{:?}", block.block_hash()),
                        block_number: number,
                        extrinsic_hash: format!("{:?}", block.extrinsic_hash()),
                    };
                    return Ok((finalized, events));
                }
                TransactionStatus::Error { message }
                | TransactionStatus::Invalid { message }
                | TransactionStatus::Dropped { message } => {
                    return Err(Failure::Refused(format!("{what}: {message}")));
                }
                TransactionStatus::Validated
                | TransactionStatus::Broadcasted
                | TransactionStatus::NoLongerInBestBlock => (),
            }
        }
        Err(Failure::Connection(format!("{what}: the node stopped telling about the transaction")))
    }

    /// The chain's own time at the best block, in milliseconds.
    pub async fn now(&self) -> Outcome<u64> {
        let at = self.client.at_current_block().await.map_err(lost)?;
        let entry = at
            .storage()
            .entry(api::storage().timestamp().now())
            .map_err(|e| Failure::Version(e.to_string()))?;
        entry.fetch(()).await.map_err(lost)?.decode().map_err(|e| Failure::Version(e.to_string()))
    }
}
