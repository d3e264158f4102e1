//! Whatever happens in whatever order: money is accounted for, assets are in one place, and every saga ends.

use crate::{mock::*, Ruling, Sagas};
use msez_core::{ComplianceState, Digest, Domain};
use msez_saga::{State, HOUR};
use msez_traits::{Bridge, TransferPhase};
use polkadot_sdk::frame_support::storage::with_storage_layer;
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
enum Step {
    Start(u64),
    Time(u64),
    Prepare(u64),
    Commit(u64),
    Overdue(u64),
    Poke(u64),
    Cancel(u64),
    Dispute(u64),
    Rule(u64, bool),
    Lose(u64),
    Pass(u64),
    Close(bool),
    HandOver(u64, bool),
    Retry(u64),
    Break(u8),
    Mend,
}

fn step() -> impl Strategy<Value = Step> {
    let n = 0u64..3;
    prop_oneof![
        3 => n.clone().prop_map(Step::Start),
        4 => (0u64..40).prop_map(Step::Time),
        4 => n.clone().prop_map(Step::Prepare),
        4 => n.clone().prop_map(Step::Commit),
        1 => n.clone().prop_map(Step::Overdue),
        2 => n.clone().prop_map(Step::Poke),
        1 => n.clone().prop_map(Step::Cancel),
        2 => n.clone().prop_map(Step::Dispute),
        2 => (n.clone(), any::<bool>()).prop_map(|(n, resume)| Step::Rule(n, resume)),
        1 => n.clone().prop_map(Step::Lose),
        2 => n.clone().prop_map(Step::Pass),
        1 => any::<bool>().prop_map(Step::Close),
        1 => (n.clone(), any::<bool>()).prop_map(|(n, back)| Step::HandOver(n, back)),
        1 => n.prop_map(Step::Retry),
        2 => (0u8..4).prop_map(Step::Break),
        3 => Just(Step::Mend),
    ]
}

const PARTS: [&str; 4] = ["assets", "money", "bridge", "tensor"];

fn live(n: u64) -> Option<Digest> {
    crate::Live::<Test>::get(msez_test_support::subject(n))
}

fn phase(saga: &Digest) -> Option<TransferPhase> {
    record(saga).transit.and_then(|transit| World::phase(&transit.transfer))
}

fn apply(step: Step, nonce: u64) {
    let (owner, poker) = (by(alice()), by(carrier()));
    match step {
        Step::Start(n) => {
            let id = msez_test_support::subject(n);
            let request = msez_saga::Request { nonce, ..request(id) };
            let _ = Migration::start(owner, request, none());
        }
        Step::Time(hours) => block_after(hours * HOUR + 1),
        Step::Prepare(n) => {
            if let Some(saga) = live(n).filter(|saga| phase(saga) == Some(TransferPhase::Preparing)) {
                prepare(&saga);
            }
        }
        Step::Commit(n) => {
            if let Some(saga) = live(n).filter(|saga| phase(saga) == Some(TransferPhase::Committing)) {
                commit(&saga);
            }
        }
        Step::Overdue(n) => {
            if let Some(saga) = live(n).filter(|saga| phase(saga).is_some()) {
                overdue(&saga);
            }
        }
        Step::Poke(n) => {
            let _ = live(n).map(|saga| with_storage_layer(|| Migration::advance(poker, saga)));
        }
        Step::Cancel(n) => {
            let _ = live(n).map(|saga| Migration::cancel(owner, saga));
        }
        Step::Dispute(n) => {
            let _ = live(n).map(|saga| Migration::dispute(by(operator()), saga, Digest([1; 32])));
        }
        Step::Rule(n, resume) => {
            let ruling = if resume { Ruling::Resume } else { Ruling::Compensate };
            let _ = live(n).map(|saga| Migration::rule(by(arbiter()), saga, ruling));
        }
        Step::Lose(n) => {
            let id = msez_test_support::subject(n);
            cell(id, the(id).home, Domain::Kyc, ComplianceState::NonCompliant, None);
        }
        Step::Pass(n) => pass_everywhere(msez_test_support::subject(n)),
        Step::Close(closed) => close(&direct(), closed),
        Step::HandOver(n, back) => {
            let id = msez_test_support::subject(n);
            // As in the registry: not while something holds it.
            if the(id).held_by.is_none() {
                change(id, |asset| asset.controllers = vec![if back { alice() } else { bob() }]);
            }
        }
        Step::Retry(n) => {
            let _ = live(n).map(|saga| with_storage_layer(|| Migration::retry_compensation(poker, saga)));
        }
        Step::Break(part) => set_broken(PARTS[usize::from(part)], true),
        Step::Mend => PARTS.iter().for_each(|part| set_broken(part, false)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn money_is_accounted_for_and_every_saga_ends(steps in proptest::collection::vec(step(), 1..60)) {
        externalities().execute_with(|| {
            (0..3).for_each(|n| { asset(n); });
            let total = Balances::total_issuance();
            for (nonce, step) in steps.into_iter().enumerate() {
                apply(step, nonce as u64);
                assert_sound();
                for saga in Sagas::<Test>::iter_values() {
                    let carried = saga.transit.and_then(|transit| World::phase(&transit.transfer));
                    let is_decided = matches!(saga.state, State::DestinationUnlock | State::Completed);
                    let is_committed =
                        matches!(carried, Some(TransferPhase::Committing | TransferPhase::Completed));
                    assert_eq!(is_decided, is_committed, "the saga and the bridge never disagree");
                }
            }
            // Everything works again, and whoever is to commit does.
            apply(Step::Mend, 0);
            apply(Step::Close(false), 0);
            (0..3).for_each(|n| apply(Step::Pass(n), 0));
            for _ in 0..60 {
                (0..3).for_each(|n| apply(Step::Commit(n), 0));
                block_after(DAY);
            }
            for saga in Sagas::<Test>::iter_values() {
                assert!(saga.state.is_end(), "{:?}", saga.state);
                let asset = the(saga.request.asset);
                assert_eq!((asset.held_by, asset.is_moving), (None, false));
            }
            assert_eq!(Balances::total_issuance(), total);
            assert_eq!(free(&Migration::pot()), 10, "nothing is left in the pot");
            assert_eq!(free(&bridge_account()), 10);
        });
    }
}
