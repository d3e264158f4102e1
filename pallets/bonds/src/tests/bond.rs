use crate::{mock::*, Error, Event, Ledgers};
use msez_test_support::assert_last_event;
use msez_traits::{Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold},
    sp_runtime::{traits::BadOrigin, TokenError},
};

#[test]
fn a_bond_is_held_under_the_reason_of_its_role() {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 500));
        assert_last_event::<Test>(Event::Bonded {
            role: Role::Watcher,
            who: ALICE,
            amount: 500,
            active: 500,
        });
        let reason = RuntimeHoldReason::Bonds(crate::HoldReason::Watcher);
        assert_eq!(Balances::balance_on_hold(&reason, &ALICE), 500);
        assert_eq!(Bonds::active(Role::Watcher, &ALICE), 500);
        assert_eq!(Bonds::active(Role::Validator, &ALICE), 0);
        assert_eq!(Bonds::terms(Role::Watcher).0, MINIMUM);
        assert_eq!(Bonds::ledger(Role::Watcher, ALICE).unwrap().total(), 500);
    })
}

#[test]
fn an_account_may_be_bonded_in_every_role() {
    test(|| {
        for role in Role::ALL {
            assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), role, MINIMUM));
        }
        assert_eq!(Balances::total_balance_on_hold(&ALICE), 4 * MINIMUM);
    })
}

#[test]
fn a_bond_below_the_minimum_or_of_nothing_is_refused() {
    test(|| {
        let bond = |amount| Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, amount);
        assert_noop!(bond(MINIMUM - 1), Error::<Test>::BelowMinimum);
        assert_noop!(bond(0), Error::<Test>::ZeroAmount);
        assert_ok!(bond(MINIMUM));
    })
}

#[test]
fn a_second_bond_in_the_same_role_is_refused() {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 500));
        assert_noop!(
            Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 500),
            Error::<Test>::AlreadyExists
        );
    })
}

#[test]
fn an_account_whose_bond_leaves_may_bond_again() {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 500));
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(ALICE), Role::Watcher, 500));
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 300));
        assert_eq!(Bonds::active(Role::Watcher, &ALICE), 300);
        assert_eq!(Bonds::at_stake(Role::Watcher, &ALICE), 800);
    })
}

#[test]
fn nobody_bonds_more_than_he_can_spare() {
    test(|| {
        let bond = |amount| Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, amount);
        // The existential deposit stays.
        assert_noop!(bond(ENDOWMENT - ED + 1), TokenError::FundsUnavailable);
        assert_noop!(bond(u128::MAX), TokenError::FundsUnavailable);
        assert_ok!(bond(ENDOWMENT - ED));
        assert_noop!(
            Bonds::bond_extra(RuntimeOrigin::signed(ALICE), Role::Watcher, u128::MAX),
            Error::<Test>::Overflow
        );
    })
}

#[test]
fn only_a_signed_origin_bonds() {
    test(|| {
        assert_noop!(Bonds::bond(RuntimeOrigin::root(), Role::Watcher, 500), BadOrigin);
        assert_noop!(Bonds::bond(RuntimeOrigin::none(), Role::Watcher, 500), BadOrigin);
        assert_eq!(Ledgers::<Test>::iter().count(), 0);
    })
}
