//! Vectors that another implementation made from the crate's README. An EVM or other verifier can be held to them.

mod common;

use common::H;
use msez_core::{Coordinate, Digest, Domain, SubjectId};
use msez_tensor::{
    apply, attestations_root, prove_cell, root, Address, Cell, KeccakBackend, LaneEntry, LeafUpdate,
    MemoryStore, Slot, SoftKeccak, Store, TreeHasher,
};
use serde_json::Value;

fn vectors() -> Value {
    serde_json::from_str(include_str!("vectors/tree.json")).unwrap()
}

fn digest(value: &Value) -> Digest {
    value.as_str().unwrap().parse().unwrap()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

/// Slot, name, cell and leaf of each cell.
fn cells(vectors: &Value) -> Vec<(Slot, Address, Cell, Digest)> {
    let cell = |entry: &Value| {
        let slot = Slot {
            subject: number(&entry["subject_index"]) as u32,
            jurisdiction: number(&entry["jurisdiction_index"]) as u16,
            domain: entry["domain"].as_str().unwrap().parse::<Domain>().unwrap(),
        };
        let coordinate: Coordinate = serde_json::from_value(entry.clone()).unwrap();
        let address = Address { coordinate, jurisdiction_index: slot.jurisdiction };
        (slot, address, serde_json::from_value(entry["cell"].clone()).unwrap(), digest(&entry["leaf"]))
    };
    list(&vectors["cells"]).iter().map(cell).collect()
}

#[test]
fn the_backend_is_keccak_256_and_not_sha3() {
    let empty = "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470".parse::<Digest>();
    assert_eq!(Ok(Digest(SoftKeccak::keccak256(b""))), empty);
    let abc = "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45".parse::<Digest>();
    assert_eq!(Ok(Digest(SoftKeccak::keccak256(b"abc"))), abc);
}

#[test]
fn leaves_nodes_and_attestation_sets_are_as_published() {
    let vectors = vectors();
    for (_, address, cell, leaf) in cells(&vectors) {
        assert_eq!(H::leaf(&address.coordinate, &cell), leaf);
    }
    let node = &vectors["node"];
    assert_eq!(H::node(&digest(&node["left"]), &digest(&node["right"])), digest(&node["parent"]));
    let set = &vectors["attestations"];
    let ids: Vec<Digest> = list(&set["ids"]).iter().map(digest).collect();
    assert_eq!(attestations_root::<SoftKeccak>(&ids), digest(&set["root"]));
    for subject in list(&vectors["subjects"]) {
        let id: SubjectId = serde_json::from_value(subject["id"].clone()).unwrap();
        let lanes: Vec<LaneEntry> = serde_json::from_value(subject["lanes"].clone()).unwrap();
        assert_eq!(H::subject(&id, &lanes), digest(&subject["node"]));
    }
}

#[test]
fn trees_of_every_width_have_the_published_roots_and_prove_the_published_cells() {
    let vectors = vectors();
    let cells = cells(&vectors);
    let ids: Vec<SubjectId> =
        list(&vectors["subjects"]).iter().map(|s| serde_json::from_value(s["id"].clone()).unwrap()).collect();
    for entry in list(&vectors["roots"]) {
        let width = number(&entry["width"]) as u32;
        let updates: Vec<LeafUpdate> = cells
            .iter()
            .filter(|(slot, ..)| slot.subject < width)
            .map(|(slot, _, _, leaf)| LeafUpdate { slot: *slot, leaf: Some(*leaf) })
            .collect();
        let mut store = MemoryStore::default();
        let applied = apply::<H, _>(&mut store, &ids[..width as usize], &updates).unwrap();
        assert_eq!(applied.root, digest(&entry["root"]));
        assert_eq!(H::root(width, &digest(&entry["top"])), applied.root);
        assert_eq!(root::<H, _>(&store), applied.root);
        for (slot, address, cell, _) in cells.iter().filter(|(slot, ..)| slot.subject < width) {
            let proof = prove_cell(&store, *slot, Some(*cell)).unwrap();
            assert_eq!(proof.verify::<H>(&applied.root, address).unwrap().cell, Some(*cell));
        }
        for (index, id) in ids.iter().enumerate().take(width as usize) {
            assert_eq!(store.subject(index as u32).unwrap().id, *id);
        }
    }
}
