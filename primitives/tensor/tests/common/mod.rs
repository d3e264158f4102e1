//! A tree by definition: slow, recursive, without sharing a line with the engine.

#![allow(dead_code)]

use msez_core::{ComplianceState, Coordinate, Digest, Domain, JurisdictionId, SubjectId};
use msez_tensor::{
    apply, Address, Applied, Cell, Keccak, KeccakBackend, LeafUpdate, MemoryStore, Slot, SoftKeccak,
    TreeHasher,
};
use std::{cell::Cell as Shared, collections::BTreeMap};

pub type H = Keccak<SoftKeccak>;

/// SplitMix64: the same numbers on every run.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: u32) -> u32 {
        (self.next() % u64::from(limit.max(1))) as u32
    }

    pub fn word(&mut self) -> [u8; 32] {
        let mut word = [0; 32];
        word.chunks_exact_mut(8).for_each(|part| part.copy_from_slice(&self.next().to_le_bytes()));
        word
    }

    pub fn cell(&mut self) -> Cell {
        let from = self.next() >> 20;
        Cell {
            state: ComplianceState::from_code(self.below(6) as u8).unwrap(),
            from,
            until: (self.below(3) != 0).then(|| from + u64::from(self.below(1_000_000))),
            version: self.below(1_000),
            attestations_root: Digest(self.word()),
        }
    }
}

/// Names of jurisdictions by index.
pub fn name(jurisdiction: u16) -> JurisdictionId {
    format!("xx-zone-{jurisdiction}").parse().unwrap()
}

/// What the tree should hold.
#[derive(Clone, Default)]
pub struct Model {
    pub subjects: Vec<SubjectId>,
    pub cells: BTreeMap<Slot, Cell>,
}

impl Model {
    pub fn address(&self, slot: Slot) -> Address {
        let Slot { subject, jurisdiction, domain } = slot;
        let coordinate =
            Coordinate { subject: self.subjects[subject as usize], jurisdiction: name(jurisdiction), domain };
        Address { coordinate, jurisdiction_index: jurisdiction }
    }

    pub fn get(&self, slot: Slot) -> Option<Cell> {
        self.cells.get(&slot).copied()
    }

    /// Leaves of every lane: subject, jurisdiction, domain code.
    fn lanes(&self) -> BTreeMap<u32, BTreeMap<u16, BTreeMap<u8, Digest>>> {
        let mut lanes: BTreeMap<u32, BTreeMap<u16, BTreeMap<u8, Digest>>> = BTreeMap::new();
        for (slot, cell) in &self.cells {
            let lane = lanes.entry(slot.subject).or_default().entry(slot.jurisdiction).or_default();
            lane.insert(slot.domain.code(), leaf(&self.address(*slot).coordinate, cell));
        }
        lanes
    }

    pub fn subject_nodes(&self) -> Vec<Digest> {
        let lanes = self.lanes();
        let none = BTreeMap::new();
        let node = |(index, id): (usize, &SubjectId)| {
            let lanes = lanes.get(&(index as u32)).unwrap_or(&none);
            let mut preimage = vec![2];
            preimage.extend(id.0);
            preimage.push(lanes.len() as u8);
            for (jurisdiction, leaves) in lanes {
                let slots: u32 = leaves.keys().map(|code| 1 << code).sum();
                preimage.extend(jurisdiction.to_be_bytes());
                preimage.extend(slots.to_be_bytes());
                preimage.extend(lane_root(leaves, 0, 32).unwrap().0);
            }
            keccak(&preimage)
        };
        self.subjects.iter().enumerate().map(node).collect()
    }

    pub fn root(&self) -> Digest {
        let width = self.subjects.len() as u32;
        let top = match width {
            0 => Digest([0; 32]),
            _ => merkle(&self.subject_nodes()),
        };
        keccak(&[&[3][..], &width.to_be_bytes(), &top.0].concat())
    }
}

fn keccak(data: &[u8]) -> Digest {
    Digest(SoftKeccak::keccak256(data))
}

pub fn node(left: &Digest, right: &Digest) -> Digest {
    keccak(&[&[1][..], &left.0, &right.0].concat())
}

pub fn leaf(coordinate: &Coordinate, cell: &Cell) -> Digest {
    keccak(
        &[
            &[0][..],
            &coordinate.subject.0,
            coordinate.jurisdiction.as_word(),
            &[coordinate.domain.code(), cell.state.code()],
            &cell.from.to_be_bytes(),
            &cell.until.unwrap_or(u64::MAX).to_be_bytes(),
            &cell.version.to_be_bytes(),
            &cell.attestations_root.0,
        ]
        .concat(),
    )
}

/// A half without leaves is skipped.
fn lane_root(leaves: &BTreeMap<u8, Digest>, from: u8, span: u8) -> Option<Digest> {
    if span == 1 {
        return leaves.get(&from).copied();
    }
    match (lane_root(leaves, from, span / 2), lane_root(leaves, from + span / 2, span / 2)) {
        (Some(left), Some(right)) => Some(node(&left, &right)),
        (left, right) => left.or(right),
    }
}

/// The Merkle tree of RFC 6962 with our node hash.
fn merkle(nodes: &[Digest]) -> Digest {
    match nodes {
        [one] => *one,
        _ => {
            let left = nodes.len().next_power_of_two() / 2;
            node(&merkle(&nodes[..left]), &merkle(&nodes[left..]))
        }
    }
}

thread_local! {
    static HASHES: Shared<u64> = const { Shared::new(0) };
}

/// Counts what is really hashed on this thread.
pub struct Counting;

impl KeccakBackend for Counting {
    fn keccak256(data: &[u8]) -> [u8; 32] {
        HASHES.set(HASHES.get() + 1);
        SoftKeccak::keccak256(data)
    }
}

impl Counting {
    pub fn count<T>(work: impl FnOnce() -> T) -> (T, u64) {
        let before = HASHES.get();
        let out = work();
        (out, HASHES.get() - before)
    }
}

/// A tree and its model, changed in step.
#[derive(Clone, Default)]
pub struct Pair {
    pub model: Model,
    pub store: MemoryStore,
}

impl Pair {
    /// Applies a batch to both. The engine's own count of hashes is checked on the way.
    pub fn batch(&mut self, newcomers: &[SubjectId], changes: &BTreeMap<Slot, Option<Cell>>) -> Applied {
        self.model.subjects.extend(newcomers);
        let mut updates = Vec::new();
        for (slot, cell) in changes {
            match cell {
                Some(cell) => self.model.cells.insert(*slot, *cell),
                None => self.model.cells.remove(slot),
            };
            let leaf = cell.map(|cell| H::leaf(&self.model.address(*slot).coordinate, &cell));
            updates.push(LeafUpdate { slot: *slot, leaf });
        }
        let work = || apply::<Keccak<Counting>, _>(&mut self.store, newcomers, &updates).unwrap();
        let (applied, hashes) = Counting::count(work);
        assert_eq!(u64::from(applied.hashes), hashes, "the engine miscounts");
        applied
    }

    /// A random batch over a few jurisdictions and domains.
    pub fn random_batch(&mut self, random: &mut Random, newcomers: u32, changes: u32) -> Applied {
        let newcomers: Vec<SubjectId> = (0..newcomers).map(|_| SubjectId(random.word())).collect();
        let width = (self.model.subjects.len() + newcomers.len()) as u32;
        let changes = if width == 0 { 0 } else { changes };
        let change = |_| {
            let slot = Slot {
                subject: random.below(width),
                jurisdiction: [1, 2, 3, 700, 2047][random.below(5) as usize],
                domain: Domain::ALL[random.below(20) as usize],
            };
            (slot, (random.below(4) != 0).then(|| random.cell()))
        };
        let changes = (0..changes).map(change).collect();
        self.batch(&newcomers, &changes)
    }
}
