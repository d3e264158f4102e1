//! Which features runs have had: pairs of opcodes, opcodes with kinds of operands, opcodes with ways to end.

/// A set of features, hashed to 20 bits.
pub struct Coverage {
    bits: Vec<u64>,
    count: usize,
    is_coarse: bool,
}

const BITS: u32 = 20;

/// A feature of an opcode and the one before.
pub const PAIR: u8 = 1;
/// A feature of an opcode and the kinds of its first two operands.
pub const OPERANDS: u8 = 2;
/// A feature of an opcode, how its frame ended there, and how deep.
pub const END: u8 = 3;

impl Default for Coverage {
    fn default() -> Self {
        Self { bits: vec![0; (1 << BITS) / 64], count: 0, is_coarse: false }
    }
}

impl Coverage {
    /// One that tells less apart, for a small corpus: no pairs of opcodes, less of operands and depth.
    pub fn coarse() -> Self {
        Self { is_coarse: true, ..Self::default() }
    }

    /// Notes a feature, of which the first byte says what kind it is; whether it is new.
    pub fn note(&mut self, mut feature: [u8; 4]) -> bool {
        match feature[0] {
            PAIR if self.is_coarse => return false,
            OPERANDS if self.is_coarse => (feature[2], feature[3]) = (feature[2] / 3, 0),
            END if self.is_coarse => feature[3] = 0,
            _ => {}
        }
        let hash = u32::from_le_bytes(feature).wrapping_mul(0x9e37_79b1) >> (32 - BITS);
        let (word, bit) = ((hash / 64) as usize, 1u64 << (hash % 64));
        let is_new = self.bits[word] & bit == 0;
        self.bits[word] |= bit;
        self.count += usize::from(is_new);
        is_new
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }
}
