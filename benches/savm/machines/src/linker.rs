//! Programs put together byte by byte.

use alloc::vec::Vec;

use crate::op::PUSH0;

/// PUSH of big-endian bytes, at most 32 of them.
pub fn push(bytes: &[u8]) -> Vec<u8> {
    let width = u8::try_from(bytes.len()).unwrap_or(u8::MAX);
    [&[PUSH0.saturating_add(width)], bytes].concat()
}

/// A place in the code that jumps name before it is known.
#[derive(Clone, Copy, Debug)]
pub struct Label(usize);

/// Code with labels. A reference to a label is the immediate of a push of two bytes, in either machine.
#[derive(Clone, Debug, Default)]
pub struct Linker {
    code: Vec<u8>,
    places: Vec<usize>,
    references: Vec<(usize, usize)>,
}

impl Linker {
    /// Adds bytes.
    pub fn emit(&mut self, bytes: &[u8]) {
        self.code.extend_from_slice(bytes);
    }

    /// A label that stands nowhere yet.
    pub fn label(&mut self) -> Label {
        self.places.push(0);
        Label(self.places.len() - 1)
    }

    /// Lets a label stand here.
    pub fn place(&mut self, label: Label) {
        self.places[label.0] = self.code.len();
    }

    /// Adds two bytes that will be a label's offset.
    pub fn refer(&mut self, label: Label) {
        self.references.push((self.code.len(), label.0));
        self.emit(&[0, 0]);
    }

    /// The code, with every reference filled in.
    pub fn finish(mut self) -> Vec<u8> {
        for (at, label) in self.references {
            let offset = u16::try_from(self.places[label]).unwrap_or(u16::MAX);
            self.code[at..at + 2].copy_from_slice(&offset.to_be_bytes());
        }
        self.code
    }
}
