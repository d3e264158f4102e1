//! The cases, for the EVM.

use alloc::{vec, vec::Vec};

use crate::{
    case::{Case, E, K, KEYS, P, SMALL_K, SMALL_P},
    linker::{push, Linker},
    op::*,
};

/// Bytes of hexadecimal digits.
fn hex(digits: &str) -> Vec<u8> {
    let digit = |byte: u8| {
        char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).unwrap_or_default()
    };
    digits
        .as_bytes()
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |value, byte| (value << 4) | digit(*byte)))
        .collect()
}

fn number(n: u32) -> Vec<u8> {
    push(&n.to_be_bytes())
}

/// Runs `body` over the word on the stack, with a counter below it, and returns the word.
fn counted(rounds: u32, start: &[u8], body: &[Vec<u8>]) -> Vec<u8> {
    let mut code = Linker::default();
    let top = code.label();
    code.emit(&number(rounds));
    code.emit(&push(start));
    code.place(top);
    code.emit(&[JUMPDEST]);
    code.emit(&body.concat());
    code.emit(&[SWAP1, PUSH1, 1, SWAP1, SUB, SWAP1, DUP2, PUSH2]);
    code.refer(top);
    code.emit(&[JUMPI, PUSH0, MSTORE, PUSH1, 32, PUSH0, RETURN]);
    code.finish()
}

/// The EVM's program for a case.
pub fn code(case: Case) -> Vec<u8> {
    let push_hex = |digits: &str| push(&hex(digits));
    let congruence = |k: &str, p: &str| {
        let body = [vec![PUSH1, 7, ADD], push_hex(k), vec![MUL], push_hex(p), vec![SWAP1, MOD]];
        counted(1_000_000, &[1], &body)
    };
    match case {
        Case::Doubling => counted(100_000, &hex(K), &[[DUP1, ADD].repeat(64)]),
        Case::Congruence => congruence(K, P),
        Case::SmallCongruence => congruence(SMALL_K, SMALL_P),
        Case::MulMod => counted(100_000, &[5], &[push_hex(P), vec![SWAP1], push_hex(K), vec![MULMOD]]),
        Case::Exp => counted(100_000, &hex(K), &[push_hex(E), vec![SWAP1, EXP]]),
        Case::Keccak => counted(100, &[0], &[vec![POP], number(65_536), vec![PUSH0, KECCAK256]]),
        Case::Sha => {
            // The precompile at 2 writes behind what it reads; its word replaces the one on the stack.
            let call = [
                vec![POP, PUSH1, 32],
                number(65_536),
                number(65_536),
                vec![PUSH0, PUSH1, 2, GAS, STATICCALL, POP],
                number(65_536),
                vec![MLOAD],
            ];
            counted(100, &[0], &call)
        }
        Case::Memory => {
            let mut code = vec![PUSH1, 100, JUMPDEST, PUSH0, JUMPDEST];
            code.extend([DUP1, MLOAD, PUSH1, 1, ADD, DUP2, MSTORE, PUSH1, 32, ADD]);
            code.extend(number(65_536));
            code.extend([DUP2, LT, PUSH1, 4, JUMPI, POP, PUSH1, 1, SWAP1, SUB, DUP1, PUSH1, 2, JUMPI]);
            code.extend([PUSH1, 32, PUSH1, 64, RETURN]);
            code
        }
        Case::Store => counted(KEYS, &[0], &[vec![DUP2, DUP1, DUP1, SSTORE, SLOAD, ADD]]),
        Case::Load => counted(KEYS, &[0], &[vec![DUP2, SLOAD, ADD]]),
    }
}
