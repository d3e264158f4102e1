//! What the chain keeps about an attestation.

// The codec's derive numbers the variants that carry fields with a cast.
#![allow(clippy::cast_possible_truncation)]

#[cfg(feature = "std")]
use alloc::string::String;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use msez_core::{Digest, IdError, Moment};
use scale_info::TypeInfo;

use crate::Statement;

/// Why an attestation was revoked. Codes are append-only.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub enum RevocationReason {
    /// It should never have been given.
    #[codec(index = 0)]
    IssuedInError,
    /// The evidence was withdrawn or found to be false.
    #[codec(index = 1)]
    EvidenceWithdrawn,
    /// The facts are no longer what they were.
    #[codec(index = 2)]
    CircumstancesChanged,
    /// The issuer is no longer trusted.
    #[codec(index = 3)]
    IssuerDiscredited,
    /// The violation was remedied.
    #[codec(index = 4)]
    Remedied,
    /// A court or arbitrator said so.
    #[codec(index = 5)]
    Ruling,
}

impl RevocationReason {
    /// Every reason, in the order of its code.
    pub const ALL: [Self; 6] = [
        Self::IssuedInError,
        Self::EvidenceWithdrawn,
        Self::CircumstancesChanged,
        Self::IssuerDiscredited,
        Self::Remedied,
        Self::Ruling,
    ];

    /// The external name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IssuedInError => "issued_in_error",
            Self::EvidenceWithdrawn => "evidence_withdrawn",
            Self::CircumstancesChanged => "circumstances_changed",
            Self::IssuerDiscredited => "issuer_discredited",
            Self::Remedied => "remedied",
            Self::Ruling => "ruling",
        }
    }
}

impl fmt::Display for RevocationReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for RevocationReason {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::ALL.into_iter().find(|r| r.as_str() == text).ok_or(IdError::Malformed)
    }
}

#[cfg(feature = "std")]
impl serde::Serialize for RevocationReason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "std")]
impl<'de> serde::Deserialize<'de> for RevocationReason {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom("unknown reason for a revocation"))
    }
}

/// In which capacity someone revoked.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Revoker {
    /// The issuer of the statement.
    #[codec(index = 0)]
    Issuer,
    /// The authority of the jurisdiction.
    #[codec(index = 1)]
    Authority,
    /// A ruling.
    #[codec(index = 2)]
    Ruling,
}

/// Where an attestation stands. Only `Live` ever changes.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Status {
    /// It counts within its window.
    #[codec(index = 0)]
    Live,
    /// Taken back.
    #[codec(index = 1)]
    Revoked {
        /// In which capacity.
        by: Revoker,
        /// When, in milliseconds.
        at: Moment,
        /// Why.
        reason: RevocationReason,
    },
    /// The same issuer stated something newer on the same coordinate.
    #[codec(index = 2)]
    Superseded {
        /// The newer attestation.
        by: Digest,
        /// When, in milliseconds.
        at: Moment,
    },
    /// Its window has ended.
    #[codec(index = 3)]
    Expired {
        /// The end of the window, in milliseconds.
        at: Moment,
    },
}

impl Status {
    /// Since when it no longer counts; `None` while it does.
    pub const fn ended_at(&self) -> Option<Moment> {
        match self {
            Status::Live => None,
            Status::Revoked { at, .. } | Status::Superseded { at, .. } | Status::Expired { at } => Some(*at),
        }
    }
}

/// An accepted statement and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[cfg_attr(
    feature = "std",
    derive(serde::Serialize, serde::Deserialize),
    serde(
        rename_all = "camelCase",
        bound(
            serialize = "AccountId: serde::Serialize, Balance: fmt::Display",
            deserialize = "AccountId: serde::Deserialize<'de>, Balance: FromStr<Err: fmt::Display>",
        )
    )
)]
pub struct Record<AccountId, Balance> {
    /// Who answers for it.
    pub issuer: AccountId,
    /// What was stated.
    pub statement: Statement,
    /// The issuer's number for it.
    pub nonce: u64,
    /// When the chain accepted it, in milliseconds.
    pub submitted_at: Moment,
    /// Where it stands.
    pub status: Status,
    /// When the agenda looks at it next, in milliseconds: its beginning, its end, or never.
    pub due: Option<Moment>,
    /// Who carried it to the chain and paid the deposit.
    pub depositor: AccountId,
    /// What the depositor gets back on removal, in the smallest unit of the native currency.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub deposit: Balance,
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn reasons_survive_their_text_and_have_dense_codes() {
        for (code, reason) in RevocationReason::ALL.into_iter().enumerate() {
            assert_eq!(reason.to_string().parse(), Ok(reason));
            assert_eq!(reason.encode(), [u8::try_from(code).unwrap()]);
        }
        assert!("because".parse::<RevocationReason>().is_err());
    }

    #[test]
    fn a_record_is_json_in_camel_case_with_its_deposit_as_decimal_text() {
        let statement = Statement {
            subject: msez_core::SubjectId([1; 32]),
            jurisdiction: "uae-difc".parse().unwrap(),
            domain: msez_core::Domain::Kyc,
            state: msez_core::ComplianceState::Compliant,
            valid_from: 1,
            valid_until: Some(9),
            evidence: Digest([2; 32]),
        };
        let record = Record {
            issuer: 1u8,
            statement,
            nonce: 3,
            submitted_at: 1,
            status: Status::Revoked { by: Revoker::Issuer, at: 5, reason: RevocationReason::IssuedInError },
            due: None,
            depositor: 2u8,
            deposit: u128::MAX,
        };
        let json = serde_json::to_value(&record).unwrap();
        assert_eq!(json["deposit"], u128::MAX.to_string());
        assert_eq!(json["submittedAt"], 1);
        assert_eq!(json["statement"]["validUntil"], 9);
        assert_eq!(
            json["status"],
            serde_json::json!({ "revoked": { "by": "issuer", "at": 5, "reason": "issued_in_error" } })
        );
        assert_eq!(serde_json::from_value::<Record<u8, u128>>(json).unwrap(), record);
    }
}
