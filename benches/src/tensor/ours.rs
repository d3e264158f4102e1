//! msez-tensor.

use msez_core::{Digest, SubjectId};
use msez_tensor::{
    apply, prove_cell, prove_many, Address, Cell, CellProof, LeafUpdate, MemoryStore, MultiProof, Slot,
    TreeHasher,
};

use super::{Contestant, Item, World, H};

pub struct Ours {
    store: MemoryStore,
    root: Digest,
    hashes: u64,
}

impl Ours {
    fn apply(&mut self, newcomers: &[SubjectId], items: &[Item]) {
        let mut updates: Vec<LeafUpdate> = items
            .iter()
            .map(|Item { address, slot, cell, .. }| LeafUpdate {
                slot: *slot,
                leaf: cell.map(|cell| H::leaf(&address.coordinate, &cell)),
            })
            .collect();
        updates.sort_unstable_by_key(|update| update.slot);
        let applied =
            apply::<H, _>(&mut self.store, newcomers, &updates).unwrap_or_else(|why| panic!("{why}"));
        self.root = applied.root;
        self.hashes = u64::from(applied.hashes) + updates.len() as u64;
    }
}

pub enum Path {
    One(CellProof),
    Many(MultiProof),
}

impl Contestant for Ours {
    type Path = Path;
    type Proof = Vec<u8>;

    fn name() -> &'static str {
        "msez-tensor"
    }

    fn build(world: &World) -> Self {
        let mut ours = Self { store: MemoryStore::default(), root: Digest::default(), hashes: 0 };
        let each = world.cells.len() / world.subjects.len();
        for (part, subjects) in world.subjects.chunks(10_000).enumerate() {
            let first = part * 10_000 * each;
            let items: Vec<Item> =
                (first..first + subjects.len() * each).map(|number| world.item(number)).collect();
            ours.apply(subjects, &items);
        }
        ours
    }

    fn batch(&mut self, items: Vec<Item>) {
        self.apply(&[], &items);
    }

    fn prove(&self, items: &[Item]) -> Option<Self::Path> {
        if let [Item { slot, cell, .. }] = items {
            return prove_cell(&self.store, *slot, *cell).ok().map(Path::One);
        }
        let mut slots: Vec<(Slot, Option<Cell>)> = items.iter().map(|item| (item.slot, item.cell)).collect();
        slots.sort_unstable_by_key(|(slot, _)| *slot);
        let cell = |slot| slots.binary_search_by_key(&slot, |(at, _)| *at).ok().and_then(|at| slots[at].1);
        let asked: Vec<Slot> = slots.iter().map(|(slot, _)| *slot).collect();
        prove_many(&self.store, &asked, cell).ok().map(Path::Many)
    }

    fn seal(&self, _: &[Item], path: Self::Path) -> Self::Proof {
        match path {
            Path::One(proof) => proof.to_bytes(),
            Path::Many(proof) => proof.to_bytes(),
        }
    }

    fn verify(&self, items: &[Item], proof: &Self::Proof) -> bool {
        if let [Item { address, cell, .. }] = items {
            let verified =
                CellProof::from_bytes(proof).and_then(|proof| proof.verify::<H>(&self.root, address));
            return verified.is_ok_and(|verified| verified.cell == *cell);
        }
        let addresses: Vec<Address> = items.iter().map(|item| item.address).collect();
        let verified =
            MultiProof::from_bytes(proof).and_then(|proof| proof.verify::<H>(&self.root, &addresses));
        verified.is_ok_and(|cells| cells.iter().zip(items).all(|(verified, item)| verified.cell == item.cell))
    }

    fn bytes(&self, proof: &Self::Proof) -> usize {
        proof.len()
    }

    fn hashes(&self) -> Option<u64> {
        Some(self.hashes)
    }
}
