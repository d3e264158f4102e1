//! The proof of one cell, or of its absence.

use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use msez_core::{ComplianceState, Digest, Moment, SubjectIndex};
use scale_info::TypeInfo;

use super::{
    climb::{climb_upper, upper_siblings},
    from_bytes,
    opening::Asked,
    to_bytes, ProofError, SubjectOpening,
};
use crate::{
    lane::{is_jurisdiction, slot_bit},
    Address, Cell, Slot, Store, TreeError, TreeHasher,
};

/// Shows one cell, or that there is none.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct CellProof {
    /// Number of subjects in the tree.
    pub width: u32,
    /// Index of the subject.
    pub index: SubjectIndex,
    /// The subject, with at most one lane opened.
    pub subject: SubjectOpening,
    /// From the subject's neighbour upwards.
    pub siblings: Vec<Digest>,
}

/// What a proof established.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct VerifiedCell {
    /// Index of the subject.
    pub index: SubjectIndex,
    /// The cell; `None` where there is none.
    pub cell: Option<Cell>,
}

impl VerifiedCell {
    /// The effective state at a moment. Where there is no cell nobody has attested anything: UNKNOWN.
    pub fn state_at(&self, moment: Moment) -> ComplianceState {
        self.cell.map_or(ComplianceState::Unknown, |cell| cell.state_at(moment))
    }
}

const KIND: u8 = 1;

impl CellProof {
    /// Version, kind and SCALE.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(KIND, self)
    }

    /// The inverse of [`to_bytes`](Self::to_bytes); refuses anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ProofError> {
        from_bytes(KIND, bytes)
    }

    /// What the tree of this root holds at an address.
    pub fn verify<H: TreeHasher>(
        &self,
        root: &Digest,
        address: &Address,
    ) -> Result<VerifiedCell, ProofError> {
        let Address { coordinate, jurisdiction_index } = address;
        if !is_jurisdiction(*jurisdiction_index) {
            return Err(ProofError::BadJurisdiction);
        }
        if self.index >= self.width {
            return Err(ProofError::IndexOutOfRange);
        }
        let mut cell = None;
        let asked = Asked {
            index: *jurisdiction_index,
            name: &coordinate.jurisdiction,
            domains: slot_bit(coordinate.domain),
        };
        let node =
            self.subject.node::<H>(&coordinate.subject, &[asked], |_, _, shown| cell = Some(*shown))?;
        let top = climb_upper::<H>(vec![(self.index, node)], self.width, &self.siblings)?;
        if H::root(self.width, &top) != *root {
            return Err(ProofError::WrongRoot);
        }
        Ok(VerifiedCell { index: self.index, cell })
    }
}

/// Proves the cell at a slot, or its absence. The cell is the caller's to keep; the tree holds its leaf only.
pub fn prove_cell<S: Store>(store: &S, slot: Slot, cell: Option<Cell>) -> Result<CellProof, TreeError> {
    let record = store.subject(slot.subject).ok_or(TreeError::UnknownSubject)?;
    let held = record.lane(slot.jurisdiction).is_some_and(|lane| lane.slots & slot_bit(slot.domain) != 0);
    if held != cell.is_some() {
        return Err(TreeError::CellMismatch);
    }
    let asked = [(slot.jurisdiction, slot_bit(slot.domain))];
    Ok(CellProof {
        width: store.width(),
        index: slot.subject,
        subject: SubjectOpening::prove(store, slot.subject, &record, &asked, &mut |_| cell)?,
        siblings: upper_siblings(store, vec![slot.subject])?,
    })
}
