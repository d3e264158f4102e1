use msez_asset::ComplianceFault;
use msez_core::{ComplianceState::*, Domain, SubjectId};
use msez_runtime_api::SubjectKind;
use msez_traits::{Compliance, Standing, Subjects, TensorReader};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_io::hashing::sha2_256,
};

use crate::{mock::*, Error, Event};

fn faults(n: u32) -> Vec<ComplianceFault> {
    <Tensor as Compliance>::faults(&subject(n), &difc())
}

#[test]
fn the_faults_are_the_reasons_of_the_report_and_none_means_it_passes() {
    test(|| {
        assert_eq!(faults(0), [ComplianceFault::UnknownSubject]);
        assert_ok!(register(0));
        let unknown = |domain| ComplianceFault::Domain { domain, state: Unknown };
        assert_eq!(faults(0), [unknown(Domain::Aml), unknown(Domain::Kyc)]);
        assert_ok!(refold(&coordinate(subject(0), difc(), Domain::Aml), &[says(1, Compliant, 0, None)]));
        assert_ok!(refold(&kyc(0), &[says(2, Pending, 0, None)]));
        assert_eq!(faults(0), [ComplianceFault::Domain { domain: Domain::Kyc, state: Pending }]);
        assert_ok!(refold(&kyc(0), &[says(3, Compliant, 0, None)]));
        assert_eq!(faults(0), []);
        assert!(Tensor::evaluate(&subject(0), &difc(), None, None).unwrap().passes);
    });
}

#[test]
fn an_unknown_or_inactive_jurisdiction_is_a_fault() {
    test(|| {
        assert_ok!(register(0));
        let nowhere = "xx-nowhere".parse().unwrap();
        let found = <Tensor as Compliance>::faults(&subject(0), &nowhere);
        assert_eq!(found, [ComplianceFault::UnknownJurisdiction]);
        Registry::set_active(&difc(), false);
        assert_eq!(faults(0)[0], ComplianceFault::JurisdictionNotActive);
    });
}

#[test]
fn an_asset_gets_its_place_on_its_issuers_deposit() {
    test(|| {
        let id = SubjectId([9; 32]);
        let place =
            || <Tensor as Subjects<AccountId>>::register_asset(id, class("securities"), &account(1), 320);
        assert_ok!(place());
        assert_eq!(<Tensor as Subjects<AccountId>>::class_of(&id), Some(class("securities")));
        let registered = Event::SubjectRegistered {
            subject: id,
            index: 0,
            kind: SubjectKind::Asset,
            class: class("securities"),
            registrant: account(1),
        };
        assert_eq!(events().last(), Some(&registered));
        assert_noop!(place(), Error::<Test>::AlreadyExists);
    });
}

#[test]
fn nobody_takes_an_assets_place_with_its_document() {
    test(|| {
        let document = [&msez_asset::TAG[..], b"the rest"].concat();
        let id = SubjectId(sha2_256(&document));
        let register = Tensor::register_subject(
            RuntimeOrigin::signed(account(1)),
            SubjectKind::Asset,
            id,
            document.try_into().unwrap(),
            class("oddity"),
        );
        assert_noop!(register, Error::<Test>::AssetDocument);
    });
}

#[test]
fn programs_see_states_at_the_chains_time() {
    test(|| {
        let state = || <Tensor as TensorReader>::state(&kyc(0));
        assert_eq!(state(), (Unknown, false));
        assert_ok!(register(0));
        assert_eq!(state(), (Unknown, false));
        assert_ok!(refold(&kyc(0), &[says(1, Compliant, 0, Some(time_of(3)))]));
        assert_eq!(state(), (Compliant, false));
        run_to(3);
        assert_eq!(state(), (Expired, true));
        // Also once the cell has been folded anew and says so itself.
        assert_ok!(refold(&kyc(0), &[says(1, Compliant, 0, Some(time_of(3)))]));
        assert_eq!(Tensor::cell_view(&kyc(0), None).unwrap().cell.unwrap().until, None);
        assert_eq!(state(), (Expired, true));
        assert_ok!(refold(&kyc(0), &[says(2, NonCompliant, 0, None)]));
        assert_eq!(state(), (NonCompliant, false));
    });
}

#[test]
fn programs_see_how_a_subject_stands_and_how_much_stands_against_it() {
    test(|| {
        let standing = || <Tensor as TensorReader>::standing(&subject(0), &difc());
        let failing = |state, issues| Standing { passes: false, state, issues };
        assert_eq!(standing(), failing(Unknown, 1));
        assert_ok!(register(0));
        assert_eq!(standing(), failing(Unknown, 2));
        assert_ok!(refold(&coordinate(subject(0), difc(), Domain::Aml), &[says(1, Compliant, 0, None)]));
        assert_eq!(standing(), failing(Unknown, 1));
        assert_ok!(refold(&kyc(0), &[says(2, Exempt, 0, None)]));
        assert_eq!(standing(), Standing { passes: true, state: Exempt, issues: 0 });
        Registry::set_active(&difc(), false);
        assert_eq!(standing(), Standing { passes: false, state: Exempt, issues: 1 });
        assert_eq!(<Tensor as TensorReader>::root(), Tensor::roots().keccak);
    });
}
