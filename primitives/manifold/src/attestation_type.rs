//! What an attestation is about.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use msez_core::IdError;
use scale_info::TypeInfo;

macro_rules! attestation_types {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal;)*) => {
        /// The kind of evidence that a requirement asks for. Codes are append-only.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, DecodeWithMemTracking,
            MaxEncodedLen, TypeInfo,
        )]
        #[repr(u8)]
        pub enum AttestationType {
            $($(#[$doc])* #[codec(index = $code)] $name = $code,)*
        }

        impl AttestationType {
            /// Every type, in the order of its code.
            pub const ALL: &'static [AttestationType] = &[$(AttestationType::$name),*];

            /// The external name.
            pub const fn as_str(self) -> &'static str {
                match self { $(AttestationType::$name => $text,)* }
            }
        }
    };
}

attestation_types! {
    /// Identity of a natural person.
    KycVerification = 0, "kyc_verification";
    /// Identity of a business.
    KybVerification = 1, "kyb_verification";
    /// Screening against money laundering.
    AmlScreening = 2, "aml_screening";
    /// Screening against sanctions lists.
    SanctionsCheck = 3, "sanctions_check";
    /// Where the money comes from.
    SourceOfFunds = 4, "source_of_funds";
    /// Where tax is owed.
    TaxResidency = 5, "tax_residency";
    /// Standing as an accredited investor.
    AccreditedInvestor = 6, "accredited_investor";
    /// Standing as a qualified purchaser.
    QualifiedPurchaser = 7, "qualified_purchaser";
    /// Standing as a professional investor.
    ProfessionalInvestor = 8, "professional_investor";
    /// That the asset is in custody.
    CustodyVerification = 9, "custody_verification";
    /// That the asset is insured.
    InsuranceCoverage = 10, "insurance_coverage";
    /// A licence to operate.
    RegulatoryLicense = 11, "regulatory_license";
}

impl AttestationType {
    /// The code.
    pub const fn code(self) -> u8 {
        self as u8
    }
}

impl fmt::Display for AttestationType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for AttestationType {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::ALL.iter().copied().find(|t| t.as_str() == text).ok_or(IdError::Malformed)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for AttestationType {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for AttestationType {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <alloc::string::String as serde::Deserialize>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_twelve_types_of_the_reference_have_dense_codes_and_their_names() {
        assert_eq!(AttestationType::ALL.len(), 12);
        for (code, kind) in AttestationType::ALL.iter().enumerate() {
            assert_eq!(usize::from(kind.code()), code);
            assert_eq!(kind.encode(), vec![kind.code()]);
            assert_eq!(kind.as_str().parse(), Ok(*kind));
        }
        assert_eq!("kyc".parse::<AttestationType>(), Err(IdError::Malformed));
    }
}
