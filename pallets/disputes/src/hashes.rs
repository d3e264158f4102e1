//! What is hashed: the id of a claim, and the commitment to a vote.

use codec::Encode;
use msez_core::Digest;
use polkadot_sdk::sp_io::hashing::blake2_256;

use crate::Vote;

/// Begins the bytes whose hash is a claim's id.
pub const CLAIM_TAG: &[u8] = b"msez/claim-id/v1";

/// Begins the bytes whose hash a juror commits to.
pub const VOTE_TAG: &[u8] = b"msez/dispute-vote/v1";

/// BLAKE2b-256 of the tag, the genesis hash, the claim's number (8 bytes, little-endian), the statement and the claimant.
pub fn claim_id<Hash: Encode, AccountId: Encode>(
    genesis: &Hash,
    number: u64,
    statement: &Digest,
    claimant: &AccountId,
) -> Digest {
    let mut bytes = CLAIM_TAG.to_vec();
    (genesis, number, statement, claimant).encode_to(&mut bytes);
    Digest(blake2_256(&bytes))
}

/// What a juror commits to: BLAKE2b-256 of the tag, the claim's id, the juror's account, the vote (one byte: 0 stands,
/// 1 is false) and 32 bytes that nobody can guess.
///
/// The claim and the juror are in it so that nobody can copy another's commitment, here or in another case; the id of
/// the claim binds the chain.
pub fn vote_commitment<AccountId: Encode>(
    claim: &Digest,
    juror: &AccountId,
    vote: Vote,
    salt: &[u8; 32],
) -> Digest {
    let mut bytes = VOTE_TAG.to_vec();
    (claim, juror, vote, salt).encode_to(&mut bytes);
    Digest(blake2_256(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use polkadot_sdk::sp_runtime::AccountId32;

    /// For those who compute it elsewhere: claim 0x11…, juror 0x22…, salt 0x33….
    #[test]
    fn the_commitment_is_what_the_readme_says() {
        let (claim, juror, salt) = (Digest([0x11; 32]), AccountId32::new([0x22; 32]), [0x33; 32]);
        let commitment = |vote| vote_commitment(&claim, &juror, vote, &salt).to_string();
        for vote in [Vote::Stands, Vote::False] {
            assert!(include_str!("../README.md").contains(commitment(vote).trim_start_matches("0x")));
        }
        assert_eq!(
            commitment(Vote::Stands),
            "0xa603f7be77ace9c2d697841eda45e79be0e540f393151f4508a90aba1359a6c6"
        );
        assert_eq!(
            commitment(Vote::False),
            "0x5feca25d85a207441085d42baa79700c6383cdb219a8b7d1f098a4679645c373"
        );
        let id = claim_id(&Digest([0x44; 32]), 7, &Digest([0x55; 32]), &juror);
        assert_eq!(id.to_string(), "0x3c881d3d2f5d5a27b63d97956450c051820aee4daec73fb612fe6aa05a0c4823");
    }

    #[test]
    fn a_commitment_belongs_to_one_claim_one_juror_one_vote_and_one_salt() {
        let base = vote_commitment(&Digest([1; 32]), &1u64, Vote::False, &[1; 32]);
        assert_ne!(base, vote_commitment(&Digest([2; 32]), &1u64, Vote::False, &[1; 32]));
        assert_ne!(base, vote_commitment(&Digest([1; 32]), &2u64, Vote::False, &[1; 32]));
        assert_ne!(base, vote_commitment(&Digest([1; 32]), &1u64, Vote::Stands, &[1; 32]));
        assert_ne!(base, vote_commitment(&Digest([1; 32]), &1u64, Vote::False, &[2; 32]));
    }
}
