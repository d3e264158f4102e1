//! The stored forms: the engine's values with a bound on every list.

use codec::{Decode, Encode, MaxEncodedLen};
use msez_core::{
    AssetClass, BasisPoints, Domain, DomainSet, JurisdictionId, JurisdictionIndex, Moment, Tier, Usd,
};
use msez_manifold::{
    Accreditation, AttestationType, Capabilities, CorridorSuspension, CorridorTerms, DefinitionFault,
    JurisdictionStatus, JurisdictionSuspension, Requirement, MAX_APPROVED_ISSUERS, MAX_FRAMEWORK, MAX_NAME,
    MAX_REQUIREMENTS, MAX_SUPPORTED_CLASSES,
};
use polkadot_sdk::frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// What a jurisdiction publishes about itself, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct JurisdictionRecord<AccountId> {
    /// Dense index, given out once, from 1.
    pub index: JurisdictionIndex,
    /// Two or three capital letters, zero-padded.
    pub country: [u8; 3],
    /// The account that speaks for it.
    pub authority: AccountId,
    /// Not active before.
    pub activates_at: Option<Moment>,
    /// Who has suspended it.
    pub suspension: JurisdictionSuspension,
    /// Closed for good.
    pub is_retired: bool,
    /// What can be done there.
    pub capabilities: Capabilities,
    /// Due once, in micro-dollars.
    pub entry_fee: Usd,
    /// Due every year, in micro-dollars.
    pub annual_fee: Usd,
    /// Full name, UTF-8.
    pub name: BoundedVec<u8, ConstU32<MAX_NAME>>,
    /// The body of rules or its regulator, UTF-8.
    pub framework: BoundedVec<u8, ConstU32<MAX_FRAMEWORK>>,
}

impl<AccountId> JurisdictionRecord<AccountId> {
    /// Where it stands at a moment.
    pub fn status(&self, now: Moment) -> JurisdictionStatus {
        if self.is_retired {
            JurisdictionStatus::Retired
        } else if self.suspension.is_suspended() {
            JurisdictionStatus::Suspended
        } else if self.activates_at.is_some_and(|at| now < at) {
            JurisdictionStatus::Pending
        } else {
            JurisdictionStatus::Active
        }
    }
}

/// What a jurisdiction asks of an asset class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct ProfileRecord {
    /// The domains in which a subject of this class must pass.
    pub domains: DomainSet,
    /// The lowest standing of an issuer whose statements count.
    pub min_issuer_tier: Option<Tier>,
}

/// A bounded [`Requirement`]; encoded alike.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct RequirementRecord<AccountId> {
    /// The kind of evidence.
    pub attestation_type: AttestationType,
    /// The domain it belongs to.
    pub domain: Domain,
    /// Who may have issued it; empty for any accredited issuer.
    pub approved_issuers: BoundedVec<AccountId, ConstU32<MAX_APPROVED_ISSUERS>>,
    /// Where the issuer must be accredited.
    pub issuer_jurisdiction: Option<JurisdictionId>,
    /// The lowest standing of the issuer.
    pub min_issuer_tier: Tier,
    /// Whole days since it was issued.
    pub max_age_days: u32,
    /// It must not have expired.
    pub must_be_current: bool,
    /// What it costs to obtain, in micro-dollars.
    pub estimated_cost: Usd,
    /// How long it takes to obtain, in hours.
    pub estimated_hours: u32,
    /// Without it nothing goes on.
    pub is_mandatory: bool,
    /// An exemption declared by the authority meets it too.
    pub can_be_waived: bool,
}

/// A bounded list of requirements.
pub type RequirementRecords<AccountId> = BoundedVec<RequirementRecord<AccountId>, ConstU32<MAX_REQUIREMENTS>>;

impl<AccountId> TryFrom<Requirement<AccountId>> for RequirementRecord<AccountId> {
    type Error = DefinitionFault;
    fn try_from(from: Requirement<AccountId>) -> Result<Self, DefinitionFault> {
        Ok(Self {
            attestation_type: from.attestation_type,
            domain: from.domain,
            approved_issuers: from
                .approved_issuers
                .try_into()
                .map_err(|_| DefinitionFault::TooManyApprovedIssuers)?,
            issuer_jurisdiction: from.issuer_jurisdiction,
            min_issuer_tier: from.min_issuer_tier,
            max_age_days: from.max_age_days,
            must_be_current: from.must_be_current,
            estimated_cost: from.estimated_cost,
            estimated_hours: from.estimated_hours,
            is_mandatory: from.is_mandatory,
            can_be_waived: from.can_be_waived,
        })
    }
}

impl<AccountId> From<RequirementRecord<AccountId>> for Requirement<AccountId> {
    fn from(from: RequirementRecord<AccountId>) -> Self {
        Self {
            attestation_type: from.attestation_type,
            domain: from.domain,
            approved_issuers: from.approved_issuers.into_inner(),
            issuer_jurisdiction: from.issuer_jurisdiction,
            min_issuer_tier: from.min_issuer_tier,
            max_age_days: from.max_age_days,
            must_be_current: from.must_be_current,
            estimated_cost: from.estimated_cost,
            estimated_hours: from.estimated_hours,
            is_mandatory: from.is_mandatory,
            can_be_waived: from.can_be_waived,
        }
    }
}

/// Puts a bound on a list of requirements.
pub fn to_records<AccountId>(
    list: alloc::vec::Vec<Requirement<AccountId>>,
) -> Result<RequirementRecords<AccountId>, DefinitionFault> {
    list.into_iter()
        .map(RequirementRecord::try_from)
        .collect::<Result<alloc::vec::Vec<_>, _>>()?
        .try_into()
        .map_err(|_| DefinitionFault::TooManyRequirements)
}

/// The engine's form of a stored list.
pub fn from_records<AccountId>(
    list: RequirementRecords<AccountId>,
) -> alloc::vec::Vec<Requirement<AccountId>> {
    list.into_iter().map(Requirement::from).collect()
}

/// Bounded [`CorridorTerms`]; encoded alike, so both have one digest.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct TermsRecord<AccountId> {
    /// Whether it can be used from target to source as well.
    pub is_bidirectional: bool,
    /// The asset classes it carries.
    pub supported_asset_classes: BoundedVec<AssetClass, ConstU32<MAX_SUPPORTED_CLASSES>>,
    /// The highest value of one transfer, in micro-dollars.
    pub max_transfer_value: Option<Usd>,
    /// Share of the value.
    pub transfer_fee_bps: BasisPoints,
    /// Due for every transfer, in micro-dollars.
    pub flat_fee: Usd,
    /// How long a transfer takes, in hours.
    pub estimated_transfer_hours: u32,
    /// How long until it is final after that, in hours.
    pub settlement_finality_hours: u32,
    /// The asset must pass all the way.
    pub requires_continuous_compliance: bool,
    /// How often it is looked at under way, in hours.
    pub compliance_check_interval_hours: u32,
    /// What must be brought for a transfer.
    pub transfer_requirements: RequirementRecords<AccountId>,
}

impl<AccountId> TryFrom<CorridorTerms<AccountId>> for TermsRecord<AccountId> {
    type Error = DefinitionFault;
    fn try_from(from: CorridorTerms<AccountId>) -> Result<Self, DefinitionFault> {
        Ok(Self {
            is_bidirectional: from.is_bidirectional,
            supported_asset_classes: from
                .supported_asset_classes
                .try_into()
                .map_err(|_| DefinitionFault::TooManyClasses)?,
            max_transfer_value: from.max_transfer_value,
            transfer_fee_bps: from.transfer_fee_bps,
            flat_fee: from.flat_fee,
            estimated_transfer_hours: from.estimated_transfer_hours,
            settlement_finality_hours: from.settlement_finality_hours,
            requires_continuous_compliance: from.requires_continuous_compliance,
            compliance_check_interval_hours: from.compliance_check_interval_hours,
            transfer_requirements: to_records(from.transfer_requirements)?,
        })
    }
}

impl<AccountId> From<TermsRecord<AccountId>> for CorridorTerms<AccountId> {
    fn from(from: TermsRecord<AccountId>) -> Self {
        Self {
            is_bidirectional: from.is_bidirectional,
            supported_asset_classes: from.supported_asset_classes.into_inner(),
            max_transfer_value: from.max_transfer_value,
            transfer_fee_bps: from.transfer_fee_bps,
            flat_fee: from.flat_fee,
            estimated_transfer_hours: from.estimated_transfer_hours,
            settlement_finality_hours: from.settlement_finality_hours,
            requires_continuous_compliance: from.requires_continuous_compliance,
            compliance_check_interval_hours: from.compliance_check_interval_hours,
            transfer_requirements: from_records(from.transfer_requirements),
        }
    }
}

/// Money held for an entry in storage, to be given back when it goes.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Deposit<AccountId, Balance> {
    /// Whose money.
    pub depositor: AccountId,
    /// How much.
    pub amount: Balance,
}

/// A corridor that both sides agreed on, or that governance registered.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct CorridorRecord<AccountId, Balance> {
    /// Where it starts.
    pub source: JurisdictionId,
    /// Where it ends.
    pub target: JurisdictionId,
    /// What was agreed.
    pub terms: TermsRecord<AccountId>,
    /// Who has suspended it.
    pub suspension: CorridorSuspension,
    /// Held from the side that proposed these terms; none where governance registered them.
    pub deposit: Option<Deposit<AccountId, Balance>>,
}

/// One end of a corridor.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, codec::DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Side {
    /// The jurisdiction where it starts.
    Source,
    /// The jurisdiction where it ends.
    Target,
}

/// Terms that one side has proposed for a new or a standing corridor.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct ProposalRecord<AccountId, Balance> {
    /// Where it starts.
    pub source: JurisdictionId,
    /// Where it ends.
    pub target: JurisdictionId,
    /// Who has proposed them; the other side may accept.
    pub proposer: Side,
    /// What is proposed.
    pub terms: TermsRecord<AccountId>,
    /// Held from the proposer.
    pub deposit: Deposit<AccountId, Balance>,
}

/// An issuer's standing and the money held for the entry.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct AccreditationRecord<AccountId, Balance> {
    /// The standing.
    pub accreditation: Accreditation,
    /// Held from the authority that gave it; none at genesis.
    pub deposit: Option<Deposit<AccountId, Balance>>,
}

/// Numbers of entries that belong to a jurisdiction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Counts {
    /// Asset classes admitted.
    pub profiles: u32,
    /// Corridors that start or end there.
    pub corridors: u32,
    /// Accreditations given.
    pub accreditations: u32,
}
