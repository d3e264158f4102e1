//! Money is integer.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// An amount in micro-dollars (10⁻⁶ USD), the unit of every fee and limit that a jurisdiction or corridor publishes.
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Usd(#[cfg_attr(feature = "serde", serde(with = "crate::decimal"))] pub u128);

impl Usd {
    /// Micro-dollars in a dollar.
    pub const UNIT: u128 = 1_000_000;

    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Whole dollars; saturates at the largest amount.
    pub const fn dollars(dollars: u64) -> Self {
        // 2⁶⁴ · 10⁶ < 2¹²⁸
        Self((dollars as u128).saturating_mul(Self::UNIT))
    }

    /// Sum, or `None` on overflow.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// A share in basis points, rounded up: against the payer. `None` on overflow.
    ///
    /// ```
    /// use msez_core::{BasisPoints, Usd};
    /// let fee = Usd::dollars(1_000_000).share(BasisPoints::new(10).unwrap());
    /// assert_eq!(fee, Some(Usd::dollars(1_000)));
    /// assert_eq!(Usd(1).share(BasisPoints::new(1).unwrap()), Some(Usd(1)));
    /// ```
    pub fn share(self, rate: BasisPoints) -> Option<Self> {
        let product = self.0.checked_mul(u128::from(rate.0))?;
        Some(Self(product.div_ceil(u128::from(BasisPoints::WHOLE))))
    }
}

impl fmt::Display for Usd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.wrapping_div(Self::UNIT), self.0.wrapping_rem(Self::UNIT));
        if part == 0 {
            write!(f, "{whole} USD")
        } else {
            write!(f, "{whole}.{part:06} USD")
        }
    }
}

/// Hundredths of a percent, 0 to 10,000.
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
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(transparent))]
pub struct BasisPoints(u16);

impl BasisPoints {
    /// One hundred percent.
    pub const WHOLE: u16 = 10_000;

    /// Refuses more than the whole.
    pub const fn new(points: u16) -> Option<Self> {
        if points <= Self::WHOLE {
            Some(Self(points))
        } else {
            None
        }
    }

    /// The number.
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl Decode for BasisPoints {
    fn decode<I: codec::Input>(input: &mut I) -> Result<Self, codec::Error> {
        Self::new(Decode::decode(input)?).ok_or_else(|| "more than 10,000 basis points".into())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for BasisPoints {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(<u16 as serde::Deserialize>::deserialize(deserializer)?)
            .ok_or_else(|| serde::de::Error::custom("more than 10,000 basis points"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn overflow_is_none_and_never_wraps() {
        assert_eq!(Usd(u128::MAX).share(BasisPoints::new(2).unwrap()), None);
        assert_eq!(Usd(u128::MAX).checked_add(Usd(1)), None);
        assert_eq!(BasisPoints::new(10_001), None);
        assert!(BasisPoints::decode(&mut &10_001u16.encode()[..]).is_err());
    }

    #[test]
    fn in_json_an_amount_is_decimal_text_whatever_its_size() {
        for (amount, text) in
            [(Usd(7), "\"7\""), (Usd(u128::MAX), "\"340282366920938463463374607431768211455\"")]
        {
            assert_eq!(serde_json::to_string(&amount).unwrap(), text);
            assert_eq!(serde_json::from_str::<Usd>(text).unwrap(), amount);
        }
        for text in ["7", "\"\"", "\"-1\"", "\"1.5\"", "\"340282366920938463463374607431768211456\""] {
            assert!(serde_json::from_str::<Usd>(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_share_is_never_below_the_exact_one_and_less_than_a_unit_above(amount in 0..=u128::MAX / 10_000, points in 0u16..=10_000) {
            let share = Usd(amount).share(BasisPoints::new(points).unwrap()).unwrap().0;
            let exact_times_whole = amount * u128::from(points);
            prop_assert!(share * 10_000 >= exact_times_whole);
            prop_assert!(share * 10_000 - exact_times_whole < 10_000);
        }
    }
}
