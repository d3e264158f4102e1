use super::*;
use msez_attestation::{RevocationReason, Revoker};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::DispatchError,
};

type Error = crate::Error<Test>;
const REASON: RevocationReason = RevocationReason::EvidenceWithdrawn;

fn by(who: u8) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(who))
}

#[test]
fn issuer_authority_and_ruling_revoke_each_in_his_own_capacity() {
    run(|| {
        for (origin, capacity) in [
            (by(1), Revoker::Issuer),
            (by(100), Revoker::Authority),
            (RuntimeOrigin::root(), Revoker::Ruling),
        ] {
            let id = attested(1, adverse());
            assert_eq!(Cells::state(&coordinate()), ComplianceState::NonCompliant);
            events();
            assert_ok!(Attestations::revoke(origin, id, REASON));
            assert_eq!(status(id), Status::Revoked { by: capacity, at: START, reason: REASON });
            assert_eq!(events(), [Event::Revoked { id, by: capacity, reason: REASON }]);
            assert_eq!(Cells::state(&coordinate()), ComplianceState::Unknown);
            assert!(in_cell().is_empty());
        }
    });
}

#[test]
fn nobody_else_lifts_an_adverse_finding() {
    run(|| {
        let id = attested(1, adverse());
        attested(2, statement());
        // Neither another issuer, nor the authority of another jurisdiction, nor nobody.
        Registry::register("sg-mas".parse().unwrap(), &account(50));
        for who in [2, 50, 60] {
            assert_noop!(Attestations::revoke(by(who), id, REASON), Error::NotAuthorized);
        }
        assert_noop!(Attestations::revoke(RuntimeOrigin::none(), id, REASON), DispatchError::BadOrigin);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::NonCompliant);
    });
}

#[test]
fn an_unknown_attestation_cannot_be_revoked() {
    run(|| {
        assert_noop!(Attestations::revoke(by(1), Digest([1; 32]), REASON), Error::NotFound);
    });
}

#[test]
fn what_has_ended_cannot_be_revoked() {
    run(|| {
        let revoked = attested(1, statement());
        assert_ok!(Attestations::revoke(by(1), revoked, REASON));
        let superseded = attested(2, statement());
        attested(2, adverse());
        let expired = attested(3, Statement { valid_until: Some(START + 1), ..statement() });
        Timestamp::set_timestamp(START + 1);
        for id in [revoked, superseded, expired] {
            assert_noop!(Attestations::revoke(by(100), id, REASON), Error::NotLive);
        }
        block_at(START + 2);
        assert_noop!(Attestations::revoke(by(3), expired, REASON), Error::NotLive);
    });
}

#[test]
fn a_revoked_attestation_leaves_the_agenda() {
    run(|| {
        let ahead = attested(1, later(DAY));
        assert_ok!(Attestations::revoke(by(1), ahead, REASON));
        assert_eq!(crate::Agenda::<Test>::iter_keys().count(), 0);
        events();
        block_at(START + DAY);
        assert!(events().is_empty());
    });
}

#[test]
fn an_issuer_whose_accreditation_is_no_more_can_still_revoke() {
    use msez_traits::AccreditationFault::{AccreditationExpired, NotAccredited};
    run(|| {
        let ids = [attested(1, adverse()), attested(2, adverse())];
        for (issuer, fault) in [(1, AccreditationExpired), (2, NotAccredited)] {
            Registry::set_fault(&account(issuer), jurisdiction(), Domain::Kyc, Some(fault));
        }
        Registry::suspend(jurisdiction());
        assert_ok!(Attestations::revoke(by(1), ids[0], RevocationReason::Remedied));
        assert_ok!(Attestations::revoke(by(2), ids[1], RevocationReason::Remedied));
    });
}

#[test]
fn a_revocation_that_the_tensor_refuses_changes_nothing() {
    run(|| {
        let id = attested(1, statement());
        Cells::set_refusing(true);
        assert_noop!(Attestations::revoke(by(1), id, REASON), DispatchError::Other("the tensor is full"));
    });
}
