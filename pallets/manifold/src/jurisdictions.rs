//! Jurisdictions: registration, what they publish, suspension, authority.

use alloc::vec::Vec;
use msez_core::{AssetClass, JurisdictionId, JurisdictionIndex, MAX_JURISDICTION_INDEX};
use msez_manifold::{
    check_requirements, check_text, JurisdictionChange, JurisdictionDefinition, JurisdictionSuspension,
    Profile, TextField, MAX_PROFILES,
};
use polkadot_sdk::{
    frame_support::{ensure, traits::Time},
    sp_runtime::DispatchError,
};

use crate::{
    from_records, to_records, Config, EntryCounts, EntryRequirements, Error, JurisdictionIds,
    JurisdictionRecord, Jurisdictions, LastIndex, OngoingRequirements, Pallet, ProfileRecord, Profiles,
    ProposedAuthorities,
};

impl<T: Config> Pallet<T> {
    /// Registers a jurisdiction under the next index.
    pub(crate) fn insert_jurisdiction(
        definition: &JurisdictionDefinition<T::AccountId>,
    ) -> Result<(JurisdictionId, JurisdictionIndex), DispatchError> {
        let (id, country) = definition.validate().map_err(Error::<T>::from)?;
        ensure!(!Jurisdictions::<T>::contains_key(id), Error::<T>::JurisdictionAlreadyExists);
        ensure!(definition.activates_at.is_none_or(|at| at > T::Time::now()), Error::<T>::ActivationInPast);
        let index = LastIndex::<T>::get()
            .checked_add(1)
            .filter(|index| *index <= MAX_JURISDICTION_INDEX)
            .ok_or(Error::<T>::TooManyJurisdictions)?;

        let entry = to_records(definition.entry_requirements.clone()).map_err(Error::<T>::from)?;
        let ongoing = to_records(definition.ongoing_requirements.clone()).map_err(Error::<T>::from)?;
        let record = JurisdictionRecord {
            index,
            country,
            authority: definition.authority.clone(),
            activates_at: definition.activates_at,
            suspension: JurisdictionSuspension::default(),
            is_retired: false,
            capabilities: definition.capabilities,
            entry_fee: definition.entry_fee,
            annual_fee: definition.annual_fee,
            name: text(&definition.name).ok_or(Error::<T>::NameTooLong)?,
            framework: text(&definition.framework).ok_or(Error::<T>::FrameworkTooLong)?,
        };
        LastIndex::<T>::put(index);
        JurisdictionIds::<T>::insert(index, id);
        Jurisdictions::<T>::insert(id, record);
        EntryRequirements::<T>::insert(id, entry);
        OngoingRequirements::<T>::insert(id, ongoing);
        definition.profiles.iter().try_for_each(|profile| Self::put_profile(id, profile))?;
        Ok((id, index))
    }

    /// Writes the fields that change, after checking them together with those that stay.
    pub(crate) fn apply_change(
        id: JurisdictionId,
        mut record: JurisdictionRecord<T::AccountId>,
        change: &JurisdictionChange<T::AccountId>,
    ) -> Result<(), Error<T>> {
        if let Some(name) = &change.name {
            check_text(name, TextField::Name)?;
            record.name = text(name).ok_or(Error::NameTooLong)?;
        }
        if let Some(framework) = &change.framework {
            check_text(framework, TextField::Framework)?;
            record.framework = text(framework).ok_or(Error::FrameworkTooLong)?;
        }
        if let Some(capabilities) = change.capabilities {
            record.capabilities = capabilities;
        }
        if change.entry_fee.is_some() || change.entry_requirements.is_some() {
            record.entry_fee = change.entry_fee.unwrap_or(record.entry_fee);
            let list = match &change.entry_requirements {
                Some(list) => list.clone(),
                None => from_records(EntryRequirements::<T>::get(id)),
            };
            check_requirements(&list, record.entry_fee)?;
            EntryRequirements::<T>::insert(id, to_records(list)?);
        }
        if change.annual_fee.is_some() || change.ongoing_requirements.is_some() {
            record.annual_fee = change.annual_fee.unwrap_or(record.annual_fee);
            let list = match &change.ongoing_requirements {
                Some(list) => list.clone(),
                None => from_records(OngoingRequirements::<T>::get(id)),
            };
            check_requirements(&list, record.annual_fee)?;
            OngoingRequirements::<T>::insert(id, to_records(list)?);
        }
        Jurisdictions::<T>::insert(id, record);
        Ok(())
    }

    /// Admits a class or changes what is asked of it.
    pub(crate) fn put_profile(id: JurisdictionId, profile: &Profile) -> Result<(), DispatchError> {
        profile.validate().map_err(Error::<T>::from)?;
        if !Profiles::<T>::contains_key(id, profile.class) {
            EntryCounts::<T>::try_mutate(id, |counts| {
                ensure!(counts.profiles < MAX_PROFILES, Error::<T>::TooManyClasses);
                counts.profiles = counts.profiles.saturating_add(1);
                Ok::<_, DispatchError>(())
            })?;
        }
        let Profile { class, domains, min_issuer_tier } = *profile;
        Profiles::<T>::insert(id, class, ProfileRecord { domains, min_issuer_tier });
        Ok(())
    }

    /// Admits a class no more.
    pub(crate) fn take_profile(id: JurisdictionId, class: AssetClass) -> Result<(), Error<T>> {
        Profiles::<T>::take(id, class).ok_or(Error::ProfileNotFound)?;
        EntryCounts::<T>::mutate(id, |counts| counts.profiles = counts.profiles.saturating_sub(1));
        Ok(())
    }

    /// Sets the flag of governance or of the authority.
    pub(crate) fn suspend(
        id: JurisdictionId,
        mut record: JurisdictionRecord<T::AccountId>,
        by_governance: bool,
    ) -> Result<(), Error<T>> {
        let flag = flag(&mut record.suspension, by_governance);
        ensure!(!*flag, Error::AlreadySuspended);
        *flag = true;
        Jurisdictions::<T>::insert(id, record);
        Ok(())
    }

    /// Clears the flag of governance or of the authority; true where the other one still stands.
    pub(crate) fn reinstate(
        id: JurisdictionId,
        mut record: JurisdictionRecord<T::AccountId>,
        by_governance: bool,
    ) -> Result<bool, Error<T>> {
        let flag = flag(&mut record.suspension, by_governance);
        ensure!(*flag, Error::NotSuspended);
        *flag = false;
        let is_still_suspended = record.suspension.is_suspended();
        Jurisdictions::<T>::insert(id, record);
        Ok(is_still_suspended)
    }

    /// Closes a jurisdiction for good; nobody follows as its authority any more.
    pub(crate) fn retire(id: JurisdictionId) -> Result<(), Error<T>> {
        let mut record = Self::jurisdiction_ever(&id)?;
        ensure!(!record.is_retired, Error::RetiredJurisdiction);
        record.is_retired = true;
        Jurisdictions::<T>::insert(id, record);
        ProposedAuthorities::<T>::remove(id);
        Ok(())
    }

    /// Hands a jurisdiction to the account that was named, and tells who spoke for it before.
    pub(crate) fn transfer_authority(id: JurisdictionId, to: T::AccountId) -> Result<T::AccountId, Error<T>> {
        let mut record = Self::jurisdiction_ever(&id)?;
        ensure!(ProposedAuthorities::<T>::get(id).as_ref() == Some(&to), Error::NotProposed);
        ProposedAuthorities::<T>::remove(id);
        let from = core::mem::replace(&mut record.authority, to);
        Jurisdictions::<T>::insert(id, record);
        Ok(from)
    }
}

fn flag(suspension: &mut JurisdictionSuspension, by_governance: bool) -> &mut bool {
    if by_governance {
        &mut suspension.by_governance
    } else {
        &mut suspension.by_authority
    }
}

fn text<B: TryFrom<Vec<u8>>>(text: &str) -> Option<B> {
    text.as_bytes().to_vec().try_into().ok()
}
