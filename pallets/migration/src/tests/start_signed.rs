use crate::{mock::*, Error as E};
use msez_saga::{signed_payload, State};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, traits::fungible::Mutate},
    sp_core::Pair,
    sp_runtime::{DispatchError, MultiSignature},
};

type Error = E<Test>;

/// A request of somebody who signs, and his signature over something.
fn signed(wrap: bool) -> (crate::RequestOf<Test>, AccountId, MultiSignature) {
    let (pair, who) = pair(7);
    Balances::mint_into(&who, RICH).unwrap();
    let request = msez_saga::Request { payer: who.clone(), ..request(asset_of(1, vec![who.clone()], 1)) };
    let payload = signed_payload(&Migration::saga_id(&request));
    let payload = if wrap { [b"<Bytes>", &payload[..], b"</Bytes>"].concat() } else { payload };
    let signature = pair.sign(&payload).into();
    (request, who, signature)
}

#[test]
fn anyone_submits_what_a_controller_signed() {
    for wrap in [false, true] {
        test(|| {
            let (request, who, signature) = signed(wrap);
            let saga = Migration::saga_id(&request);
            assert_ok!(Migration::start_signed(by(carrier()), request, none(), who, signature));
            assert_eq!(state(&saga), State::Transit);
        });
    }
}

#[test]
fn a_signature_is_for_one_request_and_one_controller() {
    test(|| {
        let (request, who, signature) = signed(false);
        let other = msez_saga::Request { max_fee: request.max_fee + 1, ..request.clone() };
        let call =
            |request, who, signature| Migration::start_signed(by(carrier()), request, none(), who, signature);
        assert_noop!(call(other, who.clone(), signature.clone()), Error::SignatureInvalid);
        assert_noop!(call(request.clone(), alice(), signature.clone()), Error::SignatureInvalid);
        assert_noop!(
            Migration::start_signed(
                RuntimeOrigin::none(),
                request.clone(),
                none(),
                who.clone(),
                signature.clone()
            ),
            DispatchError::BadOrigin
        );
        assert_ok!(call(request.clone(), who.clone(), signature.clone()));
        assert_noop!(call(request, who, signature), Error::AlreadyExists);
    });
}

#[test]
fn a_signature_for_another_chain_does_not_count() {
    test(|| {
        let (request, who, _) = signed(false);
        let (pair, _) = pair(7);
        let elsewhere = request.digest(&msez_core::Digest([3; 32]), polkadot_sdk::sp_io::hashing::sha2_256);
        let signature: MultiSignature = pair.sign(&signed_payload(&elsewhere)).into();
        assert_noop!(
            Migration::start_signed(by(carrier()), request, none(), who, signature),
            Error::SignatureInvalid
        );
    });
}
