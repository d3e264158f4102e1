use crate::{mock::*, Error, Event, TopicTerms, Topics};
use msez_core::Digest;
use msez_test_support::{assert_event, assert_last_event};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, TokenError},
};

#[test]
fn the_authority_of_a_jurisdiction_opens_and_pays() {
    run(|| {
        let before = worth(100);
        let topic = topic_with(terms(), 5_000);
        assert_eq!(Topics::<Test>::get(topic).unwrap().escrow, 5_000);
        assert_eq!(worth(100), before - 5_000);
        assert_noop!(Watchers::open_topic(signed(1), terms(), 0), Error::<Test>::NotAuthorized);
        assert_noop!(Watchers::open_topic(RuntimeOrigin::root(), terms(), 0), BadOrigin);
        assert_ne!(topic, topic_with(terms(), 0), "the same terms twice are two topics");
    })
}

#[test]
fn governance_opens_for_a_sponsor() {
    run(|| {
        assert_ok!(Watchers::open_topic_for(RuntimeOrigin::root(), account(3), terms()));
        assert_noop!(Watchers::open_topic_for(signed(100), account(3), terms()), BadOrigin);
    })
}

#[test]
fn terms_must_be_sound() {
    run(|| {
        let refused = |terms: TopicTerms<AccountId>, error: Error<Test>| {
            assert_noop!(Watchers::open_topic(signed(100), terms, 0), error);
        };
        refused(TopicTerms { exposure: 99, ..terms() }, Error::ExposureTooSmall);
        refused(TopicTerms { fee: 51, ..terms() }, Error::FeeTooHigh);
        refused(TopicTerms { fee: u128::MAX, ..terms() }, Error::FeeTooHigh);
        refused(TopicTerms { quorum: 500_000, ..terms() }, Error::QuorumOutOfRange);
        refused(TopicTerms { quorum: 1_000_001, ..terms() }, Error::QuorumOutOfRange);
        refused(TopicTerms { stride: 0, ..terms() }, Error::ZeroStride);
        refused(TopicTerms { window: 0, ..terms() }, Error::ZeroWindow);
        refused(TopicTerms { window: 21, ..terms() }, Error::WindowTooLong);
        refused(TopicTerms { max_staleness: 0, ..terms() }, Error::ZeroWindow);
        refused(with_duties(10, 11, 1), Error::MalformedDuties);
        refused(with_duties(10, 0, 1), Error::MalformedDuties);
        refused(with_duties(10, 10, 0), Error::MalformedDuties);
        refused(with_duties(10, 10, 17), Error::MalformedDuties);
        refused(with_duties(0, 0, 1), Error::MalformedDuties);
        refused(
            TopicTerms { jurisdiction: "xx-none".parse().unwrap(), ..terms() },
            Error::UnknownJurisdiction,
        );
    })
}

#[test]
fn anybody_can_add_money_to_an_open_topic() {
    run(|| {
        let topic = topic_with(terms(), 0);
        assert_ok!(Watchers::fund_topic(signed(5), topic, 700));
        assert_last_event::<Test>(Event::TopicFunded { topic, from: account(5), amount: 700 });
        assert_noop!(Watchers::fund_topic(signed(5), topic, 0), Error::<Test>::ZeroAmount);
        assert_noop!(Watchers::fund_topic(signed(5), Digest([7; 32]), 1), Error::<Test>::TopicNotFound);
        assert_noop!(Watchers::fund_topic(signed(5), topic, RICH), TokenError::FundsUnavailable);
        assert_noop!(Watchers::fund_topic(RuntimeOrigin::none(), topic, 1), BadOrigin);
    })
}

#[test]
fn a_closed_topic_gives_the_rest_back() {
    run(|| {
        let before = worth(100);
        let topic = topic_with(terms(), 5_000);
        assert_noop!(Watchers::close_topic(signed(1), topic), Error::<Test>::NotAuthorized);
        assert_noop!(Watchers::close_topic(RuntimeOrigin::none(), topic), BadOrigin);
        assert_ok!(Watchers::close_topic(signed(100), topic));
        assert_event::<Test>(Event::TopicRefunded { topic, to: authority(), amount: 5_000 });
        assert_eq!(worth(100), before);
        assert!(Topics::<Test>::get(topic).is_none());
        assert_noop!(Watchers::close_topic(signed(100), topic), Error::<Test>::TopicNotFound);
    })
}

#[test]
fn what_is_open_is_paid_before_the_rest_goes_back() {
    run(|| {
        let topic = five();
        (1..=5).for_each(|n| {
            assert_ok!(attest(n, topic, 1, 7));
        });
        assert_ok!(Watchers::close_topic(RuntimeOrigin::root(), topic));
        assert_noop!(attest(1, topic, 2, 7), Error::<Test>::TopicClosed);
        assert_noop!(Watchers::close_topic(signed(100), topic), Error::<Test>::TopicClosed);
        assert_noop!(Watchers::fund_topic(signed(5), topic, 1), Error::<Test>::TopicClosed);
        run_blocks(20);
        assert_event::<Test>(Event::TopicRefunded { topic, to: authority(), amount: 10_000 - 5 * 30 });
        assert!(Topics::<Test>::get(topic).is_some(), "what was said can still be disputed");
        run_blocks(RETENTION + 1);
        assert!(Topics::<Test>::get(topic).is_none());
    })
}

#[test]
fn what_the_sponsor_cannot_receive_holds_nothing_up_and_is_not_lost() {
    run(|| {
        let nobody = account(150);
        assert_ok!(Watchers::open_topic_for(RuntimeOrigin::root(), nobody.clone(), terms()));
        let topic = Topics::<Test>::iter_keys().next().unwrap();
        assert_ok!(Watchers::fund_topic(signed(5), topic, ED - 1));
        assert_ok!(Watchers::close_topic(RuntimeOrigin::root(), topic));
        assert_eq!(Topics::<Test>::get(topic).unwrap().escrow, ED - 1);
        assert_noop!(Watchers::close_topic(RuntimeOrigin::root(), topic), TokenError::BelowMinimum);
        assert_ok!(Balances::transfer_allow_death(signed(5), nobody.clone(), ED));
        assert_ok!(Watchers::close_topic(RuntimeOrigin::root(), topic));
        assert_event::<Test>(Event::TopicRefunded { topic, to: nobody, amount: ED - 1 });
        assert!(Topics::<Test>::get(topic).is_none());
    })
}
