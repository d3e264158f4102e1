//! What must hold of the runtime as a whole.

mod genesis;
mod limits;
mod metadata;
