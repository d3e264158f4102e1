//! The connection to a node: typed transactions from the committed metadata, reads through the `msez_*` RPC.

use std::{sync::Arc, time::Duration};

use futures::lock::Mutex;
use polkadot_sdk::sp_runtime::AccountId32;
use serde::{de::DeserializeOwned, Serialize};
use serde_json::json;
use subxt::{
    backend::LegacyBackend,
    config::{
        substrate::SubstrateConfig, Config, DefaultExtrinsicParamsBuilder, DefaultTransactionExtensions,
        HashFor,
    },
    error::{
        BackendError, DispatchError, ExtrinsicError, OnlineClientAtBlockError, OnlineClientError, RpcError,
        StorageError, TransactionEventsError, TransactionProgressError,
    },
    extrinsics::ExtrinsicEvents,
    metadata::ArcMetadata,
    rpcs::{self, client::RpcParams, rpc_params, RpcClient},
    tx::{Payload, TransactionStatus},
    utils::MultiAddress,
    OnlineClient,
};

use crate::{
    account::Account,
    failure::{Failure, Outcome},
    output::Output,
    watcher::Signed,
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
        path = "msez_core::id::DocumentKind",
        with = "::subxt::utils::Static<::msez_core::DocumentKind>"
    ),
    substitute_type(
        path = "msez_asset::genesis::Genesis",
        with = "::subxt::utils::Static<::msez_asset::Genesis<::polkadot_sdk::sp_runtime::AccountId32>>"
    ),
    substitute_type(
        path = "msez_asset::control::ControlRule",
        with = "::subxt::utils::Static<::msez_asset::ControlRule<::polkadot_sdk::sp_runtime::AccountId32>>"
    ),
    substitute_type(
        path = "msez_asset::control::Permissions",
        with = "::subxt::utils::Static<::msez_asset::Permissions>"
    ),
    substitute_type(
        path = "msez_asset::country::Country",
        with = "::subxt::utils::Static<::msez_asset::Country>"
    ),
    substitute_type(
        path = "msez_asset::units::UnitRules",
        with = "::subxt::utils::Static<::msez_asset::UnitRules>"
    ),
    substitute_type(
        path = "msez_watch::statement::Statement",
        with = "::subxt::utils::Static<::msez_watch::Statement>"
    ),
    substitute_type(
        path = "msez_watch::reputation::Tier",
        with = "::subxt::utils::Static<::msez_watch::Tier>"
    ),
    substitute_type(
        path = "msez_bridge::receipts::PrepareReceipt",
        with = "::subxt::utils::Static<::msez_bridge::PrepareReceipt>"
    ),
    substitute_type(
        path = "msez_bridge::receipts::CommitReceipt",
        with = "::subxt::utils::Static<::msez_bridge::CommitReceipt>"
    ),
    substitute_type(
        path = "msez_bridge::fees::Limits",
        with = "::subxt::utils::Static<::msez_bridge::Limits>"
    ),
    substitute_type(path = "msez_core::money::Usd", with = "::subxt::utils::Static<::msez_core::Usd>"),
    substitute_type(
        path = "msez_manifold::attestation_type::AttestationType",
        with = "::subxt::utils::Static<::msez_manifold::AttestationType>"
    ),
    substitute_type(
        path = "msez_saga::request::Request",
        with = "::subxt::utils::Static<::msez_saga::Request<::polkadot_sdk::sp_runtime::AccountId32>>"
    ),
    substitute_type(
        path = "msez_saga::evidence::HeldEvidence",
        with = "::subxt::utils::Static<::msez_saga::HeldEvidence>"
    ),
    substitute_type(path = "msez_saga::state::State", with = "::subxt::utils::Static<::msez_saga::State>"),
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
#[derive(Clone)]
pub struct Chain {
    url: String,
    client: OnlineClient<MsezConfig>,
    rpc: RpcClient,
    output: Output,
    timeout: Duration,
    /// Held from the question for an account's next number until the pool has the transaction: so transactions that are
    /// submitted at the same time do not take each other's.
    numbering: Arc<Mutex<()>>,
}

/// Blocks for which a transaction holds, counted from the last final one. More than operators have time for: who can
/// submit is heard as long as blocks are made, also when finality stands still meanwhile.
const MORTALITY: u64 = 256;

/// How long a new connection may take.
const RECONNECTING: Duration = Duration::from_secs(30);

/// How often a transaction is given another number, if other transactions of the account take its own.
const ATTEMPTS: usize = 5;

/// A refusal of the transaction pool that another number would cure: outdated, or taken.
const WRONG_NUMBER: [i32; 2] = [1010, 1014];

/// Words of the pool for a transaction in whose place another one with its number has come.
const USURPED: &str = "usurped";

fn rpc_failure(what: &str, e: rpcs::Error) -> Failure {
    match e {
        rpcs::Error::User(e) => {
            let text = format!("{what}: {} ({})", e.message, e.code);
            let data = e.data.and_then(|data| serde_json::from_str::<serde_json::Value>(data.get()).ok());
            let failure = match e.code {
                // The typed refusals of `msez_*`: something is not there.
                -32104..=-32101 | -32122..=-32111 | -32150 | -32157..=-32154 => Failure::NotFound(text),
                // No such method, or a runtime that lacks what is behind it.
                -32601 | -32152 => Failure::Version(text),
                _ => Failure::Refused(text),
            };
            failure.with(json!({ "method": what, "code": e.code, "data": data }))
        }
        rpcs::Error::InsecureUrl(_) => Failure::Usage(format!("{what}: {e}")),
        rpcs::Error::Serialization(_) | rpcs::Error::Deserialization(_) | rpcs::Error::Decode(_) => {
            Failure::Version(format!("{what}: {e}"))
        }
        _ => Failure::Connection(format!("{what}: the node did not answer: {e}")),
    }
}

fn backend_failure(what: &str, e: BackendError) -> Failure {
    match e {
        BackendError::Rpc(RpcError::ClientError(e)) => rpc_failure(what, e),
        e => Failure::Connection(format!("{what}: the node did not answer: {e}")),
    }
}

fn at_block_failure(what: &str, e: OnlineClientAtBlockError) -> Failure {
    match e {
        OnlineClientAtBlockError::CannotGetCurrentBlock { reason }
        | OnlineClientAtBlockError::CannotGetBlockHash { reason, .. }
        | OnlineClientAtBlockError::CannotGetBlockHeader { reason, .. }
        | OnlineClientAtBlockError::CannotGetSpecVersion { reason, .. } => backend_failure(what, reason),
        OnlineClientAtBlockError::BlockNotFound { .. }
        | OnlineClientAtBlockError::BlockHeaderNotFound { .. } => Failure::NotFound(format!("{what}: {e}")),
        // Metadata that cannot be had or understood.
        e => Failure::Version(format!("{what}: {e}")),
    }
}

fn extrinsic_failure(what: &str, e: ExtrinsicError) -> Failure {
    match e {
        ExtrinsicError::CannotGetBlockBody(e)
        | ExtrinsicError::ErrorSubmittingTransaction(e)
        | ExtrinsicError::TransactionStatusStreamError(e)
        | ExtrinsicError::CannotGetFeeInfo(e)
        | ExtrinsicError::CannotGetValidationInfo(e) => backend_failure(what, e),
        ExtrinsicError::UnexpectedEndOfTransactionStatusStream => Failure::Connection(format!("{what}: {e}")),
        ExtrinsicError::TransactionStatusError(_) => Failure::Refused(format!("{what}: {e}")),
        // Everything else is a call, an extension or bytes that runtime and command line understand differently.
        e => Failure::Version(format!("{what}: {e}")),
    }
}

fn progress_failure(what: &str, e: TransactionProgressError) -> Failure {
    match e {
        TransactionProgressError::CannotGetNextProgressUpdate(e) => backend_failure(what, e),
        TransactionProgressError::TransactionStatusError(e) => Failure::Refused(format!("{what}: {e}")),
        e => Failure::Connection(format!("{what}: {e}")),
    }
}

fn events_failure(what: &str, e: TransactionEventsError) -> Failure {
    match e {
        TransactionEventsError::ExtrinsicFailed(e) => dispatch_failure(what, &e),
        TransactionEventsError::CannotFetchBlockBody { error, .. } => backend_failure(what, error),
        TransactionEventsError::CannotInstantiateClientAtBlock(e) => at_block_failure(what, e),
        TransactionEventsError::CannotFindTransactionInBlock { .. }
        | TransactionEventsError::BlockNotFound { .. }
        | TransactionEventsError::CannotFetchEventsForTransaction { .. } => {
            Failure::Connection(format!("{what}: {e}"))
        }
        e => Failure::Version(format!("{what}: {e}")),
    }
}

/// A pallet's refusal, with the sentence that its documentation has for it.
fn dispatch_failure(what: &str, e: &DispatchError) -> Failure {
    let details = match e {
        DispatchError::Module(e) => e.details().ok(),
        _ => None,
    };
    if matches!(e, DispatchError::BadOrigin) {
        return Failure::Refused(format!(
            "{what}: this account may not do that; who may is in the pallet's README"
        ));
    }
    let Some(details) = details else { return Failure::Refused(format!("{what}: {e}")) };
    let (pallet, name) = (details.pallet.name(), &details.variant.name);
    let docs = details.variant.docs.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let text = match docs.is_empty() {
        true => format!("{what}: {pallet}::{name}"),
        false => format!("{what}: {docs} ({pallet}::{name})"),
    };
    Failure::Refused(text).with(json!({ "pallet": pallet, "name": name, "docs": docs }))
}

/// The metadata that is committed beside this command line.
pub fn committed_metadata() -> Outcome<subxt::Metadata> {
    let bytes = include_bytes!("../artifacts/msez.scale");
    subxt::Metadata::decode_from(bytes).map_err(|e| Failure::Version(e.to_string()))
}

/// Index of the attestations pallet, which signatures are bound to, in the committed metadata.
pub fn attestations_pallet() -> Outcome<u8> {
    committed_metadata()?
        .pallet_by_name("Attestations")
        .map(|pallet| pallet.call_index())
        .ok_or_else(|| Failure::Version("the committed metadata has no attestations".into()))
}

/// Index of a pallet with calls, in the committed metadata.
pub fn pallet_index(name: &str) -> Outcome<u8> {
    committed_metadata()?
        .pallet_by_name(name)
        .map(|pallet| pallet.call_index())
        .ok_or_else(|| Failure::NotFound(format!("there is no pallet {name}")))
}

/// Name of the pallet that has this index in the committed metadata.
pub fn pallet_name(index: u8) -> Outcome<Option<String>> {
    Ok(committed_metadata()?.pallet_by_call_index(index).map(|pallet| pallet.name().to_owned()))
}

/// A call in its encoded form: its two indices in the committed metadata, and its encoded arguments.
pub fn encoded_call(pallet: &str, name: &str, arguments: &[u8]) -> Outcome<Vec<u8>> {
    let metadata = committed_metadata()?;
    let unknown = || Failure::Version(format!("the committed metadata has no {pallet}::{name}"));
    let found = metadata.pallet_by_name(pallet).ok_or_else(unknown)?;
    let call = found.call_variant_by_name(name).ok_or_else(unknown)?;
    let mut bytes = vec![found.call_index(), call.index];
    bytes.extend_from_slice(arguments);
    Ok(bytes)
}

/// Pallet and name of an encoded call, by the committed metadata.
pub fn call_name(call: &[u8]) -> Outcome<String> {
    let metadata = committed_metadata()?;
    let (pallet, index) = match call {
        [pallet, index, ..] => (metadata.pallet_by_call_index(*pallet), *index),
        _ => (None, 0),
    };
    pallet
        .and_then(|pallet| {
            let call = pallet.call_variant_by_index(index)?;
            Some(format!("{}::{}", pallet.name(), call.name))
        })
        .ok_or_else(|| Failure::Usage("no call of this chain starts like this".into()))
}

/// Which block is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum At {
    /// The last one that is final.
    #[default]
    Finalized,
    /// The newest, which may still be replaced.
    Best,
    /// The one with this number.
    Number(u32),
    /// The one with this hash.
    Hash(msez_core::Digest),
}

impl std::str::FromStr for At {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "finalized" => Ok(Self::Finalized),
            "best" => Ok(Self::Best),
            _ => (text.parse().map(Self::Number))
                .or_else(|_| text.parse().map(Self::Hash))
                .map_err(|_| "expected finalized, best, a number, or a hash".to_owned()),
        }
    }
}

impl Chain {
    /// Connects. Plain `ws://` is accepted: nodes listen on loopback, and a public one belongs behind TLS.
    pub async fn connect(url: &str, timeout: Duration, output: Output) -> Outcome<Self> {
        let rpc = RpcClient::from_insecure_url(url)
            .await
            .map_err(|e| Failure::Connection(format!("cannot reach {url}: {e}")))?;
        // The older RPC: it says why it refuses a transaction, and does not need a subscription to the whole chain.
        let backend = LegacyBackend::builder().build(rpc.clone());
        let client =
            OnlineClient::<MsezConfig>::from_backend(Arc::new(backend)).await.map_err(|e| match e {
                OnlineClientError::RpcError(e) => rpc_failure(url, e),
                OnlineClientError::CannotGetGenesisHash(e) => backend_failure(url, e),
                e => Failure::Version(format!("{url}: {e}")),
            })?;
        Ok(Self { url: url.to_owned(), client, rpc, output, timeout, numbering: Arc::default() })
    }

    /// The same chain over a new connection: one that was lost stays lost.
    pub async fn reconnected(&self) -> Outcome<Self> {
        let connect = Self::connect(&self.url, self.timeout, self.output);
        let again = tokio::time::timeout(RECONNECTING, connect).await.map_err(|_| {
            Failure::Connection(format!("{}: no connection after {} s", self.url, RECONNECTING.as_secs()))
        })??;
        match again.genesis() == self.genesis() {
            true => Ok(again),
            false => Err(Failure::Usage(format!("{} is a node of another chain now", self.url))),
        }
    }

    /// Hash of block 0.
    pub fn genesis(&self) -> msez_core::Digest {
        msez_core::Digest(self.client.genesis_hash().0)
    }

    /// Asks the node. Errors of the node's own vocabulary come with its code and words.
    pub async fn ask<T: DeserializeOwned>(&self, method: &str, params: RpcParams) -> Outcome<T> {
        self.rpc.request(method, params).await.map_err(|e| rpc_failure(method, e))
    }

    /// Hash of a block, to be asked about as often as needed with one and the same answer.
    pub async fn hash(&self, at: At) -> Outcome<msez_core::Digest> {
        match at {
            At::Hash(hash) => Ok(hash),
            At::Finalized => self.ask("chain_getFinalizedHead", rpc_params![]).await,
            At::Best => self.ask("chain_getBlockHash", rpc_params![]).await,
            At::Number(number) => {
                let hash: Option<_> = self.ask("chain_getBlockHash", rpc_params![number]).await?;
                hash.ok_or_else(|| Failure::NotFound(format!("there is no block {number} yet")))
            }
        }
    }

    /// Signs, submits and waits until the transaction is final and has succeeded.
    pub async fn submit(
        &self,
        what: &str,
        call: &impl Payload,
        from: &Account,
    ) -> Outcome<(Finalized, ExtrinsicEvents<MsezConfig>)> {
        let submit = async {
            for _ in 1..ATTEMPTS {
                if let Some(done) = self.submit_and_watch(what, call, from, true).await? {
                    return Ok(done);
                }
                self.output.progress(&format!("{what}: another transaction has taken the number; once more"));
            }
            let last = self.submit_and_watch(what, call, from, false).await?;
            last.ok_or_else(|| Failure::Refused(format!("{what}: other transactions took its number")))
        };
        tokio::time::timeout(self.timeout, submit).await.map_err(|_| {
            Failure::TimedOut(format!(
                "{what}: not final after {} s; it may still be",
                self.timeout.as_secs()
            ))
        })?
    }

    /// Submits a call that is given in its encoded form, which the node's runtime must understand.
    pub async fn submit_encoded(
        &self,
        what: &str,
        call: &[u8],
        from: &Account,
    ) -> Outcome<(Finalized, ExtrinsicEvents<MsezConfig>)> {
        let at = self.client.at_current_block().await.map_err(|e| at_block_failure(what, e))?;
        let call = at
            .transactions()
            .from_call_data_bytes(call)
            .map_err(|e| Failure::Usage(format!("{what}: {e}")))?;
        self.submit(what, &call, from).await
    }

    /// Nothing if another transaction of the account has taken the number, and `may_retry`.
    async fn submit_and_watch(
        &self,
        what: &str,
        call: &impl Payload,
        from: &Account,
        may_retry: bool,
    ) -> Outcome<Option<(Finalized, ExtrinsicEvents<MsezConfig>)>> {
        let numbering = self.numbering.lock().await;
        let at = self.client.at_current_block().await.map_err(|e| at_block_failure(what, e))?;
        // Counts transactions that are in the pool, or in blocks that are not final yet.
        let number: u64 = self.ask("system_accountNextIndex", rpc_params![from.id().to_string()]).await?;
        self.output.progress(&format!("{what}: submitting from {}", from.id()));
        let params = DefaultExtrinsicParamsBuilder::new().nonce(number).mortal(MORTALITY).build();
        let submitted = at.transactions().sign_and_submit_then_watch(call, from, params).await;
        drop(numbering);
        let mut progress = match submitted {
            Err(ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(RpcError::ClientError(
                rpcs::Error::User(e),
            )))) if may_retry && is_wrong_number(&e) => return Ok(None),
            other => other.map_err(|e| extrinsic_failure(what, e))?,
        };
        while let Some(status) = progress.next().await {
            match status.map_err(|e| progress_failure(what, e))? {
                TransactionStatus::InBestBlock(block) => {
                    // Tell a failure at once; finality would not change it for the better.
                    block.wait_for_success().await.map_err(|e| events_failure(what, e))?;
                    self.output.progress(&format!(
                        "{what}: in block {:?}, waiting for finality",
                        block.block_hash()
                    ));
                }
                TransactionStatus::InFinalizedBlock(block) => {
                    let events = block.wait_for_success().await.map_err(|e| events_failure(what, e))?;
                    let at = self.client.at_block(block.block_hash()).await;
                    let number = at.map_err(|e| at_block_failure(what, e))?.block_number();
                    self.output.progress(&format!("{what}: final in block {number}"));
                    let finalized = Finalized {
                        block_hash: format!("{:?}", block.block_hash()),
                        block_number: number,
                        extrinsic_hash: format!("{:?}", block.extrinsic_hash()),
                    };
                    return Ok(Some((finalized, events)));
                }
                TransactionStatus::Invalid { message } if may_retry && message.contains(USURPED) => {
                    return Ok(None);
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

    /// The signed statements of watchers that a block carries.
    pub async fn signed_statements(&self, block: u32) -> Outcome<Vec<Signed>> {
        let what = "statements";
        let at = self.client.at_block(block).await.map_err(|e| at_block_failure(what, e))?;
        let all = at.extrinsics().fetch().await.map_err(|e| extrinsic_failure(what, e))?;
        all.find::<api::watchers::calls::AttestSigned>()
            .map(|call| {
                let signed = call.map_err(|e| extrinsic_failure(what, e))?.signed;
                let (statement, key) = (signed.statement.0, msez_core::Digest(signed.key));
                Ok(Signed { statement, key, signature: signed.signature })
            })
            .collect()
    }

    /// How amounts of the native currency are written; as plain numbers, if the node does not say.
    pub async fn scale(&self) -> Scale {
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Properties {
            token_decimals: u32,
            token_symbol: String,
        }
        match self.ask::<Properties>("system_properties", rpc_params![]).await {
            Ok(told) => Scale { decimals: told.token_decimals, symbol: told.token_symbol },
            Err(_) => Scale::default(),
        }
    }

    /// What an account has and can spend, in the native token's smallest unit; holds apart.
    pub async fn free_balance(&self, account: &AccountId32) -> Outcome<u128> {
        let what = "a balance";
        let at = self.client.at_current_block().await.map_err(|e| at_block_failure(what, e))?;
        let wrong = |e: &dyn std::fmt::Display| Failure::Version(format!("{what}: {e}"));
        let entry = at.storage().entry(api::storage().system().account()).map_err(|e| wrong(&e))?;
        let key = subxt::utils::AccountId32(account.clone().into());
        let value = entry.fetch((key,)).await.map_err(|e| match e {
            StorageError::CannotFetchValue(e) => backend_failure(what, e),
            e => wrong(&e),
        })?;
        Ok(value.decode().map_err(|e| wrong(&e))?.data.free)
    }

    /// Gas that one call may ask for.
    pub async fn max_gas(&self) -> Outcome<u64> {
        let what = "the most gas";
        let at = self.client.at_current_block().await.map_err(|e| at_block_failure(what, e))?;
        at.constants()
            .entry(api::constants().savm().max_gas())
            .map_err(|e| Failure::Version(format!("{what}: {e}")))
    }

    /// Number of the last finalized block.
    pub async fn finalized(&self) -> Outcome<u32> {
        let what = "the last finalized block";
        let at = self.client.at_current_block().await.map_err(|e| at_block_failure(what, e))?;
        let number = at.block_number();
        u32::try_from(number).map_err(|e| Failure::Version(format!("{what}, {number}: {e}")))
    }

    /// The chain's own time at the last finalized block, in milliseconds.
    pub async fn now(&self) -> Outcome<u64> {
        let what = "the chain's time";
        let at = self.client.at_current_block().await.map_err(|e| at_block_failure(what, e))?;
        let wrong = |e: &dyn std::fmt::Display| Failure::Version(format!("{what}: {e}"));
        let entry = at.storage().entry(api::storage().timestamp().now()).map_err(|e| wrong(&e))?;
        let value = entry.fetch(()).await.map_err(|e| match e {
            StorageError::CannotFetchValue(e) => backend_failure(what, e),
            e => wrong(&e),
        })?;
        value.decode().map_err(|e| wrong(&e))
    }
}

/// How amounts of the native currency are written.
#[derive(Clone, Debug, Default)]
pub struct Scale {
    decimals: u32,
    symbol: String,
}

impl Scale {
    /// An amount for people: whole units, and what is behind the point without its last zeros.
    pub fn text(&self, amount: u128) -> String {
        let Some(unit) = 10u128.checked_pow(self.decimals).filter(|_| self.decimals > 0) else {
            return format!("{amount} {}", self.symbol).trim_end().to_owned();
        };
        let width = usize::try_from(self.decimals).unwrap_or_default();
        let behind = format!("{:0width$}", amount % unit);
        let behind = behind.trim_end_matches('0');
        let point = if behind.is_empty() { "" } else { "." };
        format!("{}{point}{behind} {}", amount / unit, self.symbol).trim_end().to_owned()
    }
}

/// Whether the pool would take the transaction under another number. It says "outdated" in the data only.
fn is_wrong_number(e: &rpcs::UserError) -> bool {
    let [invalid, taken] = WRONG_NUMBER;
    let outdated = e.data.as_ref().is_some_and(|data| data.get().contains("outdated"));
    e.code == taken || (e.code == invalid && outdated)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused_with(code: i32) -> rpcs::Error {
        rpcs::Error::User(rpcs::UserError { code, message: "words".into(), data: None })
    }

    #[test]
    fn every_way_in_which_a_node_fails_has_its_code() {
        let disconnected = || rpcs::Error::DisconnectedWillReconnect("gone".into());
        assert_eq!(rpc_failure("m", disconnected()).code(), 3);
        assert_eq!(rpc_failure("m", refused_with(1010)).code(), 4);
        assert_eq!(rpc_failure("m", refused_with(-32_101)).code(), 5);
        assert_eq!(rpc_failure("m", refused_with(-32_104)).code(), 5);
        assert_eq!(rpc_failure("m", refused_with(-32_105)).code(), 4);
        assert_eq!(rpc_failure("m", refused_with(-32_150)).code(), 5);
        assert_eq!(rpc_failure("m", refused_with(-32_152)).code(), 7);
        assert_eq!(rpc_failure("m", refused_with(-32_601)).code(), 7);

        let lost = || BackendError::Rpc(RpcError::SubscriptionDropped);
        assert_eq!(backend_failure("m", lost()).code(), 3);
        assert_eq!(extrinsic_failure("m", ExtrinsicError::ErrorSubmittingTransaction(lost())).code(), 3);
        let pool = BackendError::Rpc(RpcError::ClientError(refused_with(1010)));
        assert_eq!(extrinsic_failure("m", ExtrinsicError::ErrorSubmittingTransaction(pool)).code(), 4);
        assert_eq!(extrinsic_failure("m", ExtrinsicError::IncompatibleCodegen).code(), 7);
        assert_eq!(extrinsic_failure("m", ExtrinsicError::PalletNameNotFound("P".into())).code(), 7);
        let gone = TransactionProgressError::CannotGetNextProgressUpdate(lost());
        assert_eq!(progress_failure("m", gone).code(), 3);
        assert_eq!(
            progress_failure("m", TransactionProgressError::UnexpectedEndOfTransactionStatusStream).code(),
            3
        );
        assert_eq!(
            events_failure("m", TransactionEventsError::ExtrinsicFailed(DispatchError::BadOrigin)).code(),
            4
        );
        assert_eq!(at_block_failure("m", OnlineClientAtBlockError::MissingLegacyTypes).code(), 7);
        assert_eq!(
            at_block_failure("m", OnlineClientAtBlockError::CannotGetCurrentBlock { reason: lost() }).code(),
            3
        );
    }

    #[test]
    fn only_a_number_that_is_taken_is_replaced() {
        let error = |code, data: Option<&str>| rpcs::UserError {
            code,
            message: "Invalid Transaction".into(),
            data: data.map(|text| serde_json::value::to_raw_value(text).unwrap()),
        };
        assert!(is_wrong_number(&error(1014, None)));
        assert!(is_wrong_number(&error(1010, Some("Transaction is outdated"))));
        assert!(!is_wrong_number(&error(1010, Some("Inability to pay some fees"))));
        assert!(!is_wrong_number(&error(1013, None)));
    }

    #[test]
    fn amounts_are_written_in_whole_units() {
        let scale = Scale { decimals: 12, symbol: "MSEZ".into() };
        for (amount, text) in [
            (0, "0 MSEZ"),
            (1, "0.000000000001 MSEZ"),
            (1_500_000_000_000, "1.5 MSEZ"),
            (20_000_000_000_000, "20 MSEZ"),
            (u128::MAX, "340282366920938463463374607.431768211455 MSEZ"),
        ] {
            assert_eq!(scale.text(amount), text);
        }
        assert_eq!(Scale::default().text(7), "7");
        assert_eq!(Scale { decimals: 99, symbol: "X".into() }.text(7), "7 X");
    }

    #[test]
    fn blocks_are_named_by_word_number_or_hash() {
        assert_eq!("finalized".parse(), Ok(At::Finalized));
        assert_eq!("best".parse(), Ok(At::Best));
        assert_eq!("17".parse(), Ok(At::Number(17)));
        let hash = format!("0x{}", "1f".repeat(32));
        assert_eq!(hash.parse(), Ok(At::Hash(msez_core::Digest([0x1f; 32]))));
        for bad in ["", "latest", "-1", "0x12", "4294967296"] {
            assert!(bad.parse::<At>().is_err(), "{bad}");
        }
    }

    #[test]
    fn signatures_are_bound_to_the_pallet_of_the_committed_metadata() {
        assert_eq!(attestations_pallet().unwrap(), 61);
    }

    #[test]
    fn calls_are_named_by_the_committed_metadata() {
        assert_eq!(encoded_call("System", "remark", &[8, 1, 2]).unwrap(), [0, 0, 8, 1, 2]);
        assert_eq!(call_name(&[0, 0, 8, 1, 2]).unwrap(), "System::remark");
        assert_eq!(pallet_index("Bonds").unwrap(), 20);
        assert_eq!(pallet_name(20).unwrap().as_deref(), Some("Bonds"));
        for unknown in [&[][..], &[0], &[255, 0], &[0, 255]] {
            assert_eq!(call_name(unknown).unwrap_err().code(), 2, "{unknown:?}");
        }
        assert_eq!(pallet_index("Nothing").unwrap_err().code(), 5);
        assert_eq!(encoded_call("System", "nothing", &[]).unwrap_err().code(), 7);
    }
}
