use crate::{mock::*, Error as E, Event as Ev, Ruling};
use msez_core::Digest;
use msez_saga::{Event as Cause, State};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::DispatchError,
};

type Error = E<Test>;

fn disputed(n: u64) -> Digest {
    let saga = under_way(n);
    assert_ok!(Migration::dispute(by(operator()), saga, Digest([1; 32])));
    saga
}

#[test]
fn whoever_objected_without_ground_loses_his_bond_and_it_goes_on() {
    test(|| {
        let saga = disputed(1);
        let before = money();
        assert_ok!(Migration::rule(by(arbiter()), saga, Ruling::Resume));
        assert_eq!(state(&saga), State::Transit);
        assert_eq!(moved(&before), [("operator", -(BOND as i128)), ("treasury", BOND as i128)]);
        prepare(&saga);
        block_after(1_000);
        commit(&saga);
        block_after(1_000);
        assert_eq!(state(&saga), State::Completed);
    });
}

#[test]
fn where_the_objection_is_well_founded_everything_is_taken_back_by_the_share_of_where_it_was() {
    test(|| {
        let before = money();
        let saga = disputed(1);
        assert_ok!(Migration::rule(by(arbiter()), saga, Ruling::Compensate));
        assert_eq!(state(&saga), State::Compensated);
        let compensation = record(&saga).compensation.unwrap();
        assert_eq!((compensation.left, compensation.cause), (State::Transit, Cause::RuledToCompensate));
        let half = (FEE / 2) as i128;
        assert_eq!(moved(&before), [("alice", -half), ("treasury", half)]);
        msez_test_support::assert_event::<Test>(Ev::<Test>::DisputeClosed {
            saga,
            cause: Cause::RuledToCompensate,
            forfeited: 0,
        });
    });
}

#[test]
fn a_hop_that_was_missed_meanwhile_is_not_forgotten() {
    test(|| {
        let saga = disputed(1);
        overdue(&saga);
        block_after(1_000);
        assert_eq!(state(&saga), State::Disputed);
        assert_ok!(Migration::rule(by(arbiter()), saga, Ruling::Resume));
        assert_eq!(state(&saga), State::Compensated);
    });
}

#[test]
fn only_the_arbiter_whom_the_parties_named_rules() {
    test(|| {
        let saga = disputed(1);
        for who in [alice(), operator(), carrier()] {
            assert_noop!(Migration::rule(by(who), saga, Ruling::Resume), Error::NotAuthorized);
        }
        assert_noop!(Migration::rule(RuntimeOrigin::root(), saga, Ruling::Resume), DispatchError::BadOrigin);
        assert_noop!(Migration::rule(by(arbiter()), Digest([1; 32]), Ruling::Resume), Error::NotFound);
        let calm = under_way(2);
        assert_noop!(Migration::rule(by(arbiter()), calm, Ruling::Resume), Error::NotDisputed);
    });
}

#[test]
fn governance_rules_where_nobody_was_named() {
    test(|| {
        let request = msez_saga::Request { arbiter: None, ..request(asset(1)) };
        let saga = start(&request);
        assert_ok!(Migration::dispute(by(operator()), saga, Digest([1; 32])));
        assert_noop!(Migration::rule(by(arbiter()), saga, Ruling::Resume), DispatchError::BadOrigin);
        assert_ok!(Migration::rule(RuntimeOrigin::root(), saga, Ruling::Resume));
        assert_eq!(state(&saga), State::Transit);
    });
}
