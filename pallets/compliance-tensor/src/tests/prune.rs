use msez_core::{ComplianceState::*, Domain};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::DispatchError,
};

use crate::{mock::*, Error, Event};

fn with_four_past_versions() {
    assert_ok!(register(0));
    for block in 1..=5 {
        run_to(block);
        let state = if block % 2 == 0 { Compliant } else { Pending };
        assert_ok!(refold(&kyc(0), &[says(1, state, 0, None)]));
    }
}

fn prune() -> polkadot_sdk::sp_runtime::DispatchResult {
    Tensor::prune(RuntimeOrigin::signed(account(2)), kyc(0))
}

#[test]
fn anyone_removes_what_the_depth_no_longer_covers() {
    test(|| {
        with_four_past_versions();
        HistoryDepth::set(1);
        assert_ok!(prune());
        assert_eq!(events().last(), Some(&Event::HistoryPruned { coordinate: kyc(0), removed: 3 }));
        let kept: Vec<_> = Tensor::history_view(&kyc(0)).unwrap().iter().map(|c| c.version).collect();
        assert_eq!(kept, [3, 4]);
        assert_noop!(prune(), Error::<Test>::NothingToPrune);
        HistoryDepth::set(0);
        assert_ok!(prune());
        assert_eq!(Tensor::history_view(&kyc(0)).unwrap().len(), 1);
    });
}

#[test]
fn pruning_touches_no_root() {
    test(|| {
        with_four_past_versions();
        next_block();
        let roots = Tensor::roots();
        HistoryDepth::set(0);
        assert_ok!(prune());
        next_block();
        assert_eq!(Tensor::roots(), roots);
    });
}

#[test]
fn what_the_depth_covers_stays() {
    test(|| {
        with_four_past_versions();
        assert_noop!(prune(), Error::<Test>::NothingToPrune);
    });
}

#[test]
fn unknown_coordinates_and_origins_are_refused() {
    test(|| {
        let signed = || RuntimeOrigin::signed(account(2));
        assert_noop!(Tensor::prune(signed(), kyc(0)), Error::<Test>::SubjectNotFound);
        assert_ok!(register(0));
        assert_noop!(Tensor::prune(signed(), kyc(0)), Error::<Test>::CellNotFound);
        let nowhere = coordinate(subject(0), "sg-mas".parse().unwrap(), Domain::Kyc);
        assert_noop!(Tensor::prune(signed(), nowhere), Error::<Test>::JurisdictionNotFound);
        assert_noop!(Tensor::prune(RuntimeOrigin::none(), kyc(0)), DispatchError::BadOrigin);
    });
}
