//! Every nonce once, in any order, in bounded space.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

const WORDS: usize = 16;

/// How many nonces from the floor upwards can be used.
pub const WINDOW: u64 = 1_024;

/// Why a nonce cannot be used.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum NonceFault {
    /// It was used, or given up by raising the floor.
    Replayed,
    /// It lies beyond the window.
    TooFarAhead,
}

/// Which nonces of one issuer are still good.
///
/// ```
/// use msez_attestation::{NonceFault, NonceWindow};
/// let mut window = NonceWindow::default();
/// assert_eq!(window.accept(1), Ok(()));
/// assert_eq!(window.accept(0), Ok(()));
/// assert_eq!(window.accept(1), Err(NonceFault::Replayed));
/// assert_eq!(window.floor(), 2);
/// assert_eq!(window.accept(2 + 1_024), Err(NonceFault::TooFarAhead));
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct NonceWindow {
    /// Everything below is used or given up.
    floor: u64,
    /// Bit `i` (least significant first): `floor + i` is used.
    used: [u64; WORDS],
}

impl NonceWindow {
    /// The lowest nonce that can still be used. (After 2⁶⁴ − 1 there is none; that last one, once used, stays here.)
    pub const fn floor(&self) -> u64 {
        self.floor
    }

    /// The lowest nonce above everything used so far, for an issuer who counts upwards.
    pub fn next(&self) -> u64 {
        let above = self
            .used
            .iter()
            .zip((0u64..).step_by(64))
            .filter(|(word, _)| **word != 0)
            .map(|(word, base)| base.saturating_add(u64::from(64u32.saturating_sub(word.leading_zeros()))))
            .last()
            .unwrap_or(0);
        self.floor.saturating_add(above)
    }

    /// Whether the nonce can be used now.
    pub fn check(&self, nonce: u64) -> Result<(), NonceFault> {
        let offset = nonce.checked_sub(self.floor).ok_or(NonceFault::Replayed)?;
        let (word, bit) = Self::position(offset).ok_or(NonceFault::TooFarAhead)?;
        match self.used.get(word) {
            Some(used) if used & bit == 0 => Ok(()),
            Some(_) => Err(NonceFault::Replayed),
            None => Err(NonceFault::TooFarAhead),
        }
    }

    /// Uses the nonce, or changes nothing.
    pub fn accept(&mut self, nonce: u64) -> Result<(), NonceFault> {
        self.check(nonce)?;
        let position = Self::position(nonce.saturating_sub(self.floor));
        let (word, bit) = position.ok_or(NonceFault::TooFarAhead)?;
        *self.used.get_mut(word).ok_or(NonceFault::TooFarAhead)? |= bit;
        self.settle();
        Ok(())
    }

    /// Gives up every nonce below `floor` that was not used. Never lowers the floor; tells whether it rose.
    pub fn retire(&mut self, floor: u64) -> bool {
        let Some(by) = floor.checked_sub(self.floor).filter(|by| *by > 0) else { return false };
        self.shift(by);
        self.floor = floor;
        self.settle();
        true
    }

    /// Word and mask of the bit at this distance from the floor.
    fn position(offset: u64) -> Option<(usize, u64)> {
        if offset >= WINDOW {
            return None;
        }
        let word = usize::try_from(offset.checked_div(64)?).ok()?;
        let bit = 1u64.checked_shl(u32::try_from(offset.checked_rem(64)?).ok()?)?;
        Some((word, bit))
    }

    /// Raises the floor over used nonces, so that the lowest bit is clear.
    fn settle(&mut self) {
        let mut run = 0u64;
        for word in self.used {
            run = run.saturating_add(u64::from(word.trailing_ones()));
            if word != u64::MAX {
                break;
            }
        }
        // At the very end of the numbers the bits stay where they are: still no number is good twice.
        if let Some(floor) = self.floor.checked_add(run) {
            self.shift(run);
            self.floor = floor;
        }
    }

    /// Drops the lowest bits.
    fn shift(&mut self, by: u64) {
        let old = self.used;
        let (skip, bits) = match (usize::try_from(by.wrapping_div(64)), u32::try_from(by.wrapping_rem(64))) {
            (Ok(skip), Ok(bits)) if by < WINDOW => (skip, bits),
            _ => (WORDS, 0),
        };
        let at = |i: usize| old.get(i).copied().unwrap_or(0);
        self.used = core::array::from_fn(|i| {
            let low = at(i.saturating_add(skip));
            let high = at(i.saturating_add(skip).saturating_add(1));
            // A shift by all 64 bits is `None`: nothing comes from the next word.
            low.checked_shr(bits).unwrap_or(0) | high.checked_shl(64u32.saturating_sub(bits)).unwrap_or(0)
        });
    }
}

impl fmt::Display for NonceFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NonceFault::Replayed => "the nonce was used before",
            NonceFault::TooFarAhead => "the nonce is too far ahead",
        })
    }
}

impl core::error::Error for NonceFault {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{collections::BTreeSet, vec::Vec};
    use proptest::prelude::*;

    #[test]
    fn the_window_is_as_wide_as_it_says() {
        let mut window = NonceWindow::default();
        assert_eq!(WINDOW, 64 * WORDS as u64);
        assert_eq!(window.accept(WINDOW), Err(NonceFault::TooFarAhead));
        assert_eq!(window.accept(WINDOW - 1), Ok(()));
        assert_eq!((window.floor(), window.next()), (0, WINDOW));
        assert_eq!(window.accept(0), Ok(()));
        assert_eq!(window.accept(WINDOW), Ok(()));
    }

    #[test]
    fn counting_upwards_keeps_no_bits() {
        let mut window = NonceWindow::default();
        for nonce in 0..5_000 {
            assert_eq!(window.next(), nonce);
            window.accept(nonce).unwrap();
            assert_eq!(window, NonceWindow { floor: nonce + 1, used: [0; WORDS] });
        }
    }

    #[test]
    fn a_full_window_collapses_when_its_gap_is_filled() {
        let mut window = NonceWindow::default();
        for nonce in (1..WINDOW).rev() {
            window.accept(nonce).unwrap();
        }
        assert_eq!(window.accept(WINDOW), Err(NonceFault::TooFarAhead));
        window.accept(0).unwrap();
        assert_eq!(window, NonceWindow { floor: WINDOW, used: [0; WORDS] });
    }

    #[test]
    fn retiring_gives_up_the_unused_and_keeps_the_used() {
        let mut window = NonceWindow::default();
        for nonce in [3, 70, 71, 200] {
            window.accept(nonce).unwrap();
        }
        assert!(window.retire(70));
        assert_eq!(window.floor(), 72);
        for nonce in [0, 3, 69, 70, 71, 200] {
            assert_eq!(window.check(nonce), Err(NonceFault::Replayed));
        }
        assert!(!window.retire(72) && !window.retire(5));
        assert!(window.retire(u64::MAX - 1));
        assert_eq!((window.floor(), window.next()), (u64::MAX - 1, u64::MAX - 1));
    }

    #[test]
    fn the_last_numbers_are_good_once_too() {
        let mut window = NonceWindow::default();
        window.retire(u64::MAX - 1);
        assert_eq!(window.accept(u64::MAX), Ok(()));
        assert_eq!(window.accept(u64::MAX - 1), Ok(()));
        for nonce in [u64::MAX - 2, u64::MAX - 1, u64::MAX] {
            assert_eq!(window.accept(nonce), Err(NonceFault::Replayed));
        }
        window.retire(u64::MAX);
        assert_eq!(window.accept(u64::MAX), Err(NonceFault::Replayed));
    }

    #[derive(Clone, Debug)]
    enum Step {
        Accept(u64),
        AcceptNear(u64),
        Retire(u64),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => (0u64..4_000).prop_map(Step::Accept),
            12 => (0u64..1_100).prop_map(Step::AcceptNear),
            1 => (0u64..2_500).prop_map(Step::Retire),
        ]
    }

    /// The obvious implementation: a set without bound.
    #[derive(Default)]
    struct Naive {
        seen: BTreeSet<u64>,
        floor: u64,
    }

    impl Naive {
        fn check(&self, nonce: u64) -> Result<(), NonceFault> {
            if nonce < self.floor || self.seen.contains(&nonce) {
                Err(NonceFault::Replayed)
            } else if nonce - self.floor >= WINDOW {
                Err(NonceFault::TooFarAhead)
            } else {
                Ok(())
            }
        }
        fn settle(&mut self) {
            while self.seen.contains(&self.floor) {
                self.floor += 1;
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn no_history_accepts_a_nonce_twice(
            base in prop_oneof![Just(0u64), any::<u64>().prop_map(|b| b.min(u64::MAX - 100_000))],
            steps in prop::collection::vec(step(), 1..400),
        ) {
            let mut window = NonceWindow::default();
            window.retire(base);
            let mut naive = Naive { floor: base, ..Default::default() };
            let mut accepted = Vec::new();
            for step in steps {
                match step {
                    Step::Accept(n) | Step::AcceptNear(n) => {
                        let nonce = match step {
                            Step::Accept(_) => base + n,
                            _ => window.floor() + n,
                        };
                        let expected = naive.check(nonce);
                        let before = window;
                        prop_assert_eq!(window.accept(nonce), expected);
                        if expected.is_ok() {
                            naive.seen.insert(nonce);
                            naive.settle();
                            accepted.push(nonce);
                        } else {
                            prop_assert_eq!(window, before);
                        }
                    }
                    Step::Retire(n) => {
                        window.retire(base + n);
                        naive.floor = naive.floor.max(base + n);
                        naive.settle();
                    }
                }
                prop_assert_eq!(window.floor(), naive.floor);
                prop_assert_eq!(window.next(), naive.seen.last().map_or(naive.floor, |n| (n + 1).max(naive.floor)));
                prop_assert!(accepted.iter().all(|n| window.check(*n) == Err(NonceFault::Replayed)));
            }
            let distinct: BTreeSet<_> = accepted.iter().collect();
            prop_assert_eq!(distinct.len(), accepted.len());
        }

        #[test]
        fn a_window_from_arbitrary_bytes_never_panics(bytes in prop::collection::vec(any::<u8>(), 136), nonce: u64, floor: u64) {
            let mut window = NonceWindow::decode(&mut &bytes[..]).unwrap();
            let near = window.floor().saturating_add(nonce % 2_048);
            for nonce in [nonce, near] {
                if window.accept(nonce).is_ok() {
                    prop_assert_eq!(window.accept(nonce), Err(NonceFault::Replayed));
                }
            }
            window.retire(floor);
            let _ = window.next();
        }
    }
}
