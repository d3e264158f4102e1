use super::*;
use msez_attestation::{wrapped, Context, RevocationReason, Revoker};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_core::{sr25519, Pair},
    sp_runtime::{DispatchError, MultiSignature},
};

type Error = crate::Error<Test>;
const DEADLINE: u64 = START + 60_000;
const REASON: RevocationReason = RevocationReason::CircumstancesChanged;

fn carrier() -> RuntimeOrigin {
    RuntimeOrigin::signed(account(60))
}

fn alice() -> (AccountId, sr25519::Pair) {
    let pair = sr25519::Pair::from_string("//Alice", None).unwrap();
    let issuer = AccountId::from(pair.public());
    Registry::accredit(&issuer, jurisdiction(), Domain::Kyc);
    (issuer, pair)
}

/// An attestation of Alice's that someone carried.
fn carried(nonce: u64) -> Digest {
    let (issuer, pair) = alice();
    let s = statement();
    let bytes = Attestations::context().attestation_payload(issuer.as_ref(), nonce, DEADLINE, &s);
    let signature: MultiSignature = pair.sign(&bytes).into();
    assert_ok!(Attestations::attest_signed(carrier(), issuer.clone(), nonce, s, DEADLINE, signature));
    Attestations::attestation_id(&issuer, nonce, &s)
}

fn payload(id: &Digest) -> Vec<u8> {
    Attestations::context().revocation_payload(alice().0.as_ref(), id, REASON, DEADLINE)
}

fn signed(bytes: &[u8]) -> MultiSignature {
    alice().1.sign(bytes).into()
}

#[test]
fn anyone_carries_the_issuers_revocation_plain_or_wrapped() {
    run(|| {
        for (nonce, wraps) in [(0, false), (1, true)] {
            let id = carried(nonce);
            let bytes = if wraps { wrapped(&payload(&id)) } else { payload(&id) };
            assert_ok!(Attestations::revoke_signed(carrier(), id, REASON, DEADLINE, signed(&bytes)));
            assert_eq!(status(id), Status::Revoked { by: Revoker::Issuer, at: START, reason: REASON });
            assert_eq!(Cells::state(&coordinate()), ComplianceState::Unknown);
            assert_noop!(
                Attestations::revoke_signed(carrier(), id, REASON, DEADLINE, signed(&bytes)),
                Error::NotLive
            );
        }
    });
}

#[test]
fn only_an_account_carries() {
    run(|| {
        let id = carried(0);
        let signature = signed(&payload(&id));
        assert_noop!(
            Attestations::revoke_signed(RuntimeOrigin::root(), id, REASON, DEADLINE, signature),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn an_unknown_attestation_is_not_found() {
    run(|| {
        let id = Digest([1; 32]);
        let signature = signed(&payload(&id));
        assert_noop!(
            Attestations::revoke_signed(carrier(), id, REASON, DEADLINE, signature),
            Error::NotFound
        );
    });
}

#[test]
fn a_signature_for_anything_else_is_refused() {
    run(|| {
        let id = carried(0);
        let other = carried(1);
        let (issuer, _) = alice();
        let here = Attestations::context();
        let key: &[u8; 32] = issuer.as_ref();
        let record = Attestations::attestation(&other).unwrap();
        for bytes in [
            here.revocation_payload(key, &id, REASON, DEADLINE),
            here.revocation_payload(key, &other, RevocationReason::Ruling, DEADLINE),
            here.revocation_payload(key, &other, REASON, DEADLINE + 1),
            Context { genesis: Digest([1; 32]), ..here }.revocation_payload(key, &other, REASON, DEADLINE),
            Context { pallet: 1, ..here }.revocation_payload(key, &other, REASON, DEADLINE),
            here.attestation_payload(key, 1, DEADLINE, &record.statement),
        ] {
            let signature = signed(&bytes);
            assert_noop!(
                Attestations::revoke_signed(carrier(), other, REASON, DEADLINE, signature),
                Error::SignatureInvalid
            );
        }
    });
}

#[test]
fn only_the_issuers_signature_counts() {
    run(|| {
        let id = attested(1, statement());
        let bytes = Attestations::context().revocation_payload(account(1).as_ref(), &id, REASON, DEADLINE);
        let signature = signed(&bytes);
        assert_noop!(
            Attestations::revoke_signed(carrier(), id, REASON, DEADLINE, signature),
            Error::SignatureInvalid
        );
    });
}

#[test]
fn a_signature_is_good_until_its_deadline() {
    run(|| {
        let id = carried(0);
        let signature = signed(&payload(&id));
        Timestamp::set_timestamp(DEADLINE + 1);
        assert_noop!(
            Attestations::revoke_signed(carrier(), id, REASON, DEADLINE, signature),
            Error::SignatureExpired
        );
    });
}
