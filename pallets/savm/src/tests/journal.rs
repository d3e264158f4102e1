//! What fails leaves nothing, at any depth and at any instruction.

use msez_core::{Coordinate, Domain};
use msez_savm::Word;
use polkadot_sdk::frame_support::{assert_ok, assert_storage_noop};

use crate::{mock::*, Event};

fn coordinate() -> Coordinate {
    Coordinate { subject: asset(), jurisdiction: home(), domain: Domain::Kyc }
}

/// Writes wherever a program can: storage, funds, units, an attestation, the asset, a lock, a log.
fn everything() -> String {
    let (asset, pays) = (hex(&asset().0), paying(&msez_core::Digest([4; 32]), 1));
    format!(
        "PUSH1 7\nPUSH1 1\nSSTORE
        {pays}POP
        PUSH32 0x{asset}\nPUSH32 \"uae-difc\"\nPUSH1 domain.kyc\nPUSH1 77\nATTEST\nPOP
        PUSH32 0x{asset}\nPUSH1 66\nASSET_HALT\nPOP
        PUSH32 0x{asset}\nPUSH32 0x{to}\nPUSH1 3\nUNITS_TRANSFER\nPOP
        PUSH32 0x{asset}\nPUSH32 \"uae-difc\"\nPUSH1 1\nPUSH1 9\nLOCK\nPOP
        PUSH1 1\nPUSH1 0\nPUSH1 0\nLOG1\n",
        to = hex(&[4; 32]),
    )
}

/// An instance with all rights and some funds, for the asset.
fn empowered(text: &str) -> msez_core::Digest {
    let instance = instance_for(text, Some(asset()));
    Outside::name(&asset(), &instance);
    Outside::accredit(&instance);
    Outside::issue(&asset(), &at(&instance), 100);
    assert_ok!(Balances::transfer_allow_death(by(5), at(&instance), 1_000));
    instance
}

fn is_done(instance: &msez_core::Digest) -> [bool; 6] {
    use msez_traits::{AssetUnits, TensorReader};
    let events = System::events();
    [
        stored(instance, 1u8) == Some(Word::from(7u8)),
        free(&account(4)) == RICH + 1,
        <Outside as TensorReader>::state(&coordinate()).0.passes() && Outside::count() == 1,
        Outside::is_halted(&asset()),
        Outside::spendable(&asset(), &account(4)) == 3,
        events.iter().any(|record| matches!(record.event, RuntimeEvent::Savm(Event::Logged { .. })))
            && events
                .iter()
                .any(|record| matches!(record.event, RuntimeEvent::Savm(Event::AssetHalted { .. }))),
    ]
}

#[test]
fn success_keeps_everything() {
    run(|| {
        let instance = empowered(&format!("{}HALT", everything()));
        assert_ok!(call(instance, MAX_GAS));
        assert_eq!(is_done(&instance), [true; 6]);
    });
}

#[test]
fn revert_and_fault_of_the_outermost_frame_undo_everything() {
    run(|| {
        for end in ["PUSH1 0\nPUSH1 0\nREVERT", "INVALID", "ADD", "PUSH1 0\nASSERT"] {
            let instance = empowered(&format!("{}{end}", everything()));
            assert_storage_noop!(assert!(call(instance, MAX_GAS).is_err()));
        }
    });
}

#[test]
fn a_callee_that_fails_leaves_no_trace_at_any_depth() {
    for depth in [1usize, 2, 5, 20, 62] {
        for end in ["PUSH1 0\nPUSH1 0\nREVERT", "INVALID"] {
            run(|| {
                // At the bottom everything is done, then undone; above, frames that only call on.
                let bottom = empowered(&format!("{}{end}", everything()));
                let mut top = bottom;
                for _ in 0..depth {
                    let on = format!("{}ISZERO\nHALT", calling(&top)).replace("ISZERO", "NOT\nASSERT");
                    // The frame over the bottom sees a failure and succeeds; those over it see a success.
                    let text = if top == bottom { on } else { format!("{}ASSERT\nHALT", calling(&top)) };
                    top = instance(&text);
                }
                let before: Vec<_> = (0..=9).map(|n| free(&account(n))).collect();
                System::reset_events();
                assert_ok!(call(top, MAX_GAS));
                assert_eq!(is_done(&bottom), [false; 6]);
                assert_eq!(before, (0..=9).map(|n| free(&account(n))).collect::<Vec<_>>());
                // Nothing was heard of it either: the events are the call's own.
                assert_eq!(System::events().len(), 1);
            });
        }
    }
}

#[test]
fn what_a_callee_did_is_undone_with_its_caller() {
    run(|| {
        let bottom = empowered(&format!("{}HALT", everything()));
        let middle = instance(&format!("{}ASSERT\nINVALID", calling(&bottom)));
        let top = instance(&format!("{}NOT\nASSERT\nPUSH1 1\nPUSH1 1\nSSTORE\nHALT", calling(&middle)));
        System::reset_events();
        assert_ok!(call(top, MAX_GAS));
        assert_eq!(is_done(&bottom), [false; 6]);
        assert_eq!(stored(&top, 1u8), Some(Word::ONE));
        // The same bottom, called without a failing caller, does it.
        let direct = instance(&format!("{}ASSERT\nHALT", calling(&bottom)));
        assert_ok!(call(direct, MAX_GAS));
        assert_eq!(is_done(&bottom), [true; 6]);
    });
}

#[test]
fn a_success_between_two_failures_stays() {
    run(|| {
        let good = empowered(&format!("{}HALT", everything()));
        let bad = instance("PUSH1 5\nPUSH1 5\nSSTORE\nINVALID");
        let bad_call = format!("{}NOT\nASSERT\n", calling(&bad));
        let top = instance(&format!("{bad_call}{}ASSERT\n{bad_call}HALT", calling(&good)));
        assert_ok!(call(top, MAX_GAS));
        assert_eq!(is_done(&good), [true; 6]);
        assert_eq!(stored(&bad, 5u8), None);
    });
}

#[test]
fn gas_that_runs_out_anywhere_leaves_no_trace() {
    run(|| {
        let callee = instance("PUSH1 1\nPUSH1 1\nSSTORE\nPUSH1 1\nPUSH1 1\nSSTORE\nHALT");
        let texts = [
            "PUSH1 42\nPUSH1 0\nSSTORE\nHALT".to_string(),
            "PUSH1 0\nSLOAD\nPUSH1 9\nEXP\nPUSH1 0\nMSTORE\nPUSH1 64\nPUSH1 0\nSHA256\nPUSH1 3\nPUSH1 0\n\
             PUSH1 32\nLOG1\nPUSH1 32\nPUSH1 0\nRETURN"
                .to_string(),
            "PUSH1 20\nagain: JUMPDEST\nPUSH1 1\nSUB\nDUP1\nPUSH2 :again\nJUMPI\nHALT".to_string(),
            format!("PUSH1 5\nPUSH1 5\nSSTORE\n{}ASSERT\nHALT", calling(&callee)),
        ];
        for text in texts {
            let target = instance(&text);
            let request = msez_runtime_api::CallRequest {
                caller: account(3),
                instance: at(&target),
                value: 0,
                input: vec![],
                gas_limit: None,
            };
            let mut needed = Savm::estimate_gas(request.clone()).unwrap().unwrap();
            let mut low = needed - 1 - needed / 128;
            while needed - low > 1 {
                let middle = (low + needed) / 2;
                let request = msez_runtime_api::CallRequest { gas_limit: Some(middle), ..request.clone() };
                let succeeds =
                    Savm::dry_run(request, false).unwrap().ending == msez_runtime_api::CallEnding::Succeeded;
                *(if succeeds { &mut needed } else { &mut low }) = middle;
            }
            // Every limit for small programs, and every 37th otherwise.
            let step = if needed < 6_000 { 1 } else { 37 };
            for limit in (1..needed).step_by(step).chain(needed - 5..needed) {
                assert_storage_noop!(assert!(call(target, limit).is_err(), "{limit}: {text}"));
            }
            assert_ok!(call(target, needed));
        }
    });
}

#[test]
fn gas_that_runs_out_amid_everything_leaves_no_trace() {
    run(|| {
        let target = empowered(&format!("{}HALT", everything()));
        for limit in (1..MAX_GAS).step_by(997) {
            let root = state_root();
            if call(target, limit).is_ok() {
                break;
            }
            let after = state_root();
            assert_eq!(root, after);
        }
        assert_eq!(is_done(&target), [true; 6]);
    });
}

#[test]
fn a_dispatch_that_fails_inside_answers_zero_and_leaves_nothing() {
    run(|| {
        let asset = hex(&asset().0);
        let effects = [
            format!("PUSH32 0x{asset}\nPUSH32 \"uae-difc\"\nPUSH1 domain.kyc\nPUSH1 77\nATTEST"),
            format!(
                "PUSH32 0x{asset}\nPUSH32 \"uae-difc\"\nPUSH1 domain.kyc\nPUSH1 state.compliant\nTENSOR_SET"
            ),
            format!("PUSH32 0x{asset}\nPUSH1 66\nASSET_HALT"),
            format!("PUSH32 0x{asset}\nASSET_RESUME"),
            format!("PUSH32 0x{asset}\nPUSH32 0x{}\nPUSH1 3\nUNITS_TRANSFER", hex(&[4; 32])),
            format!("PUSH32 0x{asset}\nPUSH32 \"uae-difc\"\nPUSH1 1\nPUSH1 9\nLOCK"),
            format!("PUSH32 0x{asset}\nPUSH32 \"sg-mas\"\nTRANSIT_BEGIN"),
            format!("PUSH32 0x{asset}\nUNLOCK"),
            format!("PUSH32 0x{asset}\nTRANSIT_END"),
            format!("PUSH32 0x{asset}\nSETTLE"),
            format!("PUSH32 0x{asset}\nCOMPENSATE"),
        ];
        Outside::fail(true);
        for effect in effects {
            let text = format!("{effect}\nNOT\nASSERT\nHALT");
            let target = empowered(&text);
            let before = System::events().len();
            assert_ok!(call(target, MAX_GAS));
            // Its own event, and no trace of what was tried.
            assert_eq!(System::events().len(), before + 1, "{effect}");
            // Calls that are not refused outside answer something.
            Outside::fail(false);
            assert!(call(target, MAX_GAS).is_err(), "{effect}");
            Outside::fail(true);
        }
    });
}
