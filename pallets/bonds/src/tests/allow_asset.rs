use crate::{mock::*, Allowed, Error, Event, MAX_ALLOWED};
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

#[test]
fn so_many_currencies_are_allowed_and_no_more() {
    test(|| {
        let allow = |asset| Bonds::allow_asset(RuntimeOrigin::root(), asset, Perbill::zero());
        let there = Allowed::<Test>::iter().count() as u32;
        for asset in 1_000..1_000 + MAX_ALLOWED - there {
            assert_ok!(allow(asset));
        }
        assert_noop!(allow(999), Error::<Test>::TooManyAllowed);
        // A new haircut is no new currency, and who goes makes room.
        assert_ok!(allow(1_000));
        assert_ok!(Bonds::disallow_asset(RuntimeOrigin::root(), 1_000));
        assert_ok!(allow(999));
    })
}

#[test]
fn the_backings_of_many_are_those_of_each() {
    test(|| {
        set_rate(OTHERS[0], Some(FixedU128::from_rational(7, 3)));
        let rate = Perbill::from_percent(13);
        assert_ok!(Bonds::allow_asset(RuntimeOrigin::root(), OTHERS[0], rate));
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(BOB), Role::Watcher, 123));
        for (who, asset, amount) in
            [(ALICE, USD, 101), (ALICE, OTHERS[0], 77), (BOB, OTHERS[0], 99), (BOB, EUR, 55)]
        {
            assert_ok!(Bonds::bond_asset(RuntimeOrigin::signed(who), Role::Watcher, asset, amount));
        }
        assert_ok!(Bonds::delegate(RuntimeOrigin::signed(CHARLIE), Role::Watcher, BOB, 60));
        let who = [ALICE, CHARLIE, BOB, ALICE];
        for role in Role::ALL {
            let together = Bonds::backings(role, &who);
            for (who, backing) in who.iter().zip(together) {
                assert_eq!(backing, Bonds::backing_in_parts(role, who));
                assert_eq!(backing.total(), Bonds::backing(role, who));
                assert_eq!(backing.delegated, Bonds::delegated(role, who));
                assert_eq!(backing.own, Bonds::own_value(role, who));
            }
        }
        assert_eq!(Bonds::delegated(Role::Watcher, &BOB), 60);
    })
}
