//! How far a saga is.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use msez_core::IdError;
use scale_info::TypeInfo;

/// How far a saga is: the reference's eleven states, and one for a compensation whose actions are under way. The codes
/// are append-only.
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
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[repr(u8)]
pub enum State {
    /// Requested, and paid for.
    #[codec(index = 0)]
    Initiated = 0,
    /// The asset must pass at home, the path be open, and the asset's program have no objection.
    #[codec(index = 1)]
    ComplianceCheck = 1,
    /// Whatever the path asks for is being brought.
    #[codec(index = 2)]
    AttestationGathering = 2,
    /// The asset is held; the compliance of the whole path was found and frozen.
    #[codec(index = 3)]
    SourceLock = 3,
    /// The transfer is open; hops prepare.
    #[codec(index = 4)]
    Transit = 4,
    /// Every hop has prepared; compliance is looked at again.
    #[codec(index = 5)]
    DestinationVerification = 5,
    /// Decided, for good: hops commit.
    #[codec(index = 6)]
    DestinationUnlock = 6,
    /// The asset is at its new home.
    #[codec(index = 7)]
    Completed = 7,
    /// Everything was taken back.
    #[codec(index = 8)]
    Compensated = 8,
    /// Somebody with standing objected; a ruling is due.
    #[codec(index = 9)]
    Disputed = 9,
    /// Called off before anything was held.
    #[codec(index = 10)]
    Cancelled = 10,
    /// Decided to take everything back; actions are outstanding.
    #[codec(index = 11)]
    Compensating = 11,
}

impl State {
    /// Every state, in the order of the codes.
    pub const ALL: [Self; 12] = [
        Self::Initiated,
        Self::ComplianceCheck,
        Self::AttestationGathering,
        Self::SourceLock,
        Self::Transit,
        Self::DestinationVerification,
        Self::DestinationUnlock,
        Self::Completed,
        Self::Compensated,
        Self::Disputed,
        Self::Cancelled,
        Self::Compensating,
    ];

    /// The external name, as the reference has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Initiated => "initiated",
            Self::ComplianceCheck => "compliance_check",
            Self::AttestationGathering => "attestation_gathering",
            Self::SourceLock => "source_lock",
            Self::Transit => "transit",
            Self::DestinationVerification => "destination_verification",
            Self::DestinationUnlock => "destination_unlock",
            Self::Completed => "completed",
            Self::Compensated => "compensated",
            Self::Disputed => "disputed",
            Self::Cancelled => "cancelled",
            Self::Compensating => "compensating",
        }
    }

    /// Nothing follows.
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Completed | Self::Compensated | Self::Cancelled)
    }

    /// Nothing is held yet: the controllers can call it off.
    pub const fn is_cancellable(self) -> bool {
        matches!(self, Self::Initiated | Self::ComplianceCheck | Self::AttestationGathering)
    }

    /// On the way forward, and before the point of no return.
    pub const fn may_turn_back(self) -> bool {
        matches!(
            self,
            Self::Initiated
                | Self::ComplianceCheck
                | Self::AttestationGathering
                | Self::SourceLock
                | Self::Transit
                | Self::DestinationVerification
        )
    }

    /// Whether the asset is on its way, with a transfer of the bridge.
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Transit | Self::DestinationVerification | Self::DestinationUnlock)
    }

    /// How much of the fees goes back, in percent, to whoever leaves this state backwards.
    pub const fn refund_percent(self) -> u8 {
        match self {
            Self::Initiated | Self::ComplianceCheck | Self::AttestationGathering => 100,
            Self::SourceLock => 90,
            Self::Transit => 50,
            Self::DestinationVerification => 25,
            _ => 0,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for State {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(IdError::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn states_survive_their_text_and_have_dense_codes() {
        for (code, state) in State::ALL.into_iter().enumerate() {
            assert_eq!(state.to_string().parse(), Ok(state));
            assert_eq!(state.encode(), [u8::try_from(code).unwrap()]);
        }
        assert!("in_transit".parse::<State>().is_err());
    }

    #[test]
    fn the_references_refund_shares_are_kept_and_what_was_hardly_begun_costs_nothing() {
        let shares = [
            (State::Initiated, 100),
            (State::ComplianceCheck, 100),
            (State::AttestationGathering, 100),
            (State::SourceLock, 90),
            (State::Transit, 50),
            (State::DestinationVerification, 25),
            (State::DestinationUnlock, 0),
        ];
        assert!(shares.into_iter().all(|(state, share)| state.refund_percent() == share));
    }

    #[test]
    fn the_references_three_states_are_cancellable() {
        let cancellable: alloc::vec::Vec<_> =
            State::ALL.into_iter().filter(|state| state.is_cancellable()).collect();
        assert_eq!(cancellable, [State::Initiated, State::ComplianceCheck, State::AttestationGathering]);
    }
}
