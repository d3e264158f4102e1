//! Everything outside of the machine, behind traits.
//!
//! What a host does not offer is refused: default answers are "unknown", "no" and nothing.

use alloc::{sync::Arc, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{ComplianceState, Coordinate, Digest, JurisdictionId, SubjectId};
use scale_info::TypeInfo;

use crate::{Crypto, Program, Word};

/// Names an account or an instance.
pub type Address = Word;

/// What an instance acts for. The asset must have named the instance; who implements [`State::instance`] checks that.
/// Zero where there is none.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Binding {
    /// The asset.
    pub asset: Word,
    /// Its home jurisdiction, as right-padded text.
    pub jurisdiction: Word,
    /// Its corridor, as right-padded text.
    pub corridor: Word,
}

/// A program with storage and an address.
#[derive(Clone, Debug)]
pub struct Instance {
    /// What it runs.
    pub program: Arc<Program>,
    /// What it acts for.
    pub binding: Binding,
}

/// What one LOG wrote.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
pub struct Log {
    /// The instance that wrote it.
    pub instance: Address,
    /// At most four.
    pub topics: Vec<Word>,
    /// At most 64 KiB.
    pub data: Vec<u8>,
}

/// Storage, value, programs and logs, under a journal.
pub trait State {
    /// Opens a layer: what follows can be undone as one.
    fn begin(&mut self);

    /// Closes the innermost layer and keeps what was done in it, as part of the layer around it.
    fn commit(&mut self);

    /// Closes the innermost layer and undoes everything done in it, by whichever trait of this module.
    fn rollback(&mut self);

    /// The instance at an address.
    fn instance(&mut self, address: &Address) -> Option<Instance>;

    /// A value in an instance's storage.
    fn storage(&mut self, instance: &Address, key: &Word) -> Option<Word>;

    /// Writes it, or removes it with `None`. Answers what was there before.
    fn set_storage(&mut self, instance: &Address, key: &Word, value: Option<Word>) -> Option<Word>;

    /// Free balance.
    fn balance(&mut self, who: &Address) -> Word;

    /// Moves free balance; false, and nothing moved, if that cannot be.
    fn transfer(&mut self, from: &Address, to: &Address, amount: &Word) -> bool;

    /// Keeps a log.
    fn log(&mut self, log: Log);

    /// Gas that the host asks of the actor for an opcode on top of the table, such as reading a key for the first time,
    /// loading the program at the address that a CALL names, verifying a signature, or checking a proof of the circuit
    /// that VERIFY_ZK names.
    /// Asked before anything is done. `operand` is the key, the address, the circuit, the asset, the attestation, the
    /// lock or the transit; 0 where there is none.
    fn surcharge(&mut self, _actor: &Address, _opcode: u8, _operand: &Word) -> u64 {
        0
    }
}

/// How the domains that a jurisdiction asks for stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// Whether all of them pass.
    pub passes: bool,
    /// The meet of their states.
    pub state: ComplianceState,
    /// How many do not pass.
    pub issues: u32,
}

/// Compliance, assets and units. `actor` is the instance that asks; the host decides what it may.
pub trait Compliance {
    /// State of a coordinate, and whether evidence for it has expired.
    fn tensor_get(&mut self, _at: &Coordinate) -> (ComplianceState, bool) {
        (ComplianceState::Unknown, false)
    }

    /// Attests a state.
    fn tensor_set(&mut self, _actor: &Address, _at: &Coordinate, _state: ComplianceState) -> bool {
        false
    }

    /// All domains that the jurisdiction asks of the asset.
    fn tensor_eval(&mut self, _asset: &SubjectId, _jurisdiction: &JurisdictionId) -> Evaluation {
        Evaluation::default()
    }

    /// The committed root.
    fn tensor_root(&mut self) -> Word {
        Word::ZERO
    }

    /// Records an attestation of a kind that the program names.
    fn attest(&mut self, _actor: &Address, _at: &Coordinate, _kind: &Word) -> Option<Digest> {
        None
    }

    /// Whether an attestation exists, is in force and not revoked.
    fn attestation_holds(&mut self, _id: &Digest) -> bool {
        false
    }

    /// Whether a proof holds for a circuit.
    fn verify_zk(&mut self, _actor: &Address, _circuit: &Digest, _inputs: &[Word], _proof: &[u8]) -> bool {
        false
    }

    /// Status code of an asset, as in the table of opcodes; 0 for an unknown one.
    fn asset_status(&mut self, _asset: &SubjectId) -> u8 {
        0
    }

    /// Halts an asset that named the actor.
    fn halt_asset(&mut self, _actor: &Address, _asset: &SubjectId, _reason: &Word) -> bool {
        false
    }

    /// Resumes it.
    fn resume_asset(&mut self, _actor: &Address, _asset: &SubjectId) -> bool {
        false
    }

    /// One bit for each reason why units may not move; bit 0 where the host keeps no units.
    fn transfer_reasons(
        &mut self,
        _asset: &SubjectId,
        _from: &Address,
        _to: &Address,
        _amount: &Word,
    ) -> u64 {
        1
    }

    /// Units that a holder may dispose of.
    fn units_of(&mut self, _asset: &SubjectId, _holder: &Address) -> Word {
        Word::ZERO
    }

    /// Moves units held by the actor, under the asset's transfer rules.
    fn transfer_units(
        &mut self,
        _actor: &Address,
        _asset: &SubjectId,
        _to: &Address,
        _amount: &Word,
    ) -> bool {
        false
    }
}

/// Locks and transits. `actor` is the instance that asks; the host decides what it may.
pub trait Migration {
    /// Locks an asset for some seconds.
    fn lock(
        &mut self,
        _actor: &Address,
        _asset: &SubjectId,
        _jurisdiction: &JurisdictionId,
        _amount: &Word,
        _seconds: u64,
    ) -> Option<Digest> {
        None
    }

    /// Releases a lock.
    fn unlock(&mut self, _actor: &Address, _lock: &Digest) -> bool {
        false
    }

    /// Starts the move to a jurisdiction.
    fn begin_transit(
        &mut self,
        _actor: &Address,
        _lock: &Digest,
        _target: &JurisdictionId,
    ) -> Option<Digest> {
        None
    }

    /// The asset has arrived.
    fn end_transit(&mut self, _actor: &Address, _transit: &Digest) -> bool {
        false
    }

    /// Completes the move.
    fn settle(&mut self, _actor: &Address, _transit: &Digest) -> bool {
        false
    }

    /// Undoes it.
    fn compensate(&mut self, _actor: &Address, _transit: &Digest) -> bool {
        false
    }

    /// State code, as in the table of opcodes; 0 for an unknown transit.
    fn migration_state(&mut self, _transit: &Digest) -> u8 {
        0
    }
}

/// All of it.
pub trait Host: State + Compliance + Migration {
    /// Hashes and signatures.
    type Crypto: Crypto;
}
