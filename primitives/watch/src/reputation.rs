//! What a watcher's record is worth.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Moment;
use scale_info::TypeInfo;

use crate::Offence;

/// A day, in milliseconds.
pub const DAY: Moment = 86_400_000;

/// Days in which counters and penalties halve.
pub const HALF_LIFE: u64 = 30;

/// Days after which tenure counts in full.
pub const FULL_TENURE: u64 = 180;

/// One event in a counter.
const ONE: u64 = 1_000_000;

/// One point of penalty.
pub(crate) const POINT: u64 = 1_000_000;

/// What a penalty can be at most.
const MAX_PENALTY: u64 = 30 * POINT;

/// Bad ones that everybody starts with, and as many good ones.
const PRIOR: u64 = 2 * ONE;

/// Weights in hundredths of a point; together 100.00.
const AVAILABILITY: u64 = 4_000;
const ACCURACY: u64 = 5_000;
const TENURE: u64 = 1_000;

/// 2^32 · 2^(−d/30), rounded down, for each day of a half-life.
const DECAY: [u64; 30] = [
    4_294_967_296,
    4_196_870_107,
    4_101_013_461,
    4_007_346_184,
    3_915_818_271,
    3_826_380_858,
    3_738_986_198,
    3_653_587_636,
    3_570_139_579,
    3_488_597_478,
    3_408_917_801,
    3_331_058_011,
    3_254_976_541,
    3_180_632_774,
    3_107_987_021,
    3_037_000_499,
    2_967_635_312,
    2_899_854_428,
    2_833_621_661,
    2_768_901_653,
    2_705_659_852,
    2_643_862_495,
    2_583_476_593,
    2_524_469_906,
    2_466_810_933,
    2_410_468_894,
    2_355_413_708,
    2_301_615_985,
    2_249_047_003,
    2_197_678_698,
];

/// Hundredths of a point, from 0 to 10,000.
pub type Score = u16;

/// The reference's ranks.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
pub enum Tier {
    /// Below 70.
    #[default]
    #[codec(index = 0)]
    Novice,
    /// From 70.
    #[codec(index = 1)]
    Standard,
    /// From 85.
    #[codec(index = 2)]
    Trusted,
    /// From 95.
    #[codec(index = 3)]
    Elite,
}

impl Tier {
    /// The tier of a score.
    ///
    /// ```
    /// use msez_watch::Tier;
    /// assert_eq!([6_999, 7_000, 8_500, 9_500].map(Tier::of), [Tier::Novice, Tier::Standard, Tier::Trusted, Tier::Elite]);
    /// ```
    pub const fn of(score: Score) -> Self {
        match score {
            9_500.. => Self::Elite,
            8_500.. => Self::Trusted,
            7_000.. => Self::Standard,
            _ => Self::Novice,
        }
    }

    /// By how much more often somebody of this tier is drawn than a novice with the same backing.
    pub const fn factor(self) -> u128 {
        match self {
            Self::Novice => 1,
            Self::Standard => 2,
            Self::Trusted => 3,
            Self::Elite => 4,
        }
    }
}

/// What is remembered of a watcher's conduct. Every change brings it to the present first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Reputation {
    /// Duties done in time, in millionths, decayed.
    pub delivered: u64,
    /// Duties missed.
    pub missed: u64,
    /// Statements that a quorum or an adjudication bore out.
    pub upheld: u64,
    /// Statements that were refuted.
    pub refuted: u64,
    /// Penalty in millionths of a point, decayed.
    pub penalty: u64,
    /// When the watcher first registered.
    pub since: Moment,
    /// Until when decay is in the numbers: whole days after `since`.
    pub decayed_to: Moment,
}

impl Reputation {
    /// Of somebody who has shown nothing yet.
    pub const fn new(now: Moment) -> Self {
        Self { delivered: 0, missed: 0, upheld: 0, refuted: 0, penalty: 0, since: now, decayed_to: now }
    }

    /// The same record as it stands at `now`. A time before the last one changes nothing.
    #[must_use]
    pub fn at(mut self, now: Moment) -> Self {
        // The divisors are constants and not zero.
        let days = now.saturating_sub(self.decayed_to).checked_div(DAY).unwrap_or_default();
        if days > 0 {
            for counter in [
                &mut self.delivered,
                &mut self.missed,
                &mut self.upheld,
                &mut self.refuted,
                &mut self.penalty,
            ] {
                *counter = decayed(*counter, days);
            }
            self.decayed_to = self.decayed_to.saturating_add(days.saturating_mul(DAY));
        }
        self
    }

    /// A duty was done in time.
    pub fn deliver(&mut self, now: Moment) {
        *self = self.at(now);
        self.delivered = self.delivered.saturating_add(ONE);
    }

    /// A duty was missed.
    pub fn miss(&mut self, now: Moment) {
        *self = self.at(now);
        self.missed = self.missed.saturating_add(ONE);
    }

    /// A statement or a vote was borne out.
    pub fn uphold(&mut self, now: Moment) {
        *self = self.at(now);
        self.upheld = self.upheld.saturating_add(ONE);
    }

    /// A statement or a vote was refuted.
    pub fn refute(&mut self, now: Moment) {
        *self = self.at(now);
        self.refuted = self.refuted.saturating_add(ONE);
    }

    /// The watcher was slashed.
    pub fn slash(&mut self, offence: Offence, now: Moment) {
        *self = self.at(now);
        self.penalty = self.penalty.saturating_add(offence.penalty()).min(MAX_PENALTY);
    }

    /// From 0 to 10,000 hundredths of a point, at `now`. Every part is rounded down, the penalty up.
    pub fn score(&self, now: Moment) -> Score {
        let it = self.at(now);
        let days = now.saturating_sub(it.since).checked_div(DAY).unwrap_or_default().min(FULL_TENURE);
        let tenure = TENURE.saturating_mul(days).checked_div(FULL_TENURE).unwrap_or_default();
        let earned = part(AVAILABILITY, it.delivered, it.missed)
            .saturating_add(part(ACCURACY, it.upheld, it.refuted))
            .saturating_add(tenure);
        let penalty = it.penalty.div_ceil(POINT / 100);
        Score::try_from(earned.saturating_sub(penalty)).unwrap_or(10_000).min(10_000)
    }

    /// The tier at `now`.
    pub fn tier(&self, now: Moment) -> Tier {
        Tier::of(self.score(now))
    }
}

/// `weight` times the good part of all, the prior included.
fn part(weight: u64, good: u64, bad: u64) -> u64 {
    let good = u128::from(good).saturating_add(u128::from(PRIOR));
    let all = good.saturating_add(u128::from(bad)).saturating_add(u128::from(PRIOR));
    let part = u128::from(weight).saturating_mul(good).checked_div(all).unwrap_or_default();
    u64::try_from(part).unwrap_or(weight)
}

/// What is left of a counter after so many days, rounded down.
fn decayed(counter: u64, days: u64) -> u64 {
    let halvings = days.checked_div(HALF_LIFE).unwrap_or_default();
    let rest = days.checked_rem(HALF_LIFE).and_then(|rest| usize::try_from(rest).ok()).unwrap_or_default();
    let halved = u32::try_from(halvings).ok().and_then(|by| counter.checked_shr(by)).unwrap_or_default();
    let factor = DECAY.get(rest).copied().unwrap_or_default();
    let scaled = u128::from(halved).saturating_mul(u128::from(factor)) >> 32;
    u64::try_from(scaled).unwrap_or(counter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A watcher who was never late with anything.
    fn record(delivered: u64, missed: u64, upheld: u64, refuted: u64, slashes: u64) -> Reputation {
        Reputation {
            delivered: delivered * ONE,
            missed: missed * ONE,
            upheld: upheld * ONE,
            refuted: refuted * ONE,
            penalty: (slashes * 10 * POINT).min(MAX_PENALTY),
            ..Reputation::new(0)
        }
    }

    /// Score of a record whose counters are of this day, after a tenure of so many days.
    fn scored(record: Reputation, days: u64) -> (Score, Tier) {
        let now = days * DAY;
        let record = Reputation { decayed_to: now, ..record };
        (record.score(now), record.tier(now))
    }

    /// The rows of the README: required, delivered, on time, lost, won, days, slashes.
    #[test]
    fn the_rows_of_the_reference_score_as_the_table_says() {
        use Tier::*;
        for ((required, _delivered, on_time, lost, won, days, slashes), expected) in [
            ((100, 95, 90, 1, 4, 180, 0), (7_871, Standard)),
            ((0, 0, 0, 0, 0, 0, 0), (4_500, Novice)),
            ((1_000, 1_000, 1_000, 0, 50, 400, 0), (9_806, Elite)),
            ((1_000, 1_000, 1_000, 0, 50, 0, 1), (7_806, Standard)),
            ((1_000, 1_000, 1_000, 0, 50, 0, 2), (6_806, Novice)),
            ((1_000, 1_000, 1_000, 0, 50, 0, 3), (5_806, Novice)),
            ((1_000, 1_000, 1_000, 0, 50, 0, 9), (5_806, Novice)),
            ((100, 10, 5, 20, 0, 0, 10), (0, Novice)),
        ] {
            let it = record(on_time, required - on_time, won, lost, slashes);
            assert_eq!(scored(it, days), expected, "{required} {on_time} {lost} {won} {days} {slashes}");
        }
    }

    #[test]
    fn every_tier_is_reached_by_honest_work() {
        let mut it = Reputation::new(0);
        let mut seen = [None; 4];
        for day in 0..=FULL_TENURE {
            let now = day * DAY;
            let tier = it.tier(now);
            seen[tier as usize].get_or_insert(day);
            // A duty every six hours, each statement borne out.
            (0..4).for_each(|_| {
                it.deliver(now);
                it.uphold(now);
            });
        }
        assert_eq!(seen.map(|day| day.is_some()), [true; 4], "{seen:?}");
        assert_eq!(seen[0], Some(0));
        assert!(seen[0] < seen[1] && seen[1] < seen[2] && seen[2] < seen[3], "{seen:?}");
    }

    #[test]
    fn who_does_nothing_is_not_trusted_however_old() {
        let it = Reputation::new(0);
        assert_eq!(it.score(10_000 * DAY), 5_500);
    }

    #[test]
    fn a_counter_halves_in_thirty_days() {
        assert_eq!(decayed(ONE, 0), ONE);
        assert_eq!(decayed(ONE, 30), ONE / 2);
        assert_eq!(decayed(ONE, 15), 707_106);
        assert_eq!(decayed(u64::MAX, 30 * 64), 0);
        assert_eq!(decayed(u64::MAX, u64::MAX), 0);
    }

    #[test]
    fn a_penalty_is_forgotten() {
        let mut it = record(1_000, 0, 1_000, 0, 0);
        let before = it.score(0);
        it.slash(Offence::Safety, 0);
        assert_eq!(before - it.score(0), 1_000);
        let year = it.at(360 * DAY);
        assert!(year.penalty < POINT / 100);
    }

    fn any_record() -> impl Strategy<Value = Reputation> {
        let counter = || prop_oneof![0u64..1_000 * ONE, any::<u64>()];
        (counter(), counter(), counter(), counter(), 0..=MAX_PENALTY, 0u64..400 * DAY).prop_map(
            |(delivered, missed, upheld, refuted, penalty, decayed_to)| Reputation {
                delivered,
                missed,
                upheld,
                refuted,
                penalty,
                since: 0,
                decayed_to,
            },
        )
    }

    proptest! {
        #[test]
        fn a_score_is_a_percentage(it in any_record(), now: u64) {
            prop_assert!(it.score(now) <= 10_000);
        }

        #[test]
        fn no_fault_raises_score_or_tier(it in any_record(), later in 0u64..100 * DAY, what in 0usize..8) {
            let now = it.decayed_to + later;
            let mut after = it;
            match what {
                0 => after.miss(now),
                1 => after.refute(now),
                n => after.slash(Offence::ALL[n - 2], now),
            }
            prop_assert!(after.score(now) <= it.score(now));
            prop_assert!(after.tier(now) <= it.tier(now));
        }

        #[test]
        fn no_honest_work_lowers_the_score(it in any_record(), later in 0u64..100 * DAY, statement: bool) {
            let now = it.decayed_to + later;
            let mut after = it;
            if statement { after.uphold(now) } else { after.deliver(now) }
            prop_assert!(after.score(now) >= it.score(now));
        }

        #[test]
        fn decay_only_ever_lowers(counter: u64, days in 0u64..3_000, more in 0u64..3_000) {
            prop_assert!(decayed(counter, days + more) <= decayed(counter, days));
            // Looking at it more often costs at most a millionth of an event each time.
            let once = decayed(counter, days + more);
            let twice = decayed(decayed(counter, days), more);
            prop_assert!(once.abs_diff(twice) <= 2 + once / 1_000_000);
        }

        #[test]
        fn looking_does_not_change_what_is_there(it in any_record(), now: u64, earlier: u64) {
            prop_assert_eq!(it.at(now).at(now), it.at(now));
            prop_assert_eq!(it.at(now).at(earlier.min(now)), it.at(now));
            prop_assert_eq!(it.at(now).score(now), it.score(now));
        }
    }
}
