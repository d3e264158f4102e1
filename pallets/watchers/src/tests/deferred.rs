use crate::{mock::*, Error, Event, Liars, Pending};
use msez_core::Digest;
use msez_test_support::assert_event;
use msez_traits::{Bonds as _, Jury, Role};
use msez_watch::{Coordinate, Offence};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::traits::BadOrigin,
};

fn rule(n: u8) {
    assert_ok!(Watchers::rule_safety(RuntimeOrigin::root(), account(n), Digest([3; 32]), Some(account(9))));
}

fn stake(n: u8) -> u128 {
    Bonds::at_stake(Role::Watcher, &account(n))
}

#[test]
fn a_slash_waits_for_its_window_and_happens() {
    run(|| {
        watcher(1, 10_000);
        let before = worth(9);
        rule(1);
        assert_event::<Test>(Event::SlashDeferred {
            id: 0,
            offender: account(1),
            offence: Offence::Safety,
            due: 51,
        });
        run_to(50);
        assert_eq!(stake(1), 10_000);
        run_to(51);
        assert_eq!(stake(1), 2_500);
        assert_eq!(worth(9), before + 750);
        assert_eq!(Pending::<Test>::iter().count(), 0);
    })
}

#[test]
fn governance_can_cancel_it_meanwhile() {
    run(|| {
        watcher(1, 10_000);
        rule(1);
        assert_noop!(Watchers::cancel_slash(signed(1), 0), BadOrigin);
        assert_noop!(Watchers::cancel_slash(RuntimeOrigin::root(), 1), Error::<Test>::SlashNotFound);
        let before = Watchers::reputation(account(1));
        assert_ok!(Watchers::cancel_slash(RuntimeOrigin::root(), 0));
        assert_noop!(Watchers::cancel_slash(RuntimeOrigin::root(), 0), Error::<Test>::SlashNotFound);
        run_to(60);
        assert_eq!(stake(1), 10_000);
        assert_eq!(Watchers::reputation(account(1)), before);
    })
}

#[test]
fn nothing_leaves_while_a_slash_waits() {
    run(|| {
        watcher(1, 10_000);
        rule(1);
        assert_noop!(Bonds::unbond(signed(1), Role::Watcher, 1_000), pallet_bonds::Error::<Test>::RoleInUse);
        assert!(!<Watchers as msez_traits::RoleGuard<_>>::may_withdraw(Role::Watcher, &account(1)));
        assert!(<Watchers as msez_traits::RoleGuard<_>>::may_withdraw(Role::Validator, &account(1)));
        run_to(51);
        assert_ok!(Bonds::unbond(signed(1), Role::Watcher, 1_000));
    })
}

#[test]
fn governance_sets_the_window_of_what_is_not_proven() {
    run(|| {
        watcher(1, 10_000);
        assert_noop!(Watchers::set_deferral(signed(1), Offence::Safety, 0), BadOrigin);
        for offence in [Offence::Equivocation, Offence::Collusion] {
            assert_noop!(
                Watchers::set_deferral(RuntimeOrigin::root(), offence, 1),
                Error::<Test>::NotDeferrable
            );
        }
        assert_ok!(Watchers::set_deferral(RuntimeOrigin::root(), Offence::Safety, 0));
        rule(1);
        assert_eq!(stake(1), 2_500);
        assert_ok!(Watchers::set_deferral(RuntimeOrigin::root(), Offence::Safety, 5));
        rule(1);
        run_blocks(5);
        assert_eq!(stake(1), 625, "a bond that was slashed is slashed again");
    })
}

#[test]
fn only_governance_rules_and_only_over_watchers() {
    run(|| {
        watcher(1, 10_000);
        assert_noop!(Watchers::rule_safety(signed(1), account(1), Digest([3; 32]), None), BadOrigin);
        assert_noop!(
            Watchers::rule_safety(RuntimeOrigin::root(), account(2), Digest([3; 32]), None),
            Error::<Test>::NotFound
        );
    })
}

#[test]
fn whose_conviction_is_cancelled_is_no_liar() {
    run(|| {
        let topic = five();
        let lie = statement(topic, 1, 8);
        assert_ok!(attest(5, topic, 1, 8));
        assert_ok!(Watchers::convict(&Watchers::id_of(account(5), lie), &account(9)));
        let liars = || Liars::<Test>::get(Coordinate { topic, height: 1 }, Digest([8; 32])).into_inner();
        assert_eq!(liars(), [account(5)]);
        assert_ok!(Watchers::cancel_slash(RuntimeOrigin::root(), 0));
        assert!(liars().is_empty());
        assert_eq!(Liars::<Test>::iter().count(), 0, "nor is a list of nobody kept");
    })
}
