//! What a watcher is slashed for, and how much.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use crate::reputation::POINT;

/// The reference's table. The codes are append-only.
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
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum Offence {
    /// Two different statements on one coordinate.
    #[codec(index = 0)]
    Equivocation,
    /// One falsehood of several; bans for ever.
    #[codec(index = 1)]
    Collusion,
    /// Endangered what a corridor or the chain secures, by a ruling.
    #[codec(index = 2)]
    Safety,
    /// Attested what was not so, by adjudication.
    #[codec(index = 3)]
    FalseAttestation,
    /// Missed several duties in a row.
    #[codec(index = 4)]
    Liveness,
    /// Missed a duty.
    #[codec(index = 5)]
    Availability,
}

impl Offence {
    /// Every offence, in the order of the codes.
    pub const ALL: [Self; 6] = [
        Self::Equivocation,
        Self::Collusion,
        Self::Safety,
        Self::FalseAttestation,
        Self::Liveness,
        Self::Availability,
    ];

    /// What it costs, in percent of everything at stake.
    pub const fn percent(self) -> u32 {
        match self {
            Self::Equivocation | Self::Collusion => 100,
            Self::Safety => 75,
            Self::FalseAttestation => 50,
            Self::Liveness => 10,
            Self::Availability => 1,
        }
    }

    /// Whether the offender can never be a watcher again.
    pub const fn bans(self) -> bool {
        matches!(self, Self::Collusion)
    }

    /// Whether the evidence alone proves it, so that nobody may defer the slash.
    pub const fn is_proven(self) -> bool {
        matches!(self, Self::Equivocation | Self::Collusion)
    }

    /// What it costs in reputation, in millionths of a point: ten points, as in the reference. A missed duty is in the
    /// availability already and costs one.
    pub(crate) const fn penalty(self) -> u64 {
        match self {
            Self::Availability => POINT,
            _ => POINT.saturating_mul(10),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_references() {
        assert_eq!(Offence::ALL.map(Offence::percent), [100, 100, 75, 50, 10, 1]);
        assert_eq!(Offence::ALL.map(Offence::bans), [false, true, false, false, false, false]);
    }

    #[test]
    fn the_codes_are_the_order() {
        for (code, offence) in Offence::ALL.into_iter().enumerate() {
            assert_eq!(offence.encode(), [u8::try_from(code).unwrap()]);
        }
    }
}
