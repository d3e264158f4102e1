use crate::{mock::*, Allowed, Error, Event};
use msez_test_support::assert_last_event;
use msez_traits::{Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, Perbill},
};

#[test]
fn what_is_bonded_counts_no_more_but_can_be_slashed_and_taken_out() {
    test(|| {
        let alice = || RuntimeOrigin::signed(ALICE);
        assert_ok!(Bonds::bond_asset(alice(), Role::Watcher, USD, 100));
        assert_ok!(Bonds::disallow_asset(RuntimeOrigin::root(), USD));
        assert_last_event::<Test>(Event::AssetDisallowed { asset: USD });
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 0);
        assert_noop!(Bonds::bond_asset(alice(), Role::Watcher, USD, 100), Error::<Test>::AssetNotAllowed);
        assert_ok!(Bonds::slash(Role::Watcher, &ALICE, Perbill::from_percent(30), &[], None));
        assert_ok!(Bonds::unbond_asset(alice(), Role::Watcher, USD, 70));
        run_to_block(30);
        assert_ok!(Bonds::withdraw_unbonded_asset(alice(), Role::Watcher, USD));
        // The one unit is what the custody keeps.
        assert_eq!(Assets::balance(USD, ALICE), FUNDS - 30 - 1);
        assert_eq!(Bonds::at_stake(Role::Watcher, &ALICE), 0);
    })
}

#[test]
fn a_currency_that_is_not_allowed_is_unknown() {
    test(|| {
        assert_noop!(Bonds::disallow_asset(RuntimeOrigin::root(), OTHERS[0]), Error::<Test>::NotFound);
        assert_ok!(Bonds::disallow_asset(RuntimeOrigin::root(), USD));
        assert_noop!(Bonds::disallow_asset(RuntimeOrigin::root(), USD), Error::<Test>::NotFound);
    })
}

#[test]
fn only_governance_says_what_cannot_be_bonded() {
    test(|| {
        assert_noop!(Bonds::disallow_asset(RuntimeOrigin::signed(ALICE), USD), BadOrigin);
        assert_noop!(Bonds::disallow_asset(RuntimeOrigin::none(), USD), BadOrigin);
        assert!(Allowed::<Test>::contains_key(USD));
    })
}
