//! How voices become a quorum.

use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Digest;
use scale_info::TypeInfo;

/// A whole, for fractions in parts per million.
pub const MILLION: u32 = 1_000_000;

/// What one controller counts for at most, of all that is eligible: 33 %.
pub const MAX_SHARE: u32 = 330_000;

/// How final something is, as in the reference. The codes are its ranks.
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
pub enum Level {
    /// Nobody has said anything that stands.
    #[default]
    #[codec(index = 0)]
    Proposed,
    /// The parties signed receipts.
    #[codec(index = 1)]
    ReceiptSigned,
    /// At least one watcher saw it.
    #[codec(index = 2)]
    CheckpointSigned,
    /// A quorum of watchers saw the same, and nobody saw anything else.
    #[codec(index = 3)]
    WatcherQuorum,
    /// It is anchored in another chain.
    #[codec(index = 4)]
    L1Anchored,
    /// A court or arbiter has recognized it.
    #[codec(index = 5)]
    LegallyRecognized,
}

/// One digest and what stands behind it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Choice {
    /// What was seen.
    pub digest: Digest,
    /// The weight of those who say so and have not been refuted.
    pub weight: u128,
    /// How many they are.
    pub voices: u32,
}

/// What the voices on a coordinate come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Digest on which a quorum agrees.
    pub agreed: Option<Digest>,
    /// Whether more than one digest stands.
    pub forked: bool,
    /// How final the coordinate is by the watchers' word alone.
    pub level: Level,
}

/// The weight that a quorum needs: the fraction of all that is eligible, rounded up, and never zero.
pub fn quorum_weight(eligible: u128, fraction: u32) -> u128 {
    part(eligible, fraction, true).max(1)
}

/// `fraction` millionths of an amount, exactly, whatever its size.
fn part(amount: u128, fraction: u32, up: bool) -> u128 {
    let (million, fraction) = (u128::from(MILLION), u128::from(fraction.min(MILLION)));
    let whole = amount.checked_div(million).unwrap_or_default().saturating_mul(fraction);
    let rest = amount.checked_rem(million).unwrap_or_default().saturating_mul(fraction);
    let rest = if up { rest.div_ceil(million) } else { rest.checked_div(million).unwrap_or_default() };
    whole.saturating_add(rest)
}

/// What the choices come to. A fork overrides a quorum, whoever is behind it, until all but one have been refuted.
pub fn outcome(choices: &[Choice], eligible: u128, fraction: u32, min_voices: u32) -> Outcome {
    let mut standing = choices.iter().filter(|choice| choice.voices > 0);
    let first = standing.next();
    let forked = standing.next().is_some();
    let agreed = first
        .filter(|_| !forked)
        .filter(|it| it.voices >= min_voices && it.weight >= quorum_weight(eligible, fraction))
        .map(|it| it.digest);
    let level = match (agreed, first) {
        (Some(_), _) => Level::WatcherQuorum,
        (None, Some(_)) => Level::CheckpointSigned,
        (None, None) => Level::Proposed,
    };
    Outcome { agreed, forked, level }
}

/// Lowers the weights so that no group counts for more than [`MAX_SHARE`] of their sum. Within a group each keeps his
/// share, rounded down.
pub fn capped<Group: Ord>(seats: &[(Group, u128)]) -> Vec<u128> {
    let all = seats.iter().fold(0u128, |sum, (_, weight)| sum.saturating_add(*weight));
    let cap = part(all, MAX_SHARE, false);
    let mut groups: BTreeMap<&Group, u128> = BTreeMap::new();
    for (group, weight) in seats {
        let sum = groups.entry(group).or_default();
        *sum = sum.saturating_add(*weight);
    }
    seats
        .iter()
        .map(|(group, weight)| match groups.get(group) {
            Some(sum) if *sum > cap => scaled(*weight, cap, *sum),
            _ => *weight,
        })
        .collect()
}

/// `weight · cap / sum`, rounded down, where `weight ≤ sum`; exact to within `sum / 2^63`.
fn scaled(weight: u128, cap: u128, sum: u128) -> u128 {
    match weight.checked_mul(cap) {
        Some(product) => product.checked_div(sum).unwrap_or_default(),
        // Both are scaled down together; rounding is against the group.
        None => {
            let (weight, cap_high) = (weight >> 64, cap >> 64);
            let sum = (sum >> 64).saturating_add(1);
            weight.saturating_mul(cap_high).checked_div(sum).unwrap_or_default() << 64
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn choice(n: u8, weight: u128, voices: u32) -> Choice {
        Choice { digest: Digest([n; 32]), weight, voices }
    }

    #[test]
    fn a_quorum_needs_its_whole_fraction() {
        assert_eq!(quorum_weight(100, 670_000), 67);
        assert_eq!(quorum_weight(101, 670_000), 68);
        assert_eq!(quorum_weight(0, 670_000), 1, "nobody is no quorum");
        assert_eq!(quorum_weight(u128::MAX, MILLION), u128::MAX);
        let reached = |weight| outcome(&[choice(1, weight, 3)], 101, 670_000, 3).agreed.is_some();
        assert!(!reached(67) && reached(68));
    }

    #[test]
    fn weight_alone_is_no_quorum() {
        let it = outcome(&[choice(1, 100, 2)], 100, 670_000, 3);
        assert_eq!((it.agreed, it.level), (None, Level::CheckpointSigned));
    }

    #[test]
    fn a_fork_overrides_a_quorum_until_it_is_refuted() {
        let it = outcome(&[choice(1, 99, 9), choice(2, 1, 1)], 100, 670_000, 3);
        assert_eq!((it.agreed, it.forked, it.level), (None, true, Level::CheckpointSigned));
        let it = outcome(&[choice(1, 99, 9), choice(2, 0, 0)], 100, 670_000, 3);
        assert_eq!((it.agreed, it.forked, it.level), (Some(Digest([1; 32])), false, Level::WatcherQuorum));
    }

    #[test]
    fn where_nothing_stands_nothing_is_final() {
        assert_eq!(outcome(&[], 100, 1, 1).level, Level::Proposed);
        assert_eq!(outcome(&[choice(1, 0, 0)], 100, 1, 1).level, Level::Proposed);
    }

    #[test]
    fn the_ladder_has_the_references_ranks() {
        use Level::*;
        let ladder =
            [Proposed, ReceiptSigned, CheckpointSigned, WatcherQuorum, L1Anchored, LegallyRecognized];
        assert!(ladder.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(ladder.map(|level| level.encode()[0]), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_controller_counts_for_a_third_at_most() {
        // One controller with two watchers, four others.
        let seats = [("big", 300u128), ("big", 100), ("a", 25), ("b", 25), ("c", 25), ("d", 25)];
        assert_eq!(capped(&seats), [123, 41, 25, 25, 25, 25]);
        // What few control reaches no quorum.
        let seats = [("big", 900u128), ("a", 50), ("b", 50)];
        let sum: u128 = capped(&seats).iter().sum();
        assert!(sum < quorum_weight(1_000, 670_000));
    }

    proptest! {
        #[test]
        fn no_group_is_above_its_cap_and_nobody_gains(
            seats in proptest::collection::vec((0u8..6, prop_oneof![0u128..1_000, 0u128..1u128 << 120]), 0..30)
        ) {
            let all: u128 = seats.iter().map(|(_, weight)| weight).sum();
            let weights = capped(&seats);
            prop_assert!(weights.iter().zip(&seats).all(|(after, (_, before))| after <= before));
            for group in 0..6u8 {
                let sum: u128 =
                    weights.iter().zip(&seats).filter(|(_, seat)| seat.0 == group).map(|(weight, _)| weight).sum();
                prop_assert!(sum <= part(all, MAX_SHARE, false));
            }
        }

        #[test]
        fn two_digests_never_both_have_a_quorum_above_half(a in 0u128..1_000, b in 0u128..1_000, rest in 0u128..1_000) {
            let eligible = a + b + rest;
            let needed = quorum_weight(eligible, 500_001);
            prop_assert!(!(a >= needed && b >= needed));
        }

        #[test]
        fn another_voice_for_the_same_never_undoes_a_quorum(weight in 0u128..100, more in 0u128..100, voices in 0u32..9) {
            let before = outcome(&[choice(1, weight, voices)], 150, 670_000, 3);
            let after = outcome(&[choice(1, weight + more, voices + 1)], 150, 670_000, 3);
            prop_assert!(before.level <= after.level);
        }
    }
}
