//! What an issuer states.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{ComplianceState, Coordinate, Digest, Domain, JurisdictionId, Moment, SubjectId};
use scale_info::TypeInfo;

use crate::Refusal;

/// One issuer's finding on one coordinate, for a window of time.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Statement {
    /// The asset or party it speaks about.
    pub subject: SubjectId,
    /// Where it holds.
    pub jurisdiction: JurisdictionId,
    /// In which field of regulation.
    pub domain: Domain,
    /// The finding. [`Unknown`](ComplianceState::Unknown) and [`Expired`](ComplianceState::Expired) are nobody's to state.
    pub state: ComplianceState,
    /// From when on it counts, in milliseconds; may lie ahead for a state that passes.
    pub valid_from: Moment,
    /// When it has ceased to count (half-open: not at this very moment any more). An adverse finding has none, every
    /// other state needs one.
    pub valid_until: Option<Moment>,
    /// SHA-256 of the evidence bundle, which stays with the issuer.
    pub evidence: Digest,
}

/// What a chain accepts as a window of time, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Limits {
    /// How far ahead a window may begin.
    pub lead_time: Moment,
    /// How long a window may be.
    pub validity: Moment,
}

impl Statement {
    /// The cell it contributes to.
    pub const fn coordinate(&self) -> Coordinate {
        Coordinate { subject: self.subject, jurisdiction: self.jurisdiction, domain: self.domain }
    }

    /// Whether it has begun to count.
    pub const fn has_begun(&self, now: Moment) -> bool {
        self.valid_from <= now
    }

    /// Whether it has ceased to count.
    pub fn has_expired(&self, now: Moment) -> bool {
        self.valid_until.is_some_and(|until| until <= now)
    }

    /// Whether it is an established violation, which does not lapse.
    pub const fn is_adverse(&self) -> bool {
        matches!(self.state, ComplianceState::NonCompliant)
    }

    /// Reports everything that is wrong with the statement itself, whoever issues it.
    ///
    /// ```
    /// # use msez_attestation::*;
    /// # use msez_core::{ComplianceState, Digest, Domain, SubjectId};
    /// let statement = Statement {
    ///     subject: SubjectId([1; 32]),
    ///     jurisdiction: "uae-difc".parse().unwrap(),
    ///     domain: Domain::Kyc,
    ///     state: ComplianceState::NonCompliant,
    ///     valid_from: 50,
    ///     valid_until: Some(40),
    ///     evidence: Digest([2; 32]),
    /// };
    /// let mut reasons = Vec::new();
    /// statement.refusals(45, &Limits { lead_time: 10, validity: 1_000 }, |reason| reasons.push(reason));
    /// assert_eq!(reasons, [
    ///     Refusal::AdverseFindingMayNotLapse,
    ///     Refusal::WindowEmpty,
    ///     Refusal::WindowExpired,
    ///     Refusal::MustBeginAtOnce,
    /// ]);
    /// ```
    pub fn refusals(&self, now: Moment, limits: &Limits, mut report: impl FnMut(Refusal)) {
        if matches!(self.state, ComplianceState::Unknown | ComplianceState::Expired) {
            report(Refusal::StateNotAttestable);
        }
        match (self.is_adverse(), self.valid_until) {
            (true, Some(_)) => report(Refusal::AdverseFindingMayNotLapse),
            (false, None) => report(Refusal::ExpiryMissing),
            _ => (),
        }
        if let Some(until) = self.valid_until {
            if until <= self.valid_from {
                report(Refusal::WindowEmpty);
            }
            if until <= now {
                report(Refusal::WindowExpired);
            }
            if until.saturating_sub(self.valid_from) > limits.validity {
                report(Refusal::WindowTooLong);
            }
        }
        if self.valid_from > now.saturating_add(limits.lead_time) {
            report(Refusal::WindowTooFarAhead);
        }
        if !self.has_begun(now) && !self.state.passes() {
            report(Refusal::MustBeginAtOnce);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{vec, vec::Vec};
    use ComplianceState::*;

    const LIMITS: Limits = Limits { lead_time: 100, validity: 1_000 };

    fn refusals(state: ComplianceState, from: Moment, until: Option<Moment>) -> Vec<Refusal> {
        let statement = Statement {
            subject: SubjectId([1; 32]),
            jurisdiction: "sg-mas".parse().unwrap(),
            domain: Domain::Aml,
            state,
            valid_from: from,
            valid_until: until,
            evidence: Digest([2; 32]),
        };
        let mut reasons = vec![];
        statement.refusals(10_000, &LIMITS, |r| reasons.push(r));
        reasons
    }

    #[test]
    fn four_states_can_be_stated_and_two_cannot() {
        for state in [Compliant, Exempt, Pending] {
            assert_eq!(refusals(state, 10_000, Some(10_500)), []);
        }
        assert_eq!(refusals(NonCompliant, 10_000, None), []);
        for state in [Unknown, Expired] {
            assert_eq!(refusals(state, 10_000, Some(10_500)), [Refusal::StateNotAttestable]);
        }
    }

    #[test]
    fn only_an_adverse_finding_has_no_expiry() {
        assert_eq!(refusals(NonCompliant, 10_000, Some(10_500)), [Refusal::AdverseFindingMayNotLapse]);
        assert_eq!(refusals(Compliant, 10_000, None), [Refusal::ExpiryMissing]);
    }

    #[test]
    fn the_edges_of_the_window_are_exact() {
        assert_eq!(refusals(Compliant, 9_500, Some(10_000)), [Refusal::WindowExpired]);
        assert_eq!(refusals(Compliant, 9_500, Some(10_001)), []);
        assert_eq!(refusals(Compliant, 10_100, Some(10_101)), []);
        assert_eq!(refusals(Compliant, 10_101, Some(10_102)), [Refusal::WindowTooFarAhead]);
        assert_eq!(refusals(Compliant, 10_000, Some(11_000)), []);
        assert_eq!(refusals(Compliant, 10_000, Some(11_001)), [Refusal::WindowTooLong]);
        assert_eq!(refusals(Compliant, 10_050, Some(10_050)), [Refusal::WindowEmpty]);
        assert_eq!(refusals(Compliant, 10_050, Some(10_051)), []);
    }

    #[test]
    fn what_does_not_pass_begins_at_once() {
        for (state, until) in [(Pending, Some(10_500)), (NonCompliant, None)] {
            assert_eq!(refusals(state, 10_000, until), []);
            assert_eq!(refusals(state, 10_001, until), [Refusal::MustBeginAtOnce]);
        }
    }

    #[test]
    fn extreme_moments_are_refused_without_overflow() {
        assert_eq!(refusals(Compliant, 0, Some(u64::MAX)), [Refusal::WindowTooLong]);
        assert_eq!(
            refusals(Compliant, u64::MAX, Some(0)),
            [Refusal::WindowEmpty, Refusal::WindowExpired, Refusal::WindowTooFarAhead]
        );
    }
}
