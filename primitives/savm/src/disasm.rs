//! Disassembler: code as instructions, and as text that assembles to the same bytes.

use alloc::{format, string::String};
use core::fmt;

use crate::{
    opcode::{byte, Opcode},
    Word,
};

/// One instruction of some code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instruction<'a> {
    /// Where it starts.
    pub offset: usize,
    /// Its byte.
    pub byte: u8,
    /// Its opcode; `None` of an undefined byte.
    pub opcode: Option<&'static Opcode>,
    /// Its immediate: shorter than the opcode wants where the code ends within it.
    pub immediate: &'a [u8],
}

impl Instruction<'_> {
    /// Whether the code ends within its immediate.
    pub fn is_truncated(&self) -> bool {
        self.opcode.is_some_and(|opcode| self.immediate.len() < usize::from(opcode.immediate))
    }

    /// Its immediate as a number; `None` without one, or of a truncated one.
    pub fn operand(&self) -> Option<Word> {
        if self.immediate.is_empty() || self.is_truncated() {
            return None;
        }
        Word::from_be_slice(self.immediate)
    }
}

/// In the assembler's syntax. A truncated instruction is data.
impl fmt::Display for Instruction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(opcode) = self.opcode else { return write!(f, "UNKNOWN(0x{:02x})", self.byte) };
        if self.is_truncated() {
            write!(f, ".data 0x{:02x}", self.byte)?;
            return self.immediate.iter().try_for_each(|byte| write!(f, "{byte:02x}"));
        }
        f.write_str(opcode.mnemonic)?;
        match (opcode.byte, self.operand()) {
            (_, None) => Ok(()),
            (byte::DUPN | byte::SWAPN, Some(n)) => {
                write!(f, " {}", u16::from(n.low_byte()).saturating_add(1))
            }
            (_, Some(word)) => write!(f, " {word:#x}"),
        }
    }
}

/// The instructions of some code, read in sequence from the first byte.
#[derive(Clone, Debug)]
pub struct Instructions<'a> {
    code: &'a [u8],
    offset: usize,
}

/// Reads code instruction by instruction.
pub fn instructions(code: &[u8]) -> Instructions<'_> {
    Instructions { code, offset: 0 }
}

impl<'a> Iterator for Instructions<'a> {
    type Item = Instruction<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let offset = self.offset;
        let (byte, rest) = self.code.get(offset..)?.split_first()?;
        let opcode = Opcode::of(*byte);
        let wanted = opcode.map_or(0, |opcode| usize::from(opcode.immediate));
        let immediate = rest.get(..wanted).unwrap_or(rest);
        self.offset = offset.saturating_add(1).saturating_add(immediate.len());
        Some(Instruction { offset, byte: *byte, opcode, immediate })
    }
}

/// Code as text, an instruction a line, with its offset in a comment.
pub fn disassemble(code: &[u8]) -> String {
    let mut text = String::new();
    for instruction in instructions(code) {
        text.push_str(&format!("{:<24}; {:04x}\n", format!("{instruction}"), instruction.offset));
    }
    text
}
