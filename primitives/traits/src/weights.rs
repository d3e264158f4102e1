//! For the weights that pallets have in mocks; a runtime has measured ones.

use polkadot_sdk::frame_support::weights::{
    constants::{ParityDbWeight, WEIGHT_REF_TIME_PER_MICROS},
    Weight,
};

/// So much computing, so many bytes of proof, and ParityDB's time for so many accesses.
pub fn estimated_weight(micros: u64, proof: u64, reads: u64, writes: u64) -> Weight {
    Weight::from_parts(micros.saturating_mul(WEIGHT_REF_TIME_PER_MICROS), proof)
        .saturating_add(ParityDbWeight::get().reads_writes(reads, writes))
}
