use super::chain::*;
use crate::*;
use codec::Encode;
use frame_support::assert_ok;
use msez_core::Digest;
use pallet_audit_trail::HostKeccak;
use polkadot_sdk::sp_consensus_beefy::mmr::{MmrLeaf, MmrLeafVersion};

#[test]
fn a_leaf_carries_what_trail_and_tensor_were_after_the_block_that_it_names() {
    local(|| {
        let before = ComplianceTensor::commitment();
        let document = b"a genesis document".to_vec();
        assert_ok!(ComplianceTensor::register_subject(
            signed(EVE),
            msez_runtime_api::SubjectKind::Party,
            msez_core::SubjectId(sp_io::hashing::sha2_256(&document)),
            document.try_into().unwrap(),
            msez_core::AssetClass::party(),
        ));
        assert_eq!(ComplianceTensor::commitment(), before, "the trees follow at the end of the block");
        // Closing the block changes the tensor and the trail, and opening the next one makes the leaf.
        let named = next_block();
        let tensor = ComplianceTensor::commitment();
        assert_ne!(tensor, before);
        let domain = Digest(System::block_hash(0).0);
        let entry = AuditTrail::entry(2).unwrap();
        assert_eq!(entry.companion.0, tensor.0);
        let after = Hash::from(entry.word::<HostKeccak>(&domain).0);

        let leaf = |extra: Hash| MmrLeaf {
            version: MmrLeafVersion::new(0, 0),
            parent_number_and_hash: (named.number, named.hash()),
            beefy_next_authority_set: BeefyMmr::next_authority_set_proof(),
            leaf_extra: extra,
        };
        // The third leaf stands as a peak of its own at position 3.
        assert_eq!((named.number, Mmr::mmr_leaves()), (2, 3));
        let hash = |extra| Hash::from(sp_io::hashing::keccak_256(&leaf(extra).encode()));
        assert_eq!(pallet_mmr::Nodes::<Runtime>::get(3), Some(hash(after)));
        assert_ne!(hash(after), hash(tensor));
    })
}
