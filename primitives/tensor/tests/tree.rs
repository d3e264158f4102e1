//! The tree against its definition.

mod common;

use common::{Pair, Random, H};
use msez_core::{Digest, Domain, SubjectId};
use msez_tensor::{apply, root, LeafUpdate, MemoryStore, Slot, TreeError};
use std::collections::{BTreeMap, BTreeSet};

fn slot(subject: u32, jurisdiction: u16, domain: u8) -> Slot {
    Slot { subject, jurisdiction, domain: Domain::from_code(domain).unwrap() }
}

#[test]
fn thousands_of_random_histories_end_in_the_root_of_the_definition() {
    for seed in 0..3_000 {
        let mut random = Random(seed);
        let mut pair = Pair::default();
        for _ in 0..1 + random.below(6) {
            let (newcomers, changes) = (random.below(24), random.below(20));
            let applied = pair.random_batch(&mut random, newcomers, changes);
            assert_eq!(applied.root, pair.model.root(), "seed {seed}");
            assert_eq!(root::<H, _>(&pair.store), applied.root, "seed {seed}");
        }
    }
}

#[test]
fn growth_one_subject_at_a_time_crosses_every_power_of_two() {
    let (mut random, mut pair) = (Random(1), Pair::default());
    assert_eq!(root::<H, _>(&pair.store), pair.model.root());
    for width in 1..=600 {
        let applied = pair.random_batch(&mut random, 1, u32::from(width % 7 == 0));
        assert_eq!((applied.width, applied.root), (width, pair.model.root()));
    }
}

#[test]
fn a_new_tier_takes_over_an_untouched_old_top() {
    for full in [16, 256, 4_096, 65_536] {
        let (mut random, mut pair) = (Random(u64::from(full)), Pair::default());
        pair.random_batch(&mut random, full, 0);
        // The newcomer shares no page with the old subjects on any tier but the new one.
        let applied = pair.random_batch(&mut random, 1, 0);
        assert_eq!(applied.root, pair.model.root(), "{full}");
        pair.random_batch(&mut random, full / 2 + 3, 9);
        assert_eq!(root::<H, _>(&pair.store), pair.model.root(), "{full}");
    }
}

#[test]
fn the_order_of_batches_does_not_show_in_the_root() {
    let mut random = Random(3);
    let ids: Vec<SubjectId> = (0..50).map(|_| SubjectId(random.word())).collect();
    let cells: BTreeMap<Slot, _> = (0..50)
        .flat_map(|s| [(slot(s, 1, 0), s), (slot(s, 9, 19), s)])
        .map(|(at, _)| (at, Some(random.cell())))
        .collect();
    let mut at_once = Pair::default();
    at_once.batch(&ids, &cells);
    let mut by_steps = Pair::default();
    for id in &ids {
        by_steps.batch(&[*id], &BTreeMap::new());
    }
    for (at, cell) in cells.iter().rev() {
        by_steps.batch(&[], &BTreeMap::from([(*at, *cell)]));
    }
    assert_eq!(at_once.store, by_steps.store);
}

#[test]
fn taking_every_cell_away_gives_the_root_of_the_bare_subjects() {
    let (mut random, mut pair) = (Random(4), Pair::default());
    let bare = pair.random_batch(&mut random, 40, 0).root;
    pair.random_batch(&mut random, 0, 200);
    let all = pair.model.cells.keys().map(|at| (*at, None)).collect();
    assert_eq!(pair.batch(&[], &all).root, bare);
}

#[test]
fn a_refused_batch_leaves_no_trace() {
    let (mut random, mut pair) = (Random(5), Pair::default());
    pair.random_batch(&mut random, 20, 60);
    let leaf = |slot| LeafUpdate { slot, leaf: Some(Digest([7; 32])) };
    let id = [SubjectId([9; 32])];
    let good = leaf(slot(0, 1, 1));
    let too_many: Vec<LeafUpdate> = (1..=65).map(|jurisdiction| leaf(slot(19, jurisdiction, 0))).collect();
    for (newcomers, updates, why) in [
        (&id[..], vec![good, leaf(slot(21, 1, 0))], TreeError::UnknownSubject),
        (&[], vec![good, leaf(slot(20, 1, 0))], TreeError::UnknownSubject),
        (&id[..], vec![good, leaf(slot(3, 0, 0))], TreeError::BadJurisdiction),
        (&[], vec![good, leaf(slot(3, 2048, 0))], TreeError::BadJurisdiction),
        (&[], vec![leaf(slot(1, 1, 1)), good], TreeError::Unsorted),
        (&[], vec![good, good], TreeError::Unsorted),
        (&id[..], [vec![good], too_many].concat(), TreeError::TooManyJurisdictions),
    ] {
        let before = pair.store.clone();
        assert_eq!(apply::<H, _>(&mut pair.store, newcomers, &updates), Err(why));
        assert_eq!(pair.store, before);
    }
}

#[test]
fn a_subject_holds_cells_in_64_jurisdictions_and_no_more() {
    let mut pair = Pair::default();
    let mut random = Random(6);
    let cells = |range: std::ops::RangeInclusive<u16>, random: &mut Random| -> BTreeMap<Slot, _> {
        range.map(|jurisdiction| (slot(0, jurisdiction, 3), Some(random.cell()))).collect()
    };
    let full = pair.batch(&[SubjectId([1; 32])], &cells(1..=64, &mut random));
    assert_eq!(full.root, pair.model.root());
    let more = [LeafUpdate { slot: slot(0, 65, 3), leaf: Some(Digest([1; 32])) }];
    assert_eq!(apply::<H, _>(&mut pair.store, &[], &more), Err(TreeError::TooManyJurisdictions));
    // One goes, one comes, in one batch.
    let mut exchange = cells(65..=65, &mut random);
    exchange.insert(slot(0, 64, 3), None);
    assert_eq!(pair.batch(&[], &exchange).root, pair.model.root());
}

#[test]
fn an_empty_batch_confirms_the_root() {
    let (mut random, mut pair) = (Random(8), Pair::default());
    for width in [0, 1, 2, 16, 17, 300] {
        let missing = width - pair.model.subjects.len() as u32;
        let root = pair.random_batch(&mut random, missing, 0).root;
        let again = pair.batch(&[], &BTreeMap::new());
        assert_eq!((again.root, again.subjects, again.pages), (root, 0, 0));
    }
}

/// Hashes of an update of existing cells: each touched node once, and no other.
fn expected_hashes(width: u32, slots: &BTreeSet<Slot>, domains: u8) -> u64 {
    // Lanes hold the lowest `domains` slots.
    let mut count = 0u64;
    let mut lane: BTreeSet<(u32, u16, u8)> =
        slots.iter().map(|s| (s.subject, s.jurisdiction, s.domain.code())).collect();
    let mut alive = domains;
    while alive > 1 {
        lane = lane.into_iter().map(|(s, j, d)| (s, j, d / 2)).collect();
        count += lane.iter().filter(|(_, _, d)| d * 2 + 1 < alive).count() as u64;
        alive = alive.div_ceil(2);
    }
    let mut nodes: BTreeSet<u32> = slots.iter().map(|s| s.subject).collect();
    count += nodes.len() as u64;
    let mut alive = width;
    while alive > 1 {
        nodes = nodes.into_iter().map(|at| at / 2).collect();
        count += nodes.iter().filter(|at| *at * 2 + 1 < alive).count() as u64;
        alive = alive.div_ceil(2);
    }
    count + 1
}

#[test]
fn a_batch_hashes_every_touched_node_once() {
    for (width, domains) in [(5_000u32, 1u8), (4_096, 8), (4_097, 5), (16, 2), (1, 20)] {
        let (mut random, mut pair) = (Random(u64::from(width)), Pair::default());
        let ids: Vec<SubjectId> = (0..width).map(|_| SubjectId(random.word())).collect();
        let all: BTreeMap<Slot, _> = (0..width)
            .flat_map(|s| (0..domains).map(move |d| slot(s, 1, d)))
            .map(|at| (at, Some(random.cell())))
            .collect();
        pair.batch(&ids, &all);
        for size in [1, 10, 300] {
            let places: BTreeSet<Slot> = (0..size)
                .map(|_| slot(random.below(width), 1, random.below(u32::from(domains)) as u8))
                .collect();
            let updates = places.iter().map(|at| (*at, Some(random.cell()))).collect();
            let applied = pair.batch(&[], &updates);
            assert_eq!(
                u64::from(applied.hashes),
                expected_hashes(width, &places, domains),
                "{width} {domains}"
            );
            assert_eq!(applied.root, pair.model.root());
        }
    }
}

#[test]
fn a_batch_of_one_cell_subjects_keeps_to_the_formula() {
    // k updates at depth d: k leaves, k subjects, k (d - log2 k) + 0.1 k nodes above, and five per cent of tolerance.
    let (width, k) = (1u32 << 16, 1_000u32);
    let (mut random, mut pair) = (Random(9), Pair::default());
    pair.random_batch(&mut random, width, 0);
    let mut places = BTreeSet::new();
    while places.len() < k as usize {
        places.insert(slot(random.below(width), 1, 0));
    }
    let batch = |random: &mut Random| places.iter().map(|at| (*at, Some(random.cell()))).collect();
    pair.batch(&[], &batch(&mut random));
    let hashes = f64::from(pair.batch(&[], &batch(&mut random)).hashes + k);
    let k = f64::from(k);
    assert!(hashes <= 1.05 * (k * (16.0 - k.log2()) + 2.1 * k), "{hashes}");
}

#[test]
fn an_empty_store_has_the_root_of_no_subjects() {
    let empty = MemoryStore::default();
    let root = root::<H, _>(&empty);
    assert_eq!(root, common::Model::default().root());
}
