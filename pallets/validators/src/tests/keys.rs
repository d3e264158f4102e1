//! Evidence names a key. Whatever a validator does with his keys, its owner can be proven.

use crate::{mock::*, Error};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::traits::{BadOrigin, Dispatchable},
};

const REFUSED: pallet_session::Error<Test> = pallet_session::Error::NoAssociatedValidatorId;

#[test]
fn only_an_admitted_account_sets_keys() {
    test(|| {
        assert_noop!(set_keys(5, 5), REFUSED);
        assert_ok!(Validators::admit(RuntimeOrigin::root(), 5));
        assert_ok!(set_keys(5, 5));
        assert_ok!(set_keys(5, 55));
    })
}

#[test]
fn keys_in_use_cannot_be_changed() {
    test(|| {
        assert_noop!(set_keys(1, 11), REFUSED);
        // Still in the set for two sessions.
        assert_ok!(Validators::retire(RuntimeOrigin::signed(1)));
        assert_noop!(set_keys(1, 11), REFUSED);
        next_session();
        assert_noop!(set_keys(1, 11), REFUSED);
        next_session();
        assert_ok!(set_keys(1, 11));
    })
}

#[test]
fn keys_planned_for_the_next_session_cannot_be_changed() {
    test(|| {
        prepare(5);
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(5)));
        assert_ok!(set_keys(5, 55));
        next_session();
        assert!(!set().contains(&5));
        assert_noop!(set_keys(5, 56), REFUSED);
        next_session();
        assert_eq!(owner(55, prove(55)), Some(5));
    })
}

#[test]
fn evidence_on_a_key_is_provable_in_its_session_and_as_long_as_it_is_accepted() {
    test(|| {
        // A full rotation: out, new keys, in again.
        assert_ok!(Validators::retire(RuntimeOrigin::signed(1)));
        next_session();
        let last_of_the_old = (Session::current_index(), prove(1));
        assert_eq!(owner(1, last_of_the_old.1.clone()), Some(1));
        next_session();
        assert_ok!(set_keys(1, 11));
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(1)));
        // The old key is proven although it is registered no more.
        assert_eq!(owner(1, last_of_the_old.1.clone()), Some(1));
        next_sessions(2);
        let first_of_the_new = prove(11);
        assert_eq!(owner(11, first_of_the_new.clone()), Some(1));
        assert_eq!(owner(1, last_of_the_old.1.clone()), Some(1));
        next_session();
        assert_eq!(owner(11, first_of_the_new), Some(1));
        // And not for ever.
        next_sessions(ACCOUNTABLE + 1);
        assert_eq!(owner(1, last_of_the_old.1), None);
    })
}

#[test]
fn keys_set_between_enlisting_and_planning_are_those_of_the_root() {
    test(|| {
        prepare(5);
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(5)));
        assert_ok!(set_keys(5, 55));
        next_sessions(2);
        let session = Session::current_index();
        let proof = prove(55);
        next_session();
        assert_eq!(proof.session, session);
        assert_eq!(owner(55, proof), Some(5));
    })
}

#[test]
fn keys_are_purged_only_out_of_the_set() {
    test(|| {
        let purge = |who| Validators::purge_keys(RuntimeOrigin::signed(who));
        assert_noop!(purge(1), Error::<Test>::KeysInUse);
        assert_ok!(Validators::retire(RuntimeOrigin::signed(1)));
        assert_noop!(purge(1), Error::<Test>::KeysInUse);
        next_sessions(2);
        assert_ok!(purge(1));
        assert_noop!(Validators::enlist(RuntimeOrigin::signed(1)), Error::<Test>::KeysNotSet);
        assert_noop!(purge(1), pallet_session::Error::<Test>::NoKeys);

        prepare(5);
        assert_ok!(Validators::enlist(RuntimeOrigin::signed(5)));
        assert_noop!(purge(5), Error::<Test>::KeysInUse);
        assert_noop!(Validators::purge_keys(RuntimeOrigin::root()), BadOrigin);
        assert_noop!(Validators::purge_keys(RuntimeOrigin::none()), BadOrigin);
    })
}

#[test]
fn the_key_deposit_comes_back() {
    test(|| {
        assert_ok!(Validators::admit(RuntimeOrigin::root(), 5));
        assert_ok!(set_keys(5, 5));
        assert_eq!(Balances::free_balance(5), ENDOWMENT - 5);
        // A dismissed account may still purge.
        assert_ok!(Validators::dismiss(RuntimeOrigin::root(), 5));
        assert_ok!(Validators::purge_keys(RuntimeOrigin::signed(5)));
        assert_eq!(Balances::free_balance(5), ENDOWMENT);
    })
}

#[test]
fn the_session_pallets_own_purge_is_closed() {
    test(|| {
        let call = RuntimeCall::Session(pallet_session::Call::purge_keys {});
        assert!(call.dispatch(RuntimeOrigin::signed(1)).is_err());
        assert!(pallet_session::NextKeys::<Test>::contains_key(1));
    })
}
