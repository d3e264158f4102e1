use crate::{mock::*, Collateral, Event, Ledgers};
use msez_test_support::{assert_event, events_of};
use msez_traits::{Balance, Bonds as _, Role, Slash};
use polkadot_sdk::{frame_support::assert_ok, sp_runtime::Perbill};

const ROLE: Role = Role::Watcher;

fn slash(percent: u32, reporters: &[AccountId], harmed: Option<AccountId>) -> Slash {
    Bonds::slash(ROLE, &ALICE, Perbill::from_percent(percent), reporters, harmed.as_ref()).unwrap()
}

/// Alice has bonded 1,005 native, 1,005 dollars and 505 euros. The custody and everybody else has all currencies.
fn bonded(body: impl FnOnce()) {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), ROLE, 1_005));
        assert_ok!(Bonds::bond_asset(RuntimeOrigin::signed(ALICE), ROLE, USD, 1_005));
        assert_ok!(Bonds::bond_asset(RuntimeOrigin::signed(ALICE), ROLE, EUR, 505));
        body();
        for asset in [USD, EUR] {
            assert_eq!(issued(asset), 3 * FUNDS);
        }
    })
}

fn active(asset: AssetId) -> Balance {
    let all = Collateral::<Test>::get(ROLE, ALICE);
    all.iter().find(|one| one.asset == asset).map_or(0, |one| one.ledger.active)
}

#[test]
fn every_currency_is_slashed_and_split_in_kind() {
    bonded(|| {
        let slash = slash(10, &[BOB], Some(CHARLIE));
        // The answer is about the native token.
        assert_eq!(slash, Slash { amount: 101, reporters: 10, harmed: 50, treasury: 41, burnt: 0 });
        for (asset, amount, reporters, harmed) in [(USD, 101, 10, 50), (EUR, 51, 5, 25)] {
            let treasury = amount - reporters - harmed;
            assert_event::<Test>(Event::AssetSlashed {
                role: ROLE,
                offender: ALICE,
                asset,
                amount,
                reporters,
                harmed,
                treasury,
                seized: 0,
            });
            assert_eq!(Assets::balance(asset, BOB), FUNDS + reporters);
            assert_eq!(Assets::balance(asset, CHARLIE), FUNDS + harmed);
            assert_eq!(Assets::balance(asset, TREASURY), treasury);
        }
        assert_eq!((active(USD), active(EUR)), (904, 454));
    })
}

#[test]
fn what_was_slashed_before_is_slashed_again_with_everything_that_leaves() {
    bonded(|| {
        assert_ok!(Bonds::unbond_asset(RuntimeOrigin::signed(ALICE), ROLE, USD, 805));
        run_to_block(15);
        assert_ok!(Bonds::unbond_asset(RuntimeOrigin::signed(ALICE), ROLE, USD, 100));
        slash(50, &[], None);
        let ledger = Collateral::<Test>::get(ROLE, ALICE)[0].ledger.clone();
        assert_eq!(ledger.total(), 1_005 - 503);
        assert_eq!(ledger.active, 50);
        slash(50, &[], None);
        assert_eq!(Collateral::<Test>::get(ROLE, ALICE)[0].ledger.total(), 1_005 - 503 - 251);
        slash(100, &[], None);
        assert!(Collateral::<Test>::get(ROLE, ALICE).is_empty());
        assert!(Ledgers::<Test>::get(ROLE, ALICE).is_none());
        assert_eq!(Bonds::at_stake(ROLE, &ALICE), 0);
        assert_eq!(Assets::balance(USD, TREASURY), 1_005);
        assert_eq!(Assets::balance(EUR, TREASURY), 505);
    })
}

#[test]
fn a_currency_without_a_rate_is_slashed_all_the_same() {
    bonded(|| {
        set_rate(USD, None);
        assert_ok!(Bonds::disallow_asset(RuntimeOrigin::root(), EUR));
        slash(100, &[], None);
        assert_eq!(Assets::balance(USD, TREASURY), 1_005);
        assert_eq!(Assets::balance(EUR, TREASURY), 505);
    })
}

#[test]
fn a_beneficiary_who_cannot_take_a_currency_leaves_it_to_the_treasury() {
    bonded(|| {
        // 10 % of 101 native units is his existential deposit, so he has an account; 10 % of 51 euros is 5. Of
        // the 23 of the second slash it is 2, less than an account keeps.
        slash(10, &[NOBODY], None);
        assert_eq!(Assets::balance(EUR, NOBODY), 5);
        assert_eq!(Assets::balance(EUR, TREASURY), 46);
        slash(5, &[99], None);
        assert_eq!((Assets::balance(EUR, 99), Assets::balance(USD, 99)), (0, 0));
        assert_eq!(Assets::balance(EUR, TREASURY), 46 + 23);
    })
}

#[test]
fn collateral_alone_is_slashed_although_no_native_token_is() {
    test(|| {
        assert_ok!(Bonds::bond_asset(RuntimeOrigin::signed(ALICE), ROLE, USD, 1_000));
        assert!(Bonds::at_stake(ROLE, &ALICE) > 0);
        assert_eq!(slash(100, &[BOB], None), Slash::default());
        assert_eq!(Assets::balance(USD, BOB), FUNDS + 100);
        assert_eq!(Assets::balance(USD, TREASURY), 900);
    })
}

#[test]
fn a_slash_of_nothing_is_nothing() {
    bonded(|| {
        let before = events_of::<Test, Event<Test>>().len();
        assert_eq!(slash(0, &[BOB], None), Slash::default());
        assert_eq!(events_of::<Test, Event<Test>>().len(), before);
    })
}

#[test]
fn another_role_is_not_touched() {
    bonded(|| {
        assert_ok!(Bonds::bond_asset(RuntimeOrigin::signed(ALICE), Role::Operator, USD, 700));
        slash(100, &[], None);
        assert_eq!(Bonds::collateral(Role::Operator, ALICE)[0].active, 700);
    })
}
