use crate::{mock::*, Delegations, Error, Event, Pools};
use msez_test_support::assert_last_event;
use msez_traits::{Balance, Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{
        assert_noop, assert_ok,
        traits::{fungible::Mutate, tokens::Preservation},
    },
    sp_runtime::{traits::BadOrigin, DispatchResult, Perbill, TokenError},
};

fn delegate(who: AccountId, amount: Balance) -> DispatchResult {
    Bonds::delegate(RuntimeOrigin::signed(who), Role::Watcher, ALICE, amount)
}

/// Alice watches with 500.
fn watching(body: impl FnOnce()) {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 500));
        body()
    })
}

#[test]
fn delegated_funds_stand_behind_the_delegates_word() {
    watching(|| {
        assert_ok!(delegate(BOB, 300));
        assert_last_event::<Test>(Event::Delegated {
            role: Role::Watcher,
            delegate: ALICE,
            who: BOB,
            amount: 300,
            shares: 300,
        });
        assert_ok!(delegate(CHARLIE, 200));
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 1_000);
        assert_eq!(Bonds::delegated(Role::Watcher, &ALICE), 500);
        assert_eq!(Bonds::standing(Role::Watcher, ALICE), (1_000, 500));
        assert_eq!(Bonds::active(Role::Watcher, &ALICE), 500);
        assert_eq!(Bonds::at_stake(Role::Watcher, &ALICE), 1_000);
        // The first who brings something also brings the existential deposit of the custody.
        assert_eq!(Balances::free_balance(Bonds::custody()), 500 + ED);
        assert_eq!(Balances::free_balance(BOB), ENDOWMENT - 300 - ED);
        assert_eq!(Balances::free_balance(CHARLIE), ENDOWMENT - 200);
        assert_eq!(Bonds::delegation(Role::Watcher, ALICE, BOB).unwrap().active, 300);
        assert_eq!(Bonds::pool(Role::Watcher, ALICE).unwrap().value, 500);
    })
}

#[test]
fn a_delegation_can_grow() {
    watching(|| {
        assert_ok!(delegate(BOB, 300));
        assert_ok!(delegate(BOB, 20));
        assert_eq!(Delegations::<Test>::get((Role::Watcher, ALICE, BOB)).unwrap().shares.active, 320);
    })
}

#[test]
fn others_bring_no_more_than_so_many_times_his_own() {
    watching(|| {
        assert_eq!(Bonds::delegation_terms(Role::Watcher).factor, 4);
        assert_noop!(delegate(BOB, 2_001), Error::<Test>::TooMuchDelegated);
        assert_ok!(delegate(BOB, 1_980));
        assert_noop!(delegate(CHARLIE, 21), Error::<Test>::TooMuchDelegated);
        assert_ok!(delegate(CHARLIE, 20));
        // Collateral in a settlement currency is his own as well.
        assert_ok!(Bonds::bond_asset(RuntimeOrigin::signed(ALICE), Role::Watcher, USD, 10));
        assert_ok!(delegate(CHARLIE, 80));
        assert_noop!(delegate(CHARLIE, 20), Error::<Test>::TooMuchDelegated);
    })
}

#[test]
fn who_takes_his_own_out_does_not_speak_with_the_money_of_others() {
    watching(|| {
        assert_ok!(delegate(BOB, 2_000));
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(ALICE), Role::Watcher, 400));
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 500);
        assert_eq!(Bonds::delegated(Role::Watcher, &ALICE), 400);
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(ALICE), Role::Watcher, 100));
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 0);
        // All of it is at stake until it leaves.
        assert_eq!(Bonds::at_stake(Role::Watcher, &ALICE), 2_500);
    })
}

#[test]
fn a_delegation_has_a_minimum_and_so_has_the_delegate() {
    watching(|| {
        assert_noop!(delegate(BOB, 19), Error::<Test>::BelowMinimumDelegation);
        assert_noop!(delegate(BOB, 0), Error::<Test>::BelowMinimumDelegation);
        let to_bob = Bonds::delegate(RuntimeOrigin::signed(CHARLIE), Role::Watcher, BOB, 100);
        assert_noop!(to_bob, Error::<Test>::DelegateBelowMinimum);
        assert_ok!(Bonds::slash(Role::Watcher, &ALICE, Perbill::from_percent(90), &[], None));
        assert_noop!(delegate(BOB, 20), Error::<Test>::DelegateBelowMinimum);
    })
}

#[test]
fn nobody_delegates_to_himself_or_to_a_role_without_delegation() {
    watching(|| {
        assert_noop!(delegate(ALICE, 100), Error::<Test>::SelfDelegation);
        for role in [Role::Validator, Role::Claimant] {
            assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), role, 500));
            assert_noop!(
                Bonds::delegate(RuntimeOrigin::signed(BOB), role, ALICE, 100),
                Error::<Test>::RoleTakesNoDelegation
            );
        }
    })
}

#[test]
fn nobody_delegates_more_than_he_can_spare() {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, ENDOWMENT - ED));
        // His own existential deposit and the custody's stay.
        assert_noop!(delegate(BOB, ENDOWMENT - 2 * ED + 1), TokenError::Frozen);
        assert_ok!(delegate(BOB, ENDOWMENT - 2 * ED));
        assert_noop!(delegate(NOBODY, 100), TokenError::FundsUnavailable);
    })
}

#[test]
fn what_is_sent_to_the_custody_changes_no_share() {
    watching(|| {
        assert_ok!(delegate(BOB, 20));
        assert_ok!(Balances::transfer(&CHARLIE, &Bonds::custody(), 5_000, Preservation::Preserve));
        assert_ok!(delegate(CHARLIE, 39));
        assert_eq!(Bonds::delegation(Role::Watcher, ALICE, CHARLIE).unwrap().active, 39);
        assert_eq!(Bonds::delegation(Role::Watcher, ALICE, BOB).unwrap().active, 20);
    })
}

#[test]
fn a_pool_that_lost_everything_takes_nobody_in_until_it_is_cleared() {
    watching(|| {
        assert_ok!(delegate(BOB, 300));
        assert_ok!(Bonds::slash(Role::Watcher, &ALICE, Perbill::one(), &[], None));
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 500));
        assert_noop!(delegate(CHARLIE, 100), Error::<Test>::PoolSpent);
        // Anybody can clear it: there is nothing to wait for.
        let clear = || Bonds::withdraw_undelegated(RuntimeOrigin::signed(ALICE), Role::Watcher, ALICE, BOB);
        assert_ok!(clear());
        assert_last_event::<Test>(Event::DelegationWithdrawn {
            role: Role::Watcher,
            delegate: ALICE,
            who: BOB,
            shares: 300,
            amount: 0,
        });
        assert!(Pools::<Test>::get(Role::Watcher, ALICE).is_none());
        assert_noop!(clear(), Error::<Test>::NotFound);
        assert_ok!(delegate(CHARLIE, 100));
    })
}

#[test]
fn only_a_signed_origin_delegates() {
    watching(|| {
        assert_noop!(Bonds::delegate(RuntimeOrigin::root(), Role::Watcher, ALICE, 100), BadOrigin);
        assert_noop!(Bonds::delegate(RuntimeOrigin::none(), Role::Watcher, ALICE, 100), BadOrigin);
        assert_eq!(Pools::<Test>::iter().count(), 0);
    })
}
