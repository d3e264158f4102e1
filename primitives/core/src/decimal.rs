//! Amounts in JSON: decimal text, because a JSON number is exact up to 2⁵³ only in most readers. For serde's `with`.

use alloc::string::String;
use core::{fmt::Display, str::FromStr};
use serde::{de::Error, Deserialize, Deserializer, Serializer};

/// Writes the digits.
pub fn serialize<T: Display, S: Serializer>(amount: &T, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(amount)
}

/// Reads the digits; a number is refused.
pub fn deserialize<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    String::deserialize(from)?.parse().map_err(D::Error::custom)
}

/// Amounts that can be missing: decimal text, or `null`.
pub mod option {
    use super::*;

    /// Writes the digits, or nothing.
    pub fn serialize<T: Display, S: Serializer>(amount: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
        match amount {
            Some(amount) => to.collect_str(amount),
            None => to.serialize_none(),
        }
    }

    /// Reads the digits, or nothing; a number is refused.
    pub fn deserialize<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<T>, D::Error> {
        Option::<String>::deserialize(from)?.map(|text| text.parse().map_err(D::Error::custom)).transpose()
    }
}
