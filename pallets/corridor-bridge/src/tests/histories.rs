//! Anything in any order: the books agree after every step, and in the end everything is over.

use super::*;
use crate::Transfers;
use msez_core::Digest;
use polkadot_sdk::sp_core::Pair;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Open(u8, bool),
    Prepare(u8, u32),
    Commit(u8, u32),
    Refuse(u8, u32),
    Decide(u8),
    Abort(u8, u32),
    Cancel(u8),
    Complete(u8, u32),
    Wait(u64),
    Dismiss(u8),
    Again(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let which = || 0u8..6;
    prop_oneof![
        3 => (1u8..=2, any::<bool>()).prop_map(|(hops, units)| Step::Open(hops, units)),
        8 => (which(), 0u32..2).prop_map(|(id, hop)| Step::Prepare(id, hop)),
        8 => (which(), 0u32..2).prop_map(|(id, hop)| Step::Commit(id, hop)),
        1 => (which(), 0u32..2).prop_map(|(id, hop)| Step::Refuse(id, hop)),
        3 => which().prop_map(Step::Decide),
        1 => (which(), 0u32..=100).prop_map(|(id, percent)| Step::Abort(id, percent)),
        1 => which().prop_map(Step::Cancel),
        2 => (which(), 0u32..2).prop_map(|(id, hop)| Step::Complete(id, hop)),
        4 => prop_oneof![Just(1u64), Just(4), Just(11), Just(45), Just(130)].prop_map(Step::Wait),
        1 => (1u8..=4).prop_map(Step::Dismiss),
        1 => (1u8..=4).prop_map(Step::Again),
    ]
}

fn nth(which: u8) -> Option<Digest> {
    let mut all: Vec<_> = Transfers::<Test>::iter_keys().collect();
    all.sort();
    all.get(usize::from(which)).copied()
}

fn take(step: Step, count: &mut u8) {
    let with = |which: u8, act: &dyn Fn(Digest)| {
        if let Some(id) = nth(which) {
            act(id);
        }
    };
    match step {
        Step::Open(hops, is_units) => {
            *count += 1;
            let (prepare_by, commit_by) = (now() + 60 * MINUTE, now() + 120 * MINUTE);
            if is_units {
                let request = super::units::request(hops);
                let _ = Bridge::open_units(
                    by(11),
                    crate::UnitsRequest { amount: 100, prepare_by, commit_by, ..request },
                );
            } else {
                let reference = Digest([*count; 32]);
                let order = msez_traits::TransferOrder { reference, prepare_by, commit_by, ..order(hops) };
                let _ = <Bridge as msez_traits::Bridge<AccountId>>::open(order);
            }
        }
        Step::Prepare(which, index) => with(which, &|id| {
            if index < transfer(id).progress.hops {
                let lock_until = transfer(id).progress.commit_by + 70 * MINUTE;
                let _ = prepare(msez_bridge::PrepareReceipt { lock_until, ..prepare_receipt(id, index) });
            }
        }),
        Step::Commit(which, index) => with(which, &|id| {
            if index < transfer(id).progress.hops {
                let receipt = commit_receipt(id, index);
                let signature = pair(receipt.operator.0[0]).sign(&receipt.payload());
                let _ = Bridge::commit(by(RELAYER), receipt, signature);
            }
        }),
        Step::Refuse(which, index) => with(which, &|id| {
            if index < transfer(id).progress.hops {
                let _ = Bridge::refuse_hop(by(operator(id, index)), id, index);
            }
        }),
        Step::Decide(which) => with(which, &|id| {
            let _ = <Bridge as msez_traits::Bridge<AccountId>>::commit(&id);
        }),
        Step::Abort(which, percent) => with(which, &|id| {
            let _ = Bridge::abort(&id, Perbill::from_percent(percent), &[]);
        }),
        Step::Cancel(which) => with(which, &|id| {
            let _ = Bridge::cancel_units(by(11), id);
        }),
        Step::Complete(which, index) => with(which, &|id| {
            let settlement = prepare_settlement(id, index);
            let _ = Bridge::complete_hop(RuntimeOrigin::root(), id, index, settlement, 1, settlement);
        }),
        Step::Wait(minutes) => block_at(now() + minutes * MINUTE + 1),
        Step::Dismiss(n) => {
            let _ = Bridge::dismiss_operator(by(100 + (n - 1) / 2), way((n - 1) / 2), account(n));
        }
        Step::Again(n) => {
            let _ = Bridge::accept_operator(by(100 + (n - 1) / 2), way((n - 1) / 2), account(n));
        }
    }
}

fn prepare_settlement(id: Digest, index: u32) -> Digest {
    Digest(polkadot_sdk::sp_io::hashing::sha2_256(&[&id.0[..], &index.to_le_bytes()].concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn whatever_happens_in_whatever_order_the_books_agree_and_everything_ends(steps in proptest::collection::vec(step(), 1..60)) {
        run(|| {
            MaxDuePerBlock::set(100);
            two_ways();
            let mut count = 0;
            for step in steps {
                take(step, &mut count);
                assert_sound();
            }
            // Nobody does anything any more but the clock, whoever opened them, and governance.
            for _ in 0..40 {
                block_at(now() + 60 * MINUTE);
                for id in Transfers::<Test>::iter_keys().collect::<Vec<_>>() {
                    let record = transfer(id);
                    if record.progress.phase < TransferPhase::Committing && !record.by_holder {
                        assert_ok!(Bridge::abort(&id, Perbill::from_percent(50), &[]));
                    }
                    for index in 0..record.progress.hops {
                        take(Step::Complete(0, 0), &mut count);
                        let settlement = prepare_settlement(id, index);
                        let _ = Bridge::complete_hop(RuntimeOrigin::root(), id, index, settlement, 1, settlement);
                    }
                }
                assert_sound();
            }
            assert_eq!(Transfers::<Test>::iter().count(), 0);
            assert_eq!(crate::Agenda::<Test>::iter().count() + crate::Jobs::<Test>::iter().count(), 0);
            assert_eq!(free(200), ED);
        });
    }
}
