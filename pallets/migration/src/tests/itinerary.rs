use crate::{mock::*, Error as E, Itineraries, Itinerary};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, storage::with_storage_layer, traits::fungible::InspectHold},
    sp_runtime::DispatchError,
};

type Error = E<Test>;

pub fn itinerary() -> Itinerary<AccountId> {
    Itinerary {
        target: aifc(),
        path: vec![direct()].try_into().unwrap(),
        value: msez_core::Usd::dollars(1),
        max_fee: 5_000,
        currency: None,
        payer: alice(),
        duration: 20 * DAY,
        arbiter: None,
        until: now() + DAY,
        held: Default::default(),
    }
}

fn held() -> Balance {
    Balances::balance_on_hold(&crate::HoldReason::Itinerary.into(), &alice())
}

#[test]
fn controllers_lay_down_where_a_program_may_move_the_asset_and_take_it_back() {
    test(|| {
        let id = asset(1);
        assert_ok!(Migration::set_itinerary(by(alice()), id, 7, itinerary()));
        assert_eq!(Migration::itinerary(id), Some(itinerary()));
        let deposit = held();
        assert_eq!(deposit, Migration::itinerary_deposit());
        // A newer one takes its place.
        let other = Itinerary { max_fee: 6_000, ..itinerary() };
        assert_ok!(Migration::set_itinerary(by(alice()), id, 7, other));
        assert_eq!(held(), deposit);
        assert_noop!(Migration::clear_itinerary(by(carrier()), id), Error::NotAuthorized);
        assert_ok!(Migration::clear_itinerary(by(alice()), id));
        assert_eq!((held(), Itineraries::<Test>::iter().count()), (0, 0));
        assert_noop!(Migration::clear_itinerary(by(alice()), id), Error::NotFound);
    });
}

#[test]
fn who_pays_for_it_takes_it_back_after_giving_the_asset_away() {
    test(|| {
        let id = asset(1);
        assert_ok!(Migration::set_itinerary(by(alice()), id, 7, itinerary()));
        change(id, |asset| asset.controllers = vec![bob()]);
        assert_noop!(Migration::clear_itinerary(by(carrier()), id), Error::NotAuthorized);
        assert_ok!(Migration::clear_itinerary(by(alice()), id));
        assert_eq!(held(), 0);
    });
}

#[test]
fn as_many_agree_as_must_and_the_payer_is_one_of_them() {
    test(|| {
        let id = asset_of(1, vec![alice(), bob(), carrier()], 2);
        assert_ok!(Migration::set_itinerary(by(bob()), id, 7, itinerary()));
        assert_eq!(Migration::itinerary(id), None);
        assert_noop!(
            with_storage_layer(|| Migration::set_itinerary(by(carrier()), id, 7, itinerary())),
            Error::PayerNotController
        );
        assert_ok!(Migration::set_itinerary(by(alice()), id, 7, itinerary()));
        assert_eq!(Migration::itinerary(id), Some(itinerary()));
    });
}

#[test]
fn its_times_have_bounds() {
    test(|| {
        let id = asset(1);
        let refused = |change: fn(&mut Itinerary<AccountId>), error: Error| {
            let mut changed = itinerary();
            change(&mut changed);
            assert_noop!(Migration::set_itinerary(by(alice()), id, 7, changed), error);
        };
        refused(|i| i.until = now(), Error::TimeOutOfBounds);
        refused(|i| i.until = now() + 121 * DAY, Error::TimeOutOfBounds);
        refused(|i| i.duration = 0, Error::TimeOutOfBounds);
        refused(|i| i.duration = 121 * DAY, Error::TimeOutOfBounds);
        refused(|i| i.path = Default::default(), Error::PathNotOpen);
        assert_noop!(Migration::set_itinerary(by(carrier()), id, 7, itinerary()), DispatchError::BadOrigin);
        assert_noop!(
            Migration::set_itinerary(RuntimeOrigin::root(), id, 7, itinerary()),
            DispatchError::BadOrigin
        );
    });
}
