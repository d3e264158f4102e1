//! Execution: frames over frames, each in a layer of the host's journal.

use alloc::vec::Vec;

use crate::{
    frame::{Ending, Exit, Frame, Request},
    host::{Address, Instance},
    interpreter::run,
    limits::{CALL_DEPTH, INPUT_LIMIT},
    trace::{NoTrace, Tracer, View},
    Fault, Host, Word,
};

/// What holds for the whole transaction. Nothing here is a clock of the machine's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Who signed.
    pub origin: Address,
    /// Price of one gas.
    pub gas_price: Word,
    /// Seconds since 1970, from the chain.
    pub timestamp: u64,
    /// Number of the block.
    pub block_height: u64,
    /// Genesis hash.
    pub chain_id: Word,
}

/// The outermost call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// Who calls.
    pub caller: Address,
    /// The instance to run.
    pub instance: Address,
    /// What the caller pays it.
    pub value: Word,
    /// Data for it.
    pub input: Vec<u8>,
    /// Gas that it may use.
    pub gas_limit: u64,
    /// Nothing may be written: for views.
    pub is_static: bool,
}

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How it ended, with what it returned.
    pub ending: Ending,
    /// Gas used, never more than the limit.
    pub gas_used: u64,
    /// Offset of the last instruction of the outermost frame.
    pub pc: usize,
}

impl Outcome {
    /// Whether what was done stays.
    pub fn succeeded(&self) -> bool {
        matches!(self.ending, Ending::Succeeded(_))
    }

    /// What was returned, by success or REVERT.
    pub fn return_data(&self) -> &[u8] {
        match &self.ending {
            Ending::Succeeded(data) | Ending::Reverted(data) => data,
            Ending::Faulted(_) => &[],
        }
    }

    /// Why it failed, unless it reverted itself.
    pub fn fault(&self) -> Option<Fault> {
        match self.ending {
            Ending::Faulted(fault) => Some(fault),
            _ => None,
        }
    }
}

/// Calls an instance. Unless it succeeds, the host is as it was before.
pub fn execute<H: Host>(host: &mut H, context: &Context, call: Call) -> Outcome {
    execute_traced(host, context, call, &mut NoTrace)
}

/// The same, watched.
pub fn execute_traced<H: Host, T: Tracer>(
    host: &mut H,
    context: &Context,
    call: Call,
    tracer: &mut T,
) -> Outcome {
    let Call { caller, instance: address, value, input, gas_limit, is_static } = call;
    let refused = |fault| Outcome { ending: Ending::Faulted(fault), gas_used: 0, pc: 0 };
    if input.len() > INPUT_LIMIT {
        return refused(Fault::InputTooLarge);
    }
    if is_static && !value.is_zero() {
        return refused(Fault::StaticCall);
    }
    let Some(instance) = host.instance(&address) else { return refused(Fault::NotFound) };
    host.begin();
    if !value.is_zero() && !host.transfer(&caller, &address, &value) {
        host.rollback();
        return refused(Fault::InsufficientBalance);
    }
    let mut frame = Frame::new(instance.program, address, caller, gas_limit);
    frame.binding = instance.binding;
    (frame.value, frame.input, frame.is_static) = (value, input, is_static);
    run_frames(host, context, frame, gas_limit, tracer)
}

/// Runs frames until the outermost has ended. Each stands in its own layer of the journal.
fn run_frames<H: Host, T: Tracer>(
    host: &mut H,
    context: &Context,
    outermost: Frame,
    gas_limit: u64,
    tracer: &mut T,
) -> Outcome {
    let mut callers: Vec<Frame> = Vec::new();
    let mut frame = outermost;
    loop {
        let exit = if T::ACTIVE || frame.careful {
            run::<H, T, true>(&mut frame, host, context, tracer)
        } else {
            run::<H, T, false>(&mut frame, host, context, tracer)
        };
        match exit {
            Exit::Careful => frame.careful = true,
            Exit::Fast => frame.careful = false,
            Exit::Call(request) => match open(host, &mut frame, request) {
                Some(callee) => callers.push(core::mem::replace(&mut frame, callee)),
                // Answered without a frame.
                None => continue,
            },
            Exit::End(ending) => {
                if T::ACTIVE {
                    tracer.end(&view(&frame), &ending);
                }
                match ending {
                    Ending::Succeeded(_) => host.commit(),
                    Ending::Reverted(_) | Ending::Faulted(_) => host.rollback(),
                }
                match callers.pop() {
                    Some(caller) => {
                        let callee = core::mem::replace(&mut frame, caller);
                        answer(&mut frame, callee, ending);
                    }
                    None => {
                        let gas_used = gas_limit.saturating_sub(frame.gas);
                        return Outcome { ending, gas_used, pc: frame.pc };
                    }
                }
            }
        }
    }
}

/// Opens the frame of a call, in a new layer. `None` if there is none to open: the caller has its answer.
fn open<H: Host>(host: &mut H, caller: &mut Frame, request: Request) -> Option<Frame> {
    let Request { to, value, input, gas, is_static, reply } = request;
    caller.returned.clear();
    // A fresh block follows every call.
    caller.careful = false;
    if caller.depth >= CALL_DEPTH {
        return answered(caller, gas, false);
    }
    host.begin();
    if !value.is_zero() && !host.transfer(&caller.address, &to, &value) {
        host.rollback();
        return answered(caller, gas, false);
    }
    let Some(Instance { program, binding }) = host.instance(&to) else {
        // An account: it can be paid, and nothing else. A call that expects a program must not seem to succeed.
        let paid = !value.is_zero() && input.is_empty();
        if paid {
            host.commit();
        } else {
            host.rollback();
        }
        return answered(caller, gas, paid);
    };
    let mut callee = Frame::new(program, to, caller.address, gas);
    callee.binding = binding;
    (callee.value, callee.input, callee.is_static, callee.reply) = (value, input, is_static, reply);
    callee.depth = caller.depth.saturating_add(1);
    Some(callee)
}

/// A call that needs no frame: its gas comes back.
fn answered(caller: &mut Frame, gas: u64, ok: bool) -> Option<Frame> {
    caller.gas = caller.gas.saturating_add(gas);
    caller.push(ok);
    None
}

/// Gives a frame that called what its callee ended with.
fn answer(caller: &mut Frame, callee: Frame, ending: Ending) {
    caller.gas = caller.gas.saturating_add(callee.gas);
    caller.push(matches!(ending, Ending::Succeeded(_)));
    caller.returned = match ending {
        Ending::Succeeded(data) | Ending::Reverted(data) => data,
        Ending::Faulted(_) => Vec::new(),
    };
    caller.memory.write(&callee.reply, &caller.returned);
}

fn view(frame: &Frame) -> View<'_> {
    View {
        depth: frame.depth,
        address: frame.address,
        pc: frame.pc,
        opcode: frame.program.code().get(frame.pc).copied(),
        gas: frame.gas,
        stack: frame.stack(),
        memory: frame.memory.bytes(),
    }
}
