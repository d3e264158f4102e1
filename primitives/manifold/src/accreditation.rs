//! Who may state what, and with which standing.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{Domain, JurisdictionId, Moment, Tier};
use scale_info::TypeInfo;

use crate::DefinitionFault;

/// The standing of an issuer for one domain in one jurisdiction.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Accreditation {
    /// Standing, from 1.
    pub tier: Tier,
    /// Since when.
    pub accredited_at: Moment,
    /// From when on it does not hold any more; `None` for no end.
    pub expires_at: Option<Moment>,
    /// Whether the authority has suspended it.
    pub is_suspended: bool,
}

impl Accreditation {
    /// Whether it has run out.
    pub fn has_expired(&self, now: Moment) -> bool {
        self.expires_at.is_some_and(|end| now >= end)
    }

    /// Neither suspended nor run out.
    pub fn is_in_force(&self, now: Moment) -> bool {
        !self.is_suspended && !self.has_expired(now)
    }
}

/// An accreditation to be registered.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct AccreditationDefinition<AccountId> {
    /// Where.
    pub jurisdiction: JurisdictionId,
    /// For which domain.
    pub domain: Domain,
    /// Whom.
    pub issuer: AccountId,
    /// Standing, from 1.
    pub tier: Tier,
    /// From when on it does not hold any more; `None` for no end.
    #[cfg_attr(feature = "serde", serde(default))]
    pub expires_at: Option<Moment>,
}

impl<AccountId> AccreditationDefinition<AccountId> {
    /// Whether it can be registered.
    pub fn validate(&self) -> Result<(), DefinitionFault> {
        if self.tier < Tier(1) {
            return Err(DefinitionFault::ZeroTier);
        }
        Ok(())
    }
}
