use super::*;

#[test]
fn the_authority_revokes_and_the_deposit_goes_back_to_who_paid() {
    run(|| {
        assert_ok!(Manifold::accredit_issuer(signed(DIFC), difc(), Domain::Aml, ISSUER, Tier(1), None));
        assert_ok!(Manifold::propose_authority(signed(DIFC), difc(), Some(STRANGER)));
        assert_ok!(Manifold::accept_authority(signed(STRANGER), difc()));
        assert_ok!(Manifold::revoke_accreditation(signed(STRANGER), difc(), Domain::Aml, ISSUER));
        let (jurisdiction, domain, issuer) = (difc(), Domain::Aml, ISSUER);
        assert_eq!(last_event(), Event::AccreditationRevoked { jurisdiction, domain, issuer });
        assert_eq!(Balances::free_balance(DIFC), FUNDS);
        assert_eq!(Manifold::tier(&ISSUER, &difc(), Domain::Aml), Err(AccreditationFault::NotAccredited));
        // And it can be given again.
        assert_ok!(Manifold::accredit_issuer(signed(STRANGER), difc(), Domain::Aml, ISSUER, Tier(1), None));
    });
}

#[test]
fn an_accreditation_of_the_genesis_has_no_deposit_to_give_back() {
    run(|| {
        assert_ok!(Manifold::revoke_accreditation(signed(DIFC), difc(), Domain::Kyc, ISSUER));
        assert_eq!(Balances::free_balance(DIFC), FUNDS);
    });
}

#[test]
fn others_revoke_nothing_and_nothing_is_revoked_twice() {
    run(|| {
        let kyc = Domain::Kyc;
        assert_noop!(Manifold::revoke_accreditation(signed(AIFC), difc(), kyc, ISSUER), Fault::NotAuthorized);
        assert_noop!(Manifold::revoke_accreditation(root(), difc(), kyc, ISSUER), BadOrigin);
        assert_noop!(
            Manifold::revoke_accreditation(signed(DIFC), place("xx-none"), kyc, ISSUER),
            Fault::JurisdictionNotFound
        );
        assert_ok!(Manifold::revoke_accreditation(signed(DIFC), difc(), kyc, ISSUER));
        assert_noop!(
            Manifold::revoke_accreditation(signed(DIFC), difc(), kyc, ISSUER),
            Fault::AccreditationNotFound
        );
    });
}
