//! What the calls weigh.

use polkadot_sdk::frame_support::weights::{
    constants::{ParityDbWeight, WEIGHT_REF_TIME_PER_MICROS},
    Weight,
};

/// Weights of this pallet.
pub trait WeightInfo {
    /// `attest`, superseding the issuer's present statement and the one lined up, in a full cell. (What gives way to a
    /// finding that does not pass, instead, is one entry and one place on the agenda less, and one account and its hold
    /// more. Neither opens a cell or a window.)
    fn attest() -> Weight;
    /// `attest_signed` with sr25519 over the wrapped payload (both forms are tried).
    fn attest_signed() -> Weight;
    /// `revoke` in a full cell.
    fn revoke() -> Weight;
    /// `revoke_signed` with sr25519 over the wrapped payload.
    fn revoke_signed() -> Weight;
    /// `remove` of an expired attestation that still has its slot.
    fn remove() -> Weight;
    /// `retire_nonces` before the first statement, which holds a deposit.
    fn retire_nonces() -> Weight;
    /// Looking at the agenda.
    fn agenda_base() -> Weight;
    /// One beginning in a full cell, superseding the issuer's older statement.
    fn agenda_item() -> Weight;
    /// Trying both forms of a payload with sr25519.
    fn verify_sr25519() -> Weight;
    /// Trying both forms of a payload with ed25519.
    fn verify_ed25519() -> Weight;
    /// Trying both forms of a payload with ecdsa.
    fn verify_ecdsa() -> Weight;
}

/// A signed call with the dearest signature scheme; it is measured with sr25519.
pub fn with_dearest_scheme<W: WeightInfo>(measured: Weight) -> Weight {
    let dearest = W::verify_ed25519().max(W::verify_ecdsa());
    measured.saturating_add(dearest.saturating_sub(W::verify_sr25519()))
}

const fn micros(micros: u64) -> Weight {
    Weight::from_parts(WEIGHT_REF_TIME_PER_MICROS.saturating_mul(micros), 0)
}

fn with_db(time: Weight, reads: u64, writes: u64) -> Weight {
    time.saturating_add(ParityDbWeight::get().reads_writes(reads, writes))
}

/// Estimates for tests; a runtime uses measured weights.
impl WeightInfo for () {
    fn attest() -> Weight {
        with_db(micros(90), 19, 15)
    }
    fn attest_signed() -> Weight {
        Self::attest().saturating_add(Self::verify_sr25519())
    }
    fn revoke() -> Weight {
        with_db(micros(50), 9, 6)
    }
    fn revoke_signed() -> Weight {
        Self::revoke().saturating_add(Self::verify_sr25519())
    }
    fn remove() -> Weight {
        with_db(micros(60), 9, 7)
    }
    fn retire_nonces() -> Weight {
        with_db(micros(30), 3, 3)
    }
    fn agenda_base() -> Weight {
        with_db(micros(5), 2, 0)
    }
    fn agenda_item() -> Weight {
        with_db(micros(60), 9, 9)
    }
    fn verify_sr25519() -> Weight {
        micros(110)
    }
    fn verify_ed25519() -> Weight {
        micros(100)
    }
    fn verify_ecdsa() -> Weight {
        micros(120)
    }
}
