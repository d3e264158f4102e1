//! Proofs that the offender's key belonged to a validator in the session of the offence.
//!
//! The runtime makes such a proof for the session of the state it is asked at, from the keys registered in that state,
//! and checks it in two ways: against the keys registered now while that session runs, against the root noted when the
//! session was planned afterwards. That root was made one session earlier, from the keys registered then. So a change of
//! keys, by anyone, can spoil a proof for one of the two checks. Therefore a proof is made at several states:
//!
//! * where the session of the offence runs, for the check while it does;
//! * at the first block of the session before, where its root was made, for the check afterwards. The runtime labels
//!   this one with the session it was made in; the label is corrected here. It fits unless the set itself changed.

use codec::{Decode, Encode};
use log::debug;
use msez_runtime::{
    opaque::{Block, Header},
    Hash,
};
use polkadot_sdk::{
    sc_consensus_babe::find_pre_digest,
    sp_api::ProvideRuntimeApi,
    sp_blockchain::HeaderBackend,
    sp_consensus_babe::{BabeApi, OpaqueKeyOwnershipProof, Slot},
    sp_runtime::traits::{Header as _, Zero},
    sp_session::MembershipProof,
};

use super::{BabeProof, LOG};

/// Most headers that are walked back to find a session's first block.
const MAX_WALK: usize = 10_000;

/// Every ownership proof worth trying, each once, the one made earliest first.
pub fn proofs<Client>(client: &Client, evidence: &BabeProof) -> Vec<MembershipProof>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
    Client::Api: BabeApi<Block>,
{
    let states = States { client, evidence };
    let parents = [*evidence.first_header.parent_hash(), *evidence.second_header.parent_hash()];
    let during = [
        client.info().best_hash,
        evidence.first_header.hash(),
        evidence.second_header.hash(),
        parents[0],
        parents[1],
    ];

    let mut found: Vec<MembershipProof> = Vec::new();
    for proof in during.into_iter().filter_map(|at| states.proof_of_the_session(at)) {
        if !found.contains(&proof) {
            found.push(proof);
        }
    }
    let session = found.first().map(|proof| proof.session).or_else(|| states.session_after(parents[0]));
    let planned = parents
        .into_iter()
        .find_map(|parent| states.first_of_previous_session(parent))
        .and_then(|at| states.proof_at(at))
        .zip(session)
        .map(|(proof, session)| MembershipProof { session, ..proof });
    if let Some(planned) = planned.filter(|planned| !found.contains(planned)) {
        found.insert(0, planned);
    }
    found
}

/// The runtime's form of a proof.
pub fn opaque(proof: &MembershipProof) -> OpaqueKeyOwnershipProof {
    OpaqueKeyOwnershipProof::new(proof.encode())
}

/// The states around an offence. A state that is pruned or unknown yields nothing.
struct States<'a, Client> {
    client: &'a Client,
    evidence: &'a BabeProof,
}

impl<Client> States<'_, Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
    Client::Api: BabeApi<Block>,
{
    /// First slot of the epoch that runs at a block, and the first one after it.
    fn epoch(&self, at: Hash) -> Option<(Slot, Slot)> {
        let epoch = self.client.runtime_api().current_epoch(at).ok()?;
        Some((epoch.start_slot, epoch.start_slot + epoch.duration))
    }

    fn proof_at(&self, at: Hash) -> Option<MembershipProof> {
        let BabeProof { slot, offender, .. } = self.evidence;
        let answer = self.client.runtime_api().generate_key_ownership_proof(at, *slot, offender.clone());
        let proof = answer
            .inspect_err(|error| debug!(target: LOG, "No ownership proof can be made at {at:?}: {error}"))
            .ok()??;
        // An opaque proof is the encoding of the runtime's own, as bytes.
        let bytes = Vec::<u8>::decode(&mut &proof.encode()[..]).ok()?;
        MembershipProof::decode(&mut &bytes[..]).ok()
    }

    /// A proof made at a block, if the session of the offence runs there.
    fn proof_of_the_session(&self, at: Hash) -> Option<MembershipProof> {
        let (start, end) = self.epoch(at)?;
        (start <= self.evidence.slot && self.evidence.slot < end).then(|| self.proof_at(at))?
    }

    /// The session of the offence where it started with the offence: the one after the parent's.
    fn session_after(&self, parent: Hash) -> Option<u32> {
        let (_, end) = self.epoch(parent)?;
        (end <= self.evidence.slot).then(|| self.proof_at(parent)?.session.checked_add(1))?
    }

    /// First block of the session before the one of the offence, on the offence's own branch.
    fn first_of_previous_session(&self, parent: Hash) -> Option<Hash> {
        let (start, end) = self.epoch(parent)?;
        let last_of_previous = if end <= self.evidence.slot {
            parent
        } else {
            let (_, first) = self.walk_back(parent, start)?;
            first
        };
        let (start, _) = self.epoch(last_of_previous)?;
        self.walk_back(last_of_previous, start).map(|(first, _)| first)
    }

    /// The earliest ancestor, the block itself included, with a slot not before `start`, and that one's parent.
    fn walk_back(&self, from: Hash, start: Slot) -> Option<(Hash, Hash)> {
        let mut earliest = self.header(from)?;
        for _ in 0..MAX_WALK {
            let parent_hash = *earliest.parent_hash();
            let parent = self.header(parent_hash)?;
            let is_older = parent.number().is_zero()
                || find_pre_digest::<Block>(&parent).map_or(true, |digest| digest.slot() < start);
            if is_older {
                return Some((earliest.hash(), parent_hash));
            }
            earliest = parent;
        }
        None
    }

    fn header(&self, hash: Hash) -> Option<Header> {
        self.client.header(hash).ok().flatten()
    }
}
