//! What a watcher's word stands for until it has matured.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Moment;
use scale_info::TypeInfo;

use crate::reputation::DAY;

/// A bond stands for so many times itself, as in the reference; but for everything together.
pub const FACTOR: u128 = 10;

/// Amounts of one such stretch of time mature together.
pub const STEP: Moment = DAY;

/// So many steps an amount stands at least; it is gone after one more.
pub const LIFE: usize = 7;

/// Amounts by the step in which they were added, the newest first.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Exposure {
    /// The step of the first amount.
    newest: u64,
    /// The amounts of that step and the ones before.
    amounts: [u128; LIFE + 1],
}

/// The bond cannot stand for that much more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverExposed {
    /// What it stands for already.
    pub outstanding: u128,
    /// What it can stand for.
    pub cap: u128,
}

impl Exposure {
    /// What a bond can stand for.
    pub const fn cap(bond: u128) -> u128 {
        bond.saturating_mul(FACTOR)
    }

    /// What has not matured at `now`.
    pub fn outstanding(&self, now: Moment) -> u128 {
        self.at(now).amounts.iter().fold(0, |sum, amount| sum.saturating_add(*amount))
    }

    /// Adds an amount, if the bond can stand for it with everything else.
    pub fn add(&mut self, now: Moment, amount: u128, bond: u128) -> Result<(), OverExposed> {
        let mut next = self.at(now);
        let (outstanding, cap) = (next.outstanding(now), Self::cap(bond));
        if outstanding.checked_add(amount).is_none_or(|sum| sum > cap) {
            return Err(OverExposed { outstanding, cap });
        }
        if let Some(first) = next.amounts.first_mut() {
            *first = first.saturating_add(amount);
        }
        *self = next;
        Ok(())
    }

    /// The same at `now`: what is older than its life is gone. A time before the newest amount changes nothing.
    fn at(&self, now: Moment) -> Self {
        let step = now.checked_div(STEP).unwrap_or_default();
        let passed = usize::try_from(step.saturating_sub(self.newest)).unwrap_or(usize::MAX);
        if passed == 0 {
            return *self;
        }
        let mut amounts = [0; LIFE + 1];
        for (to, from) in amounts.iter_mut().skip(passed).zip(self.amounts) {
            *to = from;
        }
        Self { newest: step, amounts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_bond_stands_for_ten_times_itself_and_no_unit_more() {
        let mut it = Exposure::default();
        assert_eq!(it.add(0, 1_000, 100), Ok(()));
        let before = it;
        assert_eq!(it.add(0, 1, 100), Err(OverExposed { outstanding: 1_000, cap: 1_000 }));
        assert_eq!(it, before);
    }

    #[test]
    fn a_slash_lowers_what_it_can_stand_for_at_once() {
        let mut it = Exposure::default();
        it.add(0, 600, 100).unwrap();
        assert!(it.add(0, 1, 50).is_err());
        assert!(it.add(0, 0, 50).is_err(), "nothing at all while above the cap");
        assert_eq!(it.outstanding(0), 600);
    }

    #[test]
    fn it_matures_after_its_life_and_not_before() {
        let mut it = Exposure::default();
        it.add(DAY - 1, 5, 1).unwrap();
        it.add(DAY, 5, 1).unwrap();
        assert_eq!(it.outstanding(7 * DAY), 10);
        assert_eq!(it.outstanding(8 * DAY - 1), 10);
        assert_eq!(it.outstanding(8 * DAY), 5);
        assert_eq!(it.outstanding(9 * DAY), 0);
        assert_eq!(it.outstanding(u64::MAX), 0);
        assert_eq!(it.outstanding(0), 10, "time does not run backwards");
    }

    proptest! {
        #[test]
        fn it_is_never_above_the_cap_when_something_was_added(
            steps in proptest::collection::vec((0u64..3 * DAY, 0u128..500, 0u128..100), 1..60)
        ) {
            let (mut it, mut now) = (Exposure::default(), 0);
            let mut open: Vec<(u64, u128)> = Vec::new();
            for (later, amount, bond) in steps {
                now += later;
                let before = it.outstanding(now);
                if it.add(now, amount, bond).is_ok() {
                    open.push((now / STEP, amount));
                    prop_assert!(it.outstanding(now) <= Exposure::cap(bond));
                } else {
                    prop_assert!(before + amount > Exposure::cap(bond));
                }
                let expected: u128 =
                    open.iter().filter(|(step, _)| now / STEP - step <= 7).map(|(_, amount)| amount).sum();
                prop_assert_eq!(it.outstanding(now), expected);
            }
        }
    }
}
