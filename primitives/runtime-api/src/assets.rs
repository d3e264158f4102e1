//! What the registry of smart assets shows.

use alloc::string::String;
use codec::{Decode, Encode};
use msez_asset::{ComplianceFault, ControlRule, Country, Halts, Permissions, Status, UnitRules};
use msez_core::{AssetClass, Digest, DocumentKind, JurisdictionId, Moment, SubjectId};
use scale_info::TypeInfo;

use crate::{AccountId, Balance};

/// A registered asset.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct AssetView {
    /// SHA-256 of its genesis document.
    pub id: SubjectId,
    /// Who registered it.
    pub issuer: AccountId,
    /// Digest of its schema.
    pub schema: Digest,
    /// Its class.
    pub class: AssetClass,
    /// Digest of its policy.
    pub policy: Digest,
    /// Where it is at home, or will be when it is bound.
    pub home: JurisdictionId,
    /// Whether it is bound to its home.
    pub bound: bool,
    /// Where it stands.
    pub status: Status,
    /// The halts that stand, whatever the status.
    pub halts: Halts,
    /// Who controls it.
    pub control: ControlRule<AccountId>,
    /// To whom control is offered.
    pub offer: Option<OfferView>,
    /// The recovery that waits.
    pub recovery: Option<RecoveryView>,
    /// The program that acts for it.
    pub program: Option<ProgramView>,
    /// What a change must name.
    pub version: u64,
    /// How many documents it has.
    pub documents: u32,
    /// When it was registered.
    pub registered_at: Moment,
    /// What is held from the issuer.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub deposit: Balance,
    /// Every reason why it does not pass at home now.
    pub faults: alloc::vec::Vec<ComplianceFault>,
}

/// Control that is offered.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct OfferView {
    /// The rule that will hold.
    pub control: ControlRule<AccountId>,
    /// What accepting it must name as the version.
    pub version: u64,
    /// The last moment at which it can be accepted.
    pub until: Moment,
    /// Who has accepted.
    pub accepted: alloc::vec::Vec<AccountId>,
}

/// A recovery that waits.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct RecoveryView {
    /// The rule that will hold.
    pub control: ControlRule<AccountId>,
    /// What carrying it out must name as the version.
    pub version: u64,
    /// Not before.
    pub from: Moment,
    /// Not after.
    pub until: Moment,
}

/// The program that acts for an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct ProgramView {
    /// Id of the instance.
    pub instance: Digest,
    /// What it may do.
    pub permissions: Permissions,
}

/// A document of an asset.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct DocumentView {
    /// Its kind.
    pub kind: DocumentKind,
    /// SHA-256 of it.
    pub digest: Digest,
    /// Where it is.
    pub location: String,
    /// When it was set.
    pub set_at: Moment,
}

/// The units of an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct UnitsView {
    /// How many there are.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub supply: u128,
    /// How many parties hold some.
    pub holders: u32,
    /// The asset's own rules.
    pub own_rules: UnitRules,
    /// The stricter of those and the home jurisdiction's: what holds.
    pub rules: UnitRules,
}

/// An account that can hold units.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct HolderView {
    /// Whose it is.
    pub party: SubjectId,
    /// The party's country.
    pub country: Country,
    /// Units in this account.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub balance: u128,
    /// Units of the party in all of its accounts.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub party_units: u128,
    /// Whether the account is frozen as a whole.
    pub frozen: bool,
    /// How many of its units are frozen, by all sides together.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub frozen_units: u128,
    /// Every reason why the party does not pass in the asset's home now.
    pub faults: alloc::vec::Vec<ComplianceFault>,
}
