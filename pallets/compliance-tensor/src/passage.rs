//! Compliance of what moves: now, and until it will have arrived.

use alloc::vec::Vec;
use codec::Encode;
use msez_asset::ComplianceFault;
use msez_core::{ComplianceState, Digest, Domain, DomainSet, JurisdictionId, Moment, SubjectId};
use msez_traits::{Compliance, Look, Passage};
use polkadot_sdk::sp_io::hashing::sha2_256;

use crate::{assets::faults_of, Config, Pallet};

/// Begins the bytes whose hash stands for what was found about a subject in a jurisdiction.
pub const SLICE_TAG: &[u8] = b"msez/tensor-slice/v1";

impl<T: Config> Passage for Pallet<T> {
    fn look(subject: &SubjectId, jurisdiction: &JurisdictionId, until: Moment, pledged: DomainSet) -> Look {
        let Ok(report) = Self::report(subject, jurisdiction, None, None) else {
            return Look {
                faults: <Self as Compliance>::faults(subject, jurisdiction),
                slice: slice(subject, jurisdiction, &[]),
            };
        };
        let found: Vec<_> = report
            .findings
            .iter()
            .map(|finding| (finding.domain, finding.state, finding.until, finding.version))
            .collect();
        let mut faults: Vec<_> = faults_of(&report)
            .into_iter()
            .filter(|fault| match fault {
                // A pledge fills what is missing; it neither lifts a violation nor ends an examination.
                ComplianceFault::Domain { domain, state } => {
                    !(pledged.contains(*domain) && is_absent(*state))
                }
                _ => true,
            })
            .collect();
        // What passes now must not run out on the way.
        faults.extend(report.findings.iter().filter_map(|finding| {
            let runs_out = finding.passes && finding.until.is_some_and(|end| end <= until);
            let domain = finding.domain;
            let state = ComplianceState::Expired;
            (runs_out && !pledged.contains(domain)).then_some(ComplianceFault::Domain { domain, state })
        }));
        Look { faults, slice: slice(subject, jurisdiction, &found) }
    }

    fn tensor_root() -> Digest {
        Self::roots().keccak
    }
}

const fn is_absent(state: ComplianceState) -> bool {
    matches!(state, ComplianceState::Unknown | ComplianceState::Expired)
}

fn slice(
    subject: &SubjectId,
    jurisdiction: &JurisdictionId,
    found: &[(Domain, ComplianceState, Option<Moment>, Option<u32>)],
) -> Digest {
    let mut bytes = SLICE_TAG.to_vec();
    (subject, jurisdiction, found).encode_to(&mut bytes);
    Digest(sha2_256(&bytes))
}
