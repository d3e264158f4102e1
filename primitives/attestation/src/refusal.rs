//! Why a statement would not be accepted.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

use crate::NonceFault;

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $text:literal;)*) => {
        /// A reason why a statement would not be accepted. The dry run lists all that hold; a call fails with the first.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen,
            TypeInfo,
        )]
        #[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "std", serde(rename_all = "snake_case"))]
        pub enum Refusal {
            $($(#[$doc])* #[codec(index = $code)] $name,)*
        }

        impl Refusal {
            /// Every reason, in the order of its code.
            pub const ALL: &'static [Refusal] = &[$(Refusal::$name),*];
        }

        impl fmt::Display for Refusal {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Refusal::$name => $text,)* })
            }
        }
    };
}

refusals! {
    /// UNKNOWN and EXPIRED follow from absence and time; nobody states them.
    StateNotAttestable = 0, "unknown and expired are not findings";
    /// A NON_COMPLIANT statement names an expiry.
    AdverseFindingMayNotLapse = 1, "an adverse finding does not lapse: it must carry no expiry";
    /// Any other statement names none.
    ExpiryMissing = 2, "the statement must say until when it is valid";
    /// It would end before it begins.
    WindowEmpty = 3, "the window ends before it begins";
    /// It has ended already.
    WindowExpired = 4, "the window is over";
    /// It begins later than statements may be given in advance.
    WindowTooFarAhead = 5, "the window begins too far in the future";
    /// It is longer than a statement may be valid.
    WindowTooLong = 6, "the window is too long";
    /// The subject has no place in the tensor.
    UnknownSubject = 7, "no such subject is registered";
    /// No such jurisdiction.
    UnknownJurisdiction = 8, "no such jurisdiction is registered";
    /// The jurisdiction is suspended.
    JurisdictionSuspended = 9, "the jurisdiction is suspended";
    /// EXEMPT from someone other than the jurisdiction's authority.
    NotAuthority = 10, "only the authority of the jurisdiction exempts";
    /// The issuer holds no accreditation for this jurisdiction and domain.
    NotAccredited = 11, "the issuer is not accredited for this jurisdiction and domain";
    /// The issuer's accreditation is suspended.
    IssuerSuspended = 12, "the issuer's accreditation is suspended";
    /// The issuer's accreditation has run out.
    AccreditationExpired = 13, "the issuer's accreditation has expired";
    /// The nonce was used or given up.
    NonceReplayed = 14, "the nonce was used before";
    /// The nonce lies beyond the issuer's window.
    NonceTooFarAhead = 15, "the nonce is too far ahead of the issuer's window";
    /// The coordinate holds as many live attestations as it can.
    TooManyAttestations = 16, "the coordinate holds too many attestations";
    /// A state that does not pass, with a window that lies ahead. (Until it begins the subject would go on passing.)
    MustBeginAtOnce = 17, "a finding that does not pass begins at once, not in the future";
    /// The jurisdiction's profile for the subject's class counts statements of higher tiers only.
    TierTooLow = 18, "the issuer's tier is below what the jurisdiction asks for the subject's class";
    /// The jurisdiction is closed for good.
    JurisdictionRetired = 19, "the jurisdiction is retired";
    /// The jurisdiction's activation is still to come.
    JurisdictionNotYetActive = 20, "the jurisdiction is not active yet";
}

impl From<NonceFault> for Refusal {
    fn from(fault: NonceFault) -> Self {
        match fault {
            NonceFault::Replayed => Refusal::NonceReplayed,
            NonceFault::TooFarAhead => Refusal::NonceTooFarAhead,
        }
    }
}

impl core::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_dense() {
        for (code, refusal) in Refusal::ALL.iter().enumerate() {
            assert_eq!(refusal.encode(), [u8::try_from(code).unwrap()]);
        }
    }
}
