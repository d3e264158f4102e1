//! Corridors: what they carry, what they cost, how long they take.

use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{AssetClass, BasisPoints, CorridorId, JurisdictionId, Moment, Usd};
use scale_info::TypeInfo;

use crate::{
    requirement::{exceeds, has_duplicates, total_cost, validate_list},
    DefinitionFault, Requirement, HOUR,
};

/// Asset classes of one corridor.
pub const MAX_SUPPORTED_CLASSES: u32 = 32;

/// What two jurisdictions have agreed on for a corridor between them.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct CorridorTerms<AccountId> {
    /// Whether it can be used from target to source as well.
    pub is_bidirectional: bool,
    /// The asset classes it carries; at least one.
    pub supported_asset_classes: Vec<AssetClass>,
    /// The highest value of one transfer, in micro-dollars; `None` for no limit.
    #[cfg_attr(feature = "serde", serde(default))]
    pub max_transfer_value: Option<Usd>,
    /// Share of the value.
    pub transfer_fee_bps: BasisPoints,
    /// Due for every transfer, in micro-dollars.
    pub flat_fee: Usd,
    /// How long a transfer takes, in hours.
    pub estimated_transfer_hours: u32,
    /// How long until it is final after that, in hours.
    pub settlement_finality_hours: u32,
    /// The asset must pass all the way, not only at the start.
    pub requires_continuous_compliance: bool,
    /// How often it is looked at under way, in hours.
    pub compliance_check_interval_hours: u32,
    /// What must be brought for a transfer.
    #[cfg_attr(feature = "serde", serde(default = "Vec::new"))]
    pub transfer_requirements: Vec<Requirement<AccountId>>,
}

impl<AccountId> CorridorTerms<AccountId> {
    /// The fee for a value: `flat + value · bps / 10,000`, rounded up. `None` on overflow.
    pub fn transfer_cost(&self, value: Usd) -> Option<Usd> {
        value.share(self.transfer_fee_bps)?.checked_add(self.flat_fee)
    }

    /// What all the evidence costs. `None` on overflow, which registration refuses.
    pub fn attestation_cost(&self) -> Option<Usd> {
        total_cost(&self.transfer_requirements)
    }

    /// Transfer and finality together, in hours.
    pub fn total_hours(&self) -> u32 {
        self.estimated_transfer_hours.saturating_add(self.settlement_finality_hours)
    }

    /// Whether the corridor carries this value of this class in this direction. The corridor's and the endpoints'
    /// standing are a different question.
    pub fn admits(&self, class: &AssetClass, value: Usd, direction: Direction) -> bool {
        self.refusals(class, value, direction).is_empty()
    }

    /// Every reason why the corridor does not carry it.
    pub fn refusals(&self, class: &AssetClass, value: Usd, direction: Direction) -> Vec<CorridorRefusal> {
        [
            (direction == Direction::Backward && !self.is_bidirectional, CorridorRefusal::OneWay),
            (!self.supported_asset_classes.contains(class), CorridorRefusal::ClassNotSupported),
            (self.max_transfer_value.is_some_and(|limit| value > limit), CorridorRefusal::ValueTooHigh),
        ]
        .into_iter()
        .filter_map(|(fails, reason)| fails.then_some(reason))
        .collect()
    }

    /// When an asset under way must be looked at again after the last look; `None` where the start is enough.
    pub fn next_check(&self, last: Moment) -> Option<Moment> {
        self.requires_continuous_compliance
            .then(|| last.saturating_add(HOUR.saturating_mul(self.compliance_check_interval_hours.into())))
    }
}

impl<AccountId: Ord> CorridorTerms<AccountId> {
    /// Whether the terms can be registered.
    pub fn validate(&self) -> Result<(), DefinitionFault> {
        if self.supported_asset_classes.is_empty() {
            return Err(DefinitionFault::NoClass);
        }
        if exceeds(self.supported_asset_classes.len(), MAX_SUPPORTED_CLASSES) {
            return Err(DefinitionFault::TooManyClasses);
        }
        if has_duplicates(self.supported_asset_classes.iter()) {
            return Err(DefinitionFault::DuplicateClass);
        }
        if self.requires_continuous_compliance && self.compliance_check_interval_hours == 0 {
            return Err(DefinitionFault::ZeroInterval);
        }
        validate_list(&self.transfer_requirements)?;
        total_cost(&self.transfer_requirements)
            .and_then(|cost| cost.checked_add(self.flat_fee))
            .map(|_| ())
            .ok_or(DefinitionFault::AmountOverflow)
    }
}

/// What one hop costs, for search and report alike: the transfer fee, the evidence that is not at hand yet, and the
/// entry fee of the jurisdiction it really leads to. `None` on overflow.
///
/// ```
/// use msez_core::Usd;
/// use msez_manifold::{hop_cost, samples};
/// // The worked number of the reference: DIFC to AIFC costs 800 + V / 1000 dollars.
/// let corridor = samples::corridor_difc_aifc::<u8>().terms;
/// let entry_fee = samples::kz_aifc(0u8).entry_fee;
/// let cost = hop_cost(&corridor, entry_fee, Usd::dollars(1_000_000), |_| false);
/// assert_eq!(cost, Some(Usd::dollars(800 + 1_000)));
/// ```
pub fn hop_cost<AccountId>(
    terms: &CorridorTerms<AccountId>,
    entry_fee: Usd,
    value: Usd,
    is_met: impl Fn(&Requirement<AccountId>) -> bool,
) -> Option<Usd> {
    terms
        .transfer_requirements
        .iter()
        .filter(|requirement| !is_met(requirement))
        .try_fold(terms.transfer_cost(value)?, |sum, requirement| {
            sum.checked_add(requirement.estimated_cost)
        })?
        .checked_add(entry_fee)
}

/// Which way a corridor is used.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum Direction {
    /// From source to target.
    Forward,
    /// From target to source.
    Backward,
}

/// Who has suspended a corridor. Each lifts only what it has imposed itself.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct CorridorSuspension {
    /// By governance.
    pub by_governance: bool,
    /// By the source's authority.
    pub by_source: bool,
    /// By the target's authority.
    pub by_target: bool,
}

impl CorridorSuspension {
    /// By anyone.
    pub const fn is_suspended(&self) -> bool {
        self.by_governance || self.by_source || self.by_target
    }
}

/// Why a corridor does not take a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum CorridorRefusal {
    /// No such corridor.
    UnknownCorridor,
    /// The corridor is suspended.
    Suspended,
    /// The source jurisdiction is not active.
    SourceNotActive,
    /// The target jurisdiction is not active.
    TargetNotActive,
    /// The corridor is used from source to target only.
    OneWay,
    /// The corridor does not carry this asset class.
    ClassNotSupported,
    /// The source jurisdiction does not admit this asset class.
    ClassNotAdmittedInSource,
    /// The target jurisdiction does not admit this asset class.
    ClassNotAdmittedInTarget,
    /// The value is above the limit of a transfer.
    ValueTooHigh,
}

/// A corridor to be registered.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct CorridorDefinition<AccountId> {
    /// `[a-z0-9][a-z0-9_-]*`, at most 32 bytes.
    pub id: String,
    /// Where it starts.
    pub source: JurisdictionId,
    /// Where it ends.
    pub target: JurisdictionId,
    /// What was agreed.
    pub terms: CorridorTerms<AccountId>,
}

impl<AccountId: Ord> CorridorDefinition<AccountId> {
    /// Whether it can be registered; gives back the checked identifier.
    pub fn validate(&self) -> Result<CorridorId, DefinitionFault> {
        let id = self.id.parse().map_err(|_| DefinitionFault::MalformedId)?;
        if self.source == self.target {
            return Err(DefinitionFault::SameEndpoints);
        }
        self.terms.validate()?;
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use proptest::prelude::*;

    fn terms() -> CorridorTerms<u8> {
        samples::corridor_difc_aifc().terms
    }

    fn class(text: &str) -> AssetClass {
        text.parse().unwrap()
    }

    #[test]
    fn the_standard_corridor_has_the_numbers_of_the_reference() {
        let terms = terms();
        assert_eq!(terms.transfer_cost(Usd::ZERO), Some(Usd::dollars(100)));
        assert_eq!(terms.transfer_cost(Usd::dollars(1_000_000)), Some(Usd::dollars(1_100)));
        assert_eq!(terms.attestation_cost(), Some(Usd::dollars(200)));
        assert_eq!(terms.total_hours(), 72);

        let (difc, aifc) = (samples::uae_difc(0u8), samples::kz_aifc(0u8));
        let value = Usd::dollars(500_000);
        // 800 + V/1000 to AIFC, 600 + V/1000 with the source of funds at hand, and 1300 + V/1000 back to DIFC.
        assert_eq!(hop_cost(&terms, aifc.entry_fee, value, |_| false), Some(Usd::dollars(1_300)));
        assert_eq!(hop_cost(&terms, aifc.entry_fee, value, |_| true), Some(Usd::dollars(1_100)));
        assert_eq!(hop_cost(&terms, difc.entry_fee, value, |_| false), Some(Usd::dollars(1_800)));
    }

    #[test]
    fn a_fee_is_rounded_against_the_payer_and_overflow_is_no_fee() {
        assert_eq!(terms().transfer_cost(Usd(1)), Some(Usd(100_000_001)));
        assert_eq!(terms().transfer_cost(Usd(u128::MAX)), None);
    }

    #[test]
    fn every_reason_to_refuse_a_transfer_is_listed() {
        let mut terms = terms();
        terms.is_bidirectional = false;
        terms.max_transfer_value = Some(Usd(10));
        let securities = class("securities");
        assert!(terms.admits(&securities, Usd(10), Direction::Forward));
        assert_eq!(
            terms.refusals(&class("art"), Usd(11), Direction::Backward),
            [CorridorRefusal::OneWay, CorridorRefusal::ClassNotSupported, CorridorRefusal::ValueTooHigh]
        );
        assert_eq!(terms.refusals(&securities, Usd(11), Direction::Forward), [CorridorRefusal::ValueTooHigh]);
    }

    #[test]
    fn a_limit_of_zero_is_a_limit() {
        let mut terms = terms();
        terms.max_transfer_value = Some(Usd::ZERO);
        assert!(!terms.admits(&class("securities"), Usd(1), Direction::Forward));
    }

    #[test]
    fn continuous_compliance_names_the_next_look() {
        let mut terms = terms();
        assert_eq!(terms.next_check(1_000), Some(1_000 + 24 * HOUR));
        terms.requires_continuous_compliance = false;
        assert_eq!(terms.next_check(1_000), None);
    }

    #[test]
    fn malformed_terms_are_refused_with_their_reason() {
        let refused = |change: fn(&mut CorridorDefinition<u8>)| {
            let mut corridor = samples::corridor_difc_aifc();
            change(&mut corridor);
            corridor.validate().unwrap_err()
        };
        assert_eq!(refused(|c| c.id = "Corridor".into()), DefinitionFault::MalformedId);
        assert_eq!(refused(|c| c.target = c.source), DefinitionFault::SameEndpoints);
        assert_eq!(refused(|c| c.terms.supported_asset_classes.clear()), DefinitionFault::NoClass);
        assert_eq!(
            refused(|c| c.terms.supported_asset_classes.push(c.terms.supported_asset_classes[0])),
            DefinitionFault::DuplicateClass
        );
        assert_eq!(
            refused(|c| c.terms.supported_asset_classes =
                (0..33).map(|n| format!("class-{n}").parse().unwrap()).collect()),
            DefinitionFault::TooManyClasses
        );
        assert_eq!(refused(|c| c.terms.compliance_check_interval_hours = 0), DefinitionFault::ZeroInterval);
        assert_eq!(refused(|c| c.terms.flat_fee = Usd(u128::MAX)), DefinitionFault::AmountOverflow);
    }

    proptest! {
        #[test]
        fn a_hop_costs_its_parts_and_evidence_at_hand_never_makes_it_dearer(
            value in 0..1u128 << 90, flat in 0..1u128 << 90, entry in 0..1u128 << 90, bps in 0u16..=10_000,
        ) {
            let mut terms = terms();
            terms.flat_fee = Usd(flat);
            terms.transfer_fee_bps = BasisPoints::new(bps).unwrap();
            let dear = hop_cost(&terms, Usd(entry), Usd(value), |_| false).unwrap();
            let cheap = hop_cost(&terms, Usd(entry), Usd(value), |_| true).unwrap();
            prop_assert_eq!(cheap.0, terms.transfer_cost(Usd(value)).unwrap().0 + entry);
            prop_assert_eq!(dear.0, cheap.0 + terms.attestation_cost().unwrap().0);
        }
    }
}
