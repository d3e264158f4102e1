//! What must hold of the runtime as a whole.

mod chain;
mod equivocations;
mod fees;
mod genesis;
mod limits;
mod metadata;
mod mountain_range;
mod proxies;
mod receipts;
mod switches;
mod weights;
