//! CALL and STATICCALL: what the calling frame pays and hands over.

use super::Machine;
use crate::{
    frame::Request,
    gas::{self, CALL_VALUE, COPY_WORD},
    memory::Span,
    opcode::byte::CALL,
    Fault, Host, Word,
};

/// The call, with its gas and its arguments taken from the frame.
pub(super) fn call<H: Host>(m: &mut Machine<'_, H>, op: u8) -> Result<Request, Fault> {
    let [wanted, to] = m.frame.pop_many();
    let value = if op == CALL { m.frame.pop() } else { Word::ZERO };
    let [offset, size, reply_offset, reply_size] = m.frame.pop_many();
    if m.frame.is_static && !value.is_zero() {
        return Err(Fault::StaticCall);
    }
    let (arguments, reply) = (Span::new(offset, size)?, Span::new(reply_offset, reply_size)?);
    let price = m
        .frame
        .memory
        .growth_gas(&[&arguments, &reply])
        .saturating_add(gas::words(arguments.len(), COPY_WORD))
        .saturating_add(if value.is_zero() { 0 } else { CALL_VALUE })
        .saturating_add(m.host.surcharge(&m.frame.address, op, &to));
    m.frame.charge(price)?;
    m.frame.memory.grow(&arguments);
    m.frame.memory.grow(&reply);
    // The caller keeps a part, to act on whatever the callee does.
    let most = m.frame.gas.saturating_sub(m.frame.gas >> 6);
    let gas = wanted.to_u64().map_or(most, |wanted| wanted.min(most));
    m.frame.charge(gas)?;
    let input = m.frame.memory.slice(&arguments).to_vec();
    Ok(Request { to, value, input, gas, is_static: m.frame.is_static || op != CALL, reply })
}
