use codec::{Encode, MaxEncodedLen};
use msez_core::{AssetClass, SubjectId};
use msez_runtime_api::{ApiError, SubjectView};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_io::hashing::sha2_256,
    sp_runtime::{DispatchError, TokenError},
};

use crate::{
    mock::*, Error, Event, HoldReason, Subject, SubjectCount, SubjectIndices, SubjectKind, Subjects,
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
        for n in 0..MAX_DIRTY {
            assert_ok!(register(n));
        }
        assert_noop!(register(MAX_DIRTY), Error::<Test>::TooManyChanges);
        next_block();
        assert_ok!(register(MAX_DIRTY));
    });
}

#[test]
fn a_change_that_does_not_fit_moves_no_balance() {
    test(|| {
        (0..MAX_DIRTY).for_each(|n| register(n).unwrap());
        let before = held(&account(1));
        assert!(register(MAX_DIRTY).is_err());
        assert_eq!(held(&account(1)), before);
    });
}

#[test]
fn the_deposit_covers_the_bytes_that_a_subject_adds() {
    test(|| {
        let before = polkadot_sdk::sp_io::storage::root(Default::default());
        assert_ok!(register(0));
        next_block();
        assert_ne!(before, polkadot_sdk::sp_io::storage::root(Default::default()));
        let record = Subjects::<Test>::get(0).unwrap();
        assert!(record.encoded_size() <= Subject::<AccountId>::max_encoded_len());
        let mut bytes = 0;
        let mut key =
            polkadot_sdk::frame_support::storage::storage_prefix(b"Tensor", b"").to_vec()[..16].to_vec();
        let prefix = key.clone();
        let mut items = 0;
        while let Some(next) = polkadot_sdk::sp_io::storage::next_key(&key).filter(|k| k.starts_with(&prefix))
        {
            let is_of_subject = next.windows(16).nth(16).is_some_and(|item| {
                ["Subjects", "SubjectIndices", "SubjectRecords"]
                    .iter()
                    .any(|name| item == polkadot_sdk::sp_io::hashing::twox_128(name.as_bytes()))
            });
            if is_of_subject {
                items += 1;
                bytes += next.len() + polkadot_sdk::sp_io::storage::get(&next).unwrap().len();
            }
            key = next;
        }
        assert_eq!(items, crate::SUBJECT_ITEMS);
        assert!(bytes <= Tensor::subject_bytes() as usize, "{bytes} of {}", Tensor::subject_bytes());
    });
}
