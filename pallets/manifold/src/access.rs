//! Who speaks, and for what. Nothing here writes.

use msez_core::JurisdictionId;
use polkadot_sdk::{
    frame_support::{ensure, traits::EnsureOrigin},
    frame_system::ensure_signed,
    sp_runtime::DispatchError,
};

use crate::{Config, Error, JurisdictionRecord, Jurisdictions, Pallet};

/// Who makes a call. Where an origin is both, governance speaks.
pub(crate) enum Voice<AccountId> {
    /// Governance.
    Governance,
    /// An account.
    Account(AccountId),
}

impl<AccountId> Voice<AccountId> {
    pub(crate) fn is_governance(&self) -> bool {
        matches!(self, Self::Governance)
    }
}

impl<T: Config> Pallet<T> {
    /// Governance or a signed account; anything else is a bad origin.
    pub(crate) fn voice(origin: T::RuntimeOrigin) -> Result<Voice<T::AccountId>, DispatchError> {
        match T::GovernanceOrigin::try_origin(origin) {
            Ok(_) => Ok(Voice::Governance),
            Err(origin) => Ok(Voice::Account(ensure_signed(origin)?)),
        }
    }

    /// A jurisdiction that was registered once.
    pub(crate) fn jurisdiction_ever(
        id: &JurisdictionId,
    ) -> Result<JurisdictionRecord<T::AccountId>, Error<T>> {
        Jurisdictions::<T>::get(id).ok_or(Error::JurisdictionNotFound)
    }

    /// A jurisdiction of which the account is the authority, retired or not.
    pub(crate) fn jurisdiction_of_authority_ever(
        who: &T::AccountId,
        id: &JurisdictionId,
    ) -> Result<JurisdictionRecord<T::AccountId>, Error<T>> {
        let record = Self::jurisdiction_ever(id)?;
        ensure!(record.authority == *who, Error::NotAuthorized);
        Ok(record)
    }

    /// A jurisdiction that is not retired, and for which the caller speaks. Enough to take back, close and suspend.
    pub(crate) fn jurisdiction_of_voice(
        voice: &Voice<T::AccountId>,
        id: &JurisdictionId,
    ) -> Result<JurisdictionRecord<T::AccountId>, Error<T>> {
        let record = match voice {
            Voice::Governance => Self::jurisdiction_ever(id)?,
            Voice::Account(who) => Self::jurisdiction_of_authority_ever(who, id)?,
        };
        ensure!(!record.is_retired, Error::RetiredJurisdiction);
        Ok(record)
    }

    /// The same for who wants to grant or change something: a suspended authority cannot.
    pub(crate) fn jurisdiction_to_shape(
        voice: &Voice<T::AccountId>,
        id: &JurisdictionId,
    ) -> Result<JurisdictionRecord<T::AccountId>, Error<T>> {
        let record = Self::jurisdiction_of_voice(voice, id)?;
        ensure!(voice.is_governance() || !record.suspension.is_suspended(), Error::SuspendedJurisdiction);
        Ok(record)
    }

    /// Whether the account is the authority of a jurisdiction.
    pub(crate) fn speaks_for(who: &T::AccountId, id: &JurisdictionId) -> bool {
        Jurisdictions::<T>::get(id).is_some_and(|record| record.authority == *who)
    }
}
