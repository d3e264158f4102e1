//! What a transfer costs, what its owner admits, and who gets what of it.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{BasisPoints, Usd};
use scale_info::TypeInfo;

use crate::{HopTerms, MAX_HOPS};

/// What whoever asks for a transfer admits at most. Checked before anything moves.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Limits {
    /// Most hops.
    pub max_hops: u32,
    /// Most hours, all hops together.
    pub max_hours: u32,
    /// Most fees, as a share of the value.
    pub max_fee_bps: BasisPoints,
    /// Most fees, in micro-dollars.
    pub max_fee: Option<Usd>,
}

impl Default for Limits {
    /// The reference's: five hops, 72 hours, 100 basis points.
    fn default() -> Self {
        let max_fee_bps = BasisPoints::new(100).unwrap_or_default();
        Self { max_hops: 5, max_hours: 72, max_fee_bps, max_fee: None }
    }
}

/// What a transfer costs.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Quote {
    /// How many hops.
    pub hops: u32,
    /// How many hours, all hops together.
    pub hours: u32,
    /// For those who carry it, in micro-dollars.
    pub transfer_fees: Usd,
    /// For the jurisdictions that it enters, in micro-dollars.
    pub entry_fees: Usd,
    /// Both, in micro-dollars.
    pub total: Usd,
    /// Both, as a share of the value, rounded up; the largest number where the value is nothing.
    pub fee_bps: u128,
}

/// Why a transfer costs more than is admitted. The codes are append-only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum LimitFault {
    /// It has more hops.
    #[codec(index = 0)]
    TooManyHops,
    /// It takes longer.
    #[codec(index = 1)]
    TooSlow,
    /// Its fees are a larger share of the value.
    #[codec(index = 2)]
    FeeShareTooHigh,
    /// Its fees are higher.
    #[codec(index = 3)]
    FeeTooHigh,
    /// Nothing is moved.
    #[codec(index = 4)]
    NoValue,
}

/// What it costs to carry a value over these hops. `None` where a sum does not fit.
pub fn quote(hops: &[HopTerms], value: Usd) -> Option<Quote> {
    let count = u32::try_from(hops.len()).ok().filter(|count| *count <= MAX_HOPS)?;
    let (mut transfer_fees, mut entry_fees, mut hours) = (Usd::ZERO, Usd::ZERO, 0u32);
    for hop in hops {
        transfer_fees = transfer_fees.checked_add(hop.transfer_fee)?;
        entry_fees = entry_fees.checked_add(hop.entry_fee)?;
        hours = hours.checked_add(hop.hours)?;
    }
    let total = transfer_fees.checked_add(entry_fees)?;
    let fee_bps = match value.0 {
        0 => u128::MAX,
        value => total.0.checked_mul(BasisPoints::WHOLE.into())?.div_ceil(value),
    };
    Some(Quote { hops: count, hours, transfer_fees, entry_fees, total, fee_bps })
}

impl Quote {
    /// Everything that is more than admitted.
    pub fn faults(&self, limits: &Limits) -> Vec<LimitFault> {
        let tests = [
            (self.hops > limits.max_hops, LimitFault::TooManyHops),
            (self.hours > limits.max_hours, LimitFault::TooSlow),
            (self.fee_bps > u128::from(limits.max_fee_bps.get()), LimitFault::FeeShareTooHigh),
            (limits.max_fee.is_some_and(|most| self.total > most), LimitFault::FeeTooHigh),
            (self.fee_bps == u128::MAX, LimitFault::NoValue),
        ];
        tests.into_iter().filter(|(is_so, _)| *is_so).map(|(_, fault)| fault).collect()
    }
}

/// Who gets what of the fees of an aborted transfer. The sums are those that were escrowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbortSplit {
    /// Back to who paid.
    pub refund: u128,
    /// For those who had prepared, in the order they were given.
    pub operators: Vec<u128>,
    /// What nobody else gets.
    pub treasury: u128,
}

/// Splits what was escrowed for an aborted transfer: `parts_back` billionths go back, rounded down; of the rest, those
/// who had prepared hops get as much as they would have earned, all cut alike where there is not enough, rounded down; what
/// then is left is the treasury's.
///
/// ```
/// let split = msez_bridge::abort_split(1_000, 500_000_000, &[300, 100]);
/// assert_eq!((split.refund, split.operators, split.treasury), (500, vec![300, 100], 100));
/// let split = msez_bridge::abort_split(1_000, 900_000_000, &[300, 100]);
/// assert_eq!((split.refund, split.operators, split.treasury), (900, vec![75, 25], 0));
/// ```
pub fn abort_split(escrow: u128, parts_back: u32, earned: &[u128]) -> AbortSplit {
    let refund = portion(escrow, parts_back.min(BILLION).into(), BILLION.into());
    let rest = escrow.saturating_sub(refund);
    let operators: Vec<u128> = match sum(earned, 0) {
        Some(wanted) if wanted <= rest => earned.to_vec(),
        _ => {
            // Halved until the sum fits into 64 bits: proportions stay, and the products fit.
            let fits = |halvings: &u32| sum(earned, *halvings).is_some_and(|sum| sum <= u64::MAX.into());
            let halvings = (0..u128::BITS).find(fits).unwrap_or(u128::BITS);
            let wanted = sum(earned, halvings).unwrap_or(u128::MAX);
            let part = |one: &u128| portion(rest, one.checked_shr(halvings).unwrap_or(0), wanted).min(*one);
            earned.iter().map(part).collect()
        }
    };
    let paid = operators.iter().fold(0u128, |sum, one| sum.saturating_add(*one));
    AbortSplit { refund, operators, treasury: rest.saturating_sub(paid) }
}

/// The sum of all, each halved so often.
fn sum(parts: &[u128], halvings: u32) -> Option<u128> {
    parts.iter().try_fold(0u128, |sum, one| sum.checked_add(one.checked_shr(halvings).unwrap_or(0)))
}

const BILLION: u32 = 1_000_000_000;

/// `amount` · `part` / `whole`, rounded down, for `part` up to `whole`, and that up to 64 bits.
fn portion(amount: u128, part: u128, whole: u128) -> u128 {
    // amount = q · whole + r: the first product is no more than the amount, the second is of two numbers of 64 bits.
    match (amount.checked_div(whole), amount.checked_rem(whole)) {
        (Some(q), Some(r)) => {
            let rest = r.saturating_mul(part).checked_div(whole).unwrap_or(0);
            q.saturating_mul(part).saturating_add(rest)
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use msez_core::{CorridorId, JurisdictionId};
    use proptest::prelude::*;

    /// The reference's standard corridor, with its 10 basis points and 100 USD; entering costs 500 USD, and the 200 USD
    /// of the missing statement are counted as the reference counts them.
    fn standard(value: Usd) -> HopTerms {
        let share = value.share(BasisPoints::new(10).unwrap()).unwrap();
        HopTerms {
            corridor: "corridor-difc-aifc".parse::<CorridorId>().unwrap(),
            from: "uae-difc".parse::<JurisdictionId>().unwrap(),
            to: "kz-aifc".parse().unwrap(),
            transfer_fee: Usd::dollars(100).checked_add(share).unwrap(),
            entry_fee: Usd::dollars(700),
            hours: 72,
            check_interval: None,
        }
    }

    #[test]
    fn the_references_fee_table_with_shares_rounded_up() {
        for (amount, cost, bps, is_accepted) in [
            (1_000, 801_000_000, 8_010, false),
            (10_000, 810_000_000, 810, false),
            (50_000, 850_000_000, 170, false),
            // The reference rounds these down, to 101 and 100, and takes the second.
            (87_912, 887_912_000, 102, false),
            (87_913, 887_913_000, 101, false),
            (88_888, 888_888_000, 101, false),
            (88_889, 888_889_000, 100, true),
            (100_000, 900_000_000, 90, true),
            (500_000, 1_300_000_000, 26, true),
            (1_000_000, 1_800_000_000, 18, true),
        ] {
            let value = Usd::dollars(amount);
            let quote = quote(&[standard(value)], value).unwrap();
            assert_eq!((quote.total, quote.fee_bps), (Usd(cost), bps), "{amount}");
            let faults = quote.faults(&Limits::default());
            assert_eq!(faults.is_empty(), is_accepted, "{amount}");
            assert!(is_accepted || faults == [LimitFault::FeeShareTooHigh]);
        }
    }

    #[test]
    fn every_limit_is_told_at_once() {
        let value = Usd::dollars(1_000);
        let hop = standard(value);
        let limits = Limits {
            max_hops: 1,
            max_hours: 143,
            max_fee_bps: BasisPoints::new(10).unwrap(),
            max_fee: Some(Usd::dollars(1_601)),
        };
        let fees = quote(&[hop, hop], value).unwrap();
        assert_eq!((fees.hops, fees.hours), (2, 144));
        assert_eq!(
            fees.faults(&limits),
            [
                LimitFault::TooManyHops,
                LimitFault::TooSlow,
                LimitFault::FeeShareTooHigh,
                LimitFault::FeeTooHigh
            ]
        );
        let free = HopTerms { transfer_fee: Usd::ZERO, entry_fee: Usd::ZERO, ..hop };
        let nothing = quote(&[free], Usd::ZERO).unwrap();
        assert_eq!(nothing.faults(&Limits::default()), [LimitFault::FeeShareTooHigh, LimitFault::NoValue]);
        assert_eq!(quote(&vec![hop; 17], value), None);
        let dear = HopTerms { entry_fee: Usd(u128::MAX), ..hop };
        assert_eq!(quote(&[dear], value), None);
    }

    proptest! {
        #[test]
        fn an_abort_gives_away_exactly_what_was_escrowed(escrow: u128, back in 0u32..=1_200_000_000, earned in proptest::collection::vec(any::<u128>(), 0..16)) {
            let split = abort_split(escrow, back, &earned);
            let mut sum = split.refund.checked_add(split.treasury).unwrap();
            for (got, would) in split.operators.iter().zip(&earned) {
                prop_assert!(got <= would);
                sum = sum.checked_add(*got).unwrap();
            }
            prop_assert_eq!(sum, escrow);
            prop_assert_eq!(split.operators.len(), earned.len());
        }

        #[test]
        fn who_earned_more_gets_no_less(escrow: u128, back in 0u32..=1_000_000_000, earned in proptest::collection::vec(any::<u128>(), 2..16)) {
            let mut earned = earned;
            earned.sort_unstable();
            prop_assert!(abort_split(escrow, back, &earned).operators.is_sorted());
        }

        #[test]
        fn a_portion_is_exact(amount in 0u64.., part in 0u64.., more in 1u64..) {
            let (amount, part, whole) = (u128::from(amount), u128::from(part), u128::from(part) + u128::from(more));
            prop_assert_eq!(portion(amount, part, whole), amount * part / whole);
        }
    }
}
