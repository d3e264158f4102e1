//! Memory, and what is copied to it and from it.

use alloc::vec::Vec;

use crate::{
    frame::Frame,
    gas::{self, COPY_WORD},
    memory::Span,
    Fault, Word,
};

/// Pays for growing over a span and for `gas` more, then grows.
pub(super) fn touch(frame: &mut Frame, span: &Span, gas: u64) -> Result<(), Fault> {
    frame.charge(frame.memory.growth_gas(&[span]).saturating_add(gas))?;
    frame.memory.grow(span);
    Ok(())
}

/// MLOAD.
pub(super) fn load(frame: &mut Frame) -> Result<(), Fault> {
    let offset = frame.pop();
    touch(frame, &Span::new(offset, 32u8.into())?, 0)?;
    let word = frame.memory.load(offset).unwrap_or_default();
    frame.push(word);
    Ok(())
}

/// MSTORE.
pub(super) fn store(frame: &mut Frame) -> Result<(), Fault> {
    let [offset, word] = frame.pop_many();
    touch(frame, &Span::new(offset, 32u8.into())?, 0)?;
    frame.memory.store(offset, word);
    Ok(())
}

/// MSTORE8.
pub(super) fn store_byte(frame: &mut Frame) -> Result<(), Fault> {
    let [offset, word] = frame.pop_many();
    let span = Span::new(offset, Word::ONE)?;
    touch(frame, &span, 0)?;
    frame.memory.write(&span, &[word.low_byte()]);
    Ok(())
}

/// MCOPY.
pub(super) fn within(frame: &mut Frame) -> Result<(), Fault> {
    let [len, from, to] = frame.pop_many();
    let (from, to) = (Span::new(from, len)?, Span::new(to, len)?);
    let growth = frame.memory.growth_gas(&[&from, &to]);
    frame.charge(growth.saturating_add(gas::words(to.len(), COPY_WORD)))?;
    frame.memory.grow(&from);
    frame.memory.grow(&to);
    frame.memory.copy_within(&from, &to);
    Ok(())
}

/// The operands of a copy to memory: where to, paid for, and the offset in the source.
fn copy(frame: &mut Frame) -> Result<(Span, Word), Fault> {
    let [len, from, to] = frame.pop_many();
    let to = Span::new(to, len)?;
    touch(frame, &to, gas::words(to.len(), COPY_WORD))?;
    Ok((to, from))
}

/// CALLDATALOAD.
pub(super) fn input_word(frame: &mut Frame) {
    let rest = frame.pop().to_usize().and_then(|offset| frame.input.get(offset..)).unwrap_or_default();
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    frame.push(bytes);
}

/// CALLDATACOPY.
pub(super) fn input(frame: &mut Frame) -> Result<(), Fault> {
    let (to, from) = copy(frame)?;
    frame.memory.copy_from(&to, &frame.input, from);
    Ok(())
}

/// RETURNDATACOPY.
pub(super) fn returned(frame: &mut Frame) -> Result<(), Fault> {
    let words = frame.words;
    let [len, from] = frame.pop_many();
    let end = from.checked_add(len).and_then(Word::to_usize);
    if end.is_none_or(|end| end > frame.returned.len()) {
        return Err(Fault::ReturnDataOutOfBounds);
    }
    frame.words = words;
    let (to, from) = copy(frame)?;
    frame.memory.copy_from(&to, &frame.returned, from);
    Ok(())
}

/// CODECOPY.
pub(super) fn code(frame: &mut Frame) -> Result<(), Fault> {
    let (to, from) = copy(frame)?;
    frame.memory.copy_from(&to, frame.program.code(), from);
    Ok(())
}

/// The data of RETURN and REVERT.
pub(super) fn output(frame: &mut Frame) -> Result<Vec<u8>, Fault> {
    let [offset, len] = frame.pop_many();
    let span = Span::new(offset, len)?;
    touch(frame, &span, gas::words(span.len(), COPY_WORD))?;
    Ok(frame.memory.slice(&span).to_vec())
}
