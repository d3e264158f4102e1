//! Taking everything back: which actions, in which order, and what was done of them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Moment;
use scale_info::TypeInfo;

use crate::{Event, State};

/// After so many failures in a row somebody has to look.
pub const MAX_TRIES: u8 = 5;

/// The first wait after a failure, in milliseconds; each is twice the one before.
const BACK_OFF: Moment = 60_000;

/// The longest wait, in milliseconds: a day.
const BACK_OFF_CAP: Moment = 86_400_000;

/// The wait after so many failures in a row, in milliseconds.
///
/// ```
/// let minutes: Vec<_> = (1..=6).map(|tries| msez_saga::back_off(tries) / 60_000).collect();
/// assert_eq!(minutes, [1, 2, 4, 8, 16, 32]);
/// ```
pub fn back_off(tries: u8) -> Moment {
    let factor = 1u64.checked_shl(u32::from(tries.saturating_sub(1))).unwrap_or(u64::MAX);
    BACK_OFF.saturating_mul(factor).min(BACK_OFF_CAP)
}

/// Something that is taken back. The reference's names, and one of ours. The codes are append-only.
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
pub enum Action {
    /// The asset is brought back, or let go.
    #[codec(index = 0)]
    UnlockSource = 0,
    /// The fees that are still escrowed go back, by the share of the state that was left.
    #[codec(index = 1)]
    RefundFees = 1,
    /// What was pledged for the destination is void.
    #[codec(index = 2)]
    VoidAttestations = 2,
    /// The asset stands where it stood, and nothing that was pledged has entered the tensor.
    #[codec(index = 3)]
    RestoreComplianceState = 3,
    /// Everybody concerned is told. Last.
    #[codec(index = 4)]
    NotifyCounterparties = 4,
    /// The bridge releases every hop and gives fees back. First: until then hops could still be committed.
    #[codec(index = 5)]
    AbortTransfer = 5,
}

impl Action {
    /// Every action, in the order in which they are done.
    pub const ORDER: [Self; 6] = [
        Self::AbortTransfer,
        Self::UnlockSource,
        Self::RefundFees,
        Self::VoidAttestations,
        Self::RestoreComplianceState,
        Self::NotifyCounterparties,
    ];

    const fn bit(self) -> u8 {
        1 << (self as u8)
    }

    /// Whether leaving this state asks for it.
    pub const fn is_needed_in(self, left: State) -> bool {
        match self {
            Self::AbortTransfer => left.is_under_way(),
            Self::UnlockSource | Self::RestoreComplianceState => {
                matches!(left, State::SourceLock) || left.is_under_way()
            }
            Self::RefundFees | Self::VoidAttestations | Self::NotifyCounterparties => true,
        }
    }
}

/// When it is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// After so many milliseconds.
    pub after: Moment,
    /// Whether this failure was the one too many.
    pub escalates: bool,
}

/// A compensation: what is to be done, and what has been. An action is recorded only after it has happened.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Compensation {
    /// The state that was left.
    pub left: State,
    /// What led here.
    pub cause: Event,
    /// A bit for each action that has happened, by its code.
    pub done: u8,
    /// A bit for each action that governance has settled otherwise, because it could not happen.
    pub waived: u8,
    /// How often in a row something failed.
    pub tries: u8,
}

impl Compensation {
    /// Leaving a state.
    pub const fn new(left: State, cause: Event) -> Self {
        Self { left, cause, done: 0, waived: 0, tries: 0 }
    }

    /// Whether an action is asked for and has not happened.
    pub const fn is_outstanding(&self, action: Action) -> bool {
        action.is_needed_in(self.left) && (self.done | self.waived) & action.bit() == 0
    }

    /// Whether an action has happened.
    pub const fn has_happened(&self, action: Action) -> bool {
        self.done & action.bit() != 0
    }

    /// The actions that have not happened, in order.
    pub fn outstanding(&self) -> impl Iterator<Item = Action> + '_ {
        Action::ORDER.into_iter().filter(|action| self.is_outstanding(*action))
    }

    /// Whether an action can be tried now. Nothing before the transfer is aborted, and the notice last; the others do not
    /// wait for each other, so that a refund that fails holds no asset.
    pub fn is_ready(&self, action: Action) -> bool {
        self.is_outstanding(action)
            && match action {
                Action::AbortTransfer => true,
                Action::NotifyCounterparties => self.outstanding().all(|other| other == action),
                Action::RestoreComplianceState => {
                    !self.is_outstanding(Action::AbortTransfer) && !self.is_outstanding(Action::UnlockSource)
                }
                _ => !self.is_outstanding(Action::AbortTransfer),
            }
    }

    /// It happened.
    pub fn record(&mut self, action: Action) {
        if self.is_outstanding(action) {
            self.done |= action.bit();
            self.tries = 0;
        }
    }

    /// Settled otherwise, after too many failures. Not what hops and the asset hang on. Whether it was waived.
    pub fn waive(&mut self, action: Action) -> bool {
        let may = matches!(action, Action::RefundFees | Action::RestoreComplianceState)
            && self.tries >= MAX_TRIES
            && self.is_ready(action);
        if may {
            self.waived |= action.bit();
            self.tries = 0;
        }
        may
    }

    /// It was tried, and did not happen.
    pub fn failed(&mut self) -> Retry {
        self.tries = self.tries.saturating_add(1);
        Retry { after: back_off(self.tries), escalates: self.tries == MAX_TRIES }
    }

    /// Whether nothing is outstanding.
    pub fn is_done(&self) -> bool {
        self.outstanding().next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    fn plan(left: State) -> Vec<Action> {
        Compensation::new(left, Event::TimedOut).outstanding().collect()
    }

    #[test]
    fn each_state_takes_back_what_was_done_up_to_it() {
        use Action::*;
        let early = [RefundFees, VoidAttestations, NotifyCounterparties];
        assert_eq!(plan(State::Initiated), early);
        assert_eq!(plan(State::ComplianceCheck), early);
        assert_eq!(plan(State::AttestationGathering), early);
        assert_eq!(plan(State::SourceLock), Action::ORDER[1..]);
        assert_eq!(plan(State::Transit), Action::ORDER);
        assert_eq!(plan(State::DestinationVerification), Action::ORDER);
    }

    #[test]
    fn nothing_is_taken_back_before_the_hops_are_released() {
        let mut compensation = Compensation::new(State::Transit, Event::HopOverdue);
        let ready = |compensation: &Compensation| -> Vec<_> {
            Action::ORDER.into_iter().filter(|action| compensation.is_ready(*action)).collect()
        };
        assert_eq!(ready(&compensation), [Action::AbortTransfer]);
        compensation.record(Action::AbortTransfer);
        assert_eq!(
            ready(&compensation),
            [Action::UnlockSource, Action::RefundFees, Action::VoidAttestations]
        );
        compensation.record(Action::UnlockSource);
        compensation.record(Action::VoidAttestations);
        assert_eq!(ready(&compensation), [Action::RefundFees, Action::RestoreComplianceState]);
    }

    #[test]
    fn the_fifth_failure_in_a_row_escalates_and_the_wait_is_capped() {
        let mut compensation = Compensation::new(State::SourceLock, Event::TimedOut);
        let escalations: Vec<_> = (0..20).map(|_| compensation.failed().escalates).collect();
        assert_eq!(escalations.iter().position(|escalates| *escalates), Some(4));
        assert_eq!(escalations.iter().filter(|escalates| **escalates).count(), 1);
        assert_eq!(compensation.failed().after, BACK_OFF_CAP);
        compensation.record(Action::RefundFees);
        assert_eq!(compensation.failed(), Retry { after: BACK_OFF, escalates: false });
    }

    #[test]
    fn only_what_failed_too_often_is_waived_and_never_what_holds_the_asset() {
        let mut compensation = Compensation::new(State::SourceLock, Event::TimedOut);
        assert!(!compensation.waive(Action::RefundFees));
        for _ in 0..MAX_TRIES {
            compensation.failed();
        }
        assert!(!compensation.waive(Action::UnlockSource));
        assert!(compensation.waive(Action::RefundFees) && !compensation.is_outstanding(Action::RefundFees));
        assert!(!compensation.waive(Action::RefundFees), "once");
        assert_eq!(compensation.done, 0, "what did not happen is not recorded as if it had");
    }

    proptest! {
        /// Whatever fails, in whatever order: what happened is never undone, is counted once, and the end comes exactly
        /// when everything has happened.
        #[test]
        fn trying_again_never_does_anything_twice(
            left in 0usize..6,
            luck in proptest::collection::vec(any::<bool>(), 0..60),
        ) {
            let left = State::ALL[left];
            let mut compensation = Compensation::new(left, Event::TimedOut);
            let mut happened = Vec::new();
            for lucky in luck {
                let Some(action) = Action::ORDER.into_iter().find(|action| compensation.is_ready(*action)) else {
                    break;
                };
                if lucky {
                    compensation.record(action);
                    prop_assert!(!happened.contains(&action));
                    happened.push(action);
                } else {
                    compensation.failed();
                }
            }
            prop_assert_eq!(compensation.is_done(), happened.len() == plan(left).len());
            prop_assert!(compensation.is_done() || Action::ORDER.into_iter().any(|a| compensation.is_ready(a)));
        }
    }
}
