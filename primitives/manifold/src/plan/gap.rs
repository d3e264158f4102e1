//! What is missing for a path, where it is to be had, and when one could arrive.

use alloc::vec::Vec;
use core::fmt;

use codec::{Decode, Encode};
use msez_core::{JurisdictionId, Moment, Tier, Usd};
use scale_info::TypeInfo;

use super::{
    graph::number,
    network::{Holdings, Network, PathView},
};
use crate::{AccreditationView, Requirement, Unmet, HOUR};

/// Most issuers that are listed for one requirement.
pub const MAX_LISTED_ISSUERS: u32 = 16;

/// Why a requirement is not met. The codes are append-only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum GapStatus {
    /// Nothing of its kind is at hand.
    #[codec(index = 0)]
    Missing,
    /// What is at hand has only run out: renewing it costs half and takes half as long.
    #[codec(index = 1)]
    Expired,
    /// What is at hand is only too old.
    #[codec(index = 2)]
    TooOld,
    /// What is at hand does not do, for the reasons listed.
    #[codec(index = 3)]
    Unfit,
}

/// Who could issue what is missing.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct IssuerOption<A> {
    /// Who.
    pub issuer: A,
    /// Accredited where, if that is known.
    pub jurisdiction: Option<JurisdictionId>,
    /// With which standing, if that is known.
    pub tier: Option<Tier>,
}

/// Something that has to be brought and is not at hand.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Gap<A> {
    /// What is asked for: the strictest of all that one piece of evidence can meet.
    pub requirement: Requirement<A>,
    /// How it is lacking.
    pub status: GapStatus,
    /// Which evidence at hand comes closest, counted from 0.
    pub nearest: Option<u32>,
    /// Why that one does not do.
    pub unmet: Vec<Unmet>,
    /// What obtaining or renewing it costs.
    pub cost: Usd,
    /// How long that takes, in hours.
    pub hours: u32,
    /// Who could issue it, the highest standing first; the first 16.
    pub issuers: Vec<IssuerOption<A>>,
    /// How many could; `None` where nobody knows who is accredited.
    pub issuer_count: Option<u32>,
}

/// What is missing for a path.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct GapReport<A> {
    /// Nothing that must be brought is missing.
    pub is_satisfied: bool,
    /// How many pieces of evidence the path asks for.
    pub required_count: u32,
    /// How many are at hand.
    pub available_count: u32,
    /// What must be brought and is missing.
    pub gaps: Vec<Gap<A>>,
    /// What is advised and is missing; it costs nothing here and holds nothing up.
    pub advice: Vec<Gap<A>>,
    /// What all that is missing costs together.
    pub resolution_cost: Usd,
    /// How long it takes, in hours: everything is obtained side by side.
    pub resolution_hours: u32,
    /// When the asset can leave, if everything is ordered now.
    pub ready_at: Moment,
    /// When it arrives then.
    pub earliest_completion: Moment,
    /// For something that must be brought, nobody of whom it was told is accredited to issue it.
    pub is_unobtainable: bool,
}

/// Joins requirements of one kind and domain into the strictest, where one piece of evidence can meet both; where the
/// issuers of one are not those of the other, or there is nobody for both of them, both stay. What must be brought is
/// kept apart from advice.
pub(super) fn merge<'a, A: Ord + Clone + 'a>(
    requirements: impl Iterator<Item = &'a Requirement<A>>,
    is_to_be_had: impl Fn(&Requirement<A>) -> bool,
) -> Vec<Requirement<A>> {
    let mut merged: Vec<Requirement<A>> = Vec::new();
    for requirement in requirements {
        let joined = merged.iter_mut().find_map(|standing| {
            let joined = join(standing, requirement).filter(&is_to_be_had)?;
            Some((joined, standing))
        });
        match joined {
            Some((joined, standing)) => *standing = joined,
            None => merged.push(requirement.clone()),
        }
    }
    merged
}

fn join<A: Ord + Clone>(a: &Requirement<A>, b: &Requirement<A>) -> Option<Requirement<A>> {
    let is_same =
        a.attestation_type == b.attestation_type && a.domain == b.domain && a.is_mandatory == b.is_mandatory;
    let issuer_jurisdiction = match (a.issuer_jurisdiction, b.issuer_jurisdiction) {
        (Some(one), Some(other)) if one != other => return None,
        (one, other) => one.or(other),
    };
    let approved_issuers = match (a.approved_issuers.is_empty(), b.approved_issuers.is_empty()) {
        (true, _) => b.approved_issuers.clone(),
        (_, true) => a.approved_issuers.clone(),
        (false, false) => {
            let both = a.approved_issuers.iter().filter(|issuer| b.approved_issuers.contains(issuer));
            let both: Vec<A> = both.cloned().collect();
            // Empty would read as anyone.
            if both.is_empty() {
                return None;
            }
            both
        }
    };
    is_same.then(|| Requirement {
        attestation_type: a.attestation_type,
        domain: a.domain,
        approved_issuers,
        issuer_jurisdiction,
        min_issuer_tier: a.min_issuer_tier.max(b.min_issuer_tier),
        max_age_days: a.max_age_days.min(b.max_age_days),
        must_be_current: a.must_be_current || b.must_be_current,
        estimated_cost: a.estimated_cost.max(b.estimated_cost),
        estimated_hours: a.estimated_hours.max(b.estimated_hours),
        is_mandatory: a.is_mandatory,
        can_be_waived: a.can_be_waived && b.can_be_waived,
    })
}

impl<J, C, A> Network<J, C, A>
where
    J: Ord + Clone + fmt::Display,
    C: Ord + Clone + fmt::Display,
    A: Ord + Clone,
{
    /// What is missing for a path. `accreditations` tells who may issue what; `None` where nobody knows.
    pub fn gap(
        &self,
        path: &PathView<J, C>,
        held: &Holdings<A>,
        accreditations: Option<&[AccreditationView<A>]>,
        now: Moment,
    ) -> GapReport<A> {
        let is_to_be_had = |requirement: &Requirement<A>| {
            let ready_at = later(now, requirement.estimated_hours.into());
            accreditations
                .is_none_or(|known| known.iter().any(|issuer| can_issue(issuer, requirement, ready_at)))
        };
        let asked = merge(self.requirements(path), is_to_be_had);
        let required = asked.iter().filter(|requirement| requirement.is_mandatory).count();
        // What is met drops out before joining: two requirements may be met by two pieces of evidence.
        let unmet = self.requirements(path).filter(|requirement| !held.meets(requirement, now));
        let missing = merge(unmet, is_to_be_had);
        let gap = |requirement| assess(requirement, held, accreditations, now);
        let (must, advised): (Vec<_>, Vec<_>) =
            missing.into_iter().partition(|requirement| requirement.is_mandatory);
        let gaps: Vec<Gap<A>> = must.into_iter().map(gap).collect();
        let advice: Vec<Gap<A>> = advised.into_iter().map(gap).collect();
        let cost = gaps.iter().fold(0u128, |sum, gap| sum.saturating_add(gap.cost.0));
        let hours = gaps.iter().map(|gap| gap.hours).max().unwrap_or_default();
        let ready_at = later(now, hours.into());
        GapReport {
            is_satisfied: gaps.is_empty(),
            required_count: number(required),
            available_count: number(held.evidence.len().saturating_add(held.assumed.len())),
            resolution_cost: Usd(cost),
            resolution_hours: hours,
            ready_at,
            earliest_completion: later(ready_at, path.total_hours),
            is_unobtainable: gaps.iter().any(|gap| gap.issuer_count == Some(0)),
            gaps,
            advice,
        }
    }
}

fn assess<A: Ord + Clone>(
    requirement: Requirement<A>,
    held: &Holdings<A>,
    accreditations: Option<&[AccreditationView<A>]>,
    now: Moment,
) -> Gap<A> {
    let kin = held.evidence.iter().enumerate().filter(|(_, evidence)| {
        evidence.attestation_type == requirement.attestation_type && evidence.domain == requirement.domain
    });
    let nearest = kin
        .map(|(place, evidence)| (number(place), requirement.unmet_by(evidence, now)))
        .min_by_key(|(place, unmet)| (unmet.len(), *place));
    let (nearest, unmet) = nearest.map_or((None, Vec::new()), |(place, unmet)| (Some(place), unmet));
    let has_only_aged = unmet.iter().all(|reason| matches!(reason, Unmet::Expired | Unmet::TooOld));
    let status = match nearest {
        None => GapStatus::Missing,
        Some(_) if has_only_aged && unmet.contains(&Unmet::Expired) => GapStatus::Expired,
        Some(_) if has_only_aged => GapStatus::TooOld,
        Some(_) => GapStatus::Unfit,
    };
    let (cost, hours) = match status {
        // Half: of the cost rounded up, of the hours rounded down, as in the reference.
        GapStatus::Expired => {
            (Usd(requirement.estimated_cost.0.div_ceil(2)), requirement.estimated_hours.wrapping_div(2))
        }
        _ => (requirement.estimated_cost, requirement.estimated_hours),
    };
    let (issuers, issuer_count) = match accreditations {
        Some(known) => {
            let ready_at = later(now, hours.into());
            let mut fit: Vec<IssuerOption<A>> = known
                .iter()
                .filter(|accreditation| can_issue(accreditation, &requirement, ready_at))
                .map(|accreditation| IssuerOption {
                    issuer: accreditation.issuer.clone(),
                    jurisdiction: Some(accreditation.jurisdiction),
                    tier: Some(accreditation.tier),
                })
                .collect();
            fit.sort_by(|a, b| {
                b.tier
                    .cmp(&a.tier)
                    .then_with(|| (&a.issuer, a.jurisdiction).cmp(&(&b.issuer, b.jurisdiction)))
            });
            let count = number(fit.len());
            fit.truncate(usize::try_from(MAX_LISTED_ISSUERS).unwrap_or(usize::MAX));
            (fit, Some(count))
        }
        None => {
            let named = requirement.approved_issuers.iter();
            let option = |issuer: &A| IssuerOption {
                issuer: issuer.clone(),
                jurisdiction: requirement.issuer_jurisdiction,
                tier: None,
            };
            (named.map(option).collect(), None)
        }
    };
    Gap { requirement, status, nearest, unmet, cost, hours, issuers, issuer_count }
}

fn later(from: Moment, hours: u64) -> Moment {
    from.saturating_add(HOUR.saturating_mul(hours))
}

/// Whether an issuer's standing will do when the evidence is ready.
fn can_issue<A: Ord>(
    accreditation: &AccreditationView<A>,
    requirement: &Requirement<A>,
    ready_at: Moment,
) -> bool {
    accreditation.is_in_force
        && accreditation.expires_at.is_none_or(|end| ready_at < end)
        && accreditation.domain == requirement.domain
        && accreditation.tier >= requirement.min_issuer_tier
        && requirement.issuer_jurisdiction.is_none_or(|at| at == accreditation.jurisdiction)
        && (requirement.approved_issuers.is_empty()
            || requirement.approved_issuers.contains(&accreditation.issuer))
}
