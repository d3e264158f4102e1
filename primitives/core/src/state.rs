//! The states a tensor cell can take.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;

use crate::IdError;

/// A compliance state. The states form a chain; the code is the rank, and derived order is the order of the lattice.
///
/// Only [`Exempt`](Self::Exempt) and [`Compliant`](Self::Compliant) pass. What nobody attested is
/// [`Unknown`](Self::Unknown), which does not pass.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[repr(u8)]
pub enum ComplianceState {
    /// A violation was established.
    #[codec(index = 0)]
    NonCompliant = 0,
    /// It passed once; the evidence has run out.
    #[codec(index = 1)]
    Expired = 1,
    /// Nobody has attested anything.
    #[default]
    #[codec(index = 2)]
    Unknown = 2,
    /// Under examination.
    #[codec(index = 3)]
    Pending = 3,
    /// The authority declared that the rule does not apply.
    #[codec(index = 4)]
    Exempt = 4,
    /// Attested by an accredited issuer.
    #[codec(index = 5)]
    Compliant = 5,
}

impl ComplianceState {
    /// Every state, from the worst to the best.
    pub const ALL: [Self; 6] =
        [Self::NonCompliant, Self::Expired, Self::Unknown, Self::Pending, Self::Exempt, Self::Compliant];

    /// Rank in the lattice, 0 the worst.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The state of a rank.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// Whether a subject in this state may act.
    pub const fn passes(self) -> bool {
        matches!(self, Self::Exempt | Self::Compliant)
    }

    /// The external name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NonCompliant => "non_compliant",
            Self::Expired => "expired",
            Self::Unknown => "unknown",
            Self::Pending => "pending",
            Self::Exempt => "exempt",
            Self::Compliant => "compliant",
        }
    }
}

impl fmt::Display for ComplianceState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ComplianceState {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::ALL.into_iter().find(|s| s.as_str() == text).ok_or(IdError::Malformed)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for ComplianceState {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for ComplianceState {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom("unknown compliance state"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_rank() {
        for (rank, state) in ComplianceState::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(state.code()), rank);
            assert_eq!(ComplianceState::from_code(state.code()), Some(state));
            assert_eq!(state.encode(), vec![state.code()]);
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert_eq!(ComplianceState::from_code(6), None);
    }

    #[test]
    fn only_exempt_and_compliant_pass() {
        let passing: Vec<_> = ComplianceState::ALL.into_iter().filter(|s| s.passes()).collect();
        assert_eq!(passing, [ComplianceState::Exempt, ComplianceState::Compliant]);
    }
}
