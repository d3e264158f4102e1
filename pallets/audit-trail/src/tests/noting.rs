//! What is noted, and what is not.

use crate::{mock::*, *};
use codec::Encode;
use msez_core::Digest;
use msez_receipts::{index::IndexedEvent, SoftKeccak};
use msez_test_support::run_blocks;
use polkadot_sdk::{
    frame_support::{dispatch::DispatchClass, storage::with_storage_layer},
    frame_system,
    sp_runtime::DispatchError,
};

fn hash(event: &impl Encode) -> Digest {
    msez_receipts::note::<SoftKeccak>(60, &event.encode())
}

#[test]
fn events_are_noted_in_their_order_and_their_bytes_are_indexed() {
    let ext = run(|| {
        note(&7u32);
        note(&b"another".to_vec());
        note(&7u32);
        let (first, second) = (hash(&7u32), hash(&b"another".to_vec()));
        assert_eq!(Notes::<Test>::get().to_vec(), [first, second, first]);
    });
    let bytes = |event: Vec<u8>| Some(IndexedEvent { pallet: 60, event });
    assert_eq!(indexed_event(&ext, &hash(&7u32)), bytes(7u32.encode()));
    assert_eq!(indexed_event(&ext, &hash(&b"another".to_vec())), bytes(b"another".to_vec().encode()));
    assert_eq!(indexed_event(&ext, &hash(&8u32)), None);
}

#[test]
fn what_a_failed_call_noted_is_undone_with_it() {
    run(|| {
        note(&1u8);
        let failed = with_storage_layer::<(), DispatchError, _>(|| {
            note(&2u8);
            Err(DispatchError::Other("failed"))
        });
        assert!(failed.is_err());
        note(&3u8);
        assert_eq!(Notes::<Test>::get().to_vec(), [hash(&1u8), hash(&3u8)]);
    });
}

#[test]
fn what_a_failed_call_folded_is_undone_with_it() {
    MaxNotes::set(1);
    run(|| {
        note(&1u8);
        note(&2u8);
        let folded = Folded::<Test>::get();
        let failed = with_storage_layer::<(), DispatchError, _>(|| {
            note(&3u8);
            Err(DispatchError::Other("failed"))
        });
        assert!(failed.is_err());
        assert_eq!(Folded::<Test>::get(), folded);
    });
}

#[test]
fn a_note_weighs_what_it_and_its_share_of_closing_cost() {
    run(|| {
        let weight = || frame_system::Pallet::<Test>::block_weight().get(DispatchClass::Mandatory).to_owned();
        let before = weight();
        note(&[0u8; 100].to_vec());
        let share = <() as WeightInfo>::close(1) - <() as WeightInfo>::close(0);
        // One byte tells the length of the hundred, at the compact size of two.
        assert_eq!(weight() - before, <() as WeightInfo>::note(102) + share);
        assert!(share.ref_time() > 0);
    });
}

#[test]
fn genesis_notes_nothing() {
    run(|| {
        frame_system::Pallet::<Test>::set_block_number(0);
        note(&1u8);
        assert!(Notes::<Test>::get().is_empty());
        frame_system::Pallet::<Test>::set_block_number(1);
    });
}

#[test]
fn a_pallet_beyond_the_byte_does_not_pass_for_another() {
    run(|| {
        <AuditTrail as msez_traits::Audit>::note(256 + 60, &1u8);
        assert_ne!(Notes::<Test>::get().to_vec(), [hash(&1u8)]);
    });
}

#[test]
fn beyond_the_bound_notes_are_folded_and_none_is_lost() {
    MaxNotes::set(3);
    let mut closed = Vec::new();
    let ext = run(|| {
        // The same notes but one of the folded: other heads.
        for last in [6u8, 7] {
            for event in (0..5u8).chain([last]) {
                note(&event);
            }
            assert_eq!(Notes::<Test>::get().len(), 3);
            assert_eq!(Folded::<Test>::get().unwrap().count, 3);
            run_blocks::<Test, AllPalletsWithSystem>(1);
            closed.push(Latest::<Test>::get().unwrap());
            assert!(Notes::<Test>::get().is_empty() && Folded::<Test>::get().is_none());
        }
    });
    assert_eq!(closed[0].record.width, 4);
    let [first, second] = [0, 1].map(|n: usize| {
        let record = closed[n].record;
        indexed_block(&ext, record.block, &record.head).unwrap()
    });
    assert_eq!((first.folded, second.folded), (3, 3));
    assert_eq!(first.notes[..3], second.notes[..3]);
    assert_ne!(first.notes[3], second.notes[3]);
    let folded = [3u8, 4, 6].iter().zip(1..).fold(None, |before: Option<Digest>, (event, count)| {
        Some(msez_receipts::fold::<SoftKeccak>(count, before.as_ref(), &hash(event)))
    });
    assert_eq!(Some(first.notes[3]), folded);
    // Their bytes are there too.
    assert!(indexed_event(&ext, &hash(&6u8)).is_some());
}
