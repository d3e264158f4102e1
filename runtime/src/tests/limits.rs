use crate::{constants::deposit, *};
use codec::{Decode, Encode, MaxEncodedLen};
use frame_support::traits::{Get, InstanceFilter};
use polkadot_sdk::{sp_core::H256, sp_runtime::traits::TrailingZeroInput};

#[test]
fn a_call_fits_in_half_a_kilobyte() {
    // Calls lie in queues and on the stack; a large variant belongs in a box.
    assert!(core::mem::size_of::<RuntimeCall>() <= 512, "{}", core::mem::size_of::<RuntimeCall>());
}

#[test]
fn a_leaf_of_the_mountain_range_has_the_length_that_ethereum_clients_expect() {
    type Leaf = sp_consensus_beefy::mmr::MmrLeaf<BlockNumber, Hash, Hash, Hash>;
    let leaf = Leaf {
        version: sp_consensus_beefy::mmr::MmrLeafVersion::new(0, 0),
        parent_number_and_hash: (1, H256::zero()),
        beefy_next_authority_set: sp_consensus_beefy::mmr::BeefyAuthoritySet {
            id: 1,
            len: 4,
            keyset_commitment: H256::zero(),
        },
        leaf_extra: H256::zero(),
    };
    // version, parent number, parent hash, set id, set length, set commitment, extra
    assert_eq!(leaf.encode().len(), 1 + 4 + 32 + 8 + 4 + 32 + 32);
}

fn get<G: Get<Balance>>() -> Balance {
    G::get()
}

#[test]
fn deposits_pay_for_what_is_stored() {
    let multisig = pallet_multisig::Multisig::<
        BlockNumber,
        Balance,
        AccountId,
        frame_support::traits::ConstU32<100>,
    >::max_encoded_len() as u32
        - 100 * 32;
    assert!(
        get::<<Runtime as pallet_multisig::Config>::DepositBase>() >= deposit(1, multisig),
        "a multisig operation stores {multisig} bytes besides its approvals"
    );
    let keys = genesis_presets::DEV_AUTHORITIES[0].session_keys().encoded_size() as u32;
    assert!(get::<<Runtime as pallet_session::Config>::KeyDeposit>() >= deposit(4, keys));
    let proxy = <(AccountId, configs::ProxyType, BlockNumber)>::max_encoded_len() as u32;
    assert_eq!(get::<<Runtime as pallet_proxy::Config>::ProxyDepositFactor>(), deposit(0, proxy));
}

#[test]
fn a_proxy_does_only_what_its_type_says() {
    use configs::ProxyType::*;
    let transfer = RuntimeCall::Balances(pallet_balances::Call::transfer_all {
        dest: AccountId::new([1; 32]).into(),
        keep_alive: false,
    });
    let batch = RuntimeCall::Utility(pallet_utility::Call::batch { calls: alloc::vec![transfer.clone()] });
    // Units of nothing, to nobody, over no corridor.
    let units = RuntimeCall::decode(&mut TrailingZeroInput::new(&[81, 6])).unwrap();
    assert!(matches!(&units, RuntimeCall::CorridorBridge(pallet_corridor_bridge::Call::open_units { .. })));
    let dispute = RuntimeCall::Migration(pallet_migration::Call::dispute {
        saga: Default::default(),
        grounds: Default::default(),
    });
    let delegate = RuntimeCall::Bonds(pallet_bonds::Call::delegate {
        role: msez_traits::Role::Watcher,
        delegate: AccountId::new([1; 32]),
        amount: 1,
    });
    for kind in [NonTransfer, Attestation, Jurisdiction, Validator, CancelProxy, Asset, Watcher] {
        assert!(!kind.filter(&transfer), "{kind:?} moves money");
        assert!(!kind.filter(&units), "{kind:?} sends units");
        assert!(!kind.filter(&dispute) && !kind.filter(&delegate), "{kind:?} puts funds at risk");
        assert!(Any.is_superset(&kind));
        assert!(!kind.is_superset(&Any));
    }
    for kind in [Attestation, Jurisdiction, Validator, CancelProxy, Asset] {
        assert!(!kind.filter(&batch), "{kind:?} reaches others through a batch");
    }
}
