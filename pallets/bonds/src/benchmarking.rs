//! The worst case of each call: ledgers full of chunks, and as many settlement currencies as can be.

use crate::{pallet::*, Chunk, Rates, Terms, MAX_ALLOWED};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use msez_traits::{Balance, Bonds as BondsTrait, Role, RoleGuard, MAX_REPORTERS};
use polkadot_sdk::{
    frame_benchmarking::v2::*,
    frame_support::{
        assert_ok,
        traits::{
            fungible::{Inspect, Mutate, MutateHold},
            fungibles::{Create, Inspect as _, Mutate as _},
            EnsureOrigin, Get,
        },
        BoundedVec,
    },
    frame_system::{pallet_prelude::BlockNumberFor, Pallet as System, RawOrigin},
    sp_runtime::{
        traits::{SaturatedConversion, TrailingZeroInput},
        Perbill,
    },
};

/// A role for which everything can stand: the native token, settlement currencies and what others delegate.
const ROLE: Role = Role::Watcher;

/// Large against any minimum and any existential deposit.
fn unit<T: Config>() -> Balance {
    T::Terms::minimum(ROLE).max(T::Currency::minimum_balance()).max(1)
}

fn endowed<T: Config>(name: &'static str, index: u32) -> T::AccountId {
    let who = account(name, index, 0);
    assert_ok!(T::Currency::mint_into(&who, unit::<T>() * 10_000));
    who
}

/// Chunks that are due at `first` and later; one place stays free.
fn chunks<T: Config>(first: u32) -> Vec<Chunk<BlockNumberFor<T>>> {
    (1..T::MaxUnbonding::get())
        .map(|i| Chunk { due: BlockNumberFor::<T>::from(first + i), amount: unit::<T>() })
        .collect()
}

fn leaving<T: Config>() -> Balance {
    Balance::from(T::MaxUnbonding::get() - 1) * unit::<T>()
}

/// The settlement currency with this number; it exists, can be bonded with this haircut and has a rate of one. `None`
/// where the runtime has no settlement currencies.
fn currency_with<T: Config>(index: u32, haircut: Perbill) -> Option<T::AssetId> {
    let bytes = (1_000_000 + index).to_le_bytes();
    let asset = T::AssetId::decode(&mut TrailingZeroInput::new(&bytes)).ok()?;
    if !T::Assets::asset_exists(asset) {
        T::Assets::create(asset, account("issuer", 0, 0), true, 1).ok()?;
    }
    T::Rates::ensure_rate(asset);
    Allowed::<T>::insert(asset, haircut);
    Some(asset)
}

/// The settlement currency with this number, which counts in full.
fn currency<T: Config>(index: u32) -> T::AssetId {
    currency_with::<T>(index, Perbill::zero()).expect("there are settlement currencies")
}

/// Bonds some of a settlement currency.
fn bond_some<T: Config>(role: Role, who: &T::AccountId, asset: T::AssetId, amount: Balance) {
    assert_ok!(T::Assets::mint_into(asset, who, amount * 10));
    assert_ok!(Pallet::<T>::bond_asset(RawOrigin::Signed(who.clone()).into(), role, asset, amount));
}

/// Bonds a settlement currency, and fills its ledger with chunks.
fn with_currency<T: Config>(who: &T::AccountId, index: u32, first: u32) {
    let asset = currency::<T>(index);
    bond_some::<T>(ROLE, who, asset, unit::<T>() * 1_000);
    assert_ok!(T::Assets::mint_into(asset, &Pallet::<T>::custody(), leaving::<T>()));
    Collateral::<T>::mutate(ROLE, who, |all| {
        let one = all.iter_mut().find(|one| one.asset == asset).expect("it was just bonded");
        one.ledger.unbonding = BoundedVec::truncate_from(chunks::<T>(first));
    });
}

/// Bonds as many settlement currencies as can be, of which nothing counts: so that whoever asks for the backing of the
/// account pays for reading all of them, and is told what the native bond alone is worth.
pub(crate) fn add_currencies<T: Config>(role: Role, who: &T::AccountId) {
    // Others have others: nobody's rates are known because somebody's are.
    let number = who.using_encoded(|bytes| u32::from(*bytes.last().expect("an account has bytes")));
    let most = T::MaxCurrencies::get().min(MAX_ALLOWED);
    for index in 0..most {
        let Some(asset) = currency_with::<T>((number * most + index) % MAX_ALLOWED, Perbill::one()) else {
            return;
        };
        bond_some::<T>(role, who, asset, 1_000_000);
    }
}

/// Bonds, fills the ledger with chunks, and adds as many settlement currencies as can be.
fn with_chunks<T: Config>(first: u32) -> T::AccountId {
    let who = endowed::<T>("bonded", 0);
    assert_ok!(Pallet::<T>::bond(RawOrigin::Signed(who.clone()).into(), ROLE, unit::<T>() * 1_000));
    Ledgers::<T>::mutate(ROLE, &who, |ledger| {
        let ledger = ledger.as_mut().expect("it was just bonded");
        ledger.unbonding = BoundedVec::truncate_from(chunks::<T>(first));
        assert_ok!(T::Currency::hold(&HoldReason::from(ROLE).into(), &who, leaving::<T>()));
    });
    for index in 0..T::MaxCurrencies::get() {
        with_currency::<T>(&who, index, first);
    }
    T::Guard::benchmark_engage(ROLE, &who);
    who
}

/// Delegates, lets chunks of it leave, and pays a reward that has to be settled.
fn with_delegation<T: Config>(to: &T::AccountId, first: u32) -> T::AccountId {
    let who = endowed::<T>("delegator", 0);
    let origin = RawOrigin::Signed(who.clone());
    assert_ok!(Pallet::<T>::delegate(origin.into(), ROLE, to.clone(), unit::<T>() * 500));
    Delegations::<T>::mutate((ROLE, to, &who), |delegation| {
        let delegation = delegation.as_mut().expect("it was just made");
        delegation.shares.active -= leaving::<T>();
        delegation.shares.unbonding = BoundedVec::truncate_from(chunks::<T>(first));
    });
    Pools::<T>::mutate(ROLE, to, |pool| {
        pool.as_mut()
            .expect("somebody has just delegated")
            .leave(leaving::<T>())
            .expect("he has so many shares");
    });
    let payer = endowed::<T>("payer", 0);
    assert_ok!(<Pallet<T> as BondsTrait<_>>::reward_delegators(ROLE, to, &payer, unit::<T>() * 100));
    who
}

fn native<T: Config>(who: &T::AccountId) -> Balance {
    Ledgers::<T>::get(ROLE, who).map_or(0, |ledger| ledger.total())
}

/// A block in which every chunk is due that is due from the first block on.
fn later<T: Config>() {
    let block = T::MaxUnbonding::get().saturating_mul(2).saturated_into::<u32>();
    System::<T>::set_block_number(block.into());
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn bond() {
        // Everything leaves, so that the ledger is as large as it can be where `bond` is still allowed.
        let who = with_chunks::<T>(1_000_000);
        let amount = Ledgers::<T>::mutate(ROLE, &who, |ledger| {
            let ledger = ledger.as_mut().expect("it was just bonded");
            core::mem::take(&mut ledger.active)
        });
        assert_ok!(T::Currency::release(
            &HoldReason::from(ROLE).into(),
            &who,
            amount,
            polkadot_sdk::frame_support::traits::tokens::Precision::Exact
        ));

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE, unit::<T>());

        assert_eq!(Pallet::<T>::active(ROLE, &who), unit::<T>());
    }

    #[benchmark]
    fn bond_extra() {
        let who = with_chunks::<T>(1_000_000);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE, unit::<T>());

        assert_eq!(Pallet::<T>::active(ROLE, &who), unit::<T>() * 1_001);
    }

    #[benchmark]
    fn unbond() {
        // Every chunk falls due later, so the new one moves all of them.
        let who = with_chunks::<T>(u32::MAX / 2);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE, unit::<T>());

        assert_eq!(Pallet::<T>::active(ROLE, &who), unit::<T>() * 999);
    }

    #[benchmark]
    fn rebond() {
        let who = with_chunks::<T>(1_000_000);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE, leaving::<T>());

        assert_eq!(Pallet::<T>::active(ROLE, &who), native::<T>(&who));
    }

    #[benchmark]
    fn withdraw_unbonded() {
        let who = with_chunks::<T>(0);
        later::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE);

        assert_eq!(native::<T>(&who), unit::<T>() * 1_000);
    }

    #[benchmark]
    fn bond_asset() {
        let who = with_chunks::<T>(1_000_000);
        let asset = currency::<T>(T::MaxCurrencies::get() - 1);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE, asset, unit::<T>());

        let all = Collateral::<T>::get(ROLE, &who);
        assert_eq!(all.last().map(|one| one.ledger.active), Some(unit::<T>() * 1_001));
    }

    #[benchmark]
    fn unbond_asset() {
        let who = with_chunks::<T>(u32::MAX / 2);
        let asset = currency::<T>(T::MaxCurrencies::get() - 1);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE, asset, unit::<T>());

        let all = Collateral::<T>::get(ROLE, &who);
        assert_eq!(all.last().map(|one| one.ledger.active), Some(unit::<T>() * 999));
    }

    #[benchmark]
    fn rebond_asset() {
        let who = with_chunks::<T>(1_000_000);
        let asset = currency::<T>(T::MaxCurrencies::get() - 1);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE, asset, leaving::<T>());

        let all = Collateral::<T>::get(ROLE, &who);
        assert_eq!(all.last().map(|one| one.ledger.leaving()), Some(0));
    }

    #[benchmark]
    fn withdraw_unbonded_asset() {
        let who = with_chunks::<T>(0);
        let asset = currency::<T>(T::MaxCurrencies::get() - 1);
        later::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE, asset);

        let all = Collateral::<T>::get(ROLE, &who);
        assert_eq!(all.last().map(|one| one.ledger.leaving()), Some(0));
    }

    #[benchmark]
    fn delegate() {
        let to = with_chunks::<T>(1_000_000);
        let who = with_delegation::<T>(&to, 1_000_000);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), ROLE, to.clone(), unit::<T>());

        assert_eq!(Pools::<T>::get(ROLE, &to).map(|pool| pool.value), Some(unit::<T>() * 501));
    }

    #[benchmark]
    fn undelegate() {
        let to = with_chunks::<T>(1_000_000);
        let who = with_delegation::<T>(&to, u32::MAX / 2);

        #[extrinsic_call]
        _(RawOrigin::Signed(who), ROLE, to.clone(), unit::<T>());

        let leaves = leaving::<T>() + unit::<T>();
        assert_eq!(Pools::<T>::get(ROLE, &to).map(|pool| pool.leaving), Some(leaves));
    }

    #[benchmark]
    fn withdraw_undelegated() {
        let to = with_chunks::<T>(1_000_000);
        let who = with_delegation::<T>(&to, 0);
        later::<T>();
        let anybody = endowed::<T>("anybody", 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(anybody), ROLE, to.clone(), who);

        assert_eq!(Pools::<T>::get(ROLE, &to).map(|pool| pool.leaving), Some(0));
    }

    #[benchmark]
    fn claim_delegation_rewards() {
        let to = with_chunks::<T>(1_000_000);
        let who = with_delegation::<T>(&to, 1_000_000);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), ROLE, to.clone());

        assert_eq!(Delegations::<T>::get((ROLE, &to, &who)).map(|it| it.earned), Some(0));
    }

    #[benchmark]
    fn allow_asset() -> Result<(), BenchmarkError> {
        let origin = T::AdminOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
        let asset = currency::<T>(0);
        for index in 1..MAX_ALLOWED {
            currency::<T>(index);
        }
        Allowed::<T>::remove(asset);

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, asset, Perbill::from_percent(20));

        assert_eq!(Allowed::<T>::get(asset), Some(Perbill::from_percent(20)));
        Ok(())
    }

    #[benchmark]
    fn disallow_asset() -> Result<(), BenchmarkError> {
        let origin = T::AdminOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
        let asset = currency::<T>(0);

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, asset);

        assert_eq!(Allowed::<T>::get(asset), None);
        Ok(())
    }

    #[benchmark]
    fn collect_seized() {
        let asset = currency::<T>(0);
        assert_ok!(T::Assets::mint_into(asset, &Pallet::<T>::custody(), unit::<T>() * 2));
        Seized::<T>::insert(asset, unit::<T>());
        let anybody = endowed::<T>("anybody", 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(anybody), asset);

        assert_eq!(Seized::<T>::get(asset), 0);
    }

    #[benchmark]
    fn reward_delegators() {
        let to = with_chunks::<T>(1_000_000);
        with_delegation::<T>(&to, 1_000_000);
        let payer = endowed::<T>("payer", 1);
        let before = Pools::<T>::get(ROLE, &to).map_or(0, |pool| pool.rewards);

        #[block]
        {
            assert_ok!(<Pallet<T> as BondsTrait<_>>::reward_delegators(ROLE, &to, &payer, unit::<T>()));
        }

        assert_eq!(Pools::<T>::get(ROLE, &to).map(|pool| pool.rewards), Some(before + unit::<T>()));
    }

    #[benchmark]
    fn slash() {
        let who = with_chunks::<T>(1_000_000);
        with_delegation::<T>(&who, 1_000_000);
        // None of them has any of the currencies yet, so every payment creates an account.
        let reporters: Vec<T::AccountId> =
            (0..MAX_REPORTERS as u32).map(|i| endowed::<T>("reporter", i)).collect();
        let harmed = endowed::<T>("harmed", 0);
        let before = native::<T>(&who);

        #[block]
        {
            assert_ok!(<Pallet<T> as BondsTrait<_>>::slash(
                ROLE,
                &who,
                Perbill::from_percent(50),
                &reporters,
                Some(&harmed)
            ));
        }

        assert_eq!(native::<T>(&who), before / 2);
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::externalities(), crate::mock::Test);
}
