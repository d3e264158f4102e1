//! The best way within limits: label setting with Pareto dominance, best first.
//!
//! A label is a way to a node with everything it used up. A label that is no better in anything than another one at the
//! same node is dropped. Lower bounds from short backward searches order the labels and drop those that cannot arrive.
//!
//! A way never passes a place twice. Without places that must or should be passed, a way that does is never the best, so
//! nothing has to be done. With them it may be; then the search is repeated with the places that were passed twice
//! marked as critical, until the best way passes none twice (decremental state-space relaxation). That keeps labels few
//! and the answer exact.

use alloc::{collections::BinaryHeap, vec, vec::Vec};
use core::cmp::{Ordering, Reverse};

use super::{
    bounds::Bound,
    graph::{at, number, Arc, Graph, Node, NONE},
};

/// Most places that must be passed.
pub const MAX_REQUIRED: usize = 16;

/// Places that can be critical at a time.
const MAX_CRITICAL: usize = 64;

/// Comparisons of labels for each label that may be made. Where many labels at a place are worse than none of the others,
/// comparing them is the work, and most of them are never kept.
const COMPARISONS: u64 = 256;

/// What a way may use up. Equal is within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Micro-dollars.
    pub cost: u64,
    /// Hours under way.
    pub hours: u64,
    /// Hours until arrival: until the evidence is at hand, and then under way.
    pub arrival: u64,
    /// Hops.
    pub hops: u32,
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self { cost: u64::MAX, hours: u64::MAX, arrival: u64::MAX, hops: u32::MAX };
}

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Quest<'a> {
    /// Where it starts.
    pub from: Node,
    /// Where it ends.
    pub to: Node,
    /// What it may use up.
    pub limits: Limits,
    /// Must be passed; ascending, at most [`MAX_REQUIRED`].
    pub required: &'a [Node],
    /// Decide between ways of equal cost: the more of them are passed, the better. Ascending.
    pub preferred: &'a [Node],
}

/// What a way is ordered by, the smallest first. Ways alike in all of it are ordered by their arcs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub cost: u64,
    pub preferred: Reverse<u32>,
    pub hours: u64,
    pub hops: u32,
}

/// How a search ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The arcs of the way, if one was found.
    pub arcs: Option<Vec<Arc>>,
    /// The search was cut off by the bound on labels: there may be a way, or a better one.
    pub is_truncated: bool,
}

#[derive(Clone, Copy)]
struct Label {
    rank: Rank,
    lead: u32,
    /// Which required places were passed, a bit each.
    passed: u32,
    /// Which critical places were passed, a bit each.
    critical: u64,
    node: Node,
    parent: u32,
    arc: Arc,
    /// Next label at the node.
    next: u32,
    is_alive: bool,
}

/// What is not to be used, for alternatives.
#[derive(Clone, Copy, Default)]
pub(super) struct Bans<'a> {
    /// Arcs that lead to where the search starts, in their order; the places on it are closed.
    pub root: &'a [Arc],
    /// Arcs that are not to be taken from there.
    pub first: &'a [Arc],
}

/// Memory of the search, kept between searches.
#[derive(Default)]
pub struct LabelSearch {
    labels: Vec<Label>,
    heap: BinaryHeap<Reverse<(u64, u32)>>,
    /// First label of each node, with the round in which it was written.
    heads: Vec<(u32, u32)>,
    round: u32,
    cost: Bound,
    hours: Bound,
    hops: Bound,
    critical: Vec<Node>,
    closed: Vec<Node>,
    settled: u64,
    created: u64,
    compared: u64,
}

impl LabelSearch {
    /// Labels and nodes settled since the bounds were computed.
    pub fn settled(&self) -> u64 {
        self.settled
    }

    #[cfg(test)]
    pub(super) fn created(&self) -> u64 {
        self.created
    }

    /// Computes the lower bounds for a target. Serves every search with the same graph, target and kind of limits.
    pub(super) fn prepare(&mut self, graph: &Graph, quest: &Quest) {
        (self.created, self.compared) = (0, 0);
        self.settled = self.cost.compute(graph, quest.to, |back| back.cost);
        self.hours.turn_off();
        self.hops.turn_off();
        if quest.limits.hours.min(quest.limits.arrival) < u64::MAX {
            let settled = self.hours.compute(graph, quest.to, |back| back.hours.into());
            self.settled = self.settled.saturating_add(settled);
        }
        if quest.limits.hops < graph.nodes() {
            let settled = self.hops.compute_hops(graph, quest.to, quest.limits.hops);
            self.settled = self.settled.saturating_add(settled);
        }
    }

    /// Computes nothing but the hops to the target, up to half of what is allowed, and tells whether more than that is
    /// needed. Then few nodes are near enough to both ends, and a search among them ends soon.
    pub(super) fn prepare_tight(&mut self, graph: &Graph, quest: &Quest) -> bool {
        (self.created, self.compared) = (0, 0);
        self.cost.turn_off();
        self.hours.turn_off();
        let half = quest.limits.hops.wrapping_div(2);
        self.settled = self.hops.compute_hops(graph, quest.to, half);
        self.hops.least(quest.from).is_none_or(|least| least > half.into())
    }

    /// The best way that starts with `bans.root`. At most `max_labels` labels are made since `prepare`, and
    /// compared some 256 times as often.
    pub(super) fn run(&mut self, graph: &Graph, quest: &Quest, bans: Bans, max_labels: u32) -> Found {
        self.critical.clear();
        self.closed.clear();
        self.closed.push(quest.from);
        self.closed.extend(bans.root.iter().filter_map(|arc| graph.target(*arc)));
        loop {
            let found = self.relaxed(graph, quest, bans, max_labels);
            let Some(arcs) = &found.arcs else { return found };
            let repeated = repeated(graph, arcs);
            if repeated.is_empty() {
                return found;
            }
            if found.is_truncated || self.critical.len().saturating_add(repeated.len()) > MAX_CRITICAL {
                return Found { arcs: None, is_truncated: true };
            }
            self.critical.extend(repeated);
        }
    }

    /// The best way that passes no critical place twice; it may pass others twice.
    fn relaxed(&mut self, graph: &Graph, quest: &Quest, bans: Bans, max_labels: u32) -> Found {
        let Some(start) = self.start(graph, quest, bans.root) else { return Found::default() };
        let full = bits(quest.required);
        let active = Active {
            hours: quest.limits.hours.min(quest.limits.arrival) < u64::MAX,
            lead: quest.limits.arrival < u64::MAX,
            // Ways that pass a place twice must not displace shorter ones, which can go on for longer.
            hops: quest.limits.hops < graph.nodes()
                || !quest.required.is_empty()
                || !quest.preferred.is_empty(),
        };
        let max_hops = quest.limits.hops.min(graph.nodes().saturating_sub(1));
        let max_compared = COMPARISONS.saturating_mul(max_labels.into());
        let last = u32::from(bit(quest.required, quest.to) == 0);
        let mut best = NONE;
        let mut is_truncated = false;
        self.heap.push(Reverse((self.cost.least(start).unwrap_or_default(), 0)));
        'search: while let Some(Reverse((least, index))) = self.heap.pop() {
            let Some(label) = self.labels.get(at(index)).copied().filter(|label| label.is_alive) else {
                continue;
            };
            if self.rank(best).is_some_and(|best| least > best.cost) {
                break;
            }
            if self.compared > max_compared {
                is_truncated = true;
                break;
            }
            self.settled = self.settled.saturating_add(1);
            if label.rank.hops >= max_hops {
                continue;
            }
            let (first, outs) = graph.outs(label.node);
            for (arc, out) in (first..).zip(outs) {
                let Some(cost) = label.rank.cost.checked_add(out.cost) else { continue };
                let Some(least) = self.cost.least(out.to).and_then(|rest| cost.checked_add(rest)) else {
                    continue;
                };
                if least > quest.limits.cost || self.rank(best).is_some_and(|best| least > best.cost) {
                    continue;
                }
                let hours = label.rank.hours.saturating_add(out.hours.into());
                let hops = label.rank.hops.saturating_add(1);
                let lead = if active.lead { label.lead.max(graph.lead_of(arc)) } else { 0 };
                if active.hours {
                    let Some(least) = self.hours.least(out.to) else { continue };
                    let least = hours.saturating_add(least);
                    let arrival = least.saturating_add(lead.into());
                    if least > quest.limits.hours || arrival > quest.limits.arrival {
                        continue;
                    }
                }
                if quest.limits.hops < graph.nodes() {
                    let Some(least) = self.hops.least(out.to) else { continue };
                    if u64::from(hops).saturating_add(least) > quest.limits.hops.into() {
                        continue;
                    }
                }
                if self.closed.contains(&out.to) || (label.parent == NONE && bans.first.contains(&arc)) {
                    continue;
                }
                let Some(critical) = with_bit(label.critical, &self.critical, out.to) else { continue };
                let passed = label.passed | bit(quest.required, out.to);
                let arrives = out.to == quest.to;
                // Each place that is still to be passed takes a hop, and the end does.
                let rest = (full & !passed).count_ones().saturating_add(last);
                if !arrives && hops.saturating_add(rest) > max_hops {
                    continue;
                }
                let extra = u32::from(quest.preferred.binary_search(&out.to).is_ok());
                let preferred = Reverse(label.rank.preferred.0.saturating_add(extra));
                let reached = Label {
                    rank: Rank { cost, preferred, hours, hops },
                    lead,
                    passed,
                    critical,
                    node: out.to,
                    parent: index,
                    arc,
                    next: NONE,
                    is_alive: true,
                };
                if arrives {
                    // A way ends where it arrives, so everything must have been passed by then.
                    if passed != full || !self.improves(&reached, best) {
                        continue;
                    }
                } else if self.is_dominated(&reached, active) {
                    continue;
                }
                if self.created >= max_labels.into() {
                    is_truncated = true;
                    break 'search;
                }
                self.created = self.created.saturating_add(1);
                let place = number(self.labels.len());
                if arrives {
                    best = place;
                    self.labels.push(reached);
                } else {
                    self.link(reached, place);
                    self.heap.push(Reverse((least, place)));
                }
            }
        }
        let arcs = (best != NONE).then(|| {
            let mut arcs = bans.root.to_vec();
            arcs.extend(self.way(best));
            arcs
        });
        Found { arcs, is_truncated }
    }

    /// Makes ready, and puts the label from which everything starts. Gives back its node.
    fn start(&mut self, graph: &Graph, quest: &Quest, root: &[Arc]) -> Option<Node> {
        self.labels.clear();
        self.heap.clear();
        self.round = self.round.wrapping_add(1);
        if self.round == 0 || self.heads.len() < at(graph.nodes()) {
            self.heads.clear();
            self.heads.resize(at(graph.nodes()), (NONE, 0));
            self.round = 1;
        }
        let mut label = Label {
            rank: Rank { cost: 0, preferred: Reverse(0), hours: 0, hops: 0 },
            lead: graph.lead(root),
            passed: bit(quest.required, quest.from),
            critical: 0,
            node: quest.from,
            parent: NONE,
            arc: NONE,
            next: NONE,
            is_alive: true,
        };
        for arc in root {
            let out = graph.out(*arc)?;
            label.rank.cost = label.rank.cost.checked_add(out.cost)?;
            label.rank.hours = label.rank.hours.checked_add(out.hours.into())?;
            label.rank.hops = label.rank.hops.checked_add(1)?;
            let extra = u32::from(quest.preferred.binary_search(&out.to).is_ok());
            label.rank.preferred.0 = label.rank.preferred.0.saturating_add(extra);
            label.passed |= bit(quest.required, out.to);
            label.node = out.to;
        }
        // What starts critical is closed, and needs no bit.
        self.labels.push(label);
        Some(label.node)
    }

    fn rank(&self, index: u32) -> Option<Rank> {
        self.labels.get(at(index)).map(|label| label.rank)
    }

    fn improves(&self, reached: &Label, best: u32) -> bool {
        match self.labels.get(at(best)) {
            None => true,
            Some(best) => match reached.rank.cmp(&best.rank) {
                Ordering::Less => true,
                Ordering::Equal => self.precedes(reached, best),
                Ordering::Greater => false,
            },
        }
    }

    /// Whether a label at the same node makes this one needless; where not, removes those that this one makes needless.
    fn is_dominated(&mut self, reached: &Label, active: Active) -> bool {
        let (head, round) = self.heads.get(at(reached.node)).copied().unwrap_or((NONE, 0));
        if round != self.round {
            return false;
        }
        let mut index = head;
        while let Some(standing) = self.labels.get(at(index)).copied() {
            self.compared = self.compared.saturating_add(1);
            if self.dominates(&standing, reached, active) {
                return true;
            }
            index = standing.next;
        }
        let mut before = NONE;
        let mut index = head;
        while let Some(standing) = self.labels.get(at(index)).copied() {
            self.compared = self.compared.saturating_add(1);
            if self.dominates(reached, &standing, active) {
                if let Some(label) = self.labels.get_mut(at(index)) {
                    label.is_alive = false;
                }
                match self.labels.get_mut(at(before)) {
                    Some(label) => label.next = standing.next,
                    None => {
                        if let Some(slot) = self.heads.get_mut(at(reached.node)) {
                            slot.0 = standing.next;
                        }
                    }
                }
            } else {
                before = index;
            }
            index = standing.next;
        }
        false
    }

    /// Whether every way that goes on from `b` is no better than the same from `a`.
    fn dominates(&self, a: &Label, b: &Label, active: Active) -> bool {
        if (active.hours && a.rank.hours > b.rank.hours)
            || (active.lead && a.lead > b.lead)
            || (active.hops && a.rank.hops > b.rank.hops)
            || a.passed & b.passed != b.passed
            || a.critical & !b.critical != 0
        {
            return false;
        }
        match a.rank.cmp(&b.rank) {
            Ordering::Less => true,
            Ordering::Equal => self.precedes(a, b),
            Ordering::Greater => false,
        }
    }

    /// Whether the arcs of one come before those of the other, which are as many.
    fn precedes(&self, a: &Label, b: &Label) -> bool {
        let whole = |label: &Label| {
            let mut arcs = self.way(label.parent);
            arcs.push(label.arc);
            arcs
        };
        whole(a) < whole(b)
    }

    fn link(&mut self, mut reached: Label, place: u32) {
        if let Some(slot) = self.heads.get_mut(at(reached.node)) {
            reached.next = if slot.1 == self.round { slot.0 } else { NONE };
            *slot = (place, self.round);
        }
        self.labels.push(reached);
    }

    /// The arcs that lead to a label.
    fn way(&self, index: u32) -> Vec<Arc> {
        let mut arcs = vec![];
        let mut label = self.labels.get(at(index));
        while let Some(reached) = label.filter(|label| label.arc != NONE) {
            arcs.push(reached.arc);
            label = self.labels.get(at(reached.parent));
        }
        arcs.reverse();
        arcs
    }
}

/// What is limited, and so has to be compared.
#[derive(Clone, Copy)]
struct Active {
    hours: bool,
    lead: bool,
    hops: bool,
}

/// The places that a way passes twice, each once.
fn repeated(graph: &Graph, arcs: &[Arc]) -> Vec<Node> {
    let mut places: Vec<Node> = arcs.iter().filter_map(|arc| graph.target(*arc)).collect();
    places.sort_unstable();
    let mut twice: Vec<Node> =
        places.iter().zip(places.iter().skip(1)).filter(|(a, b)| a == b).map(|(a, _)| *a).collect();
    twice.dedup();
    twice
}

/// A bit for each of the required places.
pub(super) fn bits(required: &[Node]) -> u32 {
    required.iter().fold(0, |all, node| all | bit(required, *node))
}

#[inline]
fn bit(required: &[Node], node: Node) -> u32 {
    match required.binary_search(&node) {
        Ok(place) => 1u32.checked_shl(number(place)).unwrap_or_default(),
        Err(_) => 0,
    }
}

/// Marks a critical place as passed; `None` where it was.
#[inline]
fn with_bit(passed: u64, critical: &[Node], node: Node) -> Option<u64> {
    let Some(place) = critical.iter().position(|place| *place == node) else { return Some(passed) };
    let bit = 1u64.checked_shl(number(place)).unwrap_or_default();
    (passed & bit == 0).then_some(passed | bit)
}
