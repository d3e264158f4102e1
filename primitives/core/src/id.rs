//! Identifiers: all of them 32 bytes.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;

/// Why a text or hexadecimal identifier was refused.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum IdError {
    /// No characters at all.
    Empty,
    /// More than 32 bytes of text, or not exactly 32 bytes of hexadecimal.
    BadLength,
    /// A character or an arrangement outside of the identifier's grammar.
    Malformed,
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            IdError::Empty => "the identifier is empty",
            IdError::BadLength => "the identifier has the wrong length",
            IdError::Malformed => "the identifier does not follow its grammar",
        })
    }
}

impl core::error::Error for IdError {}

/// What a zero-padded word has before its padding. A zero within it is against every grammar.
fn padded_text(word: &[u8; 32]) -> &[u8] {
    let len = word.iter().rposition(|b| *b != 0).map_or(0, |last| last.saturating_add(1));
    word.get(..len).unwrap_or_default()
}

fn pad(text: &[u8]) -> Result<[u8; 32], IdError> {
    if text.is_empty() {
        return Err(IdError::Empty);
    }
    let mut word = [0u8; 32];
    word.get_mut(..text.len()).ok_or(IdError::BadLength)?.copy_from_slice(text);
    Ok(word)
}

fn is_jurisdiction_text(text: &[u8]) -> bool {
    let (country, rest) = match text {
        [a, b, b'-', rest @ ..] => ([a, b, b], rest),
        [a, b, c, b'-', rest @ ..] => ([a, b, c], rest),
        _ => return false,
    };
    country.iter().all(|b| b.is_ascii_lowercase())
        && !rest.is_empty()
        && rest.iter().all(|b| is_slug_letter(*b) || *b == b'-')
}

fn is_slug(text: &[u8]) -> bool {
    text.first().is_some_and(|b| is_slug_letter(*b))
        && text.iter().all(|b| is_slug_letter(*b) || *b == b'-' || *b == b'_')
}

const fn is_slug_letter(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// Text of at most 32 ASCII bytes in one zero-padded word, valid by construction: decoding checks the grammar too.
macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $grammar:path) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
        )]
        pub struct $name([u8; 32]);

        impl $name {
            /// Checks the grammar and pads with zeros.
            pub fn new(text: &[u8]) -> Result<Self, IdError> {
                let word = pad(text)?;
                if $grammar(text) { Ok(Self(word)) } else { Err(IdError::Malformed) }
            }

            /// Takes a word that is already padded, as a proof or a contract carries it.
            pub fn from_word(word: [u8; 32]) -> Result<Self, IdError> {
                let text = padded_text(&word);
                if text.is_empty() {
                    return Err(IdError::Empty);
                }
                // Decoded by the hundred from storage: checked where it is, in one pass.
                if $grammar(text) { Ok(Self(word)) } else { Err(IdError::Malformed) }
            }

            /// The padded word.
            pub const fn as_word(&self) -> &[u8; 32] {
                &self.0
            }

            /// The text, without padding.
            pub fn as_str(&self) -> &str {
                // The grammar admits ASCII only.
                core::str::from_utf8(padded_text(&self.0)).unwrap_or_default()
            }
        }

        impl Decode for $name {
            fn decode<I: codec::Input>(input: &mut I) -> Result<Self, codec::Error> {
                Self::from_word(Decode::decode(input)?)
                    .map_err(|_| concat!(stringify!($name), " does not follow its grammar").into())
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::new(text.as_bytes())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?
                    .parse()
                    .map_err(serde::de::Error::custom)
            }
        }
    };
}

/// 32 bytes that are written as `0x` and 64 hexadecimal digits.
macro_rules! hash_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, DecodeWithMemTracking,
            MaxEncodedLen, TypeInfo,
        )]
        pub struct $name(pub [u8; 32]);

        impl From<[u8; 32]> for $name {
            fn from(word: [u8; 32]) -> Self {
                Self(word)
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            /// Reads 64 hexadecimal digits of either case, with or without `0x`.
            fn from_str(text: &str) -> Result<Self, IdError> {
                parse_hex(text.strip_prefix("0x").unwrap_or(text)).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("0x")?;
                self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?
                    .parse()
                    .map_err(serde::de::Error::custom)
            }
        }
    };
}

fn parse_hex(digits: &str) -> Result<[u8; 32], IdError> {
    if digits.is_empty() {
        return Err(IdError::Empty);
    }
    if digits.len() != 64 {
        return Err(IdError::BadLength);
    }
    let mut word = [0u8; 32];
    for (byte, pair) in word.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
        let text = core::str::from_utf8(pair).map_err(|_| IdError::Malformed)?;
        if !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(IdError::Malformed);
        }
        *byte = u8::from_str_radix(text, 16).map_err(|_| IdError::Malformed)?;
    }
    Ok(word)
}

hash_id! {
    /// A hash of content.
    Digest
}

hash_id! {
    /// What the tensor speaks about: an asset or a party, named by the SHA-256 of its genesis document.
    SubjectId
}

text_id! {
    /// A jurisdiction, such as `uae-difc`. Grammar: `[a-z]{2,3}-[a-z0-9-]+`, at most 32 bytes.
    JurisdictionId, is_jurisdiction_text
}

text_id! {
    /// A corridor between two jurisdictions, such as `corridor-difc-aifc`. Grammar: `[a-z0-9][a-z0-9_-]*`.
    CorridorId, is_slug
}

text_id! {
    /// A class of assets, such as `securities`, or `party` for persons. Grammar: `[a-z0-9][a-z0-9_-]*`.
    AssetClass, is_slug
}

text_id! {
    /// A kind of document, such as `prospectus`. Grammar: `[a-z0-9][a-z0-9_-]*`.
    DocumentKind, is_slug
}

impl AssetClass {
    /// The class under which a jurisdiction's profile lists what it asks of parties.
    pub fn party() -> Self {
        let mut word = [0u8; 32];
        word.iter_mut().zip(b"party").for_each(|(to, from)| *to = *from);
        Self(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::{String, ToString};
    use proptest::prelude::*;

    #[test]
    fn the_jurisdictions_of_the_reference_are_accepted() {
        for text in ["uae-difc", "kz-aifc", "ae-abudhabi-adgm", "sg-mas", "pk-1"] {
            assert_eq!(text.parse::<JurisdictionId>().map(|id| id.to_string()), Ok(text.to_string()));
        }
    }

    #[test]
    fn malformed_jurisdictions_are_refused_with_a_reason() {
        for (text, why) in [
            ("", IdError::Empty),
            ("sg", IdError::Malformed),
            ("sg-", IdError::Malformed),
            ("s-mas", IdError::Malformed),
            ("abcd-x", IdError::Malformed),
            ("SG-mas", IdError::Malformed),
            ("sg_mas", IdError::Malformed),
            ("sg-mas\n", IdError::Malformed),
            ("sg-más", IdError::Malformed),
            ("sg-000000000000000000000000000000", IdError::BadLength),
        ] {
            assert_eq!(text.parse::<JurisdictionId>(), Err(why), "{text:?}");
        }
        assert!("sg-00000000000000000000000000000".parse::<JurisdictionId>().is_ok());
    }

    #[test]
    fn a_word_with_bytes_after_its_padding_is_no_text() {
        let mut word = *"uae-difc".parse::<JurisdictionId>().unwrap().as_word();
        word[31] = b'x';
        assert_eq!(JurisdictionId::from_word(word), Err(IdError::Malformed));
        assert!(JurisdictionId::decode(&mut &word[..]).is_err());
    }

    #[test]
    fn the_party_class_follows_its_grammar() {
        assert_eq!(AssetClass::party(), "party".parse().unwrap());
    }

    proptest! {
        #[test]
        fn hashes_survive_their_text_form(word: [u8; 32]) {
            prop_assert_eq!(Digest(word).to_string().parse::<Digest>(), Ok(Digest(word)));
        }

        #[test]
        fn whatever_decodes_follows_the_grammar(word: [u8; 32]) {
            if let Ok(id) = JurisdictionId::decode(&mut &word[..]) {
                prop_assert_eq!(id.as_str().parse::<JurisdictionId>(), Ok(id));
            }
        }

        #[test]
        fn a_word_is_read_as_its_text_is(
            letters in proptest::collection::vec(prop_oneof![4 => Just(b'a'), 1 => Just(b'z'), 1 => Just(b'0'), 3 => Just(b'-'), 1 => Just(b'_'), 1 => Just(b'A'), 1 => Just(0)], 0..=32)
        ) {
            let mut word = [0; 32];
            word[..letters.len()].copy_from_slice(&letters);
            let end = letters.iter().rposition(|b| *b != 0).map_or(0, |last| last + 1);
            prop_assert_eq!(JurisdictionId::from_word(word), JurisdictionId::new(&letters[..end]));
            prop_assert_eq!(AssetClass::from_word(word), AssetClass::new(&letters[..end]));
            // The grammar, said in another way.
            let text = String::from_utf8(letters[..end].to_vec()).unwrap();
            let may = |text: &str, more: &str| {
                text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || more.contains(c))
            };
            let is_jurisdiction = text.split_once('-').is_some_and(|(country, name)| {
                (2..=3).contains(&country.len())
                    && country.chars().all(|c| c.is_ascii_lowercase())
                    && !name.is_empty()
                    && may(name, "-")
            });
            prop_assert_eq!(JurisdictionId::from_word(word).is_ok(), is_jurisdiction);
            let is_slug = !text.is_empty() && may(&text[..1], "") && may(&text, "-_");
            prop_assert_eq!(AssetClass::from_word(word).is_ok(), is_slug);
        }

        #[test]
        fn hexadecimal_of_another_length_is_refused(digits in "[0-9a-f]{1,63}") {
            prop_assert_eq!(digits.parse::<Digest>(), Err(IdError::BadLength));
        }
    }
}
