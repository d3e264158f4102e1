//! The tree of MERKLE_ROOT and MERKLE_VERIFY. Nodes and root are the compliance tensor's: Keccak-256, a tag byte before
//! each kind of node, an unpaired node moves up unhashed (RFC 6962), and the width is hashed into the root. So a proof's
//! shape follows from the index and the width alone, and no node can pass for a leaf. A leaf is any word.

use alloc::vec::Vec;
use msez_core::Digest;
use msez_tensor::{Keccak, TreeHasher};

use crate::{Crypto, Word};

/// Tag of a leaf, as in the tensor.
const LEAF: u8 = 0x00;

fn leaf<C: Crypto>(leaf: &Word) -> Digest {
    let mut preimage = [LEAF; 33];
    if let Some(body) = preimage.last_chunk_mut::<32>() {
        *body = leaf.to_be_bytes();
    }
    Digest(C::keccak256(&preimage))
}

fn node<C: Crypto>(left: &Digest, right: &Digest) -> Digest {
    Keccak::<C>::node(left, right)
}

fn root<C: Crypto>(width: u32, top: &Digest) -> Word {
    Word::from_be_bytes(Keccak::<C>::root(width, top).0)
}

/// Root over leaves, the leftmost first; 0 for none.
pub fn merkle_root<C: Crypto>(leaves: &[Word]) -> Word {
    let width = u32::try_from(leaves.len()).unwrap_or(u32::MAX);
    let mut level: Vec<Digest> = leaves.iter().map(leaf::<C>).collect();
    while level.len() > 1 {
        level = level
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => node::<C>(left, right),
                // Of a chunk of one.
                rest => rest.first().copied().unwrap_or_default(),
            })
            .collect();
    }
    level.first().map_or(Word::ZERO, |top| root::<C>(width, top))
}

/// Number of siblings in the proof of a leaf; `None` if there is no such leaf.
pub fn merkle_path_len(index: u32, width: u32) -> Option<u32> {
    let mut last = width.checked_sub(1)?;
    let mut index = Some(index).filter(|index| *index <= last)?;
    let mut siblings = 0u32;
    while last > 0 {
        // The last node of a level has no partner if its place is even.
        if index != last || index & 1 == 1 {
            siblings = siblings.saturating_add(1);
        }
        index >>= 1;
        last >>= 1;
    }
    Some(siblings)
}

/// Whether a leaf stands at an index of a tree of so many leaves. Siblings from the lowest up, exactly
/// [`merkle_path_len`] of them.
pub fn merkle_verify<C: Crypto>(
    expected: &Word,
    value: &Word,
    index: u32,
    width: u32,
    siblings: &[Word],
) -> bool {
    let Some(last) = width.checked_sub(1).filter(|last| index <= *last) else { return false };
    let (mut index, mut last) = (index, last);
    let mut hash = leaf::<C>(value);
    let mut siblings = siblings.iter();
    while last > 0 {
        if index & 1 == 1 {
            let Some(sibling) = siblings.next() else { return false };
            hash = node::<C>(&Digest(sibling.to_be_bytes()), &hash);
        } else if index != last {
            let Some(sibling) = siblings.next() else { return false };
            hash = node::<C>(&hash, &Digest(sibling.to_be_bytes()));
        }
        index >>= 1;
        last >>= 1;
    }
    siblings.next().is_none() && root::<C>(width, &hash) == *expected
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SoftCrypto;

    /// The siblings of a leaf, found by building every level.
    fn path(leaves: &[Word], index: usize) -> Vec<Word> {
        let mut level: Vec<Digest> = leaves.iter().map(leaf::<SoftCrypto>).collect();
        let (mut index, mut path) = (index, Vec::new());
        while level.len() > 1 {
            path.extend(level.get(index ^ 1).map(|sibling| Word::from_be_bytes(sibling.0)));
            level = level
                .chunks(2)
                .map(|pair| if pair.len() == 2 { node::<SoftCrypto>(&pair[0], &pair[1]) } else { pair[0] })
                .collect();
            index /= 2;
        }
        path
    }

    #[test]
    fn every_leaf_of_every_small_tree_verifies_at_its_index_only() {
        for width in 1u32..20 {
            let leaves: Vec<Word> = (0..width).map(Word::from).collect();
            let root = merkle_root::<SoftCrypto>(&leaves);
            for index in 0..width {
                let path = path(&leaves, index as usize);
                assert_eq!(merkle_path_len(index, width), Some(path.len() as u32), "{index}/{width}");
                for claimed in 0..width {
                    let holds = merkle_verify::<SoftCrypto>(&root, &index.into(), claimed, width, &path);
                    assert_eq!(holds, claimed == index, "{index} as {claimed} of {width}");
                }
                assert!(!merkle_verify::<SoftCrypto>(&root, &index.into(), index, width + 1, &path));
                assert!(!merkle_verify::<SoftCrypto>(&root, &(width + 7).into(), index, width, &path));
            }
            assert_eq!(merkle_path_len(width, width), None);
        }
        assert_eq!(merkle_path_len(0, 0), None);
        assert_eq!(merkle_root::<SoftCrypto>(&[]), Word::ZERO);
    }
}
