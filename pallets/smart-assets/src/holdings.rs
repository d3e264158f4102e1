//! Units: what is known of those concerned, and the books of who holds how much beside the SDK's ledger.

#[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
use alloc::vec::Vec;
use codec::MaxEncodedLen;
use msez_asset::{transfer_refusals, Account, Country, MintFacts, TransferFacts, UnitRules};
use msez_core::{JurisdictionId, SubjectId};
use msez_traits::Compliance;
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{
            fungibles::{Inspect, Mutate},
            tokens::{Fortitude, Precision, Preservation},
        },
    },
    sp_runtime::DispatchResult,
};

use crate::{
    lifecycle::KEY,
    types::{Amount, PartyRecord, UnitsRecord, Version},
    AssetOf, Assets, BalanceOf, Config, CountryHolders, Error, Event, HolderOf, Holders, JurisdictionRules,
    Pallet, Parties, Units,
};

/// More of a party's units; `None` where they do not fit.
pub(crate) fn add(units: &mut Amount, amount: Amount) -> Option<()> {
    *units = units.checked_add(amount)?;
    Some(())
}

/// Fewer of them; `None` where there are not as many.
pub(crate) fn take(units: &mut Amount, amount: Amount) -> Option<()> {
    *units = units.checked_sub(amount)?;
    Some(())
}

impl<T: Config> Pallet<T> {
    /// What admitting an account holds: the price of its entries, of its party's and its country's, and of those that the
    /// ledger writes for it.
    pub fn holder_deposit() -> BalanceOf<T> {
        // The ledger's: an asset account of a word, a balance and a few flags.
        let ledger = KEY.saturating_mul(2).saturating_add(32);
        let bytes = HolderOf::<T>::max_encoded_len()
            .saturating_add(PartyRecord::max_encoded_len())
            .saturating_add(KEY.saturating_mul(6))
            .saturating_add(ledger);
        Self::price(4, bytes)
    }

    /// The rules that hold for an asset: its own and those of its home for its class, the stricter of both.
    pub fn rules_of(asset: &AssetOf<T>, own: &UnitRules) -> UnitRules {
        JurisdictionRules::<T>::get(asset.home, asset.class).map_or(*own, |record| record.rules.and(own))
    }

    fn units_facts(id: &SubjectId, asset: &AssetOf<T>) -> Option<msez_asset::Units> {
        let record = Units::<T>::get(id)?;
        Some(msez_asset::Units {
            rules: Self::rules_of(asset, &record.rules),
            supply: T::Units::total_issuance(*id),
            holders: record.holders,
        })
    }

    fn account_facts(id: &SubjectId, home: &JurisdictionId, who: &T::AccountId) -> Option<Account> {
        let holder = Holders::<T>::get(id, who)?;
        let party = Parties::<T>::get(id, holder.party)?;
        let frozen = holder.frozen();
        let outgoing = Self::set_aside(id, who).outgoing;
        Some(Account {
            party: holder.party,
            country: party.country,
            balance: T::Units::balance(*id, who),
            party_units: party.counted(),
            country_holders: CountryHolders::<T>::get(id, party.country),
            frozen: frozen.whole,
            frozen_units: frozen.units.saturating_add(outgoing),
            faults: T::Compliance::faults(&holder.party, home),
        })
    }

    /// All that decides over a transfer.
    pub(crate) fn transfer_facts(
        id: &SubjectId,
        asset: &AssetOf<T>,
        from: &T::AccountId,
        to: &T::AccountId,
        amount: Amount,
    ) -> TransferFacts {
        TransferFacts {
            status: asset.standing.status(),
            bound: asset.bound,
            faults: T::Compliance::faults(id, &asset.home),
            units: Self::units_facts(id, asset),
            from: Self::account_facts(id, &asset.home, from),
            to: Self::account_facts(id, &asset.home, to),
            same_account: from == to,
            amount,
        }
    }

    /// All that decides over a minting.
    pub(crate) fn mint_facts(
        id: &SubjectId,
        asset: &AssetOf<T>,
        to: &T::AccountId,
        amount: Amount,
    ) -> MintFacts {
        MintFacts {
            status: asset.standing.status(),
            bound: asset.bound,
            faults: T::Compliance::faults(id, &asset.home),
            units: Self::units_facts(id, asset),
            to: Self::account_facts(id, &asset.home, to),
            amount,
        }
    }

    /// Issues units and books them.
    pub(crate) fn issue(id: &SubjectId, to: &T::AccountId, amount: Amount) -> DispatchResult {
        T::Units::mint_into(*id, to, amount)?;
        Self::book(id, to, |party| add(&mut party.units, amount))
    }

    /// Destroys units and books it.
    pub(crate) fn destroy(id: &SubjectId, from: &T::AccountId, amount: Amount) -> DispatchResult {
        T::Units::burn_from(*id, from, amount, Preservation::Expendable, Precision::Exact, Fortitude::Force)?;
        Self::book(id, from, |party| take(&mut party.units, amount))
    }

    /// Moves units and books it.
    pub(crate) fn shift(
        id: &SubjectId,
        from: &T::AccountId,
        to: &T::AccountId,
        amount: Amount,
    ) -> DispatchResult {
        T::Units::transfer(*id, from, to, amount, Preservation::Expendable)?;
        Self::book(id, from, |party| take(&mut party.units, amount))?;
        Self::book(id, to, |party| add(&mut party.units, amount))
    }

    /// Moves units under every rule.
    pub(crate) fn do_transfer(
        id: &SubjectId,
        from: T::AccountId,
        to: T::AccountId,
        amount: Amount,
    ) -> DispatchResult {
        let asset = Assets::<T>::get(id).ok_or(Error::<T>::NotFound)?;
        Self::ensure_none(&transfer_refusals(&Self::transfer_facts(id, &asset, &from, &to, amount)))?;
        Self::shift(id, &from, &to, amount)?;
        Self::deposit_event(Event::Transferred { asset: *id, from, to, amount });
        Ok(())
    }

    /// Changes what a party holds or has set aside for it, and the counts of holders with it.
    pub(crate) fn book(
        id: &SubjectId,
        account: &T::AccountId,
        change: impl FnOnce(&mut PartyRecord) -> Option<()>,
    ) -> DispatchResult {
        let holder = Holders::<T>::get(id, account).ok_or(Error::<T>::NotAdmitted)?;
        let mut party = Parties::<T>::get(id, holder.party).ok_or(Error::<T>::NotAdmitted)?;
        let before = party.counted();
        change(&mut party).ok_or(Error::<T>::NotEnoughUnits)?;
        match (before, party.counted()) {
            (0, 1..) => Self::count(id, &party, |count| count.checked_add(1))?,
            (1.., 0) => Self::count(id, &party, |count| count.checked_sub(1))?,
            _ => {}
        }
        Parties::<T>::insert(id, holder.party, party);
        Ok(())
    }

    fn count(id: &SubjectId, party: &PartyRecord, change: impl Fn(u32) -> Option<u32>) -> DispatchResult {
        let UnitsRecord { rules, holders } = Units::<T>::get(id).ok_or(Error::<T>::NoUnits)?;
        let holders = change(holders).ok_or(Error::<T>::TooManyHolders)?;
        Units::<T>::insert(id, UnitsRecord { rules, holders });
        Self::count_country(id, party.country, change)
    }

    fn count_country(
        id: &SubjectId,
        country: Country,
        change: impl Fn(u32) -> Option<u32>,
    ) -> DispatchResult {
        let there = change(CountryHolders::<T>::get(id, country)).ok_or(Error::<T>::TooManyHolders)?;
        if there == 0 {
            CountryHolders::<T>::remove(id, country);
        } else {
            CountryHolders::<T>::insert(id, country, there);
        }
        Ok(())
    }

    /// Lowers an account's freezes to what it has left. Under the version of the change that took the rest.
    pub(crate) fn cap_freezes(id: &SubjectId, account: &T::AccountId, version: Version) {
        let Some(mut holder) = Holders::<T>::get(id, account) else { return };
        let changed = holder.cap(T::Units::balance(*id, account));
        if changed.is_empty() {
            return;
        }
        Holders::<T>::insert(id, account, holder);
        for (by, freeze) in changed {
            let account = account.clone();
            Self::deposit_event(Event::FreezeSet { asset: *id, account, by, freeze, version });
        }
    }

    /// Books a party under another country.
    pub(crate) fn rebook(id: &SubjectId, party: &SubjectId, country: Country) -> DispatchResult {
        let mut record = Parties::<T>::get(id, party).ok_or(Error::<T>::UnknownParty)?;
        ensure!(record.country != country, Error::<T>::NothingToChange);
        if record.counted() > 0 {
            Self::count_country(id, record.country, |count| count.checked_sub(1))?;
            Self::count_country(id, country, |count| count.checked_add(1))?;
        }
        record.country = country;
        Parties::<T>::insert(id, party, record);
        Ok(())
    }

    /// The accounts admitted for an asset, for tests and checks.
    #[cfg(any(test, feature = "try-runtime", feature = "invariants"))]
    pub(crate) fn accounts_of(id: &SubjectId) -> Vec<(T::AccountId, HolderOf<T>)> {
        Holders::<T>::iter_prefix(id).collect()
    }
}
