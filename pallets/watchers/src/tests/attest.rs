use crate::{mock::*, Conducts, Error, Event, Panels, Statements, Tallies, TopicTerms};
use msez_core::Digest;
use msez_test_support::assert_last_event;
use msez_traits::Role;
use msez_watch::{Coordinate, Level, Tier};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::traits::BadOrigin,
};

#[test]
fn a_statement_counts_with_what_stands_behind_it() {
    run(|| {
        let topic = five();
        let statement = statement(topic, 4, 7);
        assert_ok!(attest(1, topic, 4, 7));
        let id = Watchers::id_of(account(1), statement);
        assert_last_event::<Test>(Event::Attested {
            id,
            who: account(1),
            statement,
            weight: 10_000,
            level: Level::CheckpointSigned,
        });
        assert_eq!(Statements::<Test>::get(id).unwrap().author, account(1));
        assert_eq!(Conducts::<Test>::get(account(1)).unwrap().exposure.outstanding(now()), 1_000);
        assert_eq!(Tallies::<Test>::get(topic, 4).unwrap().eligible, 50_000);
    })
}

#[test]
fn enough_weight_on_one_digest_is_a_quorum() {
    run(|| {
        let topic = five();
        let level = || Watchers::finality(topic, 4);
        assert_eq!(level(), (Level::Proposed, None, false));
        for n in 1..=3 {
            assert_ok!(attest(n, topic, 4, 7));
            assert_eq!(level().0, Level::CheckpointSigned);
        }
        assert_ok!(attest(4, topic, 4, 7));
        assert_eq!(level(), (Level::WatcherQuorum, Some(Digest([7; 32])), false));
    })
}

#[test]
fn a_fork_overrides_a_quorum() {
    run(|| {
        let topic = five();
        (1..=4).for_each(|n| {
            assert_ok!(attest(n, topic, 4, 7));
        });
        assert_ok!(attest(5, topic, 4, 8));
        assert_eq!(Watchers::finality(topic, 4), (Level::CheckpointSigned, None, true));
        assert!(Tallies::<Test>::get(topic, 4).unwrap().fork_seen);
    })
}

#[test]
fn only_who_is_bonded_in_scope_and_seated_may_speak() {
    run(|| {
        let topic = five();
        assert_noop!(attest(9, topic, 1, 7), Error::<Test>::NotFound);
        watcher(9, 10_000);
        assert_noop!(attest(9, topic, 1, 7), Error::<Test>::NoSeat);
        assert_ok!(Watchers::set_scope(signed(1), scope(&["kz-aifc".parse().unwrap()]), scope(&[class()])));
        assert_noop!(attest(1, topic, 1, 7), Error::<Test>::JurisdictionOutOfScope);
        assert_ok!(Watchers::set_scope(
            signed(1),
            scope(&[jurisdiction()]),
            scope(&["party".parse().unwrap()])
        ));
        assert_noop!(attest(1, topic, 1, 7), Error::<Test>::ClassOutOfScope);
        assert_ok!(Watchers::deregister(signed(2)));
        assert_noop!(attest(2, topic, 1, 7), Error::<Test>::NotActive);
        // Slashed below the minimum.
        assert_ok!(<Collateral as msez_traits::Bonds<_>>::slash(
            Role::Watcher,
            &account(3),
            polkadot_sdk::sp_runtime::Perbill::from_percent(95),
            &[],
            None
        ));
        assert_noop!(attest(3, topic, 1, 7), Error::<Test>::BondTooLow);
        assert_noop!(attest(4, Digest([9; 32]), 1, 7), Error::<Test>::TopicNotFound);
        assert_noop!(
            Watchers::attest(RuntimeOrigin::root(), topic, 1, Digest([7; 32]), now()).map_err(|e| e.error),
            BadOrigin
        );
        // Seats follow at the next refresh.
        run_blocks(2 * REFRESH + 1);
        assert_ok!(attest(9, topic, 1, 7));
        let panel = Panels::<Test>::get(topic).unwrap();
        let seated: Vec<_> = panel.seats.iter().map(|seat| seat.who.clone()).collect();
        assert_eq!(seated, [account(4), account(5), account(9)]);
    })
}

#[test]
fn a_topic_may_ask_for_more_backing_or_a_better_record() {
    run(|| {
        let rich = five_on(TopicTerms { min_backing: 10_001, ..terms() });
        assert_noop!(attest(1, rich, 1, 7), Error::<Test>::BondTooLow);
        let elite = topic_with(TopicTerms { min_tier: Tier::Elite, ..terms() }, 0);
        run_blocks(2);
        assert_noop!(attest(1, elite, 1, 7), Error::<Test>::NoSeat);
    })
}

#[test]
fn an_observation_must_be_fresh_and_past() {
    run(|| {
        let topic = five();
        let at = |moment| {
            Watchers::attest(signed(1), topic, 1, Digest([7; 32]), moment).map(|_| ()).map_err(|e| e.error)
        };
        assert_noop!(at(now() - 3_600_001), Error::<Test>::Stale);
        assert_noop!(at(now() + 60_001), Error::<Test>::NotYetObserved);
        assert_noop!(at(0), Error::<Test>::Stale);
        assert_noop!(at(u64::MAX), Error::<Test>::NotYetObserved);
        assert_ok!(at(now() - 3_600_000));
    })
}

#[test]
fn nobody_speaks_twice_at_a_coordinate() {
    run(|| {
        let topic = five();
        assert_ok!(attest(1, topic, 1, 7));
        assert_noop!(attest(1, topic, 1, 7), Error::<Test>::AlreadyStated);
        next_block();
        assert_noop!(attest(1, topic, 1, 7), Error::<Test>::AlreadyStated);
        assert_ok!(attest(1, topic, 2, 7));
    })
}

#[test]
fn a_bond_stands_for_ten_times_itself() {
    run(|| {
        let topic = five_on(TopicTerms { exposure: 40_000, ..terms() });
        assert_ok!(attest(1, topic, 1, 7));
        assert_ok!(attest(1, topic, 2, 7));
        assert_noop!(attest(1, topic, 3, 7), Error::<Test>::OverExposed);
        // More behind it, more before it.
        assert_ok!(Bonds::bond_extra(signed(1), Role::Watcher, 2_000));
        assert_ok!(attest(1, topic, 3, 7));
        assert_noop!(attest(1, topic, 4, 7), Error::<Test>::OverExposed);
        // What is old has matured.
        polkadot_sdk::pallet_timestamp::Now::<Test>::mutate(|now| *now += 8 * DAY);
        assert_ok!(attest(1, topic, 4, 7));
    })
}

#[test]
fn a_slash_takes_effect_on_what_a_word_can_stand_for_at_once() {
    run(|| {
        let topic = five_on(TopicTerms { exposure: 40_000, ..terms() });
        assert_ok!(attest(1, topic, 1, 7));
        SlashWindow::set(0);
        assert_ok!(Watchers::rule_safety(RuntimeOrigin::root(), account(1), Default::default(), None));
        assert_noop!(attest(1, topic, 2, 7), Error::<Test>::OverExposed);
        let report = Watchers::report(account(1), topic, 2);
        assert_eq!((report.exposure, report.cap), (40_000, 25_000));
    })
}

#[test]
fn after_the_window_nothing_more_is_heard() {
    run(|| {
        let topic = five();
        assert_ok!(attest(1, topic, 1, 7));
        run_blocks(19);
        assert_ok!(attest(2, topic, 1, 7));
        run_blocks(1);
        assert_noop!(attest(3, topic, 1, 7), Error::<Test>::WindowClosed);
    })
}

#[test]
fn what_is_open_and_what_is_said_are_bounded() {
    run(|| {
        let topic = five_on(TopicTerms { exposure: 100, fee: 5, ..terms() });
        for height in 0..8 {
            assert_ok!(attest(1, topic, height, 7));
        }
        assert_noop!(attest(1, topic, 8, 7), Error::<Test>::TooManyOpen);
        run_blocks(20);
        assert_ok!(attest(1, topic, 8, 7));
        // Sixteen digests at one place.
        crate::Tallies::<Test>::mutate(topic, 8, |tally| {
            let choices = &mut tally.as_mut().unwrap().choices;
            while choices
                .try_push(msez_watch::Choice { digest: Digest([99; 32]), weight: 0, voices: 0 })
                .is_ok()
            {}
            tally.as_mut().unwrap().fork_seen = true;
        });
        assert_noop!(attest(2, topic, 8, 8), Error::<Test>::TooManyChoices);
    })
}

#[test]
fn a_hundred_watchers_are_a_quorum_on_one_statement() {
    chain().execute_with(|| {
        (0..100).for_each(|n| {
            let who = nth(n);
            assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), who.clone(), RICH));
            assert_ok!(Bonds::bond(RuntimeOrigin::signed(who.clone()), Role::Watcher, 10_000));
            assert_ok!(register_as(&who, 0));
        });
        let topic = topic_with(terms(), 10_000);
        run_blocks(2);
        for n in 0..100 {
            let quorum = Watchers::finality(topic, 1).1;
            assert_eq!(quorum.is_some(), n >= 67, "{n}");
            let origin = RuntimeOrigin::signed(nth(n));
            assert_ok!(Watchers::attest(origin, topic, 1, Digest([7; 32]), now()));
        }
        run_blocks(20);
        assert!((0..100).all(|n| Conducts::<Test>::get(nth(n)).unwrap().rewards == 30));
        assert_sound();
    })
}

#[test]
fn what_a_quorum_agrees_on_can_be_anchored_and_recognized() {
    run(|| {
        let topic = five_on(TopicTerms { arbiter: Some(account(70)), ..terms() });
        let (right, wrong) = (Digest([7; 32]), Digest([8; 32]));
        let root = RuntimeOrigin::root;
        assert_noop!(Watchers::anchor(root(), topic, 1, right), Error::<Test>::StatementNotFound);
        (1..=3).for_each(|n| {
            assert_ok!(attest(n, topic, 1, 7));
        });
        assert_noop!(Watchers::anchor(root(), topic, 1, right), Error::<Test>::NoQuorum);
        assert_ok!(attest(4, topic, 1, 7));
        assert_noop!(Watchers::anchor(root(), topic, 1, wrong), Error::<Test>::NoQuorum);
        assert_noop!(Watchers::anchor(signed(70), topic, 1, right), BadOrigin);
        assert_ok!(Watchers::anchor(root(), topic, 1, right));
        assert_noop!(Watchers::anchor(root(), topic, 1, right), Error::<Test>::AlreadyFinal);
        assert_eq!(Watchers::finality(topic, 1).0, Level::L1Anchored);
        assert_noop!(Watchers::recognize(signed(1), topic, 1, right), Error::<Test>::NotAuthorized);
        assert_noop!(Watchers::recognize(signed(70), wrong, 1, right), Error::<Test>::TopicNotFound);
        assert_ok!(Watchers::recognize(signed(70), topic, 1, right));
        assert_eq!(Watchers::finality(topic, 1).0, Level::LegallyRecognized);
        assert_noop!(Watchers::anchor(root(), topic, 1, right), Error::<Test>::AlreadyFinal);
        // A fork overrides whatever was made of it.
        assert_ok!(attest(5, topic, 1, 8));
        assert_eq!(Watchers::finality(topic, 1).0, Level::CheckpointSigned);
    })
}

#[test]
fn what_was_made_of_one_digest_is_nothing_to_another() {
    run(|| {
        let topic = five();
        let (first, second) = (Digest([7; 32]), Digest([8; 32]));
        (1..=4).for_each(|n| {
            assert_ok!(attest(n, topic, 1, 7));
        });
        assert_ok!(Watchers::anchor(RuntimeOrigin::root(), topic, 1, first));
        // A fork that is refuted leaves it what it was.
        assert_ok!(attest(5, topic, 1, 8));
        assert!(Watchers::strike(&account(5), Coordinate { topic, height: 1 }, false));
        assert_eq!(Watchers::finality(topic, 1), (Level::L1Anchored, Some(first), false));
        // All who said it are refuted, and others agree on something else.
        for n in 1..=4 {
            assert!(Watchers::strike(&account(n), Coordinate { topic, height: 1 }, false));
        }
        for n in 6..=9 {
            watcher(n, 50_000);
        }
        run_blocks(REFRESH + 1);
        for n in 6..=9 {
            assert_ok!(attest(n, topic, 1, 8));
        }
        assert_eq!(Watchers::finality(topic, 1), (Level::WatcherQuorum, Some(second), false));
        assert_ok!(Watchers::anchor(RuntimeOrigin::root(), topic, 1, second));
        assert_eq!(Watchers::finality(topic, 1).0, Level::L1Anchored);
    })
}

#[test]
fn a_controller_of_many_counts_for_a_third() {
    run(|| {
        for n in 1..=3 {
            watcher(n, 30_000);
            assert_ok!(Watchers::set_controller(signed(n), Some(account(50))));
            assert_ok!(Watchers::accept_member(signed(50), account(n)));
        }
        watcher(4, 10_000);
        let topic = topic_with(terms(), 0);
        run_blocks(REFRESH + 2);
        let panel = Panels::<Test>::get(topic).unwrap();
        assert_eq!(panel.eligible, 100_000);
        assert_eq!(
            panel.seats.iter().map(|seat| seat.weight).collect::<Vec<_>>(),
            [11_000, 11_000, 11_000, 10_000]
        );
        (1..=4).for_each(|n| {
            assert_ok!(attest(n, topic, 1, 7));
        });
        assert_eq!(Watchers::finality(topic, 1).0, Level::CheckpointSigned, "43 % is no quorum");
    })
}
