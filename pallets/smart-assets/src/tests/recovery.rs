use super::*;
use crate::{Assets, Recoveries};
use msez_asset::ControlRule;
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

fn sole(n: u8) -> ControlRule<AccountId> {
    ControlRule::sole(account(n))
}

/// Two of the board announce; gives the announcement's version.
fn announced(id: msez_core::SubjectId) -> u64 {
    let before = version(id);
    assert_ok!(SmartAssets::announce_recovery(by(1), id, before, sole(5)));
    assert_ok!(SmartAssets::announce_recovery(by(2), id, before, sole(5)));
    before + 1
}

#[test]
fn new_keys_take_over_after_the_delay() {
    run(|| {
        let id = registered(board());
        let named = announced(id);
        assert_noop!(SmartAssets::recover(by(50), id, named), Error::RecoveryNotDue);
        at(START + DELAY - 1);
        assert_noop!(SmartAssets::recover(by(50), id, named), Error::RecoveryNotDue);
        at(START + DELAY);
        events();
        assert_ok!(SmartAssets::recover(by(50), id, named));
        let version = named + 1;
        let transferred = Event::ControlTransferred { asset: id, control: sole(5), recovered: true, version };
        assert_eq!(events(), [transferred]);
        assert_eq!(Assets::<Test>::get(id).unwrap().control, sole(5));
        assert_noop!(SmartAssets::recover(by(50), id, named), Error::RecoveryNotFound);
    });
}

#[test]
fn changing_the_asset_does_not_stop_a_recovery() {
    run(|| {
        let id = registered(board());
        let named = announced(id);
        assert_ok!(SmartAssets::halt(RuntimeOrigin::root(), id, None));
        at(START + DELAY);
        assert_noop!(SmartAssets::recover(by(50), id, version(id)), Error::StaleVersion);
        assert_ok!(SmartAssets::recover(by(50), id, named));
    });
}

#[test]
fn a_recovery_runs_out_and_makes_way_for_another() {
    run(|| {
        let id = registered(board());
        let named = announced(id);
        let again = SmartAssets::announce_recovery(by(1), id, named, sole(6));
        assert_ok!(again);
        // Nobody who lost his keys and missed the time is stuck with it.
        assert_noop!(SmartAssets::announce_recovery(by(2), id, named, sole(6)), Error::RecoveryPending);
        at(START + DELAY + WINDOW + 1);
        assert_noop!(SmartAssets::recover(by(50), id, named), Error::RecoveryExpired);
        assert_ok!(SmartAssets::announce_recovery(by(2), id, named, sole(6)));
        assert_eq!(Recoveries::<Test>::get(id).unwrap().control, sole(6));
    });
}

#[test]
fn controllers_or_the_authority_call_it_off() {
    run(|| {
        let id = registered(board());
        for who in [1, 2] {
            assert_ok!(SmartAssets::bind(by(who), id, 1));
        }
        assert_noop!(SmartAssets::cancel_recovery(by(100), id, None), Error::RecoveryNotFound);
        announced(id);
        assert_noop!(SmartAssets::cancel_recovery(by(50), id, Some(2)), Error::NotAuthorized);
        assert_noop!(SmartAssets::cancel_recovery(by(1), id, None), Error::VersionMissing);
        assert_ok!(SmartAssets::cancel_recovery(by(100), id, None));
        assert_eq!(Recoveries::<Test>::get(id), None);
        announced(id);
        let now = version(id);
        assert_ok!(SmartAssets::cancel_recovery(by(1), id, Some(now)));
        assert_ok!(SmartAssets::cancel_recovery(by(3), id, Some(now)));
        assert_eq!(Recoveries::<Test>::get(id), None);
    });
}

#[test]
fn while_a_recovery_waits_control_can_be_offered_and_who_takes_over_first_ends_the_other() {
    run(|| {
        let id = registered(board());
        let named = announced(id);
        for who in [1, 2] {
            assert_ok!(SmartAssets::offer_control(by(who), id, named, sole(7)));
        }
        let offered = version(id);
        assert_ok!(SmartAssets::accept_control(by(7), id, offered));
        assert_eq!(Recoveries::<Test>::get(id), None);
        at(START + DELAY);
        assert_noop!(SmartAssets::recover(by(50), id, named), Error::RecoveryNotFound);
    });
    run(|| {
        let id = registered(board());
        for who in [1, 2] {
            assert_ok!(SmartAssets::offer_control(by(who), id, 1, sole(7)));
        }
        let named = announced(id);
        at(START + DELAY);
        assert_ok!(SmartAssets::recover(by(50), id, named));
        assert_noop!(SmartAssets::accept_control(by(7), id, 2), Error::OfferNotFound);
    });
}

#[test]
fn a_recovery_that_ran_out_does_not_stand_in_the_way_of_an_offer() {
    run(|| {
        let id = registered(board());
        let named = announced(id);
        at(START + DELAY + WINDOW + 1);
        for who in [1, 2] {
            assert_ok!(SmartAssets::offer_control(by(who), id, named, sole(7)));
        }
        assert_ok!(SmartAssets::accept_control(by(7), id, version(id)));
    });
}

#[test]
fn a_recovered_asset_has_no_program_and_its_halt_can_be_lifted() {
    use crate::Program;
    use msez_asset::{Halter, Permissions, Status};
    use msez_traits::AssetPrograms;
    run(|| {
        let id = registered(board());
        let instance = msez_core::Digest([0x1a; 32]);
        let program = Some(Program { instance, permissions: Permissions::ALL });
        for who in [1, 2] {
            assert_ok!(SmartAssets::set_program(by(who), id, 1, program));
        }
        assert_ok!(<SmartAssets as AssetPrograms>::halt(&id, &instance));
        let named = announced(id);
        at(START + DELAY);
        events();
        assert_ok!(SmartAssets::recover(by(50), id, named));
        let version = version(id);
        let expected = [
            Event::ControlTransferred { asset: id, control: sole(5), recovered: true, version },
            Event::ProgramSet { asset: id, program: None, version },
        ];
        assert_eq!(events(), expected);
        assert_noop!(<SmartAssets as AssetPrograms>::resume(&id, &instance), Error::NotAuthorized);
        assert_ok!(SmartAssets::resume(by(5), id, Some(version)));
        let resumed = Event::Resumed {
            asset: id,
            by: Halter::Controllers,
            lifted: Halter::Program,
            status: Status::Active,
            version: version + 1,
        };
        assert_eq!(events(), [resumed]);
    });
}

#[test]
fn wrong_origin_and_stale_version_are_refused() {
    run(|| {
        let id = registered(board());
        assert_noop!(SmartAssets::announce_recovery(by(9), id, 1, sole(5)), Error::NotAuthorized);
        assert_noop!(SmartAssets::announce_recovery(by(1), id, 0, sole(5)), Error::StaleVersion);
        assert_noop!(SmartAssets::announce_recovery(RuntimeOrigin::root(), id, 1, sole(5)), BAD);
        assert_noop!(SmartAssets::recover(RuntimeOrigin::none(), id, 1), BAD);
    });
}
