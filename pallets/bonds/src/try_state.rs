//! What is always true of the bonds.

use crate::{
    ledger::Ledger,
    pallet::{Collateral, Config, Delegations, Ledgers, Pallet, Pools, Seized},
    pool::in_fractions,
};
use alloc::collections::BTreeMap;
use codec::Encode;
use core::fmt::Debug;
use msez_traits::Balance;
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{fungible::Inspect as _, fungibles::Inspect as _, Get},
    },
    sp_runtime::TryRuntimeError,
};

/// The ledgers are in order, and the money of each is where it should be.
pub fn do_try_state<T: Config>() -> Result<(), TryRuntimeError> {
    for (role, who, ledger) in Ledgers::<T>::iter() {
        is_in_order(&ledger)?;
        ensure!(ledger.total() > 0, "an empty ledger is kept");
        ensure!(ledger.total() == Pallet::<T>::held(role, &who), "a ledger is not what is held");
    }
    collateral_is_in_custody::<T>()?;
    delegations_are_their_pools::<T>()
}

/// Chunks are ordered by their days, and none is empty.
fn is_in_order<N: Copy + Debug + Ord, M: Get<u32>>(ledger: &Ledger<N, M>) -> Result<(), TryRuntimeError> {
    ensure!(ledger.unbonding.iter().all(|chunk| chunk.amount > 0), "an empty chunk is kept");
    ensure!(
        ledger.unbonding.iter().zip(ledger.unbonding.iter().skip(1)).all(|(a, b)| a.due < b.due),
        "chunks are out of order"
    );
    Ok(())
}

/// Of every settlement currency the custody holds what the ledgers say, and what was seized.
fn collateral_is_in_custody<T: Config>() -> Result<(), TryRuntimeError> {
    let mut owed: BTreeMap<_, (T::AssetId, Balance)> = BTreeMap::new();
    let mut owe = |asset: T::AssetId, amount: Balance| {
        let sum = &mut owed.entry(asset.encode()).or_insert((asset, 0)).1;
        *sum = sum.saturating_add(amount);
    };
    for (_, _, all) in Collateral::<T>::iter() {
        ensure!(!all.is_empty(), "collateral without a currency is kept");
        for (at, one) in all.iter().enumerate() {
            is_in_order(&one.ledger)?;
            ensure!(one.ledger.total() > 0, "an empty ledger of a currency is kept");
            ensure!(
                all.iter().skip(at).skip(1).all(|other| other.asset != one.asset),
                "a currency has two ledgers"
            );
            owe(one.asset, one.ledger.total());
        }
    }
    Seized::<T>::iter().for_each(|(asset, amount)| owe(asset, amount));
    // Whoever administers a currency can destroy it, here as anywhere.
    for (asset, sum) in owed.into_values().filter(|(asset, _)| T::Assets::asset_exists(*asset)) {
        ensure!(T::Assets::balance(asset, &Pallet::<T>::custody()) >= sum, "the custody lacks a currency");
    }
    Ok(())
}

/// The shares of a pool are its delegators', its rewards are owed to the last fraction, and the custody holds it all.
fn delegations_are_their_pools<T: Config>() -> Result<(), TryRuntimeError> {
    let mut owed: Balance = 0;
    for (role, delegate, pool) in Pools::<T>::iter() {
        ensure!(pool.is_sound(), "a share is worth more than a unit");
        ensure!(!pool.is_empty(), "an empty pool is kept");
        let (mut active, mut leaving, mut rewards) = (0u128, 0u128, pool.carry);
        for (_, delegation) in Delegations::<T>::iter_prefix((role, &delegate)) {
            is_in_order(&delegation.shares)?;
            ensure!(
                delegation.shares.total() > 0 || delegation.earned > 0,
                "a delegation of nothing is kept"
            );
            active = active.saturating_add(delegation.shares.active);
            leaving = leaving.saturating_add(delegation.shares.leaving());
            let settled = in_fractions(delegation.earned).ok_or("rewards do not fit")?;
            let earned =
                pool.earned(delegation.shares.active, delegation.settled).ok_or("rewards do not fit")?;
            rewards = rewards.saturating_add(settled).saturating_add(earned);
        }
        ensure!(active == pool.active_shares(), "the shares that stay are not the delegators'");
        ensure!(leaving == pool.leaving, "the shares that leave are not the delegators'");
        ensure!(in_fractions(pool.rewards) == Some(rewards), "the rewards are not what is owed");
        owed = owed.saturating_add(pool.value).saturating_add(pool.rewards);
    }
    for (role, delegate, _) in Delegations::<T>::iter_keys() {
        ensure!(Pools::<T>::contains_key(role, &delegate), "a delegation has no pool");
    }
    if owed > 0 {
        // The existential deposit of the custody is nobody's, so that every payment out of it is exact.
        let needed = owed.saturating_add(T::Currency::minimum_balance());
        ensure!(T::Currency::balance(&Pallet::<T>::custody()) >= needed, "the custody lacks delegated funds");
    }
    Ok(())
}
