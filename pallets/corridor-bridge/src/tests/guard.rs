use super::*;
use msez_traits::{Role, RoleGuard};
use polkadot_sdk::sp_core::Pair;

#[test]
fn what_an_operator_carries_stays_behind_by_its_bond() {
    run(|| {
        let may =
            |remaining| <Bridge as RoleGuard<AccountId>>::may_unbond(Role::Operator, &account(1), remaining);
        assert!(may(0));
        staffed(0, &[1]);
        assert!(may(MINIMUM) && !may(MINIMUM - 1) && !may(0));
        let order = msez_traits::TransferOrder { value: msez_core::Usd::dollars(10_000), ..order(1) };
        let id = <Bridge as msez_traits::Bridge<AccountId>>::open(order).unwrap();
        assert!(may(1_000) && !may(999));
        assert!(<Bridge as RoleGuard<AccountId>>::may_withdraw(Role::Operator, &account(1)));
        assert!(<Bridge as RoleGuard<AccountId>>::may_unbond(Role::Watcher, &account(1), 0));
        assert_ok!(Bridge::abort(&id, Perbill::one(), &[]));
        assert_ok!(Bridge::retire(by(1), way(0)));
        assert!(may(0));
        assert_ok!(pallet_bonds::Pallet::<Test>::unbond(by(1), Role::Operator, MINIMUM));
    });
}

#[test]
fn the_least_stays_for_each_corridor() {
    run(|| {
        registered(0, 1);
        registered(1, 1);
        let unbond = |amount| pallet_bonds::Pallet::<Test>::unbond(by(1), Role::Operator, amount);
        assert_noop!(unbond(1), pallet_bonds::Error::<Test>::RoleInUse);
        assert_ok!(Bridge::retire(by(1), way(0)));
        assert_ok!(unbond(MINIMUM));
        assert_noop!(unbond(MINIMUM), pallet_bonds::Error::<Test>::RoleInUse);
    });
}

#[test]
fn what_others_have_delegated_stands_for_nothing_without_a_bond_of_its_own() {
    run(|| {
        staffed(0, &[1]);
        let delegate =
            |n| pallet_bonds::Pallet::<Test>::delegate(by(n), Role::Operator, account(1), 2 * MINIMUM);
        assert_ok!(delegate(30));
        assert_ok!(delegate(31));
        bond(1, MINIMUM);
        assert_eq!(Bridge::exposure_cap(&account(1)), 60 * MINIMUM);
        let may =
            |remaining| <Bridge as RoleGuard<AccountId>>::may_unbond(Role::Operator, &account(1), remaining);
        assert!(may(MINIMUM) && !may(0));
        // Five times the least is what its least and four times that stand for.
        let order = msez_traits::TransferOrder { value: msez_core::Usd::dollars(50_000), ..order(1) };
        <Bridge as msez_traits::Bridge<AccountId>>::open(order).unwrap();
        assert!(may(MINIMUM) && !may(MINIMUM - 1) && !may(0));
    });
}

#[test]
fn nobody_slips_out_from_under_the_slash_of_a_late_hop() {
    run(|| {
        staffed(0, &[1]);
        bond(1, 4 * MINIMUM);
        let id = decided(1);
        let unbond = |amount| pallet_bonds::Pallet::<Test>::unbond(by(1), Role::Operator, amount);
        // What the exposure does not need may leave, and is at stake until it has left.
        assert_ok!(unbond(4 * MINIMUM));
        assert_noop!(unbond(MINIMUM), pallet_bonds::Error::<Test>::RoleInUse);
        assert_noop!(Bridge::refuse_hop(by(1), id, 0), Error::AlreadyPrepared);
        assert_noop!(Bridge::retire(by(1), way(0)), Error::HopsOpen);
        assert_ok!(Bridge::dismiss_operator(by(100), way(0), account(1)));
        assert_noop!(Bridge::retire(by(1), way(0)), Error::HopsOpen);
        assert_ok!(Bridge::rotate_key(by(1), way(0), pair(77).public(), possession(1, &pair(77))));
        block_at(COMMIT_BY + 1);
        let at_stake = <Bonds as msez_traits::Bonds<AccountId>>::at_stake(Role::Operator, &account(1));
        assert_eq!(at_stake, 4 * MINIMUM, "a fifth of everything is gone");
        assert_eq!(operator(id, 0), 1, "and the hop is still his");
        assert_noop!(Bridge::retire(by(1), way(0)), Error::HopsOpen);
    });
}

#[test]
fn who_was_slashed_below_the_minimum_gets_no_more_hops_and_takes_nothing_out() {
    run(|| {
        staffed(0, &[1]);
        decided(1);
        block_at(COMMIT_BY + 1);
        assert_eq!(
            <Bonds as msez_traits::Bonds<AccountId>>::active(Role::Operator, &account(1)),
            MINIMUM - MINIMUM / 5
        );
        let out = pallet_bonds::Pallet::<Test>::unbond(by(1), Role::Operator, MINIMUM - MINIMUM / 5);
        assert_noop!(out, pallet_bonds::Error::<Test>::RoleInUse);
        let reference = msez_core::Digest([1; 32]);
        let commit_by = COMMIT_BY * 2;
        let prepare_by = COMMIT_BY + MINUTE;
        let order = msez_traits::TransferOrder { reference, commit_by, prepare_by, ..order(1) };
        assert_noop!(<Bridge as msez_traits::Bridge<AccountId>>::open(order), Error::NoOperator);
    });
}
