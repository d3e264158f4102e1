//! Where hashes and signatures come from: host functions inside the runtime, software elsewhere.

use msez_tensor::KeccakBackend;

/// Cryptography that the machine asks for, Keccak-256 included. Both implementations must agree on every input.
pub trait Crypto: KeccakBackend {
    /// SHA-256.
    fn sha256(data: &[u8]) -> [u8; 32];

    /// Ed25519 under the rules of ZIP-215.
    fn ed25519_verify(signature: &[u8; 64], message: &[u8], key: &[u8; 32]) -> bool;

    /// Schnorr over ristretto255 in the signing context `substrate`.
    fn sr25519_verify(signature: &[u8; 64], message: &[u8], key: &[u8; 32]) -> bool;

    /// The key that made a signature (r, s, v) over a digest, without its leading byte. The machine has checked that v
    /// is 0 or 1 and that s is in the lower half.
    fn secp256k1_recover(signature: &[u8; 65], digest: &[u8; 32]) -> Option<[u8; 64]>;
}

/// Half of the order of secp256k1, rounded down. For each signature another one with the other s is valid too; only the
/// lower counts.
const HALF_ORDER: [u8; 32] = [
    0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x5d,
    0x57, 0x6e, 0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0,
];

/// The Ethereum address that signed a digest: the last 20 bytes of the key's Keccak-256.
pub(crate) fn ethereum_signer<C: Crypto>(signature: &[u8; 65], digest: &[u8; 32]) -> Option<[u8; 20]> {
    let mut signature = *signature;
    let (body, v) = signature.split_at_mut(64);
    let v = v.first_mut()?;
    if *v >= 27 {
        *v = v.saturating_sub(27);
    }
    if *v > 1 || body.get(32..)? > &HALF_ORDER[..] {
        return None;
    }
    let key = C::secp256k1_recover(&signature, digest)?;
    C::keccak256(&key).last_chunk::<20>().copied()
}

/// Cryptography in software.
#[cfg(feature = "std")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoftCrypto;

#[cfg(feature = "std")]
impl KeccakBackend for SoftCrypto {
    fn keccak256(data: &[u8]) -> [u8; 32] {
        msez_tensor::SoftKeccak::keccak256(data)
    }
}

#[cfg(feature = "std")]
impl Crypto for SoftCrypto {
    fn sha256(data: &[u8]) -> [u8; 32] {
        use sha2::Digest;
        sha2::Sha256::digest(data).into()
    }

    fn ed25519_verify(signature: &[u8; 64], message: &[u8], key: &[u8; 32]) -> bool {
        ed25519_zebra::VerificationKey::try_from(*key)
            .is_ok_and(|key| key.verify(&ed25519_zebra::Signature::from(*signature), message).is_ok())
    }

    fn sr25519_verify(signature: &[u8; 64], message: &[u8], key: &[u8; 32]) -> bool {
        let Ok(signature) = schnorrkel::Signature::from_bytes(signature) else { return false };
        schnorrkel::PublicKey::from_bytes(key)
            .is_ok_and(|key| key.verify_simple(b"substrate", message, &signature).is_ok())
    }

    fn secp256k1_recover(signature: &[u8; 65], digest: &[u8; 32]) -> Option<[u8; 64]> {
        use k256::ecdsa::{RecoveryId, Signature, VerifyingKey};
        let (v, body) = signature.split_last()?;
        let signature = Signature::from_slice(body).ok()?;
        let key = VerifyingKey::recover_from_prehash(digest, &signature, RecoveryId::from_byte(*v)?).ok()?;
        key.to_encoded_point(false).as_bytes().last_chunk::<64>().copied()
    }
}
