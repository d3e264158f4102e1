//! Countries of parties, and sets of them.

#[cfg(any(feature = "std", test))]
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use msez_core::IdError;
use scale_info::TypeInfo;

const LETTERS: u16 = 26;

/// Bits of a set, rounded up to bytes: one for each pair of letters.
const BYTES: usize = 85;

/// Two capital letters (ISO 3166-1 alpha-2). Decoding checks the grammar.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Country([u8; 2]);

impl Country {
    /// Checks the grammar.
    pub fn new(letters: [u8; 2]) -> Result<Self, IdError> {
        if letters.iter().all(u8::is_ascii_uppercase) {
            Ok(Self(letters))
        } else {
            Err(IdError::Malformed)
        }
    }

    /// The two letters.
    pub const fn letters(&self) -> [u8; 2] {
        self.0
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        // The grammar admits ASCII only.
        core::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Place among all pairs of letters, from 0 (`AA`) to 675 (`ZZ`).
    fn index(&self) -> u16 {
        let [first, second] = self.0.map(|letter| u16::from(letter.saturating_sub(b'A')));
        first.saturating_mul(LETTERS).saturating_add(second)
    }

    fn from_index(index: u16) -> Option<Self> {
        let letter = |n: Option<u16>| Some(b'A'.saturating_add(u8::try_from(n?).ok()?));
        Self::new([letter(index.checked_div(LETTERS))?, letter(index.checked_rem(LETTERS))?]).ok()
    }
}

impl Decode for Country {
    fn decode<I: codec::Input>(input: &mut I) -> Result<Self, codec::Error> {
        Self::new(Decode::decode(input)?).map_err(|_| "Country does not follow its grammar".into())
    }
}

impl FromStr for Country {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        text.as_bytes().try_into().map_err(|_| IdError::BadLength).and_then(Self::new)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({})", self.as_str())
    }
}

#[cfg(feature = "std")]
impl serde::Serialize for Country {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "std")]
impl<'de> serde::Deserialize<'de> for Country {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A set of countries in a fixed number of bytes, so that looking one up costs the same however many there are.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct CountrySet([u8; BYTES]);

impl CountrySet {
    /// No country.
    pub const NONE: Self = Self([0; BYTES]);

    /// Every country that is or will be.
    pub const ALL: Self = Self([u8::MAX; BYTES]);

    /// Whether it contains the country.
    pub fn contains(&self, country: Country) -> bool {
        let (byte, bit) = Self::place(country);
        self.0.get(byte).is_some_and(|byte| byte & bit != 0)
    }

    /// With the country.
    #[must_use]
    pub fn with(mut self, country: Country) -> Self {
        let (byte, bit) = Self::place(country);
        if let Some(byte) = self.0.get_mut(byte) {
            *byte |= bit;
        }
        self
    }

    /// Without the country.
    #[must_use]
    pub fn without(mut self, country: Country) -> Self {
        let (byte, bit) = Self::place(country);
        if let Some(byte) = self.0.get_mut(byte) {
            *byte &= !bit;
        }
        self
    }

    /// What both contain.
    #[must_use]
    pub fn intersection(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, other)| *mine &= other);
        self
    }

    /// The countries, in order of their letters.
    pub fn iter(&self) -> impl Iterator<Item = Country> + '_ {
        (0..LETTERS.saturating_mul(LETTERS))
            .filter_map(Country::from_index)
            .filter(|country| self.contains(*country))
    }

    fn place(country: Country) -> (usize, u8) {
        let index = country.index();
        (usize::from(index >> 3), 1 << (index & 7))
    }
}

impl FromIterator<Country> for CountrySet {
    fn from_iter<I: IntoIterator<Item = Country>>(countries: I) -> Self {
        countries.into_iter().fold(Self::NONE, Self::with)
    }
}

impl fmt::Debug for CountrySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ALL {
            f.write_str("CountrySet(all)")
        } else {
            f.debug_set().entries(self.iter()).finish()
        }
    }
}

/// As a list of countries, or `null` for every country.
#[cfg(feature = "std")]
impl serde::Serialize for CountrySet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let list: Option<Vec<Country>> = (*self != Self::ALL).then(|| self.iter().collect());
        serde::Serialize::serialize(&list, serializer)
    }
}

#[cfg(feature = "std")]
impl<'de> serde::Deserialize<'de> for CountrySet {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = <Option<Vec<Country>> as serde::Deserialize>::deserialize(deserializer)?;
        Ok(list.map_or(Self::ALL, |countries| countries.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(text: &str) -> Country {
        text.parse().unwrap()
    }

    #[test]
    fn two_capital_letters_and_nothing_else() {
        assert_eq!(country("AE").as_str(), "AE");
        for bad in ["", "A", "ae", "ARE", "A1", "ÄÖ"] {
            assert!(bad.parse::<Country>().is_err(), "{bad}");
        }
        assert!(Country::decode(&mut &b"a1"[..]).is_err());
    }

    #[test]
    fn every_pair_of_letters_has_its_own_place() {
        let all: Vec<_> = CountrySet::ALL.iter().collect();
        assert_eq!(all.len(), 676);
        for one in &all {
            let alone = CountrySet::NONE.with(*one);
            assert_eq!(alone.iter().collect::<Vec<_>>(), [*one]);
            assert_eq!(alone.without(*one), CountrySet::NONE);
        }
    }

    #[test]
    fn an_intersection_is_what_both_contain() {
        let left: CountrySet = [country("AE"), country("SG")].into_iter().collect();
        let right: CountrySet = [country("SG"), country("DE")].into_iter().collect();
        assert_eq!(left.intersection(&right).iter().collect::<Vec<_>>(), [country("SG")]);
        assert_eq!(left.intersection(&CountrySet::ALL), left);
    }

    #[test]
    fn json_lists_countries_and_null_is_all() {
        let set: CountrySet = [country("SG"), country("AE")].into_iter().collect();
        let json = serde_json::to_string(&set).unwrap();
        assert_eq!(json, r#"["AE","SG"]"#);
        assert_eq!(serde_json::from_str::<CountrySet>(&json).unwrap(), set);
        assert_eq!(serde_json::to_string(&CountrySet::ALL).unwrap(), "null");
        assert_eq!(serde_json::from_str::<CountrySet>("null").unwrap(), CountrySet::ALL);
    }
}
