//! What a signature has to be made for, here.

use msez_attestation::{wrapped, Context, Sha256, Statement};
use msez_core::Digest;
use polkadot_sdk::{
    frame_support::traits::PalletInfoAccess,
    frame_system,
    sp_io::hashing::sha2_256,
    sp_runtime::{
        traits::{Verify, Zero},
        MultiSignature,
    },
};

use crate::{BlockNumberFor, Config, Pallet};

/// With what a signature was made.
pub trait Scheme {
    /// Whether issuers may sign with it: the documents name it, and the calls' weights cover it.
    fn is_accepted(&self) -> bool;
}

impl Scheme for MultiSignature {
    fn is_accepted(&self) -> bool {
        matches!(self, Self::Sr25519(_) | Self::Ed25519(_) | Self::Ecdsa(_))
    }
}

/// The host's SHA-256.
struct HostSha256;

impl Sha256 for HostSha256 {
    fn sha256(bytes: &[u8]) -> [u8; 32] {
        sha2_256(bytes)
    }
}

/// Whether the account signed the payload, as it is or the way browser wallets wrap it.
pub fn is_signed_by<T: Config>(payload: &[u8], signature: &T::Signature, who: &T::AccountId) -> bool {
    signature.verify(payload, who) || signature.verify(&wrapped(payload)[..], who)
}

impl<T: Config> Pallet<T> {
    /// Where a signature must be made for: this chain, this pallet.
    pub fn context() -> Context {
        // System prunes old block hashes, but keeps that of block 0.
        let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
        // `construct_runtime` gives pallets indices of one byte.
        let pallet = u8::try_from(<Self as PalletInfoAccess>::index()).unwrap_or(u8::MAX);
        Context { genesis: Digest(genesis.into()), pallet }
    }

    /// The id that a statement gets on this chain.
    pub fn attestation_id(issuer: &T::AccountId, nonce: u64, statement: &Statement) -> Digest {
        let genesis = Self::context().genesis;
        msez_attestation::attestation_id::<HostSha256>(&genesis, &issuer.clone().into(), nonce, statement)
    }
}
