use crate::{mock::*, Delegations, Error, Event, Pools};
use msez_test_support::assert_last_event;
use msez_traits::{Balance, Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, DispatchResult, Perbill, TokenError},
};

fn claim(who: AccountId) -> DispatchResult {
    Bonds::claim_delegation_rewards(RuntimeOrigin::signed(who), Role::Watcher, ALICE)
}

fn reward(amount: Balance) -> Balance {
    Bonds::reward_delegators(Role::Watcher, &ALICE, &TREASURY, amount).unwrap()
}

fn rewards(who: AccountId) -> Balance {
    Bonds::delegation(Role::Watcher, ALICE, who).unwrap().rewards
}

/// Alice watches with 500; Bob has delegated 300 and Charlie 100. The treasury can pay.
fn delegated(body: impl FnOnce()) {
    let balances = [(ALICE, ENDOWMENT), (BOB, ENDOWMENT), (CHARLIE, ENDOWMENT), (TREASURY, ENDOWMENT)];
    check_after(externalities_with(&balances), || {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 500));
        assert_ok!(Bonds::delegate(RuntimeOrigin::signed(BOB), Role::Watcher, ALICE, 300));
        assert_ok!(Bonds::delegate(RuntimeOrigin::signed(CHARLIE), Role::Watcher, ALICE, 100));
        body()
    })
}

#[test]
fn a_reward_is_divided_by_shares_and_claimed_lazily() {
    delegated(|| {
        assert_eq!(reward(40), 40);
        assert_last_event::<Test>(Event::DelegatorsRewarded {
            role: Role::Watcher,
            delegate: ALICE,
            amount: 40,
        });
        assert_eq!((rewards(BOB), rewards(CHARLIE)), (30, 10));
        let before = Balances::free_balance(BOB);
        assert_ok!(claim(BOB));
        assert_last_event::<Test>(Event::DelegationRewardsClaimed {
            role: Role::Watcher,
            delegate: ALICE,
            who: BOB,
            amount: 30,
        });
        assert_eq!(Balances::free_balance(BOB), before + 30);
        assert_noop!(claim(BOB), Error::<Test>::NothingToClaim);
        assert_eq!(rewards(CHARLIE), 10);
    })
}

#[test]
fn fractions_wait_until_they_are_units() {
    delegated(|| {
        for _ in 0..4 {
            assert_eq!(reward(1), 1);
        }
        assert_ok!(claim(BOB));
        assert_ok!(claim(CHARLIE));
        assert_eq!(Pools::<Test>::get(Role::Watcher, ALICE).unwrap().rewards, 0);
    })
}

#[test]
fn who_joins_later_earns_nothing_of_what_was_before() {
    delegated(|| {
        reward(40);
        assert_ok!(Bonds::delegate(RuntimeOrigin::signed(CHARLIE), Role::Watcher, ALICE, 200));
        assert_eq!((rewards(BOB), rewards(CHARLIE)), (30, 10));
        reward(60);
        assert_eq!((rewards(BOB), rewards(CHARLIE)), (60, 40));
    })
}

#[test]
fn who_leaves_keeps_what_he_has_earned_and_earns_nothing_more() {
    delegated(|| {
        reward(40);
        assert_ok!(Bonds::undelegate(RuntimeOrigin::signed(BOB), Role::Watcher, ALICE, 300));
        reward(10);
        assert_eq!((rewards(BOB), rewards(CHARLIE)), (30, 20));
        run_to_block(30);
        assert_ok!(Bonds::withdraw_undelegated(RuntimeOrigin::signed(BOB), Role::Watcher, ALICE, BOB));
        assert_ok!(claim(BOB));
        assert!(Delegations::<Test>::get((Role::Watcher, ALICE, BOB)).is_none());
    })
}

#[test]
fn a_slash_does_not_touch_what_was_earned() {
    delegated(|| {
        reward(40);
        assert_ok!(Bonds::slash(Role::Watcher, &ALICE, Perbill::one(), &[], None));
        assert_eq!(rewards(BOB), 30);
        // Who has lost everything earns nothing.
        assert_eq!(reward(40), 0);
        assert_ok!(Bonds::withdraw_undelegated(RuntimeOrigin::signed(BOB), Role::Watcher, ALICE, BOB));
        assert_ok!(claim(BOB));
        assert_ok!(claim(CHARLIE));
        assert_noop!(claim(CHARLIE), Error::<Test>::NothingToClaim);
    })
}

#[test]
fn without_delegators_nothing_is_paid() {
    test(|| {
        assert_eq!(reward(40), 0);
        assert_eq!(Balances::free_balance(TREASURY), ED);
    });
    delegated(|| {
        assert_eq!(reward(0), 0);
        for who in [BOB, CHARLIE] {
            assert_ok!(Bonds::undelegate(RuntimeOrigin::signed(who), Role::Watcher, ALICE, 300));
        }
        assert_eq!(reward(40), 0);
    })
}

#[test]
fn a_payer_who_cannot_pay_changes_nothing() {
    delegated(|| {
        let failed = || Bonds::reward_delegators(Role::Watcher, &ALICE, &NOBODY, 40).map(|_| ());
        assert_noop!(failed(), TokenError::FundsUnavailable);
    })
}

#[test]
fn there_must_be_a_delegation() {
    delegated(|| {
        assert_noop!(claim(TREASURY), Error::<Test>::NotFound);
        let other = Bonds::claim_delegation_rewards(RuntimeOrigin::signed(BOB), Role::Operator, ALICE);
        assert_noop!(other, Error::<Test>::NotFound);
    })
}

#[test]
fn only_a_signed_origin_claims() {
    delegated(|| {
        reward(40);
        let by = |origin| Bonds::claim_delegation_rewards(origin, Role::Watcher, ALICE);
        assert_noop!(by(RuntimeOrigin::root()), BadOrigin);
        assert_noop!(by(RuntimeOrigin::none()), BadOrigin);
    })
}
