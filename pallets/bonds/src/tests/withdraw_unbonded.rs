use crate::{mock::*, Error, Event, Ledgers};
use msez_test_support::assert_last_event;
use msez_traits::{Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, DispatchResult, Perbill},
};

fn withdraw() -> DispatchResult {
    Bonds::withdraw_unbonded(RuntimeOrigin::signed(ALICE), Role::Watcher)
}

/// 500 bonded and all of it unbonding until block 30.
fn leaving(body: impl FnOnce()) {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 500));
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(ALICE), Role::Watcher, 500));
        body()
    })
}

#[test]
fn what_is_due_is_paid_once() {
    leaving(|| {
        run_to_block(29);
        assert_noop!(withdraw(), Error::<Test>::NothingDue);
        run_to_block(30);
        assert_ok!(withdraw());
        assert_last_event::<Test>(Event::Withdrawn { role: Role::Watcher, who: ALICE, amount: 500 });
        assert_eq!(Balances::free_balance(ALICE), ENDOWMENT);
        assert!(Ledgers::<Test>::get(Role::Watcher, ALICE).is_none());
        assert_noop!(withdraw(), Error::<Test>::NotFound);
    })
}

#[test]
fn what_is_not_due_stays() {
    leaving(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 300));
        run_to_block(20);
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(ALICE), Role::Watcher, 100));
        run_to_block(30);
        assert_ok!(withdraw());
        assert_eq!(Bonds::active(Role::Watcher, &ALICE), 200);
        assert_eq!(Bonds::at_stake(Role::Watcher, &ALICE), 300);
    })
}

#[test]
fn what_is_due_but_not_paid_can_still_be_slashed() {
    leaving(|| {
        run_to_block(100);
        assert_ok!(Bonds::slash(Role::Watcher, &ALICE, Perbill::from_percent(50), &[], None));
        assert_ok!(withdraw());
        assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - 250);
    })
}

#[test]
fn a_shorter_delay_does_not_hurry_what_leaves_already() {
    leaving(|| {
        Delay::set(0);
        run_to_block(29);
        assert_noop!(withdraw(), Error::<Test>::NothingDue);
    })
}

#[test]
fn while_a_claim_is_open_nothing_is_paid_and_everything_is_at_stake() {
    leaving(|| {
        run_to_block(30);
        Claimed::set(vec![(Role::Watcher, ALICE)]);
        assert_noop!(withdraw(), Error::<Test>::ClaimOpen);
        assert_ok!(Bonds::slash(Role::Watcher, &ALICE, Perbill::from_percent(50), &[], None));
        Claimed::set(vec![]);
        assert_ok!(withdraw());
        assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - 250);
    })
}

#[test]
fn only_a_signed_origin_withdraws() {
    leaving(|| {
        assert_noop!(Bonds::withdraw_unbonded(RuntimeOrigin::root(), Role::Watcher), BadOrigin);
        assert_noop!(Bonds::withdraw_unbonded(RuntimeOrigin::none(), Role::Watcher), BadOrigin);
    })
}
