//! Who gets the fees, how they follow demand, and within which bounds governance moves them.

use super::chain::*;
use crate::{
    configs::{
        bounds,
        dynamic_params::{accountability, fees},
        RuntimeBlockWeights, RuntimeParameters, TreasuryAccount,
    },
    constants::{MAX_AUTHORITIES, UNIT},
    *,
};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchClass, traits::Get, weights::Weight};
use msez_test_support::assert_event;
use polkadot_sdk::sp_runtime::{
    traits::{Convert, One, Zero},
    FixedU128, Perbill, Perquintill,
};

fn multiplier_after(previous: FixedU128) -> FixedU128 {
    <Runtime as pallet_transaction_payment::Config>::FeeMultiplierUpdate::convert(previous)
}

/// Fills the running block with normal transactions to this part of what they may take.
fn fill(part: Perbill) {
    let normal = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_total.unwrap();
    System::set_block_consumed_resources(Weight::from_parts(part * normal.ref_time(), 0), 0);
}

fn govern(parameter: RuntimeParameters) {
    assert_ok!(Parameters::set_parameter(RuntimeOrigin::root(), parameter));
}

#[test]
fn four_fifths_of_a_fee_and_the_whole_tip_go_to_the_author_and_the_rest_to_the_treasury() {
    for tip in [0, UNIT] {
        local(|| {
            let balance = |who| Balances::free_balance(who);
            let treasury = TreasuryAccount::get();
            let [payer, author] = [EVE, ALICE].map(account);
            let before = [&payer, &author, &treasury].map(balance);
            let issuance = Balances::total_issuance();
            submit_signed(EVE, tip, frame_system::Call::remark { remark: vec![0; 100] }).unwrap().unwrap();
            let after = [&payer, &author, &treasury].map(balance);
            let paid = before[0] - after[0];
            let fee = paid - tip;
            assert!(fee > 0);
            assert_event::<Runtime>(pallet_transaction_payment::Event::TransactionFeePaid {
                who: payer,
                actual_fee: paid,
                tip,
            });
            assert_eq!(after[1] - before[1], fee * 80 / 100 + tip);
            assert_eq!(after[2] - before[2], fee - fee * 80 / 100);
            assert_eq!(Balances::total_issuance(), issuance, "nothing is burnt");
        })
    }
}

#[test]
fn the_multiplier_rises_over_the_target_and_falls_below_it() {
    local(|| {
        for previous in [FixedU128::one(), FixedU128::from_u32(10), FixedU128::from_rational(1, 2)] {
            fill(Perbill::zero());
            assert!(multiplier_after(previous) < previous);
            fill(Perbill::from_percent(25));
            assert_eq!(multiplier_after(previous), previous);
            fill(Perbill::one());
            assert!(multiplier_after(previous) > previous);
        }
        // And so the chain does at the end of a block.
        let before = TransactionPayment::next_fee_multiplier();
        fill(Perbill::one());
        next_block();
        let full = TransactionPayment::next_fee_multiplier();
        assert!(full > before);
        next_block();
        assert!(TransactionPayment::next_fee_multiplier() < full);
    })
}

#[test]
fn the_multiplier_stays_between_the_governed_bounds() {
    local(|| {
        let [least, most] = [FixedU128::from_u32(2), FixedU128::from_u32(20)];
        use fees::{MaximumMultiplier, MinimumMultiplier, Parameters};
        govern(RuntimeParameters::Fees(Parameters::MinimumMultiplier(MinimumMultiplier, Some(least))));
        govern(RuntimeParameters::Fees(Parameters::MaximumMultiplier(MaximumMultiplier, Some(most))));
        fill(Perbill::zero());
        for previous in [FixedU128::zero(), FixedU128::one(), least] {
            assert_eq!(multiplier_after(previous), least);
        }
        fill(Perbill::one());
        for previous in [most, FixedU128::from_u32(1_000_000), FixedU128::from_inner(u128::MAX)] {
            assert_eq!(multiplier_after(previous), most);
        }
    })
}

fn set_fees(value: FixedU128, fullness: Perquintill) {
    use fees::{AdjustmentVariable, MaximumMultiplier, MinimumMultiplier, Parameters, TargetFullness};
    for parameter in [
        Parameters::TargetFullness(TargetFullness, Some(fullness)),
        Parameters::AdjustmentVariable(AdjustmentVariable, Some(value)),
        Parameters::MinimumMultiplier(MinimumMultiplier, Some(value)),
        Parameters::MaximumMultiplier(MaximumMultiplier, Some(value)),
    ] {
        govern(RuntimeParameters::Fees(parameter));
    }
}

#[test]
fn no_vote_makes_transactions_free_or_the_multiplier_stand_still() {
    local(|| {
        set_fees(FixedU128::zero(), Perquintill::zero());
        assert_eq!(bounds::TargetFullness::get(), Perquintill::from_percent(5));
        assert_eq!(bounds::AdjustmentVariable::get(), FixedU128::from_rational(1, 1_000_000));
        assert_eq!(bounds::MinimumMultiplier::get(), FixedU128::from_rational(1, 100));
        assert_eq!(bounds::MaximumMultiplier::get(), FixedU128::from_u32(10));
        fill(Perbill::zero());
        assert!(multiplier_after(FixedU128::zero()) > FixedU128::zero());

        set_fees(FixedU128::from_inner(u128::MAX), Perquintill::one());
        assert_eq!(bounds::TargetFullness::get(), Perquintill::from_percent(95));
        assert_eq!(bounds::AdjustmentVariable::get(), FixedU128::from_rational(1, 100));
        assert_eq!(bounds::MinimumMultiplier::get(), FixedU128::from_u32(10));
        assert_eq!(bounds::MaximumMultiplier::get(), FixedU128::from_u32(10_000));
        fill(Perbill::one());
        assert!(multiplier_after(FixedU128::from_u32(10)) > FixedU128::from_u32(10));
    })
}

#[test]
fn no_vote_leaves_validators_nothing_to_lose_or_closes_the_set() {
    use accountability::*;
    let set = |bond, slash, share, validators| {
        for parameter in [
            Parameters::MinimumValidatorBond(MinimumValidatorBond, Some(bond)),
            Parameters::MinimumSlash(MinimumSlash, Some(slash)),
            Parameters::ReporterShare(ReporterShare, Some(share)),
            Parameters::MinimumValidators(MinimumValidators, Some(validators)),
        ] {
            govern(RuntimeParameters::Accountability(parameter));
        }
    };
    let bounded = || {
        (
            bounds::MinimumValidatorBond::get(),
            bounds::MinimumSlash::get(),
            bounds::ReporterShare::get(),
            bounds::MinimumValidators::get(),
        )
    };
    let percent = Perbill::from_percent;
    local(|| {
        assert_eq!(
            bounded(),
            (10_000 * UNIT, percent(10), percent(10), 1),
            "the defaults are within the bounds"
        );
        set(0, Perbill::zero(), Perbill::zero(), 0);
        assert_eq!(bounded(), (100 * UNIT, percent(1), percent(0), 1));
        set(Balance::MAX, Perbill::one(), Perbill::one(), u32::MAX);
        assert_eq!(bounded(), (1_000_000 * UNIT, percent(100), percent(50), MAX_AUTHORITIES));
        // They reach the pallets: nobody may leave a set of four now.
        assert_noop!(Validators::retire(signed(BOB)), pallet_validators::Error::<Runtime>::TooFewValidators);
    })
}
