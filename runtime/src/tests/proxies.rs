//! What proxies can do with somebody's assets.

use super::chain::*;
use crate::{configs::ProxyType, *};
use frame_support::{
    assert_ok,
    traits::{GetCallName, InstanceFilter},
};
use msez_asset::{ControlRule, Genesis, UnitRules};
use msez_core::{Digest, SubjectId};
use msez_test_support::events_of;
use pallet_smart_assets::Call;
use polkadot_sdk::sp_runtime::DispatchResult;

/// Eve's asset.
fn registered() -> SubjectId {
    let genesis = Genesis {
        schema: Digest([1; 32]),
        issuer: account(EVE),
        class: "securities".parse().unwrap(),
        jurisdiction: "uae-difc".parse().unwrap(),
        policy: Digest([2; 32]),
        control: ControlRule::sole(account(EVE)),
    };
    assert_ok!(SmartAssets::register(signed(EVE), genesis.clone()));
    genesis.id(msez_asset::soft_sha256)
}

fn add(kind: ProxyType) -> RuntimeCall {
    pallet_proxy::Call::add_proxy { delegate: account(DAVE).into(), proxy_type: kind, delay: 0 }.into()
}

/// What comes of a call that Dave makes for Eve.
fn by_proxy(call: impl Into<RuntimeCall>) -> DispatchResult {
    assert_ok!(Proxy::proxy(signed(DAVE), account(EVE).into(), None, Box::new(call.into())));
    let executed = events_of::<Runtime, pallet_proxy::Event<Runtime>>().into_iter().rev();
    let mut results = executed.filter_map(|event| match event {
        pallet_proxy::Event::ProxyExecuted { result } => Some(result),
        _ => None,
    });
    results.next().expect("the call was made")
}

/// Whether it never came to the pallet.
fn filtered(result: DispatchResult) -> bool {
    result == Err(frame_system::Error::<Runtime>::CallFiltered.into())
}

fn version(id: SubjectId) -> u64 {
    pallet_smart_assets::Assets::<Runtime>::get(id).unwrap().version
}

fn offer(id: SubjectId) -> Call<Runtime> {
    let control = ControlRule::sole(account(DAVE));
    Call::offer_control { asset: id, expected_version: version(id), control }
}

#[test]
fn who_may_move_no_money_gets_no_asset_either() {
    local(|| {
        let id = registered();
        assert_ok!(Proxy::add_proxy(signed(EVE), account(DAVE).into(), ProxyType::NonTransfer, 0));
        assert!(filtered(by_proxy(offer(id))));
        let control = ControlRule::sole(account(DAVE));
        let expected_version = version(id);
        assert!(filtered(by_proxy(Call::announce_recovery { asset: id, expected_version, control })));
        let rules = UnitRules::OPEN;
        assert!(filtered(by_proxy(Call::create_units { asset: id, expected_version, rules })));
        assert!(filtered(by_proxy(pallet_utility::Call::batch_all { calls: vec![offer(id).into()] })));
        // Nor does such a proxy make itself one who may.
        assert!(filtered(by_proxy(add(ProxyType::Asset))));
        assert!(filtered(by_proxy(add(ProxyType::Any))));
        assert_ok!(by_proxy(Call::halt { asset: id, expected_version: Some(expected_version) }));
        assert_eq!(version(id), expected_version + 1);
    });
}

#[test]
fn a_proxy_for_assets_does_everything_but_decide_who_controls_them() {
    local(|| {
        let id = registered();
        assert_ok!(Proxy::add_proxy(signed(EVE), account(DAVE).into(), ProxyType::Asset, 0));
        assert!(filtered(by_proxy(offer(id))));
        assert!(filtered(by_proxy(Call::withdraw_offer { asset: id, expected_version: 1 })));
        assert!(filtered(by_proxy(Call::recover { asset: id, expected_version: 1 })));
        assert!(filtered(by_proxy(Call::cancel_recovery { asset: id, expected_version: Some(1) })));
        assert!(filtered(by_proxy(frame_system::Call::remark { remark: vec![] })));
        assert_ok!(by_proxy(Call::halt { asset: id, expected_version: Some(1) }));
        assert_ok!(by_proxy(Call::resume { asset: id, expected_version: Some(2) }));
        // The pallet answers, not the filter.
        let units = by_proxy(Call::create_units { asset: id, expected_version: 3, rules: UnitRules::OPEN });
        assert_eq!(units, Err(pallet_smart_assets::Error::<Runtime>::NotBound.into()));
    });
}

#[test]
fn a_new_call_on_assets_is_looked_at_before_a_proxy_makes_it() {
    // Whoever adds a call decides whether `NonTransfer` makes it: it does not unless it is named.
    assert_eq!(Call::<Runtime>::get_call_names().len(), 26);
    let transfer = Call::<Runtime>::transfer { asset: SubjectId([1; 32]), to: account(DAVE), amount: 1 };
    assert!(!ProxyType::NonTransfer.filter(&transfer.clone().into()));
    assert!(ProxyType::Asset.filter(&transfer.into()));
}
