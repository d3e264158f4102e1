//! The checks that a report of an equivocation goes through.

use super::*;
use alloc::vec;
use codec::{Decode, Encode};
use frame_benchmarking::v2::*;
use frame_support::traits::KeyOwnerProofSystem;
use sp_application_crypto::Wraps;
use sp_consensus_babe::digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest};
use sp_consensus_beefy::{ecdsa_crypto, known_payloads::MMR_ROOT_ID, Commitment, Payload};
use sp_core::{crypto::KeyTypeId, H256};
use sp_runtime::{generic::DigestItem, traits::Header as _, Digest, RuntimeAppPublic};

/// To be measured.
pub struct Pallet<T>(core::marker::PhantomData<T>);

/// The runtime as it is: what is measured here are functions of the SDK on its types.
pub trait Config: frame_system::Config {}
impl Config for Runtime {}

/// A running set of so many validators, each with keys of his own, that stays for the next session. The keys of one.
pub(super) fn set(size: u32) -> SessionKeys {
    let members: Vec<(AccountId, SessionKeys)> = (0..size)
        .map(|index| (account("validator", index, 0), SessionKeys::generate(&[], None).keys))
        .collect();
    for (who, keys) in &members {
        pallet_session::NextKeys::<Runtime>::insert(who, keys);
    }
    let last = members.last().map(|(_, keys)| keys.clone()).expect("at least one");
    pallet_session::QueuedKeys::<Runtime>::put(&members);
    pallet_session::Validators::<Runtime>::put(members.into_iter().map(|(who, _)| who).collect::<Vec<_>>());
    last
}

/// A sealed header of the author for slot 1, that differs from others by its state root.
fn sealed(author: &sp_consensus_babe::AuthorityId, state_root: H256) -> Header {
    let slot = SecondaryPlainPreDigest { authority_index: 0, slot: 1.into() };
    let digest = Digest { logs: vec![DigestItem::babe_pre_digest(PreDigest::SecondaryPlain(slot))] };
    let mut header = Header::new(1, H256::zero(), state_root, H256::zero(), digest);
    let seal = author.sign(&header.hash()).expect("the key was made here");
    header.digest_mut().push(DigestItem::babe_seal(seal));
    header
}

#[benchmarks]
mod measured {
    use super::*;

    #[benchmark]
    fn check_key_ownership(n: Linear<1, { constants::MAX_AUTHORITIES }>) {
        const BABE: KeyTypeId = sp_consensus_babe::KEY_TYPE;
        let key = RuntimeAppPublic::to_raw_vec(&set(n).babe);
        let proof = Historical::prove((BABE, key.clone())).expect("the key is in the set");
        let owner;

        #[block]
        {
            owner = Historical::check_proof((BABE, key), proof);
        }

        assert!(owner.is_some());
    }

    #[benchmark]
    fn check_babe_equivocation() {
        let offender = sp_consensus_babe::AuthorityId::generate_pair(None);
        let proof = sp_consensus_babe::EquivocationProof {
            first_header: sealed(&offender, H256::repeat_byte(1)),
            second_header: sealed(&offender, H256::repeat_byte(2)),
            slot: 1.into(),
            offender,
        };
        let holds;

        #[block]
        {
            holds = sp_consensus_babe::check_equivocation_proof(proof);
        }

        assert!(holds);
    }

    #[benchmark]
    fn check_grandpa_equivocation() {
        use sp_consensus_grandpa::{AuthorityId, EquivocationProof, Message, Prevote};
        let (identity, round, set) = (AuthorityId::generate_pair(None), 1u64, 1u64);
        let vote = |target: u8| {
            let vote = Prevote::<Header> { target_hash: H256::repeat_byte(target), target_number: 1 };
            let message = Message::<Header>::Prevote(vote.clone());
            let payload = sp_consensus_grandpa::localized_payload(round, set, &message);
            (vote, identity.sign(&payload).expect("the key was made here"))
        };
        // By its encoding: the crate that names the inner type is not ours to depend on. 0 says that these are prevotes.
        let encoded = (set, 0u8, round, &identity, vote(1), vote(2)).encode();
        let proof = EquivocationProof::<Hash, BlockNumber>::decode(&mut &encoded[..]).expect("its encoding");
        let holds;

        #[block]
        {
            holds = sp_consensus_grandpa::check_equivocation_proof(proof);
        }

        assert!(holds);
    }

    #[benchmark]
    fn check_beefy_vote() {
        let id = ecdsa_crypto::AuthorityId::generate_pair(None);
        let commitment = Commitment {
            payload: Payload::from_single_entry(MMR_ROOT_ID, H256::repeat_byte(1).encode()),
            block_number: 1u32,
            validator_set_id: 1,
        };
        let digest = sp_io::hashing::keccak_256(&commitment.encode());
        let signature =
            sp_io::crypto::ecdsa_sign_prehashed(sp_consensus_beefy::KEY_TYPE, id.as_inner_ref(), &digest)
                .expect("the key was made here")
                .into();
        let holds;

        #[block]
        {
            holds = sp_consensus_beefy::check_commitment_signature(&commitment, &id, &signature);
        }

        assert!(holds);
    }
}
