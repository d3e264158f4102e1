//! Remembers who sealed what, and notices a second header for the same slot.

use std::collections::BTreeMap;

use polkadot_sdk::{
    sp_consensus_babe::{check_equivocation_proof, AuthorityId, EquivocationProof, Slot},
    sp_runtime::traits::Header as HeaderT,
};

/// What one author did in one slot.
enum Sealed<H> {
    /// This header, and nothing else so far.
    Once(H),
    /// More than one: proven already, so further headers add nothing.
    Twice,
}

/// The sealed headers of the last slots. Bounded: at most `window` slots, and of each author at most one header a slot.
pub struct SealedHeaders<H> {
    window: u64,
    slots: BTreeMap<Slot, Vec<(AuthorityId, Sealed<H>)>>,
}

impl<H: HeaderT> SealedHeaders<H> {
    /// Keeps the newest `window` slots.
    pub fn new(window: u64) -> Self {
        Self { window: window.max(1), slots: BTreeMap::new() }
    }

    /// Notes a header, seal included. Returns a proof when it is the author's second one for the slot. A proof is given
    /// once for an author and slot, and only if the runtime's own check accepts it.
    pub fn note(&mut self, slot: Slot, author: AuthorityId, header: H) -> Option<EquivocationProof<H>> {
        let newest = self.slots.keys().next_back().copied().unwrap_or(slot).max(slot);
        let oldest = newest.saturating_sub(self.window - 1);
        if slot < oldest {
            return None;
        }
        self.slots = self.slots.split_off(&oldest);

        let authors = self.slots.entry(slot).or_default();
        let Some((_, sealed)) = authors.iter_mut().find(|(known, _)| *known == author) else {
            authors.push((author, Sealed::Once(header)));
            return None;
        };
        let Sealed::Once(first) = sealed else { return None };
        if first.hash() == header.hash() {
            return None;
        }
        let proof =
            EquivocationProof { offender: author, slot, first_header: first.clone(), second_header: header };
        if !check_equivocation_proof(proof.clone()) {
            return None;
        }
        *sealed = Sealed::Twice;
        Some(proof)
    }

    #[cfg(test)]
    fn kept(&self) -> usize {
        self.slots.values().map(Vec::len).sum()
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use msez_runtime::opaque::Header;
    use polkadot_sdk::{
        sp_consensus_babe::digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
        sp_core::{Pair, H256},
        sp_keyring::Sr25519Keyring::{self, Alice, Bob},
        sp_runtime::{Digest, DigestItem},
    };

    /// A header as it travels: pre-digest first, seal last.
    pub fn sealed_header(author: Sr25519Keyring, slot: u64, state: u8) -> Header {
        let authority_index = u32::from(author != Alice);
        let pre_digest =
            PreDigest::SecondaryPlain(SecondaryPlainPreDigest { authority_index, slot: slot.into() });
        let mut header = Header::new(
            7,
            H256::zero(),
            H256::repeat_byte(state),
            H256::zero(),
            Digest { logs: vec![DigestItem::babe_pre_digest(pre_digest)] },
        );
        let seal = author.pair().sign(header.hash().as_ref());
        header.digest_mut().push(DigestItem::babe_seal(seal.into()));
        header
    }

    fn id(author: Sr25519Keyring) -> AuthorityId {
        author.public().into()
    }

    #[test]
    fn two_headers_of_one_author_for_one_slot_are_proof_that_the_runtime_accepts() {
        let mut seen = SealedHeaders::new(10);
        assert!(seen.note(5.into(), id(Alice), sealed_header(Alice, 5, 1)).is_none());
        let proof = seen.note(5.into(), id(Alice), sealed_header(Alice, 5, 2)).expect("she sealed twice");
        assert_eq!((proof.offender.clone(), proof.slot), (id(Alice), 5.into()));
        assert!(check_equivocation_proof(proof));
    }

    #[test]
    fn a_header_without_its_seal_proves_nothing() {
        let unsealed = |state| {
            let mut header = sealed_header(Alice, 5, state);
            header.digest_mut().pop();
            header
        };
        let mut seen = SealedHeaders::new(10);
        assert!(seen.note(5.into(), id(Alice), unsealed(1)).is_none());
        assert!(seen.note(5.into(), id(Alice), unsealed(2)).is_none());
    }

    #[test]
    fn two_authors_in_one_slot_are_no_offence() {
        let mut seen = SealedHeaders::new(10);
        assert!(seen.note(5.into(), id(Alice), sealed_header(Alice, 5, 1)).is_none());
        assert!(seen.note(5.into(), id(Bob), sealed_header(Bob, 5, 2)).is_none());
    }

    #[test]
    fn two_slots_of_one_author_are_no_offence() {
        let mut seen = SealedHeaders::new(10);
        assert!(seen.note(5.into(), id(Alice), sealed_header(Alice, 5, 1)).is_none());
        assert!(seen.note(6.into(), id(Alice), sealed_header(Alice, 6, 2)).is_none());
    }

    #[test]
    fn the_same_header_twice_is_no_offence() {
        let mut seen = SealedHeaders::new(10);
        let header = sealed_header(Alice, 5, 1);
        for _ in 0..3 {
            assert!(seen.note(5.into(), id(Alice), header.clone()).is_none());
        }
        assert_eq!(seen.kept(), 1);
    }

    #[test]
    fn a_third_header_for_the_slot_is_not_proven_again() {
        let mut seen = SealedHeaders::new(10);
        let proofs =
            (0..20).filter_map(|state| seen.note(5.into(), id(Alice), sealed_header(Alice, 5, state)));
        assert_eq!(proofs.count(), 1);
        assert_eq!(seen.kept(), 1);
    }

    #[test]
    fn only_the_newest_slots_are_kept() {
        let mut seen = SealedHeaders::new(4);
        for slot in 1..=100 {
            seen.note(slot.into(), id(Alice), sealed_header(Alice, slot, 1));
            assert!(seen.kept() <= 4);
        }
        // Slot 97 is the oldest one kept; what comes for an older one is neither compared nor stored.
        assert!(seen.note(96.into(), id(Alice), sealed_header(Alice, 96, 2)).is_none());
        assert!(seen.note(97.into(), id(Alice), sealed_header(Alice, 97, 2)).is_some());
        assert_eq!(seen.kept(), 4);
    }
}
