//! The memory of a frame: bytes, zero until written, as long as the highest byte touched.

use alloc::vec::Vec;
use core::ops::Range;

use crate::{gas, limits::MEMORY_LIMIT, Fault, Word};

/// Bytes of memory that an instruction names. Of no bytes wherever it points: then it is empty and touches nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span(Range<usize>);

impl Span {
    /// A fault if it reaches past the limit.
    pub fn new(offset: Word, len: Word) -> Result<Self, Fault> {
        if len.is_zero() {
            return Ok(Self::default());
        }
        let bounds = || {
            let start = offset.to_usize()?;
            let end = start.checked_add(len.to_usize()?)?;
            (end <= MEMORY_LIMIT).then_some(Self(start..end))
        };
        bounds().ok_or(Fault::MemoryLimit)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Memory(Vec<u8>);

impl Memory {
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// A word that lies within the memory as it is.
    #[inline(always)]
    pub fn load(&self, offset: Word) -> Option<Word> {
        Word::read(&self.0, offset.to_usize()?)
    }

    /// Writes a word that lies within the memory as it is; false if it does not.
    #[inline(always)]
    pub fn store(&mut self, offset: Word, word: Word) -> bool {
        let place = offset.to_usize().and_then(|offset| self.0.get_mut(offset..)?.first_chunk_mut::<32>());
        match place {
            Some(place) => {
                *place = word.to_be_bytes();
                true
            }
            None => false,
        }
    }

    /// What growing over the spans costs: for each new word, the last one counted whole.
    pub fn growth_gas(&self, spans: &[&Span]) -> u64 {
        let end = spans.iter().map(|span| span.0.end).max().unwrap_or_default();
        gas::words(end, gas::MEMORY_WORD).saturating_sub(gas::words(self.0.len(), gas::MEMORY_WORD))
    }

    /// Grows over a span. The gas must have been paid.
    pub fn grow(&mut self, span: &Span) {
        if span.0.end > self.0.len() {
            self.0.resize(span.0.end, 0);
        }
    }

    /// The bytes of a span that memory has grown over.
    pub fn slice(&self, span: &Span) -> &[u8] {
        self.0.get(span.0.clone()).unwrap_or_default()
    }

    /// Writes what fits of some bytes into a span.
    pub fn write(&mut self, span: &Span, bytes: &[u8]) {
        let place = self.0.get_mut(span.0.clone()).unwrap_or_default();
        place.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    }

    /// Fills a span from an offset of some source, with zeros past its end.
    pub fn copy_from(&mut self, span: &Span, source: &[u8], offset: Word) {
        let rest = offset.to_usize().and_then(|offset| source.get(offset..)).unwrap_or_default();
        let place = self.0.get_mut(span.0.clone()).unwrap_or_default();
        let (copied, zeroed) = place.split_at_mut(rest.len().min(place.len()));
        copied.copy_from_slice(rest.get(..copied.len()).unwrap_or_default());
        zeroed.fill(0);
    }

    /// Copies between spans of one length, which may overlap.
    pub fn copy_within(&mut self, from: &Span, to: &Span) {
        if from.len() == to.len() && from.0.end <= self.0.len() && to.0.end <= self.0.len() {
            self.0.copy_within(from.0.clone(), to.0.start);
        }
    }
}
