//! Path planning beside petgraph and pathfinding: the same random graphs, the same pairs, one process, one thread.
//!
//! ```text
//! scripts/bench plan [--passes N] [--json]
//! ```
//!
//! Contestants take turns, a pass over all pairs each, so that what else happens on the machine meets all of them. The
//! least pass is the figure to compare. Before anything is timed, every answer is compared: same optimum on every pair.

#[allow(dead_code)]
#[path = "../../src/timing.rs"]
mod timing;

use std::{collections::BTreeMap, process::ExitCode};

use msez_manifold::plan::{ArcDraft, FastSearch, Graph, Limits, Quest, Search};
use petgraph::{
    algo::{bidirectional_dijkstra, dijkstra},
    graph::{DiGraph, NodeIndex},
};
use timing::{race, time_each, Figure, Report};

/// Labels that one question may make.
const MAX_LABELS: u32 = 10_000_000;

/// SplitMix64: the same numbers on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u32) -> u32 {
        (self.next() % u64::from(limit)) as u32
    }
}

/// A random directed graph with uniform ends, costs of 1 to 1,000 and hours of 1 to 10, laid out for each contestant.
struct World {
    name: &'static str,
    ours: Graph,
    peer: DiGraph<(), (u64, u32)>,
    lists: Vec<Vec<(u32, u64, u32)>>,
    pairs: Vec<(u32, u32)>,
}

impl World {
    fn new(name: &'static str, nodes: u32, arcs: u32, pairs: usize) -> Self {
        let mut random = Random(u64::from(nodes));
        let drafts: Vec<ArcDraft> = (0..arcs)
            .map(|_| ArcDraft {
                from: random.below(nodes),
                to: random.below(nodes),
                cost: u64::from(random.below(1_000)) + 1,
                hours: random.below(10) + 1,
                lead: 0,
            })
            .collect();
        let ours = Graph::new(nodes, &drafts).unwrap_or_default();
        let mut peer = DiGraph::with_capacity(nodes as usize, arcs as usize);
        let indices: Vec<NodeIndex> = (0..nodes).map(|_| peer.add_node(())).collect();
        let mut lists = vec![vec![]; nodes as usize];
        for draft in &drafts {
            peer.add_edge(
                indices[draft.from as usize],
                indices[draft.to as usize],
                (draft.cost, draft.hours),
            );
            lists[draft.from as usize].push((draft.to, draft.cost, draft.hours));
        }
        let mut chosen = vec![];
        while chosen.len() < pairs {
            let (from, to) = (random.below(nodes), random.below(nodes));
            if from != to {
                chosen.push((from, to));
            }
        }
        Self { name, ours, peer, lists, pairs: chosen }
    }

    fn quest(&self, (from, to): (u32, u32), limits: Limits) -> Quest<'static> {
        Quest { from, to, limits, required: &[], preferred: &[] }
    }

    /// What people write today: plain Dijkstra over places and hours used.
    fn product(&self, (from, to): (u32, u32), budget: u32) -> Option<u64> {
        let found = pathfinding::directed::dijkstra::dijkstra(
            &(from, 0u32),
            |(node, used)| {
                let used = *used;
                self.lists[*node as usize]
                    .iter()
                    .filter(move |(_, _, hours)| used + hours <= budget)
                    .map(move |(to, cost, hours)| ((*to, used + hours), *cost))
            },
            |(node, _)| *node == to,
        );
        found.map(|(_, cost)| cost)
    }

    fn product_hops(&self, (from, to): (u32, u32), most: u32) -> Option<u64> {
        let found = pathfinding::directed::dijkstra::dijkstra(
            &(from, 0u32),
            |(node, hops)| {
                let next = hops + 1;
                let arcs = if next <= most { &self.lists[*node as usize][..] } else { &[] };
                arcs.iter().map(move |(to, cost, _)| ((*to, next), *cost))
            },
            |(node, _)| *node == to,
        );
        found.map(|(_, cost)| cost)
    }
}

/// A contestant: the cost of the best way of a pair.
type Contestant<'a> = dyn FnMut((u32, u32)) -> Option<u64> + 'a;

fn compare(
    world: &World,
    passes: usize,
    contestants: &mut [(&str, Box<Contestant>)],
) -> Result<Vec<Figure>, String> {
    let mut answers: BTreeMap<usize, Option<u64>> = BTreeMap::new();
    for (name, contestant) in contestants.iter_mut() {
        for (at, pair) in world.pairs.iter().enumerate() {
            let answer = contestant(*pair);
            if *answers.entry(at).or_insert(answer) != answer {
                return Err(format!("{}: {name} disagrees about {pair:?}", world.name));
            }
        }
    }
    let mut runners: Vec<Box<Contestant>> = vec![];
    for (_, contestant) in contestants.iter_mut() {
        runners.push(Box::new(contestant));
    }
    Ok(race(passes, &mut runners, |contestant| Some(time_each(&world.pairs, |pair| contestant(*pair)))))
}

/// The middle and the most.
fn spread(mut counts: Vec<u64>) -> String {
    counts.sort_unstable();
    let mean = counts.iter().sum::<u64>() / counts.len().max(1) as u64;
    let middle = counts.get(counts.len() / 2).copied().unwrap_or_default();
    format!("mean {mean}, median {middle}, most {}", counts.last().copied().unwrap_or_default())
}

fn unlimited(worlds: &[World], passes: usize) -> Result<Report, String> {
    let mut rows = vec![];
    let mut notes = vec!["ours gives the path; petgraph's dijkstras give its cost only".to_owned()];
    for world in worlds {
        let (mut fast, mut settled) = (FastSearch::default(), vec![]);
        for (from, to) in &world.pairs {
            fast.run(&world.ours, *from, *to);
            settled.push(fast.settled());
        }
        notes.push(format!("{}: nodes that ours settles: {}", world.name, spread(settled)));
        let end = |node: u32| NodeIndex::new(node as usize);
        let mut contestants: Vec<(&str, Box<Contestant>)> = vec![
            (
                "ours",
                Box::new(|(from, to)| {
                    let arcs = fast.run(&world.ours, from, to)?;
                    world.ours.totals(&arcs).map(|(cost, _)| cost)
                }),
            ),
            (
                "ours, afresh",
                Box::new(|(from, to)| {
                    let arcs = FastSearch::default().run(&world.ours, from, to)?;
                    world.ours.totals(&arcs).map(|(cost, _)| cost)
                }),
            ),
            (
                "petgraph both ends",
                Box::new(|(from, to)| {
                    bidirectional_dijkstra(&world.peer, end(from), end(to), |edge| edge.weight().0)
                }),
            ),
            (
                "petgraph",
                Box::new(|(from, to)| {
                    dijkstra(&world.peer, end(from), Some(end(to)), |edge| edge.weight().0)
                        .get(&end(to))
                        .copied()
                }),
            ),
        ];
        rows.push((world.name.to_owned(), compare(world, passes, &mut contestants)?));
    }
    Ok(Report {
        title: "Cheapest path, no limits".into(),
        notes,
        columns: [
            "ours, path",
            "ours, path, new memory each time",
            "petgraph bidirectional_dijkstra, cost only",
            "petgraph dijkstra, costs only",
        ]
        .map(String::from)
        .to_vec(),
        ours: 2,
        rows,
    })
}

fn limited(world: &World, passes: usize) -> Result<Report, String> {
    let (mut rows, mut notes) = (vec![], vec![]);
    for budget in [40, 60] {
        let limits = Limits { hours: u64::from(budget), ..Limits::NONE };
        rows.push(limited_row(world, passes, &mut notes, format!("{budget} hours"), limits, |pair| {
            world.product(pair, budget)
        })?);
    }
    for most in [5, 8] {
        let limits = Limits { hops: most, ..Limits::NONE };
        rows.push(limited_row(world, passes, &mut notes, format!("{most} hops"), limits, |pair| {
            world.product_hops(pair, most)
        })?);
    }
    Ok(Report {
        title: format!("Cheapest path within a limit, {}", world.name),
        notes,
        columns: [
            "ours, path",
            "ours, path, new memory each time",
            "pathfinding dijkstra on the product graph, path",
        ]
        .map(String::from)
        .to_vec(),
        ours: 2,
        rows,
    })
}

fn limited_row(
    world: &World,
    passes: usize,
    notes: &mut Vec<String>,
    name: String,
    limits: Limits,
    mut product: impl FnMut((u32, u32)) -> Option<u64>,
) -> Result<(String, Vec<Figure>), String> {
    let mut search = Search::default();
    let (mut settled, mut found, mut at_once) = (vec![], 0, 0);
    for pair in &world.pairs {
        let answer = search.best(&world.ours, &world.quest(*pair, limits), MAX_LABELS);
        if answer.is_truncated {
            return Err(format!("cut off at {pair:?}"));
        }
        let free = FastSearch::default().run(&world.ours, pair.0, pair.1);
        found += u32::from(answer.arcs.is_some());
        at_once += u32::from(answer.arcs.is_some() && answer.arcs == free);
        settled.push(search.settled());
    }
    notes.push(format!(
        "{name}: {found} of {} pairs have a path, {at_once} of them the one without limit; nodes and labels that ours settles: {}",
        world.pairs.len(),
        spread(settled)
    ));
    let mut contestants: Vec<(&str, Box<Contestant>)> = vec![
        (
            "ours",
            Box::new(|pair| {
                let arcs = search.best(&world.ours, &world.quest(pair, limits), MAX_LABELS).arcs?;
                world.ours.totals(&arcs).map(|(cost, _)| cost)
            }),
        ),
        (
            "ours, afresh",
            Box::new(|pair| {
                let quest = world.quest(pair, limits);
                let arcs = Search::default().best(&world.ours, &quest, MAX_LABELS).arcs?;
                world.ours.totals(&arcs).map(|(cost, _)| cost)
            }),
        ),
        ("pathfinding", Box::new(&mut product)),
    ];
    Ok((name, compare(world, passes, &mut contestants)?))
}

fn run() -> Result<(), String> {
    let (mut passes, mut json) = (5, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--json" => json = true,
            "--passes" => {
                let number = arguments.next().ok_or("--passes wants a number")?;
                passes = number.parse().map_err(|_| format!("not a number: {number}"))?;
            }
            other => return Err(format!("unknown option {other}")),
        }
    }
    let worlds = [
        World::new("10,000 nodes, 50,000 arcs", 10_000, 50_000, 200),
        World::new("100,000 nodes, 500,000 arcs", 100_000, 500_000, 60),
    ];
    let reports = [unlimited(&worlds, passes)?, limited(&worlds[0], passes)?];
    if json {
        let reports: Vec<_> = reports.iter().map(Report::to_json).collect();
        println!("{:#}", serde_json::Value::from(reports));
    } else {
        reports.iter().for_each(|report| println!("{}", report.to_text()));
    }
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}\nusage: plan [--passes N] [--json]");
            ExitCode::from(2)
        }
    }
}
