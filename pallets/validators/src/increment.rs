//! The arithmetic of being punished more than once for one session.

use polkadot_sdk::sp_runtime::{PerThing, Perbill, Rounding, Saturating};

/// The portion of what is left after a slash of `before` that brings the whole to `now`, rounded up. Zero where `before`
/// reaches `now` already.
///
/// ```
/// use pallet_validators::increment::increment;
/// use polkadot_sdk::sp_runtime::Perbill;
/// let percent = Perbill::from_percent;
/// // 20 % are gone; 60 % of the remaining 80 % are 48 % of the whole, together 68 %.
/// assert_eq!(increment(percent(20), percent(68)), percent(60));
/// assert_eq!(increment(percent(0), percent(30)), percent(30));
/// assert_eq!(increment(percent(30), percent(30)), percent(0));
/// assert_eq!(increment(percent(30), percent(100)), percent(100));
/// ```
pub fn increment(before: Perbill, now: Perbill) -> Perbill {
    let missing = now.saturating_sub(before).deconstruct();
    let left = before.left_from_one().deconstruct();
    if missing == 0 {
        return Perbill::zero();
    }
    Perbill::from_rational_with_rounding(missing, left, Rounding::Up).unwrap_or(Perbill::one())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn two_slashes_take_as_much_as_the_larger_one(before in 0..=1_000_000_000u32, now in 0..=1_000_000_000u32) {
            let (before, now) = (Perbill::from_parts(before), Perbill::from_parts(now));
            let stake = 1_000_000_000_000_000_000u128;
            let left = stake - before.mul_ceil(stake);
            let left = left - increment(before, now).mul_ceil(left);
            let expected = stake - before.max(now).mul_ceil(stake);
            prop_assert!(left <= expected, "rounded against the offender");
            prop_assert!(expected - left <= 2_000_000_000, "by no more than the width of a Perbill");
        }
    }
}
