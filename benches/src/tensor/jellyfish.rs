//! jmt over a hash map of its own, from which stale nodes are pruned after every batch.

use anyhow::Result;
use jmt::{
    proof::SparseMerkleProof,
    storage::{LeafNode, Node, NodeKey, TreeReader, TreeUpdateBatch},
    JellyfishMerkleTree, KeyHash, OwnedValue, RootHash, SimpleHasher, Version,
};
use std::collections::HashMap;
use tiny_keccak::Hasher as _;

use super::{leaf_preimage, Contestant, Item, World};

pub struct KeccakHasher(tiny_keccak::Keccak);

impl SimpleHasher for KeccakHasher {
    fn new() -> Self {
        Self(tiny_keccak::Keccak::v256())
    }

    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }

    fn finalize(self) -> [u8; 32] {
        let mut digest = [0; 32];
        self.0.finalize(&mut digest);
        digest
    }
}

#[derive(Default)]
struct Nodes {
    nodes: HashMap<NodeKey, Node>,
    /// The newest value only: nothing older is read here.
    values: HashMap<KeyHash, OwnedValue>,
}

impl Nodes {
    fn write(&mut self, batch: TreeUpdateBatch) {
        for (key, node) in batch.node_batch.nodes() {
            self.nodes.insert(key.clone(), node.clone());
        }
        for ((_, key), value) in batch.node_batch.values() {
            match value {
                Some(value) => self.values.insert(*key, value.clone()),
                None => self.values.remove(key),
            };
        }
        for stale in batch.stale_node_index_batch {
            self.nodes.remove(&stale.node_key);
        }
    }
}

impl TreeReader for Nodes {
    fn get_node_option(&self, key: &NodeKey) -> Result<Option<Node>> {
        Ok(self.nodes.get(key).cloned())
    }

    fn get_value_option(&self, _: Version, key: KeyHash) -> Result<Option<OwnedValue>> {
        Ok(self.values.get(&key).cloned())
    }

    fn get_rightmost_leaf(&self) -> Result<Option<(NodeKey, LeafNode)>> {
        Ok(None)
    }
}

pub struct Jellyfish {
    nodes: Nodes,
    root: RootHash,
    next: Version,
}

type Tree<'a> = JellyfishMerkleTree<'a, Nodes, KeccakHasher>;

impl Contestant for Jellyfish {
    type Path = SparseMerkleProof<KeccakHasher>;
    type Proof = SparseMerkleProof<KeccakHasher>;

    fn name() -> &'static str {
        "jmt"
    }

    fn build(world: &World) -> Self {
        let mut jellyfish = Self { nodes: Nodes::default(), root: RootHash([0; 32]), next: 0 };
        let numbers: Vec<usize> = (0..world.cells.len()).collect();
        for part in numbers.chunks(10_000) {
            jellyfish.batch(part.iter().map(|number| world.item(*number)).collect());
        }
        jellyfish
    }

    /// The leaf's preimage is the value, which jmt hashes itself: one leaf hash here as everywhere.
    fn batch(&mut self, items: Vec<Item>) {
        let values = items.iter().map(|item| (KeyHash(item.key), leaf_preimage(item)));
        let put = Tree::new(&self.nodes).put_value_set(values, self.next);
        let (root, batch) = put.unwrap_or_else(|why| panic!("{why}"));
        self.nodes.write(batch);
        self.root = root;
        self.next += 1;
    }

    fn prove(&self, items: &[Item]) -> Option<Self::Path> {
        let [item] = items else { return None };
        Tree::new(&self.nodes).get_with_proof(KeyHash(item.key), self.next - 1).ok().map(|(_, proof)| proof)
    }

    fn seal(&self, _: &[Item], path: Self::Path) -> Self::Proof {
        path
    }

    fn verify(&self, items: &[Item], proof: &Self::Proof) -> bool {
        items.iter().all(|item| proof.verify(self.root, KeyHash(item.key), leaf_preimage(item)).is_ok())
    }

    /// The length of its borsh encoding: a tag and 64 bytes for a leaf or an inner node, a tag for nothing, four bytes
    /// for the number of siblings.
    fn bytes(&self, proof: &Self::Proof) -> usize {
        let fields = serde_json::to_value(proof).unwrap_or_else(|why| panic!("{why}"));
        let siblings = fields["siblings"].as_array().map_or(&[][..], Vec::as_slice);
        let sibling = |node: &serde_json::Value| if node.is_object() { 65 } else { 1 };
        let leaf = if fields["leaf"].is_null() { 1 } else { 65 };
        leaf + 4 + siblings.iter().map(sibling).sum::<usize>()
    }

    fn hashes(&self) -> Option<u64> {
        None
    }
}
