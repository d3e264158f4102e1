//! Opcodes: the table, and what is computed from it.

mod table;

pub use table::{byte, OPCODES};

use alloc::string::String;
use core::fmt::Write;

/// The block of straight-line code ends after this instruction.
pub(crate) const ENDS: u8 = 1;
/// It changes state, so a static call refuses it.
pub(crate) const WRITES: u8 = 2;
/// How many words it takes is known only when it runs.
pub(crate) const VARIES: u8 = 4;
/// The original machine did not have it.
const ADDED: u8 = 8;

/// What a range of bytes is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// 0x: pushes, copies, exchanges.
    Stack,
    /// 1x: arithmetic.
    Arithmetic,
    /// 2x: comparison, logic, shifts.
    Comparison,
    /// 3x: memory, input, return data, code.
    Memory,
    /// 4x: the instance's storage.
    Storage,
    /// 5x: control flow and calls.
    Control,
    /// 6x: context.
    Context,
    /// 7x: compliance, assets, units.
    Compliance,
    /// 8x: migration.
    Migration,
    /// 9x: hashes, signatures, Merkle trees.
    Cryptography,
    /// Ax, Bx: pushes of all other widths.
    Wide,
    /// Fx: logs, halting.
    System,
}

impl Category {
    const fn title(self) -> &'static str {
        match self {
            Self::Stack => "0x · stack",
            Self::Arithmetic => "1x · arithmetic",
            Self::Comparison => "2x · comparison, bits, shifts",
            Self::Memory => "3x · memory, input, return data, code",
            Self::Storage => "4x · storage",
            Self::Control => "5x · control",
            Self::Context => "6x · context",
            Self::Compliance => "7x · compliance, assets, units",
            Self::Migration => "8x · migration",
            Self::Cryptography => "9x · cryptography",
            Self::Wide => "Ax, Bx · pushes of other widths",
            Self::System => "Fx · system",
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opcode {
    /// Its byte in the code.
    pub byte: u8,
    /// Its name in assembly.
    pub mnemonic: &'static str,
    /// Its range.
    pub category: Category,
    /// What it takes, top first.
    pub inputs: &'static str,
    /// What it leaves, top first.
    pub outputs: &'static str,
    /// Gas that it costs in any case.
    pub gas: u32,
    /// Length of its immediate in bytes.
    pub immediate: u8,
    flags: u8,
    /// What it does, what more it costs, how it fails.
    pub meaning: &'static str,
}

impl Opcode {
    /// The opcode of a byte.
    pub fn of(byte: u8) -> Option<&'static Self> {
        OPCODES.iter().find(|opcode| opcode.byte == byte)
    }

    /// The opcode of a mnemonic, in any case.
    pub fn named(mnemonic: &str) -> Option<&'static Self> {
        OPCODES.iter().find(|opcode| opcode.mnemonic.eq_ignore_ascii_case(mnemonic))
    }

    /// Whether it puts its immediate on the stack.
    pub fn is_push(&self) -> bool {
        self.immediate > 0 && !matches!(self.byte, byte::DUPN | byte::SWAPN)
    }

    /// Whether it changes state, so that a static call refuses it. A CALL does when it carries value.
    pub const fn writes(&self) -> bool {
        self.flags & WRITES != 0
    }

    /// Whether this machine added it to the original ones.
    pub const fn is_added(&self) -> bool {
        self.flags & ADDED != 0
    }
}

/// What the analysis and the interpreter look up for every byte.
#[derive(Clone, Copy)]
pub(crate) struct Spec {
    pub gas: u32,
    pub inputs: u8,
    pub outputs: u8,
    pub immediate: u8,
    pub flags: u8,
}

impl Spec {
    /// An undefined byte is INVALID.
    const INVALID: Self = Self { gas: 2, inputs: 0, outputs: 0, immediate: 0, flags: ENDS };

    #[inline(always)]
    pub fn of(byte: u8) -> Self {
        *SPECS.get(usize::from(byte)).unwrap_or(&Self::INVALID)
    }

    pub const fn has(self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

static SPECS: [Spec; 256] = specs();

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
const fn specs() -> [Spec; 256] {
    // Runs in the compiler only.
    let mut specs = [Spec::INVALID; 256];
    let mut row = 0;
    while row < OPCODES.len() {
        let opcode = &OPCODES[row];
        // Outside of the tracer DEBUG is as undefined as any other free byte.
        if opcode.byte != byte::DEBUG {
            specs[opcode.byte as usize] = Spec {
                gas: opcode.gas,
                inputs: words(opcode.inputs),
                outputs: words(opcode.outputs),
                immediate: opcode.immediate,
                flags: opcode.flags,
            };
        }
        row += 1;
    }
    specs
}

/// How many words a list names.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
const fn words(list: &str) -> u8 {
    let bytes = list.as_bytes();
    if bytes.is_empty() {
        return 0;
    }
    let (mut count, mut at) = (1, 0);
    while at < bytes.len() {
        if bytes[at] == b',' {
            count += 1;
        }
        at += 1;
    }
    count
}

/// The table as Markdown, as the README carries it.
pub fn markdown() -> String {
    let mut text = String::new();
    let mut category = None;
    for opcode in OPCODES {
        if category != Some(opcode.category) {
            category = Some(opcode.category);
            let _ = writeln!(text, "\n#### {}\n", opcode.category.title());
            text.push_str(
                "| byte | mnemonic | in (top first) | out | gas | meaning |\n|---|---|---|---|---|---|\n",
            );
        }
        let list =
            |words: &str| if words.is_empty() { String::from("–") } else { words.replace('|', "\\|") };
        let added = if opcode.is_added() { " +" } else { "" };
        let immediate =
            if opcode.immediate == 0 { String::new() } else { alloc::format!(" `imm{}`", opcode.immediate) };
        let _ = writeln!(
            text,
            "| {:02X} | {}{immediate}{added} | {} | {} | {} | {} |",
            opcode.byte,
            opcode.mnemonic,
            list(opcode.inputs),
            list(opcode.outputs),
            opcode.gas,
            opcode.meaning.replace('|', "\\|"),
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_mnemonics_are_unique_and_ascend() {
        for pair in OPCODES.windows(2) {
            assert!(pair[0].byte < pair[1].byte, "{} {}", pair[0].mnemonic, pair[1].mnemonic);
        }
        for opcode in OPCODES {
            assert_eq!(Opcode::of(opcode.byte), Some(opcode));
            assert_eq!(Opcode::named(&opcode.mnemonic.to_lowercase()), Some(opcode));
        }
        assert_eq!(OPCODES.iter().filter(|opcode| !opcode.is_added()).count(), 79);
    }

    #[test]
    fn wide_pushes_follow_their_width() {
        for opcode in OPCODES.iter().filter(|opcode| opcode.category == Category::Wide) {
            assert_eq!(opcode.byte, 0xa0 + opcode.immediate - 1);
            assert_eq!(opcode.mnemonic, alloc::format!("PUSH{}", opcode.immediate));
        }
        let widths: alloc::collections::BTreeSet<u8> =
            OPCODES.iter().filter(|opcode| opcode.is_push()).map(|opcode| opcode.immediate).collect();
        assert_eq!(widths, (1..=32).collect());
    }

    #[test]
    fn the_readme_holds_the_generated_table() {
        let readme = include_str!("../../README.md").replace("\r\n", "\n");
        let (_, rest) = readme.split_once("<!-- opcodes -->\n").expect("begin mark");
        let (table, _) = rest.split_once("<!-- end of opcodes -->").expect("end mark");
        assert!(table == markdown(), "the table in README.md is old; it should be:\n{}", markdown());
    }
}
