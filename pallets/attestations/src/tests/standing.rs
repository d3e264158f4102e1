//! Who may not, and how each reason is named.

use super::*;
use msez_attestation::{Refusal, RevocationReason, Revoker};
use msez_traits::AccreditationFault;
use polkadot_sdk::{
    frame_support::assert_noop,
    sp_core::{ecdsa, sr25519, Pair},
    sp_runtime::{traits::IdentifyAccount, MultiSignature, MultiSigner},
};

type Error = crate::Error<Test>;
const REASON: RevocationReason = RevocationReason::Remedied;

fn by(who: u8) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(who))
}

fn suspend(issuer: &AccountId) {
    let fault = Some(AccreditationFault::IssuerSuspended);
    Registry::set_fault(issuer, jurisdiction(), Domain::Kyc, fault);
}

#[test]
fn a_suspended_issuer_takes_nothing_back_but_the_authority_and_a_ruling_do() {
    run(|| {
        let (violation, passing) = (attested(1, adverse()), attested(2, statement()));
        suspend(&account(1));
        suspend(&account(2));
        for (issuer, id) in [(1, violation), (2, passing)] {
            assert_noop!(Attestations::revoke(by(issuer), id, REASON), Error::IssuerSuspended);
        }
        assert_ok!(Attestations::revoke(by(100), violation, REASON));
        assert_ok!(Attestations::revoke(RuntimeOrigin::root(), passing, REASON));
    });
}

#[test]
fn the_suspension_stands_where_the_jurisdiction_is_suspended_too() {
    run(|| {
        let id = attested(1, adverse());
        suspend(&account(1));
        Registry::suspend(jurisdiction());
        assert_noop!(Attestations::revoke(by(1), id, REASON), Error::IssuerSuspended);
    });
}

#[test]
fn a_suspension_elsewhere_does_not_matter() {
    run(|| {
        let id = attested(1, adverse());
        let fault = Some(AccreditationFault::IssuerSuspended);
        Registry::set_fault(&account(1), jurisdiction(), Domain::Aml, fault);
        assert_ok!(Attestations::revoke(by(1), id, REASON));
    });
}

#[test]
fn an_authority_that_is_suspended_as_an_issuer_still_speaks_as_the_authority() {
    run(|| {
        Registry::accredit(&authority(), jurisdiction(), Domain::Kyc);
        let id = attested(100, adverse());
        suspend(&authority());
        assert_ok!(Attestations::revoke(by(100), id, REASON));
        assert_eq!(status(id), Status::Revoked { by: Revoker::Authority, at: START, reason: REASON });
    });
}

#[test]
fn nobody_carries_a_revocation_of_a_suspended_issuer() {
    run(|| {
        let pair = sr25519::Pair::from_seed(&[3; 32]);
        let issuer = AccountId::from(pair.public());
        Registry::accredit(&issuer, jurisdiction(), Domain::Kyc);
        let (statement, deadline, context) = (adverse(), now(), Attestations::context());
        let issuer_bytes = issuer.clone().into();
        let payload = context.attestation_payload(&issuer_bytes, 0, deadline, &statement);
        let signature = pair.sign(&payload).into();
        assert_ok!(Attestations::attest_signed(by(60), issuer.clone(), 0, statement, deadline, signature));
        let id = Attestations::attestation_id(&issuer, 0, &statement);
        let payload = context.revocation_payload(&issuer_bytes, &id, REASON, deadline);
        let signature: MultiSignature = pair.sign(&payload).into();
        suspend(&issuer);
        assert_noop!(
            Attestations::revoke_signed(by(60), id, REASON, deadline, signature.clone()),
            Error::IssuerSuspended
        );
        Registry::accredit(&issuer, jurisdiction(), Domain::Kyc);
        assert_ok!(Attestations::revoke_signed(by(60), id, REASON, deadline, signature));
    });
}

#[test]
fn a_fourth_signature_scheme_is_refused() {
    run(|| {
        let pair = ecdsa::KeccakPair::from_seed(&[3; 32]);
        let issuer = MultiSigner::Eth(pair.public()).into_account();
        Registry::accredit(&issuer, jurisdiction(), Domain::Kyc);
        let (deadline, context) = (now(), Attestations::context());
        let issuer_bytes = issuer.clone().into();
        let payload = context.attestation_payload(&issuer_bytes, 0, deadline, &statement());
        let signature = MultiSignature::Eth(pair.sign(&payload));
        assert!(polkadot_sdk::sp_runtime::traits::Verify::verify(&signature, &payload[..], &issuer));
        assert_noop!(
            Attestations::attest_signed(by(60), issuer.clone(), 0, statement(), deadline, signature),
            Error::SchemeNotAccepted
        );

        assert_ok!(Attestations::attest(RuntimeOrigin::signed(rich(&issuer)), 0, statement()));
        let id = Attestations::attestation_id(&issuer, 0, &statement());
        let payload = context.revocation_payload(&issuer_bytes, &id, REASON, deadline);
        let signature = MultiSignature::Eth(pair.sign(&payload));
        assert_noop!(
            Attestations::revoke_signed(by(60), id, REASON, deadline, signature),
            Error::SchemeNotAccepted
        );
    });
}

/// The account, with money for deposits.
fn rich(who: &AccountId) -> AccountId {
    let transfer = Balances::transfer_allow_death(by(109), who.clone(), RICH / 2);
    assert_ok!(transfer);
    who.clone()
}

#[test]
fn a_jurisdiction_that_is_retired_or_not_active_yet_is_not_called_suspended() {
    run(|| {
        for (fault, refusal) in [
            (AccreditationFault::JurisdictionRetired, Refusal::JurisdictionRetired),
            (AccreditationFault::JurisdictionNotYetActive, Refusal::JurisdictionNotYetActive),
            (AccreditationFault::JurisdictionSuspended, Refusal::JurisdictionSuspended),
        ] {
            Registry::close(jurisdiction(), fault);
            let exempt = Statement { state: ComplianceState::Exempt, ..statement() };
            for (who, statement) in [(1, statement()), (100, exempt)] {
                assert_eq!(Attestations::check(&account(who), 0, &statement), [refusal]);
                assert_noop!(Attestations::attest(by(who), 0, statement), Error::from(refusal));
            }
        }
    });
}
