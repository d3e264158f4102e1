//! Who is drawn for a duty.

use alloc::vec::Vec;
use codec::Encode;
use sha2::{Digest as _, Sha256};

use crate::Coordinate;

const SEED_TAG: &[u8] = b"msez/watch-duty/v1";

/// The seed of one draw: of the chain's randomness, for one topic at one height.
pub fn duty_seed(randomness: &[u8; 32], coordinate: &Coordinate) -> [u8; 32] {
    (SEED_TAG, randomness, coordinate).using_encoded(|bytes| Sha256::digest(bytes).into())
}

/// Chooses `count` places among the weights, without repetition, each next one by weight among those that are left. Whoever
/// weighs nothing is never chosen. Fewer come back where fewer weigh anything.
///
/// ```
/// let drawn = msez_watch::draw(&[7; 32], &[10, 0, 30], 5);
/// assert_eq!(drawn.len(), 2);
/// assert!(!drawn.contains(&1));
/// ```
pub fn draw(seed: &[u8; 32], weights: &[u128], count: usize) -> Vec<usize> {
    // Scaled so that the sum fits: the same for everybody.
    let room = u128::MAX.checked_div(u128::try_from(weights.len()).unwrap_or(1).max(1)).unwrap_or(u128::MAX);
    let mut left: Vec<(usize, u128)> = weights
        .iter()
        .map(|weight| (*weight).min(room))
        .enumerate()
        .filter(|(_, weight)| *weight > 0)
        .collect();
    let mut sum = left.iter().fold(0u128, |sum, (_, weight)| sum.saturating_add(*weight));
    let mut drawn = Vec::new();
    for round in 0u32.. {
        if drawn.len() >= count || left.is_empty() {
            break;
        }
        // 128 bits against weights far below: the bias is below 2^-40 for any sum that money can have.
        let Some(mut point) = random(seed, round).checked_rem(sum) else { break };
        let place = left.iter().position(|(_, weight)| match point.checked_sub(*weight) {
            Some(rest) => {
                point = rest;
                false
            }
            None => true,
        });
        let Some(place) = place else { break };
        let (index, weight) = left.remove(place);
        sum = sum.saturating_sub(weight);
        drawn.push(index);
    }
    drawn
}

fn random(seed: &[u8; 32], round: u32) -> u128 {
    let hash: [u8; 32] = (seed, round).using_encoded(|bytes| Sha256::digest(bytes).into());
    hash.iter().take(16).fold(0, |word, byte| (word << 8) | u128::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use msez_core::Digest;
    use proptest::prelude::*;

    #[test]
    fn a_draw_is_pinned() {
        let coordinate = Coordinate { topic: Digest([1; 32]), height: 7 };
        let seed = duty_seed(&[9; 32], &coordinate);
        let drawn = draw(&seed, &[1, 2, 3, 4, 5, 6, 7, 8], 4);
        assert_eq!(draw(&seed, &[1, 2, 3, 4, 5, 6, 7, 8], 4), drawn);
        assert_ne!(seed, duty_seed(&[9; 32], &Coordinate { height: 8, ..coordinate }));
        assert_ne!(seed, duty_seed(&[8; 32], &coordinate));
    }

    #[test]
    fn the_first_place_falls_by_weight() {
        let weights = [100u128, 200, 300, 400];
        let mut first = [0u32; 4];
        let mut among_two = [0u32; 4];
        for n in 0..10_000u32 {
            let seed: [u8; 32] = n.using_encoded(|bytes| Sha256::digest(bytes).into());
            let drawn = draw(&seed, &weights, 2);
            first[drawn[0]] += 1;
            drawn.iter().for_each(|place| among_two[*place] += 1);
        }
        for (place, expected) in [1_000u32, 2_000, 3_000, 4_000].into_iter().enumerate() {
            // Five standard deviations.
            assert!(first[place].abs_diff(expected) < 250, "{first:?}");
        }
        // A second place helps the small: 1/10 at first, and 1/(10 - n) of what is left after each other first place.
        assert!(among_two[0].abs_diff(2_345) < 250, "{among_two:?}");
    }

    #[test]
    fn whoever_weighs_nothing_is_never_drawn() {
        assert!(draw(&[0; 32], &[], 3).is_empty());
        assert!(draw(&[0; 32], &[0, 0], 3).is_empty());
        assert!(draw(&[0; 32], &[1], 0).is_empty());
    }

    proptest! {
        #[test]
        fn nobody_is_drawn_twice_and_everybody_who_can_be(
            seed: [u8; 32],
            weights in proptest::collection::vec(prop_oneof![Just(0u128), 1u128..1_000, any::<u128>()], 0..40),
            count in 0usize..50,
        ) {
            let drawn = draw(&seed, &weights, count);
            let able = weights.iter().filter(|weight| **weight > 0).count();
            prop_assert_eq!(drawn.len(), count.min(able));
            let mut sorted = drawn.clone();
            sorted.sort_unstable();
            sorted.dedup();
            prop_assert_eq!(sorted.len(), drawn.len());
            prop_assert!(drawn.iter().all(|place| weights[*place] > 0));
            // More places only add to the ones before.
            let fewer = draw(&seed, &weights, count / 2);
            prop_assert_eq!(&drawn[..fewer.len()], &fewer[..]);
        }
    }
}
