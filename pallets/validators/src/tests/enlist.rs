use crate::{mock::*, Candidates, Error, Event};
use msez_test_support::assert_last_event;
use msez_traits::Role;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::traits::BadOrigin,
};

#[test]
fn an_admitted_bonded_account_with_keys_validates_two_sessions_later() {
    test(|| {
        prepare(5);
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(5)));
        assert_last_event::<Test>(Event::Enlisted { who: 5 });
        next_session();
        assert_eq!(set(), vec![1, 2, 3, 4]);
        next_session();
        assert_eq!(set(), vec![1, 2, 3, 4, 5]);
    })
}

#[test]
fn each_condition_is_needed() {
    test(|| {
        let enlist = || Validators::enlist(RuntimeOrigin::signed(5));
        assert_noop!(enlist(), Error::<Test>::NotAdmitted);
        assert_ok!(Validators::admit(RuntimeOrigin::root(), 5));
        assert_noop!(enlist(), Error::<Test>::BondTooLow);
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(5), Role::Watcher, BOND));
        assert_noop!(enlist(), Error::<Test>::BondTooLow);
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(5), Role::Validator, MINIMUM));
        assert_noop!(enlist(), Error::<Test>::KeysNotSet);
        assert_ok!(set_keys(5, 5));
        MinBond::set(MINIMUM + 1);
        assert_noop!(enlist(), Error::<Test>::BondTooLow);
        MinBond::set(MINIMUM);
        assert_ok!(enlist());
        assert_noop!(enlist(), Error::<Test>::AlreadyEnlisted);
    })
}

#[test]
fn what_is_unbonding_does_not_count() {
    test(|| {
        prepare(5);
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(5), Role::Validator, BOND));
        assert_noop!(Validators::enlist(RuntimeOrigin::signed(5)), Error::<Test>::BondTooLow);
    })
}

#[test]
fn the_set_is_bounded() {
    test(|| {
        (5..=7).for_each(prepare);
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(5)));
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(6)));
        assert_noop!(Validators::enlist(RuntimeOrigin::signed(7)), Error::<Test>::TooManyValidators);
        assert_eq!(Candidates::<Test>::get().into_inner(), vec![1, 2, 3, 4, 5, 6]);
    })
}

#[test]
fn only_a_signed_origin_enlists() {
    test(|| {
        assert_noop!(Validators::enlist(RuntimeOrigin::root()), BadOrigin);
        assert_noop!(Validators::enlist(RuntimeOrigin::none()), BadOrigin);
    })
}
