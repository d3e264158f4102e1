use crate::mock::*;
use msez_traits::LockClass;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    pallet_utility,
    sp_runtime::{
        traits::{BadOrigin, Dispatchable},
        DispatchError,
    },
};

fn value() -> u32 {
    knob::Value::<Test>::get()
}

#[test]
fn governance_itself_cannot_do_without_waiting() {
    test(|| {
        assert_noop!(Knob::turn(RuntimeOrigin::root(), 1), BadOrigin);
        let id = announced(None, &turn(1));
        after(72 * HOUR);
        assert_noop!(Knob::turn(RuntimeOrigin::root(), 1), BadOrigin);
        assert_ok!(execute(id, &turn(1)));
        assert_eq!(value(), 1);
        assert_noop!(Knob::turn(RuntimeOrigin::root(), 2), BadOrigin);
    })
}

#[test]
fn having_waited_replaces_no_power() {
    test(|| {
        let id = announced(Some(ALICE), &turn(1));
        after(72 * HOUR);
        assert_eq!(execute(id, &turn(1)).unwrap_err().error, BadOrigin.into());
    })
}

#[test]
fn a_batch_that_waited_does_for_each_of_its_calls() {
    test(|| {
        let call = RuntimeCall::Utility(pallet_utility::Call::batch_all { calls: vec![turn(1), turn(2)] });
        let id = announced(None, &call);
        after(72 * HOUR);
        assert_ok!(execute(id, &call));
        assert_eq!(value(), 2);
    })
}

#[test]
fn who_waited_lends_his_wait_to_nobody() {
    test(|| {
        // As if Alice's operation made the council act.
        crate::Executing::<Test>::put((
            LockClass::Withdrawal,
            OriginCaller::system(polkadot_sdk::frame_system::RawOrigin::Signed(ALICE)),
        ));
        assert_noop!(Knob::turn(RuntimeOrigin::root(), 1), BadOrigin);
        crate::Executing::<Test>::kill();
    })
}

#[test]
fn a_shorter_wait_is_not_enough_and_a_longer_one_is() {
    test(|| {
        let root = OriginCaller::system(polkadot_sdk::frame_system::RawOrigin::Root);
        for (class, enough) in
            [(LockClass::Migration, false), (LockClass::ParameterChange, true), (LockClass::Withdrawal, true)]
        {
            crate::Executing::<Test>::put((class, &root));
            let turned: Result<(), DispatchError> =
                turn(7).dispatch(RuntimeOrigin::root()).map(|_| ()).map_err(|fault| fault.error);
            assert_eq!(turned.is_ok(), enough, "{class:?}");
        }
        crate::Executing::<Test>::kill();
    })
}
