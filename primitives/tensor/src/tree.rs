//! Changing the tree: one pass for a whole batch, every shared node hashed once.

use alloc::vec::Vec;
use core::fmt;
use msez_core::{Digest, JurisdictionIndex, SubjectId, SubjectIndex};

use crate::{
    lane::is_jurisdiction,
    page::{tiers, PageKey},
    Lane, LaneEntry, Slot, Store, SubjectRecord, TreeHasher, MAX_LANES,
};

/// One changed cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeafUpdate {
    /// Where.
    pub slot: Slot,
    /// The new leaf ([`TreeHasher::leaf`]); `None` takes the cell away.
    pub leaf: Option<Digest>,
}

/// What a batch did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The new root.
    pub root: Digest,
    /// Number of subjects now.
    pub width: u32,
    /// Hashes computed, the root included, leaves not.
    pub hashes: u32,
    /// Subject records written.
    pub subjects: u32,
    /// Lanes written or removed.
    pub lanes: u32,
    /// Pages written.
    pub pages: u32,
}

/// Why a tree refused to change or to prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreeError {
    /// Updates are not strictly ascending by slot.
    Unsorted,
    /// The slot's subject has no index.
    UnknownSubject,
    /// The jurisdiction index is 0 or above 2047.
    BadJurisdiction,
    /// A subject would hold cells in more than [`MAX_LANES`] jurisdictions.
    TooManyJurisdictions,
    /// Indices would no longer fit 32 bits.
    TooManySubjects,
    /// A proof about no cell at all.
    NothingAsked,
    /// The cell given for a proof is not the one whose presence the tree records.
    CellMismatch,
    /// The store lacks a record it must hold: it is damaged.
    MissingRecord,
    /// The store lacks a lane it must hold: it is damaged.
    MissingLane,
    /// The store lacks a page it must hold: it is damaged.
    MissingPage,
}

impl fmt::Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unsorted => "updates are not strictly ascending by slot",
            Self::UnknownSubject => "no such subject",
            Self::BadJurisdiction => "the jurisdiction index is 0 or above 2047",
            Self::TooManyJurisdictions => "the subject holds cells in too many jurisdictions",
            Self::TooManySubjects => "too many subjects",
            Self::NothingAsked => "a proof was asked about no cell at all",
            Self::CellMismatch => "the given cell does not agree with the tree",
            Self::MissingRecord => "the store lacks a subject record",
            Self::MissingLane => "the store lacks a lane",
            Self::MissingPage => "the store lacks a page",
        })
    }
}

impl core::error::Error for TreeError {}

/// A subject after the batch, not yet written.
struct Changed {
    index: SubjectIndex,
    record: SubjectRecord,
    lanes: Vec<(JurisdictionIndex, Lane)>,
}

/// Applies the updates of one subject to its record.
fn change<H: TreeHasher, S: Store>(
    store: &S,
    index: SubjectIndex,
    mut record: SubjectRecord,
    updates: &[LeafUpdate],
    hashes: &mut u32,
) -> Result<Changed, TreeError> {
    let mut lanes = Vec::with_capacity(1);
    for group in updates.chunk_by(|a, b| a.slot.jurisdiction == b.slot.jurisdiction) {
        let Some(jurisdiction) = group.first().map(|update| update.slot.jurisdiction) else { continue };
        if !is_jurisdiction(jurisdiction) {
            return Err(TreeError::BadJurisdiction);
        }
        // A lane of one leaf is not stored: its root, in the record, is that leaf.
        let (mut lane, stored) = match record.lane(jurisdiction) {
            Some(entry) if entry.slots.is_power_of_two() => (Lane::single(entry.slots, entry.root), false),
            Some(_) => (store.lane(index, jurisdiction).ok_or(TreeError::MissingLane)?.into_owned(), true),
            None => (Lane::default(), false),
        };
        let cost = lane.apply::<H>(group.iter().map(|update| (update.slot.domain, update.leaf)));
        *hashes = hashes.saturating_add(cost);
        let entry = lane.root().map(|root| LaneEntry { jurisdiction, slots: lane.slots(), root: *root });
        record.set_lane(jurisdiction, entry);
        if lane.leaves().len() > 1 {
            lanes.push((jurisdiction, lane));
        } else if stored {
            lanes.push((jurisdiction, Lane::default()));
        }
    }
    if record.lanes.len() > MAX_LANES {
        return Err(TreeError::TooManyJurisdictions);
    }
    Ok(Changed { index, record, lanes })
}

/// Everything a batch changes, in the order of indices. Reads only, so that a refused batch leaves no trace.
fn collect<H: TreeHasher, S: Store>(
    store: &S,
    newcomers: &[SubjectId],
    updates: &[LeafUpdate],
    hashes: &mut u32,
) -> Result<Vec<Changed>, TreeError> {
    if updates.windows(2).any(|pair| matches!(pair, [a, b] if a.slot >= b.slot)) {
        return Err(TreeError::Unsorted);
    }
    let width = store.width();
    let mut changed = Vec::with_capacity(updates.len().saturating_add(newcomers.len()));
    let mut groups = updates.chunk_by(|a, b| a.slot.subject == b.slot.subject).peekable();
    let subject_of = |group: &&[LeafUpdate]| group.first().map(|update| update.slot.subject);

    while let Some(group) = groups.next_if(|group| subject_of(group).is_some_and(|index| index < width)) {
        let Some(index) = subject_of(&group) else { continue };
        let record = store.subject(index).ok_or(TreeError::MissingRecord)?.into_owned();
        changed.push(change::<H, S>(store, index, record, group, hashes)?);
    }
    let mut index = width;
    for id in newcomers {
        let group = groups.next_if(|group| subject_of(group) == Some(index)).unwrap_or_default();
        changed.push(change::<H, S>(store, index, SubjectRecord::new(*id), group, hashes)?);
        index = index.checked_add(1).ok_or(TreeError::TooManySubjects)?;
    }
    if groups.next().is_some() {
        return Err(TreeError::UnknownSubject);
    }
    Ok(changed)
}

/// Registers newcomers at the next free indices and applies the updates, which may speak about newcomers already.
///
/// Updates are strictly ascending by slot. A refused batch changes nothing. The cost is one hash for every touched node
/// of a lane (for every node, where a leaf came or went), one for each touched subject, one for each touched node above,
/// and one for the root.
pub fn apply<H: TreeHasher, S: Store>(
    store: &mut S,
    newcomers: &[SubjectId],
    updates: &[LeafUpdate],
) -> Result<Applied, TreeError> {
    let old_width = store.width();
    let mut applied =
        Applied { root: Digest::default(), width: old_width, hashes: 0, subjects: 0, lanes: 0, pages: 0 };
    let changed = collect::<H, S>(store, newcomers, updates, &mut applied.hashes)?;
    let joined = u32::try_from(newcomers.len()).map_err(|_| TreeError::TooManySubjects)?;
    applied.width = old_width.checked_add(joined).ok_or(TreeError::TooManySubjects)?;

    if joined != 0 {
        store.set_width(applied.width);
    }
    let mut nodes = Vec::with_capacity(changed.len());
    for Changed { index, record, lanes } in changed {
        nodes.push((index, H::subject(&record.id, &record.lanes)));
        applied.hashes = applied.hashes.saturating_add(1);
        applied.subjects = applied.subjects.saturating_add(1);
        for (jurisdiction, lane) in lanes {
            store.set_lane(index, jurisdiction, lane);
            applied.lanes = applied.lanes.saturating_add(1);
        }
        store.set_subject(index, record);
    }
    let (top, cost) = match nodes.is_empty() {
        true => top::<H, S>(store),
        false => climb::<H, S>(store, nodes, old_width, &mut applied),
    };
    applied.hashes = applied.hashes.saturating_add(cost).saturating_add(1);
    applied.root = H::root(applied.width, &top);
    Ok(applied)
}

/// Carries changed subject nodes up through the tiers.
fn climb<H: TreeHasher, S: Store>(
    store: &mut S,
    mut nodes: Vec<(u32, Digest)>,
    old_width: u32,
    applied: &mut Applied,
) -> (Digest, u32) {
    let (width, mut hashes) = (applied.width, 0u32);
    for tier in 0..tiers(width) {
        // Where a tier is new, the old top has not been in any page yet. If nothing changed below it, fetch it.
        if tier != 0 && tier == tiers(old_width) && nodes.first().is_some_and(|(index, _)| *index != 0) {
            let key = PageKey { tier: tier.saturating_sub(1), index: 0 };
            let (old_top, cost) =
                store.page(key).map(|page| page.parent::<H>(key, width, 3, 0)).unwrap_or_default();
            hashes = hashes.saturating_add(cost);
            nodes.insert(0, (0, old_top));
        }
        let mut tops = Vec::with_capacity(nodes.len());
        for group in nodes.chunk_by(|(a, _), (b, _)| a >> 4 == b >> 4) {
            let Some(index) = group.first().map(|(at, _)| at >> 4) else { continue };
            let key = PageKey { tier, index };
            let (top, cost) = store.mutate_page(key, |page| {
                let mut changed = 0u16;
                for (at, node) in group {
                    page.set_node(0, at & 15, *node);
                    changed |= 1u16.wrapping_shl(at & 15);
                }
                page.settle::<H>(key, width, changed)
            });
            hashes = hashes.saturating_add(cost);
            applied.pages = applied.pages.saturating_add(1);
            tops.push((index, top));
        }
        nodes = tops;
    }
    (nodes.first().map(|(_, top)| *top).unwrap_or_default(), hashes)
}

/// The top of the upper tree, and the number of hashes it took to find.
fn top<H: TreeHasher, S: Store>(store: &S) -> (Digest, u32) {
    let width = store.width();
    let key = PageKey { tier: tiers(width).saturating_sub(1), index: 0 };
    if width == 0 {
        return (Digest::default(), 0);
    }
    store.page(key).map(|page| page.top::<H>(key, width)).unwrap_or_default()
}

/// The root as the store stands.
pub fn root<H: TreeHasher, S: Store>(store: &S) -> Digest {
    H::root(store.width(), &top::<H, S>(store).0)
}
