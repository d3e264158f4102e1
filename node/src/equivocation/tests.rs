//! Real evidence, through a real client on the preset of four validators, to a report that its state accepts.

use std::{
    panic,
    sync::{
        atomic::{AtomicUsize, Ordering},
        Arc,
    },
};

use clap::Parser;
use codec::Encode;
use futures::stream;
use msez_runtime::{opaque::Block, BlockNumber, Hash, Header};
use polkadot_sdk::{
    sc_cli::CliConfiguration,
    sp_api::{ApiExt, ProvideRuntimeApi},
    sp_blockchain::HeaderBackend,
    sp_consensus_babe::digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
    sp_consensus_beefy::{
        ecdsa_crypto, known_payloads::MMR_ROOT_ID, BeefyApi, Commitment, DoubleVotingProof, Payload,
        VoteMessage,
    },
    sp_core::{ecdsa, ed25519, sr25519, Pair, H256},
    sp_keyring::Sr25519Keyring,
    sp_runtime::{
        generic::{Digest, DigestItem},
        traits::Header as _,
        OpaqueExtrinsic,
    },
};
use tempfile::TempDir;

use super::{docket::*, pool::ReportingClient, *};
use crate::{
    cli::Cli,
    service::{new_partial, FullClient, FullPool, Parts},
};

/// A chain at its genesis.
struct Node {
    parts: Parts,
    _folder: TempDir,
}

impl Node {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_str().unwrap();
        let cli = Cli::parse_from(["msez-node", "--chain", "local", "--base-path", path]);
        let runtime = tokio::runtime::Handle::current();
        let mut config = cli.run.create_configuration(&cli, runtime).unwrap();
        let parts = new_partial(&mut config).unwrap();
        Self { parts, _folder: folder }
    }

    fn client(&self) -> Arc<FullClient> {
        self.parts.client.clone()
    }

    fn genesis(&self) -> Hash {
        self.parts.client.info().genesis_hash
    }

    fn court(&self) -> Court<FullClient, FullPool> {
        Court::new(self.client(), self.parts.transaction_pool.clone())
    }

    /// Lets the docket attend to what was reported until now. How many reports it submitted.
    async fn attend(self) -> usize {
        let submitted = Arc::new(AtomicUsize::new(0));
        let bench = Counting { court: self.court(), submitted: submitted.clone() };
        // The evidence is there already, and comes first.
        run(bench, Metrics::default(), self.parts.other.evidence, stream::once(async {})).await;
        submitted.load(Ordering::SeqCst)
    }
}

/// A court that counts instead of submitting: the pool opens with the first block.
struct Counting {
    court: Court<FullClient, FullPool>,
    submitted: Arc<AtomicUsize>,
}

impl Bench for Counting {
    fn best(&self) -> (BlockNumber, Hash) {
        self.court.best()
    }
    fn finalized(&self) -> Hash {
        self.court.finalized()
    }
    fn judge(&self, at: Hash, report: &OpaqueExtrinsic) -> Verdict {
        self.court.judge(at, report)
    }
    fn submit(&self, _: Hash, _: &OpaqueExtrinsic) -> Result<(), String> {
        self.submitted.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
    fn prepare(&self, proof: &BabeProof) -> Vec<OpaqueExtrinsic> {
        self.court.prepare(proof)
    }
    fn load(&self) -> Option<Vec<u8>> {
        self.court.load()
    }
    fn store(&self, bytes: &[u8]) {
        self.court.store(bytes);
    }
}

/// A header for slot 1 with the seal of its author.
fn sealed(author: &sr25519::Pair, authority_index: u32, state_root: u8) -> Header {
    let slot = PreDigest::SecondaryPlain(SecondaryPlainPreDigest { authority_index, slot: 1.into() });
    let mut header = Header::new(
        1,
        H256::zero(),
        H256::repeat_byte(state_root),
        H256::zero(),
        Digest { logs: vec![DigestItem::babe_pre_digest(slot)] },
    );
    let seal = author.sign(header.hash().as_bytes()).into();
    header.digest_mut().push(DigestItem::babe_seal(seal));
    header
}

fn beefy_vote(
    voter: &ecdsa::Pair,
    content: u8,
) -> VoteMessage<u32, ecdsa_crypto::AuthorityId, ecdsa_crypto::Signature> {
    let commitment = Commitment {
        payload: Payload::from_single_entry(MMR_ROOT_ID, vec![content; 32]),
        block_number: 1,
        validator_set_id: 0,
    };
    let digest = polkadot_sdk::sp_io::hashing::keccak_256(&commitment.encode());
    let signature = voter.sign_prehashed(&digest).into();
    VoteMessage { commitment, id: voter.public().into(), signature }
}

fn double_vote() -> DoubleVotingProof<u32, ecdsa_crypto::AuthorityId, ecdsa_crypto::Signature> {
    let dave = ecdsa::Pair::from_string(&Sr25519Keyring::Dave.to_seed(), None).unwrap();
    DoubleVotingProof { first: beefy_vote(&dave, 1), second: beefy_vote(&dave, 2) }
}

#[tokio::test]
async fn two_sealed_headers_become_a_report_that_the_chain_accepts() {
    let node = Node::start();
    let dave = sr25519::Pair::from_string(&Sr25519Keyring::Dave.to_seed(), None).unwrap();
    let proof = BabeProof {
        offender: dave.public().into(),
        slot: 1.into(),
        first_header: sealed(&dave, 3, 1),
        second_header: sealed(&dave, 3, 2),
    };
    let court = node.court();
    let reports = court.prepare(&proof);
    assert!(!reports.is_empty());
    for report in &reports {
        assert_eq!(court.judge(node.genesis(), report), Verdict::Accepts);
    }

    node.parts.other.reporter.babe(proof);
    assert_eq!(node.attend().await, 1);
}

#[tokio::test]
async fn headers_without_their_seals_become_no_report() {
    let node = Node::start();
    let dave = sr25519::Pair::from_string(&Sr25519Keyring::Dave.to_seed(), None).unwrap();
    let unsealed = |state_root| {
        let mut header = sealed(&dave, 3, state_root);
        header.digest_mut().pop();
        header
    };
    let proof = BabeProof {
        offender: dave.public().into(),
        slot: 1.into(),
        first_header: unsealed(1),
        second_header: unsealed(2),
    };
    let court = node.court();
    assert!(court
        .prepare(&proof)
        .iter()
        .all(|report| matches!(court.judge(node.genesis(), report), Verdict::Refuses(_))));

    node.parts.other.reporter.babe(proof);
    assert_eq!(node.attend().await, 0);
}

#[tokio::test]
async fn the_clients_report_of_a_double_beefy_vote_reaches_the_docket() {
    let node = Node::start();
    let (at, proof) = (node.genesis(), double_vote());
    let api = node.client();
    let ownership = BeefyApi::<Block, ecdsa_crypto::AuthorityId>::generate_key_ownership_proof(
        &*api.runtime_api(),
        at,
        0,
        proof.first.id.clone(),
    )
    .unwrap()
    .expect("Dave validates");

    // As the SDK's voter asks its own client: without a pool.
    let plain = panic::catch_unwind(panic::AssertUnwindSafe(|| {
        let api = api.runtime_api();
        api.submit_report_double_voting_unsigned_extrinsic(at, proof.clone(), ownership.clone())
    }));
    assert!(!matches!(plain, Ok(Ok(Some(())))));

    let reporting = ReportingClient::new(node.client(), node.parts.other.reporter.clone());
    let answer = reporting.runtime_api().submit_report_double_voting_unsigned_extrinsic(at, proof, ownership);
    assert_eq!(answer.unwrap(), Some(()));
    assert_eq!(node.attend().await, 1);
}

#[tokio::test]
async fn the_voters_report_of_a_double_grandpa_vote_reaches_the_docket() {
    use polkadot_sdk::sp_consensus_grandpa::{
        localized_payload, AuthorityId, AuthoritySignature, EquivocationProof, GrandpaApi, Message, Prevote,
    };
    let node = Node::start();
    let (at, client) = (node.genesis(), node.client());
    let dave = ed25519::Pair::from_string(&Sr25519Keyring::Dave.to_seed(), None).unwrap();
    let id = AuthorityId::from(dave.public());
    let vote = |content: u8| {
        let vote = Prevote::<Header> { target_hash: H256::repeat_byte(content), target_number: 1 };
        let payload = localized_payload(1, 0, &Message::<Header>::Prevote(vote.clone()));
        (vote, AuthoritySignature::from(dave.sign(&payload)))
    };
    // Set 0, prevotes (0), round 1.
    let encoded = (0u64, 0u8, 1u64, &id, vote(1), vote(2)).encode();
    let proof = <EquivocationProof<Hash, u32> as codec::Decode>::decode(&mut &encoded[..]).unwrap();

    let mut api = client.runtime_api();
    let ownership =
        GrandpaApi::<Block>::generate_key_ownership_proof(&*api, at, 0, id).unwrap().expect("Dave validates");
    api.register_extension(node.parts.other.reporter.pool_factory().offchain_transaction_pool(at));
    let answer =
        GrandpaApi::<Block>::submit_report_equivocation_unsigned_extrinsic(&*api, at, proof, ownership);
    assert_eq!(answer.unwrap(), Some(()));
    assert_eq!(node.attend().await, 1);
}

#[tokio::test]
async fn what_the_docket_keeps_is_in_the_database() {
    let node = Node::start();
    assert_eq!(node.court().load(), None);
    node.court().store(b"evidence");
    assert_eq!(node.court().load().as_deref(), Some(&b"evidence"[..]));
}
