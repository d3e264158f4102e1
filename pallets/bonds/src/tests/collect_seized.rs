use crate::{mock::*, Error, Event, Seized};
use msez_test_support::{assert_event, assert_last_event};
use msez_traits::{Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, Perbill},
};

/// Alice had 1,000 dollars bonded; then somebody froze the custody, and she was slashed.
fn seized(body: impl FnOnce()) {
    test(|| {
        assert_ok!(Bonds::bond_asset(RuntimeOrigin::signed(ALICE), Role::Watcher, USD, 1_000));
        assert_ok!(Assets::freeze(RuntimeOrigin::signed(ISSUER), USD, Bonds::custody()));
        assert_ok!(Bonds::slash(Role::Watcher, &ALICE, Perbill::from_percent(10), &[BOB], Some(&CHARLIE)));
        body()
    })
}

fn thaw() {
    assert_ok!(Assets::thaw(RuntimeOrigin::signed(ISSUER), USD, Bonds::custody()));
}

#[test]
fn who_freezes_the_custody_does_not_shield_a_bond() {
    seized(|| {
        assert_event::<Test>(Event::AssetSlashed {
            role: Role::Watcher,
            offender: ALICE,
            asset: USD,
            amount: 100,
            reporters: 0,
            harmed: 0,
            treasury: 0,
            seized: 100,
        });
        assert_eq!(Bonds::collateral(Role::Watcher, ALICE)[0].active, 900);
        assert_eq!(Seized::<Test>::get(USD), 100);
        assert!(Bonds::collect_seized(RuntimeOrigin::signed(BOB), USD).is_err());
        thaw();
        assert_ok!(Bonds::collect_seized(RuntimeOrigin::signed(BOB), USD));
        assert_last_event::<Test>(Event::SeizedCollected { asset: USD, amount: 100 });
        assert_eq!(Assets::balance(USD, TREASURY), 100);
        assert_eq!(issued(USD), 3 * FUNDS);
    })
}

#[test]
fn what_is_seized_is_collected_once() {
    seized(|| {
        thaw();
        assert_ok!(Bonds::collect_seized(RuntimeOrigin::signed(BOB), USD));
        assert_noop!(Bonds::collect_seized(RuntimeOrigin::signed(BOB), USD), Error::<Test>::NotFound);
        assert_noop!(Bonds::collect_seized(RuntimeOrigin::signed(BOB), EUR), Error::<Test>::NotFound);
    })
}

#[test]
fn only_a_signed_origin_collects() {
    seized(|| {
        thaw();
        assert_noop!(Bonds::collect_seized(RuntimeOrigin::root(), USD), BadOrigin);
        assert_noop!(Bonds::collect_seized(RuntimeOrigin::none(), USD), BadOrigin);
    })
}
