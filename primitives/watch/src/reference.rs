//! The reference's digests: SHA-256 over canonical JSON (keys sorted, no blanks, UTF-8).

use alloc::{format, string::String};
use msez_core::{CorridorId, Digest};
use sha2::{Digest as _, Sha256};

/// What a corridor has come to: the digest that watchers attest.
pub fn head_commitment(
    corridor: &CorridorId,
    genesis_root: &Digest,
    receipt_count: u64,
    final_state_root: &Digest,
    mmr_root: &Digest,
) -> Digest {
    // Slugs and hexadecimal digits need no escapes.
    sha256(&format!(
        r#"{{"corridor_id":"{corridor}","final_state_root":"{}","genesis_root":"{}","mmr_root":"{}","receipt_count":{receipt_count}}}"#,
        hex(final_state_root),
        hex(genesis_root),
        hex(mmr_root),
    ))
}

/// The hash of a scope: which asset, where, in which domain, and when. The times are written as the reference writes them:
/// ISO 8601 with an offset.
pub fn scope_hash(
    asset: &str,
    jurisdiction: &str,
    domain: &str,
    valid_from: &str,
    valid_until: &str,
) -> Digest {
    sha256(&format!(
        r#"{{"asset_id":{},"domain":{},"jurisdiction_id":{},"valid_from":{},"valid_until":{}}}"#,
        text(asset),
        text(domain),
        text(jurisdiction),
        text(valid_from),
        text(valid_until),
    ))
}

fn sha256(json: &str) -> Digest {
    Digest(Sha256::digest(json.as_bytes()).into())
}

/// 64 digits, without `0x`.
fn hex(digest: &Digest) -> String {
    let text = format!("{digest}");
    text.strip_prefix("0x").map(String::from).unwrap_or(text)
}

/// A JSON string as RFC 8785 writes it.
fn text(plain: &str) -> String {
    let mut json = String::from("\"");
    for c in plain.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\u{8}' => json.push_str("\\b"),
            '\t' => json.push_str("\\t"),
            '\n' => json.push_str("\\n"),
            '\u{c}' => json.push_str("\\f"),
            '\r' => json.push_str("\\r"),
            c if c < ' ' => json.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => json.push(c),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use proptest::prelude::*;

    #[test]
    fn the_references_head_commitment_is_reproduced() {
        let digest = head_commitment(
            &"corridor-1".parse().unwrap(),
            &Digest([0; 32]),
            5,
            &Digest([0xaa; 32]),
            &Digest([0xbb; 32]),
        );
        assert_eq!(digest.to_string(), "0xd83ce78490cbda82aed19d93716117a456cd94eab290c4b90d35888d7bd920f1");
    }

    #[test]
    fn the_references_scope_hash_is_reproduced() {
        let digest = scope_hash(
            "asset-123",
            "uae-difc",
            "kyc",
            "2026-01-01T00:00:00+00:00",
            "2027-01-01T00:00:00+00:00",
        );
        assert_eq!(digest.to_string(), "0x395e17b2e3d6faca51495364815f7b2b959f7dcdbb3659053b62e5488b0f8107");
    }

    proptest! {
        #[test]
        fn strings_are_written_as_another_writer_writes_them(plain: String) {
            // serde_json escapes DEL-free control characters in the same way.
            prop_assert_eq!(text(&plain), serde_json::to_string(&plain).unwrap());
        }

        #[test]
        fn fields_do_not_run_into_each_other(a in "[a-z\"]{0,4}", b in "[a-z\"]{0,4}") {
            prop_assume!(a != b);
            prop_assert_ne!(scope_hash(&a, &b, "", "", ""), scope_hash(&b, &a, "", "", ""));
        }
    }
}
