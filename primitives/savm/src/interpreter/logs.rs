//! Logs.

use alloc::vec::Vec;

use super::{copies::touch, Machine};
use crate::{
    gas::{LOG, LOG_BYTE, LOG_TOPIC},
    memory::Span,
    opcode::byte::LOG0,
    Fault, Host, Log,
};

/// LOG0 to LOG4.
pub(super) fn log<H: Host>(m: &mut Machine<'_, H>, op: u8) -> Result<(), Fault> {
    let [size, offset] = m.frame.pop_many();
    let topics: Vec<_> = (LOG0..op).map(|_| m.frame.pop()).collect();
    let span = Span::new(offset, size)?;
    let count = |n: usize, each: u64| u64::try_from(n).unwrap_or(u64::MAX).saturating_mul(each);
    let gas = LOG.saturating_add(count(topics.len(), LOG_TOPIC)).saturating_add(count(span.len(), LOG_BYTE));
    touch(m.frame, &span, gas)?;
    let data = m.frame.memory.slice(&span).to_vec();
    m.host.log(Log { instance: m.frame.address, topics, data });
    Ok(())
}
