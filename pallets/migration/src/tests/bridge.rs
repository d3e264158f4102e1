//! The way forward, and what the bridge tells.

use crate::{mock::*, Error as E, Event as Ev};
use msez_core::{ComplianceState, Domain};
use msez_saga::{State, HOUR};
use polkadot_sdk::frame_support::assert_noop;

type Error = E<Test>;
type Event = Ev<Test>;

#[test]
fn an_asset_crosses_completely() {
    test(|| {
        let before = money();
        let saga = under_way(1);
        let asset = record(&saga).request.asset;
        prepare(&saga);
        assert_eq!(state(&saga), State::Transit, "nothing happens inside of the bridge's own call");
        block_after(1_000);
        assert_eq!(state(&saga), State::DestinationUnlock);
        commit(&saga);
        block_after(1_000);
        assert_eq!(state(&saga), State::Completed);
        let (record, after) = (record(&saga), the(asset));
        assert_eq!((after.home, after.held_by, after.is_moving), (aifc(), None, false));
        assert_eq!(moved(&before), [("alice", -(FEE as i128)), ("operator", FEE as i128)]);
        assert_eq!(record.transitions.len(), 7);
        let evidence = record.evidence.unwrap();
        msez_test_support::assert_last_event::<Test>(Event::Ended {
            saga,
            asset,
            state: State::Completed,
            evidence,
        });
    });
}

#[test]
fn after_the_decision_it_goes_only_forward_whatever_becomes_of_compliance() {
    test(|| {
        let saga = decided(1);
        let asset = record(&saga).request.asset;
        for place in [difc(), aifc()] {
            cell(asset, place, Domain::Kyc, ComplianceState::NonCompliant, None);
        }
        block_after(60 * DAY);
        assert_eq!(state(&saga), State::DestinationUnlock);
        assert_noop!(Migration::cancel(by(alice()), saga), Error::NotCancellable);
        commit(&saga);
        events();
        block_after(1_000);
        assert_eq!(state(&saga), State::Completed);
        assert!(events().contains(&Event::Arrived { saga, asset, home: aifc(), passes: false }));
    });
}

#[test]
fn who_is_late_after_the_decision_is_pursued_with_a_longer_wait_each_time() {
    test(|| {
        let saga = decided(1);
        events();
        block_after(2 * HOUR);
        let escalated = |tries| Event::Escalated { saga, state: State::DestinationUnlock, tries };
        assert!(events().contains(&escalated(1)));
        block_after(59_000);
        assert!(events().is_empty());
        block_after(1_000);
        assert!(events().contains(&escalated(2)));
        // And does not make the arrival wait.
        commit(&saga);
        block_after(1_000);
        assert_eq!(state(&saga), State::Completed);
    });
}

#[test]
fn notices_that_come_twice_late_or_from_elsewhere_change_nothing() {
    test(|| {
        let saga = under_way(1);
        foreign_notice(&saga);
        block_after(1_000);
        assert_eq!(state(&saga), State::Transit);
        prepare(&saga);
        prepare(&saga);
        block_after(1_000);
        assert_eq!(state(&saga), State::DestinationUnlock);
        overdue(&saga);
        block_after(1_000);
        assert_eq!(state(&saga), State::DestinationUnlock);
        commit(&saga);
        block_after(1_000);
        overdue(&saga);
        block_after(1_000);
        assert_eq!(state(&saga), State::Completed);
    });
}

#[test]
fn a_bridge_that_asks_for_more_than_was_allowed_does_not_get_it() {
    test(|| {
        set_surcharge(10_000);
        let before = money();
        let saga = start(&request(asset(1)));
        assert_eq!(state(&saga), State::SourceLock);
        assert_eq!(moved(&before), [("alice", -(FEE as i128)), ("pot", FEE as i128)]);
        set_surcharge(1_000);
        block_after(HOUR);
        assert_eq!(state(&saga), State::Transit);
        assert_eq!(record(&saga).fees.carried, FEE + 1_000);
    });
}

#[test]
fn a_transfer_that_cannot_be_opened_is_tried_again() {
    test(|| {
        let saga = locked(1);
        assert_eq!(the(record(&saga).request.asset).held_by, Some(saga));
        assert!(!the(record(&saga).request.asset).is_moving);
        block_after(HOUR);
        assert_eq!(state(&saga), State::Transit);
    });
}

#[test]
fn there_is_time_to_prepare_to_look_and_to_decide() {
    test(|| {
        let saga = under_way(1);
        let kept = transfer(&saga);
        assert_eq!(kept.prepare_by, now() + 72 * HOUR);
        assert_eq!(kept.commit_by, now() + 96 * HOUR);
        // Where there is little, a quarter of it.
        let close = msez_saga::Request { deadline: now() + 73 * HOUR, ..request(asset(2)) };
        let kept = transfer(&start(&close));
        assert_eq!(kept.commit_by, close.deadline);
        assert!(kept.prepare_by > now() && kept.prepare_by + 18 * HOUR <= kept.commit_by);
    });
}

#[test]
fn a_halt_that_waits_stops_the_departure() {
    test(|| {
        let saga = locked(1);
        change(record(&saga).request.asset, |asset| asset.is_halted = true);
        block_after(HOUR);
        assert_eq!(state(&saga), State::SourceLock);
        assert!(events().iter().any(|event| matches!(event, Event::Failed { .. })));
        block_after(2 * HOUR);
        assert_eq!(state(&saga), State::Compensated);
    });
}
