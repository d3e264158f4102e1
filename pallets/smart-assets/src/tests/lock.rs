use super::*;
use msez_asset::{ControlRule, Status};
use msez_core::{Digest, SubjectId};
use msez_traits::AssetLock;
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

const SAGA: Digest = Digest([0x5a; 32]);
const OTHER: Digest = Digest([0x5b; 32]);

fn status(id: SubjectId) -> Status {
    SmartAssets::asset_view(&id).unwrap().status
}

#[test]
fn a_migration_brings_an_asset_to_its_new_home() {
    run(|| {
        let id = with_units();
        events();
        assert_ok!(SmartAssets::lock(&id, SAGA));
        let locked = Status::Locked { by: SAGA };
        assert_eq!(
            events(),
            [Event::StatusChanged { asset: id, status: locked, home: home(), version: version(id) }]
        );
        assert_noop!(SmartAssets::transfer(by(10), id, account(11), 1), Error::Locked);
        assert_noop!(SmartAssets::mint(by(1), id, version(id), account(10), 1), Error::Locked);
        assert_noop!(SmartAssets::lock(&id, OTHER), Error::Locked);
        assert_noop!(SmartAssets::depart(&id, OTHER), Error::HeldByAnother);
        assert_ok!(SmartAssets::depart(&id, SAGA));
        assert_noop!(SmartAssets::transfer(by(10), id, account(11), 1), Error::Migrating);
        assert_noop!(SmartAssets::arrive(&id, OTHER, abroad()), Error::HeldByAnother);
        Registry::set_active(&abroad(), false);
        assert_noop!(SmartAssets::arrive(&id, SAGA, abroad()), Error::JurisdictionNotActive);
        Registry::set_active(&abroad(), true);
        assert_ok!(SmartAssets::arrive(&id, SAGA, abroad()));
        assert_eq!((status(id), SmartAssets::home(&id)), (Status::Active, Some(abroad())));
        // The authority is another now.
        assert_noop!(SmartAssets::halt(by(100), id, None), Error::NotAuthorized);
        assert_ok!(SmartAssets::halt(by(101), id, None));
    });
}

#[test]
fn what_failed_is_let_go_or_turns_back() {
    run(|| {
        let id = bound();
        assert_ok!(SmartAssets::lock(&id, SAGA));
        assert_ok!(SmartAssets::unlock(&id, SAGA));
        assert_ok!(SmartAssets::lock(&id, SAGA));
        assert_ok!(SmartAssets::depart(&id, SAGA));
        assert_ok!(SmartAssets::turn_back(&id, SAGA));
        assert_eq!((status(id), SmartAssets::home(&id)), (Status::Active, Some(home())));
        assert_noop!(SmartAssets::unlock(&id, SAGA), Error::NotLocked);
        assert_noop!(SmartAssets::turn_back(&id, SAGA), Error::NotMigrating);
    });
}

#[test]
fn a_halt_under_way_takes_effect_at_the_end() {
    run(|| {
        let id = bound();
        assert_ok!(SmartAssets::lock(&id, SAGA));
        assert_ok!(SmartAssets::halt(by(100), id, None));
        assert_noop!(SmartAssets::depart(&id, SAGA), Error::Halted);
        assert_ok!(SmartAssets::unlock(&id, SAGA));
        assert_eq!(status(id), Status::Halted);
        assert_noop!(SmartAssets::lock(&id, SAGA), Error::Halted);
    });
}

#[test]
fn only_a_bound_asset_is_locked_and_what_is_locked_keeps_its_controllers() {
    run(|| {
        let id = registered(ControlRule::sole(account(1)));
        assert_noop!(SmartAssets::lock(&id, SAGA), Error::NotBound);
        assert_noop!(SmartAssets::lock(&SubjectId([7; 32]), SAGA), Error::NotFound);
        assert_ok!(SmartAssets::bind(by(1), id, 1));
        assert_ok!(SmartAssets::lock(&id, SAGA));
        let offer = SmartAssets::offer_control(by(1), id, 3, ControlRule::sole(account(5)));
        assert_eq!(offer, Err(Error::Locked.into()));
        assert_noop!(SmartAssets::retire(by(1), id, 3), Error::Locked);
    });
}

#[test]
fn what_was_decided_for_good_arrives_whatever_has_become_of_its_compliance() {
    run(|| {
        let id = bound();
        assert_ok!(SmartAssets::lock(&id, SAGA));
        assert_ok!(SmartAssets::depart(&id, SAGA));
        Registry::set_active(&abroad(), false);
        assert_noop!(SmartAssets::arrive(&id, SAGA, abroad()), Error::JurisdictionNotActive);
        assert_noop!(SmartAssets::settle(&id, OTHER, abroad()), Error::HeldByAnother);
        assert_noop!(
            SmartAssets::settle(&id, SAGA, "xx-nowhere".parse().unwrap()),
            Error::UnknownJurisdiction
        );
        assert_ok!(SmartAssets::settle(&id, SAGA, abroad()));
        assert_eq!((status(id), SmartAssets::home(&id)), (Status::Active, Some(abroad())));
    });
}

#[test]
fn a_controller_agrees_to_an_action_once_and_only_while_it_is_current() {
    use msez_traits::AssetControl;
    run(|| {
        let id = bound();
        let now = version(id);
        assert_eq!(<SmartAssets as AssetControl<_>>::version(&id), Some(now));
        assert!(SmartAssets::is_free(&id) && SmartAssets::controls(&id, &account(1)));
        assert!(!SmartAssets::controls(&id, &account(99)));
        assert_noop!(SmartAssets::agree(&id, &account(99), now, SAGA), Error::NotAuthorized);
        assert_noop!(SmartAssets::agree(&id, &account(1), now + 1, SAGA), Error::StaleVersion);
        assert_eq!(SmartAssets::agree(&id, &account(1), now, SAGA), Ok(Some(vec![account(1)])));
        assert_ok!(SmartAssets::lock(&id, SAGA));
        assert!(!SmartAssets::is_free(&id) && !SmartAssets::is_current(&id, now));
    });
}
