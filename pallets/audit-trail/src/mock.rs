//! A runtime with nothing but the trail.

use crate as pallet_audit_trail;
use msez_core::Digest;
use msez_receipts::index::{block_key, event_key, IndexedBlock, IndexedEvent};
use msez_test_support::at_block_one;
use msez_traits::Audit;
use polkadot_sdk::{
    frame_support::{construct_runtime, derive_impl, parameter_types},
    frame_system,
    sp_io::TestExternalities,
    sp_runtime::BuildStorage,
};

construct_runtime!(
    pub enum Test {
        System: frame_system,
        AuditTrail: pallet_audit_trail,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlockU32<Test>;
}

parameter_types! {
    pub static Companion: Digest = Digest([0xc0; 32]);
    pub static MaxNotes: u32 = 16;
    pub static HeadsKept: u32 = 8;
}

impl crate::Config for Test {
    type Companion = Companion;
    type MaxNotes = MaxNotes;
    type HeadsKept = HeadsKept;
    type WeightInfo = ();
}

/// The pallet that emits what the tests note.
pub const PALLET: usize = 60;

pub fn externalities() -> TestExternalities {
    let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
    at_block_one::<Test>(storage)
}

/// Runs a test from block 1, and checks the state after it. What it indexed is there afterwards.
pub fn run(body: impl FnOnce()) -> TestExternalities {
    let mut ext = externalities();
    ext.execute_with(|| {
        body();
        crate::try_state::do_try_state::<Test>().unwrap();
    });
    ext.persist_offchain_overlay();
    ext
}

/// What a node would have kept under a key.
pub fn indexed<V: codec::Decode>(ext: &TestExternalities, key: &[u8]) -> Option<V> {
    let kept = ext.offchain_db().get(key)?;
    Some(V::decode(&mut kept.as_slice()).unwrap())
}

pub fn indexed_event(ext: &TestExternalities, note: &Digest) -> Option<IndexedEvent> {
    indexed(ext, &event_key(note))
}

pub fn indexed_block(ext: &TestExternalities, block: u32, head: &Digest) -> Option<IndexedBlock> {
    indexed(ext, &block_key(block, head))
}

pub fn note(event: &impl codec::Encode) {
    <AuditTrail as Audit>::note(PALLET, event);
}
