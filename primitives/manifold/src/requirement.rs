//! What a jurisdiction or a corridor asks for, and whether evidence meets it.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use msez_core::{ComplianceState, Domain, JurisdictionId, Moment, Tier, Usd};
use scale_info::TypeInfo;

use crate::{AttestationType, DefinitionFault, DAY};

/// Requirements in one list.
pub const MAX_REQUIREMENTS: u32 = 16;

/// Approved issuers in one requirement.
pub const MAX_APPROVED_ISSUERS: u32 = 8;

/// One piece of evidence that somebody has to bring.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Requirement<AccountId> {
    /// The kind of evidence.
    pub attestation_type: AttestationType,
    /// The domain it belongs to.
    pub domain: Domain,
    /// Who may have issued it; empty for any accredited issuer.
    #[cfg_attr(feature = "serde", serde(default = "Vec::new"))]
    pub approved_issuers: Vec<AccountId>,
    /// Where the issuer must be accredited; `None` for anywhere.
    #[cfg_attr(feature = "serde", serde(default))]
    pub issuer_jurisdiction: Option<JurisdictionId>,
    /// The lowest standing of the issuer.
    pub min_issuer_tier: Tier,
    /// Whole days since it was issued.
    pub max_age_days: u32,
    /// It must not have expired. Otherwise age alone decides.
    pub must_be_current: bool,
    /// What it costs to obtain, in micro-dollars.
    pub estimated_cost: Usd,
    /// How long it takes to obtain, in hours.
    pub estimated_hours: u32,
    /// Without it nothing goes on. Otherwise it is advice.
    pub is_mandatory: bool,
    /// An exemption declared by the authority meets it too.
    pub can_be_waived: bool,
}

/// What is known about an attestation that is offered for a requirement.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Evidence<AccountId> {
    /// The kind of evidence.
    pub attestation_type: AttestationType,
    /// The domain it speaks about.
    pub domain: Domain,
    /// What it states.
    pub state: ComplianceState,
    /// Who issued it.
    pub issuer: AccountId,
    /// Where the issuer is accredited.
    pub issuer_jurisdiction: JurisdictionId,
    /// The issuer's standing there.
    pub issuer_tier: Tier,
    /// When.
    pub issued_at: Moment,
    /// From when on it does not hold any more.
    #[cfg_attr(feature = "serde", serde(default))]
    pub expires_at: Option<Moment>,
}

/// Why evidence does not meet a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum Unmet {
    /// Evidence of another kind.
    WrongType,
    /// Evidence for another domain.
    WrongDomain,
    /// It does not state that the subject passes.
    NotPassing,
    /// It is an exemption, and this requirement cannot be waived.
    NotWaivable,
    /// The issuer is not on the list.
    IssuerNotApproved,
    /// The issuer is accredited elsewhere.
    WrongIssuerJurisdiction,
    /// The issuer's standing is too low.
    TierTooLow,
    /// It will be issued in the future.
    NotYetIssued,
    /// It has expired.
    Expired,
    /// It is too old.
    TooOld,
}

impl<AccountId: Ord> Requirement<AccountId> {
    /// Whether the requirement can be registered.
    pub fn validate(&self) -> Result<(), DefinitionFault> {
        if exceeds(self.approved_issuers.len(), MAX_APPROVED_ISSUERS) {
            return Err(DefinitionFault::TooManyApprovedIssuers);
        }
        if has_duplicates(self.approved_issuers.iter()) {
            return Err(DefinitionFault::DuplicateIssuer);
        }
        if self.min_issuer_tier < Tier(1) {
            return Err(DefinitionFault::ZeroTier);
        }
        Ok(())
    }

    /// Every reason why this evidence does not meet the requirement at a moment; none where it does.
    ///
    /// The age counts in whole days: 365 days and 23 hours still pass a limit of 365.
    pub fn unmet_by(&self, evidence: &Evidence<AccountId>, now: Moment) -> Vec<Unmet> {
        self.reasons_against(evidence, now).collect()
    }

    fn reasons_against(&self, evidence: &Evidence<AccountId>, now: Moment) -> impl Iterator<Item = Unmet> {
        let waived = evidence.state == ComplianceState::Exempt;
        let expired = self.must_be_current && evidence.expires_at.is_some_and(|end| now >= end);
        let age = now.checked_sub(evidence.issued_at);
        let too_old = age.is_some_and(|age| age.wrapping_div(DAY) > Moment::from(self.max_age_days));
        [
            (evidence.attestation_type != self.attestation_type, Unmet::WrongType),
            (evidence.domain != self.domain, Unmet::WrongDomain),
            (!evidence.state.passes(), Unmet::NotPassing),
            (waived && !self.can_be_waived, Unmet::NotWaivable),
            (
                !self.approved_issuers.is_empty() && !self.approved_issuers.contains(&evidence.issuer),
                Unmet::IssuerNotApproved,
            ),
            (
                self.issuer_jurisdiction.is_some_and(|at| at != evidence.issuer_jurisdiction),
                Unmet::WrongIssuerJurisdiction,
            ),
            (evidence.issuer_tier < self.min_issuer_tier, Unmet::TierTooLow),
            (age.is_none(), Unmet::NotYetIssued),
            (expired, Unmet::Expired),
            (too_old, Unmet::TooOld),
        ]
        .into_iter()
        .filter_map(|(fails, reason)| fails.then_some(reason))
    }

    /// Whether this evidence meets the requirement at a moment.
    pub fn is_met_by(&self, evidence: &Evidence<AccountId>, now: Moment) -> bool {
        self.reasons_against(evidence, now).next().is_none()
    }

    /// Whether the lack of it stops a transfer, with this evidence at hand.
    pub fn blocks(&self, evidence: &[Evidence<AccountId>], now: Moment) -> bool {
        self.is_mandatory && !evidence.iter().any(|held| self.is_met_by(held, now))
    }
}

/// Checks a list of requirements: each alone, their number, and that their costs can be summed.
pub(crate) fn validate_list<AccountId: Ord>(list: &[Requirement<AccountId>]) -> Result<(), DefinitionFault> {
    if exceeds(list.len(), MAX_REQUIREMENTS) {
        return Err(DefinitionFault::TooManyRequirements);
    }
    list.iter().try_for_each(Requirement::validate)?;
    total_cost(list).map(|_| ()).ok_or(DefinitionFault::AmountOverflow)
}

/// Sum of the estimated costs; `None` on overflow.
pub(crate) fn total_cost<AccountId>(list: &[Requirement<AccountId>]) -> Option<Usd> {
    list.iter().try_fold(Usd::ZERO, |sum, requirement| sum.checked_add(requirement.estimated_cost))
}

/// The longest of the estimated times, as the evidence is gathered side by side; 0 for none.
pub(crate) fn longest_hours<AccountId>(list: &[Requirement<AccountId>]) -> u32 {
    list.iter().map(|requirement| requirement.estimated_hours).max().unwrap_or_default()
}

pub(crate) fn exceeds(len: usize, bound: u32) -> bool {
    u32::try_from(len).map_or(true, |len| len > bound)
}

/// Quadratic, for short lists only.
pub(crate) fn has_duplicates<T: PartialEq>(items: impl Iterator<Item = T> + Clone) -> bool {
    let mut rest = items;
    while let Some(item) = rest.next() {
        if rest.clone().any(|other| other == item) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = 1_000 * DAY;

    fn requirement() -> Requirement<u8> {
        Requirement {
            attestation_type: AttestationType::KycVerification,
            domain: Domain::Kyc,
            approved_issuers: vec![],
            issuer_jurisdiction: None,
            min_issuer_tier: Tier(2),
            max_age_days: 365,
            must_be_current: true,
            estimated_cost: Usd::dollars(500),
            estimated_hours: 24,
            is_mandatory: true,
            can_be_waived: false,
        }
    }

    fn evidence() -> Evidence<u8> {
        Evidence {
            attestation_type: AttestationType::KycVerification,
            domain: Domain::Kyc,
            state: ComplianceState::Compliant,
            issuer: 1,
            issuer_jurisdiction: "uae-difc".parse().unwrap(),
            issuer_tier: Tier(2),
            issued_at: NOW - DAY,
            expires_at: None,
        }
    }

    /// What is refused when one thing about the requirement and the evidence is changed.
    fn refused(change: impl FnOnce(&mut Requirement<u8>, &mut Evidence<u8>)) -> Vec<Unmet> {
        let (mut requirement, mut evidence) = (requirement(), evidence());
        change(&mut requirement, &mut evidence);
        requirement.unmet_by(&evidence, NOW)
    }

    #[test]
    fn fitting_evidence_meets_the_requirement() {
        assert_eq!(refused(|_, _| ()), []);
    }

    #[test]
    fn every_field_of_a_requirement_is_enforced() {
        assert_eq!(refused(|r, _| r.attestation_type = AttestationType::SourceOfFunds), [Unmet::WrongType]);
        assert_eq!(refused(|r, _| r.domain = Domain::Tax), [Unmet::WrongDomain]);
        assert_eq!(refused(|r, _| r.approved_issuers = vec![2, 3]), [Unmet::IssuerNotApproved]);
        assert_eq!(refused(|r, _| r.approved_issuers = vec![2, 1]), []);
        let elsewhere = Some("kz-aifc".parse().unwrap());
        assert_eq!(refused(|r, _| r.issuer_jurisdiction = elsewhere), [Unmet::WrongIssuerJurisdiction]);
        assert_eq!(refused(|r, _| r.min_issuer_tier = Tier(3)), [Unmet::TierTooLow]);
    }

    #[test]
    fn only_a_passing_statement_counts_and_an_exemption_only_where_it_may_be_waived() {
        assert_eq!(refused(|_, e| e.state = ComplianceState::Pending), [Unmet::NotPassing]);
        assert_eq!(refused(|_, e| e.state = ComplianceState::Exempt), [Unmet::NotWaivable]);
        assert_eq!(
            refused(|r, e| {
                r.can_be_waived = true;
                e.state = ComplianceState::Exempt;
            }),
            []
        );
    }

    #[test]
    fn age_counts_in_whole_days_and_the_future_is_refused() {
        assert_eq!(refused(|_, e| e.issued_at = NOW - 366 * DAY + 1), []);
        assert_eq!(refused(|_, e| e.issued_at = NOW - 366 * DAY), [Unmet::TooOld]);
        assert_eq!(refused(|_, e| e.issued_at = NOW + 1), [Unmet::NotYetIssued]);
    }

    #[test]
    fn evidence_expires_at_the_very_moment_unless_age_alone_decides() {
        assert_eq!(refused(|_, e| e.expires_at = Some(NOW + 1)), []);
        assert_eq!(refused(|_, e| e.expires_at = Some(NOW)), [Unmet::Expired]);
        assert_eq!(
            refused(|r, e| {
                r.must_be_current = false;
                e.expires_at = Some(NOW);
            }),
            []
        );
    }

    #[test]
    fn every_reason_is_listed() {
        assert_eq!(
            refused(|r, e| {
                r.domain = Domain::Tax;
                r.min_issuer_tier = Tier(9);
                e.expires_at = Some(0);
            }),
            [Unmet::WrongDomain, Unmet::TierTooLow, Unmet::Expired]
        );
    }

    #[test]
    fn advice_never_blocks() {
        let mut requirement = requirement();
        assert!(requirement.blocks(&[], NOW));
        assert!(!requirement.blocks(&[evidence()], NOW));
        requirement.is_mandatory = false;
        assert!(!requirement.blocks(&[], NOW));
    }

    #[test]
    fn a_list_is_bounded_and_its_costs_can_be_summed() {
        assert_eq!(validate_list(&vec![requirement(); 16]), Ok(()));
        assert_eq!(validate_list(&vec![requirement(); 17]), Err(DefinitionFault::TooManyRequirements));
        let mut dear = requirement();
        dear.estimated_cost = Usd(u128::MAX);
        assert_eq!(validate_list(&[dear, requirement()]), Err(DefinitionFault::AmountOverflow));
        let mut crowded = requirement();
        crowded.approved_issuers = (0..9).collect();
        assert_eq!(validate_list(&[crowded]), Err(DefinitionFault::TooManyApprovedIssuers));
        let mut twice = requirement();
        twice.approved_issuers = vec![4, 5, 4];
        assert_eq!(validate_list(&[twice]), Err(DefinitionFault::DuplicateIssuer));
        let mut low = requirement();
        low.min_issuer_tier = Tier(0);
        assert_eq!(validate_list(&[low]), Err(DefinitionFault::ZeroTier));
    }
}
