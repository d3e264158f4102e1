//! What programs reach of the rest of the chain. The pallet that runs them knows the others only through these traits.
//!
//! Each names what it costs at most, so that the machine can ask for it before anything is done.

use msez_core::{ComplianceState, Coordinate, Digest, JurisdictionId, Moment, SubjectId};
use polkadot_sdk::{
    frame_support::weights::Weight,
    sp_runtime::{DispatchError, DispatchResult},
};

/// How a subject stands in a jurisdiction, by the profile of its class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether it passes.
    pub passes: bool,
    /// The meet of the states of all domains asked for.
    pub state: ComplianceState,
    /// How many reasons stand against it.
    pub issues: u32,
}

/// Reads of the tensor, at the chain's time.
pub trait TensorReader {
    /// State of a coordinate, and whether evidence for it ran out; what is not known is Unknown.
    fn state(at: &Coordinate) -> (ComplianceState, bool);

    /// All domains that the jurisdiction asks of the subject. What is not known does not pass.
    fn standing(subject: &SubjectId, jurisdiction: &JurisdictionId) -> Standing;

    /// The committed root of the Keccak tree.
    fn root() -> Digest;

    /// Of [`state`](Self::state).
    fn state_weight() -> Weight;

    /// Of [`standing`](Self::standing).
    fn standing_weight() -> Weight;
}

/// Stating findings without a key: for instances of programs, which a jurisdiction accredits like any other issuer.
pub trait Issuing<AccountId> {
    /// States something with the issuer's next number, on the issuer's own deposits. A state that passes counts for
    /// `validity` milliseconds, or as long as the chain accepts; an adverse one until it is taken back.
    fn state(
        issuer: &AccountId,
        at: &Coordinate,
        state: ComplianceState,
        validity: Moment,
        evidence: Digest,
    ) -> Result<Digest, DispatchError>;

    /// Whether an attestation is live and counts now: begun, not expired, of an issuer who is not suspended and of a
    /// jurisdiction that is open.
    fn holds(attestation: &Digest) -> bool;

    /// Of [`state`](Self::state), with what it adds to the tensor's flush.
    fn state_weight() -> Weight;

    /// Of [`holds`](Self::holds).
    fn holds_weight() -> Weight;
}

/// Units of assets, for holders that are programs.
pub trait AssetUnits<AccountId> {
    /// Status of an asset: 0 unknown, 1 active, 2 halted, 3 locked, 4 migrating, 5 retired.
    fn status_code(asset: &SubjectId) -> u8;

    /// One bit for each kind of reason against a transfer: bit `n` + 1 for the reason with code `n`, bit 0 where there is
    /// no such asset. 0: it would be made.
    fn refusal_bits(asset: &SubjectId, from: &AccountId, to: &AccountId, amount: u128) -> u64;

    /// What a holder may dispose of.
    fn spendable(asset: &SubjectId, holder: &AccountId) -> u128;

    /// Moves units under the asset's rules.
    fn transfer(asset: &SubjectId, from: &AccountId, to: &AccountId, amount: u128) -> DispatchResult;

    /// Of [`status_code`](Self::status_code) and [`spendable`](Self::spendable), each.
    fn read_weight() -> Weight;

    /// Of [`transfer`](Self::transfer) and [`refusal_bits`](Self::refusal_bits), each.
    fn transfer_weight() -> Weight;
}

/// Verifies zero-knowledge proofs for registered circuits.
pub trait ProofVerifier {
    /// Whether the proof holds for the circuit and the public inputs, each a big-endian number.
    fn verify(circuit: &Digest, inputs: &[[u8; 32]], proof: &[u8]) -> bool;

    /// Of [`verify`](Self::verify) for this circuit.
    fn verify_weight(circuit: &Digest, inputs: u32, proof_len: u32) -> Weight;
}

/// No circuits: refuses every proof.
impl ProofVerifier for () {
    fn verify(_: &Digest, _: &[[u8; 32]], _: &[u8]) -> bool {
        false
    }

    fn verify_weight(_: &Digest, _: u32, _: u32) -> Weight {
        Weight::zero()
    }
}

/// Moves of assets between jurisdictions, driven by the program that an asset named. The instance that asks is `actor`;
/// who implements this decides what it may.
pub trait Migrations {
    /// Locks an asset for some seconds.
    fn lock(
        actor: &Digest,
        asset: &SubjectId,
        jurisdiction: &JurisdictionId,
        amount: u128,
        seconds: u64,
    ) -> Result<Digest, DispatchError>;

    /// Releases a lock.
    fn unlock(actor: &Digest, lock: &Digest) -> DispatchResult;

    /// Starts the move to a jurisdiction.
    fn begin(actor: &Digest, lock: &Digest, target: &JurisdictionId) -> Result<Digest, DispatchError>;

    /// The asset has arrived.
    fn arrive(actor: &Digest, transit: &Digest) -> DispatchResult;

    /// Completes the move.
    fn settle(actor: &Digest, transit: &Digest) -> DispatchResult;

    /// Undoes it.
    fn compensate(actor: &Digest, transit: &Digest) -> DispatchResult;

    /// 0 unknown, 1 in transit, 2 arrived, 3 settled, 4 compensated.
    fn state_code(transit: &Digest) -> u8;

    /// Of each of these.
    fn weight() -> Weight;
}

/// No migrations: refuses everything.
impl Migrations for () {
    fn lock(_: &Digest, _: &SubjectId, _: &JurisdictionId, _: u128, _: u64) -> Result<Digest, DispatchError> {
        Err(DispatchError::Unavailable)
    }

    fn unlock(_: &Digest, _: &Digest) -> DispatchResult {
        Err(DispatchError::Unavailable)
    }

    fn begin(_: &Digest, _: &Digest, _: &JurisdictionId) -> Result<Digest, DispatchError> {
        Err(DispatchError::Unavailable)
    }

    fn arrive(_: &Digest, _: &Digest) -> DispatchResult {
        Err(DispatchError::Unavailable)
    }

    fn settle(_: &Digest, _: &Digest) -> DispatchResult {
        Err(DispatchError::Unavailable)
    }

    fn compensate(_: &Digest, _: &Digest) -> DispatchResult {
        Err(DispatchError::Unavailable)
    }

    fn state_code(_: &Digest) -> u8 {
        0
    }

    fn weight() -> Weight {
        Weight::zero()
    }
}
