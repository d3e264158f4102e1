//! Why a subject does not pass in a jurisdiction.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{ComplianceState, Domain};
use scale_info::TypeInfo;

/// One reason why a subject may not act in a jurisdiction. No reasons: it passes.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(
    feature = "std",
    derive(serde::Serialize, serde::Deserialize),
    serde(tag = "fault", rename_all = "camelCase")
)]
pub enum ComplianceFault {
    /// The subject has no place in the tensor.
    #[codec(index = 0)]
    UnknownSubject,
    /// No such jurisdiction was ever registered.
    #[codec(index = 1)]
    UnknownJurisdiction,
    /// The jurisdiction is suspended, retired or not open yet.
    #[codec(index = 2)]
    JurisdictionNotActive,
    /// The jurisdiction does not admit the subject's class.
    #[codec(index = 3)]
    ClassNotAdmitted,
    /// The profile names no domain: nothing was asked, so nothing passes.
    #[codec(index = 4)]
    NothingRequired,
    /// A domain of the profile is in a state that does not pass.
    #[codec(index = 5)]
    Domain {
        /// Which.
        domain: Domain,
        /// Its state.
        state: ComplianceState,
    },
    /// The tensor could not answer.
    #[codec(index = 6)]
    NotAnswered,
}
