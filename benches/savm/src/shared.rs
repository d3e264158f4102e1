//! Random programs of what our machine and the EVM have in common, written for both at once.
//!
//! The generator knows the height of the stack at every place, so programs mostly run to their end; loops have counters,
//! so they do end. At the end all words of the stack are written into memory, and the memory is returned: whatever was
//! computed is compared.

use msez_savm::opcode::{byte as ours, Opcode};
use msez_savm_machines::{op as evm, push, Label, Linker};

use crate::random::Random;

/// One program in both instruction sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub savm: Vec<u8>,
    pub evm: Vec<u8>,
    pub input: Vec<u8>,
}

/// An instruction of ours, what the EVM has for it, and how many words it takes and leaves.
struct Twin {
    savm: &'static [u8],
    evm: &'static [u8],
    takes: usize,
    leaves: usize,
}

macro_rules! twins {
    ($($takes:literal -> $leaves:literal: $($name:ident [$($evm:expr),*])*;)*) => {
        &[$($(Twin { savm: &[ours::$name], evm: &[$($evm),*], takes: $takes, leaves: $leaves },)*)*]
    };
}

/// Instructions that take any words. The operand that is on top for us is the second one of `a - b`; for the EVM it is
/// the first.
const TWINS: &[Twin] = twins! {
    2 -> 1:
        ADD [evm::ADD] SUB [evm::SWAP1, evm::SUB] MUL [evm::MUL] DIV [evm::SWAP1, evm::DIV] MOD [evm::SWAP1, evm::MOD]
        SDIV [evm::SWAP1, evm::SDIV] SMOD [evm::SWAP1, evm::SMOD] EXP [evm::SWAP1, evm::EXP]
        SIGNEXTEND [evm::SIGNEXTEND] SAR [evm::SAR] SHL [evm::SHL] SHR [evm::SHR] BYTE [evm::BYTE]
        EQ [evm::EQ] NE [evm::EQ, evm::ISZERO]
        LT [evm::SWAP1, evm::LT] GT [evm::SWAP1, evm::GT] SLT [evm::SWAP1, evm::SLT] SGT [evm::SWAP1, evm::SGT]
        LE [evm::SWAP1, evm::GT, evm::ISZERO] GE [evm::SWAP1, evm::LT, evm::ISZERO]
        AND [evm::AND] OR [evm::OR] XOR [evm::XOR];
    3 -> 1: ADDMOD [evm::SWAP2, evm::ADDMOD] MULMOD [evm::SWAP2, evm::MULMOD];
    1 -> 1:
        NEG [evm::PUSH0, evm::SUB] NOT [evm::ISZERO] BITNOT [evm::NOT] CALLDATALOAD [evm::CALLDATALOAD]
        // (a ^ s) - s, with s the sign copied over all bits.
        ABS [evm::DUP1, evm::PUSH1, 255, evm::SAR, evm::DUP1, evm::SWAP2, evm::XOR, evm::SUB];
    1 -> 0: POP [evm::POP];
    1 -> 2: DUP1 [evm::DUP1];
    2 -> 3: DUP2 [evm::DUP2];
    2 -> 2: SWAP1 [evm::SWAP1];
    3 -> 3: SWAP2 [evm::SWAP2];
    0 -> 1: CALLDATASIZE [evm::CALLDATASIZE];
};

/// The stack is kept below this.
const HIGHEST: usize = 60;
/// Memory that programs work on ends here; the words of the stack follow.
const MEMORY: usize = 0x1400;
/// Instructions of the generator in one program, and how often at most it lets them run.
const STATEMENTS: usize = 250;
const RUNS: usize = 20_000;

struct Writer<'a> {
    random: &'a mut Random,
    savm: Linker,
    evm: Linker,
    /// Words on the stack here.
    height: usize,
    /// Words that belong to what is around, a loop's counter among them.
    floor: usize,
    /// How often this place is run at most.
    times: usize,
    statements: usize,
    runs: usize,
}

/// A program for each machine, from a seed.
pub fn pair(seed: u64) -> Pair {
    let random = &mut Random::new(seed);
    let len = random.below(200);
    let input = random.bytes(len);
    let mut writer = Writer {
        random,
        savm: Linker::default(),
        evm: Linker::default(),
        height: 0,
        floor: 0,
        times: 1,
        statements: 0,
        runs: 0,
    };
    let wanted = 20 + writer.random.below(STATEMENTS - 20);
    while writer.statements < wanted {
        writer.statement(0);
    }
    let wild = writer.random.once_in(25);
    if wild {
        writer.wild();
    }
    writer.end();
    Pair { savm: writer.savm.finish(), evm: writer.evm.finish(), input }
}

impl Writer<'_> {
    fn both(&mut self, savm: &[u8], evm: &[u8]) {
        self.savm.emit(savm);
        self.evm.emit(evm);
    }

    fn push(&mut self, bytes: &[u8]) {
        let savm = match bytes.len() {
            0 => vec![ours::PUSH0],
            width => {
                let opcode = Opcode::named(&format!("PUSH{width}")).expect("there is a push of every width");
                [&[opcode.byte], bytes].concat()
            }
        };
        self.both(&savm, &push(bytes));
        self.height += 1;
    }

    fn push_number(&mut self, n: usize) {
        let bytes: Vec<u8> = n.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
        self.push(&bytes);
    }

    fn push_random(&mut self) {
        let bytes = self.random.number();
        self.push(&bytes);
    }

    /// Lets a label stand here in both programs, at a JUMPDEST.
    fn place(&mut self, (savm, evm): (Label, Label)) {
        self.savm.place(savm);
        self.evm.place(evm);
        self.both(&[ours::JUMPDEST], &[evm::JUMPDEST]);
    }

    fn label(&mut self) -> (Label, Label) {
        (self.savm.label(), self.evm.label())
    }

    /// Pushes a label; sometimes as a sum that only a run can tell.
    fn push_label(&mut self, (savm, evm): (Label, Label)) {
        self.both(&[ours::PUSH2], &[evm::PUSH2]);
        self.savm.refer(savm);
        self.evm.refer(evm);
        self.height += 1;
        if self.random.once_in(4) {
            self.push(&[7]);
            self.both(&[ours::XOR], &[evm::XOR]);
            self.push(&[7]);
            self.both(&[ours::XOR], &[evm::XOR]);
            self.height -= 2;
        }
    }

    fn jump(&mut self, to: (Label, Label), if_top: bool) {
        self.push_label(to);
        if if_top {
            self.both(&[ours::JUMPI], &[evm::JUMPI]);
            self.height -= 2;
        } else {
            self.both(&[ours::JUMP], &[evm::JUMP]);
            self.height -= 1;
        }
    }

    /// Makes sure of so many words above the floor.
    fn need(&mut self, words: usize) {
        while self.height < self.floor + words {
            self.push_random();
        }
    }

    /// Brings the stack down to a height.
    fn down_to(&mut self, height: usize) {
        while self.height > height {
            self.both(&[ours::POP], &[evm::POP]);
            self.height -= 1;
        }
    }

    /// Cuts the top down to the bits of a mask.
    fn mask(&mut self, mask: usize) {
        self.push_number(mask);
        self.both(&[ours::AND], &[evm::AND]);
        self.height -= 1;
    }

    fn statement(&mut self, depth: usize) {
        self.statements += 1;
        self.runs += self.times;
        if self.height >= HIGHEST {
            self.down_to(self.floor.max(HIGHEST / 2));
        }
        match self.random.below(100) {
            0..=17 => self.push_random(),
            18..=61 => {
                let twin = self.random.pick(TWINS);
                self.need(twin.takes);
                self.both(twin.savm, twin.evm);
                self.height = self.height - twin.takes + twin.leaves;
            }
            62..=68 => self.deep(),
            69..=81 => self.memory(),
            82..=87 => self.storage(),
            88 => self.log(),
            89 => {
                self.need(1);
                if !self.random.once_in(8) {
                    self.push(&[1]);
                    self.both(&[ours::OR], &[evm::OR]);
                    self.height -= 1;
                }
                self.assert();
            }
            90..=93 => self.branch(depth),
            _ => self.counted(depth),
        }
    }

    /// A copy from further down, or an exchange with it.
    fn deep(&mut self) {
        self.need(2);
        if self.random.once_in(2) {
            let n = self.random.below(self.height.min(16)) as u8;
            self.both(&[ours::DUPN, n], &[evm::DUP1 + n]);
            self.height += 1;
        } else {
            let n = self.random.below((self.height - self.floor - 1).min(16)) as u8;
            self.both(&[ours::SWAPN, n], &[evm::SWAP1 + n]);
        }
    }

    fn memory(&mut self) {
        match self.random.below(6) {
            0 | 1 => {
                self.need(1);
                self.mask(0xfff);
                self.both(&[ours::MLOAD], &[evm::MLOAD]);
            }
            2 => {
                self.need(2);
                self.mask(0xfff);
                let byte = self.random.once_in(3);
                let store = if byte { (ours::MSTORE8, evm::MSTORE8) } else { (ours::MSTORE, evm::MSTORE) };
                self.both(&[store.0], &[store.1]);
                self.height -= 2;
            }
            // Destination, source, length: in this order for us, in the other for the EVM.
            3 | 4 => {
                self.need(1);
                let (to, from) = (self.random.below(0x1000), self.random.below(0x1000));
                self.push_number(to);
                let code = self.random.once_in(2);
                if code {
                    self.push_random();
                } else {
                    self.push_number(from);
                }
                self.both(&[ours::DUPN, 2], &[evm::DUP3]);
                self.height += 1;
                self.mask(0x3ff);
                let copy =
                    if code { (ours::CALLDATACOPY, evm::CALLDATACOPY) } else { (ours::MCOPY, evm::MCOPY) };
                self.both(&[copy.0], &[evm::SWAP2, copy.1]);
                self.height -= 3;
            }
            _ => {
                self.need(1);
                let offset = self.random.below(0x1000);
                self.push_number(offset);
                self.both(&[ours::SWAP1], &[evm::SWAP1]);
                self.mask(0x1ff);
                self.both(&[ours::KECCAK256], &[evm::SWAP1, evm::KECCAK256]);
                self.height -= 1;
            }
        }
    }

    fn storage(&mut self) {
        let write = self.random.once_in(2);
        self.need(if write { 2 } else { 1 });
        if !self.random.once_in(6) {
            self.mask(7);
        }
        if write {
            self.both(&[ours::SSTORE], &[evm::SSTORE]);
            self.height -= 2;
        } else {
            self.both(&[ours::SLOAD], &[evm::SLOAD]);
        }
    }

    fn log(&mut self) {
        let topics = self.random.below(5);
        self.need(topics);
        let (offset, size) = (self.random.below(0x1000), self.random.below(100));
        self.push_number(offset);
        self.push_number(size);
        self.both(&[ours::LOG0 + topics as u8], &[evm::SWAP1, evm::LOG0 + topics as u8]);
        self.height -= 2 + topics;
    }

    fn assert(&mut self) {
        let fine = self.evm.label();
        self.savm.emit(&[ours::ASSERT]);
        self.evm.emit(&[evm::PUSH2]);
        self.evm.refer(fine);
        self.evm.emit(&[evm::JUMPI, evm::INVALID]);
        self.evm.place(fine);
        self.evm.emit(&[evm::JUMPDEST]);
        self.height -= 1;
    }

    /// Some statements that leave the height as it is.
    fn body(&mut self, depth: usize) {
        let (height, floor) = (self.height, self.floor);
        self.floor = height;
        for _ in 0..1 + self.random.below(10) {
            if self.statements < STATEMENTS {
                self.statement(depth + 1);
            }
        }
        self.down_to(height);
        self.floor = floor;
    }

    fn branch(&mut self, depth: usize) {
        self.need(1);
        let (other, end) = (self.label(), self.label());
        self.jump(other, true);
        let height = self.height;
        if self.random.once_in(20) {
            self.end();
            self.height = height;
        } else if self.random.once_in(30) {
            self.wild();
            self.height = height;
        } else {
            self.body(depth);
        }
        self.jump(end, false);
        self.place(other);
        self.body(depth);
        self.place(end);
    }

    fn counted(&mut self, depth: usize) {
        let rounds = 1 + self.random.below(30);
        if depth >= 4 || self.runs + self.times * rounds * 12 > RUNS {
            return;
        }
        self.push_number(rounds);
        let top = self.label();
        self.place(top);
        self.times *= rounds;
        self.body(depth);
        self.times /= rounds;
        self.push(&[1]);
        self.both(&[ours::SUB, ours::DUP1], &[evm::SWAP1, evm::SUB, evm::DUP1]);
        self.jump(top, true);
        self.down_to(self.floor.max(self.height.saturating_sub(1)));
    }

    /// Something that fails, everywhere for the same reason.
    fn wild(&mut self) {
        match self.random.below(6) {
            0 => self.both(&vec![ours::POP; self.height + 1], &vec![evm::POP; self.height + 1]),
            1 => self.both(&[ours::PUSH2, 0xff, 0xff, ours::JUMP], &[evm::PUSH2, 0xff, 0xff, evm::JUMP]),
            // Into an immediate that looks like a JUMPDEST.
            2 => {
                let inside = self.label();
                self.both(&[ours::PUSH1], &[evm::PUSH1]);
                self.savm.place(inside.0);
                self.evm.place(inside.1);
                self.both(&[ours::JUMPDEST], &[evm::JUMPDEST]);
                self.both(&[ours::PUSH2], &[evm::PUSH2]);
                self.savm.refer(inside.0);
                self.evm.refer(inside.1);
                self.both(&[ours::JUMP], &[evm::JUMP]);
            }
            3 => self.both(&[ours::INVALID], &[evm::INVALID]),
            // No memory is so large.
            4 => {
                self.push(&[1; 25]);
                self.both(&[ours::MLOAD], &[evm::MLOAD]);
            }
            _ => {
                self.push(&[1; 25]);
                self.push(&[1]);
                self.both(&[ours::KECCAK256], &[evm::SWAP1, evm::KECCAK256]);
            }
        }
    }

    /// Hands back the memory and the stack, by success or by REVERT.
    fn end(&mut self) {
        let size = MEMORY + 32 * self.height;
        while self.height > 0 {
            let offset = MEMORY + 32 * (self.height - 1);
            self.push_number(offset);
            self.both(&[ours::MSTORE], &[evm::MSTORE]);
            self.height -= 2;
        }
        self.push_number(size);
        self.push(&[]);
        if self.random.once_in(5) {
            self.both(&[ours::REVERT], &[evm::REVERT]);
        } else {
            self.both(&[ours::RETURN], &[evm::RETURN]);
        }
        self.height -= 2;
    }
}
