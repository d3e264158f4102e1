use super::*;
use crate::{CountryHolders, Units};
use msez_asset::{CountrySet, Side, Status, TransferRefusal, UnitRules};
use msez_core::SubjectId;
use msez_runtime_api::ApiError;
use polkadot_sdk::frame_support::{assert_noop, assert_ok};
use proptest::prelude::*;

fn transfer(id: SubjectId, from: u8, to: u8, amount: u128) -> polkadot_sdk::sp_runtime::DispatchResult {
    SmartAssets::transfer(by(from), id, account(to), amount)
}

fn report(id: SubjectId, from: u8, to: u8, amount: u128) -> Vec<TransferRefusal> {
    SmartAssets::can_transfer(&id, &account(from), &account(to), amount).unwrap()
}

fn limit(id: SubjectId, rules: UnitRules) {
    assert_ok!(SmartAssets::set_unit_rules(by(1), id, version(id), rules));
}

#[test]
fn units_pass_where_both_parties_and_the_asset_do() {
    run(|| {
        let id = with_units();
        let before = version(id);
        events();
        assert_eq!(report(id, 10, 12, 40), []);
        assert_ok!(transfer(id, 10, 12, 40));
        assert_eq!((units(id, 10), units(id, 12)), (60, 40));
        let event = Event::Transferred { asset: id, from: account(10), to: account(12), amount: 40 };
        assert_eq!(events(), [event]);
        assert_eq!(Units::<Test>::get(id).unwrap().holders, 2);
        assert_ok!(transfer(id, 10, 12, 60));
        assert_eq!(Units::<Test>::get(id).unwrap().holders, 1);
        assert_eq!(CountryHolders::<Test>::get(id, country("AE")), 0);
        assert_eq!(CountryHolders::<Test>::get(id, country("SG")), 1);
        // Holders deal without a version, and do not disturb who changes the asset.
        assert_eq!(version(id), before);
    });
}

#[test]
fn the_report_lists_every_reason_and_the_call_fails_with_the_first() {
    run(|| {
        let id = with_units();
        for who in [id, party(10), party(12)] {
            Cells::set_passing(who, false);
        }
        limit(id, UnitRules { max_holding: Some(39), countries: CountrySet::NONE, ..UnitRules::OPEN });
        let not_compliant = |side| TransferRefusal::NotCompliant { side, fault: FAULT };
        assert_ok!(SmartAssets::halt(by(100), id, None));
        let reasons = [
            TransferRefusal::AssetNotActive { status: Status::Halted },
            not_compliant(Side::Asset),
            not_compliant(Side::Sender),
            not_compliant(Side::Receiver),
            TransferRefusal::CountryNotAllowed { country: country("SG") },
            TransferRefusal::HoldingTooLarge { limit: 39 },
        ];
        assert_eq!(report(id, 10, 12, 40), reasons);
        assert_noop!(transfer(id, 10, 12, 40), Error::Halted);
        assert_ok!(SmartAssets::resume(by(100), id, None));
        assert_noop!(transfer(id, 10, 12, 40), Error::AssetNotCompliant);
        Cells::set_passing(id, true);
        assert_noop!(transfer(id, 10, 12, 40), Error::SenderNotCompliant);
        Cells::set_passing(party(10), true);
        assert_noop!(transfer(id, 10, 12, 40), Error::ReceiverNotCompliant);
        Cells::set_passing(party(12), true);
        assert_noop!(transfer(id, 10, 12, 40), Error::CountryNotAllowed);
        limit(id, UnitRules { max_holding: Some(39), ..UnitRules::OPEN });
        assert_noop!(transfer(id, 10, 12, 40), Error::HoldingTooLarge);
        limit(id, UnitRules { max_holding: Some(40), ..UnitRules::OPEN });
        assert_eq!(report(id, 10, 12, 40), []);
        assert_ok!(transfer(id, 10, 12, 40));
    });
}

#[test]
fn limits_on_holders_count_parties() {
    run(|| {
        let id = with_units();
        limit(id, UnitRules { max_holders: Some(1), ..UnitRules::OPEN });
        assert_noop!(transfer(id, 10, 11, 1), Error::TooManyHolders);
        // A second account of the same party is no second holder.
        assert_ok!(SmartAssets::admit(by(1), id, version(id), account(20), party(10), country("AE")));
        assert_ok!(transfer(id, 10, 20, 50));
        limit(id, UnitRules { max_holders_per_country: Some(1), ..UnitRules::OPEN });
        assert_noop!(transfer(id, 10, 11, 1), Error::TooManyHoldersInCountry);
        assert_ok!(transfer(id, 10, 12, 1));
        assert_noop!(transfer(id, 10, 13, 1), Error::TooManyHoldersInCountry);
        assert_ok!(transfer(id, 12, 13, 1));
    });
}

#[test]
fn nothing_moves_to_or_from_who_is_not_admitted() {
    run(|| {
        let id = with_units();
        assert_noop!(transfer(id, 10, 50, 1), Error::NotAdmitted);
        assert_noop!(transfer(id, 50, 10, 1), Error::NotAdmitted);
        assert_noop!(transfer(id, 10, 10, 1), Error::SameAccount);
        assert_noop!(transfer(id, 10, 11, 0), Error::AmountZero);
        assert_noop!(transfer(id, 10, 11, 101), Error::NotEnoughUnits);
        assert_noop!(transfer(id, 11, 10, 1), Error::NotEnoughUnits);
        assert_noop!(SmartAssets::transfer(RuntimeOrigin::root(), id, account(11), 1), BAD);
        assert_noop!(transfer(SubjectId([7; 32]), 10, 11, 1), Error::NotFound);
        let unknown = SmartAssets::can_transfer(&SubjectId([7; 32]), &account(10), &account(11), 1);
        assert_eq!(unknown, Err(ApiError::AssetNotFound));
        let other = bound_other();
        assert_noop!(transfer(other, 10, 11, 1), Error::NoUnits);
    });
}

/// Another asset, without units.
fn bound_other() -> SubjectId {
    let genesis = msez_asset::Genesis {
        schema: msez_core::Digest([0x77; 32]),
        ..genesis(msez_asset::ControlRule::sole(account(1)))
    };
    assert_ok!(SmartAssets::register(by(1), genesis.clone()));
    let id = genesis.id(msez_asset::soft_sha256);
    assert_ok!(SmartAssets::bind(by(1), id, 1));
    id
}

#[test]
fn minting_needs_what_a_transfer_needs_and_stays_within_the_supply() {
    run(|| {
        let id = with_units();
        let mint = |who, version, to, amount| SmartAssets::mint(by(who), id, version, account(to), amount);
        assert_noop!(mint(2, version(id), 11, 1), Error::NotAuthorized);
        assert_noop!(mint(1, 1, 11, 1), Error::StaleVersion);
        assert_noop!(mint(1, version(id), 50, 1), Error::NotAdmitted);
        assert_noop!(mint(1, version(id), 11, 0), Error::AmountZero);
        let root = SmartAssets::mint(RuntimeOrigin::root(), id, version(id), account(11), 1);
        assert_eq!(root, Err(BAD));
        limit(id, UnitRules { max_supply: Some(150), ..UnitRules::OPEN });
        assert_noop!(mint(1, version(id), 11, 51), Error::SupplyTooLarge);
        Cells::set_passing(party(11), false);
        assert_noop!(mint(1, version(id), 11, 50), Error::ReceiverNotCompliant);
        let reasons = [TransferRefusal::NotCompliant { side: Side::Receiver, fault: FAULT }];
        assert_eq!(SmartAssets::can_mint(&id, &account(11), 50).unwrap(), reasons);
        Cells::set_passing(party(11), true);
        let now = version(id);
        assert_ok!(mint(1, now, 11, 50));
        assert_noop!(mint(1, now, 11, 50), Error::StaleVersion);
        assert_eq!(SmartAssets::units_view(&id).unwrap().unwrap().supply, 150);
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn the_report_and_the_call_always_agree(
        steps in proptest::collection::vec((10u8..14, 10u8..14, 0u128..60, 0u8..6), 1..25),
        holders in proptest::option::of(0u32..4),
        there in proptest::option::of(0u32..3),
    ) {
        run(|| {
            let id = with_units();
            limit(id, UnitRules { max_supply: Some(1_000), max_holders: holders, max_holders_per_country: there, ..UnitRules::OPEN });
            for (from, to, amount, what) in steps {
                match what {
                    0 => Cells::set_passing(party(from), amount % 2 == 0),
                    1 => {
                        let freeze = crate::Freeze { whole: amount == 0, units: amount % 20 };
                        let _ = SmartAssets::freeze(by(1), id, Some(version(id)), account(to), freeze);
                    }
                    2 => {
                        let _ = SmartAssets::mint(by(1), id, version(id), account(to), amount);
                    }
                    _ => {
                        let reasons = report(id, from, to, amount);
                        assert_eq!(transfer(id, from, to, amount).is_ok(), reasons.is_empty());
                    }
                }
                SmartAssets::do_try_state().unwrap();
            }
        });
    }
}
