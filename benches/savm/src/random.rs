//! Numbers without a pattern, the same for the same seed on every machine.

/// SplitMix64.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    pub fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.next() as u8).collect()
    }

    /// Big-endian bytes of a number, without leading zeros: small ones, edges, and any.
    pub fn number(&mut self) -> Vec<u8> {
        let mut word = [0u8; 32];
        match self.below(8) {
            0..=2 => word[31] = self.below(40) as u8,
            3 => word[30..].copy_from_slice(&(self.below(1 << 16) as u16).to_be_bytes()),
            // 2^n, or one less.
            4 => word[self.below(32)] = 1 << self.below(8),
            5 => {
                let from = self.below(33);
                word[from..].fill(0xff);
            }
            // Limbs on the edges where carries and estimates of quotients go wrong.
            6 => {
                for limb in word.chunks_mut(8) {
                    let edges = [0, 1, u64::MAX, u64::MAX - 1, 1 << 63, (1 << 63) - 1, self.next()];
                    limb.copy_from_slice(&self.pick(&edges).to_be_bytes());
                }
            }
            _ => {
                let from = self.below(32);
                let bytes = self.bytes(32 - from);
                word[from..].copy_from_slice(&bytes);
            }
        }
        word.iter().copied().skip_while(|byte| *byte == 0).collect()
    }
}
