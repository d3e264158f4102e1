//! What the registry answers. Read-only.

use alloc::{string::String, vec::Vec};
use msez_asset::{mint_refusals, transfer_refusals, ControlRule, Controller, TransferRefusal};
use msez_core::SubjectId;
use msez_runtime_api::{
    AccountId, ApiError, AssetView, DocumentView, HolderView, OfferView, ProgramView, RecoveryView, UnitsView,
};
use msez_traits::Compliance;
use polkadot_sdk::frame_support::traits::fungibles::Inspect;

use crate::{
    Amount, AssetOf, Assets, BalanceOf, Config, Documents, Holders, Offers, Pallet, Parties, Recoveries,
    Units,
};

/// A rule with accounts as the interface writes them.
fn shown<Account: Into<AccountId>>(control: ControlRule<Account>) -> ControlRule<AccountId> {
    let show =
        |one: Controller<Account>| Controller { account: one.account.into(), permissions: one.permissions };
    ControlRule {
        controllers: control.controllers.into_iter().map(show).collect(),
        thresholds: control.thresholds,
    }
}

impl<T: Config> Pallet<T> {
    fn found(id: &SubjectId) -> Result<AssetOf<T>, ApiError> {
        Assets::<T>::get(id).ok_or(ApiError::AssetNotFound)
    }

    /// One asset.
    pub fn asset_view(id: &SubjectId) -> Result<AssetView, ApiError>
    where
        T::AccountId: Into<AccountId>,
        BalanceOf<T>: Into<u128>,
    {
        let asset = Self::found(id)?;
        let offer = Offers::<T>::get(id).map(|offer| OfferView {
            control: shown(offer.control),
            version: offer.version,
            until: offer.until,
            accepted: offer.accepted.into_iter().map(Into::into).collect(),
        });
        let recovery = Recoveries::<T>::get(id).map(|recovery| RecoveryView {
            control: shown(recovery.control),
            version: recovery.version,
            from: recovery.from,
            until: recovery.until,
        });
        Ok(AssetView {
            id: *id,
            issuer: asset.issuer.into(),
            schema: asset.schema,
            class: asset.class,
            policy: asset.policy,
            home: asset.home,
            bound: asset.bound,
            status: asset.standing.status(),
            halts: asset.standing.halts,
            control: shown(asset.control),
            offer,
            recovery,
            program: asset
                .program
                .map(|program| ProgramView { instance: program.instance, permissions: program.permissions }),
            version: asset.version,
            documents: asset.documents,
            registered_at: asset.registered_at,
            deposit: asset.deposit.into(),
            faults: T::Compliance::faults(id, &asset.home),
        })
    }

    /// The documents of an asset, by their kinds.
    pub fn documents_view(id: &SubjectId) -> Result<Vec<DocumentView>, ApiError> {
        Self::found(id)?;
        let mut documents: Vec<_> = Documents::<T>::iter_prefix(id)
            .map(|(kind, document)| DocumentView {
                kind,
                digest: document.digest,
                location: String::from_utf8_lossy(&document.location).into_owned(),
                set_at: document.set_at,
            })
            .collect();
        documents.sort_unstable_by_key(|document| document.kind);
        Ok(documents)
    }

    /// The units of an asset.
    pub fn units_view(id: &SubjectId) -> Result<Option<UnitsView>, ApiError> {
        let asset = Self::found(id)?;
        Ok(Units::<T>::get(id).map(|record| UnitsView {
            supply: T::Units::total_issuance(*id),
            holders: record.holders,
            own_rules: record.rules,
            rules: Self::rules_of(&asset, &record.rules),
        }))
    }

    /// An account among the holders of an asset's units.
    pub fn holder_view(id: &SubjectId, account: &T::AccountId) -> Result<Option<HolderView>, ApiError> {
        let asset = Self::found(id)?;
        let Some(holder) = Holders::<T>::get(id, account) else { return Ok(None) };
        let party = Parties::<T>::get(id, holder.party).ok_or(ApiError::Inconsistent)?;
        let frozen = holder.frozen();
        Ok(Some(HolderView {
            party: holder.party,
            country: party.country,
            balance: T::Units::balance(*id, account),
            party_units: party.units,
            frozen: frozen.whole,
            frozen_units: frozen.units.saturating_add(Self::set_aside(id, account).outgoing),
            faults: T::Compliance::faults(&holder.party, &asset.home),
        }))
    }

    /// Every reason against a transfer.
    pub fn can_transfer(
        id: &SubjectId,
        from: &T::AccountId,
        to: &T::AccountId,
        amount: Amount,
    ) -> Result<Vec<TransferRefusal>, ApiError> {
        let asset = Self::found(id)?;
        Ok(transfer_refusals(&Self::transfer_facts(id, &asset, from, to, amount)))
    }

    /// Every reason against issuing units.
    pub fn can_mint(
        id: &SubjectId,
        to: &T::AccountId,
        amount: Amount,
    ) -> Result<Vec<TransferRefusal>, ApiError> {
        let asset = Self::found(id)?;
        Ok(mint_refusals(&Self::mint_facts(id, &asset, to, amount)))
    }
}
