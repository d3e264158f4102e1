//! The proof of many cells at once, sharing what their paths have in common.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use msez_core::{Digest, Domain, JurisdictionIndex, SubjectIndex};
use scale_info::TypeInfo;

use super::{
    climb::{climb_upper, upper_siblings},
    from_bytes,
    opening::Asked,
    to_bytes, ProofError, SubjectOpening, VerifiedCell,
};
use crate::{
    lane::{is_jurisdiction, slot_bit},
    Address, Cell, Slot, Store, TreeError, TreeHasher,
};

/// Shows many cells, or that there are none, of any number of subjects.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct MultiProof {
    /// Number of subjects in the tree.
    pub width: u32,
    /// The subjects asked about, ascending by *name*: a verifier knows names, not indices.
    pub subjects: Vec<(SubjectIndex, SubjectOpening)>,
    /// Level by level from below, each level from the left.
    pub siblings: Vec<Digest>,
}

const KIND: u8 = 3;

impl MultiProof {
    /// Version, kind and SCALE.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(KIND, self)
    }

    /// The inverse of [`to_bytes`](Self::to_bytes); refuses anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ProofError> {
        from_bytes(KIND, bytes)
    }

    /// What the tree of this root holds at each address. Addresses come in any order, without repetition; the answer
    /// has their order.
    pub fn verify<H: TreeHasher>(
        &self,
        root: &Digest,
        addresses: &[Address],
    ) -> Result<Vec<VerifiedCell>, ProofError> {
        let mut sorted: Vec<(usize, &Address)> = addresses.iter().enumerate().collect();
        sorted.sort_unstable_by_key(|(_, address)| key(address));
        if sorted.windows(2).any(|pair| matches!(pair, [(_, a), (_, b)] if key(a) == key(b))) {
            return Err(ProofError::AskedTwice);
        }

        let same_subject = |(_, a): &(usize, &Address), (_, b): &(usize, &Address)| {
            a.coordinate.subject == b.coordinate.subject
        };
        if sorted.chunk_by(same_subject).count() != self.subjects.len() {
            return Err(ProofError::WrongSubjects);
        }
        let mut nodes = Vec::with_capacity(self.subjects.len());
        let mut answers: Vec<(usize, VerifiedCell)> = Vec::with_capacity(addresses.len());
        let mut found: Vec<(JurisdictionIndex, Domain, Cell)> = Vec::new();
        for (group, (index, opening)) in sorted.chunk_by(same_subject).zip(&self.subjects) {
            let Some((_, Address { coordinate, .. })) = group.first() else { continue };
            if *index >= self.width {
                return Err(ProofError::IndexOutOfRange);
            }
            found.clear();
            let asked = questions(group)?;
            let collect = |jurisdiction, domain, cell: &Cell| found.push((jurisdiction, domain, *cell));
            nodes.push((*index, opening.node::<H>(&coordinate.subject, &asked, collect)?));
            // Both lists are in the order of slots.
            let mut shown = found.iter().peekable();
            for (position, address) in group {
                let here = |cell: &&(JurisdictionIndex, Domain, Cell)| {
                    (cell.0, cell.1) == (address.jurisdiction_index, address.coordinate.domain)
                };
                let cell = shown.next_if(here).map(|(_, _, cell)| *cell);
                answers.push((*position, VerifiedCell { index: *index, cell }));
            }
        }

        nodes.sort_unstable_by_key(|(index, _)| *index);
        if nodes.windows(2).any(|pair| matches!(pair, [(a, _), (b, _)] if a == b)) {
            return Err(ProofError::SharedIndex);
        }
        let top = climb_upper::<H>(nodes, self.width, &self.siblings)?;
        if H::root(self.width, &top) != *root {
            return Err(ProofError::WrongRoot);
        }
        answers.sort_unstable_by_key(|(position, _)| *position);
        Ok(answers.into_iter().map(|(_, answer)| answer).collect())
    }
}

/// The order in which a proof is walked.
fn key(address: &Address) -> ([u8; 32], JurisdictionIndex, Domain) {
    (address.coordinate.subject.0, address.jurisdiction_index, address.coordinate.domain)
}

/// What is asked about one subject, by jurisdiction.
fn questions<'a>(group: &[(usize, &'a Address)]) -> Result<Vec<Asked<'a>>, ProofError> {
    let mut asked: Vec<Asked<'a>> = Vec::with_capacity(1);
    for (_, address) in group {
        let (index, name) = (address.jurisdiction_index, &address.coordinate.jurisdiction);
        let bit = slot_bit(address.coordinate.domain);
        match asked.last_mut() {
            _ if !is_jurisdiction(index) => return Err(ProofError::BadJurisdiction),
            Some(last) if last.index == index && last.name != name => {
                return Err(ProofError::AmbiguousJurisdiction)
            }
            Some(last) if last.index == index => last.domains |= bit,
            _ => asked.push(Asked { index, name, domains: bit }),
        }
    }
    Ok(asked)
}

/// Proves many cells at once. The order of slots does not matter. `cells` is asked for those that the tree records.
pub fn prove_many<S: Store>(
    store: &S,
    slots: &[Slot],
    mut cells: impl FnMut(Slot) -> Option<Cell>,
) -> Result<MultiProof, TreeError> {
    if slots.is_empty() {
        return Err(TreeError::NothingAsked);
    }
    let mut sorted = slots.to_vec();
    sorted.sort_unstable();
    sorted.dedup();

    let mut openings = Vec::new();
    let mut indices = Vec::new();
    for group in sorted.chunk_by(|a, b| a.subject == b.subject) {
        let Some(Slot { subject: index, .. }) = group.first() else { continue };
        let record = store.subject(*index).ok_or(TreeError::UnknownSubject)?;
        let asked: Vec<(JurisdictionIndex, u32)> = group
            .chunk_by(|a, b| a.jurisdiction == b.jurisdiction)
            .filter_map(|lane| {
                let domains = lane.iter().fold(0, |bits, slot| bits | slot_bit(slot.domain));
                lane.first().map(|slot| (slot.jurisdiction, domains))
            })
            .collect();
        let opening = SubjectOpening::prove(store, *index, &record, &asked, &mut cells)?;
        openings.push((record.id, (*index, opening)));
        indices.push(*index);
    }
    openings.sort_unstable_by_key(|(id, _)| *id);
    Ok(MultiProof {
        width: store.width(),
        subjects: openings.into_iter().map(|(_, opening)| opening).collect(),
        siblings: upper_siblings(store, indices)?,
    })
}
