//! `suspend_corridor` and `reinstate_corridor`.

use super::*;

fn corridor() -> CorridorId {
    link("corridor-difc-aifc")
}

fn is_active() -> bool {
    Manifold::corridor(&corridor()).unwrap().is_active
}

#[test]
fn either_side_and_governance_suspend_and_lift_their_own() {
    for origin in [signed(DIFC), signed(AIFC), root()] {
        run(|| {
            assert!(is_active());
            assert_ok!(Manifold::suspend_corridor(origin.clone(), corridor()));
            assert!(!is_active());
            assert_noop!(Manifold::suspend_corridor(origin.clone(), corridor()), Fault::AlreadySuspended);
            assert_ok!(Manifold::reinstate_corridor(origin.clone(), corridor()));
            assert!(is_active());
            assert_noop!(Manifold::reinstate_corridor(origin, corridor()), Fault::NotSuspended);
        });
    }
}

#[test]
fn the_corridor_opens_when_the_last_suspension_is_lifted() {
    run(|| {
        assert_ok!(Manifold::suspend_corridor(signed(DIFC), corridor()));
        assert_ok!(Manifold::suspend_corridor(signed(AIFC), corridor()));
        assert_ok!(Manifold::suspend_corridor(root(), corridor()));
        let all = CorridorSuspension { by_governance: true, by_source: true, by_target: true };
        assert_eq!(last_event(), Event::CorridorSuspended { id: corridor(), suspension: all });
        assert_ok!(Manifold::reinstate_corridor(signed(DIFC), corridor()));
        let rest = CorridorSuspension { by_source: false, ..all };
        assert_eq!(last_event(), Event::CorridorReinstated { id: corridor(), suspension: rest });
        assert_noop!(Manifold::reinstate_corridor(signed(DIFC), corridor()), Fault::NotSuspended);
        assert_ok!(Manifold::reinstate_corridor(root(), corridor()));
        assert!(!is_active());
        assert_ok!(Manifold::reinstate_corridor(signed(AIFC), corridor()));
        assert!(is_active());
    });
}

#[test]
fn a_new_authority_lifts_what_its_predecessor_imposed() {
    run(|| {
        assert_ok!(Manifold::suspend_corridor(signed(DIFC), corridor()));
        assert_ok!(Manifold::propose_authority(signed(DIFC), difc(), Some(STRANGER)));
        assert_ok!(Manifold::accept_authority(signed(STRANGER), difc()));
        assert_noop!(Manifold::reinstate_corridor(signed(DIFC), corridor()), Fault::NotAuthorized);
        assert_ok!(Manifold::reinstate_corridor(signed(STRANGER), corridor()));
    });
}

#[test]
fn others_neither_suspend_nor_reinstate() {
    run(|| {
        assert_noop!(Manifold::suspend_corridor(signed(MAS), corridor()), Fault::NotAuthorized);
        assert_noop!(Manifold::suspend_corridor(RuntimeOrigin::none(), corridor()), BadOrigin);
        assert_noop!(Manifold::suspend_corridor(signed(DIFC), link("none")), Fault::CorridorNotFound);
        assert_noop!(Manifold::reinstate_corridor(signed(MAS), corridor()), Fault::NotAuthorized);
        assert_noop!(Manifold::reinstate_corridor(RuntimeOrigin::none(), corridor()), BadOrigin);
        assert_noop!(Manifold::reinstate_corridor(signed(DIFC), link("none")), Fault::CorridorNotFound);
    });
}
