//! A hasher of fixed height, as circuits want it: missing halves are hashes of empty subtrees.

mod common;

use common::{node, Model, Random, H};
use msez_core::{Coordinate, Digest, Domain, SubjectId};
use msez_tensor::{
    apply, depth, prove_cell, root, Cell, LaneEntry, LeafUpdate, MemoryStore, ProofError, Slot, TreeHasher,
};

const HEIGHT: u8 = 32;

/// Keccak nodes in a tree of height 32.
struct Padded;

fn empty(level: u8) -> Digest {
    (0..level).fold(Digest([0; 32]), |below, _| node(&below, &below))
}

impl TreeHasher for Padded {
    fn leaf(coordinate: &Coordinate, cell: &Cell) -> Digest {
        H::leaf(coordinate, cell)
    }

    fn node(left: &Digest, right: &Digest) -> Digest {
        H::node(left, right)
    }

    fn subject(id: &SubjectId, lanes: &[LaneEntry]) -> Digest {
        H::subject(id, lanes)
    }

    fn root(width: u32, top: &Digest) -> Digest {
        H::root(width, &(depth(width)..HEIGHT).fold(*top, |top, level| node(&top, &empty(level))))
    }

    fn empty(level: u8) -> Option<Digest> {
        Some(empty(level))
    }
}

/// By definition: every level padded with the hash of an empty subtree.
fn reference(model: &Model) -> Digest {
    let mut nodes = model.subject_nodes();
    for level in 0..HEIGHT {
        if nodes.len() % 2 == 1 || nodes.is_empty() {
            nodes.push(empty(level));
        }
        if nodes.len() == 1 {
            nodes.push(empty(level));
        }
        nodes = nodes.chunks(2).map(|pair| node(&pair[0], &pair[1])).collect();
    }
    H::root(model.subjects.len() as u32, &nodes[0])
}

#[test]
fn a_padded_tree_equals_its_definition_and_proves() {
    let mut random = Random(11);
    let (mut model, mut store) = (Model::default(), MemoryStore::default());
    assert_ne!(reference(&model), root::<H, _>(&store));
    for width in 1..=70u32 {
        let id = SubjectId(random.word());
        model.subjects.push(id);
        let at = Slot {
            subject: random.below(width),
            jurisdiction: 5,
            domain: Domain::ALL[random.below(20) as usize],
        };
        let cell = random.cell();
        model.cells.insert(at, cell);
        let leaf = Some(Padded::leaf(&model.address(at).coordinate, &cell));
        let applied = apply::<Padded, _>(&mut store, &[id], &[LeafUpdate { slot: at, leaf }]).unwrap();
        assert_eq!(applied.root, reference(&model), "{width}");
        assert_eq!(root::<Padded, _>(&store), applied.root);

        let proof = prove_cell(&store, at, Some(cell)).unwrap();
        let verified = proof.verify::<Padded>(&applied.root, &model.address(at)).unwrap();
        assert_eq!(verified.cell, Some(cell));
        let wrong = proof.verify::<H>(&applied.root, &model.address(at));
        assert!(width == 1 || wrong == Err(ProofError::WrongRoot));
    }
}
