//! What the registry of jurisdictions tells others.

use codec::{Decode, DecodeWithMemTracking, Encode};
use msez_core::{AssetClass, Domain, DomainSet, JurisdictionId, JurisdictionIndex, Tier};
use scale_info::TypeInfo;

/// Facts about jurisdictions.
pub trait Jurisdictions<AccountId> {
    /// Dense index, given out once; `None` where no such jurisdiction was ever registered.
    fn index_of(id: &JurisdictionId) -> Option<JurisdictionIndex>;

    /// The jurisdiction of an index.
    fn id_of(index: JurisdictionIndex) -> Option<JurisdictionId>;

    /// Registered, activated, and neither suspended nor retired.
    fn is_active(id: &JurisdictionId) -> bool;

    /// Why nothing can be stated on this jurisdiction now, whoever states it; `None` where it is active.
    fn fault_of(id: &JurisdictionId) -> Option<AccreditationFault>;

    /// Whether the account is the authority of this jurisdiction.
    fn is_authority(id: &JurisdictionId, who: &AccountId) -> bool;

    /// The domains this jurisdiction asks for in an asset class; `None` where it does not admit the class.
    fn required_domains(id: &JurisdictionId, class: &AssetClass) -> Option<DomainSet>;

    /// The lowest tier of an issuer whose statements on a subject of this class count here; `None` for any.
    fn min_issuer_tier(id: &JurisdictionId, class: &AssetClass) -> Option<Tier>;

    /// Makes sure that an active jurisdiction of this name exists, with this authority, and that it asks for every
    /// domain in the classes `party` and `securities`.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_register(id: &JurisdictionId, authority: &AccountId);
}

/// Why a statement of this issuer is not accepted here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum AccreditationFault {
    /// No such jurisdiction.
    UnknownJurisdiction,
    /// The jurisdiction is suspended.
    JurisdictionSuspended,
    /// The issuer holds no accreditation for this jurisdiction and domain.
    NotAccredited,
    /// The issuer's accreditation is suspended.
    IssuerSuspended,
    /// The issuer's accreditation has run out.
    AccreditationExpired,
    /// The jurisdiction is closed for good.
    JurisdictionRetired,
    /// The jurisdiction's activation is still to come.
    JurisdictionNotYetActive,
}

/// Who may state what.
pub trait Accreditations<AccountId> {
    /// The issuer's standing for statements on this domain in this jurisdiction now.
    fn tier(
        issuer: &AccountId,
        jurisdiction: &JurisdictionId,
        domain: Domain,
    ) -> Result<Tier, AccreditationFault>;

    /// Whether the issuer holds an accreditation for this domain that is suspended, whatever else is wrong with it or with
    /// the jurisdiction.
    fn is_suspended(issuer: &AccountId, jurisdiction: &JurisdictionId, domain: Domain) -> bool;

    /// Accredits an issuer for one domain, after [`Jurisdictions::benchmark_register`].
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_accredit(issuer: &AccountId, jurisdiction: &JurisdictionId, domain: Domain);
}
