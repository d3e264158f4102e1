//! One way, or several: which search answers, and how alternatives are found.

use alloc::{vec, vec::Vec};
use core::cmp::Reverse;

use super::{
    fast::FastSearch,
    graph::{number, Arc, Graph, Node},
    labels::{bits, Bans, Found, LabelSearch, Limits, Quest, Rank, MAX_REQUIRED},
};

/// Labels that are made before a tight limit on hops turns out not to keep them few.
const TIGHT_LABELS: u32 = 512;

/// Searches, with the memory that they keep.
///
/// ```
/// use msez_manifold::plan::{ArcDraft, Graph, Limits, Quest, Search};
/// let arc = |from, to, cost, hours| ArcDraft { from, to, cost, hours, lead: 0 };
/// // Cheap and slow by way of 1, dear and fast by way of 2.
/// let graph = Graph::new(4, &[arc(0, 1, 1, 9), arc(1, 3, 1, 9), arc(0, 2, 5, 1), arc(2, 3, 5, 1)]).unwrap();
/// let mut quest = Quest { from: 0, to: 3, limits: Limits::NONE, required: &[], preferred: &[] };
/// let mut search = Search::default();
/// assert_eq!(search.best(&graph, &quest, 1_000).arcs, Some(vec![0, 2]));
/// quest.limits.hours = 4;
/// assert_eq!(search.best(&graph, &quest, 1_000).arcs, Some(vec![1, 3]));
/// ```
#[derive(Default)]
pub struct Search {
    fast: FastSearch,
    labels: LabelSearch,
    settled: u64,
}

impl Search {
    /// Nodes and labels that the last search settled: its cost, free of the noise of clocks.
    pub fn settled(&self) -> u64 {
        self.settled
    }

    /// The best way: of the lowest cost; then with most of the preferred places; then with the fewest hours; then with the
    /// fewest hops; then the first in the order of arcs. At most `max_labels` labels are made, after a first try of 512 where
    /// hops are few.
    pub fn best(&mut self, graph: &Graph, quest: &Quest, max_labels: u32) -> Found {
        self.settled = 0;
        if !is_possible(graph, quest) {
            return Found::default();
        }
        // Where hops are few, what keeps to them is found at once, or that there is nothing.
        if quest.limits.hops < graph.nodes() {
            if self.labels.prepare_tight(graph, quest) {
                let found = self.labels.run(graph, quest, Bans::default(), max_labels.min(TIGHT_LABELS));
                self.settled = self.labels.settled();
                if !found.is_truncated {
                    return found;
                }
            }
            self.settled = self.labels.settled();
        }
        if quest.preferred.is_empty() {
            // What is best of all is best within limits that it keeps.
            let arcs = self.fast.run(graph, quest.from, quest.to);
            self.settled = self.settled.saturating_add(self.fast.settled());
            let Some(arcs) = arcs else { return Found::default() };
            if keeps(graph, quest, &arcs) {
                return Found { arcs: Some(arcs), is_truncated: false };
            }
        }
        self.labels.prepare(graph, quest);
        let found = self.labels.run(graph, quest, Bans::default(), max_labels);
        self.settled = self.settled.saturating_add(self.labels.settled());
        found
    }

    /// The best `count` ways in their order, each different from the others in one arc at least. The second answer tells
    /// that the bound on labels cut the search off, so that ways may be missing.
    ///
    /// Yen's algorithm with Lawler's saving: the next way leaves an earlier one somewhere, and is the best of those that
    /// leave it there.
    pub fn alternatives(
        &mut self,
        graph: &Graph,
        quest: &Quest,
        count: u32,
        max_labels: u32,
    ) -> (Vec<Vec<Arc>>, bool) {
        self.settled = 0;
        let mut taken: Vec<Way> = vec![];
        let mut is_truncated = false;
        if !is_possible(graph, quest) {
            return (vec![], false);
        }
        self.labels.prepare(graph, quest);
        let mut waiting: Vec<Way> = vec![];
        if count > 0 {
            self.spur(graph, quest, Bans::default(), 0, max_labels, &mut waiting, &mut is_truncated);
        }
        while let Some(place) = first_of(&waiting) {
            let way = waiting.swap_remove(place);
            let (arcs, leaves_at) = (way.arcs.clone(), way.leaves_at);
            taken.push(way);
            if number(taken.len()) >= count {
                break;
            }
            for leave in leaves_at..arcs.len() {
                let root = arcs.get(..leave).unwrap_or_default();
                let first: Vec<Arc> = taken
                    .iter()
                    .filter(|way| way.arcs.starts_with(root))
                    .filter_map(|way| way.arcs.get(leave).copied())
                    .collect();
                let bans = Bans { root, first: &first };
                self.spur(graph, quest, bans, leave, max_labels, &mut waiting, &mut is_truncated);
            }
        }
        self.settled = self.labels.settled();
        (taken.into_iter().map(|way| way.arcs).collect(), is_truncated)
    }

    #[allow(clippy::too_many_arguments)]
    fn spur(
        &mut self,
        graph: &Graph,
        quest: &Quest,
        bans: Bans,
        leaves_at: usize,
        max_labels: u32,
        waiting: &mut Vec<Way>,
        is_truncated: &mut bool,
    ) {
        let found = self.labels.run(graph, quest, bans, max_labels);
        *is_truncated |= found.is_truncated;
        if let Some(arcs) = found.arcs {
            if let Some(rank) = rank(graph, quest, &arcs) {
                waiting.push(Way { rank, arcs, leaves_at });
            }
        }
    }
}

/// A way that was found, and where it left an earlier one.
#[derive(Clone)]
struct Way {
    rank: Rank,
    arcs: Vec<Arc>,
    leaves_at: usize,
}

fn first_of(ways: &[Way]) -> Option<usize> {
    ways.iter()
        .enumerate()
        .min_by(|(_, a), (_, b)| (a.rank, &a.arcs).cmp(&(b.rank, &b.arcs)))
        .map(|(place, _)| place)
}

fn is_possible(graph: &Graph, quest: &Quest) -> bool {
    let is_place = |node: Node| node < graph.nodes();
    quest.from != quest.to
        && [quest.from, quest.to].into_iter().chain(quest.required.iter().copied()).all(is_place)
        && quest.required.len() <= MAX_REQUIRED
}

fn rank(graph: &Graph, quest: &Quest, arcs: &[Arc]) -> Option<Rank> {
    let (cost, hours) = graph.totals(arcs)?;
    let is_preferred =
        |arc: &&Arc| graph.target(**arc).is_some_and(|node| quest.preferred.binary_search(&node).is_ok());
    let preferred = Reverse(number(arcs.iter().filter(is_preferred).count()));
    Some(Rank { cost, preferred, hours, hops: number(arcs.len()) })
}

/// Whether a way keeps the limits and passes what it must.
fn keeps(graph: &Graph, quest: &Quest, arcs: &[Arc]) -> bool {
    let Some((cost, hours)) = graph.totals(arcs) else { return false };
    let limits = &quest.limits;
    let places = arcs.iter().filter_map(|arc| graph.target(*arc)).chain([quest.from]);
    let passed = places
        .filter_map(|node| quest.required.binary_search(&node).ok())
        .fold(0u32, |all, place| all | 1u32.checked_shl(number(place)).unwrap_or_default());
    cost <= limits.cost
        && hours <= limits.hours
        && hours.saturating_add(graph.lead(arcs).into()) <= limits.arrival
        && number(arcs.len()) <= limits.hops
        && passed == bits(quest.required)
}

impl Default for Limits {
    fn default() -> Self {
        Self::NONE
    }
}

#[cfg(test)]
mod tests {
    use super::{super::graph::ArcDraft, *};
    use proptest::prelude::*;

    /// Every way without a place passed twice that keeps everything, in order.
    fn all_ways(graph: &Graph, quest: &Quest) -> Vec<Vec<Arc>> {
        fn go(graph: &Graph, quest: &Quest, way: &mut Vec<Arc>, ways: &mut Vec<(Rank, Vec<Arc>)>) {
            let here = way.last().map_or(quest.from, |arc| graph.target(*arc).unwrap());
            if here == quest.to {
                if keeps(graph, quest, way) {
                    ways.push((rank(graph, quest, way).unwrap(), way.clone()));
                }
                return;
            }
            for arc in 0..graph.arcs() as u32 {
                let to = graph.target(arc).unwrap();
                let was_passed = to == quest.from || way.iter().any(|arc| graph.target(*arc) == Some(to));
                if graph.source(arc) == Some(here) && !was_passed {
                    way.push(arc);
                    go(graph, quest, way, ways);
                    way.pop();
                }
            }
        }
        let mut ways = vec![];
        go(graph, quest, &mut vec![], &mut ways);
        ways.sort();
        ways.into_iter().map(|(_, arcs)| arcs).collect()
    }

    fn graphs() -> impl Strategy<Value = (u32, Vec<ArcDraft>)> {
        (2u32..8).prop_flat_map(|nodes| {
            // Few different costs and hours, so that ties are common; nothing is free, or many things are.
            let arc = (0..nodes, 0..nodes, prop_oneof![3 => 0u64..4, 1 => 1u64..100], 0u32..5, 0u32..4)
                .prop_map(|(from, to, cost, hours, lead)| ArcDraft { from, to, cost, hours, lead });
            (Just(nodes), prop::collection::vec(arc, 0..22))
        })
    }

    /// Ways that lead both ways, nearly all alike: the best one is decided by ties, and walks that turn back tempt.
    fn mazes() -> impl Strategy<Value = (u32, Vec<(Node, Node, u64, u32)>)> {
        (5u32..9, prop_oneof![Just((1u64, 1u32)), Just((2, 1)), Just((2, 2))]).prop_flat_map(
            |(nodes, most)| {
                let least = if most == (1, 1) { 1 } else { 0 };
                let edge = (0..nodes, 0..nodes, least..=most.0, 0..=most.1);
                (Just(nodes), prop::collection::vec(edge, 6..13))
            },
        )
    }

    /// Rungs of two or three places, each joined to each of the next rung at one cost, under shuffled numbers.
    fn ladders() -> impl Strategy<Value = (u32, Vec<ArcDraft>)> {
        prop::collection::vec(2u32..4, 1..6)
            .prop_flat_map(|rungs| {
                let numbers: Vec<Node> = (2..2 + rungs.iter().sum::<u32>()).collect();
                (Just(rungs), Just(numbers).prop_shuffle())
            })
            .prop_flat_map(|(rungs, numbers)| {
                let mut rest = &numbers[..];
                let mut levels = vec![vec![0]];
                for rung in rungs {
                    let (level, after) = rest.split_at(rung as usize);
                    levels.push(level.to_vec());
                    rest = after;
                }
                levels.push(vec![1]);
                let between = |pair: &[Vec<Node>]| -> Vec<ArcDraft> {
                    pair[0].iter().flat_map(|a| pair[1].iter().map(|b| arc(*a, *b, 1, 1))).collect()
                };
                let drafts: Vec<ArcDraft> = levels.windows(2).flat_map(between).collect();
                (Just(numbers.len() as u32 + 2), Just(drafts).prop_shuffle())
            })
    }

    fn sets(nodes: u32) -> impl Strategy<Value = Vec<Node>> {
        prop::collection::btree_set(0..nodes, 0..4).prop_map(|set| set.into_iter().collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(6_000))]
        #[test]
        fn on_small_graphs_every_combination_of_limits_is_answered_as_by_trying_every_way(
            ((nodes, drafts), required, preferred) in
                graphs().prop_flat_map(|graph| { let n = graph.0; (Just(graph), sets(n), sets(n)) }),
            // Each limit is on or off, and tight or wide.
            cost in prop::option::of(0u64..30), hours in prop::option::of(0u64..14),
            arrival in prop::option::of(0u64..16), hops in prop::option::of(0u32..6),
            asked in 0u8..4, count in 1u32..7,
        ) {
            let graph = Graph::new(nodes, &drafts).unwrap();
            let quest = Quest {
                from: 0,
                to: 1,
                limits: Limits {
                    cost: cost.unwrap_or(u64::MAX),
                    hours: hours.unwrap_or(u64::MAX),
                    arrival: arrival.unwrap_or(u64::MAX),
                    hops: hops.unwrap_or(u32::MAX),
                },
                required: if asked & 1 != 0 { &required } else { &[] },
                preferred: if asked & 2 != 0 { &preferred } else { &[] },
            };
            let ways = all_ways(&graph, &quest);
            let mut search = Search::default();
            let best = search.best(&graph, &quest, 200_000);
            prop_assert!(!best.is_truncated);
            prop_assert_eq!(best.arcs.as_ref(), ways.first());
            let (found, is_truncated) = search.alternatives(&graph, &quest, count, 200_000);
            prop_assert!(!is_truncated);
            prop_assert_eq!(&found[..], &ways[..ways.len().min(count as usize)]);
        }

        #[test]
        fn many_ways_alike_and_many_places_to_pass_are_answered_as_by_trying_every_way(
            ((nodes, edges), required, preferred) in
                mazes().prop_flat_map(|maze| { let n = maze.0; (Just(maze), sets(n), sets(n)) }),
            hours in prop::option::weighted(0.3, 0u64..9), asked in 0u8..4, count in 1u32..6,
        ) {
            let drafts: Vec<ArcDraft> = edges
                .iter()
                .flat_map(|(a, b, cost, hours)| [(*a, *b), (*b, *a)].map(|(a, b)| arc(a, b, *cost, *hours)))
                .collect();
            let graph = Graph::new(nodes, &drafts).unwrap();
            let quest = Quest {
                from: 0,
                to: 1,
                limits: Limits { hours: hours.unwrap_or(u64::MAX), ..Limits::NONE },
                required: if asked & 1 != 0 { &required } else { &[] },
                preferred: if asked & 2 != 0 { &preferred } else { &[] },
            };
            let ways = all_ways(&graph, &quest);
            let mut search = Search::default();
            let best = search.best(&graph, &quest, 200_000);
            prop_assert!(!best.is_truncated);
            prop_assert_eq!(best.arcs.as_ref(), ways.first());
            let (found, _) = search.alternatives(&graph, &quest, count, 200_000);
            prop_assert_eq!(&found[..], &ways[..ways.len().min(count as usize)]);
        }

        #[test]
        fn of_ways_alike_in_everything_the_first_is_taken((nodes, drafts) in ladders()) {
            let graph = Graph::new(nodes, &drafts).unwrap();
            let quest = Quest { from: 0, to: 1, limits: Limits::NONE, required: &[], preferred: &[] };
            let ways = all_ways(&graph, &quest);
            let mut search = Search::default();
            prop_assert_eq!(search.best(&graph, &quest, 10_000).arcs, ways.first().cloned());
            prop_assert_eq!(&search.alternatives(&graph, &quest, 3, 10_000).0[..], &ways[..ways.len().min(3)]);
        }

        #[test]
        fn a_bound_on_labels_is_kept_and_admitted(
            (nodes, drafts) in graphs(), required in sets(8), max_labels in 0u32..12,
        ) {
            let graph = Graph::new(nodes, &drafts).unwrap();
            let required: Vec<Node> = required.into_iter().filter(|node| *node < nodes).collect();
            let quest = Quest { from: 0, to: 1, limits: Limits { hops: 4, ..Limits::NONE }, required: &required, preferred: &[] };
            let ways = all_ways(&graph, &quest);
            let mut search = Search::default();
            let found = search.best(&graph, &quest, max_labels);
            match found.arcs {
                // What is offered is a way, and the best one unless the answer says otherwise.
                Some(way) => prop_assert!(ways.contains(&way) && (found.is_truncated || way == ways[0])),
                None => prop_assert!(found.is_truncated || ways.is_empty()),
            }
        }
    }

    /// The least cost of at most so many hops, hop by hop over the whole graph.
    fn within_hops(graph: &Graph, from: Node, to: Node, hops: u32) -> Option<u64> {
        let mut least = vec![None; graph.nodes() as usize];
        least[from as usize] = Some(0u64);
        for _ in 0..hops {
            let before = least.clone();
            for arc in 0..graph.arcs() as u32 {
                let (Some(start), out) =
                    (before[graph.source(arc).unwrap() as usize], graph.out(arc).unwrap())
                else {
                    continue;
                };
                let there = &mut least[out.to as usize];
                if there.is_none_or(|standing| start + out.cost < standing) {
                    *there = Some(start + out.cost);
                }
            }
        }
        least[to as usize]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        /// Graphs on which the searches backwards do not see everything, and the first try among few hops is given up.
        #[test]
        fn on_larger_graphs_a_limit_on_hops_is_kept_exactly(
            (nodes, ends) in (30u32..1_000).prop_flat_map(|nodes| {
                let arcs = prop::collection::vec((0..nodes, 0..nodes), 100..3_000);
                (Just(nodes), arcs)
            }),
            seed in 1u64..1_000, is_hub in any::<bool>(),
        ) {
            let cost = |place: usize| (place as u64 + 1).wrapping_mul(seed * 7_919) % 1_000;
            let mut drafts: Vec<ArcDraft> =
                ends.iter().enumerate().map(|(place, (from, to))| arc(*from, *to, cost(place), 1)).collect();
            if is_hub {
                // From everywhere to the middle, and from there to everywhere.
                drafts.extend((3..nodes).map(|node| arc(node, 2, cost(node as usize), 1)));
                drafts.extend((3..nodes).map(|node| arc(2, node, cost(node as usize + 7), 1)));
            }
            let graph = Graph::new(nodes, &drafts).unwrap();
            let mut search = Search::default();
            for hops in 0..12 {
                let limits = Limits { hops, ..Limits::NONE };
                let quest = Quest { from: 0, to: 1, limits, required: &[], preferred: &[] };
                let found = search.best(&graph, &quest, 1_000_000);
                prop_assert!(!found.is_truncated);
                if let Some(arcs) = &found.arcs {
                    prop_assert!(keeps(&graph, &quest, arcs));
                }
                let cost = found.arcs.and_then(|arcs| graph.totals(&arcs)).map(|(cost, _)| cost);
                prop_assert_eq!(cost, within_hops(&graph, 0, 1, hops), "within {} hops", hops);
            }
        }
    }

    #[test]
    fn many_places_to_pass_in_a_dense_graph_are_cut_off_before_comparing_takes_long() {
        let drafts: Vec<ArcDraft> = (0..18 * 18)
            .filter(|n| n / 18 != n % 18)
            .map(|n: u32| arc(n / 18, n % 18, u64::from(n * 7_919 % 1_000), n * 31 % 10))
            .collect();
        let graph = Graph::new(18, &drafts).unwrap();
        let required: Vec<Node> = (2..16).collect();
        let limits = Limits { hops: 16, hours: 70, ..Limits::NONE };
        let quest = Quest { from: 0, to: 1, limits, required: &required, preferred: &[] };
        let mut search = Search::default();
        let found = search.best(&graph, &quest, 5_000);
        assert!(found.is_truncated);
        // Without the bound on comparisons it would be the bound on labels that is met.
        assert!(search.labels.created() < 5_000);
        // What cannot be passed in so few hops is not tried.
        let tight = Quest { limits: Limits { hops: 14, ..limits }, ..quest };
        assert_eq!(search.best(&graph, &tight, 5_000), Found::default());
        assert!(search.settled() < 100);
    }

    fn arc(from: Node, to: Node, cost: u64, hours: u32) -> ArcDraft {
        ArcDraft { from, to, cost, hours, lead: 0 }
    }

    #[test]
    fn a_limit_on_hops_does_not_hide_a_way_as_in_the_reference() {
        // S→X 1, X→M 1, S→M 5, M→T 1, with two hops: the reference keeps one label a node and finds nothing.
        let graph =
            Graph::new(4, &[arc(0, 2, 1, 0), arc(2, 3, 1, 0), arc(0, 3, 5, 0), arc(3, 1, 1, 0)]).unwrap();
        let quest = Quest {
            from: 0,
            to: 1,
            limits: Limits { hops: 2, ..Limits::NONE },
            required: &[],
            preferred: &[],
        };
        let way = Search::default().best(&graph, &quest, 100).arcs.unwrap();
        assert_eq!(graph.totals(&way), Some((6, 0)));
    }

    #[test]
    fn what_cannot_be_added_up_is_no_way() {
        let graph = Graph::new(3, &[arc(0, 2, u64::MAX, 0), arc(2, 1, 1, 0)]).unwrap();
        let quest = Quest { from: 0, to: 1, limits: Limits::NONE, required: &[], preferred: &[] };
        let mut search = Search::default();
        assert_eq!(search.best(&graph, &quest, 100), Found::default());
        assert_eq!(search.best(&graph, &Quest { required: &[2], ..quest.clone() }, 100), Found::default());
        assert_eq!(search.alternatives(&graph, &quest, 3, 100), (vec![], false));
        // Neither is one that goes nowhere, or somewhere unknown.
        assert_eq!(search.best(&graph, &Quest { to: 0, ..quest.clone() }, 100), Found::default());
        assert_eq!(search.best(&graph, &Quest { to: 9, ..quest }, 100), Found::default());
    }

    #[test]
    fn searches_one_after_the_other_do_not_disturb_each_other() {
        let (large, small) = (
            Graph::new(50, &(0..49).map(|n| arc(n, n + 1, 1, 1)).collect::<Vec<_>>()).unwrap(),
            Graph::new(2, &[arc(0, 1, 7, 7)]).unwrap(),
        );
        let mut search = Search::default();
        for hours in [u64::MAX, 49, 48] {
            let limits = Limits { hours, ..Limits::NONE };
            let quest = |to| Quest { from: 0, to, limits, required: &[], preferred: &[] };
            assert_eq!(search.best(&large, &quest(49), 1_000).arcs.is_some(), hours >= 49);
            assert_eq!(search.best(&small, &quest(1), 1_000).arcs, Some(vec![0]));
        }
    }
}
