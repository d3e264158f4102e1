use super::*;

fn proposed() {
    let definition =
        CorridorDefinition { id: "difc-mas".into(), target: mas(), ..samples::corridor_difc_aifc() };
    assert_ok!(Manifold::open_corridor(signed(DIFC), Box::new(definition)));
}

#[test]
fn either_side_and_governance_drop_proposed_terms_and_the_deposit_goes_back() {
    for origin in [signed(DIFC), signed(MAS), root()] {
        run(|| {
            proposed();
            assert_ok!(Manifold::withdraw_proposal(origin, link("difc-mas")));
            assert_eq!(last_event(), Event::ProposalWithdrawn { id: link("difc-mas") });
            assert_eq!(held(HoldReason::Corridor, DIFC), 0);
            assert_eq!(Balances::free_balance(DIFC), FUNDS);
        });
    }
}

#[test]
fn others_drop_nothing_and_nothing_is_dropped_twice() {
    run(|| {
        proposed();
        assert_noop!(Manifold::withdraw_proposal(signed(AIFC), link("difc-mas")), Fault::NotAuthorized);
        assert_noop!(Manifold::withdraw_proposal(RuntimeOrigin::none(), link("difc-mas")), BadOrigin);
        assert_ok!(Manifold::withdraw_proposal(signed(DIFC), link("difc-mas")));
        assert_noop!(Manifold::withdraw_proposal(signed(DIFC), link("difc-mas")), Fault::ProposalNotFound);
    });
}

#[test]
fn a_suspended_side_may_still_withdraw() {
    run(|| {
        proposed();
        assert_ok!(Manifold::suspend_jurisdiction(root(), difc()));
        assert_ok!(Manifold::withdraw_proposal(signed(DIFC), link("difc-mas")));
    });
}
