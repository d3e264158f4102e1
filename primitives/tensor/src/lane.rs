//! The cells of one subject in one jurisdiction, and the subject's list of such lanes.

use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{Digest, Domain, JurisdictionIndex, SubjectId, MAX_JURISDICTION_INDEX};
use scale_info::TypeInfo;

use crate::TreeHasher;

/// Most jurisdictions in which one subject can hold cells.
pub const MAX_LANES: usize = 64;

/// Positions in a lane: five bits of an address.
const SLOTS: usize = 32;

/// The bit of a domain in a lane's bitmap.
pub(crate) const fn slot_bit(domain: Domain) -> u32 {
    // Codes stay below 32.
    1u32.wrapping_shl(domain as u32)
}

/// Whether an address can hold this jurisdiction index.
pub(crate) fn is_jurisdiction(index: JurisdictionIndex) -> bool {
    (1..=MAX_JURISDICTION_INDEX).contains(&index)
}

/// Levels of a lane above its leaves.
const LEVELS: usize = 5;

/// The bitmap of the next level: a bit for each pair of positions that is not empty.
pub(crate) fn halve(present: u32) -> u32 {
    // Gathers every second bit.
    let mut bits = (present | present >> 1) & 0x5555_5555;
    bits = (bits | bits >> 1) & 0x3333_3333;
    bits = (bits | bits >> 2) & 0x0f0f_0f0f;
    bits = (bits | bits >> 4) & 0x00ff_00ff;
    (bits | bits >> 8) & 0x0000_ffff
}

/// Set bits below a position.
fn below(bits: u32, position: u32) -> usize {
    (bits & 1u32.wrapping_shl(position).wrapping_sub(1)).count_ones() as usize
}

/// Where the nodes of a lane stand. A node with one empty half *is* its other half, so the bitmap fixes the shape, and
/// the subject node commits to the bitmap.
#[derive(Clone, Copy, Default)]
struct Level {
    /// Positions that are not empty.
    present: u32,
    /// Positions with a node of their own: leaves, and parents of two.
    own: u32,
    /// The place of the first such node.
    start: usize,
}

struct Shape([Level; LEVELS + 1]);

impl Shape {
    fn of(slots: u32) -> Self {
        let mut shape = [Level::default(); LEVELS + 1];
        let (mut present, mut own, mut start) = (slots, slots, 0usize);
        for level in &mut shape {
            *level = Level { present, own, start };
            start = start.wrapping_add(own.count_ones() as usize);
            own = halve(present & present >> 1 & 0x5555_5555);
            present = halve(present);
        }
        Self(shape)
    }

    fn level(&self, level: usize) -> Level {
        self.0.get(level).copied().unwrap_or_default()
    }

    /// Number of nodes.
    fn len(&self) -> usize {
        let top = self.level(LEVELS);
        top.start.wrapping_add(top.own.count_ones() as usize)
    }

    /// The place of the node that stands for a position that is not empty.
    fn place(&self, mut level: usize, mut position: u32) -> usize {
        loop {
            let Level { own, start, .. } = self.level(level);
            if level == 0 || own.wrapping_shr(position) & 1 == 1 {
                return start.wrapping_add(below(own, position));
            }
            // It is its only child.
            level = level.wrapping_sub(1);
            position = position.wrapping_mul(2);
            if self.level(level).present.wrapping_shr(position) & 1 == 0 {
                position = position.wrapping_add(1);
            }
        }
    }
}

/// The tree over one subject's cells in one jurisdiction, with its inner nodes, so that a changed leaf costs one path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Lane {
    /// Bit *n* is set where the domain of code *n* has a leaf.
    slots: u32,
    /// One leaf for each set bit, lowest first; then the inner nodes, level by level. The last one is the root.
    nodes: Vec<Digest>,
}

impl MaxEncodedLen for Lane {
    fn max_encoded_len() -> usize {
        // Bitmap, one byte of length, leaves and one inner node less.
        SLOTS.saturating_mul(2).saturating_sub(1).saturating_mul(32).saturating_add(5)
    }
}

impl Lane {
    /// A lane with one leaf, which is its root.
    pub(crate) fn single(slots: u32, leaf: Digest) -> Self {
        Self { slots, nodes: vec![leaf] }
    }

    /// One bit a domain code.
    pub fn slots(&self) -> u32 {
        self.slots
    }

    /// The leaves, lowest domain first.
    pub fn leaves(&self) -> &[Digest] {
        self.nodes.get(..self.slots.count_ones() as usize).unwrap_or_default()
    }

    /// Whether there is no leaf at all.
    pub fn is_empty(&self) -> bool {
        self.slots == 0
    }

    /// The leaf of a domain.
    pub fn get(&self, domain: Domain) -> Option<&Digest> {
        let held = self.slots & slot_bit(domain) != 0;
        self.nodes.get(below(self.slots, u32::from(domain.code()))).filter(|_| held)
    }

    /// The root; `None` for an empty lane.
    pub(crate) fn root(&self) -> Option<&Digest> {
        self.nodes.last()
    }

    /// Puts, replaces or takes away leaves, and recomputes what stands above them. Gives the number of hashes.
    pub(crate) fn apply<H: TreeHasher>(
        &mut self,
        changes: impl IntoIterator<Item = (Domain, Option<Digest>)>,
    ) -> u32 {
        let mut changed = 0u32;
        for (domain, leaf) in changes {
            let (bit, at) = (slot_bit(domain), below(self.slots, u32::from(domain.code())));
            let held = self.slots & bit != 0;
            match leaf {
                Some(leaf) if held => {
                    if let Some(old) = self.nodes.get_mut(at) {
                        *old = leaf;
                    }
                    changed |= bit;
                    continue;
                }
                None if !held => continue,
                _ => {}
            }
            // Another shape: nothing above the leaves keeps its place.
            self.nodes.truncate(self.slots.count_ones() as usize);
            changed = u32::MAX;
            self.slots ^= bit;
            match leaf {
                Some(leaf) => self.nodes.insert(at.min(self.nodes.len()), leaf),
                None if at < self.nodes.len() => drop(self.nodes.remove(at)),
                None => {}
            }
        }

        let shape = Shape::of(self.slots);
        self.nodes.resize(shape.len(), Digest::default());
        let mut hashes = 0u32;
        for level in 1..=LEVELS {
            changed = halve(changed);
            let mut parents = changed & shape.level(level).own;
            while parents != 0 {
                let position = parents.trailing_zeros();
                parents &= parents.wrapping_sub(1);
                let left = position.wrapping_mul(2);
                let child = |at| self.nodes.get(shape.place(level.wrapping_sub(1), at));
                let (Some(left), Some(right)) = (child(left), child(left.wrapping_add(1))) else { continue };
                let node = H::node(left, right);
                if let Some(place) = self.nodes.get_mut(shape.place(level, position)) {
                    *place = node;
                }
                hashes = hashes.saturating_add(1);
            }
        }
        hashes
    }

    /// The siblings that lead from the leaves under `wanted` to the root, level by level from below, each level from
    /// the left.
    pub(crate) fn siblings(&self, wanted: u32) -> Vec<Digest> {
        let shape = Shape::of(self.slots);
        let mut wanted = wanted & self.slots;
        let mut siblings = Vec::with_capacity(LEVELS);
        for level in 0..LEVELS {
            let neighbours = (wanted & 0x5555_5555) << 1 | (wanted & 0xaaaa_aaaa) >> 1;
            let mut missing = neighbours & !wanted & shape.level(level).present;
            while missing != 0 {
                siblings.extend(self.nodes.get(shape.place(level, missing.trailing_zeros())));
                missing &= missing.wrapping_sub(1);
            }
            wanted = halve(wanted);
        }
        siblings
    }
}

/// A lane as the subject node commits to it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct LaneEntry {
    /// Where.
    pub jurisdiction: JurisdictionIndex,
    /// Bit *n* is set where the domain of code *n* has a leaf. Never 0.
    pub slots: u32,
    /// Root over the leaves.
    pub root: Digest,
}

/// What stands at a subject's index. It exists from registration on, with no lanes at first, and binds the index to the
/// subject's name.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct SubjectRecord {
    /// The subject's name.
    pub id: SubjectId,
    /// Its lanes, ascending by jurisdiction, at most [`MAX_LANES`].
    pub lanes: Vec<LaneEntry>,
}

impl MaxEncodedLen for SubjectRecord {
    fn max_encoded_len() -> usize {
        // Identifier, two bytes of length, entries of 38 bytes.
        MAX_LANES.saturating_mul(LaneEntry::max_encoded_len()).saturating_add(34)
    }
}

impl SubjectRecord {
    /// A subject without cells.
    pub fn new(id: SubjectId) -> Self {
        Self { id, lanes: Vec::new() }
    }

    /// The lane of a jurisdiction.
    pub fn lane(&self, jurisdiction: JurisdictionIndex) -> Option<&LaneEntry> {
        let at = self.lanes.binary_search_by_key(&jurisdiction, |lane| lane.jurisdiction).ok()?;
        self.lanes.get(at)
    }

    /// Puts, replaces or takes away the entry of a jurisdiction.
    pub(crate) fn set_lane(&mut self, jurisdiction: JurisdictionIndex, entry: Option<LaneEntry>) {
        let at = self.lanes.binary_search_by_key(&jurisdiction, |lane| lane.jurisdiction);
        match (at, entry) {
            (Ok(at), Some(entry)) => {
                if let Some(old) = self.lanes.get_mut(at) {
                    *old = entry;
                }
            }
            (Ok(at), None) => {
                self.lanes.remove(at);
            }
            (Err(at), Some(entry)) => self.lanes.insert(at, entry),
            (Err(_), None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Keccak, SoftKeccak};
    use proptest::prelude::*;

    type H = Keccak<SoftKeccak>;

    fn lane(codes: &[u8]) -> Lane {
        let mut lane = Lane::default();
        let leaf = |code: &u8| (Domain::from_code(*code).unwrap(), Some(d(*code)));
        lane.apply::<H>(codes.iter().map(leaf));
        lane
    }

    fn d(code: u8) -> Digest {
        Digest([code; 32])
    }

    fn node(left: Digest, right: Digest) -> Digest {
        H::node(&left, &right)
    }

    #[test]
    fn leaves_stay_in_the_order_of_their_domains() {
        let mut lane = lane(&[7, 0, 19, 3]);
        assert_eq!(lane.leaves(), [d(0), d(3), d(7), d(19)]);
        lane.apply::<H>([(Domain::Tax, Some(d(99)))]);
        assert_eq!(lane.get(Domain::Tax), Some(&d(99)));
        lane.apply::<H>([(Domain::Tax, None)]);
        assert_eq!(lane.apply::<H>([(Domain::Tax, None)]), 0);
        assert_eq!(lane.get(Domain::Tax), None);
        assert_eq!(lane.leaves(), [d(0), d(7), d(19)]);
        assert_eq!(lane.slots(), 1 | 1 << 7 | 1 << 19);
    }

    #[test]
    fn a_single_leaf_is_its_own_root_wherever_it_stands() {
        for code in 0..20 {
            assert_eq!(lane(&[code]).root(), Some(&d(code)));
            assert_eq!(lane(&[code]), Lane::single(1 << code, d(code)));
        }
        assert_eq!(Lane::default().root(), None);
    }

    #[test]
    fn an_empty_half_is_skipped_and_the_position_still_counts() {
        assert_eq!(lane(&[0, 1, 5]).root(), Some(&node(node(d(0), d(1)), d(5))));
        assert_eq!(lane(&[0, 5, 6]).root(), Some(&node(d(0), node(d(5), d(6)))));
    }

    #[test]
    fn siblings_come_from_below_and_from_the_left() {
        let lane = lane(&[0, 1, 2, 3, 4, 16]);
        let (ab, cd) = (node(d(0), d(1)), node(d(2), d(3)));
        assert_eq!(lane.siblings(1 << 2), [d(3), ab, d(4), d(16)]);
        assert_eq!(lane.siblings(1 << 4), [node(ab, cd), d(16)]);
        assert_eq!(lane.siblings(1 << 1 | 1 << 16), [d(0), cd, d(4)]);
        assert_eq!(lane.siblings(u32::MAX), []);
    }

    #[test]
    fn a_changed_leaf_costs_its_path_and_a_new_one_the_whole_lane() {
        let mut lane = lane(&[0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(lane.apply::<H>([(Domain::Tax, Some(d(9)))]), 3);
        assert_eq!(lane.apply::<H>([(Domain::Tax, Some(d(8))), (Domain::Sanctions, Some(d(7)))]), 3);
        assert_eq!(lane.apply::<H>([(Domain::Trade, Some(d(9)))]), 8);
        assert_eq!(lane.apply::<H>([(Domain::Trade, Some(d(8)))]), 1);
        assert_eq!(lane.apply::<H>([(Domain::Trade, None)]), 7);
    }

    #[test]
    fn a_level_halves_to_its_pairs() {
        assert_eq!([0b1, 0b10, 0b0110_0001, 1 << 31, u32::MAX].map(halve), [1, 1, 0b1101, 1 << 15, 0xffff]);
    }

    /// The definition, from the top: a half without leaves is skipped.
    fn reference(leaves: &[(u8, Digest)], from: u8, span: u8) -> Option<Digest> {
        let inside = |(code, _): &&(u8, Digest)| *code >= from && *code < from + span;
        if span == 1 {
            return leaves.iter().find(inside).map(|(_, leaf)| *leaf);
        }
        match (reference(leaves, from, span / 2), reference(leaves, from + span / 2, span / 2)) {
            (Some(left), Some(right)) => Some(node(left, right)),
            (left, right) => left.or(right),
        }
    }

    proptest! {
        #[test]
        fn a_lane_with_any_past_equals_one_made_at_once(
            history in proptest::collection::vec((0u8..20, proptest::option::of(any::<u8>())), 0..40),
            batch in 1usize..5,
        ) {
            let (mut lane, mut expected) = (Lane::default(), std::collections::BTreeMap::new());
            for part in history.chunks(batch) {
                lane.apply::<H>(part.iter().map(|(code, leaf)| (Domain::from_code(*code).unwrap(), leaf.map(d))));
                for (code, leaf) in part {
                    match leaf {
                        Some(leaf) => expected.insert(*code, d(*leaf)),
                        None => expected.remove(code),
                    };
                }
            }
            let leaves: Vec<(u8, Digest)> = expected.into_iter().collect();
            prop_assert_eq!(lane.root().copied(), reference(&leaves, 0, 32));
            prop_assert_eq!(lane.nodes.len(), (2 * leaves.len()).saturating_sub(1));
        }
    }

    #[test]
    fn full_items_keep_within_their_declared_length() {
        assert!(lane(&(0..20).collect::<Vec<_>>()).encode().len() <= Lane::max_encoded_len());
        let full = Lane { slots: u32::MAX, nodes: vec![d(1); Shape::of(u32::MAX).len()] };
        assert_eq!(full.encode().len(), Lane::max_encoded_len());
        let entry = LaneEntry { jurisdiction: 1, slots: 1, root: d(1) };
        let record = SubjectRecord { id: SubjectId::default(), lanes: vec![entry; MAX_LANES] };
        assert_eq!(record.encode().len(), SubjectRecord::max_encoded_len());
    }
}
