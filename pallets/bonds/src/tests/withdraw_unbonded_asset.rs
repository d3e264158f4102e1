use crate::{mock::*, Collateral, Error, Event};
use msez_test_support::assert_last_event;
use msez_traits::{Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, DispatchResult, Perbill},
};

fn withdraw() -> DispatchResult {
    Bonds::withdraw_unbonded_asset(RuntimeOrigin::signed(ALICE), Role::Watcher, EUR)
}

/// 200 euros, all on their way out until block 30.
fn leaving(body: impl FnOnce()) {
    test(|| {
        assert_ok!(Bonds::bond_asset(RuntimeOrigin::signed(ALICE), Role::Watcher, EUR, 200));
        assert_ok!(Bonds::unbond_asset(RuntimeOrigin::signed(ALICE), Role::Watcher, EUR, 200));
        body()
    })
}

#[test]
fn what_is_due_is_paid_once() {
    leaving(|| {
        run_to_block(29);
        assert_noop!(withdraw(), Error::<Test>::NothingDue);
        run_to_block(30);
        assert_ok!(withdraw());
        assert_last_event::<Test>(Event::AssetWithdrawn {
            role: Role::Watcher,
            who: ALICE,
            asset: EUR,
            amount: 200,
        });
        assert_eq!(Assets::balance(EUR, ALICE), FUNDS - EUR_LEAST);
        assert!(Collateral::<Test>::get(Role::Watcher, ALICE).is_empty());
        assert_noop!(withdraw(), Error::<Test>::NotFound);
    })
}

#[test]
fn while_a_claim_is_open_nothing_is_paid_and_everything_is_at_stake() {
    leaving(|| {
        run_to_block(30);
        Claimed::set(vec![(Role::Watcher, ALICE)]);
        assert_noop!(withdraw(), Error::<Test>::ClaimOpen);
        assert_ok!(Bonds::slash(Role::Watcher, &ALICE, Perbill::from_percent(50), &[], None));
        Claimed::set(vec![]);
        assert_ok!(withdraw());
        assert_eq!(Assets::balance(EUR, ALICE), FUNDS - EUR_LEAST - 100);
    })
}

#[test]
fn only_a_signed_origin_withdraws_a_currency() {
    leaving(|| {
        run_to_block(30);
        assert_noop!(Bonds::withdraw_unbonded_asset(RuntimeOrigin::root(), Role::Watcher, EUR), BadOrigin);
        assert_noop!(Bonds::withdraw_unbonded_asset(RuntimeOrigin::none(), Role::Watcher, EUR), BadOrigin);
        assert_noop!(
            Bonds::withdraw_unbonded_asset(RuntimeOrigin::signed(BOB), Role::Watcher, EUR),
            Error::<Test>::NotFound
        );
    })
}
