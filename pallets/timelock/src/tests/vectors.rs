use crate::commitment::{commitment, DOMAIN};
use codec::Encode;
use msez_core::Digest;
use msez_traits::LockClass;
use polkadot_sdk::sp_io::hashing::{blake2_256, sha2_256};
use proptest::prelude::*;

const CALL: [u8; 5] = [0, 0, 8, 0x12, 0x34];

/// What the README shows, byte by byte.
#[test]
fn the_golden_vectors_hold() {
    let mut bytes = b"msez/timelock/v1".to_vec();
    bytes.extend([1; 32]);
    bytes.push(1);
    bytes.extend([2; 32]);
    bytes.push(0);
    bytes.extend([3; 32]);
    bytes.extend(CALL);
    let account = commitment([1; 32], Some(&[2u8; 32]), LockClass::Withdrawal, &[3; 32], &CALL);
    assert_eq!(account, Digest(blake2_256(&bytes)));
    assert_eq!(account.to_string(), "0xe2af12d7864995e30cf22e3521a266fffa35f69b2776410a2c5a3ff76e4f6c8f");

    let governed = commitment::<[u8; 32]>([1; 32], None, LockClass::ParameterChange, &[3; 32], &CALL);
    assert_eq!(governed.to_string(), "0x47055d19c14e3f1f2234190174c7e96f9e3f9f98c7c2594e055a2b73d1d79583");
}

/// The reference commits to the bare data. Who knows what operations look like finds it by trying.
#[test]
fn the_references_commitment_is_the_plain_hash_of_the_data() {
    assert_eq!(
        Digest(sha2_256(b"withdraw:1000:0xabc")).to_string().trim_start_matches("0x"),
        "8d61b84d6ec42470db2584cc00968c92061821f3e6819883448e7bff277adec4"
    );
}

proptest! {
    #[test]
    fn whatever_differs_the_commitment_does(
        genesis: [u8; 32],
        who: Option<[u8; 32]>,
        salt: [u8; 32],
        call in proptest::collection::vec(any::<u8>(), 0..64),
        at in 0usize..150,
        bit in 0u8..8,
    ) {
        let of = |class| commitment(genesis, who.as_ref(), class, &salt, &call);
        prop_assert_ne!(of(LockClass::Withdrawal), of(LockClass::Migration));
        let mut bytes = (DOMAIN, genesis, who, LockClass::Withdrawal, salt).encode();
        bytes.extend(&call);
        prop_assert_eq!(of(LockClass::Withdrawal), Digest(blake2_256(&bytes)));
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        prop_assert_ne!(of(LockClass::Withdrawal), Digest(blake2_256(&bytes)));
    }
}
