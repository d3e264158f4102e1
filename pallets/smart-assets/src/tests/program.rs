use super::*;
use crate::Program;
use msez_asset::{ControlRule, Family, Permissions, Status};
use msez_core::Digest;
use msez_traits::AssetPrograms;
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
        assert_eq!((view.status, view.halts.policy), (Status::Halted, true));
        assert_noop!(<SmartAssets as AssetPrograms>::resume(&id, &INSTANCE), Error::NotAuthorized);
        let both = program().map(|p| Program { permissions: p.permissions.with(Family::Resume), ..p });
        assert_ok!(SmartAssets::set_program(by(1), id, 3, both));
        assert_eq!(<SmartAssets as AssetPrograms>::resume(&id, &INSTANCE), Ok(5));
        assert_ok!(SmartAssets::set_program(by(1), id, 5, None));
        assert_noop!(<SmartAssets as AssetPrograms>::halt(&id, &INSTANCE), Error::NotAuthorized);
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
