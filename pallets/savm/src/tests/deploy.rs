use msez_savm::{limits::CODE_LIMIT, opcode::byte};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    frame_system::RawOrigin,
    sp_runtime::{DispatchError, TokenError},
};

use crate::{mock::*, Code, Error, Event, Programs};

const MISSION: [u8; 6] = [byte::PUSH1, 42, byte::PUSH1, 0, byte::SSTORE, byte::HALT];

#[test]
fn code_is_kept_under_its_digest_on_a_deposit_for_its_size() {
    run(|| {
        assert_ok!(Savm::deploy(by(1), MISSION.to_vec().try_into().unwrap()));
        let program = msez_savm::code_id::<crate::HostCrypto>(&MISSION);
        let record = Programs::<Test>::get(program).unwrap();
        assert_eq!(Code::<Test>::get(program).unwrap().code(), MISSION);
        assert_eq!((record.deployer.clone(), record.instances, record.deployed_at), (account(1), 0, START));
        assert_eq!(record.deposit, Savm::program_deposit(record.size));
        assert_eq!(free(&account(1)), RICH - record.deposit);
        let deposit = record.deposit;
        System::assert_last_event(Event::Deployed { program, deployer: account(1), deposit }.into());
    });
}

#[test]
fn the_deposit_grows_with_the_analysis() {
    run(|| {
        let straight = deployed(&"PUSH0\n".repeat(100));
        let jumpy = deployed(&"JUMPDEST\n".repeat(100));
        let deposit = |id| Programs::<Test>::get(id).unwrap().deposit;
        assert!(deposit(jumpy) > deposit(straight) + 250);
    });
}

#[test]
fn the_same_code_is_deployed_once() {
    run(|| {
        assert_ok!(Savm::deploy(by(1), MISSION.to_vec().try_into().unwrap()));
        for who in [1, 2] {
            assert_noop!(
                Savm::deploy(by(who), MISSION.to_vec().try_into().unwrap()),
                Error::<Test>::AlreadyExists
            );
        }
    });
}

#[test]
fn code_has_bounds() {
    run(|| {
        assert_noop!(Savm::deploy(by(1), Default::default()), Error::<Test>::CodeEmpty);
        assert!(crate::pallet::CodeBytes::try_from(vec![0; CODE_LIMIT + 1]).is_err());
        assert_ok!(Savm::deploy(by(1), vec![byte::JUMPDEST; CODE_LIMIT].try_into().unwrap()));
    });
}

#[test]
fn somebody_must_sign_and_pay() {
    run(|| {
        let code: crate::pallet::CodeBytes = MISSION.to_vec().try_into().unwrap();
        for origin in [RawOrigin::Root, RawOrigin::None] {
            assert_noop!(Savm::deploy(origin.into(), code.clone()), DispatchError::BadOrigin);
        }
        assert_noop!(Savm::deploy(by(77), code), TokenError::FundsUnavailable);
    });
}
