//! What the registry shows: plain values for runtime APIs, RPC and tools. JSON in camelCase.

use alloc::{string::String, vec::Vec};
use codec::{Decode, Encode};
use msez_core::{CorridorId, Digest, Domain, JurisdictionId, JurisdictionIndex, Moment, Tier, Usd};
use scale_info::TypeInfo;

use crate::{
    jurisdiction::{entry_cost, entry_hours},
    Capabilities, CorridorSuspension, CorridorTerms, Direction, JurisdictionStatus, JurisdictionSuspension,
    Profile, Requirement,
};

/// A jurisdiction as it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct JurisdictionView<AccountId> {
    /// The identifier.
    pub id: JurisdictionId,
    /// Dense index, given out once, from 1.
    pub index: JurisdictionIndex,
    /// Full name.
    pub name: String,
    /// Two or three capital letters.
    pub country: String,
    /// The body of rules or its regulator.
    pub framework: String,
    /// The account that speaks for it.
    pub authority: AccountId,
    /// The account that has been named to follow and has not accepted yet.
    pub proposed_authority: Option<AccountId>,
    /// Where it stands now.
    pub status: JurisdictionStatus,
    /// Who has suspended it.
    pub suspension: JurisdictionSuspension,
    /// Not active before.
    pub activates_at: Option<Moment>,
    /// Due once, in micro-dollars.
    pub entry_fee: Usd,
    /// Due every year, in micro-dollars.
    pub annual_fee: Usd,
    /// What can be done there.
    pub capabilities: Capabilities,
    /// The classes it admits, and what it asks of each, in the order of their names.
    pub profiles: Vec<Profile>,
    /// What must be brought on entry.
    pub entry_requirements: Vec<Requirement<AccountId>>,
    /// What must be renewed while an asset stays.
    pub ongoing_requirements: Vec<Requirement<AccountId>>,
    /// Number of corridors that start or end there.
    pub corridors: u32,
    /// Number of accreditations.
    pub accreditations: u32,
}

impl<AccountId> JurisdictionView<AccountId> {
    /// What entry costs: the fee and everything that must be brought. `None` on overflow, which registration refuses.
    pub fn entry_cost(&self) -> Option<Usd> {
        entry_cost(self.entry_fee, &self.entry_requirements)
    }

    /// How long entry takes, in hours; evidence is gathered side by side.
    pub fn entry_hours(&self) -> u32 {
        entry_hours(&self.entry_requirements)
    }
}

/// A corridor as it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct CorridorView<AccountId> {
    /// The identifier.
    pub id: CorridorId,
    /// Where it starts.
    pub source: JurisdictionId,
    /// Where it ends.
    pub target: JurisdictionId,
    /// Not suspended, and both endpoints are active.
    pub is_active: bool,
    /// Who has suspended it.
    pub suspension: CorridorSuspension,
    /// What was agreed.
    pub terms: CorridorTerms<AccountId>,
    /// The digest of these terms.
    pub terms_digest: Digest,
    /// The digest of terms that one side has proposed and the other has not accepted yet.
    #[cfg_attr(feature = "serde", serde(default))]
    pub proposed_terms: Option<Digest>,
}

impl<AccountId> CorridorView<AccountId> {
    /// Which way one uses it to leave a jurisdiction; `None` where it does not lead away from there.
    pub fn direction_from(&self, place: &JurisdictionId) -> Option<Direction> {
        if *place == self.source {
            Some(Direction::Forward)
        } else if *place == self.target && self.terms.is_bidirectional {
            Some(Direction::Backward)
        } else {
            None
        }
    }
}

/// An accreditation as it stands now.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct AccreditationView<AccountId> {
    /// Where.
    pub jurisdiction: JurisdictionId,
    /// For which domain.
    pub domain: Domain,
    /// Whom.
    pub issuer: AccountId,
    /// Standing, from 1.
    pub tier: Tier,
    /// Since when.
    pub accredited_at: Moment,
    /// From when on it does not hold any more.
    pub expires_at: Option<Moment>,
    /// Whether the authority has suspended it.
    pub is_suspended: bool,
    /// Neither suspended nor run out.
    pub is_in_force: bool,
}
