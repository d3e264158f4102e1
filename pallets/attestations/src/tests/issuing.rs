use super::*;
use msez_traits::Issuing;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, assert_storage_noop},
    sp_runtime::DispatchError,
};

const EVIDENCE: Digest = Digest([0x77; 32]);

fn state(issuer: u8, state: ComplianceState, validity: Moment) -> Result<Digest, DispatchError> {
    <Attestations as Issuing<AccountId>>::state(&account(issuer), &coordinate(), state, validity, EVIDENCE)
}

fn holds(id: &Digest) -> bool {
    <Attestations as Issuing<AccountId>>::holds(id)
}

#[test]
fn an_accredited_program_states_on_its_own_deposit_and_with_its_next_number() {
    run(|| {
        let first = state(1, ComplianceState::Compliant, 100).unwrap();
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Compliant);
        let record = Attestations::attestation(&first).unwrap();
        assert_eq!((record.issuer, record.depositor, record.nonce), (account(1), account(1), 0));
        assert_eq!(record.statement.evidence, EVIDENCE);
        assert_eq!((record.statement.valid_from, record.statement.valid_until), (START, Some(START + 100)));
        let second = state(1, ComplianceState::Pending, 100).unwrap();
        assert_eq!(Attestations::attestation(&second).unwrap().nonce, 1);
        assert!(!holds(&first) && holds(&second));
    });
}

#[test]
fn a_program_without_accreditation_states_nothing_and_leaves_nothing() {
    run(|| {
        assert_noop!(state(10, ComplianceState::Compliant, 100), crate::Error::<Test>::NotAccredited);
        assert_storage_noop!(assert!(state(1, ComplianceState::Unknown, 100).is_err()));
        assert_storage_noop!(assert!(state(1, ComplianceState::Compliant, 0).is_err()));
    });
}

#[test]
fn a_validity_beyond_the_limit_is_the_limit_and_an_adverse_finding_does_not_lapse() {
    run(|| {
        let id = state(1, ComplianceState::Compliant, Moment::MAX).unwrap();
        let until = Attestations::attestation(&id).unwrap().statement.valid_until;
        assert_eq!(until, Some(START + Attestations::limits().validity));
        let id = state(1, ComplianceState::NonCompliant, 100).unwrap();
        assert_eq!(Attestations::attestation(&id).unwrap().statement.valid_until, None);
    });
}

#[test]
fn an_attestation_holds_while_it_is_live_begun_and_of_an_issuer_in_good_standing() {
    run(|| {
        assert!(!holds(&Digest([1; 32])));
        let id = state(1, ComplianceState::Compliant, 100).unwrap();
        assert!(holds(&id));
        block_at(START + 99);
        assert!(holds(&id));
        block_at(START + 100);
        assert!(!holds(&id));
        let id = state(1, ComplianceState::Compliant, 100).unwrap();
        assert_ok!(Attestations::revoke(
            RuntimeOrigin::signed(account(1)),
            id,
            msez_attestation::RevocationReason::IssuedInError
        ));
        assert!(!holds(&id));
        let id = state(1, ComplianceState::Compliant, 100).unwrap();
        assert!(holds(&id));
        Registry::suspend(jurisdiction());
        assert!(!holds(&id));
    });
}
