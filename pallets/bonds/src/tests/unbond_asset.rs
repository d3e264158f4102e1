use crate::{mock::*, Error, Event};
use msez_test_support::assert_last_event;
use msez_traits::{Balance, Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, DispatchResult},
};

fn unbond(amount: Balance) -> DispatchResult {
    Bonds::unbond_asset(RuntimeOrigin::signed(ALICE), Role::Watcher, USD, amount)
}

/// 250 dollars, worth 500.
fn bonded(body: impl FnOnce()) {
    test(|| {
        assert_ok!(Bonds::bond_asset(RuntimeOrigin::signed(ALICE), Role::Watcher, USD, 250));
        body()
    })
}

#[test]
fn what_leaves_stops_counting_and_stays_at_stake() {
    bonded(|| {
        assert_ok!(unbond(100));
        assert_last_event::<Test>(Event::AssetUnbonded {
            role: Role::Watcher,
            who: ALICE,
            asset: USD,
            amount: 100,
            active: 150,
            due: 30,
        });
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 300);
        assert_eq!(Bonds::at_stake(Role::Watcher, &ALICE), 500);
    })
}

#[test]
fn what_remains_of_everything_is_the_minimum_or_nothing_of_the_currency() {
    bonded(|| {
        assert_noop!(unbond(201), Error::<Test>::BelowMinimum);
        assert_ok!(unbond(200));
        assert_ok!(unbond(50));
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 0);
    });
    bonded(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 40));
        // 40 native and 20 dollars.
        assert_noop!(unbond(230), Error::<Test>::BelowMinimum);
        assert_ok!(unbond(220));
        // The other way round: 60 are left of the dollars.
        assert_noop!(
            Bonds::unbond(RuntimeOrigin::signed(ALICE), Role::Watcher, 1),
            Error::<Test>::BelowMinimum
        );
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(ALICE), Role::Watcher, 40));
    })
}

#[test]
fn the_pallet_of_the_role_may_veto() {
    bonded(|| {
        Locked::set(vec![(Role::Watcher, ALICE)]);
        assert_noop!(unbond(250), Error::<Test>::RoleInUse);
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 100));
        assert_ok!(unbond(250));
        // The guard is asked for what counts of everything.
        assert_noop!(
            Bonds::unbond(RuntimeOrigin::signed(ALICE), Role::Watcher, 100),
            Error::<Test>::RoleInUse
        );
    })
}

#[test]
fn chunks_are_bounded() {
    bonded(|| {
        for _ in 0..5 {
            assert_ok!(unbond(1));
            Delay::mutate(|delay| *delay += 50);
        }
        assert_noop!(unbond(1), Error::<Test>::TooManyUnbonding);
    })
}

#[test]
fn more_than_there_is_cannot_leave() {
    test(|| {
        assert_noop!(unbond(1), Error::<Test>::NotFound);
    });
    bonded(|| {
        assert_noop!(unbond(251), Error::<Test>::NotEnough);
        assert_noop!(unbond(0), Error::<Test>::ZeroAmount);
        let other = Bonds::unbond_asset(RuntimeOrigin::signed(ALICE), Role::Watcher, EUR, 1);
        assert_noop!(other, Error::<Test>::NotFound);
        let role = Bonds::unbond_asset(RuntimeOrigin::signed(ALICE), Role::Operator, USD, 1);
        assert_noop!(role, Error::<Test>::NotFound);
    })
}

#[test]
fn only_a_signed_origin_unbonds_a_currency() {
    bonded(|| {
        assert_noop!(Bonds::unbond_asset(RuntimeOrigin::root(), Role::Watcher, USD, 1), BadOrigin);
        assert_noop!(Bonds::unbond_asset(RuntimeOrigin::none(), Role::Watcher, USD, 1), BadOrigin);
    })
}
