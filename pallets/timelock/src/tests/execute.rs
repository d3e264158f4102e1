use crate::{mock::*, Error, Event, Executing, Stage, WeightInfo};
use codec::Encode;
use msez_core::Digest;
use msez_traits::LockClass;
use polkadot_sdk::{
    frame_support::{
        assert_noop, assert_ok,
        dispatch::{DispatchErrorWithPostInfo, GetDispatchInfo, Pays},
        weights::Weight,
    },
    frame_system, pallet_utility, sp_io,
    sp_runtime::{
        traits::{BadOrigin, Dispatchable},
        DispatchError, TokenError,
    },
};

/// Why it was refused, without what it weighed.
fn refusal(id: u64, call: &RuntimeCall) -> Result<(), DispatchError> {
    execute(id, call).map(|_| ()).map_err(|fault| fault.error)
}

#[test]
fn what_was_announced_is_carried_out_in_the_announcers_name() {
    test(|| {
        let call = pay(BOB, 500);
        let id = announced(Some(ALICE), &call);
        after(168 * HOUR);
        assert_eq!(Timelock::stage(id), Some(Stage::Due));
        events();
        assert_ok!(execute(id, &call));
        assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - 500);
        assert_eq!(Balances::free_balance(BOB), ENDOWMENT + 500);
        assert_eq!(held(ALICE), 0);
        let hash = Digest(sp_io::hashing::blake2_256(&call.encode()));
        let class = LockClass::Withdrawal;
        assert_eq!(
            events(),
            [Event::Executed { id, announcer: Some(ALICE), class, by: CARRIER, call: hash }]
        );
        assert_eq!(Timelock::stage(id), Some(Stage::Closed));
    })
}

#[test]
fn nothing_is_carried_out_twice() {
    test(|| {
        let call = pay(BOB, 500);
        let id = announced(Some(ALICE), &call);
        after(168 * HOUR);
        assert_ok!(execute(id, &call));
        assert_noop!(refusal(id, &call), Error::<Test>::AlreadyClosed);
        // The same commitment under another id waits anew.
        let again = announced(Some(ALICE), &call);
        assert_noop!(refusal(again, &call), Error::<Test>::NotDue);
    })
}

#[test]
fn the_window_begins_with_the_delay_and_both_ends_belong_to_it() {
    test(|| {
        let call = pay(BOB, 1);
        let first = announced(Some(ALICE), &call);
        let last = announced(Some(BOB), &pay(ALICE, 1));
        let late = announced(Some(BOB), &pay(ALICE, 1));
        after(168 * HOUR - 1);
        assert_noop!(refusal(first, &call), Error::<Test>::NotDue);
        after(1);
        assert_ok!(execute(first, &call));
        after(WINDOW);
        assert_ok!(execute(last, &pay(ALICE, 1)));
        after(1);
        assert_eq!(Timelock::stage(late), Some(Stage::Expired));
        assert_noop!(refusal(late, &pay(ALICE, 1)), Error::<Test>::Expired);
    })
}

#[test]
fn another_call_salt_announcer_or_class_is_not_what_was_announced() {
    test(|| {
        let call = pay(BOB, 1);
        let id = announced(Some(ALICE), &call);
        // Bob copies what he saw: the commitment is Alice's all the same.
        let copied = crate::NextId::<Test>::get();
        let seen = Timelock::announcement(id).unwrap().commitment;
        assert_ok!(Timelock::announce(RuntimeOrigin::signed(BOB), LockClass::Withdrawal, seen));
        after(168 * HOUR);
        let differs = Error::<Test>::CommitmentDiffers;
        assert_noop!(refusal(id, &pay(BOB, 2)), differs);
        assert_noop!(refusal(copied, &call), Error::<Test>::CommitmentDiffers);
        let other_salt =
            Timelock::execute(RuntimeOrigin::signed(CARRIER), id, Box::new(call.clone()), [8; 32]);
        assert_eq!(other_salt.unwrap_err().error, Error::<Test>::CommitmentDiffers.into());
        assert_ok!(execute(id, &call));
    })
}

#[test]
fn a_call_waits_under_its_own_class_only() {
    test(|| {
        let call = pay(BOB, 1);
        let id = announced_as(Some(ALICE), LockClass::Migration, &call);
        let longer = announced_as(None, LockClass::Withdrawal, &turn(1));
        after(168 * HOUR);
        assert_noop!(refusal(longer, &turn(1)), Error::<Test>::ClassDiffers);
        assert_eq!(refusal(id, &call), Err(Error::<Test>::Expired.into()));
        let id = announced_as(Some(ALICE), LockClass::Migration, &call);
        after(24 * HOUR);
        assert_noop!(refusal(id, &call), Error::<Test>::ClassDiffers);
    })
}

#[test]
fn a_call_without_a_class_and_a_batch_of_several_cannot_be_carried_out() {
    test(|| {
        let event = RuntimeCall::System(frame_system::Call::remark_with_event { remark: vec![1] });
        let mixed =
            RuntimeCall::Utility(pallet_utility::Call::batch_all { calls: vec![turn(1), pay(BOB, 1)] });
        for call in [event, mixed] {
            let id = announced_as(Some(ALICE), LockClass::Withdrawal, &call);
            after(168 * HOUR);
            assert_noop!(refusal(id, &call), Error::<Test>::NotLockable);
        }
    })
}

#[test]
fn a_batch_of_one_class_is_carried_out_as_one() {
    test(|| {
        let calls = vec![pay(BOB, 1), pay(CARRIER, 2)];
        let call = RuntimeCall::Utility(pallet_utility::Call::batch_all { calls });
        let id = announced(Some(ALICE), &call);
        after(168 * HOUR);
        assert_ok!(execute(id, &call));
        assert_eq!(Balances::free_balance(ALICE), ENDOWMENT - 3);
    })
}

#[test]
fn a_call_that_fails_can_be_tried_again_in_the_window() {
    test(|| {
        let call = pay(BOB, ENDOWMENT + 500);
        let id = announced(Some(ALICE), &call);
        after(168 * HOUR);
        assert_noop!(refusal(id, &call), TokenError::FundsUnavailable);
        assert_eq!(Timelock::stage(id), Some(Stage::Due));
        assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(CARRIER), ALICE, 1_000));
        assert_ok!(execute(id, &call));
        assert_eq!(Timelock::stage(id), Some(Stage::Closed));
    })
}

#[test]
fn the_filter_of_the_runtime_applies() {
    test(|| {
        let call = pay(BOB, 1);
        let id = announced(Some(ALICE), &call);
        after(168 * HOUR);
        Closed::set(true);
        assert_noop!(refusal(id, &call), frame_system::Error::<Test>::CallFiltered);
        Closed::set(false);
        assert_ok!(execute(id, &call));
    })
}

#[test]
fn an_operation_that_is_carried_out_carries_out_no_other() {
    test(|| {
        let inner = pay(BOB, 1);
        let first = announced(Some(ALICE), &inner);
        after(150 * HOUR);
        let outer = RuntimeCall::Timelock(crate::Call::execute {
            id: first,
            call: Box::new(inner.clone()),
            salt: SALT,
        });
        let second = announced(Some(BOB), &outer);
        after(24 * HOUR);
        assert_noop!(refusal(second, &outer), Error::<Test>::AlreadyExecuting);
        assert_ok!(execute(first, &inner));
    })
}

#[test]
fn an_operation_can_announce_the_next() {
    test(|| {
        let class = LockClass::Withdrawal;
        let announce = RuntimeCall::Timelock(crate::Call::announce {
            class,
            commitment: commitment(Some(ALICE), class, &pay(BOB, 1)),
        });
        for _ in 1..MOST {
            announced(Some(ALICE), &pay(BOB, 1));
        }
        // Its own place is free by then.
        let id = announced(Some(ALICE), &announce);
        after(24 * HOUR);
        assert_ok!(execute(id, &announce));
        assert_eq!(Timelock::announced_by(Some(ALICE)), [0, 1, 3]);
    })
}

#[test]
fn governances_announcement_is_carried_out_with_its_power() {
    test(|| {
        let id = announced(None, &turn(5));
        after(72 * HOUR);
        events();
        assert_ok!(execute(id, &turn(5)));
        assert_eq!(knob::Value::<Test>::get(), 5);
        let Some(Event::Executed { announcer: None, by: CARRIER, .. }) = events().pop() else {
            panic!("it was carried out for governance");
        };
    })
}

#[test]
fn anybody_with_an_account_reveals_and_nobody_else() {
    test(|| {
        let call = pay(BOB, 1);
        let id = announced(Some(ALICE), &call);
        after(168 * HOUR);
        for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
            let fault = Timelock::execute(origin, id, Box::new(call.clone()), SALT).unwrap_err();
            assert_eq!(fault.error, BadOrigin.into());
        }
        assert_ok!(Timelock::execute(RuntimeOrigin::signed(NOBODY), id, Box::new(call), SALT));
    })
}

#[test]
fn nothing_was_announced_under_an_unknown_id() {
    test(|| {
        assert_noop!(refusal(0, &pay(BOB, 1)), Error::<Test>::NotFound);
    })
}

#[test]
fn it_weighs_what_the_call_weighs_and_the_revealing() {
    test(|| {
        let oil = |fails| RuntimeCall::Knob(knob::Call::oil { fails });
        let own = |call: &RuntimeCall| <() as WeightInfo>::execute(call.encoded_size() as u32);
        let outer = |id, call: &RuntimeCall| {
            RuntimeCall::from(crate::Call::execute { id, call: Box::new(call.clone()), salt: SALT })
        };
        let (good, bad) = (announced(None, &oil(false)), announced(None, &oil(true)));
        assert_eq!(
            outer(good, &oil(false)).get_dispatch_info().call_weight,
            own(&oil(false)) + Weight::from_parts(9_000, 90)
        );

        let early = execute(good, &oil(false)).unwrap_err();
        assert_eq!(early.post_info.actual_weight, Some(own(&oil(false))));

        after(72 * HOUR);
        let used = Weight::from_parts(1_000, 10);
        let done = outer(good, &oil(false)).dispatch(RuntimeOrigin::signed(CARRIER)).unwrap();
        assert_eq!(done.actual_weight, Some(own(&oil(false)) + used));
        assert_eq!(done.pays_fee, Pays::Yes);
        let DispatchErrorWithPostInfo { post_info, error } =
            outer(bad, &oil(true)).dispatch(RuntimeOrigin::signed(CARRIER)).unwrap_err();
        assert_eq!(post_info.actual_weight, Some(own(&oil(true)) + used));
        assert_eq!(error, knob::Error::<Test>::Stuck.into());
        assert!(!Executing::<Test>::exists());
    })
}
