//! The upper tree, stored four levels to a page.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Digest;
use scale_info::TypeInfo;

use crate::TreeHasher;

/// Levels in a page.
pub(crate) const PAGE_LEVELS: u8 = 4;

/// Height of the upper tree over this many subjects: ⌈log₂ width⌉, and 0 for at most one.
pub fn depth(width: u32) -> u8 {
    u8::try_from(u32::BITS.saturating_sub(width.saturating_sub(1).leading_zeros())).unwrap_or(u8::MAX)
}

/// Nodes on a level of the upper tree.
pub(crate) fn nodes_at(width: u32, level: u8) -> u32 {
    match width.checked_sub(1) {
        Some(last) => last.checked_shr(u32::from(level)).unwrap_or(0).saturating_add(1),
        None => 0,
    }
}

/// Tiers of pages under this many subjects.
pub(crate) fn tiers(width: u32) -> u8 {
    match width {
        0 => 0,
        _ => depth(width).div_ceil(PAGE_LEVELS).max(1),
    }
}

/// The place of a page. Tier 0 stands on the subjects, 16 to a page; each further tier on the tops of the one below.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct PageKey {
    /// From the subjects upwards, at most 7.
    pub tier: u8,
    /// From the left.
    pub index: u32,
}

impl PageKey {
    /// Level of the page's lowest nodes.
    pub(crate) fn level(self) -> u8 {
        self.tier.saturating_mul(PAGE_LEVELS)
    }
}

/// Sixteen nodes of one level and the 8 + 4 + 2 above them. Their common top stands in the page of the next tier. Places
/// beyond the tree's width hold zeros, which nothing reads.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Page([Digest; 30]);

impl Default for Page {
    fn default() -> Self {
        Self([Digest([0; 32]); 30])
    }
}

/// Where a level of a page starts.
const fn start(local: u8) -> usize {
    match local {
        0 => 0,
        1 => 16,
        2 => 24,
        _ => 28,
    }
}

impl Page {
    /// A node by its level within the page (0 to 3) and its position within that level.
    pub(crate) fn node(&self, local: u8, at: u32) -> Digest {
        self.0.get(start(local).saturating_add(at as usize)).copied().unwrap_or_default()
    }

    pub(crate) fn set_node(&mut self, local: u8, at: u32, node: Digest) {
        if let Some(place) = self.0.get_mut(start(local).saturating_add(at as usize)) {
            *place = node;
        }
    }

    /// The parent of a pair within the page, and the number of hashes it took.
    pub(crate) fn parent<H: TreeHasher>(
        &self,
        key: PageKey,
        width: u32,
        local: u8,
        pair: u32,
    ) -> (Digest, u32) {
        let level = key.level().saturating_add(local);
        let right_at = pair.wrapping_mul(2).wrapping_add(1);
        let left = self.node(local, pair.wrapping_mul(2));
        // A page spans 16 >> local nodes of this level.
        let first = key.index.wrapping_shl(u32::from(PAGE_LEVELS.saturating_sub(local)));
        if first.wrapping_add(right_at) < nodes_at(width, level) {
            (H::node(&left, &self.node(local, right_at)), 1)
        } else if let Some(empty) = H::empty(level) {
            (H::node(&left, &empty), 1)
        } else {
            (left, 0)
        }
    }

    /// The page's top, or the tree's top where that stands inside of this page.
    pub(crate) fn top<H: TreeHasher>(&self, key: PageKey, width: u32) -> (Digest, u32) {
        let height = depth(width).saturating_sub(key.level());
        if height < PAGE_LEVELS {
            (self.node(height, 0), 0)
        } else {
            self.parent::<H>(key, width, 3, 0)
        }
    }

    /// Recomputes everything above the changed lowest nodes (one bit each). Gives the top and the number of hashes.
    pub(crate) fn settle<H: TreeHasher>(&mut self, key: PageKey, width: u32, changed: u16) -> (Digest, u32) {
        let height = depth(width).saturating_sub(key.level()).min(PAGE_LEVELS);
        let (mut changed, mut hashes) = (u32::from(changed), 0u32);
        let mut top = self.node(0, 0);
        for local in 0..height {
            let mut parents = 0u32;
            while changed != 0 {
                let pair = changed.trailing_zeros() / 2;
                changed &= !3u32.wrapping_shl(pair.wrapping_mul(2));
                let (node, cost) = self.parent::<H>(key, width, local, pair);
                hashes = hashes.saturating_add(cost);
                if local < 3 {
                    self.set_node(local.saturating_add(1), pair, node);
                }
                top = node;
                parents |= 1u32.wrapping_shl(pair);
            }
            changed = parents;
        }
        (top, hashes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_depth_is_the_binary_logarithm_rounded_up() {
        let depths = [0, 1, 2, 3, 4, 5, 8, 9, 16, 17, 1 << 31, (1 << 31) + 1, u32::MAX].map(depth);
        assert_eq!(depths, [0, 0, 1, 2, 2, 3, 3, 4, 4, 5, 31, 32, 32]);
    }

    #[test]
    fn the_last_level_is_one_node() {
        for width in [1, 2, 3, 15, 16, 17, 255, 256, 257, 1_000_000, u32::MAX] {
            assert_eq!(nodes_at(width, depth(width)), 1, "{width}");
            assert!(depth(width) == 0 || nodes_at(width, depth(width) - 1) == 2, "{width}");
        }
        assert_eq!(nodes_at(0, 0), 0);
    }

    #[test]
    fn a_tier_is_added_at_every_sixteenfold() {
        assert_eq!(
            [0, 1, 16, 17, 256, 257, 65_536, 65_537, u32::MAX].map(tiers),
            [0, 1, 1, 2, 2, 3, 4, 5, 8]
        );
    }

    #[test]
    fn a_page_is_960_bytes() {
        assert_eq!(Page::default().encode().len(), 960);
        assert_eq!(Page::max_encoded_len(), 960);
    }
}
