//! The runtime under test: a network of four validators, natively, block by block. Alice is its only author.

use codec::Encode;
use msez_runtime::{
    constants::SLOT_MILLIS, genesis_presets, AccountId, Babe, BlockNumber, Executive, Hash, Header, Runtime,
    RuntimeCall, RuntimeGenesisConfig, SignedPayload, System, TxExtension, UncheckedExtrinsic,
};
use polkadot_sdk::{
    frame_metadata_hash_extension,
    frame_support::{self, storage::with_transaction_unchecked},
    frame_system, pallet_timestamp, pallet_transaction_payment,
    sp_consensus_babe::digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
    sp_core::{sr25519, Pair, H256},
    sp_io::TestExternalities,
    sp_keystore::{testing::MemoryKeystore, KeystoreExt},
    sp_runtime::{
        generic::Era, traits::Header as _, ApplyExtrinsicResult, Digest, DigestItem, TransactionOutcome,
    },
};
use serde_json::Value;

/// The state at genesis, with epochs of a minute.
pub fn genesis() -> Result<TestExternalities, String> {
    genesis_of(genesis_presets::LOCAL)
}

/// The state at the genesis of a network.
pub fn genesis_of(preset: &str) -> Result<TestExternalities, String> {
    let patch = genesis_presets::get_preset(&preset.into()).ok_or("the preset is missing")?;
    let patch = serde_json::from_slice(&patch).map_err(|error| error.to_string())?;
    let mut config =
        serde_json::to_value(RuntimeGenesisConfig::default()).map_err(|error| error.to_string())?;
    merge(&mut config, patch);
    let config = serde_json::to_vec(&config).map_err(|error| error.to_string())?;
    let mut ext = TestExternalities::default();
    ext.register_extension(KeystoreExt::new(MemoryKeystore::new()));
    ext.execute_with(|| frame_support::genesis_builder_helper::build_state::<RuntimeGenesisConfig>(config))?;
    Ok(ext)
}

fn merge(into: &mut Value, patch: Value) {
    match (into, patch) {
        (Value::Object(into), Value::Object(patch)) => {
            for (key, value) in patch {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, patch) => *into = patch,
    }
}

/// Opens the first block.
pub fn begin() {
    open(1, H256::zero(), 1_000_000);
}

/// Closes the block.
pub fn close() -> Header {
    Executive::finalize_block()
}

/// Opens the block after one, so many blocks and slots later: of the blocks between nothing is missed, since nothing was
/// to happen in them.
pub fn follow(header: &Header, blocks: BlockNumber, slots: u64) {
    let slot = *Babe::current_slot() + slots;
    if blocks > 1 {
        // Of blocks that never were the trail has no entries: it is kept from the next one on.
        let _ = pallet_audit_trail::Heads::<Runtime>::clear(u32::MAX, None);
    }
    System::set_block_number(header.number + blocks - 1);
    open(header.number + blocks, header.hash(), slot);
}

fn open(number: BlockNumber, parent: Hash, slot: u64) {
    let claim = SecondaryPlainPreDigest { authority_index: 0, slot: slot.into() };
    let digest = Digest { logs: vec![DigestItem::babe_pre_digest(PreDigest::SecondaryPlain(claim))] };
    Executive::initialize_block(&Header::new(number, H256::zero(), H256::zero(), parent, digest));
    let time = pallet_timestamp::Call::set { now: slot * SLOT_MILLIS };
    let applied = Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(time.into()));
    assert!(matches!(applied, Ok(Ok(()))), "the time of block {number}: {applied:?}");
    assert_eq!(System::block_number(), number);
}

/// The call as the transaction that an account would send: with its fee, its number and its signature.
pub fn signed(pair: &sr25519::Pair, call: RuntimeCall) -> Result<UncheckedExtrinsic, String> {
    let account = AccountId::from(pair.public());
    let extension: TxExtension = (
        frame_system::AuthorizeCall::new(),
        frame_system::CheckNonZeroSender::new(),
        frame_system::CheckSpecVersion::new(),
        frame_system::CheckTxVersion::new(),
        frame_system::CheckGenesis::new(),
        frame_system::CheckEra::from(Era::Immortal),
        frame_system::CheckNonce::from(System::account_nonce(&account)),
        frame_system::CheckWeight::new(),
        pallet_transaction_payment::ChargeTransactionPayment::from(0),
        frame_metadata_hash_extension::CheckMetadataHash::new(false),
        frame_system::WeightReclaim::new(),
    );
    let payload = SignedPayload::new(call, extension).map_err(|error| format!("{error:?}"))?;
    let signature = payload.using_encoded(|bytes| pair.sign(bytes));
    let (call, extension, _) = payload.deconstruct();
    Ok(UncheckedExtrinsic::new_signed(call, account.into(), signature.into(), extension))
}

/// Puts a transaction into the block. One that does not belong there leaves no trace, as whoever builds blocks sees to.
pub fn apply(transaction: UncheckedExtrinsic) -> ApplyExtrinsicResult {
    with_transaction_unchecked(|| match Executive::apply_extrinsic(transaction) {
        Ok(outcome) => TransactionOutcome::Commit(Ok(outcome)),
        Err(invalid) => TransactionOutcome::Rollback(Err(invalid)),
    })
}
