//! Proofs against the roots of the last flush. Read-only; for runtime APIs, which see the state after a block.

use alloc::{collections::BTreeSet, vec::Vec};

use msez_core::{Coordinate, Digest, JurisdictionId, SubjectId};
use msez_runtime_api::{ApiError, ProofKind, ProofView, ProvenCell, TreeKind, MAX_PROOF_COORDINATES};
use msez_tensor::{prove_cell, prove_many, prove_slice, Slot, TreeError};

use crate::{trees::StoredTree, Cells, Config, Error, Pallet};

/// What a proof is asked to show.
enum Claim<'a> {
    Cell(&'a Slot),
    Slice(&'a Slot),
    Many(&'a [Slot]),
}

impl<T: Config> Pallet<T> {
    /// Proves a cell or its absence.
    pub fn prove(tree: TreeKind, coordinate: &Coordinate) -> Result<ProofView, ApiError> {
        let slot = Self::slot_for(coordinate)?;
        let proof = Self::encoded_proof(tree, &Claim::Cell(&slot))?;
        Ok(Self::proof_view(tree, ProofKind::Cell, alloc::vec![Self::proven(coordinate, &slot)], proof))
    }

    /// Proves every cell of one subject in one jurisdiction, and that there are no others.
    pub fn prove_slice(
        tree: TreeKind,
        subject: &SubjectId,
        jurisdiction: &JurisdictionId,
    ) -> Result<ProofView, ApiError> {
        let coordinate_of = |domain| Coordinate { subject: *subject, jurisdiction: *jurisdiction, domain };
        // A slice has no domain of its own; any does to find the lane.
        let slot = Self::slot_for(&coordinate_of(msez_core::Domain::Aml))?;
        let proof = Self::encoded_proof(tree, &Claim::Slice(&slot))?;
        let cells = Cells::<T>::get(slot.subject, slot.jurisdiction)
            .unwrap_or_default()
            .iter()
            .map(|entry| ProvenCell {
                coordinate: coordinate_of(entry.domain),
                subject_index: slot.subject,
                jurisdiction_index: slot.jurisdiction,
                cell: Some(entry.cell),
            })
            .collect();
        Ok(Self::proof_view(tree, ProofKind::Slice, cells, proof))
    }

    /// Proves many cells or absences at once.
    pub fn prove_many(tree: TreeKind, coordinates: &[Coordinate]) -> Result<ProofView, ApiError> {
        if coordinates.is_empty() {
            return Err(ApiError::NothingAsked);
        }
        if coordinates.len() > usize::try_from(MAX_PROOF_COORDINATES).unwrap_or(usize::MAX) {
            return Err(ApiError::TooMany { max: MAX_PROOF_COORDINATES });
        }
        if coordinates.iter().collect::<BTreeSet<_>>().len() < coordinates.len() {
            return Err(ApiError::Duplicate);
        }
        let slots = coordinates.iter().map(Self::slot_for).collect::<Result<Vec<_>, _>>()?;
        let proof = Self::encoded_proof(tree, &Claim::Many(&slots))?;
        let cells =
            coordinates.iter().zip(&slots).map(|(coordinate, slot)| Self::proven(coordinate, slot)).collect();
        Ok(Self::proof_view(tree, ProofKind::Multi, cells, proof))
    }

    fn encoded_proof(tree: TreeKind, claim: &Claim) -> Result<Vec<u8>, ApiError> {
        let proof = Self::try_encoded_proof(tree, claim);
        proof.map_err(|why| {
            log::error!(target: "runtime::compliance-tensor", "the {tree:?} tree cannot be proven: {why:?}");
            ApiError::Inconsistent
        })
    }

    fn try_encoded_proof(tree: TreeKind, claim: &Claim) -> Result<Vec<u8>, TreeError> {
        let store = StoredTree::<T>::new(tree, Self::roots().width);
        let cells = |slot: Slot| Self::cell_in(&slot);
        Ok(match claim {
            Claim::Cell(slot) => prove_cell(&store, **slot, cells(**slot))?.to_bytes(),
            Claim::Slice(slot) => prove_slice(&store, slot.subject, slot.jurisdiction, cells)?.to_bytes(),
            Claim::Many(slots) => prove_many(&store, slots, cells)?.to_bytes(),
        })
    }

    fn proof_view(tree: TreeKind, kind: ProofKind, cells: Vec<ProvenCell>, proof: Vec<u8>) -> ProofView {
        let roots = Self::roots();
        let root: Digest = match tree {
            TreeKind::Keccak => roots.keccak,
            TreeKind::Poseidon => roots.poseidon,
        };
        ProofView { tree, kind, root, roots, cells, proof }
    }

    fn proven(coordinate: &Coordinate, slot: &Slot) -> ProvenCell {
        ProvenCell {
            coordinate: *coordinate,
            subject_index: slot.subject,
            jurisdiction_index: slot.jurisdiction,
            cell: Self::cell_in(slot),
        }
    }

    fn slot_for(coordinate: &Coordinate) -> Result<Slot, ApiError> {
        Self::slot_of(coordinate).map_err(|error| match error {
            Error::JurisdictionNotFound => ApiError::JurisdictionNotFound,
            _ => ApiError::SubjectNotFound,
        })
    }
}
