use msez_asset::ComplianceFault;
use msez_core::{ComplianceState::*, Domain, DomainSet, Moment};
use msez_traits::Passage;
use polkadot_sdk::frame_support::assert_ok;

use crate::mock::*;

fn look(until: Moment, pledged: &[Domain]) -> Vec<ComplianceFault> {
    let pledged: DomainSet = pledged.iter().copied().collect();
    <Tensor as Passage>::look(&subject(0), &difc(), until, pledged).faults
}

fn aml(state: msez_core::ComplianceState, until: Option<Moment>) {
    assert_ok!(refold(&coordinate(subject(0), difc(), Domain::Aml), &[says(1, state, 0, until)]));
}

#[test]
fn what_passes_now_must_not_run_out_before_the_end() {
    test(|| {
        assert_ok!(register(0));
        let end = now() + 1_000;
        aml(Compliant, Some(end));
        assert_ok!(refold(&kyc(0), &[says(2, Compliant, 0, None)]));
        assert_eq!(look(end - 1, &[]), []);
        let expired = ComplianceFault::Domain { domain: Domain::Aml, state: Expired };
        assert_eq!(look(end, &[]), [expired]);
        assert_eq!(look(end, &[Domain::Aml]), []);
    });
}

#[test]
fn a_pledge_fills_what_is_missing_and_neither_lifts_a_violation_nor_ends_an_examination() {
    test(|| {
        assert_ok!(register(0));
        assert_ok!(refold(&kyc(0), &[says(2, Compliant, 0, None)]));
        assert_eq!(look(now(), &[Domain::Aml]), []);
        for state in [Pending, NonCompliant] {
            aml(state, None);
            assert_eq!(look(now(), &[Domain::Aml]), [ComplianceFault::Domain { domain: Domain::Aml, state }]);
        }
    });
}

#[test]
fn the_slice_tells_states_subjects_and_places_apart() {
    test(|| {
        assert_ok!(register(0));
        let slice = || <Tensor as Passage>::look(&subject(0), &difc(), now(), DomainSet::EMPTY).slice;
        let before = slice();
        aml(Compliant, None);
        assert_ne!(slice(), before);
        assert_ne!(slice(), <Tensor as Passage>::look(&subject(0), &aifc(), now(), DomainSet::EMPTY).slice);
        assert_eq!(<Tensor as Passage>::tensor_root(), Tensor::roots().keccak);
    });
}

#[test]
fn who_has_no_place_does_not_pass() {
    test(|| assert_eq!(look(now(), &[]), [ComplianceFault::UnknownSubject]));
}
