use super::*;
use msez_attestation::WINDOW;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::{DispatchError, TokenError},
};

type Error = crate::Error<Test>;

fn by(who: u8) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(who))
}

#[test]
fn an_issuer_gives_up_nonces_that_he_will_not_use() {
    run(|| {
        assert_ok!(Attestations::attest(by(1), 0, statement()));
        assert_ok!(Attestations::attest(by(1), 10, statement()));
        events();
        assert_ok!(Attestations::retire_nonces(by(1), 10));
        // Ten was used, so the floor is one more.
        assert_eq!(events(), [Event::NoncesRetired { issuer: account(1), floor: 11 }]);
        for nonce in 0..=10 {
            assert_noop!(Attestations::attest(by(1), nonce, statement()), Error::NonceReplayed);
        }
        assert_ok!(Attestations::attest(by(1), 11, statement()));
    });
}

#[test]
fn the_floor_only_rises_and_by_a_window_at_most() {
    run(|| {
        attested(1, statement());
        assert_noop!(Attestations::retire_nonces(by(1), 1), Error::NothingToRetire);
        assert_noop!(Attestations::retire_nonces(by(1), 0), Error::NothingToRetire);
        assert_noop!(Attestations::retire_nonces(by(1), 2 + WINDOW), Error::NonceTooFarAhead);
        assert_noop!(Attestations::retire_nonces(by(1), u64::MAX), Error::NonceTooFarAhead);
        assert_ok!(Attestations::retire_nonces(by(1), 1 + WINDOW));
        assert_eq!(Attestations::nonces(&account(1)).next(), 1 + WINDOW);
    });
}

#[test]
fn an_issuer_voids_signatures_that_he_gave_out_before_the_first_is_used() {
    run(|| {
        assert_ok!(Attestations::retire_nonces(by(1), 5));
        assert_eq!(held_for(crate::HoldReason::Nonces), Attestations::nonces_deposit());
        assert_noop!(Attestations::attest(by(1), 4, statement()), Error::NonceReplayed);
        // His window is paid for.
        assert_ok!(Attestations::attest(by(1), 5, statement()));
        assert_ok!(Attestations::retire_nonces(by(1), 7));
        assert_eq!(held_for(crate::HoldReason::Nonces), Attestations::nonces_deposit());
    });
}

#[test]
fn who_opens_a_window_of_nonces_pays_for_it() {
    run(|| {
        let poor = RuntimeOrigin::signed(AccountId::new([200; 32]));
        assert_noop!(Attestations::retire_nonces(poor, 5), TokenError::FundsUnavailable);
        assert_noop!(Attestations::retire_nonces(by(1), 0), Error::NothingToRetire);
        assert_noop!(Attestations::retire_nonces(by(1), 1 + WINDOW), Error::NonceTooFarAhead);
        assert_noop!(Attestations::retire_nonces(RuntimeOrigin::root(), 5), DispatchError::BadOrigin);
    });
}
