use super::*;
use codec::Encode;

/// A corridor between DIFC and MAS.
fn fresh() -> CorridorDefinition<u64> {
    CorridorDefinition { id: "difc-mas".into(), target: mas(), ..samples::corridor_difc_aifc() }
}

fn open(
    who: u64,
    definition: CorridorDefinition<u64>,
) -> polkadot_sdk::frame_support::dispatch::DispatchResult {
    Manifold::open_corridor(signed(who), Box::new(definition))
}

#[test]
fn either_side_proposes_and_pays_a_deposit_by_size() {
    for (who, side) in [(DIFC, Side::Source), (MAS, Side::Target)] {
        run(|| {
            assert_ok!(open(who, fresh()));
            let proposal = Proposals::<Test>::get(link("difc-mas")).unwrap();
            assert_eq!(proposal.proposer, side);
            assert!(Manifold::corridor(&link("difc-mas")).is_none());
            assert_eq!(EntryCounts::<Test>::get(mas()).corridors, 0);
            assert_eq!(
                last_event(),
                Event::CorridorProposed {
                    id: link("difc-mas"),
                    source: difc(),
                    target: mas(),
                    proposer: side,
                    terms: Box::new(fresh().terms),
                    terms_digest: Manifold::terms_digest(&difc(), &mas(), &proposal.terms),
                }
            );
        });
    }
}

#[test]
fn the_deposit_pays_for_the_entries_of_the_corridor_once_it_stands() {
    run(|| {
        let maps = ["Corridors", "CorridorEnds"];
        let before = stored(&maps);
        assert_ok!(open(DIFC, fresh()));
        let deposit = held(HoldReason::Corridor, DIFC);
        assert!(deposit >= price_since((0, 0), &["Proposals"]));
        let digest = match last_event() {
            Event::CorridorProposed { terms_digest, .. } => terms_digest,
            other => panic!("{other:?}"),
        };
        assert_ok!(Manifold::accept_corridor(signed(MAS), link("difc-mas"), digest));
        assert_eq!(stored(&maps).0 - before.0, 3);
        assert_eq!((held(HoldReason::Corridor, DIFC), deposit), (deposit, price_since(before, &maps)));
    });
}

#[test]
fn the_digest_can_be_computed_from_the_definition_alone() {
    run(|| {
        let terms = fresh().terms;
        let stored = TermsRecord::try_from(terms.clone()).unwrap();
        let plain = polkadot_sdk::sp_io::hashing::blake2_256(&(difc(), mas(), terms).encode());
        assert_eq!(Manifold::terms_digest(&difc(), &mas(), &stored), Digest(plain));
    });
}

#[test]
fn others_propose_nothing() {
    run(|| {
        assert_noop!(open(AIFC, fresh()), Fault::NotAuthorized);
        for origin in [root(), RuntimeOrigin::none()] {
            assert_noop!(Manifold::open_corridor(origin, Box::new(fresh())), BadOrigin);
        }
    });
}

#[test]
fn malformed_terms_and_closed_ends_are_refused() {
    run(|| {
        let refused = |change: fn(&mut CorridorDefinition<u64>), fault: Fault| {
            let mut definition = fresh();
            change(&mut definition);
            assert_noop!(open(DIFC, definition), fault);
        };
        refused(|c| c.id = "no spaces".into(), Fault::MalformedId);
        refused(|c| c.target = c.source, Fault::SameEndpoints);
        refused(|c| c.target = place("xx-none"), Fault::JurisdictionNotFound);
        refused(|c| c.terms.supported_asset_classes = vec![class("art")], Fault::ClassNotAdmitted);
        refused(|c| c.terms.supported_asset_classes.clear(), Fault::NoClass);
        // The identifier of a corridor between others.
        refused(|c| c.id = "corridor-difc-aifc".into(), Fault::EndpointsDiffer);
        assert_ok!(Manifold::suspend_jurisdiction(signed(MAS), mas()));
        refused(|_| (), Fault::SuspendedJurisdiction);
        assert_ok!(Manifold::retire_jurisdiction(root(), mas()));
        refused(|_| (), Fault::RetiredJurisdiction);
    });
}

#[test]
fn a_proposal_needs_money_for_its_deposit() {
    run(|| {
        assert_ok!(Balances::force_set_balance(root(), DIFC, 100));
        assert!(open(DIFC, fresh()).is_err());
        assert_eq!(Proposals::<Test>::get(link("difc-mas")), None);
        // The test checks that the issuance is what it was.
        assert_ok!(Balances::force_set_balance(root(), DIFC, FUNDS));
    });
}

#[test]
fn a_later_proposal_replaces_an_earlier_one_and_gives_its_deposit_back() {
    run(|| {
        assert_ok!(open(DIFC, fresh()));
        let first = held(HoldReason::Corridor, DIFC);
        let mut short = fresh();
        short.terms.transfer_requirements.clear();
        assert_ok!(open(DIFC, short));
        assert!(held(HoldReason::Corridor, DIFC) < first);
        // A counter-proposal of the other side does so, too.
        assert_ok!(open(MAS, fresh()));
        assert_eq!(held(HoldReason::Corridor, DIFC), 0);
        assert_eq!(held(HoldReason::Corridor, MAS), first);
        // But nobody takes the name for another pair.
        let other = CorridorDefinition { id: "difc-mas".into(), ..samples::corridor_difc_aifc() };
        assert_noop!(open(AIFC, other), Fault::EndpointsDiffer);
    });
}
