use super::*;
use crate::{HoldReason, JurisdictionRules, Units};
use msez_asset::{ControlRule, CountrySet, UnitRules};
use polkadot_sdk::frame_support::{assert_noop, assert_ok, traits::fungibles::Inspect};

const TIGHT: UnitRules = UnitRules { max_supply: Some(150), max_holders: Some(2), ..UnitRules::OPEN };

#[test]
fn a_bound_asset_gets_units_once() {
    run(|| {
        let id = registered(ControlRule::sole(account(1)));
        assert_noop!(SmartAssets::create_units(by(1), id, 1, TIGHT), Error::NotBound);
        assert_noop!(SmartAssets::set_unit_rules(by(1), id, 1, TIGHT), Error::NoUnits);
        assert_ok!(SmartAssets::bind(by(1), id, 1));
        assert_noop!(SmartAssets::create_units(by(2), id, 2, TIGHT), Error::NotAuthorized);
        assert_noop!(SmartAssets::create_units(by(1), id, 1, TIGHT), Error::StaleVersion);
        assert_noop!(SmartAssets::create_units(RuntimeOrigin::root(), id, 2, TIGHT), BAD);
        events();
        assert_ok!(SmartAssets::create_units(by(1), id, 2, TIGHT));
        assert_eq!(events(), [Event::UnitRulesSet { asset: id, rules: TIGHT, version: 3 }]);
        assert!(Ledger::asset_exists(id));
        assert_noop!(SmartAssets::create_units(by(1), id, 3, TIGHT), Error::UnitsExist);
        assert_noop!(SmartAssets::set_unit_rules(by(1), id, 3, TIGHT), Error::NothingToChange);
        assert_ok!(SmartAssets::set_unit_rules(by(1), id, 3, UnitRules::OPEN));
        assert_eq!(Units::<Test>::get(id).unwrap().rules, UnitRules::OPEN);
        assert_noop!(SmartAssets::set_unit_rules(by(1), id, 3, TIGHT), Error::StaleVersion);
        assert_noop!(SmartAssets::set_unit_rules(by(2), id, 4, TIGHT), Error::NotAuthorized);
    });
}

#[test]
fn an_authority_sets_what_its_jurisdiction_asks_and_the_stricter_holds() {
    run(|| {
        let id = with_units();
        let set = |who, rules| SmartAssets::set_jurisdiction_rules(by(who), home(), securities(), rules);
        assert_noop!(set(1, Some(TIGHT)), Error::NotAuthorized);
        assert_noop!(set(101, Some(TIGHT)), Error::NotAuthorized);
        assert_noop!(set(100, None), Error::NothingToChange);
        assert_ok!(set(100, Some(TIGHT)));
        let own = UnitRules { max_holders: Some(3), countries: CountrySet::NONE, ..UnitRules::OPEN };
        assert_ok!(SmartAssets::set_unit_rules(by(1), id, version(id), own));
        let view = SmartAssets::units_view(&id).unwrap().unwrap();
        assert_eq!((view.supply, view.holders, view.own_rules), (100, 1, own));
        assert_eq!(view.rules, UnitRules { countries: CountrySet::NONE, ..TIGHT });
        assert_eq!(held(HoldReason::Rules, 100), SmartAssets::rules_deposit());
        // No limits at all are no rules.
        assert_ok!(set(100, Some(UnitRules::OPEN)));
        assert_eq!(JurisdictionRules::<Test>::iter().count(), 0);
        assert_eq!(held(HoldReason::Rules, 100), 0);
        assert_noop!(set(100, None), Error::NothingToChange);
        assert_noop!(set(100, Some(UnitRules::OPEN)), Error::NothingToChange);
    });
}

#[test]
fn a_suspended_authority_asks_more_and_never_less() {
    run(|| {
        let set = |rules| SmartAssets::set_jurisdiction_rules(by(100), home(), securities(), Some(rules));
        Registry::set_active(&home(), false);
        assert_ok!(set(TIGHT));
        assert_noop!(set(UnitRules { max_supply: Some(151), ..TIGHT }), Error::JurisdictionNotActive);
        assert_noop!(set(UnitRules::OPEN), Error::JurisdictionNotActive);
        assert_ok!(set(UnitRules { max_supply: Some(149), ..TIGHT }));
        Registry::set_active(&home(), true);
        assert_ok!(set(TIGHT));
    });
}

#[test]
fn rules_are_for_classes_and_jurisdictions_that_there_are() {
    run(|| {
        let bonds = "bonds".parse().unwrap();
        let nowhere = "xx-nowhere".parse().unwrap();
        let set =
            |origin, place, class| SmartAssets::set_jurisdiction_rules(origin, place, class, Some(TIGHT));
        assert_noop!(set(by(100), home(), bonds), Error::ClassNotAdmitted);
        assert_noop!(set(by(100), nowhere, securities()), Error::UnknownJurisdiction);
        assert_noop!(set(RuntimeOrigin::root(), home(), securities()), BAD);
    });
}
