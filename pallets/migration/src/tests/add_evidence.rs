use crate::{mock::*, Error as E, Event as Ev, Held, MAX_HELD};
use msez_core::{Digest, Domain};
use msez_manifold::AttestationType;
use msez_saga::State;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::DispatchError,
};

type Error = E<Test>;

const KIND: AttestationType = AttestationType::SourceOfFunds;

#[test]
fn the_last_evidence_that_was_missing_sends_the_asset_on_its_way() {
    test(|| {
        let saga = gathering(1);
        let id = record(&saga).request.asset;
        let wrong = attested(2, id, KIND, Domain::Kyc, difc());
        assert_ok!(Migration::add_evidence(by(carrier()), saga, wrong));
        assert_eq!(state(&saga), State::AttestationGathering);
        let evidence = attested(1, id, KIND, Domain::Aml, difc());
        assert_ok!(Migration::add_evidence(by(carrier()), saga, evidence));
        assert_eq!(state(&saga), State::Transit);
        msez_test_support::assert_event::<Test>(Ev::<Test>::EvidenceAdded {
            saga,
            attestation: evidence.attestation,
            kind: KIND,
        });
    });
}

#[test]
fn only_a_live_attestation_about_the_asset_whose_digest_opens_counts() {
    test(|| {
        let saga = gathering(1);
        let id = record(&saga).request.asset;
        let add = |evidence| Migration::add_evidence(by(carrier()), saga, evidence);
        let about_another = attested(2, asset(2), KIND, Domain::Aml, difc());
        assert_noop!(add(about_another), Error::EvidenceMismatch);
        let evidence = attested(1, id, KIND, Domain::Aml, difc());
        assert_noop!(
            add(msez_saga::HeldEvidence { document: Digest([1; 32]), ..evidence }),
            Error::EvidenceMismatch
        );
        let revoked = attested(3, id, KIND, Domain::Aml, difc());
        revoke(&revoked);
        assert_noop!(add(revoked), Error::EvidenceUnknown);
        assert_noop!(
            Migration::add_evidence(RuntimeOrigin::root(), saga, evidence),
            DispatchError::BadOrigin
        );
        assert_noop!(Migration::add_evidence(by(carrier()), Digest([8; 32]), evidence), Error::NotFound);
    });
}

#[test]
fn evidence_is_held_once_and_not_without_limit() {
    test(|| {
        let saga = gathering(1);
        let id = record(&saga).request.asset;
        for n in 0..u64::from(MAX_HELD) {
            let evidence = attested(n, id, AttestationType::TaxResidency, Domain::Tax, difc());
            assert_ok!(Migration::add_evidence(by(carrier()), saga, evidence));
            assert_noop!(Migration::add_evidence(by(carrier()), saga, evidence), Error::EvidenceAlreadyHeld);
        }
        let one_more = attested(999, id, KIND, Domain::Aml, difc());
        assert_noop!(Migration::add_evidence(by(carrier()), saga, one_more), Error::TooManyEvidence);
        assert_eq!(Held::<Test>::get(saga).len() as u32, MAX_HELD);
    });
}

#[test]
fn evidence_of_an_issuer_who_lost_his_accreditation_does_not_count() {
    test(|| {
        let saga = gathering(1);
        let id = record(&saga).request.asset;
        let evidence = attested(1, id, KIND, Domain::Aml, difc());
        accredit(&issuer(), difc(), Domain::Aml, None);
        assert_ok!(Migration::add_evidence(by(carrier()), saga, evidence));
        assert_eq!(state(&saga), State::AttestationGathering);
    });
}

#[test]
fn what_is_too_old_at_the_lock_does_not_count_and_advice_does_not_stop() {
    test(|| {
        let mut advice = requirement(AttestationType::TaxResidency, Domain::Tax);
        advice.is_mandatory = false;
        let saga = gathering(1);
        require(&direct(), vec![requirement(KIND, Domain::Aml), advice]);
        let id = record(&saga).request.asset;
        let evidence = attested(1, id, KIND, Domain::Aml, difc());
        Timestamp::set_timestamp(now() + 6 * DAY);
        let strict = msez_manifold::Requirement { max_age_days: 5, ..requirement(KIND, Domain::Aml) };
        require(&direct(), vec![strict]);
        assert_ok!(Migration::add_evidence(by(carrier()), saga, evidence));
        assert_eq!(state(&saga), State::AttestationGathering);
        require(&direct(), vec![requirement(KIND, Domain::Aml)]);
        assert_ok!(Migration::advance(by(carrier()), saga));
        assert_eq!(state(&saga), State::Transit);
    });
}

#[test]
fn nothing_is_added_after_the_decision() {
    test(|| {
        let saga = decided(1);
        let id = record(&saga).request.asset;
        let evidence = attested(1, id, KIND, Domain::Aml, difc());
        assert_noop!(Migration::add_evidence(by(carrier()), saga, evidence), Error::TooLate);
    });
}
