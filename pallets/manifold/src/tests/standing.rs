//! What the registry tells others about where a jurisdiction and an issuer stand, each state by its own name.

use super::*;

fn tier_of_issuer() -> Result<Tier, AccreditationFault> {
    Manifold::tier(&ISSUER, &difc(), Domain::Kyc)
}

#[test]
fn every_state_of_a_jurisdiction_has_its_own_name() {
    run(|| {
        assert_eq!(Manifold::fault_of(&difc()), None);
        assert_eq!(tier_of_issuer(), Ok(Tier(2)));
        assert_eq!(Manifold::fault_of(&place("xx-none")), Some(AccreditationFault::UnknownJurisdiction));

        assert_ok!(Manifold::suspend_jurisdiction(signed(DIFC), difc()));
        assert_eq!(Manifold::fault_of(&difc()), Some(AccreditationFault::JurisdictionSuspended));
        assert_eq!(tier_of_issuer(), Err(AccreditationFault::JurisdictionSuspended));

        // Retired counts, whatever else it is.
        assert_ok!(Manifold::retire_jurisdiction(root(), difc()));
        assert_eq!(Manifold::fault_of(&difc()), Some(AccreditationFault::JurisdictionRetired));
        assert_eq!(tier_of_issuer(), Err(AccreditationFault::JurisdictionRetired));
    });
}

#[test]
fn a_jurisdiction_is_not_active_yet_before_its_activation() {
    run(|| {
        let at = NOW + 1_000;
        Jurisdictions::<Test>::mutate(difc(), |record| record.as_mut().unwrap().activates_at = Some(at));
        assert!(!Manifold::is_active(&difc()));
        assert_eq!(Manifold::fault_of(&difc()), Some(AccreditationFault::JurisdictionNotYetActive));
        assert_eq!(tier_of_issuer(), Err(AccreditationFault::JurisdictionNotYetActive));
        set_time(at);
        assert_eq!(Manifold::fault_of(&difc()), None);
        assert_eq!(tier_of_issuer(), Ok(Tier(2)));
    });
}

#[test]
fn an_issuers_suspension_shows_through_everything_else() {
    run(|| {
        let is_suspended = || Manifold::is_suspended(&ISSUER, &difc(), Domain::Kyc);
        assert!(!is_suspended());
        assert!(!Manifold::is_suspended(&STRANGER, &difc(), Domain::Kyc));
        assert_ok!(Manifold::suspend_issuer(signed(DIFC), difc(), Domain::Kyc, ISSUER));
        assert!(is_suspended());
        assert!(!Manifold::is_suspended(&ISSUER, &difc(), Domain::Aml));
        assert_ok!(Manifold::suspend_jurisdiction(signed(DIFC), difc()));
        assert_eq!(tier_of_issuer(), Err(AccreditationFault::JurisdictionSuspended));
        assert!(is_suspended());
    });
}
