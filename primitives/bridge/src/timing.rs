//! How long an operator has, and how much longer the next one.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Moment;
use scale_info::TypeInfo;

/// How long operators have.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Timing {
    /// For the first attempt at preparing a hop, in milliseconds.
    pub prepare: Moment,
    /// For the first attempt at committing a hop, in milliseconds.
    pub commit: Moment,
    /// Operators who try to commit a hop, one after the other, before the arbiter completes it.
    pub attempts: u32,
}

impl Timing {
    /// The reference's: five minutes, ten minutes, three attempts.
    pub const REFERENCE: Self = Self { prepare: 300_000, commit: 600_000, attempts: 3 };

    /// A doubling is done so often at most.
    pub const MOST_DOUBLINGS: u32 = 10;

    /// A time, doubled for every attempt before this one; attempts count from 0.
    ///
    /// ```
    /// use msez_bridge::Timing;
    /// assert_eq!([0, 1, 2].map(|attempt| Timing::backed_off(600_000, attempt)), [600_000, 1_200_000, 2_400_000]);
    /// ```
    pub fn backed_off(time: Moment, attempt: u32) -> Moment {
        time.saturating_mul(1u64.checked_shl(attempt.min(Self::MOST_DOUBLINGS)).unwrap_or(1))
    }

    /// When an attempt at preparing ends.
    pub fn prepare_due(&self, now: Moment, attempt: u32, prepare_by: Moment) -> Moment {
        now.saturating_add(Self::backed_off(self.prepare, attempt)).min(prepare_by)
    }

    /// When an attempt at committing ends. Who was asked late has his time all the same.
    pub fn commit_due(&self, now: Moment, attempt: u32, commit_by: Moment) -> Moment {
        let due = now.saturating_add(Self::backed_off(self.commit, attempt));
        if attempt == 0 {
            due.max(commit_by)
        } else {
            due
        }
    }

    /// How long a lock must stand: whoever commits in the last attempt, after a decision at the last moment, finds it.
    ///
    /// ```
    /// assert_eq!(msez_bridge::Timing::REFERENCE.lock_until(0), 600_000 + 1_200_000 + 2_400_000);
    /// ```
    pub fn lock_until(&self, commit_by: Moment) -> Moment {
        let attempts = (0..self.attempts).map(|attempt| Self::backed_off(self.commit, attempt));
        attempts.fold(commit_by, Moment::saturating_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_later_attempt_never_has_less_time_and_none_has_forever(time in 1u64..=u64::MAX / 2_048, attempt: u32) {
            let next = Timing::backed_off(time, attempt.saturating_add(1));
            prop_assert!(next >= Timing::backed_off(time, attempt));
            prop_assert!(next <= time * 1_024);
        }

        #[test]
        fn nobody_prepares_past_the_end_and_the_first_committer_has_until_it(now in 0u64..1 << 40, by in 0u64..1 << 40, attempt in 0u32..20) {
            let timing = Timing::REFERENCE;
            prop_assert!(timing.prepare_due(now, attempt, by) <= by);
            prop_assert!(timing.commit_due(now, 0, by) >= by);
            prop_assert!(timing.commit_due(now, attempt, by) >= now + timing.commit);
        }

        #[test]
        fn a_lock_outlasts_every_attempt_however_late_it_was_decided(decided in 0u64..1 << 40, more in 0u64..1 << 30) {
            let (timing, commit_by) = (Timing::REFERENCE, decided + more);
            let last = (0..timing.attempts).fold(decided, |now, attempt| timing.commit_due(now, attempt, commit_by));
            prop_assert!(last <= timing.lock_until(commit_by));
        }
    }
}
