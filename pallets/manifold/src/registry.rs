//! What the registry tells other pallets.

use msez_core::{AssetClass, Domain, DomainSet, JurisdictionId, JurisdictionIndex, Tier};
use msez_manifold::JurisdictionStatus;
use msez_traits::AccreditationFault;
use polkadot_sdk::frame_support::traits::Time;

use crate::{Accreditations, Config, JurisdictionIds, Jurisdictions, Pallet, Profiles};

impl<T: Config> msez_traits::Jurisdictions<T::AccountId> for Pallet<T> {
    fn index_of(id: &JurisdictionId) -> Option<JurisdictionIndex> {
        Jurisdictions::<T>::get(id).map(|record| record.index)
    }

    fn id_of(index: JurisdictionIndex) -> Option<JurisdictionId> {
        JurisdictionIds::<T>::get(index)
    }

    fn is_active(id: &JurisdictionId) -> bool {
        Self::fault_of(id).is_none()
    }

    fn fault_of(id: &JurisdictionId) -> Option<AccreditationFault> {
        let Some(record) = Jurisdictions::<T>::get(id) else {
            return Some(AccreditationFault::UnknownJurisdiction);
        };
        match record.status(T::Time::now()) {
            JurisdictionStatus::Active => None,
            JurisdictionStatus::Pending => Some(AccreditationFault::JurisdictionNotYetActive),
            JurisdictionStatus::Suspended => Some(AccreditationFault::JurisdictionSuspended),
            JurisdictionStatus::Retired => Some(AccreditationFault::JurisdictionRetired),
        }
    }

    fn is_authority(id: &JurisdictionId, who: &T::AccountId) -> bool {
        Self::speaks_for(who, id)
    }

    fn required_domains(id: &JurisdictionId, class: &AssetClass) -> Option<DomainSet> {
        Profiles::<T>::get(id, class).map(|profile| profile.domains)
    }

    fn min_issuer_tier(id: &JurisdictionId, class: &AssetClass) -> Option<Tier> {
        Profiles::<T>::get(id, class)?.min_issuer_tier
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_register(id: &JurisdictionId, authority: &T::AccountId) {
        use msez_manifold::{samples, Profile};
        if !Jurisdictions::<T>::contains_key(id) {
            let definition = msez_manifold::JurisdictionDefinition {
                id: id.as_str().into(),
                ..samples::uae_difc(authority.clone())
            };
            Self::insert_jurisdiction(&definition).expect("the sample can be registered");
        }
        Jurisdictions::<T>::mutate(id, |record| {
            let record = record.as_mut().expect("registered above");
            record.authority = authority.clone();
            record.activates_at = None;
            record.suspension = Default::default();
            record.is_retired = false;
        });
        let domains = Domain::ALL.iter().copied().collect();
        for class in [AssetClass::party(), AssetClass::new(b"securities").expect("a slug")] {
            let profile = Profile { class, domains, min_issuer_tier: None };
            Self::put_profile(*id, &profile).expect("the sample has room for one more class");
        }
    }
}

impl<T: Config> msez_traits::Accreditations<T::AccountId> for Pallet<T> {
    fn tier(
        issuer: &T::AccountId,
        jurisdiction: &JurisdictionId,
        domain: Domain,
    ) -> Result<Tier, AccreditationFault> {
        if let Some(fault) = <Self as msez_traits::Jurisdictions<_>>::fault_of(jurisdiction) {
            return Err(fault);
        }
        let accreditation = Accreditations::<T>::get((jurisdiction, domain, issuer))
            .ok_or(AccreditationFault::NotAccredited)?
            .accreditation;
        if accreditation.is_suspended {
            return Err(AccreditationFault::IssuerSuspended);
        }
        if accreditation.has_expired(T::Time::now()) {
            return Err(AccreditationFault::AccreditationExpired);
        }
        Ok(accreditation.tier)
    }

    fn is_suspended(issuer: &T::AccountId, jurisdiction: &JurisdictionId, domain: Domain) -> bool {
        Accreditations::<T>::get((jurisdiction, domain, issuer))
            .is_some_and(|record| record.accreditation.is_suspended)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_accredit(issuer: &T::AccountId, jurisdiction: &JurisdictionId, domain: Domain) {
        let definition = msez_manifold::AccreditationDefinition {
            jurisdiction: *jurisdiction,
            domain,
            issuer: issuer.clone(),
            tier: Tier(u8::MAX),
            expires_at: None,
        };
        if !Accreditations::<T>::contains_key((jurisdiction, domain, issuer)) {
            Self::insert_accreditation(&definition, None)
                .expect("the jurisdiction has room for one more issuer");
        }
    }
}
