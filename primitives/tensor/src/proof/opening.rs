//! Opening some of a subject's lanes, and finding the subject's node from such an opening.

use alloc::vec::Vec;
use msez_core::{
    Coordinate, Digest, Domain, JurisdictionId, JurisdictionIndex, Moment, SubjectId, SubjectIndex,
};

use super::{climb::climb_lane, LaneBody, LaneOpening, ProofError, SubjectOpening};
use crate::{
    lane::is_jurisdiction, Cell, LaneEntry, Slot, Store, SubjectRecord, TreeError, TreeHasher, MAX_LANES,
};

/// What is asked about one jurisdiction of a subject.
pub(super) struct Asked<'a> {
    pub index: JurisdictionIndex,
    pub name: &'a JurisdictionId,
    /// One bit a domain.
    pub domains: u32,
}

/// The domains of a bitmap, ascending; `None` for a bit without a domain.
fn domains(bits: u32) -> impl Iterator<Item = Option<Domain>> {
    (0u8..32).filter(move |code| bits.wrapping_shr(u32::from(*code)) & 1 == 1).map(Domain::from_code)
}

impl SubjectOpening {
    /// Opens the lanes that hold a cell under `asked` (by jurisdiction, one bit a domain).
    pub(super) fn prove<S: Store>(
        store: &S,
        index: SubjectIndex,
        record: &SubjectRecord,
        asked: &[(JurisdictionIndex, u32)],
        cells: &mut impl FnMut(Slot) -> Option<Cell>,
    ) -> Result<Self, TreeError> {
        if asked.iter().any(|(jurisdiction, _)| !is_jurisdiction(*jurisdiction)) {
            return Err(TreeError::BadJurisdiction);
        }
        let mut lanes = Vec::with_capacity(record.lanes.len());
        for LaneEntry { jurisdiction, slots, root } in record.lanes.iter().copied() {
            let found = asked.iter().find(|(asked, _)| *asked == jurisdiction);
            let wanted = found.map_or(0, |(_, domains)| domains & slots);
            let body = if wanted == 0 {
                LaneBody::Closed(root)
            } else {
                let shown = domains(wanted)
                    .map(|domain| {
                        domain.and_then(|domain| cells(Slot { subject: index, jurisdiction, domain }))
                    })
                    .collect::<Option<Vec<Cell>>>()
                    .ok_or(TreeError::CellMismatch)?;
                // A lane of one leaf is not stored, and has no siblings.
                let siblings = match slots.is_power_of_two() {
                    true => Vec::new(),
                    false => store.lane(index, jurisdiction).ok_or(TreeError::MissingLane)?.siblings(wanted),
                };
                LaneBody::Opened { cells: shown, siblings }
            };
            lanes.push(LaneOpening { jurisdiction, slots, body });
        }
        Ok(Self { lanes })
    }

    /// The subject's node, if the lanes are in order and exactly those are opened that hold a cell under `asked`
    /// (strictly ascending by jurisdiction). Cells go to `found`, in the order of slots.
    pub(super) fn node<H: TreeHasher>(
        &self,
        subject: &SubjectId,
        asked: &[Asked<'_>],
        mut found: impl FnMut(JurisdictionIndex, Domain, &Cell),
    ) -> Result<Digest, ProofError> {
        if self.lanes.len() > MAX_LANES {
            return Err(ProofError::BadLanes);
        }
        let mut asked = asked.iter().peekable();
        let mut entries = Vec::with_capacity(self.lanes.len());
        let mut last = 0;
        for LaneOpening { jurisdiction, slots, body } in &self.lanes {
            let (jurisdiction, slots) = (*jurisdiction, *slots);
            if jurisdiction <= last || !is_jurisdiction(jurisdiction) || slots == 0 {
                return Err(ProofError::BadLanes);
            }
            last = jurisdiction;
            while asked.next_if(|asked| asked.index < jurisdiction).is_some() {}
            let question = asked.next_if(|asked| asked.index == jurisdiction && asked.domains & slots != 0);
            let root = match (body, question) {
                (LaneBody::Closed(root), None) => *root,
                (LaneBody::Opened { cells, siblings }, Some(Asked { name, domains: wanted, .. })) => {
                    let mut shown = cells.iter();
                    let mut leaves = Vec::with_capacity(cells.len());
                    for domain in domains(wanted & slots) {
                        let domain = domain.ok_or(ProofError::UnknownDomain)?;
                        let cell = shown.next().ok_or(ProofError::WrongCells)?;
                        if cell.until == Some(Moment::MAX) {
                            return Err(ProofError::BadCell);
                        }
                        let coordinate = Coordinate { subject: *subject, jurisdiction: **name, domain };
                        leaves.push((u32::from(domain.code()), H::leaf(&coordinate, cell)));
                        found(jurisdiction, domain, cell);
                    }
                    if shown.next().is_some() {
                        return Err(ProofError::WrongCells);
                    }
                    climb_lane::<H>(leaves, slots, siblings)?
                }
                _ => return Err(ProofError::WrongOpening),
            };
            entries.push(LaneEntry { jurisdiction, slots, root });
        }
        Ok(H::subject(subject, &entries))
    }
}
