//! Safe mode, pausing, and what no switch and no wrapper gets around.

use super::chain::*;
use crate::{configs::ALWAYS_OPEN, constants::UNIT, *};
use codec::Encode;
use frame_support::{
    assert_ok,
    traits::{GetCallMetadata, OriginTrait},
};
use msez_core::JurisdictionId;
use msez_test_support::events_of;
use msez_traits::{LockClass, Mode, Role};
use polkadot_sdk::sp_runtime::{
    traits::{Dispatchable, Hash as _},
    DispatchError, DispatchResult,
};

const CALL_FILTERED: Result<(), DispatchError> = Err(DispatchError::Module(sp_runtime::ModuleError {
    index: 0,
    error: [5, 0, 0, 0],
    message: Some("CallFiltered"),
}));

fn dispatched(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> DispatchResult {
    call.into().dispatch(origin).map(|_| ()).map_err(|refused| refused.error)
}

/// What comes of a motion on which two of the three members of the council agree.
fn motion(call: impl Into<RuntimeCall>) -> DispatchResult {
    let proposal = Box::new(call.into());
    let (hash, length) = (BlakeTwo256::hash_of(&proposal), proposal.encoded_size() as u32);
    let index = pallet_collective::ProposalCount::<Runtime, CouncilInstance>::get();
    let propose = pallet_collective::Call::propose { threshold: 2, proposal, length_bound: length };
    dispatched(signed(ALICE), RuntimeCall::Council(propose))?;
    for member in [ALICE, BOB] {
        let vote = pallet_collective::Call::vote { proposal: hash, index, approve: true };
        dispatched(signed(member), RuntimeCall::Council(vote))?;
    }
    let close = pallet_collective::Call::close {
        proposal_hash: hash,
        index,
        proposal_weight_bound: configs::RuntimeBlockWeights::get().max_block.div(2),
        length_bound: length,
    };
    dispatched(signed(CHARLIE), RuntimeCall::Council(close))?;
    let executed = events_of::<Runtime, pallet_collective::Event<Runtime, CouncilInstance>>();
    let result = executed.into_iter().rev().find_map(|event| match event {
        pallet_collective::Event::Executed { proposal_hash, result } if proposal_hash == hash => Some(result),
        _ => None,
    });
    result.expect("the motion was closed")
}

type CouncilInstance = pallet_collective::Instance1;

fn transfer() -> RuntimeCall {
    pallet_balances::Call::transfer_allow_death { dest: account(ALICE).into(), value: UNIT }.into()
}

/// The outcome of a call that Eve carries in each of the ways there are.
fn carried(call: RuntimeCall) -> Vec<DispatchResult> {
    let carriers: [RuntimeCall; 5] = [
        pallet_utility::Call::batch_all { calls: vec![call.clone()] }.into(),
        pallet_utility::Call::as_derivative { index: 0, call: Box::new(call.clone()) }.into(),
        pallet_multisig::Call::as_multi_threshold_1 {
            other_signatories: vec![account(ALICE)],
            call: Box::new(call.clone()),
        }
        .into(),
        pallet_utility::Call::if_else { main: Box::new(call.clone()), fallback: Box::new(call.clone()) }
            .into(),
        pallet_utility::Call::batch_all {
            calls: vec![pallet_utility::Call::batch_all { calls: vec![call.clone()] }.into()],
        }
        .into(),
    ];
    let mut outcomes: Vec<_> = carriers.into_iter().map(|carrier| dispatched(signed(EVE), carrier)).collect();
    assert_ok!(dispatched(
        signed(EVE),
        pallet_proxy::Call::add_proxy {
            delegate: account(DAVE).into(),
            proxy_type: configs::ProxyType::Any,
            delay: 0
        }
    ));
    assert_ok!(dispatched(
        signed(DAVE),
        pallet_proxy::Call::proxy { real: account(EVE).into(), force_proxy_type: None, call: Box::new(call) }
    ));
    outcomes.extend(events_of::<Runtime, pallet_proxy::Event<Runtime>>().into_iter().rev().find_map(
        |event| match event {
            pallet_proxy::Event::ProxyExecuted { result } => Some(result),
            _ => None,
        },
    ));
    assert_eq!(outcomes.len(), 6);
    outcomes
}

fn history_depth(depth: u32) -> RuntimeCall {
    use configs::dynamic_params::tensor::{HistoryDepth, Parameters};
    let key_value = Parameters::HistoryDepth(HistoryDepth, Some(depth));
    pallet_parameters::Call::set_parameter { key_value: configs::RuntimeParameters::Tensor(key_value) }.into()
}

const SALT: [u8; 32] = [7; 32];

/// Announces a call as governance.
fn announced(call: &RuntimeCall) -> pallet_timelock::Call<Runtime> {
    let class = LockClass::ParameterChange;
    let commitment = Timelock::commitment_of(None, class, call, &SALT);
    pallet_timelock::Call::announce { class, commitment }
}

fn hours_pass(hours: u64) {
    pallet_timestamp::Now::<Runtime>::mutate(|now| *now += hours * 3_600_000);
}

#[test]
fn a_parameter_changes_only_after_it_was_announced_for_three_days_or_by_root() {
    local(|| {
        let depth =
            || <configs::dynamic_params::tensor::HistoryDepth as frame_support::traits::Get<u32>>::get();
        let before = depth();
        assert_eq!(motion(history_depth(8)), Err(DispatchError::BadOrigin), "not overnight");

        assert_ok!(motion(announced(&history_depth(8))));
        let reveal = |id, depth| pallet_timelock::Call::execute {
            id,
            call: Box::new(history_depth(depth)),
            salt: SALT,
        };
        hours_pass(71);
        assert!(dispatched(signed(EVE), reveal(0, 8)).is_err(), "not yet");
        hours_pass(1);
        assert!(dispatched(signed(EVE), reveal(0, 9)).is_err(), "nor something else");
        assert_eq!(depth(), before);
        assert_ok!(dispatched(signed(EVE), reveal(0, 8)));
        assert_eq!(depth(), 8);
        assert!(dispatched(signed(EVE), reveal(0, 8)).is_err(), "once");

        // What an account has announced does not make it the council.
        let commitment = Timelock::commitment_of(
            Some(&account(EVE)),
            LockClass::ParameterChange,
            &history_depth(9),
            &SALT,
        );
        let announce = pallet_timelock::Call::announce { class: LockClass::ParameterChange, commitment };
        assert_ok!(dispatched(signed(EVE), announce));
        hours_pass(72);
        assert_eq!(dispatched(signed(EVE), reveal(1, 9)), Err(DispatchError::BadOrigin));

        assert_ok!(dispatched(RuntimeOrigin::root(), history_depth(9)));
        assert_eq!(depth(), 9);
    });
}

#[test]
fn a_pallet_that_is_amber_begins_nothing_and_one_that_is_red_only_ends() {
    use pallet_smart_assets::Call as Assets;
    let asset = msez_core::SubjectId([1; 32]);
    let index = |mode| pallet_operating_mode::Call::set_mode {
        pallet: <SmartAssets as frame_support::traits::PalletInfoAccess>::index() as u8,
        mode,
    };
    local(|| {
        let filtered =
            |call: Assets<Runtime>| dispatched(signed(EVE), RuntimeCall::from(call)) == CALL_FILTERED;
        let begins =
            || filtered(Assets::create_units { asset, expected_version: 1, rules: Default::default() });
        let goes_on = || filtered(Assets::accept_control { asset, expected_version: 1 });
        let ends = || filtered(Assets::halt { asset, expected_version: None });
        assert_eq!((begins(), goes_on(), ends()), (false, false, false));
        assert_ok!(motion(index(Mode::Amber)));
        assert_eq!((begins(), goes_on(), ends()), (true, false, false));
        assert_ok!(motion(index(Mode::Red)));
        assert_eq!((begins(), goes_on(), ends()), (true, true, false));
        assert_eq!(dispatched(signed(EVE), index(Mode::Green)), Err(DispatchError::BadOrigin));
        assert_ok!(motion(index(Mode::Green)));
        assert_eq!((begins(), goes_on(), ends()), (false, false, false));
    });
}

#[test]
fn in_safe_mode_the_council_governs_and_money_does_not_move() {
    local(|| {
        assert_ok!(motion(pallet_safe_mode::Call::force_enter {}));
        assert_eq!(dispatched(signed(EVE), transfer()), CALL_FILTERED);
        assert_eq!(carried(transfer()), vec![CALL_FILTERED; 6]);
        assert_eq!(motion(transfer()), CALL_FILTERED, "a motion is no way around");

        assert_ok!(motion(pallet_validators::Call::admit { who: account(EVE) }));
        assert!(pallet_validators::Admitted::<Runtime>::contains_key(account(EVE)));
        let id = pallet_timelock::NextId::<Runtime>::get();
        assert_ok!(motion(announced(&history_depth(8))));
        assert_eq!(id + 1, pallet_timelock::NextId::<Runtime>::get());
        assert_ok!(motion(pallet_tx_pause::Call::pause {
            full_name: (
                b"Balances".to_vec().try_into().unwrap(),
                b"transfer_allow_death".to_vec().try_into().unwrap()
            ),
        }));
        assert_ok!(motion(pallet_scheduler::Call::schedule {
            when: 100,
            maybe_periodic: None,
            priority: 0,
            call: Box::new(frame_system::Call::remark { remark: vec![] }.into()),
        }));
        assert_ok!(motion(pallet_whitelist::Call::whitelist_call { call_hash: Hash::zero() }));
        // A new validator can take the place of another.
        let bond = pallet_bonds::Call::bond { role: Role::Validator, amount: 10_000 * UNIT };
        assert_ok!(dispatched(signed(EVE), bond));
        let (keys, proof) = new_keys(EVE);
        assert_ok!(dispatched(signed(EVE), pallet_session::Call::set_keys { keys, proof }));
        let enlist = pallet_validators::Call::enlist {};
        assert_ok!(dispatched(signed(EVE), pallet_utility::Call::batch_all { calls: vec![enlist.into()] }));
        assert_ok!(motion(pallet_validators::Call::dismiss { who: account(DAVE) }));

        assert_ok!(motion(pallet_safe_mode::Call::force_exit {}));
        let keep_alive =
            pallet_balances::Call::transfer_keep_alive { dest: account(ALICE).into(), value: UNIT };
        assert_ok!(dispatched(signed(EVE), keep_alive));
        assert_eq!(dispatched(signed(EVE), transfer()), CALL_FILTERED, "that one is paused");
    })
}

#[test]
fn in_safe_mode_reliance_can_be_taken_back_but_not_given() {
    local(|| {
        assert_ok!(motion(pallet_safe_mode::Call::force_enter {}));
        let id: JurisdictionId = "uae-difc".parse().unwrap();
        assert_ok!(motion(pallet_manifold::Call::suspend_jurisdiction { id }));
        assert_eq!(motion(pallet_manifold::Call::reinstate_jurisdiction { id }), CALL_FILTERED);
        let revoke = pallet_attestations::Call::revoke {
            id: msez_core::Digest([1; 32]),
            reason: msez_attestation::RevocationReason::IssuedInError,
        };
        // The pallet answers, not the filter.
        assert_eq!(motion(revoke), Err(pallet_attestations::Error::<Runtime>::NotFound.into()));
    })
}

#[test]
fn safe_mode_ends_by_itself() {
    local(|| {
        assert_ok!(motion(pallet_safe_mode::Call::force_enter {}));
        System::set_block_number(System::block_number() + 4 * constants::HOURS);
        next_block();
        assert_ok!(dispatched(signed(EVE), transfer()));
    })
}

#[test]
fn what_is_always_open_cannot_be_paused() {
    local(|| {
        let modules = RuntimeCall::get_module_names();
        for pallet in ALWAYS_OPEN {
            assert!(modules.contains(&pallet), "{pallet} has no calls");
            for call in RuntimeCall::get_call_names(pallet) {
                let pause = pallet_tx_pause::Call::pause {
                    full_name: (
                        pallet.as_bytes().to_vec().try_into().unwrap(),
                        call.as_bytes().to_vec().try_into().unwrap(),
                    ),
                };
                assert_eq!(
                    motion(pause),
                    Err(pallet_tx_pause::Error::<Runtime>::Unpausable.into()),
                    "{pallet}.{call}"
                );
            }
        }
        for pallet in ["Balances", "Assets", "Attestations", "ComplianceTensor", "Manifold"] {
            assert!(!ALWAYS_OPEN.contains(&pallet));
        }
    })
}

#[test]
fn session_keys_are_purged_by_no_way_around_the_validators_pallet() {
    local(|| {
        let purge = RuntimeCall::Session(pallet_session::Call::purge_keys {});
        for who in [ALICE, EVE] {
            assert_eq!(dispatched(signed(who), purge.clone()), CALL_FILTERED);
        }
        assert_eq!(carried(purge.clone()), vec![CALL_FILTERED; 6]);
        assert!(RuntimeOrigin::root().filter_call(&purge), "root purges nobody's: the call wants a signer");
        let own = RuntimeCall::Validators(pallet_validators::Call::purge_keys {});
        assert!(signed(EVE).filter_call(&own));
    })
}
