use crate::{mock::*, Error as E, Held, HoldReason, Pledges, Sagas};
use msez_core::Digest;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold},
    sp_runtime::DispatchError,
};

type Error = E<Test>;

fn held() -> Balance {
    Balances::balance_on_hold(&HoldReason::Saga.into(), &alice())
}

#[test]
fn the_record_stays_past_the_deadline_and_its_deposit_with_it() {
    test(|| {
        let saga = gathering(1);
        assert_noop!(Migration::remove(by(carrier()), saga), Error::NotEnded);
        assert_ok!(Migration::cancel(by(alice()), saga));
        assert_eq!(held(), Migration::deposit());
        assert_noop!(Migration::remove(by(carrier()), saga), Error::RetentionNotOver);
        // Retention is over; the deadline, on that very moment, is not.
        Timestamp::set_timestamp(now() + RETENTION);
        assert_noop!(Migration::remove(by(carrier()), saga), Error::RetentionNotOver);
        Timestamp::set_timestamp(now() + 1);
        assert_noop!(Migration::remove(RuntimeOrigin::root(), saga), DispatchError::BadOrigin);
        let request = Migration::saga(saga).unwrap().saga.request;
        assert_ok!(Migration::remove(by(carrier()), saga));
        assert_eq!((held(), Sagas::<Test>::iter().count()), (0, 0));
        assert_eq!((Held::<Test>::iter().count(), Pledges::<Test>::iter().count()), (0, 0));
        assert_noop!(Migration::remove(by(carrier()), saga), Error::NotFound);
        // What it asked for cannot be asked for again.
        assert_noop!(Migration::start(by(alice()), request, none()), Error::DeadlineTooShort);
        assert_noop!(Migration::remove(by(carrier()), Digest([1; 32])), Error::NotFound);
    });
}
