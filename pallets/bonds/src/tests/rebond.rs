use crate::{mock::*, Chunk, Error, Event, Ledgers};
use msez_test_support::assert_last_event;
use msez_traits::{Balance, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, DispatchResult},
};

fn rebond(amount: Balance) -> DispatchResult {
    Bonds::rebond(RuntimeOrigin::signed(ALICE), Role::Validator, amount)
}

/// 500 bonded, of which 100 are due in block 30 and 300 in block 40.
fn leaving(body: impl FnOnce()) {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Validator, 500));
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(ALICE), Role::Validator, 100));
        run_to_block(5);
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(ALICE), Role::Validator, 300));
        body()
    })
}

#[test]
fn what_leaves_last_comes_back_first() {
    leaving(|| {
        assert_ok!(rebond(250));
        assert_last_event::<Test>(Event::Rebonded {
            role: Role::Validator,
            who: ALICE,
            amount: 250,
            active: 350,
        });
        let ledger = Ledgers::<Test>::get(Role::Validator, ALICE).unwrap();
        assert_eq!(
            ledger.unbonding.into_inner(),
            vec![Chunk { due: 30, amount: 100 }, Chunk { due: 40, amount: 50 }]
        );
        assert_ok!(rebond(150));
        assert_eq!(Ledgers::<Test>::get(Role::Validator, ALICE).unwrap().active, 500);
    })
}

#[test]
fn more_than_leaves_cannot_come_back() {
    test(|| {
        assert_noop!(rebond(1), Error::<Test>::NotFound);
    });
    leaving(|| {
        assert_noop!(rebond(401), Error::<Test>::NotEnough);
        assert_noop!(rebond(0), Error::<Test>::ZeroAmount);
        assert_noop!(rebond(u128::MAX), Error::<Test>::NotEnough);
    })
}

#[test]
fn the_minimum_holds_for_what_comes_back() {
    leaving(|| {
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(ALICE), Role::Validator, 100));
        assert_noop!(rebond(MINIMUM - 1), Error::<Test>::BelowMinimum);
        assert_ok!(rebond(MINIMUM));
    })
}

#[test]
fn only_a_signed_origin_rebonds() {
    leaving(|| {
        assert_noop!(Bonds::rebond(RuntimeOrigin::root(), Role::Validator, 100), BadOrigin);
        assert_noop!(Bonds::rebond(RuntimeOrigin::none(), Role::Validator, 100), BadOrigin);
    })
}
