use crate::{mock::*, Error, Event};
use msez_test_support::assert_last_event;
use msez_traits::{Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, Perbill},
};

fn extra(amount: u128) -> polkadot_sdk::sp_runtime::DispatchResult {
    Bonds::bond_extra(RuntimeOrigin::signed(ALICE), Role::Operator, amount)
}

#[test]
fn more_can_be_bonded() {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Operator, 500));
        assert_ok!(extra(1));
        assert_last_event::<Test>(Event::Bonded { role: Role::Operator, who: ALICE, amount: 1, active: 501 });
    })
}

#[test]
fn there_must_be_a_bond_already() {
    test(|| {
        assert_noop!(extra(500), Error::<Test>::NotFound);
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 500));
        assert_noop!(extra(500), Error::<Test>::NotFound);
    })
}

#[test]
fn nothing_is_not_more() {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Operator, 500));
        assert_noop!(extra(0), Error::<Test>::ZeroAmount);
    })
}

#[test]
fn a_slashed_bond_is_topped_up_to_the_minimum_at_least() {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Operator, MINIMUM));
        assert_ok!(Bonds::slash(Role::Operator, &ALICE, Perbill::from_percent(40), &[], None));
        assert_noop!(extra(39), Error::<Test>::BelowMinimum);
        assert_ok!(extra(40));
    })
}

#[test]
fn only_a_signed_origin_adds() {
    test(|| {
        assert_noop!(Bonds::bond_extra(RuntimeOrigin::root(), Role::Operator, 500), BadOrigin);
        assert_noop!(Bonds::bond_extra(RuntimeOrigin::none(), Role::Operator, 500), BadOrigin);
    })
}
