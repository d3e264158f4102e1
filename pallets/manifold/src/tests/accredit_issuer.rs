use super::*;

fn accredit(
    who: u64,
    domain: Domain,
    tier: Tier,
    end: Option<Moment>,
) -> polkadot_sdk::frame_support::dispatch::DispatchResult {
    Manifold::accredit_issuer(signed(who), difc(), domain, ISSUER, tier, end)
}

#[test]
fn the_authority_accredits_an_issuer_for_one_domain() {
    run(|| {
        assert_ok!(accredit(DIFC, Domain::Aml, Tier(3), Some(NOW + 10)));
        assert_eq!(
            last_event(),
            Event::IssuerAccredited {
                jurisdiction: difc(),
                domain: Domain::Aml,
                issuer: ISSUER,
                tier: Tier(3),
                expires_at: Some(NOW + 10),
            }
        );
        assert_eq!(Manifold::tier(&ISSUER, &difc(), Domain::Aml), Ok(Tier(3)));
        assert_eq!(Manifold::tier(&ISSUER, &difc(), Domain::Tax), Err(AccreditationFault::NotAccredited));
        assert_eq!(Manifold::tier(&ISSUER, &aifc(), Domain::Aml), Err(AccreditationFault::NotAccredited));
        assert_eq!(Manifold::tier(&STRANGER, &difc(), Domain::Aml), Err(AccreditationFault::NotAccredited));
        assert_eq!(
            Manifold::tier(&ISSUER, &place("xx-none"), Domain::Aml),
            Err(AccreditationFault::UnknownJurisdiction)
        );
    });
}

#[test]
fn it_holds_a_deposit_for_the_key_and_the_largest_value() {
    run(|| {
        let before = stored(&["Accreditations"]);
        // None is larger than one that ends.
        assert_ok!(accredit(DIFC, Domain::Aml, Tier(1), Some(NOW + 10)));
        assert_eq!(held(HoldReason::Accreditation, DIFC), price_since(before, &["Accreditations"]));
    });
}

#[test]
fn an_accreditation_ends_at_its_very_moment() {
    run(|| {
        assert_ok!(accredit(DIFC, Domain::Aml, Tier(1), Some(NOW + 10)));
        set_time(NOW + 9);
        assert!(Manifold::tier(&ISSUER, &difc(), Domain::Aml).is_ok());
        set_time(NOW + 10);
        assert_eq!(
            Manifold::tier(&ISSUER, &difc(), Domain::Aml),
            Err(AccreditationFault::AccreditationExpired)
        );
    });
}

#[test]
fn others_and_malformed_accreditations_are_refused() {
    run(|| {
        assert_noop!(accredit(AIFC, Domain::Aml, Tier(1), None), Fault::NotAuthorized);
        for origin in [root(), RuntimeOrigin::none()] {
            assert_noop!(
                Manifold::accredit_issuer(origin, difc(), Domain::Aml, ISSUER, Tier(1), None),
                BadOrigin
            );
        }
        assert_noop!(
            Manifold::accredit_issuer(signed(DIFC), place("xx-none"), Domain::Aml, ISSUER, Tier(1), None),
            Fault::JurisdictionNotFound
        );
        assert_noop!(accredit(DIFC, Domain::Aml, Tier(0), None), Fault::ZeroTier);
        assert_noop!(accredit(DIFC, Domain::Aml, Tier(1), Some(NOW)), Fault::ExpiryInPast);
    });
}

#[test]
fn an_issuer_is_accredited_once_for_a_domain() {
    run(|| {
        assert_noop!(accredit(DIFC, Domain::Kyc, Tier(1), None), Fault::AccreditationAlreadyExists);
    });
}

#[test]
fn a_jurisdiction_gives_a_bounded_number_of_accreditations() {
    run(|| {
        assert_ok!(accredit(DIFC, Domain::Aml, Tier(1), None));
        assert_ok!(accredit(DIFC, Domain::Tax, Tier(1), None));
        assert_noop!(accredit(DIFC, Domain::Custody, Tier(1), None), Fault::TooManyAccreditations);
        assert_ok!(Manifold::revoke_accreditation(signed(DIFC), difc(), Domain::Tax, ISSUER));
        assert_ok!(accredit(DIFC, Domain::Custody, Tier(1), None));
    });
}
