use super::*;
use msez_attestation::WINDOW;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::DispatchError,
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
fn who_never_attested_has_nothing_to_retire() {
    run(|| {
        assert_noop!(Attestations::retire_nonces(by(1), 5), Error::NothingToRetire);
        assert_noop!(Attestations::retire_nonces(RuntimeOrigin::root(), 5), DispatchError::BadOrigin);
    });
}
