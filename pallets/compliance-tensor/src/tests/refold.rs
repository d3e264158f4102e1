use msez_core::{ComplianceState::*, Coordinate, Digest, Domain, SubjectId};
use msez_tensor::{attestations_root, Cell};
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

use crate::{
    mock::*, Cells, Dirty, Error, Event, Evidence, HostKeccak, Presence, MAX_JURISDICTIONS, MAX_LIVE,
};

fn cell(n: u32) -> Option<Cell> {
    Tensor::cell_view(&kyc(n), None).unwrap().cell
}

#[test]
fn a_first_attestation_opens_version_zero() {
    test(|| {
        assert_ok!(register(0));
        assert_ok!(refold(&kyc(0), &[says(1, Compliant, 0, Some(9_000))]));
        let expected = Cell {
            state: Compliant,
            from: now(),
            until: Some(9_000),
            version: 0,
            attestations_root: attestations_root::<HostKeccak>(&[Digest([1; 32])]),
        };
        assert_eq!(cell(0), Some(expected));
        assert_eq!(
            events().last(),
            Some(&Event::CellChanged {
                coordinate: kyc(0),
                state: Compliant,
                from: now(),
                until: Some(9_000),
                version: 0,
                attestations: vec![Digest([1; 32])],
            })
        );
        assert_eq!(Presence::<Test>::get(0).unwrap().to_vec(), [1]);
    });
}

#[test]
fn a_cell_is_the_meet_of_what_counts() {
    test(|| {
        assert_ok!(register(0));
        let live = [
            says(2, Compliant, 0, Some(9_000)),
            says(1, Pending, 0, Some(5_000)),
            says(3, Exempt, 3_000, None),
        ];
        assert_ok!(refold(&kyc(0), &live));
        let view = Tensor::cell_view(&kyc(0), None).unwrap();
        assert_eq!((view.state, view.cell.unwrap().until), (Pending, Some(5_000)));
        // The third is not in force yet, and so is no evidence yet.
        assert_eq!(view.attestations, Some(vec![Digest([1; 32]), Digest([2; 32])]));
    });
}

#[test]
fn folding_the_same_again_changes_nothing() {
    test(|| {
        assert_ok!(register(0));
        let live = [says(1, Compliant, 0, Some(9_000)), says(2, Exempt, 0, None)];
        assert_ok!(refold(&kyc(0), &live));
        next_block();
        assert_ok!(refold(&kyc(0), &[live[1], live[0], live[1]]));
        assert_eq!(Dirty::<Test>::count(), 0);
        assert_eq!(events(), []);
        assert_eq!(cell(0).unwrap().version, 0);
    });
}

#[test]
fn nothing_live_on_an_empty_coordinate_opens_nothing() {
    test(|| {
        assert_ok!(register(0));
        assert_ok!(refold(&kyc(0), &[]));
        assert_ok!(refold(&kyc(0), &[says(1, Compliant, 5_000, None)]));
        assert_eq!(cell(0), None);
        assert_eq!(Presence::<Test>::get(0), None);
    });
}

#[test]
fn a_change_of_state_expiry_or_evidence_opens_the_next_version() {
    test(|| {
        assert_ok!(register(0));
        let steps = [
            vec![says(1, Compliant, 0, Some(90_000))],
            vec![says(1, Pending, 0, Some(90_000))],
            vec![says(1, Pending, 0, Some(80_000))],
            vec![says(2, Pending, 0, Some(80_000))],
            vec![],
        ];
        for (version, live) in steps.iter().enumerate() {
            assert_ok!(refold(&kyc(0), live));
            assert_eq!(cell(0).unwrap().version, version as u32);
            next_block();
        }
        assert_eq!(cell(0).unwrap().state, Unknown);
        assert_eq!(Tensor::cell_view(&kyc(0), None).unwrap().attestations, Some(vec![]));
    });
}

#[test]
fn two_changes_in_one_block_are_one_version() {
    test(|| {
        assert_ok!(register(0));
        assert_ok!(refold(&kyc(0), &[says(1, Compliant, 0, None)]));
        assert_ok!(refold(&kyc(0), &[says(1, Compliant, 0, None), says(2, NonCompliant, 0, None)]));
        assert_eq!(cell(0).unwrap().version, 0);
        next_block();
        assert_ok!(refold(&kyc(0), &[says(1, Compliant, 0, None)]));
        assert_ok!(refold(&kyc(0), &[]));
        assert_eq!(cell(0).unwrap().version, 1);
        assert_eq!(Tensor::history_view(&kyc(0)).unwrap().len(), 2);
        assert_eq!(Tensor::history_view(&kyc(0)).unwrap()[0].state, NonCompliant);
    });
}

#[test]
fn evidence_that_ran_out_is_still_named() {
    test(|| {
        assert_ok!(register(0));
        let live = [says(1, Compliant, 0, Some(2_000))];
        assert_ok!(refold(&kyc(0), &live));
        run_to(3);
        assert_ok!(refold(&kyc(0), &live));
        let view = Tensor::cell_view(&kyc(0), None).unwrap();
        assert_eq!(view.state, Expired);
        assert_eq!(view.cell.unwrap().attestations_root, Digest::default());
        assert_eq!(view.attestations, Some(vec![Digest([1; 32])]));
    });
}

#[test]
fn unknown_subjects_and_jurisdictions_are_refused() {
    test(|| {
        assert_ok!(register(0));
        let live = [says(1, Compliant, 0, None)];
        assert_noop!(refold(&kyc(1), &live), Error::<Test>::SubjectNotFound);
        let nowhere: Coordinate = coordinate(subject(0), "sg-mas".parse().unwrap(), Domain::Kyc);
        assert_noop!(refold(&nowhere, &live), Error::<Test>::JurisdictionNotFound);
        assert_eq!(<Tensor as msez_traits::Tensor>::class_of(&subject(0)), Some(class("securities")));
        assert_eq!(<Tensor as msez_traits::Tensor>::class_of(&SubjectId([9; 32])), None);
    });
}

#[test]
fn too_many_attestations_for_one_cell_are_refused() {
    test(|| {
        assert_ok!(register(0));
        let live: Vec<_> = (0..MAX_LIVE as u8 + 1).map(|id| says(id, Compliant, 0, None)).collect();
        assert_noop!(refold(&kyc(0), &live), Error::<Test>::TooManyAttestations);
        assert_ok!(refold(&kyc(0), &live[1..]));
        assert_eq!(Evidence::<Test>::iter().next().unwrap().1.len(), MAX_LIVE as usize);
    });
}

#[test]
fn a_subject_has_cells_in_at_most_64_jurisdictions() {
    test(|| {
        assert_ok!(register(0));
        let places: Vec<_> =
            (0..=MAX_JURISDICTIONS).map(|n| Registry::register(&format!("xx-{n}"))).collect();
        let live = [says(1, Compliant, 0, None)];
        let (last, rest) = places.split_last().unwrap();
        for place in rest {
            assert_ok!(refold(&coordinate(subject(0), *place, Domain::Kyc), &live));
            if Dirty::<Test>::count() == MAX_DIRTY - 1 {
                next_block();
            }
        }
        next_block();
        assert_noop!(
            refold(&coordinate(subject(0), *last, Domain::Kyc), &live),
            Error::<Test>::TooManyJurisdictions
        );
        // One more domain where it is already is no more jurisdictions.
        assert_ok!(refold(&coordinate(subject(0), rest[0], Domain::Aml), &live));
    });
}

#[test]
fn a_full_block_takes_no_more_cells_but_the_ones_it_has() {
    test(|| {
        assert_ok!(register(0));
        next_block();
        let cells: Vec<_> = Domain::ALL.iter().map(|d| coordinate(subject(0), difc(), *d)).collect();
        let live = [says(1, Compliant, 0, None)];
        for coordinate in cells.iter().take(MAX_DIRTY as usize) {
            assert_ok!(refold(coordinate, &live));
        }
        assert_noop!(refold(&cells[MAX_DIRTY as usize], &live), Error::<Test>::TooManyChanges);
        assert_ok!(refold(&cells[0], &[says(1, Pending, 0, None)]));
        next_block();
        assert_ok!(refold(&cells[MAX_DIRTY as usize], &live));
        assert_eq!(Cells::<Test>::get(0, 1).unwrap().len(), MAX_DIRTY as usize + 1);
    });
}

#[test]
fn a_cell_whose_versions_are_spent_changes_no_more() {
    ext_with(&[]).execute_with(|| {
        assert_ok!(register(0));
        assert_ok!(refold(&kyc(0), &[says(1, Compliant, 0, None)]));
        next_block();
        Cells::<Test>::mutate(0, 1, |lane| lane.as_mut().unwrap()[0].cell.version = u32::MAX);
        assert_noop!(refold(&kyc(0), &[says(1, Pending, 0, None)]), Error::<Test>::TooManyVersions);
    });
}
