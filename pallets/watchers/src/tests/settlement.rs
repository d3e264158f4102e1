use crate::{mock::*, Conducts, Event, Statements, Tallies, Topics};
use msez_core::Digest;
use msez_test_support::assert_event;
use msez_traits::Jury;
use msez_watch::Coordinate;
use polkadot_sdk::frame_support::assert_ok;

fn earned(n: u8) -> u128 {
    Conducts::<Test>::get(account(n)).unwrap().rewards
}

#[test]
fn whoever_agrees_with_a_quorum_earns_the_fee() {
    run(|| {
        let topic = five();
        (1..=4).for_each(|n| {
            assert_ok!(attest(n, topic, 1, 7));
        });
        let score = Watchers::reputation(account(1)).unwrap().0;
        run_blocks(20);
        let coordinate = Coordinate { topic, height: 1 };
        assert_event::<Test>(Event::Settled { coordinate, agreed: Some(Digest([7; 32])), paid: 120 });
        assert_eq!([1, 2, 3, 4, 5].map(earned), [30, 30, 30, 30, 0]);
        assert_eq!(Topics::<Test>::get(topic).unwrap().escrow, 10_000 - 120);
        assert!(Watchers::reputation(account(1)).unwrap().0 > score);
    })
}

#[test]
fn where_there_is_no_quorum_nobody_earns() {
    run(|| {
        let topic = five();
        (1..=3).for_each(|n| {
            assert_ok!(attest(n, topic, 1, 7));
        });
        run_blocks(20);
        assert_event::<Test>(Event::Settled {
            coordinate: Coordinate { topic, height: 1 },
            agreed: None,
            paid: 0,
        });
        assert_eq!([1, 2, 3].map(earned), [0, 0, 0]);
    })
}

#[test]
fn a_refuted_fork_is_settled_again_and_nobody_is_paid_twice() {
    run(|| {
        let topic = five();
        (1..=4).for_each(|n| {
            assert_ok!(attest(n, topic, 1, 7));
        });
        let lie = statement(topic, 1, 8);
        assert_ok!(attest(5, topic, 1, 8));
        run_blocks(20);
        assert_eq!([1, 2, 3, 4, 5].map(earned), [0; 5]);
        assert_ok!(Watchers::convict(&Watchers::id_of(account(5), lie), &account(9)));
        run_blocks(1);
        assert_eq!([1, 2, 3, 4, 5].map(earned), [30, 30, 30, 30, 0]);
        // Refuting another one changes nothing for those who were paid.
        let truth = Tallies::<Test>::get(topic, 1).unwrap();
        let voice = truth.voice_of(&account(4)).unwrap();
        let statement = truth.statement_of(Coordinate { topic, height: 1 }, voice).unwrap();
        assert_ok!(Watchers::convict(&Watchers::id_of(account(4), statement), &account(9)));
        run_blocks(1);
        assert_eq!([1, 2, 3, 4, 5].map(earned), [30, 30, 30, 30, 0]);
    })
}

#[test]
fn a_topic_without_money_pays_as_far_as_it_goes() {
    run(|| {
        (1..=5).for_each(|n| {
            watcher(n, 10_000);
        });
        let topic = topic_with(terms(), 100);
        run_blocks(REFRESH + 2);
        (1..=5).for_each(|n| {
            assert_ok!(attest(n, topic, 1, 7));
        });
        run_blocks(20);
        assert_eq!([1, 2, 3, 4, 5].map(earned), [30, 30, 30, 10, 0]);
        assert_eq!(Topics::<Test>::get(topic).unwrap().escrow, 0);
    })
}

#[test]
fn what_is_old_is_forgotten_but_not_while_it_is_disputed() {
    run(|| {
        let topic = five();
        let it = statement(topic, 1, 7);
        (1..=4).for_each(|n| {
            assert_ok!(attest(n, topic, 1, 7));
        });
        let id = Watchers::id_of(account(1), it);
        Watchers::set_open_claims(&account(1), 1);
        run_blocks(20 + RETENTION + 1);
        assert_eq!(Watchers::author(&id), Some(account(1)));
        Watchers::set_open_claims(&account(1), 0);
        run_blocks(REFRESH + 1);
        assert_eq!(Watchers::author(&id), None);
        assert!(!Tallies::<Test>::contains_key(topic, 1));
        assert_eq!(Statements::<Test>::iter().count(), 0);
        assert_eq!(Topics::<Test>::get(topic).unwrap().kept, 0);
    })
}
