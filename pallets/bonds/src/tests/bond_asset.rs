use crate::{mock::*, Collateral, CollateralReport, Error, Event, Seized};
use msez_test_support::assert_last_event;
use msez_traits::{Balance, Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, DispatchResult, FixedU128, Perbill, TokenError},
};

fn bond(asset: AssetId, amount: Balance) -> DispatchResult {
    Bonds::bond_asset(RuntimeOrigin::signed(ALICE), Role::Watcher, asset, amount)
}

#[test]
fn a_currency_is_kept_in_custody_and_counts_at_its_rate_less_the_haircut() {
    test(|| {
        assert_ok!(bond(EUR, 101));
        assert_last_event::<Test>(Event::AssetBonded {
            role: Role::Watcher,
            who: ALICE,
            asset: EUR,
            amount: 101,
            active: 101,
        });
        // 303 at the rate, of which half counts, rounded down.
        assert_eq!(
            Bonds::collateral(Role::Watcher, ALICE),
            [CollateralReport { asset: EUR, active: 101, leaving: 0, value: 151 }]
        );
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 151);
        assert_eq!(Bonds::active(Role::Watcher, &ALICE), 0);
        assert_eq!(Bonds::at_stake(Role::Watcher, &ALICE), 151);
        assert_eq!(Bonds::standing(Role::Watcher, ALICE), (151, 0));
        // The first who brings a currency also brings what the custody must keep of it.
        assert_eq!(Assets::balance(EUR, Bonds::custody()), 101 + EUR_LEAST);
        assert_eq!(Assets::balance(EUR, ALICE), FUNDS - 101 - EUR_LEAST);
        assert_eq!(issued(EUR), 3 * FUNDS);
        assert_eq!(Seized::<Test>::iter().count(), 0);
    })
}

#[test]
fn only_the_first_brings_what_the_custody_keeps() {
    test(|| {
        assert_ok!(bond(EUR, 200));
        assert_ok!(bond(EUR, 50));
        assert_ok!(Bonds::bond_asset(RuntimeOrigin::signed(BOB), Role::Operator, EUR, 200));
        assert_eq!(Assets::balance(EUR, Bonds::custody()), 450 + EUR_LEAST);
        assert_eq!(Assets::balance(EUR, BOB), FUNDS - 200);
        assert_eq!(Balances::free_balance(Bonds::custody()), ED);
        assert_eq!(Balances::free_balance(BOB), ENDOWMENT);
    })
}

#[test]
fn the_minimum_is_of_everything_together() {
    test(|| {
        assert_noop!(bond(USD, 49), Error::<Test>::BelowMinimum);
        assert_ok!(bond(USD, 50));
        // The native token may then be bonded in any amount, and the other way round.
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 1));
        assert_ok!(bond(USD, 1));
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 103);
        assert_eq!(Bonds::backing(Role::Operator, &ALICE), 0);
    })
}

#[test]
fn without_a_rate_it_counts_nothing() {
    test(|| {
        assert_ok!(bond(USD, 100));
        set_rate(USD, None);
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 0);
        assert_eq!(Bonds::at_stake(Role::Watcher, &ALICE), 1, "something is at stake");
        assert_noop!(bond(USD, 100), Error::<Test>::BelowMinimum);
        set_rate(USD, Some(FixedU128::from_rational(1, 2)));
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 50);
    })
}

#[test]
fn an_absurd_rate_does_not_overflow() {
    test(|| {
        set_rate(USD, Some(FixedU128::from_inner(u128::MAX)));
        assert_ok!(bond(USD, 4_000));
        set_rate(EUR, Some(FixedU128::from_inner(u128::MAX)));
        assert_ok!(bond(EUR, 4_000));
        assert!(Bonds::backing(Role::Watcher, &ALICE) > ENDOWMENT);
        assert_ok!(Bonds::slash(Role::Watcher, &ALICE, Perbill::one(), &[BOB], None));
    })
}

#[test]
fn a_validator_is_bonded_in_the_native_token_only() {
    test(|| {
        assert_noop!(
            Bonds::bond_asset(RuntimeOrigin::signed(ALICE), Role::Validator, USD, 100),
            Error::<Test>::RoleTakesNoAssets
        );
    })
}

#[test]
fn currencies_are_bounded() {
    test(|| {
        for asset in OTHERS {
            assert_ok!(Bonds::allow_asset(RuntimeOrigin::root(), asset, Perbill::zero()));
        }
        for asset in [USD, EUR, OTHERS[0], OTHERS[1]] {
            assert_ok!(bond(asset, 100));
        }
        assert_noop!(bond(OTHERS[2], 100), Error::<Test>::TooManyCurrencies);
        assert_ok!(bond(OTHERS[1], 100));
        assert_ok!(Bonds::bond_asset(RuntimeOrigin::signed(ALICE), Role::Operator, USD, 100));
    })
}

#[test]
fn nobody_bonds_more_than_he_has_or_nothing() {
    test(|| {
        assert_noop!(bond(USD, 0), Error::<Test>::ZeroAmount);
        assert_noop!(bond(USD, FUNDS), TokenError::FundsUnavailable);
        assert_noop!(bond(USD, u128::MAX), Error::<Test>::Overflow);
        assert_noop!(bond(99, 100), Error::<Test>::AssetNotAllowed);
        assert_ok!(bond(USD, FUNDS - 1));
        assert_eq!(Assets::balance(USD, ALICE), 0);
        assert_noop!(bond(USD, u128::MAX), Error::<Test>::Overflow);
    })
}

#[test]
fn what_an_account_must_keep_of_a_currency_is_not_lost() {
    test(|| {
        // Four would remain, and an account keeps five or nothing.
        assert!(bond(EUR, FUNDS - EUR_LEAST - 4).is_err());
        assert_eq!(Assets::balance(EUR, ALICE), FUNDS);
        assert_ok!(bond(EUR, FUNDS - EUR_LEAST));
        assert_eq!(issued(EUR), 3 * FUNDS);
    })
}

#[test]
fn only_a_signed_origin_bonds_a_currency() {
    test(|| {
        assert_noop!(Bonds::bond_asset(RuntimeOrigin::root(), Role::Watcher, USD, 100), BadOrigin);
        assert_noop!(Bonds::bond_asset(RuntimeOrigin::none(), Role::Watcher, USD, 100), BadOrigin);
        assert_eq!(Collateral::<Test>::iter().count(), 0);
    })
}
