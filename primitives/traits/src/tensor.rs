//! The way into the compliance tensor. There is no setter: a cell follows its attestations.

use msez_core::{Coordinate, SubjectId};
use msez_tensor::Contribution;
use polkadot_sdk::sp_runtime::DispatchResult;

/// What the source of attestations may ask of the tensor.
pub trait Tensor {
    /// Whether the subject has a place in the tensor.
    fn is_registered(subject: &SubjectId) -> bool;

    /// Folds a cell anew from everything that is live for its coordinate, and opens a new interval if it changed.
    fn refold(coordinate: &Coordinate, live: &[Contribution]) -> DispatchResult;

    /// Gives a subject a place.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_register(subject: &SubjectId);
}
