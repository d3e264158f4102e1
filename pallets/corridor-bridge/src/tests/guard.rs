use super::*;
use msez_traits::{Role, RoleGuard};

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
        assert_ok!(Bridge::abort(&id, Perbill::one()));
        assert_ok!(Bridge::retire(by(1), way(0)));
        assert!(may(0));
        assert_ok!(pallet_bonds::Pallet::<Test>::unbond(by(1), Role::Operator, MINIMUM));
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
        let reference = msez_core::Digest([1; 32]);
        let commit_by = COMMIT_BY * 2;
        let prepare_by = COMMIT_BY + MINUTE;
        let order = msez_traits::TransferOrder { reference, commit_by, prepare_by, ..order(1) };
        assert_noop!(<Bridge as msez_traits::Bridge<AccountId>>::open(order), Error::NoOperator);
    });
}
