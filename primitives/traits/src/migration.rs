//! What a migration asks of the registry of assets, of the tensor, of issuers' statements and of the registry of
//! jurisdictions.

use alloc::vec::Vec;

use msez_asset::ComplianceFault;
use msez_core::{ComplianceState, CorridorId, Digest, Domain, DomainSet, JurisdictionId, Moment, SubjectId};
use msez_manifold::Requirement;
use polkadot_sdk::sp_runtime::DispatchError;

/// Who decides that an asset moves.
pub trait AssetControl<AccountId> {
    /// How often the asset changed; `None` where there is no such asset.
    fn version(asset: &SubjectId) -> Option<u64>;

    /// Whether a decision upon this version still counts.
    fn is_current(asset: &SubjectId, version: u64) -> bool;

    /// Whether nothing holds, moves or stops the asset, and it is bound.
    fn is_free(asset: &SubjectId) -> bool;

    /// The earliest version upon which an agreement of controllers to something about the asset itself still counts.
    fn current_since(asset: &SubjectId) -> Option<u64>;

    /// Names who decides over the asset, and how many of them must agree; `None` where there is no such asset.
    fn rule(asset: &SubjectId) -> Option<Digest>;

    /// Whether the account takes part in decisions over the asset itself.
    fn controls(asset: &SubjectId, who: &AccountId) -> bool;

    /// Counts a controller's agreement to an action that he decided upon at a version. Gives who agreed, once there are
    /// enough: their agreement is used up then. `None` while more must agree, after noting that this one did.
    fn agree(
        asset: &SubjectId,
        who: &AccountId,
        version: u64,
        action: Digest,
    ) -> Result<Option<Vec<AccountId>>, DispatchError>;

    /// A bound asset of class `securities`, at home in an active jurisdiction, of as many controllers as there can be who
    /// must all agree; each of them was endowed.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_asset(home: &JurisdictionId) -> (SubjectId, Vec<AccountId>);
}

/// What was found about a subject in a jurisdiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Every reason why it does not pass; none: it passes.
    pub faults: Vec<ComplianceFault>,
    /// Digest of all that was looked at: each domain with its state and its end.
    pub slice: Digest,
}

/// The compliance of what moves.
pub trait Passage {
    /// Whether the subject passes in the jurisdiction now, and still will at a later moment, if nothing changes. Domains
    /// that were pledged pass unless a violation stands.
    fn look(subject: &SubjectId, jurisdiction: &JurisdictionId, until: Moment, pledged: DomainSet) -> Look;

    /// Root of the whole tensor.
    fn tensor_root() -> Digest;
}

/// An attestation, for whoever asks for evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementFacts<AccountId> {
    /// Who answers for it.
    pub issuer: AccountId,
    /// About what.
    pub subject: SubjectId,
    /// Where it holds.
    pub jurisdiction: JurisdictionId,
    /// In which field of regulation.
    pub domain: Domain,
    /// What it states.
    pub state: ComplianceState,
    /// When the chain accepted it, in milliseconds.
    pub issued_at: Moment,
    /// From when on it does not hold any more, in milliseconds.
    pub expires_at: Option<Moment>,
    /// Digest of the evidence.
    pub evidence: Digest,
}

/// Reads of attestations.
pub trait Statements<AccountId> {
    /// An attestation that is live, whether or not it counts now.
    fn statement(attestation: &Digest) -> Option<StatementFacts<AccountId>>;
}

/// What a path asks for.
pub trait Requirements<AccountId> {
    /// What a corridor asks for, followed by what the place it leads to asks for on entry.
    fn of_hop(corridor: &CorridorId, to: &JurisdictionId) -> Vec<Requirement<AccountId>>;
}
