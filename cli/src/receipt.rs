//! Receipt bundles: one file that proves what a pallet did, from the event's bytes up to a root that BEEFY signed.

use std::fmt;

use codec::{DecodeAll, Encode};
use msez_core::Digest;
use msez_receipts::{note, verify as verify_inclusion, Entry, Inclusion, KeccakBackend, SoftKeccak};
use polkadot_sdk::{
    frame_support::crypto::ecdsa::ECDSAExt,
    pallet_mmr::verify_leaves_proof,
    sp_consensus_beefy::{
        ecdsa_crypto::Signature as BeefySignature, known_payloads::MMR_ROOT_ID, mmr::MmrLeaf,
        SignedCommitment, VersionedFinalityProof,
    },
    sp_core::{ecdsa, H256},
    sp_mmr_primitives::{DataOrHash, LeafProof, OpaqueLeaf},
    sp_runtime::traits::Keccak256,
};
use serde::{Deserialize, Serialize};

use crate::{
    commands::program::Bytes,
    failure::{Failure, Outcome},
};

/// The form of the file.
pub const FORMAT: u8 = 1;

type Leaf = MmrLeaf<u32, H256, H256, H256>;

/// The file. Nothing in it is believed that does not follow from the signatures.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Bundle {
    /// [`FORMAT`].
    pub format: u8,
    /// Hash of block 0.
    pub genesis: Digest,
    /// Hash of the receipt's block.
    pub block_hash: Digest,
    /// Index of the pallet in the runtime.
    pub pallet: u8,
    /// Encoding of the pallet's own event.
    pub event: Bytes,
    /// The block's line of the trail, and the tensor's commitment beside it.
    pub entry: Entry,
    /// Where the receipt stands among the block's.
    pub inclusion: Inclusion,
    /// SCALE of the mountain range's leaf that names the block.
    pub leaf: Bytes,
    /// SCALE of the proof that the leaf is in the range.
    pub mmr_proof: Bytes,
    /// SCALE of BEEFY's justification of a later block.
    pub justification: Bytes,
    /// The keys of the set that signed, compressed, in their order.
    pub authorities: Vec<Bytes>,
    /// Commitment to these keys.
    pub keyset_commitment: Digest,
}

/// A set of BEEFY authorities that is trusted. Every session has a set with the next id, mostly with the same keys: what they
/// sign under a later id is trusted too. Keys that signed under an earlier one are trusted only if that set is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrustedSet {
    /// The chain, by the hash of block 0; any, if none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genesis: Option<Digest>,
    /// Its id.
    pub id: u64,
    /// How many keys it has, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub len: Option<u32>,
    /// Commitment to its keys.
    pub keyset_commitment: Digest,
}

/// Reads `ID:COMMITMENT`.
pub fn read_trusted_set(text: &str) -> Result<TrustedSet, String> {
    let wrong = || "expected the set's id, a colon, and the commitment to its keys: 7:0x…".to_owned();
    let (id, commitment) = text.split_once(':').ok_or_else(wrong)?;
    Ok(TrustedSet {
        genesis: None,
        id: id.parse().map_err(|_| wrong())?,
        len: None,
        keyset_commitment: commitment.parse().map_err(|_| wrong())?,
    })
}

/// What was verified.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verified {
    /// Hash of block 0.
    pub genesis: Digest,
    /// Number of the receipt's block.
    pub block: u32,
    /// Its hash.
    pub block_hash: Digest,
    /// The receipt's place in it.
    pub index: u32,
    /// How many receipts the block has.
    pub width: u32,
    /// Index of the pallet in the runtime.
    pub pallet: u8,
    /// Encoding of the pallet's own event.
    pub event: Bytes,
    /// The event, as far as the metadata of this command line knows it.
    pub told: Option<String>,
    /// Head of the trail after the block.
    pub head: Digest,
    /// The tensor's commitment after the block.
    pub tensor_commitment: Digest,
    /// The block that BEEFY signed.
    pub signed_block: u32,
    /// The root that it signed.
    pub mmr_root: Digest,
    /// The set that signed.
    pub signed_by: TrustedSet,
    /// How many of it.
    pub signatures: usize,
    /// The set that follows the one in office at the receipt's block: it can be trusted from now on too.
    pub next_set: TrustedSet,
    /// Whether the verifier trusted the set that signed. If not, somebody may have made up the keys.
    pub trusted: bool,
}

impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { block, block_hash, index, width, signed_by: set, .. } = self;
        writeln!(f, "the receipt holds")?;
        writeln!(f, "chain     {}", self.genesis)?;
        writeln!(f, "block     {block} {block_hash}")?;
        writeln!(f, "receipt   {index} of {width}")?;
        writeln!(f, "pallet    {}", self.pallet)?;
        writeln!(f, "event     {}", self.event)?;
        if let Some(told) = &self.told {
            writeln!(f, "          {told}")?;
        }
        writeln!(f, "head      {}", self.head)?;
        writeln!(f, "tensor    {}", self.tensor_commitment)?;
        writeln!(f, "mmr root  {}, of block {}", self.mmr_root, self.signed_block)?;
        writeln!(f, "signed    by {} of {}", self.signatures, set.len.unwrap_or_default())?;
        write!(
            f,
            "keys      set {} {}{}",
            set.id,
            set.keyset_commitment,
            if self.trusted { "" } else { ", not trusted" }
        )
    }
}

fn no(why: impl fmt::Display) -> Failure {
    Failure::No(format!("the receipt does not hold: {why}"))
}

/// Decodes what is written as the chain would have written it, and in no other way.
fn decoded<T: DecodeAll + Encode>(what: &str, bytes: &Bytes) -> Outcome<T> {
    let value =
        T::decode_all(&mut bytes.0.as_slice()).map_err(|_| no(format_args!("the {what} cannot be read")))?;
    if value.encode() == bytes.0 {
        Ok(value)
    } else {
        Err(no(format_args!("the {what} is not written as the chain writes it")))
    }
}

/// Commitment to the keys of a set: a binary Merkle tree of Keccak-256 over their Ethereum addresses, in which what has no
/// neighbour moves up as it is.
pub fn keyset_commitment(keys: &[ecdsa::Public]) -> Option<Digest> {
    let address =
        |key: &ecdsa::Public| key.to_eth_address().ok().map(|address| SoftKeccak::keccak256(&address));
    let mut level = keys.iter().map(address).collect::<Option<Vec<_>>>()?;
    while level.len() > 1 {
        let join = |pair: &[[u8; 32]]| match pair {
            [left, right] => SoftKeccak::keccak256(&[*left, *right].concat()),
            alone => alone.concat().try_into().unwrap_or_default(),
        };
        level = level.chunks(2).map(join).collect();
    }
    level.first().copied().map(Digest)
}

/// How many of a set must sign: more than two thirds, as BEEFY counts them.
fn threshold(keys: usize) -> usize {
    keys - keys.saturating_sub(1) / 3
}

/// Verifies a bundle, up to the signatures, and those against the set that is trusted, if there is one.
pub fn verify(bundle: &Bundle, trusted: Option<&TrustedSet>) -> Outcome<Verified> {
    if bundle.format != FORMAT {
        return Err(no(format_args!("its format is {}, not {FORMAT}", bundle.format)));
    }
    let Entry { record, companion } = bundle.entry;
    let domain = bundle.genesis;

    // From the event to the head.
    let noted = note::<SoftKeccak>(bundle.pallet, &bundle.event.0);
    verify_inclusion::<SoftKeccak>(&domain, &record, &noted, &bundle.inclusion).map_err(no)?;
    record.check::<SoftKeccak>(&domain).map_err(no)?;

    // From the head to the leaf that names the block.
    let leaf: Leaf = decoded("mountain range's leaf", &bundle.leaf)?;
    if leaf.leaf_extra.0 != bundle.entry.word::<SoftKeccak>(&domain).0 {
        return Err(no("the mountain range's leaf commits to another trail"));
    }
    if leaf.parent_number_and_hash != (record.block, H256(bundle.block_hash.0)) {
        return Err(no("the mountain range's leaf names another block"));
    }

    // From the leaf to the root that was signed.
    let VersionedFinalityProof::V1(signed): VersionedFinalityProof<u32, BeefySignature> =
        decoded("justification", &bundle.justification)?;
    let commitment = &signed.commitment;
    let roots: Vec<_> = commitment.payload.get_all_raw(&MMR_ROOT_ID).collect();
    let root = match roots.as_slice() {
        [root] => <[u8; 32]>::try_from(root.as_slice()).map_err(|_| no("what was signed is no root"))?,
        _ => return Err(no("what was signed is not one root")),
    };
    let proof: LeafProof<H256> = decoded("mountain range's proof", &bundle.mmr_proof)?;
    // The range has a leaf for every block before the one that was signed, from block 0 on.
    if proof.leaf_indices != [u64::from(record.block)]
        || proof.leaf_count != u64::from(commitment.block_number)
    {
        return Err(no("the mountain range's proof is about another leaf or another range"));
    }
    let node = DataOrHash::Data(OpaqueLeaf(bundle.leaf.0.clone()));
    verify_leaves_proof::<Keccak256, OpaqueLeaf>(H256(root), vec![node], proof)
        .map_err(|_| no("the leaf is not in the mountain range that was signed"))?;

    // The signatures.
    let keys = keys(bundle)?;
    let signatures = signatures(&signed, &keys)?;
    let made = keyset_commitment(&keys).ok_or_else(|| no("a key is no point of the curve"))?;
    if made != bundle.keyset_commitment {
        return Err(no("the keys are not those of the commitment in the file"));
    }
    let len = u32::try_from(keys.len()).ok();
    let genesis = Some(domain);
    let signed_by = TrustedSet { genesis, id: commitment.validator_set_id, len, keyset_commitment: made };
    if let Some(trusted) = trusted {
        trust(trusted, &signed_by)?;
    }
    let next = &leaf.beefy_next_authority_set;
    Ok(Verified {
        genesis: domain,
        block: record.block,
        block_hash: bundle.block_hash,
        index: bundle.inclusion.index,
        width: record.width,
        pallet: bundle.pallet,
        event: bundle.event.clone(),
        told: None,
        head: record.head,
        tensor_commitment: companion,
        signed_block: commitment.block_number,
        mmr_root: Digest(root),
        signed_by,
        signatures,
        next_set: TrustedSet {
            genesis,
            id: next.id,
            len: Some(next.len),
            keyset_commitment: Digest(next.keyset_commitment.0),
        },
        trusted: trusted.is_some(),
    })
}

fn keys(bundle: &Bundle) -> Outcome<Vec<ecdsa::Public>> {
    let key = |bytes: &Bytes| {
        let raw = <[u8; 33]>::try_from(bytes.0.as_slice()).map_err(|_| no("a key has a wrong length"))?;
        Ok(ecdsa::Public::from_raw(raw))
    };
    let keys = bundle.authorities.iter().map(key).collect::<Outcome<Vec<_>>>()?;
    if keys.is_empty() {
        return Err(no("there are no keys"));
    }
    Ok(keys)
}

/// Counts the signatures. One that is wrong spoils the file, even if the others would do.
fn signatures(signed: &SignedCommitment<u32, BeefySignature>, keys: &[ecdsa::Public]) -> Outcome<usize> {
    if signed.signatures.len() != keys.len() {
        return Err(no("there are not as many places for signatures as keys"));
    }
    let message = SoftKeccak::keccak256(&signed.commitment.encode());
    let mut count = 0;
    for (key, signature) in keys.iter().zip(&signed.signatures) {
        let Some(signature) = signature else { continue };
        let signature = ecdsa::Signature::from(signature.clone());
        if !ecdsa::Pair::verify_prehashed(&signature, &message, key) {
            return Err(no("a signature is wrong"));
        }
        count += 1;
    }
    let needed = threshold(keys.len());
    if count < needed {
        return Err(no(format_args!("{count} of {} signed, and {needed} must", keys.len())));
    }
    Ok(count)
}

/// Whether the set that signed is the one that is trusted.
fn trust(trusted: &TrustedSet, signed: &TrustedSet) -> Outcome {
    if trusted.genesis.is_some() && trusted.genesis != signed.genesis {
        return Err(no("it is of another chain than the trusted set"));
    }
    if signed.id < trusted.id {
        let (signed, trusted) = (signed.id, trusted.id);
        return Err(no(format_args!("set {signed} signed, and it is set {trusted} that is trusted")));
    }
    let same_length = trusted.len.is_none() || trusted.len == signed.len;
    if trusted.keyset_commitment != signed.keyset_commitment || !same_length {
        return Err(no("its keys are not those of the trusted set"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use msez_receipts::{genesis_head, prove, Record};
    use polkadot_sdk::sp_consensus_beefy::{
        mmr::{BeefyAuthoritySet, MmrLeafVersion},
        Commitment, Payload,
    };
    use polkadot_sdk::sp_core::Pair;

    fn pairs(count: u8) -> Vec<ecdsa::Pair> {
        (1..=count).map(|n| ecdsa::Pair::from_seed(&[n; 32])).collect()
    }

    fn leaf_hash(leaf: &Leaf) -> [u8; 32] {
        SoftKeccak::keccak256(&leaf.encode())
    }

    fn join(left: [u8; 32], right: [u8; 32]) -> [u8; 32] {
        SoftKeccak::keccak256(&[left, right].concat())
    }

    /// A chain of two blocks, signed by all but one of four in block 3: its range has the leaves of blocks 0 to 2. The
    /// receipt is the second of three in block 1.
    fn bundle() -> Bundle {
        let genesis = Digest([7; 32]);
        let events: Vec<Vec<u8>> = (0..3).map(|n| vec![n, 0xee]).collect();
        let notes: Vec<_> = events.iter().map(|event| note::<SoftKeccak>(20, event)).collect();
        let record = Record::close::<SoftKeccak>(&genesis, genesis_head::<SoftKeccak>(&genesis), 1, &notes);
        let entry = Entry { record, companion: Digest([8; 32]) };
        let keys = pairs(4);
        let publics: Vec<_> = keys.iter().map(Pair::public).collect();
        let set = keyset_commitment(&publics).unwrap();
        let leaf = |number: u32, extra: [u8; 32]| Leaf {
            version: MmrLeafVersion::new(0, 0),
            parent_number_and_hash: (number, H256([number as u8; 32])),
            beefy_next_authority_set: BeefyAuthoritySet { id: 6, len: 4, keyset_commitment: H256(set.0) },
            leaf_extra: H256(extra),
        };
        let ours = leaf(1, entry.word::<SoftKeccak>(&genesis).0);
        let (first, third) = (leaf_hash(&leaf(0, [1; 32])), leaf_hash(&leaf(2, [2; 32])));
        // Two peaks, the right one first.
        let root = join(third, join(first, leaf_hash(&ours)));
        let proof = LeafProof { leaf_indices: vec![1], leaf_count: 3, items: vec![H256(first), H256(third)] };
        let commitment = Commitment {
            payload: Payload::from_single_entry(MMR_ROOT_ID, root.to_vec()),
            block_number: 3u32,
            validator_set_id: 5,
        };
        let message = SoftKeccak::keccak256(&commitment.encode());
        let sign = |(n, pair): (usize, &ecdsa::Pair)| {
            (n != 2).then(|| BeefySignature::from(pair.sign_prehashed(&message)))
        };
        let signatures = keys.iter().enumerate().map(sign).collect();
        let signed = VersionedFinalityProof::V1(SignedCommitment { commitment, signatures });
        Bundle {
            format: FORMAT,
            genesis,
            block_hash: Digest([1; 32]),
            pallet: 20,
            event: Bytes(events[1].clone()),
            entry,
            inclusion: prove::<SoftKeccak>(&genesis, 1, &notes, 1).unwrap(),
            leaf: Bytes(ours.encode()),
            mmr_proof: Bytes(proof.encode()),
            justification: Bytes(signed.encode()),
            authorities: publics.iter().map(|key| Bytes(key.0.to_vec())).collect(),
            keyset_commitment: set,
        }
    }

    fn trusted() -> TrustedSet {
        let Bundle { genesis, keyset_commitment, .. } = bundle();
        TrustedSet { genesis: Some(genesis), id: 5, len: Some(4), keyset_commitment }
    }

    #[track_caller]
    fn refused(why: &str, bundle: &Bundle) {
        let failure = verify(bundle, Some(&trusted())).unwrap_err();
        assert_eq!(failure.code(), 1, "{failure}");
        assert!(failure.to_string().contains(why), "{failure}");
        assert!(verify(bundle, None).is_err(), "{why}");
    }

    #[test]
    fn a_receipt_is_verified_from_the_event_to_the_signatures() {
        let verified = verify(&bundle(), Some(&trusted())).unwrap();
        assert_eq!((verified.block, verified.index, verified.width), (1, 1, 3));
        assert_eq!((verified.signed_block, verified.signatures, verified.trusted), (3, 3, true));
        assert_eq!((verified.signed_by, verified.next_set.id), (trusted(), 6));
        assert!(!verify(&bundle(), None).unwrap().trusted);
    }

    #[test]
    fn every_byte_of_the_file_counts() {
        let file = serde_json::to_value(bundle()).unwrap();
        let mut places = Vec::new();
        collect(&file, String::new(), &mut places);
        let mut count = 0;
        for place in places {
            let digits = file.pointer(&place).unwrap().as_str().unwrap().to_owned();
            // Every fourth byte, to be quick; the last one too.
            for at in (2..digits.len()).step_by(8).chain([digits.len() - 1]) {
                let mut changed = digits.clone().into_bytes();
                changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
                let mut mutation = file.clone();
                *mutation.pointer_mut(&place).unwrap() = String::from_utf8(changed).unwrap().into();
                let mutation: Bundle = serde_json::from_value(mutation).unwrap();
                assert!(verify(&mutation, None).is_err(), "{place} at {at}");
                count += 1;
            }
        }
        assert!(count > 100, "{count}");
    }

    /// Where hexadecimal text is.
    fn collect(value: &serde_json::Value, place: String, places: &mut Vec<String>) {
        use serde_json::Value::*;
        match value {
            String(text) if text.starts_with("0x") => places.push(place),
            Array(list) => {
                list.iter().enumerate().for_each(|(n, item)| collect(item, format!("{place}/{n}"), places))
            }
            Object(map) => map.iter().for_each(|(key, item)| collect(item, format!("{place}/{key}"), places)),
            _ => {}
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let changed = |change: &dyn Fn(&mut Bundle)| {
            let mut bundle = bundle();
            change(&mut bundle);
            bundle
        };
        refused("format", &changed(&|b| b.format = 2));
        refused("block's root", &changed(&|b| b.pallet = 21));
        refused("block's root", &changed(&|b| b.event.0.push(0)));
        refused("block's root", &changed(&|b| b.inclusion.index = 0));
        refused("3 notes only", &changed(&|b| b.inclusion.index = 3));
        refused("too many", &changed(&|b| b.inclusion.siblings.push(Digest([0; 32]))));
        refused("missing", &changed(&|b| b.inclusion.siblings.truncate(1)));
        refused("head does not follow", &changed(&|b| b.entry.record.previous = Digest([0; 32])));
        refused("another trail", &changed(&|b| b.entry.companion = Digest([0; 32])));
        refused("another block", &changed(&|b| b.block_hash = Digest([0; 32])));
        refused("cannot be read", &changed(&|b| b.leaf.0.push(0)));
        refused("cannot be read", &changed(&|b| b.mmr_proof.0.push(0)));
        refused("cannot be read", &changed(&|b| b.justification.0.truncate(50)));
        refused("as many places", &changed(&|b| drop(b.authorities.pop())));
        refused("a signature is wrong", &changed(&|b| b.authorities.swap(0, 1)));
        refused("no keys", &changed(&|b| b.authorities.clear()));
        refused("commitment in the file", &changed(&|b| b.keyset_commitment = Digest([0; 32])));
        // The third did not sign, so another key in its place goes unnoticed by the signatures alone.
        let other = ecdsa::Pair::from_seed(&[9; 32]).public();
        refused("commitment in the file", &changed(&|b| b.authorities[2] = Bytes(other.0.to_vec())));
    }

    #[test]
    fn a_proof_of_another_leaf_or_range_is_refused_even_if_it_leads_to_the_root() {
        let with = |leaf_indices: Vec<u64>, leaf_count: u64| {
            let mut bundle = bundle();
            let proof = LeafProof::<H256>::decode_all(&mut bundle.mmr_proof.0.as_slice()).unwrap();
            bundle.mmr_proof = Bytes(LeafProof { leaf_indices, leaf_count, ..proof }.encode());
            bundle
        };
        for (leaves, count) in [(vec![0], 3), (vec![1], 4), (vec![1, 1], 3), (vec![], 3), (vec![1], 2)] {
            refused("another leaf or another range", &with(leaves, count));
        }
    }

    #[test]
    fn two_thirds_are_not_enough() {
        assert_eq!([1, 2, 3, 4, 6, 7, 10].map(threshold), [1, 2, 3, 3, 5, 5, 7]);
        let mut bundle = bundle();
        let mut justification = bundle.justification.0.as_slice();
        let VersionedFinalityProof::V1(mut signed) =
            VersionedFinalityProof::<u32, BeefySignature>::decode_all(&mut justification).unwrap();
        signed.signatures[0] = None;
        bundle.justification = Bytes(VersionedFinalityProof::V1(signed).encode());
        refused("2 of 4 signed, and 3 must", &bundle);
    }

    #[test]
    fn somebody_elses_keys_are_not_the_trusted_ones() {
        let against = |trusted: TrustedSet| verify(&bundle(), Some(&trusted)).unwrap_err().to_string();
        assert!(against(TrustedSet { id: 6, ..trusted() }).contains("set 5 signed, and it is set 6"));
        assert!(against(TrustedSet { genesis: Some(Digest([0; 32])), ..trusted() }).contains("another chain"));
        assert!(against(TrustedSet { len: Some(5), ..trusted() }).contains("keys are not"));
        assert!(
            against(TrustedSet { keyset_commitment: Digest([0; 32]), ..trusted() }).contains("keys are not")
        );
        let text = format!("5:{}", trusted().keyset_commitment);
        assert!(verify(&bundle(), Some(&read_trusted_set(&text).unwrap())).unwrap().trusted);
        // The same keys in a later session.
        assert!(verify(&bundle(), Some(&TrustedSet { id: 3, ..trusted() })).unwrap().trusted);
        for bad in ["", "5", "5:", "x:0x00", "5:0x00", ":"] {
            assert!(read_trusted_set(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_commitment_to_the_keys_is_the_chains() {
        // Computed by hand for three: the third moves up as it is.
        let publics: Vec<_> = pairs(3).iter().map(Pair::public).collect();
        let leaf = |n: usize| SoftKeccak::keccak256(&publics[n].to_eth_address().unwrap());
        assert_eq!(keyset_commitment(&publics), Some(Digest(join(join(leaf(0), leaf(1)), leaf(2)))));
        assert_eq!(keyset_commitment(&publics[..1]), Some(Digest(leaf(0))));
        assert_eq!(keyset_commitment(&[]), None);
    }
}
