//! What is at least still to come: short searches backwards from the target, one for each thing that is counted.

use alloc::{collections::BinaryHeap, vec::Vec};
use core::cmp::Reverse;

use super::graph::{at, Graph, In, Node};

/// How many nodes a search backwards looks behind, so that large graphs cost little.
const MAX_NODES: u32 = 256;

#[derive(Clone, Copy, Default)]
struct Mark {
    least: u64,
    round: u32,
    is_settled: bool,
}

/// The least of one measure from each node to the target. Exact close to the target, and beyond that the radius up to
/// which it is exact.
#[derive(Default)]
pub(super) struct Bound {
    marks: Vec<Mark>,
    heap: BinaryHeap<Reverse<(u64, Node)>>,
    /// Nodes by their hops.
    queue: Vec<Node>,
    round: u32,
    /// Every other node is at least that far; none where there is no other node.
    radius: Option<u64>,
    is_on: bool,
}

impl Bound {
    /// Says 0 of every node.
    pub fn turn_off(&mut self) {
        self.is_on = false;
    }

    fn start(&mut self, graph: &Graph) {
        self.is_on = true;
        self.heap.clear();
        self.queue.clear();
        self.round = self.round.wrapping_add(1);
        if self.round == 0 || self.marks.len() < at(graph.nodes()) {
            self.marks.clear();
            self.marks.resize(at(graph.nodes()), Mark::default());
            self.round = 1;
        }
    }

    /// Looks backwards. Gives back how many nodes were settled.
    pub fn compute(&mut self, graph: &Graph, to: Node, measure: impl Fn(&In) -> u64) -> u64 {
        self.start(graph);
        self.reach(to, 0);
        let mut settled = 0u32;
        while settled < MAX_NODES {
            let Some(Reverse((least, node))) = self.heap.pop() else { break };
            match self.marks.get_mut(at(node)) {
                Some(mark) if !mark.is_settled => mark.is_settled = true,
                _ => continue,
            }
            settled = settled.saturating_add(1);
            for back in graph.ins(node) {
                self.reach(back.from, least.saturating_add(measure(back)));
            }
        }
        self.radius = self.heap.peek().map(|Reverse((least, _))| *least);
        settled.into()
    }

    /// Looks backwards and counts hops, no further than `most` of them: level by level, for which no heap is needed.
    pub fn compute_hops(&mut self, graph: &Graph, to: Node, most: u32) -> u64 {
        self.start(graph);
        self.level(to, 0);
        let mut settled = 0u32;
        self.radius = loop {
            let Some(node) = self.queue.get(at(settled)).copied() else { break None };
            let next = self.marks.get(at(node)).map_or(0, |mark| mark.least).saturating_add(1);
            if settled >= MAX_NODES || next > most.into() {
                break Some(next);
            }
            settled = settled.saturating_add(1);
            for back in graph.ins(node) {
                self.level(back.from, next);
            }
        };
        settled.into()
    }

    fn level(&mut self, node: Node, least: u64) {
        let round = self.round;
        if let Some(mark) = self.marks.get_mut(at(node)).filter(|mark| mark.round != round) {
            *mark = Mark { least, round, is_settled: true };
            self.queue.push(node);
        }
    }

    fn reach(&mut self, node: Node, least: u64) {
        let round = self.round;
        if let Some(mark) = self.marks.get_mut(at(node)) {
            if mark.round != round || (!mark.is_settled && least < mark.least) {
                *mark = Mark { least, round, is_settled: false };
                self.heap.push(Reverse((least, node)));
            }
        }
    }

    /// At least so much from here to the target; `None` where no way leads there.
    #[inline]
    pub fn least(&self, node: Node) -> Option<u64> {
        if !self.is_on {
            return Some(0);
        }
        match self.marks.get(at(node)) {
            Some(mark) if mark.round == self.round && mark.is_settled => Some(mark.least),
            _ => self.radius,
        }
    }
}
