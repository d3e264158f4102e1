//! What a coordinate holds, and how it is addressed.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{ComplianceState, Coordinate, Digest, Domain, JurisdictionIndex, Moment, SubjectIndex};
use scale_info::TypeInfo;

use crate::meet;

/// What one attestation says about a coordinate, and when.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Contribution {
    /// The attestation.
    pub attestation: Digest,
    /// The state it asserts.
    pub state: ComplianceState,
    /// In force from this moment on.
    pub valid_from: Moment,
    /// No longer in force at this moment; `None` for no end.
    pub valid_until: Option<Moment>,
}

impl Contribution {
    /// Whether it counts at this moment. A violation does not run out: it has to be lifted.
    pub fn in_force(&self, at: Moment) -> bool {
        self.valid_from <= at && !self.expired(at)
    }

    /// Whether it has run out.
    pub fn expired(&self, at: Moment) -> bool {
        self.end().is_some_and(|end| end <= at)
    }

    /// When it runs out. A violation never does; nor does what is valid until the largest moment, which in a leaf means
    /// no end.
    pub fn end(&self) -> Option<Moment> {
        match self.state {
            ComplianceState::NonCompliant => None,
            _ => self.valid_until.filter(|until| *until != Moment::MAX),
        }
    }
}

/// The content of a coordinate during one interval of its history. The leaf commits to every field.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Cell {
    /// The meet of what was in force when the interval opened.
    pub state: ComplianceState,
    /// When the interval opened.
    pub from: Moment,
    /// Earliest expiry among what counted; `None` for no end, which is never written as the largest moment.
    pub until: Option<Moment>,
    /// Counts the intervals of this coordinate, from 0.
    pub version: u32,
    /// Commitment to the attestations that counted ([`attestations_root`](crate::attestations_root)).
    pub attestations_root: Digest,
}

impl Cell {
    /// The effective state at a moment. Intervals are half-open: at `until` the evidence has run out, and the state is
    /// EXPIRED unless it was already worse. Before `from` this cell knows nothing.
    ///
    /// ```
    /// use msez_core::{ComplianceState::*, Digest};
    /// let cell = msez_tensor::Cell {
    ///     state: Compliant, from: 10, until: Some(20), version: 0, attestations_root: Digest::default(),
    /// };
    /// assert_eq!([9, 10, 19, 20].map(|t| cell.state_at(t)), [Unknown, Compliant, Compliant, Expired]);
    /// ```
    pub fn state_at(&self, moment: Moment) -> ComplianceState {
        if moment < self.from {
            ComplianceState::Unknown
        } else if self.until.is_some_and(|until| until <= moment) {
            meet(self.state, ComplianceState::Expired)
        } else {
            self.state
        }
    }

    /// The end of the interval as the leaf encodes it: the largest number for no end.
    pub fn until_word(&self) -> u64 {
        self.until.unwrap_or(u64::MAX)
    }
}

/// The place of a cell in the tree. Derived order is the order of addresses.
#[derive(
    Clone,
    Copy,
    Debug,
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
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Slot {
    /// Dense index of the subject.
    pub subject: SubjectIndex,
    /// Dense index of the jurisdiction, 1 to 2047.
    pub jurisdiction: JurisdictionIndex,
    /// The domain; its code is the position in the lane.
    pub domain: Domain,
}

/// What a verifier asks about.
///
/// A leaf commits to the *names*; the subject node lists jurisdictions by *index*. So a membership proof speaks for
/// itself, while a proof of absence is only as good as the verifier's knowledge of the jurisdiction's index: take it
/// from the registry, not from whoever hands over the proof.
#[derive(
    Clone,
    Copy,
    Debug,
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
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Address {
    /// Subject, jurisdiction and domain by name.
    pub coordinate: Coordinate,
    /// The index under which the jurisdiction is registered.
    pub jurisdiction_index: JurisdictionIndex,
}

#[cfg(test)]
mod tests {
    use super::*;
    use msez_core::ComplianceState::*;

    #[test]
    fn a_worse_state_than_expired_does_not_improve_by_running_out() {
        for state in ComplianceState::ALL {
            let cell =
                Cell { state, from: 5, until: Some(7), version: 3, attestations_root: Digest::default() };
            assert_eq!(cell.state_at(4), Unknown);
            assert_eq!(cell.state_at(5), state);
            assert_eq!(cell.state_at(7), if state == NonCompliant { NonCompliant } else { Expired });
        }
    }

    #[test]
    fn without_an_end_a_cell_holds_for_ever() {
        let cell =
            Cell { state: Exempt, from: 0, until: None, version: 0, attestations_root: Digest::default() };
        assert_eq!(cell.state_at(u64::MAX), Exempt);
        assert_eq!(cell.until_word(), u64::MAX);
    }

    #[test]
    fn a_cell_is_json_in_camel_case() {
        let root = Digest([0xab; 32]);
        let cell = Cell { state: NonCompliant, from: 5, until: None, version: 3, attestations_root: root };
        let json = serde_json::json!({
            "state": "non_compliant", "from": 5, "until": null, "version": 3, "attestationsRoot": root,
        });
        assert_eq!(serde_json::to_value(cell).unwrap(), json);
        assert_eq!(serde_json::from_value::<Cell>(json).unwrap(), cell);
    }

    #[test]
    fn slots_order_like_addresses() {
        let slot = |subject, jurisdiction, domain| Slot { subject, jurisdiction, domain };
        assert!(slot(0, 2047, Domain::Trade) < slot(1, 1, Domain::Aml));
        assert!(slot(1, 1, Domain::Trade) < slot(1, 2, Domain::Aml));
        assert!(slot(1, 1, Domain::Aml) < slot(1, 1, Domain::Kyc));
    }
}
