//! `corridor_refusals`: every field of a corridor has its effect.

use super::*;

fn refusals(direction: Direction, asset: &str, value: Usd) -> Vec<CorridorRefusal> {
    Manifold::corridor_refusals(&link("tight"), direction, &class(asset), value)
}

fn tight() {
    let mut corridor = CorridorDefinition { id: "tight".into(), ..samples::corridor_difc_aifc() };
    corridor.terms.is_bidirectional = false;
    corridor.terms.max_transfer_value = Some(Usd::dollars(10));
    corridor.terms.supported_asset_classes = vec![class("securities")];
    assert_ok!(Manifold::register_corridor(root(), Box::new(corridor)));
}

#[test]
fn a_transfer_within_the_terms_is_taken() {
    run(|| {
        tight();
        assert_eq!(refusals(Direction::Forward, "securities", Usd::dollars(10)), []);
    });
}

#[test]
fn every_reason_is_listed_at_once() {
    run(|| {
        tight();
        assert_ok!(Manifold::suspend_corridor(root(), link("tight")));
        assert_ok!(Manifold::suspend_jurisdiction(root(), difc()));
        assert_ok!(Manifold::retire_jurisdiction(root(), aifc()));
        assert_eq!(
            refusals(Direction::Backward, "art", Usd::dollars(11)),
            [
                CorridorRefusal::Suspended,
                CorridorRefusal::SourceNotActive,
                CorridorRefusal::TargetNotActive,
                CorridorRefusal::ClassNotAdmittedInSource,
                CorridorRefusal::ClassNotAdmittedInTarget,
                CorridorRefusal::OneWay,
                CorridorRefusal::ClassNotSupported,
                CorridorRefusal::ValueTooHigh,
            ]
        );
    });
}

#[test]
fn an_unknown_corridor_takes_nothing() {
    run(|| {
        assert_eq!(refusals(Direction::Forward, "securities", Usd(1)), [CorridorRefusal::UnknownCorridor])
    });
}

#[test]
fn a_class_that_is_admitted_on_both_ends_still_needs_the_corridor() {
    run(|| {
        tight();
        assert_eq!(
            refusals(Direction::Forward, "digital_assets", Usd(1)),
            [CorridorRefusal::ClassNotSupported]
        );
    });
}
