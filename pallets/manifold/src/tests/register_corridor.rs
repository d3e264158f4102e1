use super::*;

/// A corridor between DIFC and MAS.
fn fresh(id: &str) -> CorridorDefinition<u64> {
    CorridorDefinition { id: id.into(), target: mas(), ..samples::corridor_difc_aifc() }
}

fn register(definition: CorridorDefinition<u64>) -> polkadot_sdk::frame_support::dispatch::DispatchResult {
    Manifold::register_corridor(root(), Box::new(definition))
}

#[test]
fn governance_registers_a_corridor_without_a_deposit() {
    run(|| {
        let definition = fresh("difc-mas");
        assert_ok!(register(definition.clone()));
        assert_eq!(
            last_event(),
            Event::CorridorRegistered {
                id: link("difc-mas"),
                source: difc(),
                target: mas(),
                terms: Box::new(definition.terms.clone()),
            }
        );
        let view = Manifold::corridor(&link("difc-mas")).unwrap();
        assert!(view.is_active);
        assert_eq!((view.source, view.target, view.terms), (difc(), mas(), definition.terms));
        assert_eq!(Corridors::<Test>::get(link("difc-mas")).unwrap().deposit, None);
        assert_eq!(EntryCounts::<Test>::get(difc()).corridors, 2);
        assert_eq!(EntryCounts::<Test>::get(mas()).corridors, 1);
    });
}

#[test]
fn only_governance_registers() {
    run(|| {
        for origin in [signed(DIFC), RuntimeOrigin::none()] {
            assert_noop!(Manifold::register_corridor(origin, Box::new(fresh("difc-mas"))), BadOrigin);
        }
    });
}

#[test]
fn every_fault_of_a_definition_has_its_error_and_changes_nothing() {
    let refused = |change: fn(&mut CorridorDefinition<u64>), fault: Fault| {
        let mut definition = fresh("difc-mas");
        change(&mut definition);
        run(|| {
            assert_noop!(register(definition), fault);
        });
    };
    refused(|c| c.id = "Difc".into(), Fault::MalformedId);
    refused(|c| c.id = "x".repeat(33), Fault::MalformedId);
    refused(|c| c.id = "corridor-difc-aifc".into(), Fault::CorridorAlreadyExists);
    refused(|c| c.target = c.source, Fault::SameEndpoints);
    refused(|c| c.source = place("xx-none"), Fault::JurisdictionNotFound);
    refused(|c| c.target = place("xx-none"), Fault::JurisdictionNotFound);
    refused(|c| c.terms.supported_asset_classes.clear(), Fault::NoClass);
    refused(
        |c| c.terms.supported_asset_classes = (0..33).map(|n| class(&format!("c{n}"))).collect(),
        Fault::TooManyClasses,
    );
    refused(|c| c.terms.supported_asset_classes = vec![class("securities"); 2], Fault::DuplicateClass);
    // DIFC admits commodities, MAS does not; neither admits art.
    refused(|c| c.terms.supported_asset_classes.push(class("commodities")), Fault::ClassNotAdmitted);
    refused(|c| c.terms.supported_asset_classes = vec![class("art")], Fault::ClassNotAdmitted);
    refused(|c| c.terms.compliance_check_interval_hours = 0, Fault::ZeroInterval);
    refused(|c| c.terms.flat_fee = Usd(u128::MAX), Fault::AmountOverflow);
    refused(
        |c| c.terms.transfer_requirements = vec![c.terms.transfer_requirements[0].clone(); 17],
        Fault::TooManyRequirements,
    );
    refused(
        |c| c.terms.transfer_requirements[0].approved_issuers = (0..9).collect(),
        Fault::TooManyApprovedIssuers,
    );
}

#[test]
fn a_retired_end_is_refused() {
    run(|| {
        assert_ok!(Manifold::retire_jurisdiction(root(), mas()));
        assert_noop!(register(fresh("difc-mas")), Fault::RetiredJurisdiction);
    });
}

#[test]
fn a_jurisdiction_has_a_bounded_number_of_corridors() {
    run(|| {
        for n in 0..3 {
            assert_ok!(register(fresh(&format!("corridor-{n}"))));
        }
        assert_noop!(register(fresh("corridor-3")), Fault::TooManyCorridors);
        assert_ok!(Manifold::close_corridor(root(), link("corridor-0")));
        assert_ok!(register(fresh("corridor-3")));
    });
}

#[test]
fn a_name_under_which_terms_are_proposed_is_taken() {
    run(|| {
        assert_ok!(Manifold::open_corridor(signed(DIFC), Box::new(fresh("difc-mas"))));
        assert_noop!(register(fresh("difc-mas")), Fault::ProposalAlreadyExists);
        assert_ok!(Manifold::withdraw_proposal(root(), link("difc-mas")));
        assert_ok!(register(fresh("difc-mas")));
    });
}
