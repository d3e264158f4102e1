//! `suspend_jurisdiction` and `reinstate_jurisdiction`.

use super::*;

#[test]
fn the_authority_suspends_and_reinstates_itself() {
    run(|| {
        assert_ok!(Manifold::suspend_jurisdiction(signed(DIFC), difc()));
        assert_eq!(last_event(), Event::JurisdictionSuspended { id: difc(), by_governance: false });
        assert!(!Manifold::is_active(&difc()));
        assert_ok!(Manifold::reinstate_jurisdiction(signed(DIFC), difc()));
        assert!(Manifold::is_active(&difc()));
        assert_eq!(
            last_event(),
            Event::JurisdictionReinstated { id: difc(), by_governance: false, is_still_suspended: false }
        );
    });
}

#[test]
fn each_lifts_only_its_own_suspension() {
    run(|| {
        assert_ok!(Manifold::suspend_jurisdiction(root(), difc()));
        assert_noop!(Manifold::reinstate_jurisdiction(signed(DIFC), difc()), Fault::NotSuspended);
        assert_ok!(Manifold::suspend_jurisdiction(signed(DIFC), difc()));
        assert_ok!(Manifold::reinstate_jurisdiction(root(), difc()));
        assert_eq!(
            last_event(),
            Event::JurisdictionReinstated { id: difc(), by_governance: true, is_still_suspended: true }
        );
        assert!(!Manifold::is_active(&difc()));
        assert_noop!(Manifold::reinstate_jurisdiction(root(), difc()), Fault::NotSuspended);
        assert_ok!(Manifold::reinstate_jurisdiction(signed(DIFC), difc()));
        assert!(Manifold::is_active(&difc()));
    });
}

#[test]
fn suspension_is_refused_twice_from_others_and_of_the_unknown() {
    run(|| {
        assert_noop!(Manifold::suspend_jurisdiction(signed(AIFC), difc()), Fault::NotAuthorized);
        assert_noop!(Manifold::suspend_jurisdiction(RuntimeOrigin::none(), difc()), BadOrigin);
        assert_noop!(Manifold::suspend_jurisdiction(root(), place("xx-none")), Fault::JurisdictionNotFound);
        assert_noop!(Manifold::reinstate_jurisdiction(signed(AIFC), difc()), Fault::NotAuthorized);
        assert_noop!(Manifold::reinstate_jurisdiction(RuntimeOrigin::none(), difc()), BadOrigin);
        assert_noop!(Manifold::reinstate_jurisdiction(root(), place("xx-none")), Fault::JurisdictionNotFound);
        assert_noop!(Manifold::reinstate_jurisdiction(signed(DIFC), difc()), Fault::NotSuspended);
        assert_ok!(Manifold::suspend_jurisdiction(signed(DIFC), difc()));
        assert_noop!(Manifold::suspend_jurisdiction(signed(DIFC), difc()), Fault::AlreadySuspended);
        assert_ok!(Manifold::retire_jurisdiction(root(), aifc()));
        assert_noop!(Manifold::suspend_jurisdiction(root(), aifc()), Fault::RetiredJurisdiction);
        assert_noop!(Manifold::reinstate_jurisdiction(root(), aifc()), Fault::RetiredJurisdiction);
    });
}

#[test]
fn a_suspended_authority_takes_back_but_grants_nothing() {
    run(|| {
        assert_ok!(Manifold::suspend_jurisdiction(root(), difc()));
        let fault = Fault::SuspendedJurisdiction;
        let kyc = Domain::Kyc;
        assert_noop!(Manifold::accredit_issuer(signed(DIFC), difc(), Domain::Aml, 5, Tier(1), None), fault);
        let fault = Fault::SuspendedJurisdiction;
        assert_noop!(Manifold::renew_accreditation(signed(DIFC), difc(), kyc, ISSUER, Tier(1), None), fault);
        let fault = Fault::SuspendedJurisdiction;
        assert_noop!(Manifold::propose_authority(signed(DIFC), difc(), Some(STRANGER)), fault);
        let fault = Fault::SuspendedJurisdiction;
        let mut corridor = samples::corridor_difc_aifc();
        corridor.id = "another".into();
        assert_noop!(Manifold::open_corridor(signed(DIFC), Box::new(corridor)), fault);

        assert_ok!(Manifold::suspend_corridor(signed(DIFC), link("corridor-difc-aifc")));
        let fault = Fault::SuspendedJurisdiction;
        assert_noop!(Manifold::reinstate_corridor(signed(DIFC), link("corridor-difc-aifc")), fault);
        assert_ok!(Manifold::suspend_issuer(signed(DIFC), difc(), kyc, ISSUER));
        let fault = Fault::SuspendedJurisdiction;
        assert_noop!(Manifold::reinstate_issuer(signed(DIFC), difc(), kyc, ISSUER), fault);
        assert_ok!(Manifold::revoke_accreditation(signed(DIFC), difc(), kyc, ISSUER));
        assert_ok!(Manifold::close_corridor(signed(DIFC), link("corridor-difc-aifc")));
    });
}

#[test]
fn its_issuers_and_corridors_stop_with_it() {
    run(|| {
        assert_eq!(Manifold::tier(&ISSUER, &difc(), Domain::Kyc), Ok(Tier(2)));
        assert_ok!(Manifold::suspend_jurisdiction(signed(DIFC), difc()));
        assert_eq!(
            Manifold::tier(&ISSUER, &difc(), Domain::Kyc),
            Err(AccreditationFault::JurisdictionSuspended)
        );
        assert!(!Manifold::corridor(&link("corridor-difc-aifc")).unwrap().is_active);
    });
}
