//! Planning over the registry.

use super::*;
use msez_manifold::plan::{Holdings, NoPath, PlanRequest, MAX_ALTERNATIVES};
use msez_traits::{Paths, MAX_HOPS};

fn request(dollars: u64) -> PlanRequest<JurisdictionId> {
    PlanRequest::new(difc(), aifc(), Usd::dollars(dollars))
}

/// A way round over Singapore.
fn open_detour() {
    for (id, source, target) in [("first", "uae-difc", "sg-mas"), ("second", "sg-mas", "kz-aifc")] {
        let definition = CorridorDefinition {
            id: id.into(),
            source: place(source),
            target: place(target),
            ..samples::corridor_difc_aifc()
        };
        assert_ok!(Manifold::register_corridor(root(), Box::new(definition)));
    }
}

#[test]
fn a_plan_over_the_registry_can_be_walked_at_the_cost_that_it_tells() {
    run(|| {
        open_detour();
        for excluded in [None, Some("corridor-difc-aifc")] {
            if let Some(id) = excluded {
                assert_ok!(Manifold::suspend_corridor(root(), link(id)));
            }
            let asked = PlanRequest { asset_class: Some(class("securities")), ..request(1_000_000) };
            let report = Manifold::plan(asked, &Holdings::default());
            let path = &report.paths[0];
            assert_eq!(path.hops.len(), 1 + usize::from(excluded.is_some()));
            let corridors: Vec<_> = path.hops.iter().map(|hop| hop.corridor).collect();
            let value = Usd::dollars(1_000_000);
            let hops =
                <Manifold as Paths<u64>>::walk(&difc(), &corridors, &class("securities"), value).unwrap();
            for (planned, walked) in path.hops.iter().zip(&hops) {
                assert_eq!((planned.from, planned.to), (walked.from, walked.to));
                assert_eq!(
                    (planned.transfer_fee, planned.entry_fee),
                    (walked.transfer_fee, walked.entry_fee)
                );
                assert_eq!(planned.hours, walked.hours);
            }
        }
    });
}

#[test]
fn what_the_registry_closed_is_not_planned() {
    run(|| {
        let refusal = |asked| Manifold::plan(asked, &Holdings::default()).refusal;
        assert_eq!(refusal(request(0)), None);
        let art = PlanRequest { asset_class: Some(class("art")), ..request(0) };
        assert_eq!(refusal(art), Some(NoPath::NotConnected));
        assert_ok!(Manifold::suspend_jurisdiction(root(), aifc()));
        assert_eq!(refusal(request(0)), Some(NoPath::TargetNotActive));
        let far = PlanRequest { to: place("xx-none"), ..request(0) };
        assert_eq!(refusal(far), Some(NoPath::UnknownTarget));
    });
}

#[test]
fn a_plan_has_no_more_hops_than_a_move() {
    run(|| {
        let asked = PlanRequest { max_hops: Some(MAX_HOPS + 1), ..request(0) };
        assert_eq!(
            Manifold::plan(asked, &Holdings::default()),
            Manifold::plan(request(0), &Holdings::default())
        );
    });
}

#[test]
fn alternatives_and_distance_are_told() {
    run(|| {
        open_detour();
        let report = Manifold::alternatives(request(0), &Holdings::default(), MAX_ALTERNATIVES);
        let hops: Vec<_> = report.paths.iter().map(|path| path.hops.len()).collect();
        assert_eq!(hops, [1, 2]);
        let distance = Manifold::compliance_distance(request(7)).unwrap();
        assert_eq!((distance.hop_count, distance.total_cost), (1, Usd::dollars(800)));
        assert_eq!(distance.attestation_count, 3);
    });
}

#[test]
fn what_is_taken_for_granted_counts_however_often_it_is_named() {
    run(|| {
        let funds =
            |times| Holdings { assumed: vec![AttestationType::SourceOfFunds; times], evidence: vec![] };
        let report = Manifold::plan(request(0), &funds(100_000));
        assert_eq!(report.paths[0].total_cost, Usd::dollars(600));
        assert_eq!(report, Manifold::plan(request(0), &funds(1)));
        let corridors = [link("corridor-difc-aifc")];
        let gap = Manifold::gap(&difc(), &corridors, Usd::ZERO, &funds(100_000)).unwrap();
        assert_eq!((gap.gaps.len(), gap.available_count), (2, 1));
    });
}

#[test]
fn a_gap_tells_who_is_accredited_where_the_path_leads() {
    run(|| {
        let corridors = [link("corridor-difc-aifc")];
        let report = Manifold::gap(&difc(), &corridors, Usd::ZERO, &Holdings::default()).unwrap();
        assert_eq!((report.gaps.len(), report.resolution_cost), (3, Usd::dollars(550)));
        assert_eq!(report.ready_at, NOW + 48 * HOUR);
        // The genesis accredits one issuer, for KYC in Dubai.
        let kyc = report.gaps.iter().find(|gap| gap.requirement.domain == Domain::Kyc).unwrap();
        assert_eq!(kyc.issuers[0].issuer, ISSUER);
        assert!(report.is_unobtainable);
        assert_ok!(Manifold::suspend_issuer(signed(DIFC), difc(), Domain::Kyc, ISSUER));
        let report = Manifold::gap(&difc(), &corridors, Usd::ZERO, &Holdings::default()).unwrap();
        assert!(report.gaps.iter().all(|gap| gap.issuer_count == Some(0)));
        // Who is accredited elsewhere is told only where that place is named.
        assert_ok!(Manifold::accredit_issuer(signed(MAS), mas(), Domain::Aml, ISSUER, Tier(1), None));
        assert_eq!(Manifold::gap(&difc(), &corridors, Usd::ZERO, &Holdings::default()), Some(report));
        let mut named = CorridorDefinition { id: "named".into(), ..samples::corridor_difc_aifc() };
        named.terms.transfer_requirements[0].issuer_jurisdiction = Some(mas());
        assert_ok!(Manifold::register_corridor(root(), Box::new(named)));
        let report = Manifold::gap(&difc(), &[link("named")], Usd::ZERO, &Holdings::default()).unwrap();
        let funds = report.gaps.iter().find(|gap| gap.requirement.domain == Domain::Aml).unwrap();
        assert_eq!(funds.issuers.iter().map(|option| option.issuer).collect::<Vec<_>>(), [ISSUER]);
        assert_eq!(Manifold::gap(&difc(), &[link("none")], Usd::ZERO, &Holdings::default()), None);
        assert_eq!(Manifold::gap(&mas(), &corridors, Usd::ZERO, &Holdings::default()), None);
    });
}
