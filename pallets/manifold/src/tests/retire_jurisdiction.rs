use super::*;

#[test]
fn governance_closes_a_jurisdiction_for_good_and_keeps_its_index() {
    run(|| {
        assert_ok!(Manifold::propose_authority(root(), difc(), Some(STRANGER)));
        assert_ok!(Manifold::retire_jurisdiction(root(), difc()));
        assert_eq!(last_event(), Event::JurisdictionRetired { id: difc() });
        assert!(!Manifold::is_active(&difc()));
        assert_eq!(Manifold::index_of(&difc()), Some(1));
        assert_eq!(Manifold::id_of(1), Some(difc()));
        assert_eq!(Manifold::jurisdiction(&difc()).unwrap().status, JurisdictionStatus::Retired);
        assert_noop!(Manifold::accept_authority(signed(STRANGER), difc()), Fault::NotProposed);
        assert_noop!(Manifold::propose_authority(root(), difc(), Some(STRANGER)), Fault::RetiredJurisdiction);
        assert_noop!(Manifold::retire_jurisdiction(root(), difc()), Fault::RetiredJurisdiction);
    });
}

#[test]
fn only_governance_retires_and_only_what_exists() {
    run(|| {
        assert_noop!(Manifold::retire_jurisdiction(signed(DIFC), difc()), BadOrigin);
        assert_noop!(Manifold::retire_jurisdiction(root(), place("xx-none")), Fault::JurisdictionNotFound);
    });
}

#[test]
fn deposits_can_be_fetched_after_it() {
    run(|| {
        assert_ok!(Manifold::accredit_issuer(signed(DIFC), difc(), Domain::Aml, ISSUER, Tier(1), None));
        assert!(held(HoldReason::Accreditation, DIFC) > 0);
        assert_ok!(Manifold::retire_jurisdiction(root(), difc()));
        assert_noop!(
            Manifold::accredit_issuer(signed(DIFC), difc(), Domain::Tax, ISSUER, Tier(1), None),
            Fault::RetiredJurisdiction
        );
        assert_ok!(Manifold::revoke_accreditation(signed(DIFC), difc(), Domain::Aml, ISSUER));
        assert_eq!(held(HoldReason::Accreditation, DIFC), 0);
        assert_ok!(Manifold::close_corridor(signed(DIFC), link("corridor-difc-aifc")));
    });
}
