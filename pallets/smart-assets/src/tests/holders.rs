use super::*;
use crate::{Freeze, HoldReason, Parties};
use msez_asset::{Halter, UnitRules};
use msez_core::{AssetClass, SubjectId};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::DispatchResult,
};

fn admit(id: SubjectId, n: u8, party: SubjectId, place: &str) -> DispatchResult {
    SmartAssets::admit(by(1), id, version(id), account(n), party, country(place))
}

#[test]
fn an_account_is_admitted_for_a_registered_party_of_one_country() {
    run(|| {
        let id = with_units();
        assert_noop!(admit(id, 20, party(20), "AE"), Error::UnknownParty);
        assert_noop!(admit(id, 20, id, "AE"), Error::UnknownParty);
        assert_noop!(admit(id, 20, party(10), "SG"), Error::CountryMismatch);
        assert_noop!(admit(id, 10, party(10), "AE"), Error::AlreadyAdmitted);
        events();
        assert_ok!(admit(id, 20, party(10), "AE"));
        let admitted = Event::HolderAdmitted {
            asset: id,
            account: account(20),
            party: party(10),
            country: country("AE"),
            by: Halter::Controllers,
            version: version(id),
        };
        assert_eq!(events(), [admitted]);
        let book = Parties::<Test>::get(id, party(10)).unwrap();
        assert_eq!((book.accounts, book.units), (2, 100));
        assert_eq!(held(HoldReason::Holder, 1), 5 * SmartAssets::holder_deposit());
        let view = SmartAssets::holder_view(&id, &account(20)).unwrap().unwrap();
        assert_eq!((view.party, view.balance, view.party_units), (party(10), 0, 100));
    });
}

#[test]
fn who_holds_nothing_is_dismissed_and_the_deposit_comes_back() {
    run(|| {
        let id = with_units();
        assert_noop!(SmartAssets::dismiss(by(1), id, version(id), account(10)), Error::HoldsUnits);
        assert_noop!(SmartAssets::dismiss(by(1), id, version(id), account(50)), Error::NotAdmitted);
        assert_noop!(SmartAssets::dismiss(by(2), id, version(id), account(11)), Error::NotAuthorized);
        assert_noop!(SmartAssets::dismiss(by(1), id, 1, account(11)), Error::StaleVersion);
        assert_noop!(SmartAssets::dismiss(RuntimeOrigin::root(), id, 1, account(11)), BAD);
        assert_ok!(SmartAssets::dismiss(by(1), id, version(id), account(11)));
        assert_eq!(held(HoldReason::Holder, 1), 3 * SmartAssets::holder_deposit());
        assert_eq!(Parties::<Test>::get(id, party(11)), None);
    });
}

#[test]
fn admission_needs_units_a_controller_and_the_version() {
    run(|| {
        let id = bound();
        Cells::register(party(10), AssetClass::party());
        assert_noop!(admit(id, 10, party(10), "AE"), Error::NoUnits);
        assert_ok!(SmartAssets::create_units(by(1), id, 2, UnitRules::OPEN));
        let by_whom =
            |origin, version| SmartAssets::admit(origin, id, version, account(10), party(10), country("AE"));
        assert_noop!(by_whom(by(2), 3), Error::NotAuthorized);
        assert_noop!(by_whom(by(1), 2), Error::StaleVersion);
        assert_noop!(by_whom(RuntimeOrigin::none(), 3), BAD);
    });
}

#[test]
fn each_side_freezes_and_thaws_its_own() {
    run(|| {
        let id = with_units();
        let part = Freeze { whole: false, units: 60 };
        let freeze = |origin, freeze| SmartAssets::freeze(origin, id, Some(version(id)), account(10), freeze);
        events();
        assert_ok!(freeze(by(1), part));
        let set = Event::FreezeSet {
            asset: id,
            account: account(10),
            by: Halter::Controllers,
            freeze: part,
            version: version(id),
        };
        assert_eq!(events(), [set]);
        assert_noop!(freeze(by(1), part), Error::NothingToChange);
        assert_ok!(freeze(by(100), Freeze { whole: false, units: 30 }));
        assert_eq!(SmartAssets::holder_view(&id, &account(10)).unwrap().unwrap().frozen_units, 90);
        assert_noop!(SmartAssets::transfer(by(10), id, account(11), 11), Error::UnitsFrozen);
        assert_ok!(SmartAssets::transfer(by(10), id, account(11), 10));
        assert_ok!(freeze(by(1), Freeze::default()));
        assert_noop!(SmartAssets::transfer(by(10), id, account(11), 61), Error::UnitsFrozen);
        assert_ok!(freeze(by(100), Freeze { whole: true, units: 0 }));
        assert_noop!(SmartAssets::transfer(by(10), id, account(11), 1), Error::SenderFrozen);
        assert_noop!(SmartAssets::transfer(by(11), id, account(10), 1), Error::ReceiverFrozen);
        // Governance has its own, and lifts no other.
        assert_noop!(freeze(RuntimeOrigin::root(), Freeze::default()), Error::NothingToChange);
        assert_ok!(freeze(RuntimeOrigin::root(), Freeze { whole: true, units: 5 }));
        assert_ok!(freeze(by(100), Freeze { whole: false, units: 10 }));
        assert_noop!(SmartAssets::transfer(by(10), id, account(11), 1), Error::SenderFrozen);
        assert_ok!(freeze(RuntimeOrigin::root(), Freeze { whole: false, units: 5 }));
        assert_eq!(SmartAssets::holder_view(&id, &account(10)).unwrap().unwrap().frozen_units, 15);
        assert_noop!(SmartAssets::transfer(by(10), id, account(11), 76), Error::UnitsFrozen);
        assert_ok!(freeze(by(100), Freeze::default()));
        assert_ok!(freeze(RuntimeOrigin::root(), Freeze::default()));
        assert_ok!(SmartAssets::transfer(by(10), id, account(11), 90));
    });
}

#[test]
fn an_authority_admits_accounts_that_only_it_dismisses() {
    run(|| {
        let id = with_units();
        let admit = |version| SmartAssets::admit(by(100), id, version, account(50), party(10), country("AE"));
        assert_noop!(admit(1), Error::StaleVersion);
        assert_ok!(admit(version(id)));
        assert_eq!(held(HoldReason::Holder, 100), SmartAssets::holder_deposit());
        let dismiss = |who, n| SmartAssets::dismiss(by(who), id, version(id), account(n));
        assert_noop!(dismiss(1, 50), Error::AdmittedByOther);
        assert_noop!(dismiss(100, 11), Error::AdmittedByOther);
        assert_ok!(dismiss(100, 50));
        assert_eq!(held(HoldReason::Holder, 100), 0);
    });
}

#[test]
fn a_partys_country_is_corrected_and_the_counts_follow() {
    run(|| {
        use crate::CountryHolders;
        let id = with_units();
        let set =
            |who, version, n, place| SmartAssets::set_country(by(who), id, version, party(n), country(place));
        let there = |place| CountryHolders::<Test>::get(id, country(place));
        assert_noop!(set(2, version(id), 10, "SG"), Error::NotAuthorized);
        assert_noop!(set(1, 1, 10, "SG"), Error::StaleVersion);
        assert_noop!(set(1, version(id), 50, "SG"), Error::UnknownParty);
        assert_noop!(set(1, version(id), 10, "AE"), Error::NothingToChange);
        let root = SmartAssets::set_country(RuntimeOrigin::root(), id, 1, party(10), country("SG"));
        assert_eq!(root, Err(BAD));
        events();
        assert_ok!(set(1, version(id), 10, "SG"));
        let (party, country) = (party(10), country("SG"));
        assert_eq!(events(), [Event::PartyCountrySet { asset: id, party, country, version: version(id) }]);
        assert_eq!((there("AE"), there("SG")), (0, 1));
        // Who holds nothing counts nowhere.
        assert_ok!(set(1, version(id), 11, "SG"));
        assert_eq!((there("AE"), there("SG")), (0, 1));
    });
}

#[test]
fn a_freeze_outlives_dismissal_and_nobody_else_freezes() {
    run(|| {
        let id = with_units();
        let whole = Freeze { whole: true, units: 0 };
        let freeze = |origin, version| SmartAssets::freeze(origin, id, version, account(11), whole);
        assert_noop!(freeze(by(50), Some(version(id))), Error::NotAuthorized);
        assert_noop!(freeze(by(101), None), Error::NotAuthorized);
        assert_noop!(freeze(by(1), None), Error::VersionMissing);
        assert_noop!(freeze(by(1), Some(1)), Error::StaleVersion);
        assert_noop!(freeze(RuntimeOrigin::none(), None), BAD);
        let nobody = SmartAssets::freeze(by(100), id, None, account(50), whole);
        assert_eq!(nobody, Err(Error::NotAdmitted.into()));
        assert_ok!(freeze(by(100), None));
        assert_noop!(SmartAssets::dismiss(by(1), id, version(id), account(11)), Error::FrozenByAuthority);
    });
}
