use super::*;
use msez_attestation::RevocationReason;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::DispatchError,
};

type Error = crate::Error<Test>;

fn by(who: u8) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(who))
}

#[test]
fn anyone_removes_what_ended_long_enough_ago_and_the_payer_gets_his_deposit() {
    run(|| {
        let revoked = attested(1, statement());
        assert_ok!(Attestations::revoke(by(1), revoked, RevocationReason::IssuedInError));
        let superseded = attested(2, statement());
        let newer = attested(2, statement());
        let expired = attested(3, Statement { valid_until: Some(START + DAY), ..statement() });
        block_at(START + DAY);
        let deposit = Attestations::deposit();
        for (id, issuer, ended) in [(revoked, 1, START), (superseded, 2, START), (expired, 3, START + DAY)] {
            Timestamp::set_timestamp(ended + GRACE - 1);
            assert_noop!(Attestations::remove(by(60), id), Error::GraceNotOver);
            Timestamp::set_timestamp(ended + GRACE);
            let before = held(issuer);
            events();
            assert_ok!(Attestations::remove(by(60), id));
            assert_eq!(held(issuer), before - deposit);
            assert_eq!(Attestations::attestation(&id), None);
            assert_eq!(events(), [Event::Removed { id, depositor: account(issuer), deposit }]);
            assert_noop!(Attestations::remove(by(60), id), Error::NotFound);
        }
        assert_eq!((held(1), held(2), held(3)), (0, deposit, 0));
        // What the cell and the window of nonces keep for good, he opened.
        let stays = Attestations::cell_deposit() + Attestations::nonces_deposit();
        assert_eq!(Balances::free_balance(account(1)), RICH - stays);
        assert_eq!(in_cell(), [newer]);
    });
}

#[test]
fn a_live_attestation_stays() {
    run(|| {
        let id = attested(1, adverse());
        block_at(START + 10 * VALIDITY);
        assert_noop!(Attestations::remove(by(1), id), Error::StillLive);
    });
}

#[test]
fn only_an_account_removes() {
    run(|| {
        let id = attested(1, statement());
        assert_ok!(Attestations::revoke(by(1), id, RevocationReason::IssuedInError));
        Timestamp::set_timestamp(START + GRACE);
        assert_noop!(Attestations::remove(RuntimeOrigin::root(), id), DispatchError::BadOrigin);
    });
}

#[test]
fn an_unknown_attestation_is_not_found() {
    run(|| {
        assert_noop!(Attestations::remove(by(1), Digest([1; 32])), Error::NotFound);
    });
}

#[test]
fn a_cell_says_expired_until_the_expired_attestation_is_removed() {
    run(|| {
        let id = attested(1, Statement { valid_until: Some(START + DAY), ..statement() });
        block_at(START + DAY);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Expired);
        block_at(START + DAY + GRACE);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Expired);
        assert_ok!(Attestations::remove(by(60), id));
        assert!(in_cell().is_empty());
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Unknown);
        assert_eq!(crate::ByCoordinate::<Test>::iter().count(), 0);
    });
}
