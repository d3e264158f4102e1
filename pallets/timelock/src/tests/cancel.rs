use crate::{mock::*, Error, Event, Stage};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::traits::BadOrigin,
};

fn cancel(who: AccountId, id: u64) -> polkadot_sdk::sp_runtime::DispatchResult {
    Timelock::cancel(RuntimeOrigin::signed(who), id)
}

#[test]
fn who_announced_it_calls_it_off_and_has_the_deposit_back() {
    test(|| {
        let id = announced(Some(ALICE), &pay(BOB, 1));
        events();
        assert_ok!(cancel(ALICE, id));
        assert_eq!(events(), [Event::Cancelled { id, announcer: Some(ALICE) }]);
        assert_eq!(held(ALICE), 0);
        assert_eq!((Timelock::announcement(id), Timelock::stage(id)), (None, Some(Stage::Closed)));
        assert!(Timelock::announced_by(Some(ALICE)).is_empty());
        after(168 * HOUR);
        assert_noop!(execute(id, &pay(BOB, 1)).map_err(|e| e.error), Error::<Test>::AlreadyClosed);
    })
}

#[test]
fn it_can_be_called_off_at_any_stage() {
    test(|| {
        for wait in [0, 168 * HOUR, 168 * HOUR + WINDOW + 1] {
            let id = announced(Some(ALICE), &pay(BOB, 1));
            after(wait);
            assert_ok!(cancel(ALICE, id));
            assert_eq!(held(ALICE), 0);
        }
    })
}

#[test]
fn nobody_calls_off_what_another_announced() {
    test(|| {
        let (own, governed) = (announced(Some(ALICE), &pay(BOB, 1)), announced(None, &turn(1)));
        assert_noop!(cancel(BOB, own), Error::<Test>::NotAuthorized);
        assert_noop!(cancel(ALICE, governed), Error::<Test>::NotAuthorized);
        assert_noop!(Timelock::cancel(RuntimeOrigin::root(), own), Error::<Test>::NotAuthorized);
        assert_noop!(Timelock::cancel(RuntimeOrigin::none(), own), BadOrigin);
        assert_ok!(Timelock::cancel(RuntimeOrigin::root(), governed));
    })
}

#[test]
fn what_was_never_announced_and_what_is_closed_are_told_apart() {
    test(|| {
        assert_noop!(cancel(ALICE, 0), Error::<Test>::NotFound);
        assert_eq!(Timelock::stage(0), None);
        let id = announced(Some(ALICE), &pay(BOB, 1));
        assert_ok!(cancel(ALICE, id));
        assert_noop!(cancel(ALICE, id), Error::<Test>::AlreadyClosed);
        assert_noop!(cancel(ALICE, id + 1), Error::<Test>::NotFound);
    })
}
