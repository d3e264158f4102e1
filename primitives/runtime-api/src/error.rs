//! Why a question was not answered.

use codec::{Decode, Encode};
use core::fmt;
use msez_core::Moment;
use scale_info::TypeInfo;

/// The one error vocabulary of the runtime APIs, one cause a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
#[cfg_attr(
    feature = "std",
    derive(serde::Serialize, serde::Deserialize),
    serde(tag = "cause", rename_all = "camelCase", rename_all_fields = "camelCase")
)]
pub enum ApiError {
    /// No such subject was ever registered.
    #[codec(index = 0)]
    SubjectNotFound,
    /// No such jurisdiction was ever registered.
    #[codec(index = 1)]
    JurisdictionNotFound,
    /// No such corridor was ever registered.
    #[codec(index = 2)]
    CorridorNotFound,
    /// No such attestation is kept.
    #[codec(index = 3)]
    AttestationNotFound,
    /// No domains were asked about, or the profile names none: nothing to evaluate, so nothing passes.
    #[codec(index = 4)]
    NoDomains,
    /// The list of subjects or coordinates is empty.
    #[codec(index = 5)]
    NothingAsked,
    /// More subjects, coordinates or entries than one question may name.
    #[codec(index = 6)]
    TooMany {
        /// The limit.
        max: u32,
    },
    /// The same subject or coordinate is named twice.
    #[codec(index = 7)]
    Duplicate,
    /// The history kept for a cell does not reach back that far.
    #[codec(index = 8)]
    HistoryPruned {
        /// Since when the cell's history is kept.
        kept_since: Moment,
    },
    /// The stored tree contradicts itself; an operator should look at the node.
    #[codec(index = 9)]
    Inconsistent,
    /// No such asset was ever registered.
    #[codec(index = 10)]
    AssetNotFound,
    /// No such program is deployed.
    #[codec(index = 11)]
    ProgramNotFound,
    /// No instance stands at this address.
    #[codec(index = 12)]
    InstanceNotFound,
    /// The block is not there yet, or is the one that has no receipts: block 0.
    #[codec(index = 13)]
    BlockNotFound,
    /// The entries kept of the audit trail do not reach back that far.
    #[codec(index = 14)]
    ReceiptsPruned {
        /// The oldest block whose entry is kept.
        kept_since: u32,
    },
    /// The account never registered as a watcher.
    #[codec(index = 15)]
    WatcherNotFound,
    /// No such topic, or it is closed and everything said on it was forgotten.
    #[codec(index = 16)]
    TopicNotFound,
    /// Nothing was said at this coordinate, or it is not kept any more.
    #[codec(index = 17)]
    TallyNotFound,
    /// No such claim, or it is not kept any more.
    #[codec(index = 18)]
    ClaimNotFound,
    /// No such transfer, or it is not kept any more.
    #[codec(index = 19)]
    TransferNotFound,
    /// The account is no operator of the corridor.
    #[codec(index = 20)]
    OperatorNotFound,
    /// No such migration.
    #[codec(index = 21)]
    MigrationNotFound,
    /// The search was cut off before it was certain.
    #[codec(index = 22)]
    PlanTruncated,
}

impl ApiError {
    /// A stable number, for RPC error codes.
    pub const fn code(&self) -> u8 {
        match self {
            Self::SubjectNotFound => 0,
            Self::JurisdictionNotFound => 1,
            Self::CorridorNotFound => 2,
            Self::AttestationNotFound => 3,
            Self::NoDomains => 4,
            Self::NothingAsked => 5,
            Self::TooMany { .. } => 6,
            Self::Duplicate => 7,
            Self::HistoryPruned { .. } => 8,
            Self::Inconsistent => 9,
            Self::AssetNotFound => 10,
            Self::ProgramNotFound => 11,
            Self::InstanceNotFound => 12,
            Self::BlockNotFound => 13,
            Self::ReceiptsPruned { .. } => 14,
            Self::WatcherNotFound => 15,
            Self::TopicNotFound => 16,
            Self::TallyNotFound => 17,
            Self::ClaimNotFound => 18,
            Self::TransferNotFound => 19,
            Self::OperatorNotFound => 20,
            Self::MigrationNotFound => 21,
            Self::PlanTruncated => 22,
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SubjectNotFound => f.write_str("the subject is not registered"),
            Self::JurisdictionNotFound => f.write_str("the jurisdiction is not registered"),
            Self::CorridorNotFound => f.write_str("the corridor is not registered"),
            Self::AttestationNotFound => f.write_str("no such attestation is kept"),
            Self::NoDomains => f.write_str("no domains to evaluate"),
            Self::NothingAsked => f.write_str("the list is empty"),
            Self::TooMany { max } => write!(f, "at most {max} entries can be asked for at once"),
            Self::Duplicate => f.write_str("an entry is named twice"),
            Self::HistoryPruned { kept_since } => {
                write!(f, "history is kept only since {kept_since} ms after the Unix epoch")
            }
            Self::Inconsistent => f.write_str("the stored tree is inconsistent"),
            Self::AssetNotFound => f.write_str("the asset is not registered"),
            Self::ProgramNotFound => f.write_str("no such program is deployed"),
            Self::InstanceNotFound => f.write_str("no instance stands at this address"),
            Self::BlockNotFound => f.write_str("there is no such block with receipts"),
            Self::ReceiptsPruned { kept_since } => {
                write!(f, "entries of the audit trail are kept only since block {kept_since}")
            }
            Self::WatcherNotFound => f.write_str("the account never was a watcher"),
            Self::TopicNotFound => f.write_str("no such topic is kept"),
            Self::TallyNotFound => f.write_str("nothing is kept of this coordinate"),
            Self::ClaimNotFound => f.write_str("no such claim is kept"),
            Self::TransferNotFound => f.write_str("no such transfer is kept"),
            Self::OperatorNotFound => f.write_str("the account is no operator of the corridor"),
            Self::MigrationNotFound => f.write_str("there is no such migration"),
            Self::PlanTruncated => f.write_str("the search was cut off before it was certain"),
        }
    }
}

impl core::error::Error for ApiError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_first_byte_of_the_encoding() {
        for error in [
            ApiError::SubjectNotFound,
            ApiError::JurisdictionNotFound,
            ApiError::CorridorNotFound,
            ApiError::AttestationNotFound,
            ApiError::NoDomains,
            ApiError::NothingAsked,
            ApiError::TooMany { max: 3 },
            ApiError::Duplicate,
            ApiError::HistoryPruned { kept_since: 1 },
            ApiError::Inconsistent,
            ApiError::AssetNotFound,
            ApiError::ProgramNotFound,
            ApiError::InstanceNotFound,
            ApiError::BlockNotFound,
            ApiError::ReceiptsPruned { kept_since: 1 },
            ApiError::WatcherNotFound,
            ApiError::TopicNotFound,
            ApiError::TallyNotFound,
            ApiError::ClaimNotFound,
            ApiError::TransferNotFound,
            ApiError::OperatorNotFound,
            ApiError::MigrationNotFound,
            ApiError::PlanTruncated,
        ] {
            assert_eq!(error.encode().first(), Some(&error.code()));
        }
    }

    #[test]
    fn json_names_the_cause() {
        let json = serde_json::to_string(&ApiError::HistoryPruned { kept_since: 7 }).unwrap();
        assert_eq!(json, r#"{"cause":"historyPruned","keptSince":7}"#);
    }
}
