//! What a jurisdiction publishes about itself.

use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{AssetClass, DomainSet, JurisdictionId, Moment, Tier, Usd};
use scale_info::TypeInfo;

use crate::{
    requirement::{exceeds, has_duplicates, longest_hours, total_cost, validate_list},
    DefinitionFault, Requirement, TextField,
};

/// Bytes of a name.
pub const MAX_NAME: u32 = 64;

/// Bytes of a regulatory framework.
pub const MAX_FRAMEWORK: u32 = 128;

/// Asset classes that one jurisdiction admits.
pub const MAX_PROFILES: u32 = 32;

/// What can be done with an asset there.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Capabilities {
    /// Assets can be held in custody.
    pub custody: bool,
    /// Assets can be traded.
    pub trading: bool,
    /// Trades can be settled.
    pub settlement: bool,
}

impl Default for Capabilities {
    /// All of them, as in the reference.
    fn default() -> Self {
        Self { custody: true, trading: true, settlement: true }
    }
}

/// What a jurisdiction asks of one asset class.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Profile {
    /// The class; `party` for persons.
    pub class: AssetClass,
    /// The domains in which a subject of this class must pass.
    pub domains: DomainSet,
    /// The lowest standing of an issuer whose statements count for this class; `None` for any.
    #[cfg_attr(feature = "serde", serde(default))]
    pub min_issuer_tier: Option<Tier>,
}

impl Profile {
    /// Whether it can be registered.
    pub fn validate(&self) -> Result<(), DefinitionFault> {
        if self.min_issuer_tier.is_some_and(|tier| tier < Tier(1)) {
            return Err(DefinitionFault::ZeroTier);
        }
        Ok(())
    }
}

/// Who has suspended a jurisdiction. Each lifts only what it has imposed itself.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct JurisdictionSuspension {
    /// By governance.
    pub by_governance: bool,
    /// By its own authority.
    pub by_authority: bool,
}

impl JurisdictionSuspension {
    /// By anyone.
    pub const fn is_suspended(&self) -> bool {
        self.by_governance || self.by_authority
    }
}

/// Where a jurisdiction stands now.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum JurisdictionStatus {
    /// Its activation is still to come.
    Pending,
    /// Open.
    Active,
    /// Suspended by governance, by its authority, or by both.
    Suspended,
    /// Closed for good.
    Retired,
}

/// A jurisdiction to be registered.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct JurisdictionDefinition<AccountId> {
    /// `[a-z]{2,3}-[a-z0-9-]+`, at most 32 bytes.
    pub id: String,
    /// Full name, at most [`MAX_NAME`] bytes.
    pub name: String,
    /// Two or three capital letters (ISO 3166-1).
    pub country: String,
    /// The body of rules or its regulator, at most [`MAX_FRAMEWORK`] bytes.
    pub framework: String,
    /// The account that speaks for it.
    pub authority: AccountId,
    /// Not active before; `None` for at once.
    #[cfg_attr(feature = "serde", serde(default))]
    pub activates_at: Option<Moment>,
    /// Due once, in micro-dollars.
    pub entry_fee: Usd,
    /// Due every year, in micro-dollars.
    pub annual_fee: Usd,
    /// What can be done there.
    #[cfg_attr(feature = "serde", serde(default))]
    pub capabilities: Capabilities,
    /// The classes it admits, and what it asks of each.
    #[cfg_attr(feature = "serde", serde(default))]
    pub profiles: Vec<Profile>,
    /// What must be brought on entry.
    #[cfg_attr(feature = "serde", serde(default = "Vec::new"))]
    pub entry_requirements: Vec<Requirement<AccountId>>,
    /// What must be renewed while an asset stays.
    #[cfg_attr(feature = "serde", serde(default = "Vec::new"))]
    pub ongoing_requirements: Vec<Requirement<AccountId>>,
}

impl<AccountId: Ord> JurisdictionDefinition<AccountId> {
    /// Whether it can be registered; gives back the checked identifier and country.
    pub fn validate(&self) -> Result<(JurisdictionId, [u8; 3]), DefinitionFault> {
        let id = self.id.parse().map_err(|_| DefinitionFault::MalformedId)?;
        check_text(&self.name, TextField::Name)?;
        check_text(&self.framework, TextField::Framework)?;
        let country = parse_country(&self.country)?;
        if exceeds(self.profiles.len(), MAX_PROFILES) {
            return Err(DefinitionFault::TooManyClasses);
        }
        if has_duplicates(self.profiles.iter().map(|profile| profile.class)) {
            return Err(DefinitionFault::DuplicateClass);
        }
        self.profiles.iter().try_for_each(Profile::validate)?;
        check_requirements(&self.entry_requirements, self.entry_fee)?;
        check_requirements(&self.ongoing_requirements, self.annual_fee)?;
        Ok((id, country))
    }
}

/// Checks a list of requirements together with the fee that falls due beside them.
pub fn check_requirements<AccountId: Ord>(
    list: &[Requirement<AccountId>],
    fee: Usd,
) -> Result<(), DefinitionFault> {
    validate_list(list)?;
    entry_cost(fee, list).map(|_| ()).ok_or(DefinitionFault::AmountOverflow)
}

/// What entry costs: the fee and everything that must be brought. `None` on overflow, which registration refuses.
pub(crate) fn entry_cost<AccountId>(fee: Usd, requirements: &[Requirement<AccountId>]) -> Option<Usd> {
    total_cost(requirements)?.checked_add(fee)
}

/// How long entry takes in hours; evidence is gathered side by side.
pub(crate) fn entry_hours<AccountId>(requirements: &[Requirement<AccountId>]) -> u32 {
    longest_hours(requirements)
}

/// Checks a text: not empty, within its bound, no control characters, no blank ends.
pub fn check_text(text: &str, field: TextField) -> Result<(), DefinitionFault> {
    let bound = match field {
        TextField::Name => MAX_NAME,
        TextField::Framework => MAX_FRAMEWORK,
    };
    if exceeds(text.len(), bound) {
        return Err(DefinitionFault::TooLong(field));
    }
    if text.is_empty() || text.trim() != text || text.chars().any(char::is_control) {
        return Err(DefinitionFault::MalformedText(field));
    }
    Ok(())
}

/// Two or three capital letters, zero-padded.
fn parse_country(text: &str) -> Result<[u8; 3], DefinitionFault> {
    let letters = text.as_bytes();
    if !(2..=3).contains(&letters.len()) || !letters.iter().all(u8::is_ascii_uppercase) {
        return Err(DefinitionFault::MalformedCountry);
    }
    let mut code = [0; 3];
    code.iter_mut().zip(letters).for_each(|(to, from)| *to = *from);
    Ok(code)
}

/// A change of what a jurisdiction publishes about itself; `None` leaves a field as it is. Identifier and country never
/// change.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct JurisdictionChange<AccountId> {
    /// Full name.
    pub name: Option<String>,
    /// The body of rules or its regulator.
    pub framework: Option<String>,
    /// Due once, in micro-dollars.
    pub entry_fee: Option<Usd>,
    /// Due every year, in micro-dollars.
    pub annual_fee: Option<Usd>,
    /// What can be done there.
    pub capabilities: Option<Capabilities>,
    /// What must be brought on entry.
    pub entry_requirements: Option<Vec<Requirement<AccountId>>>,
    /// What must be renewed while an asset stays.
    pub ongoing_requirements: Option<Vec<Requirement<AccountId>>>,
}

impl<AccountId> Default for JurisdictionChange<AccountId> {
    /// No change.
    fn default() -> Self {
        Self {
            name: None,
            framework: None,
            entry_fee: None,
            annual_fee: None,
            capabilities: None,
            entry_requirements: None,
            ongoing_requirements: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn refused(change: impl FnOnce(&mut JurisdictionDefinition<u8>)) -> DefinitionFault {
        let mut difc = samples::uae_difc(1);
        change(&mut difc);
        difc.validate().unwrap_err()
    }

    #[test]
    fn a_malformed_definition_is_refused_with_its_reason() {
        use DefinitionFault::*;
        for id in ["", "sg", "SG-mas", "sg_mas", "s-mas", "sg-000000000000000000000000000000"] {
            assert_eq!(refused(|d| d.id = id.into()), MalformedId, "{id}");
        }
        for country in ["", "A", "ABCD", "ae", "A1", "ÄE"] {
            assert_eq!(refused(|d| d.country = country.into()), MalformedCountry, "{country}");
        }
        assert_eq!(refused(|d| d.name = "x".repeat(65)), TooLong(TextField::Name));
        assert_eq!(refused(|d| d.framework = "x".repeat(129)), TooLong(TextField::Framework));
        for text in ["", " x", "x\n", "a\0b"] {
            assert_eq!(refused(|d| d.name = text.into()), MalformedText(TextField::Name), "{text:?}");
            assert_eq!(
                refused(|d| d.framework = text.into()),
                MalformedText(TextField::Framework),
                "{text:?}"
            );
        }
        assert_eq!(refused(|d| d.profiles = vec![d.profiles[0]; 33]), TooManyClasses);
        assert_eq!(refused(|d| d.profiles.push(d.profiles[0])), DuplicateClass);
        assert_eq!(refused(|d| d.profiles[0].min_issuer_tier = Some(Tier(0))), ZeroTier);
        assert_eq!(
            refused(|d| d.entry_requirements = vec![d.entry_requirements[0].clone(); 17]),
            TooManyRequirements
        );
        assert_eq!(refused(|d| d.entry_fee = Usd(u128::MAX)), AmountOverflow);
    }

    #[test]
    fn the_longest_permitted_texts_are_accepted() {
        let mut difc = samples::uae_difc(1u8);
        difc.id = format!("sg-{}", "0".repeat(29));
        difc.name = "x".repeat(64);
        difc.framework = "x".repeat(128);
        difc.country = "ARE".into();
        assert_eq!(difc.validate().map(|(_, country)| country), Ok(*b"ARE"));
        assert_eq!(samples::uae_difc(1u8).validate().map(|(_, country)| country), Ok(*b"AE\0"));
    }
}
