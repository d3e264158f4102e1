//! What the workspace depends on, and what it must not.

use cargo_metadata::DependencyKind;
use msez_workspace_checks::workspace;

#[test]
fn parity_db_is_the_only_database() {
    for name in ["rocksdb", "librocksdb-sys", "kvdb-rocksdb"] {
        assert_eq!(workspace().packages(name).count(), 0, "{name} is among the locked dependencies");
    }
    assert!(workspace().packages("parity-db").count() == 1, "one version of parity-db is expected");
}

#[test]
fn the_umbrella_brings_no_parachain_node_and_no_second_wasm_builder() {
    let on = workspace().enabled_features("polkadot-sdk");
    assert!(on.contains("frame-support"), "the umbrella's features were not found");
    // `substrate-wasm-builder` as a normal dependency would compile Binaryen once more and link it into the node.
    for feature in ["node", "cumulus-client-service", "polkadot-service", "substrate-wasm-builder"] {
        assert!(!on.contains(feature), "the umbrella's feature `{feature}` is on");
    }
}

#[test]
fn what_consensus_depends_on_is_pinned_exactly() {
    let exact = ["polkadot-sdk", "pallet-session", "ark-bn254", "ark-ec", "ark-ff", "light-poseidon"];
    for package in workspace().members() {
        for dependency in package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal) {
            if exact.contains(&dependency.name.as_str()) {
                let requirement = dependency.req.to_string();
                assert!(
                    requirement.starts_with('='),
                    "{} takes {} {requirement}",
                    package.name,
                    dependency.name
                );
            }
        }
    }
}

#[test]
fn members_take_versions_from_the_one_table() {
    // A version written in a member is one that the table does not know. A path without a version is none.
    let mut own = Vec::new();
    for package in workspace().members() {
        let manifest = std::fs::read_to_string(&package.manifest_path).expect("the manifest is readable");
        let mut in_dependencies = false;
        for line in manifest.lines() {
            if line.starts_with('[') {
                in_dependencies = line.contains("dependencies");
            } else if in_dependencies && line.contains(" = ") && !line.starts_with([' ', '#', ']']) {
                let from_table = line.contains("workspace = true");
                if !from_table && (!line.contains("path = ") || line.contains("version = ")) {
                    own.push(format!("{}: {line}", package.name));
                }
            }
        }
    }
    assert!(own.is_empty(), "not from the workspace's table:\n{}", own.join("\n"));
}
