//! The interpreter of one frame.
//!
//! [`run`] exists in two forms made from one text. The fast form checks gas and stack once for each block of
//! straight-line code. Where a block may not be affordable or may not fit the stack, it hands the frame over to the
//! careful form, which checks at every instruction and so finds the one that fails. Both have the same results to the
//! unit of gas; a property test holds them to it. Traced runs are careful throughout.
//!
//! The top of the stack is kept outside of it, in registers.

mod assets;
mod calls;
mod compliance;
mod context;
mod copies;
mod crypto;
mod logs;
mod migration;
mod operand;
mod storage;

use alloc::{sync::Arc, vec::Vec};

use crate::{
    frame::{peek, poke, Ending, Exit, Frame, Request},
    limits::{CODE_LIMIT, STACK_LIMIT},
    opcode::{byte::*, Spec, ENDS, WRITES},
    program::stack_effect,
    trace::{Tracer, View},
    vm::Context,
    word::Reciprocal,
    Fault, Host, Word,
};

/// What an instruction outside of the loop leads to.
enum Flow {
    /// The next instruction.
    Next,
    /// A call.
    Call(Request),
    /// Success with data.
    Return(Vec<u8>),
    /// Failure with data.
    Revert(Vec<u8>),
}

/// What such an instruction works on.
struct Machine<'a, H> {
    frame: &'a mut Frame,
    host: &'a mut H,
    context: &'a Context,
}

/// Runs a frame until it ends, calls, or wants the other form.
pub(crate) fn run<H: Host, T: Tracer, const CAREFUL: bool>(
    frame: &mut Frame,
    host: &mut H,
    context: &Context,
    tracer: &mut T,
) -> Exit {
    let program = Arc::clone(&frame.program);
    let code = program.code();
    let mut stack = &mut *frame.stack;
    let (mut pc, mut gas, mut words) = (frame.pc, frame.gas, frame.words);
    let mut top = peek(stack, words.wrapping_sub(1));
    let mut block = 0;
    // The last destination and its block: a loop comes back to it. No code is so long that it could be this one.
    let mut landed = (usize::MAX, 0);
    let mut reciprocal = Reciprocal::default();
    // So that the careful form runs at least one instruction before it hands back.
    let mut begun = false;

    // Leaves with the frame as the locals say.
    macro_rules! leave {
        ($exit:expr) => {{
            poke(stack, words.wrapping_sub(1), top);
            (frame.pc, frame.gas, frame.words) = (pc, gas, words);
            return $exit;
        }};
    }
    macro_rules! stop {
        () => {
            leave!(Exit::End(Ending::Succeeded(Vec::new())))
        };
    }
    macro_rules! fault {
        ($fault:expr) => {
            leave!(Exit::End(Ending::Faulted($fault)))
        };
    }
    // Pays for the block that starts at `pc`, unless it wants care. Its JUMPDEST is done with that.
    macro_rules! pay {
        () => {
            match program.block(block) {
                Some(block) if block.fits(words) => match gas.checked_sub(block.gas.into()) {
                    Some(left) => gas = left,
                    None => leave!(Exit::Careful),
                },
                Some(_) => leave!(Exit::Careful),
                None => stop!(),
            }
        };
    }
    // The same, where the block need not have one.
    macro_rules! enter {
        () => {
            pay!();
            if code.get(pc) == Some(&JUMPDEST) {
                pc = pc.wrapping_add(1);
            }
        };
    }
    macro_rules! push {
        ($word:expr) => {{
            poke(stack, words.wrapping_sub(1), top);
            top = $word;
            words = words.wrapping_add(1);
            pc = pc.wrapping_add(1);
        }};
    }
    macro_rules! push_immediate {
        ($width:literal) => {
            match code.get(pc.wrapping_add(1)..).and_then(|rest| rest.first_chunk::<$width>()) {
                Some(bytes) => {
                    push!(operand::immediate(bytes));
                    pc = pc.wrapping_add($width);
                }
                None => fault!(Fault::TruncatedImmediate),
            }
        };
    }
    macro_rules! unary {
        (|$a:ident| $result:expr) => {{
            let $a = top;
            top = $result;
            pc = pc.wrapping_add(1);
        }};
    }
    // `a` was pushed before `b`, which is on top.
    macro_rules! binary {
        (|$a:ident, $b:ident| $result:expr) => {{
            words = words.wrapping_sub(1);
            let ($a, $b) = (peek(stack, words.wrapping_sub(1)), top);
            top = $result.into();
            pc = pc.wrapping_add(1);
        }};
    }
    macro_rules! drop_words {
        ($count:literal) => {{
            words = words.wrapping_sub($count);
            top = peek(stack, words.wrapping_sub(1));
        }};
    }
    // An operation on the stack itself, which makes it lower by so many words.
    macro_rules! out_of_line {
        ($taken:literal, $operation:ident) => {{
            poke(stack, words.wrapping_sub(1), top);
            operand::$operation(stack, words, &mut reciprocal);
            drop_words!($taken);
            pc = pc.wrapping_add(1);
        }};
    }
    macro_rules! jump {
        ($to:expr) => {{
            let to = $to.to_usize().unwrap_or(CODE_LIMIT).min(CODE_LIMIT);
            if to != landed.0 {
                match program.destination(to) {
                    Some(at) => landed = (to, at),
                    None => fault!(Fault::InvalidJump),
                }
            }
            pc = to;
            if !CAREFUL {
                block = landed.1;
                pay!();
                pc = pc.wrapping_add(1);
            }
        }};
    }

    if !CAREFUL {
        match program.block_at(pc) {
            Some(at) => block = at,
            None => stop!(),
        }
        enter!();
    }

    'instructions: loop {
        let Some(op) = code.get(pc).copied() else { stop!() };

        if CAREFUL {
            if T::ACTIVE {
                poke(stack, words.wrapping_sub(1), top);
                let view = View {
                    depth: frame.depth,
                    address: frame.address,
                    pc,
                    opcode: Some(op),
                    gas,
                    stack: stack.get(..words).unwrap_or_default(),
                    memory: frame.memory.bytes(),
                };
                if op == DEBUG {
                    tracer.debug(&view);
                    pc = pc.wrapping_add(1);
                    continue;
                }
                tracer.step(&view);
            } else if op == JUMPDEST && begun {
                leave!(Exit::Fast);
            }
            begun = true;
            let spec = Spec::of(op);
            match gas.checked_sub(spec.gas.into()) {
                Some(left) => gas = left,
                None => fault!(Fault::OutOfGas),
            }
            let (inputs, outputs) = stack_effect(op, spec, code.get(pc.wrapping_add(1)).copied());
            match words.checked_sub(inputs.into()) {
                None => fault!(Fault::StackUnderflow),
                Some(left) if left.wrapping_add(outputs.into()) > STACK_LIMIT => fault!(Fault::StackOverflow),
                Some(_) => {}
            }
        }

        // What does not leave this block goes on with the next instruction; the rest is out of line.
        'in_line: {
            match op {
                STOP | HALT => stop!(),

                PUSH0 => push!(Word::ZERO),
                PUSH1 => push_immediate!(1),
                PUSH2 => push_immediate!(2),
                PUSH3 => push_immediate!(3),
                PUSH4 => push_immediate!(4),
                PUSH8 => push_immediate!(8),
                PUSH32 => match Word::read(code, pc.wrapping_add(1)) {
                    Some(word) => {
                        push!(word);
                        pc = pc.wrapping_add(32);
                    }
                    None => fault!(Fault::TruncatedImmediate),
                },
                POP => {
                    drop_words!(1);
                    pc = pc.wrapping_add(1);
                }
                DUP1 => push!(top),
                DUP2 => {
                    let word = peek(stack, words.wrapping_sub(2));
                    push!(word)
                }
                SWAP1 => {
                    let below = peek(stack, words.wrapping_sub(2));
                    poke(stack, words.wrapping_sub(2), top);
                    top = below;
                    pc = pc.wrapping_add(1);
                }
                SWAP2 => {
                    let below = peek(stack, words.wrapping_sub(3));
                    poke(stack, words.wrapping_sub(3), top);
                    top = below;
                    pc = pc.wrapping_add(1);
                }
                DUPN => match code.get(pc.wrapping_add(1)) {
                    Some(n) => {
                        poke(stack, words.wrapping_sub(1), top);
                        top = peek(stack, words.wrapping_sub(usize::from(*n)).wrapping_sub(1));
                        words = words.wrapping_add(1);
                        pc = pc.wrapping_add(2);
                    }
                    None => fault!(Fault::TruncatedImmediate),
                },
                SWAPN => match code.get(pc.wrapping_add(1)) {
                    Some(n) => {
                        let place = words.wrapping_sub(usize::from(*n)).wrapping_sub(2);
                        let below = peek(stack, place);
                        poke(stack, place, top);
                        top = below;
                        pc = pc.wrapping_add(2);
                    }
                    None => fault!(Fault::TruncatedImmediate),
                },

                ADD => binary!(|a, b| a.wrapping_add(b)),
                SUB => binary!(|a, b| a.wrapping_sub(b)),
                MUL => binary!(|a, b| a.wrapping_mul(b)),
                DIV => out_of_line!(1, div),
                MOD => out_of_line!(1, rem),
                SDIV => out_of_line!(1, signed_div),
                SMOD => out_of_line!(1, signed_rem),
                ADDMOD => out_of_line!(2, add_mod),
                MULMOD => out_of_line!(2, mul_mod),
                NEG => unary!(|a| a.wrapping_neg()),
                ABS => unary!(|a| a.wrapping_abs()),
                SIGNEXTEND => out_of_line!(1, sign_extend),
                SAR => out_of_line!(1, sar),

                EQ => binary!(|a, b| a == b),
                NE => binary!(|a, b| a != b),
                LT => binary!(|a, b| a.is_below(&b)),
                GT => binary!(|a, b| b.is_below(&a)),
                LE => binary!(|a, b| !b.is_below(&a)),
                GE => binary!(|a, b| !a.is_below(&b)),
                SLT => binary!(|a, b| a.signed_cmp(&b).is_lt()),
                SGT => binary!(|a, b| a.signed_cmp(&b).is_gt()),
                AND => binary!(|a, b| a.bit_and(b)),
                OR => binary!(|a, b| a.bit_or(b)),
                XOR => binary!(|a, b| a.bit_xor(b)),
                NOT => unary!(|a| a.is_zero().into()),
                BITNOT => unary!(|a| a.bit_not()),
                BYTE => out_of_line!(1, byte),
                SHL => out_of_line!(1, shl),
                SHR => out_of_line!(1, shr),

                JUMP => {
                    let to = top;
                    drop_words!(1);
                    jump!(to)
                }
                JUMPI => {
                    let (to, condition) = (top, peek(stack, words.wrapping_sub(2)));
                    drop_words!(2);
                    if !condition.is_zero() {
                        jump!(to)
                    } else {
                        pc = pc.wrapping_add(1);
                        if !CAREFUL {
                            block = block.wrapping_add(1);
                            enter!();
                        }
                    }
                }
                JUMPDEST => {
                    if CAREFUL {
                        pc = pc.wrapping_add(1);
                    } else {
                        // Reached from above: the block before has ended here.
                        block = block.wrapping_add(1);
                        pay!();
                        pc = pc.wrapping_add(1);
                    }
                }
                PC => push!(pc.into()),

                // Within memory as it is, reads and writes are free of further charge.
                MLOAD => match frame.memory.load(top) {
                    Some(word) => {
                        top = word;
                        pc = pc.wrapping_add(1);
                    }
                    None => break 'in_line,
                },
                MSTORE => {
                    if !frame.memory.store(top, peek(stack, words.wrapping_sub(2))) {
                        break 'in_line;
                    }
                    drop_words!(2);
                    pc = pc.wrapping_add(1);
                }

                _ => break 'in_line,
            }
            continue 'instructions;
        }

        let spec = Spec::of(op);
        if spec.immediate != 0 {
            let from = pc.wrapping_add(1);
            let next = from.wrapping_add(spec.immediate.into());
            match code.get(from..next).and_then(Word::from_be_slice) {
                Some(word) => {
                    pc = next.wrapping_sub(1);
                    push!(word);
                    continue;
                }
                None => fault!(Fault::TruncatedImmediate),
            }
        }
        poke(stack, words.wrapping_sub(1), top);
        (frame.pc, frame.gas, frame.words) = (pc, gas, words);
        let flow = execute(op, spec, &mut Machine { frame, host, context });
        let ends = CAREFUL || spec.has(ENDS);
        match flow {
            Ok(Flow::Next) => {
                stack = &mut frame.stack;
                (gas, words) = (frame.gas, frame.words);
                top = peek(stack, words.wrapping_sub(1));
                pc = pc.wrapping_add(1);
                if !CAREFUL && ends {
                    block = block.wrapping_add(1);
                    enter!();
                }
            }
            Ok(Flow::Call(request)) => {
                frame.pc = pc.wrapping_add(1);
                return Exit::Call(request);
            }
            Ok(Flow::Return(data)) => return Exit::End(Ending::Succeeded(data)),
            Ok(Flow::Revert(data)) => return Exit::End(Ending::Reverted(data)),
            // The rest of the block is paid for already, so this instruction may still be affordable.
            Err(Fault::OutOfGas) if !CAREFUL => {
                (frame.gas, frame.words) = (gas.saturating_add(program.gas_from(pc)), words);
                return Exit::Careful;
            }
            Err(fault) => {
                if !ends {
                    // What the block has paid for and does not run.
                    let unspent = program.gas_from(pc).saturating_sub(spec.gas.into());
                    frame.gas = frame.gas.saturating_add(unspent);
                }
                return Exit::End(Ending::Faulted(fault));
            }
        }
    }
}

/// The instructions that are not worth a place in the loop. Until one of them has charged its gas it has no effect
/// but on `frame.words`, so that it can be run again.
#[inline(never)]
fn execute<H: Host>(op: u8, spec: Spec, m: &mut Machine<'_, H>) -> Result<Flow, Fault> {
    if m.frame.is_static && spec.has(WRITES) {
        return Err(Fault::StaticCall);
    }
    match op {
        EXP => operand::exp(m.frame)?,
        MLOAD => copies::load(m.frame)?,
        MSTORE => copies::store(m.frame)?,
        MSTORE8 => copies::store_byte(m.frame)?,
        MSIZE => m.frame.push(m.frame.memory.bytes().len()),
        MCOPY => copies::within(m.frame)?,
        CALLDATASIZE => m.frame.push(m.frame.input.len()),
        CALLDATALOAD => copies::input_word(m.frame),
        CALLDATACOPY => copies::input(m.frame)?,
        RETURNDATASIZE => m.frame.push(m.frame.returned.len()),
        RETURNDATACOPY => copies::returned(m.frame)?,
        CODESIZE => m.frame.push(m.frame.program.code().len()),
        CODECOPY => copies::code(m.frame)?,
        SLOAD => storage::load(m)?,
        SSTORE => storage::store(m)?,
        SDELETE => storage::delete(m)?,
        SHAS => storage::has(m)?,
        CALL => return calls::call(m, op).map(Flow::Call),
        STATICCALL => return calls::call(m, op).map(Flow::Call),
        RETURN => return copies::output(m.frame).map(Flow::Return),
        REVERT => return copies::output(m.frame).map(Flow::Revert),
        ASSERT => {
            if m.frame.pop().is_zero() {
                return Err(Fault::AssertionFailed);
            }
        }
        0x60..=0x6f => context::read(m, op)?,
        0x70..=0x77 => compliance::run(m, op)?,
        0x78..=0x7f => assets::run(m, op)?,
        0x80..=0x8f => migration::run(m, op)?,
        0x90..=0x9f => crypto::run(m, op)?,
        LOG0..=LOG4 => logs::log(m, op)?,
        _ => return Err(Fault::InvalidOpcode),
    }
    Ok(Flow::Next)
}
