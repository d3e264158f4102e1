//! Walks between known nodes and a top, shared by every kind of proof.

use alloc::{borrow::Cow, vec::Vec};
use core::slice::Iter;
use msez_core::Digest;

use super::ProofError;
use crate::{
    lane::halve,
    page::{depth, nodes_at, PAGE_LEVELS},
    Page, PageKey, Store, TreeError, TreeHasher,
};

/// Siblings are taken level by level from below, each level from the left.
pub(super) struct Siblings<'a>(Iter<'a, Digest>);

impl<'a> Siblings<'a> {
    pub(super) fn new(siblings: &'a [Digest]) -> Self {
        Self(siblings.iter())
    }

    fn next(&mut self) -> Result<&'a Digest, ProofError> {
        self.0.next().ok_or(ProofError::MissingSibling)
    }

    /// Every sibling must have had its use.
    pub(super) fn finish(mut self) -> Result<(), ProofError> {
        match self.0.next() {
            None => Ok(()),
            Some(_) => Err(ProofError::ExtraSibling),
        }
    }
}

/// One level up: pairs known nodes with each other or with siblings. `nodes` is strictly ascending and stays so.
///
/// `exists` says whether the neighbour at a position is there; where it is not, `empty` stands for it, or nothing does
/// and the node moves up as it is.
fn level_up<H: TreeHasher>(
    nodes: &mut Vec<(u32, Digest)>,
    siblings: &mut Siblings<'_>,
    exists: impl Fn(u32) -> bool,
    empty: Option<Digest>,
) -> Result<(), ProofError> {
    let (mut read, mut write) = (0usize, 0usize);
    while let Some((at, node)) = nodes.get(read).copied() {
        read = read.wrapping_add(1);
        let neighbour = at ^ 1;
        let is_left = at & 1 == 0;
        let parent = match nodes.get(read) {
            Some((next, right)) if is_left && *next == neighbour => {
                read = read.wrapping_add(1);
                H::node(&node, right)
            }
            _ if exists(neighbour) => {
                let sibling = siblings.next()?;
                if is_left {
                    H::node(&node, sibling)
                } else {
                    H::node(sibling, &node)
                }
            }
            _ => empty.map_or(node, |empty| H::node(&node, &empty)),
        };
        if let Some(place) = nodes.get_mut(write) {
            *place = (at >> 1, parent);
        }
        write = write.wrapping_add(1);
    }
    nodes.truncate(write);
    Ok(())
}

/// From known subject nodes (strictly ascending, below the width) to the top of the upper tree.
pub(super) fn climb_upper<H: TreeHasher>(
    mut nodes: Vec<(u32, Digest)>,
    width: u32,
    siblings: &[Digest],
) -> Result<Digest, ProofError> {
    let mut siblings = Siblings::new(siblings);
    for level in 0..depth(width) {
        let count = nodes_at(width, level);
        level_up::<H>(&mut nodes, &mut siblings, |at| at < count, H::empty(level))?;
    }
    siblings.finish()?;
    nodes.first().map(|(_, top)| *top).ok_or(ProofError::NothingAsked)
}

/// From known leaves (strictly ascending by domain, each in `slots`) to the root of a lane.
pub(super) fn climb_lane<H: TreeHasher>(
    mut nodes: Vec<(u32, Digest)>,
    slots: u32,
    siblings: &[Digest],
) -> Result<Digest, ProofError> {
    let mut siblings = Siblings::new(siblings);
    let mut present = slots;
    while present > 1 {
        level_up::<H>(&mut nodes, &mut siblings, |at| present.wrapping_shr(at) & 1 == 1, None)?;
        present = halve(present);
    }
    siblings.finish()?;
    nodes.first().map(|(_, root)| *root).ok_or(ProofError::NothingAsked)
}

/// The siblings that lead from these subjects (strictly ascending, below the width) to the top.
pub(super) fn upper_siblings<S: Store>(store: &S, mut known: Vec<u32>) -> Result<Vec<Digest>, TreeError> {
    let width = store.width();
    let height = depth(width);
    let mut siblings = Vec::with_capacity(usize::from(height).saturating_mul(known.len()));
    let mut pages: Vec<(u32, Cow<'_, Page>)> = Vec::with_capacity(known.len());
    for level in 0..height {
        let (tier, local) = (level / PAGE_LEVELS, level % PAGE_LEVELS);
        let page_bits = u32::from(PAGE_LEVELS.saturating_sub(local));
        if local == 0 {
            pages.clear();
            for index in known.iter().map(|at| at >> 4) {
                if pages.last().is_none_or(|(last, _)| *last != index) {
                    pages.push((index, store.page(PageKey { tier, index }).ok_or(TreeError::MissingPage)?));
                }
            }
        }
        let count = nodes_at(width, level);
        let mut page = pages.iter().peekable();
        let (mut read, mut write) = (0usize, 0usize);
        while let Some(at) = known.get(read).copied() {
            read = read.wrapping_add(1);
            let neighbour = at ^ 1;
            if known.get(read) == Some(&neighbour) {
                read = read.wrapping_add(1);
            } else if neighbour < count {
                let index = at.wrapping_shr(page_bits);
                while page.next_if(|(other, _)| *other != index).is_some() {}
                let (_, nodes) = page.peek().ok_or(TreeError::MissingPage)?;
                let within = neighbour & 1u32.wrapping_shl(page_bits).wrapping_sub(1);
                siblings.push(nodes.node(local, within));
            }
            if let Some(place) = known.get_mut(write) {
                *place = at >> 1;
            }
            write = write.wrapping_add(1);
        }
        known.truncate(write);
    }
    Ok(siblings)
}
