//! Words that are stored are paid for while they are.

use msez_savm::Word;
use polkadot_sdk::frame_support::{assert_err_ignore_postinfo, assert_ok, assert_storage_noop};

use crate::{mock::*, Error, Event, Instances};

/// Stores 1 under as many keys as the input's first word says, from 0 on; with a second word it removes them.
const KEEPER: &str = "
    PUSH1 0\nCALLDATALOAD
    again: JUMPDEST
    DUP1\nNOT\nPUSH2 :done\nJUMPI
    PUSH1 1\nSUB
    PUSH1 32\nCALLDATALOAD\nPUSH2 :remove\nJUMPI
    DUP1\nPUSH1 1\nSWAP1\nSSTORE
    PUSH2 :again\nJUMP
    remove: JUMPDEST\nDUP1\nSDELETE\nPOP\nPUSH2 :again\nJUMP
    done: JUMPDEST\nHALT";

fn input(count: u8, remove: bool) -> crate::pallet::Input {
    let words = [Word::from(count), Word::from_bool(remove)].map(Word::to_be_bytes);
    words.concat().try_into().unwrap()
}

#[test]
fn new_words_are_paid_by_the_signer_and_held_on_the_instance() {
    run(|| {
        let instance = instance(KEEPER);
        assert_ok!(Savm::call(by(3), instance, 0, input(5, false), MAX_GAS, None));
        assert_eq!(free(&account(3)), RICH - 5 * ITEM);
        let record = Instances::<Test>::get(instance).unwrap();
        assert_eq!((record.items, record.storage_deposit), (5, 5 * ITEM));
        let (from, amount) = (account(3), 5 * ITEM);
        System::assert_has_event(Event::StorageCharged { instance, from, items: 5, amount }.into());
        // Only what is new.
        assert_ok!(Savm::call(by(4), instance, 0, input(7, false), MAX_GAS, None));
        assert_eq!(free(&account(4)), RICH - 2 * ITEM);
    });
}

#[test]
fn whoever_makes_words_go_gets_their_deposit() {
    run(|| {
        let instance = instance(KEEPER);
        assert_ok!(Savm::call(by(3), instance, 0, input(5, false), MAX_GAS, None));
        assert_ok!(Savm::call(by(4), instance, 0, input(2, true), MAX_GAS, None));
        assert_eq!(free(&account(4)), RICH + 2 * ITEM);
        let (to, amount) = (account(4), 2 * ITEM);
        System::assert_has_event(Event::StorageReleased { instance, to, items: 3, amount }.into());
        assert_ok!(Savm::call(by(5), instance, 0, input(5, true), MAX_GAS, None));
        assert_eq!(free(&account(5)), RICH + 3 * ITEM);
        assert_eq!(free(&at(&instance)), ED);
    });
}

#[test]
fn a_limit_bounds_what_is_held() {
    run(|| {
        let instance = instance(KEEPER);
        let call = |limit| Savm::call(by(3), instance, 0, input(5, false), MAX_GAS, Some(limit));
        assert_storage_noop!(assert_err_ignore_postinfo!(
            call(5 * ITEM - 1),
            Error::<Test>::StorageDepositLimitExceeded
        ));
        assert_ok!(call(5 * ITEM));
        // Nothing is new: nothing is needed.
        assert_ok!(call(0));
    });
}

#[test]
fn who_cannot_pay_for_words_fails_whole() {
    run(|| {
        let instance = instance(KEEPER);
        assert_ok!(Balances::transfer_allow_death(by(5), account(50), ED + 3 * ITEM));
        let call = |count| Savm::call(by(50), instance, 0, input(count, false), MAX_GAS, None);
        assert_storage_noop!(assert_err_ignore_postinfo!(call(4), Error::<Test>::StorageDepositUnpaid));
        assert_ok!(call(3));
        assert_eq!(free(&account(50)), ED);
    });
}

#[test]
fn what_comes_and_goes_within_a_call_costs_no_deposit() {
    run(|| {
        let instance = instance("PUSH1 1\nPUSH1 1\nSSTORE\nPUSH1 1\nSDELETE\nHALT");
        assert_ok!(Savm::call(by(3), instance, 0, Default::default(), MAX_GAS, Some(0)));
        assert_eq!(Instances::<Test>::get(instance).unwrap().items, 0);
    });
}

#[test]
fn what_one_instance_gives_back_pays_for_another() {
    run(|| {
        let giver = instance(
            "PUSH1 1\nSHAS\nPUSH2 :gone\nJUMPI\nPUSH1 1\nPUSH1 1\nSSTORE\nHALT\n\
                              gone: JUMPDEST\nPUSH1 1\nSDELETE\nHALT",
        );
        assert_ok!(call(giver, MAX_GAS));
        let taker = instance(&format!("{}ASSERT\nPUSH1 1\nPUSH1 1\nSSTORE\nHALT", calling(&giver)));
        assert_ok!(Balances::transfer_allow_death(by(5), account(50), ED));
        assert_ok!(Savm::call(by(50), taker, 0, Default::default(), MAX_GAS, None));
        assert_eq!(free(&account(50)), ED);
        assert_eq!(Instances::<Test>::get(taker).unwrap().items, 1);
    });
}

#[test]
fn a_program_cannot_spend_what_is_held_for_its_words() {
    run(|| {
        let text =
            format!("PUSH1 1\nPUSH1 1\nSSTORE\n{}NOT\nASSERT\nHALT", paying(&msez_core::Digest([4; 32]), 1));
        let instance = instance(&text);
        assert_ok!(call(instance, MAX_GAS));
        assert_ok!(call(instance, MAX_GAS));
    });
}
