//! Compliance domains.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;

use crate::IdError;

macro_rules! domains {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal;)*) => {
        /// A field of regulation. Codes are append-only and never change their meaning.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, DecodeWithMemTracking,
            MaxEncodedLen, TypeInfo,
        )]
        #[repr(u8)]
        pub enum Domain {
            $($(#[$doc])* #[codec(index = $code)] $name = $code,)*
        }

        impl Domain {
            /// Every domain, in the order of its code.
            pub const ALL: &'static [Domain] = &[$(Domain::$name),*];

            /// The external name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Domain::$name => $text,)* }
            }
        }
    };
}

domains! {
    /// Anti-money-laundering.
    Aml = 0, "aml";
    /// Identity verification.
    Kyc = 1, "kyc";
    /// OFAC, EU and UN screening.
    Sanctions = 2, "sanctions";
    /// Withholding, reporting, residency.
    Tax = 3, "tax";
    /// Accreditation, disclosure.
    Securities = 4, "securities";
    /// Governance, filings.
    Corporate = 5, "corporate";
    /// Segregation, insurance.
    Custody = 6, "custody";
    /// GDPR and the like.
    DataPrivacy = 7, "data_privacy";
    /// Business licences.
    Licensing = 8, "licensing";
    /// Deposit taking, reserve requirements.
    Banking = 9, "banking";
    /// Payment services.
    Payments = 10, "payments";
    /// Central clearing.
    Clearing = 11, "clearing";
    /// Settlement systems.
    Settlement = 12, "settlement";
    /// Virtual-asset regimes.
    DigitalAssets = 13, "digital_assets";
    /// Labour law.
    Employment = 14, "employment";
    /// Visas and residence.
    Immigration = 15, "immigration";
    /// Patents, marks, copyright.
    IntellectualProperty = 16, "intellectual_property";
    /// Protection of consumers.
    ConsumerProtection = 17, "consumer_protection";
    /// Dispute resolution.
    Arbitration = 18, "arbitration";
    /// Customs, export control.
    Trade = 19, "trade";
}

impl Domain {
    /// The code, which is also the slot in a tensor address.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The domain of a code, if there is one yet.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Domain {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::ALL.iter().copied().find(|d| d.as_str() == text).ok_or(IdError::Malformed)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Domain {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Domain {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom("unknown compliance domain"))
    }
}

/// A set of domains, one bit a code.
#[derive(Clone, Copy, Default, PartialEq, Eq, Encode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DomainSet(u32);

impl DomainSet {
    /// No domain.
    pub const EMPTY: Self = Self(0);

    /// Every bit must belong to a known domain.
    pub fn from_bits(bits: u32) -> Option<Self> {
        let known = Domain::ALL.iter().fold(0, |all, d| all | Self::bit(*d));
        (bits & !known == 0).then_some(Self(bits))
    }

    /// One bit a domain code.
    pub const fn bits(self) -> u32 {
        self.0
    }

    const fn bit(domain: Domain) -> u32 {
        // Codes stay below 32: five bits of an address.
        1u32.wrapping_shl(domain as u32)
    }

    /// This set and one more domain.
    #[must_use]
    pub const fn with(self, domain: Domain) -> Self {
        Self(self.0 | Self::bit(domain))
    }

    /// Whether the domain is in the set.
    pub const fn contains(self, domain: Domain) -> bool {
        self.0 & Self::bit(domain) != 0
    }

    /// Whether no domain is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Number of domains in the set.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The domains, in the order of their codes.
    pub fn iter(self) -> impl Iterator<Item = Domain> {
        Domain::ALL.iter().copied().filter(move |d| self.contains(*d))
    }
}

impl FromIterator<Domain> for DomainSet {
    fn from_iter<I: IntoIterator<Item = Domain>>(domains: I) -> Self {
        domains.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl Decode for DomainSet {
    fn decode<I: codec::Input>(input: &mut I) -> Result<Self, codec::Error> {
        Self::from_bits(Decode::decode(input)?).ok_or_else(|| "unknown compliance domain".into())
    }
}

impl fmt::Debug for DomainSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for DomainSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for DomainSet {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(<alloc::vec::Vec<Domain> as serde::Deserialize>::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_dense_and_fit_five_bits() {
        for (code, domain) in Domain::ALL.iter().enumerate() {
            assert_eq!(usize::from(domain.code()), code);
            assert_eq!(Domain::from_code(domain.code()), Some(*domain));
            assert_eq!(domain.encode(), vec![domain.code()]);
            assert_eq!(domain.as_str().parse(), Ok(*domain));
        }
        assert!(Domain::ALL.len() <= 1 << crate::DOMAIN_BITS);
        assert_eq!(Domain::from_code(20), None);
    }

    #[test]
    fn a_set_refuses_bits_without_a_domain() {
        assert_eq!(DomainSet::from_bits(1 << 20), None);
        assert!(DomainSet::decode(&mut &u32::MAX.encode()[..]).is_err());
        let all: DomainSet = Domain::ALL.iter().copied().collect();
        assert_eq!(all.len(), 20);
        assert_eq!(all.iter().collect::<Vec<_>>(), Domain::ALL);
    }
}
