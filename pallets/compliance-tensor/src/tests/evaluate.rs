use msez_core::{AssetClass, ComplianceState::*, Digest, Domain, DomainSet, SubjectId};
use msez_runtime_api::{ApiError, Cause, DomainFinding, Reason, SubjectKind, MAX_PORTFOLIO};
use polkadot_sdk::frame_support::assert_ok;

use crate::mock::*;

fn aml(n: u32) -> msez_core::Coordinate {
    coordinate(subject(n), difc(), Domain::Aml)
}

/// Subject n has what securities need in DIFC, until 9,000.
fn compliant(n: u32) {
    assert_ok!(register(n));
    assert_ok!(refold(&kyc(n), &[says(1, Compliant, 0, Some(9_000))]));
    assert_ok!(refold(&aml(n), &[says(2, Exempt, 0, None)]));
}

fn reasons(n: u32) -> Vec<Reason> {
    let report = Tensor::report(&subject(n), &difc(), None, None).unwrap();
    assert_eq!(report.evaluation.passes, report.reasons.is_empty());
    report.reasons
}

fn because(cause: Cause, domain: Domain) -> Reason {
    Reason { cause, domain: Some(domain) }
}

#[test]
fn a_subject_passes_where_every_required_domain_passes() {
    test(|| {
        compliant(0);
        let outcome = Tensor::evaluate(&subject(0), &difc(), None, None).unwrap();
        assert!(outcome.passes);
        assert_eq!((outcome.state, outcome.valid_until), (Exempt, Some(9_000)));
        assert_eq!(outcome.domains, [Domain::Kyc, Domain::Aml].into_iter().collect());
        assert_eq!(reasons(0), []);
    });
}

#[test]
fn what_nobody_attested_is_unknown_and_does_not_pass() {
    test(|| {
        assert_ok!(register(0));
        assert_eq!(reasons(0), [because(Cause::Unknown, Domain::Aml), because(Cause::Unknown, Domain::Kyc)]);
        let outcome = Tensor::evaluate(&subject(0), &difc(), None, None).unwrap();
        assert_eq!((outcome.state, outcome.passes), (Unknown, false));
        // Elsewhere it is just as unknown.
        compliant(1);
        assert!(!Tensor::evaluate(&subject(1), &aifc(), None, None).unwrap().passes);
    });
}

#[test]
fn evidence_fails_at_the_very_moment_it_runs_out() {
    test(|| {
        compliant(0);
        let at = |t| Tensor::evaluate(&subject(0), &difc(), None, Some(t)).unwrap();
        assert!(at(8_999).passes);
        assert_eq!((at(9_000).passes, at(9_000).state, at(9_000).valid_until), (false, Expired, None));
        run_to(9);
        assert_eq!(reasons(0), [because(Cause::Expired, Domain::Kyc)]);
    });
}

#[test]
fn a_report_lists_every_reason_with_what_it_rests_on() {
    test(|| {
        assert_ok!(register(0));
        assert_ok!(refold(&kyc(0), &[says(1, Compliant, 0, Some(2_000))]));
        assert_ok!(refold(&aml(0), &[says(2, NonCompliant, 0, None), says(3, Compliant, 0, Some(9_000))]));
        Registry::set_active(&difc(), false);
        run_to(3);
        let report = Tensor::report(&subject(0), &difc(), None, None).unwrap();
        assert_eq!(
            report.reasons,
            [
                Reason { cause: Cause::JurisdictionNotActive, domain: None },
                because(Cause::NonCompliant, Domain::Aml),
                because(Cause::Expired, Domain::Kyc),
            ]
        );
        assert_eq!(
            report.findings,
            [
                DomainFinding {
                    domain: Domain::Aml,
                    state: NonCompliant,
                    passes: false,
                    since: Some(1_000),
                    until: None,
                    version: Some(0),
                    attestations: Some(vec![Digest([2; 32]), Digest([3; 32])]),
                },
                DomainFinding {
                    domain: Domain::Kyc,
                    state: Expired,
                    passes: false,
                    since: Some(2_000),
                    until: Some(2_000),
                    version: Some(0),
                    attestations: Some(vec![Digest([1; 32])]),
                },
            ]
        );
        assert_eq!(report.evaluation.state, NonCompliant);
        assert!(!report.evaluation.passes);
    });
}

#[test]
fn a_suspended_jurisdiction_lets_nobody_pass() {
    test(|| {
        compliant(0);
        Registry::set_active(&difc(), false);
        assert_eq!(reasons(0), [Reason { cause: Cause::JurisdictionNotActive, domain: None }]);
        Registry::set_active(&difc(), true);
        assert_eq!(reasons(0), []);
    });
}

#[test]
fn a_class_that_is_not_admitted_does_not_pass_whatever_is_asked() {
    test(|| {
        assert_ok!(Tensor::register_subject(
            RuntimeOrigin::signed(account(1)),
            SubjectKind::Asset,
            subject(0),
            document(0).try_into().unwrap(),
            class("lottery"),
        ));
        assert_ok!(refold(&kyc(0), &[says(1, Compliant, 0, None)]));
        assert_eq!(reasons(0), [Reason { cause: Cause::ClassNotAdmitted, domain: None }]);
        let outcome = Tensor::evaluate(&subject(0), &difc(), None, None).unwrap();
        assert_eq!((outcome.state, outcome.domains), (Unknown, DomainSet::EMPTY));
        let asked = Some(DomainSet::EMPTY.with(Domain::Kyc));
        let outcome = Tensor::evaluate(&subject(0), &difc(), asked, None).unwrap();
        assert_eq!((outcome.state, outcome.passes), (Compliant, false));
    });
}

#[test]
fn named_domains_replace_the_profile_and_none_at_all_is_refused() {
    test(|| {
        assert_ok!(register(0));
        assert_ok!(refold(&kyc(0), &[says(1, Compliant, 0, None)]));
        let asked = Some(DomainSet::EMPTY.with(Domain::Kyc));
        assert!(Tensor::evaluate(&subject(0), &difc(), asked, None).unwrap().passes);
        assert!(!Tensor::evaluate(&subject(0), &difc(), None, None).unwrap().passes);
        assert_eq!(
            Tensor::evaluate(&subject(0), &difc(), Some(DomainSet::EMPTY), None),
            Err(ApiError::NoDomains)
        );
        // A profile without domains is no way around it.
        assert_ok!(Tensor::register_subject(
            RuntimeOrigin::signed(account(1)),
            SubjectKind::Asset,
            subject(1),
            document(1).try_into().unwrap(),
            class("oddity"),
        ));
        assert_eq!(Tensor::evaluate(&subject(1), &difc(), None, None), Err(ApiError::NoDomains));
    });
}

#[test]
fn a_party_is_evaluated_by_the_profile_of_parties() {
    test(|| {
        assert_ok!(Tensor::register_subject(
            RuntimeOrigin::signed(account(1)),
            SubjectKind::Party,
            subject(0),
            document(0).try_into().unwrap(),
            AssetClass::party(),
        ));
        assert_ok!(refold(&kyc(0), &[says(1, Compliant, 0, None)]));
        let outcome = Tensor::evaluate(&subject(0), &difc(), None, None).unwrap();
        assert!(outcome.passes);
        assert_eq!(outcome.domains.len(), 1);
    });
}

#[test]
fn what_does_not_exist_is_an_error_and_no_default() {
    test(|| {
        assert_ok!(register(0));
        let nowhere = "sg-mas".parse().unwrap();
        assert_eq!(Tensor::evaluate(&subject(1), &difc(), None, None), Err(ApiError::SubjectNotFound));
        assert_eq!(Tensor::evaluate(&subject(0), &nowhere, None, None), Err(ApiError::JurisdictionNotFound));
        assert_eq!(Tensor::cell_view(&kyc(1), None), Err(ApiError::SubjectNotFound));
        assert_eq!(Tensor::history_view(&kyc(1)), Err(ApiError::SubjectNotFound));
        let cell = Tensor::cell_view(&kyc(0), None).unwrap();
        assert_eq!((cell.state, cell.cell, cell.attestations), (Unknown, None, Some(vec![])));
    });
}

#[test]
fn a_portfolio_is_as_good_as_its_worst_subject() {
    test(|| {
        compliant(0);
        compliant(1);
        let both = [subject(1), subject(0)];
        let portfolio = Tensor::portfolio(&both, &difc(), None).unwrap();
        assert_eq!((portfolio.state, portfolio.passes), (Exempt, true));
        assert_eq!(portfolio.subjects.iter().map(|s| s.subject).collect::<Vec<_>>(), both);
        next_block();
        assert_ok!(refold(&kyc(1), &[]));
        let portfolio = Tensor::portfolio(&both, &difc(), None).unwrap();
        assert_eq!((portfolio.state, portfolio.passes), (Unknown, false));
        assert!(Tensor::portfolio(&both, &difc(), Some(1_000)).unwrap().passes, "it passed before");
    });
}

#[test]
fn an_empty_an_over_long_and_a_repeating_portfolio_are_refused() {
    test(|| {
        compliant(0);
        let ask = |subjects: &[SubjectId]| Tensor::portfolio(subjects, &difc(), None);
        assert_eq!(ask(&[]), Err(ApiError::NothingAsked));
        assert_eq!(ask(&[subject(0); 2]), Err(ApiError::Duplicate));
        assert_eq!(ask(&[subject(0), subject(1)]), Err(ApiError::SubjectNotFound));
        let many = vec![subject(0); MAX_PORTFOLIO as usize + 1];
        assert_eq!(ask(&many), Err(ApiError::TooMany { max: MAX_PORTFOLIO }));
    });
}
