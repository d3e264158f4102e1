//! What must hold of every case.

use codec::{Decode, Encode};
use msez_savm::{
    execute, execute_traced,
    opcode::{byte, OPCODES},
    trace::{Tracer, View},
    Ending, Fault, MemoryHost, Outcome, Program, Word,
};
use std::panic::{catch_unwind, AssertUnwindSafe};

use super::{
    case::Case,
    coverage::{Coverage, END, OPERANDS, PAIR},
};
use crate::rng::Rng;

/// What checking a case took and found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Checked {
    /// Executions.
    pub executions: u64,
    /// Whether the call succeeded.
    pub succeeded: bool,
    /// Features of the run that no case before had.
    pub new_features: u32,
}

/// Runs a case in every way there is and compares. The error says what does not hold.
pub fn check(case: &Case, rng: &mut Rng, coverage: &mut Coverage) -> Result<Checked, String> {
    catch_unwind(AssertUnwindSafe(|| compare(case, rng, coverage))).unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().cloned();
        let message = message.or_else(|| panic.downcast_ref::<&str>().map(|text| text.to_string()));
        Err(format!("panicked: {}", message.unwrap_or_default()))
    })
}

fn ensure(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds {
        Ok(())
    } else {
        Err(what())
    }
}

fn compare(case: &Case, rng: &mut Rng, coverage: &mut Coverage) -> Result<Checked, String> {
    let Some(programs) = case.programs() else { return Ok(Checked::default()) };
    let world = Case::world(programs.clone());
    let (outcome, after) = run(case, &world, case.gas_limit)?;
    let mut executions = 1;

    let mut watcher = Watcher::new(coverage);
    let mut traced_after = world.clone();
    let traced = execute_traced(&mut traced_after, &Case::context(), case.call(case.gas_limit), &mut watcher);
    executions += 1;
    let Watcher { fault, is_blind, new_features, .. } = watcher;
    ensure(traced == outcome, || format!("block by block {outcome:?}, traced {traced:?}"))?;
    ensure(traced_after.is_like(&after), || "block by block and traced left different states".into())?;
    if let Some(fault) = fault {
        return Err(fault);
    }

    let decoded: Option<Vec<Program>> =
        programs.iter().map(|program| Program::decode(&mut &program.encode()[..]).ok()).collect();
    let decoded = decoded.ok_or("an encoded program does not decode")?;
    ensure(decoded == programs, || "a program does not survive its encoding".into())?;
    let (again, again_after) = run(case, &Case::world(decoded), case.gas_limit)?;
    executions += 1;
    ensure(again == outcome, || format!("at first {outcome:?}, then {again:?}"))?;
    ensure(again_after.is_like(&after), || "two runs left different states".into())?;

    // With less gas.
    let used = outcome.gas_used;
    let few = used <= 400 && rng.one_in(24);
    let limits: Vec<u64> = if few {
        (0..used).collect()
    } else {
        let any = rng.below(used as usize + 1) as u64;
        [any, used.saturating_sub(1), used].into_iter().filter(|limit| *limit < case.gas_limit).collect()
    };
    for limit in limits {
        let (less, less_after) = run(case, &world, limit)?;
        let mut careful_after = world.clone();
        let careful = execute_traced(&mut careful_after, &Case::context(), case.call(limit), &mut Nothing);
        executions += 2;
        ensure(less == careful, || format!("with {limit} gas: block by block {less:?}, traced {careful:?}"))?;
        ensure(less_after.is_like(&careful_after), || {
            format!("with {limit} gas: block by block and traced left different states")
        })?;
        // A program that cannot see its gas goes the same way until it runs out.
        if is_blind && limit < used {
            ensure(less.fault() == Some(Fault::OutOfGas), || {
                format!("{used} gas are needed, and with {limit} it ends as {less:?}")
            })?;
        } else if is_blind {
            // What SSTORE gives back has to be there first.
            let same = less == outcome || less.fault() == Some(Fault::OutOfGas);
            ensure(same, || format!("with {limit} gas {less:?}, with {} {outcome:?}", case.gas_limit))?;
        }
    }
    Ok(Checked { executions, succeeded: outcome.succeeded(), new_features })
}

/// One run, and what must hold of each.
fn run(case: &Case, world: &MemoryHost, limit: u64) -> Result<(Outcome, MemoryHost), String> {
    let mut after = world.clone();
    let outcome = execute(&mut after, &Case::context(), case.call(limit));
    ensure(outcome.gas_used <= limit, || format!("of {limit} gas it used {}", outcome.gas_used))?;
    if !outcome.succeeded() {
        ensure(after.is_like(world), || format!("it left a trace with {limit} gas: {:?}", outcome.ending))?;
    } else if case.is_static {
        // Static calls write nothing: not even what a value's transfer would.
        ensure(after.is_like(world), || "a static call left a trace".into())?;
    }
    Ok((outcome, after))
}

/// Traces and looks at nothing.
struct Nothing;
impl Tracer for Nothing {}

/// Looks at each instruction: notes features, and checks that gas and stack go as the table says.
struct Watcher<'a> {
    coverage: &'a mut Coverage,
    new_features: u32,
    /// Whether no instruction could see how much gas there is.
    is_blind: bool,
    fault: Option<String>,
    previous: u8,
    /// For each depth, (opcode, gas before it).
    frames: Vec<(u8, u64)>,
    last: (u8, usize),
}

/// Gas of each opcode in any case.
fn prices() -> &'static [u32; 256] {
    static PRICES: std::sync::OnceLock<[u32; 256]> = std::sync::OnceLock::new();
    PRICES.get_or_init(|| {
        let mut prices = [0; 256];
        OPCODES.iter().for_each(|opcode| prices[usize::from(opcode.byte)] = opcode.gas);
        // Gives back what it took too much.
        prices[usize::from(byte::SSTORE)] = 200;
        prices
    })
}

impl<'a> Watcher<'a> {
    fn new(coverage: &'a mut Coverage) -> Self {
        Self {
            coverage,
            new_features: 0,
            is_blind: true,
            fault: None,
            previous: 0,
            frames: Vec::new(),
            last: (0, 0),
        }
    }

    fn note(&mut self, feature: [u8; 4]) {
        self.new_features += u32::from(self.coverage.note(feature));
    }
}

/// Which kind of number it is.
fn class(word: Option<&Word>) -> u8 {
    match word {
        None => 0,
        Some(word) => match word.to_u64() {
            Some(0) => 1,
            Some(1) => 2,
            Some(2..=31) => 3,
            Some(32..=255) => 4,
            Some(256..=65_535) => 5,
            Some(_) => 6,
            None if word.is_negative() => 7,
            None => 8,
        },
    }
}

impl Tracer for Watcher<'_> {
    fn step(&mut self, view: &View<'_>) {
        let Some(op) = view.opcode else { return };
        self.is_blind &= !matches!(op, byte::GAS | byte::CALL | byte::STATICCALL);
        let top = class(view.stack.last());
        let below = class(view.stack.len().checked_sub(2).and_then(|at| view.stack.get(at)));
        self.note([PAIR, self.previous, op, 0]);
        self.note([OPERANDS, op, top, below]);
        self.previous = op;
        self.last = (op, view.depth);

        if view.stack.len() > 256 || view.memory.len() > 65_536 || view.depth > 64 {
            self.fault = Some(format!("beyond a limit at pc {} of depth {}", view.pc, view.depth));
        }
        self.frames.truncate(view.depth);
        if self.frames.len() < view.depth {
            self.frames.resize(view.depth, (byte::STOP, u64::MAX));
        } else if let Some((before, gas)) = self.frames.last().copied() {
            let price = u64::from(prices()[usize::from(before)]);
            if gas != u64::MAX && gas < view.gas.saturating_add(price) {
                self.fault =
                    Some(format!("opcode {before:#04x} before pc {} took less than {price} gas", view.pc));
            }
        }
        if let Some(frame) = self.frames.last_mut() {
            *frame = (op, view.gas);
        }
    }

    fn end(&mut self, view: &View<'_>, ending: &Ending) {
        let how = match ending {
            Ending::Succeeded(data) => u8::from(data.is_empty()),
            Ending::Reverted(data) => 2 + u8::from(data.is_empty()),
            Ending::Faulted(fault) => 4 + fault.encode().first().copied().unwrap_or_default(),
        };
        let depth = match view.depth {
            1 => 0,
            2..=4 => 1,
            5..=63 => 2,
            _ => 3,
        };
        self.note([END, view.opcode.unwrap_or_default(), how, depth]);
        self.frames.truncate(view.depth.saturating_sub(1));
    }
}
