//! The tensor's tree beside `jmt` and `sparse-merkle-tree`: same cells, same Keccak-256, same process.

mod jellyfish;
mod ours;
mod sparse;

use msez_core::{ComplianceState, Coordinate, Digest, Domain, JurisdictionId, SubjectId};
use msez_tensor::{Address, Cell, Keccak, KeccakBackend, Slot, SoftKeccak};
use std::{collections::BTreeSet, time::Duration};

use crate::timing::{race, time, time_each, Figure, Report};

/// The one hash of this bench, through `tiny-keccak` everywhere.
type H = Keccak<SoftKeccak>;

/// Updates in a batch.
const BATCH: usize = 1_000;
/// Timed batches.
const BATCHES: usize = 21;
/// Distinct inputs of a proof.
const INPUTS: usize = 512;
/// Timed passes over them.
const PASSES: usize = 15;
/// Cells in a multi-proof, and how many of those.
const MANY: usize = 100;
const MANIES: usize = 16;

/// How cells are spread.
#[derive(Clone, Copy)]
struct Layout {
    name: &'static str,
    jurisdictions: u16,
    domains: u8,
}

const LAYOUTS: [Layout; 2] = [
    Layout { name: "16 a subject", jurisdictions: 2, domains: 8 },
    Layout { name: "1 a subject", jurisdictions: 1, domains: 1 },
];

/// A cell with everything a contestant may want to know about it. Names, indices and keys are given, not timed.
#[derive(Clone, Copy)]
struct Item {
    address: Address,
    slot: Slot,
    cell: Option<Cell>,
    /// Where a tree with hashed keys puts it.
    key: [u8; 32],
}

/// The preimage of a leaf, for a tree that hashes its values itself; `None` for an absent cell.
fn leaf_preimage(item: &Item) -> Option<Vec<u8>> {
    let (coordinate, cell) = (item.address.coordinate, item.cell?);
    let mut preimage = Vec::with_capacity(119);
    preimage.push(0);
    preimage.extend_from_slice(&coordinate.subject.0);
    preimage.extend_from_slice(coordinate.jurisdiction.as_word());
    preimage.extend_from_slice(&[coordinate.domain.code(), cell.state.code()]);
    preimage.extend_from_slice(&cell.from.to_be_bytes());
    preimage.extend_from_slice(&cell.until_word().to_be_bytes());
    preimage.extend_from_slice(&cell.version.to_be_bytes());
    preimage.extend_from_slice(&cell.attestations_root.0);
    Some(preimage)
}

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
        (self.next() % u64::from(limit.max(1))) as u32
    }

    fn word(&mut self) -> [u8; 32] {
        let mut word = [0; 32];
        word.chunks_exact_mut(8).for_each(|part| part.copy_from_slice(&self.next().to_le_bytes()));
        word
    }

    fn cell(&mut self) -> Cell {
        let from = self.next() >> 24;
        Cell {
            state: ComplianceState::from_code(self.below(6) as u8).unwrap_or_default(),
            from,
            until: (self.below(4) != 0).then(|| from + u64::from(self.below(u32::MAX))),
            version: self.below(100),
            attestations_root: Digest(self.word()),
        }
    }
}

/// All cells of a layout, as they stand.
struct World {
    layout: Layout,
    subjects: Vec<SubjectId>,
    cells: Vec<Cell>,
    random: Random,
}

impl World {
    fn new(layout: Layout, cells: u32) -> Self {
        let mut random = Random(7);
        let each = u32::from(layout.jurisdictions) * u32::from(layout.domains);
        let subjects: Vec<SubjectId> = (0..cells.div_ceil(each)).map(|_| SubjectId(random.word())).collect();
        let cells = (0..subjects.len() as u32 * each).map(|_| random.cell()).collect();
        Self { layout, subjects, cells, random }
    }

    fn item_at(&self, subject: u32, jurisdiction: u16, domain: Domain, cell: Option<Cell>) -> Item {
        let name = format!("xx-zone-{jurisdiction}");
        let jurisdiction_id =
            JurisdictionId::new(name.as_bytes()).unwrap_or_else(|why| panic!("{name}: {why}"));
        let id = self.subjects[subject as usize];
        let coordinate = Coordinate { subject: id, jurisdiction: jurisdiction_id, domain };
        let place = [&id.0[..], &jurisdiction.to_be_bytes(), &[domain.code()]].concat();
        Item {
            address: Address { coordinate, jurisdiction_index: jurisdiction },
            slot: Slot { subject, jurisdiction, domain },
            cell,
            key: SoftKeccak::keccak256(&place),
        }
    }

    /// The item of a cell by its number; numbers ascend with slots.
    fn item(&self, number: usize) -> Item {
        let each = usize::from(self.layout.jurisdictions) * usize::from(self.layout.domains);
        let (subject, rest) = (number / each, number % each);
        let jurisdiction = 1 + (rest / usize::from(self.layout.domains)) as u16;
        let domain = Domain::ALL[rest % usize::from(self.layout.domains)];
        self.item_at(subject as u32, jurisdiction, domain, Some(self.cells[number]))
    }

    fn numbers(&mut self, count: usize) -> BTreeSet<usize> {
        let total = self.cells.len() as u32;
        let mut numbers = BTreeSet::new();
        while numbers.len() < count.min(self.cells.len()) {
            numbers.insert(self.random.below(total) as usize);
        }
        numbers
    }

    /// Distinct cells, in random order.
    fn items(&mut self, count: usize) -> Vec<Item> {
        let mut items: Vec<Item> = self.numbers(count).into_iter().map(|number| self.item(number)).collect();
        items.sort_by_key(|item| item.key);
        items
    }

    /// Distinct cells that have just got new contents, in random order.
    fn updates(&mut self, count: usize) -> Vec<Item> {
        let numbers = self.numbers(count);
        for number in &numbers {
            self.cells[*number] = self.random.cell();
        }
        let mut items: Vec<Item> = numbers.into_iter().map(|number| self.item(number)).collect();
        items.sort_by_key(|item| item.key);
        items
    }

    /// Places without a cell: half in a lane that exists, half in a jurisdiction where the subject holds nothing.
    fn absent(&mut self, count: usize) -> Vec<Item> {
        let subjects = self.subjects.len() as u32;
        (0..count)
            .map(|n| {
                let subject = self.random.below(subjects);
                let domain = Domain::ALL[usize::from(self.layout.domains) + n % 12];
                let jurisdiction = if n % 2 == 0 { 1 } else { 1 + self.layout.jurisdictions };
                self.item_at(subject, jurisdiction, domain, None)
            })
            .collect()
    }
}

/// A tree that can do what the tensor's can.
trait Contestant: Sized {
    /// What proving gives.
    type Path;
    /// What is verified.
    type Proof;

    fn name() -> &'static str;
    fn build(world: &World) -> Self;
    /// Leaf hashes, new root, and the write to the store.
    fn batch(&mut self, items: Vec<Item>);
    /// Of one item or of many; `None` if it cannot do many at once.
    fn prove(&self, items: &[Item]) -> Option<Self::Path>;
    /// Makes ready for verification; not timed.
    fn seal(&self, items: &[Item], path: Self::Path) -> Self::Proof;
    /// Against the tree's root. Membership or absence, as each item says.
    fn verify(&self, items: &[Item], proof: &Self::Proof) -> bool;
    fn bytes(&self, proof: &Self::Proof) -> usize;
    /// Hashes of the last batch, where it counts them.
    fn hashes(&self) -> Option<u64>;
}

/// What proofs were made of one kind of question, and the questions.
struct Asked<C: Contestant> {
    groups: Vec<Vec<Item>>,
    proofs: Vec<(Vec<Item>, C::Proof)>,
}

impl<C: Contestant> Default for Asked<C> {
    fn default() -> Self {
        Self { groups: Vec::new(), proofs: Vec::new() }
    }
}

/// A contestant on its world.
struct Entrant<C: Contestant> {
    world: World,
    tree: C,
    /// By [`Kind`].
    asked: [Asked<C>; 3],
}

/// Kinds of questions.
#[derive(Clone, Copy)]
enum Kind {
    Present = 0,
    Absent = 1,
    Many = 2,
}

const KINDS: [Kind; 3] = [Kind::Present, Kind::Absent, Kind::Many];

/// An entrant of any type.
trait Race {
    fn batch(&mut self, size: usize) -> Duration;
    fn hashes(&self) -> Figure;
    /// Makes and checks a proof of every question, once the tree stands.
    fn settle(&mut self) -> Result<(), String>;
    fn prove(&self, kind: Kind) -> Option<Duration>;
    fn verify(&self, kind: Kind) -> Option<Duration>;
    fn sizes(&self, kind: Kind) -> Vec<usize>;
}

impl<C: Contestant> Entrant<C> {
    fn build(layout: Layout, cells: u32) -> Self {
        let world = World::new(layout, cells);
        eprintln!("building {}: {} cells, {}", C::name(), world.cells.len(), layout.name);
        Self { tree: C::build(&world), world, asked: Default::default() }
    }
}

impl<C: Contestant> Race for Entrant<C> {
    fn batch(&mut self, size: usize) -> Duration {
        time(self.world.updates(size), |items| self.tree.batch(items))
    }

    fn hashes(&self) -> Figure {
        self.tree.hashes().map_or(Figure::None, Figure::Count)
    }

    fn settle(&mut self) -> Result<(), String> {
        let single = |items: Vec<Item>| items.into_iter().map(|item| vec![item]).collect();
        for kind in KINDS {
            let groups: Vec<Vec<Item>> = match kind {
                Kind::Present => single(self.world.items(INPUTS)),
                Kind::Absent => single(self.world.absent(INPUTS)),
                Kind::Many => (0..MANIES).map(|_| self.world.items(MANY)).collect(),
            };
            let seal =
                |items: &Vec<Item>| Some((items.clone(), self.tree.seal(items, self.tree.prove(items)?)));
            let proofs: Vec<(Vec<Item>, C::Proof)> = groups.iter().filter_map(seal).collect();
            if !proofs.iter().all(|(items, proof)| self.tree.verify(items, proof)) {
                return Err(format!("{}: a proof does not verify", C::name()));
            }
            self.asked[kind as usize] = Asked { groups, proofs };
        }
        Ok(())
    }

    fn prove(&self, kind: Kind) -> Option<Duration> {
        let Asked { groups, proofs } = &self.asked[kind as usize];
        (!proofs.is_empty()).then(|| time_each(groups, |items| self.tree.prove(items)))
    }

    fn verify(&self, kind: Kind) -> Option<Duration> {
        let Asked { proofs, .. } = &self.asked[kind as usize];
        (!proofs.is_empty()).then(|| time_each(proofs, |(items, proof)| self.tree.verify(items, proof)))
    }

    fn sizes(&self, kind: Kind) -> Vec<usize> {
        self.asked[kind as usize].proofs.iter().map(|(_, proof)| self.tree.bytes(proof)).collect()
    }
}

/// Both layouts of ours, then the peers.
pub fn run(cells: u32) -> Result<Report, String> {
    if cells < 10_000 {
        return Err("at least 10,000 cells, or a batch is the whole tree".into());
    }
    let [sixteen, one] = LAYOUTS;
    let mut trees: Vec<Box<dyn Race>> = vec![
        Box::new(Entrant::<ours::Ours>::build(sixteen, cells)),
        Box::new(Entrant::<ours::Ours>::build(one, cells)),
        Box::new(Entrant::<sparse::Sparse>::build(sixteen, cells)),
        Box::new(Entrant::<jellyfish::Jellyfish>::build(sixteen, cells)),
    ];
    let columns = vec![
        format!("{}, {}", ours::Ours::name(), sixteen.name),
        format!("{}, {}", ours::Ours::name(), one.name),
        sparse::Sparse::name().to_string(),
        jellyfish::Jellyfish::name().to_string(),
    ];

    let mut rows = Vec::new();
    eprintln!("updating");
    rows.push(("batch of 1,000 updates", race(BATCHES, &mut trees, |tree| Some(tree.batch(BATCH)))));
    rows.push(("hashes in that batch", trees.iter().map(|tree| tree.hashes()).collect()));
    rows.push(("single update", race(INPUTS, &mut trees, |tree| Some(tree.batch(1)))));
    trees.iter_mut().try_for_each(|tree| tree.settle())?;
    eprintln!("proving and verifying");
    let mut prove = |name, kind| (name, race(PASSES, &mut trees, |tree| tree.prove(kind)));
    rows.push(prove("prove a cell", Kind::Present));
    rows.push(prove("prove an absence", Kind::Absent));
    rows.push(prove("prove 100 cells at once", Kind::Many));
    let mut verify = |name, kind| (name, race(PASSES, &mut trees, |tree| tree.verify(kind)));
    rows.push(verify("verify a cell", Kind::Present));
    rows.push(verify("verify an absence", Kind::Absent));
    rows.push(verify("verify 100 cells at once", Kind::Many));
    let bytes = |name, kinds: &[Kind]| {
        let sizes = trees.iter().map(|tree| kinds.iter().flat_map(|kind| tree.sizes(*kind)));
        (name, sizes.map(Figure::bytes).collect())
    };
    rows.push(bytes("bytes, a cell", &[Kind::Present]));
    rows.push(bytes("bytes, an absence", &[Kind::Absent]));
    rows.push(bytes("bytes, half and half", &[Kind::Present, Kind::Absent]));
    rows.push(bytes("bytes, 100 cells at once", &[Kind::Many]));

    Ok(Report {
        title: format!("Tensor tree, {cells} cells"),
        rows: rows.into_iter().map(|(name, figures)| (name.to_string(), figures)).collect(),
        columns,
        ours: 2,
        notes: [
            "One thread, everything in memory, processor time; every hash is Keccak-256 through tiny-keccak 2.",
            "Contestants take turns in every round. All proofs are checked before they are timed.",
            "A batch hashes its 119-byte leaves, computes the new root and writes the store. Names, indices and the \
             peers' keys (hashes of coordinates) are given.",
            "The peers are general trees over 256-bit keys, and the layout of cells does not matter to them. Ours is \
             positional: a coordinate is an address.",
            "jmt: own hash map, stale nodes pruned; bytes in its borsh layout. sparse-merkle-tree: feature `trie`, its \
             DefaultStore; generation without compiling, bytes and verification compiled.",
            "Ours verifies from encoded bytes, decoding included; the peers from what they verify fastest.",
            "Half of the absent places are in a lane that exists, half in a jurisdiction where the subject holds nothing.",
            "Hashes: as many as the engine reports, plus the leaves.",
        ]
        .map(str::to_string)
        .to_vec(),
    })
}
