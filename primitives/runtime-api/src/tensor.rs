//! What the tensor shows.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{
    AssetClass, ComplianceState, Coordinate, Digest, Domain, DomainSet, JurisdictionId, JurisdictionIndex,
    Moment, SubjectId, SubjectIndex,
};
use msez_tensor::Cell;
use scale_info::TypeInfo;

use crate::AccountId;

/// Most subjects in one portfolio.
pub const MAX_PORTFOLIO: u32 = 256;

/// Most coordinates in one multi-proof.
pub const MAX_PROOF_COORDINATES: u32 = 256;

/// What a subject is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum SubjectKind {
    /// A smart asset.
    #[codec(index = 0)]
    Asset,
    /// A person: natural or legal. Its class is always `party`.
    #[codec(index = 1)]
    Party,
}

/// Which of the two trees over the same cells.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum TreeKind {
    /// The canonical tree: Keccak-256, verifiable on the EVM.
    #[codec(index = 0)]
    Keccak,
    /// The tree for circuits: circom's Poseidon over BN254, of fixed height.
    #[codec(index = 1)]
    Poseidon,
}

/// The roots that the last change left.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Roots {
    /// The block that changed them last.
    pub block: u32,
    /// The canonical root.
    pub keccak: Digest,
    /// The root for circuits.
    pub poseidon: Digest,
    /// How many subjects the trees hold.
    pub width: u32,
}

/// [`Roots`], and the one digest that the MMR leaf carries for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct RootsView {
    /// The roots.
    #[cfg_attr(feature = "std", serde(flatten))]
    pub roots: Roots,
    /// Keccak-256 of `"msez/tensor/1" ‖ keccak ‖ poseidon ‖ width (4 bytes, big-endian)`.
    pub commitment: Digest,
}

/// A registered subject.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct SubjectView {
    /// SHA-256 of its genesis document.
    pub id: SubjectId,
    /// Its place in the trees.
    pub index: SubjectIndex,
    /// Asset or party.
    pub kind: SubjectKind,
    /// The class whose profile a jurisdiction applies.
    pub class: AssetClass,
    /// Who registered it and holds the deposit; nobody for a subject from genesis.
    pub registrant: Option<AccountId>,
    /// Length of the genesis document in bytes.
    pub document_len: u32,
    /// When it was registered.
    pub registered_at: Moment,
    /// The jurisdictions in which it has cells.
    pub jurisdictions: Vec<JurisdictionId>,
}

/// One cell at one time.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct CellView {
    /// The cell's coordinate.
    pub coordinate: Coordinate,
    /// The subject's place in the trees.
    pub subject_index: SubjectIndex,
    /// The jurisdiction's place in the trees.
    pub jurisdiction_index: JurisdictionIndex,
    /// The time asked about.
    pub at: Moment,
    /// The effective state at that time: unknown where nothing was recorded, expired after `until`.
    pub state: ComplianceState,
    /// The interval that holds that time, if any.
    pub cell: Option<Cell>,
    /// The attestations that make up the cell, or that ran out; told for the current interval only.
    pub attestations: Option<Vec<Digest>>,
}

/// The meet over what a jurisdiction asks for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Evaluation {
    /// The subject.
    pub subject: SubjectId,
    /// The jurisdiction.
    pub jurisdiction: JurisdictionId,
    /// The subject's class.
    pub class: AssetClass,
    /// The domains that were evaluated: those asked about, or the profile of the class. Empty only where the class is
    /// not admitted and no domains were named.
    pub domains: DomainSet,
    /// The time asked about.
    pub at: Moment,
    /// The worst effective state over the domains; unknown where there are none.
    pub state: ComplianceState,
    /// Whether the subject may act there: the state passes, the jurisdiction is active and admits the class.
    pub passes: bool,
    /// When the first of these cells runs out, if one does.
    pub valid_until: Option<Moment>,
}

/// Why a subject does not pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum Cause {
    /// The jurisdiction is not active: suspended, retired, or not open yet.
    #[codec(index = 0)]
    JurisdictionNotActive,
    /// The jurisdiction does not admit the subject's class.
    #[codec(index = 1)]
    ClassNotAdmitted,
    /// A violation stands.
    #[codec(index = 2)]
    NonCompliant,
    /// The evidence has run out.
    #[codec(index = 3)]
    Expired,
    /// Nobody has attested anything.
    #[codec(index = 4)]
    Unknown,
    /// Under examination.
    #[codec(index = 5)]
    Pending,
}

impl Cause {
    /// The cause that a state is; none for a state that passes.
    pub const fn of(state: ComplianceState) -> Option<Self> {
        match state {
            ComplianceState::NonCompliant => Some(Self::NonCompliant),
            ComplianceState::Expired => Some(Self::Expired),
            ComplianceState::Unknown => Some(Self::Unknown),
            ComplianceState::Pending => Some(Self::Pending),
            ComplianceState::Exempt | ComplianceState::Compliant => None,
        }
    }
}

/// One reason why a subject does not pass.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Reason {
    /// What is wrong.
    pub cause: Cause,
    /// In which domain; none where the jurisdiction as a whole is the reason.
    pub domain: Option<Domain>,
}

/// What is known about one domain.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct DomainFinding {
    /// The domain.
    pub domain: Domain,
    /// The effective state at the time asked about.
    pub state: ComplianceState,
    /// Whether this domain lets the subject pass.
    pub passes: bool,
    /// Since when the state holds: the start of the interval, or the expiry where it ran out. None where nothing was
    /// ever recorded.
    pub since: Option<Moment>,
    /// When the interval's evidence runs out, if it does.
    pub until: Option<Moment>,
    /// The interval's version, counted from 0. None where nothing was ever recorded.
    pub version: Option<u32>,
    /// The attestations the state rests on, or that ran out; told for the current interval only.
    pub attestations: Option<Vec<Digest>>,
}

/// An evaluation with all that led to it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Report {
    /// The outcome.
    pub evaluation: Evaluation,
    /// Every reason against it, not only the first; empty exactly when it passes.
    pub reasons: Vec<Reason>,
    /// Every evaluated domain, those that pass too, in the order of their codes.
    pub findings: Vec<DomainFinding>,
}

/// Several subjects in one jurisdiction.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Portfolio {
    /// The jurisdiction.
    pub jurisdiction: JurisdictionId,
    /// The time asked about.
    pub at: Moment,
    /// The worst state over all subjects.
    pub state: ComplianceState,
    /// Whether every subject passes.
    pub passes: bool,
    /// One evaluation a subject, in the order asked.
    pub subjects: Vec<Evaluation>,
}

/// What a proof says about one coordinate.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct ProvenCell {
    /// The coordinate, by names.
    pub coordinate: Coordinate,
    /// The subject's place in the tree.
    pub subject_index: SubjectIndex,
    /// The jurisdiction's place in the tree: the address inside the proof. The registry binds it to the name.
    pub jurisdiction_index: JurisdictionIndex,
    /// The cell; none where its absence is proven.
    pub cell: Option<Cell>,
}

/// The shape of a proof's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum ProofKind {
    /// One coordinate: `msez_tensor::CellProof`.
    #[codec(index = 0)]
    Cell,
    /// Every cell of one subject in one jurisdiction: `msez_tensor::SliceProof`.
    #[codec(index = 1)]
    Slice,
    /// Many coordinates: `msez_tensor::MultiProof`.
    #[codec(index = 2)]
    Multi,
}

/// A proof against the roots of the block it was asked at.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct ProofView {
    /// Which tree.
    pub tree: TreeKind,
    /// The shape of the bytes.
    pub kind: ProofKind,
    /// The root to verify against.
    pub root: Digest,
    /// Both roots, and the block that changed them last.
    pub roots: Roots,
    /// What is proven: the coordinates asked about, in the order asked. For a slice, every cell there is, by domain;
    /// no others exist.
    pub cells: Vec<ProvenCell>,
    /// The encoded proof.
    #[cfg_attr(feature = "std", serde(with = "polkadot_sdk::sp_core::bytes"))]
    pub proof: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use serde_json::json;

    #[test]
    fn json_is_in_camel_case_and_bytes_are_hexadecimal() {
        let roots = Roots { block: 7, keccak: Digest([1; 32]), poseidon: Digest([2; 32]), width: 3 };
        let coordinate = Coordinate {
            subject: SubjectId([3; 32]),
            jurisdiction: "uae-difc".parse().unwrap(),
            domain: Domain::Kyc,
        };
        let view = ProofView {
            tree: TreeKind::Keccak,
            kind: ProofKind::Cell,
            root: roots.keccak,
            roots,
            cells: alloc::vec![ProvenCell {
                coordinate,
                subject_index: 4,
                jurisdiction_index: 5,
                cell: None
            }],
            proof: alloc::vec![0xab, 0xcd],
        };
        let json = serde_json::to_value(&view).unwrap();
        assert_eq!(json["proof"], "0xabcd");
        assert_eq!(json["tree"], "keccak");
        assert_eq!(
            json["roots"],
            json!({
                "block": 7,
                "keccak": Digest([1; 32]).to_string(),
                "poseidon": Digest([2; 32]).to_string(),
                "width": 3,
            })
        );
        assert_eq!(
            json["cells"][0],
            json!({
                "coordinate": {
                    "subject": SubjectId([3; 32]).to_string(),
                    "jurisdiction": "uae-difc",
                    "domain": "kyc",
                },
                "subjectIndex": 4,
                "jurisdictionIndex": 5,
                "cell": null,
            })
        );
        assert_eq!(serde_json::from_value::<ProofView>(json).unwrap(), view);
    }

    #[test]
    fn the_commitment_stands_beside_the_roots() {
        let view = RootsView { roots: Roots::default(), commitment: Digest([9; 32]) };
        let json = serde_json::to_value(view).unwrap();
        assert_eq!(json["commitment"], Digest([9; 32]).to_string());
        assert_eq!(json["width"], 0);
        assert_eq!(serde_json::from_value::<RootsView>(json).unwrap(), view);
    }

    #[test]
    fn a_state_that_passes_is_no_cause() {
        for state in ComplianceState::ALL {
            assert_eq!(Cause::of(state).is_none(), state.passes());
        }
    }
}
