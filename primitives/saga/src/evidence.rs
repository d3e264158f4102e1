//! What a migration leaves behind: one object for each step, and a digest over all of it.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{Digest, Domain, JurisdictionId, Moment, SubjectId};
use scale_info::TypeInfo;

use crate::{Compensation, Event, Request, State};

/// Begins the bytes whose hash is the digest of a migration's evidence.
pub const EVIDENCE_TAG: &[u8] = b"msez/migration-evidence/v1";

/// Begins the bytes whose hash an issuer states as evidence, so that its kind can be shown later.
pub const KIND_TAG: &[u8] = b"msez/evidence/v1";

/// The digest that an issuer states where somebody will ask for the kind of evidence: of the kind's code and the document's
/// own digest. Who shows both opens it.
pub fn kind_digest(kind: u8, document: &Digest, hash: impl Fn(&[u8]) -> [u8; 32]) -> Digest {
    let mut bytes = KIND_TAG.to_vec();
    (kind, document).encode_to(&mut bytes);
    Digest(hash(&bytes))
}

macro_rules! evidence {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
        )]
        #[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }
    };
}

evidence! {
    /// A change of state.
    Transition {
        /// From where.
        from: State,
        /// To where.
        to: State,
        /// What led to it.
        event: Event,
        /// When, in milliseconds.
        at: Moment,
    }
}

evidence! {
    /// What the tensor said about the asset.
    Commitment {
        /// Root of the whole tensor.
        tensor_root: Digest,
        /// Over what was found at every place of the path.
        slice_root: Digest,
        /// When, in milliseconds.
        at: Moment,
    }
}

evidence! {
    /// An attestation that was brought for what the path asks.
    HeldEvidence {
        /// Its id.
        attestation: Digest,
        /// The kind of evidence: the code of the attestation type.
        kind: u8,
        /// Digest of the document.
        document: Digest,
    }
}

evidence! {
    /// The asset was held.
    LockEvidence {
        /// Id of the lock: the saga's.
        lock: Digest,
        /// What is held.
        asset: SubjectId,
        /// Where.
        jurisdiction: JurisdictionId,
        /// When, in milliseconds.
        locked_at: Moment,
        /// What was found at home and on the way until when, in milliseconds.
        lock_until: Moment,
        /// What was found.
        commitment: Commitment,
    }
}

evidence! {
    /// The asset was sent on its way.
    TransitEvidence {
        /// The bridge's transfer.
        transfer: Digest,
        /// Digest of the path.
        path: Digest,
        /// When, in milliseconds.
        departed_at: Moment,
        /// When the path's hours are over, in milliseconds.
        expected_arrival: Moment,
    }
}

evidence! {
    /// Compliance was looked at again, and it was decided that every hop is committed.
    VerificationEvidence {
        /// Digest over all prepare receipts.
        prepared: Digest,
        /// What was found.
        commitment: Commitment,
        /// How many pledges stood.
        pledges: u32,
    }
}

evidence! {
    /// The asset has arrived.
    ArrivalEvidence {
        /// Digest over all commit receipts.
        committed: Digest,
        /// What the tensor says.
        commitment: Commitment,
        /// How many pledges have entered the tensor.
        pledges_entered: u32,
    }
}

evidence! {
    /// What was paid, in the smallest unit of the currency.
    FeeEvidence {
        /// Escrowed at the start.
        #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
        escrowed: u128,
        /// Handed on to the bridge.
        #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
        carried: u128,
        /// Given back by the saga itself; what the bridge gives back, its own receipts tell.
        #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
        refunded: u128,
        /// Kept for the treasury.
        #[cfg_attr(feature = "std", serde(with = "msez_core::decimal"))]
        kept: u128,
    }
}

/// A provisional statement for the destination.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct PledgeEvidence<AccountId> {
    /// Who answers for it.
    pub issuer: AccountId,
    /// Where.
    pub jurisdiction: JurisdictionId,
    /// In which field of regulation.
    pub domain: Domain,
    /// The kind of evidence: the code of the attestation type.
    pub kind: u8,
    /// Digest of the document.
    pub document: Digest,
    /// The attestation that it became; `None` where it is void.
    pub attestation: Option<Digest>,
}

/// Everything about a migration, frozen when it ends.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct MigrationEvidence<AccountId> {
    /// The saga.
    pub saga: Digest,
    /// What was asked for.
    pub request: Request<AccountId>,
    /// Every change of state, in order.
    pub transitions: Vec<Transition>,
    /// What was brought.
    pub held: Vec<HeldEvidence>,
    /// What was pledged.
    pub pledges: Vec<PledgeEvidence<AccountId>>,
    /// The lock, with what was found at the source.
    pub lock: Option<LockEvidence>,
    /// The departure.
    pub transit: Option<TransitEvidence>,
    /// The verification before the decision.
    pub verification: Option<VerificationEvidence>,
    /// The arrival, with what was found at the destination.
    pub arrival: Option<ArrivalEvidence>,
    /// The money.
    pub fees: FeeEvidence,
    /// What was taken back, where it was.
    pub compensation: Option<Compensation>,
    /// The end.
    pub final_state: State,
    /// When, in milliseconds.
    pub completed_at: Moment,
}

impl<AccountId: Encode> MigrationEvidence<AccountId> {
    /// The digest over all of it: fees and the end's time are covered, and it is the same on every machine.
    pub fn digest(&self, hash: impl Fn(&[u8]) -> [u8; 32]) -> Digest {
        let mut bytes = EVIDENCE_TAG.to_vec();
        self.encode_to(&mut bytes);
        Digest(hash(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::sha256;
    use alloc::{collections::BTreeSet, vec};
    use msez_core::Usd;

    fn digest(n: u8) -> Digest {
        Digest([n; 32])
    }

    fn commitment(n: u8) -> Commitment {
        Commitment { tensor_root: digest(n), slice_root: digest(n + 1), at: 5 }
    }

    fn evidence() -> MigrationEvidence<u8> {
        let at = |from, to, at| Transition { from, to, event: Event::Advance, at };
        MigrationEvidence {
            saga: digest(1),
            request: Request {
                asset: SubjectId([1; 32]),
                version: 3,
                source: "uae-difc".parse().unwrap(),
                target: "kz-aifc".parse().unwrap(),
                path: vec!["corridor-difc-aifc".parse().unwrap()],
                value: Usd::dollars(1),
                max_fee: 5,
                currency: None,
                payer: 7,
                deadline: 9,
                arbiter: None,
                nonce: 0,
            },
            transitions: State::ALL[..7]
                .iter()
                .zip(&State::ALL[1..8])
                .enumerate()
                .map(|(n, (from, to))| at(*from, *to, n as u64))
                .collect(),
            held: vec![HeldEvidence { attestation: digest(2), kind: 3, document: digest(4) }],
            pledges: vec![PledgeEvidence {
                issuer: 1,
                jurisdiction: "kz-aifc".parse().unwrap(),
                domain: Domain::Kyc,
                kind: 1,
                document: digest(3),
                attestation: Some(digest(4)),
            }],
            lock: Some(LockEvidence {
                lock: digest(1),
                asset: SubjectId([1; 32]),
                jurisdiction: "uae-difc".parse().unwrap(),
                locked_at: 1,
                lock_until: 9,
                commitment: commitment(5),
            }),
            transit: Some(TransitEvidence {
                transfer: digest(8),
                path: digest(9),
                departed_at: 2,
                expected_arrival: 4,
            }),
            verification: Some(VerificationEvidence {
                prepared: digest(10),
                commitment: commitment(11),
                pledges: 1,
            }),
            arrival: Some(ArrivalEvidence {
                committed: digest(13),
                commitment: commitment(14),
                pledges_entered: 1,
            }),
            fees: FeeEvidence { escrowed: 10, carried: 9, refunded: 1, kept: 0 },
            compensation: None,
            final_state: State::Completed,
            completed_at: 8,
        }
    }

    #[test]
    fn the_digest_covers_what_the_references_leaves_out_and_everything_else() {
        let changes: [fn(&mut MigrationEvidence<u8>); 14] = [
            |e| e.saga = digest(99),
            |e| e.request.max_fee = 6,
            |e| e.transitions[3].at = 77,
            |e| e.held.clear(),
            |e| e.pledges[0].attestation = None,
            |e| e.lock = None,
            |e| e.transit = None,
            |e| e.verification.as_mut().unwrap().prepared = digest(99),
            |e| e.arrival.as_mut().unwrap().pledges_entered = 0,
            |e| e.fees.carried = 8,
            |e| e.fees.kept = 1,
            |e| e.compensation = Some(Compensation::new(State::Transit, Event::TimedOut)),
            |e| e.final_state = State::Compensated,
            |e| e.completed_at = 9,
        ];
        let mut digests = BTreeSet::from([evidence().digest(sha256)]);
        for change in changes {
            let mut changed = evidence();
            change(&mut changed);
            digests.insert(changed.digest(sha256));
        }
        assert_eq!(digests.len(), 15);
    }

    #[test]
    fn the_kind_of_evidence_cannot_be_exchanged() {
        let document = digest(7);
        assert_ne!(kind_digest(1, &document, sha256), kind_digest(2, &document, sha256));
        let mut bytes = b"msez/evidence/v1\x01".to_vec();
        bytes.extend_from_slice(&document.0);
        assert_eq!(kind_digest(1, &document, sha256), Digest(sha256(&bytes)));
    }
}
