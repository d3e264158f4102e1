//! The Poseidon tree as a whole: msez-tensor's engine with this crate's hasher, against the layout of the README.

use ark_bn254::Fr;
use ark_ff::{BigInteger, PrimeField};
use msez_bn254_host::{poseidon, PoseidonHasher, POISON};
use msez_core::{ComplianceState, Coordinate, Digest, Domain, JurisdictionId, SubjectId};
use msez_tensor::{
    apply, prove_cell, Address, Cell, CellProof, LaneEntry, LeafUpdate, MemoryStore, Slot, TreeHasher,
};

fn p(inputs: &[[u8; 32]]) -> [u8; 32] {
    poseidon(inputs).unwrap()
}

fn number(n: u32) -> [u8; 32] {
    let mut word = [0; 32];
    word[28..].copy_from_slice(&n.to_be_bytes());
    word
}

fn subject(index: u32) -> SubjectId {
    SubjectId(p(&[number(index)]))
}

/// Every third subject has no cell, the others have one to four.
fn cells() -> impl Iterator<Item = (Address, Slot, Cell)> {
    (0..40u32).flat_map(|index| {
        let domains: &[u8] = [&[][..], &[3], &[0, 1, 9, 19]][index as usize % 3];
        domains.iter().map(move |code| {
            let domain = Domain::from_code(*code).unwrap();
            let jurisdiction: JurisdictionId = "pa-test".parse().unwrap();
            let cell = Cell {
                state: ComplianceState::Compliant,
                from: u64::from(index),
                until: index.is_multiple_of(2).then_some(1_000_000),
                version: u32::from(*code),
                attestations_root: Digest(subject(index + 100).0),
            };
            let coordinate = Coordinate { subject: subject(index), jurisdiction, domain };
            let slot = Slot { subject: index, jurisdiction: 5, domain };
            (Address { coordinate, jurisdiction_index: 5 }, slot, cell)
        })
    })
}

fn tree(width: u32) -> (MemoryStore, Digest) {
    let newcomers: Vec<_> = (0..width).map(subject).collect();
    let updates: Vec<_> = cells()
        .filter(|(_, slot, _)| slot.subject < width)
        .map(|(address, slot, cell)| LeafUpdate {
            slot,
            leaf: Some(PoseidonHasher::leaf(&address.coordinate, &cell)),
        })
        .collect();
    let mut store = MemoryStore::default();
    let root = apply::<PoseidonHasher, _>(&mut store, &newcomers, &updates).unwrap().root;
    (store, root)
}

/// The root of a lane, by halving its 32 slots: a half without leaves leaves the other as it is.
fn lane(leaves: &[(u8, Digest)], low: u8, size: u8) -> Option<Digest> {
    if size == 1 {
        return leaves.iter().find(|(code, _)| *code == low).map(|(_, leaf)| *leaf);
    }
    let half = size / 2;
    match (lane(leaves, low, half), lane(leaves, low + half, half)) {
        (Some(left), Some(right)) => Some(PoseidonHasher::node(&left, &right)),
        (one, other) => one.or(other),
    }
}

#[test]
fn the_engine_builds_the_tree_of_the_layout() {
    for width in (0..=20).chain([31, 32, 33, 40]) {
        let mut row: Vec<Digest> = (0..width)
            .map(|index| {
                let leaves: Vec<_> = cells()
                    .filter(|(_, slot, _)| slot.subject == index)
                    .map(|(at, slot, cell)| (slot.domain.code(), PoseidonHasher::leaf(&at.coordinate, &cell)))
                    .collect();
                let slots = leaves.iter().map(|(code, _)| 1u32 << code).sum();
                let entry = lane(&leaves, 0, 32).map(|root| LaneEntry { jurisdiction: 5, slots, root });
                PoseidonHasher::subject(&subject(index), entry.as_slice())
            })
            .collect();
        let mut empty = [0; 32];
        for _ in 0..32 {
            row = row
                .chunks(2)
                .map(|pair| Digest(p(&[pair[0].0, pair.get(1).map_or(empty, |right| right.0)])))
                .collect();
            empty = p(&[empty, empty]);
        }
        let top = row.first().map_or(empty, |top| top.0);
        assert_eq!(tree(width).1 .0, p(&[number(width), top]), "{width} subjects");
    }
}

#[test]
fn cells_and_absences_are_proved() {
    let (store, root) = tree(40);
    for (mut address, mut slot, cell) in cells() {
        let proof = prove_cell(&store, slot, Some(cell)).unwrap();
        let verified = proof.verify::<PoseidonHasher>(&root, &address).unwrap();
        assert_eq!((verified.index, verified.cell), (slot.subject, Some(cell)));

        slot.domain = Domain::from_code(2).unwrap();
        address.coordinate.domain = slot.domain;
        let proof = prove_cell(&store, slot, None).unwrap();
        assert_eq!(proof.verify::<PoseidonHasher>(&root, &address).unwrap().cell, None);
    }
}

#[test]
fn a_changed_proof_is_refused_even_by_a_multiple_of_the_modulus() {
    let (store, root) = tree(40);
    let (address, slot, cell) = cells().nth(10).unwrap();
    let proof = prove_cell(&store, slot, Some(cell)).unwrap();
    let bytes = proof.to_bytes();
    for at in 0..bytes.len() {
        for bit in [1, 128] {
            let mut bytes = bytes.clone();
            bytes[at] ^= bit;
            if let Ok(changed) = CellProof::from_bytes(&bytes) {
                assert!(changed.verify::<PoseidonHasher>(&root, &address).is_err(), "byte {at}");
            }
        }
    }
    // The same element of the field in other bytes.
    for at in 0..proof.siblings.len() {
        let mut changed = proof.clone();
        let mut integer = Fr::from_be_bytes_mod_order(&changed.siblings[at].0).into_bigint();
        integer.add_with_carry(&Fr::MODULUS);
        changed.siblings[at] = Digest(integer.to_bytes_be().try_into().unwrap());
        assert!(changed.verify::<PoseidonHasher>(&root, &address).is_err(), "sibling {at}");
        assert!(
            changed.verify::<PoseidonHasher>(&POISON, &address).is_ok(),
            "it comes to the poison, which is no root"
        );
    }
}
