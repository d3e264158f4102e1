//! What always holds.

use alloc::collections::{BTreeMap, BTreeSet};
use msez_asset::{Country, Phase, UnitRules};
use msez_core::SubjectId;
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{fungible::InspectHold, fungibles::Inspect, Get},
    },
    sp_runtime::{traits::Zero, Saturating, TryRuntimeError},
};

use crate::{
    types::{Reservation, SetAside},
    Approvals, Assets, BalanceOf, Config, CountryHolders, Documents, HoldReason, Holders, JurisdictionRules,
    Offers, Pallet, Parties, Recoveries, Reservations, SetAsides, Units,
};

impl<T: Config> Pallet<T> {
    /// Checks the invariants over the whole storage.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        Self::assets_agree_with_what_they_have()?;
        Self::nothing_belongs_to_no_asset()?;
        Self::books_agree_with_the_ledger()?;
        Self::what_is_set_aside_is_reserved()?;
        Self::holds_are_the_sum_of_deposits()
    }

    fn assets_agree_with_what_they_have() -> Result<(), TryRuntimeError> {
        for (id, asset) in Assets::<T>::iter() {
            ensure!(asset.version > 0, "a registered asset has a version");
            ensure!(asset.control.validate().is_ok(), "somebody controls every asset");
            let documents = Documents::<T>::iter_prefix(id).count();
            ensure!(u32::try_from(documents).ok() == Some(asset.documents), "documents are counted");
            ensure!(
                asset.changed.iter().all(|at| (1..=asset.version).contains(at)),
                "changes have a version"
            );
            let is_halted = asset.standing.halts.program;
            ensure!(asset.halted_by.is_some() == is_halted, "a program's halt is that of an instance");
            ensure!(asset.documents <= T::MaxDocuments::get(), "documents are bounded");
            if asset.standing.phase != Phase::Free && asset.standing.phase != Phase::Retired {
                ensure!(asset.bound, "what is locked or under way has a home");
            }
            if asset.standing.phase == Phase::Retired {
                ensure!(asset.program.is_none(), "nothing acts for an asset that has ended");
                ensure!(!Offers::<T>::contains_key(id), "control of what has ended is not offered");
                ensure!(!Recoveries::<T>::contains_key(id), "what has ended is not recovered");
                ensure!(T::Units::total_issuance(id).is_zero(), "what has ended has no units");
            }
            for (who, approval) in Approvals::<T>::iter_prefix(id) {
                ensure!(asset.control.names(&who), "only controllers agree");
                ensure!(approval.version <= asset.version, "nobody agreed to what is to come");
            }
        }
        Ok(())
    }

    fn nothing_belongs_to_no_asset() -> Result<(), TryRuntimeError> {
        let known = |id: &SubjectId| Assets::<T>::contains_key(id);
        ensure!(Approvals::<T>::iter_keys().all(|(id, _)| known(&id)), "agreements are to known assets");
        ensure!(Documents::<T>::iter_keys().all(|(id, _)| known(&id)), "documents are of known assets");
        ensure!(Units::<T>::iter_keys().all(|id| known(&id)), "units are of known assets");
        for (id, offer) in Offers::<T>::iter() {
            let version = Assets::<T>::get(id).map_or(0, |asset| asset.version);
            ensure!(offer.control.validate().is_ok(), "offers can be met");
            ensure!((1..=version).contains(&offer.version), "offers are of known assets and their past");
        }
        for (id, recovery) in Recoveries::<T>::iter() {
            let version = Assets::<T>::get(id).map_or(0, |asset| asset.version);
            ensure!(recovery.control.validate().is_ok(), "so can recoveries");
            ensure!((1..=version).contains(&recovery.version), "and so are recoveries");
        }
        ensure!(
            JurisdictionRules::<T>::iter_values().all(|record| record.rules != UnitRules::OPEN),
            "rules without limits are not kept"
        );
        let has_units = |id: &SubjectId| Units::<T>::contains_key(id);
        ensure!(Holders::<T>::iter_keys().all(|(id, _)| has_units(&id)), "holders are of assets with units");
        ensure!(Parties::<T>::iter_keys().all(|(id, _)| has_units(&id)), "so are parties");
        ensure!(CountryHolders::<T>::iter_keys().all(|(id, _)| has_units(&id)), "so are countries");
        Ok(())
    }

    fn books_agree_with_the_ledger() -> Result<(), TryRuntimeError> {
        for (id, record) in Units::<T>::iter() {
            ensure!(T::Units::asset_exists(id), "the ledger knows every asset with units");
            let mut parties = BTreeMap::<SubjectId, (u32, u128)>::new();
            let mut supply = 0u128;
            for (account, holder) in Self::accounts_of(&id) {
                let balance = T::Units::balance(id, &account);
                let (accounts, units) = parties.entry(holder.party).or_default();
                *accounts = accounts.saturating_add(1);
                *units = units.saturating_add(balance);
                supply = supply.saturating_add(balance);
            }
            ensure!(supply == T::Units::total_issuance(id), "only those admitted hold units");
            let mut countries = BTreeMap::<Country, u32>::new();
            let mut known = BTreeSet::new();
            for (party, book) in Parties::<T>::iter_prefix(id) {
                let counted = parties.get(&party).copied().unwrap_or_default();
                ensure!(counted == (book.accounts, book.units), "a party's book is the sum of its accounts");
                ensure!(book.accounts > 0, "parties without accounts are not kept");
                if book.counted() > 0 {
                    let there = countries.entry(book.country).or_default();
                    *there = there.saturating_add(1);
                }
                known.insert(party);
            }
            ensure!(parties.keys().all(|party| known.contains(party)), "every holder's party is known");
            let holders = countries.values().fold(0u32, |sum, count| sum.saturating_add(*count));
            ensure!(holders == record.holders, "holders are counted");
            let kept: BTreeMap<_, _> = CountryHolders::<T>::iter_prefix(id).collect();
            ensure!(kept == countries, "holders are counted by country");
        }
        Ok(())
    }

    fn what_is_set_aside_is_reserved() -> Result<(), TryRuntimeError> {
        let mut sums = BTreeMap::<(SubjectId, T::AccountId), SetAside>::new();
        let mut parties = BTreeMap::<(SubjectId, SubjectId), u128>::new();
        for reservation in Reservations::<T>::iter_values() {
            let Reservation { asset, from, to, amount, .. } = reservation;
            ensure!(amount > 0 && from != to, "something is set aside for another");
            let holder = Holders::<T>::get(asset, &to).ok_or("who is to receive stays admitted")?;
            let incoming = parties.entry((asset, holder.party)).or_default();
            *incoming = incoming.saturating_add(amount);
            for (who, outgoing) in [(from, amount), (to, 0)] {
                ensure!(Holders::<T>::contains_key(asset, &who), "both sides stay admitted");
                let sum = sums.entry((asset, who)).or_default();
                sum.outgoing = sum.outgoing.saturating_add(outgoing);
                sum.open = sum.open.saturating_add(1);
            }
        }
        let kept: BTreeMap<_, _> =
            SetAsides::<T>::iter().map(|(asset, who, aside)| ((asset, who), aside)).collect();
        ensure!(kept == sums, "what is set aside is the sum of the reservations");
        let incoming: BTreeMap<_, _> = Parties::<T>::iter()
            .filter(|(_, _, book)| book.incoming > 0)
            .map(|(asset, party, book)| ((asset, party), book.incoming))
            .collect();
        ensure!(incoming == parties, "what is set aside for a party is the sum of its reservations");
        Ok(())
    }

    fn holds_are_the_sum_of_deposits() -> Result<(), TryRuntimeError> {
        let assets = Assets::<T>::iter_values().map(|asset| (asset.issuer, asset.deposit));
        Self::holds_are(HoldReason::Asset, assets)?;
        let documents = Documents::<T>::iter_values().map(|document| (document.depositor, document.deposit));
        Self::holds_are(HoldReason::Document, documents)?;
        let holders = Holders::<T>::iter_values().map(|holder| (holder.depositor, holder.deposit));
        Self::holds_are(HoldReason::Holder, holders)?;
        let rules = JurisdictionRules::<T>::iter_values().map(|record| (record.depositor, record.deposit));
        Self::holds_are(HoldReason::Rules, rules)
    }

    fn holds_are(
        reason: HoldReason,
        deposits: impl Iterator<Item = (T::AccountId, BalanceOf<T>)>,
    ) -> Result<(), TryRuntimeError> {
        // Every account, so that nothing stays held for what is gone.
        let accounts = polkadot_sdk::frame_system::Account::<T>::iter_keys();
        let mut sums: BTreeMap<_, BalanceOf<T>> = accounts.map(|who| (who, Zero::zero())).collect();
        for (who, deposit) in deposits {
            let sum = sums.entry(who).or_insert_with(Zero::zero);
            *sum = sum.saturating_add(deposit);
        }
        let reason = reason.into();
        for (who, sum) in sums {
            ensure!(T::Currency::balance_on_hold(&reason, &who) == sum, "a hold is the sum of its deposits");
        }
        Ok(())
    }
}
