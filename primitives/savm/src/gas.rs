//! Gas that depends on operands. What an opcode costs in any case stands in its table.
//!
//! The original declared the constants of memory, storage and SHA-256 and used none of them: within its default limit
//! a program could log, copy or hash gigabytes. Here every byte is paid for before it is touched.

/// A word of memory, when memory grows over it.
pub const MEMORY_WORD: u64 = 3;
/// A word that is copied: MCOPY and its kin, arguments, return data, proofs.
pub const COPY_WORD: u64 = 3;
/// A word that is hashed, also as a signed message.
pub const HASH_WORD: u64 = 12;
/// A word of a message that is signed with sr25519: its transcript takes longer than a hash.
pub const TRANSCRIPT_WORD: u64 = 18;
/// A byte of the exponent of EXP, without leading zeros.
pub const EXP_BYTE: u64 = 50;
/// A log, on top of its 8: as on Ethereum, 375.
pub const LOG: u64 = 367;
/// A topic of a log.
pub const LOG_TOPIC: u64 = 375;
/// A byte of a log.
pub const LOG_BYTE: u64 = 8;
/// A call that carries value.
pub const CALL_VALUE: u64 = 9_000;
/// Given back by SSTORE when the key was present: changing it costs 5,000.
pub const SSTORE_PRESENT: u64 = 15_000;
/// Given back by SSTORE when the key holds that value already: it costs 200, as reading.
pub const SSTORE_UNCHANGED: u64 = 19_800;
/// SDELETE of a present key, on top of its 200: as changing it, 5,000.
pub const SDELETE_PRESENT: u64 = 4_800;
/// A public input of a proof.
pub const ZK_INPUT: u64 = 100;
/// A leaf of MERKLE_ROOT: two hashes.
pub const MERKLE_LEAF: u64 = 150;
/// A hash of MERKLE_VERIFY: one for each sibling, one for the leaf, one for the root.
pub const MERKLE_HASH: u64 = 75;

/// `per_word` for each word that `bytes` begin.
pub(crate) fn words(bytes: usize, per_word: u64) -> u64 {
    u64::try_from(bytes.div_ceil(32)).unwrap_or(u64::MAX).saturating_mul(per_word)
}
