//! What issuers and operators sign for assets that move over the sample network.

use std::collections::BTreeMap;

use codec::Encode;
use msez_attestation::Status;
use msez_bridge::{possession_payload, CommitReceipt, PrepareReceipt};
use msez_core::{Digest, Domain, SubjectId};
use msez_manifold::AttestationType;
use msez_runtime::{AccountId, CorridorBridge, Migration, Runtime, Timestamp};
use msez_saga::HeldEvidence;
use pallet_corridor_bridge::{HopOf, Hops, Registry, TransferOf, Transfers};
use polkadot_sdk::{
    frame_support::traits::Time,
    sp_core::{ed25519, Pair},
    sp_io::hashing::sha2_256,
};

use AttestationType::*;

/// What assets need to pass in each place of the sample network, with a kind of evidence that some path asks for.
pub const FINDINGS: [(&str, &[(Domain, AttestationType)]); 6] = [
    ("uae-difc", &[(Domain::Aml, SourceOfFunds), (Domain::Kyc, KycVerification)]),
    ("kz-aifc", &[(Domain::Kyc, KycVerification), (Domain::Sanctions, SanctionsCheck)]),
    (
        "ae-abudhabi-adgm",
        &[(Domain::Aml, AmlScreening), (Domain::Kyc, KycVerification), (Domain::Sanctions, SanctionsCheck)],
    ),
    (
        "sg-mas",
        &[
            (Domain::Aml, AmlScreening),
            (Domain::Kyc, KycVerification),
            (Domain::Sanctions, SanctionsCheck),
            (Domain::Securities, AccreditedInvestor),
        ],
    ),
    (
        "hk-sfc",
        &[
            (Domain::Aml, AmlScreening),
            (Domain::Kyc, KycVerification),
            (Domain::Sanctions, SanctionsCheck),
            (Domain::Securities, ProfessionalInvestor),
        ],
    ),
    (
        "gb-fca",
        &[
            (Domain::Aml, AmlScreening),
            (Domain::Kyc, KycVerification),
            (Domain::Sanctions, SanctionsCheck),
            (Domain::Tax, TaxResidency),
            (Domain::DataPrivacy, RegulatoryLicense),
        ],
    ),
];

/// Keys of one operator.
const KEYS: u32 = 8;

/// The document behind evidence of a kind.
pub fn document(kind: AttestationType) -> Digest {
    Digest([0x40 + kind.code(); 32])
}

/// What an issuer states for it.
pub fn stated(kind: AttestationType) -> Digest {
    Migration::kind_digest(kind, &document(kind))
}

/// Everything that was stated in this way and still stands, by what it is about.
pub fn evidence() -> BTreeMap<SubjectId, Vec<HeldEvidence>> {
    let kinds: BTreeMap<Digest, AttestationType> =
        AttestationType::ALL.iter().map(|kind| (stated(*kind), *kind)).collect();
    let mut all = BTreeMap::<_, Vec<_>>::new();
    for (attestation, record) in pallet_attestations::Attestations::<Runtime>::iter() {
        if let (Some(kind), Status::Live) = (kinds.get(&record.statement.evidence), record.status) {
            let held = HeldEvidence { attestation, kind: kind.code(), document: document(*kind) };
            all.entry(record.statement.subject).or_default().push(held);
        }
    }
    all
}

/// An operator's key, by how many there were before.
pub fn key(who: &AccountId, generation: u32) -> ed25519::Pair {
    ed25519::Pair::from_seed(&sha2_256(&(b"operator", who, generation % KEYS).encode()))
}

/// The key agrees that an account uses it.
pub fn possession(who: &AccountId, pair: &ed25519::Pair) -> ed25519::Signature {
    pair.sign(&possession_payload(&CorridorBridge::genesis(), &who.clone().into(), &pair.public().0))
}

/// A hop of a transfer, and the key that its operator signs with.
pub fn hop(id: &Digest, index: u32) -> Option<(TransferOf<Runtime>, HopOf<Runtime>, ed25519::Pair)> {
    let (transfer, hop) = (Transfers::<Runtime>::get(id)?, Hops::<Runtime>::get(id, index)?);
    let public = Registry::<Runtime>::get(hop.terms.corridor, &hop.operator)?.key;
    let pair = (0..KEYS).map(|at| key(&hop.operator, at)).find(|pair| pair.public() == public)?;
    Some((transfer, hop, pair))
}

fn reference(id: &Digest, index: u32, attempt: u32, what: &str) -> Digest {
    Digest(sha2_256(&(id, index, attempt, what).encode()))
}

/// That a hop is locked, as its operator would say it.
pub fn prepare(id: &Digest, index: u32) -> Option<(PrepareReceipt, ed25519::Pair)> {
    let (transfer, hop, pair) = hop(id, index)?;
    let receipt = PrepareReceipt {
        genesis: CorridorBridge::genesis(),
        transfer: *id,
        hop: index,
        attempt: hop.state.attempt,
        corridor: hop.terms.corridor,
        asset: transfer.asset,
        amount: transfer.amount(),
        beneficiary: transfer.beneficiary(),
        operator: Digest(hop.operator.into()),
        lock: reference(id, index, hop.state.attempt, "lock"),
        lock_until: CorridorBridge::timing().lock_until(transfer.progress.commit_by),
        source_evidence: Digest::default(),
        slice_root: transfer.slice_root,
        prepared_at: <Timestamp as Time>::now(),
    };
    Some((receipt, pair))
}

/// That a hop is settled, as its operator would say it.
pub fn commit(id: &Digest, index: u32) -> Option<(CommitReceipt, ed25519::Pair)> {
    let (transfer, hop, pair) = hop(id, index)?;
    let receipt = CommitReceipt {
        genesis: CorridorBridge::genesis(),
        transfer: *id,
        hop: index,
        attempt: hop.state.attempt,
        corridor: hop.terms.corridor,
        asset: transfer.asset,
        amount: transfer.amount(),
        beneficiary: transfer.beneficiary(),
        operator: Digest(hop.operator.into()),
        prepare_receipt: hop.prepared.map(|prepared| prepared.receipt).unwrap_or_default(),
        settlement: reference(id, index, hop.state.attempt, "settlement"),
        settlement_block: 7,
        target_evidence: Digest::default(),
        slice_root: transfer.slice_root,
        committed_at: <Timestamp as Time>::now(),
    };
    Some((receipt, pair))
}
