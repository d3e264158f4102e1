//! Who acts on an asset, and whether enough agree.

use alloc::vec::Vec;
use codec::Encode;
use msez_asset::{Family, Halter, Status};
#[cfg(feature = "runtime-benchmarks")]
use msez_core::JurisdictionId;
use msez_core::{Digest, SubjectId};
use msez_traits::{AssetControl, Jurisdictions};
use polkadot_sdk::{
    frame_support::{ensure, traits::EnsureOrigin},
    frame_system::{ensure_signed, pallet_prelude::OriginFor},
    sp_io::hashing::blake2_256,
    sp_runtime::{DispatchError, DispatchResult},
};

use crate::{
    types::{Actor, Approval, Version},
    Approvals, AssetOf, Assets, Call, Config, Error, Event, Pallet,
};

/// Families that halting and resuming belong to: each undoes the other.
pub(crate) const HALTING: &[Family] = &[Family::Halt, Family::Resume];

/// What a controller agrees to.
fn action_of<T: Config>(call: &Call<T>) -> Digest {
    Digest(blake2_256(&call.encode()))
}

impl<AccountId> Actor<AccountId> {
    pub(crate) const fn halter(&self) -> Halter {
        match self {
            Self::Controllers(_) => Halter::Controllers,
            Self::Authority => Halter::Authority,
            Self::Policy => Halter::Policy,
        }
    }

    pub(crate) const fn is_controllers(&self) -> bool {
        matches!(self, Self::Controllers(_))
    }
}

impl<T: Config> Pallet<T> {
    /// The asset, for a change that was decided upon its version.
    pub(crate) fn at_version(id: &SubjectId, expected: Version) -> Result<AssetOf<T>, DispatchError> {
        let asset = Assets::<T>::get(id).ok_or(Error::<T>::NotFound)?;
        ensure!(asset.version == expected, Error::<T>::StaleVersion);
        Ok(asset)
    }

    /// Counts the caller's agreement to a call that he decided upon at a version. Gives the asset, and who agreed, once
    /// there are enough; `None` while more must agree, after noting that this one did.
    pub(crate) fn agreed(
        who: &T::AccountId,
        id: &SubjectId,
        expected: Version,
        family: Family,
        call: &Call<T>,
    ) -> Result<Option<(AssetOf<T>, Vec<T::AccountId>)>, DispatchError> {
        let asset = Assets::<T>::get(id).ok_or(Error::<T>::NotFound)?;
        ensure!(asset.is_current(family, expected), Error::<T>::StaleVersion);
        let agreed = Self::tallied(who, id, &asset, expected, family, action_of(call))?;
        Ok(agreed.map(|agreed| (asset, agreed)))
    }

    /// As [`Self::agreed`]; the home's authority and a policy may act too, and need not name a version: who is to be stopped
    /// could otherwise outrun them by changing it. An authority has no power over what is not bound. One that is a
    /// controller as well acts as the authority where `as_authority` says that it has something to do as such.
    pub(crate) fn acting(
        origin: OriginFor<T>,
        id: &SubjectId,
        expected: Option<Version>,
        family: Family,
        call: &Call<T>,
        as_authority: impl Fn(&AssetOf<T>) -> bool,
    ) -> Result<Option<(AssetOf<T>, Actor<T::AccountId>)>, DispatchError> {
        let signer = match T::PolicyOrigin::try_origin(origin) {
            Ok(_) => None,
            Err(origin) => Some(ensure_signed(origin)?),
        };
        let asset = Assets::<T>::get(id).ok_or(Error::<T>::NotFound)?;
        let may = |who: &T::AccountId| asset.control.may(who, family);
        let is_authority =
            |who: &T::AccountId| asset.bound && T::Jurisdictions::is_authority(&asset.home, who);
        let actor = match signer {
            None => Some(Actor::Policy),
            Some(who) if is_authority(&who) && (!may(&who) || as_authority(&asset)) => Some(Actor::Authority),
            Some(who) => {
                ensure!(may(&who), Error::<T>::NotAuthorized);
                let expected = expected.ok_or(Error::<T>::VersionMissing)?;
                ensure!(asset.is_current(family, expected), Error::<T>::StaleVersion);
                Self::tallied(&who, id, &asset, expected, family, action_of(call))?.map(Actor::Controllers)
            }
        };
        if matches!(actor, Some(Actor::Authority | Actor::Policy)) {
            // Who names a version means it.
            ensure!(expected.is_none_or(|expected| expected == asset.version), Error::<T>::StaleVersion);
        }
        Ok(actor.map(|actor| (asset, actor)))
    }

    /// For what lets go or moves something: an authority of a jurisdiction that is not open only stops.
    pub(crate) fn ensure_may_grant(asset: &AssetOf<T>, actor: &Actor<T::AccountId>) -> DispatchResult {
        let is_shut = *actor == Actor::Authority && !T::Jurisdictions::is_active(&asset.home);
        ensure!(!is_shut, Error::<T>::JurisdictionNotActive);
        Ok(())
    }

    fn tallied(
        who: &T::AccountId,
        id: &SubjectId,
        asset: &AssetOf<T>,
        decided: Version,
        family: Family,
        action: Digest,
    ) -> Result<Option<Vec<T::AccountId>>, DispatchError> {
        ensure!(asset.control.may(who, family), Error::<T>::NotAuthorized);
        let approval = Approval { version: decided, action };
        ensure!(Approvals::<T>::get(id, who) != Some(approval), Error::<T>::AlreadyApproved);
        let agreeing: Vec<_> = asset
            .control
            .holders(family)
            .filter(|holder| *holder == who || Approvals::<T>::get(id, holder) == Some(approval))
            .cloned()
            .collect();
        let tally = asset.control.tally(family, &agreeing).ok_or(Error::<T>::NotAuthorized)?;
        if tally.is_met() {
            agreeing.iter().for_each(|holder| Approvals::<T>::remove(id, holder));
            return Ok(Some(agreeing));
        }
        Approvals::<T>::insert(id, who, approval);
        Self::deposit_event(Event::Approved {
            asset: *id,
            who: who.clone(),
            family,
            action: approval.action,
            version: approval.version,
            given: tally.given,
            needed: tally.needed,
        });
        Ok(None)
    }

    /// Writes a changed asset under its next version. What was agreed in the families that the change belongs to is void.
    pub(crate) fn commit(
        id: &SubjectId,
        mut asset: AssetOf<T>,
        families: &[Family],
    ) -> Result<Version, DispatchError> {
        let version = asset.version.checked_add(1).ok_or(Error::<T>::TooManyVersions)?;
        asset.version = version;
        for family in families {
            if let Some(changed) = asset.changed.get_mut(usize::from(*family as u8)) {
                *changed = version;
            }
        }
        Assets::<T>::insert(id, asset);
        Ok(version)
    }
}

impl<T: Config> AssetControl<T::AccountId> for Pallet<T> {
    fn version(asset: &SubjectId) -> Option<Version> {
        Assets::<T>::get(asset).map(|asset| asset.version)
    }

    fn is_current(asset: &SubjectId, version: Version) -> bool {
        Assets::<T>::get(asset).is_some_and(|asset| asset.is_current(Family::Control, version))
    }

    fn is_free(asset: &SubjectId) -> bool {
        Assets::<T>::get(asset).is_some_and(|asset| asset.bound && asset.standing.status() == Status::Active)
    }

    fn current_since(asset: &SubjectId) -> Option<Version> {
        Assets::<T>::get(asset).map(|asset| asset.current_since(Family::Control))
    }

    fn rule(asset: &SubjectId) -> Option<Digest> {
        Assets::<T>::get(asset).map(|asset| Digest(blake2_256(&asset.control.encode())))
    }

    fn controls(asset: &SubjectId, who: &T::AccountId) -> bool {
        Assets::<T>::get(asset).is_some_and(|asset| asset.control.may(who, Family::Control))
    }

    fn agree(
        id: &SubjectId,
        who: &T::AccountId,
        version: Version,
        action: Digest,
    ) -> Result<Option<Vec<T::AccountId>>, DispatchError> {
        let asset = Assets::<T>::get(id).ok_or(Error::<T>::NotFound)?;
        ensure!(asset.is_current(Family::Control, version), Error::<T>::StaleVersion);
        Self::tallied(who, id, &asset, version, Family::Control, action)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_asset(home: &JurisdictionId) -> (SubjectId, Vec<T::AccountId>) {
        crate::benchmarking::for_migration::<T>(home)
    }
}
