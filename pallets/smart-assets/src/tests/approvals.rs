use super::*;
use crate::{Approvals, Assets};
use msez_asset::Family;
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

#[test]
fn the_last_agreement_makes_the_call_and_uses_the_others_up() {
    run(|| {
        let id = registered(board());
        events();
        assert_ok!(SmartAssets::bind(by(1), id, 1));
        assert!(!Assets::<Test>::get(id).unwrap().bound);
        let [Event::Approved { family: Family::Control, given: 1, needed: 2, version: 1, .. }] =
            &events()[..]
        else {
            panic!("one agreement of two")
        };
        assert_ok!(SmartAssets::bind(by(3), id, 1));
        assert!(Assets::<Test>::get(id).unwrap().bound);
        assert_eq!(Approvals::<Test>::iter().count(), 0);
        assert_noop!(SmartAssets::bind(by(2), id, 1), Error::StaleVersion);
    });
}

#[test]
fn nobody_agrees_twice_and_other_arguments_are_another_call() {
    run(|| {
        let id = registered(board());
        assert_ok!(SmartAssets::halt(by(1), id, Some(1)));
        assert_noop!(SmartAssets::halt(by(1), id, Some(1)), Error::AlreadyApproved);
        // The other agrees to something else: neither happens.
        assert_ok!(SmartAssets::bind(by(2), id, 1));
        assert_eq!(version(id), 1);
        assert_ok!(SmartAssets::halt(by(2), id, Some(1)));
        assert_eq!(version(id), 2);
    });
}

#[test]
fn an_agreement_holds_for_one_version_only() {
    run(|| {
        let id = registered(board());
        assert_ok!(SmartAssets::bind(by(1), id, 1));
        assert_ok!(SmartAssets::halt(by(100), id, None));
        // The same call upon the new version needs two again.
        assert_ok!(SmartAssets::bind(by(2), id, 2));
        assert!(!Assets::<Test>::get(id).unwrap().bound);
        assert_ok!(SmartAssets::bind(by(1), id, 2));
        assert!(Assets::<Test>::get(id).unwrap().bound);
    });
}

#[test]
fn a_last_agreement_to_what_is_refused_keeps_the_others() {
    run(|| {
        let id = registered(board());
        assert_ok!(SmartAssets::bind(by(1), id, 1));
        Cells::set_passing(id, false);
        assert_noop!(SmartAssets::bind(by(2), id, 1), Error::AssetNotCompliant);
        Cells::set_passing(id, true);
        assert_ok!(SmartAssets::bind(by(2), id, 1));
        assert_eq!(version(id), 2);
    });
}

#[test]
fn an_agreement_can_be_taken_back() {
    run(|| {
        let id = registered(board());
        assert_ok!(SmartAssets::bind(by(1), id, 1));
        assert_noop!(SmartAssets::withdraw_approval(by(2), id), Error::NothingToChange);
        assert_noop!(SmartAssets::withdraw_approval(RuntimeOrigin::none(), id), BAD);
        assert_ok!(SmartAssets::withdraw_approval(by(1), id));
        assert_ok!(SmartAssets::bind(by(2), id, 1));
        assert!(!Assets::<Test>::get(id).unwrap().bound);
    });
}

#[test]
fn an_agent_for_documents_agrees_to_nothing_else() {
    run(|| {
        let id = registered(board());
        assert_noop!(SmartAssets::bind(by(9), id, 1), Error::NotAuthorized);
        assert_noop!(SmartAssets::halt(by(9), id, Some(1)), Error::NotAuthorized);
    });
}
