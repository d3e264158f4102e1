//! Random histories: whatever happens, ledgers equal holds and the issuance of every currency stays.

use crate::{mock::*, Collateral, Ledgers, Pools, Seized};
use msez_traits::{Balance, Bonds as BondsTrait, Role};
use polkadot_sdk::sp_runtime::{FixedU128, Perbill};
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
    BondAsset(AssetId, Balance),
    UnbondAsset(AssetId, Balance),
    RebondAsset(AssetId, Balance),
    WithdrawAsset(AssetId),
    Delegate(AccountId, Balance),
    Undelegate(AccountId, Balance),
    WithdrawUndelegated(AccountId),
    Reward(AccountId, Balance),
    Claim(AccountId),
    Slash { parts: u32, reporters: Vec<AccountId>, harmed: Option<AccountId> },
    SetRate(AssetId, Option<u32>),
    SetClaim(bool),
    Freeze(AssetId, bool),
    Collect(AssetId),
    Wait(u64),
}

fn amount() -> impl Strategy<Value = Balance> {
    prop_oneof![8 => 0..400u128, 1 => Just(ENDOWMENT), 1 => Just(u128::MAX)]
}

fn account() -> impl Strategy<Value = AccountId> {
    ALICE..=CHARLIE
}

fn asset() -> impl Strategy<Value = AssetId> {
    USD..=EUR
}

fn slash() -> impl Strategy<Value = Step> {
    let somebody = || prop_oneof![ALICE..=CHARLIE, Just(NOBODY), Just(TREASURY)];
    (
        prop_oneof![4 => 0..=300_000_000u32, 1 => 0..=1_000_000_000u32, 1 => Just(1_000_000_000)],
        prop::collection::vec(somebody(), 0..4),
        prop::option::of(somebody()),
    )
        .prop_map(|(parts, reporters, harmed)| Step::Slash { parts, reporters, harmed })
}

fn step() -> impl Strategy<Value = Step> {
    let own = prop_oneof![
        3 => amount().prop_map(Step::Bond),
        2 => amount().prop_map(Step::BondExtra),
        3 => amount().prop_map(Step::Unbond),
        1 => Just(Step::UnbondAll),
        2 => amount().prop_map(Step::Rebond),
        2 => Just(Step::Withdraw),
        1 => amount().prop_map(Step::Release),
    ];
    let assets = prop_oneof![
        4 => (asset(), amount()).prop_map(|(asset, amount)| Step::BondAsset(asset, amount)),
        2 => (asset(), amount()).prop_map(|(asset, amount)| Step::UnbondAsset(asset, amount)),
        1 => (asset(), amount()).prop_map(|(asset, amount)| Step::RebondAsset(asset, amount)),
        2 => asset().prop_map(Step::WithdrawAsset),
    ];
    let delegations = prop_oneof![
        5 => (account(), amount()).prop_map(|(who, amount)| Step::Delegate(who, amount)),
        3 => (account(), amount()).prop_map(|(who, amount)| Step::Undelegate(who, amount)),
        3 => account().prop_map(Step::WithdrawUndelegated),
        3 => (account(), 0..200u128).prop_map(|(payer, amount)| Step::Reward(payer, amount)),
        2 => account().prop_map(Step::Claim),
    ];
    let world = prop_oneof![
        1 => (asset(), prop::option::of(0..5u32)).prop_map(|(asset, rate)| Step::SetRate(asset, rate)),
        1 => any::<bool>().prop_map(Step::SetClaim),
        1 => (asset(), any::<bool>()).prop_map(|(asset, frozen)| Step::Freeze(asset, frozen)),
        1 => asset().prop_map(Step::Collect),
        6 => (1..25u64).prop_map(Step::Wait),
    ];
    prop_oneof![5 => own, 4 => assets, 6 => delegations, 2 => slash(), 4 => world]
}

fn role() -> impl Strategy<Value = Role> {
    prop_oneof![Just(Role::Validator), Just(Role::Watcher)]
}

/// Takes a step; says what was burnt of the native token.
fn take(who: AccountId, role: Role, step: Step) -> Balance {
    let signed = RuntimeOrigin::signed(who);
    let custody = Bonds::custody();
    let issuer = RuntimeOrigin::signed(ISSUER);
    let _ = match step {
        Step::Bond(amount) => Bonds::bond(signed, role, amount),
        Step::BondExtra(amount) => Bonds::bond_extra(signed, role, amount),
        Step::Unbond(amount) => Bonds::unbond(signed, role, amount),
        Step::UnbondAll => Bonds::unbond(signed, role, <Bonds as BondsTrait<_>>::active(role, &who)),
        Step::Rebond(amount) => Bonds::rebond(signed, role, amount),
        Step::Withdraw => Bonds::withdraw_unbonded(signed, role),
        Step::Release(amount) => Bonds::release(role, &who, amount),
        Step::BondAsset(asset, amount) => Bonds::bond_asset(signed, role, asset, amount),
        Step::UnbondAsset(asset, amount) => Bonds::unbond_asset(signed, role, asset, amount),
        Step::RebondAsset(asset, amount) => Bonds::rebond_asset(signed, role, asset, amount),
        Step::WithdrawAsset(asset) => Bonds::withdraw_unbonded_asset(signed, role, asset),
        Step::Delegate(delegate, amount) => Bonds::delegate(signed, role, delegate, amount),
        Step::Undelegate(delegate, amount) => Bonds::undelegate(signed, role, delegate, amount),
        Step::WithdrawUndelegated(delegate) => Bonds::withdraw_undelegated(signed, role, delegate, who),
        Step::Reward(payer, amount) => Bonds::reward_delegators(role, &who, &payer, amount).map(|_| ()),
        Step::Claim(delegate) => Bonds::claim_delegation_rewards(signed, role, delegate),
        Step::Slash { parts, reporters, harmed } => return take_slash(who, role, parts, &reporters, harmed),
        Step::SetRate(asset, rate) => {
            set_rate(asset, rate.map(FixedU128::from_u32));
            Ok(())
        }
        Step::SetClaim(open) => {
            Claimed::set(if open { vec![(role, who)] } else { vec![] });
            Ok(())
        }
        Step::Freeze(asset, true) => Assets::freeze(issuer, asset, custody),
        Step::Freeze(asset, false) => Assets::thaw(issuer, asset, custody),
        Step::Collect(asset) => Bonds::collect_seized(signed, asset),
        Step::Wait(blocks) => {
            run_to_block(System::block_number() + blocks);
            Ok(())
        }
    };
    0
}

/// What of the native token is at stake.
fn native(role: Role, who: AccountId) -> Balance {
    let own = Ledgers::<Test>::get(role, who).map_or(0, |ledger| ledger.total());
    own + Pools::<Test>::get(role, who).map_or(0, |pool| pool.value)
}

/// A slash takes its portion of everything, each part rounded up, and tells what it took.
fn take_slash(
    who: AccountId,
    role: Role,
    parts: u32,
    reporters: &[AccountId],
    harmed: Option<AccountId>,
) -> Balance {
    let portion = Perbill::from_parts(parts);
    let before = (native(role, who), Collateral::<Test>::get(role, who));
    let backing = Bonds::backing(role, &who);
    let slash = Bonds::slash(role, &who, portion, reporters, harmed.as_ref()).unwrap();
    assert_eq!(slash.amount, slash.reporters + slash.harmed + slash.treasury + slash.burnt);
    assert_eq!(native(role, who), before.0 - slash.amount);
    let exact = portion.mul_ceil(before.0);
    assert!(slash.amount == exact || slash.amount == exact + 1, "two parts, each rounded up");
    let after = Collateral::<Test>::get(role, who);
    for one in before.1 {
        let total = one.ledger.total();
        let left = after.iter().find(|left| left.asset == one.asset).map_or(0, |left| left.ledger.total());
        assert_eq!(left, total - portion.mul_ceil(total));
    }
    assert!(Bonds::backing(role, &who) <= backing, "nobody's word is worth more for having been slashed");
    slash.burnt
}

/// Every unit of every currency is where somebody can find it.
fn assert_conserved() {
    assert_sound();
    for who in ALICE..=CHARLIE {
        for role in Role::ALL {
            let total = Ledgers::<Test>::get(role, who).map_or(0, |ledger| ledger.total());
            assert_eq!(Bonds::held(role, &who), total);
            let (all, delegated) = Bonds::standing(role, who);
            assert_eq!((all, delegated), (Bonds::backing(role, &who), Bonds::delegated(role, &who)));
            assert!(delegated <= 4 * (all - delegated), "others count at most four times his own");
        }
    }
    let custody = Bonds::custody();
    let pools: Balance = Pools::<Test>::iter_values().map(|pool| pool.value + pool.rewards).sum();
    // Nobody sends anything to the custody here, so it holds exactly what is owed and the existential deposit.
    assert_eq!(Balances::free_balance(custody).saturating_sub(ED), pools);
    for asset in [USD, EUR] {
        assert_eq!(issued(asset), 3 * FUNDS);
        let ledgers: Balance = Collateral::<Test>::iter_values()
            .flatten()
            .filter(|one| one.asset == asset)
            .map(|one| one.ledger.total())
            .sum();
        let least = if asset == EUR { EUR_LEAST } else { 1 };
        assert_eq!(
            Assets::balance(asset, custody).saturating_sub(least),
            ledgers + Seized::<Test>::get(asset)
        );
    }
}

fn run(steps: Vec<(AccountId, Role, Step)>, treasury_exists: bool) {
    let mut balances = vec![(ALICE, ENDOWMENT), (BOB, ENDOWMENT), (CHARLIE, 700)];
    if treasury_exists {
        balances.push((TREASURY, ED));
    }
    externalities_with(&balances).execute_with(|| {
        let mut expected: Balance = Balances::total_issuance();
        for (who, role, step) in steps {
            expected -= take(who, role, step);
            assert_eq!(Balances::total_issuance(), expected);
            assert_conserved();
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn every_history_keeps_issuance_and_holds_exact(
        steps in prop::collection::vec((account(), role(), step()), 1..80),
        treasury_exists: bool,
    ) {
        run(steps, treasury_exists);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, ..ProptestConfig::with_cases(4) })]

    #[test]
    fn two_thousand_steps_conserve_every_unit_of_every_currency(
        steps in prop::collection::vec((account(), Just(Role::Watcher), step()), 2_000),
    ) {
        run(steps, true);
    }
}
