//! The proof of everything a subject holds in one jurisdiction.

use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use msez_core::{Digest, Domain, JurisdictionId, JurisdictionIndex, SubjectId, SubjectIndex};
use scale_info::TypeInfo;

use super::{
    climb::{climb_upper, upper_siblings},
    from_bytes,
    opening::Asked,
    to_bytes, ProofError, SubjectOpening,
};
use crate::{lane::is_jurisdiction, Cell, Slot, Store, TreeError, TreeHasher};

/// Shows all cells of one subject in one jurisdiction, and that there are no others.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct SliceProof {
    /// Number of subjects in the tree.
    pub width: u32,
    /// Index of the subject.
    pub index: SubjectIndex,
    /// The subject, with the jurisdiction's lane opened to its last cell.
    pub subject: SubjectOpening,
    /// From the subject's neighbour upwards.
    pub siblings: Vec<Digest>,
}

/// What a slice proof established.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct VerifiedSlice {
    /// Index of the subject.
    pub index: SubjectIndex,
    /// Every cell there is, ascending by domain.
    pub cells: Vec<(Domain, Cell)>,
}

const KIND: u8 = 2;

impl SliceProof {
    /// Version, kind and SCALE.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(KIND, self)
    }

    /// The inverse of [`to_bytes`](Self::to_bytes); refuses anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ProofError> {
        from_bytes(KIND, bytes)
    }

    /// Everything the tree of this root holds for a subject in a jurisdiction.
    pub fn verify<H: TreeHasher>(
        &self,
        root: &Digest,
        subject: &SubjectId,
        jurisdiction: &JurisdictionId,
        jurisdiction_index: JurisdictionIndex,
    ) -> Result<VerifiedSlice, ProofError> {
        if !is_jurisdiction(jurisdiction_index) {
            return Err(ProofError::BadJurisdiction);
        }
        if self.index >= self.width {
            return Err(ProofError::IndexOutOfRange);
        }
        let mut cells = Vec::new();
        let asked = Asked { index: jurisdiction_index, name: jurisdiction, domains: u32::MAX };
        let node =
            self.subject.node::<H>(subject, &[asked], |_, domain, cell| cells.push((domain, *cell)))?;
        let top = climb_upper::<H>(vec![(self.index, node)], self.width, &self.siblings)?;
        if H::root(self.width, &top) != *root {
            return Err(ProofError::WrongRoot);
        }
        Ok(VerifiedSlice { index: self.index, cells })
    }
}

/// Proves all cells of a subject in a jurisdiction. `cells` is asked for those that the tree records.
pub fn prove_slice<S: Store>(
    store: &S,
    subject: SubjectIndex,
    jurisdiction: JurisdictionIndex,
    mut cells: impl FnMut(Slot) -> Option<Cell>,
) -> Result<SliceProof, TreeError> {
    let record = store.subject(subject).ok_or(TreeError::UnknownSubject)?;
    let asked = [(jurisdiction, u32::MAX)];
    Ok(SliceProof {
        width: store.width(),
        index: subject,
        subject: SubjectOpening::prove(store, subject, &record, &asked, &mut cells)?,
        siblings: upper_siblings(store, vec![subject])?,
    })
}
