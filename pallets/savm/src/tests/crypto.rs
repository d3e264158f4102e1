//! The host functions and the software agree on every input.

use ed25519_zebra::{SigningKey, VerificationKey};
use msez_savm::{Crypto, KeccakBackend, SoftCrypto};
use proptest::prelude::*;

use crate::HostCrypto;

/// Runs with the host functions at hand.
fn both<R: PartialEq + core::fmt::Debug>(host: impl FnOnce() -> R, soft: impl FnOnce() -> R) -> R {
    let host = polkadot_sdk::sp_io::TestExternalities::default().execute_with(host);
    assert_eq!(host, soft());
    host
}

fn ed25519(signature: &[u8; 64], message: &[u8], key: &[u8; 32]) -> bool {
    both(
        || HostCrypto::ed25519_verify(signature, message, key),
        || SoftCrypto::ed25519_verify(signature, message, key),
    )
}

fn sr25519(signature: &[u8; 64], message: &[u8], key: &[u8; 32]) -> bool {
    both(
        || HostCrypto::sr25519_verify(signature, message, key),
        || SoftCrypto::sr25519_verify(signature, message, key),
    )
}

/// Of what the machine lets through: s in the lower half.
fn recover(signature: &[u8; 65], digest: &[u8; 32]) -> Option<[u8; 64]> {
    let half = point("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");
    if signature[32..64] > half[..] {
        return None;
    }
    both(
        || HostCrypto::secp256k1_recover(signature, digest),
        || SoftCrypto::secp256k1_recover(signature, digest),
    )
}

/// Encodings of the eight points of small order, those that are not canonical among them (ZIP-215's own table).
const SMALL_ORDER: [&str; 14] = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
];

fn point(hex: &str) -> [u8; 32] {
    let byte = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap();
    core::array::from_fn(byte)
}

#[test]
fn all_signatures_of_small_order_hold_under_zip_215() {
    for key in SMALL_ORDER.map(point) {
        for r in SMALL_ORDER.map(point) {
            let mut signature = [0; 64];
            signature[..32].copy_from_slice(&r);
            assert!(ed25519(&signature, b"Zcash", &key), "{key:x?} {r:x?}");
        }
    }
}

#[test]
fn a_scalar_that_is_not_reduced_is_refused() {
    // The order of the group, little-endian: as a scalar it is another zero.
    let order = point("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(&point(SMALL_ORDER[0]));
    signature[32..].copy_from_slice(&order);
    assert!(!ed25519(&signature, b"Zcash", &point(SMALL_ORDER[0])));
}

proptest! {
    #[test]
    fn hashes_agree(data in prop::collection::vec(any::<u8>(), 0..600)) {
        both(|| HostCrypto::sha256(&data), || SoftCrypto::sha256(&data));
        both(|| HostCrypto::keccak256(&data), || SoftCrypto::keccak256(&data));
    }

    #[test]
    fn ed25519_agrees(secret: [u8; 32], message: Vec<u8>, at in 0usize..64, flip: u8) {
        let secret = SigningKey::from(secret);
        let key: [u8; 32] = VerificationKey::from(&secret).into();
        let mut signature = secret.sign(&message).to_bytes();
        prop_assert!(ed25519(&signature, &message, &key));
        signature[at] ^= flip;
        prop_assert_eq!(ed25519(&signature, &message, &key), flip == 0);
    }

    #[test]
    fn sr25519_agrees(seed: [u8; 32], message: Vec<u8>, at in 0usize..64, flip: u8) {
        let pair = schnorrkel::MiniSecretKey::from_bytes(&seed).unwrap()
            .expand_to_keypair(schnorrkel::ExpansionMode::Ed25519);
        let mut signature = pair.sign_simple(b"substrate", &message).to_bytes();
        let key = pair.public.to_bytes();
        prop_assert!(sr25519(&signature, &message, &key));
        signature[at] ^= flip;
        sr25519(&signature, &message, &key);
        prop_assert!(!sr25519(&signature, b"another", &key) || message == b"another");
    }

    #[test]
    fn secp256k1_agrees(secret in 1u64.., digest: [u8; 32], at in 0usize..64, flip: u8, v in 0u8..4) {
        let mut bytes = [0; 32];
        bytes[24..].copy_from_slice(&secret.to_be_bytes());
        let secret = k256::ecdsa::SigningKey::from_slice(&bytes).unwrap();
        let (body, id) = secret.sign_prehash_recoverable(&digest).unwrap();
        let mut signature = [0; 65];
        signature[..64].copy_from_slice(&body.to_bytes());
        signature[64] = id.to_byte();
        // This signer gives the lower s.
        let key = recover(&signature, &digest).unwrap();
        let point = secret.verifying_key().to_encoded_point(false);
        prop_assert_eq!(&point.as_bytes()[1..], &key);
        signature[at] ^= flip;
        // The machine lets only 0 and 1 through.
        signature[64] = v & 1;
        recover(&signature, &digest);
    }

    #[test]
    fn noise_is_judged_alike(signature: [u8; 32], more: [u8; 32], key: [u8; 32], message: Vec<u8>, v in 0u8..2) {
        let body: [u8; 64] = [signature, more].concat().try_into().unwrap();
        ed25519(&body, &message, &key);
        sr25519(&body, &message, &key);
        let mut signature = [v; 65];
        signature[..64].copy_from_slice(&body);
        signature[32] &= 0x7f;
        recover(&signature, &key);
    }
}

#[test]
fn edges_of_secp256k1_are_judged_alike() {
    let order: [u8; 32] = point("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    let field: [u8; 32] = point("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f");
    let mut one = [0; 32];
    one[31] = 1;
    let edges = [[0; 32], one, order, field, [0xff; 32]];
    for r in edges {
        for s in edges {
            for digest in edges {
                for v in [0, 1] {
                    let mut signature = [v; 65];
                    signature[..32].copy_from_slice(&r);
                    signature[32..64].copy_from_slice(&s);
                    recover(&signature, &digest);
                }
            }
        }
    }
}
