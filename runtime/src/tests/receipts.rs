//! What pallets did is in the trail, in the header, and in the mountain range.

use super::chain::*;
use crate::*;
use codec::Encode;
use frame_support::assert_ok;
use msez_core::Digest;
use msez_receipts::{follow, genesis_head, index::ENGINE, note, prove, verify, Entry, Record};
use msez_traits::Role;
use pallet_audit_trail::HostKeccak;
use polkadot_sdk::sp_runtime::{traits::Header as _, DigestItem};

type K = HostKeccak;

fn domain() -> Digest {
    Digest(System::block_hash(0).0)
}

/// The events of our pallets in the block that is being built, as they are noted.
fn noted() -> Vec<Digest> {
    let is_ours = |pallet: u8| [20, 21, 60, 61, 62, 64, 80, 81, 82, 100, 102, 103, 104].contains(&pallet);
    let encoded = System::read_events_no_consensus().map(|record| record.event.encode());
    encoded.filter(|event| is_ours(event[0])).map(|event| note::<K>(event[0], &event[1..])).collect()
}

fn bond(amount: Balance) -> pallet_bonds::Call<Runtime> {
    pallet_bonds::Call::bond { role: Role::Claimant, amount }
}

#[test]
fn every_event_of_our_pallets_is_noted_in_its_order_and_no_other() {
    local(|| {
        assert_ok!(submit_signed(EVE, 0, bond(500 * constants::UNIT)).unwrap());
        assert_ok!(submit_signed(EVE, 0, frame_system::Call::remark_with_event { remark: vec![1] }).unwrap());
        let more = pallet_bonds::Call::bond_extra { role: Role::Claimant, amount: constants::UNIT };
        assert_ok!(submit_signed(EVE, 0, more).unwrap());
        let notes = noted();
        assert_eq!(notes.len(), 2);
        assert_eq!(pallet_audit_trail::Notes::<Runtime>::get().to_vec(), notes);

        let closed = next_block();
        let Entry { record, companion } = AuditTrail::entry(closed.number).unwrap();
        assert_eq!((record.block, record.width), (closed.number, 2));
        assert_eq!(companion.0, ComplianceTensor::commitment().0);
        for (index, noted) in (0..).zip(&notes) {
            let inclusion = prove::<K>(&domain(), closed.number, &notes, index).unwrap();
            assert_eq!(verify::<K>(&domain(), &record, noted, &inclusion), Ok(()));
        }
        let head = DigestItem::Consensus(ENGINE, record.head.encode());
        assert_eq!(closed.digest().logs.iter().filter(|item| **item == head).count(), 1);
    })
}

#[test]
fn a_failed_call_notes_nothing() {
    local(|| {
        assert!(submit_signed(EVE, 0, bond(Balance::MAX / 2)).unwrap().is_err());
        assert!(pallet_audit_trail::Notes::<Runtime>::get().is_empty());
        let batch = pallet_utility::Call::batch_all {
            calls: vec![bond(500 * constants::UNIT).into(), bond(Balance::MAX / 2).into()],
        };
        assert!(submit_signed(EVE, 0, batch).unwrap().is_err());
        assert!(pallet_audit_trail::Notes::<Runtime>::get().is_empty());
    })
}

#[test]
fn the_heads_follow_one_another_from_block_zero() {
    local(|| {
        for _ in 0..4 {
            next_block();
        }
        let records: Vec<Record> = (1..=5).map(|block| AuditTrail::entry(block).unwrap().record).collect();
        let genesis = genesis_head::<K>(&domain());
        assert_eq!(follow::<K>(&domain(), 0, &genesis, &records), Ok(AuditTrail::head()));
        assert_eq!(AuditTrail::entry(6), Err(msez_runtime_api::ApiError::BlockNotFound));
    })
}
