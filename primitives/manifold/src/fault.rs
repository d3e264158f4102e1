//! Why a definition is not accepted.

// The codec's derive numbers the variants that carry fields with a cast.
#![allow(clippy::cast_possible_truncation)]

use codec::{Decode, DecodeWithMemTracking, Encode};
use core::fmt;
use scale_info::TypeInfo;

/// Which text a fault is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum TextField {
    /// The name.
    Name,
    /// The regulatory framework.
    Framework,
}

/// Why a jurisdiction, a corridor or an accreditation is not accepted as defined, whatever the registry holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum DefinitionFault {
    /// The identifier does not follow its grammar or is longer than 32 bytes.
    MalformedId,
    /// A text is empty or has control characters or blank ends.
    MalformedText(TextField),
    /// A text is longer than its bound.
    TooLong(TextField),
    /// The country code is not two or three capital letters.
    MalformedCountry,
    /// More asset classes than the bound.
    TooManyClasses,
    /// The same asset class twice.
    DuplicateClass,
    /// A corridor has to carry one class at least.
    NoClass,
    /// More requirements than the bound.
    TooManyRequirements,
    /// More approved issuers in one requirement than the bound.
    TooManyApprovedIssuers,
    /// The same approved issuer twice in one requirement.
    DuplicateIssuer,
    /// Tiers count from 1.
    ZeroTier,
    /// Fees and costs together do not fit.
    AmountOverflow,
    /// A corridor joins two different jurisdictions.
    SameEndpoints,
    /// Continuous compliance needs an interval.
    ZeroInterval,
}

impl fmt::Display for DefinitionFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MalformedId => "the identifier does not follow its grammar",
            Self::MalformedText(TextField::Name) => {
                "the name is empty or has control characters or blank ends"
            }
            Self::MalformedText(TextField::Framework) => {
                "the framework is empty or has control characters or blank ends"
            }
            Self::TooLong(TextField::Name) => "the name is too long",
            Self::TooLong(TextField::Framework) => "the framework is too long",
            Self::MalformedCountry => "the country code is not two or three capital letters",
            Self::TooManyClasses => "too many asset classes",
            Self::DuplicateClass => "an asset class appears twice",
            Self::NoClass => "no asset class",
            Self::TooManyRequirements => "too many requirements",
            Self::TooManyApprovedIssuers => "too many approved issuers in a requirement",
            Self::DuplicateIssuer => "an approved issuer appears twice",
            Self::ZeroTier => "tiers count from 1",
            Self::AmountOverflow => "fees and costs together do not fit",
            Self::SameEndpoints => "the endpoints are the same",
            Self::ZeroInterval => "continuous compliance needs an interval",
        })
    }
}

impl core::error::Error for DefinitionFault {}
