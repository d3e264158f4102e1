//! For how long a saga may stay in a state.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Moment;
use scale_info::TypeInfo;

use crate::State;

/// Milliseconds of an hour.
pub const HOUR: Moment = 3_600_000;

/// For how long a saga may stay in each state, in milliseconds.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Timeouts {
    /// In `initiated`.
    pub initiated: Moment,
    /// In `compliance_check`.
    pub compliance_check: Moment,
    /// In `attestation_gathering`.
    pub attestation_gathering: Moment,
    /// In `source_lock`.
    pub source_lock: Moment,
    /// In `transit`, or the time that the path itself takes where that is longer.
    pub transit: Moment,
    /// In `destination_verification`.
    pub destination_verification: Moment,
    /// In `destination_unlock`; what is late there is pursued, never taken back.
    pub destination_unlock: Moment,
}

/// The reference's: 24, 4, 168, 2, 72, 24 and 2 hours.
impl Default for Timeouts {
    fn default() -> Self {
        const fn hours(hours: Moment) -> Moment {
            hours.saturating_mul(HOUR)
        }
        Self {
            initiated: hours(24),
            compliance_check: hours(4),
            attestation_gathering: hours(168),
            source_lock: hours(2),
            transit: hours(72),
            destination_verification: hours(24),
            destination_unlock: hours(2),
        }
    }
}

impl Timeouts {
    /// Of each state that has one, in the order of the states.
    pub const fn all(&self) -> [Moment; 7] {
        [
            self.initiated,
            self.compliance_check,
            self.attestation_gathering,
            self.source_lock,
            self.transit,
            self.destination_verification,
            self.destination_unlock,
        ]
    }

    /// Whether each lies between two bounds, inclusive.
    pub fn are_within(&self, least: Moment, most: Moment) -> bool {
        self.all().into_iter().all(|timeout| (least..=most).contains(&timeout))
    }

    /// Of a state, on a path that takes so many hours. `None` where a state has none of its own.
    ///
    /// ```
    /// use msez_saga::{State, Timeouts, HOUR};
    /// let timeouts = Timeouts::default();
    /// assert_eq!(timeouts.of(State::Transit, 72), Some(72 * HOUR));
    /// // Three corridors of 72 hours do not fit into 72 hours.
    /// assert_eq!(timeouts.of(State::Transit, 216), Some(216 * HOUR));
    /// ```
    pub fn of(&self, state: State, path_hours: u32) -> Option<Moment> {
        Some(match state {
            State::Initiated => self.initiated,
            State::ComplianceCheck => self.compliance_check,
            State::AttestationGathering => self.attestation_gathering,
            State::SourceLock => self.source_lock,
            State::Transit => self.transit.max(Moment::from(path_hours).saturating_mul(HOUR)),
            State::DestinationVerification => self.destination_verification,
            State::DestinationUnlock => self.destination_unlock,
            State::Completed
            | State::Compensated
            | State::Disputed
            | State::Cancelled
            | State::Compensating => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_the_references_and_sum_to_its_296_hours() {
        assert_eq!(Timeouts::default().all().into_iter().sum::<Moment>(), 296 * HOUR);
    }

    #[test]
    fn bounds_hold_for_each_alone() {
        let mut timeouts = Timeouts::default();
        assert!(timeouts.are_within(2 * HOUR, 168 * HOUR));
        assert!(!timeouts.are_within(2 * HOUR, 167 * HOUR));
        timeouts.destination_unlock = 1;
        assert!(!timeouts.are_within(2 * HOUR, 168 * HOUR));
    }
}
