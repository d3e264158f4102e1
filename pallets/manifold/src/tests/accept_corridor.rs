use super::*;

fn fresh() -> CorridorDefinition<u64> {
    CorridorDefinition { id: "difc-mas".into(), target: mas(), ..samples::corridor_difc_aifc() }
}

/// Proposes and tells the digest of the terms.
fn propose(who: u64, definition: CorridorDefinition<u64>) -> Digest {
    assert_ok!(Manifold::open_corridor(signed(who), Box::new(definition)));
    match last_event() {
        Event::CorridorProposed { terms_digest, .. } => terms_digest,
        other => panic!("{other:?}"),
    }
}

fn accept(who: u64, digest: Digest) -> polkadot_sdk::frame_support::dispatch::DispatchResultWithPostInfo {
    Manifold::accept_corridor(signed(who), link("difc-mas"), digest)
}

#[test]
fn the_other_side_accepts_and_the_corridor_stands() {
    for (proposer, other) in [(DIFC, MAS), (MAS, DIFC)] {
        run(|| {
            let digest = propose(proposer, fresh());
            assert_noop!(accept(proposer, digest), Fault::NotAuthorized);
            assert_ok!(accept(other, digest));
            assert_eq!(
                last_event(),
                Event::CorridorAccepted { id: link("difc-mas"), terms_digest: digest, is_amendment: false }
            );
            let view = Manifold::corridor(&link("difc-mas")).unwrap();
            assert!(view.is_active);
            assert_eq!((view.terms_digest, view.proposed_terms), (digest, None));
            assert!(held(HoldReason::Corridor, proposer) > 0);
            assert_eq!(held(HoldReason::Corridor, other), 0);
            assert_noop!(accept(other, digest), Fault::ProposalNotFound);
        });
    }
}

#[test]
fn an_account_that_speaks_for_both_sides_still_takes_two_steps() {
    run(|| {
        assert_ok!(Manifold::propose_authority(signed(MAS), mas(), Some(DIFC)));
        assert_ok!(Manifold::accept_authority(signed(DIFC), mas()));
        let digest = propose(DIFC, fresh());
        assert_ok!(accept(DIFC, digest));
    });
}

#[test]
fn terms_that_were_replaced_cannot_be_accepted() {
    run(|| {
        let seen = propose(DIFC, fresh());
        let mut dearer = fresh();
        dearer.terms.flat_fee = Usd::dollars(1_000_000);
        propose(DIFC, dearer);
        assert_noop!(accept(MAS, seen), Fault::TermsDiffer);
    });
}

#[test]
fn acceptance_is_refused_from_others_of_nothing_and_between_closed_ends() {
    run(|| {
        assert_noop!(accept(MAS, Digest::default()), Fault::ProposalNotFound);
        let digest = propose(DIFC, fresh());
        assert_noop!(accept(AIFC, digest), Fault::NotAuthorized);
        for origin in [root(), RuntimeOrigin::none()] {
            assert_noop!(Manifold::accept_corridor(origin, link("difc-mas"), digest), BadOrigin);
        }
        assert_ok!(Manifold::suspend_jurisdiction(root(), difc()));
        assert_noop!(accept(MAS, digest), Fault::SuspendedJurisdiction);
        assert_ok!(Manifold::reinstate_jurisdiction(root(), difc()));
        assert_ok!(Manifold::remove_profile(signed(MAS), mas(), class("securities")));
        assert_noop!(accept(MAS, digest), Fault::ClassNotAdmitted);
        assert_ok!(Manifold::retire_jurisdiction(root(), difc()));
        assert_noop!(accept(MAS, digest), Fault::RetiredJurisdiction);
    });
}

#[test]
fn a_full_jurisdiction_cannot_accept() {
    run(|| {
        let digest = propose(DIFC, fresh());
        for n in 0..3 {
            let definition = CorridorDefinition { id: format!("c{n}"), ..fresh() };
            assert_ok!(Manifold::register_corridor(root(), Box::new(definition)));
        }
        assert_noop!(accept(MAS, digest), Fault::TooManyCorridors);
    });
}

#[test]
fn a_standing_corridor_is_amended_by_agreement_and_stays_suspended() {
    run(|| {
        let digest = propose(DIFC, fresh());
        assert_ok!(accept(MAS, digest));
        assert_ok!(Manifold::suspend_corridor(root(), link("difc-mas")));
        let mut amended = fresh();
        amended.terms.flat_fee = Usd::dollars(7);
        let proposed = propose(MAS, amended.clone());
        let view = Manifold::corridor(&link("difc-mas")).unwrap();
        assert_eq!((view.terms_digest, view.proposed_terms), (digest, Some(proposed)));
        assert_ok!(accept(DIFC, proposed));
        assert_eq!(
            last_event(),
            Event::CorridorAccepted { id: link("difc-mas"), terms_digest: proposed, is_amendment: true }
        );
        let view = Manifold::corridor(&link("difc-mas")).unwrap();
        assert_eq!(view.terms, amended.terms);
        assert!(view.suspension.by_governance);
        // The deposit is now that of the side whose terms stand.
        assert_eq!(held(HoldReason::Corridor, DIFC), 0);
        assert!(held(HoldReason::Corridor, MAS) > 0);
        assert_eq!(EntryCounts::<Test>::get(mas()).corridors, 1);
    });
}
