//! The engine's planning over the registry as it stands. For reading outside of blocks: it walks storage.

use alloc::{collections::BTreeSet, vec::Vec};
use msez_core::{AssetClass, CorridorId, Domain, JurisdictionId, Moment, Usd};
use msez_manifold::{
    plan::{ComplianceDistance, GapReport, Holdings, Link, Network, NoPath, Place, PlanReport, PlanRequest},
    AccreditationView, AttestationType, JurisdictionStatus,
};
use msez_traits::{Jurisdictions as _, MAX_HOPS};
use polkadot_sdk::frame_support::traits::Time;

use crate::{
    from_records, Config, CorridorRecordOf, Corridors, EntryRequirements, JurisdictionIds, Jurisdictions,
    LastIndex, Pallet,
};

/// Labels that one question may make; up to some 10 MB.
pub const MAX_PLAN_LABELS: u32 = 50_000;

/// Most pieces of evidence that one question may bring.
pub const MAX_PLAN_EVIDENCE: u32 = 256;

/// What planning over the registry answers.
pub type RegisteredPlan = PlanReport<JurisdictionId, CorridorId>;

impl<T: Config> Pallet<T> {
    /// The best path; at most as many hops as a move can have.
    pub fn plan(request: PlanRequest<JurisdictionId>, held: &Holdings<T::AccountId>) -> RegisteredPlan {
        let request = within_reach(request);
        Self::network(request.asset_class).plan(&request, &distinct(held), T::Time::now())
    }

    /// The best `count` paths, the best first.
    pub fn alternatives(
        request: PlanRequest<JurisdictionId>,
        held: &Holdings<T::AccountId>,
        count: u32,
    ) -> RegisteredPlan {
        let request = within_reach(request);
        Self::network(request.asset_class).alternatives(&request, &distinct(held), T::Time::now(), count)
    }

    /// How far apart two places are, for an asset of no value with nothing at hand.
    pub fn compliance_distance(
        request: PlanRequest<JurisdictionId>,
    ) -> Result<ComplianceDistance<JurisdictionId>, NoPath> {
        let request = within_reach(request);
        Self::network(request.asset_class).compliance_distance(&request, T::Time::now())
    }

    /// What is missing for a path, and who in the places that it touches or names could issue it. `None` where the
    /// corridors do not lead on from each other.
    pub fn gap(
        from: &JurisdictionId,
        corridors: &[CorridorId],
        value: Usd,
        held: &Holdings<T::AccountId>,
    ) -> Option<GapReport<T::AccountId>> {
        let (now, held): (Moment, _) = (T::Time::now(), &distinct(held));
        let network = Self::network_along(corridors)?;
        let path = network.path(from, corridors, value, held, now)?;
        let touched = || path.hops.iter().map(|hop| hop.to).chain([path.source]);
        let mut asked: BTreeSet<(JurisdictionId, Domain)> = BTreeSet::new();
        for requirement in network.requirements(&path) {
            match requirement.issuer_jurisdiction {
                Some(place) => asked.extend([(place, requirement.domain)]),
                None => asked.extend(touched().map(|place| (place, requirement.domain))),
            }
        }
        let known: Vec<AccreditationView<T::AccountId>> = asked
            .into_iter()
            .filter(|(place, _)| Self::is_active(place))
            .flat_map(|(place, domain)| Self::accreditations_for(&place, domain))
            .collect();
        Some(network.gap(&path, held, Some(&known), now))
    }

    /// The registry for planning; of the classes only the one that is asked about.
    fn network(class: Option<AssetClass>) -> Network<JurisdictionId, CorridorId, T::AccountId> {
        let ids = (1..=LastIndex::<T>::get()).filter_map(JurisdictionIds::<T>::get);
        let places = ids.filter_map(|id| Self::place(id, class)).collect();
        let links = Corridors::<T>::iter().map(link::<T>).collect();
        // Names are keys here, and a jurisdiction is never removed: none of the faults can be.
        Network::new(places, links).unwrap_or_default().with_max_labels(MAX_PLAN_LABELS)
    }

    /// Of the registry only these corridors and their ends; `None` where one is not there.
    fn network_along(corridors: &[CorridorId]) -> Option<Network<JurisdictionId, CorridorId, T::AccountId>> {
        let ids: BTreeSet<CorridorId> = corridors.iter().copied().collect();
        let links: Vec<_> = ids
            .into_iter()
            .map(|id| Some(link::<T>((id, Corridors::<T>::get(id)?))))
            .collect::<Option<_>>()?;
        let ends: BTreeSet<JurisdictionId> =
            links.iter().flat_map(|link| [link.source, link.target]).collect();
        let places = ends.into_iter().filter_map(|id| Self::place(id, None)).collect();
        Network::new(places, links).ok()
    }

    fn place(id: JurisdictionId, class: Option<AssetClass>) -> Option<Place<JurisdictionId, T::AccountId>> {
        let record = Jurisdictions::<T>::get(id)?;
        Some(Place {
            id,
            is_active: record.status(T::Time::now()) == JurisdictionStatus::Active,
            profiles: class.map(|class| Self::profile(&id, &class).into_iter().collect()),
            entry_fee: record.entry_fee,
            entry_requirements: from_records(EntryRequirements::<T>::get(id)),
        })
    }
}

fn link<T: Config>(
    (id, record): (CorridorId, CorridorRecordOf<T>),
) -> Link<JurisdictionId, CorridorId, T::AccountId> {
    Link {
        id,
        source: record.source,
        target: record.target,
        is_active: !record.suspension.is_suspended(),
        terms: record.terms.into(),
    }
}

/// Each kind that is taken for granted once, however often it is named: the list is as long as whoever asks likes.
fn distinct<A: Clone>(held: &Holdings<A>) -> Holdings<A> {
    let is_assumed = |kind: &&AttestationType| held.assumed.contains(kind);
    let assumed = AttestationType::ALL.iter().filter(is_assumed).copied().collect();
    Holdings { evidence: held.evidence.clone(), assumed }
}

fn within_reach(request: PlanRequest<JurisdictionId>) -> PlanRequest<JurisdictionId> {
    PlanRequest { max_hops: Some(request.max_hops.unwrap_or(MAX_HOPS).min(MAX_HOPS)), ..request }
}
