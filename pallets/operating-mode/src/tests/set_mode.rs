use crate::{mock::*, Error, Event, Modes};
use msez_test_support::assert_last_event;
use msez_traits::Mode;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, traits::Hooks},
    sp_runtime::traits::BadOrigin,
};
use proptest::prelude::*;

const ALL: [Mode; 3] = [Mode::Green, Mode::Amber, Mode::Red];

fn by_governance(mode: Mode) -> polkadot_sdk::sp_runtime::DispatchResult {
    OperatingMode::set_mode(RuntimeOrigin::root(), BALANCES, mode)
}

fn by_guardian(mode: Mode) -> polkadot_sdk::sp_runtime::DispatchResult {
    OperatingMode::set_mode(RuntimeOrigin::signed(GUARDIAN), BALANCES, mode)
}

#[test]
fn every_pallet_is_green_at_first() {
    test(|| {
        assert_eq!(OperatingMode::mode(BALANCES), Mode::Green);
        assert_eq!(OperatingMode::mode(200), Mode::Green);
        assert_eq!(OperatingMode::modes(), [(QUIET, Mode::Green), (BALANCES, Mode::Green)]);
        assert_eq!(Modes::<Test>::iter().count(), 0);
    })
}

#[test]
fn governance_sets_any_mode() {
    test(|| {
        let mut from = Mode::Green;
        for to in [Mode::Red, Mode::Amber, Mode::Red, Mode::Green, Mode::Amber, Mode::Green] {
            assert_ok!(by_governance(to));
            assert_last_event::<Test>(Event::ModeSet { pallet: BALANCES, from, to });
            assert_eq!(OperatingMode::mode(BALANCES), to);
            assert_eq!(OperatingMode::modes(), [(QUIET, Mode::Green), (BALANCES, to)]);
            from = to;
        }
        assert_eq!(Modes::<Test>::iter().count(), 0);
    })
}

#[test]
fn a_guardian_only_closes() {
    test(|| {
        assert_ok!(by_guardian(Mode::Amber));
        assert_noop!(by_guardian(Mode::Green), Error::<Test>::NotAuthorized);
        assert_ok!(by_guardian(Mode::Red));
        assert_noop!(by_guardian(Mode::Amber), Error::<Test>::NotAuthorized);
        assert_noop!(by_guardian(Mode::Green), Error::<Test>::NotAuthorized);
        assert_ok!(by_governance(Mode::Green));
        assert_ok!(by_guardian(Mode::Red));
    })
}

#[test]
fn nobody_else_sets_a_mode() {
    test(|| {
        for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
            assert_noop!(OperatingMode::set_mode(origin.clone(), BALANCES, Mode::Red), BadOrigin);
            // Not even told what exists.
            assert_noop!(OperatingMode::set_mode(origin, 200, Mode::Red), BadOrigin);
        }
    })
}

#[test]
fn only_what_has_a_switch_has_a_mode() {
    test(|| {
        // System, batches, and the switches themselves.
        for pallet in [1, 40, 104, 200] {
            assert_noop!(
                OperatingMode::set_mode(RuntimeOrigin::root(), pallet, Mode::Red),
                Error::<Test>::NotFound
            );
        }
    })
}

#[test]
fn a_mode_that_is_set_is_not_set_again() {
    test(|| {
        assert_noop!(by_governance(Mode::Green), Error::<Test>::NothingToChange);
        assert_ok!(by_governance(Mode::Red));
        assert_noop!(by_governance(Mode::Red), Error::<Test>::NothingToChange);
        assert_noop!(by_guardian(Mode::Red), Error::<Test>::NothingToChange);
    })
}

#[test]
fn the_switches_have_no_switch() {
    test(OperatingMode::integrity_test)
}

proptest! {
    /// Whatever guardians do, nothing opens; and only governance's last word opens.
    #[test]
    fn no_history_of_guardians_opens_a_pallet(steps in proptest::collection::vec((0..3usize, any::<bool>()), 1..40)) {
        externalities().execute_with(|| {
            let mut mode = Mode::Green;
            for (to, governed) in steps {
                let to = ALL[to];
                let result = if governed { by_governance(to) } else { by_guardian(to) };
                assert_eq!(result.is_ok(), if governed { to != mode } else { to > mode });
                if result.is_ok() {
                    mode = to;
                }
                assert_eq!(OperatingMode::mode(BALANCES), mode);
                OperatingMode::do_try_state().unwrap();
            }
        });
    }
}
