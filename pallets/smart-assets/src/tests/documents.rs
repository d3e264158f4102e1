use super::*;
use crate::{Documents, HoldReason, Location};
use msez_asset::ControlRule;
use msez_core::{Digest, DocumentKind, SubjectId};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok},
    sp_runtime::DispatchResult,
};

const TERMS: Digest = Digest([0xd0; 32]);

fn kind(text: &str) -> DocumentKind {
    text.parse().unwrap()
}

fn at_place(text: &str) -> Location {
    text.as_bytes().to_vec().try_into().unwrap()
}

fn set(who: u8, id: SubjectId, version: u64, text: &str) -> DispatchResult {
    SmartAssets::set_document(by(who), id, version, kind(text), TERMS, at_place("ipfs://terms"))
}

#[test]
fn an_agent_sets_and_replaces_a_document_and_the_deposit_follows_who_set_it() {
    run(|| {
        let id = registered(board());
        events();
        assert_ok!(set(9, id, 1, "terms"));
        let event = Event::DocumentSet { asset: id, kind: kind("terms"), digest: TERMS, version: 2 };
        assert_eq!(events(), [event]);
        let deposit = held(HoldReason::Document, 9);
        assert!(deposit > 0);
        let other = at_place("https://example.org/terms.pdf");
        assert_ok!(SmartAssets::set_document(by(1), id, 2, kind("terms"), TERMS, other));
        assert_eq!((held(HoldReason::Document, 9), held(HoldReason::Document, 1)), (0, deposit));
        let documents = SmartAssets::documents_view(&id).unwrap();
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].location, "https://example.org/terms.pdf");
        assert_ok!(SmartAssets::remove_document(by(9), id, 3, kind("terms")));
        assert_eq!(held(HoldReason::Document, 1), 0);
        assert_eq!(Documents::<Test>::iter().count(), 0);
    });
}

#[test]
fn documents_are_bounded_and_each_says_something_new() {
    run(|| {
        let id = registered(ControlRule::sole(account(1)));
        for (n, text) in (1..).zip(["terms", "prospectus", "title"]) {
            assert_ok!(set(1, id, n, text));
        }
        assert_noop!(set(1, id, 4, "audit"), Error::TooManyDocuments);
        assert_noop!(set(1, id, 4, "terms"), Error::NothingToChange);
        for bad in ["", "two words", "línea"] {
            let call = SmartAssets::set_document(by(1), id, 4, kind("terms"), TERMS, at_place(bad));
            assert_noop!(call, Error::LocationMalformed);
        }
        assert_noop!(SmartAssets::remove_document(by(1), id, 4, kind("audit")), Error::DocumentNotFound);
    });
}

#[test]
fn who_set_a_document_takes_his_deposit_back_when_the_asset_has_ended() {
    run(|| {
        let id = registered(board());
        assert_ok!(set(9, id, 1, "terms"));
        assert_ok!(set(1, id, 2, "prospectus"));
        for who in [1, 2] {
            assert_ok!(SmartAssets::offer_control(by(who), id, 3, ControlRule::sole(account(5))));
        }
        assert_ok!(SmartAssets::accept_control(by(5), id, 4));
        // Neither is a controller any more: what stands in use stays.
        assert_noop!(SmartAssets::remove_document(by(9), id, 5, kind("terms")), Error::NotAuthorized);
        assert_ok!(SmartAssets::retire(by(5), id, 5));
        assert_noop!(set(5, id, 6, "audit"), Error::Retired);
        assert_noop!(SmartAssets::remove_document(by(9), id, 6, kind("prospectus")), Error::NotAuthorized);
        assert_noop!(SmartAssets::remove_document(by(9), id, 5, kind("terms")), Error::StaleVersion);
        assert_ok!(SmartAssets::remove_document(by(9), id, 6, kind("terms")));
        assert_ok!(SmartAssets::remove_document(by(5), id, 7, kind("prospectus")));
        assert_eq!((held(HoldReason::Document, 9), held(HoldReason::Document, 1)), (0, 0));
    });
}

#[test]
fn wrong_origin_unknown_asset_stale_version_are_refused() {
    run(|| {
        let id = registered(board());
        assert_noop!(set(5, id, 1, "terms"), Error::NotAuthorized);
        assert_noop!(set(9, id, 0, "terms"), Error::StaleVersion);
        assert_noop!(set(9, SubjectId([7; 32]), 1, "terms"), Error::NotFound);
        assert_ok!(set(9, id, 1, "terms"));
        assert_noop!(set(9, id, 1, "terms"), Error::StaleVersion);
        assert_noop!(SmartAssets::remove_document(by(5), id, 2, kind("terms")), Error::NotAuthorized);
        assert_noop!(SmartAssets::remove_document(by(9), id, 1, kind("terms")), Error::StaleVersion);
        let root = SmartAssets::remove_document(RuntimeOrigin::root(), id, 2, kind("terms"));
        assert_noop!(root, BAD);
    });
}
