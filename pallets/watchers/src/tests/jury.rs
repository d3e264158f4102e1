use crate::{mock::*, Error, Event, Status, TopicTerms, Watchers as Records};
use msez_core::Digest;
use msez_test_support::assert_event;
use msez_traits::{Bonds as _, Jury, Role};
use msez_watch::Offence;
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

fn lie(n: u8, topic: Digest, height: u64) -> Digest {
    let id = Watchers::id_of(account(n), statement(topic, height, 8));
    assert_ok!(attest(n, topic, height, 8));
    id
}

#[test]
fn jurors_are_those_who_have_not_spoken_and_do_not_belong_to_the_author() {
    run(|| {
        let topic = five();
        assert_ok!(Watchers::set_controller(signed(3), Some(account(5))));
        assert_ok!(Watchers::accept_member(signed(5), account(3)));
        run_blocks(REFRESH + 1);
        let id = lie(5, topic, 1);
        assert_ok!(attest(1, topic, 1, 7));
        let weight = |n: u8| Watchers::weight(&account(n), &id);
        assert_eq!([1, 2, 3, 4, 5, 9].map(weight), [0, 10_000, 0, 10_000, 0, 0]);
        assert_eq!(Watchers::total_weight(&id), 20_000);
        assert_eq!(Watchers::author(&id), Some(account(5)));
        assert_ok!(Watchers::deregister(signed(2)));
        assert_eq!(weight(2), 0);
        assert_eq!(Watchers::weight(&account(4), &Digest([9; 32])), 0);
        assert_eq!(Watchers::total_weight(&Digest([9; 32])), 0);
    })
}

#[test]
fn the_topic_may_name_an_arbiter() {
    run(|| {
        let topic = five_on(TopicTerms { arbiter: Some(account(70)), ..terms() });
        let id = lie(5, topic, 1);
        assert_eq!(Watchers::arbiter(&id), Some(account(70)));
        assert_eq!(Watchers::arbiter(&Digest([9; 32])), None);
    })
}

#[test]
fn a_conviction_costs_half_and_pays_the_claimant() {
    run(|| {
        SlashWindow::set(0);
        let topic = five();
        let id = lie(5, topic, 1);
        let (before, score) = (worth(9), Watchers::reputation(account(5)).unwrap().0);
        let slash = Watchers::convict(&id, &account(9)).unwrap();
        assert_eq!((slash.amount, slash.reporters, slash.treasury), (5_000, 500, 4_500));
        assert_eq!(worth(9), before + 500);
        assert_event::<Test>(Event::Refuted { statement: id, who: account(5) });
        assert!(Watchers::reputation(account(5)).unwrap().0 < score - 1_000);
        assert_noop!(Watchers::convict(&id, &account(9)), Error::<Test>::AlreadyPunished);
        assert_eq!(Watchers::author(&id), None, "it cannot be held against him twice");
        assert_noop!(Watchers::convict(&Digest([1; 32]), &account(9)), Error::<Test>::StatementNotFound);
    })
}

#[test]
fn three_convictions_of_one_falsehood_are_collusion() {
    run(|| {
        let topic = five();
        let lies = [1, 2, 3].map(|n| lie(n, topic, 1));
        assert_ok!(attest(4, topic, 1, 7));
        for id in &lies[..2] {
            assert_ok!(Watchers::convict(id, &account(9)));
        }
        assert_eq!(Bonds::at_stake(Role::Watcher, &account(1)), 10_000, "deferred");
        assert_ok!(Watchers::convict(&lies[2], &account(9)));
        for n in 1..=3 {
            assert_eq!(Bonds::at_stake(Role::Watcher, &account(n)), 0, "{n}");
            assert_eq!(Records::<Test>::get(account(n)).unwrap().status, Status::Banned);
        }
        assert_eq!(Bonds::at_stake(Role::Watcher, &account(4)), 10_000);
        assert_event::<Test>(Event::Slashed {
            offender: account(3),
            offence: Offence::Collusion,
            amount: 10_000,
            reporter: 1_000,
        });
        // What was deferred finds nothing left.
        run_blocks(51);
    })
}

#[test]
fn an_acquittal_and_a_vote_are_remembered() {
    run(|| {
        let topic = five();
        let id = lie(5, topic, 1);
        let score = |n: u8| Watchers::reputation(account(n)).unwrap().0;
        let before = score(5);
        Watchers::acquit(&id);
        assert!(score(5) > before);
        assert_event::<Test>(Event::Upheld { statement: id, who: account(5) });
        Watchers::voted(&account(1), true);
        Watchers::voted(&account(2), false);
        assert!(score(1) > before && score(2) < before);
        // Strangers change nothing.
        Watchers::acquit(&Digest([9; 32]));
        Watchers::voted(&account(90), true);
    })
}
