use crate::mock::*;
use msez_traits::{Mode, Work};
use polkadot_sdk::{
    frame_support::{assert_ok, traits::Contains},
    frame_system, pallet_balances, pallet_utility,
    sp_runtime::{traits::Dispatchable, DispatchError},
};

fn exit() -> RuntimeCall {
    pallet_balances::Call::burn { value: 1, keep_alive: true }.into()
}

fn goes_on() -> RuntimeCall {
    pallet_balances::Call::transfer_keep_alive { dest: BOB, value: 1 }.into()
}

fn begins() -> RuntimeCall {
    pallet_balances::Call::transfer_allow_death { dest: BOB, value: 1 }.into()
}

fn set(mode: Mode) {
    assert_ok!(OperatingMode::set_mode(RuntimeOrigin::root(), BALANCES, mode));
}

fn dispatch(call: RuntimeCall) -> Result<(), DispatchError> {
    call.dispatch(RuntimeOrigin::signed(ALICE)).map(|_| ()).map_err(|fault| fault.error)
}

const FILTERED: DispatchError = DispatchError::Module(polkadot_sdk::sp_runtime::ModuleError {
    index: 1,
    error: [5, 0, 0, 0],
    message: Some("CallFiltered"),
});

#[test]
fn a_mode_lets_through_what_its_name_says() {
    test(|| {
        for (mode, expected) in [
            (Mode::Red, [true, false, false]),
            (Mode::Amber, [true, true, false]),
            (Mode::Green, [true, true, true]),
        ] {
            set(mode);
            for (call, passes) in [exit(), goes_on(), begins()].into_iter().zip(expected) {
                assert_eq!(OperatingMode::contains(&call), passes, "{mode:?}: {call:?}");
                let expected = if passes { Ok(()) } else { Err(FILTERED) };
                assert_eq!(dispatch(call), expected);
            }
        }
    })
}

#[test]
fn the_mode_of_one_pallet_is_nobody_elses() {
    test(|| {
        assert_ok!(OperatingMode::set_mode(RuntimeOrigin::root(), QUIET, Mode::Red));
        assert_ok!(dispatch(begins()));
        assert!(!OperatingMode::allows(QUIET, Work::New));
        assert!(OperatingMode::allows(BALANCES, Work::New));
    })
}

#[test]
fn what_a_batch_carries_is_asked_for_by_itself() {
    test(|| {
        set(Mode::Red);
        let batch = |call| RuntimeCall::from(pallet_utility::Call::batch_all { calls: vec![call] });
        assert!(OperatingMode::contains(&batch(begins())));
        assert_eq!(dispatch(batch(begins())), Err(FILTERED));
        assert_ok!(dispatch(batch(exit())));
    })
}

#[test]
fn root_is_not_locked_out() {
    test(|| {
        set(Mode::Red);
        let call = RuntimeCall::from(pallet_balances::Call::force_set_balance { who: BOB, new_free: 5 });
        assert!(!OperatingMode::contains(&call));
        assert_ok!(call.dispatch(RuntimeOrigin::root()));
        assert_eq!(Balances::free_balance(BOB), 5);
    })
}

#[test]
fn what_has_no_switch_passes_always() {
    test(|| {
        set(Mode::Red);
        let remark = RuntimeCall::from(frame_system::Call::remark { remark: vec![] });
        let switch = RuntimeCall::from(crate::Call::set_mode { pallet: BALANCES, mode: Mode::Green });
        assert!(OperatingMode::contains(&remark) && OperatingMode::contains(&switch));
    })
}
