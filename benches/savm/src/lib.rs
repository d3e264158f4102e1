//! The Smart Asset VM beside other machines: which is faster, natively and in wasm, and whether they agree.

pub mod agreement;
pub mod corpus;
pub mod differential;
pub mod race;
mod random;
pub mod shared;
// The harness of the other benches.
#[allow(dead_code)]
#[path = "../../src/timing.rs"]
mod timing;
mod wasm;
