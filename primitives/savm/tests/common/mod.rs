//! What the tests share: one instance in a host of memory.
#![allow(dead_code)]

use msez_savm::{
    asm::assemble, execute, execute_traced, trace::Recorder, Binding, Call, Context, MemoryHost, Outcome,
    Program, Word,
};

/// Where the instance under test stands.
pub const SELF: u8 = 1;
/// Who calls it.
pub const CALLER: u8 = 2;

pub fn program(code: &[u8]) -> Program {
    Program::new(code.to_vec()).unwrap()
}

pub fn code(source: &str) -> Vec<u8> {
    assemble(source).unwrap_or_else(|error| panic!("{error}\n{source}"))
}

pub fn context() -> Context {
    Context {
        origin: 0x0f_u8.into(),
        gas_price: 3u8.into(),
        timestamp: 1_700_000_000,
        block_height: 77,
        chain_id: 0xc4_u8.into(),
    }
}

pub fn call(gas_limit: u64) -> Call {
    Call { caller: CALLER.into(), instance: SELF.into(), gas_limit, ..Call::default() }
}

/// The asset, jurisdiction and corridor that the instance under test is bound to.
pub fn binding() -> Binding {
    Binding { asset: 0xa5_u8.into(), jurisdiction: text("uae-difc"), corridor: text("corridor-difc-aifc") }
}

/// Text, padded on the right.
pub fn text(text: &str) -> Word {
    let mut bytes = [0; 32];
    bytes[..text.len()].copy_from_slice(text.as_bytes());
    bytes.into()
}

pub fn host(code: &[u8]) -> MemoryHost {
    let mut host = MemoryHost::default();
    host.install(SELF.into(), program(code), binding());
    host.register_asset(msez_core::SubjectId(binding().asset.to_be_bytes()));
    host.set_time(context().timestamp);
    host
}

/// How a piece of code ended, with the stack it left.
pub struct Run {
    pub outcome: Outcome,
    pub stack: Vec<Word>,
    pub memory: Vec<u8>,
    pub host: MemoryHost,
}

/// Runs code both ways, block by block and traced, which must not differ, and keeps what it left.
pub fn run_in(mut host: MemoryHost, call: Call) -> Run {
    let mut other = host.clone();
    let outcome = execute(&mut host, &context(), call.clone());
    let mut recorder = Recorder::default();
    let traced = execute_traced(&mut other, &context(), call, &mut recorder);
    assert_eq!(outcome, traced, "block by block and traced");
    assert!(host.snapshot() == other.snapshot(), "block by block and traced left different states");
    Run { outcome, stack: recorder.stack, memory: recorder.memory, host }
}

pub fn run(source: &str) -> Run {
    run_in(host(&code(source)), call(10_000_000))
}

/// The stack that code leaves, the top first, as the table of opcodes writes it.
pub fn stack(source: &str) -> Vec<Word> {
    let run = run(source);
    assert!(run.outcome.succeeded(), "{source}: {:?}", run.outcome);
    run.stack.into_iter().rev().collect()
}

/// The one word that code leaves.
pub fn word(source: &str) -> Word {
    let stack = stack(source);
    assert_eq!(stack.len(), 1, "{source}: {stack:?}");
    stack[0]
}

pub fn gas(source: &str) -> u64 {
    run(source).outcome.gas_used
}
