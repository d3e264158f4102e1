//! A frame: one running instance.

use alloc::{boxed::Box, sync::Arc, vec::Vec};

use crate::{
    host::{Address, Binding},
    limits::STACK_LIMIT,
    memory::{Memory, Span},
    Fault, Program, Word,
};

/// 256 slots, so that an index of eight bits is always inside.
pub(crate) type Slots = [Word; STACK_LIMIT];

pub(crate) struct Frame {
    pub program: Arc<Program>,
    pub binding: Binding,
    pub address: Address,
    pub caller: Address,
    pub value: Word,
    pub input: Vec<u8>,
    /// Nothing may be written in it.
    pub is_static: bool,
    /// 1 for the outermost.
    pub depth: usize,
    pub stack: Box<Slots>,
    /// How many of the slots are in use.
    pub words: usize,
    pub memory: Memory,
    pub pc: usize,
    /// Gas left.
    pub gas: u64,
    /// What the last call returned.
    pub returned: Vec<u8>,
    /// Where the caller wants what this frame returns.
    pub reply: Span,
    /// Whether gas and stack are checked at every instruction, because they may not do for the whole block.
    pub careful: bool,
}

/// A call as an instruction asks for it. Its gas has left the caller.
pub(crate) struct Request {
    pub to: Address,
    pub value: Word,
    pub input: Vec<u8>,
    pub gas: u64,
    pub is_static: bool,
    pub reply: Span,
}

/// How a frame leaves the interpreter.
pub(crate) enum Exit {
    /// The block may not be affordable, or not fit the stack: go on instruction by instruction.
    Careful,
    /// A new block starts: go on block by block.
    Fast,
    /// A call, with `pc` behind it.
    Call(Request),
    /// The end.
    End(Ending),
}

/// How a frame ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// STOP, HALT, RETURN, or the end of the code.
    Succeeded(Vec<u8>),
    /// REVERT.
    Reverted(Vec<u8>),
    /// A fault, at the `pc` where the frame stands.
    Faulted(Fault),
}

impl Frame {
    pub fn new(program: Arc<Program>, address: Address, caller: Address, gas: u64) -> Self {
        let slots = alloc::vec![Word::ZERO; STACK_LIMIT].into_boxed_slice();
        Self {
            program,
            binding: Binding::default(),
            address,
            caller,
            value: Word::ZERO,
            input: Vec::new(),
            is_static: false,
            depth: 1,
            stack: slots.try_into().unwrap_or_else(|_| Box::new([Word::ZERO; STACK_LIMIT])),
            words: 0,
            memory: Memory::default(),
            pc: 0,
            gas,
            returned: Vec::new(),
            reply: Span::default(),
            careful: false,
        }
    }

    /// The words in use, the top last.
    pub fn stack(&self) -> &[Word] {
        self.stack.get(..self.words).unwrap_or_default()
    }

    /// Takes the top. That it is there has been checked.
    pub fn pop(&mut self) -> Word {
        self.words = self.words.wrapping_sub(1);
        peek(&self.stack, self.words)
    }

    /// Takes so many words, the top first. That they are there has been checked.
    pub fn pop_many<const N: usize>(&mut self) -> [Word; N] {
        core::array::from_fn(|_| self.pop())
    }

    /// That there is room has been checked.
    pub fn push(&mut self, word: impl Into<Word>) {
        poke(&mut self.stack, self.words, word.into());
        self.words = self.words.wrapping_add(1);
    }

    /// Takes gas, or nothing if there is too little.
    pub fn charge(&mut self, gas: u64) -> Result<(), Fault> {
        self.gas = self.gas.checked_sub(gas).ok_or(Fault::OutOfGas)?;
        Ok(())
    }
}

/// The slot of an index below 256.
#[inline(always)]
pub(crate) fn peek(stack: &Slots, index: usize) -> Word {
    stack.get(index & 255).copied().unwrap_or_default()
}

/// Writes the slot of an index below 256.
#[inline(always)]
pub(crate) fn poke(stack: &mut Slots, index: usize, word: Word) {
    if let Some(slot) = stack.get_mut(index & 255) {
        *slot = word;
    }
}
