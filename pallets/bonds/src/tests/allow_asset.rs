use crate::{mock::*, Allowed, Error, Event};
use msez_test_support::assert_last_event;
use msez_traits::{Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, FixedU128, Perbill},
};

#[test]
fn governance_lets_a_currency_be_bonded() {
    test(|| {
        let bond = || Bonds::bond_asset(RuntimeOrigin::signed(ALICE), Role::Watcher, OTHERS[0], 200);
        assert_noop!(bond(), Error::<Test>::AssetNotAllowed);
        let haircut = Perbill::from_percent(20);
        assert_ok!(Bonds::allow_asset(RuntimeOrigin::root(), OTHERS[0], haircut));
        assert_last_event::<Test>(Event::AssetAllowed { asset: OTHERS[0], haircut });
        // Without a rate it counts nothing.
        assert_noop!(bond(), Error::<Test>::BelowMinimum);
        set_rate(OTHERS[0], Some(FixedU128::from_u32(1)));
        assert_ok!(bond());
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 160);
    })
}

#[test]
fn a_new_haircut_counts_at_once() {
    test(|| {
        assert_ok!(Bonds::bond_asset(RuntimeOrigin::signed(ALICE), Role::Watcher, USD, 100));
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 200);
        assert_ok!(Bonds::allow_asset(RuntimeOrigin::root(), USD, Perbill::from_percent(75)));
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 50);
        assert_ok!(Bonds::allow_asset(RuntimeOrigin::root(), USD, Perbill::one()));
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 0);
        // It is at stake all the same.
        assert!(Bonds::at_stake(Role::Watcher, &ALICE) > 0);
    })
}

#[test]
fn only_governance_says_what_can_be_bonded() {
    test(|| {
        let haircut = Perbill::zero();
        assert_noop!(Bonds::allow_asset(RuntimeOrigin::signed(ALICE), OTHERS[0], haircut), BadOrigin);
        assert_noop!(Bonds::allow_asset(RuntimeOrigin::none(), OTHERS[0], haircut), BadOrigin);
        assert_eq!(Allowed::<Test>::iter().count(), 2);
    })
}
