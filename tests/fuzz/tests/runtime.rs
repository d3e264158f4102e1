//! A short campaign of calls on the runtime, and what was found before.

use msez_fuzz::runtime::{campaign, regressions, Report};

fn run(calls: u64, seed: u64) -> Report {
    let report = campaign(calls, seed, 250, None, |_| ()).unwrap_or_else(|error| panic!("{error}"));
    assert!(report.findings.is_empty(), "{}", report.findings.join("\n"));
    report
}

#[test]
fn three_thousand_calls_hold() {
    let report = run(3_000, 1);
    assert!(report.succeeded() > 500, "calls that all fail test little\n{report}");
    for pallet in [
        "Attestations",
        "Bonds",
        "ComplianceTensor",
        "CorridorBridge",
        "Disputes",
        "Manifold",
        "Migration",
        "OperatingMode",
        "Savm",
        "SmartAssets",
        "Timelock",
        "Validators",
        "Watchers",
    ] {
        let all = report.tallies.keys().filter(|(of, _)| of == pallet).count();
        assert!(report.never(pallet).len() < all, "no call of {pallet} succeeded\n{report}");
    }
}

#[test]
fn the_regressions_hold() {
    for (seed, calls) in regressions() {
        run(calls, seed);
    }
}
