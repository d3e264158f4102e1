use crate::{mock::*, Chunk, Error, Event, Ledgers};
use msez_test_support::assert_last_event;
use msez_traits::{Balance, Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{traits::BadOrigin, DispatchResult},
};

fn unbond(amount: Balance) -> DispatchResult {
    Bonds::unbond(RuntimeOrigin::signed(ALICE), Role::Validator, amount)
}

fn bonded(amount: Balance, body: impl FnOnce()) {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(ALICE), Role::Validator, amount));
        body()
    })
}

#[test]
fn a_part_leaves_after_the_delay_and_stays_at_stake() {
    bonded(500, || {
        assert_ok!(unbond(200));
        // 1 + 28, on the next multiple of 10.
        let due = 30;
        assert_last_event::<Test>(Event::Unbonded {
            role: Role::Validator,
            who: ALICE,
            amount: 200,
            active: 300,
            due,
        });
        assert_eq!(Bonds::active(Role::Validator, &ALICE), 300);
        assert_eq!(Bonds::at_stake(Role::Validator, &ALICE), 500);
        assert_eq!(Bonds::held(Role::Validator, &ALICE), 500);
    })
}

#[test]
fn chunks_of_one_step_are_one() {
    bonded(500, || {
        assert_ok!(unbond(100));
        run_to_block(2);
        assert_ok!(unbond(100));
        run_to_block(3);
        assert_ok!(unbond(100));
        let ledger = Ledgers::<Test>::get(Role::Validator, ALICE).unwrap();
        assert_eq!(
            ledger.unbonding.into_inner(),
            vec![Chunk { due: 30, amount: 200 }, Chunk { due: 40, amount: 100 }]
        );
    })
}

#[test]
fn somebody_who_unbonds_in_every_block_never_runs_out_of_chunks() {
    bonded(ENDOWMENT - ED, || {
        for block in 1..100 {
            run_to_block(block);
            assert_ok!(unbond(1));
            let _ = Bonds::withdraw_unbonded(RuntimeOrigin::signed(ALICE), Role::Validator);
        }
    })
}

#[test]
fn chunks_are_bounded() {
    bonded(ENDOWMENT - ED, || {
        for _ in 0..5 {
            assert_ok!(unbond(1));
            Delay::mutate(|delay| *delay += 50);
        }
        assert_noop!(unbond(1), Error::<Test>::TooManyUnbonding);
    })
}

#[test]
fn what_remains_is_nothing_or_the_minimum() {
    bonded(500, || {
        assert_noop!(unbond(500 - MINIMUM + 1), Error::<Test>::BelowMinimum);
        assert_ok!(unbond(500 - MINIMUM));
        assert_ok!(unbond(MINIMUM));
    })
}

#[test]
fn the_pallet_of_the_role_may_veto() {
    bonded(500, || {
        Locked::set(vec![(Role::Validator, ALICE)]);
        assert_noop!(unbond(500), Error::<Test>::RoleInUse);
        assert_ok!(unbond(500 - MINIMUM));
        Locked::set(vec![(Role::Watcher, ALICE)]);
        assert_ok!(unbond(MINIMUM));
    })
}

#[test]
fn more_than_there_is_cannot_leave() {
    test(|| {
        assert_noop!(unbond(1), Error::<Test>::NotFound);
    });
    bonded(500, || {
        assert_noop!(unbond(501), Error::<Test>::NotEnough);
        assert_noop!(unbond(0), Error::<Test>::ZeroAmount);
        assert_ok!(unbond(500));
        assert_noop!(unbond(1), Error::<Test>::NotEnough);
    })
}

#[test]
fn only_a_signed_origin_unbonds() {
    bonded(500, || {
        assert_noop!(Bonds::unbond(RuntimeOrigin::root(), Role::Validator, 500), BadOrigin);
        assert_noop!(Bonds::unbond(RuntimeOrigin::none(), Role::Validator, 500), BadOrigin);
        assert_noop!(
            Bonds::unbond(RuntimeOrigin::signed(BOB), Role::Validator, 500),
            Error::<Test>::NotFound
        );
    })
}
