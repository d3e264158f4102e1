//! Our machine: the cases, and what there is to see of a run.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use codec::{Decode, Encode};
use msez_savm::{asm::assemble, execute, Binding, Call, Context, Crypto, Ending, Program, Word};

use crate::{
    case::{Case, E, K, KEYS, P, SMALL_K, SMALL_P},
    Clock, Ledger, Ran,
};

/// Where the program under test stands.
const INSTANCE: u8 = 1;

/// Runs `body` over the word on the stack, with a counter below it, and returns the word.
fn counted(rounds: u32, start: &str, body: &str) -> String {
    format!(
        "PUSH {rounds}\nPUSH32 0x{start}\nloop: JUMPDEST\n{body}\nSWAP1\nPUSH1 1\nSUB\nSWAP1\nDUP2\nPUSH2 :loop\nJUMPI\n\
         PUSH0\nMSTORE\nPUSH1 32\nPUSH0\nRETURN"
    )
}

fn source(case: Case) -> String {
    let congruence = |k: &str, p: &str| {
        counted(1_000_000, "01", &format!("PUSH1 7\nADD\nPUSH 0x{k}\nMUL\nPUSH 0x{p}\nMOD"))
    };
    match case {
        Case::Doubling => counted(100_000, K, &"DUP1\nADD\n".repeat(64)),
        Case::Congruence => congruence(K, P),
        Case::SmallCongruence => congruence(SMALL_K, SMALL_P),
        Case::MulMod => counted(100_000, "05", &format!("PUSH32 0x{K}\nPUSH32 0x{P}\nMULMOD")),
        Case::Exp => counted(100_000, K, &format!("PUSH32 0x{E}\nEXP")),
        Case::Keccak => counted(100, "00", "POP\nPUSH0\nPUSH 65536\nKECCAK256"),
        Case::Sha => counted(100, "00", "POP\nPUSH0\nPUSH 65536\nSHA256"),
        Case::Memory => "
                  PUSH1 100
            pass: JUMPDEST
                  PUSH0
            word: JUMPDEST
                  DUP1
                  MLOAD
                  PUSH1 1
                  ADD
                  DUP2
                  MSTORE
                  PUSH1 32
                  ADD
                  DUP1
                  PUSH 65536
                  LT
                  PUSH2 :word
                  JUMPI
                  POP
                  PUSH1 1
                  SUB
                  DUP1
                  PUSH2 :pass
                  JUMPI
                  PUSH1 32
                  PUSH1 64
                  RETURN"
            .into(),
        Case::Store => counted(KEYS, "00", "DUP2\nDUP1\nDUP1\nSSTORE\nSLOAD\nADD"),
        Case::Load => counted(KEYS, "00", "DUP2\nSLOAD\nADD"),
    }
}

pub fn run<C: Crypto>(case: Case, clock: &mut Clock) -> Result<Ran, String> {
    let code = assemble(&source(case)).map_err(|error| format!("{case:?}: {error}"))?;
    let program = Program::new(code).map_err(|error| error.to_string())?;
    let mut host = Ledger::<C>::default();
    host.install(INSTANCE.into(), program, Binding::default());
    if case == Case::Load {
        (1..=KEYS).map(Word::from).for_each(|key| host.preload(INSTANCE.into(), key, key));
    }
    let mut call = Some(Call { instance: INSTANCE.into(), gas_limit: u64::MAX, ..Call::default() });
    let mut outcome = None;
    clock(&mut || outcome = call.take().map(|call| execute(&mut host, &Context::default(), call)));
    let outcome = outcome.ok_or("it did not run")?;
    let word = Word::from_be_slice(outcome.return_data()).filter(|_| outcome.succeeded());
    let word = word.ok_or_else(|| format!("{case:?}: {outcome:?}"))?.to_be_bytes();
    Ok(Ran { word, gas: outcome.gas_used })
}

/// A run to look at: three instances that can call each other, the first of them called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct World {
    /// Their code. What is no program is left out.
    pub codes: Vec<Vec<u8>>,
    /// Data for the first.
    pub input: Vec<u8>,
    /// Gas that it may use.
    pub gas: u64,
    /// What its caller pays.
    pub value: u64,
}

/// All there is to see of a run, as bytes: ending, data or fault, gas, pc, storage, balances, logs and acts.
pub fn observe<C: Crypto>(world: &World) -> Vec<u8> {
    let caller = Word::from(0xca11_u16);
    let text = |text: &str| {
        let mut bytes = [0; 32];
        bytes.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
        Word::from(bytes)
    };
    let binding = Binding {
        asset: 0xa5u8.into(),
        jurisdiction: text("uae-difc"),
        corridor: text("corridor-difc-aifc"),
    };
    let context = Context {
        origin: caller,
        gas_price: 3u8.into(),
        timestamp: 1_700_000_000,
        block_height: 77,
        chain_id: 0xc4u8.into(),
    };
    let mut host = Ledger::<C>::default();
    host.fund(caller, u64::MAX.into());
    for (address, code) in (1u8..).zip(&world.codes) {
        if let Ok(program) = Program::new(code.clone()) {
            // As a call finds it: analysed at deploy, stored, decoded.
            let program = Program::decode(&mut &program.encode()[..]).unwrap_or(program);
            host.install(address.into(), program, binding);
            host.fund(address.into(), 50u8.into());
        }
    }
    let call = Call {
        caller,
        instance: INSTANCE.into(),
        value: world.value.into(),
        input: world.input.clone(),
        gas_limit: world.gas,
        is_static: false,
    };
    let outcome = execute(&mut host, &context, call);
    let ending = match &outcome.ending {
        Ending::Succeeded(data) => (0u8, data.clone()),
        Ending::Reverted(data) => (1, data.clone()),
        Ending::Faulted(fault) => (2, fault.encode()),
    };
    (ending, outcome.gas_used, outcome.pc as u64, host.state()).encode()
}
