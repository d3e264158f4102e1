//! The reference's own digests.

use alloc::{format, string::String};
use core::fmt::Write;
use sha2::{Digest as _, Sha256};

/// The reference's id of a request: 24 digits of a hash of its asset, its two jurisdictions and its time, as the reference
/// writes them. Ours is [`Request::digest`](crate::Request::digest).
///
/// ```
/// let id = msez_saga::request_id("asset-001", "uae-difc", "kz-aifc", "2026-01-01T00:00:00+00:00");
/// assert_eq!(id, "a1ed4dd5a825a96da825c2e2");
/// ```
pub fn request_id(asset: &str, source: &str, target: &str, created_at: &str) -> String {
    let digest = sha256(format!("{asset}:{source}:{target}:{created_at}").as_bytes());
    digest.iter().take(12).fold(String::new(), |mut text, byte| {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_references_id_is_the_same_for_the_same_input_only() {
        let id = |created: &str| request_id("asset-001", "uae-difc", "kz-aifc", created);
        assert_eq!(id("2026-01-01T00:00:00+00:00"), "a1ed4dd5a825a96da825c2e2");
        assert_ne!(id("2026-01-01T00:00:00+00:00"), id("2026-01-01T00:00:01+00:00"));
    }
}
