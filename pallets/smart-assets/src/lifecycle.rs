//! An asset's life: registration, status, control, and what other pallets may do with it.

use alloc::vec::Vec;
use msez_asset::{ControlRule, Family, Genesis, Move, Phase};
use msez_core::{Digest, JurisdictionId, SubjectId};
use msez_traits::{AssetLock, Compliance, Jurisdictions, Subjects};
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{fungible::MutateHold, fungibles::Inspect, tokens::Precision, Footprint, Time},
    },
    sp_io::hashing::sha2_256,
    sp_runtime::{traits::Convert, DispatchError, DispatchResult},
};

use codec::MaxEncodedLen;

use crate::{
    types::{Approval, Asset, Offer, Recovery, UnitsRecord, Version},
    Approvals, AssetOf, Assets, BalanceOf, Config, Error, Event, HoldReason, Offers, Pallet, Recoveries,
    RulesRecordOf, Units,
};

/// Entries of an asset besides its approvals: itself, an offer, a recovery, its units, and the ledger's own.
const ASSET_ITEMS: u64 = 5;

/// The ledger's entry of an asset: four accounts, four numbers, three counts and two flags.
const LEDGER_ASSET: usize = 4 * 32 + 4 * 16 + 3 * 4 + 2;

impl<T: Config> Pallet<T> {
    /// What registering an asset holds: the price of its entries at their largest.
    pub fn asset_deposit() -> BalanceOf<T> {
        let approvals = u64::from(msez_asset::MAX_CONTROLLERS);
        let approval = Approval::max_encoded_len().saturating_add(KEY).saturating_add(KEY);
        let bytes = AssetOf::<T>::max_encoded_len()
            .saturating_add(Offer::<T::AccountId>::max_encoded_len())
            .saturating_add(Recovery::<T::AccountId>::max_encoded_len())
            .saturating_add(UnitsRecord::max_encoded_len())
            .saturating_add(LEDGER_ASSET)
            .saturating_add(KEY.saturating_mul(5))
            .saturating_add(approval.saturating_mul(usize::try_from(approvals).unwrap_or(usize::MAX)));
        Self::price(ASSET_ITEMS.saturating_add(approvals), bytes)
    }

    /// What rules of a jurisdiction hold: the price of their entry.
    pub fn rules_deposit() -> BalanceOf<T> {
        Self::price(1, RulesRecordOf::<T>::max_encoded_len().saturating_add(KEY))
    }

    /// The price of so many entries of so many bytes together, keys included.
    pub(crate) fn price(items: u64, bytes: usize) -> BalanceOf<T> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        T::DepositPrice::convert(Footprint { count: items, size: bytes })
    }

    /// Puts an asset into the registry.
    pub(crate) fn create(
        genesis: &Genesis<T::AccountId>,
    ) -> Result<(SubjectId, BalanceOf<T>), DispatchError> {
        genesis.validate().map_err(Error::<T>::from)?;
        ensure!(T::Jurisdictions::index_of(&genesis.jurisdiction).is_some(), Error::<T>::UnknownJurisdiction);
        let document = genesis.to_bytes();
        let id = SubjectId(sha2_256(&document));
        ensure!(!Assets::<T>::contains_key(id), Error::<T>::AlreadyExists);
        match T::Subjects::class_of(&id) {
            // A chain's genesis can have given it a place already.
            Some(class) => ensure!(class == genesis.class, Error::<T>::ClassMismatch),
            None => {
                let len = u32::try_from(document.len()).unwrap_or(u32::MAX);
                T::Subjects::register_asset(id, genesis.class, &genesis.issuer, len)?;
            }
        }
        let deposit = Self::asset_deposit();
        T::Currency::hold(&HoldReason::Asset.into(), &genesis.issuer, deposit)?;
        let asset = Asset {
            issuer: genesis.issuer.clone(),
            schema: genesis.schema,
            class: genesis.class,
            policy: genesis.policy,
            home: genesis.jurisdiction,
            bound: false,
            control: genesis.control.clone(),
            standing: Default::default(),
            version: 1,
            changed: [1; Family::ALL.len()],
            documents: 0,
            program: None,
            halted_by: None,
            registered_at: T::Time::now(),
            deposit,
        };
        Assets::<T>::insert(id, asset);
        Ok((id, deposit))
    }

    /// The asset passes in a jurisdiction that is open.
    pub(crate) fn ensure_at_home(id: &SubjectId, home: &JurisdictionId) -> DispatchResult {
        ensure!(T::Jurisdictions::is_active(home), Error::<T>::JurisdictionNotActive);
        ensure!(T::Compliance::faults(id, home).is_empty(), Error::<T>::AssetNotCompliant);
        Ok(())
    }

    /// Nothing holds or moves the asset, and it has not ended.
    pub(crate) fn ensure_free(asset: &AssetOf<T>) -> DispatchResult {
        match asset.standing.phase {
            Phase::Free => Ok(()),
            Phase::Locked { .. } => Err(Error::<T>::Locked.into()),
            Phase::Migrating { .. } => Err(Error::<T>::Migrating.into()),
            Phase::Retired => Err(Error::<T>::Retired.into()),
        }
    }

    /// The asset has not ended.
    pub(crate) fn ensure_not_retired(asset: &AssetOf<T>) -> DispatchResult {
        ensure!(asset.standing.phase != Phase::Retired, Error::<T>::Retired);
        Ok(())
    }

    /// Makes a move of the table.
    pub(crate) fn step(asset: &mut AssetOf<T>, step: Move) -> DispatchResult {
        asset.standing = asset.standing.apply(step).map_err(Error::<T>::from)?;
        Ok(())
    }

    /// Nobody holds units of it.
    pub(crate) fn ensure_no_units(id: &SubjectId) -> DispatchResult {
        let has_some = Units::<T>::contains_key(id) && T::Units::total_issuance(*id) > 0;
        ensure!(!has_some, Error::<T>::UnitsOutstanding);
        Ok(())
    }

    /// Gives control to others: whatever the former controllers had begun is void, and after a recovery the program that
    /// they named acts no more.
    pub(crate) fn hand_over(
        id: &SubjectId,
        mut asset: AssetOf<T>,
        control: ControlRule<T::AccountId>,
        recovered: bool,
    ) -> DispatchResult {
        for controller in &asset.control.controllers {
            Approvals::<T>::remove(id, &controller.account);
        }
        Offers::<T>::remove(id);
        Recoveries::<T>::remove(id);
        // Keys that were lost may have been stolen: what they named is not trusted.
        let was_cleared = recovered && asset.program.take().is_some();
        asset.control = control.clone();
        let version = Self::commit(id, asset, &[Family::Control])?;
        Self::deposit_event(Event::ControlTransferred { asset: *id, control, recovered, version });
        if was_cleared {
            Self::deposit_event(Event::ProgramSet { asset: *id, program: None, version });
        }
        Ok(())
    }

    /// Those of the accounts whose acceptance of an offer counts.
    pub(crate) fn accepting(
        control: &ControlRule<T::AccountId>,
        who: Vec<T::AccountId>,
    ) -> Vec<T::AccountId> {
        who.into_iter().filter(|who| control.may(who, Family::Control)).collect()
    }

    /// Whether enough of the new controllers accept.
    pub(crate) fn is_accepted(control: &ControlRule<T::AccountId>, accepted: &[T::AccountId]) -> bool {
        control.tally(Family::Control, accepted).is_some_and(|tally| tally.is_met())
    }

    /// Holds a deposit and gives back an earlier one.
    pub(crate) fn exchange_deposit(
        reason: HoldReason,
        former: Option<(&T::AccountId, BalanceOf<T>)>,
        next: Option<(&T::AccountId, BalanceOf<T>)>,
    ) -> DispatchResult {
        let reason = reason.into();
        if let Some((who, amount)) = former {
            T::Currency::release(&reason, who, amount, Precision::Exact)?;
        }
        if let Some((who, amount)) = next {
            T::Currency::hold(&reason, who, amount)?;
        }
        Ok(())
    }

    /// A move that another pallet makes.
    fn moved(
        id: &SubjectId,
        step: Move,
        change: impl FnOnce(&mut AssetOf<T>) -> DispatchResult,
    ) -> Result<Version, DispatchError> {
        let mut asset = Assets::<T>::get(id).ok_or(Error::<T>::NotFound)?;
        Self::step(&mut asset, step)?;
        change(&mut asset)?;
        let (status, home) = (asset.standing.status(), asset.home);
        // What holds or moves an asset changes it as a whole.
        let version = Self::commit(id, asset, &[Family::Control])?;
        Self::deposit_event(Event::StatusChanged { asset: *id, status, home, version });
        Ok(version)
    }
}

/// Bytes of a key at their most: two prefixes, and an id behind its hash.
pub(crate) const KEY: usize = 32 + 16 + 32;

impl<T: Config> AssetLock for Pallet<T> {
    fn lock(id: &SubjectId, by: Digest) -> DispatchResult {
        let is_bound = |asset: &mut AssetOf<T>| -> DispatchResult {
            ensure!(asset.bound, Error::<T>::NotBound);
            Ok(())
        };
        Self::moved(id, Move::Lock(by), is_bound).map(|_| ())
    }

    fn unlock(id: &SubjectId, by: Digest) -> DispatchResult {
        Self::moved(id, Move::Unlock(by), |_| Ok(())).map(|_| ())
    }

    fn depart(id: &SubjectId, by: Digest) -> DispatchResult {
        Self::moved(id, Move::Depart(by), |_| Ok(())).map(|_| ())
    }

    fn arrive(id: &SubjectId, by: Digest, home: JurisdictionId) -> DispatchResult {
        let settle = |asset: &mut AssetOf<T>| -> DispatchResult {
            Self::ensure_at_home(id, &home)?;
            asset.home = home;
            Ok(())
        };
        Self::moved(id, Move::Land(by), settle).map(|_| ())
    }

    fn settle(id: &SubjectId, by: Digest, home: JurisdictionId) -> DispatchResult {
        let enter = |asset: &mut AssetOf<T>| -> DispatchResult {
            ensure!(T::Jurisdictions::index_of(&home).is_some(), Error::<T>::UnknownJurisdiction);
            asset.home = home;
            Ok(())
        };
        Self::moved(id, Move::Land(by), enter).map(|_| ())
    }

    fn turn_back(id: &SubjectId, by: Digest) -> DispatchResult {
        Self::moved(id, Move::Land(by), |_| Ok(())).map(|_| ())
    }

    fn home(id: &SubjectId) -> Option<JurisdictionId> {
        Assets::<T>::get(id).filter(|asset| asset.bound).map(|asset| asset.home)
    }
}
