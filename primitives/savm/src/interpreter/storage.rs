//! The instance's own storage.

use super::Machine;
use crate::{
    gas::{SDELETE_PRESENT, SSTORE_PRESENT, SSTORE_UNCHANGED},
    opcode::byte::{SDELETE, SHAS, SLOAD, SSTORE},
    Fault, Host, Word,
};

/// SLOAD.
pub(super) fn load<H: Host>(m: &mut Machine<'_, H>) -> Result<(), Fault> {
    let key = key(m, SLOAD)?;
    let value = m.host.storage(&m.frame.address, &key).unwrap_or_default();
    m.frame.push(value);
    Ok(())
}

/// SSTORE. Its price in any case is that of a new key; less is found out by writing, and given back.
pub(super) fn store<H: Host>(m: &mut Machine<'_, H>) -> Result<(), Fault> {
    let key = key(m, SSTORE)?;
    let value = m.frame.pop();
    let back = match m.host.set_storage(&m.frame.address, &key, Some(value)) {
        None => 0,
        Some(before) if before == value => SSTORE_UNCHANGED,
        Some(_) => SSTORE_PRESENT,
    };
    m.frame.gas = m.frame.gas.saturating_add(back);
    Ok(())
}

/// SDELETE.
pub(super) fn delete<H: Host>(m: &mut Machine<'_, H>) -> Result<(), Fault> {
    let key = key(m, SDELETE)?;
    let present = m.host.storage(&m.frame.address, &key).is_some();
    if present {
        m.frame.charge(SDELETE_PRESENT)?;
        m.host.set_storage(&m.frame.address, &key, None);
    }
    m.frame.push(present);
    Ok(())
}

/// SHAS.
pub(super) fn has<H: Host>(m: &mut Machine<'_, H>) -> Result<(), Fault> {
    let key = key(m, SHAS)?;
    let present = m.host.storage(&m.frame.address, &key).is_some();
    m.frame.push(present);
    Ok(())
}

/// The key, once the host's own price is paid.
fn key<H: Host>(m: &mut Machine<'_, H>, op: u8) -> Result<Word, Fault> {
    let key = m.frame.pop();
    let gas = m.host.surcharge(&m.frame.address, op, &key);
    m.frame.charge(gas)?;
    Ok(key)
}
