//! `suspend_issuer` and `reinstate_issuer`.

use super::*;

#[test]
fn a_suspended_issuer_makes_no_statements_until_it_is_reinstated() {
    run(|| {
        assert_ok!(Manifold::suspend_issuer(signed(DIFC), difc(), Domain::Kyc, ISSUER));
        let (jurisdiction, domain, issuer) = (difc(), Domain::Kyc, ISSUER);
        assert_eq!(last_event(), Event::IssuerSuspended { jurisdiction, domain, issuer });
        assert_eq!(Manifold::tier(&ISSUER, &difc(), Domain::Kyc), Err(AccreditationFault::IssuerSuspended));
        assert_noop!(
            Manifold::suspend_issuer(signed(DIFC), difc(), Domain::Kyc, ISSUER),
            Fault::AlreadySuspended
        );
        assert_ok!(Manifold::reinstate_issuer(signed(DIFC), difc(), Domain::Kyc, ISSUER));
        assert_eq!(last_event(), Event::IssuerReinstated { jurisdiction, domain, issuer });
        assert_eq!(Manifold::tier(&ISSUER, &difc(), Domain::Kyc), Ok(Tier(2)));
        assert_noop!(
            Manifold::reinstate_issuer(signed(DIFC), difc(), Domain::Kyc, ISSUER),
            Fault::NotSuspended
        );
    });
}

#[test]
fn others_neither_suspend_nor_reinstate_and_nothing_unknown() {
    run(|| {
        let (kyc, tax) = (Domain::Kyc, Domain::Tax);
        let nowhere = place("xx-none");
        assert_noop!(Manifold::suspend_issuer(signed(AIFC), difc(), kyc, ISSUER), Fault::NotAuthorized);
        assert_noop!(Manifold::suspend_issuer(root(), difc(), kyc, ISSUER), BadOrigin);
        assert_noop!(
            Manifold::suspend_issuer(signed(DIFC), nowhere, kyc, ISSUER),
            Fault::JurisdictionNotFound
        );
        assert_noop!(
            Manifold::suspend_issuer(signed(DIFC), difc(), tax, ISSUER),
            Fault::AccreditationNotFound
        );
        assert_noop!(Manifold::reinstate_issuer(signed(AIFC), difc(), kyc, ISSUER), Fault::NotAuthorized);
        assert_noop!(Manifold::reinstate_issuer(root(), difc(), kyc, ISSUER), BadOrigin);
        assert_noop!(
            Manifold::reinstate_issuer(signed(DIFC), nowhere, kyc, ISSUER),
            Fault::JurisdictionNotFound
        );
        assert_noop!(
            Manifold::reinstate_issuer(signed(DIFC), difc(), tax, ISSUER),
            Fault::AccreditationNotFound
        );
    });
}
