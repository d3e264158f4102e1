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

#[test]
fn an_order_moves_units_whatever_compliance_freezes_and_limits_say() {
    run(|| {
        let id = with_units();
        Cells::set_passing(party(10), false);
        let whole = Freeze { whole: true, units: 100 };
        assert_ok!(SmartAssets::freeze(by(1), id, Some(version(id)), account(10), whole));
        let none = UnitRules { max_holders: Some(0), ..UnitRules::OPEN };
        assert_ok!(SmartAssets::set_unit_rules(by(1), id, version(id), none));
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
        assert_eq!(events(), [forced(60, Halter::Controllers)]);
        assert_ok!(SmartAssets::halt(by(100), id, None));
        assert_noop!(force(by(1), id, 11, 1), Error::Halted);
        events();
        assert_ok!(force(by(100), id, 11, 40));
        assert_eq!(events(), [forced(40, Halter::Authority)]);
        assert_eq!((units(id, 10), units(id, 11)), (0, 100));
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
        assert_ok!(SmartAssets::lock(&id, Digest([1; 32])));
        assert_noop!(force(by(100), id, 11, 1), Error::Locked);
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
