use crate::{mock::*, Event, Pools};
use msez_test_support::{assert_event, assert_last_event};
use msez_traits::{Balance, Bonds as _, Role, Slash};
use polkadot_sdk::{frame_support::assert_ok, sp_runtime::Perbill};

const ROLE: Role = Role::Operator;

fn slash(percent: u32, reporters: &[AccountId], harmed: Option<AccountId>) -> Slash {
    Bonds::slash(ROLE, &ALICE, Perbill::from_percent(percent), reporters, harmed.as_ref()).unwrap()
}

/// Alice operates with 1,005; Bob has delegated 300 and Charlie 105, of which 55 are leaving.
fn delegated(body: impl FnOnce()) {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), ROLE, 1_005));
        assert_ok!(Bonds::delegate(RuntimeOrigin::signed(BOB), ROLE, ALICE, 300));
        assert_ok!(Bonds::delegate(RuntimeOrigin::signed(CHARLIE), ROLE, ALICE, 105));
        assert_ok!(Bonds::undelegate(RuntimeOrigin::signed(CHARLIE), ROLE, ALICE, 55));
        body();
    })
}

fn worth(who: AccountId) -> (Balance, Balance) {
    Bonds::delegation(ROLE, ALICE, who).map_or((0, 0), |report| (report.active, report.leaving))
}

#[test]
fn those_who_delegated_bear_their_part_and_so_does_what_leaves() {
    delegated(|| {
        let issuance = Balances::total_issuance();
        // 100.5 and 40.5, each rounded up and each split.
        let slash = slash(10, &[BOB], None);
        assert_eq!(
            slash,
            Slash { amount: 101 + 41, reporters: 10 + 4, treasury: 91 + 37, ..Default::default() }
        );
        assert_event::<Test>(Event::DelegationSlashed { role: ROLE, delegate: ALICE, amount: 41 });
        assert_last_event::<Test>(Event::Slashed {
            role: ROLE,
            offender: ALICE,
            amount: 142,
            reporters: 14,
            harmed: 0,
            treasury: 128,
            burnt: 0,
        });
        assert_eq!(worth(BOB), (269, 0));
        assert_eq!(worth(CHARLIE), (44, 49));
        assert_eq!(Bonds::at_stake(ROLE, &ALICE), 904 + 364);
        assert_eq!(Balances::total_issuance(), issuance);
    })
}

#[test]
fn a_second_slash_reaches_everything_again() {
    delegated(|| {
        assert_eq!(slash(50, &[], None).amount, 503 + 203);
        assert_eq!(slash(50, &[], None).amount, 251 + 101);
        assert_eq!(slash(100, &[], None).amount, 251 + 101);
        assert_eq!(slash(100, &[], None), Slash::default());
        assert_eq!((worth(BOB), worth(CHARLIE)), ((0, 0), (0, 0)));
        assert_eq!(Bonds::at_stake(ROLE, &ALICE), 0);
    })
}

#[test]
fn who_has_left_with_his_own_leaves_those_at_stake_who_stay() {
    delegated(|| {
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(ALICE), ROLE, 1_005));
        run_to_block(30);
        assert_ok!(Bonds::withdraw_unbonded(RuntimeOrigin::signed(ALICE), ROLE));
        let slash = slash(100, &[], None);
        assert_eq!(slash.amount, 405);
        assert_eq!(Pools::<Test>::get(ROLE, ALICE).unwrap().value, 0);
    })
}

#[test]
fn somebody_whose_account_the_first_part_creates_gets_the_second_as_well() {
    delegated(|| {
        // 10 % of 201 is 20, enough for an account; 10 % of 81 alone would be too little.
        let slash = slash(20, &[NOBODY], None);
        assert_eq!((slash.amount, slash.reporters, slash.burnt), (201 + 81, 20 + 8, 0));
        assert_eq!(Balances::free_balance(NOBODY), 28);
    })
}

#[test]
fn what_even_the_treasury_cannot_receive_is_burnt() {
    check_after(externalities_with(&[(ALICE, ENDOWMENT), (BOB, ENDOWMENT)]), || {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), ROLE, 100));
        assert_ok!(Bonds::delegate(RuntimeOrigin::signed(BOB), ROLE, ALICE, 100));
        assert_eq!(slash(9, &[], None), Slash { amount: 18, burnt: 18, ..Default::default() });
        assert_eq!(Balances::total_issuance(), 2 * ENDOWMENT - 18);
        assert_eq!(Balances::free_balance(Bonds::custody()), ED + 91);
    })
}

#[test]
fn another_delegate_and_another_role_are_not_touched() {
    delegated(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Watcher, 500));
        assert_ok!(Bonds::delegate(RuntimeOrigin::signed(BOB), Role::Watcher, ALICE, 200));
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(CHARLIE), ROLE, 500));
        assert_ok!(Bonds::delegate(RuntimeOrigin::signed(BOB), ROLE, CHARLIE, 200));
        slash(100, &[], None);
        assert_eq!(Bonds::backing(Role::Watcher, &ALICE), 700);
        assert_eq!(Bonds::backing(ROLE, &CHARLIE), 700);
    })
}
