//! What moves through the registry sees of it.

use alloc::{vec, vec::Vec};
use msez_core::{AssetClass, CorridorId, JurisdictionId, Usd};
use msez_manifold::{JurisdictionStatus, HOUR};
use msez_traits::{HopTerms, PathFault, PathFaultKind, Paths, MAX_HOPS};
use polkadot_sdk::frame_support::{traits::Time, weights::Weight};

use crate::{Config, CorridorRecordOf, Corridors, Jurisdictions, Pallet, Profiles, WeightInfo};

/// A jurisdiction, as a hop that starts or ends there asks for it.
struct End {
    id: JurisdictionId,
    is_active: bool,
    admits_class: bool,
    entry_fee: Usd,
}

impl End {
    fn read<T: Config>(id: JurisdictionId, class: &AssetClass) -> Self {
        let record = Jurisdictions::<T>::get(id);
        let is_active = |status| status == JurisdictionStatus::Active;
        Self {
            id,
            is_active: record.as_ref().is_some_and(|record| is_active(record.status(T::Time::now()))),
            admits_class: Profiles::<T>::contains_key(id, class),
            entry_fee: record.map(|record| record.entry_fee).unwrap_or_default(),
        }
    }
}

/// Where a corridor leads from a place, and whether that is backwards.
fn other_end<T: Config>(
    corridor: &CorridorRecordOf<T>,
    here: &JurisdictionId,
) -> Option<(JurisdictionId, bool)> {
    if corridor.source == *here {
        Some((corridor.target, false))
    } else if corridor.target == *here {
        Some((corridor.source, true))
    } else {
        None
    }
}

impl<T: Config> Paths<T::AccountId> for Pallet<T> {
    fn walk(
        from: &JurisdictionId,
        corridors: &[CorridorId],
        class: &AssetClass,
        value: Usd,
    ) -> Result<Vec<HopTerms>, Vec<PathFault>> {
        if !u32::try_from(corridors.len()).is_ok_and(|hops| (1..=MAX_HOPS).contains(&hops)) {
            return Err(vec![PathFault { hop: 0, kind: PathFaultKind::WrongLength }]);
        }
        let mut here = End::read::<T>(*from, class);
        let (mut hops, mut faults) = (Vec::<HopTerms>::new(), Vec::new());
        let mut total = Some(Usd::ZERO);
        for (hop, id) in (0u32..).zip(corridors) {
            let mut note = |is_so: bool, kind| {
                if is_so {
                    faults.push(PathFault { hop, kind });
                }
            };
            // Where these lead nobody can say, nor what follows.
            let Some(corridor) = Corridors::<T>::get(id) else {
                note(true, PathFaultKind::UnknownCorridor);
                break;
            };
            let Some((to, is_backward)) = other_end::<T>(&corridor, &here.id) else {
                note(true, PathFaultKind::NotConnected);
                break;
            };
            let (terms, there) = (&corridor.terms, End::read::<T>(to, class));
            let share = value.share(terms.transfer_fee_bps);
            let transfer_fee = share.and_then(|share| share.checked_add(terms.flat_fee));
            let cost = transfer_fee.and_then(|fee| fee.checked_add(there.entry_fee));
            total = total.and_then(|total| total.checked_add(cost?));
            note(to == *from || hops.iter().any(|hop| hop.to == to), PathFaultKind::Revisited);
            note(corridor.suspension.is_suspended(), PathFaultKind::Suspended);
            note(!here.is_active || !there.is_active, PathFaultKind::EndNotActive);
            note(is_backward && !terms.is_bidirectional, PathFaultKind::OneWay);
            note(!terms.supported_asset_classes.contains(class), PathFaultKind::ClassNotSupported);
            note(!here.admits_class || !there.admits_class, PathFaultKind::ClassNotAdmitted);
            note(terms.max_transfer_value.is_some_and(|limit| value > limit), PathFaultKind::ValueTooHigh);
            note(total.is_none(), PathFaultKind::AmountOverflow);
            hops.push(HopTerms {
                corridor: *id,
                from: here.id,
                to,
                transfer_fee: transfer_fee.unwrap_or_default(),
                entry_fee: there.entry_fee,
                hours: terms.estimated_transfer_hours.saturating_add(terms.settlement_finality_hours),
                check_interval: terms
                    .requires_continuous_compliance
                    .then(|| HOUR.saturating_mul(terms.compliance_check_interval_hours.into())),
            });
            here = there;
        }
        if faults.is_empty() {
            Ok(hops)
        } else {
            Err(faults)
        }
    }

    fn walk_weight(hops: u32) -> Weight {
        T::WeightInfo::walk(hops)
    }

    fn ends(corridor: &CorridorId) -> Option<(JurisdictionId, JurisdictionId)> {
        Corridors::<T>::get(corridor).map(|record| (record.source, record.target))
    }

    fn authority(jurisdiction: &JurisdictionId) -> Option<T::AccountId> {
        Jurisdictions::<T>::get(jurisdiction).map(|record| record.authority)
    }

    /// Every list of the registry is as long as it can be. What is asked for is advice, so that nothing holds a move up.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_path(hops: u32) -> (JurisdictionId, Vec<CorridorId>) {
        use alloc::format;
        use msez_core::{Domain, DomainSet};
        use msez_manifold::{
            samples, CorridorDefinition, Profile, Requirement, MAX_APPROVED_ISSUERS, MAX_REQUIREMENTS,
            MAX_SUPPORTED_CLASSES,
        };
        use msez_traits::Jurisdictions as _;
        use polkadot_sdk::frame_benchmarking::account;

        let place = |n: u32| -> JurisdictionId { format!("zz-path-{n}").parse().expect("a name") };
        let named = |name: &str| -> AssetClass { name.parse().expect("a name") };
        // With the four that every sample admits.
        let classes = ["securities", "commodities", "digital_assets", "party"].map(named);
        let more = (0..MAX_SUPPORTED_CLASSES.saturating_sub(4)).map(|n| named(&format!("class-{n}")));
        let classes: Vec<AssetClass> = classes.into_iter().chain(more).collect();
        let domains: DomainSet = Domain::ALL.iter().copied().collect();
        let advice = Requirement {
            approved_issuers: (0..MAX_APPROVED_ISSUERS).map(|n| account("approved", n, 0)).collect(),
            issuer_jurisdiction: Some(place(0)),
            is_mandatory: false,
            ..samples::uae_difc(account::<T::AccountId>("path", 0, 0)).entry_requirements.remove(0)
        };
        let advice = vec![advice; usize::try_from(MAX_REQUIREMENTS).unwrap_or_default()];
        for n in 0..=hops {
            Self::benchmark_register(&place(n), &account("path", n, 0));
            for class in &classes {
                let profile = Profile { class: *class, domains, min_issuer_tier: None };
                Self::put_profile(place(n), &profile).expect("room for as many classes");
            }
            let records = crate::to_records(advice.clone()).expect("within the bounds");
            crate::EntryRequirements::<T>::insert(place(n), records);
        }
        let mut corridors = Vec::new();
        for n in 0..hops {
            let mut definition = CorridorDefinition {
                id: format!("bench-path-{n}"),
                source: place(n),
                target: place(n.saturating_add(1)),
                ..samples::corridor_difc_aifc()
            };
            definition.terms.supported_asset_classes = classes.clone();
            definition.terms.transfer_requirements = advice.clone();
            let id: CorridorId = definition.id.parse().expect("a name");
            if !Corridors::<T>::contains_key(id) {
                Self::insert_agreed_corridor(&definition).expect("both ends are open and have room");
            }
            corridors.push(id);
        }
        (place(0), corridors)
    }
}
