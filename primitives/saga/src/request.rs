//! What is asked for, and what is signed to ask for it.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{CorridorId, Digest, JurisdictionId, Moment, SubjectId, Usd};
use scale_info::TypeInfo;

/// Begins the bytes whose hash is a request's digest, and the saga's id.
pub const REQUEST_TAG: &[u8] = b"msez/migration-request/v1";

/// Begins the bytes that a controller signs so that anyone may submit his request.
pub const START_TAG: &[u8] = b"msez/migration-start/v1";

/// A migration as its controllers ask for it. They sign every field.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(
    feature = "std",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub struct Request<AccountId> {
    /// What moves.
    pub asset: SubjectId,
    /// The asset's version that they decided upon.
    pub version: u64,
    /// Where it is at home.
    pub source: JurisdictionId,
    /// Where it will be.
    pub target: JurisdictionId,
    /// The corridors, in order.
    pub path: Vec<CorridorId>,
    /// Its value, in micro-dollars.
    pub value: Usd,
    /// The most that may be paid in fees, in the smallest unit of the currency.
    #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
    pub max_fee: u128,
    /// In what fees are paid: `None` is the native token, otherwise an asset of the settlement ledger.
    pub currency: Option<u32>,
    /// Who pays, and gets back what is not used: one of the controllers who ask.
    pub payer: AccountId,
    /// Decided before, or taken back; in milliseconds.
    pub deadline: Moment,
    /// Who rules over disputes and completes what nobody completes; `None`: governance.
    pub arbiter: Option<AccountId>,
    /// So that the same can be asked for again.
    pub nonce: u64,
}

/// The longest path.
pub const MAX_PATH: u32 = 16;

impl<AccountId: MaxEncodedLen> MaxEncodedLen for Request<AccountId> {
    fn max_encoded_len() -> usize {
        let ids =
            SubjectId::max_encoded_len().saturating_add(JurisdictionId::max_encoded_len().saturating_mul(2));
        let path = usize::try_from(MAX_PATH)
            .unwrap_or(usize::MAX)
            .saturating_mul(CorridorId::max_encoded_len())
            // A length of up to 63 takes one byte.
            .saturating_add(1);
        [
            u64::max_encoded_len().saturating_mul(3),
            u128::max_encoded_len().saturating_mul(2),
            Option::<u32>::max_encoded_len(),
            AccountId::max_encoded_len(),
            Option::<AccountId>::max_encoded_len(),
        ]
        .into_iter()
        .fold(ids.saturating_add(path), usize::saturating_add)
    }
}

impl<AccountId: Encode> Request<AccountId> {
    /// The digest of the request on the chain with this block 0: the saga's id. One request is one saga, ever.
    pub fn digest(&self, genesis: &Digest, hash: impl Fn(&[u8]) -> [u8; 32]) -> Digest {
        let mut bytes = REQUEST_TAG.to_vec();
        (genesis, self).encode_to(&mut bytes);
        Digest(hash(&bytes))
    }
}

/// What a controller signs: the tag, and the request's digest, which covers the chain and every field.
pub fn signed_payload(saga: &Digest) -> Vec<u8> {
    [START_TAG, &saga.0].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::sha256;

    fn request() -> Request<u8> {
        Request {
            asset: SubjectId([1; 32]),
            version: 3,
            source: "uae-difc".parse().unwrap(),
            target: "kz-aifc".parse().unwrap(),
            path: alloc::vec!["corridor-difc-aifc".parse().unwrap()],
            value: Usd::dollars(1_000_000),
            max_fee: 5_000,
            currency: None,
            payer: 7,
            deadline: 1_000,
            arbiter: None,
            nonce: 0,
        }
    }

    #[test]
    fn the_digest_covers_the_chain_and_every_field() {
        let genesis = Digest([9; 32]);
        let mut digests = alloc::collections::BTreeSet::from([request().digest(&genesis, sha256)]);
        digests.insert(request().digest(&Digest([8; 32]), sha256));
        let changes: [fn(&mut Request<u8>); 12] = [
            |r| r.asset = SubjectId([2; 32]),
            |r| r.version = 4,
            |r| r.source = "sg-mas".parse().unwrap(),
            |r| r.target = "sg-mas".parse().unwrap(),
            |r| r.path.clear(),
            |r| r.value = Usd(1),
            |r| r.max_fee = 5_001,
            |r| r.currency = Some(0),
            |r| r.payer = 8,
            |r| r.deadline = 1_001,
            |r| r.arbiter = Some(1),
            |r| r.nonce = 1,
        ];
        for change in changes {
            let mut changed = request();
            change(&mut changed);
            digests.insert(changed.digest(&genesis, sha256));
        }
        assert_eq!(digests.len(), 14);
    }

    #[test]
    fn no_request_with_a_path_that_is_not_too_long_is_longer_than_said() {
        let longest = Request {
            path: alloc::vec!["c".repeat(32).parse().unwrap(); MAX_PATH as usize],
            currency: Some(u32::MAX),
            arbiter: Some(1),
            ..request()
        };
        assert_eq!(longest.encode().len(), Request::<u8>::max_encoded_len());
    }

    #[test]
    fn what_is_signed_is_short_enough_that_no_signer_hashes_it() {
        assert!(signed_payload(&Digest([1; 32])).len() < 256);
    }
}
