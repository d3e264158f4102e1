use crate::{mock::*, Admitted, Error, Event};
use msez_test_support::assert_last_event;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::traits::BadOrigin,
};

#[test]
fn a_retired_validator_is_out_two_sessions_later_and_may_come_back() {
    test(|| {
        assert_ok!(Validators::retire(RuntimeOrigin::signed(4)));
        assert_last_event::<Test>(Event::Retired { who: 4 });
        assert_noop!(Validators::retire(RuntimeOrigin::signed(4)), Error::<Test>::NotEnlisted);
        next_sessions(2);
        assert_eq!(set(), vec![1, 2, 3]);
        assert!(Admitted::<Test>::contains_key(4));
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(4)));
        next_sessions(2);
        assert_eq!(set(), vec![1, 2, 3, 4]);
    })
}

#[test]
fn one_who_changes_his_mind_in_time_never_leaves() {
    test(|| {
        assert_ok!(Validators::retire(RuntimeOrigin::signed(4)));
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(4)));
        next_sessions(3);
        assert_eq!(set(), vec![1, 2, 3, 4]);
    })
}

#[test]
fn the_set_does_not_fall_below_its_minimum() {
    test(|| {
        assert_ok!(Validators::retire(RuntimeOrigin::signed(4)));
        assert_ok!(Validators::retire(RuntimeOrigin::signed(3)));
        assert_noop!(Validators::retire(RuntimeOrigin::signed(2)), Error::<Test>::TooFewValidators);
        next_sessions(2);
        assert_eq!(set(), vec![1, 2]);
    })
}

#[test]
fn only_a_candidate_retires() {
    test(|| {
        assert_noop!(Validators::retire(RuntimeOrigin::signed(5)), Error::<Test>::NotEnlisted);
        assert_noop!(Validators::retire(RuntimeOrigin::root()), BadOrigin);
        assert_noop!(Validators::retire(RuntimeOrigin::none()), BadOrigin);
    })
}
