//! The way into the compliance tensor. There is no setter: a cell follows its attestations.

use alloc::vec::Vec;

use msez_core::{AssetClass, Coordinate, SubjectId};
use msez_tensor::Contribution;
use polkadot_sdk::{frame_support::weights::Weight, sp_runtime::DispatchError};

/// How much of a block's room for changes a change may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// The part that all share: what lets a subject pass, and tidying up.
    Routine,
    /// All of it, with the part that is kept for what must not be crowded out: findings that do not pass, revocations,
    /// what time changes.
    Urgent,
}

/// What the source of attestations may ask of the tensor.
pub trait Tensor {
    /// The class of a subject, whose profile a jurisdiction applies; `None` where the subject has no place in the tensor.
    fn class_of(subject: &SubjectId) -> Option<AssetClass>;

    /// Folds a cell anew from everything that is live for its coordinate, and opens a new interval if it changed. Tells
    /// whether the block's flush has one cell more to do: the caller accounts for [`Tensor::flush_weight`] then.
    fn refold(
        coordinate: &Coordinate,
        live: &[Contribution],
        urgency: Urgency,
    ) -> Result<bool, DispatchError>;

    /// The most that one cell more weighs in the flush at the end of the block.
    fn flush_weight() -> Weight;

    /// Whether a cell was ever recorded at the coordinate. It stays for good.
    fn has_cell(coordinate: &Coordinate) -> bool;

    /// What a cell keeps in the state for good: the sizes of its entries in bytes, keys included, at their largest. For
    /// the deposit of who opens it.
    fn cell_entries() -> Vec<u32>;

    /// Gives a subject a place.
    #[cfg(feature = "runtime-benchmarks")]
    fn benchmark_register(subject: &SubjectId);
}
