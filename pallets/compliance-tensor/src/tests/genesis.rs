use msez_core::SubjectId;
use msez_runtime_api::{Roots, SubjectKind};
use msez_tensor::{root, MemoryStore};
use polkadot_sdk::sp_io::hashing::sha2_256;

use crate::{mock::*, trees::KeccakHasher, CurrentRoots};

#[test]
fn an_empty_genesis_has_the_roots_of_empty_trees() {
    test(|| {
        let roots = Tensor::roots();
        assert_eq!(CurrentRoots::<Test>::get(), Some(roots));
        assert_eq!((roots.block, roots.width), (0, 0));
        assert_eq!(roots.keccak, root::<KeccakHasher, _>(&MemoryStore::default()));
        assert_eq!(roots.poseidon, root::<msez_bn254_host::PoseidonHasher, _>(&MemoryStore::default()));
        CurrentRoots::<Test>::kill();
        assert_eq!(Tensor::roots(), roots, "before any flush they are the same");
    });
}

#[test]
fn subjects_of_the_genesis_have_their_places_and_no_deposit() {
    ext_with(&[("party", r#"{"name":"Alice"}"#), ("securities", "bond 1")]).execute_with(|| {
        let alice = Tensor::subject_view(&SubjectId(sha2_256(br#"{"name":"Alice"}"#))).unwrap();
        assert_eq!((alice.index, alice.kind, alice.registrant), (0, SubjectKind::Party, None));
        let bond = Tensor::subject_view(&SubjectId(sha2_256(b"bond 1"))).unwrap();
        assert_eq!((bond.index, bond.kind, bond.class), (1, SubjectKind::Asset, class("securities")));
        let Roots { block, width, .. } = Tensor::roots();
        assert_eq!((block, width), (0, 2));
        next_block();
        assert_eq!(held(&account(1)), 0);
    });
}

#[test]
#[should_panic(expected = "genesis subject")]
fn a_genesis_with_a_malformed_class_is_refused() {
    ext_with(&[("Securities!", "bond 1")]);
}

#[test]
#[should_panic(expected = "genesis subject")]
fn a_genesis_that_names_a_subject_twice_is_refused() {
    ext_with(&[("securities", "bond 1"), ("securities", "bond 1")]);
}
