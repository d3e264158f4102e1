use super::*;
use msez_asset::{ControlRule, Halter, Status};
use msez_core::SubjectId;
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

fn status(id: SubjectId) -> Status {
    SmartAssets::asset_view(&id).unwrap().status
}

#[test]
fn controllers_authority_and_policy_halt_and_each_resumes_only_his_own() {
    run(|| {
        let id = bound();
        events();
        let sides = [
            (by(1), Halter::Controllers),
            (by(100), Halter::Authority),
            (RuntimeOrigin::root(), Halter::Policy),
        ];
        for (origin, halter) in sides.clone() {
            let next = version(id) + 1;
            assert_noop!(SmartAssets::resume(origin.clone(), id, Some(version(id))), Error::NotHalted);
            assert_ok!(SmartAssets::halt(origin.clone(), id, Some(version(id))));
            assert_eq!(events(), [Event::Halted { asset: id, by: halter, version: next }]);
            assert_noop!(SmartAssets::halt(origin, id, Some(next)), Error::AlreadyHalted);
        }
        for (n, (origin, by)) in sides.into_iter().enumerate() {
            assert_eq!(status(id), Status::Halted);
            assert_ok!(SmartAssets::resume(origin, id, Some(version(id))));
            let status = if n == 2 { Status::Active } else { Status::Halted };
            let version = version(id);
            assert_eq!(events(), [Event::Resumed { asset: id, by, lifted: by, status, version }]);
        }
        assert_eq!(status(id), Status::Active);
    });
}

#[test]
fn an_authority_need_not_name_a_version_but_controllers_must() {
    run(|| {
        let id = bound();
        assert_noop!(SmartAssets::halt(by(1), id, None), Error::VersionMissing);
        assert_ok!(SmartAssets::halt(by(100), id, None));
        assert_ok!(SmartAssets::halt(RuntimeOrigin::root(), id, None));
        // Who names one means it.
        assert_noop!(SmartAssets::resume(by(100), id, Some(1)), Error::StaleVersion);
        assert_ok!(SmartAssets::resume(by(100), id, None));
    });
}

#[test]
fn an_authority_has_no_power_over_what_is_not_bound_to_its_jurisdiction() {
    run(|| {
        let id = registered(ControlRule::sole(account(1)));
        assert_noop!(SmartAssets::halt(by(100), id, None), Error::NotAuthorized);
        assert_ok!(SmartAssets::bind(by(1), id, 1));
        assert_ok!(SmartAssets::halt(by(100), id, None));
    });
}

#[test]
fn an_authority_that_is_a_controller_too_halts_and_resumes_as_both() {
    run(|| {
        let id = registered(ControlRule::sole(account(1)));
        assert_ok!(SmartAssets::offer_control(by(1), id, 1, ControlRule::sole(account(100))));
        assert_ok!(SmartAssets::accept_control(by(100), id, 2));
        assert_ok!(SmartAssets::bind(by(100), id, 3));
        let halts = || SmartAssets::asset_view(&id).unwrap().halts;
        assert_ok!(SmartAssets::halt(by(100), id, None));
        assert_eq!((halts().authority, halts().controllers), (true, false));
        assert_ok!(SmartAssets::halt(by(100), id, Some(version(id))));
        assert_eq!((halts().authority, halts().controllers), (true, true));
        assert_ok!(SmartAssets::resume(by(100), id, None));
        assert_eq!((halts().authority, halts().controllers), (false, true));
        assert_ok!(SmartAssets::resume(by(100), id, Some(version(id))));
        assert!(!halts().any());
    });
}

#[test]
fn nobody_else_halts() {
    run(|| {
        let id = registered(ControlRule::sole(account(1)));
        for who in [2, 50, 101] {
            assert_noop!(SmartAssets::halt(by(who), id, Some(1)), Error::NotAuthorized);
            assert_noop!(SmartAssets::resume(by(who), id, Some(1)), Error::NotAuthorized);
        }
        assert_noop!(SmartAssets::halt(RuntimeOrigin::none(), id, Some(1)), BAD);
        assert_noop!(SmartAssets::halt(by(1), SubjectId([7; 32]), Some(1)), Error::NotFound);
        assert_noop!(SmartAssets::halt(by(1), id, Some(9)), Error::StaleVersion);
    });
}
