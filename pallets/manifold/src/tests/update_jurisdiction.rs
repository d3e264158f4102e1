use super::*;

fn update(
    origin: RuntimeOrigin,
    change: JurisdictionChange<u64>,
) -> polkadot_sdk::frame_support::dispatch::DispatchResult {
    Manifold::update_jurisdiction(origin, difc(), Box::new(change))
}

fn name(text: &str) -> JurisdictionChange<u64> {
    JurisdictionChange { name: Some(text.into()), ..Default::default() }
}

#[test]
fn the_authority_changes_every_field_it_names_and_no_other() {
    run(|| {
        let before = Manifold::jurisdiction(&difc()).unwrap();
        let requirement = before.entry_requirements[0].clone();
        let capabilities = Capabilities { trading: false, ..Default::default() };
        assert_ok!(update(
            signed(DIFC),
            JurisdictionChange {
                name: Some("Dubaï".into()),
                framework: Some("DFSA 2".into()),
                entry_fee: Some(Usd::dollars(7)),
                annual_fee: Some(Usd::dollars(8)),
                capabilities: Some(capabilities),
                entry_requirements: Some(vec![]),
                ongoing_requirements: Some(vec![requirement.clone()]),
            }
        ));
        let mut expected = before;
        expected.name = "Dubaï".into();
        expected.framework = "DFSA 2".into();
        (expected.entry_fee, expected.annual_fee) = (Usd::dollars(7), Usd::dollars(8));
        expected.capabilities = capabilities;
        expected.entry_requirements = vec![];
        expected.ongoing_requirements = vec![requirement];
        assert_eq!(Manifold::jurisdiction(&difc()).unwrap(), expected);

        assert_ok!(update(signed(DIFC), name("DIFC")));
        expected.name = "DIFC".into();
        assert_eq!(Manifold::jurisdiction(&difc()).unwrap(), expected);
        assert_eq!(last_event(), Event::JurisdictionUpdated { id: difc(), change: Box::new(name("DIFC")) });
    });
}

#[test]
fn governance_may_change_it_even_while_it_is_suspended() {
    run(|| {
        assert_ok!(Manifold::suspend_jurisdiction(root(), difc()));
        assert_ok!(update(root(), name("DIFC")));
        assert_noop!(update(signed(DIFC), name("mine")), Fault::SuspendedJurisdiction);
    });
}

#[test]
fn others_may_not_change_it() {
    run(|| {
        assert_noop!(update(signed(AIFC), name("mine")), Fault::NotAuthorized);
        assert_noop!(update(RuntimeOrigin::none(), name("mine")), BadOrigin);
        let change = Box::new(name("mine"));
        assert_noop!(
            Manifold::update_jurisdiction(signed(DIFC), place("xx-none"), change),
            Fault::JurisdictionNotFound
        );
        assert_ok!(Manifold::retire_jurisdiction(root(), difc()));
        assert_noop!(update(signed(DIFC), name("mine")), Fault::RetiredJurisdiction);
        assert_noop!(update(root(), name("mine")), Fault::RetiredJurisdiction);
    });
}

#[test]
fn a_malformed_change_changes_nothing() {
    run(|| {
        assert_noop!(update(signed(DIFC), name("")), Fault::MalformedName);
        assert_noop!(update(signed(DIFC), name(&"x".repeat(65))), Fault::NameTooLong);
        let framework = JurisdictionChange { framework: Some("x".repeat(129)), ..Default::default() };
        assert_noop!(update(signed(DIFC), framework), Fault::FrameworkTooLong);
        let requirement = samples::uae_difc(0u64).entry_requirements[0].clone();
        for change in [
            JurisdictionChange {
                entry_requirements: Some(vec![requirement.clone(); 17]),
                ..Default::default()
            },
            JurisdictionChange {
                ongoing_requirements: Some(vec![requirement.clone(); 17]),
                ..Default::default()
            },
        ] {
            assert_noop!(update(signed(DIFC), change), Fault::TooManyRequirements);
        }
    });
}

#[test]
fn a_fee_is_checked_together_with_the_requirements_that_stay() {
    run(|| {
        let fee = JurisdictionChange { entry_fee: Some(Usd(u128::MAX)), ..Default::default() };
        assert_noop!(update(signed(DIFC), fee), Fault::AmountOverflow);
        // DIFC has no ongoing requirements yet, so any annual fee fits until one is added.
        let fee = JurisdictionChange { annual_fee: Some(Usd(u128::MAX)), ..Default::default() };
        assert_ok!(update(signed(DIFC), fee));
        let list = samples::uae_difc(0u64).entry_requirements;
        let change = JurisdictionChange { ongoing_requirements: Some(list), ..Default::default() };
        assert_noop!(update(signed(DIFC), change), Fault::AmountOverflow);
    });
}

#[test]
fn a_fee_alone_weighs_as_much_as_the_requirements_that_it_is_checked_with() {
    use polkadot_sdk::frame_support::dispatch::GetDispatchInfo;
    let weight = |change: JurisdictionChange<u64>| {
        let change = Box::new(change);
        crate::Call::<Test>::update_jurisdiction { id: difc(), change }.get_dispatch_info().call_weight
    };
    let fee = Some(Usd(1));
    let updated = <() as WeightInfo>::update_jurisdiction;
    assert_eq!(weight(JurisdictionChange { name: Some("x".into()), ..Default::default() }), updated(0));
    assert_eq!(
        weight(JurisdictionChange { entry_fee: fee, ..Default::default() }),
        updated(MAX_REQUIREMENTS)
    );
    let both = JurisdictionChange { entry_fee: fee, annual_fee: fee, ..Default::default() };
    assert_eq!(weight(both), updated(2 * MAX_REQUIREMENTS));
    let listed =
        JurisdictionChange { entry_fee: fee, entry_requirements: Some(vec![]), ..Default::default() };
    assert_eq!(weight(listed), updated(0));
}
