//! What an operator signs when it has locked, and when it has settled.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{CorridorId, Digest, Moment, SubjectId};
use scale_info::TypeInfo;
use sha2::{Digest as _, Sha256};

/// Begins the bytes under a prepare receipt's signature.
pub const PREPARE_TAG: &[u8] = b"msez/bridge-prepare/v1";

/// Begins the bytes under a commit receipt's signature.
pub const COMMIT_TAG: &[u8] = b"msez/bridge-commit/v1";

/// Begins the bytes whose hash stands for all prepare receipts of a transfer.
pub const PREPARED_TAG: &[u8] = b"msez/bridge-all-prepared/v1";

/// Begins the bytes whose hash stands for all commit receipts of a transfer.
pub const COMMITTED_TAG: &[u8] = b"msez/bridge-all-committed/v1";

/// Begins the bytes whose hash is a transfer's id.
pub const TRANSFER_TAG: &[u8] = b"msez/bridge-transfer/v1";

/// Begins the bytes with which the holder of a key agrees that an account uses it.
pub const POSSESSION_TAG: &[u8] = b"msez/bridge-possession/v1";

/// An operator says: what moves is locked on my hop.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct PrepareReceipt {
    /// Hash of the chain's first block.
    pub genesis: Digest,
    /// The transfer.
    pub transfer: Digest,
    /// Which of its hops, from 0.
    pub hop: u32,
    /// Which attempt at it, from 0.
    pub attempt: u32,
    /// The corridor.
    pub corridor: CorridorId,
    /// What moves.
    pub asset: SubjectId,
    /// How much: units, or the value in micro-dollars of an asset that moves as a whole.
    #[cfg_attr(feature = "serde", serde(with = "msez_core::decimal"))]
    pub amount: u128,
    /// For whom: the recipient of units; zeros for an asset that moves as a whole.
    pub beneficiary: Digest,
    /// The account of the operator.
    pub operator: Digest,
    /// Id of the lock at the custodian; used once on a corridor.
    pub lock: Digest,
    /// Until when the lock stands, in milliseconds.
    pub lock_until: Moment,
    /// Digest of what the custodian at the hop's start has signed; zeros where there is nothing.
    pub source_evidence: Digest,
    /// Root of the tensor's slices that were checked before the transfer was opened.
    pub slice_root: Digest,
    /// When it was locked, in milliseconds.
    pub prepared_at: Moment,
}

/// An operator says: my hop is settled.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct CommitReceipt {
    /// Hash of the chain's first block.
    pub genesis: Digest,
    /// The transfer.
    pub transfer: Digest,
    /// Which of its hops, from 0.
    pub hop: u32,
    /// Which attempt at it, from 0.
    pub attempt: u32,
    /// The corridor.
    pub corridor: CorridorId,
    /// What moves.
    pub asset: SubjectId,
    /// How much: units, or the value in micro-dollars of an asset that moves as a whole.
    #[cfg_attr(feature = "serde", serde(with = "msez_core::decimal"))]
    pub amount: u128,
    /// For whom: the recipient of units; zeros for an asset that moves as a whole.
    pub beneficiary: Digest,
    /// The account of the operator.
    pub operator: Digest,
    /// Digest of the hop's prepare receipt, whoever signed that.
    pub prepare_receipt: Digest,
    /// Reference of the settlement at the custodian; used once on a corridor.
    pub settlement: Digest,
    /// Block or booking number of the settlement there.
    pub settlement_block: u64,
    /// Digest of what the custodian at the hop's end has signed; zeros where there is nothing.
    pub target_evidence: Digest,
    /// Root of the tensor's slices that were checked before the transfer was opened.
    pub slice_root: Digest,
    /// When it was settled, in milliseconds.
    pub committed_at: Moment,
}

/// What a receipt must say: all of it is known before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Hash of the chain's first block.
    pub genesis: Digest,
    /// The transfer.
    pub transfer: Digest,
    /// Which of its hops, from 0.
    pub hop: u32,
    /// Which attempt at it, from 0.
    pub attempt: u32,
    /// The corridor.
    pub corridor: CorridorId,
    /// What moves.
    pub asset: SubjectId,
    /// How much.
    pub amount: u128,
    /// For whom.
    pub beneficiary: Digest,
    /// The account of the operator.
    pub operator: Digest,
    /// Root of the tensor's slices that were checked.
    pub slice_root: Digest,
    /// When the hop was given to the operator: no receipt is older. In milliseconds.
    pub since: Moment,
    /// The chain's time: no receipt is younger. In milliseconds.
    pub now: Moment,
}

/// Why a receipt is not the one that was asked for. The codes are append-only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum ReceiptFault {
    /// It was signed for another chain.
    #[codec(index = 0)]
    OtherChain,
    /// It is of another transfer, hop, attempt or corridor.
    #[codec(index = 1)]
    OtherHop,
    /// It is of another operator.
    #[codec(index = 2)]
    OtherOperator,
    /// Asset, amount or beneficiary differ.
    #[codec(index = 3)]
    OtherCargo,
    /// It rests on other slices of the tensor.
    #[codec(index = 4)]
    OtherSlices,
    /// It is older than the hop's assignment, or of the future.
    #[codec(index = 5)]
    WrongTime,
    /// It does not follow the hop's prepare receipt.
    #[codec(index = 6)]
    NotLinked,
    /// It names no lock or no settlement.
    #[codec(index = 7)]
    NoReference,
}

/// Claims that both kinds of receipt make.
struct Claims<'a> {
    genesis: &'a Digest,
    hop: (&'a Digest, u32, u32, &'a CorridorId),
    cargo: (&'a SubjectId, u128, &'a Digest),
    operator: &'a Digest,
    slice_root: &'a Digest,
    at: Moment,
    reference: &'a Digest,
}

impl Expected {
    fn check(&self, claims: &Claims) -> Result<(), ReceiptFault> {
        let tests = [
            (*claims.genesis == self.genesis, ReceiptFault::OtherChain),
            (claims.hop == (&self.transfer, self.hop, self.attempt, &self.corridor), ReceiptFault::OtherHop),
            (*claims.operator == self.operator, ReceiptFault::OtherOperator),
            (claims.cargo == (&self.asset, self.amount, &self.beneficiary), ReceiptFault::OtherCargo),
            (*claims.slice_root == self.slice_root, ReceiptFault::OtherSlices),
            ((self.since..=self.now).contains(&claims.at), ReceiptFault::WrongTime),
            (*claims.reference != Digest::default(), ReceiptFault::NoReference),
        ];
        tests.into_iter().find(|(is_so, _)| !is_so).map_or(Ok(()), |(_, fault)| Err(fault))
    }
}

impl PrepareReceipt {
    /// The bytes that the operator signs.
    pub fn payload(&self) -> Vec<u8> {
        tagged(PREPARE_TAG, self)
    }

    /// SHA-256 of the signed bytes: the receipt's id.
    pub fn digest(&self) -> Digest {
        sha256(&self.payload())
    }

    /// Whether it says what was asked for; with the first fault.
    pub fn check(&self, expected: &Expected) -> Result<(), ReceiptFault> {
        expected.check(&Claims {
            genesis: &self.genesis,
            hop: (&self.transfer, self.hop, self.attempt, &self.corridor),
            cargo: (&self.asset, self.amount, &self.beneficiary),
            operator: &self.operator,
            slice_root: &self.slice_root,
            at: self.prepared_at,
            reference: &self.lock,
        })
    }
}

impl CommitReceipt {
    /// The bytes that the operator signs.
    pub fn payload(&self) -> Vec<u8> {
        tagged(COMMIT_TAG, self)
    }

    /// SHA-256 of the signed bytes: the receipt's id.
    pub fn digest(&self) -> Digest {
        sha256(&self.payload())
    }

    /// Whether it says what was asked for, and follows the hop's prepare receipt; with the first fault.
    pub fn check(&self, expected: &Expected, prepared: &Digest) -> Result<(), ReceiptFault> {
        expected.check(&Claims {
            genesis: &self.genesis,
            hop: (&self.transfer, self.hop, self.attempt, &self.corridor),
            cargo: (&self.asset, self.amount, &self.beneficiary),
            operator: &self.operator,
            slice_root: &self.slice_root,
            at: self.committed_at,
            reference: &self.settlement,
        })?;
        if self.prepare_receipt == *prepared {
            Ok(())
        } else {
            Err(ReceiptFault::NotLinked)
        }
    }
}

/// The id of a transfer: who opened it (`by_holder`: a holder of units, on the bridge itself) names each differently.
pub fn transfer_id(genesis: &Digest, by_holder: bool, reference: &Digest) -> Digest {
    sha256(&tagged(TRANSFER_TAG, &(genesis, by_holder, reference)))
}

/// One digest for the receipts of all hops, in their order, under [`PREPARED_TAG`] or [`COMMITTED_TAG`].
pub fn chain_digest(tag: &[u8], transfer: &Digest, receipts: &[Digest]) -> Digest {
    sha256(&tagged(tag, &(transfer, receipts)))
}

/// The bytes that a key signs for an account to use it.
pub fn possession_payload(genesis: &Digest, account: &[u8; 32], key: &[u8; 32]) -> Vec<u8> {
    tagged(POSSESSION_TAG, &(genesis, account, key))
}

fn tagged(tag: &[u8], content: &impl Encode) -> Vec<u8> {
    let mut bytes = tag.to_vec();
    content.encode_to(&mut bytes);
    bytes
}

fn sha256(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::ToString, vec};

    pub(crate) fn expected() -> Expected {
        Expected {
            genesis: Digest([1; 32]),
            transfer: Digest([2; 32]),
            hop: 3,
            attempt: 1,
            corridor: "corridor-difc-aifc".parse().unwrap(),
            asset: SubjectId([4; 32]),
            amount: 1_000_000,
            beneficiary: Digest([5; 32]),
            operator: Digest([6; 32]),
            slice_root: Digest([7; 32]),
            since: 1_790_000_000_000,
            now: 1_790_000_600_000,
        }
    }

    fn prepare() -> PrepareReceipt {
        let it = expected();
        PrepareReceipt {
            genesis: it.genesis,
            transfer: it.transfer,
            hop: it.hop,
            attempt: it.attempt,
            corridor: it.corridor,
            asset: it.asset,
            amount: it.amount,
            beneficiary: it.beneficiary,
            operator: it.operator,
            lock: Digest([8; 32]),
            lock_until: 1_790_003_600_000,
            source_evidence: Digest([9; 32]),
            slice_root: it.slice_root,
            prepared_at: 1_790_000_300_000,
        }
    }

    fn commit() -> CommitReceipt {
        let it = expected();
        CommitReceipt {
            genesis: it.genesis,
            transfer: it.transfer,
            hop: it.hop,
            attempt: it.attempt,
            corridor: it.corridor,
            asset: it.asset,
            amount: it.amount,
            beneficiary: it.beneficiary,
            operator: it.operator,
            prepare_receipt: prepare().digest(),
            settlement: Digest([0x0a; 32]),
            settlement_block: 21_000_000,
            target_evidence: Digest([0x0b; 32]),
            slice_root: it.slice_root,
            committed_at: 1_790_000_500_000,
        }
    }

    #[test]
    fn a_receipt_that_says_what_was_asked_for_is_taken() {
        assert_eq!(prepare().check(&expected()), Ok(()));
        assert_eq!(commit().check(&expected(), &prepare().digest()), Ok(()));
        assert_eq!(commit().check(&expected(), &Digest([1; 32])), Err(ReceiptFault::NotLinked));
    }

    #[test]
    fn a_receipt_that_differs_in_anything_is_refused() {
        let other = Digest([0xee; 32]);
        for (changed, fault) in [
            (PrepareReceipt { genesis: other, ..prepare() }, ReceiptFault::OtherChain),
            (PrepareReceipt { transfer: other, ..prepare() }, ReceiptFault::OtherHop),
            (PrepareReceipt { hop: 2, ..prepare() }, ReceiptFault::OtherHop),
            (PrepareReceipt { attempt: 0, ..prepare() }, ReceiptFault::OtherHop),
            (PrepareReceipt { corridor: "other".parse().unwrap(), ..prepare() }, ReceiptFault::OtherHop),
            (PrepareReceipt { operator: other, ..prepare() }, ReceiptFault::OtherOperator),
            (PrepareReceipt { asset: SubjectId([9; 32]), ..prepare() }, ReceiptFault::OtherCargo),
            (PrepareReceipt { amount: 999_999, ..prepare() }, ReceiptFault::OtherCargo),
            (PrepareReceipt { beneficiary: other, ..prepare() }, ReceiptFault::OtherCargo),
            (PrepareReceipt { slice_root: other, ..prepare() }, ReceiptFault::OtherSlices),
            (PrepareReceipt { prepared_at: expected().since - 1, ..prepare() }, ReceiptFault::WrongTime),
            (PrepareReceipt { prepared_at: expected().now + 1, ..prepare() }, ReceiptFault::WrongTime),
            (PrepareReceipt { lock: Digest::default(), ..prepare() }, ReceiptFault::NoReference),
        ] {
            assert_eq!(changed.check(&expected()), Err(fault), "{changed:?}");
        }
        let linked = prepare().digest();
        for (changed, fault) in [
            (CommitReceipt { genesis: other, ..commit() }, ReceiptFault::OtherChain),
            (CommitReceipt { hop: 2, ..commit() }, ReceiptFault::OtherHop),
            (CommitReceipt { operator: other, ..commit() }, ReceiptFault::OtherOperator),
            (CommitReceipt { amount: 0, ..commit() }, ReceiptFault::OtherCargo),
            (CommitReceipt { slice_root: other, ..commit() }, ReceiptFault::OtherSlices),
            (CommitReceipt { committed_at: 0, ..commit() }, ReceiptFault::WrongTime),
            (CommitReceipt { settlement: Digest::default(), ..commit() }, ReceiptFault::NoReference),
        ] {
            assert_eq!(changed.check(&expected(), &linked), Err(fault), "{changed:?}");
        }
    }

    #[test]
    fn every_byte_of_a_receipt_is_under_its_digest() {
        let (prepare, commit) = (prepare().payload(), commit().payload());
        assert_eq!(prepare.len(), PREPARE_TAG.len() + 10 * 32 + 2 * 4 + 16 + 2 * 8 - 32);
        assert_eq!(commit.len(), COMMIT_TAG.len() + 10 * 32 + 2 * 4 + 16 + 2 * 8);
        for payload in [prepare, commit] {
            let digest = sha256(&payload);
            for at in 0..payload.len() {
                let mut changed = payload.clone();
                changed[at] ^= 1;
                assert_ne!(sha256(&changed), digest);
            }
        }
    }

    #[test]
    fn the_digests_are_pinned() {
        assert_eq!(
            [
                prepare().digest(),
                commit().digest(),
                transfer_id(&Digest([1; 32]), false, &Digest([2; 32])),
                chain_digest(PREPARED_TAG, &Digest([2; 32]), &[Digest([3; 32]), Digest([4; 32])]),
            ]
            .map(|digest| digest.to_string()),
            [
                "0x0f804e0a09044c1f70a15181af868c95d4d8b724eea8dc5d3f8b2629023d2222",
                "0x8592768d17e0d2d119f204ee731b413346a3e79c8343c861c72902b7d8687185",
                "0x2c9a8ab5ec6421a184e546445b5b3979bdd874c2a6d24ca50c8949ba0a170e4c",
                "0x4f308c6be632fc785ef9518458688bea0375c34127c25887467d25d71b0068cd",
            ]
        );
    }

    #[test]
    fn a_payload_of_one_kind_is_none_of_another() {
        let tags = [PREPARE_TAG, COMMIT_TAG, PREPARED_TAG, COMMITTED_TAG, TRANSFER_TAG, POSSESSION_TAG];
        for a in tags {
            for b in tags.into_iter().filter(|b| *b != a) {
                assert!(!a.starts_with(b));
            }
        }
        assert_ne!(
            transfer_id(&Digest([1; 32]), false, &Digest([2; 32])),
            transfer_id(&Digest([1; 32]), true, &Digest([2; 32]))
        );
    }

    /// What the reference hashes: canonical JSON of eight fields, the rest left out.
    fn reference(fields: &[(&str, &str)]) -> Digest {
        let fields: Vec<_> = fields.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        sha256(format!("{{{}}}", fields.join(",")).as_bytes())
    }

    #[test]
    fn the_references_digests_are_understood_and_what_they_leave_out_is_covered_here() {
        let prepare = reference(&[
            ("asset_id", "\"asset-1\""),
            ("corridor_id", "\"corridor-1\""),
            ("hop_index", "0"),
            ("lock_expiry", "\"2026-01-29T01:00:00+00:00\""),
            ("lock_id", "\"lock-001\""),
            ("locked_amount", "\"1000\""),
            ("prepared_at", "\"2026-01-29T00:00:00+00:00\""),
            ("receipt_id", "\"prep-001\""),
        ]);
        assert_eq!(prepare.to_string(), "0x09f836e01e2f174196e25d51b27238bb8ec0550ba2426a14f018282c05b88f0b");
        let linked = format!("\"{}\"", prepare.to_string().trim_start_matches("0x"));
        let settlement = format!("\"0x{}\"", "a".repeat(64));
        let commit = reference(&[
            ("asset_id", "\"asset-1\""),
            ("committed_at", "\"2026-01-29T00:05:00+00:00\""),
            ("corridor_id", "\"corridor-1\""),
            ("hop_index", "0"),
            ("prepare_receipt_digest", &linked),
            ("receipt_id", "\"commit-001\""),
            ("settlement_tx_id", &settlement),
            ("transfer_amount", "\"1000\""),
        ]);
        assert_eq!(commit.to_string(), "0x70ac0d357e6fd63f83e2a84915fd3620c1b160841a58b65eb45e86388144ea4f");
        // Its chains of the two: two rules for a node, and a link that is kept nowhere.
        let [prepare, commit] = [prepare, commit].map(|digest| digest.to_string().split_off(2));
        for (text, expected) in [
            (
                format!("{prepare}{commit}"),
                "0xb8687cae85610f0f37c86e18c6ce819630f804784058b173e1c225584f724cfc",
            ),
            (
                format!("{{\"left\":\"{prepare}\",\"right\":\"{commit}\"}}"),
                "0xdccb8dd2f74c91b4f424d47bd9481e1aafa4a4e6f52ba52e011d8a5ce3c085e0",
            ),
            (
                format!("{{\"current_digest\":\"{commit}\",\"previous_digest\":\"{prepare}\"}}"),
                "0xfd087512ca3f2764465ef969a3ccbb17a13682eda1532750d9d83fc6e90962f9",
            ),
        ] {
            assert_eq!(sha256(text.as_bytes()).to_string(), expected);
        }
        let before = super::tests::commit();
        let after = CommitReceipt { settlement_block: before.settlement_block + 1, ..before };
        assert_ne!(before.digest(), after.digest());
        let orders = [vec![Digest([3; 32]), Digest([4; 32])], vec![Digest([4; 32]), Digest([3; 32])]];
        let [one, other] = orders.map(|order| chain_digest(COMMITTED_TAG, &Digest([2; 32]), &order));
        assert_ne!(one, other);
    }
}
