use crate::{mock::*, Error, Event};
use msez_test_support::assert_last_event;
use msez_traits::{Balance, Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, DispatchResult},
};

fn rebond(amount: Balance) -> DispatchResult {
    Bonds::rebond_asset(RuntimeOrigin::signed(ALICE), Role::Watcher, USD, amount)
}

/// 250 dollars, all on their way out.
fn leaving(body: impl FnOnce()) {
    test(|| {
        assert_ok!(Bonds::bond_asset(RuntimeOrigin::signed(ALICE), Role::Watcher, USD, 250));
        assert_ok!(Bonds::unbond_asset(RuntimeOrigin::signed(ALICE), Role::Watcher, USD, 250));
        body()
    })
}

#[test]
fn what_comes_back_counts_again() {
    leaving(|| {
        assert_ok!(rebond(200));
        assert_last_event::<Test>(Event::AssetRebonded {
            role: Role::Watcher,
            who: ALICE,
            asset: USD,
            amount: 200,
            active: 200,
        });
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 400);
    })
}

#[test]
fn more_than_leaves_cannot_come_back() {
    test(|| {
        assert_noop!(rebond(1), Error::<Test>::NotFound);
    });
    leaving(|| {
        assert_noop!(rebond(251), Error::<Test>::NotEnough);
        assert_noop!(rebond(0), Error::<Test>::ZeroAmount);
    })
}

#[test]
fn the_minimum_holds_for_what_comes_back() {
    leaving(|| {
        assert_noop!(rebond(49), Error::<Test>::BelowMinimum);
        assert_ok!(rebond(50));
    })
}

#[test]
fn only_a_signed_origin_rebonds_a_currency() {
    leaving(|| {
        assert_noop!(Bonds::rebond_asset(RuntimeOrigin::root(), Role::Watcher, USD, 100), BadOrigin);
        assert_noop!(Bonds::rebond_asset(RuntimeOrigin::none(), Role::Watcher, USD, 100), BadOrigin);
    })
}
