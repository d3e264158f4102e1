//! What instances have stored: read, proven, verified.

use std::path::PathBuf;

use msez_core::Digest;
use msez_runtime_api::InstanceView;
use msez_savm::Word;
use polkadot_sdk::sp_runtime::AccountId32;
use subxt::rpcs::rpc_params;

use crate::{
    account::read_account_id,
    chain::Chain,
    commands::{program::Bytes, read_json, tensor::Asked, write_json, Global},
    failure::{Failure, Outcome},
    storage_proof::{self, read_expectation, Expected, Question, Words},
};

/// Keys that one question to the node lists.
const PAGE: u32 = 256;

/// `msez vm storage`
#[derive(Debug, clap::Args)]
pub struct Storage {
    /// The instance: SS58, or 0x and 32 bytes.
    #[arg(value_parser = read_account_id)]
    instance: AccountId32,
    /// The keys, as 0x hexadecimal or numbers; otherwise everything it has stored.
    keys: Vec<Word>,
    /// Write a proof to this file; `msez vm verify` takes it. At most 64 keys.
    #[arg(long, value_name = "FILE")]
    prove: Option<PathBuf>,
    #[command(flatten)]
    asked: Asked,
}

/// `msez vm verify`
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// The file that `storage --prove` wrote.
    proof: PathBuf,
    /// Hash of the block to trust: a final one, from your own node or from somebody you believe.
    #[arg(long)]
    block_hash: Digest,
    /// The instance that the proof must be about. Without it, look at whose storage the answer shows.
    #[arg(long, value_parser = read_account_id)]
    instance: Option<AccountId32>,
    /// A key that it must show, and perhaps what: a word, or `absent`. Once for each; without any, whatever is in the
    /// file.
    #[arg(long, value_name = "KEY[=VALUE]", value_parser = read_expectation)]
    key: Vec<(Word, Option<Expected>)>,
}

/// Runs `msez vm storage`.
pub async fn read(global: &Global, command: Storage) -> Outcome {
    let Storage { instance, mut keys, prove, asked } = command;
    let (chain, output) = (global.chain().await?, global.output());
    let block = chain.hash(asked.block).await?;
    keys.sort_unstable();
    keys.dedup();
    if keys.is_empty() {
        keys = every_key(&chain, &instance, block).await?;
    }
    let Some(path) = prove else {
        let mut storage = Words::new();
        for key in keys {
            let params = rpc_params![&instance, key, block];
            let value: Option<Word> = chain.ask("msez_instanceStorage", params).await?;
            storage.insert(key, value);
        }
        output.result(&storage, words_text);
        return Ok(());
    };
    if keys.is_empty() {
        let why = "the instance has stored nothing: name a key to prove that it is absent";
        return Err(Failure::NotFound(why.into()));
    }
    let file = storage_proof::take(&chain, &instance, &keys, block).await?;
    write_json(&path, &file)?;
    output.result(&file, |file| {
        let storage = file.storage.as_ref().map(words_text).unwrap_or_default();
        let (block, nodes) = (file.block, file.nodes.len());
        format!("{storage}\nblock    {block}\nproof    {nodes} nodes, in {}", path.display())
    });
    Ok(())
}

/// Every key that an instance has stored something under, in order.
async fn every_key(chain: &Chain, instance: &AccountId32, block: Digest) -> Outcome<Vec<Word>> {
    let view: InstanceView = chain.ask("msez_instance", rpc_params![instance, block]).await?;
    let trie = Bytes(view.storage_key);
    let (mut keys, mut last) = (Vec::new(), None::<Bytes>);
    loop {
        let params = rpc_params![&trie, "0x", PAGE, &last, block];
        let page: Vec<Bytes> = chain.ask("childstate_getKeysPaged", params).await?;
        for key in &page {
            let word = Word::from_be_slice(&key.0);
            keys.push(word.ok_or_else(|| Failure::Version(format!("{key} is no key of an instance")))?);
        }
        let is_last = u32::try_from(page.len()).is_ok_and(|count| count < PAGE);
        last = page.into_iter().next_back();
        if is_last {
            return Ok(keys);
        }
    }
}

/// Words for people.
fn words_text(storage: &Words) -> String {
    if storage.is_empty() {
        return "nothing stored".into();
    }
    let line = |(key, value): (&Word, &Option<Word>)| match value {
        Some(value) => format!("{key:#x} = {value:#x}"),
        None => format!("{key:#x} is absent"),
    };
    storage.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Runs `msez vm verify`.
pub fn verify(global: &Global, command: Verify) -> Outcome {
    let Verify { proof, block_hash, instance, key } = command;
    let file = read_json(&proof)?;
    let question = Question { instance, keys: key.into_iter().collect() };
    let verified = storage_proof::verify(&file, &block_hash, &question)?;
    global.output().result(&verified, ToString::to_string);
    Ok(())
}
