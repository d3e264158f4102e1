//! Storage of instances: a child trie each, so that the state's root commits to every word.

use alloc::vec::Vec;
use msez_core::Digest;
use msez_savm::Word;
use polkadot_sdk::{
    frame_support::storage::child,
    sp_core::storage::{ChildInfo, StateVersion},
};

/// What the key of an instance's child trie begins with; its address follows.
pub const TRIE_PREFIX: &[u8] = b"savm";

/// The child trie of an instance. A key is a word of 32 bytes, big-endian, as it is; so is a value.
pub fn trie_of(instance: &Digest) -> ChildInfo {
    let mut key = TRIE_PREFIX.to_vec();
    key.extend_from_slice(&instance.0);
    ChildInfo::new_default_from_vec(key)
}

/// A word of an instance's storage.
pub(crate) fn read(instance: &Digest, key: &Word) -> Option<Word> {
    let bytes = child::get_raw(&trie_of(instance), &key.to_be_bytes())?;
    <[u8; 32]>::try_from(bytes.as_slice()).ok().map(Word::from_be_bytes)
}

/// Writes it, or removes it with `None`.
pub(crate) fn write(instance: &Digest, key: &Word, value: Option<Word>) {
    let trie = trie_of(instance);
    match value {
        Some(value) => child::put_raw(&trie, &key.to_be_bytes(), &value.to_be_bytes()),
        None => child::kill(&trie, &key.to_be_bytes()),
    }
}

/// Root of an instance's storage.
pub fn root_of(instance: &Digest) -> Digest {
    let root: Vec<u8> = child::root(&trie_of(instance), StateVersion::V1);
    Digest(<[u8; 32]>::try_from(root.as_slice()).unwrap_or_default())
}
