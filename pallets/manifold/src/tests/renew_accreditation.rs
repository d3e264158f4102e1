use super::*;

fn renew(who: u64, tier: Tier, end: Option<Moment>) -> polkadot_sdk::frame_support::dispatch::DispatchResult {
    Manifold::renew_accreditation(signed(who), difc(), Domain::Kyc, ISSUER, tier, end)
}

#[test]
fn the_authority_changes_tier_and_end() {
    run(|| {
        assert_ok!(renew(DIFC, Tier(5), Some(NOW + 10)));
        assert_eq!(Manifold::tier(&ISSUER, &difc(), Domain::Kyc), Ok(Tier(5)));
        assert_eq!(
            last_event(),
            Event::AccreditationRenewed {
                jurisdiction: difc(),
                domain: Domain::Kyc,
                issuer: ISSUER,
                tier: Tier(5),
                expires_at: Some(NOW + 10),
            }
        );
        // Also after it has run out.
        set_time(NOW + 10);
        assert!(Manifold::tier(&ISSUER, &difc(), Domain::Kyc).is_err());
        assert_ok!(renew(DIFC, Tier(5), Some(NOW + 20)));
        assert!(Manifold::tier(&ISSUER, &difc(), Domain::Kyc).is_ok());
    });
}

#[test]
fn renewal_lifts_no_suspension() {
    run(|| {
        assert_ok!(Manifold::suspend_issuer(signed(DIFC), difc(), Domain::Kyc, ISSUER));
        assert_ok!(renew(DIFC, Tier(5), None));
        assert_eq!(Manifold::tier(&ISSUER, &difc(), Domain::Kyc), Err(AccreditationFault::IssuerSuspended));
    });
}

#[test]
fn renewal_is_refused_from_others_malformed_and_of_nothing() {
    run(|| {
        assert_noop!(renew(AIFC, Tier(1), None), Fault::NotAuthorized);
        assert_noop!(
            Manifold::renew_accreditation(root(), difc(), Domain::Kyc, ISSUER, Tier(1), None),
            BadOrigin
        );
        assert_noop!(
            Manifold::renew_accreditation(signed(DIFC), place("xx-none"), Domain::Kyc, ISSUER, Tier(1), None),
            Fault::JurisdictionNotFound
        );
        assert_noop!(renew(DIFC, Tier(0), None), Fault::ZeroTier);
        assert_noop!(renew(DIFC, Tier(1), Some(NOW)), Fault::ExpiryInPast);
        assert_noop!(
            Manifold::renew_accreditation(signed(DIFC), difc(), Domain::Tax, ISSUER, Tier(1), None),
            Fault::AccreditationNotFound
        );
    });
}
