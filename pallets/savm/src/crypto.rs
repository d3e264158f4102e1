//! Hashes and signatures by host functions.

use msez_savm::{Crypto, KeccakBackend};
use polkadot_sdk::{
    sp_core::{ed25519, sr25519},
    sp_io::{
        crypto::{ed25519_verify, secp256k1_ecdsa_recover, sr25519_verify},
        hashing::{keccak_256, sha2_256},
    },
};

/// The node's native code, outside of the runtime's wasm. Agrees with `msez_savm::SoftCrypto` on every input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HostCrypto;

impl KeccakBackend for HostCrypto {
    fn keccak256(data: &[u8]) -> [u8; 32] {
        keccak_256(data)
    }
}

impl Crypto for HostCrypto {
    fn sha256(data: &[u8]) -> [u8; 32] {
        sha2_256(data)
    }

    fn ed25519_verify(signature: &[u8; 64], message: &[u8], key: &[u8; 32]) -> bool {
        ed25519_verify(&ed25519::Signature::from_raw(*signature), message, &ed25519::Public::from_raw(*key))
    }

    fn sr25519_verify(signature: &[u8; 64], message: &[u8], key: &[u8; 32]) -> bool {
        sr25519_verify(&sr25519::Signature::from_raw(*signature), message, &sr25519::Public::from_raw(*key))
    }

    fn secp256k1_recover(signature: &[u8; 65], digest: &[u8; 32]) -> Option<[u8; 64]> {
        secp256k1_ecdsa_recover(signature, digest).ok()
    }
}
