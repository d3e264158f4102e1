//! Proofs: the honest ones hold, and whatever differs from them by a bit does not.

mod common;

use common::{Model, Pair, Random, H};
use msez_core::{ComplianceState, Digest, Domain, SubjectId};
use msez_tensor::{
    prove_cell, prove_many, prove_slice, Address, Cell, CellProof, LaneBody, LaneOpening, MultiProof,
    ProofError, SliceProof, Slot, Store, TreeError, VerifiedCell,
};
use std::collections::BTreeMap;

fn slot(subject: u32, jurisdiction: u16, domain: u8) -> Slot {
    Slot { subject, jurisdiction, domain: Domain::from_code(domain).unwrap() }
}

/// Some trees of different widths, with their roots.
fn trees() -> Vec<(Pair, Digest)> {
    [1u32, 2, 5, 16, 17, 37]
        .into_iter()
        .map(|width| {
            let (mut random, mut pair) = (Random(u64::from(width)), Pair::default());
            let root = pair.random_batch(&mut random, width, width * 6).root;
            (pair, root)
        })
        .collect()
}

/// A slot with a cell, one in a lane that has others, one in a jurisdiction without any: as far as the tree has them.
fn samples(pair: &Pair) -> Vec<Slot> {
    let cells = &pair.model.cells;
    let mut samples: Vec<Slot> = cells.keys().step_by(1 + cells.len() / 6).copied().collect();
    let free = |near: &Slot| {
        let domain =
            Domain::ALL.iter().find(|domain| !cells.contains_key(&Slot { domain: **domain, ..*near }));
        Slot { domain: *domain.unwrap(), ..*near }
    };
    samples.extend(cells.keys().next().map(free));
    samples.extend(cells.keys().last().map(free));
    samples.push(slot(pair.store.width() - 1, 1999, 0));
    samples.push(slot(0, 4, 4));
    samples
}

#[test]
fn every_cell_and_every_absence_can_be_proved() {
    for (pair, root) in trees() {
        for subject in 0..pair.store.width() {
            for jurisdiction in [1, 2, 3, 4, 700, 2047] {
                for domain in Domain::ALL {
                    let at = Slot { subject, jurisdiction, domain: *domain };
                    let cell = pair.model.get(at);
                    let proof = prove_cell(&pair.store, at, cell).unwrap();
                    let verified = proof.verify::<H>(&root, &pair.model.address(at));
                    assert_eq!(verified, Ok(VerifiedCell { index: subject, cell }));
                    assert_eq!(CellProof::from_bytes(&proof.to_bytes()), Ok(proof));
                }
            }
        }
    }
}

#[test]
fn an_absent_cell_is_unknown_at_any_time() {
    let verified = VerifiedCell { index: 0, cell: None };
    assert_eq!(verified.state_at(0), ComplianceState::Unknown);
    let mut cell = Random(1).cell();
    (cell.state, cell.from, cell.until) = (ComplianceState::Compliant, 5, Some(9));
    let verified = VerifiedCell { index: 0, cell: Some(cell) };
    assert_eq!(verified.state_at(8), ComplianceState::Compliant);
    assert_eq!(verified.state_at(9), ComplianceState::Expired);
}

/// Flips each bit, takes away each tail, and puts a byte behind.
fn mutations(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    let flips = (0..bytes.len() * 8).map(move |bit| {
        let mut changed = bytes.to_vec();
        changed[bit / 8] ^= 1u8 << (bit % 8);
        changed
    });
    let cuts = (0..bytes.len()).map(move |len| bytes[..len].to_vec());
    let tails = [0, 1, 255].into_iter().map(move |tail| [bytes, &[tail]].concat());
    flips.chain(cuts).chain(tails)
}

#[test]
fn a_cell_proof_with_one_bit_or_its_length_changed_is_refused() {
    for (pair, root) in trees() {
        for at in samples(&pair) {
            let address = pair.model.address(at);
            let bytes = prove_cell(&pair.store, at, pair.model.get(at)).unwrap().to_bytes();
            for changed in mutations(&bytes) {
                let verified =
                    CellProof::from_bytes(&changed).and_then(|proof| proof.verify::<H>(&root, &address));
                assert!(verified.is_err(), "{at:?} of {}: {verified:?}", pair.store.width());
            }
        }
    }
}

#[test]
fn a_slice_proof_with_one_bit_or_its_length_changed_is_refused() {
    for (pair, root) in trees() {
        for at in samples(&pair) {
            let Address { coordinate, jurisdiction_index } = pair.model.address(at);
            let proof =
                prove_slice(&pair.store, at.subject, at.jurisdiction, |at| pair.model.get(at)).unwrap();
            let verify = |proof: SliceProof| {
                proof.verify::<H>(&root, &coordinate.subject, &coordinate.jurisdiction, jurisdiction_index)
            };
            let verified = verify(proof.clone()).unwrap();
            let lane =
                pair.model.cells.iter().filter(|(other, _)| {
                    (other.subject, other.jurisdiction) == (at.subject, at.jurisdiction)
                });
            let expected: Vec<(Domain, Cell)> = lane.map(|(at, cell)| (at.domain, *cell)).collect();
            assert_eq!((verified.index, verified.cells), (at.subject, expected));
            for changed in mutations(&proof.to_bytes()) {
                assert!(SliceProof::from_bytes(&changed).and_then(verify).is_err());
            }
        }
    }
}

#[test]
fn a_multi_proof_with_one_bit_or_its_length_changed_is_refused() {
    for (pair, root) in trees() {
        let slots = samples(&pair);
        let addresses: Vec<Address> = slots.iter().map(|at| pair.model.address(*at)).collect();
        let proof = prove_many(&pair.store, &slots, |at| pair.model.get(at)).unwrap();
        let verified = proof.verify::<H>(&root, &addresses).unwrap();
        for (at, verified) in slots.iter().zip(verified) {
            assert_eq!(verified, VerifiedCell { index: at.subject, cell: pair.model.get(*at) });
        }
        for changed in mutations(&proof.to_bytes()) {
            let verified =
                MultiProof::from_bytes(&changed).and_then(|proof| proof.verify::<H>(&root, &addresses));
            assert!(verified.is_err(), "{}", pair.store.width());
        }
    }
}

#[test]
fn random_multi_proofs_hold_and_are_smaller_than_their_parts() {
    let (mut random, mut pair) = (Random(77), Pair::default());
    let root = pair.random_batch(&mut random, 500, 4_000).root;
    for count in [1usize, 2, 10, 100, 400] {
        let slot =
            |_| slot(random.below(500), [1, 2, 3, 4][random.below(4) as usize], random.below(20) as u8);
        let mut slots: Vec<Slot> = (0..count).map(slot).collect();
        slots.sort_by_key(|at| (at.domain, at.subject));
        slots.dedup();
        let proof = prove_many(&pair.store, &slots, |at| pair.model.get(at)).unwrap();
        let addresses: Vec<Address> = slots.iter().map(|at| pair.model.address(*at)).collect();
        let verified = proof.verify::<H>(&root, &addresses).unwrap();
        assert!(slots
            .iter()
            .zip(&verified)
            .all(|(at, v)| (v.index, v.cell) == (at.subject, pair.model.get(*at))));
        let parts: usize = slots
            .iter()
            .map(|at| prove_cell(&pair.store, *at, pair.model.get(*at)).unwrap().to_bytes().len())
            .sum();
        assert!(proof.to_bytes().len() <= parts + 8, "{count}");
    }
}

/// The largest tree of the samples and a cell in it with siblings on every side.
fn rich() -> (Pair, Digest, Slot) {
    let mut pair = Pair::default();
    let mut random = Random(5);
    let ids: Vec<SubjectId> = (0..37).map(|_| SubjectId(random.word())).collect();
    let cells = (0..37)
        .flat_map(|s| [slot(s, 1, 0), slot(s, 1, 1), slot(s, 1, 2), slot(s, 3, 5)])
        .map(|at| (at, Some(random.cell())))
        .collect::<BTreeMap<_, _>>();
    let root = pair.batch(&ids, &cells).root;
    (pair, root, slot(9, 1, 1))
}

/// What a changed proof of that cell is refused with.
fn refused(change: impl FnOnce(&mut CellProof)) -> ProofError {
    let (pair, root, at) = rich();
    let mut proof = prove_cell(&pair.store, at, pair.model.get(at)).unwrap();
    change(&mut proof);
    proof.verify::<H>(&root, &pair.model.address(at)).unwrap_err()
}

fn opened(lane: &mut LaneOpening) -> (&mut Vec<Cell>, &mut Vec<Digest>) {
    match &mut lane.body {
        LaneBody::Opened { cells, siblings } => (cells, siblings),
        LaneBody::Closed(_) => panic!("closed"),
    }
}

#[test]
fn each_kind_of_change_has_its_refusal() {
    use ProofError::*;
    let spare = Digest([3; 32]);
    assert_eq!(refused(|p| p.index = p.width), IndexOutOfRange);
    assert_eq!(refused(|p| p.index = 8), WrongRoot);
    assert_eq!(refused(|p| p.width = 38), WrongRoot);
    assert_eq!(refused(|p| p.width = 65), MissingSibling);
    assert_eq!(refused(|p| p.width = 16), ExtraSibling);
    assert_eq!(refused(|p| p.siblings.push(spare)), ExtraSibling);
    assert_eq!(refused(|p| p.siblings.truncate(p.siblings.len() - 1)), MissingSibling);
    assert_eq!(refused(|p| p.siblings.swap(0, 1)), WrongRoot);
    assert_eq!(refused(|p| p.siblings[2] = spare), WrongRoot);
    assert_eq!(refused(|p| p.subject.lanes.swap(0, 1)), BadLanes);
    assert_eq!(refused(|p| drop(p.subject.lanes.remove(1))), WrongRoot);
    assert_eq!(refused(|p| p.subject.lanes[1].jurisdiction = 1), BadLanes);
    assert_eq!(refused(|p| p.subject.lanes[1].jurisdiction = 2048), BadLanes);
    assert_eq!(refused(|p| p.subject.lanes[0].jurisdiction = 0), BadLanes);
    assert_eq!(refused(|p| p.subject.lanes[1].slots = 0), BadLanes);
    assert_eq!(refused(|p| p.subject.lanes[1].slots ^= 1), WrongRoot);
    let lane = stray_lane();
    assert_eq!(refused(|p| p.subject.lanes.extend(vec![lane; 63])), BadLanes);
    assert_eq!(refused(|p| opened(&mut p.subject.lanes[0]).0.clear()), WrongCells);
    assert_eq!(
        refused(|p| {
            let (cells, _) = opened(&mut p.subject.lanes[0]);
            cells.push(cells[0])
        }),
        WrongCells
    );
    assert_eq!(refused(|p| opened(&mut p.subject.lanes[0]).0[0].version ^= 1), WrongRoot);
    assert_eq!(refused(|p| opened(&mut p.subject.lanes[0]).1.push(spare)), ExtraSibling);
    assert_eq!(refused(|p| opened(&mut p.subject.lanes[0]).1.truncate(1)), MissingSibling);
    assert_eq!(refused(|p| opened(&mut p.subject.lanes[0]).1.swap(0, 1)), WrongRoot);
    // A cell that is there cannot be denied, with the bit kept or cleared.
    assert_eq!(refused(|p| p.subject.lanes[0].body = LaneBody::Closed(spare)), WrongOpening);
    assert_eq!(
        refused(|p| {
            p.subject.lanes[0].body = LaneBody::Closed(spare);
            p.subject.lanes[0].slots &= !2;
        }),
        WrongRoot
    );
    // A lane nobody asked about stays closed.
    let body = LaneBody::Opened { cells: vec![], siblings: vec![] };
    assert_eq!(refused(|p| p.subject.lanes[1].body = body), WrongOpening);
}

/// A lane that the subject does not have.
fn stray_lane() -> LaneOpening {
    LaneOpening { jurisdiction: 9, slots: 1, body: LaneBody::Closed(Digest([1; 32])) }
}

#[test]
fn a_proof_answers_its_own_question_only() {
    let (pair, root, at) = rich();
    let proof = prove_cell(&pair.store, at, pair.model.get(at)).unwrap();
    let address = pair.model.address(at);
    let ask = |change: &dyn Fn(&mut Address)| {
        let mut other = address;
        change(&mut other);
        proof.verify::<H>(&root, &other).unwrap_err()
    };
    assert_eq!(ask(&|a| a.coordinate.subject = SubjectId([1; 32])), ProofError::WrongRoot);
    assert_eq!(ask(&|a| a.coordinate.jurisdiction = "uae-difc".parse().unwrap()), ProofError::WrongRoot);
    assert_eq!(ask(&|a| a.coordinate.domain = Domain::Aml), ProofError::WrongRoot);
    // The lane of another domain is opened without need.
    assert_eq!(ask(&|a| a.coordinate.domain = Domain::Trade), ProofError::WrongOpening);
    assert_eq!(ask(&|a| a.jurisdiction_index = 3), ProofError::WrongOpening);
    assert_eq!(ask(&|a| a.jurisdiction_index = 2), ProofError::WrongOpening);
    assert_eq!(ask(&|a| a.jurisdiction_index = 0), ProofError::BadJurisdiction);
    assert_eq!(ask(&|a| a.jurisdiction_index = 2048), ProofError::BadJurisdiction);
    assert_eq!(proof.verify::<H>(&Digest([0; 32]), &address), Err(ProofError::WrongRoot));
}

#[test]
fn a_proof_of_an_older_root_is_refused_after_a_change() {
    let (mut pair, _, at) = rich();
    let proof = prove_cell(&pair.store, at, pair.model.get(at)).unwrap();
    let root = pair.batch(&[], &BTreeMap::from([(slot(30, 1, 0), None)])).root;
    assert_eq!(proof.verify::<H>(&root, &pair.model.address(at)), Err(ProofError::WrongRoot));
}

#[test]
fn a_domain_that_does_not_exist_yet_is_refused_where_it_is_asked_about() {
    let (pair, root, at) = rich();
    let mut proof = prove_slice(&pair.store, at.subject, at.jurisdiction, |at| pair.model.get(at)).unwrap();
    proof.subject.lanes[0].slots |= 1 << 20;
    let coordinate = pair.model.address(at).coordinate;
    let verified = proof.verify::<H>(&root, &coordinate.subject, &coordinate.jurisdiction, 1);
    assert_eq!(verified, Err(ProofError::UnknownDomain));
}

#[test]
fn no_end_has_one_spelling() {
    let (mut pair, _, at) = rich();
    let cell = Cell { until: None, ..pair.model.get(at).unwrap() };
    let root = pair.batch(&[], &BTreeMap::from([(at, Some(cell))])).root;
    let mut proof = prove_cell(&pair.store, at, Some(cell)).unwrap();
    assert_eq!(proof.verify::<H>(&root, &pair.model.address(at)).unwrap().cell, Some(cell));
    // The leaf would be the same.
    opened(&mut proof.subject.lanes[0]).0[0].until = Some(u64::MAX);
    assert_eq!(proof.verify::<H>(&root, &pair.model.address(at)), Err(ProofError::BadCell));
}

#[test]
fn a_multi_proof_is_for_one_set_of_questions_in_any_order() {
    let (pair, root, at) = rich();
    let slots = [at, slot(3, 3, 5), slot(9, 3, 5), slot(9, 9, 0), slot(36, 1, 7)];
    let proof = prove_many(&pair.store, &slots, |at| pair.model.get(at)).unwrap();
    let address = |at: &Slot| pair.model.address(*at);
    let addresses: Vec<Address> = slots.iter().map(address).collect();
    for shift in 0..slots.len() {
        let mut turned = addresses.clone();
        turned.rotate_left(shift);
        let verified = proof.verify::<H>(&root, &turned).unwrap();
        let mut expected: Vec<_> = slots.iter().map(|at| (at.subject, pair.model.get(*at))).collect();
        expected.rotate_left(shift);
        assert_eq!(verified.iter().map(|v| (v.index, v.cell)).collect::<Vec<_>>(), expected);
    }
    let mut reversed = slots.to_vec();
    reversed.reverse();
    assert_eq!(prove_many(&pair.store, &reversed, |at| pair.model.get(at)), Ok(proof.clone()));

    let ask = |addresses: &[Address]| proof.verify::<H>(&root, addresses).unwrap_err();
    assert_eq!(ask(&[]), ProofError::WrongSubjects);
    assert_eq!(ask(&addresses[..4]), ProofError::WrongSubjects);
    assert_eq!(ask(&[&addresses[..], &[address(&slot(0, 1, 0))]].concat()), ProofError::WrongSubjects);
    assert_eq!(ask(&[&addresses[..], &[addresses[0]]].concat()), ProofError::AskedTwice);
    let mut renamed = address(&slot(9, 1, 2));
    renamed.coordinate.jurisdiction = "uae-difc".parse().unwrap();
    assert_eq!(ask(&[&addresses[..], &[renamed]].concat()), ProofError::AmbiguousJurisdiction);
    renamed.jurisdiction_index = 0;
    assert_eq!(ask(&[&addresses[..], &[renamed]].concat()), ProofError::BadJurisdiction);

    let change = |change: &dyn Fn(&mut MultiProof)| {
        let mut other = proof.clone();
        change(&mut other);
        other.verify::<H>(&root, &addresses).unwrap_err()
    };
    assert_eq!(change(&|p| p.subjects.swap(0, 1)), ProofError::WrongOpening);
    assert_eq!(change(&|p| p.subjects[1].0 = p.subjects[0].0), ProofError::SharedIndex);
    assert_eq!(change(&|p| p.subjects[1].0 = 37), ProofError::IndexOutOfRange);
    assert_eq!(change(&|p| drop(p.subjects.pop())), ProofError::WrongSubjects);
    assert_eq!(change(&|p| p.siblings.swap(0, 1)), ProofError::WrongRoot);
    assert_eq!(change(&|p| p.siblings.push(Digest([1; 32]))), ProofError::ExtraSibling);
    let nothing = MultiProof { width: 37, subjects: vec![], siblings: vec![] };
    assert_eq!(nothing.verify::<H>(&root, &[]), Err(ProofError::NothingAsked));
}

#[test]
fn the_prover_refuses_what_the_tree_cannot_show() {
    let (pair, _, at) = rich();
    let cell = pair.model.get(at);
    assert_eq!(prove_cell(&pair.store, at, None), Err(TreeError::CellMismatch));
    assert_eq!(prove_cell(&pair.store, slot(9, 1, 9), cell), Err(TreeError::CellMismatch));
    assert_eq!(prove_cell(&pair.store, slot(37, 1, 1), None), Err(TreeError::UnknownSubject));
    assert_eq!(prove_cell(&pair.store, slot(9, 0, 1), None), Err(TreeError::BadJurisdiction));
    assert_eq!(prove_slice(&pair.store, 9, 2048, |_| None), Err(TreeError::BadJurisdiction));
    assert_eq!(prove_slice(&pair.store, 9, 1, |_| None), Err(TreeError::CellMismatch));
    assert_eq!(prove_many(&pair.store, &[], |_| None), Err(TreeError::NothingAsked));
    assert_eq!(prove_many(&pair.store, &[slot(37, 1, 1)], |_| None), Err(TreeError::UnknownSubject));
}

#[test]
fn versions_kinds_and_trailing_bytes_are_checked() {
    let (pair, _, at) = rich();
    let bytes = prove_cell(&pair.store, at, pair.model.get(at)).unwrap().to_bytes();
    assert_eq!(bytes[..2], [1, 1]);
    assert_eq!(SliceProof::from_bytes(&bytes), Err(ProofError::WrongKind));
    assert_eq!(MultiProof::from_bytes(&bytes), Err(ProofError::WrongKind));
    assert_eq!(CellProof::from_bytes(&[&[2], &bytes[1..]].concat()), Err(ProofError::UnknownVersion));
    assert_eq!(CellProof::from_bytes(&[&bytes[..], &[0]].concat()), Err(ProofError::Malformed));
    assert_eq!(CellProof::from_bytes(&[]), Err(ProofError::Malformed));
    assert_eq!(CellProof::from_bytes(&[1]), Err(ProofError::Malformed));
}

#[test]
fn a_proof_survives_json_with_hashes_in_hexadecimal() {
    let (pair, root, at) = rich();
    let proof = prove_cell(&pair.store, at, pair.model.get(at)).unwrap();
    let json = serde_json::to_value(&proof).unwrap();
    assert!(json["siblings"][0].as_str().unwrap().starts_with("0x"));
    assert!(json["subject"][1]["body"]["closed"].is_string());
    assert!(json["subject"][0]["body"]["opened"]["cells"][0]["state"].is_string());
    let back: CellProof = serde_json::from_value(json).unwrap();
    assert_eq!(back, proof);
    assert!(back.verify::<H>(&root, &pair.model.address(at)).is_ok());
}

#[test]
fn proofs_stay_within_800_bytes_on_average() {
    // Byte lengths depend on the shape alone: sixteen cells a subject in two jurisdictions, in a tree as deep as one of
    // 62,500 subjects.
    let mut pair = Pair::default();
    let mut random = Random(2);
    let ids: Vec<SubjectId> = (0..33_000).map(|_| SubjectId(random.word())).collect();
    let filled = (0..64).flat_map(|s| (1..=2).flat_map(move |j| (0..8).map(move |d| slot(s * 500, j, d))));
    pair.batch(&ids, &filled.map(|at| (at, Some(random.cell()))).collect());
    let mut sizes = Vec::new();
    for at in (0..64)
        .flat_map(|s| [slot(s * 500, 1, 3), slot(s * 500, 2, 7), slot(s * 500, 1, 9), slot(s * 500, 3, 0)])
    {
        sizes.push(prove_cell(&pair.store, at, pair.model.get(at)).unwrap().to_bytes().len());
    }
    let mean = sizes.iter().sum::<usize>() / sizes.len();
    assert!(mean <= 800, "{mean}");
}

#[test]
fn model_and_store_agree_on_names() {
    let (pair, _, _) = rich();
    let Model { subjects, .. } = &pair.model;
    assert!(subjects.iter().enumerate().all(|(at, id)| pair.store.subject(at as u32).unwrap().id == *id));
}
