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
