//! The work.

/// A piece of work that each machine has a program for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// 100,000 rounds of 64 times (DUP1 ADD).
    Doubling,
    /// 1,000,000 rounds of x = ((x + 7) · k) mod p with 256-bit k and 254-bit p.
    Congruence,
    /// The same with 32-bit k and p.
    SmallCongruence,
    /// 100,000 rounds of x = (x · k) mod p over 512 bits.
    MulMod,
    /// 100,000 rounds of x = x^e with a 256-bit e.
    Exp,
    /// 100 times Keccak-256 of 64 KiB.
    Keccak,
    /// 100 times SHA-256 of 64 KiB.
    Sha,
    /// 100 passes over 64 KiB: each word plus one.
    Memory,
    /// 10,000 new keys, each written and read.
    Store,
    /// 10,000 keys read that were there before.
    Load,
}

/// k, p and e of the cases.
pub(crate) const K: &str = "d3a1b2c4f5e60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f91";
pub(crate) const P: &str = "30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001";
pub(crate) const E: &str = "f3a1b2c4f5e60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f93";
pub(crate) const SMALL_K: &str = "d3a1b2c5";
pub(crate) const SMALL_P: &str = "fffffffb";

/// Keys of the cases on storage, from 1 on. A preloaded key holds itself.
pub(crate) const KEYS: u32 = 10_000;

impl Case {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Doubling,
        Self::Congruence,
        Self::SmallCongruence,
        Self::MulMod,
        Self::Exp,
        Self::Keccak,
        Self::Sha,
        Self::Memory,
        Self::Store,
        Self::Load,
    ];

    /// As the tables have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Doubling => "a0 DUP/ADD, 12.8 M of them in 100 k rounds",
            Self::Congruence => "a1 ADD/MUL/MOD, 256 bit, 1 M rounds",
            Self::SmallCongruence => "a2 ADD/MUL/MOD, 32 bit, 1 M rounds",
            Self::MulMod => "b1 MULMOD, 100 k rounds",
            Self::Exp => "b2 EXP, 256-bit exponent, 100 k rounds",
            Self::Keccak => "c Keccak-256, 100 x 64 KiB",
            Self::Sha => "d SHA-256, 100 x 64 KiB",
            Self::Memory => "e memory loop, 100 x 64 KiB",
            Self::Store => "f1 10 k new keys, written and read",
            Self::Load => "f2 10 k keys read",
        }
    }
}
