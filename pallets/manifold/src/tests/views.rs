//! What runtime APIs show.

use super::*;

#[test]
fn a_jurisdiction_shows_what_it_registered() {
    run(|| {
        let view = Manifold::jurisdiction(&difc()).unwrap();
        let sample = samples::uae_difc(DIFC);
        assert_eq!((view.id, view.index, view.authority), (difc(), 1, DIFC));
        assert_eq!(
            (&view.name, &view.country, &view.framework),
            (&sample.name, &sample.country, &sample.framework)
        );
        assert_eq!(view.entry_requirements, sample.entry_requirements);
        assert_eq!(view.status, JurisdictionStatus::Active);
        assert_eq!((view.corridors, view.accreditations), (1, 1));
        assert_eq!((view.entry_cost(), view.entry_hours()), (Some(Usd::dollars(1600)), 24));
        let classes: Vec<_> = view.profiles.iter().map(|profile| profile.class.to_string()).collect();
        assert_eq!(classes, ["commodities", "digital_assets", "party", "securities"]);
        assert_eq!(Manifold::jurisdiction(&place("xx-none")), None);
    });
}

#[test]
fn jurisdictions_come_in_the_order_of_registration() {
    run(|| {
        let ids: Vec<_> = Manifold::jurisdictions().map(|view| view.id).collect();
        assert_eq!(ids, [difc(), aifc(), mas()]);
    });
}

#[test]
fn a_corridor_is_listed_at_both_ends_and_knows_its_direction() {
    run(|| {
        for id in [difc(), aifc()] {
            let ids: Vec<_> = Manifold::corridors_of(&id).map(|view| view.id).collect();
            assert_eq!(ids, [link("corridor-difc-aifc")]);
        }
        assert_eq!(Manifold::corridors_of(&mas()).count(), 0);
        let view = Manifold::corridors().next().unwrap();
        assert_eq!(view.direction_from(&difc()), Some(Direction::Forward));
        assert_eq!(view.direction_from(&aifc()), Some(Direction::Backward));
        assert_eq!(view.direction_from(&mas()), None);
    });
}

#[test]
fn accreditations_tell_whether_they_are_in_force() {
    run(|| {
        assert_ok!(Manifold::accredit_issuer(
            signed(DIFC),
            difc(),
            Domain::Aml,
            STRANGER,
            Tier(1),
            Some(NOW + 1)
        ));
        set_time(NOW + 1);
        let mut views: Vec<_> = Manifold::accreditations_of(&difc()).collect();
        views.sort_by_key(|view| view.domain);
        assert_eq!(views.len(), 2);
        assert_eq!((views[0].domain, views[0].issuer, views[0].is_in_force), (Domain::Aml, STRANGER, false));
        assert_eq!((views[1].domain, views[1].issuer, views[1].is_in_force), (Domain::Kyc, ISSUER, true));
        assert_eq!(views[0].accredited_at, NOW);
        assert_eq!(Manifold::accreditations_of(&aifc()).count(), 0);
    });
}

#[test]
fn views_are_json_in_camel_case() {
    run(|| {
        let json = serde_json::to_value(Manifold::jurisdiction(&difc()).unwrap()).unwrap();
        assert_eq!(json["id"], "uae-difc");
        assert_eq!(json["status"], "active");
        assert_eq!(json["entryRequirements"][0]["attestationType"], "kyc_verification");
        assert_eq!(json["entryRequirements"][0]["minIssuerTier"], 1);
        let json = serde_json::to_value(Manifold::corridors().next().unwrap()).unwrap();
        assert_eq!(json["isActive"], true);
        assert_eq!(json["terms"]["settlementFinalityHours"], 48);
        assert_eq!(json["proposedTerms"], serde_json::Value::Null);
    });
}
