use crate::{mock::*, Chunk, Event, Ledgers};
use msez_test_support::{assert_last_event, events_of};
use msez_traits::{Balance, Bonds as _, Role, Slash, MAX_REPORTERS};
use polkadot_sdk::{
    frame_support::{
        assert_ok,
        traits::{
            fungible::{Inspect, Mutate},
            tokens::Preservation,
        },
    },
    sp_runtime::Perbill,
};

const ROLE: Role = Role::Watcher;

fn bonded(amount: Balance, body: impl FnOnce()) {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), ROLE, amount));
        body()
    })
}

fn slash(percent: u32, reporters: &[AccountId], harmed: Option<AccountId>) -> Slash {
    Bonds::slash(ROLE, &ALICE, Perbill::from_percent(percent), reporters, harmed.as_ref()).unwrap()
}

fn free(who: AccountId) -> Balance {
    Balances::free_balance(who)
}

#[test]
fn a_slash_is_split_among_reporter_harmed_and_treasury() {
    bonded(1_005, || {
        let issuance = Balances::total_issuance();
        let slash = slash(10, &[BOB], Some(CHARLIE));
        // 100.5 rounded up; 10 % and 50 % of it rounded down.
        let expected = Slash { amount: 101, reporters: 10, harmed: 50, treasury: 41, burnt: 0 };
        assert_eq!(slash, expected);
        assert_last_event::<Test>(Event::Slashed {
            role: ROLE,
            offender: ALICE,
            amount: 101,
            reporters: 10,
            harmed: 50,
            treasury: 41,
            burnt: 0,
        });
        assert_eq!((free(BOB), free(CHARLIE), free(TREASURY)), (ENDOWMENT + 10, ENDOWMENT + 50, ED + 41));
        assert_eq!(Bonds::at_stake(ROLE, &ALICE), 904);
        assert_eq!(Balances::total_issuance(), issuance);
    })
}

#[test]
fn without_reporter_and_harmed_everything_goes_to_the_treasury() {
    bonded(1_000, || {
        assert_eq!(slash(25, &[], None), Slash { amount: 250, treasury: 250, ..Default::default() });
    })
}

#[test]
fn a_partially_slashed_bond_can_be_slashed_again() {
    bonded(1_000, || {
        assert_eq!(slash(50, &[], None).amount, 500);
        assert_eq!(slash(50, &[], None).amount, 250);
        assert_eq!(slash(100, &[], None).amount, 250);
        assert_eq!(slash(100, &[], None), Slash::default());
        assert!(Ledgers::<Test>::get(ROLE, ALICE).is_none());
    })
}

#[test]
fn a_slash_reaches_what_is_unbonding() {
    bonded(1_000, || {
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(ALICE), ROLE, 600));
        run_to_block(15);
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(ALICE), ROLE, 300));
        assert_eq!(slash(50, &[], None).amount, 500);
        let ledger = Ledgers::<Test>::get(ROLE, ALICE).unwrap();
        assert_eq!(ledger.active, 50);
        assert_eq!(
            ledger.unbonding.into_inner(),
            vec![Chunk { due: 30, amount: 300 }, Chunk { due: 50, amount: 150 }]
        );
    })
}

#[test]
fn one_who_left_everything_behind_is_slashed_all_the_same() {
    bonded(1_000, || {
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(ALICE), ROLE, 1_000));
        assert_eq!(slash(100, &[BOB], None).amount, 1_000);
        assert!(Ledgers::<Test>::get(ROLE, ALICE).is_none());
    })
}

#[test]
fn another_role_is_not_touched() {
    bonded(1_000, || {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Operator, 700));
        slash(100, &[], None);
        assert_eq!(Bonds::at_stake(Role::Operator, &ALICE), 700);
    })
}

#[test]
fn somebody_without_a_bond_loses_nothing() {
    test(|| {
        assert_eq!(slash(100, &[BOB], None), Slash::default());
        assert!(events_of::<Test, Event<Test>>().is_empty());
    })
}

#[test]
fn a_beneficiary_below_the_existential_deposit_leaves_his_share_to_the_treasury() {
    bonded(100, || {
        // 10 % of 50 is 5, less than the existential deposit of 10.
        let slash = slash(50, &[NOBODY], None);
        assert_eq!(slash, Slash { amount: 50, treasury: 50, ..Default::default() });
        assert_eq!(free(NOBODY), 0);
    })
}

#[test]
fn an_account_that_does_not_exist_is_paid_when_the_share_is_large_enough() {
    bonded(1_000, || {
        assert_eq!(slash(10, &[NOBODY], None).reporters, ED);
        assert_eq!(free(NOBODY), ED);
    })
}

#[test]
fn reporters_share_and_the_remainder_is_the_treasurys() {
    bonded(1_000, || {
        // 10 % of 500 is 50: 25 each.
        assert_eq!(slash(50, &[BOB, CHARLIE], None).reporters, 50);
        // 10 % of 250 is 25: 8 each for three, but the third does not exist and 8 is too little to begin with.
        let slash = slash(50, &[BOB, CHARLIE, NOBODY], None);
        assert_eq!(slash, Slash { amount: 250, reporters: 16, treasury: 234, ..Default::default() });
    })
}

#[test]
fn who_reports_himself_is_not_paid() {
    bonded(1_000, || {
        assert_eq!(
            slash(50, &[ALICE], Some(ALICE)),
            Slash { amount: 500, treasury: 500, ..Default::default() }
        );
        assert_eq!(free(ALICE), ENDOWMENT - 1_000);
    })
}

#[test]
fn a_reporter_named_twice_is_paid_once() {
    bonded(1_000, || {
        assert_eq!(slash(50, &[BOB, BOB, CHARLIE, BOB], None).reporters, 50);
        assert_eq!((free(BOB), free(CHARLIE)), (ENDOWMENT + 25, ENDOWMENT + 25));
    })
}

#[test]
fn reporters_beyond_the_bound_are_not_paid() {
    bonded(10_000 - ED, || {
        let many: Vec<AccountId> = (1_000..1_000 + 2 * MAX_REPORTERS as u64).collect();
        let slash = slash(100, &many, None);
        let each = 999 / MAX_REPORTERS as Balance;
        assert_eq!(slash.reporters, each * MAX_REPORTERS as Balance);
        assert_eq!(free(many[MAX_REPORTERS - 1]), each);
        assert_eq!(free(many[MAX_REPORTERS]), 0);
    })
}

#[test]
fn frozen_funds_are_slashed_too() {
    use polkadot_sdk::frame_support::traits::{LockableCurrency, WithdrawReasons};
    bonded(1_000, || {
        Balances::set_lock(*b"a freeze", &ALICE, ENDOWMENT, WithdrawReasons::all());
        assert_eq!(slash(100, &[BOB], None).amount, 1_000);
    })
}

#[test]
fn an_offender_with_nothing_else_is_slashed_to_the_end() {
    bonded(1_000, || {
        // He spends all that is free; the existential deposit stays while something is held.
        assert_ok!(Balances::transfer(&ALICE, &BOB, ENDOWMENT - 1_000 - ED, Preservation::Preserve));
        let issuance = Balances::total_issuance();
        assert_eq!(slash(100, &[], None).amount, 1_000);
        assert_eq!(Balances::total_balance(&ALICE), ED);
        assert_eq!(Balances::total_issuance(), issuance);
    })
}

#[test]
fn what_even_the_treasury_cannot_receive_is_burnt_and_the_issuance_follows() {
    check_after(externalities_with(&[(ALICE, ENDOWMENT)]), || {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), ROLE, 100));
        let slash = slash(9, &[], None);
        assert_eq!(slash, Slash { amount: 9, burnt: 9, ..Default::default() });
        assert_eq!(Balances::total_issuance(), ENDOWMENT - 9);
        assert_eq!(Bonds::held(ROLE, &ALICE), 91);
    })
}

#[test]
fn shares_above_the_whole_create_no_money() {
    bonded(1_000, || {
        Reporters::set(Perbill::from_percent(80));
        Harmed::set(Perbill::from_percent(80));
        let slash = slash(50, &[BOB], Some(CHARLIE));
        assert_eq!(slash, Slash { amount: 500, reporters: 400, harmed: 100, ..Default::default() });
    })
}
