//! Programs of several kinds, from noise to what a compiler could have written.

use msez_core::{ComplianceState, Domain};
use msez_savm::{
    limits::{CODE_LIMIT, MEMORY_LIMIT},
    opcode::{byte, Category, Opcode, OPCODES},
    Word,
};

use super::case::{text as word_of, Case, ASSETS, CIRCUIT, INSTANCES, PLACES};
use crate::rng::Rng;

/// A case of any kind.
pub fn case(rng: &mut Rng) -> Case {
    let count = if rng.one_in(3) { 1 } else { rng.between(2, INSTANCES) };
    let codes = (0..count).map(|_| code(rng)).collect();
    let gas_limit = match rng.below(16) {
        0 => rng.below(300) as u64,
        1 => rng.between(100_000, 1_000_000) as u64,
        2..=5 => rng.between(20_000, 120_000) as u64,
        _ => rng.between(300, 20_000) as u64,
    };
    let input = match rng.below(4) {
        0 => Vec::new(),
        _ => {
            let len = rng.below(100);
            rng.bytes(len)
        }
    };
    let mut case = Case {
        codes,
        gas_limit,
        input,
        value: if rng.one_in(8) { rng.below(120) as u8 } else { 0 },
        is_static: rng.one_in(12),
    };
    case.normalize();
    case
}

fn code(rng: &mut Rng) -> Vec<u8> {
    let mut code = match rng.below(16) {
        0 => {
            let len = rng.between(1, 200);
            rng.bytes(len)
        }
        1..=4 => loose(rng),
        5..=6 => hostile(rng),
        _ => structured(rng),
    };
    code.truncate(CODE_LIMIT);
    code
}

/// Opcodes in any order, among small numbers, so that offsets, depths and addresses are often good.
fn loose(rng: &mut Rng) -> Vec<u8> {
    let mut code = Vec::new();
    for _ in 0..rng.between(1, 60) {
        match rng.below(16) {
            0..=6 => code.extend([byte::PUSH1, rng.below(70) as u8]),
            7 => {
                code.push(byte::PUSH32);
                code.extend(rng.bytes(32));
            }
            8 => code.push(byte::JUMPDEST),
            _ => {
                let opcode = rng.pick(OPCODES);
                code.push(opcode.byte);
                code.extend(rng.bytes(opcode.immediate.into()).into_iter().map(|byte| byte % 8));
            }
        }
    }
    code
}

/// What breaks machines: ends within immediates, jumps into them, huge operands, depth, growth.
fn hostile(rng: &mut Rng) -> Vec<u8> {
    let mut text = Text::default();
    for _ in 0..rng.between(1, 4) {
        match rng.below(8) {
            // A JUMPDEST that is an immediate.
            0 => {
                let inside = text.code.len() + 4;
                text.number((inside as u16).into());
                text.code.extend([byte::JUMP, byte::PUSH1, byte::JUMPDEST, byte::JUMPDEST]);
            }
            // Itself, as deep as it gets, and on its way back something that may fail.
            1 => {
                for operand in [0u32, 0, rng.below(64) as u32, 0, 0, 1] {
                    text.number(operand.into());
                }
                text.code.extend([byte::GAS, byte::CALL]);
                statement(rng, &mut text, 1);
            }
            // Operands at the edges, for any opcode.
            2..=3 => {
                let opcode = rng.pick(OPCODES);
                for _ in 0..operands(opcode).len() {
                    let edge = edge(rng);
                    text.number(edge);
                }
                text.opcode(rng, opcode);
            }
            // Memory up to its limit, and past it.
            4 => {
                let near = MEMORY_LIMIT - 40 + rng.below(60);
                text.number(Word::from(rng.next_u64()));
                text.number(near.into());
                text.code.push(*rng.pick(&[byte::MSTORE, byte::MSTORE8, byte::MLOAD]));
            }
            // The stack up to its limit.
            5 => {
                let start = text.code.len();
                text.code.extend([byte::JUMPDEST]);
                for _ in 0..rng.between(1, 12) {
                    text.code.push(*rng.pick(&[byte::PUSH0, byte::MSIZE, byte::CALLER, byte::GAS]));
                }
                text.number((start as u16).into());
                text.code.push(byte::JUMP);
            }
            6 => {
                text.number(rng.below(3).into());
                text.code.extend([*rng.pick(&[byte::DUPN, byte::SWAPN]), rng.next_u64() as u8]);
            }
            _ => statement(rng, &mut text, 2),
        }
    }
    // The code may end within an immediate.
    if rng.one_in(2) {
        let width = *rng.pick(OPCODES);
        text.code.push(width.byte);
        let some = rng.below(usize::from(width.immediate) + 1);
        text.code.extend(rng.bytes(some));
    }
    text.finish(rng)
}

/// Statements whose operands are what their names say.
fn structured(rng: &mut Rng) -> Vec<u8> {
    let mut text = Text::default();
    for _ in 0..rng.between(1, 10) {
        statement(rng, &mut text, 3);
    }
    match rng.below(6) {
        0 => text.code.push(byte::HALT),
        1..=2 => {
            operand(rng, &mut text, "size");
            operand(rng, &mut text, "off");
            text.code.push(if rng.one_in(2) { byte::RETURN } else { byte::REVERT });
        }
        3 => text.code.push(byte::INVALID),
        _ => {}
    }
    text.finish(rng)
}

/// Code in the making. Jumps name labels until they are known.
#[derive(Default)]
struct Text {
    code: Vec<u8>,
    labels: Vec<usize>,
    uses: Vec<(usize, usize)>,
}

impl Text {
    /// The shortest push of a word.
    fn number(&mut self, word: Word) {
        let bytes = word.to_be_bytes();
        let significant = bytes.iter().position(|byte| *byte != 0).map_or(&[][..], |from| &bytes[from..]);
        let push = match significant.len() {
            0 => byte::PUSH0,
            1 => byte::PUSH1,
            2 => byte::PUSH2,
            4 => byte::PUSH4,
            8 => byte::PUSH8,
            32 => byte::PUSH32,
            width => 0xa0 + width as u8 - 1,
        };
        self.code.push(push);
        self.code.extend(significant);
    }

    fn opcode(&mut self, rng: &mut Rng, opcode: &Opcode) {
        self.code.push(opcode.byte);
        let immediate = rng.bytes(opcode.immediate.into());
        let is_deep = matches!(opcode.byte, byte::DUPN | byte::SWAPN);
        self.code.extend(immediate.into_iter().map(|byte| if is_deep { byte % 4 } else { byte }));
    }

    fn label(&mut self) -> usize {
        self.labels.push(usize::MAX);
        self.labels.len() - 1
    }

    fn place(&mut self, label: usize) {
        self.labels[label] = self.code.len();
        self.code.push(byte::JUMPDEST);
    }

    fn push_label(&mut self, label: usize) {
        self.uses.push((self.code.len() + 1, label));
        self.code.extend([byte::PUSH2, 0, 0]);
    }

    fn finish(mut self, rng: &mut Rng) -> Vec<u8> {
        for (at, label) in self.uses {
            self.code[at..at + 2].copy_from_slice(&(self.labels[label] as u16).to_be_bytes());
        }
        if self.code.is_empty() {
            self.code.push(rng.next_u64() as u8);
        }
        self.code
    }
}

/// Names of what an opcode takes, top first.
fn operands(opcode: &Opcode) -> Vec<&'static str> {
    opcode.inputs.split(", ").filter(|name| !name.is_empty()).collect()
}

/// How many words an opcode leaves.
fn results(opcode: &Opcode) -> usize {
    opcode.outputs.split(", ").filter(|name| !name.is_empty()).count()
}

/// A number at an edge of what anything can be.
fn edge(rng: &mut Rng) -> Word {
    match rng.below(12) {
        0 => Word::MAX,
        1 => Word::MIN_SIGNED,
        2 => u64::MAX.into(),
        3 => u128::MAX.into(),
        4 => MEMORY_LIMIT.into(),
        5 => (MEMORY_LIMIT + 1).into(),
        6 => (MEMORY_LIMIT - 1).into(),
        7 => Word::from(u64::MAX).wrapping_add(Word::ONE),
        8 => u32::MAX.into(),
        9 => Word::ONE,
        10 => Word::ZERO,
        _ => {
            let bytes = rng.bytes(32);
            Word::from_be_slice(&bytes).unwrap_or_default()
        }
    }
}

/// Pushes a value that an operand of this name can have.
fn operand(rng: &mut Rng, code: &mut Text, name: &str) {
    if rng.one_in(40) {
        let edge = edge(rng);
        return code.number(edge);
    }
    let word: Word = match name {
        "off" | "src" | "dst" | "argOff" | "retOff" | "sigOff" | "msgOff" | "proofOff" => {
            match rng.below(8) {
                0 => (rng.below(MEMORY_LIMIT + 20)).into(),
                1 => rng.below(2_000).into(),
                _ => rng.below(130).into(),
            }
        }
        "len" | "size" | "argSize" | "retSize" | "msgSize" => match rng.below(8) {
            0 => rng.below(3_000).into(),
            1..=3 => 0u8.into(),
            _ => rng.below(100).into(),
        },
        "proofSize" => (rng.below(2) * rng.below(100)).into(),
        "sigSize" => (*rng.pick(&[64u8, 65, 0, 1])).into(),
        "key" => rng.below(6).into(),
        "gas" => match rng.below(4) {
            0 => rng.below(3_000).into(),
            1 => u64::MAX.into(),
            _ => return code.code.push(byte::GAS),
        },
        "addr" | "who" | "to" | "from" | "holder" => match rng.below(8) {
            0 => return code.code.push(*rng.pick(&[byte::CALLER, byte::ADDRESS, byte::ORIGIN])),
            _ => rng.between(1, 9).into(),
        },
        "value" | "amount" => (rng.below(2) * rng.below(60)).into(),
        "domain" => rng.below(Domain::ALL.len() + 1).into(),
        "jur" | "target" => match rng.below(8) {
            0 => return code.code.push(byte::JURISDICTION),
            1 => word_of("nowhere"),
            2 => rng.next_u64().into(),
            _ => word_of(PLACES[rng.below(PLACES.len())]),
        },
        "asset" => match rng.below(4) {
            0 => (*rng.pick(&ASSETS)).into(),
            _ => return code.code.push(byte::ASSET_ID),
        },
        "state" => rng.below(ComplianceState::ALL.len() + 1).into(),
        "circuit" => CIRCUIT.into(),
        "n" | "width" | "index" | "k" | "i" | "e" => rng.below(12).into(),
        "cond" => rng.below(2).into(),
        // Ids are made by other opcodes: what is on the stack may be one.
        "lock" | "transit" | "id" if rng.one_in(2) => {
            return code.code.push(*rng.pick(&[byte::DUP1, byte::DUP2]))
        }
        _ => match rng.below(8) {
            0 => edge(rng),
            1 => return code.code.push(*rng.pick(&[byte::DUP1, byte::DUP2, byte::MSIZE, byte::CALLVALUE])),
            2 => {
                let len = rng.between(1, 32);
                Word::from_be_slice(&rng.bytes(len)).unwrap_or_default()
            }
            _ => rng.below(300).into(),
        },
    };
    code.number(word);
}

/// A piece of program.
fn statement(rng: &mut Rng, text: &mut Text, depth: usize) {
    match rng.below(24) {
        // A loop over a counter.
        0..=1 if depth > 0 => {
            let start = text.label();
            text.number(rng.between(1, 9).into());
            text.place(start);
            for _ in 0..rng.below(3) {
                statement(rng, text, depth - 1);
            }
            text.code.extend([byte::PUSH1, 1, byte::SUB, byte::DUP1]);
            text.push_label(start);
            text.code.extend([byte::JUMPI, byte::POP]);
        }
        // A branch.
        2..=3 if depth > 0 => {
            let end = text.label();
            operand(rng, text, "cond");
            text.push_label(end);
            text.code.push(byte::JUMPI);
            for _ in 0..rng.below(3) {
                statement(rng, text, depth - 1);
            }
            text.place(end);
        }
        // A call of another, or of itself.
        4..=6 => {
            let opcode = if rng.one_in(4) { byte::STATICCALL } else { byte::CALL };
            apply(rng, text, opcode);
        }
        // Something is locked and moved.
        7 => {
            text.code.push(byte::ASSET_ID);
            text.number(word_of(PLACES[0]));
            text.number(1u8.into());
            text.number(rng.below(100).into());
            text.code.push(byte::LOCK);
            if rng.one_in(3) {
                text.code.push(byte::UNLOCK);
                return;
            }
            text.number(word_of(PLACES[1]));
            text.code.push(byte::TRANSIT_BEGIN);
            for step in [byte::TRANSIT_END, byte::MIGRATION_STATE, byte::SETTLE, byte::COMPENSATE] {
                if rng.one_in(2) {
                    text.code.extend([byte::DUP1, step, byte::POP]);
                }
            }
        }
        // What there is of input goes to memory.
        8 => text.code.extend([byte::PUSH0, byte::PUSH0, byte::CALLDATASIZE, byte::CALLDATACOPY]),
        9 => text.code.extend([byte::PUSH0, byte::PUSH0, byte::RETURNDATASIZE, byte::RETURNDATACOPY]),
        _ => {
            let category = *rng.pick(&[
                Category::Stack,
                Category::Arithmetic,
                Category::Comparison,
                Category::Memory,
                Category::Storage,
                Category::Context,
                Category::Compliance,
                Category::Migration,
                Category::Cryptography,
                Category::System,
                Category::Memory,
                Category::Storage,
            ]);
            let all: Vec<&Opcode> = OPCODES.iter().filter(|opcode| opcode.category == category).collect();
            let opcode = **rng.pick(&all);
            let ends = matches!(opcode.byte, byte::STOP | byte::HALT | byte::INVALID);
            if !ends || rng.one_in(8) {
                apply(rng, text, opcode.byte);
            }
        }
    }
}

/// An opcode with its operands; what it leaves stays or goes.
fn apply(rng: &mut Rng, text: &mut Text, op: u8) {
    let Some(opcode) = Opcode::of(op) else { return };
    // Those that take as many words more as one of their operands says.
    let more = match op {
        byte::MERKLE_ROOT | byte::VERIFY_ZK => Some(rng.below(6)),
        byte::MERKLE_VERIFY => Some(4),
        _ => None,
    };
    for _ in 0..more.unwrap_or_default() {
        operand(rng, text, "leaf");
    }
    for name in operands(opcode).into_iter().rev() {
        match (name, more) {
            ("n", Some(count)) => text.number(count.into()),
            _ => operand(rng, text, name),
        }
    }
    text.opcode(rng, opcode);
    for _ in 0..results(opcode) {
        match rng.below(6) {
            0 => {}
            1 => {
                text.number(rng.below(6).into());
                text.code.push(byte::SSTORE);
            }
            2 => {
                text.number((rng.below(4) * 32).into());
                text.code.push(byte::MSTORE);
            }
            _ => text.code.push(byte::POP),
        }
    }
}
