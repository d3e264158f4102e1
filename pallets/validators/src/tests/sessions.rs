use crate::{mock::*, Candidates, Event};
use msez_test_support::{assert_event, events_of};
use polkadot_sdk::frame_support::assert_ok;

fn queued() -> usize {
    events_of::<Test, pallet_session::Event<Test>>()
        .iter()
        .filter(|event| matches!(event, pallet_session::Event::NewQueued))
        .count()
}

#[test]
fn a_set_that_stays_is_not_planned_again() {
    test(|| {
        next_sessions(5);
        // GRANDPA would otherwise change its set in every session.
        assert_eq!(queued(), 0);
        assert_eq!(set(), vec![1, 2, 3, 4]);
    })
}

#[test]
fn a_change_is_planned_once() {
    test(|| {
        assert_ok!(Validators::retire(RuntimeOrigin::signed(1)));
        next_sessions(5);
        assert_eq!(queued(), 1);
        assert_event::<Test>(Event::SetPlanned { session: 2, validators: 3 });
    })
}

#[test]
fn every_session_has_a_root() {
    test(|| {
        next_sessions(3);
        (0..=4).for_each(|session| assert!(Historical::historical_root(session).is_some()));
    })
}

#[test]
fn roots_are_forgotten_with_the_evidence_they_would_prove() {
    test(|| {
        next_sessions(ACCOUNTABLE);
        assert!(Historical::historical_root(0).is_some());
        next_session();
        assert!(Historical::historical_root(0).is_none());
        assert!(Historical::historical_root(1).is_some());
        next_sessions(10);
        let oldest = Session::current_index() - ACCOUNTABLE;
        assert!(Historical::historical_root(oldest - 1).is_none());
        assert!(Historical::historical_root(oldest).is_some());
    })
}

#[test]
fn a_raised_minimum_bond_dismisses_nobody() {
    test(|| {
        MinBond::set(BOND + 1);
        next_sessions(3);
        assert_eq!(set(), vec![1, 2, 3, 4]);
        assert_eq!(Candidates::<Test>::get().len(), 4);
    })
}

#[test]
fn many_changes_at_once_end_in_the_set_that_was_meant() {
    test(|| {
        (5..=6).for_each(prepare);
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(6)));
        assert_ok!(Validators::retire(RuntimeOrigin::signed(2)));
        assert_ok!(Validators::dismiss(RuntimeOrigin::root(), 3));
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(5)));
        next_sessions(2);
        assert_eq!(set(), vec![1, 4, 6, 5]);
    })
}
