//! The runtime under test: a network of four validators, natively, block by block. Alice is its only author.

use msez_runtime::{
    constants::SLOT_MILLIS, genesis_presets, Babe, BlockNumber, Executive, Hash, Header, Runtime,
    RuntimeGenesisConfig, System, UncheckedExtrinsic,
};
use polkadot_sdk::{
    frame_support, pallet_timestamp,
    sp_consensus_babe::digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
    sp_core::H256,
    sp_io::TestExternalities,
    sp_keystore::{testing::MemoryKeystore, KeystoreExt},
    sp_runtime::{traits::Header as _, Digest, DigestItem},
};
use serde_json::Value;

/// The state at genesis.
pub fn genesis() -> Result<TestExternalities, String> {
    let patch = genesis_presets::get_preset(&genesis_presets::LOCAL.into()).ok_or("the preset is missing")?;
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
