//! The engine's planning over the registry as it stands. For reading outside of blocks: it walks storage.

use alloc::{collections::BTreeSet, vec::Vec};
use msez_core::{AssetClass, CorridorId, JurisdictionId, Moment, Usd};
use msez_manifold::{
    plan::{ComplianceDistance, GapReport, Holdings, Link, Network, NoPath, Place, PlanReport, PlanRequest},
    AccreditationView,
};
use msez_traits::{Jurisdictions as _, MAX_HOPS};
use polkadot_sdk::frame_support::traits::Time;

use crate::{
    from_records, Config, Corridors, EntryRequirements, JurisdictionIds, Jurisdictions, LastIndex, Pallet,
};

/// Labels that one question may make; some 5 MB.
pub const MAX_PLAN_LABELS: u32 = 50_000;

/// Most pieces of evidence that one question may bring.
pub const MAX_PLAN_EVIDENCE: u32 = 256;

/// What planning over the registry answers.
pub type RegisteredPlan = PlanReport<JurisdictionId, CorridorId>;

impl<T: Config> Pallet<T> {
    /// The best path; at most as many hops as a move can have.
    pub fn plan(request: PlanRequest<JurisdictionId>, held: &Holdings<T::AccountId>) -> RegisteredPlan {
        let request = within_reach(request);
        Self::network(request.asset_class).plan(&request, held, T::Time::now())
    }

    /// The best `count` paths, the best first.
    pub fn alternatives(
        request: PlanRequest<JurisdictionId>,
        held: &Holdings<T::AccountId>,
        count: u32,
    ) -> RegisteredPlan {
        let request = within_reach(request);
        Self::network(request.asset_class).alternatives(&request, held, T::Time::now(), count)
    }

    /// How far apart two places are, for an asset of no value with nothing at hand.
    pub fn compliance_distance(
        request: PlanRequest<JurisdictionId>,
    ) -> Result<ComplianceDistance<JurisdictionId>, NoPath> {
        let request = PlanRequest { value: Usd::ZERO, ..within_reach(request) };
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
        let now: Moment = T::Time::now();
        let network = Self::network(None);
        let path = network.path(from, corridors, value, held, now)?;
        let missing = network.gap(&path, held, None, now);
        let named = missing.gaps.iter().chain(&missing.advice);
        let mut places: BTreeSet<JurisdictionId> =
            named.filter_map(|gap| gap.requirement.issuer_jurisdiction).collect();
        places.insert(path.source);
        places.extend(path.hops.iter().map(|hop| hop.to));
        let known: Vec<AccreditationView<T::AccountId>> =
            places.iter().filter(|place| Self::is_active(place)).flat_map(Self::accreditations_of).collect();
        Some(network.gap(&path, held, Some(&known), now))
    }

    /// The registry for planning; of the classes only the one that is asked about.
    fn network(class: Option<AssetClass>) -> Network<JurisdictionId, CorridorId, T::AccountId> {
        let places = (1..=LastIndex::<T>::get())
            .filter_map(JurisdictionIds::<T>::get)
            .filter_map(|id| {
                let record = Jurisdictions::<T>::get(id)?;
                Some(Place {
                    id,
                    is_active: Self::is_active(&id),
                    profiles: class.map(|class| Self::profile(&id, &class).into_iter().collect()),
                    entry_fee: record.entry_fee,
                    entry_requirements: from_records(EntryRequirements::<T>::get(id)),
                })
            })
            .collect();
        let links = Corridors::<T>::iter().map(|(id, record)| Link {
            id,
            source: record.source,
            target: record.target,
            is_active: !record.suspension.is_suspended(),
            terms: record.terms.into(),
        });
        // Names are keys here, and a jurisdiction is never removed: none of the faults can be.
        Network::new(places, links.collect()).unwrap_or_default().with_max_labels(MAX_PLAN_LABELS)
    }
}

fn within_reach(request: PlanRequest<JurisdictionId>) -> PlanRequest<JurisdictionId> {
    PlanRequest { max_hops: Some(request.max_hops.unwrap_or(MAX_HOPS).min(MAX_HOPS)), ..request }
}
