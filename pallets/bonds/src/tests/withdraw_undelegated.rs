use crate::{mock::*, Delegations, Error, Event, Pools};
use msez_test_support::assert_last_event;
use msez_traits::{Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, DispatchResult, Perbill},
};

fn withdraw(by: AccountId) -> DispatchResult {
    Bonds::withdraw_undelegated(RuntimeOrigin::signed(by), Role::Watcher, ALICE, BOB)
}

/// Alice watches with 500; Bob has delegated 300 and takes them out until block 30; Charlie's 100 stay.
fn leaving(body: impl FnOnce()) {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 500));
        assert_ok!(Bonds::delegate(RuntimeOrigin::signed(CHARLIE), Role::Watcher, ALICE, 100));
        assert_ok!(Bonds::delegate(RuntimeOrigin::signed(BOB), Role::Watcher, ALICE, 300));
        assert_ok!(Bonds::undelegate(RuntimeOrigin::signed(BOB), Role::Watcher, ALICE, 300));
        body()
    })
}

#[test]
fn what_is_due_is_paid_once() {
    leaving(|| {
        run_to_block(29);
        assert_noop!(withdraw(BOB), Error::<Test>::NothingDue);
        run_to_block(30);
        assert_ok!(withdraw(BOB));
        assert_last_event::<Test>(Event::DelegationWithdrawn {
            role: Role::Watcher,
            delegate: ALICE,
            who: BOB,
            shares: 300,
            amount: 300,
        });
        assert_eq!(Balances::free_balance(BOB), ENDOWMENT);
        assert!(Delegations::<Test>::get((Role::Watcher, ALICE, BOB)).is_none());
        assert_eq!(Pools::<Test>::get(Role::Watcher, ALICE).unwrap().value, 100);
        assert_noop!(withdraw(BOB), Error::<Test>::NotFound);
    })
}

#[test]
fn anybody_may_submit_it_and_the_delegator_is_paid() {
    leaving(|| {
        run_to_block(30);
        assert_ok!(withdraw(CHARLIE));
        assert_eq!(Balances::free_balance(BOB), ENDOWMENT);
        assert_eq!(Balances::free_balance(CHARLIE), ENDOWMENT - 100 - ED);
    })
}

#[test]
fn what_is_due_but_not_paid_can_still_be_slashed() {
    leaving(|| {
        run_to_block(100);
        assert_ok!(Bonds::slash(Role::Watcher, &ALICE, Perbill::from_percent(50), &[], None));
        assert_ok!(withdraw(BOB));
        assert_eq!(Balances::free_balance(BOB), ENDOWMENT - 150);
    })
}

#[test]
fn while_a_claim_against_the_delegate_is_open_nothing_is_paid() {
    leaving(|| {
        run_to_block(30);
        Claimed::set(vec![(Role::Watcher, ALICE)]);
        assert_noop!(withdraw(BOB), Error::<Test>::ClaimOpen);
        Claimed::set(vec![(Role::Watcher, BOB)]);
        assert_ok!(withdraw(BOB));
    })
}

#[test]
fn only_a_signed_origin_withdraws_a_delegation() {
    leaving(|| {
        run_to_block(30);
        let by = |origin| Bonds::withdraw_undelegated(origin, Role::Watcher, ALICE, BOB);
        assert_noop!(by(RuntimeOrigin::root()), BadOrigin);
        assert_noop!(by(RuntimeOrigin::none()), BadOrigin);
    })
}
