use msez_core::Digest;
use msez_runtime_api::{ApiError, CallEnding, CallReport, CallRequest};
use msez_savm::{opcode::OPCODES, Word};
use polkadot_sdk::{
    frame_support::{assert_ok, storage::with_storage_layer},
    sp_runtime::DispatchError,
};
use proptest::prelude::*;

use crate::{mock::*, Error, Event};

fn request(instance: &Digest) -> CallRequest {
    CallRequest { caller: account(3), instance: at(instance), value: 0, input: vec![], gas_limit: None }
}

fn dry(instance: &Digest) -> CallReport {
    let root = state_root();
    let report = Savm::dry_run(request(instance), false).unwrap();
    assert_eq!(root, state_root());
    report
}

#[test]
fn programs_and_instances_are_shown() {
    run(|| {
        let instance = instance_for("PUSH1 42\nPUSH1 0\nSSTORE\nHALT", Some(asset()));
        assert_ok!(Savm::call(by(3), instance, 9, Default::default(), MAX_GAS, None));
        let view = Savm::instance_view(&at(&instance)).unwrap();
        assert_eq!(
            (view.address.clone(), view.creator.clone(), view.asset),
            (at(&instance), account(2), Some(asset()))
        );
        assert_eq!((view.items, view.storage_deposit, view.balance, view.acts), (1, ITEM, 9, false));
        assert_eq!(view.storage_key, [b":child_storage:default:savm", &instance.0[..]].concat());
        Outside::name(&asset(), &instance);
        assert!(Savm::instance_view(&at(&instance)).unwrap().acts);
        let info = Savm::program_info(&view.program).unwrap();
        assert_eq!((info.blocks, info.instances, info.deployer), (1, 1, account(1)));
        assert_eq!(Savm::program_info(&Digest([9; 32])), Err(ApiError::ProgramNotFound));
        assert_eq!(Savm::instance_view(&account(1)), Err(ApiError::InstanceNotFound));
        assert_eq!(Savm::storage_at(&account(1), &Digest([0; 32])), Err(ApiError::InstanceNotFound));
        assert_eq!(Savm::storage_at(&at(&instance), &Digest([1; 32])), Ok(None));
        assert!(matches!(Savm::dry_run(request(&Digest([9; 32])), false), Err(ApiError::InstanceNotFound)));
        assert!(matches!(Savm::estimate_gas(request(&Digest([9; 32]))), Err(ApiError::InstanceNotFound)));
    });
}

#[test]
fn a_dry_run_tells_everything_and_leaves_nothing() {
    run(|| {
        let instance = instance(
            "PUSH1 42\nPUSH1 0\nSSTORE\nPUSH1 5\nPUSH1 0\nPUSH1 32\nLOG1\nPUSH1 32\nPUSH1 0\nRETURN",
        );
        let report = dry(&instance);
        assert_eq!(report.ending, CallEnding::Succeeded);
        assert_eq!((report.storage_charged, report.storage_released), (ITEM, 0));
        assert_eq!(report.return_data, [0; 32]);
        assert_eq!((report.logs.len(), report.steps, report.trace.len()), (1, 0, 0));
        assert_eq!(report.logs[0].topics, [Digest(Word::from(5u8).to_be_bytes())]);
        assert_ok!(call(instance, report.gas_used));
        assert_eq!(gas_used(), report.gas_used);
    });
}

#[test]
fn a_dry_run_says_why_a_call_would_fail() {
    run(|| {
        let report = dry(&instance("PUSH1 7\nPUSH1 0\nMSTORE\nPUSH1 32\nPUSH1 0\nREVERT"));
        assert_eq!((report.ending, report.error), (CallEnding::Reverted, None));
        assert_eq!(report.return_data, Word::from(7u8).to_be_bytes());
        let report = dry(&instance("PUSH1 0\nASSERT"));
        assert_eq!((report.ending, report.error.as_deref()), (CallEnding::Failed, Some("Assertion failed")));
        let poor =
            CallRequest { caller: account(70), ..request(&instance("PUSH1 1\nPUSH1 1\nSSTORE\nHALT")) };
        let report = Savm::dry_run(poor, false).unwrap();
        assert_eq!(
            (report.ending, report.error.as_deref()),
            (CallEnding::Failed, Some("StorageDepositUnpaid"))
        );
    });
}

#[test]
fn whoever_has_nothing_can_try_a_call() {
    run(|| {
        let request = CallRequest { caller: account(70), ..request(&instance("CALLER\nPOP\nHALT")) };
        assert_eq!(Savm::dry_run(request.clone(), false).unwrap().ending, CallEnding::Succeeded);
        assert_eq!(Savm::estimate_gas(request).unwrap().unwrap(), 4);
    });
}

#[test]
fn a_trace_shows_steps_and_debug_and_the_verdict_is_the_chains() {
    run(|| {
        let target = instance("PUSH1 1\nDEBUG\nPUSH1 2\nADD\nHALT");
        let report = Savm::dry_run(request(&target), true).unwrap();
        assert_eq!((report.ending, report.error.as_deref()), (CallEnding::Failed, Some("Invalid opcode")));
        assert_eq!(report.steps, 5);
        assert_eq!(report.trace[3].stack, [1u8, 2].map(|n| Digest(Word::from(n).to_be_bytes())));
        assert_eq!(report.trace.iter().map(|step| step.pc).collect::<Vec<_>>(), [0, 2, 3, 5, 6]);

        let deep = instance(&format!("{}INVALID", "PUSH0\n".repeat(40)));
        let report = Savm::dry_run(request(&deep), true).unwrap();
        assert_eq!(report.trace.last().unwrap().stack.len(), 16);

        let endless = instance("again: JUMPDEST\nPUSH2 :again\nJUMP");
        let report = Savm::dry_run(request(&endless), true).unwrap();
        assert_eq!(report.trace.len(), 10_000);
        assert!(report.steps > 4_000_000);
        assert!(report.gas_used > MAX_GAS - 12);
    });
}

#[test]
fn an_estimate_is_close_above_the_least_that_succeeds() {
    run(|| {
        let callee = instance("PUSH1 1\nPUSH1 1\nSSTORE\nPUSH1 1\nPUSH1 1\nSSTORE\nHALT");
        let middle = instance(&format!("{}ASSERT\nHALT", calling(&callee)));
        let texts = [
            "HALT".to_string(),
            "PUSH1 42\nPUSH1 0\nSSTORE\nHALT".to_string(),
            // The last store wants 20,000 and gives 19,800 back.
            "PUSH1 42\nPUSH1 0\nSSTORE\nPUSH1 42\nPUSH1 0\nSSTORE\nHALT".to_string(),
            format!("{}ASSERT\nHALT", calling(&callee)),
            // A 64th of a 64th stays behind.
            format!("{}ASSERT\nHALT", calling(&middle)),
        ];
        for text in texts {
            let target = instance(&text);
            let least = Savm::estimate_gas(request(&target)).unwrap().unwrap();
            let succeeds = |limit: u64| {
                let result = with_storage_layer(|| -> Result<(), DispatchError> {
                    call(target, limit).map_err(|error| error.error)?;
                    Err(DispatchError::Other("it succeeds"))
                });
                result == Err(DispatchError::Other("it succeeds"))
            };
            assert!(succeeds(least), "{least}: {text}");
            assert!(!succeeds(least - 1 - least / 128), "{least}: {text}");
        }
    });
}

#[test]
fn who_fails_with_the_most_gas_is_told_how() {
    run(|| {
        let report = Savm::estimate_gas(request(&instance("INVALID"))).unwrap().unwrap_err();
        assert_eq!((report.ending, report.error.as_deref()), (CallEnding::Failed, Some("Invalid opcode")));
        let bounded =
            CallRequest { gas_limit: Some(10), ..request(&instance("PUSH1 1\nPUSH1 1\nSSTORE\nHALT")) };
        let report = Savm::estimate_gas(bounded).unwrap().unwrap_err();
        assert_eq!(report.error.as_deref(), Some("Out of gas"));
    });
}

/// Mostly sensible code: small pushes between instructions of every kind.
fn code() -> impl Strategy<Value = Vec<u8>> {
    let instruction =
        (prop::sample::select(OPCODES), any::<[u8; 32]>(), 0u8..6).prop_map(|(opcode, bytes, n)| {
            let mut code = Vec::new();
            let operands = opcode.inputs.split(',').zip(bytes).enumerate();
            for (at, (_, byte)) in operands {
                code.extend([msez_savm::opcode::byte::PUSH1, if at == 0 { n } else { byte % 40 }]);
            }
            code.push(opcode.byte);
            code.extend(&bytes[..usize::from(opcode.immediate)]);
            code
        });
    prop::collection::vec(instruction, 1..30).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_dry_run_is_the_call(code in code(), value in 0u128..100, input: [u8; 33], limit in 1u64..400_000) {
        run(|| {
            let id = msez_savm::code_id::<crate::HostCrypto>(&code);
            assert_ok!(Savm::deploy(by(1), code.try_into().unwrap()));
            let target = Savm::address_of(&id, &account(2), [0; 32]);
            assert_ok!(Savm::instantiate(by(2), id, [0; 32], Some(asset())));
            Outside::name(&asset(), &target);
            Outside::accredit(&target);
            Outside::issue(&asset(), &at(&target), 100);
            let request = CallRequest {
                caller: account(3),
                instance: at(&target),
                value,
                input: input.to_vec(),
                gas_limit: Some(limit),
            };
            let root = state_root();
            let report = Savm::dry_run(request.clone(), false).unwrap();
            assert_eq!(root, state_root());
            let traced = Savm::dry_run(request, true).unwrap();
            assert_eq!(CallReport { trace: vec![], steps: 0, ..traced }, report);

            System::reset_events();
            let (before, root) = (free(&account(3)), state_root());
            let result = Savm::call(by(3), target, value, input.to_vec().try_into().unwrap(), limit, None);
            let info = match &result { Ok(info) => info, Err(error) => &error.post_info };
            assert_eq!(info.actual_weight, Some(crate::base_weight::<Test>(33) + crate::gas_weight::<Test>(report.gas_used)));
            match report.ending {
                CallEnding::Succeeded => {
                    assert_ok!(result);
                    assert_eq!(gas_used(), report.gas_used);
                    assert_eq!(free(&account(3)), before - value - report.storage_charged + report.storage_released);
                    let logged: Vec<_> = System::events().into_iter().filter_map(|record| match record.event {
                        RuntimeEvent::Savm(Event::Logged { instance, topics, data }) =>
                            Some((at(&instance), topics.into_inner(), data.into_inner())),
                        _ => None,
                    }).collect();
                    let expected: Vec<_> = report.logs.into_iter().map(|log| (log.instance, log.topics, log.data)).collect();
                    assert_eq!(logged, expected);
                    let returned = System::events().into_iter().find_map(|record| match record.event {
                        RuntimeEvent::Savm(Event::Called { returned, .. }) => Some(returned.into_inner()),
                        _ => None,
                    });
                    let mut expected = report.return_data;
                    expected.truncate(256);
                    assert_eq!(returned, Some(expected));
                }
                CallEnding::Reverted => assert_eq!(result.unwrap_err().error, Error::<Test>::Reverted.into()),
                CallEnding::Failed => assert!(result.is_err()),
            }
            if report.ending != CallEnding::Succeeded {
                assert_eq!(root, state_root());
            }
        });
    }
}
