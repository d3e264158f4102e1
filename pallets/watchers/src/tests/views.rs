use crate::{mock::*, Error, Obstacle, TopicTerms};
use msez_core::Digest;
use msez_watch::Tier;
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

#[test]
fn a_report_names_every_obstacle() {
    run(|| {
        let topic = five();
        assert!(Watchers::report(account(1), topic, 1).obstacles.is_empty());
        let report = Watchers::report(account(9), topic, 1);
        assert_eq!(
            report.obstacles,
            [Obstacle::NotRegistered, Obstacle::BondTooLow, Obstacle::NoSeat, Obstacle::OverExposed]
        );
        assert_eq!(Watchers::report(account(1), Digest([9; 32]), 1).obstacles, [Obstacle::TopicNotFound]);
        assert_ok!(attest(1, topic, 1, 7));
        run_blocks(20);
        let report = Watchers::report(account(1), topic, 1);
        assert_eq!(report.obstacles, [Obstacle::AlreadyStated, Obstacle::WindowClosed]);
        assert_eq!((report.backing, report.exposure, report.cap), (10_000, 1_000, 100_000));
        assert_eq!((report.weight, report.eligible), (10_000, 50_000));
        assert_ok!(Watchers::close_topic(signed(100), topic));
        assert_ok!(Watchers::deregister(signed(2)));
        assert_ok!(Watchers::set_scope(
            signed(1),
            scope(&["kz-aifc".parse().unwrap()]),
            scope(&["party".parse().unwrap()])
        ));
        assert_eq!(
            Watchers::report(account(1), topic, 2).obstacles,
            [Obstacle::JurisdictionOutOfScope, Obstacle::ClassOutOfScope, Obstacle::TopicClosed]
        );
        assert_eq!(
            Watchers::report(account(2), topic, 2).obstacles,
            [Obstacle::Retired, Obstacle::TopicClosed]
        );
    })
}

#[test]
fn heights_are_multiples_of_the_stride() {
    run(|| {
        let topic = five_on(TopicTerms { stride: 4, ..terms() });
        assert_eq!(Watchers::report(account(1), topic, 6).obstacles, [Obstacle::NotAHeight]);
        assert_noop!(attest(1, topic, 6, 7), Error::<Test>::NotAHeight);
        assert_ok!(attest(1, topic, 8, 7));
        assert_ok!(attest(1, topic, 0, 7));
    })
}

#[test]
fn a_report_tells_who_is_on_duty() {
    run(|| {
        watcher(1, 10_000);
        let topic = topic_with(TopicTerms { exposure: 90_000, ..with_duties(20, 10, 1) }, 10_000);
        run_to(22);
        let report = Watchers::report(account(1), topic, 1);
        assert!(report.on_duty && report.obstacles.is_empty());
        assert_eq!(Watchers::duties_of(account(1)), [(topic, 30, false)]);
        assert!(Watchers::duties_of(account(2)).is_empty());
        assert_ok!(attest(1, topic, 1, 7));
        let report = Watchers::report(account(1), topic, 2);
        assert!(!report.on_duty);
        assert_eq!(Watchers::duties_of(account(1)), [(topic, 30, true)]);
        assert_eq!(report.obstacles, [Obstacle::OverExposed]);
    })
}

#[test]
fn the_best_are_selected_first_and_only_in_their_scope() {
    run(|| {
        watcher(1, 10_000);
        watcher(2, 20_000);
        watcher(3, 30_000);
        <Watchers as msez_traits::Jury<_>>::voted(&account(1), true);
        let select = |tier, backing, count| -> Vec<AccountId> {
            Watchers::select(jurisdiction(), class(), tier, backing, count)
                .into_iter()
                .map(|it| it.who)
                .collect()
        };
        assert_eq!(select(Tier::Novice, 0, 9), [account(1), account(3), account(2)]);
        assert_eq!(select(Tier::Novice, 0, 1), [account(1)]);
        assert_eq!(select(Tier::Novice, 15_000, 9), [account(3), account(2)]);
        assert!(select(Tier::Elite, 0, 9).is_empty());
        assert!(Watchers::select("kz-aifc".parse().unwrap(), class(), Tier::Novice, 0, 9).is_empty());
        assert!(Watchers::select(jurisdiction(), "party".parse().unwrap(), Tier::Novice, 0, 9).is_empty());
    })
}
