//! The cheapest way where nothing limits it: Dijkstra's search from both ends at once.
//!
//! Ways of equal cost are told apart by hours, then hops, then the order of their arcs; so the answer is one, and the
//! same as that of the search with limits.

use alloc::{collections::BinaryHeap, vec::Vec};
use core::cmp::{Ordering, Reverse};

use super::graph::{at, step, Arc, Graph, Key, Node, NONE};

/// What one side of the search knows of a node.
#[derive(Clone, Copy, Default)]
struct Mark {
    key: Key,
    /// Of which search this is; older ones do not count.
    round: u32,
    /// How one gets here: the last arc, or seen from the target the first.
    arc: Arc,
    is_settled: bool,
}

/// One side of the search. Marks of earlier searches stay in memory and are recognised by their round, so that a search
/// costs what it touches and not what the graph holds.
#[derive(Default)]
struct Side {
    marks: Vec<Mark>,
    heap: BinaryHeap<Reverse<(Key, Node)>>,
    round: u32,
}

impl Side {
    fn start(&mut self, nodes: u32, node: Node) {
        self.heap.clear();
        self.round = self.round.wrapping_add(1);
        if self.round == 0 || self.marks.len() < at(nodes) {
            self.marks.clear();
            self.marks.resize(at(nodes), Mark::default());
            self.round = 1;
        }
        self.put(node, 0, NONE);
    }

    #[inline]
    fn mark(&self, node: Node) -> Option<&Mark> {
        self.marks.get(at(node)).filter(|mark| mark.round == self.round)
    }

    #[inline]
    fn put(&mut self, node: Node, key: Key, arc: Arc) {
        if let Some(mark) = self.marks.get_mut(at(node)) {
            *mark = Mark { key, round: self.round, arc, is_settled: false };
            self.heap.push(Reverse((key, node)));
        }
    }

    /// The lowest key that is not settled yet.
    fn top(&mut self) -> Option<Key> {
        loop {
            let Reverse((key, node)) = *self.heap.peek()?;
            let stale = self.marks.get(at(node)).is_none_or(|mark| mark.is_settled || mark.key != key);
            if !stale {
                return Some(key);
            }
            self.heap.pop();
        }
    }

    fn settle(&mut self) -> Option<(Key, Node)> {
        let Reverse((key, node)) = self.heap.pop()?;
        self.marks.get_mut(at(node))?.is_settled = true;
        Some((key, node))
    }
}

/// Memory of the search, kept between searches.
#[derive(Default)]
pub struct FastSearch {
    forward: Side,
    backward: Side,
    settled: u64,
}

/// A way through: an arc from what was reached from the source to what was reached from the target.
#[derive(Clone, Copy)]
struct Meeting {
    key: Key,
    arc: Arc,
}

impl FastSearch {
    /// Nodes settled by the last search, from both sides.
    pub fn settled(&self) -> u64 {
        self.settled
    }

    /// The arcs of the cheapest way; `None` where there is none, or where it goes nowhere.
    pub fn run(&mut self, graph: &Graph, from: Node, to: Node) -> Option<Vec<Arc>> {
        self.settled = 0;
        if from == to || from >= graph.nodes() || to >= graph.nodes() {
            return None;
        }
        self.forward.start(graph.nodes(), from);
        self.backward.start(graph.nodes(), to);
        let mut best: Option<Meeting> = None;
        // A side that has nothing left has seen every way.
        while let (Some(ahead), Some(behind)) = (self.forward.top(), self.backward.top()) {
            // Equal keys are followed up: the order of arcs may still decide.
            if best.is_some_and(|best| ahead.checked_add(behind).is_none_or(|least| least > best.key)) {
                break;
            }
            self.settled = self.settled.saturating_add(1);
            if self.forward.heap.len() <= self.backward.heap.len() {
                self.advance(graph, &mut best, behind)?;
            } else {
                self.retreat(graph, &mut best, ahead)?;
            }
        }
        let mut arcs = self.prefix(graph, graph.source(best?.arc)?);
        arcs.push(best?.arc);
        self.extend_suffix(graph, graph.target(best?.arc)?, &mut arcs);
        Some(arcs)
    }

    fn advance(&mut self, graph: &Graph, best: &mut Option<Meeting>, behind: Key) -> Option<()> {
        let (key, node) = self.forward.settle()?;
        let (first, outs) = graph.outs(node);
        for (arc, out) in (first..).zip(outs) {
            let Some(reached) = key.checked_add(step(out.cost, out.hours)) else { continue };
            let other = self.backward.mark(out.to).map(|mark| (mark.key, mark.is_settled));
            if let Some((rest, is_settled)) = other {
                self.meet(graph, best, reached.checked_add(rest), arc);
                // Whatever leads on from there has just been seen.
                if is_settled {
                    continue;
                }
            }
            if best.is_some_and(|best| reached.checked_add(behind).is_none_or(|least| least > best.key)) {
                continue;
            }
            match self.forward.mark(out.to).map(|mark| (mark.key.cmp(&reached), mark.arc, mark.is_settled)) {
                None | Some((Ordering::Greater, ..)) => self.forward.put(out.to, reached, arc),
                Some((Ordering::Equal, standing, false)) => {
                    if self.arrives_first(graph, arc, standing) {
                        if let Some(mark) = self.forward.marks.get_mut(at(out.to)) {
                            mark.arc = arc;
                        }
                    }
                }
                Some(_) => (),
            }
        }
        Some(())
    }

    fn retreat(&mut self, graph: &Graph, best: &mut Option<Meeting>, ahead: Key) -> Option<()> {
        let (key, node) = self.backward.settle()?;
        for back in graph.ins(node) {
            let Some(reached) = key.checked_add(step(back.cost, back.hours)) else { continue };
            let other = self.forward.mark(back.from).map(|mark| (mark.key, mark.is_settled));
            if let Some((rest, is_settled)) = other {
                self.meet(graph, best, reached.checked_add(rest), back.arc);
                if is_settled {
                    continue;
                }
            }
            if best.is_some_and(|best| reached.checked_add(ahead).is_none_or(|least| least > best.key)) {
                continue;
            }
            match self
                .backward
                .mark(back.from)
                .map(|mark| (mark.key.cmp(&reached), mark.arc, mark.is_settled))
            {
                None | Some((Ordering::Greater, ..)) => self.backward.put(back.from, reached, back.arc),
                // What follows differs from its first arc on, or not at all.
                Some((Ordering::Equal, standing, false)) if back.arc < standing => {
                    if let Some(mark) = self.backward.marks.get_mut(at(back.from)) {
                        mark.arc = back.arc;
                    }
                }
                Some(_) => (),
            }
        }
        Some(())
    }

    fn meet(&self, graph: &Graph, best: &mut Option<Meeting>, key: Option<Key>, arc: Arc) {
        let Some(key) = key else { return };
        let is_better = match best {
            None => true,
            Some(standing) => match key.cmp(&standing.key) {
                Ordering::Less => true,
                Ordering::Equal => {
                    arc != standing.arc && self.whole(graph, arc) < self.whole(graph, standing.arc)
                }
                Ordering::Greater => false,
            },
        };
        if is_better {
            *best = Some(Meeting { key, arc });
        }
    }

    /// Whether the way whose last arc is the first of these comes before the other one, of as many arcs.
    fn arrives_first(&self, graph: &Graph, arc: Arc, standing: Arc) -> bool {
        let way = |last: Arc| {
            let mut arcs = graph.source(last).map(|node| self.prefix(graph, node)).unwrap_or_default();
            arcs.push(last);
            arcs
        };
        way(arc) < way(standing)
    }

    fn whole(&self, graph: &Graph, arc: Arc) -> Option<Vec<Arc>> {
        let mut arcs = self.prefix(graph, graph.source(arc)?);
        arcs.push(arc);
        self.extend_suffix(graph, graph.target(arc)?, &mut arcs);
        Some(arcs)
    }

    fn prefix(&self, graph: &Graph, node: Node) -> Vec<Arc> {
        let mut arcs = Vec::new();
        let mut node = Some(node);
        while let Some(arc) = node.and_then(|node| self.forward.mark(node)).map(|mark| mark.arc) {
            if arc == NONE {
                break;
            }
            arcs.push(arc);
            node = graph.source(arc);
        }
        arcs.reverse();
        arcs
    }

    fn extend_suffix(&self, graph: &Graph, node: Node, arcs: &mut Vec<Arc>) {
        let mut node = Some(node);
        while let Some(arc) = node.and_then(|node| self.backward.mark(node)).map(|mark| mark.arc) {
            if arc == NONE {
                break;
            }
            arcs.push(arc);
            node = graph.target(arc);
        }
    }
}
