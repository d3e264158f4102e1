use crate::{mock::*, Admitted, Candidates};
use msez_traits::{Bonds as _, Role};
use polkadot_sdk::{frame_support::traits::IntegrityTest, sp_runtime::BuildStorage};

#[test]
fn the_first_validators_are_bonded_admitted_and_in_the_set() {
    test(|| {
        for who in 1..=4 {
            assert_eq!(Bonds::active(Role::Validator, &who), BOND);
            assert!(Admitted::<Test>::contains_key(who));
        }
        assert_eq!(Candidates::<Test>::get().into_inner(), vec![1, 2, 3, 4]);
        assert_eq!(set(), vec![1, 2, 3, 4]);
        // Roots of the first two sessions, without which evidence could never be checked.
        assert!(Historical::historical_root(0).is_some());
        assert!(Historical::historical_root(1).is_some());
    })
}

#[test]
fn a_validator_without_keys_is_not_in_the_first_set() {
    let genesis = RuntimeGenesisConfig {
        balances: polkadot_sdk::pallet_balances::GenesisConfig {
            balances: vec![(1, ENDOWMENT), (2, ENDOWMENT)],
            dev_accounts: None,
        },
        validators: crate::GenesisConfig { validators: vec![(1, BOND), (2, BOND)] },
        session: pallet_session::GenesisConfig { keys: vec![(1, 1, keys(1))], ..Default::default() },
        ..Default::default()
    };
    polkadot_sdk::sp_io::TestExternalities::from(genesis.build_storage().unwrap())
        .execute_with(|| assert_eq!(set(), vec![1]));
}

fn genesis_of(validators: Vec<(AccountId, u128)>) {
    let balances = vec![(1, ENDOWMENT)];
    let _ = RuntimeGenesisConfig {
        balances: polkadot_sdk::pallet_balances::GenesisConfig { balances, dev_accounts: None },
        validators: crate::GenesisConfig { validators },
        ..Default::default()
    }
    .build_storage();
}

#[test]
#[should_panic(expected = "cannot bond")]
fn a_first_validator_must_have_his_bond() {
    genesis_of(vec![(1, ENDOWMENT + 1)]);
}

#[test]
#[should_panic(expected = "twice")]
fn a_first_validator_is_named_once() {
    genesis_of(vec![(1, BOND), (1, BOND)]);
}

#[test]
fn the_configuration_is_sound() {
    <AllPalletsWithSystem as IntegrityTest>::integrity_test();
}
