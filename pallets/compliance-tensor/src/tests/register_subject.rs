use msez_core::{AssetClass, SubjectId};
use msez_runtime_api::{ApiError, Roots, SubjectView, TreeKind};
use msez_tensor::LaneEntry;
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, storage::storage_prefix},
    sp_io::{hashing::sha2_256, storage},
    sp_runtime::{DispatchError, TokenError},
};

use crate::{
    mock::*, CurrentRoots, Error, Event, HoldReason, SubjectCount, SubjectIndices, SubjectKind,
    SubjectRecords, MAX_JURISDICTIONS, SUBJECT_ITEMS,
};

fn call(
    origin: RuntimeOrigin,
    kind: SubjectKind,
    id: SubjectId,
    document: &[u8],
    class: AssetClass,
) -> polkadot_sdk::sp_runtime::DispatchResult {
    Tensor::register_subject(origin, kind, id, document.to_vec().try_into().unwrap(), class)
}

fn signed() -> RuntimeOrigin {
    RuntimeOrigin::signed(account(1))
}

#[test]
fn a_subject_gets_the_next_index_and_its_registrant_a_hold() {
    test(|| {
        assert_ok!(register(0));
        assert_ok!(register(1));
        assert_eq!(SubjectIndices::<Test>::get(subject(1)), Some(1));
        assert_eq!(SubjectCount::<Test>::get(), 2);
        assert_eq!(
            polkadot_sdk::pallet_balances::Holds::<Test>::get(account(1)).to_vec()[0].id,
            RuntimeHoldReason::Tensor(HoldReason::SubjectRegistration)
        );
        assert_eq!(
            events()[1],
            Event::SubjectRegistered {
                subject: subject(1),
                index: 1,
                kind: SubjectKind::Asset,
                class: class("securities"),
                registrant: account(1)
            }
        );
        assert_eq!(
            Tensor::subject_view(&subject(1)),
            Ok(SubjectView {
                id: subject(1),
                index: 1,
                kind: SubjectKind::Asset,
                class: class("securities"),
                registrant: Some(account(1)),
                document_len: document(1).len() as u32,
                registered_at: now(),
                jurisdictions: vec![],
            })
        );
        assert_eq!(Tensor::subject_view(&subject(2)), Err(ApiError::SubjectNotFound));
    });
}

#[test]
fn a_party_has_the_class_party_and_an_asset_has_not() {
    test(|| {
        let document = document(0);
        assert_noop!(
            call(signed(), SubjectKind::Party, subject(0), &document, class("securities")),
            Error::<Test>::ClassMismatch
        );
        assert_noop!(
            call(signed(), SubjectKind::Asset, subject(0), &document, AssetClass::party()),
            Error::<Test>::ClassMismatch
        );
        assert_ok!(call(signed(), SubjectKind::Party, subject(0), &document, AssetClass::party()));
    });
}

#[test]
fn an_unsigned_origin_and_root_are_refused() {
    test(|| {
        for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
            assert_noop!(
                call(origin, SubjectKind::Asset, subject(0), &document(0), class("securities")),
                DispatchError::BadOrigin
            );
        }
    });
}

#[test]
fn an_id_that_is_not_the_hash_of_the_document_is_refused() {
    test(|| {
        assert_noop!(
            call(signed(), SubjectKind::Asset, subject(1), &document(0), class("securities")),
            Error::<Test>::DocumentMismatch
        );
        assert_noop!(
            call(signed(), SubjectKind::Asset, SubjectId(sha2_256(b"")), b"", class("securities")),
            Error::<Test>::DocumentEmpty
        );
    });
}

#[test]
fn a_document_over_the_limit_does_not_fit_the_call_and_one_at_the_limit_does() {
    test(|| {
        let longest = vec![7u8; 1_024];
        assert_ok!(call(
            signed(),
            SubjectKind::Asset,
            SubjectId(sha2_256(&longest)),
            &longest,
            class("securities")
        ));
        assert!(
            polkadot_sdk::frame_support::BoundedVec::<u8, <Test as crate::Config>::MaxDocument>::try_from(
                vec![7u8; 1_025]
            )
            .is_err()
        );
    });
}

#[test]
fn a_subject_is_registered_once() {
    test(|| {
        assert_ok!(register(0));
        assert_noop!(register(0), Error::<Test>::AlreadyExists);
        next_block();
        assert_noop!(register(0), Error::<Test>::AlreadyExists);
    });
}

#[test]
fn who_cannot_pay_the_deposit_registers_nothing() {
    test(|| {
        assert_noop!(
            call(
                RuntimeOrigin::signed(account(2)),
                SubjectKind::Asset,
                subject(0),
                &document(0),
                class("securities")
            ),
            TokenError::FundsUnavailable
        );
    });
}

#[test]
fn a_full_block_takes_no_more_subjects_and_the_next_one_does() {
    test(|| {
        for n in 0..MAX_NEWCOMERS {
            assert_ok!(register(n));
        }
        assert_noop!(register(MAX_NEWCOMERS), Error::<Test>::TooManyNewcomers);
        next_block();
        assert_ok!(register(MAX_NEWCOMERS));
    });
}

#[test]
fn no_index_is_given_out_twice_when_all_are_taken() {
    ext_with(&[]).execute_with(|| {
        SubjectCount::<Test>::put(u32::MAX);
        CurrentRoots::<Test>::put(Roots { width: u32::MAX, ..Default::default() });
        assert_noop!(register(0), Error::<Test>::TooManySubjects);
    });
}

#[test]
fn a_change_that_does_not_fit_moves_no_balance() {
    test(|| {
        (0..MAX_NEWCOMERS).for_each(|n| register(n).unwrap());
        let before = held(&account(1));
        assert!(register(MAX_NEWCOMERS).is_err());
        assert_eq!(held(&account(1)), before);
    });
}

/// Items of a map as they are stored, and the bytes of their values and their own parts of the keys.
fn stored(map: &str) -> (u32, u32) {
    let prefix = storage_prefix(b"Tensor", map.as_bytes());
    let keys = core::iter::successors(storage::next_key(&prefix), |key| storage::next_key(key));
    keys.take_while(|key| key.starts_with(&prefix)).fold((0, 0), |(items, bytes), key| {
        let size = key.len() - prefix.len() + storage::get(&key).unwrap().len();
        (items + 1, bytes + size as u32)
    })
}

#[test]
fn the_deposit_equals_the_encoded_sizes_of_the_largest_subject() {
    ext_with(&[]).execute_with(|| {
        assert_ok!(register(0));
        next_block();
        // Cells in as many jurisdictions as a subject may have them in.
        for kind in [TreeKind::Keccak, TreeKind::Poseidon] {
            SubjectRecords::<Test>::mutate(kind, 0, |record| {
                let lane = LaneEntry { jurisdiction: 1, slots: u32::MAX, root: Default::default() };
                record.as_mut().unwrap().lanes = vec![lane; MAX_JURISDICTIONS as usize];
            });
        }
        let maps = ["Subjects", "SubjectIndices", "SubjectRecords"].map(stored);
        let (items, bytes) = maps.into_iter().fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
        assert_eq!((items, bytes), (SUBJECT_ITEMS, Tensor::subject_bytes()));
    });
}
