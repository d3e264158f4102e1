//! Watching a run, instruction by instruction.

use alloc::vec::Vec;

use crate::{Address, Ending, Word};

/// A frame as it stands before an instruction, or at its end.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// 1 for the outermost frame.
    pub depth: usize,
    /// The running instance.
    pub address: Address,
    /// Offset of the instruction.
    pub pc: usize,
    /// Its byte; `None` at the end of the code.
    pub opcode: Option<u8>,
    /// Gas left before it.
    pub gas: u64,
    /// The top last.
    pub stack: &'a [Word],
    /// As long as the highest byte touched.
    pub memory: &'a [u8],
}

/// Watches a run. A traced run has the results of an untraced one, with one exception: only there DEBUG is an opcode.
pub trait Tracer {
    /// Whether it watches at all. If not, nothing of it is left in the interpreter.
    const ACTIVE: bool = true;

    /// Before each instruction.
    fn step(&mut self, _view: &View<'_>) {}

    /// At each DEBUG.
    fn debug(&mut self, _view: &View<'_>) {}

    /// At the end of each frame.
    fn end(&mut self, _view: &View<'_>, _ending: &Ending) {}
}

/// Watches nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoTrace;

impl Tracer for NoTrace {
    const ACTIVE: bool = false;
}

/// One instruction of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "std", derive(serde::Serialize))]
pub struct Step {
    /// 1 for the outermost frame.
    pub depth: usize,
    /// Offset of the instruction.
    pub pc: usize,
    /// Its byte.
    pub opcode: u8,
    /// Gas left before it.
    pub gas: u64,
    /// The stack before it, the top last.
    pub stack: Vec<Word>,
}

/// Keeps the steps of a run, up to a limit, and how its outermost frame stood at the end.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    /// The first steps.
    pub steps: Vec<Step>,
    /// How many steps there were, kept or not.
    pub count: u64,
    /// (pc, top of the stack) at each DEBUG; `None` of an empty stack.
    pub debugged: Vec<(usize, Option<Word>)>,
    /// The outermost frame's stack at its end, the top last.
    pub stack: Vec<Word>,
    /// Its memory.
    pub memory: Vec<u8>,
    /// Where it ended.
    pub pc: usize,
    limit: usize,
}

impl Recorder {
    /// Keeps at most so many steps.
    pub fn keeping(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }
}

impl Tracer for Recorder {
    fn step(&mut self, view: &View<'_>) {
        self.count = self.count.saturating_add(1);
        if let (Some(opcode), true) = (view.opcode, self.steps.len() < self.limit) {
            let View { depth, pc, gas, .. } = *view;
            self.steps.push(Step { depth, pc, opcode, gas, stack: view.stack.to_vec() });
        }
    }

    fn debug(&mut self, view: &View<'_>) {
        self.debugged.push((view.pc, view.stack.last().copied()));
    }

    fn end(&mut self, view: &View<'_>, _ending: &Ending) {
        if view.depth == 1 {
            self.stack = view.stack.to_vec();
            self.memory = view.memory.to_vec();
            self.pc = view.pc;
        }
    }
}
