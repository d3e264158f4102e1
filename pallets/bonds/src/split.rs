//! The arithmetic of a slash, in plain integers.
//!
//! Every function is exact to the last unit: what is taken is what is distributed.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_traits::Balance;
use polkadot_sdk::sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Perbill, Rounding};
use scale_info::TypeInfo;

/// How a slash is divided. What neither share takes is the treasury's.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Shares {
    /// For all reporters together.
    pub reporters: Perbill,
    /// For the harmed party, where there is one.
    pub harmed: Perbill,
}

impl Shares {
    /// Whether both shares fit into the whole.
    pub fn is_sound(&self) -> bool {
        self.reporters.deconstruct().saturating_add(self.harmed.deconstruct()) <= Perbill::one().deconstruct()
    }
}

/// A slash, divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// For each reporter.
    pub per_reporter: Balance,
    /// For the harmed party.
    pub harmed: Balance,
    /// The rest.
    pub treasury: Balance,
}

/// The part of a stake that a slash takes: rounded up, against the offender, and never more than the stake.
///
/// ```
/// use pallet_bonds::split::portion_of;
/// use polkadot_sdk::sp_runtime::Perbill;
/// assert_eq!(portion_of(Perbill::from_percent(10), 101), 11);
/// assert_eq!(portion_of(Perbill::one(), 101), 101);
/// assert_eq!(portion_of(Perbill::zero(), 101), 0);
/// ```
pub fn portion_of(portion: Perbill, stake: Balance) -> Balance {
    portion.mul_ceil(stake).min(stake)
}

/// Divides a slash. Each share is rounded down and every remainder falls to the treasury.
///
/// ```
/// use pallet_bonds::split::{split, Shares, Split};
/// use polkadot_sdk::sp_runtime::Perbill;
/// let shares = Shares { reporters: Perbill::from_percent(10), harmed: Perbill::from_percent(50) };
/// // 10 % of 105 is 10, shared by three: 3 each.
/// assert_eq!(split(105, shares, 3, true), Split { per_reporter: 3, harmed: 52, treasury: 44 });
/// assert_eq!(split(105, shares, 0, false), Split { per_reporter: 0, harmed: 0, treasury: 105 });
/// ```
pub fn split(amount: Balance, shares: Shares, reporters: u32, has_harmed: bool) -> Split {
    let per_reporter =
        shares.reporters.mul_floor(amount).checked_div(Balance::from(reporters)).unwrap_or_default();
    let rest = amount.saturating_sub(per_reporter.saturating_mul(reporters.into()));
    let harmed = if has_harmed { shares.harmed.mul_floor(amount).min(rest) } else { 0 };
    Split { per_reporter, harmed, treasury: rest.saturating_sub(harmed) }
}

/// Divides `amount` over parts in proportion to them. The cuts sum to `amount`, none exceeds its part, and each is
/// within one unit of its exact share. `amount` above the sum of the parts takes everything.
///
/// ```
/// use pallet_bonds::split::cuts;
/// assert_eq!(cuts(&[50, 30, 20], 10), vec![5, 3, 2]);
/// assert_eq!(cuts(&[1, 1, 1], 2), vec![0, 1, 1]);
/// ```
pub fn cuts(parts: &[Balance], amount: Balance) -> Vec<Balance> {
    let total = parts.iter().fold(0, |sum: Balance, part| sum.saturating_add(*part));
    let amount = amount.min(total);
    // The cut of a part is the difference of two points on one line from zero to `amount`, so nothing is lost between.
    let point = |reached| {
        multiply_by_rational_with_rounding(amount, reached, total, Rounding::Down).unwrap_or_default()
    };
    let mut reached: Balance = 0;
    let mut taken: Balance = 0;
    parts
        .iter()
        .map(|part| {
            reached = reached.saturating_add(*part);
            let next = point(reached);
            let cut = next.saturating_sub(taken);
            taken = next;
            cut
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use polkadot_sdk::sp_runtime::PerThing;
    use proptest::prelude::*;

    fn portion() -> impl Strategy<Value = Perbill> {
        (0..=1_000_000_000u32).prop_map(Perbill::from_parts)
    }

    /// Up to more than any issuance, and small amounts, where rounding shows.
    fn amount() -> impl Strategy<Value = Balance> {
        prop_oneof![0..1_000u128, 0..=u128::MAX / 1_000]
    }

    proptest! {
        #[test]
        fn a_slash_is_distributed_to_the_last_unit(
            amount in amount(), a in portion(), b in portion(), reporters in 0..9u32, has_harmed: bool,
        ) {
            // Even shares above the whole never create money.
            let split = split(amount, Shares { reporters: a, harmed: b }, reporters, has_harmed);
            prop_assert_eq!(split.per_reporter * Balance::from(reporters) + split.harmed + split.treasury, amount);
        }

        #[test]
        fn no_beneficiary_gets_more_than_his_share(
            amount in amount(), a in portion(), reporters in 1..9u32,
        ) {
            let shares = Shares { reporters: a, harmed: a.left_from_one() };
            prop_assert!(shares.is_sound());
            let split = split(amount, shares, reporters, true);
            prop_assert!(split.per_reporter * Balance::from(reporters) <= shares.reporters.mul_floor(amount));
            prop_assert!(split.harmed <= shares.harmed.mul_floor(amount));
        }

        #[test]
        fn the_portion_is_rounded_against_the_offender(stake in 0..u128::MAX / 2_000_000_000, portion in portion()) {
            let taken = portion_of(portion, stake);
            prop_assert!(taken <= stake);
            let exact = stake * Balance::from(portion.deconstruct());
            prop_assert_eq!(taken, exact.div_ceil(1_000_000_000));
        }

        #[test]
        fn cuts_sum_to_the_amount_and_stay_in_their_parts(
            parts in prop::collection::vec(amount(), 1..40), amount in amount(),
        ) {
            let total: Balance = parts.iter().sum();
            let cuts = cuts(&parts, amount);
            prop_assert_eq!(cuts.iter().sum::<Balance>(), amount.min(total));
            prop_assert!(cuts.iter().zip(&parts).all(|(cut, part)| cut <= part));
        }

        #[test]
        fn cuts_are_in_proportion(parts in prop::collection::vec(0..1u128 << 60, 1..40), amount in 0..1u128 << 60) {
            let total: Balance = parts.iter().sum();
            let amount = amount.min(total);
            for (cut, part) in cuts(&parts, amount).into_iter().zip(&parts) {
                let exact = (amount * part).checked_div(total).unwrap_or_default();
                prop_assert!(cut == exact || cut == exact + 1, "{} is not {}", cut, exact);
            }
        }
    }
}
