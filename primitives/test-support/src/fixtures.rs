//! Identifiers that differ when their arguments do.

use msez_core::{Digest, JurisdictionId, SubjectId};
use polkadot_sdk::sp_runtime::AccountId32;

fn word(tag: u8, n: u64) -> [u8; 32] {
    let mut word = [tag; 32];
    word[..8].copy_from_slice(&n.to_be_bytes());
    word
}

/// The account of a number.
pub fn account(n: u64) -> AccountId32 {
    AccountId32::new(word(0xac, n))
}

/// The subject of a number.
pub fn subject(n: u64) -> SubjectId {
    SubjectId(word(0x5b, n))
}

/// The digest of a number.
pub fn digest(n: u64) -> Digest {
    Digest(word(0xd1, n))
}

/// The jurisdiction of a name such as `uae-difc`.
#[track_caller]
pub fn jurisdiction(name: &str) -> JurisdictionId {
    name.parse().unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_numbers_are_different_identifiers() {
        assert_ne!(account(1), account(2));
        assert_ne!(subject(1), subject(256));
        assert_ne!(digest(1).0, subject(1).0);
        assert_eq!(jurisdiction("uae-difc").as_str(), "uae-difc");
    }
}
