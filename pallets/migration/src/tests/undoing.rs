//! Compensation: real, idempotent, retried, escalated.

use crate::{mock::*, Error as E, Event as Ev};
use msez_core::{ComplianceState, Digest, Domain};
use msez_saga::{Action, Event as Cause, State, HOUR};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, storage::with_storage_layer},
    sp_runtime::DispatchError,
};

type Error = E<Test>;
type Event = Ev<Test>;

/// One to which the asset's program objects.
fn objected(n: u64) -> Digest {
    object_as_program(true);
    let saga = start(&request(asset(n)));
    assert_eq!(state(&saga), State::ComplianceCheck);
    saga
}

#[test]
fn each_state_gives_its_share_back() {
    test(|| {
        // Leaving each state backwards by its timeout.
        let shares: [(fn(u64) -> Digest, u64, u128); 4] =
            [(objected, 4, 100), (gathering, 168, 100), (locked, 2, 90), (under_way, 72, 50)];
        for (n, (make, hours, percent)) in shares.into_iter().enumerate() {
            let before = money();
            require(&direct(), vec![]);
            object_as_program(false);
            let saga = make(n as u64);
            if state(&saga) == State::SourceLock {
                set_broken("bridge", true);
            }
            let asset = record(&saga).request.asset;
            let cells = the(asset);
            block_after(hours * HOUR + 1);
            set_broken("bridge", false);
            assert_eq!(state(&saga), State::Compensated, "{percent}");
            let lost = (FEE * (100 - percent) / 100) as i128;
            let expected: &[_] = if lost == 0 { &[] } else { &[("alice", -lost), ("treasury", lost)] };
            assert_eq!(moved(&before), expected, "{percent}");
            let after = the(asset);
            assert_eq!((after.home, after.held_by, after.is_moving), (cells.home, None, false));
        }
    });
}

#[test]
fn a_treasury_that_cannot_be_paid_holds_up_no_refund() {
    test(|| {
        let before = money();
        let saga = locked(1);
        set_broken("treasury", true);
        set_broken("bridge", true);
        block_after(2 * HOUR + 1);
        set_broken("bridge", false);
        assert_eq!(state(&saga), State::Compensated);
        assert_eq!(moved(&before), [], "what it cannot take goes back too");
        assert_eq!((record(&saga).fees.refunded, record(&saga).fees.kept), (FEE, 0));
    });
}

#[test]
fn what_was_prepared_and_is_not_decided_in_time_gives_a_quarter_back() {
    test(|| {
        set_interval(None);
        let before = money();
        let saga = under_way(1);
        let asset = record(&saga).request.asset;
        cell(asset, aifc(), Domain::Kyc, ComplianceState::Pending, None);
        prepare(&saga);
        block_after(1_000);
        assert_eq!(state(&saga), State::DestinationVerification);
        block_after(24 * HOUR + 1);
        assert_eq!(state(&saga), State::Compensated);
        let lost = (FEE * 3 / 4) as i128;
        assert_eq!(moved(&before), [("alice", -lost), ("treasury", lost)]);
    });
}

#[test]
fn everybody_concerned_is_told_last_and_every_action_is_told() {
    test(|| {
        let saga = under_way(1);
        events();
        overdue(&saga);
        block_after(1_000);
        let events = events();
        let done: Vec<_> = events
            .iter()
            .filter_map(|event| match event {
                Event::ActionDone { action, .. } => Some(*action),
                _ => None,
            })
            .collect();
        assert_eq!(done, Action::ORDER);
        let told = events.iter().position(|event| matches!(event, Event::CounterpartiesNotified { .. }));
        let ended = events.iter().position(|event| matches!(event, Event::Ended { .. }));
        assert!(told < ended && told.is_some());
        assert!(events.iter().any(|event| matches!(event, Event::ComplianceRestored { passes: true, .. })));
    });
}

#[test]
fn an_action_that_fails_is_tried_again_and_never_recorded_before_it_happened() {
    test(|| {
        let saga = under_way(1);
        let asset = record(&saga).request.asset;
        overdue(&saga);
        set_broken("assets", true);
        block_after(1_000);
        assert_eq!(state(&saga), State::Compensating);
        let compensation = record(&saga).compensation.unwrap();
        assert!(compensation.has_happened(Action::AbortTransfer));
        assert!(!compensation.has_happened(Action::UnlockSource));
        assert!(!compensation.has_happened(Action::NotifyCounterparties));
        assert_eq!(the(asset).held_by, Some(saga));
        // Not before its time.
        set_broken("assets", false);
        block_after(30_000);
        assert_eq!(state(&saga), State::Compensating);
        block_after(30_000);
        assert_eq!(state(&saga), State::Compensated);
        assert_eq!(the(asset).held_by, None);
    });
}

#[test]
fn nothing_is_let_go_before_the_hops_are_released() {
    test(|| {
        let saga = under_way(1);
        overdue(&saga);
        set_broken("bridge", true);
        block_after(1_000);
        assert_eq!(record(&saga).compensation.unwrap().done, 0);
        assert_eq!(the(record(&saga).request.asset).held_by, Some(saga));
        // A try without success neither delays the agenda's nor counts.
        assert_noop!(
            with_storage_layer(|| Migration::retry_compensation(by(carrier()), saga)),
            Error::StillWaiting
        );
        set_broken("bridge", false);
        assert_ok!(Migration::retry_compensation(by(carrier()), saga));
        assert_eq!(state(&saga), State::Compensated);
        assert_noop!(Migration::retry_compensation(by(carrier()), saga), Error::NotCompensating);
    });
}

#[test]
fn a_refund_that_fails_holds_no_asset_and_escalates_after_five_tries() {
    test(|| {
        let saga = locked(1);
        let asset = record(&saga).request.asset;
        set_broken("bridge", true);
        set_broken("money", true);
        block_after(2 * HOUR + 1);
        assert_eq!(state(&saga), State::Compensating);
        assert_eq!(the(asset).held_by, None, "the asset is free already");
        events();
        for minutes in [1, 2, 4, 8] {
            block_after(minutes * 60_000);
        }
        let escalated = Event::Escalated { saga, state: State::Compensating, tries: 5 };
        assert_eq!(events().into_iter().filter(|event| *event == escalated).count(), 1);
        // It goes on by itself all the same.
        set_broken("money", false);
        block_after(16 * 60_000);
        assert_eq!(state(&saga), State::Compensated);
        assert_eq!(record(&saga).fees.refunded, FEE * 9 / 10);
    });
}

#[test]
fn governance_settles_otherwise_what_cannot_happen_but_never_what_holds_the_asset() {
    test(|| {
        let saga = locked(1);
        set_broken("bridge", true);
        set_broken("money", true);
        block_after(2 * HOUR + 1);
        let waive = |action| Migration::waive(RuntimeOrigin::root(), saga, action);
        assert_noop!(waive(Action::RefundFees), Error::NotWaivable);
        for minutes in [1, 2, 4, 8] {
            block_after(minutes * 60_000);
        }
        assert_noop!(Migration::waive(by(alice()), saga, Action::RefundFees), DispatchError::BadOrigin);
        assert_noop!(waive(Action::NotifyCounterparties), Error::NotWaivable);
        assert_ok!(waive(Action::RefundFees));
        assert_eq!(state(&saga), State::Compensated);
        let record = record(&saga);
        assert!(!record.compensation.unwrap().has_happened(Action::RefundFees));
        assert_eq!(record.escrow(), FEE, "the money is still there");
        // It leaves the pot with the record.
        let before = money();
        Timestamp::set_timestamp(record.request.deadline + RETENTION);
        let remove = || with_storage_layer(|| Migration::remove(by(carrier()), saga));
        assert_noop!(remove(), DispatchError::Other("money"));
        set_broken("money", false);
        assert_ok!(remove());
        assert_eq!(moved(&before), [("pot", -(FEE as i128)), ("treasury", FEE as i128)]);
        assert_eq!(crate::Escrowed::<Test>::iter().count(), 0);
    });
}

#[test]
fn retrying_is_for_what_is_being_taken_back() {
    test(|| {
        let saga = under_way(1);
        assert_noop!(Migration::retry_compensation(by(carrier()), saga), Error::NotCompensating);
        assert_noop!(Migration::retry_compensation(RuntimeOrigin::root(), saga), DispatchError::BadOrigin);
        assert_noop!(Migration::retry_compensation(by(carrier()), Digest([1; 32])), Error::NotFound);
        assert_noop!(
            Migration::waive(RuntimeOrigin::root(), saga, Action::RefundFees),
            Error::NotCompensating
        );
    });
}

#[test]
fn compliance_lost_in_transit_takes_everything_back_where_the_corridor_asks_for_it() {
    test(|| {
        let saga = under_way(1);
        let asset = record(&saga).request.asset;
        block_after(DAY);
        assert_eq!(state(&saga), State::Transit, "it was looked at, and passes");
        cell(asset, difc(), Domain::Aml, ComplianceState::NonCompliant, None);
        block_after(DAY - 1_000);
        assert_eq!(state(&saga), State::Transit, "not before its interval");
        block_after(1_000);
        assert_eq!(state(&saga), State::Compensated);
        assert_eq!(record(&saga).compensation.unwrap().cause, Cause::ComplianceLost);
    });
}

#[test]
fn where_the_start_and_the_end_are_enough_it_waits_to_pass_again() {
    test(|| {
        set_interval(None);
        let saga = under_way(1);
        let asset = record(&saga).request.asset;
        cell(asset, difc(), Domain::Aml, ComplianceState::Expired, None);
        block_after(2 * DAY);
        assert_eq!(state(&saga), State::Transit);
        prepare(&saga);
        block_after(1_000);
        assert_eq!(state(&saga), State::DestinationVerification);
        pass(asset, difc());
        // The poll finds it.
        block_after(HOUR);
        assert_eq!(state(&saga), State::DestinationUnlock);
    });
}

#[test]
fn the_deadline_takes_back_whatever_is_not_decided_and_nothing_that_is() {
    test(|| {
        let decided = decided(1);
        let under_way = under_way(2);
        govern(|parameters| parameters.timeouts.transit = 60 * DAY);
        block_after(30 * DAY + 1);
        assert_eq!(state(&under_way), State::Compensated);
        assert_eq!(record(&under_way).compensation.unwrap().cause, Cause::DeadlinePassed);
        assert_eq!(state(&decided), State::DestinationUnlock);
        commit(&decided);
        block_after(1_000);
        assert_eq!(state(&decided), State::Completed);
    });
}
