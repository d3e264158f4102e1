use msez_core::Digest;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    frame_system::RawOrigin,
    sp_runtime::{DispatchError, TokenError},
};

use crate::{mock::*, Error, Event, Instances, Programs};

#[test]
fn an_instance_stands_where_program_creator_and_salt_say() {
    run(|| {
        let program = deployed("HALT");
        let instance = Savm::address_of(&program, &account(2), [7; 32]);
        assert_ok!(Savm::instantiate(by(2), program, [7; 32], Some(asset())));
        let record = Instances::<Test>::get(instance).unwrap();
        let deposit = Savm::instance_deposit();
        assert_eq!((record.program, record.creator, record.asset), (program, account(2), Some(asset())));
        assert_eq!((record.items, record.storage_deposit, record.deposit), (0, 0, deposit));
        assert_eq!(Programs::<Test>::get(program).unwrap().instances, 1);
        assert_eq!(free(&at(&instance)), ED);
        assert_eq!(free(&account(2)), RICH - ED - deposit);
        let (creator, asset) = (account(2), Some(asset()));
        System::assert_last_event(Event::Instantiated { instance, program, creator, asset, deposit }.into());
        for other in [
            Savm::address_of(&program, &account(3), [7; 32]),
            Savm::address_of(&program, &account(2), [8; 32]),
            Savm::address_of(&Digest([1; 32]), &account(2), [7; 32]),
        ] {
            assert_ne!(instance, other);
        }
    });
}

#[test]
fn a_salt_counts_once() {
    run(|| {
        let program = deployed("HALT");
        assert_ok!(Savm::instantiate(by(2), program, [7; 32], None));
        assert_noop!(Savm::instantiate(by(2), program, [7; 32], None), Error::<Test>::AlreadyExists);
        assert_ok!(Savm::instantiate(by(3), program, [7; 32], None));
    });
}

#[test]
fn an_address_that_has_funds_already_gets_no_more() {
    run(|| {
        let program = deployed("HALT");
        let instance = Savm::address_of(&program, &account(2), [7; 32]);
        assert_ok!(Balances::transfer_allow_death(by(5), at(&instance), 500));
        assert_ok!(Savm::instantiate(by(2), program, [7; 32], None));
        assert_eq!(free(&at(&instance)), 500);
    });
}

#[test]
fn what_is_not_deployed_not_signed_or_not_paid_is_refused() {
    run(|| {
        let program = deployed("HALT");
        for origin in [RawOrigin::Root, RawOrigin::None] {
            assert_noop!(Savm::instantiate(origin.into(), program, [0; 32], None), DispatchError::BadOrigin);
        }
        assert_noop!(
            Savm::instantiate(by(2), Digest([9; 32]), [0; 32], None),
            Error::<Test>::ProgramNotFound
        );
        assert_noop!(Savm::instantiate(by(77), program, [0; 32], None), TokenError::FundsUnavailable);
    });
}
