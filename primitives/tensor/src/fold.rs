//! From live attestations to the content of a cell.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{ComplianceState, Digest, Moment};
use scale_info::TypeInfo;

use crate::{hasher::tag, meet_all, Contribution, KeccakBackend};

/// What a coordinate's attestations add up to at one moment.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Folded {
    /// The meet of what is in force. Nothing in force: EXPIRED if anything has run out, else UNKNOWN.
    pub state: ComplianceState,
    /// Earliest expiry among what is in force; always `None` for a violation, which has to be lifted.
    pub valid_until: Option<Moment>,
    /// Commitment to the attestations in force.
    pub attestations_root: Digest,
    /// Earliest later moment at which folding the same attestations can give something else.
    pub next_change: Option<Moment>,
}

/// Folds everything that is live for a coordinate. The order and repetitions of `live` do not matter.
///
/// An attestation counts from `valid_from` (included) to `valid_until` (excluded). One that says NON_COMPLIANT never
/// runs out.
pub fn fold<B: KeccakBackend>(live: &[Contribution], now: Moment) -> Folded {
    let counting = || live.iter().filter(|c| c.in_force(now));
    let ids: Vec<Digest> = counting().map(|c| c.attestation).collect();
    let state = if !ids.is_empty() {
        meet_all(counting().map(|c| c.state))
    } else if live.iter().any(|c| c.expired(now)) {
        ComplianceState::Expired
    } else {
        ComplianceState::Unknown
    };
    let valid_until = if state == ComplianceState::NonCompliant {
        None
    } else {
        counting().filter_map(Contribution::end).min()
    };
    let starts = live.iter().map(|c| c.valid_from);
    let next_change =
        live.iter().filter_map(Contribution::end).chain(starts).filter(|moment| *moment > now).min();
    Folded { state, valid_until, attestations_root: attestations_root::<B>(&ids), next_change }
}

/// Commitment to a set of attestations: Keccak-256 of tag `0x04`, the count as u32 BE, and the identifiers, sorted and
/// without repetitions. The empty set is 32 zero bytes.
pub fn attestations_root<B: KeccakBackend>(ids: &[Digest]) -> Digest {
    if ids.is_empty() {
        return Digest::default();
    }
    let mut sorted = ids.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut preimage = Vec::with_capacity(sorted.len().saturating_mul(32).saturating_add(5));
    preimage.push(tag::ATTESTATIONS);
    preimage.extend_from_slice(&u32::try_from(sorted.len()).unwrap_or(u32::MAX).to_be_bytes());
    sorted.iter().for_each(|id| preimage.extend_from_slice(&id.0));
    Digest(B::keccak256(&preimage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SoftKeccak;
    use msez_core::ComplianceState::*;
    use proptest::prelude::*;

    fn says(id: u8, state: ComplianceState, valid_from: Moment, valid_until: Option<Moment>) -> Contribution {
        Contribution { attestation: Digest([id; 32]), state, valid_from, valid_until }
    }

    fn root(ids: &[u8]) -> Digest {
        attestations_root::<SoftKeccak>(&ids.iter().map(|id| Digest([*id; 32])).collect::<Vec<_>>())
    }

    #[test]
    fn nothing_folds_to_unknown() {
        let folded = fold::<SoftKeccak>(&[], 7);
        assert_eq!(folded.state, Unknown);
        assert_eq!(folded.valid_until, None);
        assert_eq!(folded.attestations_root, Digest([0; 32]));
        assert_eq!(folded.next_change, None);
    }

    #[test]
    fn the_worst_in_force_wins_and_the_earliest_expiry_ends_the_interval() {
        let live =
            [says(1, Compliant, 0, Some(50)), says(2, Pending, 0, Some(90)), says(3, Exempt, 20, None)];
        let folded = fold::<SoftKeccak>(&live, 10);
        assert_eq!((folded.state, folded.valid_until), (Pending, Some(50)));
        assert_eq!(folded.attestations_root, root(&[1, 2]));
        assert_eq!(folded.next_change, Some(20));
        let later = fold::<SoftKeccak>(&live, 50);
        assert_eq!((later.state, later.valid_until, later.next_change), (Pending, Some(90), Some(90)));
        assert_eq!(later.attestations_root, root(&[2, 3]));
        let last = fold::<SoftKeccak>(&live, 90);
        assert_eq!((last.state, last.valid_until, last.next_change), (Exempt, None, None));
    }

    #[test]
    fn at_the_end_it_is_expired_and_before_the_start_unknown() {
        let live = [says(1, Compliant, 10, Some(20))];
        let states = [9, 10, 19, 20].map(|now| fold::<SoftKeccak>(&live, now).state);
        assert_eq!(states, [Unknown, Compliant, Compliant, Expired]);
        assert_eq!(fold::<SoftKeccak>(&live, 20).attestations_root, Digest::default());
    }

    #[test]
    fn expired_evidence_does_not_pull_down_what_is_in_force() {
        let live = [says(1, Compliant, 0, Some(5)), says(2, Compliant, 0, None)];
        assert_eq!(fold::<SoftKeccak>(&live, 6).state, Compliant);
    }

    #[test]
    fn a_violation_never_runs_out() {
        let live = [says(1, NonCompliant, 5, Some(6)), says(2, Compliant, 0, Some(100))];
        assert_eq!(fold::<SoftKeccak>(&live, 4).state, Compliant);
        for now in [5, 6, 1_000_000] {
            let folded = fold::<SoftKeccak>(&live, now);
            assert_eq!((folded.state, folded.valid_until), (NonCompliant, None));
        }
    }

    #[test]
    fn the_largest_moment_is_no_end() {
        let folded = fold::<SoftKeccak>(&[says(1, Compliant, 0, Some(u64::MAX))], 5);
        assert_eq!((folded.state, folded.valid_until, folded.next_change), (Compliant, None, None));
    }

    #[test]
    fn a_set_of_attestations_is_bound_by_its_size_and_content() {
        assert_eq!(root(&[2, 1, 2]), root(&[1, 2]));
        assert_ne!(root(&[1]), root(&[1, 2]));
        assert_ne!(root(&[1]), root(&[2]));
    }

    fn contributions() -> impl Strategy<Value = Vec<Contribution>> {
        let one = (0u8..6, 0u8..6, 0u64..40, proptest::option::of(0u64..40)).prop_map(
            |(id, state, from, until)| says(id, ComplianceState::from_code(state).unwrap(), from, until),
        );
        proptest::collection::vec(one, 0..8)
    }

    proptest! {
        #[test]
        fn the_order_of_attestations_does_not_matter(live in contributions(), now in 0u64..45, seed: u64) {
            let expected = fold::<SoftKeccak>(&live, now);
            let mut other = live.clone();
            other.sort_by_key(|c| (u64::from(c.attestation.0[0]) ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            other.extend(live.first().copied());
            prop_assert_eq!(fold::<SoftKeccak>(&other, now), expected);
        }

        #[test]
        fn nothing_changes_before_the_next_change(live in contributions(), now in 0u64..45) {
            let folded = fold::<SoftKeccak>(&live, now);
            let end = folded.next_change.unwrap_or(60);
            for moment in now..end {
                let again = fold::<SoftKeccak>(&live, moment);
                prop_assert_eq!(again.state, folded.state);
                prop_assert_eq!(again.attestations_root, folded.attestations_root);
            }
        }

        #[test]
        fn one_more_attestation_in_force_never_improves_the_state(
            live in contributions(), now in 0u64..45, state in 0u8..6,
        ) {
            let before = fold::<SoftKeccak>(&live, now);
            prop_assume!(live.iter().any(|c| c.in_force(now)));
            let mut more = live;
            more.push(says(9, ComplianceState::from_code(state).unwrap(), 0, None));
            prop_assert!(fold::<SoftKeccak>(&more, now).state <= before.state);
        }
    }
}
