use crate::{mock::*, Error, Event};
use msez_test_support::assert_last_event;
use msez_traits::{Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::traits::BadOrigin,
};

#[test]
fn a_dismissed_validator_is_out_two_sessions_later() {
    test(|| {
        assert_ok!(Validators::dismiss(RuntimeOrigin::root(), 2));
        assert_last_event::<Test>(Event::Dismissed { who: 2 });
        next_session();
        assert_eq!(set(), vec![1, 2, 3, 4]);
        next_session();
        assert_eq!(set(), vec![1, 3, 4]);
        // His bond is his own, after the delay.
        assert_eq!(Bonds::active(Role::Validator, &2), BOND);
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(2), Role::Validator, BOND));
        assert_noop!(Validators::enlist(RuntimeOrigin::signed(2)), Error::<Test>::NotAdmitted);
    })
}

#[test]
fn an_admitted_account_that_does_not_validate_can_be_dismissed_from_a_minimal_set() {
    test(|| {
        MinValidators::set(4);
        assert_ok!(Validators::admit(RuntimeOrigin::root(), 5));
        assert_ok!(Validators::dismiss(RuntimeOrigin::root(), 5));
        assert_noop!(Validators::dismiss(RuntimeOrigin::root(), 5), Error::<Test>::NotAdmitted);
    })
}

#[test]
fn the_set_does_not_fall_below_its_minimum() {
    test(|| {
        MinValidators::set(4);
        assert_noop!(Validators::dismiss(RuntimeOrigin::root(), 2), Error::<Test>::TooFewValidators);
    });
    test_with(1, || {
        MinValidators::set(0);
        assert_noop!(Validators::dismiss(RuntimeOrigin::root(), 1), Error::<Test>::TooFewValidators);
    })
}

#[test]
fn only_governance_dismisses() {
    test(|| {
        assert_noop!(Validators::dismiss(RuntimeOrigin::signed(2), 2), BadOrigin);
        assert_noop!(Validators::dismiss(RuntimeOrigin::none(), 2), BadOrigin);
        assert_noop!(Validators::dismiss(RuntimeOrigin::root(), 5), Error::<Test>::NotAdmitted);
    })
}
