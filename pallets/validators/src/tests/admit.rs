use crate::{mock::*, Admitted, Error, Event};
use msez_test_support::assert_last_event;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::traits::BadOrigin,
};

#[test]
fn governance_admits() {
    test(|| {
        assert_ok!(Validators::admit(RuntimeOrigin::root(), 5));
        assert_last_event::<Test>(Event::Admitted { who: 5 });
        assert!(Admitted::<Test>::contains_key(5));
        assert_noop!(Validators::admit(RuntimeOrigin::root(), 5), Error::<Test>::AlreadyAdmitted);
    })
}

#[test]
fn nobody_else_admits() {
    test(|| {
        assert_noop!(Validators::admit(RuntimeOrigin::signed(1), 5), BadOrigin);
        assert_noop!(Validators::admit(RuntimeOrigin::none(), 5), BadOrigin);
    })
}

#[test]
fn admissions_are_bounded() {
    test(|| {
        for who in 5..=8 {
            assert_ok!(Validators::admit(RuntimeOrigin::root(), who));
        }
        assert_noop!(Validators::admit(RuntimeOrigin::root(), 9), Error::<Test>::TooManyAdmitted);
        assert_ok!(Validators::dismiss(RuntimeOrigin::root(), 8));
        assert_ok!(Validators::admit(RuntimeOrigin::root(), 9));
    })
}
