//! Programs, their instances, and proofs of what instances have stored.

use std::sync::Arc;

use codec::Encode;
use jsonrpsee::proc_macros::rpc;
use msez_core::Digest;
use msez_runtime::{opaque::Block, AccountId, Hash};
use msez_runtime_api::{ApiError, CallReport, CallRequest, InstanceView, ProgramInfo, SavmApi};
use polkadot_sdk::{
    sc_client_api::{ProofProvider, StorageProof},
    sp_api::ProvideRuntimeApi,
    sp_blockchain::HeaderBackend,
    sp_core::{
        storage::{ChildInfo, ChildType, PrefixedStorageKey},
        Bytes,
    },
};
use serde::Serialize;

use super::{errors::Failure, reader::Reader};

/// Keys that one proof can be about.
pub const MAX_PROOF_KEYS: u32 = 64;

/// What an instance has stored under some keys at one block, proven to that block's header.
#[derive(Debug, Serialize, Clone, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct StorageProofView {
    /// Hash of the block.
    pub block: Hash,
    /// SCALE of its header, whose BLAKE2b-256 is that hash; the state root is in it.
    pub header: Bytes,
    /// The instance.
    pub instance: AccountId,
    /// Under which key of the state the root of its child trie is.
    pub storage_key: Bytes,
    /// The keys.
    pub keys: Vec<Digest>,
    /// Nodes of both tries, from the state root through the child trie's root to the keys, or to where they would be.
    pub nodes: Vec<Bytes>,
}

/// Who proves from a block's state.
pub trait Prover {
    /// Nodes that prove keys of a child trie: the read starts at the state root, so they lead through the top trie to
    /// the child's root.
    fn prove(&self, block: Hash, child: &ChildInfo, keys: &[Digest]) -> Result<StorageProof, String>;
}

impl<Client: ProofProvider<Block>> Prover for Client {
    fn prove(&self, block: Hash, child: &ChildInfo, keys: &[Digest]) -> Result<StorageProof, String> {
        self.read_child_proof(block, child, &mut keys.iter().map(|key| key.0.as_slice()))
            .map_err(|error| error.to_string())
    }
}

/// Reads programs and instances, and tries calls. Accounts are SS58 addresses, amounts decimal text.
#[rpc(server)]
pub trait ProgramsRpc {
    /// A deployed program.
    #[method(name = "msez_program", blocking)]
    fn program(&self, program: Digest, at: Option<Hash>) -> Result<ProgramInfo, Failure>;

    /// An instance.
    #[method(name = "msez_instance", blocking)]
    fn instance(&self, instance: AccountId, at: Option<Hash>) -> Result<InstanceView, Failure>;

    /// One word of an instance's storage; null where the key is absent.
    #[method(name = "msez_instanceStorage", blocking)]
    fn storage(&self, instance: AccountId, key: Digest, at: Option<Hash>) -> Result<Option<Digest>, Failure>;

    /// Proves words of an instance's storage, or that they are absent.
    #[method(name = "msez_instanceStorageProof", blocking)]
    fn storage_proof(
        &self,
        instance: AccountId,
        keys: Vec<Digest>,
        at: Option<Hash>,
    ) -> Result<StorageProofView, Failure>;

    /// Tries a call; nothing of it stays.
    #[method(name = "msez_dryRun", blocking)]
    fn dry_run(
        &self,
        call: CallRequest,
        trace: Option<bool>,
        at: Option<Hash>,
    ) -> Result<CallReport, Failure>;

    /// The least gas limit with which a call succeeds.
    #[method(name = "msez_estimateGas", blocking)]
    fn estimate_gas(&self, call: CallRequest, at: Option<Hash>) -> Result<u64, Failure>;
}

/// Answers from the runtime's [`SavmApi`], and proves from the client's state.
pub struct Programs<Client> {
    reader: Reader<Client>,
    client: Arc<Client>,
}

impl<Client> Programs<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
{
    pub fn new(client: Arc<Client>) -> Self {
        Self { reader: Reader::new(client.clone()), client }
    }
}

impl<Client> ProgramsRpcServer for Programs<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block> + Prover + Send + Sync + 'static,
    Client::Api: SavmApi<Block>,
{
    fn program(&self, program: Digest, at: Option<Hash>) -> Result<ProgramInfo, Failure> {
        self.reader.query(at, |api, hash| api.program(hash, program))
    }

    fn instance(&self, instance: AccountId, at: Option<Hash>) -> Result<InstanceView, Failure> {
        self.reader.query(at, |api, hash| api.instance(hash, instance))
    }

    fn storage(&self, instance: AccountId, key: Digest, at: Option<Hash>) -> Result<Option<Digest>, Failure> {
        self.reader.query(at, |api, hash| api.storage(hash, instance, key))
    }

    fn storage_proof(
        &self,
        instance: AccountId,
        keys: Vec<Digest>,
        at: Option<Hash>,
    ) -> Result<StorageProofView, Failure> {
        check_keys(&keys).map_err(Failure::Refused)?;
        let (block, header) = self.reader.block(at)?;
        let view = self.reader.query(Some(block), |api, hash| api.instance(hash, instance.clone()))?;
        let storage_key = PrefixedStorageKey::new(view.storage_key.clone());
        let (_, child) = ChildType::from_prefixed_key(&storage_key)
            .ok_or_else(|| Failure::Runtime("the instance's storage is no child trie".into()))?;
        let child = ChildInfo::new_default(child);
        let proof = self.client.prove(block, &child, &keys).map_err(Failure::Runtime)?;
        Ok(StorageProofView {
            block,
            header: header.encode().into(),
            instance,
            storage_key: view.storage_key.into(),
            keys,
            nodes: proof.into_iter_nodes().map(Into::into).collect(),
        })
    }

    fn dry_run(
        &self,
        call: CallRequest,
        trace: Option<bool>,
        at: Option<Hash>,
    ) -> Result<CallReport, Failure> {
        self.reader.query(at, |api, hash| api.dry_run(hash, call, trace.unwrap_or(false)))
    }

    fn estimate_gas(&self, call: CallRequest, at: Option<Hash>) -> Result<u64, Failure> {
        let estimate = self.reader.query(at, |api, hash| api.estimate_gas(hash, call))?;
        estimate.map_err(|report| Failure::CallFailed(Box::new(report)))
    }
}

/// A question has some keys, each once, and not too many.
fn check_keys(keys: &[Digest]) -> Result<(), ApiError> {
    if keys.is_empty() {
        return Err(ApiError::NothingAsked);
    }
    if !u32::try_from(keys.len()).is_ok_and(|count| count <= MAX_PROOF_KEYS) {
        return Err(ApiError::TooMany { max: MAX_PROOF_KEYS });
    }
    let each: std::collections::BTreeSet<_> = keys.iter().collect();
    if each.len() < keys.len() {
        return Err(ApiError::Duplicate);
    }
    Ok(())
}
