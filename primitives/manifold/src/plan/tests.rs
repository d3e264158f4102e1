//! The vectors of the reference, every constraint alone, and all of them together against trying every path.

use msez_core::{
    AssetClass, BasisPoints, ComplianceState, CorridorId, Domain, DomainSet, JurisdictionId, Moment, Tier,
    Usd,
};
use proptest::prelude::*;

use super::{gap::merge, *};
use crate::{
    samples, AccreditationView, AttestationType, CorridorTerms, Evidence, Profile, Requirement, Unmet, DAY,
    HOUR,
};

const NOW: Moment = 1_800_000_000_000;

type Net = Network<JurisdictionId, CorridorId, u8>;
type Request = PlanRequest<JurisdictionId>;

fn place(id: &str) -> JurisdictionId {
    id.parse().unwrap()
}

fn class(name: &str) -> AssetClass {
    name.parse().unwrap()
}

fn network() -> Net {
    let places = samples::jurisdictions(|_| 0u8).into_iter().map(|definition| Place {
        id: place(&definition.id),
        is_active: true,
        profiles: Some(definition.profiles),
        entry_fee: definition.entry_fee,
        entry_requirements: definition.entry_requirements,
    });
    let links = samples::corridors().into_iter().map(|definition| Link {
        id: definition.id.parse().unwrap(),
        source: definition.source,
        target: definition.target,
        is_active: true,
        terms: definition.terms,
    });
    Network::new(places.collect(), links.collect()).unwrap()
}

/// The two jurisdictions and the corridor that the reference ships.
fn standard() -> Net {
    let all = network();
    let places = ["uae-difc", "kz-aifc"].map(|id| all.place(&place(id)).unwrap().clone());
    let link = all.link(&"corridor-difc-aifc".parse().unwrap()).unwrap().clone();
    Network::new(places.to_vec(), vec![link]).unwrap()
}

fn request(from: &str, to: &str, dollars: u64) -> Request {
    PlanRequest::new(place(from), place(to), Usd::dollars(dollars))
}

fn onward(dollars: u64) -> Request {
    request("uae-difc", "kz-aifc", dollars)
}

fn source_of_funds() -> Evidence<u8> {
    Evidence {
        attestation_type: AttestationType::SourceOfFunds,
        domain: Domain::Aml,
        state: ComplianceState::Compliant,
        issuer: 7,
        issuer_jurisdiction: place("uae-difc"),
        issuer_tier: Tier(1),
        issued_at: NOW - DAY,
        expires_at: None,
    }
}

fn holding(evidence: Evidence<u8>) -> Holdings<u8> {
    Holdings { evidence: vec![evidence], assumed: vec![] }
}

/// The corridors, cost in dollars and hours of the best path; or why there is none.
fn answer(net: &Net, request: &Request, held: &Holdings<u8>) -> Result<(Vec<String>, u128, u64), NoPath> {
    let report = net.plan(request, held, NOW);
    match report.paths.first() {
        Some(path) => Ok((
            path.hops.iter().map(|hop| hop.corridor.to_string()).collect(),
            path.total_cost.0 / Usd::UNIT,
            path.total_hours,
        )),
        None => Err(report.refusal.unwrap()),
    }
}

fn plan(request: &Request) -> Result<(Vec<String>, u128, u64), NoPath> {
    answer(&network(), request, &Holdings::default())
}

#[test]
fn paths_are_named_as_in_the_reference() {
    let short =
        |from: &str, to: &str, corridors: &[&str]| short_path_id(&path_digest(&from, &to, corridors.iter()));
    assert_eq!(short("uae-difc", "kz-aifc", &["corridor-difc-aifc"]), "b20b4e9307e80989");
    assert_eq!(short("kz-aifc", "uae-difc", &["corridor-difc-aifc"]), "8b23cb79c5359fdb");
    assert_eq!(short("uae-difc", "uae-difc", &[]), "e183b9af1b3adb6a");
    let report = standard().plan(&onward(0), &Holdings::default(), NOW);
    assert_eq!(report.paths[0].path_id, "b20b4e9307e80989");
}

#[test]
fn the_cost_table_of_the_reference_with_one_cost_for_search_and_report() {
    let net = standard();
    for dollars in [0, 100_000, 500_000, 1_000_000] {
        let there = answer(&net, &onward(dollars), &Holdings::default()).unwrap();
        assert_eq!((there.1, there.2), (800 + u128::from(dollars) / 1_000, 72));
        // The reference searches with 800 + V/1000 and reports 1300 + V/1000.
        let back = answer(&net, &request("kz-aifc", "uae-difc", dollars), &Holdings::default()).unwrap();
        assert_eq!((back.1, back.2), (1_300 + u128::from(dollars) / 1_000, 72));
        // The reference searches with 600 + V/1000 and reports 800 + V/1000.
        let held = answer(&net, &onward(dollars), &holding(source_of_funds())).unwrap();
        assert_eq!(held.1, 600 + u128::from(dollars) / 1_000);
    }
    // The reference checks the limit against the lower one, and offers a path above it.
    let mut limited = request("kz-aifc", "uae-difc", 0);
    limited.max_cost = Some(Usd::dollars(1_000));
    assert_eq!(answer(&net, &limited, &Holdings::default()), Err(NoPath::LimitsTooTight));
    limited.max_cost = Some(Usd::dollars(1_300));
    assert!(answer(&net, &limited, &Holdings::default()).is_ok());
}

#[test]
fn the_tests_of_the_reference_hold() {
    let mut tight = onward(0);
    tight.max_cost = Some(Usd::dollars(1));
    assert_eq!(answer(&standard(), &tight, &Holdings::default()), Err(NoPath::LimitsTooTight));
    tight.max_cost = Some(Usd::dollars(100_000));
    assert_eq!(answer(&standard(), &tight, &Holdings::default()).unwrap().0, ["corridor-difc-aifc"]);
    let unknown = request("uae-difc", "xx-nowhere", 0);
    assert_eq!(answer(&standard(), &unknown, &Holdings::default()), Err(NoPath::UnknownTarget));
    let mut excluded = onward(0);
    excluded.excluded = vec![place("kz-aifc")];
    assert_eq!(answer(&standard(), &excluded, &Holdings::default()), Err(NoPath::EndExcluded));
    // A zero limit is a limit, and a path to where one is already is none.
    let mut free = onward(0);
    free.max_cost = Some(Usd::ZERO);
    assert_eq!(answer(&standard(), &free, &Holdings::default()), Err(NoPath::LimitsTooTight));
    free = onward(0);
    free.max_hops = Some(0);
    assert_eq!(answer(&standard(), &free, &Holdings::default()), Err(NoPath::LimitsTooTight));
    assert_eq!(plan(&request("uae-difc", "uae-difc", 0)), Err(NoPath::SamePlace));
}

#[test]
fn the_gaps_of_the_reference() {
    let net = standard();
    let gap = |request: &Request, held: &Holdings<u8>| {
        let report = net.plan(request, held, NOW);
        net.gap(&report.paths[0], held, None, NOW)
    };
    let there = gap(&onward(100_000), &Holdings::default());
    assert_eq!((there.gaps.len(), there.resolution_cost, there.resolution_hours), (3, Usd::dollars(550), 48));
    assert!(there.gaps.iter().all(|gap| gap.status == GapStatus::Missing) && !there.is_satisfied);
    assert_eq!(there.ready_at, NOW + 48 * HOUR);
    assert_eq!(there.earliest_completion, NOW + (48 + 72) * HOUR);
    let back = gap(&request("kz-aifc", "uae-difc", 0), &Holdings::default());
    assert_eq!((back.gaps.len(), back.resolution_cost, back.resolution_hours), (3, Usd::dollars(800), 24));

    // Half for what has expired.
    let expired = Evidence { expires_at: Some(NOW - 1), ..source_of_funds() };
    let renewal = gap(&onward(0), &holding(expired.clone()));
    assert_eq!((renewal.gaps[0].status, renewal.gaps[0].cost), (GapStatus::Expired, Usd::dollars(100)));
    assert_eq!((renewal.gaps[0].hours, renewal.resolution_cost), (12, Usd::dollars(450)));
    // Full for what is too old, and for what would not do anyway: there the reference takes half.
    let old = Evidence { issued_at: NOW - 91 * DAY, ..source_of_funds() };
    assert_eq!(gap(&onward(0), &holding(old)).gaps[0].status, GapStatus::TooOld);
    let failed = Evidence { state: ComplianceState::NonCompliant, ..expired };
    let unfit = gap(&onward(0), &holding(failed));
    assert_eq!((unfit.gaps[0].status, unfit.gaps[0].cost), (GapStatus::Unfit, Usd::dollars(200)));
    assert_eq!(unfit.gaps[0].unmet, [Unmet::NotPassing, Unmet::Expired]);
    assert_eq!(unfit.gaps[0].nearest, Some(0));
    // Everything at hand.
    let all =
        [AttestationType::SourceOfFunds, AttestationType::KycVerification, AttestationType::SanctionsCheck];
    let held = Holdings { evidence: vec![], assumed: all.to_vec() };
    let done = gap(&onward(0), &held);
    assert!(done.is_satisfied && done.gaps.is_empty());
    assert_eq!((done.required_count, done.earliest_completion), (3, NOW + 72 * HOUR));
}

#[test]
fn what_is_missing_is_had_from_who_is_accredited_then() {
    let net = standard();
    let path = net.plan(&onward(0), &Holdings::default(), NOW).paths.remove(0);
    let view = |issuer, tier, expires_at, jurisdiction| AccreditationView {
        jurisdiction: place(jurisdiction),
        domain: Domain::Kyc,
        issuer,
        tier: Tier(tier),
        accredited_at: 0,
        expires_at,
        is_suspended: false,
        is_in_force: true,
    };
    let mut suspended = view(9, 9, None, "kz-aifc");
    suspended.is_in_force = false;
    let known = [
        view(1, 1, None, "kz-aifc"),
        view(2, 3, None, "uae-difc"),
        // Runs out while the statement is being made.
        view(3, 5, Some(NOW + 48 * HOUR), "kz-aifc"),
        suspended,
    ];
    let report = net.gap(&path, &Holdings::default(), Some(&known), NOW);
    let kyc = report.gaps.iter().find(|gap| gap.requirement.domain == Domain::Kyc).unwrap();
    assert_eq!(kyc.issuers.iter().map(|option| option.issuer).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(kyc.issuer_count, Some(2));
    // Nobody for the other two.
    assert!(report.is_unobtainable);
}

#[test]
fn requirements_join_to_the_strictest_where_one_piece_of_evidence_can_meet_both() {
    let merge = |list: [&Requirement<u8>; 2]| merge(list.into_iter(), |_| true);
    let base = samples::corridor_difc_aifc::<u8>().terms.transfer_requirements[0].clone();
    let strict = Requirement {
        max_age_days: 7,
        min_issuer_tier: Tier(3),
        approved_issuers: vec![4, 5],
        estimated_cost: Usd::dollars(150),
        estimated_hours: 48,
        must_be_current: false,
        ..base.clone()
    };
    let joined = merge([&base, &strict]);
    assert_eq!(joined.len(), 1);
    assert_eq!((joined[0].max_age_days, joined[0].min_issuer_tier), (7, Tier(3)));
    assert_eq!((joined[0].estimated_cost, joined[0].estimated_hours), (Usd::dollars(200), 48));
    assert!(joined[0].must_be_current && joined[0].approved_issuers == [4, 5]);
    // The reference keeps the first and drops the other one.
    let other = Requirement { approved_issuers: vec![6], ..base.clone() };
    assert_eq!(merge([&strict, &other]).len(), 2);
    let overlapping = Requirement { approved_issuers: vec![5, 6], ..base.clone() };
    assert_eq!(merge([&strict, &overlapping])[0].approved_issuers, [5]);
    let elsewhere = |at: &str| Requirement { issuer_jurisdiction: Some(place(at)), ..base.clone() };
    assert_eq!(merge([&elsewhere("uae-difc"), &elsewhere("kz-aifc")]).len(), 2);
    let advice = Requirement { is_mandatory: false, ..base.clone() };
    assert_eq!(merge([&base, &advice]).len(), 2);
}

#[test]
fn requirements_that_nobody_can_meet_together_stay_apart() {
    let mut net = standard();
    let mut link = net.links()[0].clone();
    let asked = link.terms.transfer_requirements[0].clone();
    // One in Dubai, and number 4, who is accredited in Astana.
    let here = Requirement { issuer_jurisdiction: Some(place("uae-difc")), ..asked.clone() };
    link.terms.transfer_requirements = vec![here, Requirement { approved_issuers: vec![4], ..asked }];
    net = Network::new(net.places().to_vec(), vec![link]).unwrap();
    let path = net.plan(&onward(0), &Holdings::default(), NOW).paths.remove(0);
    let accredited = |issuer, jurisdiction| AccreditationView {
        jurisdiction: place(jurisdiction),
        domain: Domain::Aml,
        issuer,
        tier: Tier(1),
        accredited_at: 0,
        expires_at: None,
        is_suspended: false,
        is_in_force: true,
    };
    let funds = |known: &[AccreditationView<u8>]| -> Vec<u32> {
        let report = net.gap(&path, &Holdings::default(), Some(known), NOW);
        let gaps = report.gaps.iter().filter(|gap| gap.requirement.domain == Domain::Aml);
        gaps.map(|gap| gap.issuer_count.unwrap()).collect()
    };
    assert_eq!(funds(&[accredited(3, "uae-difc"), accredited(4, "kz-aifc")]), [1, 1]);
    // He is in Dubai too: one statement of his will do.
    assert_eq!(funds(&[accredited(3, "uae-difc"), accredited(4, "uae-difc")]), [1]);
}

#[test]
fn the_distance_of_the_reference() {
    let distance = standard().compliance_distance(&onward(0), NOW).unwrap();
    assert_eq!((distance.hop_count, distance.total_cost, distance.total_hours), (1, Usd::dollars(800), 72));
    assert_eq!((distance.attestation_count, &distance.path_id[..]), (3, "b20b4e9307e80989"));
    assert_eq!(
        standard().compliance_distance(&request("uae-difc", "xx-nowhere", 0), NOW),
        Err(NoPath::UnknownTarget)
    );
    // The value asked for does not count, and what is not proven is not told.
    assert_eq!(standard().compliance_distance(&onward(1_000_000), NOW), Ok(distance));
    let mut picky = onward(0);
    picky.preferred = vec![place("kz-aifc")];
    assert!(standard().compliance_distance(&picky, NOW).is_ok());
    assert_eq!(standard().with_max_labels(0).compliance_distance(&picky, NOW), Err(NoPath::Truncated));
}

#[test]
fn every_constraint_has_an_effect() {
    let direct = Ok((vec!["corridor-difc-aifc".into()], 900, 72));
    let through_adgm = vec!["corridor-difc-adgm".to_owned(), "corridor-adgm-aifc".to_owned()];
    assert_eq!(plan(&onward(100_000)), direct);
    let with = |change: fn(&mut Request)| {
        let mut request = onward(100_000);
        change(&mut request);
        plan(&request)
    };
    // 1,080 dollars, 48 hours.
    let fast = Ok((through_adgm, 1_080, 48));
    assert_eq!(with(|r| r.max_hours = Some(71)), fast);
    assert_eq!(with(|r| r.max_hours = Some(72)), direct);
    assert_eq!(with(|r| r.max_hours = Some(47)), Err(NoPath::LimitsTooTight));
    assert_eq!(with(|r| r.max_hop_hours = Some(71)), fast);
    assert_eq!(with(|r| r.max_hop_cost = Some(Usd::dollars(899))), fast);
    assert_eq!(with(|r| r.required = vec![place("ae-abudhabi-adgm")]), fast);
    assert_eq!(with(|r| r.max_cost = Some(Usd::dollars(899))), Err(NoPath::LimitsTooTight));
    // 48 hours for the evidence in Astana, and 72 or 48 under way.
    assert_eq!(with(|r| r.deadline = Some(NOW + 120 * HOUR)), direct);
    assert_eq!(with(|r| r.deadline = Some(NOW + 120 * HOUR - 1)), fast);
    assert_eq!(with(|r| r.deadline = Some(NOW + 95 * HOUR)), Err(NoPath::LimitsTooTight));
    assert_eq!(with(|r| r.deadline = Some(NOW - 1)), Err(NoPath::LimitsTooTight));
    assert_eq!(with(|r| r.required = vec![place("sg-mas"), place("hk-sfc")]).unwrap().0.len(), 3);
    assert_eq!(
        with(|r| {
            r.required = vec![place("sg-mas"), place("hk-sfc")];
            r.max_hops = Some(2);
        }),
        Err(NoPath::LimitsTooTight)
    );
    assert_eq!(
        with(|r| {
            r.max_hop_hours = Some(71);
            r.excluded = vec![place("ae-abudhabi-adgm")];
        })
        .unwrap()
        .0[0],
        "corridor-difc-fca"
    );
    assert_eq!(
        with(|r| {
            r.required = vec![place("gb-fca")];
            r.excluded = vec![place("gb-fca")];
        }),
        Err(NoPath::RequiredNotPassable)
    );
    assert_eq!(with(|r| r.required = vec![place("xx-nowhere")]), Err(NoPath::RequiredNotPassable));
    assert_eq!(with(|r| r.asset_class = Some(class("securities"))), direct);
    // No corridor carries it, though both ends admit it.
    assert_eq!(with(|r| r.asset_class = Some(class("islamic_finance"))), Err(NoPath::NotConnected));
    // Above five million the corridor from London is closed.
    let london = |dollars| {
        let mut request = onward(dollars);
        request.required = vec![place("gb-fca")];
        plan(&request)
    };
    assert!(london(5_000_000).is_ok());
    assert_eq!(london(5_000_001), Err(NoPath::LimitsTooTight));
    // Of the ways to Astana, whose profile asks for KYC and sanctions, only those with a statement on the source of
    // funds look at AML on the last hop.
    let all = |domains: &[Domain]| {
        let mut request = onward(100_000);
        request.asset_class = Some(class("securities"));
        request.required_domains = domains.iter().copied().collect();
        plan(&request)
    };
    assert_eq!(all(&[Domain::Kyc, Domain::Sanctions, Domain::Aml]), direct);
    assert_eq!(all(&[Domain::Tax]), Err(NoPath::NotConnected));
    // One-way: from Hong Kong to Astana only.
    assert!(plan(&request("kz-aifc", "hk-sfc", 0)).unwrap().0.len() > 1);
    assert_eq!(plan(&request("hk-sfc", "kz-aifc", 0)).unwrap().0, ["corridor-sfc-aifc"]);
}

#[test]
fn what_is_not_open_is_not_taken() {
    let change = |id: &str, f: fn(&mut Place<JurisdictionId, u8>)| {
        let net = network();
        let mut places = net.places().to_vec();
        places.iter_mut().filter(|p| p.id.as_str() == id).for_each(f);
        Network::new(places, net.links().to_vec()).unwrap()
    };
    let closed =
        |id: &str| answer(&change(id, |p| p.is_active = false), &onward(100_000), &Holdings::default());
    assert_eq!(closed("uae-difc"), Err(NoPath::SourceNotActive));
    assert_eq!(closed("kz-aifc"), Err(NoPath::TargetNotActive));
    let mut links = network().links().to_vec();
    links
        .iter_mut()
        .filter(|link| link.id.as_str() == "corridor-difc-aifc")
        .for_each(|l| l.is_active = false);
    let net = Network::new(network().places().to_vec(), links).unwrap();
    assert_eq!(answer(&net, &onward(100_000), &Holdings::default()).unwrap().0[0], "corridor-difc-adgm");
    // Nor what does not admit the class, on either end of a hop.
    let picky = change("ae-abudhabi-adgm", |p| p.profiles = Some(vec![]));
    let mut fast = onward(100_000);
    fast.max_hop_hours = Some(71);
    fast.asset_class = Some(class("securities"));
    assert_eq!(answer(&picky, &fast, &Holdings::default()).unwrap().0[0], "corridor-difc-fca");
}

#[test]
fn at_equal_cost_preferred_places_decide_and_then_time() {
    let place_of = |id: &str| Place::<String, u8> {
        id: id.into(),
        is_active: true,
        profiles: None,
        entry_fee: Usd::ZERO,
        entry_requirements: vec![],
    };
    let link = |id: &str, source: &str, target: &str, dollars, hours| {
        let mut terms = samples::corridor_difc_aifc::<u8>().terms;
        terms.transfer_fee_bps = BasisPoints::default();
        terms.transfer_requirements.clear();
        terms.supported_asset_classes.clear();
        terms.flat_fee = Usd::dollars(dollars);
        (terms.estimated_transfer_hours, terms.settlement_finality_hours) = (hours, 0);
        Link { id: id.to_owned(), source: source.into(), target: target.into(), is_active: true, terms }
    };
    let net = Network::new(
        ["A", "B", "C", "D"].map(place_of).to_vec(),
        vec![
            link("1", "A", "B", 5, 9),
            link("2", "B", "D", 5, 9),
            link("3", "A", "C", 5, 1),
            link("4", "C", "D", 5, 1),
            link("5", "A", "D", 10, 1),
            // Alike in everything: the first by name.
            link("6", "A", "D", 10, 1),
        ],
    )
    .unwrap();
    let best = |preferred: &[&str]| {
        let mut request = PlanRequest::new("A".to_owned(), "D".to_owned(), Usd::ZERO);
        request.preferred = preferred.iter().map(|id| (*id).to_owned()).collect();
        let report = net.plan(&request, &Holdings::default(), NOW);
        report.paths[0].hops.iter().map(|hop| hop.corridor.clone()).collect::<String>()
    };
    assert_eq!(best(&[]), "5");
    assert_eq!(best(&["B"]), "12");
    assert_eq!(best(&["B", "C"]), "34");
    assert_eq!(best(&["nowhere"]), "5");
}

#[test]
fn alternatives_may_share_corridors_and_come_in_order() {
    let report = network().alternatives(&onward(100_000), &Holdings::default(), NOW, 10);
    assert!(!report.is_truncated && report.refusal.is_none());
    let costs: Vec<_> = report.paths.iter().map(|path| path.total_cost).collect();
    assert!(costs.len() >= 4 && costs.windows(2).all(|pair| pair[0] <= pair[1]), "{costs:?}");
    let mut ids: Vec<_> = report.paths.iter().map(|path| path.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), costs.len());
    assert_eq!(network().alternatives(&onward(0), &Holdings::default(), NOW, 0).paths, []);
    let one = network().alternatives(&onward(100_000), &Holdings::default(), NOW, 1);
    assert_eq!(one.paths, network().plan(&onward(100_000), &Holdings::default(), NOW).paths);
}

#[test]
fn a_path_that_was_written_down_can_be_shown_again() {
    let net = network();
    let planned = net.plan(&onward(5), &Holdings::default(), NOW).paths.remove(0);
    let corridors: Vec<_> = planned.hops.iter().map(|hop| hop.corridor).collect();
    let held = Holdings::default();
    assert_eq!(net.path(&place("uae-difc"), &corridors, Usd::dollars(5), &held, NOW), Some(planned));
    assert_eq!(net.path(&place("sg-mas"), &corridors, Usd::ZERO, &held, NOW), None);
    assert_eq!(net.path(&place("sg-mas"), &[], Usd::ZERO, &held, NOW), None);
}

#[test]
fn a_registry_that_contradicts_itself_is_refused() {
    let net = network();
    let (places, links) = (net.places().to_vec(), net.links().to_vec());
    let twice = [&places[..], &places[..1]].concat();
    assert!(matches!(Network::new(twice, links.clone()), Err(NetworkFault::DuplicatePlace(_))));
    let twice = [&links[..], &links[..1]].concat();
    assert!(matches!(Network::new(places.clone(), twice), Err(NetworkFault::DuplicateLink(_))));
    assert!(matches!(Network::new(places[1..].to_vec(), links), Err(NetworkFault::UnknownEnd(..))));
}

// --- all constraints together -------------------------------------------------------------------------------------

const CLASSES: [&str; 2] = ["securities", "art"];

fn name(place: usize) -> String {
    format!("p{place}")
}

fn any_requirement() -> impl Strategy<Value = Requirement<u8>> {
    (0usize..3, 0u64..4, 0u32..50, any::<bool>()).prop_map(|(kind, dollars, hours, is_mandatory)| {
        Requirement {
            attestation_type: AttestationType::ALL[kind],
            domain: Domain::ALL[kind],
            approved_issuers: vec![],
            issuer_jurisdiction: None,
            min_issuer_tier: Tier(1),
            max_age_days: 30,
            must_be_current: true,
            estimated_cost: Usd::dollars(dollars),
            estimated_hours: hours,
            is_mandatory,
            can_be_waived: false,
        }
    })
}

fn any_place(id: usize) -> impl Strategy<Value = Place<String, u8>> {
    let profile = (0usize..2, 0u32..8).prop_map(|(of, domains)| Profile {
        class: class(CLASSES[of]),
        domains: DomainSet::from_bits(domains).unwrap(),
        min_issuer_tier: None,
    });
    let profiles = prop::option::weighted(0.3, prop::collection::vec(profile, 0..2));
    let is_active = prop::bool::weighted(0.9);
    let requirements = prop::collection::vec(any_requirement(), 0..2);
    (is_active, profiles, 0u64..3, requirements).prop_map(move |(is_active, profiles, fee, requirements)| {
        Place {
            id: name(id),
            is_active,
            profiles,
            entry_fee: Usd::dollars(fee),
            entry_requirements: requirements,
        }
    })
}

fn any_link(places: usize) -> impl Strategy<Value = (String, String, bool, CorridorTerms<u8>)> {
    let classes =
        prop_oneof![4 => Just(vec![0, 1]), 1 => Just(vec![]), 1 => Just(vec![0]), 1 => Just(vec![1])];
    (
        (0..places, 0..places, prop::bool::weighted(0.9), any::<bool>()),
        classes,
        prop::option::weighted(0.2, 0u64..2_000),
        (0u16..40, 0u64..4, 0u32..30, 0u32..30),
        prop::collection::vec(any_requirement(), 0..2),
    )
        .prop_map(|((source, target, is_active, is_bidirectional), classes, cap, fees, requirements)| {
            let terms = CorridorTerms {
                is_bidirectional,
                supported_asset_classes: classes.into_iter().map(|of: usize| class(CLASSES[of])).collect(),
                max_transfer_value: cap.map(Usd::dollars),
                transfer_fee_bps: BasisPoints::new(fees.0).unwrap(),
                flat_fee: Usd::dollars(fees.1),
                estimated_transfer_hours: fees.2,
                settlement_finality_hours: fees.3,
                requires_continuous_compliance: false,
                compliance_check_interval_hours: 0,
                transfer_requirements: requirements,
            };
            (name(source), name(target), is_active, terms)
        })
}

fn any_network() -> impl Strategy<Value = Network<String, String, u8>> {
    (2usize..7).prop_flat_map(|count| {
        let places: Vec<_> = (0..count).map(any_place).collect();
        (places, prop::collection::vec(any_link(count), 0..14)).prop_map(|(places, links)| {
            let links = links.into_iter().enumerate().map(|(n, (source, target, is_active, terms))| Link {
                id: format!("c{n:02}"),
                source,
                target,
                is_active,
                terms,
            });
            Network::new(places, links.collect()).unwrap()
        })
    })
}

fn any_request() -> impl Strategy<Value = PlanRequest<String>> {
    let names = || prop::collection::vec((1usize..7).prop_map(name), 0..2);
    let dollars = |up_to: u64| prop::option::weighted(0.4, (0..up_to).prop_map(Usd::dollars));
    (
        (0u64..1_500, prop::option::weighted(0.6, (0usize..2).prop_map(|of| class(CLASSES[of])))),
        (dollars(30), dollars(12)),
        (prop::option::weighted(0.4, 0u32..150), prop::option::weighted(0.3, 0u32..60)),
        (prop::option::weighted(0.4, 0u64..150), prop::option::weighted(0.4, 0u32..5)),
        (names(), names(), names()),
        prop_oneof![3 => Just(0u32), 1 => 0u32..8],
    )
        .prop_map(|(what, cost, hours, ends, sets, domains)| PlanRequest {
            from: name(0),
            to: name(1),
            asset_class: what.1,
            value: Usd::dollars(what.0),
            max_cost: cost.0,
            max_hop_cost: cost.1,
            max_hours: hours.0,
            max_hop_hours: hours.1,
            deadline: ends.0.map(|hours| NOW + hours * HOUR + 5),
            max_hops: ends.1,
            required: sets.0,
            excluded: sets.1,
            preferred: sets.2,
            required_domains: DomainSet::from_bits(domains).unwrap(),
        })
}

/// A path as brute force sees it, in the order of answers.
type Tried = (u128, std::cmp::Reverse<usize>, u64, usize, Vec<String>);

/// Tries every path, and reads the rules from the request once more.
fn try_all(
    net: &Network<String, String, u8>,
    asked: &PlanRequest<String>,
    held: &Holdings<u8>,
) -> Vec<Tried> {
    struct Walk<'a> {
        net: &'a Network<String, String, u8>,
        asked: &'a PlanRequest<String>,
        held: &'a Holdings<u8>,
        tried: Vec<Tried>,
    }
    impl Walk<'_> {
        fn is_missing(&self, requirement: &&Requirement<u8>) -> bool {
            requirement.is_mandatory && !self.held.assumed.contains(&requirement.attestation_type)
        }

        fn go(
            &mut self,
            places: &mut Vec<String>,
            taken: &mut Vec<String>,
            cost: u128,
            hours: u64,
            lead: u64,
        ) {
            let here = places.last().unwrap().clone();
            let asked = self.asked;
            if here == asked.to {
                let arrival = NOW + (hours + lead) * HOUR;
                if asked.max_cost.is_none_or(|limit| cost <= limit.0)
                    && asked.max_hours.is_none_or(|limit| hours <= u64::from(limit))
                    && asked.deadline.is_none_or(|by| arrival <= by)
                    && asked.max_hops.is_none_or(|limit| taken.len() <= limit as usize)
                    && asked.required.iter().all(|id| places.contains(id))
                {
                    let preferred = places[1..].iter().filter(|id| asked.preferred.contains(id)).count();
                    let key = (cost, std::cmp::Reverse(preferred), hours, taken.len(), taken.clone());
                    self.tried.push(key);
                }
                return;
            }
            for link in self.net.links() {
                let next = match (link.source == here, link.target == here) {
                    (true, _) => &link.target,
                    (_, true) if link.terms.is_bidirectional => &link.source,
                    _ => continue,
                };
                if places.contains(next) || asked.excluded.contains(next) || !link.is_active {
                    continue;
                }
                let (from, to) = (self.net.place(&here).unwrap(), self.net.place(next).unwrap());
                let admits = |place: &Place<String, u8>| match (&asked.asset_class, &place.profiles) {
                    (Some(class), Some(profiles)) => profiles.iter().any(|profile| profile.class == *class),
                    _ => true,
                };
                let classes = &link.terms.supported_asset_classes;
                let carries = asked.asset_class.is_none_or(|c| classes.is_empty() || classes.contains(&c));
                if !from.is_active || !to.is_active || !admits(from) || !admits(to) || !carries {
                    continue;
                }
                if link.terms.max_transfer_value.is_some_and(|cap| asked.value > cap) {
                    continue;
                }
                let mut seen: Vec<Domain> = vec![];
                for profile in to.profiles.iter().flatten() {
                    if asked.asset_class == Some(profile.class) {
                        // The first profile of a class counts; the registry has only one.
                        seen.extend(profile.domains.iter());
                        break;
                    }
                }
                let requirements = link.terms.transfer_requirements.iter().chain(&to.entry_requirements);
                seen.extend(requirements.clone().filter(|r| r.is_mandatory).map(|r| r.domain));
                if !asked.required_domains.iter().all(|domain| seen.contains(&domain)) {
                    continue;
                }
                let transfer = &link.terms.transfer_requirements;
                let evidence: u128 =
                    transfer.iter().filter(|r| self.is_missing(r)).map(|r| r.estimated_cost.0).sum();
                let bps = u128::from(link.terms.transfer_fee_bps.get());
                let fee = (asked.value.0 * bps).div_ceil(10_000) + link.terms.flat_fee.0;
                let hop = fee + evidence + to.entry_fee.0;
                let time =
                    u64::from(link.terms.estimated_transfer_hours + link.terms.settlement_finality_hours);
                if asked.max_hop_cost.is_some_and(|limit| hop > limit.0)
                    || asked.max_hop_hours.is_some_and(|limit| time > u64::from(limit))
                {
                    continue;
                }
                let wait = requirements.filter(|r| self.is_missing(r)).map(|r| r.estimated_hours).max();
                places.push(next.clone());
                taken.push(link.id.clone());
                self.go(places, taken, cost + hop, hours + time, lead.max(wait.unwrap_or(0).into()));
                places.pop();
                taken.pop();
            }
        }
    }
    let mut walk = Walk { net, asked, held, tried: vec![] };
    let is_out = |id: &String| asked.excluded.contains(id) || !net.place(id).is_some_and(|p| p.is_active);
    if !is_out(&asked.from) && !is_out(&asked.to) && !asked.required.iter().any(is_out) {
        walk.go(&mut vec![asked.from.clone()], &mut vec![], 0, 0, 0);
    }
    walk.tried.sort();
    walk.tried
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8_000))]
    #[test]
    fn every_combination_of_constraints_is_answered_as_by_trying_every_path(
        net in any_network(), asked in any_request(),
        assumed in prop::collection::vec((0usize..3).prop_map(|kind| AttestationType::ALL[kind]), 0..2),
        count in 1u32..5,
    ) {
        let held = Holdings { evidence: vec![], assumed };
        let tried = try_all(&net, &asked, &held);
        let shown = |report: &PlanReport<String, String>| -> Vec<(u128, u64, Vec<String>)> {
            let corridors = |path: &PathView<String, String>| {
                path.hops.iter().map(|hop| hop.corridor.clone()).collect()
            };
            report.paths.iter().map(|path| (path.total_cost.0, path.total_hours, corridors(path))).collect()
        };
        let expected: Vec<_> =
            tried.iter().take(count as usize).map(|t| (t.0, t.2, t.4.clone())).collect();
        let best = net.plan(&asked, &held, NOW);
        prop_assert_eq!(shown(&best), expected.iter().take(1).cloned().collect::<Vec<_>>());
        prop_assert_eq!(best.refusal.is_none(), !expected.is_empty());
        let several = net.alternatives(&asked, &held, NOW, count);
        prop_assert_eq!(shown(&several), expected);
        prop_assert!(!best.is_truncated && !several.is_truncated);
    }
}
