//! With the bridge itself: operators sign receipts, the saga decides.

use crate::mock::*;
use codec::Encode;
use msez_bridge::{possession_payload, CommitReceipt, PrepareReceipt};
use msez_core::Digest;
use msez_saga::{Event as Cause, State, HOUR};
use pallet_corridor_bridge::{HopOf, Hops, TransferOf, Transfers};
use polkadot_sdk::{
    frame_support::assert_ok,
    sp_core::{ed25519, Pair},
    sp_io::hashing::sha2_256,
    sp_runtime::AccountId32,
};

fn key(n: u8) -> ed25519::Pair {
    ed25519::Pair::from_seed(&[n; 32])
}

fn who(n: u8) -> AccountId {
    AccountId32::new([n; 32])
}

/// Two operators of the direct way: 11 and 12.
fn staffed() {
    use polkadot_sdk::frame_support::traits::fungible::Mutate;
    use_real_bridge();
    for n in [11, 12] {
        Balances::mint_into(&who(n), 1_000).unwrap();
        let genesis = Migration::genesis();
        let possession = key(n).sign(&possession_payload(&genesis, &[n; 32], &key(n).public().0));
        let endpoint = b"https://custody.example".to_vec().try_into().unwrap();
        assert_ok!(CorridorBridge::register_operator(
            by(who(n)),
            direct(),
            key(n).public(),
            possession,
            endpoint
        ));
        assert_ok!(CorridorBridge::accept_operator(by(authority(&difc())), direct(), who(n)));
    }
}

fn parts(saga: &Digest) -> (Digest, TransferOf<Test>, HopOf<Test>, u8) {
    let id = record(saga).transit.unwrap().transfer;
    let hop = Hops::<Test>::get(id, 0).unwrap();
    let operator: [u8; 32] = hop.operator.clone().into();
    (id, Transfers::<Test>::get(id).unwrap(), hop, operator[0])
}

fn prepares(saga: &Digest) {
    let (id, transfer, hop, n) = parts(saga);
    let receipt = PrepareReceipt {
        genesis: Migration::genesis(),
        transfer: id,
        hop: 0,
        attempt: hop.state.attempt,
        corridor: direct(),
        asset: transfer.asset,
        amount: transfer.amount(),
        beneficiary: transfer.beneficiary(),
        operator: Digest([n; 32]),
        lock: Digest(sha2_256(&("lock", saga).encode())),
        lock_until: now() + 200 * DAY,
        source_evidence: Digest([0xe1; 32]),
        slice_root: transfer.slice_root,
        prepared_at: now(),
    };
    let signature = key(n).sign(&receipt.payload());
    assert_ok!(CorridorBridge::prepare(by(carrier()), receipt, signature));
}

fn commits(saga: &Digest) {
    let (id, transfer, hop, n) = parts(saga);
    let receipt = CommitReceipt {
        genesis: Migration::genesis(),
        transfer: id,
        hop: 0,
        attempt: hop.state.attempt,
        corridor: direct(),
        asset: transfer.asset,
        amount: transfer.amount(),
        beneficiary: transfer.beneficiary(),
        operator: Digest([n; 32]),
        prepare_receipt: hop.prepared.map(|prepared| prepared.receipt).unwrap_or_default(),
        settlement: Digest(sha2_256(&("settlement", saga).encode())),
        settlement_block: 21_000_000,
        target_evidence: Digest([0xe2; 32]),
        slice_root: transfer.slice_root,
        committed_at: now(),
    };
    let signature = key(n).sign(&receipt.payload());
    assert_ok!(CorridorBridge::commit(by(carrier()), receipt, signature));
}

#[test]
fn an_asset_crosses_with_signed_receipts() {
    test(|| {
        staffed();
        let before = money();
        let saga = under_way(1);
        assert_eq!(moved(&before), [("alice", -(FEE as i128)), ("bridge", FEE as i128)]);
        prepares(&saga);
        block_after(3_000);
        assert_eq!(state(&saga), State::DestinationUnlock);
        commits(&saga);
        block_after(3_000);
        assert_eq!(state(&saga), State::Completed);
        assert_eq!(the(record(&saga).request.asset).home, aifc());
        assert_eq!(moved(&before), [("alice", -(FEE as i128))]);
        let (_, _, _, n) = parts(&saga);
        assert_eq!(free(&who(n)), 1_000 + 600, "the transfer fee; the entry fee went to the authority");
        let id = record(&saga).transit.unwrap().transfer;
        let committed = <CorridorBridge as msez_traits::Bridge<AccountId>>::committed_digest(&id);
        assert_eq!(record(&saga).arrival.unwrap().committed, committed.unwrap());
    });
}

#[test]
fn an_operator_who_never_commits_is_replaced_and_the_asset_arrives_all_the_same() {
    test(|| {
        staffed();
        let saga = under_way(1);
        prepares(&saga);
        block_after(3_000);
        let (_, _, _, late) = parts(&saga);
        block_after(97 * HOUR);
        let (_, _, _, backup) = parts(&saga);
        assert_ne!(late, backup);
        assert!(was_slashed(&who(late)) && !was_slashed(&who(backup)));
        assert_eq!(state(&saga), State::DestinationUnlock);
        commits(&saga);
        block_after(3_000);
        assert_eq!(state(&saga), State::Completed);
    });
}

#[test]
fn where_nobody_prepares_in_time_everything_is_taken_back() {
    test(|| {
        staffed();
        let before = money();
        let saga = under_way(1);
        block_after(72 * HOUR);
        assert_eq!(state(&saga), State::Transit);
        block_after(1);
        assert_eq!(state(&saga), State::Compensated);
        let half = (FEE / 2) as i128;
        assert_eq!(moved(&before), [("alice", -half), ("treasury", half)]);
        assert_eq!(the(record(&saga).request.asset).held_by, None);
    });
}

#[test]
fn where_every_operator_refuses_the_bridge_says_so_and_everything_is_taken_back() {
    test(|| {
        staffed();
        let saga = under_way(1);
        for _ in 0..2 {
            let (id, _, _, n) = parts(&saga);
            assert_ok!(CorridorBridge::refuse_hop(by(who(n)), id, 0));
        }
        assert_eq!(state(&saga), State::Transit, "nothing happens inside of the bridge's own call");
        block_after(3_000);
        assert_eq!(state(&saga), State::Compensated);
        assert_eq!(record(&saga).compensation.unwrap().cause, Cause::HopOverdue);
    });
}

#[test]
fn compliance_lost_between_prepare_and_decision_releases_every_hop() {
    test(|| {
        staffed();
        let before = money();
        let saga = under_way(1);
        prepares(&saga);
        let asset = record(&saga).request.asset;
        cell(asset, difc(), msez_core::Domain::Aml, msez_core::ComplianceState::NonCompliant, None);
        block_after(3_000);
        assert_eq!(state(&saga), State::Compensated);
        let (_, transfer, _, n) = parts(&saga);
        assert_eq!(transfer.progress.phase, msez_traits::TransferPhase::Aborted);
        let compensation = record(&saga).compensation.unwrap();
        assert_eq!(
            (compensation.left, compensation.cause),
            (State::DestinationVerification, Cause::ComplianceLost)
        );
        // A quarter goes back; who had prepared has his fee; the rest is the treasury's.
        let (back, earned) = (FEE / 4, 600);
        let rest = FEE - back - earned;
        assert_eq!(moved(&before), [("alice", -((FEE - back) as i128)), ("treasury", rest as i128)]);
        assert_eq!(free(&who(n)), 1_000 + earned);
        let asset = the(asset);
        assert_eq!((asset.home, asset.held_by, asset.is_moving), (difc(), None, false));
    });
}

#[test]
fn where_a_dispute_outlasts_the_time_to_decide_the_bridge_says_so_and_everything_is_taken_back() {
    test(|| {
        staffed();
        set_interval(None);
        govern(|parameters| parameters.timeouts.destination_verification = HOUR);
        // Decided within an hour after the path's time, or never; the ruling may take longer.
        govern(|parameters| parameters.ruling = 80 * HOUR);
        let before = money();
        let saga = under_way(1);
        prepares(&saga);
        let (_, _, _, n) = parts(&saga);
        assert_ok!(Migration::dispute(by(authority(&aifc())), saga, Digest([1; 32])));
        block_after(73 * HOUR + 1);
        assert_eq!(state(&saga), State::Disputed);
        block_after(7 * HOUR);
        assert_eq!(state(&saga), State::Compensated);
        let compensation = record(&saga).compensation.unwrap();
        assert_eq!((compensation.left, compensation.cause), (State::Transit, Cause::HopOverdue));
        // Half goes back, and the other half is less than the fee of who had prepared.
        assert_eq!(moved(&before), [("alice", -((FEE / 2) as i128))]);
        assert_eq!(free(&who(n)), 1_000 + FEE / 2);
    });
}

/// The operator of a hop has prepared it, and objects.
fn objected_by_its_operator() -> (Digest, AccountId) {
    use polkadot_sdk::frame_support::traits::fungible::Mutate;
    staffed();
    let saga = under_way(1);
    prepares(&saga);
    let (_, _, _, n) = parts(&saga);
    Balances::mint_into(&who(n), RICH).unwrap();
    assert_ok!(Migration::dispute(by(who(n)), saga, Digest([1; 32])));
    assert_eq!(state(&saga), State::Disputed);
    (saga, who(n))
}

#[test]
fn who_stopped_it_by_an_objection_is_not_paid_for_having_prepared() {
    test(|| {
        let before = money();
        let (saga, operator) = objected_by_its_operator();
        let deadline = record(&saga).request.deadline;
        let left = free(&operator);
        block_after(deadline - now() + 1);
        assert_eq!(state(&saga), State::Compensated);
        assert_eq!(free(&operator), left, "nobody ruled: the bond is not lost, and nothing is won");
        let half = (FEE / 2) as i128;
        assert_eq!(moved(&before), [("alice", -half), ("treasury", half)]);
    });
}

#[test]
fn who_objected_and_was_right_is_paid_for_having_prepared() {
    test(|| {
        let (saga, operator) = objected_by_its_operator();
        let left = free(&operator);
        assert_ok!(Migration::rule(by(arbiter()), saga, crate::Ruling::Compensate));
        assert_eq!(state(&saga), State::Compensated);
        assert_eq!(free(&operator), left + FEE / 2);
    });
}
