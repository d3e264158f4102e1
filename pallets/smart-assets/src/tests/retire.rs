use super::*;
use msez_asset::{ControlRule, Status};
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

#[test]
fn an_asset_without_units_ends_for_good() {
    run(|| {
        let id = bound();
        assert_ok!(SmartAssets::offer_control(by(1), id, 2, ControlRule::sole(account(5))));
        events();
        assert_ok!(SmartAssets::retire(by(1), id, 3));
        assert_eq!(events(), [Event::Retired { asset: id, version: 4 }]);
        assert_eq!(SmartAssets::asset_view(&id).unwrap().status, Status::Retired);
        for again in [
            SmartAssets::retire(by(1), id, 4),
            SmartAssets::halt(by(100), id, None),
            SmartAssets::bind(by(1), id, 4),
            SmartAssets::offer_control(by(1), id, 4, ControlRule::sole(account(5))),
        ] {
            assert_eq!(again, Err(Error::Retired.into()));
        }
    });
}

#[test]
fn it_does_not_end_while_somebody_holds_units_or_the_authority_halts_it() {
    run(|| {
        let id = with_units();
        assert_noop!(SmartAssets::retire(by(1), id, version(id)), Error::UnitsOutstanding);
        assert_ok!(SmartAssets::burn(by(1), id, version(id), account(10), 100));
        assert_ok!(SmartAssets::halt(by(100), id, None));
        assert_noop!(SmartAssets::retire(by(1), id, version(id)), Error::Halted);
        assert_ok!(SmartAssets::resume(by(100), id, None));
        assert_noop!(SmartAssets::retire(by(100), id, version(id)), Error::NotAuthorized);
        assert_noop!(SmartAssets::retire(by(1), id, 1), Error::StaleVersion);
        assert_noop!(SmartAssets::retire(RuntimeOrigin::none(), id, 1), BAD);
        assert_ok!(SmartAssets::retire(by(1), id, version(id)));
        // Holders who are still admitted can be dismissed: their deposits come back.
        assert_ok!(SmartAssets::dismiss(by(1), id, version(id), account(10)));
    });
}
