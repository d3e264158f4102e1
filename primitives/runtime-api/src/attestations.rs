//! What the attestations show.

use codec::{Decode, Encode};
use msez_attestation::{Context, Limits, Record};
use msez_core::Digest;
use scale_info::TypeInfo;

use crate::{AccountId, Balance};

/// An attestation that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct AttestationView {
    /// Its id: a hash of content and context.
    pub id: Digest,
    /// What was stated, by whom, and where it stands.
    pub record: Record<AccountId, Balance>,
}

/// What this chain asks of a statement, whoever issues it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct RulesView {
    /// Where a signature counts.
    pub context: Context,
    /// What windows of time are accepted.
    pub limits: Limits,
}

/// Which numbers an issuer can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct NoncesView {
    /// The lowest number not yet used or given up.
    pub floor: u64,
    /// The lowest number above everything used so far.
    pub next: u64,
}
