use super::*;
use crate::Assets;
use msez_asset::ControlRule;
use msez_core::SubjectId;
use msez_traits::AssetLock;
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

#[test]
fn an_asset_is_bound_where_it_passes() {
    run(|| {
        let id = registered(ControlRule::sole(account(1)));
        assert_eq!(SmartAssets::home(&id), None);
        events();
        assert_ok!(SmartAssets::bind(by(1), id, 1));
        assert_eq!(events(), [Event::Bound { asset: id, home: home(), version: 2 }]);
        assert!(Assets::<Test>::get(id).unwrap().bound);
        assert_eq!(SmartAssets::home(&id), Some(home()));
        assert_noop!(SmartAssets::bind(by(1), id, 2), Error::AlreadyBound);
    });
}

#[test]
fn it_is_not_bound_where_it_does_not_pass_or_nothing_is_open() {
    run(|| {
        let id = registered(ControlRule::sole(account(1)));
        Cells::set_passing(id, false);
        assert_noop!(SmartAssets::bind(by(1), id, 1), Error::AssetNotCompliant);
        Cells::set_passing(id, true);
        Registry::set_active(&home(), false);
        assert_noop!(SmartAssets::bind(by(1), id, 1), Error::JurisdictionNotActive);
    });
}

#[test]
fn wrong_origin_unknown_asset_stale_version_are_refused() {
    run(|| {
        let id = registered(ControlRule::sole(account(1)));
        assert_noop!(SmartAssets::bind(RuntimeOrigin::none(), id, 1), BAD);
        assert_noop!(SmartAssets::bind(by(2), id, 1), Error::NotAuthorized);
        assert_noop!(SmartAssets::bind(by(100), id, 1), Error::NotAuthorized);
        assert_noop!(SmartAssets::bind(by(1), SubjectId([7; 32]), 1), Error::NotFound);
        for stale in [0, 2] {
            assert_noop!(SmartAssets::bind(by(1), id, stale), Error::StaleVersion);
        }
    });
}
