//! The end of a block.

use crate::{mock::*, *};
use msez_core::Digest;
use msez_receipts::{
    empty_root, follow, genesis_head,
    index::{IndexedBlock, ENGINE},
    prove, verify, word, Entry, Record, SoftKeccak,
};
use msez_test_support::run_blocks;
use polkadot_sdk::{frame_system, sp_io::TestExternalities, sp_runtime::generic::DigestItem};
use proptest::prelude::*;

fn domain() -> Digest {
    Digest(frame_system::Pallet::<Test>::block_hash(0).0)
}

fn latest() -> Record {
    Latest::<Test>::get().unwrap().record
}

#[test]
fn the_first_block_goes_on_from_the_head_of_the_domain() {
    run(|| {
        assert_ne!(domain(), Digest([0; 32]));
        let genesis = genesis_head::<SoftKeccak>(&domain());
        assert_eq!(Pallet::<Test>::head(), genesis);
        assert_eq!(Pallet::<Test>::word(), word::<SoftKeccak>(&domain(), &genesis, &Companion::get()));
        run_blocks::<Test, AllPalletsWithSystem>(1);
        assert_eq!((latest().block, latest().previous), (1, genesis));
        assert_eq!(latest().root, empty_root::<SoftKeccak>());
    });
}

#[test]
fn every_block_moves_the_head_also_an_empty_one() {
    run(|| {
        let mut heads = vec![Pallet::<Test>::head()];
        for _ in 0..5 {
            run_blocks::<Test, AllPalletsWithSystem>(1);
            assert_eq!(latest().previous, heads[heads.len() - 1]);
            heads.push(latest().head);
        }
        heads.sort();
        heads.dedup();
        assert_eq!(heads.len(), 6);
    });
}

#[test]
fn the_word_binds_head_and_companion() {
    run(|| {
        note(&1u8);
        run_blocks::<Test, AllPalletsWithSystem>(1);
        let before = Pallet::<Test>::word();
        assert_eq!(before, word::<SoftKeccak>(&domain(), &latest().head, &Digest([0xc0; 32])));
        // It is that of the closed block, whatever the companion has become since.
        Companion::set(Digest([0xc1; 32]));
        assert_eq!(Pallet::<Test>::word(), before);
        run_blocks::<Test, AllPalletsWithSystem>(1);
        assert_eq!(Latest::<Test>::get().unwrap().companion, Digest([0xc1; 32]));
        assert_eq!(
            Pallet::<Test>::word(),
            word::<SoftKeccak>(&domain(), &latest().head, &Digest([0xc1; 32]))
        );
    });
}

#[test]
fn the_header_carries_the_head() {
    run(|| {
        run_blocks::<Test, AllPalletsWithSystem>(1);
        let head = codec::Encode::encode(&latest().head);
        let logs = frame_system::Pallet::<Test>::digest().logs;
        assert_eq!(logs, [DigestItem::Consensus(ENGINE, head)]);
    });
}

#[test]
fn a_note_after_the_close_is_the_next_blocks() {
    run(|| {
        note(&1u8);
        Pallet::<Test>::close();
        note(&2u8);
        frame_system::Pallet::<Test>::set_block_number(2);
        note(&3u8);
        Pallet::<Test>::close();
        assert_eq!((latest().block, latest().width), (2, 2));
    });
}

#[test]
fn siblings_in_a_fork_do_not_overwrite_each_other() {
    let mut ext = externalities();
    let build = |ext: &mut TestExternalities, event: u8| {
        ext.execute_with(|| {
            note(&event);
            Pallet::<Test>::close();
            latest()
        })
    };
    let one = build(&mut ext, 1);
    ext.persist_offchain_overlay();
    ext.execute_with(Latest::<Test>::kill);
    let other = build(&mut ext, 2);
    ext.persist_offchain_overlay();
    assert_eq!((one.block, one.previous), (other.block, other.previous));
    for record in [one, other] {
        let kept = indexed_block(&ext, 1, &record.head).unwrap();
        assert_eq!((kept.entry.record, kept.notes.len()), (record, 1));
        assert!(indexed_event(&ext, &kept.notes[0]).is_some());
    }
}

#[test]
fn a_block_with_thousands_of_notes_closes() {
    MaxNotes::set(16_384);
    run(|| {
        for event in 0..16_400u32 {
            note(&event);
        }
        run_blocks::<Test, AllPalletsWithSystem>(1);
        assert_eq!(latest().width, 16_385);
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_indexed_proves_against_what_is_on_the_chain(
        blocks in prop::collection::vec(prop::collection::vec(any::<(u8, u16)>(), 0..20), 1..8),
    ) {
        MaxNotes::set(16);
        let mut records = Vec::new();
        let mut genesis = (Digest([0; 32]), Digest([0; 32]));
        let ext = run(|| {
            genesis = (domain(), Pallet::<Test>::head());
            for events in &blocks {
                events.iter().for_each(|(pallet, event)| {
                    <AuditTrail as msez_traits::Audit>::note(usize::from(*pallet), event);
                });
                run_blocks::<Test, AllPalletsWithSystem>(1);
                records.push(latest());
            }
        });
        let (domain, genesis) = genesis;
        prop_assert_eq!(
            follow::<SoftKeccak>(&domain, 0, &genesis, &records),
            Ok(records[records.len() - 1].head)
        );
        for (record, events) in records.iter().zip(&blocks) {
            let IndexedBlock { entry, notes, folded } = indexed_block(&ext, record.block, &record.head).unwrap();
            prop_assert_eq!(entry, Entry { record: *record, companion: Companion::get() });
            prop_assert_eq!(folded as usize, events.len().saturating_sub(16));
            for (index, (pallet, event)) in events.iter().enumerate().take(16) {
                let kept = indexed_event(&ext, &notes[index]).unwrap();
                prop_assert_eq!((kept.pallet, kept.event), (*pallet, codec::Encode::encode(event)));
                let inclusion = prove::<SoftKeccak>(&domain, record.block, &notes, index as u32).unwrap();
                prop_assert_eq!(verify::<SoftKeccak>(&domain, record, &notes[index], &inclusion), Ok(()));
            }
        }
    }
}
