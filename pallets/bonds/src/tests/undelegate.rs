use crate::{mock::*, Delegations, Error, Event};
use msez_test_support::assert_last_event;
use msez_traits::{Balance, Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, DispatchResult, Perbill},
};

fn undelegate(amount: Balance) -> DispatchResult {
    Bonds::undelegate(RuntimeOrigin::signed(BOB), Role::Watcher, ALICE, amount)
}

/// Alice watches with 500, and Bob has delegated 300.
fn delegated(body: impl FnOnce()) {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 500));
        assert_ok!(Bonds::delegate(RuntimeOrigin::signed(BOB), Role::Watcher, ALICE, 300));
        body()
    })
}

#[test]
fn what_leaves_stops_counting_and_stays_at_stake() {
    delegated(|| {
        assert_ok!(undelegate(100));
        assert_last_event::<Test>(Event::Undelegated {
            role: Role::Watcher,
            delegate: ALICE,
            who: BOB,
            shares: 100,
            amount: 100,
            due: 30,
        });
        assert_eq!(Bonds::delegated(Role::Watcher, &ALICE), 200);
        assert_eq!(Bonds::at_stake(Role::Watcher, &ALICE), 800);
        let report = Bonds::delegation(Role::Watcher, ALICE, BOB).unwrap();
        assert_eq!((report.active, report.leaving, report.next_due), (200, 100, Some(30)));
    })
}

#[test]
fn as_much_as_it_is_worth_or_more_is_all() {
    delegated(|| {
        assert_ok!(undelegate(Balance::MAX));
        assert_eq!(Delegations::<Test>::get((Role::Watcher, ALICE, BOB)).unwrap().shares.active, 0);
        assert_noop!(undelegate(1), Error::<Test>::NotEnough);
    })
}

#[test]
fn after_a_slash_an_amount_is_as_many_shares_as_it_takes() {
    delegated(|| {
        assert_ok!(Bonds::slash(Role::Watcher, &ALICE, Perbill::from_percent(50), &[], None));
        assert_ok!(undelegate(51));
        assert_eq!(Delegations::<Test>::get((Role::Watcher, ALICE, BOB)).unwrap().shares.active, 198);
        let report = Bonds::delegation(Role::Watcher, ALICE, BOB).unwrap();
        assert_eq!((report.active, report.leaving), (99, 51));
    })
}

#[test]
fn what_remains_is_nothing_or_the_minimum() {
    delegated(|| {
        assert_noop!(undelegate(281), Error::<Test>::BelowMinimumDelegation);
        assert_ok!(undelegate(280));
        assert_ok!(undelegate(20));
    })
}

#[test]
fn chunks_are_bounded() {
    delegated(|| {
        for _ in 0..5 {
            assert_ok!(undelegate(10));
            Delay::mutate(|delay| *delay += 50);
        }
        assert_noop!(undelegate(10), Error::<Test>::TooManyUnbonding);
    })
}

#[test]
fn there_must_be_a_delegation() {
    test(|| {
        assert_noop!(undelegate(1), Error::<Test>::NotFound);
    });
    delegated(|| {
        assert_noop!(undelegate(0), Error::<Test>::ZeroAmount);
        assert_noop!(
            Bonds::undelegate(RuntimeOrigin::signed(CHARLIE), Role::Watcher, ALICE, 1),
            Error::<Test>::NotFound
        );
        assert_noop!(
            Bonds::undelegate(RuntimeOrigin::signed(BOB), Role::Operator, ALICE, 1),
            Error::<Test>::NotFound
        );
    })
}

#[test]
fn only_a_signed_origin_undelegates() {
    delegated(|| {
        assert_noop!(Bonds::undelegate(RuntimeOrigin::root(), Role::Watcher, ALICE, 1), BadOrigin);
        assert_noop!(Bonds::undelegate(RuntimeOrigin::none(), Role::Watcher, ALICE, 1), BadOrigin);
    })
}
