//! Following a path.

use super::*;
use msez_traits::{HopTerms, PathFault, PathFaultKind, Paths, MAX_HOPS};

fn walk(corridors: &[&str], class_name: &str, value: Usd) -> Result<Vec<HopTerms>, Vec<PathFault>> {
    let corridors: Vec<_> = corridors.iter().map(|id| link(id)).collect();
    <Manifold as Paths<u64>>::walk(&difc(), &corridors, &class(class_name), value)
}

fn faults(corridors: &[&str]) -> Vec<(u32, PathFaultKind)> {
    let found = walk(corridors, "securities", Usd::dollars(1_000)).unwrap_err();
    found.into_iter().map(|fault| (fault.hop, fault.kind)).collect()
}

/// A corridor with changed terms.
fn open(id: &str, source: &str, target: &str, change: impl FnOnce(&mut CorridorTerms<u64>)) {
    let mut definition = CorridorDefinition {
        id: id.into(),
        source: place(source),
        target: place(target),
        ..samples::corridor_difc_aifc()
    };
    change(&mut definition.terms);
    assert_ok!(Manifold::register_corridor(root(), Box::new(definition)));
}

#[test]
fn a_path_gives_the_terms_of_its_hops() {
    run(|| {
        open("onward", "sg-mas", "kz-aifc", |terms| terms.requires_continuous_compliance = false);
        let hops = walk(&["corridor-difc-aifc", "onward"], "securities", Usd::dollars(1_000_000)).unwrap();
        assert_eq!(
            hops[0],
            HopTerms {
                corridor: link("corridor-difc-aifc"),
                from: difc(),
                to: aifc(),
                transfer_fee: Usd::dollars(1_100),
                entry_fee: Usd::dollars(500),
                hours: 72,
                check_interval: Some(24 * HOUR),
            }
        );
        // Backwards, and so it pays to enter where it really arrives.
        assert_eq!((hops[1].from, hops[1].to), (aifc(), mas()));
        assert_eq!((hops[1].entry_fee, hops[1].check_interval), (Usd::dollars(1_500), None));
    });
}

#[test]
fn a_path_has_one_hop_at_least_and_sixteen_at_most() {
    run(|| {
        assert_eq!(faults(&[]), [(0, PathFaultKind::WrongLength)]);
        let long = vec!["corridor-difc-aifc"; MAX_HOPS as usize + 1];
        assert_eq!(faults(&long), [(0, PathFaultKind::WrongLength)]);
    });
}

#[test]
fn what_cannot_be_followed_ends_the_walk_with_its_reason() {
    run(|| {
        open("elsewhere", "sg-mas", "kz-aifc", |_| ());
        assert_eq!(faults(&["unknown", "elsewhere"]), [(0, PathFaultKind::UnknownCorridor)]);
        assert_eq!(faults(&["elsewhere"]), [(0, PathFaultKind::NotConnected)]);
        assert_eq!(faults(&["corridor-difc-aifc", "unknown"]), [(1, PathFaultKind::UnknownCorridor)]);
    });
}

#[test]
fn a_place_is_not_passed_twice() {
    run(|| {
        let back = ["corridor-difc-aifc", "corridor-difc-aifc"];
        assert_eq!(faults(&back), [(1, PathFaultKind::Revisited)]);
        open("onward", "kz-aifc", "sg-mas", |_| ());
        let circle = ["corridor-difc-aifc", "onward", "onward"];
        assert_eq!(faults(&circle), [(2, PathFaultKind::Revisited)]);
    });
}

#[test]
fn every_reason_against_every_hop_is_told() {
    run(|| {
        open("onward", "sg-mas", "kz-aifc", |terms| {
            terms.is_bidirectional = false;
            terms.supported_asset_classes = vec![class("digital_assets")];
            terms.max_transfer_value = Some(Usd::ZERO);
        });
        assert_ok!(Manifold::suspend_corridor(root(), link("corridor-difc-aifc")));
        assert_ok!(Manifold::suspend_jurisdiction(root(), mas()));
        assert_ok!(Manifold::remove_profile(root(), mas(), class("securities")));
        assert_eq!(
            faults(&["corridor-difc-aifc", "onward"]),
            [
                (0, PathFaultKind::Suspended),
                (1, PathFaultKind::EndNotActive),
                (1, PathFaultKind::OneWay),
                (1, PathFaultKind::ClassNotSupported),
                (1, PathFaultKind::ClassNotAdmitted),
                (1, PathFaultKind::ValueTooHigh),
            ]
        );
    });
}

#[test]
fn the_start_has_to_be_open_too() {
    run(|| {
        assert_ok!(Manifold::suspend_jurisdiction(root(), difc()));
        assert_ok!(Manifold::remove_profile(root(), difc(), class("securities")));
        assert_eq!(
            faults(&["corridor-difc-aifc"]),
            [(0, PathFaultKind::EndNotActive), (0, PathFaultKind::ClassNotAdmitted)]
        );
    });
}

#[test]
fn a_cost_that_does_not_fit_is_none() {
    run(|| {
        let found = walk(&["corridor-difc-aifc"], "securities", Usd(u128::MAX)).unwrap_err();
        assert_eq!(found, [PathFault { hop: 0, kind: PathFaultKind::AmountOverflow }]);
    });
}

#[test]
fn ends_and_authorities_are_told() {
    run(|| {
        assert_eq!(<Manifold as Paths<u64>>::ends(&link("corridor-difc-aifc")), Some((difc(), aifc())));
        assert_eq!(<Manifold as Paths<u64>>::ends(&link("unknown")), None);
        assert_eq!(<Manifold as Paths<u64>>::authority(&aifc()), Some(AIFC));
        assert_eq!(<Manifold as Paths<u64>>::authority(&place("xx-none")), None);
    });
}
