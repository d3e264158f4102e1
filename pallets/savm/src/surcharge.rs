//! What the chain asks on top of the machine's table, in gas.
//!
//! The table knows nothing of a database. With these, no gas buys more time than the weight of one gas says, at 12 ns a
//! gas: a read from the state takes 8 µs, a write 50 µs. What a transaction has touched once it has in memory.

use polkadot_sdk::frame_support::weights::Weight;

/// A key that the transaction has not touched: SLOAD, SHAS, and whatever changes a present key.
pub const COLD_READ: u64 = 1_000;
/// The first change of a present key, on top of the 5,000 of the table. (A new key's 20,000 pay for everything.)
pub const FIRST_WRITE: u64 = 4_000;
/// The first SSTORE or SDELETE in an instance other than the one that was called from outside: its storage gets a new
/// root, and its deposit is settled.
pub const FIRST_INSTANCE: u64 = 100_000;
/// BALANCE of an account that was not looked at since money moved.
pub const COLD_ACCOUNT: u64 = 1_000;
/// The first CALL of an address at which no instance stands: an account that may be paid.
pub const ACCOUNT: u64 = 8_000;
/// Loading an instance: its record, its account, its program.
pub const LOAD: u64 = 10_000;
/// Each byte of the program, code and analysis, unless another instance has loaded it.
pub const LOAD_BYTE: u64 = 1;
/// Looking up whether an asset names the instance that is called, when that has to be looked up.
pub const BINDING: u64 = 2_500;

/// VERIFY_SIG, VERIFY_SR25519, VERIFY_ECDSA: some 45 µs each.
pub const SIGNATURE: u64 = 3_000;

/// Programs that are kept in memory, in bytes as stored. With more they are forgotten, and loading is paid again.
pub(crate) const LOADED_BYTES: u32 = 2 * 1_048_576;

/// Inputs of a proof that the price of VERIFY_ZK covers. More: it does not hold.
pub(crate) const ZK_INPUTS: u32 = 128;
/// Bytes of a proof that the price of VERIFY_ZK covers. More: it does not hold.
pub(crate) const ZK_PROOF: u32 = 16_384;

/// Gas for a weight, rounded up, less what the table has asked already.
pub(crate) fn of_weight(weight: Weight, per_gas: Weight, table: u64) -> u64 {
    let part = |all: u64, one: u64| if one == 0 { 0 } else { all.div_ceil(one) };
    let gas =
        part(weight.ref_time(), per_gas.ref_time()).max(part(weight.proof_size(), per_gas.proof_size()));
    gas.saturating_sub(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gas_pays_for_the_whole_weight() {
        let per_gas = Weight::from_parts(3_000, 0);
        assert_eq!(of_weight(Weight::from_parts(3_000_000, 77), per_gas, 100), 900);
        assert_eq!(of_weight(Weight::from_parts(3_000_001, 77), per_gas, 100), 901);
        assert_eq!(of_weight(Weight::from_parts(3_000, 0), per_gas, 100), 0);
        assert_eq!(of_weight(Weight::zero(), per_gas, 0), 0);
        let with_proof = Weight::from_parts(3_000, 10);
        assert_eq!(of_weight(Weight::from_parts(3_000, 1_001), with_proof, 1), 100);
    }
}
