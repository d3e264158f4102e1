//! Collateral in settlement currencies: one ledger for each, and what they are worth.

use crate::{
    ledger::Ledger,
    pallet::{Allowed, AssetLedgerOf, Collateral, Config, Error, Event, LedgerOf, Ledgers, Pallet},
    Terms,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt::Debug;
use msez_traits::{Balance, Role, RoleGuard};
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{
            fungible::{Inspect as _, Mutate as _},
            fungibles::{Dust, Inspect, Mutate, Unbalanced},
            tokens::{
                ConversionFromAssetBalance, DepositConsequence, Fortitude, Preservation, Provenance,
                WithdrawConsequence,
            },
            Get,
        },
        BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
    },
    sp_runtime::{traits::AccountIdConversion, DispatchError, DispatchResult, PerThing, Perbill, TokenError},
};
use scale_info::TypeInfo;

/// Settlement currencies that can be bonded at the same time: whoever values the collateral of many looks each up once.
pub const MAX_ALLOWED: u32 = 32;

/// What an account has bonded of one settlement currency in a role.
#[derive(
    CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[codec(mel_bound(AssetId: MaxEncodedLen, BlockNumber: MaxEncodedLen))]
#[scale_info(skip_type_params(MaxChunks))]
pub struct AssetLedger<AssetId: Clone + Debug + Eq, BlockNumber: Copy + Debug + Eq, MaxChunks: Get<u32>> {
    /// The currency.
    pub asset: AssetId,
    /// The bond, in its smallest unit.
    pub ledger: Ledger<BlockNumber, MaxChunks>,
}

/// Collateral in one currency, for those who ask.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct CollateralReport<AssetId> {
    /// The currency.
    pub asset: AssetId,
    /// What stands for the role, in the currency's smallest unit.
    pub active: Balance,
    /// What is on its way out.
    pub leaving: Balance,
    /// What the active part counts, in the native token: zero without a rate and where the currency is not allowed.
    pub value: Balance,
}

/// The settlement currencies.
#[cfg(not(feature = "runtime-benchmarks"))]
pub trait Currencies<AccountId: Eq>: Mutate<AccountId> {}
#[cfg(not(feature = "runtime-benchmarks"))]
impl<AccountId: Eq, Assets: Mutate<AccountId>> Currencies<AccountId> for Assets {}

/// The settlement currencies, of which a benchmark makes its own.
#[cfg(feature = "runtime-benchmarks")]
pub trait Currencies<AccountId: Eq>:
    Mutate<AccountId> + polkadot_sdk::frame_support::traits::fungibles::Create<AccountId>
{
}
#[cfg(feature = "runtime-benchmarks")]
impl<
        AccountId: Eq,
        Assets: Mutate<AccountId> + polkadot_sdk::frame_support::traits::fungibles::Create<AccountId>,
    > Currencies<AccountId> for Assets
{
}

/// What settlement currencies are worth. Anything that converts balances is one.
pub trait Rates<AssetId> {
    /// A rate, with which many amounts can be valued once it was looked up.
    type Rate;

    /// The rate of a currency, where it has one.
    fn rate_of(asset: AssetId) -> Option<Self::Rate>;

    /// What so much is in the native token, rounded down; `None` where it does not fit or cannot be told.
    fn value_at(rate: &Self::Rate, amount: Balance) -> Option<Balance>;

    /// Sees to it that a currency has a rate of one.
    #[cfg(feature = "runtime-benchmarks")]
    fn ensure_rate(asset: AssetId);
}

impl<AssetId: Copy, Conversion: ConversionFromAssetBalance<Balance, AssetId, Balance>> Rates<AssetId>
    for Conversion
{
    type Rate = AssetId;

    fn rate_of(asset: AssetId) -> Option<AssetId> {
        Some(asset)
    }

    fn value_at(asset: &AssetId, amount: Balance) -> Option<Balance> {
        Conversion::from_asset_balance(amount, *asset).ok()
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn ensure_rate(asset: AssetId) {
        Conversion::ensure_successful(asset);
    }
}

/// Haircuts and rates, each looked up once: for whoever values the collateral of many.
pub(crate) struct Prices<T: Config>(Vec<(T::AssetId, Option<Price<T>>)>);

/// Of a currency that is allowed and has a rate.
struct Price<T: Config> {
    haircut: Perbill,
    rate: <T::Rates as Rates<T::AssetId>>::Rate,
}

impl<T: Config> Prices<T> {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// What so much of a currency counts: after the haircut, rounded down. Nothing where it is not allowed or has no
    /// rate.
    pub fn value_of(&mut self, asset: T::AssetId, amount: Balance) -> Balance {
        let value = |price: &Option<Price<T>>| {
            let worth =
                price.as_ref().and_then(|it| T::Rates::value_at(&it.rate, amount).zip(Some(it.haircut)));
            worth.map_or(0, |(value, haircut)| haircut.left_from_one().mul_floor(value))
        };
        if let Some((_, known)) = self.0.iter().find(|(known, _)| *known == asset) {
            return value(known);
        }
        let price = Allowed::<T>::get(asset)
            .and_then(|haircut| T::Rates::rate_of(asset).map(|rate| Price { haircut, rate }));
        let value = value(&price);
        self.0.push((asset, price));
        value
    }

    fn value_of_all(&mut self, all: &CollateralOf<T>) -> Balance {
        all.iter()
            .fold(0, |sum: Balance, one| sum.saturating_add(self.value_of(one.asset, one.ledger.active)))
    }

    /// An account's own word: its active bond and its active collateral at its value.
    pub fn own_value(&mut self, role: Role, who: &T::AccountId) -> Balance {
        let native = Ledgers::<T>::get(role, who).map_or(0, |ledger| ledger.active);
        if !T::Terms::takes_assets(role) {
            return native;
        }
        native.saturating_add(self.value_of_all(&Collateral::<T>::get(role, who)))
    }
}

impl<T: Config> Pallet<T> {
    /// The account without a key in which collateral in settlement currencies and everything that is delegated sits.
    pub fn custody() -> T::AccountId {
        T::PalletId::get().into_account_truncating()
    }

    /// What so much of a currency counts: after the haircut, rounded down. Nothing where it is not allowed or has no
    /// rate.
    pub fn value_of(asset: T::AssetId, amount: Balance) -> Balance {
        Prices::<T>::new().value_of(asset, amount)
    }

    /// What the account's active collateral in settlement currencies counts in a role.
    pub fn collateral_value(role: Role, who: &T::AccountId) -> Balance {
        if !T::Terms::takes_assets(role) {
            return 0;
        }
        value_of_all::<T>(&Collateral::<T>::get(role, who))
    }

    /// The account's own word: its active bond and its active collateral at its value.
    pub(crate) fn own_value(role: Role, who: &T::AccountId) -> Balance {
        Prices::<T>::new().own_value(role, who)
    }

    /// The account's own word, if this were its collateral.
    fn own_with(role: Role, who: &T::AccountId, all: &CollateralOf<T>) -> Balance {
        let native = Ledgers::<T>::get(role, who).map_or(0, |ledger| ledger.active);
        let counted = if T::Terms::takes_assets(role) { value_of_all::<T>(all) } else { 0 };
        native.saturating_add(counted)
    }

    /// Sees to it that the custody exists: the first who brings something also brings the existential deposit.
    pub(crate) fn open_custody(payer: &T::AccountId) -> DispatchResult {
        let (custody, least) = (Self::custody(), T::Currency::minimum_balance());
        if T::Currency::total_balance(&custody) < least {
            T::Currency::transfer(payer, &custody, least, Preservation::Preserve)?;
        }
        Ok(())
    }

    pub(crate) fn do_bond_asset(
        role: Role,
        who: &T::AccountId,
        asset: T::AssetId,
        amount: Balance,
    ) -> DispatchResult {
        ensure!(amount > 0, Error::<T>::ZeroAmount);
        ensure!(T::Terms::takes_assets(role), Error::<T>::RoleTakesNoAssets);
        ensure!(Allowed::<T>::contains_key(asset), Error::<T>::AssetNotAllowed);
        let mut all = Collateral::<T>::get(role, who);
        if all.iter().all(|one| one.asset != asset) {
            all.try_push(AssetLedger { asset, ledger: Default::default() })
                .map_err(|_| Error::<T>::TooManyCurrencies)?;
        }
        let ledger = find::<T>(&mut all, asset).ok_or(Error::<T>::NotFound)?;
        ensure!(ledger.total().checked_add(amount).is_some(), Error::<T>::Overflow);
        ledger.active = ledger.active.saturating_add(amount);
        let active = ledger.active;
        ensure!(Self::own_with(role, who, &all) >= T::Terms::minimum(role), Error::<T>::BelowMinimum);

        Self::open_custody(who)?;
        let custody = Self::custody();
        // The first who brings a currency also brings the least that an account must keep of it: so every payment out
        // of the custody is exact.
        let base = match T::Assets::balance(asset, &custody) {
            0 => T::Assets::minimum_balance(asset),
            _ => 0,
        };
        let sum = amount.checked_add(base).ok_or(Error::<T>::Overflow)?;
        // All of it or enough for his account to stay: a remainder below the least would be lost.
        let preservation = match T::Assets::balance(asset, who).checked_sub(sum) {
            Some(0) => Preservation::Expendable,
            _ => Preservation::Preserve,
        };
        T::Assets::transfer(asset, who, &custody, sum, preservation)?;
        Collateral::<T>::insert(role, who, all);
        Self::deposit_event(Event::AssetBonded { role, who: who.clone(), asset, amount, active });
        Ok(())
    }

    pub(crate) fn do_unbond_asset(
        role: Role,
        who: T::AccountId,
        asset: T::AssetId,
        amount: Balance,
    ) -> DispatchResult {
        ensure!(amount > 0, Error::<T>::ZeroAmount);
        let mut all = Collateral::<T>::get(role, &who);
        let due = Self::due(role);
        let ledger = find::<T>(&mut all, asset).ok_or(Error::<T>::NotFound)?;
        ensure!(amount <= ledger.active, Error::<T>::NotEnough);
        ledger.unbond(amount, due).ok_or(Error::<T>::TooManyUnbonding)?;
        let active = ledger.active;

        let remaining = Self::own_with(role, &who, &all);
        ensure!(active == 0 || remaining >= T::Terms::minimum(role), Error::<T>::BelowMinimum);
        ensure!(T::Guard::may_unbond(role, &who, remaining), Error::<T>::RoleInUse);
        Collateral::<T>::insert(role, &who, all);
        Self::deposit_event(Event::AssetUnbonded { role, who, asset, amount, active, due });
        Ok(())
    }

    pub(crate) fn do_rebond_asset(
        role: Role,
        who: T::AccountId,
        asset: T::AssetId,
        amount: Balance,
    ) -> DispatchResult {
        ensure!(amount > 0, Error::<T>::ZeroAmount);
        let mut all = Collateral::<T>::get(role, &who);
        let ledger = find::<T>(&mut all, asset).ok_or(Error::<T>::NotFound)?;
        ledger.rebond(amount).ok_or(Error::<T>::NotEnough)?;
        let active = ledger.active;
        ensure!(Self::own_with(role, &who, &all) >= T::Terms::minimum(role), Error::<T>::BelowMinimum);
        Collateral::<T>::insert(role, &who, all);
        Self::deposit_event(Event::AssetRebonded { role, who, asset, amount, active });
        Ok(())
    }

    pub(crate) fn do_withdraw_asset(role: Role, who: T::AccountId, asset: T::AssetId) -> DispatchResult {
        let mut all = Collateral::<T>::get(role, &who);
        let ledger = find::<T>(&mut all, asset).ok_or(Error::<T>::NotFound)?;
        let amount = ledger.withdraw(polkadot_sdk::frame_system::Pallet::<T>::block_number());
        ensure!(amount > 0, Error::<T>::NothingDue);
        ensure!(T::Guard::may_withdraw(role, &who), Error::<T>::ClaimOpen);
        T::Assets::transfer(asset, &Self::custody(), &who, amount, Preservation::Preserve)?;
        Self::store_collateral(role, &who, all);
        Self::deposit_event(Event::AssetWithdrawn { role, who, asset, amount });
        Ok(())
    }

    /// Writes an account's collateral, without the currencies of which nothing is left.
    pub(crate) fn store_collateral(role: Role, who: &T::AccountId, mut all: CollateralOf<T>) {
        all.retain(|one| one.ledger.total() > 0);
        if all.is_empty() {
            Collateral::<T>::remove(role, who);
        } else {
            Collateral::<T>::insert(role, who, all);
        }
    }

    /// Everything that an account has bonded of settlement currencies in a role.
    pub(crate) fn collateral_reports(role: Role, who: &T::AccountId) -> Vec<CollateralReport<T::AssetId>> {
        let counts = T::Terms::takes_assets(role);
        let report = |one: AssetLedgerOf<T>| CollateralReport {
            asset: one.asset,
            active: one.ledger.active,
            leaving: one.ledger.leaving(),
            value: if counts { Self::value_of(one.asset, one.ledger.active) } else { 0 },
        };
        Collateral::<T>::get(role, who).into_iter().map(report).collect()
    }
}

/// All currencies of an account in a role.
pub type CollateralOf<T> = BoundedVec<AssetLedgerOf<T>, <T as Config>::MaxCurrencies>;

fn find<T: Config>(all: &mut CollateralOf<T>, asset: T::AssetId) -> Option<&mut LedgerOf<T>> {
    all.iter_mut().find(|one| one.asset == asset).map(|one| &mut one.ledger)
}

fn value_of_all<T: Config>(all: &CollateralOf<T>) -> Balance {
    Prices::<T>::new().value_of_all(all)
}

/// No settlement currencies, for a runtime that bonds the native token alone: none exists, and none has a rate.
pub struct NoAssets;

impl<AccountId> Inspect<AccountId> for NoAssets {
    type AssetId = u32;
    type Balance = Balance;

    fn total_issuance(_: u32) -> Balance {
        0
    }
    fn minimum_balance(_: u32) -> Balance {
        0
    }
    fn total_balance(_: u32, _: &AccountId) -> Balance {
        0
    }
    fn balance(_: u32, _: &AccountId) -> Balance {
        0
    }
    fn reducible_balance(_: u32, _: &AccountId, _: Preservation, _: Fortitude) -> Balance {
        0
    }
    fn can_deposit(_: u32, _: &AccountId, _: Balance, _: Provenance) -> DepositConsequence {
        DepositConsequence::UnknownAsset
    }
    fn can_withdraw(_: u32, _: &AccountId, _: Balance) -> WithdrawConsequence<Balance> {
        WithdrawConsequence::UnknownAsset
    }
    fn asset_exists(_: u32) -> bool {
        false
    }
}

impl<AccountId> Unbalanced<AccountId> for NoAssets {
    fn handle_dust(_: Dust<AccountId, Self>) {}
    fn write_balance(_: u32, _: &AccountId, _: Balance) -> Result<Option<Balance>, DispatchError> {
        Err(TokenError::UnknownAsset.into())
    }
    fn set_total_issuance(_: u32, _: Balance) {}
}

impl<AccountId: Eq> Mutate<AccountId> for NoAssets {}

#[cfg(feature = "runtime-benchmarks")]
impl<AccountId> polkadot_sdk::frame_support::traits::fungibles::Create<AccountId> for NoAssets {
    fn create(_: u32, _: AccountId, _: bool, _: Balance) -> DispatchResult {
        Err(TokenError::UnknownAsset.into())
    }
}

impl ConversionFromAssetBalance<Balance, u32, Balance> for NoAssets {
    type Error = TokenError;

    fn from_asset_balance(_: Balance, _: u32) -> Result<Balance, TokenError> {
        Err(TokenError::UnknownAsset)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn ensure_successful(_: u32) {}
}
