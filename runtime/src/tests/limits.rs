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

#[test]
fn a_question_about_a_migration_is_no_longer_than_a_start_can_be() {
    use msez_core::{CorridorId, Digest, JurisdictionId, SubjectId, Usd};
    use msez_runtime_api::{runtime_decl_for_migration_api::MigrationApiV1, ApiError};
    use msez_saga::{HeldEvidence, Request};
    let ask = |evidence: usize, hops: usize| {
        let held = HeldEvidence { attestation: Digest([1; 32]), kind: 0, document: Digest([2; 32]) };
        let place = |name: &str| name.parse::<JurisdictionId>().unwrap();
        let request = Request {
            asset: SubjectId([3; 32]),
            version: 1,
            source: place("uae-difc"),
            target: place("kz-aifc"),
            path: alloc::vec!["corridor-difc-aifc".parse::<CorridorId>().unwrap(); hops],
            value: Usd::dollars(1),
            max_fee: 1,
            currency: None,
            payer: AccountId::new([4; 32]),
            deadline: 1,
            arbiter: None,
            nonce: 1,
        };
        Runtime::start_report(request, alloc::vec![held; evidence]).map(|report| report.refusals.is_empty())
    };
    sp_io::TestExternalities::default().execute_with(|| {
        assert_eq!(ask(32, 16), Ok(false));
        assert_eq!(ask(33, 1), Err(ApiError::TooMany { max: 32 }));
        assert_eq!(ask(0, 17), Err(ApiError::TooMany { max: 16 }));
    });
}
