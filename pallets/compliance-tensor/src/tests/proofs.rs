use msez_bn254_host::PoseidonHasher;
use msez_core::{ComplianceState::*, Coordinate, Digest, Domain};
use msez_runtime_api::{ApiError, ProofKind, ProofView, TreeKind, MAX_PROOF_COORDINATES};
use msez_tensor::{Address, CellProof, MultiProof, SliceProof, TreeHasher};
use polkadot_sdk::frame_support::assert_ok;

use crate::{mock::*, trees::KeccakHasher, Dirty};

/// Three subjects; the first has KYC and AML in DIFC and KYC in AIFC, the third has AML in DIFC.
fn some_cells() {
    (0..3).for_each(|n| register(n).unwrap());
    next_block();
    let live = [says(1, Compliant, 0, Some(90_000)), says(2, Exempt, 0, None)];
    for (n, place, domain) in [
        (0, difc(), Domain::Kyc),
        (0, difc(), Domain::Aml),
        (0, aifc(), Domain::Kyc),
        (2, difc(), Domain::Aml),
    ] {
        assert_ok!(refold(&coordinate(subject(n), place, domain), &live));
    }
    next_block();
}

/// Every coordinate of the three subjects in both places and three domains: four with a cell, fourteen without.
fn every_coordinate() -> Vec<Coordinate> {
    let mut all = vec![];
    for n in 0..3 {
        for place in [difc(), aifc()] {
            for domain in [Domain::Aml, Domain::Kyc, Domain::Trade] {
                all.push(coordinate(subject(n), place, domain));
            }
        }
    }
    all
}

fn address(view: &ProofView, at: usize) -> Address {
    Address { coordinate: view.cells[at].coordinate, jurisdiction_index: view.cells[at].jurisdiction_index }
}

fn verifies<H: TreeHasher>(view: &ProofView, bytes: &[u8]) -> bool {
    match view.kind {
        ProofKind::Cell => CellProof::from_bytes(bytes)
            .and_then(|proof| proof.verify::<H>(&view.root, &address(view, 0)))
            .is_ok_and(|found| {
                found.cell == view.cells[0].cell && found.index == view.cells[0].subject_index
            }),
        ProofKind::Slice => false,
        ProofKind::Multi => {
            let addresses: Vec<_> = (0..view.cells.len()).map(|at| address(view, at)).collect();
            MultiProof::from_bytes(bytes)
                .and_then(|proof| proof.verify::<H>(&view.root, &addresses))
                .is_ok_and(|found| found.iter().zip(&view.cells).all(|(found, told)| found.cell == told.cell))
        }
    }
}

fn holds(view: &ProofView, bytes: &[u8]) -> bool {
    match view.tree {
        TreeKind::Keccak => verifies::<KeccakHasher>(view, bytes),
        TreeKind::Poseidon => verifies::<PoseidonHasher>(view, bytes),
    }
}

const BOTH: [TreeKind; 2] = [TreeKind::Keccak, TreeKind::Poseidon];

#[test]
fn every_cell_and_every_absence_is_proven_in_both_trees() {
    test(|| {
        some_cells();
        let mut present = 0;
        for tree in BOTH {
            for coordinate in every_coordinate() {
                let view = Tensor::prove(tree, &coordinate).unwrap();
                assert_eq!(view.cells[0].cell, Tensor::cell_view(&coordinate, None).unwrap().cell);
                present += usize::from(view.cells[0].cell.is_some());
                assert!(holds(&view, &view.proof), "{tree:?} {coordinate:?}");
            }
        }
        assert_eq!(present, 8);
        let roots = Tensor::roots();
        let view = Tensor::prove(TreeKind::Poseidon, &kyc(0)).unwrap();
        assert_eq!((view.root, view.roots), (roots.poseidon, roots));
        assert_eq!(Tensor::prove(TreeKind::Keccak, &kyc(0)).unwrap().root, roots.keccak);
    });
}

#[test]
fn a_proof_with_any_byte_changed_cut_or_added_proves_nothing() {
    test(|| {
        some_cells();
        for tree in BOTH {
            let singles = [kyc(0), kyc(1)].map(|c| Tensor::prove(tree, &c).unwrap());
            let many = Tensor::prove_many(tree, &every_coordinate()).unwrap();
            for view in singles.iter().chain([&many]) {
                for at in 0..view.proof.len() {
                    let mut bytes = view.proof.clone();
                    bytes[at] ^= 1 << (at % 8);
                    assert!(!holds(view, &bytes), "byte {at} of {:?}", view.kind);
                }
                assert!(!holds(view, &view.proof[..view.proof.len() - 1]));
                assert!(!holds(view, &[&view.proof[..], &[0]].concat()));
                assert!(!holds(&ProofView { root: Digest([7; 32]), ..view.clone() }, &view.proof));
            }
        }
    });
}

#[test]
fn a_proof_speaks_for_its_own_coordinate_only() {
    test(|| {
        some_cells();
        let mut view = Tensor::prove(TreeKind::Keccak, &kyc(0)).unwrap();
        let proof = view.proof.clone();
        assert!(holds(&view, &proof));
        view.cells[0].coordinate.domain = Domain::Tax;
        assert!(!holds(&view, &proof));
        view.cells[0].coordinate = kyc(1);
        assert!(!holds(&view, &proof));
    });
}

#[test]
fn a_slice_shows_every_cell_of_a_subject_in_a_place() {
    test(|| {
        some_cells();
        for (n, place, count) in [(0, difc(), 2), (0, aifc(), 1), (1, difc(), 0), (2, aifc(), 0)] {
            let view = Tensor::prove_slice(TreeKind::Keccak, &subject(n), &place).unwrap();
            let index = if place == difc() { 1 } else { 2 };
            let slice = SliceProof::from_bytes(&view.proof)
                .unwrap()
                .verify::<KeccakHasher>(&view.root, &subject(n), &place, index)
                .unwrap();
            let told: Vec<_> = view.cells.iter().map(|c| (c.coordinate.domain, c.cell.unwrap())).collect();
            assert_eq!(slice.cells, told);
            assert_eq!(told.len(), count);
        }
    });
}

#[test]
fn many_coordinates_share_one_proof_in_the_order_asked() {
    test(|| {
        some_cells();
        let mut asked = every_coordinate();
        asked.reverse();
        let together = Tensor::prove_many(TreeKind::Keccak, &asked).unwrap();
        assert_eq!(together.cells.iter().map(|c| c.coordinate).collect::<Vec<_>>(), asked);
        assert!(holds(&together, &together.proof));
        let apart: usize =
            asked.iter().map(|c| Tensor::prove(TreeKind::Keccak, c).unwrap().proof.len()).sum();
        assert!(together.proof.len() < apart / 2);
    });
}

#[test]
fn an_old_proof_holds_against_its_own_root_only() {
    test(|| {
        some_cells();
        let before = Tensor::prove(TreeKind::Keccak, &kyc(0)).unwrap();
        assert_ok!(refold(&kyc(2), &[says(1, Compliant, 0, None)]));
        next_block();
        let after = Tensor::prove(TreeKind::Keccak, &kyc(0)).unwrap();
        assert!(holds(&before, &before.proof));
        assert!(!holds(&ProofView { root: after.root, ..before.clone() }, &before.proof));
    });
}

#[test]
fn malformed_questions_are_typed_errors() {
    test(|| {
        some_cells();
        let nowhere = coordinate(subject(0), "sg-mas".parse().unwrap(), Domain::Kyc);
        let tree = TreeKind::Keccak;
        assert_eq!(Tensor::prove(tree, &kyc(9)), Err(ApiError::SubjectNotFound));
        assert_eq!(Tensor::prove(tree, &nowhere), Err(ApiError::JurisdictionNotFound));
        assert_eq!(Tensor::prove_slice(tree, &subject(9), &difc()), Err(ApiError::SubjectNotFound));
        assert_eq!(Tensor::prove_many(tree, &[]), Err(ApiError::NothingAsked));
        assert_eq!(Tensor::prove_many(tree, &[kyc(0), kyc(0)]), Err(ApiError::Duplicate));
        assert_eq!(Tensor::prove_many(tree, &[kyc(0), kyc(9)]), Err(ApiError::SubjectNotFound));
        let many = vec![kyc(0); MAX_PROOF_COORDINATES as usize + 1];
        assert_eq!(Tensor::prove_many(tree, &many), Err(ApiError::TooMany { max: MAX_PROOF_COORDINATES }));
    });
}

#[test]
fn a_change_that_is_not_in_the_tree_yet_is_not_proven() {
    test(|| {
        some_cells();
        assert_ok!(refold(&kyc(1), &[says(1, Compliant, 0, None)]));
        assert_eq!(Dirty::<Test>::count(), 1);
        assert_eq!(Tensor::prove(TreeKind::Keccak, &kyc(1)), Err(ApiError::Inconsistent));
        next_block();
        assert!(Tensor::prove(TreeKind::Keccak, &kyc(1)).is_ok());
    });
}
