use super::*;
use msez_attestation::{Refusal, WINDOW};
use msez_core::{SubjectId, Tier};
use msez_traits::AccreditationFault;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{DispatchError, TokenError},
};

type Error = crate::Error<Test>;

fn by(issuer: u8) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(issuer))
}

/// The call is refused with the error, changes nothing, and the dry run names the same reason.
fn refused(issuer: u8, statement: Statement, refusal: Refusal) {
    let nonce = Attestations::nonces(&account(issuer)).next();
    assert_eq!(Attestations::check(&account(issuer), nonce, &statement), [refusal]);
    assert_noop!(Attestations::attest(by(issuer), nonce, statement), Error::from(refusal));
}

#[test]
fn an_accredited_issuer_makes_a_subject_compliant() {
    run(|| {
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Unknown);
        assert_eq!(Attestations::check(&account(1), 0, &statement()), []);
        let id = attested(1, statement());
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Compliant);
        let record = Attestations::attestation(&id).unwrap();
        assert_eq!((record.issuer, record.nonce, record.status), (account(1), 0, Status::Live));
        assert_eq!((record.submitted_at, record.due), (START, statement().valid_until));
        assert_eq!((record.depositor, record.deposit), (account(1), Attestations::deposit()));
        assert_eq!(held(1), Attestations::deposit());
        assert_eq!(in_cell(), [id]);
        let s = statement();
        assert_eq!(
            events(),
            [Event::Attested {
                id,
                issuer: account(1),
                subject: s.subject,
                jurisdiction: s.jurisdiction,
                domain: s.domain,
                state: s.state,
                valid_from: s.valid_from,
                valid_until: s.valid_until,
                evidence: s.evidence,
                nonce: 0,
                depositor: account(1),
                deposit: Attestations::deposit(),
            }]
        );
    });
}

/// Entries of a map as they are stored, and the bytes of their values and their own parts of the keys.
fn stored(map: &str) -> (Balance, Balance) {
    use polkadot_sdk::{frame_support::storage::storage_prefix, sp_io::storage};
    let prefix = storage_prefix(b"Attestations", map.as_bytes());
    let keys = core::iter::successors(storage::next_key(&prefix), |key| storage::next_key(key));
    keys.take_while(|key| key.starts_with(&prefix)).fold((0, 0), |(entries, bytes), key| {
        let size = key.len() - prefix.len() + storage::get(&key).unwrap().len();
        (entries + 1, bytes + size as Balance)
    })
}

#[test]
fn the_deposit_equals_the_encoded_sizes_of_the_largest_attestation() {
    use codec::Encode;
    run(|| {
        let id = attested(1, later(1));
        let maps = ["Attestations", "ByCoordinate", "Agenda"].map(stored);
        let (entries, bytes) = maps.into_iter().fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
        assert_eq!(entries, 3);
        // The largest status is one that names the newer attestation.
        let most = Status::Superseded { by: id, at: 0 }.encoded_size() - Status::Live.encoded_size();
        assert_eq!(Attestations::deposit(), 100 * entries + bytes + most as Balance);
    });
}

#[test]
fn only_an_account_attests() {
    run(|| {
        assert_noop!(Attestations::attest(RuntimeOrigin::root(), 0, statement()), DispatchError::BadOrigin);
        assert_noop!(Attestations::attest(RuntimeOrigin::none(), 0, statement()), DispatchError::BadOrigin);
    });
}

#[test]
fn who_cannot_pay_the_deposit_does_not_attest() {
    run(|| {
        let poor = AccountId::new([200; 32]);
        crate::mock::Registry::accredit(&poor, jurisdiction(), Domain::Kyc);
        assert_noop!(
            Attestations::attest(RuntimeOrigin::signed(poor), 0, statement()),
            TokenError::FundsUnavailable
        );
    });
}

#[test]
fn nobody_states_unknown_or_expired() {
    run(|| {
        for state in [ComplianceState::Unknown, ComplianceState::Expired] {
            refused(1, Statement { state, ..statement() }, Refusal::StateNotAttestable);
        }
    });
}

#[test]
fn an_adverse_finding_carries_no_expiry_and_everything_else_does() {
    run(|| {
        let lapsing = Statement { valid_until: statement().valid_until, ..adverse() };
        refused(1, lapsing, Refusal::AdverseFindingMayNotLapse);
        refused(1, Statement { valid_until: None, ..statement() }, Refusal::ExpiryMissing);
    });
}

#[test]
fn windows_that_are_over_empty_too_long_or_too_far_ahead_are_refused() {
    run(|| {
        let s = statement();
        refused(
            1,
            Statement { valid_from: START - 10, valid_until: Some(START), ..s },
            Refusal::WindowExpired,
        );
        refused(
            1,
            Statement { valid_from: START + 5, valid_until: Some(START + 5), ..s },
            Refusal::WindowEmpty,
        );
        refused(1, Statement { valid_until: Some(START + VALIDITY + 1), ..s }, Refusal::WindowTooLong);
        refused(1, later(LEAD + 1), Refusal::WindowTooFarAhead);
        assert_eq!(Attestations::check(&account(1), 0, &later(LEAD)), []);
        let longest = Statement { valid_until: Some(START + VALIDITY), ..s };
        assert_eq!(Attestations::check(&account(1), 0, &longest), []);
    });
}

#[test]
fn what_does_not_pass_cannot_begin_later() {
    run(|| {
        let pending = Statement { state: ComplianceState::Pending, ..later(1) };
        refused(1, pending, Refusal::MustBeginAtOnce);
        refused(
            1,
            Statement { valid_until: None, state: ComplianceState::NonCompliant, ..later(1) },
            Refusal::MustBeginAtOnce,
        );
        attested(1, Statement { state: ComplianceState::Pending, ..later(0) });
    });
}

#[test]
fn an_unknown_subject_is_refused() {
    run(|| refused(1, Statement { subject: SubjectId([8; 32]), ..statement() }, Refusal::UnknownSubject));
}

#[test]
fn an_unknown_or_suspended_jurisdiction_is_refused() {
    run(|| {
        for (issuer, state) in [(1, ComplianceState::Compliant), (100, ComplianceState::Exempt)] {
            let elsewhere = Statement { jurisdiction: "sg-mas".parse().unwrap(), state, ..statement() };
            refused(issuer, elsewhere, Refusal::UnknownJurisdiction);
        }
        Registry::suspend(jurisdiction());
        refused(1, statement(), Refusal::JurisdictionSuspended);
        // Its authority can do no more than its issuers.
        refused(
            100,
            Statement { state: ComplianceState::Exempt, ..statement() },
            Refusal::JurisdictionSuspended,
        );
    });
}

#[test]
fn an_issuer_needs_a_good_accreditation_for_this_domain() {
    run(|| {
        refused(50, statement(), Refusal::NotAccredited);
        refused(1, Statement { domain: Domain::Aml, ..statement() }, Refusal::NotAccredited);
        for (fault, refusal) in [
            (AccreditationFault::IssuerSuspended, Refusal::IssuerSuspended),
            (AccreditationFault::AccreditationExpired, Refusal::AccreditationExpired),
        ] {
            Registry::set_fault(&account(1), jurisdiction(), Domain::Kyc, Some(fault));
            refused(1, statement(), refusal);
        }
    });
}

#[test]
fn an_issuer_below_the_tier_that_the_subjects_class_needs_is_refused() {
    run(|| {
        let id = attested(1, statement());
        Registry::ask_for(jurisdiction(), "securities".parse().unwrap(), Tier(9));
        assert_eq!(Attestations::check(&account(2), 0, &statement()), [], "another class");
        Registry::ask_for(jurisdiction(), class(), Tier(1));
        assert_eq!(Attestations::check(&account(2), 0, &statement()), [], "his own tier");
        Registry::ask_for(jurisdiction(), class(), Tier(2));
        for statement in [statement(), adverse(), later(DAY)] {
            refused(2, statement, Refusal::TierTooLow);
        }
        // What was stated before stands, and can be taken back.
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Compliant);
        assert_ok!(Attestations::revoke(by(1), id, msez_attestation::RevocationReason::IssuedInError));
        // The authority exempts by its own right.
        attested(100, Statement { state: ComplianceState::Exempt, ..statement() });
    });
}

#[test]
fn only_the_authority_exempts_and_needs_no_accreditation_for_it() {
    run(|| {
        let exempt = Statement { state: ComplianceState::Exempt, ..statement() };
        refused(1, exempt, Refusal::NotAuthority);
        refused(100, statement(), Refusal::NotAccredited);
        attested(100, exempt);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Exempt);
    });
}

#[test]
fn the_authoritys_exemption_does_not_cover_a_violation() {
    run(|| {
        attested(1, adverse());
        attested(100, Statement { state: ComplianceState::Exempt, ..statement() });
        attested(2, statement());
        assert_eq!(Cells::state(&coordinate()), ComplianceState::NonCompliant);
    });
}

#[test]
fn a_nonce_is_good_once() {
    run(|| {
        let s = statement();
        assert_ok!(Attestations::attest(by(1), 3, s));
        assert_noop!(Attestations::attest(by(1), 3, s), Error::NonceReplayed);
        let other = Statement { evidence: Digest([1; 32]), ..s };
        assert_noop!(Attestations::attest(by(1), 3, other), Error::NonceReplayed);
        // In any order, for every issuer of his own.
        assert_ok!(Attestations::attest(by(1), 0, s));
        assert_ok!(Attestations::attest(by(2), 3, s));
        assert_eq!(Attestations::nonces(&account(1)).floor(), 1);
        assert_noop!(Attestations::attest(by(1), 0, s), Error::NonceReplayed);
        assert_noop!(Attestations::attest(by(1), 1 + WINDOW, s), Error::NonceTooFarAhead);
        assert_ok!(Attestations::attest(by(1), WINDOW, s));
    });
}

#[test]
fn an_attestation_that_exists_is_not_accepted_again_whatever_the_nonces_say() {
    // Nonces that were lost: what must never happen, and would not do harm.
    chain().execute_with(|| {
        let s = statement();
        assert_ok!(Attestations::attest(by(1), 0, s));
        crate::Nonces::<Test>::remove(account(1));
        assert_noop!(Attestations::attest(by(1), 0, s), Error::AlreadyExists);
    });
}

#[test]
fn a_nonce_stays_used_when_its_attestation_is_removed() {
    run(|| {
        let s = statement();
        let id = attested(1, s);
        assert_ok!(Attestations::revoke(by(1), id, msez_attestation::RevocationReason::IssuedInError));
        Timestamp::set_timestamp(START + GRACE);
        assert_ok!(Attestations::remove(by(9), id));
        assert_noop!(Attestations::attest(by(1), 0, s), Error::NonceReplayed);
    });
}

#[test]
fn the_dry_run_lists_every_reason_and_the_call_fails_with_the_first() {
    run(|| {
        attested(1, statement());
        let hopeless = Statement {
            subject: SubjectId([8; 32]),
            jurisdiction: "sg-mas".parse().unwrap(),
            state: ComplianceState::Unknown,
            valid_from: START + LEAD + 10,
            valid_until: Some(5),
            ..statement()
        };
        assert_eq!(
            Attestations::check(&account(1), 0, &hopeless),
            [
                Refusal::StateNotAttestable,
                Refusal::WindowEmpty,
                Refusal::WindowExpired,
                Refusal::WindowTooFarAhead,
                Refusal::MustBeginAtOnce,
                Refusal::UnknownSubject,
                Refusal::UnknownJurisdiction,
                Refusal::NonceReplayed,
            ]
        );
        assert_noop!(Attestations::attest(by(1), 0, hopeless), Error::StateNotAttestable);
    });
}

#[test]
fn a_newer_statement_supersedes_the_issuers_older_one() {
    run(|| {
        let first = attested(1, adverse());
        let foreign = attested(2, statement());
        assert_eq!(Cells::state(&coordinate()), ComplianceState::NonCompliant);
        events();
        let second = attested(1, statement());
        assert_eq!(status(first), Status::Superseded { by: second, at: START });
        assert_eq!(in_cell(), [foreign, second]);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Compliant);
        assert_eq!(events()[0], Event::Superseded { id: first, by: second });
        // The older deposit stays until the record goes.
        assert_eq!(held(1), 2 * Attestations::deposit());
    });
}

#[test]
fn a_full_cell_refuses_what_passes_of_further_issuers_but_not_of_those_who_are_in_it() {
    run(|| {
        for issuer in 1..=4 {
            attested(issuer, statement());
        }
        refused(5, statement(), Refusal::TooManyAttestations);
        // A renewal in advance needs a slot of its own until it begins.
        refused(2, later(DAY), Refusal::TooManyAttestations);
        attested(2, adverse());
        assert_eq!(in_cell().len(), 4);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::NonCompliant);
    });
}

#[test]
fn an_expired_attestation_gives_way_in_a_full_cell() {
    run(|| {
        let short = attested(1, Statement { valid_until: Some(START + 10), ..statement() });
        let others = [2, 3, 4].map(|issuer| attested(issuer, statement()));
        // The agenda has not come to it yet.
        Timestamp::set_timestamp(START + 10);
        let new = attested(5, statement());
        assert_eq!(in_cell(), [others[0], others[1], others[2], new]);
        block_at(START + 11);
        assert_eq!(status(short), Status::Expired { at: START + 10 });
    });
}

#[test]
fn a_statement_that_the_tensor_refuses_is_not_accepted() {
    run(|| {
        Cells::set_refusing(true);
        assert_noop!(Attestations::attest(by(1), 0, statement()), DispatchError::Other("the tensor is full"));
    });
}

#[test]
fn a_malformed_jurisdiction_does_not_even_decode() {
    use codec::{Decode, Encode};
    run(|| {
        let mut bytes = statement().encode();
        assert_eq!(Statement::decode(&mut &bytes[..]), Ok(statement()));
        for malformed in [*b"UAE-difc", *b"uae_difc", *b"uae-dif\n"] {
            bytes[32..40].copy_from_slice(&malformed);
            assert!(Statement::decode(&mut &bytes[..]).is_err());
        }
    });
}
