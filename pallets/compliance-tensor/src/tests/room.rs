//! What may take how much of a block's room, and what a cell keeps for good.

use msez_core::{ComplianceState::*, Coordinate, Digest, Domain};
use msez_traits::{Tensor as _, Urgency};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, storage::storage_prefix, traits::Hooks, BoundedVec},
    sp_io::storage,
};

use crate::{mock::*, Dirty, Error, Evidence, History, MAX_LIVE};

/// Coordinates of the first subject, as many as there are domains.
fn places() -> Vec<Coordinate> {
    Domain::ALL.iter().map(|domain| coordinate(subject(0), difc(), *domain)).collect()
}

#[test]
fn routine_changes_leave_the_reserve_to_urgent_ones() {
    test(|| {
        assert_ok!(register(0));
        next_block();
        let (cells, passing) = (places(), [says(1, Compliant, 0, None)]);
        let (routine, rest) = cells.split_at(MAX_ROUTINE as usize);
        let (urgent, beyond) = rest.split_at((MAX_DIRTY - MAX_ROUTINE) as usize);
        for cell in routine {
            assert_ok!(refold_as(cell, &passing, Urgency::Routine));
        }
        assert_noop!(refold_as(&urgent[0], &passing, Urgency::Routine), Error::<Test>::TooManyChanges);
        assert_noop!(register(1), Error::<Test>::TooManyChanges);
        for cell in urgent {
            assert_ok!(refold_as(cell, &[says(1, NonCompliant, 0, None)], Urgency::Urgent));
        }
        assert_noop!(refold_as(&beyond[0], &passing, Urgency::Urgent), Error::<Test>::TooManyChanges);
        // A cell that the flush does anyway takes no more room.
        assert_ok!(refold_as(&routine[0], &[], Urgency::Routine));
        next_block();
        assert_ok!(refold_as(&beyond[0], &passing, Urgency::Routine));
    });
}

#[test]
fn urgent_changes_may_take_the_room_of_routine_ones() {
    test(|| {
        assert_ok!(register(0));
        next_block();
        let (cells, adverse) = (places(), [says(1, NonCompliant, 0, None)]);
        for cell in cells.iter().take(MAX_ROUTINE as usize) {
            assert_ok!(refold_as(cell, &adverse, Urgency::Urgent));
        }
        assert_noop!(
            refold_as(&cells[MAX_DIRTY as usize], &[says(1, Compliant, 0, None)], Urgency::Routine),
            Error::<Test>::TooManyChanges
        );
    });
}

#[test]
fn newcomers_leave_room_for_statements_on_those_who_are_there() {
    test(|| {
        assert_ok!(register(0));
        next_block();
        (1..=MAX_NEWCOMERS).for_each(|n| register(n).unwrap());
        assert_noop!(register(MAX_NEWCOMERS + 1), Error::<Test>::TooManyNewcomers);
        for cell in places().iter().take((MAX_ROUTINE - MAX_NEWCOMERS) as usize) {
            assert_ok!(refold_as(cell, &[says(1, Compliant, 0, None)], Urgency::Routine));
        }
        assert_eq!(Dirty::<Test>::count() + MAX_NEWCOMERS, MAX_ROUTINE);
        next_block();
        assert_ok!(register(MAX_NEWCOMERS + 1));
    });
}

#[test]
fn the_shares_of_the_room_are_in_order_and_its_flush_fits_into_a_block() {
    test(Tensor::integrity_test);
}

/// Entries of a map as they are stored, and the bytes of their values and their own parts of the keys.
fn stored(map: &str) -> Vec<u32> {
    let prefix = storage_prefix(b"Tensor", map.as_bytes());
    let keys = core::iter::successors(storage::next_key(&prefix), |key| storage::next_key(key));
    keys.take_while(|key| key.starts_with(&prefix))
        .map(|key| (key.len() - prefix.len() + storage::get(&key).unwrap().len()) as u32)
        .collect()
}

fn kept() -> Vec<u32> {
    ["Cells", "Presence", "Evidence", "History", "Lanes"].into_iter().flat_map(stored).collect()
}

#[test]
fn a_cell_takes_the_entries_that_its_deposit_covers_and_more_cells_never_take_more() {
    ext_with(&[]).execute_with(|| {
        assert_ok!(register(0));
        assert!(!Tensor::has_cell(&kyc(0)));
        assert!(kept().is_empty());
        let sum = |entries: &[u32]| entries.iter().sum::<u32>();
        let paid = Tensor::cell_entries();
        for (n, cell) in places().into_iter().enumerate() {
            assert_ok!(refold(&cell, &[says(1, Compliant, 0, Some(1 << 60))]));
            // Without the checks: what is stored here is only as large as it can be.
            <Tensor as Hooks<u64>>::on_finalize(1);
            assert!(Tensor::has_cell(&cell));
            // At their largest.
            let slot = Tensor::slot_of(&cell).ok().unwrap();
            let past = vec![Tensor::cell_in(&slot).unwrap(); MAX_HISTORY as usize];
            History::<Test>::insert(slot, BoundedVec::truncate_from(past));
            Evidence::<Test>::insert(
                slot,
                BoundedVec::truncate_from(vec![Digest([1; 32]); MAX_LIVE as usize]),
            );
            let kept = kept();
            let cells = n as u32 + 1;
            assert!(kept.len() as u32 <= cells * paid.len() as u32);
            assert!(sum(&kept) <= cells * sum(&paid), "{cells} cells: {kept:?}, paid {paid:?}");
            if n == 0 {
                // A single cell is its own lane in the trees. The longest list has one more byte of length.
                assert_eq!([kept[0], kept[1] + 1, kept[2], kept[3]], paid[..4]);
            }
            if n == 1 {
                assert_eq!(kept.len(), paid.len() + 2, "its own past and evidence, and a lane in each tree");
            }
        }
    });
}
