//! Words as text: `0x` and 64 digits out; hexadecimal or decimal in.

use super::Word;
use core::{fmt, str::FromStr};

/// Why a text is no word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordError {
    /// No digits.
    Empty,
    /// A character that is no digit.
    Malformed,
    /// More than 256 bits.
    TooLarge,
}

impl fmt::Display for WordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "a number needs digits",
            Self::Malformed => "not a decimal or 0x-hexadecimal number",
            Self::TooLarge => "the number does not fit in 256 bits",
        })
    }
}

impl core::error::Error for WordError {}

impl FromStr for Word {
    type Err = WordError;

    /// Decimal, or hexadecimal after `0x`; underscores may separate digits.
    fn from_str(text: &str) -> Result<Self, WordError> {
        let (digits, base) = match text.strip_prefix("0x") {
            Some(digits) => (digits, 16u32),
            None => (text, 10),
        };
        let mut value = None;
        for digit in digits.chars().filter(|c| *c != '_') {
            let digit = digit.to_digit(base).ok_or(WordError::Malformed)?;
            let so_far: Word = value.unwrap_or_default();
            // The product is exact if it divides back.
            let shifted = so_far.wrapping_mul(base.into());
            if shifted.div_rem(base.into()).0 != so_far {
                return Err(WordError::TooLarge);
            }
            value = Some(shifted.checked_add(digit.into()).ok_or(WordError::TooLarge)?);
        }
        value.ok_or(WordError::Empty)
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("0x")?;
        self.to_be_bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Word({self:#x})")
    }
}

impl fmt::LowerHex for Word {
    /// Without leading zeros; `{:#x}` puts `0x` before.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            f.write_str("0x")?;
        }
        let [a, b, c, d] = *self.limbs();
        match (d, c, b) {
            (0, 0, 0) => write!(f, "{a:x}"),
            (0, 0, b) => write!(f, "{b:x}{a:016x}"),
            (0, c, b) => write!(f, "{c:x}{b:016x}{a:016x}"),
            (d, c, b) => write!(f, "{d:x}{c:016x}{b:016x}{a:016x}"),
        }
    }
}

#[cfg(feature = "std")]
impl serde::Serialize for Word {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "std")]
impl<'de> serde::Deserialize<'de> for Word {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
