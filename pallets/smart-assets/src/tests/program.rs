use super::*;
use crate::Program;
use msez_asset::{ControlRule, Family, Halter, Permissions, Status, TransferRefusal};
use msez_core::{Digest, SubjectId};
use msez_traits::{AssetPrograms, AssetUnits};
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

const INSTANCE: Digest = Digest([0x1a; 32]);

fn program() -> Option<Program> {
    Some(Program { instance: INSTANCE, permissions: Permissions::NONE.with(Family::Halt) })
}

#[test]
fn a_program_acts_only_for_the_asset_that_named_it_and_only_as_far() {
    run(|| {
        let id = registered(ControlRule::sole(account(1)));
        assert_noop!(<SmartAssets as AssetPrograms>::halt(&id, &INSTANCE), Error::NotAuthorized);
        assert_ok!(SmartAssets::set_program(by(1), id, 1, program()));
        assert!(SmartAssets::may(&id, &INSTANCE, Family::Halt));
        assert!(!SmartAssets::may(&id, &INSTANCE, Family::Units));
        assert!(!SmartAssets::may(&id, &Digest([2; 32]), Family::Halt));
        assert_eq!(<SmartAssets as AssetPrograms>::halt(&id, &INSTANCE), Ok(3));
        let view = SmartAssets::asset_view(&id).unwrap();
        assert_eq!((view.status, view.halts.program, view.halts.policy), (Status::Halted, true, false));
        assert_noop!(<SmartAssets as AssetPrograms>::resume(&id, &INSTANCE), Error::NotAuthorized);
        let both = program().map(|p| Program { permissions: p.permissions.with(Family::Resume), ..p });
        assert_ok!(SmartAssets::set_program(by(1), id, 3, both));
        assert_eq!(<SmartAssets as AssetPrograms>::resume(&id, &INSTANCE), Ok(5));
        assert_ok!(SmartAssets::set_program(by(1), id, 5, None));
        assert_noop!(<SmartAssets as AssetPrograms>::halt(&id, &INSTANCE), Error::NotAuthorized);
    });
}

#[test]
fn governance_and_the_program_each_lift_only_their_own_halt() {
    run(|| {
        let id = bound();
        let both = Some(Program { instance: INSTANCE, permissions: Permissions::ALL });
        assert_ok!(SmartAssets::set_program(by(1), id, version(id), both));
        events();
        assert_ok!(<SmartAssets as AssetPrograms>::halt(&id, &INSTANCE));
        assert_eq!(events(), [Event::Halted { asset: id, by: Halter::Program, version: version(id) }]);
        assert_noop!(<SmartAssets as AssetPrograms>::halt(&id, &INSTANCE), Error::AlreadyHalted);
        for origin in [RuntimeOrigin::root(), by(1), by(100)] {
            assert_noop!(SmartAssets::resume(origin, id, Some(version(id))), Error::NotHalted);
        }
        assert_ok!(SmartAssets::halt(RuntimeOrigin::root(), id, None));
        assert_ok!(<SmartAssets as AssetPrograms>::resume(&id, &INSTANCE));
        assert_noop!(<SmartAssets as AssetPrograms>::resume(&id, &INSTANCE), Error::NotHalted);
        let halts = SmartAssets::asset_view(&id).unwrap().halts;
        assert!(halts.policy && !halts.program);
        assert_ok!(SmartAssets::resume(RuntimeOrigin::root(), id, None));
    });
}

#[test]
fn the_halt_of_a_program_that_is_no_longer_named_is_lifted_by_the_next_the_controllers_or_governance() {
    let next = Digest([0x2b; 32]);
    let lifted = |by, id| {
        let version = version(id);
        Event::Resumed { asset: id, by, lifted: Halter::Program, status: Status::Active, version }
    };
    let halted = || {
        let id = bound();
        assert_ok!(SmartAssets::set_program(by(1), id, version(id), program()));
        assert_ok!(<SmartAssets as AssetPrograms>::halt(&id, &INSTANCE));
        let named = Some(Program { instance: next, permissions: Permissions::ALL });
        assert_ok!(SmartAssets::set_program(by(1), id, version(id), named));
        events();
        id
    };
    run(|| {
        let id = halted();
        // The authority has no part in it.
        assert_noop!(SmartAssets::resume(by(100), id, None), Error::NotHalted);
        assert_ok!(<SmartAssets as AssetPrograms>::resume(&id, &next));
        assert_eq!(events(), [lifted(Halter::Program, id)]);
    });
    run(|| {
        let id = halted();
        assert_ok!(SmartAssets::resume(by(1), id, Some(version(id))));
        assert_eq!(events(), [lifted(Halter::Controllers, id)]);
    });
    run(|| {
        let id = halted();
        assert_ok!(SmartAssets::resume(RuntimeOrigin::root(), id, None));
        assert_eq!(events(), [lifted(Halter::Policy, id)]);
    });
    run(|| {
        let id = halted();
        // Who is named makes the halt his own.
        assert_ok!(<SmartAssets as AssetPrograms>::halt(&id, &next));
        assert_noop!(SmartAssets::resume(by(1), id, Some(version(id))), Error::NotHalted);
        assert_ok!(SmartAssets::retire(by(1), id, version(id)));
    });
}

#[test]
fn wrong_origin_stale_version_and_powerless_programs_are_refused() {
    run(|| {
        let id = registered(ControlRule::sole(account(1)));
        assert_noop!(SmartAssets::set_program(by(2), id, 1, program()), Error::NotAuthorized);
        assert_noop!(SmartAssets::set_program(RuntimeOrigin::root(), id, 1, program()), BAD);
        assert_noop!(SmartAssets::set_program(by(1), id, 0, program()), Error::StaleVersion);
        assert_noop!(SmartAssets::set_program(by(1), id, 1, None), Error::NothingToChange);
        let powerless = Some(Program { instance: INSTANCE, permissions: Permissions::NONE });
        assert_noop!(SmartAssets::set_program(by(1), id, 1, powerless), Error::ProgramPowerless);
    });
}

#[test]
fn an_asset_that_names_another_instance_has_not_named_this_one() {
    run(|| {
        let id = registered(ControlRule::sole(account(1)));
        assert!(!SmartAssets::named(&id, &INSTANCE));
        assert_ok!(SmartAssets::set_program(by(1), id, 1, program()));
        assert!(SmartAssets::named(&id, &INSTANCE));
        assert!(!SmartAssets::named(&id, &Digest([2; 32])) && !SmartAssets::named(&party(1), &INSTANCE));
    });
}

#[test]
fn programs_read_the_status_as_a_code() {
    run(|| {
        let id = bound();
        assert_eq!(SmartAssets::status_code(&party(99)), 0);
        assert_eq!(SmartAssets::status_code(&id), 1);
        assert_ok!(SmartAssets::halt(by(1), id, Some(version(id))));
        assert_eq!(SmartAssets::status_code(&id), 2);
        assert_ok!(SmartAssets::resume(by(1), id, Some(version(id))));
        assert_ok!(SmartAssets::retire(by(1), id, version(id)));
        assert_eq!(SmartAssets::status_code(&id), 5);
    });
}

#[test]
fn programs_move_units_as_any_other_holder_and_read_reasons_as_bits() {
    run(|| {
        let id = with_units();
        let bits = |amount| SmartAssets::refusal_bits(&id, &account(10), &account(12), amount);
        let give = |amount| {
            <SmartAssets as AssetUnits<AccountId>>::transfer(&id, &account(10), &account(12), amount)
        };
        let nobody = SubjectId([0xff; 32]);
        assert_eq!(SmartAssets::refusal_bits(&nobody, &account(10), &account(12), 1), 1);
        assert_eq!(bits(40), 0);
        assert_ok!(give(40));
        assert_eq!((units(id, 10), units(id, 12)), (60, 40));
        assert_eq!(bits(61), 2 << TransferRefusal::NotEnough { balance: 60 }.code());
        assert_noop!(give(61), Error::NotEnoughUnits);
        assert_eq!(bits(0), 2 << TransferRefusal::AmountZero.code());
        Cells::set_passing(party(12), false);
        let reasons = SmartAssets::can_transfer(&id, &account(10), &account(12), 61).unwrap();
        assert_eq!(bits(61), reasons.iter().fold(0, |bits, reason| bits | 2 << reason.code()));
        assert_eq!(reasons.len(), 2);
    });
}

#[test]
fn what_is_frozen_cannot_be_spent_by_programs() {
    run(|| {
        let id = with_units();
        let free = || SmartAssets::spendable(&id, &account(10));
        assert_eq!((free(), SmartAssets::spendable(&id, &account(50))), (100, 0));
        let freeze = |whole, units| {
            assert_ok!(SmartAssets::freeze(by(100), id, None, account(10), crate::Freeze { whole, units }));
        };
        freeze(false, 30);
        assert_eq!(free(), 70);
        freeze(false, 130);
        assert_eq!(free(), 0);
        freeze(true, 0);
        assert_eq!(free(), 0);
    });
}
