//! What an operator's own machine does: carries the hops that are his, with the help of who holds the goods.

pub mod custodian;
pub mod daemon;
mod dry_run;
mod http;
pub mod journal;
pub mod metrics;
pub mod order;
pub mod receipt;
mod signature;

use msez_attestation::{Sha256, SoftSha256};
use msez_core::Digest;

fn sha256(bytes: &[u8]) -> Digest {
    Digest(SoftSha256::sha256(bytes))
}
