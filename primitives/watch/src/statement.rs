//! What a watcher says, and the bytes he signs.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{Digest, Moment};
use scale_info::TypeInfo;
use sha2::{Digest as _, Sha256};

/// Begins the bytes under a statement's signature.
pub const STATEMENT_TAG: &[u8] = b"msez/watch-statement/v1";

/// Begins the bytes with which the holder of a key agrees that an account uses it.
pub const POSSESSION_TAG: &[u8] = b"msez/watch-possession/v1";

/// Begins the bytes whose hash is a statement's id.
pub const STATEMENT_ID_TAG: &[u8] = b"msez/watch-statement-id/v1";

/// Longest decentralized identifier, in bytes.
pub const MAX_DID: u32 = 128;

/// One place on a topic.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Coordinate {
    /// What it is about.
    pub topic: Digest,
    /// The topic's own count: the receipts of a corridor, the round of its liveness, the block of a chain.
    pub height: u64,
}

/// What a watcher saw at a coordinate.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Statement {
    /// Where.
    pub coordinate: Coordinate,
    /// What: a state root, a head commitment, a checkpoint.
    pub digest: Digest,
    /// When, by the watcher's clock, in milliseconds.
    pub observed_at: Moment,
}

impl Statement {
    /// The bytes that a watcher signs.
    pub fn payload(&self, genesis: &Digest) -> Vec<u8> {
        let mut bytes = STATEMENT_TAG.to_vec();
        (genesis, self).encode_to(&mut bytes);
        bytes
    }

    /// Whether nobody can honestly say both: the same place, and not the same thing. The time does not matter.
    pub fn contradicts(&self, other: &Self) -> bool {
        self.coordinate == other.coordinate && self.digest != other.digest
    }
}

/// The bytes that a key signs for an account to use it.
pub fn possession_payload(genesis: &Digest, account: &[u8; 32], key: &[u8; 32], did: &[u8]) -> Vec<u8> {
    let mut bytes = POSSESSION_TAG.to_vec();
    (genesis, account, key, did).encode_to(&mut bytes);
    bytes
}

/// The bytes whose SHA-256 is the id of an account's statement.
pub fn statement_id_preimage(genesis: &Digest, account: &[u8; 32], statement: &Statement) -> Vec<u8> {
    let mut bytes = STATEMENT_ID_TAG.to_vec();
    (genesis, account, statement).encode_to(&mut bytes);
    bytes
}

/// The id of an account's statement.
pub fn statement_id(genesis: &Digest, account: &[u8; 32], statement: &Statement) -> Digest {
    Digest(Sha256::digest(statement_id_preimage(genesis, account, statement)).into())
}

/// Whether this is a decentralized identifier: `did:`, a method of small letters and digits, `:`, and an id of letters,
/// digits, `.`, `_`, `-`, `%` and `:` that does not end in `:`; at most [`MAX_DID`] bytes.
///
/// ```
/// use msez_watch::is_did;
/// assert!(is_did(b"did:web:watch.example.org"));
/// assert!(!is_did(b"did:web:") && !is_did(b"did:Web:x") && !is_did(b"https://example.org"));
/// ```
pub fn is_did(text: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(b"did:") else { return false };
    let Some(colon) = rest.iter().position(|byte| *byte == b':') else { return false };
    let (method, id) = rest.split_at(colon);
    let id = id.strip_prefix(b":").unwrap_or_default();
    u32::try_from(text.len()).is_ok_and(|len| len <= MAX_DID)
        && !method.is_empty()
        && method.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        && !id.is_empty()
        && id.last() != Some(&b':')
        && id.iter().all(|b| b.is_ascii_alphanumeric() || b"._-%:".contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use proptest::prelude::*;

    fn statement() -> Statement {
        Statement {
            coordinate: Coordinate { topic: Digest([1; 32]), height: 7 },
            digest: Digest([2; 32]),
            observed_at: 1_790_000_000_000,
        }
    }

    #[test]
    fn the_signed_bytes_and_the_id_are_pinned() {
        let genesis = Digest([3; 32]);
        let payload = statement().payload(&genesis);
        assert_eq!(payload.len(), 135);
        assert_eq!(
            Digest(Sha256::digest(&payload).into()).to_string(),
            "0xff87b8abbb704e32d9a69431401774491e53006c10171c1a45acfb30c8e60e84"
        );
        assert_eq!(
            statement_id(&genesis, &[4; 32], &statement()).to_string(),
            "0xca554a9dea9271586738fd2baa2b1010102169ab701a3b4aad13efebc509f3e2"
        );
    }

    #[test]
    fn a_payload_of_one_kind_is_none_of_another() {
        for (a, b) in [
            (STATEMENT_TAG, POSSESSION_TAG),
            (STATEMENT_TAG, STATEMENT_ID_TAG),
            (POSSESSION_TAG, STATEMENT_ID_TAG),
        ] {
            let common = a.len().min(b.len());
            assert_ne!(a[..common], b[..common]);
        }
    }

    #[test]
    fn only_the_same_place_and_another_thing_is_a_contradiction() {
        let it = statement();
        let elsewhere = Statement {
            coordinate: Coordinate { height: 8, ..it.coordinate },
            digest: Digest([9; 32]),
            ..it
        };
        let later = Statement { observed_at: it.observed_at + 1, ..it };
        let other = Statement { digest: Digest([9; 32]), ..later };
        assert!(!it.contradicts(&it) && !it.contradicts(&elsewhere) && !it.contradicts(&later));
        assert!(it.contradicts(&other) && other.contradicts(&it));
    }

    #[test]
    fn identifiers_follow_their_grammar() {
        for good in ["did:web:a", "did:key:z6Mk.x_-%:y", "did:msez2:1"] {
            assert!(is_did(good.as_bytes()), "{good}");
        }
        let long = alloc::format!("did:web:{}", "a".repeat(MAX_DID as usize - 8));
        assert!(is_did(long.as_bytes()) && !is_did(alloc::format!("{long}a").as_bytes()));
        for bad in
            ["", "did", "did:", "did::x", "did:web", "did:web:", "did:web:a:", "DID:web:a", "did:web:a b"]
        {
            assert!(!is_did(bad.as_bytes()), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_field_is_signed(a: ([u8; 32], u64, [u8; 32], u64, [u8; 32]), b: ([u8; 32], u64, [u8; 32], u64, [u8; 32])) {
            let bytes = |(topic, height, digest, observed_at, genesis): ([u8; 32], u64, [u8; 32], u64, [u8; 32])| {
                Statement { coordinate: Coordinate { topic: Digest(topic), height }, digest: Digest(digest), observed_at }
                    .payload(&Digest(genesis))
            };
            prop_assert_eq!(a == b, bytes(a) == bytes(b));
        }

        #[test]
        fn any_identifier_is_judged_without_panic(text: Vec<u8>) {
            let _ = is_did(&text);
        }
    }
}
