//! Reads Substrate's state trie from the nodes of a proof: nothing but what hashes to a known root is believed.
//!
//! The format is that of the SDK's `sp-trie`, whose proofs the tests here are made with. A node is a header with the
//! length of its part of the key, that part, and then a value (leaf), or a map of children, perhaps a value, and the
//! children (branch). Children and long values are named by their BLAKE2b-256; short children stand in their parent.

use std::collections::{BTreeMap, BTreeSet};

use codec::{Compact, Decode, Input};
use polkadot_sdk::sp_runtime::traits::{BlakeTwo256, Hash as _};

/// A hash, of a node or a value.
pub type Hash = [u8; 32];

/// BLAKE2b-256.
pub fn blake2_256(bytes: &[u8]) -> Hash {
    BlakeTwo256::hash(bytes).0
}

/// Why a proof shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The same node is there twice.
    #[error("a node is there twice")]
    Twice,
    /// The way to a key leads to a node that is not there.
    #[error("a node on the way is missing, or is another one than its hash says")]
    Missing,
    /// A node is not written as nodes are.
    #[error("a node cannot be read")]
    Malformed,
    /// Nodes that lead to none of the keys.
    #[error("there are nodes that prove nothing")]
    Unused,
}

/// The nodes of a proof, by their hashes.
pub struct Nodes {
    by_hash: BTreeMap<Hash, Vec<u8>>,
    used: BTreeSet<Hash>,
}

/// A node, as far as a read needs it.
enum Node {
    Empty,
    Leaf { path: Vec<u8>, value: Value },
    Branch { path: Vec<u8>, value: Option<Value>, children: Box<[Option<Child>; 16]> },
}

/// A value where it is, or its hash.
enum Value {
    Inline(Vec<u8>),
    Hashed(Hash),
}

/// A child where it is, or its hash.
#[derive(Clone)]
enum Child {
    Inline(Vec<u8>),
    Hashed(Hash),
}

impl Nodes {
    /// Takes the nodes of a proof. Their hashes are made here.
    pub fn new(nodes: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, Fault> {
        let mut by_hash = BTreeMap::new();
        for node in nodes {
            if by_hash.insert(blake2_256(&node), node).is_some() {
                return Err(Fault::Twice);
            }
        }
        Ok(Self { by_hash, used: BTreeSet::new() })
    }

    /// The value under a key in the trie of this root; none where it is proven absent.
    pub fn get(&mut self, root: &Hash, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let nibbles: Vec<u8> = key.iter().flat_map(|byte| [byte >> 4, byte & 0xf]).collect();
        let mut rest = nibbles.as_slice();
        let mut node = self.take(root)?;
        // Ends: each turn through a branch uses up one nibble of the key at least.
        loop {
            let value = match read_node(&node)? {
                Node::Empty => return Ok(None),
                Node::Leaf { path, value } => (rest == path).then_some(value),
                Node::Branch { path, value, children } => {
                    let Some(beyond) = rest.strip_prefix(path.as_slice()) else { return Ok(None) };
                    match beyond.split_first() {
                        None => value,
                        Some((nibble, beyond)) => {
                            node = match children.get(usize::from(*nibble)).cloned().flatten() {
                                None => return Ok(None),
                                Some(Child::Inline(node)) => node,
                                Some(Child::Hashed(hash)) => self.take(&hash)?,
                            };
                            rest = beyond;
                            continue;
                        }
                    }
                }
            };
            return match value {
                None => Ok(None),
                Some(Value::Inline(value)) => Ok(Some(value)),
                Some(Value::Hashed(hash)) => self.take(&hash).map(Some),
            };
        }
    }

    /// Refuses a proof of which a part was never needed.
    pub fn finish(self) -> Result<(), Fault> {
        match self.used.len() == self.by_hash.len() {
            true => Ok(()),
            false => Err(Fault::Unused),
        }
    }

    fn take(&mut self, hash: &Hash) -> Result<Vec<u8>, Fault> {
        let node = self.by_hash.get(hash).cloned().ok_or(Fault::Missing)?;
        self.used.insert(*hash);
        Ok(node)
    }
}

/// What follows a header.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Leaf,
    HashedLeaf,
    Branch,
    ValueBranch,
    HashedValueBranch,
}

/// Kind of the node, and how many bits of the first byte the length of its path has.
fn kind_of(first: u8) -> Option<(Kind, u32)> {
    Some(match first {
        _ if first >> 6 == 0b01 => (Kind::Leaf, 6),
        _ if first >> 6 == 0b10 => (Kind::Branch, 6),
        _ if first >> 6 == 0b11 => (Kind::ValueBranch, 6),
        _ if first >> 5 == 0b001 => (Kind::HashedLeaf, 5),
        _ if first >> 4 == 0b0001 => (Kind::HashedValueBranch, 4),
        _ => return None,
    })
}

fn read_node(bytes: &[u8]) -> Result<Node, Fault> {
    let mut input = bytes;
    let node = read_node_from(&mut input).ok_or(Fault::Malformed)?;
    match input.is_empty() {
        true => Ok(node),
        false => Err(Fault::Malformed),
    }
}

fn read_node_from(input: &mut &[u8]) -> Option<Node> {
    let first = input.read_byte().ok()?;
    if first == 0 {
        return Some(Node::Empty);
    }
    let (kind, bits) = kind_of(first)?;
    let most = (1 << bits) - 1;
    let path = read_path(input, first & most, most)?;
    if matches!(kind, Kind::Leaf | Kind::HashedLeaf) {
        return Some(Node::Leaf { path, value: read_value(input, kind == Kind::HashedLeaf)? });
    }
    let map = u16::decode(input).ok()?;
    let value = match kind {
        Kind::Branch => None,
        _ => Some(read_value(input, kind == Kind::HashedValueBranch)?),
    };
    let mut children: Box<[Option<Child>; 16]> = Default::default();
    for (nibble, child) in children.iter_mut().enumerate() {
        if map & (1 << nibble) != 0 {
            let bytes = read_bytes(input)?;
            *child = Some(match <Hash>::try_from(bytes.as_slice()) {
                Ok(hash) => Child::Hashed(hash),
                Err(_) => Child::Inline(bytes),
            });
        }
    }
    Some(Node::Branch { path, value, children })
}

/// The nibbles of a path, of which `said` is in the header; if that is `most`, bytes follow that count on.
fn read_path(input: &mut &[u8], said: u8, most: u8) -> Option<Vec<u8>> {
    let mut count = usize::from(said);
    if said == most {
        loop {
            let more = input.read_byte().ok()?;
            count = count.checked_add(more.into())?;
            if more != u8::MAX {
                break;
            }
        }
    }
    // Longer than what is left: no allocation for a number that somebody wrote.
    let (bytes, rest) = input.split_at_checked(count.div_ceil(2))?;
    *input = rest;
    let nibbles: Vec<u8> = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]).collect();
    match (count % 2, nibbles.split_first()) {
        (0, _) => Some(nibbles),
        (_, Some((0, rest))) => Some(rest.to_vec()),
        _ => None,
    }
}

fn read_value(input: &mut &[u8], is_hashed: bool) -> Option<Value> {
    Some(match is_hashed {
        true => Value::Hashed(Decode::decode(input).ok()?),
        false => Value::Inline(read_bytes(input)?),
    })
}

fn read_bytes(input: &mut &[u8]) -> Option<Vec<u8>> {
    let Compact(length) = Compact::<u32>::decode(input).ok()?;
    let (bytes, rest) = input.split_at_checked(usize::try_from(length).ok()?)?;
    *input = rest;
    Some(bytes.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use polkadot_sdk::{
        sp_core::storage::{ChildInfo, Storage, StorageChild},
        sp_io::{default_child_storage, storage, TestExternalities},
    };

    /// A number that looks random, from a seed.
    fn scatter(seed: u64) -> u64 {
        u64::from_be_bytes(blake2_256(&seed.to_be_bytes())[..8].try_into().unwrap())
    }

    /// Keys that share beginnings, values of every way of writing them.
    fn entries(seed: u64) -> BTreeMap<Vec<u8>, Vec<u8>> {
        (0..scatter(seed) % 60)
            .map(|n| {
                let random = scatter(seed * 1_000 + n);
                let key =
                    random.to_be_bytes()[..1 + random as usize % 8].iter().map(|byte| byte & 0x33).collect();
                (key, vec![n as u8; scatter(random) as usize % 70])
            })
            .collect()
    }

    /// The SDK's own proof of some keys, and the root it is against.
    fn proven(top: &BTreeMap<Vec<u8>, Vec<u8>>, keys: &[Vec<u8>]) -> (Hash, Vec<Vec<u8>>) {
        let mut state = TestExternalities::new(Storage { top: top.clone(), ..Storage::default() });
        let ((), proof) = state.execute_and_prove(|| keys.iter().for_each(|key| drop(storage::get(key))));
        (state.backend.root().0, proof.into_iter_nodes().collect())
    }

    #[test]
    fn what_the_sdk_proves_is_read_as_the_sdk_reads_it() {
        let (mut present, mut absent) = (0, 0);
        for seed in 0..200 {
            let top = entries(seed);
            let mut keys: Vec<_> = top.keys().step_by(3).cloned().collect();
            keys.extend((0..5).map(|n| scatter(seed + n).to_be_bytes()[..1 + n as usize].to_vec()));
            let (root, nodes) = proven(&top, &keys);
            let mut nodes = Nodes::new(nodes).unwrap();
            for key in &keys {
                assert_eq!(nodes.get(&root, key), Ok(top.get(key).cloned()), "{seed} {key:?}");
                if top.contains_key(key) {
                    present += 1
                } else {
                    absent += 1
                }
            }
            assert_eq!(nodes.finish(), Ok(()));
        }
        assert!(present > 1_000 && absent > 500, "{present} {absent}");
    }

    #[test]
    fn a_child_trie_is_reached_through_its_root_in_the_state() {
        let child: BTreeMap<_, _> = (0..40u8).map(|n| (vec![n.wrapping_mul(7); 32], vec![n; 32])).collect();
        let info = ChildInfo::new_default(b"instance");
        let children = [(b"instance".to_vec(), StorageChild { data: child.clone(), child_info: info })];
        let mut state = TestExternalities::new(Storage {
            top: entries(3),
            children_default: children.into_iter().collect(),
        });
        let keys = [vec![7; 32], vec![8; 32], vec![255; 32]];
        let ((), proof) = state.execute_and_prove(|| {
            keys.iter().for_each(|key| drop(default_child_storage::get(b"instance", key)))
        });
        let mut nodes = Nodes::new(proof.into_iter_nodes()).unwrap();
        let root = nodes.get(&state.backend.root().0, b":child_storage:default:instance").unwrap().unwrap();
        let root = <Hash>::try_from(root.as_slice()).unwrap();
        for key in &keys {
            assert_eq!(nodes.get(&root, key), Ok(child.get(key).cloned()));
        }
        assert_eq!(nodes.finish(), Ok(()));
    }

    #[test]
    fn every_other_bit_and_every_node_more_or_less_is_refused() {
        let top = entries(7);
        let keys: Vec<_> = top.keys().take(4).cloned().chain([vec![0xff; 3]]).collect();
        let (root, nodes) = proven(&top, &keys);
        let read = |nodes: Vec<Vec<u8>>| {
            let mut nodes = Nodes::new(nodes)?;
            let values = keys.iter().map(|key| nodes.get(&root, key)).collect::<Result<Vec<_>, _>>()?;
            nodes.finish().map(|()| values)
        };
        assert!(read(nodes.clone()).is_ok());
        for (at, node) in nodes.iter().enumerate() {
            for byte in 0..node.len() {
                let mut changed = nodes.clone();
                changed[at][byte] ^= 1 << (byte % 8);
                assert_eq!(read(changed), Err(Fault::Missing), "node {at} byte {byte}");
            }
            let mut less = nodes.clone();
            less.remove(at);
            assert_eq!(read(less), Err(Fault::Missing), "node {at} is needed");
        }
        assert_eq!(read([nodes.clone(), vec![vec![1, 2, 3]]].concat()), Err(Fault::Unused));
        assert_eq!(read([nodes.clone(), nodes[..1].to_vec()].concat()), Err(Fault::Twice));
    }

    #[test]
    fn bytes_that_are_no_node_are_refused_without_a_panic() {
        for seed in 0..20_000u64 {
            let bytes = [scatter(seed).to_be_bytes(), scatter(seed + 1).to_be_bytes()].concat();
            let _ = read_node(&bytes[..seed as usize % 17]);
        }
        // A path longer than what is there, a child beyond the end, an odd path whose first half is not zero, more after
        // the end.
        for bad in
            [&[0x7f, 0xff, 0xff][..], &[0x80, 1, 0, 0xff], &[0x41, 0x11, 0], &[0x40, 4, 9, 9], &[0, 0], &[]]
        {
            assert!(matches!(read_node(bad), Err(Fault::Malformed)), "{bad:?}");
        }
        assert!(matches!(read_node(&[0x41, 0x01, 4, 9]), Ok(Node::Leaf { .. })));
    }
}
