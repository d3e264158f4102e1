//! What the reference's tests assert about its machine, as far as it was no defect.

mod common;

use common::*;
use msez_savm::{opcode::Opcode, Fault, Word};

fn limited(source: &str, gas_limit: u64) -> msez_savm::Outcome {
    run_in(host(&code(source)), call(gas_limit)).outcome
}

#[test]
fn the_example_of_the_mission_succeeds_with_20004_gas() {
    let run = run("PUSH1 42\nPUSH1 0\nSSTORE\nHALT");
    assert!(run.outcome.succeeded());
    assert_eq!(run.outcome.gas_used, 20_004);
    assert_eq!(run.host.storage_of(&SELF.into()).collect::<Vec<_>>(), [(&Word::ZERO, &Word::from(42u8))]);
}

#[test]
fn arithmetic_that_is_stored_costs_20016() {
    let run = run("PUSH1 10\nPUSH1 5\nADD\nPUSH1 2\nMUL\nPUSH1 0\nSSTORE\nHALT");
    assert_eq!(run.outcome.gas_used, 20_016);
    assert_eq!(run.host.storage_of(&SELF.into()).next(), Some((&Word::ZERO, &Word::from(30u8))));
    assert_eq!(gas("PUSH1 1\nPUSH1 2\nADD\nHALT"), 7);
}

#[test]
fn an_endless_loop_uses_its_limit_exactly() {
    let outcome = limited("loop: JUMPDEST\nPUSH1 :loop\nJUMP", 10_000);
    assert_eq!(outcome.fault(), Some(Fault::OutOfGas));
    // 833 rounds of 12 and, of the last, JUMPDEST and PUSH1.
    assert_eq!(outcome.gas_used, 10_000);
}

#[test]
fn what_cannot_be_paid_is_not_charged() {
    let outcome = limited("PUSH1 42\nPUSH1 0\nSSTORE\nHALT", 100);
    assert_eq!((outcome.fault(), outcome.gas_used), (Some(Fault::OutOfGas), 4));
    assert!(outcome.fault().unwrap().to_string().contains("gas"));
}

#[test]
fn a_jump_to_nowhere_is_charged_and_fails() {
    let outcome = run("PUSH1 255\nJUMP").outcome;
    assert_eq!((outcome.fault(), outcome.gas_used), (Some(Fault::InvalidJump), 10));
    assert!(outcome.fault().unwrap().to_string().contains("jump"));
}

#[test]
fn the_stack_holds_256_words() {
    assert_eq!(stack(&"PUSH1 1\n".repeat(256)).len(), 256);
    let outcome = run(&"PUSH1 1\n".repeat(257)).outcome;
    assert_eq!((outcome.fault(), outcome.gas_used), (Some(Fault::StackOverflow), 514));
    assert!(outcome.fault().unwrap().to_string().contains("overflow"));
}

#[test]
fn memory_ends_at_64_kib() {
    let run_ = run("PUSH1 7\nPUSH2 65504\nMSTORE\nMSIZE");
    assert_eq!((run_.stack, run_.memory.len()), (vec![65_536u32.into()], 65_536));
    let outcome = run("PUSH1 7\nPUSH4 65536\nMSTORE").outcome;
    assert_eq!(outcome.fault(), Some(Fault::MemoryLimit));
    assert!(outcome.fault().unwrap().to_string().starts_with("Memory limit exceeded"));
    assert_eq!(stack("PUSH1 100\nMLOAD\nMSIZE"), [132u8.into(), Word::ZERO]);
}

#[test]
fn return_and_revert_extend_memory_with_zeros() {
    let returned = run("PUSH1 32\nPUSH2 256\nRETURN").outcome;
    assert!(returned.succeeded());
    assert_eq!(returned.return_data(), [0; 32]);
    let reverted = run("PUSH1 32\nPUSH2 512\nREVERT").outcome;
    assert!(!reverted.succeeded());
    assert_eq!((reverted.fault(), reverted.return_data()), (None, &[0; 32][..]));
    assert!(run("PUSH1 0\nPUSH1 0\nRETURN").outcome.return_data().is_empty());
}

#[test]
fn hashes_logs_and_signatures_reach_past_memory() {
    for source in [
        "PUSH2 1000\nPUSH1 32\nSHA256",
        "PUSH2 1000\nPUSH1 32\nKECCAK256",
        "PUSH2 1000\nPUSH1 16\nLOG0",
        "PUSH1 1\nPUSH2 1000\nPUSH1 16\nLOG1",
        "PUSH1 2\nPUSH1 1\nPUSH2 1000\nPUSH1 16\nLOG2",
        "PUSH1 1\nPUSH2 1000\nPUSH1 8\nPUSH2 2000\nPUSH1 64\nVERIFY_SIG",
    ] {
        assert!(run(source).outcome.succeeded(), "{source}");
    }
    let run = run("PUSH2 1000\nPUSH1 16\nLOG0");
    assert_eq!((run.host.logs().len(), &run.host.logs()[0].data[..]), (1, &[0; 16][..]));
}

#[test]
fn prices_are_ordered_as_the_reference_orders_them() {
    let price = |name: &str| Opcode::named(name).unwrap().gas;
    assert!(
        price("EXP") > price("ADD") && price("SHA256") > price("ADD") && price("KECCAK256") > price("ADD")
    );
    assert!(price("VERIFY_SIG") > price("SHA256") && price("SLOAD") > 30 && price("SSTORE") > 300);
    for name in ["TENSOR_GET", "TENSOR_SET", "ATTEST"] {
        assert!(price("VERIFY_ZK") > price(name));
    }
    for name in ["STOP", "RETURN", "REVERT", "HALT"] {
        assert_eq!(price(name), 0);
    }
}
