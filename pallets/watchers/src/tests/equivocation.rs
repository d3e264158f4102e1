use crate::{mock::*, Active, Error, Event, Proven, Status, Tallies, Watchers as Records};
use msez_test_support::assert_event;
use msez_traits::{Bonds as _, Role};
use msez_watch::{Coordinate, Level, Offence};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::traits::BadOrigin,
};

#[test]
fn two_signatures_are_enough_wherever_they_were_made() {
    run(|| {
        let topic = five();
        let (one, two) = (statement(topic, 99, 7), statement(topic, 99, 8));
        let (treasury, issuance) = (worth(201), Balances::total_issuance());
        let reporter = worth(9);
        assert_ok!(Watchers::report_equivocation(
            signed(9),
            sign(&account(1), 0, one),
            Some(sign(&account(1), 0, two))
        ));
        assert_eq!(Bonds::at_stake(Role::Watcher, &account(1)), 0);
        assert_eq!((worth(9) - reporter, worth(201) - treasury), (1_000, 9_000));
        assert_eq!(Balances::total_issuance(), issuance);
        assert_eq!(Records::<Test>::get(account(1)).unwrap().status, Status::Retired);
        assert!(!Active::<Test>::get().contains(&account(1)));
    })
}

#[test]
fn what_is_leaving_is_lost_too() {
    run(|| {
        let topic = five();
        assert_ok!(Watchers::deregister(signed(1)));
        assert_ok!(Bonds::unbond(signed(1), Role::Watcher, 10_000));
        run_blocks(50);
        let (one, two) = (statement(topic, 99, 7), statement(topic, 99, 8));
        assert_ok!(Watchers::report_equivocation(
            signed(9),
            sign(&account(1), 0, one),
            Some(sign(&account(1), 0, two))
        ));
        assert_eq!(Bonds::at_stake(Role::Watcher, &account(1)), 0);
    })
}

#[test]
fn those_who_delegated_lose_with_him_to_the_last_unit() {
    run(|| {
        let topic = five();
        assert_ok!(Bonds::delegate(signed(8), Role::Watcher, account(1), 30_000));
        assert_ok!(Bonds::undelegate(signed(8), Role::Watcher, account(1), 10_000));
        let (reporter, treasury) = (worth(9), worth(201));
        let (one, two) = (statement(topic, 99, 7), statement(topic, 99, 8));
        assert_ok!(Watchers::report_equivocation(
            signed(9),
            sign(&account(1), 0, one),
            Some(sign(&account(1), 0, two))
        ));
        assert_eq!((worth(9) - reporter, worth(201) - treasury), (4_000, 36_000));
    })
}

#[test]
fn a_watcher_who_contradicts_himself_is_slashed_at_once_and_the_others_decide() {
    run(|| {
        let topic = five();
        (1..=5).for_each(|n| {
            assert_ok!(attest(n, topic, 1, 7));
        });
        assert_ok!(attest(5, topic, 1, 8));
        assert_event::<Test>(Event::Slashed {
            offender: account(5),
            offence: Offence::Equivocation,
            amount: 10_000,
            reporter: 0,
        });
        let tally = Tallies::<Test>::get(topic, 1).unwrap();
        assert!(tally.fork_seen);
        assert_eq!((tally.choices[0].weight, tally.choices[0].voices), (40_000, 4));
        assert_eq!(Watchers::finality(topic, 1).0, Level::WatcherQuorum);
    })
}

#[test]
fn no_evidence_counts_twice_and_no_other_is_evidence() {
    run(|| {
        let topic = five();
        let coordinate = Coordinate { topic, height: 9 };
        let (one, two) = (statement(topic, 9, 7), statement(topic, 9, 8));
        let by = |n: u8, statement| sign(&account(n), 0, statement);
        let report = |a, b| Watchers::report_equivocation(signed(9), a, b);
        assert_noop!(report(by(1, one), Some(by(1, one))), Error::<Test>::NoContradiction);
        assert_noop!(report(by(1, one), Some(by(1, statement(topic, 8, 8)))), Error::<Test>::NoContradiction);
        assert_noop!(report(by(1, one), Some(by(2, two))), Error::<Test>::DifferentWatchers);
        assert_noop!(report(by(1, one), None), Error::<Test>::StatementNotFound);
        assert_noop!(report(by(77, one), Some(by(77, two))), Error::<Test>::UnknownKey);
        assert_noop!(
            Watchers::report_equivocation(RuntimeOrigin::root(), by(1, one), Some(by(1, two))),
            BadOrigin
        );
        assert_ok!(report(by(1, one), Some(by(1, two))));
        assert!(Proven::<Test>::contains_key(account(1), coordinate));
        assert_noop!(report(by(1, two), Some(by(1, one))), Error::<Test>::AlreadyPunished);
        // Another coordinate is another offence, while there is something to lose.
        let (three, four) = (statement(topic, 10, 7), statement(topic, 10, 8));
        assert_noop!(report(by(1, three), Some(by(1, four))), Error::<Test>::NothingAtStake);
        assert_ok!(Bonds::bond(signed(1), Role::Watcher, 2_000));
        assert_ok!(report(by(1, three), Some(by(1, four))));
        assert_noop!(report(by(1, one), Some(by(1, two))), Error::<Test>::AlreadyPunished);
    })
}

#[test]
fn three_who_say_the_same_falsehood_are_banned_for_ever() {
    run(|| {
        let topic = five();
        for n in 1..=3 {
            let (one, two) = (statement(topic, 9, 7), statement(topic, 9, 8));
            assert_ok!(Watchers::report_equivocation(
                signed(9),
                sign(&account(n), 0, one),
                Some(sign(&account(n), 0, two))
            ));
        }
        for n in 1..=3 {
            assert_eq!(Records::<Test>::get(account(n)).unwrap().status, Status::Banned, "{n}");
            assert_ok!(Bonds::bond(signed(n), Role::Watcher, 5_000));
            assert_noop!(register_as(&account(n), 1), Error::<Test>::Banned);
        }
        // One more comes too late to be among the first, and is banned as well.
        let (one, two) = (statement(topic, 9, 7), statement(topic, 9, 6));
        assert_ok!(Watchers::report_equivocation(
            signed(9),
            sign(&account(4), 0, one),
            Some(sign(&account(4), 0, two))
        ));
        assert_eq!(Records::<Test>::get(account(4)).unwrap().status, Status::Banned);
        assert_eq!(Records::<Test>::get(account(5)).unwrap().status, Status::Active);
    })
}

#[test]
fn a_slash_lowers_the_score_and_never_the_other_way() {
    run(|| {
        let topic = five();
        let before = Watchers::reputation(account(1)).unwrap().0;
        let (one, two) = (statement(topic, 9, 7), statement(topic, 9, 8));
        assert_ok!(Watchers::report_equivocation(
            signed(9),
            sign(&account(1), 0, one),
            Some(sign(&account(1), 0, two))
        ));
        assert!(Watchers::reputation(account(1)).unwrap().0 + 1_000 <= before);
    })
}
