use crate::{mock::*, TopicTerms};
use msez_traits::{Jury, Role, RoleGuard};
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

fn unbond(amount: u128) -> polkadot_sdk::sp_runtime::DispatchResult {
    Bonds::unbond(signed(1), Role::Watcher, amount)
}

const IN_USE: pallet_bonds::Error<Test> = pallet_bonds::Error::RoleInUse;

#[test]
fn an_active_watcher_keeps_the_minimum() {
    run(|| {
        watcher(1, 10_000);
        assert_noop!(unbond(10_000), IN_USE);
        assert_ok!(unbond(9_000));
        assert_ok!(Watchers::deregister(signed(1)));
        assert_ok!(unbond(1_000));
    })
}

#[test]
fn what_a_word_stands_for_stays_covered() {
    run(|| {
        let topic = five_on(TopicTerms { exposure: 50_000, ..terms() });
        assert_ok!(attest(1, topic, 1, 7));
        assert_noop!(unbond(5_001), IN_USE);
        assert_ok!(unbond(5_000));
        // Leaving the role does not help.
        assert_ok!(Watchers::deregister(signed(1)));
        assert_noop!(unbond(5_000), IN_USE);
        polkadot_sdk::pallet_timestamp::Now::<Test>::mutate(|now| *now += 8 * DAY);
        assert_ok!(unbond(5_000));
    })
}

#[test]
fn what_is_delegated_counts_no_more_than_the_rest_can_carry() {
    run(|| {
        watcher(1, 10_000);
        assert_ok!(Bonds::delegate(RuntimeOrigin::signed(account(8)), Role::Watcher, account(1), 30_000));
        let topic = topic_with(TopicTerms { exposure: 300_000, ..terms() }, 0);
        run_blocks(REFRESH + 2);
        assert_ok!(attest(1, topic, 1, 7));
        // Four times the own bond count at most: with 5,999 that is not a tenth of the exposure.
        assert_noop!(unbond(4_001), IN_USE);
        assert_ok!(unbond(4_000));
        assert_eq!(<Collateral as msez_traits::Bonds<_>>::backing(Role::Watcher, &account(1)), 30_000);
    })
}

#[test]
fn whoever_is_accused_waits() {
    run(|| {
        watcher(1, 10_000);
        Watchers::set_open_claims(&account(1), 1);
        assert_noop!(unbond(1), IN_USE);
        assert!(!Watchers::may_withdraw(Role::Watcher, &account(1)));
        Watchers::set_open_claims(&account(1), 0);
        assert_ok!(unbond(1));
        assert!(Watchers::may_withdraw(Role::Watcher, &account(1)));
    })
}

#[test]
fn what_is_due_is_not_paid_while_somebody_claims_it() {
    run(|| {
        watcher(1, 10_000);
        assert_ok!(unbond(5_000));
        run_blocks(110);
        let withdraw = || Bonds::withdraw_unbonded(signed(1), Role::Watcher);
        Watchers::set_open_claims(&account(1), 1);
        assert_noop!(withdraw(), pallet_bonds::Error::<Test>::ClaimOpen);
        Watchers::set_open_claims(&account(1), 0);
        assert_ok!(Watchers::rule_safety(RuntimeOrigin::root(), account(1), Default::default(), None));
        assert_noop!(withdraw(), pallet_bonds::Error::<Test>::ClaimOpen);
        assert_ok!(Watchers::cancel_slash(RuntimeOrigin::root(), 0));
        assert_ok!(withdraw());
    })
}

#[test]
fn other_roles_and_strangers_are_not_asked() {
    run(|| {
        watcher(1, 10_000);
        assert!(Watchers::may_unbond(Role::Validator, &account(1), 0));
        assert!(Watchers::may_unbond(Role::Watcher, &account(2), 0));
        assert!(Watchers::may_withdraw(Role::Watcher, &account(2)));
    })
}
