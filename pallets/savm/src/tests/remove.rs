use msez_core::Digest;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    frame_system::RawOrigin,
    sp_runtime::DispatchError,
};

use crate::{mock::*, Code, Error, Event, Instances, Programs};

#[test]
fn a_bare_instance_is_removed_and_everything_goes_back() {
    run(|| {
        let instance = instance("HALT");
        assert_ok!(Savm::remove_instance(by(2), instance));
        assert_eq!(free(&account(2)), RICH);
        assert!(!System::account_exists(&at(&instance)));
        assert!(!Instances::<Test>::contains_key(instance));
        assert_eq!(Programs::<Test>::get(deployed("HALT")).unwrap().instances, 0);
        System::assert_last_event(Event::InstanceRemoved { instance }.into());
        assert_noop!(Savm::remove_instance(by(2), instance), Error::<Test>::InstanceNotFound);
    });
}

#[test]
fn an_instance_with_words_or_funds_stays() {
    run(|| {
        let keeper = instance("PUSH1 42\nPUSH1 0\nSSTORE\nHALT");
        assert_ok!(call(keeper, MAX_GAS));
        assert_noop!(Savm::remove_instance(by(2), keeper), Error::<Test>::HasStorage);
        let rich = instance("HALT");
        let deposit = Instances::<Test>::get(rich).unwrap().deposit;
        assert_ok!(Balances::transfer_allow_death(by(5), at(&rich), deposit + 1));
        assert_noop!(Savm::remove_instance(by(2), rich), Error::<Test>::HasFunds);
    });
}

#[test]
fn only_the_creator_removes_an_instance() {
    run(|| {
        let instance = instance("HALT");
        for who in [1, 3] {
            assert_noop!(Savm::remove_instance(by(who), instance), Error::<Test>::NotAuthorized);
        }
        for origin in [RawOrigin::Root, RawOrigin::None] {
            assert_noop!(Savm::remove_instance(origin.into(), instance), DispatchError::BadOrigin);
        }
        assert_noop!(Savm::remove_instance(by(2), Digest([9; 32])), Error::<Test>::InstanceNotFound);
    });
}

#[test]
fn an_instance_that_was_emptied_can_be_removed_and_created_again() {
    run(|| {
        let text = "PUSH1 0\nSHAS\nPUSH2 :gone\nJUMPI\nPUSH1 1\nPUSH1 0\nSSTORE\nHALT\n\
                    gone: JUMPDEST\nPUSH1 0\nSDELETE\nHALT";
        let instance = instance(text);
        assert_ok!(call(instance, MAX_GAS));
        assert_noop!(Savm::remove_instance(by(2), instance), Error::<Test>::HasStorage);
        assert_ok!(call(instance, MAX_GAS));
        assert_ok!(Savm::remove_instance(by(2), instance));
        assert_ok!(Savm::instantiate(by(2), deployed(text), [0; 32], None));
        assert!(Instances::<Test>::contains_key(instance));
    });
}

#[test]
fn a_program_is_removed_by_its_deployer_once_nothing_runs_it() {
    run(|| {
        let instance = instance("HALT");
        let program = deployed("HALT");
        assert_noop!(Savm::remove_program(by(1), program), Error::<Test>::InUse);
        assert_ok!(Savm::remove_instance(by(2), instance));
        assert_noop!(Savm::remove_program(by(2), program), Error::<Test>::NotAuthorized);
        for origin in [RawOrigin::Root, RawOrigin::None] {
            assert_noop!(Savm::remove_program(origin.into(), program), DispatchError::BadOrigin);
        }
        assert_ok!(Savm::remove_program(by(1), program));
        assert_eq!(free(&account(1)), RICH);
        assert!(!Code::<Test>::contains_key(program));
        System::assert_last_event(Event::ProgramRemoved { program }.into());
        assert_noop!(Savm::remove_program(by(1), program), Error::<Test>::ProgramNotFound);
        assert_ok!(Savm::deploy(by(4), vec![0xf0].try_into().unwrap()));
    });
}
