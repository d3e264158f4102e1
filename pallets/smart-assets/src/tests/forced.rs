use super::*;
use crate::{ForceReason, Freeze, Order};
use msez_asset::{Halter, UnitRules};
use msez_core::{Digest, SubjectId};
use msez_traits::AssetLock;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::DispatchResult,
};

const ORDER: Order = Order { reason: ForceReason::CourtOrder, digest: Digest([0x0d; 32]) };

fn force(origin: RuntimeOrigin, id: SubjectId, to: u8, amount: u128) -> DispatchResult {
    SmartAssets::forced_transfer(origin, id, Some(version(id)), account(10), account(to), amount, ORDER)
}

fn froze(by: Halter, units: u128, whole: bool, id: SubjectId) -> Event<Test> {
    let freeze = Freeze { whole, units };
    Event::FreezeSet { asset: id, account: account(10), by, freeze, version: version(id) }
}

#[test]
fn an_order_moves_units_whatever_stands_against_their_holder_and_an_authoritys_whatever_the_limits() {
    run(|| {
        let id = with_units();
        Cells::set_passing(party(10), false);
        let whole = Freeze { whole: true, units: 100 };
        assert_ok!(SmartAssets::freeze(by(1), id, Some(version(id)), account(10), whole));
        events();
        assert_ok!(force(by(1), id, 11, 60));
        let forced = |amount, by| Event::TransferForced {
            asset: id,
            from: account(10),
            to: account(11),
            amount,
            by,
            order: ORDER,
            version: version(id),
        };
        assert_eq!(events(), [froze(Halter::Controllers, 40, true, id), forced(60, Halter::Controllers)]);
        let none = UnitRules { max_holders: Some(0), max_holding: Some(0), ..UnitRules::OPEN };
        assert_ok!(SmartAssets::set_unit_rules(by(1), id, version(id), none));
        Cells::set_passing(party(11), false);
        assert_ok!(SmartAssets::freeze(by(1), id, Some(version(id)), account(11), whole));
        assert_ok!(SmartAssets::halt(by(100), id, None));
        assert_noop!(force(by(1), id, 11, 1), Error::Halted);
        events();
        assert_ok!(force(by(100), id, 11, 40));
        assert_eq!(events(), [froze(Halter::Controllers, 0, true, id), forced(40, Halter::Authority)]);
        assert_eq!((units(id, 10), units(id, 11)), (0, 100));
    });
}

#[test]
fn the_controllers_give_units_only_to_who_can_receive_them() {
    run(|| {
        let id = with_units();
        Cells::set_passing(party(12), false);
        assert_noop!(force(by(1), id, 12, 1), Error::ReceiverNotCompliant);
        Cells::set_passing(party(12), true);
        let whole = Freeze { whole: true, units: 0 };
        assert_ok!(SmartAssets::freeze(by(100), id, None, account(12), whole));
        assert_noop!(force(by(1), id, 12, 1), Error::ReceiverFrozen);
        assert_ok!(SmartAssets::freeze(by(100), id, None, account(12), Freeze::default()));
        let ruled = |rules| {
            let set = SmartAssets::set_jurisdiction_rules(by(100), home(), securities(), Some(rules));
            assert_ok!(set);
        };
        ruled(UnitRules { max_holding: Some(39), ..UnitRules::OPEN });
        assert_noop!(force(by(1), id, 12, 40), Error::HoldingTooLarge);
        ruled(UnitRules { max_holders: Some(1), ..UnitRules::OPEN });
        assert_noop!(force(by(1), id, 12, 40), Error::TooManyHolders);
        ruled(UnitRules { countries: [country("AE")].into_iter().collect(), ..UnitRules::OPEN });
        assert_noop!(force(by(1), id, 12, 40), Error::CountryNotAllowed);
        for origin in [by(100), RuntimeOrigin::root()] {
            assert_ok!(force(origin, id, 12, 20));
        }
        // Everything at once to an account of the same party: nobody is one more.
        ruled(UnitRules { max_holders: Some(0), ..UnitRules::OPEN });
        assert_ok!(SmartAssets::admit(by(1), id, version(id), account(20), party(10), country("AE")));
        assert_ok!(force(by(1), id, 20, 60));
    });
}

#[test]
fn no_lock_shields_units_from_the_authority() {
    run(|| {
        let id = with_units();
        let saga = Digest([1; 32]);
        assert_ok!(SmartAssets::lock(&id, saga));
        assert_noop!(force(by(1), id, 11, 1), Error::Locked);
        assert_ok!(force(by(100), id, 11, 1));
        assert_ok!(SmartAssets::depart(&id, saga));
        assert_noop!(force(by(1), id, 11, 1), Error::Migrating);
        assert_ok!(force(by(100), id, 11, 1));
        assert_ok!(force(RuntimeOrigin::root(), id, 11, 1));
    });
}

#[test]
fn an_authority_that_is_suspended_stops_and_neither_lets_go_nor_moves() {
    run(|| {
        let id = with_units();
        let freeze =
            |whole, units| SmartAssets::freeze(by(100), id, None, account(10), Freeze { whole, units });
        assert_ok!(freeze(false, 10));
        Registry::set_active(&home(), false);
        assert_noop!(force(by(100), id, 11, 1), Error::JurisdictionNotActive);
        assert_noop!(freeze(false, 9), Error::JurisdictionNotActive);
        assert_noop!(freeze(true, 9), Error::JurisdictionNotActive);
        assert_ok!(freeze(true, 20));
        assert_ok!(SmartAssets::halt(by(100), id, None));
        assert_noop!(SmartAssets::resume(by(100), id, None), Error::JurisdictionNotActive);
        let admit = SmartAssets::admit(by(100), id, version(id), account(50), party(10), country("AE"));
        assert_eq!(admit, Err(Error::JurisdictionNotActive.into()));
        // Governance goes on.
        assert_ok!(force(RuntimeOrigin::root(), id, 11, 1));
        Registry::set_active(&home(), true);
        assert_ok!(freeze(false, 0));
        assert_ok!(SmartAssets::resume(by(100), id, None));
    });
}

#[test]
fn freezes_are_lowered_to_what_is_left_the_controllers_first() {
    run(|| {
        let id = with_units();
        for (origin, units) in [(by(1), 50), (by(100), 30), (RuntimeOrigin::root(), 20)] {
            let freeze = Freeze { whole: false, units };
            assert_ok!(SmartAssets::freeze(origin, id, Some(version(id)), account(10), freeze));
        }
        assert_noop!(force(by(1), id, 11, 51), Error::FrozenByAuthority);
        events();
        assert_ok!(force(by(1), id, 11, 50));
        assert_eq!(events()[..1], [froze(Halter::Controllers, 0, false, id)]);
        assert_ok!(force(by(100), id, 11, 10));
        assert_eq!(events()[..1], [froze(Halter::Authority, 20, false, id)]);
        assert_ok!(force(RuntimeOrigin::root(), id, 11, 25));
        let expected = [froze(Halter::Policy, 15, false, id), froze(Halter::Authority, 0, false, id)];
        assert_eq!(events()[..2], expected);
        let left = SmartAssets::holder_view(&id, &account(10)).unwrap().unwrap();
        assert_eq!((left.balance, left.frozen_units), (15, 15));
    });
}

#[test]
fn the_controllers_neither_move_nor_burn_what_the_authority_froze() {
    run(|| {
        let id = with_units();
        let freeze = |freeze| {
            assert_ok!(SmartAssets::freeze(by(100), id, None, account(10), freeze));
        };
        let burn = |amount| SmartAssets::burn(by(1), id, version(id), account(10), amount);
        freeze(Freeze { whole: false, units: 70 });
        assert_noop!(force(by(1), id, 11, 31), Error::FrozenByAuthority);
        assert_noop!(burn(31), Error::FrozenByAuthority);
        assert_ok!(burn(10));
        assert_ok!(force(by(1), id, 11, 20));
        freeze(Freeze { whole: true, units: 0 });
        assert_noop!(force(by(1), id, 11, 1), Error::FrozenByAuthority);
        assert_noop!(burn(1), Error::FrozenByAuthority);
        assert_ok!(force(by(100), id, 11, 70));
    });
}

#[test]
fn an_order_reaches_only_units_that_there_are_and_holders_who_are_known() {
    run(|| {
        let id = with_units();
        assert_noop!(force(by(100), id, 50, 1), Error::NotAdmitted);
        assert_noop!(force(by(100), id, 10, 1), Error::SameAccount);
        assert_noop!(force(by(100), id, 11, 101), Error::NotEnoughUnits);
        assert_noop!(force(by(100), id, 11, 0), Error::AmountZero);
        assert_noop!(force(by(10), id, 11, 1), Error::NotAuthorized);
        assert_noop!(force(RuntimeOrigin::none(), id, 11, 1), BAD);
        let stale = SmartAssets::forced_transfer(by(1), id, Some(1), account(10), account(11), 1, ORDER);
        assert_eq!(stale, Err(Error::StaleVersion.into()));
        let unnamed = SmartAssets::forced_transfer(by(1), id, None, account(10), account(11), 1, ORDER);
        assert_eq!(unnamed, Err(Error::VersionMissing.into()));
    });
}

#[test]
fn burning_is_for_controllers_of_an_active_asset() {
    run(|| {
        let id = with_units();
        let burn =
            |origin, version, from: u8, amount| SmartAssets::burn(origin, id, version, account(from), amount);
        events();
        assert_ok!(burn(by(1), version(id), 10, 30));
        let burned = Event::Burned { asset: id, from: account(10), amount: 30, version: version(id) };
        assert_eq!(events(), [burned]);
        assert_noop!(burn(by(1), version(id) - 1, 10, 30), Error::StaleVersion);
        assert_noop!(burn(by(1), version(id), 10, 71), Error::NotEnoughUnits);
        assert_noop!(burn(by(1), version(id), 10, 0), Error::AmountZero);
        assert_noop!(burn(by(1), version(id), 50, 1), Error::NotAdmitted);
        assert_noop!(burn(by(100), version(id), 10, 1), Error::NotAuthorized);
        assert_noop!(burn(RuntimeOrigin::root(), version(id), 10, 1), BAD);
        assert_ok!(SmartAssets::halt(by(1), id, Some(version(id))));
        assert_noop!(burn(by(1), version(id), 10, 1), Error::Halted);
    });
}
