use crate::{mock::*, Announcement, Error, Event, Stage};
use msez_core::Digest;
use msez_traits::{LockClass, TimeLocks};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    frame_system::RawOrigin,
    sp_runtime::{traits::BadOrigin, TokenError},
};

const COMMITMENT: Digest = Digest([5; 32]);

#[test]
fn an_announcement_waits_as_long_as_its_class_asks() {
    test(|| {
        for (id, class, hours) in [
            (0, LockClass::Withdrawal, 168),
            (1, LockClass::ParameterChange, 72),
            (2, LockClass::Migration, 24),
        ] {
            assert_eq!(<Timelock as TimeLocks>::delay(class), hours * HOUR);
            assert_ok!(Timelock::announce(RuntimeOrigin::signed(ALICE), class, COMMITMENT));
            let (from, until) = (START + hours * HOUR, START + hours * HOUR + WINDOW);
            let deposit = Timelock::deposit();
            assert_eq!(
                Timelock::announcement(id),
                Some(Announcement {
                    caller: OriginCaller::system(RawOrigin::Signed(ALICE)),
                    class,
                    commitment: COMMITMENT,
                    from,
                    until,
                    deposit,
                })
            );
            let announcer = Some(ALICE);
            let event =
                Event::Announced { id, announcer, class, commitment: COMMITMENT, from, until, deposit };
            assert_eq!(events().last(), Some(&event));
            assert_eq!(Timelock::stage(id), Some(Stage::Waiting));
        }
        assert_eq!(Timelock::announced_by(Some(ALICE)), [0, 1, 2]);
        assert!(Timelock::announced_by(Some(BOB)).is_empty());
        assert_eq!(<Timelock as TimeLocks>::window(), WINDOW);
        assert_eq!(Timelock::terms().1, WINDOW);
    })
}

#[test]
fn the_deposit_of_each_announcement_is_held_from_its_announcer() {
    test(|| {
        let deposit = Timelock::deposit();
        // Three entries, by the byte.
        assert!(deposit > 3 * PerEntry::get());
        announced(Some(ALICE), &pay(BOB, 1));
        assert_eq!((held(ALICE), held(BOB)), (deposit, 0));
        announced(Some(ALICE), &pay(BOB, 2));
        assert_eq!(held(ALICE), 2 * deposit);
    })
}

#[test]
fn governance_announces_without_a_deposit() {
    test(|| {
        let id = announced(None, &turn(1));
        let announcement = Timelock::announcement(id).unwrap();
        assert_eq!((announcement.deposit, announcement.announcer::<AccountId>()), (0, None));
        assert_eq!(Timelock::announced_by(None), [id]);
    })
}

#[test]
fn who_cannot_pay_the_deposit_announces_nothing() {
    test(|| {
        assert_noop!(
            Timelock::announce(RuntimeOrigin::signed(NOBODY), LockClass::Migration, COMMITMENT),
            TokenError::FundsUnavailable
        );
    })
}

#[test]
fn an_unsigned_announcement_is_refused() {
    test(|| {
        let announce = Timelock::announce(RuntimeOrigin::none(), LockClass::Migration, COMMITMENT);
        assert_eq!(announce, Err(BadOrigin.into()));
        assert_noop!(Timelock::announce(RuntimeOrigin::none(), LockClass::Migration, COMMITMENT), BadOrigin);
    })
}

#[test]
fn nobody_announces_more_than_can_wait_and_nobody_stands_in_anothers_way() {
    test(|| {
        for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::root(), RuntimeOrigin::signed(BOB)] {
            for _ in 0..MOST {
                assert_ok!(Timelock::announce(origin.clone(), LockClass::Migration, COMMITMENT));
            }
            assert_noop!(
                Timelock::announce(origin, LockClass::Migration, COMMITMENT),
                Error::<Test>::TooManyAnnouncements
            );
        }
        assert_ok!(Timelock::cancel(RuntimeOrigin::signed(ALICE), 0));
        assert_ok!(Timelock::announce(RuntimeOrigin::signed(ALICE), LockClass::Migration, COMMITMENT));
    })
}

#[test]
fn the_last_id_is_not_given_out() {
    test(|| {
        crate::NextId::<Test>::put(u64::MAX);
        assert_noop!(
            Timelock::announce(RuntimeOrigin::signed(ALICE), LockClass::Migration, COMMITMENT),
            Error::<Test>::Overflow
        );
    })
}
