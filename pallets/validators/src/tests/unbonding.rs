use crate::mock::*;
use msez_traits::{Bonds as _, Role};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::DispatchResult,
    sp_staking::offence::ReportOffence,
};

const IN_USE: pallet_bonds::Error<Test> = pallet_bonds::Error::RoleInUse;

fn unbond(who: AccountId, amount: u128) -> DispatchResult {
    Bonds::unbond(RuntimeOrigin::signed(who), Role::Validator, amount)
}

#[test]
fn a_validator_keeps_the_minimum_until_he_is_out() {
    test(|| {
        assert_noop!(unbond(1, BOND), IN_USE);
        assert_ok!(unbond(1, BOND - MINIMUM));
        assert_noop!(unbond(1, MINIMUM), IN_USE);
        assert_ok!(Validators::retire(RuntimeOrigin::signed(1)));
        assert_noop!(unbond(1, MINIMUM), IN_USE);
        next_session();
        assert_noop!(unbond(1, MINIMUM), IN_USE);
        next_session();
        assert_ok!(unbond(1, MINIMUM));
    })
}

#[test]
fn a_candidate_keeps_the_minimum() {
    test(|| {
        prepare(5);
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(5)));
        assert_noop!(unbond(5, BOND), IN_USE);
        assert_ok!(Validators::retire(RuntimeOrigin::signed(5)));
        assert_ok!(unbond(5, BOND));
    })
}

#[test]
fn other_roles_are_not_the_validators_business() {
    test(|| {
        assert_ok!(Bonds::bond(RuntimeOrigin::signed(1), Role::Watcher, BOND));
        assert_ok!(Bonds::unbond(RuntimeOrigin::signed(1), Role::Watcher, BOND));
    })
}

#[test]
fn a_bond_that_left_is_reached_as_long_as_evidence_is_accepted() {
    test(|| {
        assert_ok!(Validators::retire(RuntimeOrigin::signed(1)));
        next_session();
        let mut offence = equivocation(1, 100);
        offence.session = Session::current_index();
        let proof = prove(1);
        next_session();
        assert_ok!(unbond(1, BOND));

        // The last moment at which evidence is accepted.
        next_sessions(ACCOUNTABLE - 1);
        msez_test_support::run_blocks::<Test, AllPalletsWithSystem>(SESSION as u32 - 1);
        assert_eq!(owner(1, proof.clone()), Some(1));
        assert!(Bonds::withdraw_unbonded(RuntimeOrigin::signed(1), Role::Validator).is_err());
        assert_eq!(Bonds::at_stake(Role::Validator, &1), BOND);
        Validators::report_offence(vec![REPORTER], offence).unwrap();
        assert_eq!(Bonds::at_stake(Role::Validator, &1), 0);
        next_session();
        assert_eq!(owner(1, proof), None);
    })
}
