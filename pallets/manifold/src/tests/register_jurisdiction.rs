use super::*;

fn register(
    definition: JurisdictionDefinition<u64>,
) -> polkadot_sdk::frame_support::dispatch::DispatchResult {
    Manifold::register_jurisdiction(root(), Box::new(definition))
}

#[test]
fn governance_admits_a_jurisdiction_under_the_next_index() {
    run(|| {
        let definition = newcomer("hk-sfc");
        assert_ok!(register(definition.clone()));
        assert_eq!(Manifold::index_of(&place("hk-sfc")), Some(4));
        assert_eq!(Manifold::id_of(4), Some(place("hk-sfc")));
        assert!(Manifold::is_active(&place("hk-sfc")));
        assert!(Manifold::is_authority(&place("hk-sfc"), &STRANGER));
        assert_eq!(
            last_event(),
            Event::JurisdictionRegistered { id: place("hk-sfc"), index: 4, definition: Box::new(definition) }
        );
    });
}

#[test]
fn only_governance_admits() {
    run(|| {
        for origin in [signed(DIFC), RuntimeOrigin::none()] {
            assert_noop!(Manifold::register_jurisdiction(origin, Box::new(newcomer("hk-sfc"))), BadOrigin);
        }
    });
}

#[test]
fn a_jurisdiction_is_registered_once_even_after_it_was_retired() {
    run(|| {
        assert_ok!(register(newcomer("hk-sfc")));
        assert_noop!(register(newcomer("hk-sfc")), Fault::JurisdictionAlreadyExists);
        assert_ok!(Manifold::retire_jurisdiction(root(), place("hk-sfc")));
        assert_noop!(register(newcomer("hk-sfc")), Fault::JurisdictionAlreadyExists);
    });
}

#[test]
fn every_fault_of_a_definition_has_its_error_and_changes_nothing() {
    let refused = |change: fn(&mut JurisdictionDefinition<u64>), fault: Fault| {
        let mut definition = newcomer("hk-sfc");
        change(&mut definition);
        run(|| {
            assert_noop!(register(definition), fault);
        });
    };
    refused(|d| d.id = "HK-sfc".into(), Fault::MalformedId);
    refused(|d| d.id = "hk".into(), Fault::MalformedId);
    refused(|d| d.id = format!("hk-{}", "x".repeat(30)), Fault::MalformedId);
    refused(|d| d.id = String::new(), Fault::MalformedId);
    refused(|d| d.name = String::new(), Fault::MalformedName);
    refused(|d| d.name = "x".repeat(65), Fault::NameTooLong);
    refused(|d| d.framework = "a\u{7}b".into(), Fault::MalformedFramework);
    refused(|d| d.framework = "x".repeat(129), Fault::FrameworkTooLong);
    refused(|d| d.country = "hk".into(), Fault::MalformedCountry);
    refused(
        |d| {
            d.profiles =
                (0..33).map(|n| Profile { class: class(&format!("c{n}")), ..d.profiles[0] }).collect()
        },
        Fault::TooManyClasses,
    );
    refused(|d| d.profiles.push(d.profiles[0]), Fault::DuplicateClass);
    refused(|d| d.profiles[0].min_issuer_tier = Some(Tier(0)), Fault::ZeroTier);
    refused(|d| d.entry_requirements = vec![d.entry_requirements[0].clone(); 17], Fault::TooManyRequirements);
    refused(
        |d| d.ongoing_requirements = vec![d.entry_requirements[0].clone(); 17],
        Fault::TooManyRequirements,
    );
    refused(|d| d.entry_requirements[0].approved_issuers = (0..9).collect(), Fault::TooManyApprovedIssuers);
    refused(|d| d.entry_requirements[0].approved_issuers = vec![5, 5], Fault::DuplicateIssuer);
    refused(|d| d.entry_requirements[0].min_issuer_tier = Tier(0), Fault::ZeroTier);
    refused(|d| d.entry_fee = Usd(u128::MAX), Fault::AmountOverflow);
    refused(|d| d.activates_at = Some(NOW), Fault::ActivationInPast);
}

#[test]
fn the_fullest_definition_fits() {
    run(|| {
        let mut definition = newcomer("hk-sfc");
        definition.name = "x".repeat(64);
        definition.framework = "x".repeat(128);
        definition.profiles =
            (0..32).map(|n| Profile { class: class(&format!("c{n}")), ..definition.profiles[0] }).collect();
        definition.entry_requirements[0].approved_issuers = (0..8).collect();
        definition.entry_requirements = vec![definition.entry_requirements[0].clone(); 16];
        definition.ongoing_requirements = definition.entry_requirements.clone();
        assert_ok!(register(definition));
        assert_eq!(EntryCounts::<Test>::get(place("hk-sfc")).profiles, 32);
    });
}

#[test]
fn it_is_not_active_before_its_activation() {
    run(|| {
        let at = NOW + 1_000;
        assert_ok!(register(JurisdictionDefinition { activates_at: Some(at), ..newcomer("hk-sfc") }));
        assert!(!Manifold::is_active(&place("hk-sfc")));
        set_time(at - 1);
        assert_eq!(Manifold::jurisdiction(&place("hk-sfc")).unwrap().status, JurisdictionStatus::Pending);
        set_time(at);
        assert!(Manifold::is_active(&place("hk-sfc")));
    });
}

#[test]
fn indices_end_at_2047() {
    ext_with(genesis()).execute_with(|| {
        LastIndex::<Test>::put(2046);
        assert_ok!(register(newcomer("hk-sfc")));
        assert_eq!(Manifold::index_of(&place("hk-sfc")), Some(2047));
        assert_noop!(register(newcomer("gb-fca")), Fault::TooManyJurisdictions);
    });
}
