//! Accreditations: who may state what.

use msez_core::{Domain, JurisdictionId, Moment};
use msez_manifold::{Accreditation, AccreditationDefinition};
use polkadot_sdk::{
    frame_support::{
        ensure,
        traits::{Get, Time},
    },
    sp_runtime::DispatchError,
};

use crate::{AccreditationRecord, Accreditations, Config, EntryCounts, Error, HoldReason, Pallet};

impl<T: Config> Pallet<T> {
    /// Accredits an issuer, with a deposit of the depositor if there is one.
    pub(crate) fn insert_accreditation(
        definition: &AccreditationDefinition<T::AccountId>,
        depositor: Option<T::AccountId>,
    ) -> Result<(), DispatchError> {
        let now = Self::checked_window(definition)?;
        let AccreditationDefinition { jurisdiction, domain, tier, expires_at, .. } = *definition;
        let key = (jurisdiction, domain, definition.issuer.clone());
        ensure!(!Accreditations::<T>::contains_key(&key), Error::<T>::AccreditationAlreadyExists);
        EntryCounts::<T>::try_mutate(jurisdiction, |counts| {
            ensure!(counts.accreditations < T::MaxAccreditations::get(), Error::<T>::TooManyAccreditations);
            counts.accreditations = counts.accreditations.saturating_add(1);
            Ok::<_, DispatchError>(())
        })?;
        let deposit = depositor
            .map(|who| Self::take_deposit(HoldReason::Accreditation, who, Self::accreditation_deposit()))
            .transpose()?;
        let accreditation = Accreditation { tier, accredited_at: now, expires_at, is_suspended: false };
        Accreditations::<T>::insert(key, AccreditationRecord { accreditation, deposit });
        Ok(())
    }

    /// Gives an accreditation another tier and another end. A suspension stands.
    pub(crate) fn renew(definition: &AccreditationDefinition<T::AccountId>) -> Result<(), Error<T>> {
        Self::checked_window(definition)?;
        let key = (definition.jurisdiction, definition.domain, definition.issuer.clone());
        let mut record = Accreditations::<T>::get(&key).ok_or(Error::AccreditationNotFound)?;
        record.accreditation.tier = definition.tier;
        record.accreditation.expires_at = definition.expires_at;
        Accreditations::<T>::insert(key, record);
        Ok(())
    }

    /// Suspends or reinstates an issuer.
    pub(crate) fn set_issuer_suspended(
        jurisdiction: JurisdictionId,
        domain: Domain,
        issuer: &T::AccountId,
        suspended: bool,
    ) -> Result<(), Error<T>> {
        let key = (jurisdiction, domain, issuer.clone());
        let mut record = Accreditations::<T>::get(&key).ok_or(Error::AccreditationNotFound)?;
        let fault = if suspended { Error::AlreadySuspended } else { Error::NotSuspended };
        ensure!(record.accreditation.is_suspended != suspended, fault);
        record.accreditation.is_suspended = suspended;
        Accreditations::<T>::insert(key, record);
        Ok(())
    }

    /// Removes an accreditation and gives its deposit back.
    pub(crate) fn remove_accreditation(
        jurisdiction: JurisdictionId,
        domain: Domain,
        issuer: &T::AccountId,
    ) -> Result<(), DispatchError> {
        let record = Accreditations::<T>::take((jurisdiction, domain, issuer.clone()))
            .ok_or(Error::<T>::AccreditationNotFound)?;
        EntryCounts::<T>::mutate(jurisdiction, |counts| {
            counts.accreditations = counts.accreditations.saturating_sub(1);
        });
        match record.deposit {
            Some(deposit) => Self::return_deposit(HoldReason::Accreditation, deposit),
            None => Ok(()),
        }
    }

    /// A well-formed accreditation that ends in the future; tells the time.
    fn checked_window(definition: &AccreditationDefinition<T::AccountId>) -> Result<Moment, Error<T>> {
        definition.validate()?;
        let now = T::Time::now();
        ensure!(definition.expires_at.is_none_or(|end| end > now), Error::ExpiryInPast);
        Ok(now)
    }
}
