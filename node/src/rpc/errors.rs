//! Why a `msez_*` method did not answer. The codes are stable; malformed parameters have JSON-RPC's own -32602.

use jsonrpsee::types::ErrorObjectOwned;
use msez_runtime::{BlockNumber, Hash};
use msez_runtime_api::{ApiError, CallReport};
use serde_json::json;

/// First code of what the runtime refused to answer; its own number counts on from here, downwards.
const REFUSED: i32 = -32_101;
/// The block named by `at` is not known to this node.
const UNKNOWN_BLOCK: i32 = -32_150;
/// The block is known, but its state is not kept any more (or not yet).
const STATE_UNAVAILABLE: i32 = -32_151;
/// The runtime at that block cannot answer, for example because it is older than the method.
const RUNTIME_FAILED: i32 = -32_152;
/// No gas limit makes the call succeed.
const CALL_FAILED: i32 = -32_153;
/// The block has no receipt of that index.
const NO_SUCH_RECEIPT: i32 = -32_154;
/// This node did not execute the block, so it has nothing indexed of it.
const NOT_INDEXED: i32 = -32_155;
/// The leaf commits to several notes at once.
const FOLDED: i32 = -32_156;
/// The chain is longer than that, but this node has no header of the block any more (or not yet).
const HEADER_PRUNED: i32 = -32_157;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Refused(ApiError),
    #[error("this node does not know the block {0:?}")]
    UnknownBlock(Hash),
    #[error("this node does not have the state of the block {0:?}")]
    StateUnavailable(Hash),
    #[error("the runtime cannot answer")]
    Runtime(String),
    #[error("the call does not succeed with any gas limit")]
    CallFailed(Box<CallReport>),
    #[error("this node knows no block {0} yet")]
    NoSuchBlock(BlockNumber),
    #[error("the header of block {0} is not kept by this node")]
    HeaderPruned(BlockNumber),
    #[error("block {block} has {width} receipts, counted from 0")]
    NoSuchReceipt { block: BlockNumber, width: u32 },
    #[error("this node has not indexed the receipts of block {0}: it did not execute the block")]
    NotIndexed(BlockNumber),
    #[error("the last leaf of block {block} folds {folded} notes, and proves none of them alone")]
    Folded { block: BlockNumber, folded: u32 },
}

impl From<Failure> for ErrorObjectOwned {
    fn from(failure: Failure) -> Self {
        let message = failure.to_string();
        match failure {
            Failure::Refused(error) => Self::owned(REFUSED - i32::from(error.code()), message, Some(error)),
            Failure::UnknownBlock(hash) => Self::owned(UNKNOWN_BLOCK, message, Some(hash)),
            Failure::StateUnavailable(hash) => Self::owned(STATE_UNAVAILABLE, message, Some(hash)),
            Failure::Runtime(reason) => Self::owned(RUNTIME_FAILED, message, Some(reason)),
            Failure::CallFailed(report) => Self::owned(CALL_FAILED, message, Some(report)),
            Failure::NoSuchBlock(number) => Self::owned(UNKNOWN_BLOCK, message, Some(number)),
            Failure::HeaderPruned(number) => Self::owned(HEADER_PRUNED, message, Some(number)),
            Failure::NoSuchReceipt { width, .. } => {
                Self::owned(NO_SUCH_RECEIPT, message, Some(json!({ "width": width })))
            }
            Failure::NotIndexed(number) => Self::owned(NOT_INDEXED, message, Some(number)),
            Failure::Folded { folded, .. } => Self::owned(FOLDED, message, Some(json!({ "folded": folded }))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_the_documentation() {
        let code = |failure: Failure| ErrorObjectOwned::from(failure).code();
        assert_eq!(code(Failure::Refused(ApiError::SubjectNotFound)), -32_101);
        assert_eq!(code(Failure::Refused(ApiError::JurisdictionNotFound)), -32_102);
        assert_eq!(code(Failure::Refused(ApiError::CorridorNotFound)), -32_103);
        assert_eq!(code(Failure::Refused(ApiError::AttestationNotFound)), -32_104);
        assert_eq!(code(Failure::Refused(ApiError::NoDomains)), -32_105);
        assert_eq!(code(Failure::Refused(ApiError::NothingAsked)), -32_106);
        assert_eq!(code(Failure::Refused(ApiError::TooMany { max: 1 })), -32_107);
        assert_eq!(code(Failure::Refused(ApiError::Duplicate)), -32_108);
        assert_eq!(code(Failure::Refused(ApiError::HistoryPruned { kept_since: 1 })), -32_109);
        assert_eq!(code(Failure::Refused(ApiError::Inconsistent)), -32_110);
        assert_eq!(code(Failure::Refused(ApiError::AssetNotFound)), -32_111);
        assert_eq!(code(Failure::Refused(ApiError::ProgramNotFound)), -32_112);
        assert_eq!(code(Failure::Refused(ApiError::InstanceNotFound)), -32_113);
        assert_eq!(code(Failure::Refused(ApiError::BlockNotFound)), -32_114);
        assert_eq!(code(Failure::Refused(ApiError::ReceiptsPruned { kept_since: 1 })), -32_115);
        assert_eq!(code(Failure::Refused(ApiError::WatcherNotFound)), -32_116);
        assert_eq!(code(Failure::Refused(ApiError::TopicNotFound)), -32_117);
        assert_eq!(code(Failure::Refused(ApiError::TallyNotFound)), -32_118);
        assert_eq!(code(Failure::Refused(ApiError::ClaimNotFound)), -32_119);
        assert_eq!(code(Failure::Refused(ApiError::TransferNotFound)), -32_120);
        assert_eq!(code(Failure::Refused(ApiError::OperatorNotFound)), -32_121);
        assert_eq!(code(Failure::Refused(ApiError::MigrationNotFound)), -32_122);
        assert_eq!(code(Failure::Refused(ApiError::PlanTruncated)), -32_123);
        assert_eq!(code(Failure::UnknownBlock(Hash::zero())), -32_150);
        assert_eq!(code(Failure::NoSuchBlock(7)), -32_150);
        assert_eq!(code(Failure::NoSuchReceipt { block: 7, width: 2 }), -32_154);
        assert_eq!(code(Failure::NotIndexed(7)), -32_155);
        assert_eq!(code(Failure::Folded { block: 7, folded: 3 }), -32_156);
        assert_eq!(code(Failure::HeaderPruned(7)), -32_157);
        assert_eq!(code(Failure::StateUnavailable(Hash::zero())), -32_151);
        assert_eq!(code(Failure::Runtime("old".into())), -32_152);
    }

    #[test]
    fn the_data_says_what_the_message_says_for_programs() {
        let error = ErrorObjectOwned::from(Failure::Refused(ApiError::TooMany { max: 256 }));
        assert_eq!(error.data().unwrap().get(), r#"{"cause":"tooMany","max":256}"#);
    }
}
