//! `propose_authority` and `accept_authority`.

use super::*;

#[test]
fn authority_passes_only_when_it_is_accepted() {
    run(|| {
        assert_ok!(Manifold::propose_authority(signed(DIFC), difc(), Some(STRANGER)));
        assert_eq!(last_event(), Event::AuthorityProposed { id: difc(), proposed: Some(STRANGER) });
        assert!(Manifold::is_authority(&difc(), &DIFC));
        assert_eq!(Manifold::jurisdiction(&difc()).unwrap().proposed_authority, Some(STRANGER));
        assert_ok!(Manifold::accept_authority(signed(STRANGER), difc()));
        assert_eq!(last_event(), Event::AuthorityTransferred { id: difc(), from: DIFC, to: STRANGER });
        assert!(Manifold::is_authority(&difc(), &STRANGER));
        assert!(!Manifold::is_authority(&difc(), &DIFC));
        assert_noop!(Manifold::accept_authority(signed(STRANGER), difc()), Fault::NotProposed);
        assert_noop!(Manifold::propose_authority(signed(DIFC), difc(), Some(DIFC)), Fault::NotAuthorized);
    });
}

#[test]
fn a_naming_can_be_taken_back_or_replaced() {
    run(|| {
        assert_ok!(Manifold::propose_authority(signed(DIFC), difc(), Some(STRANGER)));
        assert_ok!(Manifold::propose_authority(signed(DIFC), difc(), None));
        assert_noop!(Manifold::accept_authority(signed(STRANGER), difc()), Fault::NotProposed);
        assert_ok!(Manifold::propose_authority(signed(DIFC), difc(), Some(STRANGER)));
        assert_ok!(Manifold::propose_authority(signed(DIFC), difc(), Some(ISSUER)));
        assert_noop!(Manifold::accept_authority(signed(STRANGER), difc()), Fault::NotProposed);
        assert_ok!(Manifold::accept_authority(signed(ISSUER), difc()));
    });
}

#[test]
fn governance_replaces_the_authority_of_a_suspended_jurisdiction() {
    run(|| {
        assert_ok!(Manifold::propose_authority(signed(DIFC), difc(), Some(ISSUER)));
        assert_ok!(Manifold::suspend_jurisdiction(root(), difc()));
        assert_ok!(Manifold::propose_authority(root(), difc(), Some(STRANGER)));
        assert_noop!(Manifold::accept_authority(signed(ISSUER), difc()), Fault::NotProposed);
        assert_ok!(Manifold::accept_authority(signed(STRANGER), difc()));
        assert!(!Manifold::is_active(&difc()));
        assert_ok!(Manifold::reinstate_jurisdiction(root(), difc()));
        assert!(Manifold::is_active(&difc()));
    });
}

#[test]
fn others_can_neither_name_nor_accept() {
    run(|| {
        assert_noop!(Manifold::propose_authority(signed(AIFC), difc(), Some(AIFC)), Fault::NotAuthorized);
        assert_noop!(Manifold::propose_authority(RuntimeOrigin::none(), difc(), Some(AIFC)), BadOrigin);
        let nowhere = place("xx-none");
        assert_noop!(Manifold::propose_authority(root(), nowhere, Some(AIFC)), Fault::JurisdictionNotFound);
        assert_noop!(Manifold::accept_authority(signed(AIFC), nowhere), Fault::JurisdictionNotFound);
        assert_noop!(Manifold::accept_authority(signed(AIFC), difc()), Fault::NotProposed);
        assert_noop!(Manifold::accept_authority(root(), difc()), BadOrigin);
    });
}
