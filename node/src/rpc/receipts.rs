//! The audit trail: what pallets did in a block, and proofs of it.
//!
//! The head after each block is in its header; what a block noted, this node has indexed when it executed the block. So
//! there is an answer for blocks whose state is long gone.

use std::sync::Arc;

use codec::DecodeAll;
use jsonrpsee::proc_macros::rpc;
use msez_core::Digest;
use msez_receipts::{
    index::{block_key, event_key, IndexedBlock, IndexedEvent, ENGINE},
    note, prove, Entry, Inclusion, SoftKeccak,
};
use msez_runtime::{
    opaque::{Block, Header},
    BlockNumber, Hash,
};
use msez_runtime_api::{ApiError, AuditApi, Page, Paged};
use polkadot_sdk::{
    sp_api::ProvideRuntimeApi,
    sp_blockchain::HeaderBackend,
    sp_core::{
        offchain::{OffchainStorage, STORAGE_PREFIX},
        Bytes,
    },
    sp_runtime::{traits::Header as _, DigestItem},
};
use serde::{Deserialize, Serialize};

use super::{errors::Failure, reader::Reader};

/// A block, by its number in the best chain or by its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum BlockName {
    Number(BlockNumber),
    Hash(Hash),
}

/// What a pallet did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptView {
    /// Its place among the block's.
    pub index: u32,
    /// Index of the pallet in the runtime.
    pub pallet: u8,
    /// Encoding of the pallet's own event.
    pub event: Bytes,
    /// The commitment to both.
    pub note: Digest,
}

/// What a block noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptsView {
    /// Hash of the block.
    pub block: Hash,
    /// Hash of block 0.
    pub domain: Hash,
    /// The block's line of the trail.
    pub entry: Entry,
    /// How many notes are folded into the last leaf, which then is no receipt; mostly 0.
    pub folded: u32,
    /// The receipts, a page of them.
    pub receipts: Paged<ReceiptView>,
}

/// A receipt, proven up to the block's entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptProofView {
    /// Hash of the block.
    pub block: Hash,
    /// Hash of block 0.
    pub domain: Hash,
    /// The block's line of the trail.
    pub entry: Entry,
    /// Index of the pallet in the runtime.
    pub pallet: u8,
    /// Encoding of the pallet's own event.
    pub event: Bytes,
    /// Where the receipt stands, and what leads to the root.
    pub inclusion: Inclusion,
}

/// Reads and proves what pallets did. A block is a number of the best chain, or a hash.
#[rpc(server)]
pub trait ReceiptsRpc {
    /// The receipts of a block, in their order.
    #[method(name = "msez_receipts", blocking)]
    fn receipts(&self, block: BlockName, page: Option<Page>) -> Result<ReceiptsView, Failure>;

    /// One receipt of a block, with its proof.
    #[method(name = "msez_receiptProof", blocking)]
    fn receipt_proof(&self, block: BlockName, index: u32) -> Result<ReceiptProofView, Failure>;

    /// The entry of the audit trail after a block.
    #[method(name = "msez_auditLatest", blocking)]
    fn latest(&self, at: Option<Hash>) -> Result<Option<Entry>, Failure>;

    /// The entry of an earlier block, if the chain itself still keeps it.
    #[method(name = "msez_auditEntry", blocking)]
    fn entry(&self, block: BlockNumber, at: Option<Hash>) -> Result<Entry, Failure>;
}

/// Answers from headers, from what was indexed, and from the runtime's [`AuditApi`].
pub struct Receipts<Client, Storage> {
    reader: Reader<Client>,
    client: Arc<Client>,
    index: Storage,
}

impl<Client, Storage> Receipts<Client, Storage>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
    Storage: OffchainStorage,
{
    pub fn new(client: Arc<Client>, index: Storage) -> Self {
        Self { reader: Reader::new(client.clone()), client, index }
    }

    fn named(&self, block: BlockName) -> Result<(Hash, Header), Failure> {
        let number = match block {
            BlockName::Hash(hash) => return self.reader.block(Some(hash)),
            BlockName::Number(number) => number,
        };
        let best = self.client.info().best_number;
        let hash = self.client.hash(number).ok().flatten();
        match hash.map(|hash| self.reader.block(Some(hash))) {
            Some(Ok(found)) => Ok(found),
            _ if number <= best => Err(Failure::HeaderPruned(number)),
            _ => Err(Failure::NoSuchBlock(number)),
        }
    }

    /// What was indexed of a block, as its header commits to it.
    fn indexed(&self, header: &Header) -> Result<IndexedBlock, Failure> {
        let number = *header.number();
        let head = head_of(header).ok_or(Failure::Refused(ApiError::BlockNotFound))?;
        let indexed: IndexedBlock =
            self.decoded(&block_key(number, &head))?.ok_or(Failure::NotIndexed(number))?;
        let domain = Digest(self.client.info().genesis_hash.0);
        let record = &indexed.entry.record;
        let fits = record.head == head && record.check::<SoftKeccak>(&domain).is_ok();
        if fits && usize::try_from(record.width) == Ok(indexed.notes.len()) {
            Ok(indexed)
        } else {
            Err(Failure::Refused(ApiError::Inconsistent))
        }
    }

    fn decoded<T: DecodeAll>(&self, key: &[u8]) -> Result<Option<T>, Failure> {
        let found = self.index.get(STORAGE_PREFIX, key).map(|bytes| T::decode_all(&mut bytes.as_slice()));
        found.transpose().map_err(|_| Failure::Refused(ApiError::Inconsistent))
    }

    fn event(&self, number: BlockNumber, noted: &Digest) -> Result<IndexedEvent, Failure> {
        let found: IndexedEvent = self.decoded(&event_key(noted))?.ok_or(Failure::NotIndexed(number))?;
        if note::<SoftKeccak>(found.pallet, &found.event) == *noted {
            Ok(found)
        } else {
            Err(Failure::Refused(ApiError::Inconsistent))
        }
    }
}

/// The head of the audit trail that a header carries. The block's own is the last, should there be more.
fn head_of(header: &Header) -> Option<Digest> {
    header.digest().logs.iter().rev().find_map(|item| match item {
        DigestItem::Consensus(engine, head) if *engine == ENGINE => {
            head.as_slice().try_into().ok().map(Digest)
        }
        _ => None,
    })
}

/// How many leaves are receipts: all but a fold.
fn proper(indexed: &IndexedBlock) -> u32 {
    indexed.entry.record.width.saturating_sub(u32::from(indexed.folded > 0))
}

impl<Client, Storage> ReceiptsRpcServer for Receipts<Client, Storage>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block> + Send + Sync + 'static,
    Client::Api: AuditApi<Block>,
    Storage: OffchainStorage + 'static,
{
    fn receipts(&self, block: BlockName, page: Option<Page>) -> Result<ReceiptsView, Failure> {
        let page = page.unwrap_or(Page::FIRST).check().map_err(Failure::Refused)?;
        let (hash, header) = self.named(block)?;
        let indexed = self.indexed(&header)?;
        let listed = (0..proper(&indexed)).zip(&indexed.notes);
        let Paged { items, next } = page.of(listed).map_err(Failure::Refused)?;
        let receipt = |(index, noted): (u32, &Digest)| {
            let IndexedEvent { pallet, event } = self.event(*header.number(), noted)?;
            Ok(ReceiptView { index, pallet, event: event.into(), note: *noted })
        };
        Ok(ReceiptsView {
            block: hash,
            domain: self.client.info().genesis_hash,
            entry: indexed.entry,
            folded: indexed.folded,
            receipts: Paged { items: items.into_iter().map(receipt).collect::<Result<_, Failure>>()?, next },
        })
    }

    fn receipt_proof(&self, block: BlockName, index: u32) -> Result<ReceiptProofView, Failure> {
        let (hash, header) = self.named(block)?;
        let number = *header.number();
        let indexed = self.indexed(&header)?;
        let (entry, domain) = (indexed.entry, self.client.info().genesis_hash);
        if index >= entry.record.width {
            return Err(Failure::NoSuchReceipt { block: number, width: entry.record.width });
        }
        if index >= proper(&indexed) {
            return Err(Failure::Folded { block: number, folded: indexed.folded });
        }
        let proof = prove::<SoftKeccak>(&Digest(domain.0), number, &indexed.notes, index);
        let noted = usize::try_from(index).ok().and_then(|place| indexed.notes.get(place));
        let (Some(inclusion), Some(noted)) = (proof, noted) else {
            return Err(Failure::Refused(ApiError::Inconsistent));
        };
        let IndexedEvent { pallet, event } = self.event(number, noted)?;
        Ok(ReceiptProofView { block: hash, domain, entry, pallet, event: event.into(), inclusion })
    }

    fn latest(&self, at: Option<Hash>) -> Result<Option<Entry>, Failure> {
        self.reader.ask(at, |api, hash| api.latest(hash))
    }

    fn entry(&self, block: BlockNumber, at: Option<Hash>) -> Result<Entry, Failure> {
        self.reader.query(at, |api, hash| api.entry(hash, block))
    }
}
