//! Proofs of what an instance of the Smart Asset VM has stored: taken from a node, verified without one.

use std::{collections::BTreeMap, fmt};

use codec::{DecodeAll, Encode};
use msez_core::Digest;
use msez_savm::Word;
use polkadot_sdk::sp_runtime::{
    generic,
    traits::{BlakeTwo256, Header as _},
    AccountId32,
};
use serde::{Deserialize, Serialize};
use subxt::rpcs::rpc_params;

use crate::{
    chain::Chain,
    commands::program::Bytes,
    failure::{Failure, Outcome},
    trie::{blake2_256, Nodes},
};

/// Words by key; none where a key is absent.
pub type Words = BTreeMap<Word, Option<Word>>;

/// The chain's header.
type Header = generic::Header<u32, BlakeTwo256>;

/// What the key of an instance's storage root in the state begins with; its address follows.
const STORAGE_ROOTS: &[u8] = b":child_storage:default:savm";

/// What a node answers to `msez_instanceStorageProof`, and what it is taken to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProofFile {
    /// Hash of the block.
    pub block: Digest,
    /// SCALE of its header.
    pub header: Bytes,
    /// The instance.
    pub instance: AccountId32,
    /// Under which key of the state the root of its storage is.
    pub storage_key: Bytes,
    /// The keys.
    pub keys: Vec<Word>,
    /// Nodes of the state's trie and of the child trie.
    pub nodes: Vec<Bytes>,
    /// What they are said to show; a file made from the node's answer alone does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage: Option<Words>,
}

/// What a verifier asks. It must not come from whoever presents the proof, or a valid proof of something else would do.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Of which instance; of whichever the file is about, if none.
    pub instance: Option<AccountId32>,
    /// Under which keys, and perhaps what is expected there; under those of the file, if none.
    pub keys: BTreeMap<Word, Option<Expected>>,
}

/// What is expected under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Nothing.
    Absent,
    /// This word.
    Word(Word),
}

/// What a proof has shown.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
    /// The block whose hash was trusted.
    pub block: Digest,
    /// Its number.
    pub block_number: u32,
    /// The state root in its header.
    pub state_root: Digest,
    /// The instance.
    pub instance: AccountId32,
    /// Root of its storage; none where it has stored nothing.
    pub storage_root: Option<Digest>,
    /// What is stored.
    pub storage: Words,
    /// How many nodes proved it.
    pub nodes: usize,
}

impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the proof holds against block {} {}", self.block_number, self.block)?;
        writeln!(f, "state root    {}", self.state_root)?;
        writeln!(f, "instance      {}", self.instance)?;
        match &self.storage_root {
            Some(root) => write!(f, "storage root  {root}")?,
            None => write!(f, "it has stored nothing")?,
        }
        for (key, value) in &self.storage {
            match value {
                Some(value) => write!(f, "\n  {key:#x} = {value:#x}")?,
                None => write!(f, "\n  {key:#x} is absent")?,
            }
        }
        Ok(())
    }
}

fn no(why: impl fmt::Display) -> Failure {
    Failure::No(format!("the proof does not hold: {why}"))
}

/// Takes a proof from a node, at a block, and says what it shows.
pub async fn take(chain: &Chain, instance: &AccountId32, keys: &[Word], block: Digest) -> Outcome<ProofFile> {
    let mut file: ProofFile =
        chain.ask("msez_instanceStorageProof", rpc_params![instance, keys, block]).await?;
    let question =
        Question { instance: Some(instance.clone()), keys: keys.iter().map(|key| (*key, None)).collect() };
    file.storage = Some(verify(&file, &block, &question)?.storage);
    Ok(file)
}

/// Verifies a proof against the hash of a block that the caller trusts. Nothing the file says of itself is believed: it
/// must agree with the hash, with the question, and with what its nodes show, and have no node that shows nothing.
pub fn verify(file: &ProofFile, block: &Digest, question: &Question) -> Outcome<Verified> {
    if file.block != *block {
        return Err(no(format_args!("the file is about block {}, not {block}", file.block)));
    }
    if blake2_256(&file.header.0) != block.0 {
        return Err(no("the header does not hash to the block's hash"));
    }
    let header =
        Header::decode_all(&mut file.header.0.as_slice()).map_err(|_| no("the header cannot be read"))?;
    if header.encode() != file.header.0 {
        return Err(no("the header is not written as headers are"));
    }
    if question.instance.as_ref().is_some_and(|asked| *asked != file.instance) {
        return Err(no(format_args!("the file is about {}: not what was asked", file.instance)));
    }
    let storage_key = [STORAGE_ROOTS, file.instance.as_ref()].concat();
    if file.storage_key.0 != storage_key {
        return Err(no("the file names another child trie than the instance's"));
    }

    let mut nodes = Nodes::new(file.nodes.iter().map(|node| node.0.clone())).map_err(no)?;
    let state_root = header.state_root().0;
    let word = |bytes: Vec<u8>| <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| no("a value is no word"));
    let root = nodes.get(&state_root, &storage_key).map_err(no)?.map(word).transpose()?;
    let mut storage = Words::new();
    for key in &file.keys {
        let value = match &root {
            Some(root) => nodes.get(root, &key.to_be_bytes()).map_err(no)?.map(word).transpose()?,
            None => None,
        };
        if storage.insert(*key, value.map(Word::from_be_bytes)).is_some() {
            return Err(no("a key is named twice"));
        }
    }
    nodes.finish().map_err(no)?;
    if storage.is_empty() {
        return Err(no("it is about no key"));
    }
    if file.storage.as_ref().is_some_and(|said| *said != storage) {
        return Err(no("the file claims something else than its nodes show"));
    }
    answers(question, &mut storage)?;
    Ok(Verified {
        block: *block,
        block_number: *header.number(),
        state_root: Digest(state_root),
        instance: file.instance.clone(),
        storage_root: root.map(Digest),
        storage,
        nodes: file.nodes.len(),
    })
}

/// Whether the words answer the question; what was not asked is left out.
fn answers(question: &Question, storage: &mut Words) -> Outcome {
    for (key, expected) in &question.keys {
        let shown = storage.get(key).ok_or_else(|| no(format_args!("it does not show the key {key:#x}")))?;
        let is_so = match expected {
            None => true,
            Some(Expected::Absent) => shown.is_none(),
            Some(Expected::Word(word)) => *shown == Some(*word),
        };
        if !is_so {
            let shown = shown.map_or("nothing".into(), |word| format!("{word:#x}"));
            return Err(no(format_args!("under {key:#x} it shows {shown}: not what was expected")));
        }
    }
    if !question.keys.is_empty() {
        storage.retain(|key, _| question.keys.contains_key(key));
    }
    Ok(())
}

/// Reads `KEY` or `KEY=VALUE`, where the value is a word or `absent`.
pub fn read_expectation(text: &str) -> Result<(Word, Option<Expected>), String> {
    let word = |text: &str| text.parse::<Word>().map_err(|e| format!("{text}: {e}"));
    Ok(match text.split_once('=') {
        None => (word(text)?, None),
        Some((key, "absent")) => (word(key)?, Some(Expected::Absent)),
        Some((key, value)) => (word(key)?, Some(Expected::Word(word(value)?))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use polkadot_sdk::{
        sp_core::storage::{ChildInfo, Storage, StorageChild},
        sp_io::{default_child_storage, storage, TestExternalities},
        sp_runtime::Digest as HeaderDigest,
    };

    const INSTANCE: [u8; 32] = [5; 32];

    fn word(number: u64) -> Word {
        number.into()
    }

    fn trie_of(instance: [u8; 32]) -> Vec<u8> {
        [&b"savm"[..], &instance].concat()
    }

    /// Two instances: one has stored 42 under 0 and more, the other 43 under 0. Others have stored nothing.
    fn state() -> TestExternalities {
        let child = |instance: [u8; 32], words: &[(u64, u64)]| {
            let key = trie_of(instance);
            let data = words
                .iter()
                .map(|(key, value)| (word(*key).to_be_bytes().to_vec(), word(*value).to_be_bytes().to_vec()))
                .collect();
            (key.clone(), StorageChild { data, child_info: ChildInfo::new_default(&key) })
        };
        let children = [child(INSTANCE, &[(0, 42), (1, 0), (7, 9), (300, 1)]), child([6; 32], &[(0, 43)])];
        let top = (0..50u8).map(|n| (vec![n; 16], vec![n; usize::from(n)])).collect();
        TestExternalities::new(Storage { top, children_default: children.into_iter().collect() })
    }

    fn file_of(instance: [u8; 32], keys: &[u64]) -> ProofFile {
        let mut state = state();
        let trie = trie_of(instance);
        let ((), proof) = state.execute_and_prove(|| {
            // Without a child trie the answer is at the place of its root.
            drop(storage::get(&[STORAGE_ROOTS, &instance].concat()));
            for key in keys {
                drop(default_child_storage::get(&trie, &word(*key).to_be_bytes()));
            }
        });
        let digest = HeaderDigest::default();
        let header = Header::new(9, Default::default(), *state.backend.root(), Default::default(), digest);
        let header = header.encode();
        let mut file = ProofFile {
            block: Digest(blake2_256(&header)),
            header: Bytes(header),
            instance: instance.into(),
            storage_key: Bytes([STORAGE_ROOTS, &instance].concat()),
            keys: keys.iter().copied().map(word).collect(),
            nodes: proof.into_iter_nodes().map(Bytes).collect(),
            storage: None,
        };
        file.storage = Some(verify(&file, &file.block, &Question::default()).unwrap().storage);
        file
    }

    fn code(file: &ProofFile, block: &Digest, question: &Question) -> u8 {
        verify(file, block, question).map_or_else(|failure| failure.code(), |_| 0)
    }

    fn asked(text: &str) -> Question {
        let keys = text.split(' ').map(|one| read_expectation(one).unwrap()).collect();
        Question { instance: Some(INSTANCE.into()), keys }
    }

    #[test]
    fn a_word_a_zero_and_an_absence_are_told_apart() {
        let file = file_of(INSTANCE, &[0, 1, 2]);
        let verified = verify(&file, &file.block, &asked("0=42 1=0 2=absent")).unwrap();
        let expected = [(word(0), Some(word(42))), (word(1), Some(word(0))), (word(2), None)];
        assert_eq!(verified.storage, Words::from(expected));
        assert_eq!((verified.block_number, verified.nodes), (9, file.nodes.len()));
        assert!(verified.storage_root.is_some());
        for wrong in ["0=43", "1=absent", "2=0", "3", "0=absent"] {
            assert_eq!(code(&file, &file.block, &asked(wrong)), 1, "{wrong}");
        }
        let one = verify(&file, &file.block, &asked("1")).unwrap();
        assert_eq!(one.storage.len(), 1, "what was not asked is left out");
    }

    #[test]
    fn an_instance_that_stored_nothing_is_proven_to() {
        let file = file_of([9; 32], &[0]);
        let verified = verify(&file, &file.block, &Question::default()).unwrap();
        assert_eq!((verified.storage_root, verified.storage), (None, Words::from([(word(0), None)])));
    }

    #[test]
    fn a_proof_of_something_else_is_no_answer() {
        let file = file_of(INSTANCE, &[0]);
        assert_eq!(code(&file, &file.block, &asked("0=42")), 0);
        assert_eq!(code(&file, &Digest([1; 32]), &asked("0=42")), 1, "another block");
        let other = Question { instance: Some([6; 32].into()), ..asked("0") };
        assert_eq!(code(&file, &file.block, &other), 1, "another instance");

        // The other instance's word, under this one's name.
        let stolen = file_of([6; 32], &[0]);
        let renamed = ProofFile { instance: INSTANCE.into(), ..stolen.clone() };
        assert_eq!(code(&renamed, &renamed.block, &asked("0=43")), 1);
        let renamed = ProofFile { storage_key: file.storage_key.clone(), ..renamed };
        assert_eq!(code(&renamed, &renamed.block, &asked("0=43")), 1);

        // Nodes of another read, a header of another block, a claim of another word.
        let forged = ProofFile { nodes: stolen.nodes, ..file.clone() };
        assert_eq!(code(&forged, &file.block, &asked("0")), 1);
        let forged = ProofFile { header: Bytes(vec![0; 100]), ..file.clone() };
        assert_eq!(code(&forged, &file.block, &asked("0")), 1);
        let claimed = Words::from([(word(0), Some(word(43)))]);
        let forged = ProofFile { storage: Some(claimed), ..file.clone() };
        assert_eq!(code(&forged, &file.block, &asked("0")), 1);
        let no_keys = ProofFile { keys: Vec::new(), storage: None, nodes: Vec::new(), ..file.clone() };
        assert_eq!(code(&no_keys, &file.block, &Question::default()), 1);
        let twice = ProofFile { keys: vec![word(0); 2], ..file };
        assert_eq!(code(&twice, &twice.block, &Question::default()), 1);
    }

    #[test]
    fn every_changed_byte_of_a_file_is_refused() {
        let file = file_of(INSTANCE, &[0, 2]);
        let (block, question) = (file.block, asked("0=42 2=absent"));
        let text = serde_json::to_string_pretty(&file).unwrap();
        let read = |text: &[u8]| {
            let file: ProofFile = serde_json::from_slice(text).ok()?;
            verify(&file, &block, &question).ok()
        };
        assert!(read(text.as_bytes()).is_some());
        for at in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] ^= 1;
            assert!(read(&changed).is_none(), "byte {at}: {}", String::from_utf8_lossy(&changed[at..]));
        }
    }

    #[test]
    fn a_file_of_the_nodes_answer_alone_can_be_read_and_nothing_else_be_in_it() {
        let bare = ProofFile { storage: None, ..file_of(INSTANCE, &[0]) };
        let json = serde_json::to_value(&bare).unwrap();
        assert!(json.get("storage").is_none());
        assert_eq!(serde_json::from_value::<ProofFile>(json.clone()).unwrap(), bare);
        let mut more = json;
        more["note"] = "trust me".into();
        assert!(serde_json::from_value::<ProofFile>(more).is_err());
    }
}
