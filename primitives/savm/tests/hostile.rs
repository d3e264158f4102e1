//! No code, however hostile, makes the machine panic, differ from itself or exceed its gas.

mod common;

use common::*;
use msez_savm::{
    limits::{CODE_LIMIT, MEMORY_LIMIT},
    opcode::{byte, Opcode, OPCODES},
    MemoryHost,
};
use proptest::prelude::*;

/// Code that gets somewhere: small numbers, so that offsets, depths and addresses are often good.
fn plausible() -> impl Strategy<Value = Vec<u8>> {
    let known: Vec<Opcode> = OPCODES.iter().filter(|opcode| opcode.byte != byte::DEBUG).copied().collect();
    let opcode = prop::sample::select(known);
    let instruction = prop_oneof![
        6 => (0u8..70).prop_map(|n| vec![byte::PUSH1, n]),
        1 => any::<[u8; 32]>().prop_map(|n| [&[byte::PUSH32][..], &n].concat()),
        1 => Just(vec![byte::JUMPDEST]),
        8 => (opcode, any::<[u8; 32]>()).prop_map(|(opcode, bytes): (Opcode, _)| {
            let mut code = vec![opcode.byte];
            code.extend(bytes[..opcode.immediate.into()].iter().map(|byte| byte % 8));
            code
        }),
    ];
    prop::collection::vec(instruction, 1..80).prop_map(|code| code.concat())
}

/// Arbitrary code, with DEBUG, which only the tracer knows, made something else.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 1..300).prop_map(|code| {
        code.into_iter().map(|byte| if byte == byte::DEBUG { byte::INVALID } else { byte }).collect()
    })
}

/// Three instances that can call each other, and some money.
fn world(codes: [Vec<u8>; 3]) -> MemoryHost {
    let mut host = MemoryHost::default();
    for (at, code) in (1u8..).zip(codes) {
        host.install(at.into(), program(&code), binding());
        host.fund(at.into(), 50u8.into());
    }
    host.register_asset(msez_core::SubjectId(binding().asset.to_be_bytes()));
    host
}

fn holds(codes: [Vec<u8>; 3], gas_limit: u64, input: Vec<u8>) {
    let host = world(codes);
    let run = run_in(host.clone(), msez_savm::Call { input, ..call(gas_limit) });
    assert!(run.outcome.gas_used <= gas_limit);
    assert!(run.memory.len() <= MEMORY_LIMIT && run.stack.len() <= 256);
    if !run.outcome.succeeded() {
        assert!(run.host.snapshot() == host.snapshot());
    }
}

proptest! {
    // Eight times the default; PROPTEST_CASES asks for more.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.saturating_mul(8), ..ProptestConfig::default() })]

    #[test]
    fn plausible_code(
        a in plausible(),
        b in plausible(),
        c in plausible(),
        gas in prop_oneof![0u64..300, 0u64..60_000],
        input in prop::collection::vec(any::<u8>(), 0..100),
    ) {
        holds([a, b, c], gas, input);
    }

    #[test]
    fn noise_as_code(a in noise(), b in plausible(), c in noise(), gas in 0u64..60_000) {
        holds([a, b, c], gas, Vec::new());
    }
}

#[test]
fn the_longest_code_of_each_opcode() {
    for opcode in OPCODES.iter().filter(|opcode| opcode.byte != byte::DEBUG) {
        for prefix in [&[][..], &[byte::PUSH1, 1], &[byte::PUSH0, byte::PUSH0, byte::PUSH0]] {
            let piece = [prefix, &[opcode.byte], &vec![0; opcode.immediate.into()]].concat();
            let code: Vec<u8> = piece.iter().copied().cycle().take(CODE_LIMIT).collect();
            holds([code, vec![byte::STOP], vec![byte::STOP]], 300_000, Vec::new());
        }
    }
}
