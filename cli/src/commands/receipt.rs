//! `msez receipt`: what pallets did in a block, and proofs of it that need no chain.

use std::{
    fmt,
    path::PathBuf,
    time::{Duration, Instant},
};

use codec::{Decode, DecodeAll};
use msez_core::Digest;
use msez_receipts::{Entry, Inclusion};
use msez_runtime_api::{Page, Paged, MAX_PAGE};
use polkadot_sdk::{
    sp_consensus_beefy::{ecdsa_crypto::AuthorityId, mmr::BeefyAuthoritySet, ValidatorSet, BEEFY_ENGINE_ID},
    sp_core::{ecdsa, H256},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use subxt::{
    ext::{
        scale_type_resolver::{visitor, Primitive, TypeResolver},
        scale_value::{scale::decode_as_type, Composite, Value, ValueDef},
    },
    rpcs::rpc_params,
    Metadata,
};

use crate::{
    chain::{committed_metadata, At, Chain},
    commands::{program::Bytes, read_json, write_json, Global},
    failure::{Failure, Outcome},
    receipt::{self, keyset_commitment, read_trusted_set, Bundle, TrustedSet, FORMAT},
};

/// How often the node is asked whether BEEFY has come far enough.
const PAUSE: Duration = Duration::from_secs(1);

/// What can be done with receipts.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List what pallets did in a block.
    List {
        /// The block: a number, a hash, `finalized`, or `best`, which may still be replaced.
        #[arg(default_value = "finalized")]
        block: At,
    },
    /// Prove a receipt: one file, up to a root that BEEFY signed in a later block. Waits until it has.
    Prove(Prove),
    /// Verify such a file; needs no node. Exit code 1 if it does not hold, 9 if it does but its signers are not trusted.
    ///
    /// The question is the verifier's: a file of something else is refused.
    Verify(Verify),
    /// Tell which authorities sign now, for `verify --trust`. Do this with a node that you trust.
    Trust,
}

/// `msez receipt prove`
#[derive(Debug, clap::Args)]
pub struct Prove {
    /// The block, by number or hash.
    block: At,
    /// Which receipt of the block, from 0; `msez receipt list` tells it.
    #[arg(long, conflicts_with = "event", required_unless_present = "event")]
    index: Option<u32>,
    /// The first receipt with this event, as `Bonds.Bonded`.
    #[arg(long, value_name = "PALLET.EVENT")]
    event: Option<String>,
    /// A later block that BEEFY signed, for a verifier who trusts the set of then; otherwise the last one that it has
    /// signed. The first block of every session is signed.
    #[arg(long, value_name = "BLOCK")]
    signed_in: Option<At>,
    /// Write the proof to this file.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// `msez receipt verify`
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// The file that `prove` wrote.
    file: PathBuf,
    /// The set of authorities to trust: its id and the commitment to its keys.
    #[arg(long, value_name = "ID:COMMITMENT", value_parser = read_trusted_set, conflicts_with = "trust")]
    trusted_set: Option<TrustedSet>,
    /// The same, from a file that `msez receipt trust` wrote earlier.
    #[arg(long, value_name = "FILE", alias = "genesis-set")]
    trust: Option<PathBuf>,
    /// The block that the receipt must be of.
    #[arg(long)]
    block: Option<u32>,
    /// The event that it must be about, as `Bonds.Bonded`.
    #[arg(long, value_name = "PALLET.EVENT")]
    event: Option<String>,
}

/// What the node answers about a block.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Receipts {
    block: Digest,
    domain: Digest,
    entry: Entry,
    folded: u32,
    receipts: Paged<Receipt>,
}

/// A receipt in a list.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Receipt {
    index: u32,
    pallet: u8,
    event: Bytes,
    note: Digest,
    /// What it says, as far as the metadata of this command line knows it.
    #[serde(default)]
    told: Option<String>,
}

/// What the node answers about a receipt.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Proven {
    block: Digest,
    domain: Digest,
    entry: Entry,
    pallet: u8,
    event: Bytes,
    inclusion: Inclusion,
}

/// Runs `msez receipt`.
pub async fn run(global: &Global, command: Command) -> Outcome {
    match command {
        Command::List { block } => list(global, block).await,
        Command::Prove(command) => prove(global, command).await,
        Command::Verify(command) => verify(global, command),
        Command::Trust => trust(global).await,
    }
}

async fn list(global: &Global, block: At) -> Outcome {
    let chain = global.chain().await?;
    let listed = every_receipt(&chain, chain.hash(block).await?).await?;
    global.output().result(&listed, |listed| {
        let record = &listed.entry.record;
        let mut lines = vec![
            format!("block   {} {}", record.block, listed.block),
            format!("head    {}", record.head),
            format!("root    {}", record.root),
            format!("tensor  {}", listed.entry.companion),
            format!("width   {}", record.width),
        ];
        lines.extend(listed.receipts.items.iter().map(ToString::to_string));
        if listed.folded > 0 {
            lines.push(format!("  {} more are folded into the last leaf", listed.folded));
        }
        lines.join("\n")
    });
    Ok(())
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.told {
            Some(told) => write!(f, "  {:>4}  {told}", self.index),
            None => write!(f, "  {:>4}  pallet {} {}", self.index, self.pallet, self.event),
        }
    }
}

/// All of a block, page by page.
async fn every_receipt(chain: &Chain, block: Digest) -> Outcome<Receipts> {
    let metadata = committed_metadata()?;
    let mut page = Page { offset: 0, limit: MAX_PAGE };
    let mut all: Receipts = chain.ask("msez_receipts", rpc_params![block, page]).await?;
    while let Some(offset) = all.receipts.next {
        page.offset = offset;
        let more: Receipts = chain.ask("msez_receipts", rpc_params![block, page]).await?;
        all.receipts.items.extend(more.receipts.items);
        all.receipts.next = more.receipts.next;
    }
    for receipt in &mut all.receipts.items {
        receipt.told = told(&metadata, receipt.pallet, &receipt.event.0);
    }
    Ok(all)
}

/// `Pallet.Event` of the bytes.
fn name(metadata: &Metadata, pallet: u8, event: &[u8]) -> Option<String> {
    let pallet = metadata.pallet_by_event_index(pallet)?;
    let variant = event.first()?;
    let event = pallet.event_variants()?.iter().find(|known| known.index == *variant)?;
    Some(format!("{}.{}", pallet.name(), event.name))
}

/// The event in words, if all of the bytes are understood.
fn told(metadata: &Metadata, pallet: u8, mut event: &[u8]) -> Option<String> {
    let name = name(metadata, pallet, event)?;
    let kind = metadata.pallet_by_event_index(pallet)?.event_ty_id()?;
    let value: Value<u32> = decode_as_type(&mut event, kind, metadata.types()).ok()?;
    let fields = match &value.value {
        ValueDef::Variant(variant) => list_text(metadata, &variant.values),
        _ => value_text(metadata, &value),
    };
    event.is_empty().then(|| format!("{name} {fields}"))
}

/// A value in words: bytes in hexadecimal, everything else as Rust writes it.
fn value_text(metadata: &Metadata, value: &Value<u32>) -> String {
    if let Some(bytes) = bytes_of(metadata, value) {
        return format!("0x{}", hex::encode(bytes));
    }
    match &value.value {
        ValueDef::Composite(list) => list_text(metadata, list),
        ValueDef::Variant(variant) => format!("{} {}", variant.name, list_text(metadata, &variant.values)),
        ValueDef::BitSequence(_) | ValueDef::Primitive(_) => value.to_string(),
    }
}

fn list_text(metadata: &Metadata, list: &Composite<u32>) -> String {
    match list {
        Composite::Named(fields) => {
            let field =
                |(name, value): &(String, Value<u32>)| format!("{name}: {}", value_text(metadata, value));
            format!("{{ {} }}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
        Composite::Unnamed(items) => {
            let items: Vec<_> = items.iter().map(|item| value_text(metadata, item)).collect();
            format!("({})", items.join(", "))
        }
    }
}

/// The bytes of an array or a list of at least four, or of a type that only wraps one.
fn bytes_of(metadata: &Metadata, value: &Value<u32>) -> Option<Vec<u8>> {
    let ValueDef::Composite(Composite::Unnamed(items)) = &value.value else { return None };
    match items.as_slice() {
        [inner] if is_wrapper(metadata, value.context) => bytes_of(metadata, inner),
        [_, _, _, _, ..] if items.iter().all(|item| is_byte(metadata, item.context)) => {
            items.iter().map(|item| u8::try_from(item.as_u128()?).ok()).collect()
        }
        _ => None,
    }
}

/// Whether a type is a byte.
fn is_byte(metadata: &Metadata, kind: u32) -> bool {
    let visitor = visitor::new((), |_, _| false).visit_primitive(|_, kind| kind == Primitive::U8);
    metadata.types().resolve_type(kind, visitor).unwrap_or(false)
}

/// Whether a type is a structure, and not a list, an array or a tuple.
fn is_wrapper(metadata: &Metadata, kind: u32) -> bool {
    let visitor = visitor::new((), |_, _| false).visit_composite(|_, _, _| true);
    metadata.types().resolve_type(kind, visitor).unwrap_or(false)
}

async fn prove(global: &Global, command: Prove) -> Outcome {
    let Prove { block, index, event, signed_in, out } = command;
    let (chain, output) = (global.chain().await?, global.output());
    let hash = chain.hash(block).await?;
    let index = match (index, event) {
        (Some(index), _) => index,
        (None, event) => named(&chain, hash, &event.unwrap_or_default()).await?,
    };
    let proven: Proven = chain.ask("msez_receiptProof", rpc_params![hash, index]).await?;
    let number = proven.entry.record.block;
    if chain.hash(At::Number(number)).await? != hash {
        return Err(Failure::NotFound(format!("block {hash} is not in the chain that will be final")));
    }
    let signed = match signed_in {
        Some(block) => signed_in_block(&chain, block, number).await?,
        None => signed_after(&chain, global, number).await?,
    };
    let bundle = assemble(&chain, proven, &signed).await?;
    // What is handed out holds: against the set that the node names, which is no reason to trust it.
    receipt::verify(&bundle, None)?;
    if let Some(path) = &out {
        write_json(path, &bundle)?;
    }
    output.result(&bundle, |bundle| {
        let told = told_of(bundle).unwrap_or_else(|| format!("pallet {} {}", bundle.pallet, bundle.event));
        let kept = out.map_or("not kept: name a file with --out".into(), |path| path.display().to_string());
        format!(
            "{told}\nreceipt {index} of block {number}, signed by BEEFY in block {}\n{kept}",
            signed.number
        )
    });
    Ok(())
}

/// The first receipt with an event of this name.
async fn named(chain: &Chain, block: Digest, event: &str) -> Outcome<u32> {
    let metadata = committed_metadata()?;
    let all = every_receipt(chain, block).await?;
    let is_it =
        |receipt: &&Receipt| name(&metadata, receipt.pallet, &receipt.event.0).as_deref() == Some(event);
    let found = all.receipts.items.iter().find(is_it).map(|receipt| receipt.index);
    found.ok_or_else(|| Failure::NotFound(format!("block {block} has no receipt of {event}")))
}

/// A block that BEEFY signed.
struct Signed {
    number: u32,
    hash: Digest,
    justification: Vec<u8>,
}

/// The last block that BEEFY signed, as soon as it is behind this one.
async fn signed_after(chain: &Chain, global: &Global, number: u32) -> Outcome<Signed> {
    let until = Instant::now() + Duration::from_secs(global.timeout);
    let mut has_told = false;
    loop {
        if let Some(signed) = signed_block(chain).await?.filter(|signed| signed.number > number) {
            return Ok(signed);
        }
        if Instant::now() >= until {
            let waited = global.timeout;
            return Err(Failure::TimedOut(format!(
                "BEEFY has not signed behind block {number} after {waited} s"
            )));
        }
        if !std::mem::replace(&mut has_told, true) {
            global.output().progress(&format!("waiting until BEEFY signs behind block {number}"));
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// The last block that BEEFY signed; none before the first since the node started.
async fn signed_block(chain: &Chain) -> Outcome<Option<Signed>> {
    match chain.ask("beefy_getFinalizedHead", rpc_params![]).await {
        Ok(hash) => justified(chain, hash).await,
        Err(failure) if failure.to_string().contains("not ready") => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// This block, if BEEFY signed it and it is behind the receipt's.
async fn signed_in_block(chain: &Chain, block: At, number: u32) -> Outcome<Signed> {
    let hash = chain.hash(block).await?;
    let signed = justified(chain, hash).await?;
    let signed =
        signed.ok_or_else(|| Failure::NotFound(format!("BEEFY did not sign block {hash} itself")))?;
    if signed.number <= number {
        return Err(Failure::Usage(format!("block {} is not behind block {number}", signed.number)));
    }
    Ok(signed)
}

/// A block with BEEFY's justification, which comes a moment after the block is called signed.
async fn justified(chain: &Chain, hash: Digest) -> Outcome<Option<Signed>> {
    #[derive(Deserialize)]
    struct Answer {
        block: Block,
        justifications: Option<Vec<([u8; 4], Vec<u8>)>>,
    }
    #[derive(Deserialize)]
    struct Block {
        header: Header,
    }
    #[derive(Deserialize)]
    struct Header {
        number: String,
    }
    let answer: Option<Answer> = chain.ask("chain_getBlock", rpc_params![hash]).await?;
    let answer = answer.ok_or_else(|| Failure::NotFound(format!("the node does not have block {hash}")))?;
    let digits = answer.block.header.number.trim_start_matches("0x");
    let number = u32::from_str_radix(digits, 16)
        .map_err(|_| Failure::Version(format!("the number of block {hash} cannot be read")))?;
    let mut justifications = answer.justifications.unwrap_or_default().into_iter();
    let justification = justifications.find(|(engine, _)| *engine == BEEFY_ENGINE_ID).map(|(_, bytes)| bytes);
    Ok(justification.map(|justification| Signed { number, hash, justification }))
}

/// Asks the runtime at a block.
async fn call<T: Decode>(chain: &Chain, method: &str, at: Digest) -> Outcome<T> {
    let answer: Bytes = chain.ask("state_call", rpc_params![method, "0x", at]).await?;
    T::decode_all(&mut answer.0.as_slice()).map_err(|e| Failure::Version(format!("{method}: {e}")))
}

async fn assemble(chain: &Chain, proven: Proven, signed: &Signed) -> Outcome<Bundle> {
    #[derive(Deserialize)]
    struct Leaves {
        leaves: Bytes,
        proof: Bytes,
    }
    // The leaf that names a block is made in the next one.
    let leaf_block = proven.entry.record.block.saturating_add(1);
    let params = rpc_params![[leaf_block], signed.number, signed.hash];
    let range: Leaves = chain.ask("mmr_generateProof", params).await?;
    let leaves = Vec::<Vec<u8>>::decode_all(&mut range.leaves.0.as_slice());
    let leaf = match leaves.as_deref() {
        Ok([leaf]) => leaf.clone(),
        _ => return Err(Failure::Version("mmr_generateProof: not one leaf".into())),
    };
    let set: Option<ValidatorSet<AuthorityId>> = call(chain, "BeefyApi_validator_set", signed.hash).await?;
    let set = set.ok_or_else(|| Failure::NotFound("the chain has no BEEFY authorities".into()))?;
    let keys: Vec<_> = set.validators().iter().map(|key| ecdsa::Public::from(key.clone())).collect();
    let keyset_commitment = keyset_commitment(&keys)
        .ok_or_else(|| Failure::Version("a BEEFY key is no point of the curve".into()))?;
    Ok(Bundle {
        format: FORMAT,
        genesis: proven.domain,
        block_hash: proven.block,
        pallet: proven.pallet,
        event: proven.event,
        entry: proven.entry,
        inclusion: proven.inclusion,
        leaf: Bytes(leaf),
        mmr_proof: range.proof,
        justification: Bytes(signed.justification.clone()),
        authorities: keys.iter().map(|key| Bytes(key.0.to_vec())).collect(),
        keyset_commitment,
    })
}

fn told_of(bundle: &Bundle) -> Option<String> {
    told(&committed_metadata().ok()?, bundle.pallet, &bundle.event.0)
}

fn verify(global: &Global, command: Verify) -> Outcome {
    let Verify { file, trusted_set, trust, block, event } = command;
    let bundle: Bundle = read_json(&file)?;
    let trusted = match trust {
        Some(path) => Some(read_json(&path)?),
        None => trusted_set,
    };
    let mut verified = receipt::verify(&bundle, trusted.as_ref())?;
    if block.is_some_and(|asked| asked != verified.block) {
        return Err(Failure::No(format!("the receipt is of block {}: not what was asked", verified.block)));
    }
    if let Some(asked) = event {
        let about = name(&committed_metadata()?, bundle.pallet, &bundle.event.0);
        if about.as_ref() != Some(&asked) {
            let about = about.unwrap_or("something that this command line does not know".into());
            return Err(Failure::No(format!("the receipt is about {about}: not what was asked")));
        }
    }
    verified.told = told_of(&bundle);
    global.output().result(&verified, ToString::to_string);
    if verified.trusted {
        return Ok(());
    }
    let signed = &verified.signed_by;
    Err(Failure::Untrusted(format!(
        "it holds if set {} with the keys {} is the chain's: name the set you trust with --trusted-set or --trust",
        signed.id, signed.keyset_commitment
    )))
}

async fn trust(global: &Global) -> Outcome {
    let chain = global.chain().await?;
    let block = chain.hash(At::Finalized).await?;
    let set: BeefyAuthoritySet<H256> = call(&chain, "BeefyMmrApi_authority_set_proof", block).await?;
    let trusted = TrustedSet {
        genesis: Some(chain.genesis()),
        id: set.id,
        len: Some(set.len),
        keyset_commitment: Digest(set.keyset_commitment.0),
    };
    // A file for `verify`, with --json or without.
    global.output().result(&trusted, |trusted| format!("{:#}", json!(trusted)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_told_by_name_and_what_is_unknown_is_not() {
        let metadata = committed_metadata().unwrap();
        let pallet = metadata.pallet_by_name("Validators").unwrap().event_index();
        // Admitted { who }
        let event = [&[0u8][..], &[7; 32]].concat();
        assert_eq!(name(&metadata, pallet, &event).as_deref(), Some("Validators.Admitted"));
        let told = |event: &[u8]| told(&metadata, pallet, event);
        let who = format!("0x{}", "07".repeat(32));
        assert_eq!(
            told(&event),
            Some(format!("Validators.Admitted {{ who: {who} }}")),
            "an account has bytes"
        );
        assert_eq!(told(&event[..20]), None, "a part of it");
        assert_eq!(told(&[&event[..], &[0]].concat()), None, "more than it");
        assert_eq!(told(&[]), None);
        assert_eq!(name(&metadata, pallet, &[255]), None);
        assert_eq!(name(&metadata, 254, &event), None);
    }

    #[test]
    fn bytes_are_told_in_hexadecimal_and_numbers_are_not() {
        let metadata = committed_metadata().unwrap();
        let kind = |is_it: fn(&Metadata, u32) -> bool| (0..).find(|kind| is_it(&metadata, *kind)).unwrap();
        let (byte, wrapper) = (kind(is_byte), kind(is_wrapper));
        // Neither of them: an enumeration.
        let other = metadata.pallet_by_name("Validators").unwrap().event_ty_id().unwrap();
        let list = |kind: u32, items: Vec<Value<u32>>| {
            Value::with_context(ValueDef::Composite(Composite::Unnamed(items)), kind)
        };
        let numbers = |kind: u32, numbers: &[u128]| {
            let number = |number: &u128| Value::u128(*number).map_context(|()| kind);
            list(other, numbers.iter().map(number).collect())
        };
        let text = |value: Value<u32>| value_text(&metadata, &value);
        let bytes = || numbers(byte, &[1, 2, 3, 255]);
        assert_eq!(text(bytes()), "0x010203ff");
        assert_eq!(text(numbers(byte, &[1, 2, 3])), "(1, 2, 3)");
        assert_eq!(text(numbers(other, &[1, 2, 3, 4])), "(1, 2, 3, 4)");
        assert_eq!(text(list(wrapper, vec![list(wrapper, vec![bytes()])])), "0x010203ff");
        assert_eq!(text(list(other, vec![bytes()])), "(0x010203ff)", "a list of one");
        let fields =
            vec![("root".to_owned(), bytes()), ("count".to_owned(), Value::u128(7).map_context(|()| other))];
        let named = Value::with_context(ValueDef::Composite(Composite::Named(fields)), wrapper);
        assert_eq!(text(named), "{ root: 0x010203ff, count: 7 }");
    }
}
