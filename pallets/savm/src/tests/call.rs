use msez_core::Digest;
use msez_savm::Word;
use polkadot_sdk::{
    frame_support::{
        assert_err_ignore_postinfo, assert_ok, assert_storage_noop,
        dispatch::{DispatchResultWithPostInfo, GetDispatchInfo},
        weights::Weight,
    },
    frame_system::RawOrigin,
    sp_runtime::DispatchError,
};

use crate::{mock::*, surcharge, Call, Error, Event};

fn fails(instance: Digest, error: Error<Test>) {
    assert_storage_noop!(assert_err_ignore_postinfo!(call(instance, MAX_GAS), error));
}

#[test]
fn the_missions_example_uses_20_004_gas() {
    run(|| {
        let instance = instance("PUSH1 42\nPUSH1 0\nSSTORE\nHALT");
        let info = call(instance, 1_000_000).unwrap();
        let base = crate::base_weight::<Test>(0);
        assert_eq!(info.actual_weight, Some(base + Weight::from_parts(20_004 * 3_000, 0)));
        assert_eq!(stored(&instance, 0u8), Some(Word::from(42u8)));
        System::assert_has_event(
            Event::Called {
                instance,
                caller: account(3),
                value: 0,
                gas_used: 20_004,
                returned: Default::default(),
            }
            .into(),
        );
    });
}

#[test]
fn input_value_and_context_reach_the_program() {
    run(|| {
        let text = "
            CALLER\nPUSH1 0\nMSTORE
            ORIGIN\nPUSH1 32\nMSTORE
            CALLVALUE\nPUSH1 64\nMSTORE
            TIMESTAMP\nPUSH1 96\nMSTORE
            BLOCK_HEIGHT\nPUSH1 128\nMSTORE
            GASPRICE\nPUSH1 160\nMSTORE
            PUSH1 0\nCALLDATALOAD\nPUSH1 192\nMSTORE
            SELFBALANCE\nPUSH1 224\nMSTORE
            PUSH2 256\nPUSH1 0\nRETURN";
        let instance = instance(text);
        let mut input = vec![0; 31];
        input.push(9);
        assert_ok!(Savm::call(by(3), instance, 55, input.clone().try_into().unwrap(), MAX_GAS, None));
        let words: Vec<[u8; 32]> = [
            Word::from_be_bytes([3; 32]),
            Word::from_be_bytes([3; 32]),
            55u8.into(),
            Word::from(START / 1_000),
            1u8.into(),
            7u8.into(),
            9u8.into(),
            55u8.into(),
        ]
        .map(Word::to_be_bytes)
        .to_vec();
        let returned = words.concat();
        let gas_used = gas_used();
        System::assert_last_event(
            Event::Called {
                instance,
                caller: account(3),
                value: 55,
                gas_used,
                returned: returned.try_into().unwrap(),
            }
            .into(),
        );
        assert_eq!(free(&at(&instance)), ED + 55);
    });
}

#[test]
fn every_fault_has_its_error_and_leaves_nothing() {
    run(|| {
        let cases: [(&str, Error<Test>); 11] = [
            ("PUSH1 1\nPUSH1 0\nSSTORE\nPUSH1 0\nPUSH1 0\nREVERT", Error::Reverted),
            ("again: JUMPDEST\nPUSH2 :again\nJUMP", Error::OutOfGas),
            ("PUSH1 1\nPUSH1 0\nSSTORE\nADD", Error::StackUnderflow),
            ("again: JUMPDEST\nPUSH1 1\nPUSH2 :again\nJUMP", Error::StackOverflow),
            ("PUSH1 1\nPUSH4 70000\nMSTORE", Error::MemoryLimit),
            ("PUSH1 1\nPUSH1 0\nSSTORE\ncut: .data 0x05", Error::TruncatedImmediate),
            ("PUSH1 1\nJUMP", Error::InvalidJump),
            ("INVALID", Error::InvalidOpcode),
            ("PUSH1 0\nASSERT", Error::AssertionFailed),
            ("PUSH1 0\nPUSH1 0\nPUSH1 1\nRETURNDATACOPY", Error::ReturnDataOutOfBounds),
            ("DEBUG\nHALT", Error::InvalidOpcode),
        ];
        for (text, error) in cases {
            fails(instance(text), error);
        }
    });
}

#[test]
fn a_call_of_nothing_or_beyond_the_callers_means_is_refused() {
    run(|| {
        fails(Digest([9; 32]), Error::InstanceNotFound);
        let instance = instance("HALT");
        let result = || Savm::call(by(3), instance, RICH, Default::default(), MAX_GAS, None);
        assert_storage_noop!(assert_err_ignore_postinfo!(result(), Error::<Test>::InsufficientBalance));
        for origin in [RawOrigin::Root, RawOrigin::None] {
            assert_storage_noop!(assert_err_ignore_postinfo!(
                Savm::call(origin.into(), instance, 0, Default::default(), 1, None),
                DispatchError::BadOrigin
            ));
        }
    });
}

#[test]
fn a_failed_call_weighs_the_gas_it_used_and_a_refused_one_none() {
    run(|| {
        let base = crate::base_weight::<Test>(0);
        let weight =
            |result: DispatchResultWithPostInfo| result.unwrap_err().post_info.actual_weight.unwrap();
        let reverting = instance("PUSH1 0\nPUSH1 0\nREVERT");
        assert_eq!(weight(call(reverting, 500)), base + Weight::from_parts(4 * 3_000, 0));
        let endless = instance("again: JUMPDEST\nPUSH2 :again\nJUMP");
        // Twelve a turn; what cannot be paid is not charged.
        assert_eq!(weight(call(endless, 1_201)), base + Weight::from_parts(1_200 * 3_000, 0));
        for limit in [0, MAX_GAS + 1] {
            assert_eq!(weight(call(endless, limit)), base);
        }
    });
}

#[test]
fn the_weight_of_the_limit_is_charged_first() {
    run(|| {
        let call = |gas_limit| Call::<Test>::call {
            instance: Digest([1; 32]),
            value: 0,
            input: vec![0; 100].try_into().unwrap(),
            gas_limit,
            deposit_limit: None,
        };
        let base = crate::base_weight::<Test>(100);
        let weight = |limit| call(limit).get_dispatch_info().call_weight;
        assert_eq!(weight(1_000), base + Weight::from_parts(3_000_000, 0));
        // What is refused anyhow weighs no more than the most.
        assert_eq!(weight(u64::MAX), weight(MAX_GAS));
    });
}

#[test]
fn what_a_transaction_has_touched_is_not_paid_again() {
    run(|| {
        let reader = instance("PUSH1 0\nSLOAD\nPUSH1 0\nSLOAD\nPUSH1 0\nSHAS\nHALT");
        assert_ok!(call(reader, MAX_GAS));
        assert_eq!(gas_used(), 3 * 202 + surcharge::COLD_READ);

        let writer = instance("PUSH1 1\nCALLDATASIZE\nSSTORE\nPUSH1 2\nCALLDATASIZE\nSSTORE\nHALT");
        assert_ok!(call(writer, MAX_GAS));
        // A new key, and a change of what is in memory already.
        assert_eq!(gas_used(), 4 + 20_000 + 4 + 5_000);
        assert_ok!(call(writer, MAX_GAS));
        assert_eq!(gas_used(), 8 + 10_000 + surcharge::COLD_READ + surcharge::FIRST_WRITE);
    });
}

#[test]
fn the_first_call_of_an_instance_pays_for_loading_it() {
    run(|| {
        let callee = instance("HALT");
        let size = u64::from(crate::Instances::<Test>::get(callee).unwrap().size);
        let once = instance(&calling(&callee));
        let twice = instance(&calling(&callee).repeat(2));
        assert_ok!(call(once, MAX_GAS));
        let (plain, load) = (6 * 2 + 2 + 700, surcharge::LOAD + surcharge::LOAD_BYTE * size);
        assert_eq!(gas_used(), plain + load);
        assert_ok!(call(twice, MAX_GAS));
        assert_eq!(gas_used(), 2 * plain + load);
    });
}

#[test]
fn logs_become_events_after_success_in_order() {
    run(|| {
        let text = "PUSH1 7\nPUSH1 0\nMSTORE
            PUSH1 5\nPUSH1 0\nPUSH1 32\nLOG1
            PUSH1 0\nPUSH1 0\nLOG0\nHALT";
        let instance = instance(text);
        assert_ok!(call(instance, MAX_GAS));
        let topic = |n: u8| Digest(Word::from(n).to_be_bytes());
        let logged: Vec<_> = System::events()
            .into_iter()
            .filter_map(|record| match record.event {
                RuntimeEvent::Savm(Event::Logged { topics, data, .. }) => {
                    Some((topics.to_vec(), data.to_vec()))
                }
                _ => None,
            })
            .collect();
        assert_eq!(logged, [(vec![topic(5)], topic(7).0.to_vec()), (vec![], vec![])]);
    });
}

#[test]
fn a_program_may_be_entered_again_while_it_runs() {
    run(|| {
        // Calls itself with what is left until key 0 says three.
        let text = "
            PUSH1 0\nSLOAD\nPUSH1 3\nLT\nPUSH2 :more\nJUMPI\nHALT
            more: JUMPDEST
            PUSH1 0\nSLOAD\nPUSH1 1\nADD\nPUSH1 0\nSSTORE
            PUSH1 0\nPUSH1 0\nPUSH1 0\nPUSH1 0\nPUSH1 0\nADDRESS\nGAS\nCALL\nASSERT\nHALT";
        let instance = instance(text);
        assert_ok!(call(instance, MAX_GAS));
        assert_eq!(stored(&instance, 0u8), Some(Word::from(3u8)));
    });
}

#[test]
fn nothing_is_written_in_a_static_call() {
    run(|| {
        let writer = instance("PUSH1 1\nPUSH1 0\nSSTORE\nHALT");
        let static_call = format!(
            "PUSH1 0\nPUSH1 0\nPUSH1 0\nPUSH1 0\nPUSH32 0x{}\nGAS\nSTATICCALL\nPUSH1 9\nSSTORE\nHALT",
            hex(&writer.0)
        );
        // What STATICCALL answered is the value, stored under 9.
        let caller = instance(&static_call);
        assert_ok!(call(caller, MAX_GAS));
        assert_eq!(stored(&caller, 9u8), Some(Word::ZERO));
        assert_eq!(stored(&writer, 0u8), None);
    });
}

#[test]
fn programs_pay_accounts_and_each_other_but_never_their_last() {
    run(|| {
        let callee = instance("HALT");
        let text =
            format!("{}PUSH1 1\nSSTORE\n{}PUSH1 2\nSSTORE\nHALT", paying(&callee, 30), paying(&callee, 21));
        let payer = instance(&text);
        assert_ok!(Savm::call(by(3), payer, 50, Default::default(), MAX_GAS, None));
        assert_eq!((stored(&payer, 1u8), stored(&payer, 2u8)), (Some(Word::ONE), Some(Word::ZERO)));
        assert_eq!(free(&at(&callee)), ED + 30);
        assert_eq!(free(&at(&payer)), ED + 20);

        let to_account = instance(&format!("{}PUSH1 1\nSSTORE\nHALT", paying(&Digest([4; 32]), 5)));
        assert_ok!(Savm::call(by(3), to_account, 5, Default::default(), MAX_GAS, None));
        assert_eq!(stored(&to_account, 1u8), Some(Word::ONE));
        assert_eq!(free(&account(4)), RICH + 5);

        // Less than an account can live on makes none.
        let to_nobody = instance(&format!("{}PUSH1 1\nSSTORE\nHALT", paying(&Digest([0x44; 32]), 5)));
        assert_ok!(Savm::call(by(3), to_nobody, 5, Default::default(), MAX_GAS, None));
        assert_eq!(stored(&to_nobody, 1u8), Some(Word::ZERO));
    });
}

#[test]
fn what_could_not_be_paid_is_still_cold() {
    run(|| {
        let callee = instance("PUSH1 0\nSLOAD\nPOP\nHALT");
        let starving = calling(&callee).replace("GAS\nCALL", "PUSH2 1000\nCALL");
        let text = |first: &str| format!("{first}POP\n{}POP\nHALT", calling(&callee));
        // Starved of gas, the first call cannot read; the second pays for it all the same.
        assert_ok!(call(instance(&text(&starving)), MAX_GAS));
        let starved = gas_used();
        assert_ok!(call(instance(&text(&calling(&callee))), MAX_GAS));
        let read_twice = gas_used();
        // Both pay for one cold read; only one reads twice.
        assert!(read_twice > starved && read_twice - starved <= 202, "{read_twice} {starved}");
    });
}
