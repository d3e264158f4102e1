//! Features reach every dependency that has them.

use msez_workspace_checks::{expand, missing_propagation, workspace};

fn assert_propagated(feature: &str) {
    let workspace = workspace();
    let missing: Vec<_> = workspace
        .members()
        .into_iter()
        .flat_map(|package| missing_propagation(workspace, package, feature))
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn std_reaches_every_dependency_that_has_it() {
    assert_propagated("std");
}

#[test]
fn runtime_benchmarks_reach_every_dependency_that_has_them() {
    assert_propagated("runtime-benchmarks");
}

#[test]
fn try_runtime_reaches_every_dependency_that_has_it() {
    assert_propagated("try-runtime");
}

#[test]
fn every_pallet_has_the_features_the_runtime_passes_on() {
    for package in workspace().members() {
        if msez_workspace_checks::folder(package).starts_with("pallets") {
            for feature in ["std", "runtime-benchmarks", "try-runtime"] {
                assert!(
                    package.features.contains_key(feature),
                    "{} has no feature `{feature}`",
                    package.name
                );
            }
        }
    }
}

#[test]
fn a_feature_that_is_not_passed_on_is_found() {
    // The checks above would pass on a workspace they do not understand; so let one fail on purpose.
    let workspace = workspace();
    let mut runtime = workspace.packages("msez-runtime").next().expect("the runtime is a member").clone();
    assert_eq!(missing_propagation(workspace, &runtime, "std"), Vec::<String>::new());
    let std = runtime.features.get_mut("std").expect("the runtime has the feature `std`");
    std.retain(|item| item != "pallet-bonds/std");
    assert_eq!(
        missing_propagation(workspace, &runtime, "std"),
        ["msez-runtime: `std` does not turn on `pallet-bonds/std`"]
    );
}

#[test]
fn features_of_features_are_followed() {
    let mut package = workspace().packages("msez-core").next().expect("msez-core is a member").clone();
    package.features.insert("a".into(), vec!["b".into()]);
    package.features.insert("b".into(), vec!["a".into(), "codec/std".into()]);
    assert!(expand(&package, "a").contains("codec/std"));
}
