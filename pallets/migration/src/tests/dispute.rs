use crate::{mock::*, Error as E, HoldReason, MAX_DISPUTES};
use msez_core::Digest;
use msez_saga::{Event as Cause, State};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold},
    sp_runtime::DispatchError,
};

type Error = E<Test>;

const GROUNDS: Digest = Digest([0x60; 32]);

fn held(who: &AccountId) -> Balance {
    Balances::balance_on_hold(&HoldReason::Dispute.into(), who)
}

#[test]
fn whom_it_concerns_can_object_with_a_bond() {
    test(|| {
        let concerned = [alice(), authority(&difc()), authority(&aifc()), operator()];
        for (n, who) in concerned.into_iter().enumerate() {
            let saga = under_way(n as u64);
            assert_ok!(Migration::dispute(by(who.clone()), saga, GROUNDS));
            assert_eq!(state(&saga), State::Disputed);
            assert_eq!(held(&who), BOND);
        }
        let saga = under_way(9);
        assert_noop!(Migration::dispute(by(carrier()), saga, GROUNDS), Error::NotAuthorized);
        assert_noop!(Migration::dispute(RuntimeOrigin::root(), saga, GROUNDS), DispatchError::BadOrigin);
        assert_noop!(Migration::dispute(by(alice()), GROUNDS, GROUNDS), Error::NotFound);
    });
}

#[test]
fn what_is_disputed_stands_still() {
    test(|| {
        let saga = under_way(1);
        assert_ok!(Migration::dispute(by(alice()), saga, GROUNDS));
        prepare(&saga);
        block_after(1_000);
        assert_eq!(state(&saga), State::Disputed);
        assert_noop!(Migration::advance(by(carrier()), saga), Error::StillWaiting);
        assert_noop!(Migration::dispute(by(operator()), saga, GROUNDS), Error::NotDisputable);
    });
}

#[test]
fn an_operator_who_carries_nothing_yet_has_no_standing() {
    test(|| {
        let saga = gathering(1);
        assert_noop!(Migration::dispute(by(operator()), saga, GROUNDS), Error::NotAuthorized);
    });
}

#[test]
fn what_is_decided_is_not_disputed_any_more() {
    test(|| {
        let saga = decided(1);
        assert_noop!(Migration::dispute(by(alice()), saga, GROUNDS), Error::NotDisputable);
    });
}

#[test]
fn nobody_disputes_for_ever() {
    test(|| {
        let saga = under_way(1);
        for _ in 0..MAX_DISPUTES {
            assert_ok!(Migration::dispute(by(alice()), saga, GROUNDS));
            assert_ok!(Migration::rule(by(arbiter()), saga, crate::Ruling::Resume));
        }
        assert_noop!(Migration::dispute(by(alice()), saga, GROUNDS), Error::NotDisputable);
    });
}

#[test]
fn without_a_ruling_it_goes_on_if_it_was_prepared_and_is_taken_back_otherwise() {
    test(|| {
        let (ready, not) = (under_way(1), under_way(2));
        for saga in [ready, not] {
            // Who was named never rules, and nobody rules in his place.
            assert_eq!(record(&saga).request.arbiter, Some(arbiter()));
            assert_ok!(Migration::dispute(by(alice()), saga, GROUNDS));
        }
        prepare(&ready);
        block_after(72 * msez_saga::HOUR + 1);
        assert_eq!(state(&ready), State::DestinationUnlock);
        assert_eq!(state(&not), State::Compensated);
        let compensation = record(&not).compensation.unwrap();
        assert_eq!((compensation.left, compensation.cause), (State::Transit, Cause::RulingLapsed));
        assert_eq!(held(&alice()), 0, "nobody ruled: the bonds went back");
    });
}

#[test]
fn where_the_time_to_decide_went_by_in_a_dispute_everything_is_taken_back_at_once() {
    test(|| {
        let saga = under_way(1);
        assert_ok!(Migration::dispute(by(alice()), saga, GROUNDS));
        prepare(&saga);
        block_after(71 * msez_saga::HOUR);
        // The bridge says that it is too late to decide.
        overdue(&saga);
        block_after(1_000);
        assert_eq!(state(&saga), State::Disputed);
        block_after(msez_saga::HOUR);
        assert_eq!(state(&saga), State::Compensated);
        assert_eq!(record(&saga).compensation.unwrap().cause, Cause::HopOverdue);
    });
}

#[test]
fn the_deadline_ends_a_dispute() {
    test(|| {
        let saga = under_way(1);
        prepare(&saga);
        assert_ok!(Migration::dispute(by(alice()), saga, GROUNDS));
        govern(|parameters| parameters.ruling = 60 * DAY);
        block_after(30 * DAY + 1);
        assert_eq!(state(&saga), State::Compensated);
        assert_eq!(held(&alice()), 0);
    });
}
