//! sparse-merkle-tree with its feature `trie`. Without it the tree keeps some 242 branches a key.

use msez_tensor::TreeHasher;
use sparse_merkle_tree::{
    default_store::DefaultStore, traits::Hasher, CompiledMerkleProof, MerkleProof, SparseMerkleTree, H256,
};
use tiny_keccak::Hasher as _;

use super::{Contestant, Item, World, H};

struct KeccakHasher(tiny_keccak::Keccak);

impl Default for KeccakHasher {
    fn default() -> Self {
        Self(tiny_keccak::Keccak::v256())
    }
}

impl Hasher for KeccakHasher {
    fn write_h256(&mut self, word: &H256) {
        self.0.update(word.as_slice());
    }

    fn write_byte(&mut self, byte: u8) {
        self.0.update(&[byte]);
    }

    fn finish(self) -> H256 {
        let mut digest = [0; 32];
        self.0.finalize(&mut digest);
        digest.into()
    }
}

pub struct Sparse(SparseMerkleTree<KeccakHasher, H256, DefaultStore<H256>>);

fn entry(item: &Item) -> (H256, H256) {
    let leaf = item.cell.map(|cell| H::leaf(&item.address.coordinate, &cell).0);
    (item.key.into(), leaf.map_or(H256::zero(), H256::from))
}

fn keys(items: &[Item]) -> Vec<H256> {
    items.iter().map(|item| item.key.into()).collect()
}

impl Contestant for Sparse {
    type Path = MerkleProof;
    type Proof = CompiledMerkleProof;

    fn name() -> &'static str {
        "sparse-merkle-tree"
    }

    fn build(world: &World) -> Self {
        let mut sparse = Self(SparseMerkleTree::default());
        let numbers: Vec<usize> = (0..world.cells.len()).collect();
        for part in numbers.chunks(10_000) {
            sparse.batch(part.iter().map(|number| world.item(*number)).collect());
        }
        sparse
    }

    fn batch(&mut self, items: Vec<Item>) {
        let leaves = items.iter().map(entry).collect();
        self.0.update_all(leaves).unwrap_or_else(|why| panic!("{why}"));
    }

    fn prove(&self, items: &[Item]) -> Option<Self::Path> {
        self.0.merkle_proof(keys(items)).ok()
    }

    fn seal(&self, items: &[Item], path: Self::Path) -> Self::Proof {
        path.compile(keys(items)).unwrap_or_else(|why| panic!("{why}"))
    }

    fn verify(&self, items: &[Item], proof: &Self::Proof) -> bool {
        proof.verify::<KeccakHasher>(self.0.root(), items.iter().map(entry).collect()).unwrap_or(false)
    }

    fn bytes(&self, proof: &Self::Proof) -> usize {
        proof.0.len()
    }

    fn hashes(&self) -> Option<u64> {
        None
    }
}
