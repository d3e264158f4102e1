use crate::{mock::*, Error as E};
use msez_core::Digest;
use msez_saga::{Event as Cause, State};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::DispatchError,
};

type Error = E<Test>;

#[test]
fn anyone_pokes_what_has_come_to_be_there() {
    test(|| {
        let saga = under_way(1);
        assert_noop!(Migration::advance(RuntimeOrigin::root(), saga), DispatchError::BadOrigin);
        assert_noop!(Migration::advance(by(carrier()), Digest([1; 32])), Error::NotFound);
        assert_noop!(Migration::advance(by(carrier()), saga), Error::StillWaiting);
        prepare(&saga);
        assert_ok!(Migration::advance(by(carrier()), saga));
        assert_eq!(state(&saga), State::DestinationUnlock);
        assert_noop!(Migration::advance(by(carrier()), saga), Error::StillWaiting);
        commit(&saga);
        assert_ok!(Migration::advance(by(carrier()), saga));
        assert_eq!(state(&saga), State::Completed);
        assert_noop!(Migration::advance(by(carrier()), saga), Error::StillWaiting);
    });
}

#[test]
fn a_poke_after_the_time_takes_everything_back() {
    test(|| {
        let saga = gathering(1);
        Timestamp::set_timestamp(now() + 168 * msez_saga::HOUR + 1);
        assert_ok!(Migration::advance(by(carrier()), saga));
        assert_eq!(state(&saga), State::Compensated);
        assert_eq!(record(&saga).compensation.unwrap().cause, Cause::TimedOut);
    });
}

#[test]
fn evidence_that_is_there_when_the_time_is_over_wins() {
    test(|| {
        let saga = gathering(1);
        require(&direct(), vec![]);
        Timestamp::set_timestamp(now() + 168 * msez_saga::HOUR + 1);
        assert_ok!(Migration::advance(by(carrier()), saga));
        assert_eq!(state(&saga), State::Transit);
    });
}
