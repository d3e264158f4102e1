//! A directed multigraph with dense numbers, laid out for searching: arcs by where they start, and again by where they
//! end.

use alloc::{vec, vec::Vec};

/// A place, from 0.
pub type Node = u32;

/// A way to use a corridor, from 0, ascending with where it starts and then in the order in which arcs were given.
pub type Arc = u32;

/// Most places of a graph; totals of hours and hops then fit beside a cost in one key.
pub const MAX_NODES: u32 = 1 << 20;

/// Most hours of an arc: 119 years.
pub const MAX_ARC_HOURS: u32 = (1 << 20) - 1;

/// Bits of a key that count hops.
const HOP_BITS: u32 = 24;

/// Nothing.
pub(super) const NONE: u32 = u32::MAX;

/// An arc to be laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArcDraft {
    /// Where it starts.
    pub from: Node,
    /// Where it leads.
    pub to: Node,
    /// In micro-dollars.
    pub cost: u64,
    /// In hours.
    pub hours: u32,
    /// Hours until the evidence that it needs is at hand.
    pub lead: u32,
}

/// Why arcs make no graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphFault {
    /// More than [`MAX_NODES`].
    TooManyNodes,
    /// More arcs than numbers for them.
    TooManyArcs,
    /// An arc starts or leads where no node is.
    UnknownNode,
    /// An arc takes longer than [`MAX_ARC_HOURS`].
    TooLong,
}

/// What a path is ordered by: cost, then hours, then hops. Paths that lead on alike keep their order.
pub(super) type Key = u128;

/// An arc as a search from its start sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Out {
    pub cost: u64,
    pub to: Node,
    pub hours: u32,
}

/// An arc as a search from its end sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct In {
    pub cost: u64,
    pub from: Node,
    pub hours: u32,
    pub arc: Arc,
}

pub(super) fn step(cost: u64, hours: u32) -> Key {
    Key::from(cost).wrapping_shl(64) | Key::from(hours).wrapping_shl(HOP_BITS) | 1
}

/// The graph.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    nodes: u32,
    /// First arc of each node, and one behind the last.
    starts: Vec<u32>,
    outs: Vec<Out>,
    ends: Vec<u32>,
    ins: Vec<In>,
    sources: Vec<Node>,
    leads: Vec<u32>,
    /// Place of each arc among the drafts.
    drafts: Vec<u32>,
}

impl Graph {
    /// Lays out arcs between `nodes` places. Which of two ways that are alike in everything is taken is decided by the
    /// order of the drafts.
    pub fn new(nodes: u32, drafts: &[ArcDraft]) -> Result<Self, GraphFault> {
        if nodes > MAX_NODES {
            return Err(GraphFault::TooManyNodes);
        }
        if drafts.len() >= usize::try_from(NONE).unwrap_or(usize::MAX) {
            return Err(GraphFault::TooManyArcs);
        }
        for draft in drafts {
            if draft.from >= nodes || draft.to >= nodes {
                return Err(GraphFault::UnknownNode);
            }
            if draft.hours > MAX_ARC_HOURS {
                return Err(GraphFault::TooLong);
            }
        }
        let (starts, by_start) = sorted(nodes, drafts.iter().map(|draft| draft.from));
        let drafted = |place: &u32| drafts.get(at(*place));
        let outs: Vec<Out> = by_start
            .iter()
            .filter_map(drafted)
            .map(|draft| Out { cost: draft.cost, to: draft.to, hours: draft.hours })
            .collect();
        let sources: Vec<Node> = by_start.iter().filter_map(drafted).map(|draft| draft.from).collect();
        let leads = by_start.iter().filter_map(drafted).map(|draft| draft.lead).collect();
        let (ends, by_end) = sorted(nodes, outs.iter().map(|out| out.to));
        let ins = by_end
            .iter()
            .filter_map(|arc| {
                let (out, from) = (outs.get(at(*arc))?, *sources.get(at(*arc))?);
                Some(In { cost: out.cost, from, hours: out.hours, arc: *arc })
            })
            .collect();
        Ok(Self { nodes, starts, outs, ends, ins, sources, leads, drafts: by_start })
    }

    /// How many places.
    pub fn nodes(&self) -> u32 {
        self.nodes
    }

    /// How many arcs.
    pub fn arcs(&self) -> usize {
        self.outs.len()
    }

    /// Which of the drafts an arc was.
    pub fn draft(&self, arc: Arc) -> Option<u32> {
        self.drafts.get(at(arc)).copied()
    }

    /// Where an arc starts.
    pub fn source(&self, arc: Arc) -> Option<Node> {
        self.sources.get(at(arc)).copied()
    }

    /// Where an arc leads.
    pub fn target(&self, arc: Arc) -> Option<Node> {
        self.outs.get(at(arc)).map(|out| out.to)
    }

    /// What arcs one after the other cost, and their hours.
    pub fn totals(&self, arcs: &[Arc]) -> Option<(u64, u64)> {
        arcs.iter().try_fold((0u64, 0u64), |(cost, hours), arc| {
            let out = self.outs.get(at(*arc))?;
            Some((cost.checked_add(out.cost)?, hours.checked_add(out.hours.into())?))
        })
    }

    /// Hours until the evidence for all of these is at hand; it is gathered side by side.
    pub fn lead(&self, arcs: &[Arc]) -> u32 {
        arcs.iter().filter_map(|arc| self.leads.get(at(*arc)).copied()).max().unwrap_or_default()
    }

    pub(super) fn lead_of(&self, arc: Arc) -> u32 {
        self.leads.get(at(arc)).copied().unwrap_or_default()
    }

    pub(super) fn out(&self, arc: Arc) -> Option<&Out> {
        self.outs.get(at(arc))
    }

    /// The first arc of a node, and all of them.
    #[inline]
    pub(super) fn outs(&self, node: Node) -> (Arc, &[Out]) {
        let (from, to) = range(&self.starts, node);
        (from, self.outs.get(at(from)..at(to)).unwrap_or_default())
    }

    #[inline]
    pub(super) fn ins(&self, node: Node) -> &[In] {
        let (from, to) = range(&self.ends, node);
        self.ins.get(at(from)..at(to)).unwrap_or_default()
    }
}

#[inline]
fn range(starts: &[u32], node: Node) -> (u32, u32) {
    let from = starts.get(at(node)).copied().unwrap_or_default();
    (from, starts.get(at(node).saturating_add(1)).copied().unwrap_or(from))
}

/// A number as a place in memory.
#[inline]
pub(super) fn at(number: u32) -> usize {
    // No platform of this project has words of fewer than 32 bits.
    number as usize
}

/// A place in memory as a number.
pub(super) fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NONE)
}

/// Sorts by a node, and keeps the order otherwise: where each node begins, and what comes where.
fn sorted(nodes: u32, keys: impl Iterator<Item = Node> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; at(nodes).saturating_add(1)];
    let mut len = 0usize;
    for key in keys.clone() {
        len = len.saturating_add(1);
        if let Some(count) = starts.get_mut(at(key).saturating_add(1)) {
            *count = count.saturating_add(1);
        }
    }
    let mut sum = 0u32;
    for start in &mut starts {
        sum = sum.saturating_add(*start);
        *start = sum;
    }
    let mut next = starts.clone();
    let mut order = vec![0u32; len];
    for (place, key) in keys.enumerate() {
        if let Some(slot) = next.get_mut(at(key)) {
            if let Some(entry) = order.get_mut(at(*slot)) {
                *entry = number(place);
            }
            *slot = slot.saturating_add(1);
        }
    }
    (starts, order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(from: Node, to: Node, cost: u64) -> ArcDraft {
        ArcDraft { from, to, cost, hours: 1, lead: 0 }
    }

    #[test]
    fn arcs_are_found_from_both_ends_in_the_order_in_which_they_were_given() {
        let drafts = [draft(2, 0, 7), draft(0, 1, 5), draft(0, 2, 6), draft(0, 1, 4)];
        let graph = Graph::new(3, &drafts).unwrap();
        let (first, outs) = graph.outs(0);
        assert_eq!((first, outs.iter().map(|out| out.cost).collect::<Vec<_>>()), (0, vec![5, 6, 4]));
        assert_eq!((0..4).filter_map(|arc| graph.draft(arc)).collect::<Vec<_>>(), [1, 2, 3, 0]);
        assert_eq!(
            graph.ins(1).iter().map(|back| (back.from, back.arc)).collect::<Vec<_>>(),
            [(0, 0), (0, 2)]
        );
        assert!(graph.outs(1).1.is_empty());
        assert_eq!(graph.totals(&[1, 3]), Some((13, 2)));
        assert_eq!(graph.totals(&[9]), None);
    }

    #[test]
    fn what_is_no_graph_is_refused() {
        assert_eq!(Graph::new(1, &[draft(0, 1, 0)]).unwrap_err(), GraphFault::UnknownNode);
        assert_eq!(Graph::new(MAX_NODES + 1, &[]).unwrap_err(), GraphFault::TooManyNodes);
        let slow = ArcDraft { hours: MAX_ARC_HOURS + 1, ..draft(0, 1, 0) };
        assert_eq!(Graph::new(2, &[slow]).unwrap_err(), GraphFault::TooLong);
        assert_eq!(Graph::new(0, &[]).unwrap().arcs(), 0);
    }
}
