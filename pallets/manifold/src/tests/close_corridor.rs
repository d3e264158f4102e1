use super::*;

fn agreed() -> CorridorId {
    let definition =
        CorridorDefinition { id: "difc-mas".into(), target: mas(), ..samples::corridor_difc_aifc() };
    assert_ok!(Manifold::open_corridor(signed(DIFC), Box::new(definition.clone())));
    let terms = TermsRecord::try_from(definition.terms.clone()).unwrap();
    let digest = Manifold::terms_digest(&difc(), &mas(), &terms);
    assert_ok!(Manifold::accept_corridor(signed(MAS), link("difc-mas"), digest));
    // And an amendment under way.
    assert_ok!(Manifold::open_corridor(signed(MAS), Box::new(definition)));
    link("difc-mas")
}

#[test]
fn either_side_and_governance_close_a_corridor_and_all_deposits_go_back() {
    for origin in [signed(DIFC), signed(MAS), root()] {
        run(|| {
            let id = agreed();
            assert_ok!(Manifold::close_corridor(origin, id));
            assert_eq!(last_event(), Event::CorridorClosed { id });
            assert_eq!(Manifold::corridor(&id), None);
            assert_eq!(Proposals::<Test>::get(id), None);
            for who in [DIFC, MAS] {
                assert_eq!((held(HoldReason::Corridor, who), Balances::free_balance(who)), (0, FUNDS));
            }
            assert_eq!(EntryCounts::<Test>::get(mas()).corridors, 0);
            assert_eq!(Manifold::corridors_of(&mas()).count(), 0);
        });
    }
}

#[test]
fn the_deposit_goes_back_to_who_paid_it_whoever_speaks_for_the_side_now() {
    run(|| {
        let id = agreed();
        assert_ok!(Manifold::propose_authority(signed(DIFC), difc(), Some(STRANGER)));
        assert_ok!(Manifold::accept_authority(signed(STRANGER), difc()));
        assert_ok!(Manifold::close_corridor(signed(STRANGER), id));
        assert_eq!(Balances::free_balance(DIFC), FUNDS);
    });
}

#[test]
fn others_close_nothing_and_nothing_is_closed_twice() {
    run(|| {
        let id = link("corridor-difc-aifc");
        assert_noop!(Manifold::close_corridor(signed(MAS), id), Fault::NotAuthorized);
        assert_noop!(Manifold::close_corridor(RuntimeOrigin::none(), id), BadOrigin);
        assert_ok!(Manifold::close_corridor(signed(AIFC), id));
        assert_noop!(Manifold::close_corridor(signed(AIFC), id), Fault::CorridorNotFound);
    });
}
