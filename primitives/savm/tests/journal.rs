//! What fails leaves no trace: at every depth, and wherever gas runs out.

mod common;

use common::*;
use msez_savm::{execute, execute_traced, host::State, trace::Recorder, Fault, MemoryHost, Word};
use proptest::prelude::*;

/// Stores, logs, pays and calls the next instance with 2 units of value; then goes on with `end`.
fn link(end: &str) -> Vec<u8> {
    code(&format!(
        "PUSH1 1\nPUSH0\nSSTORE\nPUSH0\nPUSH1 5\nLOG0\n\
         PUSH0\nPUSH0\nPUSH0\nPUSH0\nPUSH1 1\nADDRESS\nPUSH1 1\nADD\nGAS\nCALL\n\
         PUSH1 9\nSSTORE\n{end}"
    ))
}

/// A chain of instances from address 1 on, each with some balance.
fn chain(len: u8, failing: Option<(u8, &str)>) -> MemoryHost {
    let mut host = MemoryHost::default();
    for at in 1..=len {
        let end = failing.filter(|(depth, _)| *depth == at).map_or("STOP", |(_, end)| end);
        host.install(at.into(), program(&link(end)), Default::default());
        host.fund(at.into(), 100u8.into());
    }
    host
}

#[test]
fn frames_that_fail_at_any_depth_leave_no_trace() {
    for end in ["PUSH0\nPUSH0\nREVERT", "INVALID", "POP", "PUSH0\nASSERT", "PUSH1 0\nJUMP"] {
        for depth in 1..=64 {
            let mut host = chain(64, Some((depth, end)));
            let before = host.snapshot();
            let outcome = execute(&mut host, &context(), call(1 << 40));
            assert_eq!(outcome.succeeded(), depth > 1);
            if depth == 1 {
                assert!(before == host.snapshot(), "{end}");
            }
            for at in 1..=64u8 {
                let stays = at < depth;
                assert_eq!(
                    host.storage_of(&at.into()).count(),
                    if stays { 2 } else { 0 },
                    "{end} at {depth}: {at}"
                );
                // Whoever stays has paid 1 to the next, unless that one failed, and got 1 from the one before.
                let paid = u8::from(stays && at + 1 < depth);
                let got = u8::from(stays && at > 1);
                assert_eq!(host.balance(&at.into()), (100 - paid + got).into(), "{end} at {depth}: {at}");
            }
            assert_eq!(host.logs().len(), usize::from(depth - 1));
        }
    }
}

#[test]
fn the_65th_frame_is_refused_and_the_others_go_on() {
    let mut host = chain(70, None);
    assert!(execute(&mut host, &context(), call(1 << 40)).succeeded());
    let open = (1..=70u8).filter(|at| host.storage_of(&(*at).into()).count() == 2).count();
    assert_eq!(open, 64);
    // The last one saw its call fail, so it wrote 0 under 9, or rather its key is the 9 and its value the answer.
    let answers: Vec<Word> =
        (1..=64u8).map(|at| host.storage_of(&at.into()).nth(1).map(|(_, value)| *value).unwrap()).collect();
    assert_eq!(answers[62..], [Word::ONE, Word::ZERO]);
}

#[test]
fn a_callee_gets_input_and_gives_data_back() {
    let mut host = host(&code(
        "PUSH2 0xbeef\nPUSH0\nMSTORE\nPUSH1 64\nPUSH1 32\nPUSH1 2\nPUSH1 30\nPUSH0\nPUSH1 2\nGAS\nCALL\nRETURNDATASIZE\n\
         PUSH1 32\nMLOAD\nPUSH1 64\nMLOAD",
    ));
    // Returns its input, shifted to the left, and CALLER: 64 bytes.
    let echo = "PUSH0\nCALLDATALOAD\nPUSH0\nMSTORE\nCALLER\nPUSH1 32\nMSTORE\nPUSH1 64\nPUSH0\nRETURN";
    host.install(2u8.into(), program(&code(echo)), Default::default());
    let run = run_in(host, call(100_000));
    let beef = Word::from(0xbeef_u16).shift_left(240u8.into());
    assert_eq!(run.stack, [Word::ONE, 64u8.into(), beef, SELF.into()]);
}

#[test]
fn reverted_data_is_readable_and_a_fault_gives_none() {
    let with = |callee: &str, then: &str| {
        let source =
            format!("PUSH1 32\nPUSH0\nPUSH0\nPUSH0\nPUSH0\nPUSH1 2\nPUSH4 100000\nCALL\nRETURNDATASIZE\nPUSH0\nMLOAD\n{then}");
        let mut host = host(&code(&source));
        host.install(2u8.into(), program(&code(callee)), Default::default());
        run_in(host, call(1_000_000))
    };
    let revert = "PUSH1 7\nPUSH0\nMSTORE\nPUSH1 32\nPUSH0\nREVERT";
    assert_eq!(with(revert, "").stack, [Word::ZERO, 32u8.into(), 7u8.into()]);
    assert_eq!(with("INVALID", "").stack, [Word::ZERO, Word::ZERO, Word::ZERO]);
    let copied = with(revert, "PUSH1 64\nPUSH0\nPUSH1 32\nRETURNDATACOPY\nPUSH1 64\nMLOAD");
    assert_eq!(copied.stack.last(), Some(&7u8.into()));
    let past = with(revert, "PUSH1 64\nPUSH1 1\nPUSH1 32\nRETURNDATACOPY");
    assert_eq!(past.outcome.fault(), Some(Fault::ReturnDataOutOfBounds));
    let past = with(revert, "PUSH1 64\nPUSH32 0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\nPUSH1 2\nRETURNDATACOPY");
    assert_eq!(past.outcome.fault(), Some(Fault::ReturnDataOutOfBounds));
}

#[test]
fn only_a_payment_without_data_reaches_an_account() {
    let with = |size: u8, value: u8| {
        let source = format!("PUSH0\nPUSH0\nPUSH1 {size}\nPUSH0\nPUSH1 {value}\nPUSH1 9\nGAS\nCALL");
        let mut host = host(&code(&source));
        host.fund(SELF.into(), 10u8.into());
        let mut run = run_in(host, call(100_000));
        (run.stack[0], run.host.balance(&9u8.into()).to_u64().unwrap())
    };
    assert_eq!(with(0, 4), (Word::ONE, 4));
    assert_eq!(with(0, 0), (Word::ZERO, 0), "nothing there to call");
    assert_eq!(with(1, 4), (Word::ZERO, 0), "data wants a program");
    assert_eq!(with(0, 11), (Word::ZERO, 0), "more than there is");
}

#[test]
fn a_static_call_is_static_at_every_depth_below() {
    let writer = code("PUSH1 1\nPUSH0\nSSTORE");
    let through =
        code("PUSH0\nPUSH0\nPUSH0\nPUSH0\nPUSH0\nPUSH1 3\nGAS\nCALL\nPUSH0\nMSTORE\nPUSH1 32\nPUSH0\nRETURN");
    let top = "PUSH1 32\nPUSH0\nPUSH0\nPUSH0\nPUSH1 2\nPUSH4 50000\nSTATICCALL\nPUSH0\nMLOAD\n";
    let mut host = host(&code(top));
    host.install(2u8.into(), program(&through), Default::default());
    host.install(3u8.into(), program(&writer), Default::default());
    let run = run_in(host.clone(), call(1_000_000));
    assert_eq!(run.stack, [Word::ONE, Word::ZERO], "the middle succeeds, its callee does not");
    assert_eq!(run.host.storage_of(&3u8.into()).count(), 0);
    // The same without STATICCALL writes.
    host.install(
        SELF.into(),
        program(&code(&top.replace("PUSH1 2\n", "PUSH0\nPUSH1 2\n").replace("STATICCALL", "CALL"))),
        Default::default(),
    );
    let run = run_in(host, call(1_000_000));
    assert_eq!(run.stack, [Word::ONE, Word::ONE]);
    assert_eq!(run.host.storage_of(&3u8.into()).count(), 1);
}

#[test]
fn value_in_a_static_frame_is_a_fault() {
    let mut call = call(100_000);
    call.is_static = true;
    let source = "PUSH0\nPUSH0\nPUSH0\nPUSH0\nPUSH1 1\nPUSH1 9\nGAS\nCALL";
    assert_eq!(run_in(host(&code(source)), call.clone()).outcome.fault(), Some(Fault::StaticCall));
    assert!(run_in(host(&code(&source.replace("PUSH1 1\n", "PUSH0\n"))), call.clone()).outcome.succeeded());
    call.value = Word::ONE;
    assert_eq!(run_in(host(&code("STOP")), call).outcome.fault(), Some(Fault::StaticCall));
}

#[test]
fn a_callee_gets_at_most_what_is_asked_and_63_of_64_parts() {
    // The callee burns what it gets.
    let with = |wanted: &str, limit: u64| {
        let mut host = host(&code(&format!("PUSH0\nPUSH0\nPUSH0\nPUSH0\nPUSH0\nPUSH1 2\n{wanted}\nCALL")));
        host.install(2u8.into(), program(&code("l: JUMPDEST\nPUSH2 :l\nJUMP")), Default::default());
        run_in(host, call(limit)).outcome.gas_used
    };
    // 12 to push the operands, 2 for the wish, 700 for the call; rounds of 12 in the callee, which may leave 1 to 7.
    assert_eq!(with("PUSH2 1200", 100_000), 714 + 1200);
    let used = with("PUSH4 0xffffffff", 64_000 + 714);
    assert_eq!(used, 714 + 63_000);
    assert_eq!(with("PUSH0", 100_000), 714);
}

#[test]
fn the_outermost_call_is_refused_with_a_reason() {
    let mut host = host(&code("STOP"));
    let refused = |host: &mut MemoryHost, change: &dyn Fn(&mut msez_savm::Call)| {
        let mut call = call(100);
        change(&mut call);
        let outcome = execute(host, &context(), call);
        (outcome.fault(), outcome.gas_used)
    };
    assert_eq!(refused(&mut host, &|call| call.instance = 9u8.into()), (Some(Fault::NotFound), 0));
    assert_eq!(refused(&mut host, &|call| call.value = 1u8.into()), (Some(Fault::InsufficientBalance), 0));
    assert_eq!(refused(&mut host, &|call| call.input = vec![0; 65_537]), (Some(Fault::InputTooLarge), 0));
    assert_eq!(refused(&mut host, &|call| call.input = vec![0; 65_536]), (None, 0));
}

/// Programs that touch everything, with the caller's input.
fn corpus() -> Vec<(MemoryHost, Vec<u8>)> {
    let word = |n: u64| Word::from(n).to_be_bytes();
    let mut all = Vec::new();
    for (name, inputs) in [
        (include_str!("../../../programs/escrow.asm"), vec![vec![0, 11, 5], vec![1], vec![2]]),
        (include_str!("../../../programs/dividend.asm"), vec![vec![0, 21, 1, 2, 2, 3, 4], vec![1], vec![]]),
        (include_str!("../../../programs/gate.asm"), vec![vec![0], vec![1, 11, 5]]),
        (include_str!("../../../programs/autohalt.asm"), vec![vec![]]),
        (include_str!("../../../programs/departure.asm"), vec![vec![0], vec![1, 11, 1], vec![1, 11, 0]]),
        (include_str!("../../../programs/relocation.asm"), vec![vec![0, 11], vec![1]]),
        (include_str!("../../../programs/dvp.asm"), vec![vec![0, 11, 5, 3], vec![1], vec![2]]),
    ] {
        for input in inputs {
            let mut host = host(&code(name));
            host.fund(CALLER.into(), 50u8.into());
            all.push((host, input.into_iter().flat_map(word).collect::<Vec<u8>>()));
        }
    }
    for source in [
        "PUSH1 1\nPUSH0\nSSTORE\nPUSH1 2\nPUSH0\nSSTORE\nPUSH0\nSDELETE\nPUSH1 1\nPUSH1 7\nPUSH1 3\nLOG1\nPUSH1 9\nPUSH2 300\nMSTORE\nPUSH1 3\nPUSH1 200\nEXP\nGAS\nPUSH0\nSSTORE",
        "PUSH1 0xa5\nPUSH32 \"uae-difc\"\nPUSH1 1\nPUSH1 5\nATTEST\nPUSH1 0xa5\nPUSH1 1\nASSET_HALT\nPUSH1 0xa5\nPUSH32 \"uae-difc\"\nPUSH1 1\nPUSH2 60\nLOCK\nPUSH32 \"kz-aifc\"\nTRANSIT_BEGIN\nTRANSIT_END",
        "l: JUMPDEST\nPUSH1 1\nPUSH1 1\nMSIZE\nMSTORE\nPUSH0\nMSIZE\nSHA256\nPOP\nPOP\nMSIZE\nPUSH2 500\nLT\nPUSH2 :l\nJUMPI\nPUSH1 40\nPUSH1 1\nREVERT",
    ] {
        all.push((host(&code(source)), Vec::new()));
    }
    let mut chained = chain(5, Some((3, "INVALID")));
    chained.fund(CALLER.into(), 50u8.into());
    all.push((chained, Vec::new()));
    all
}

#[test]
fn gas_that_runs_out_at_any_instruction_leaves_no_trace() {
    let mut exhausted = 0;
    for (host, input) in corpus() {
        let mut whole = call(10_000_000);
        whole.input = input;
        whole.value = 3u8.into();
        if host.clone().balance(&CALLER.into()).is_zero() {
            whole.value = Word::ZERO;
        }
        let mut recorder = Recorder::keeping(usize::MAX);
        let done = execute_traced(&mut host.clone(), &context(), whole.clone(), &mut recorder);
        // Just enough for what comes before each instruction, one less, and one more.
        let limits = recorder
            .steps
            .iter()
            .filter(|step| step.depth == 1)
            .map(|step| whole.gas_limit - step.gas)
            .chain([done.gas_used])
            .flat_map(|used| [used.saturating_sub(1), used, used + 1]);
        for gas_limit in limits {
            let run = run_in(host.clone(), msez_savm::Call { gas_limit, ..whole.clone() });
            assert!(run.outcome.gas_used <= gas_limit);
            if !run.outcome.succeeded() {
                assert!(run.host.snapshot() == host.snapshot(), "{gas_limit}");
            }
            exhausted += u32::from(run.outcome.fault() == Some(Fault::OutOfGas));
            assert_eq!(
                run.outcome,
                run_in(host.clone(), msez_savm::Call { gas_limit, ..whole.clone() }).outcome,
                "and it is the same every time"
            );
        }
    }
    assert!(exhausted > 1_000, "{exhausted}");
}

proptest! {
    #[test]
    fn any_gas_limit_leaves_no_trace_or_the_whole(at in 0usize..16, limit in 0u64..200_000) {
        let all = corpus();
        let (host, input) = all[at % all.len()].clone();
        let run = run_in(host.clone(), msez_savm::Call { input, ..call(limit) });
        if !run.outcome.succeeded() {
            prop_assert!(run.host.snapshot() == host.snapshot());
        }
        prop_assert!(run.outcome.gas_used <= limit);
    }
}
