//! Which entries are kept, and how the others are told apart.

use crate::{mock::*, *};
use msez_runtime_api::ApiError;
use msez_test_support::run_blocks;

#[test]
fn before_the_first_block_is_closed_there_is_none() {
    run(|| {
        assert_eq!(Pallet::<Test>::latest(), None);
        assert_eq!(Pallet::<Test>::entry(0), Err(ApiError::BlockNotFound));
        assert_eq!(Pallet::<Test>::entry(1), Err(ApiError::BlockNotFound));
    });
}

#[test]
fn what_is_pruned_is_told_apart_from_what_never_was() {
    run(|| {
        run_blocks::<Test, AllPalletsWithSystem>(20);
        // Block 20 is closed, block 21 is being built.
        assert_eq!(Pallet::<Test>::latest().unwrap().record.block, 20);
        for block in 13..=20 {
            assert_eq!(Pallet::<Test>::entry(block).unwrap().record.block, block);
        }
        for block in 1..=12 {
            assert_eq!(Pallet::<Test>::entry(block), Err(ApiError::ReceiptsPruned { kept_since: 13 }));
        }
        for block in [0, 21, 22, 29, u32::MAX] {
            assert_eq!(Pallet::<Test>::entry(block), Err(ApiError::BlockNotFound));
        }
        assert_eq!(Heads::<Test>::iter().count(), 8);
    });
}

#[test]
fn the_checks_of_the_state_see_a_trail_that_was_changed() {
    let broken = |change: fn()| {
        externalities().execute_with(|| {
            run_blocks::<Test, AllPalletsWithSystem>(5);
            assert!(try_state::do_try_state::<Test>().is_ok());
            change();
            assert!(try_state::do_try_state::<Test>().is_err());
        })
    };
    broken(|| Heads::<Test>::remove(3));
    broken(|| Heads::<Test>::mutate(3, |entry| entry.as_mut().unwrap().record.width = 1));
    broken(|| Heads::<Test>::mutate(3, |entry| entry.as_mut().unwrap().record.previous.0[0] ^= 1));
    broken(|| Heads::<Test>::remove(5));
    broken(Latest::<Test>::kill);
    broken(|| Folded::<Test>::put(Fold { count: 1, digest: msez_core::Digest([1; 32]) }));
}
