use super::*;
use crate::{types::SetAside, ForceReason, Freeze, Order, Parties, Reservations, SetAsides, Units};
use msez_asset::{Side, TransferRefusal, UnitRules};
use msez_core::{Digest, SubjectId};
use msez_traits::{AssetUnits, UnitReserve};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::DispatchResult,
};

const BY: Digest = Digest([0xb1; 32]);
const OTHER: Digest = Digest([0xb2; 32]);
const ORDER: Order = Order { reason: ForceReason::Sanctions, digest: Digest([0x0d; 32]) };

fn reserve(by: Digest, id: SubjectId, to: u8, amount: u128) -> DispatchResult {
    SmartAssets::reserve(by, &id, &account(10), &account(to), amount, &abroad())
}

fn spendable(id: SubjectId) -> u128 {
    <SmartAssets as AssetUnits<AccountId>>::spendable(&id, &account(10))
}

#[test]
fn units_that_are_set_aside_stay_their_holders_who_can_do_nothing_with_them() {
    run(|| {
        let id = with_units();
        assert_ok!(reserve(BY, id, 12, 60));
        assert_eq!((units(id, 10), units(id, 12), spendable(id)), (100, 0, 40));
        assert_noop!(SmartAssets::transfer(by(10), id, account(11), 41), Error::UnitsFrozen);
        assert_ok!(SmartAssets::transfer(by(10), id, account(11), 40));
        assert_noop!(SmartAssets::transfer(by(10), id, account(11), 1), Error::UnitsFrozen);
        assert_noop!(reserve(OTHER, id, 12, 1), Error::UnitsFrozen);
        assert_noop!(SmartAssets::burn(by(1), id, version(id), account(10), 1), Error::UnitsReserved);
        let force =
            SmartAssets::forced_transfer(by(1), id, Some(version(id)), account(10), account(11), 1, ORDER);
        assert_noop!(force, Error::UnitsReserved);
        assert_noop!(reserve(BY, id, 12, 1), Error::AlreadyExists);
        assert_eq!(SmartAssets::objections(&BY), Some(vec![]));
    });
}

#[test]
fn what_is_settled_changes_hands_once_whatever_the_rules_say_by_then() {
    run(|| {
        let id = with_units();
        assert_ok!(reserve(BY, id, 12, 60));
        Cells::set_passing(party(12), false);
        let whole = Freeze { whole: true, units: 100 };
        assert_ok!(SmartAssets::freeze(by(100), id, None, account(10), whole));
        let objections = SmartAssets::objections(&BY).unwrap();
        assert!(objections.contains(&TransferRefusal::Frozen { side: Side::Sender }));
        assert!(objections
            .iter()
            .any(|it| matches!(it, TransferRefusal::NotCompliant { side: Side::Receiver, .. })));
        events();
        assert_eq!(SmartAssets::settle(&BY), Ok(60));
        assert_eq!((units(id, 10), units(id, 12)), (40, 60));
        let settled =
            Event::ReservationSettled { asset: id, by: BY, from: account(10), to: account(12), amount: 60 };
        assert_eq!(events().last(), Some(&settled));
        assert_noop!(SmartAssets::settle(&BY), Error::NotFound);
        assert_noop!(SmartAssets::release(&BY), Error::NotFound);
        assert_eq!(SmartAssets::objections(&BY), None);
        assert_eq!(SetAsides::<Test>::iter().count() + Reservations::<Test>::iter().count(), 0);
    });
}

#[test]
fn what_is_released_can_be_spent_again() {
    run(|| {
        let id = with_units();
        assert_ok!(reserve(BY, id, 12, 60));
        assert_ok!(reserve(OTHER, id, 12, 40));
        assert_eq!(spendable(id), 0);
        assert_ok!(SmartAssets::release(&BY));
        assert_eq!(spendable(id), 60);
        let aside = SetAside { outgoing: 0, open: 1 };
        assert_eq!(SetAsides::<Test>::get(id, account(12)), Some(aside));
        assert_eq!(
            Parties::<Test>::get(id, party(12)).map(|party| (party.units, party.incoming)),
            Some((0, 40))
        );
        assert_eq!(SmartAssets::settle(&OTHER), Ok(40));
        assert_ok!(SmartAssets::transfer(by(10), id, account(11), 60));
    });
}

#[test]
fn everything_against_a_transfer_stands_against_setting_units_aside() {
    run(|| {
        let id = with_units();
        let from = account(10);
        let refusals =
            |to: u8, amount| SmartAssets::refusals(&id, &account(10), &account(to), amount, &abroad()).len();
        assert_eq!(refusals(12, 60), 0);
        assert_noop!(reserve(BY, SubjectId([9; 32]), 12, 1), Error::NotFound);
        assert_noop!(reserve(BY, id, 12, 0), Error::AmountZero);
        assert_noop!(reserve(BY, id, 12, 101), Error::NotEnoughUnits);
        assert_noop!(reserve(BY, id, 50, 1), Error::NotAdmitted);
        assert_noop!(SmartAssets::reserve(BY, &id, &from, &from, 1, &home()), Error::SameAccount);
        Registry::set_active(&abroad(), false);
        assert_noop!(reserve(BY, id, 12, 1), Error::ReceiverNotCompliant);
        assert_ok!(SmartAssets::reserve(OTHER, &id, &from, &account(12), 1, &home()));
        assert_ok!(SmartAssets::halt(by(100), id, None));
        assert_noop!(SmartAssets::reserve(BY, &id, &from, &account(12), 1, &home()), Error::Halted);
        assert!(refusals(12, 200) >= 3);
    });
}

#[test]
fn what_is_set_aside_for_a_party_counts_as_its_own() {
    run(|| {
        let id = with_units();
        let rules = UnitRules { max_holding: Some(70), ..UnitRules::OPEN };
        assert_ok!(SmartAssets::set_unit_rules(by(1), id, version(id), rules));
        assert_ok!(reserve(BY, id, 12, 60));
        assert_eq!(SmartAssets::objections(&BY), Some(vec![]));
        assert_noop!(reserve(OTHER, id, 12, 11), Error::HoldingTooLarge);
        assert_noop!(SmartAssets::transfer(by(10), id, account(12), 11), Error::HoldingTooLarge);
        assert_ok!(reserve(OTHER, id, 12, 10));
    });
}

#[test]
fn two_reservations_for_two_accounts_of_a_party_keep_to_its_limit_together() {
    run(|| {
        let id = with_units();
        assert_ok!(SmartAssets::admit(by(1), id, version(id), account(14), party(12), country("SG")));
        let rules = UnitRules { max_holding: Some(70), ..UnitRules::OPEN };
        assert_ok!(SmartAssets::set_unit_rules(by(1), id, version(id), rules));
        assert_ok!(reserve(BY, id, 12, 60));
        assert_noop!(reserve(OTHER, id, 14, 11), Error::HoldingTooLarge);
        assert_noop!(SmartAssets::transfer(by(10), id, account(14), 11), Error::HoldingTooLarge);
        assert_ok!(reserve(OTHER, id, 14, 10));
        assert_eq!([BY, OTHER].map(|by| SmartAssets::objections(&by)), [Some(vec![]), Some(vec![])]);
    });
}

#[test]
fn who_has_units_set_aside_for_him_takes_a_holders_place() {
    run(|| {
        let id = with_units();
        let rules = |max_holders| UnitRules { max_holders: Some(max_holders), ..UnitRules::OPEN };
        assert_ok!(SmartAssets::set_unit_rules(by(1), id, version(id), rules(2)));
        assert_ok!(reserve(BY, id, 12, 60));
        assert_eq!(Units::<Test>::get(id).unwrap().holders, 2);
        assert_noop!(reserve(OTHER, id, 13, 10), Error::TooManyHolders);
        assert_noop!(SmartAssets::transfer(by(10), id, account(13), 10), Error::TooManyHolders);
        // His own place does not stand against him.
        assert_eq!(SmartAssets::objections(&BY), Some(vec![]));
        assert_ok!(SmartAssets::set_country(by(1), id, version(id), party(12), country("AE")));
        assert_ok!(SmartAssets::release(&BY));
        assert_eq!(Units::<Test>::get(id).unwrap().holders, 1);
        // Who gives everything away makes room, and it stays his until then.
        assert_ok!(SmartAssets::set_unit_rules(by(1), id, version(id), rules(1)));
        assert_ok!(reserve(BY, id, 12, 100));
        assert_eq!(SmartAssets::objections(&BY), Some(vec![]));
        assert_eq!(SmartAssets::settle(&BY), Ok(100));
        assert_eq!(Units::<Test>::get(id).unwrap().holders, 1);
    });
}

#[test]
fn nobody_whom_a_reservation_names_is_dismissed() {
    run(|| {
        let id = with_units();
        assert_ok!(reserve(BY, id, 12, 100));
        let dismiss = || SmartAssets::dismiss(by(1), id, version(id), account(12));
        assert_noop!(dismiss(), Error::UnitsReserved);
        assert_ok!(SmartAssets::release(&BY));
        assert_ok!(dismiss());
    });
}

#[test]
fn an_authority_takes_what_is_set_aside_and_the_rest_is_settled() {
    run(|| {
        let id = with_units();
        assert_ok!(reserve(BY, id, 12, 60));
        assert_ok!(SmartAssets::forced_transfer(by(100), id, None, account(10), account(11), 70, ORDER));
        assert_eq!(spendable(id), 0);
        assert!(!SmartAssets::objections(&BY).unwrap().is_empty());
        assert_eq!(SmartAssets::settle(&BY), Ok(30));
        assert_eq!((units(id, 10), units(id, 11), units(id, 12)), (0, 70, 30));

        let id = SubjectId(id.0);
        assert_ok!(SmartAssets::forced_transfer(by(100), id, None, account(11), account(10), 70, ORDER));
        assert_ok!(reserve(OTHER, id, 12, 70));
        assert_ok!(SmartAssets::forced_transfer(by(100), id, None, account(10), account(11), 70, ORDER));
        assert_eq!(SmartAssets::settle(&OTHER), Ok(0));
    });
}
