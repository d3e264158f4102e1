//! The registry as runtime APIs show it. For reading outside of blocks: lists walk storage.

use alloc::{string::String, vec::Vec};
use msez_core::{AssetClass, CorridorId, Domain, JurisdictionId, Moment};
use msez_manifold::{Accreditation, AccreditationView, CorridorView, JurisdictionView, Profile};
use msez_traits::Jurisdictions as _;
use polkadot_sdk::frame_support::traits::Time;

use crate::{
    from_records, Accreditations, Config, CorridorEnds, CorridorRecordOf, Corridors, EntryCounts,
    EntryRequirements, JurisdictionIds, Jurisdictions, LastIndex, OngoingRequirements, Pallet, Profiles,
    Proposals, ProposedAuthorities,
};

impl<T: Config> Pallet<T> {
    /// One jurisdiction.
    pub fn jurisdiction(id: &JurisdictionId) -> Option<JurisdictionView<T::AccountId>> {
        let record = Jurisdictions::<T>::get(id)?;
        let counts = EntryCounts::<T>::get(id);
        let mut profiles: Vec<Profile> = Profiles::<T>::iter_prefix(id)
            .map(|(class, record)| Profile {
                class,
                domains: record.domains,
                min_issuer_tier: record.min_issuer_tier,
            })
            .collect();
        profiles.sort_by_key(|profile| profile.class);
        let country = record.country.iter().take_while(|letter| **letter != 0).copied().collect();
        Some(JurisdictionView {
            id: *id,
            index: record.index,
            status: record.status(T::Time::now()),
            name: text(record.name.into_inner()),
            country: text(country),
            framework: text(record.framework.into_inner()),
            authority: record.authority,
            proposed_authority: ProposedAuthorities::<T>::get(id),
            suspension: record.suspension,
            activates_at: record.activates_at,
            entry_fee: record.entry_fee,
            annual_fee: record.annual_fee,
            capabilities: record.capabilities,
            profiles,
            entry_requirements: from_records(EntryRequirements::<T>::get(id)),
            ongoing_requirements: from_records(OngoingRequirements::<T>::get(id)),
            corridors: counts.corridors,
            accreditations: counts.accreditations,
        })
    }

    /// Every jurisdiction, in the order of registration.
    pub fn jurisdictions() -> impl Iterator<Item = JurisdictionView<T::AccountId>> {
        (1..=LastIndex::<T>::get()).filter_map(|index| Self::jurisdiction(&JurisdictionIds::<T>::get(index)?))
    }

    /// What a jurisdiction asks of an asset class; none where it does not admit the class.
    pub fn profile(id: &JurisdictionId, class: &AssetClass) -> Option<Profile> {
        let record = Profiles::<T>::get(id, class)?;
        Some(Profile { class: *class, domains: record.domains, min_issuer_tier: record.min_issuer_tier })
    }

    /// One corridor.
    pub fn corridor(id: &CorridorId) -> Option<CorridorView<T::AccountId>> {
        Corridors::<T>::get(id).map(|record| Self::corridor_view(*id, record))
    }

    /// Every corridor, in the order of storage.
    pub fn corridors() -> impl Iterator<Item = CorridorView<T::AccountId>> {
        Corridors::<T>::iter().map(|(id, record)| Self::corridor_view(id, record))
    }

    /// The corridors that start or end in a jurisdiction, in the order of storage.
    pub fn corridors_of(id: &JurisdictionId) -> impl Iterator<Item = CorridorView<T::AccountId>> {
        CorridorEnds::<T>::iter_key_prefix(id).filter_map(|id| Self::corridor(&id))
    }

    /// The accreditations that a jurisdiction has given, in the order of storage.
    pub fn accreditations_of(id: &JurisdictionId) -> impl Iterator<Item = AccreditationView<T::AccountId>> {
        let (id, now) = (*id, T::Time::now());
        Accreditations::<T>::iter_prefix((id,)).map(move |((domain, issuer), record)| {
            accreditation_view(id, domain, issuer, record.accreditation, now)
        })
    }

    /// The accreditations that a jurisdiction has given for a domain, in the order of storage.
    pub(crate) fn accreditations_for(
        id: &JurisdictionId,
        domain: Domain,
    ) -> impl Iterator<Item = AccreditationView<T::AccountId>> {
        let (id, now) = (*id, T::Time::now());
        Accreditations::<T>::iter_prefix((id, domain))
            .map(move |(issuer, record)| accreditation_view(id, domain, issuer, record.accreditation, now))
    }

    fn corridor_view(id: CorridorId, record: CorridorRecordOf<T>) -> CorridorView<T::AccountId> {
        let CorridorRecordOf::<T> { source, target, terms, suspension, .. } = record;
        let proposed_terms = Proposals::<T>::get(id)
            .map(|proposal| Self::terms_digest(&proposal.source, &proposal.target, &proposal.terms));
        CorridorView {
            id,
            source,
            target,
            is_active: !suspension.is_suspended() && Self::is_active(&source) && Self::is_active(&target),
            suspension,
            terms_digest: Self::terms_digest(&source, &target, &terms),
            terms: terms.into(),
            proposed_terms,
        }
    }
}

fn accreditation_view<A>(
    jurisdiction: JurisdictionId,
    domain: Domain,
    issuer: A,
    accreditation: Accreditation,
    now: Moment,
) -> AccreditationView<A> {
    AccreditationView {
        jurisdiction,
        domain,
        issuer,
        tier: accreditation.tier,
        accredited_at: accreditation.accredited_at,
        expires_at: accreditation.expires_at,
        is_suspended: accreditation.is_suspended,
        is_in_force: accreditation.is_in_force(now),
    }
}

/// Stored text was checked as UTF-8 when it came in.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}
