use super::*;
use crate::{Assets, HoldReason};
use msez_asset::{ControlRule, Genesis, Status};
use msez_core::AssetClass;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_io::hashing::sha2_256,
    sp_runtime::TokenError,
};

#[test]
fn an_asset_is_named_by_its_document_and_has_a_place_in_the_tensor() {
    run(|| {
        let genesis = genesis(board());
        let id = genesis.id(msez_asset::soft_sha256);
        assert_ok!(SmartAssets::register(by(1), genesis));
        let asset = Assets::<Test>::get(id).unwrap();
        assert_eq!((asset.version, asset.bound, asset.home), (1, false, home()));
        assert_eq!(asset.standing.status(), Status::Active);
        assert_eq!(asset.control, board());
        let deposit = SmartAssets::asset_deposit();
        assert_eq!(held(HoldReason::Asset, 1), deposit);
        assert_eq!(<Cells as msez_traits::Subjects<_>>::class_of(&id), Some(securities()));
        let registered =
            Event::Registered { asset: id, issuer: account(1), class: securities(), home: home(), deposit };
        assert_eq!(events(), [registered]);
        let view = SmartAssets::asset_view(&id).unwrap();
        assert_eq!((view.id, view.version, view.control), (id, 1, board()));
    });
}

#[test]
fn only_the_issuer_registers_and_only_once() {
    run(|| {
        let genesis = genesis(board());
        assert_noop!(SmartAssets::register(by(2), genesis.clone()), Error::NotIssuer);
        assert_noop!(SmartAssets::register(RuntimeOrigin::root(), genesis.clone()), BAD);
        assert_noop!(SmartAssets::register(RuntimeOrigin::none(), genesis.clone()), BAD);
        assert_ok!(SmartAssets::register(by(1), genesis.clone()));
        assert_noop!(SmartAssets::register(by(1), genesis), Error::AlreadyExists);
    });
}

#[test]
fn a_document_that_cannot_be_is_refused() {
    run(|| {
        let refused = |genesis: Genesis<AccountId>, error: Error| {
            assert_noop!(SmartAssets::register(by(1), genesis), error);
        };
        refused(Genesis { class: AssetClass::party(), ..genesis(board()) }, Error::PartyClass);
        let nowhere = "xx-nowhere".parse().unwrap();
        refused(Genesis { jurisdiction: nowhere, ..genesis(board()) }, Error::UnknownJurisdiction);
        let with = |change: &dyn Fn(&mut ControlRule<AccountId>)| {
            let mut control = board();
            change(&mut control);
            genesis(control)
        };
        refused(with(&|c| c.controllers.clear()), Error::NoControllers);
        refused(with(&|c| c.controllers.swap(0, 1)), Error::ControllersNotAscending);
        refused(with(&|c| c.thresholds[1] = 0), Error::ThresholdMissing);
        refused(with(&|c| c.thresholds[1] = 4), Error::ThresholdTooHigh);
        refused(with(&|c| c.controllers[3].permissions = Default::default()), Error::ControllerPowerless);
        let crowd = (0..17).map(|n| msez_asset::Controller {
            account: account(n),
            permissions: msez_asset::Permissions::ALL,
        });
        refused(with(&|c| c.controllers = crowd.clone().collect()), Error::TooManyControllers);
    });
}

#[test]
fn what_the_tensor_or_the_purse_refuses_leaves_nothing_behind() {
    run(|| {
        Cells::set_full(true);
        let refusal = DispatchError::Other("the tensor is full");
        assert_noop!(SmartAssets::register(by(1), genesis(board())), refusal);
        Cells::set_full(false);
        let poor = Genesis { issuer: account(200), ..genesis(board()) };
        assert_noop!(SmartAssets::register(by(200), poor), TokenError::FundsUnavailable);
    });
}

#[test]
fn a_place_from_the_chains_genesis_is_taken_over_if_the_class_agrees() {
    run(|| {
        let id = genesis(board()).id(sha2_256);
        Cells::register(id, "bonds".parse().unwrap());
        assert_noop!(SmartAssets::register(by(1), genesis(board())), Error::ClassMismatch);
        Cells::register(id, securities());
        Cells::set_full(true);
        assert_ok!(SmartAssets::register(by(1), genesis(board())));
    });
}
