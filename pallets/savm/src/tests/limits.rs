use polkadot_sdk::frame_support::{assert_err_ignore_postinfo, assert_ok, assert_storage_noop};

use crate::{mock::*, BlockGas, BlockInstances, Error};

const ENDLESS: &str = "again: JUMPDEST\nGAS\nPUSH4 100000\nGT\nPUSH2 :again\nJUMPI\nHALT";

#[test]
fn a_limit_must_be_given_and_within_bounds() {
    run(|| {
        let instance = instance("HALT");
        assert_storage_noop!(assert_err_ignore_postinfo!(call(instance, 0), Error::<Test>::GasLimitZero));
        assert_storage_noop!(assert_err_ignore_postinfo!(
            call(instance, MAX_GAS + 1),
            Error::<Test>::GasLimitTooHigh
        ));
        assert_ok!(call(instance, MAX_GAS));
        assert_ok!(call(instance, 1));
    });
}

#[test]
fn a_block_has_so_much_gas_and_the_next_has_it_again() {
    run(|| {
        let instance = instance(ENDLESS);
        for _ in 0..3 {
            assert_ok!(call(instance, MAX_GAS));
        }
        let used = BlockGas::<Test>::get();
        assert!(used > 3 * (MAX_GAS - 101_000) && used <= 3 * MAX_GAS - 300_000 + 300, "{used}");
        let left = MAX_BLOCK_GAS - used;
        assert!(left < MAX_GAS);
        assert_storage_noop!(assert_err_ignore_postinfo!(
            call(instance, left + 1),
            Error::<Test>::BlockGasExhausted
        ));
        assert_ok!(call(instance, left));
        next_block();
        assert_eq!(BlockGas::<Test>::get(), 0);
        assert_ok!(call(instance, MAX_GAS));
    });
}

#[test]
fn so_many_instances_change_in_a_block() {
    run(|| {
        let keeper = "PUSH1 1\nPUSH1 1\nSLOAD\nADD\nPUSH1 1\nSSTORE\nHALT";
        let keepers: Vec<_> = (0..5).map(|_| instance(keeper)).collect();
        for keeper in &keepers[..4] {
            assert_ok!(call(*keeper, MAX_GAS));
        }
        assert_eq!(BlockInstances::<Test>::get().into_inner(), &keepers[..4]);
        // A fifth finds writing unaffordable; one that has changed goes on.
        assert_storage_noop!(assert_err_ignore_postinfo!(call(keepers[4], MAX_GAS), Error::<Test>::OutOfGas));
        assert_ok!(call(keepers[0], MAX_GAS));
        // So does one that changes nothing.
        assert_ok!(call(instance("PUSH1 1\nSLOAD\nHALT"), MAX_GAS));
        next_block();
        assert_ok!(call(keepers[4], MAX_GAS));
    });
}

#[test]
fn one_call_changes_no_more_instances_than_a_block_may() {
    run(|| {
        let keepers: Vec<_> = (0..5).map(|_| instance("PUSH1 1\nPUSH1 1\nSSTORE\nHALT")).collect();
        let calls: String = keepers[..4].iter().map(|keeper| calling(keeper) + "ASSERT\n").collect();
        let last = calling(&keepers[4]);
        assert_ok!(call(instance(&format!("{calls}{last}NOT\nASSERT\nHALT")), MAX_GAS));
    });
}

#[test]
fn calls_end_at_the_64th_frame() {
    run(|| {
        // Counts frames in key 0 by calling itself; the deepest call answers 0.
        let text = "
            PUSH1 0\nSLOAD\nPUSH1 1\nADD\nPUSH1 0\nSSTORE
            PUSH1 0\nPUSH1 0\nPUSH1 0\nPUSH1 0\nPUSH1 0\nADDRESS\nGAS\nCALL\nHALT";
        let instance = instance(text);
        assert_ok!(call(instance, MAX_GAS));
        assert_eq!(stored(&instance, 0u8), Some(msez_savm::Word::from(64u8)));
    });
}
