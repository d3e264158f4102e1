//! Storage is a trie of the chain's state, and can be proven.

use codec::Decode;
use msez_core::Digest;
use msez_savm::Word;
use polkadot_sdk::{
    frame_support::assert_ok,
    sp_core::{storage::StateVersion, Blake2Hasher, H256},
    sp_state_machine::{prove_child_read, prove_read, read_child_proof_check, read_proof_check},
    sp_trie::{trie_types::TrieDBMutBuilderV1, LayoutV1, TrieConfiguration, TrieMut},
};

use crate::{mock::*, root_of, trie_of};

const KEEPER: &str =
    "PUSH1 42\nPUSH1 0\nSSTORE\nPUSH1 7\nPUSH1 9\nSSTORE\nPUSH32 0xff\nPUSH1 1\nSSTORE\nHALT";

#[test]
fn the_root_is_that_of_a_trie_of_words() {
    run(|| {
        let instance = instance(KEEPER);
        assert_eq!(
            root_of(&instance).0,
            <LayoutV1<Blake2Hasher> as TrieConfiguration>::trie_root::<_, Vec<u8>, Vec<u8>>([]).0
        );
        assert_ok!(call(instance, MAX_GAS));
        let words = [(0u8, Word::from(42u8)), (9, 7u8.into()), (1, 0xffu8.into())]
            .map(|(key, value)| (Word::from(key).to_be_bytes(), value.to_be_bytes()));
        let expected = LayoutV1::<Blake2Hasher>::trie_root(words);
        assert_eq!(root_of(&instance).0, expected.0);
        let view = Savm::instance_view(&at(&instance)).unwrap();
        assert_eq!((view.storage_root.0, view.items), (expected.0, 3));

        let (mut db, mut root) =
            (polkadot_sdk::sp_trie::MemoryDB::<Blake2Hasher>::default(), H256::default());
        let mut trie = TrieDBMutBuilderV1::new(&mut db, &mut root).build();
        words.iter().for_each(|(key, value)| {
            trie.insert(key, value).unwrap();
        });
        drop(trie);
        assert_eq!(root.0, expected.0);
    });
}

/// A chain whose state is on disk, as it were, with an instance that has stored its words.
fn chain() -> (polkadot_sdk::sp_io::TestExternalities, Digest) {
    let mut ext = ext();
    let instance = ext.execute_with(|| {
        System::set_block_number(1);
        let instance = instance(KEEPER);
        assert_ok!(call(instance, MAX_GAS));
        instance
    });
    ext.commit_all().unwrap();
    (ext, instance)
}

#[test]
fn a_word_is_proven_by_the_states_root() {
    let (mut ext, instance) = chain();
    let trie = trie_of(&instance);
    let (present, absent) = (Word::from(9u8).to_be_bytes(), Word::from(10u8).to_be_bytes());
    let root = *ext.backend.root();
    let proof = prove_child_read(ext.as_backend(), &trie, [present, absent]).unwrap();
    let read =
        read_child_proof_check::<Blake2Hasher, _>(root, proof.clone(), &trie, [present, absent]).unwrap();
    assert_eq!(read[&present[..]].as_deref(), Some(&Word::from(7u8).to_be_bytes()[..]));
    assert_eq!(read[&absent[..]], None);

    // Under another root it proves nothing, nor does it with a byte changed.
    assert!(
        read_child_proof_check::<Blake2Hasher, _>(H256([1; 32]), proof.clone(), &trie, [present]).is_err()
    );
    let nodes: Vec<Vec<u8>> = proof.into_iter_nodes().collect();
    for at in 0..nodes.len() {
        let mut forged = nodes.clone();
        let last = forged[at].len() - 1;
        forged[at][last] ^= 1;
        let forged = polkadot_sdk::sp_trie::StorageProof::new(forged);
        let read = read_child_proof_check::<Blake2Hasher, _>(root, forged, &trie, [present]);
        assert!(read.map_or(true, |read| read[&present[..]].is_none()), "node {at}");
    }
    // Another instance's trie has no such word.
    let other = trie_of(&Digest([9; 32]));
    let proof = polkadot_sdk::sp_trie::StorageProof::new(nodes);
    let read = read_child_proof_check::<Blake2Hasher, _>(root, proof, &other, [present]);
    assert!(read.map_or(true, |read| read[&present[..]].is_none()));
}

#[test]
fn the_states_root_commits_to_the_root_of_an_instance() {
    let (mut ext, instance) = chain();
    let view = ext.execute_with(|| Savm::instance_view(&at(&instance)).unwrap());
    let root = *ext.backend.root();
    let proof = prove_read(ext.as_backend(), [&view.storage_key]).unwrap();
    let read = read_proof_check::<Blake2Hasher, _>(root, proof, [&view.storage_key]).unwrap();
    let kept = read[&view.storage_key].clone().unwrap();
    assert_eq!(Digest::decode(&mut &kept[..]).unwrap(), view.storage_root);
    let _ = StateVersion::V1;
}
