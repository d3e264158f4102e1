//! Random histories: whatever happens, ledgers equal holds and the issuance stays.

use crate::{mock::*, Ledgers};
use msez_traits::{Balance, Bonds as BondsTrait, Role};
use polkadot_sdk::sp_runtime::Perbill;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Bond(Balance),
    BondExtra(Balance),
    Unbond(Balance),
    UnbondAll,
    Rebond(Balance),
    Withdraw,
    Release(Balance),
    Slash { parts: u32, reporters: Vec<AccountId>, harmed: Option<AccountId> },
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let amount = || prop_oneof![0..400u128, Just(ENDOWMENT), Just(u128::MAX)];
    let somebody = || prop_oneof![ALICE..=CHARLIE, Just(NOBODY), Just(TREASURY)];
    prop_oneof![
        3 => amount().prop_map(Step::Bond),
        2 => amount().prop_map(Step::BondExtra),
        3 => amount().prop_map(Step::Unbond),
        1 => Just(Step::UnbondAll),
        2 => amount().prop_map(Step::Rebond),
        2 => Just(Step::Withdraw),
        1 => amount().prop_map(Step::Release),
        3 => (
            prop_oneof![0..=1_000_000_000u32, Just(1_000_000_000)],
            prop::collection::vec(somebody(), 0..4),
            prop::option::of(somebody()),
        ).prop_map(|(parts, reporters, harmed)| Step::Slash { parts, reporters, harmed }),
        3 => (1..25u64).prop_map(Step::Wait),
    ]
}

fn account() -> impl Strategy<Value = AccountId> {
    ALICE..=CHARLIE
}

fn role() -> impl Strategy<Value = Role> {
    prop_oneof![Just(Role::Validator), Just(Role::Watcher)]
}

/// Takes a step; says what was burnt.
fn take(who: AccountId, role: Role, step: Step) -> Balance {
    let signed = RuntimeOrigin::signed(who);
    let _ = match step {
        Step::Bond(amount) => Bonds::bond(signed, role, amount),
        Step::BondExtra(amount) => Bonds::bond_extra(signed, role, amount),
        Step::Unbond(amount) => Bonds::unbond(signed, role, amount),
        Step::UnbondAll => Bonds::unbond(signed, role, <Bonds as BondsTrait<_>>::active(role, &who)),
        Step::Rebond(amount) => Bonds::rebond(signed, role, amount),
        Step::Withdraw => Bonds::withdraw_unbonded(signed, role),
        Step::Release(amount) => Bonds::release(role, &who, amount),
        Step::Slash { parts, reporters, harmed } => {
            let before = Bonds::at_stake(role, &who);
            let slash =
                Bonds::slash(role, &who, Perbill::from_parts(parts), &reporters, harmed.as_ref()).unwrap();
            assert_eq!(slash.amount, slash.reporters + slash.harmed + slash.treasury + slash.burnt);
            assert_eq!(Bonds::at_stake(role, &who), before - slash.amount);
            return slash.burnt;
        }
        Step::Wait(blocks) => {
            run_to_block(System::block_number() + blocks);
            Ok(())
        }
    };
    0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn every_history_keeps_issuance_and_holds_exact(
        steps in prop::collection::vec((account(), role(), step()), 1..60),
        treasury_exists: bool,
    ) {
        let mut balances = vec![(ALICE, ENDOWMENT), (BOB, ENDOWMENT), (CHARLIE, 700)];
        if treasury_exists {
            balances.push((TREASURY, ED));
        }
        externalities_with(&balances).execute_with(|| {
            let mut expected: Balance = Balances::total_issuance();
            for (who, role, step) in steps {
                expected -= take(who, role, step);
                assert_eq!(Balances::total_issuance(), expected);
                assert_sound();
                for who in ALICE..=CHARLIE {
                    for role in Role::ALL {
                        let total = Ledgers::<Test>::get(role, who).map_or(0, |ledger| ledger.total());
                        assert_eq!(Bonds::held(role, &who), total);
                    }
                }
            }
        });
    }
}
