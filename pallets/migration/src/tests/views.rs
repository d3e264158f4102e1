use crate::{mock::*, StartFault, Unmet};
use msez_core::{ComplianceState, Domain};
use msez_manifold::AttestationType;
use msez_saga::{Carriage, Need};
use msez_traits::PathFaultKind;

#[test]
fn the_report_lists_every_reason_not_the_first() {
    test(|| {
        let id = asset(1);
        let mut request = request(id);
        request.version = 1;
        request.max_fee = 1;
        request.payer = bob();
        request.deadline = now();
        let report = Migration::can_start(request.clone(), vec![]);
        use StartFault::*;
        assert_eq!(report.refusals, [StaleVersion, FeeTooHigh, DeadlineTooShort, PayerNotController]);
        assert_eq!((report.fee, report.hours), (Some(FEE), 72));
        request.path = vec![way("nowhere"), direct()];
        close(&direct(), true);
        let kinds: Vec<_> =
            Migration::can_start(request, vec![]).path_faults.into_iter().map(|fault| fault.kind).collect();
        assert_eq!(kinds, [PathFaultKind::UnknownCorridor, PathFaultKind::Suspended]);
    });
}

#[test]
fn the_report_tells_what_it_would_wait_for() {
    test(|| {
        require(&direct(), vec![requirement(AttestationType::SourceOfFunds, Domain::Aml)]);
        let id = asset(1);
        cell(id, aifc(), Domain::Kyc, ComplianceState::Unknown, None);
        object_as_program(true);
        let report = Migration::can_start(request(id), vec![]);
        assert_eq!(report.refusals, []);
        assert_eq!(
            report.unmet,
            [Unmet { hop: 0, kind: AttestationType::SourceOfFunds, domain: Domain::Aml }]
        );
        assert_eq!((report.compliance.len(), report.compliance[0].jurisdiction), (1, aifc()));
        assert!(!report.program_permits);
        let evidence = attested(1, id, AttestationType::SourceOfFunds, Domain::Aml, difc());
        assert_eq!(Migration::can_start(request(id), vec![evidence]).unmet, []);
        // What the report says would begin, begins.
        assert_eq!(report.saga, start(&request(id)));
    });
}

#[test]
fn a_saga_tells_what_it_waits_for() {
    test(|| {
        let waits = |saga| Migration::saga(saga).unwrap().waits_for;
        let saga = gathering(1);
        assert_eq!(waits(saga), Some(Need::Evidence));
        assert_eq!(Migration::saga(saga).unwrap().unmet.len(), 1);
        require(&direct(), vec![]);
        assert_eq!(waits(locked(2)), Some(Need::Carriers));
        let saga = under_way(3);
        let view = Migration::saga(saga).unwrap();
        assert_eq!((view.waits_for, view.carriage), (Some(Need::PreparedHops), Carriage::Preparing));
        assert_eq!(view.timeout, Some(now() + 72 * msez_saga::HOUR));
        assert_eq!(waits(decided(4)), Some(Need::CommittedHops));
        assert_eq!(Migration::live(view.saga.request.asset), Some(saga));
        assert_eq!(Migration::saga(msez_core::Digest([1; 32])), None);
    });
}
