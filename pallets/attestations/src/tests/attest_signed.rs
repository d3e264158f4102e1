use super::*;
use msez_attestation::{wrapped, Context, RevocationReason};
use msez_core::SubjectId;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_core::{ecdsa, ed25519, sr25519, Pair},
    sp_runtime::{traits::IdentifyAccount, DispatchError, MultiSignature, MultiSigner, TokenError},
};

type Error = crate::Error<Test>;
const DEADLINE: u64 = START + 60_000;
const CARRIER: u8 = 60;

fn carrier() -> RuntimeOrigin {
    RuntimeOrigin::signed(account(CARRIER))
}

/// An issuer with a key of his own, accredited; and how he signs.
type Signer = (AccountId, Box<dyn Fn(&[u8]) -> MultiSignature>);

fn signer<P>(seed: &str) -> Signer
where
    MultiSigner: From<P::Public>,
    MultiSignature: From<P::Signature>,
    P: Pair + 'static,
{
    let pair = P::from_string(seed, None).unwrap();
    let issuer = MultiSigner::from(pair.public()).into_account();
    Registry::accredit(&issuer, jurisdiction(), Domain::Kyc);
    (issuer, Box::new(move |bytes| pair.sign(bytes).into()))
}

fn alice() -> Signer {
    signer::<sr25519::Pair>("//Alice")
}

fn payload(issuer: &AccountId, nonce: u64, statement: &Statement) -> Vec<u8> {
    Attestations::context().attestation_payload(issuer.as_ref(), nonce, DEADLINE, statement)
}

#[test]
fn anyone_carries_a_statement_signed_with_any_of_three_schemes_plain_or_wrapped() {
    run(|| {
        let signers = [alice(), signer::<ed25519::Pair>("//Bob"), signer::<ecdsa::Pair>("//Charlie")];
        for (issuer, sign) in signers {
            let s = statement();
            let plain = sign(&payload(&issuer, 0, &s));
            assert_ok!(Attestations::attest_signed(carrier(), issuer.clone(), 0, s, DEADLINE, plain));
            let in_wallet = sign(&wrapped(&payload(&issuer, 1, &s)));
            assert_ok!(Attestations::attest_signed(carrier(), issuer.clone(), 1, s, DEADLINE, in_wallet));
            let record = Attestations::attestation(&Attestations::attestation_id(&issuer, 1, &s)).unwrap();
            assert_eq!((record.issuer, record.depositor), (issuer.clone(), account(CARRIER)));
        }
        assert_eq!(held(CARRIER), 6 * Attestations::deposit());
        assert_eq!(in_cell().len(), 3);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Compliant);
    });
}

#[test]
fn the_issuer_needs_no_funds_and_the_carrier_does() {
    run(|| {
        let (issuer, sign) = alice();
        let s = statement();
        let signature = sign(&payload(&issuer, 0, &s));
        assert_eq!(Balances::free_balance(&issuer), 0);
        let poor = RuntimeOrigin::signed(AccountId::new([200; 32]));
        assert_noop!(
            Attestations::attest_signed(poor, issuer.clone(), 0, s, DEADLINE, signature.clone()),
            TokenError::FundsUnavailable
        );
        assert_ok!(Attestations::attest_signed(carrier(), issuer, 0, s, DEADLINE, signature));
    });
}

#[test]
fn only_an_account_carries() {
    run(|| {
        let (issuer, sign) = alice();
        let s = statement();
        let signature = sign(&payload(&issuer, 0, &s));
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            assert_noop!(
                Attestations::attest_signed(origin, issuer.clone(), 0, s, DEADLINE, signature.clone()),
                DispatchError::BadOrigin
            );
        }
    });
}

#[test]
fn a_carried_statement_is_carried_once() {
    run(|| {
        let (issuer, sign) = alice();
        let s = statement();
        let signature = sign(&payload(&issuer, 0, &s));
        assert_ok!(Attestations::attest_signed(carrier(), issuer.clone(), 0, s, DEADLINE, signature.clone()));
        assert_noop!(
            Attestations::attest_signed(carrier(), issuer.clone(), 0, s, DEADLINE, signature),
            Error::NonceReplayed
        );
        // The issuer's own calls use the same numbers.
        let own = RuntimeOrigin::signed(issuer);
        assert_noop!(Attestations::attest(own, 0, s), Error::NonceReplayed);
    });
}

#[test]
fn a_signature_for_another_chain_pallet_or_purpose_is_refused() {
    run(|| {
        let (issuer, sign) = alice();
        let s = statement();
        let here = Attestations::context();
        assert_eq!(here.pallet, 61);
        assert_eq!(here.genesis.0, System::block_hash(0).0);
        let key: &[u8; 32] = issuer.as_ref();
        let id = Attestations::attestation_id(&issuer, 0, &s);
        for bytes in [
            Context { genesis: Digest([1; 32]), ..here }.attestation_payload(key, 0, DEADLINE, &s),
            Context { pallet: 62, ..here }.attestation_payload(key, 0, DEADLINE, &s),
            here.revocation_payload(key, &id, RevocationReason::IssuedInError, DEADLINE),
            here.attestation_payload(key, 1, DEADLINE, &s),
            here.attestation_payload(key, 0, DEADLINE + 1, &s),
            here.attestation_payload(&[1; 32], 0, DEADLINE, &s),
            wrapped(&wrapped(&here.attestation_payload(key, 0, DEADLINE, &s))),
        ] {
            assert_noop!(
                Attestations::attest_signed(carrier(), issuer.clone(), 0, s, DEADLINE, sign(&bytes)),
                Error::SignatureInvalid
            );
        }
    });
}

#[test]
fn a_signature_for_another_scope_is_refused() {
    run(|| {
        let (issuer, sign) = alice();
        let s = statement();
        Cells::register(SubjectId([8; 32]));
        Registry::register("kz-aifc".parse().unwrap(), &authority());
        Registry::accredit(&issuer, "kz-aifc".parse().unwrap(), Domain::Kyc);
        Registry::accredit(&issuer, jurisdiction(), Domain::Aml);
        let signature = sign(&payload(&issuer, 0, &s));
        for other in [
            Statement { subject: SubjectId([8; 32]), ..s },
            Statement { jurisdiction: "kz-aifc".parse().unwrap(), ..s },
            Statement { domain: Domain::Aml, ..s },
            Statement { state: ComplianceState::Pending, ..s },
            Statement { valid_from: s.valid_from - 1, ..s },
            Statement { valid_until: s.valid_until.map(|t| t + 1), ..s },
            Statement { evidence: Digest([1; 32]), ..s },
        ] {
            assert_eq!(Attestations::check(&issuer, 0, &other), []);
            assert_noop!(
                Attestations::attest_signed(carrier(), issuer.clone(), 0, other, DEADLINE, signature.clone()),
                Error::SignatureInvalid
            );
        }
    });
}

#[test]
fn a_signature_of_someone_else_is_refused() {
    run(|| {
        let (issuer, _) = alice();
        let s = statement();
        for (_, sign) in [
            signer::<sr25519::Pair>("//Bob"),
            signer::<ed25519::Pair>("//Alice"),
            signer::<ecdsa::Pair>("//Alice"),
        ] {
            let signature = sign(&payload(&issuer, 0, &s));
            assert_noop!(
                Attestations::attest_signed(carrier(), issuer.clone(), 0, s, DEADLINE, signature),
                Error::SignatureInvalid
            );
        }
    });
}

#[test]
fn a_signature_is_good_until_its_deadline() {
    run(|| {
        let (issuer, sign) = alice();
        let s = statement();
        let signature = sign(&payload(&issuer, 0, &s));
        Timestamp::set_timestamp(DEADLINE + 1);
        assert_noop!(
            Attestations::attest_signed(carrier(), issuer.clone(), 0, s, DEADLINE, signature.clone()),
            Error::SignatureExpired
        );
        Timestamp::set_timestamp(DEADLINE);
        assert_ok!(Attestations::attest_signed(carrier(), issuer, 0, s, DEADLINE, signature));
    });
}

#[test]
fn a_good_signature_does_not_replace_an_accreditation() {
    run(|| {
        let (issuer, sign) = alice();
        let s = Statement { domain: Domain::Aml, ..statement() };
        let signature = sign(&payload(&issuer, 0, &s));
        assert_noop!(
            Attestations::attest_signed(carrier(), issuer.clone(), 0, s, DEADLINE, signature),
            Error::NotAccredited
        );
        assert_eq!(Attestations::nonces(&issuer).floor(), 0);
    });
}

#[test]
fn retired_nonces_void_the_signatures_given_out_for_them() {
    run(|| {
        let (issuer, sign) = alice();
        let s = statement();
        let own = RuntimeOrigin::signed(issuer.clone());
        let signature = |nonce| sign(&payload(&issuer, nonce, &s));
        assert_ok!(Attestations::attest_signed(carrier(), issuer.clone(), 0, s, DEADLINE, signature(0)));
        assert_ok!(Attestations::retire_nonces(own, 5));
        assert_noop!(
            Attestations::attest_signed(carrier(), issuer.clone(), 4, s, DEADLINE, signature(4)),
            Error::NonceReplayed
        );
        assert_ok!(Attestations::attest_signed(carrier(), issuer.clone(), 5, s, DEADLINE, signature(5)));
    });
}
