//! A network of four validators, Alice to Dave, run block by block through the executive. Alice is its only author.

use super::genesis::started_from;
use crate::{constants::SLOT_MILLIS, genesis_presets::*, *};
use codec::Encode;
use polkadot_sdk::{
    sp_consensus_babe::digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
    sp_core::{Pair, H256},
    sp_keystore::{testing::MemoryKeystore, KeystoreExt},
    sp_runtime::{traits::Header as _, ApplyExtrinsicResult, Digest, DigestItem},
};

pub const ALICE: &DevAuthority = &DEV_AUTHORITIES[0];
pub const BOB: &DevAuthority = &DEV_AUTHORITIES[1];
pub const CHARLIE: &DevAuthority = &DEV_AUTHORITIES[2];
pub const DAVE: &DevAuthority = &DEV_AUTHORITIES[3];
/// Has money and no office.
pub const EVE: &DevAuthority = &DEV_AUTHORITIES[4];

/// Slots of an epoch of the preset.
const EPOCH: u64 = 20;

/// Runs a test in the second block of the network.
pub fn local(body: impl FnOnce()) {
    let mut ext = started_from(LOCAL);
    ext.register_extension(KeystoreExt::new(MemoryKeystore::new()));
    ext.execute_with(|| {
        open(1, H256::zero(), 1_000_000);
        next_block();
        body();
        Executive::finalize_block();
    })
}

fn open(number: BlockNumber, parent: Hash, slot: u64) {
    let claim = SecondaryPlainPreDigest { authority_index: 0, slot: slot.into() };
    let digest = Digest { logs: vec![DigestItem::babe_pre_digest(PreDigest::SecondaryPlain(claim))] };
    Executive::initialize_block(&Header::new(number, H256::zero(), H256::zero(), parent, digest));
    submit(pallet_timestamp::Call::set { now: slot * SLOT_MILLIS }).unwrap().unwrap();
}

/// Closes the block, and opens the next one so many slots later.
fn close(slots: u64) -> Header {
    let slot = *Babe::current_slot() + slots;
    let header = Executive::finalize_block();
    open(header.number + 1, header.hash(), slot);
    header
}

/// Goes on to the next block. The header of the one that was closed.
pub fn next_block() -> Header {
    close(1)
}

/// Goes on to the second block of the next session: the session pallet leaves no room for transactions in the first.
pub fn next_session() {
    let session = Session::current_index();
    close(EPOCH - 1);
    assert_eq!(Session::current_index(), session + 1);
    next_block();
}

pub fn account(who: &DevAuthority) -> AccountId {
    who.account.to_account_id()
}

pub fn signed(who: &DevAuthority) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(who))
}

/// Puts a transaction that nobody signs into the block.
pub fn submit(call: impl Into<RuntimeCall>) -> ApplyExtrinsicResult {
    Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(call.into()))
}

/// Puts a signed transaction into the block.
pub fn submit_signed(who: &DevAuthority, tip: Balance, call: impl Into<RuntimeCall>) -> ApplyExtrinsicResult {
    let extension: TxExtension = (
        frame_system::AuthorizeCall::new(),
        frame_system::CheckNonZeroSender::new(),
        frame_system::CheckSpecVersion::new(),
        frame_system::CheckTxVersion::new(),
        frame_system::CheckGenesis::new(),
        frame_system::CheckEra::from(generic::Era::Immortal),
        frame_system::CheckNonce::from(System::account_nonce(account(who))),
        frame_system::CheckWeight::new(),
        pallet_transaction_payment::ChargeTransactionPayment::from(tip),
        frame_metadata_hash_extension::CheckMetadataHash::new(false),
        frame_system::WeightReclaim::new(),
    );
    let payload = SignedPayload::new(call.into(), extension).unwrap();
    let signature = payload.using_encoded(|bytes| who.account.pair().sign(bytes));
    let (call, extension, _) = payload.deconstruct();
    let transaction = UncheckedExtrinsic::new_signed(call, account(who).into(), signature.into(), extension);
    Executive::apply_extrinsic(transaction)
}

/// New session keys in the node's keystore, with the proof that they are this account's.
pub fn new_keys(who: &DevAuthority) -> (SessionKeys, Vec<u8>) {
    let made = SessionKeys::generate(&account(who).encode(), None);
    (made.keys, made.proof.encode())
}
