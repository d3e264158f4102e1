//! What the registry of assets and programs ask: a place for an asset, and whether subjects pass.

use alloc::vec::Vec;

use msez_asset::ComplianceFault;
use msez_core::{AssetClass, ComplianceState, Coordinate, Digest, JurisdictionId, SubjectId};
use msez_runtime_api::{ApiError, Cause, Reason, Report, SubjectKind};
use msez_traits::{Compliance, Standing, Subjects, Tensor, TensorReader};
use polkadot_sdk::{
    frame_support::{storage::with_storage_layer, weights::Weight},
    sp_runtime::DispatchResult,
};

use crate::{Config, Pallet, WeightInfo};

impl<T: Config> Compliance for Pallet<T> {
    fn faults(subject: &SubjectId, jurisdiction: &JurisdictionId) -> Vec<ComplianceFault> {
        match Self::report(subject, jurisdiction, None, None) {
            Ok(report) => faults_of(&report),
            Err(why) => alloc::vec![match why {
                ApiError::SubjectNotFound => ComplianceFault::UnknownSubject,
                ApiError::JurisdictionNotFound => ComplianceFault::UnknownJurisdiction,
                ApiError::NoDomains => ComplianceFault::NothingRequired,
                _ => ComplianceFault::NotAnswered,
            }],
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_pass(subject: &SubjectId, jurisdiction: &JurisdictionId) {
        use msez_traits::{Jurisdictions, Urgency};
        let class = <Self as Tensor>::class_of(subject).expect("a registered subject");
        let domains = T::Jurisdictions::required_domains(jurisdiction, &class).expect("an admitted class");
        for domain in domains.iter() {
            let passing = msez_tensor::Contribution {
                attestation: Digest([domain.code(); 32]),
                state: ComplianceState::Compliant,
                valid_from: 0,
                valid_until: None,
            };
            let coordinate = Coordinate { subject: *subject, jurisdiction: *jurisdiction, domain };
            Self::refold(&coordinate, &[passing], Urgency::Urgent).expect("room for a change");
        }
        // As after the block's flush, whose cost is not what is measured: nothing of it is read but the cells.
        let _ = crate::Dirty::<T>::clear(u32::MAX, None);
    }
}

/// The reasons of a report; it passes exactly where there are none.
pub(crate) fn faults_of(report: &Report) -> Vec<ComplianceFault> {
    let fault = |reason: &Reason| match (reason.cause, reason.domain) {
        (Cause::JurisdictionNotActive, _) => ComplianceFault::JurisdictionNotActive,
        (Cause::ClassNotAdmitted, _) => ComplianceFault::ClassNotAdmitted,
        (_, Some(domain)) => report.findings.iter().find(|finding| finding.domain == domain).map_or(
            ComplianceFault::NotAnswered,
            |finding| ComplianceFault::Domain { domain, state: finding.state },
        ),
        (_, None) => ComplianceFault::NotAnswered,
    };
    let mut faults: Vec<_> = report.reasons.iter().map(fault).collect();
    if faults.is_empty() && !report.evaluation.passes {
        faults.push(ComplianceFault::NotAnswered);
    }
    faults
}

impl<T: Config> Subjects<T::AccountId> for Pallet<T> {
    fn class_of(subject: &SubjectId) -> Option<AssetClass> {
        <Self as Tensor>::class_of(subject)
    }

    fn register_asset(
        id: SubjectId,
        class: AssetClass,
        registrant: &T::AccountId,
        document_len: u32,
    ) -> DispatchResult {
        // Called from another pallet: a refusal leaves nothing behind, whatever the caller does about it.
        with_storage_layer(|| Self::register(SubjectKind::Asset, id, class, registrant.clone(), document_len))
    }

    fn registration_weight() -> Weight {
        T::WeightInfo::register_subject(1).saturating_add(Self::flush_weight())
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_party(party: &SubjectId) {
        <Self as Tensor>::benchmark_register(party);
    }
}

impl<T: Config> TensorReader for Pallet<T> {
    fn state(at: &Coordinate) -> (ComplianceState, bool) {
        let state = Self::cell_view(at, None).map_or(ComplianceState::Unknown, |view| view.state);
        (state, state == ComplianceState::Expired)
    }

    fn standing(subject: &SubjectId, jurisdiction: &JurisdictionId) -> Standing {
        match Self::report(subject, jurisdiction, None, None) {
            Ok(report) => Standing {
                passes: report.evaluation.passes,
                state: report.evaluation.state,
                issues: u32::try_from(report.reasons.len()).unwrap_or(u32::MAX),
            },
            // Not known, or nothing is asked for: one thing stands against it, and that is all there is to say.
            Err(_) => Standing { issues: 1, ..Standing::default() },
        }
    }

    fn root() -> Digest {
        Self::roots().keccak
    }

    fn state_weight() -> Weight {
        T::WeightInfo::report()
    }

    fn standing_weight() -> Weight {
        T::WeightInfo::report()
    }
}
