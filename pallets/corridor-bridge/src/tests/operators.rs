use super::*;
use crate::{Registry, Rosters, Standing};
use polkadot_sdk::sp_core::Pair;

#[test]
fn an_operator_applies_is_accepted_dismissed_and_retires() {
    run(|| {
        registered(0, 1);
        let key = pair(1).public();
        assert_eq!(
            events().last(),
            Some(&Event::OperatorApplied {
                corridor: way(0),
                operator: account(1),
                key,
                endpoint: endpoint()
            })
        );
        assert!(Rosters::<Test>::get(way(0)).is_empty());
        // Either end decides.
        for end in [100, 101] {
            assert_ok!(Bridge::accept_operator(by(end), way(0), account(1)));
            assert_eq!(Rosters::<Test>::get(way(0)).into_inner(), [account(1)]);
            assert_ok!(Bridge::dismiss_operator(by(end), way(0), account(1)));
            assert!(Rosters::<Test>::get(way(0)).is_empty());
            assert_eq!(
                Registry::<Test>::get(way(0), account(1)).map(|it| it.standing),
                Some(Standing::Dismissed)
            );
        }
        assert_ok!(Bridge::retire(by(1), way(0)));
        assert_noop!(Bridge::retire(by(1), way(0)), Error::NotFound);
        registered(0, 1);
    });
}

#[test]
fn only_who_has_the_bond_and_the_key_registers_where_there_is_a_corridor() {
    run(|| {
        let key = pair(1);
        let proof = possession(1, &key);
        let register = |corridor, proof, endpoint: &[u8]| {
            let endpoint = endpoint.to_vec().try_into().unwrap();
            Bridge::register_operator(by(1), corridor, key.public(), proof, endpoint)
        };
        assert_noop!(
            Bridge::register_operator(RuntimeOrigin::none(), way(0), key.public(), proof, endpoint()),
            BadOrigin
        );
        assert_noop!(register(way(0), proof, b"https://x"), Error::BondTooLow);
        registered(1, 1);
        assert_noop!(register("elsewhere".parse().unwrap(), proof, b"https://x"), Error::UnknownCorridor);
        assert_noop!(register(way(0), proof, b""), Error::MalformedEndpoint);
        assert_noop!(register(way(0), proof, b"https://x y"), Error::MalformedEndpoint);
        // A bond for one corridor is none for two.
        assert_noop!(register(way(0), proof, b"https://x"), Error::BondTooLow);
        bond(1, MINIMUM);
        assert_noop!(register(way(0), possession(2, &key), b"https://x"), Error::BadSignature);
        assert_noop!(register(way(0), possession(1, &pair(2)), b"https://x"), Error::BadSignature);
        assert_noop!(register(way(1), proof, b"https://x"), Error::AlreadyExists);
        registered(2, 1);
        registered(0, 1);
        assert_noop!(register(way(3), proof, b"https://x"), Error::TooManyCorridors);
    });
}

#[test]
fn only_an_authority_of_an_end_accepts_and_dismisses() {
    run(|| {
        registered(0, 1);
        for origin in [by(102), by(1)] {
            assert_noop!(Bridge::accept_operator(origin.clone(), way(0), account(1)), Error::NotAuthorized);
            assert_noop!(Bridge::dismiss_operator(origin, way(0), account(1)), Error::NotAuthorized);
        }
        assert_noop!(Bridge::accept_operator(RuntimeOrigin::none(), way(0), account(1)), BadOrigin);
        assert_noop!(Bridge::dismiss_operator(RuntimeOrigin::none(), way(0), account(1)), BadOrigin);
        assert_noop!(Bridge::accept_operator(by(100), way(0), account(2)), Error::NotFound);
        assert_ok!(Bridge::accept_operator(by(100), way(0), account(1)));
        assert_noop!(Bridge::accept_operator(by(100), way(0), account(1)), Error::AlreadyAccepted);
        assert_ok!(Bridge::dismiss_operator(by(100), way(0), account(1)));
        assert_noop!(Bridge::dismiss_operator(by(100), way(0), account(1)), Error::NotAccepted);
    });
}

#[test]
fn a_corridor_has_eight_operators_at_most() {
    run(|| {
        staffed(0, &[1, 2, 3, 4, 5, 6, 7, 8]);
        registered(0, 9);
        assert_noop!(Bridge::accept_operator(by(100), way(0), account(9)), Error::TooManyOperators);
        assert_ok!(Bridge::dismiss_operator(by(101), way(0), account(3)));
        assert_ok!(Bridge::accept_operator(by(100), way(0), account(9)));
        assert_eq!(Rosters::<Test>::get(way(0)).last(), Some(&account(9)));
    });
}

#[test]
fn who_has_something_to_carry_does_not_retire_and_carries_it_when_dismissed() {
    run(|| {
        staffed(0, &[1]);
        let id = opened(1);
        assert_noop!(Bridge::retire(by(1), way(0)), Error::HopsOpen);
        assert_ok!(Bridge::dismiss_operator(by(100), way(0), account(1)));
        assert_ok!(prepare(prepare_receipt(id, 0)));
        assert_ok!(<Bridge as msez_traits::Bridge<AccountId>>::commit(&id));
        all_commit(id);
        assert_ok!(Bridge::retire(by(1), way(0)));
        assert_noop!(Bridge::retire(RuntimeOrigin::none(), way(0)), BadOrigin);
    });
}

#[test]
fn a_new_key_proves_itself_and_signs_from_then_on() {
    run(|| {
        staffed(0, &[1]);
        let (old, new) = (pair(1), pair(77));
        let rotate = |proof| Bridge::rotate_key(by(1), way(0), new.public(), proof);
        assert_noop!(rotate(possession(2, &new)), Error::BadSignature);
        assert_noop!(rotate(possession(1, &old)), Error::BadSignature);
        assert_noop!(Bridge::rotate_key(by(2), way(0), new.public(), possession(2, &new)), Error::NotFound);
        assert_noop!(
            Bridge::rotate_key(RuntimeOrigin::none(), way(0), new.public(), possession(1, &new)),
            BadOrigin
        );
        assert_ok!(rotate(possession(1, &new)));
        let event = Event::KeyRotated {
            corridor: way(0),
            operator: account(1),
            old: old.public(),
            new: new.public(),
        };
        assert_eq!(events().last(), Some(&event));
        assert_noop!(rotate(possession(1, &new)), Error::NothingToChange);
        let id = opened(1);
        let receipt = prepare_receipt(id, 0);
        assert_noop!(prepare(receipt), Error::BadSignature);
        let signature = new.sign(&receipt.payload());
        assert!(Bridge::prepare(by(RELAYER), receipt, signature).is_ok());
    });
}

#[test]
fn an_arbiter_is_whom_both_ends_name() {
    run(|| {
        assert_eq!(Bridge::arbiter(way(0)), None);
        assert_ok!(Bridge::name_arbiter(by(100), way(0), Some(account(9))));
        assert_eq!(Bridge::arbiter(way(0)), None);
        assert_ok!(Bridge::name_arbiter(by(101), way(0), Some(account(8))));
        assert_eq!(Bridge::arbiter(way(0)), None);
        assert_ok!(Bridge::name_arbiter(by(101), way(0), Some(account(9))));
        assert_eq!(Bridge::arbiter(way(0)), Some(account(9)));
        assert_noop!(Bridge::name_arbiter(by(101), way(0), Some(account(9))), Error::NothingToChange);
        assert_noop!(Bridge::name_arbiter(by(102), way(0), None), Error::NotAuthorized);
        assert_noop!(Bridge::name_arbiter(RuntimeOrigin::none(), way(0), None), BadOrigin);
        assert_noop!(
            Bridge::name_arbiter(by(100), "elsewhere".parse().unwrap(), None),
            Error::UnknownCorridor
        );
        assert_ok!(Bridge::name_arbiter(by(100), way(0), None));
        assert_ok!(Bridge::name_arbiter(by(101), way(0), None));
        assert_eq!(crate::ArbitersOf::<Test>::iter().count(), 0);
    });
}
