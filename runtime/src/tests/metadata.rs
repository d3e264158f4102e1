use crate::*;
use codec::Decode;
use frame_support::__private::metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};

/// Metadata evaluates constants, and the length of an epoch is read from storage.
fn metadata_at(version: u32) -> Vec<u8> {
    sp_io::TestExternalities::default()
        // The bytes without the length in front of them.
        .execute_with(|| Vec::from(&**Runtime::metadata_at_version(version).unwrap()))
}

fn metadata_v15() -> Vec<u8> {
    metadata_at(15)
}

const OURS: [&str; 14] = [
    "Attestations",
    "AuditTrail",
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
];

#[test]
fn wallets_find_the_metadata_versions_they_know() {
    let versions = Runtime::metadata_versions();
    assert!(versions.contains(&14) && versions.contains(&15) && versions.contains(&16), "{versions:?}");
}

#[test]
fn everything_of_ours_that_a_client_sees_is_documented() {
    // Version 16 is the first that has view functions.
    let bytes = metadata_at(16);
    let RuntimeMetadataPrefixed(_, RuntimeMetadata::V16(metadata)) =
        RuntimeMetadataPrefixed::decode(&mut &bytes[..]).unwrap()
    else {
        panic!("not V16")
    };
    // Each item by its name, and whether it has docs.
    let mut items: Vec<(String, bool)> = Vec::new();
    let mut found = 0;
    for pallet in metadata.pallets.iter().filter(|p| OURS.contains(&p.name.as_str())) {
        found += 1;
        let mut item = |name: &str, docs: &[String]| {
            items.push((format!("{}.{name}", pallet.name), !docs.is_empty()));
        };
        for entry in pallet.storage.iter().flat_map(|storage| &storage.entries) {
            item(&entry.name, &entry.docs);
        }
        for constant in &pallet.constants {
            item(&constant.name, &constant.docs);
        }
        for function in &pallet.view_functions {
            item(&function.name, &function.docs);
        }
        // The arguments of a call can have no docs; fields of events and errors do.
        for (ty, with_fields) in [
            (pallet.calls.as_ref().map(|calls| calls.ty.id), false),
            (pallet.event.as_ref().map(|event| event.ty.id), true),
            (pallet.error.as_ref().map(|error| error.ty.id), true),
        ] {
            let Some(ty) = ty.and_then(|id| metadata.types.resolve(id)) else { continue };
            let scale_info::TypeDef::Variant(variants) = &ty.type_def else { continue };
            for variant in &variants.variants {
                item(&variant.name, &variant.docs);
                for field in variant.fields.iter().filter(|_| with_fields) {
                    let name = format!("{}.{}", variant.name, field.name.as_deref().unwrap_or("0"));
                    item(&name, &field.docs);
                }
            }
        }
    }
    assert_eq!(found, OURS.len());
    for seen in ["Bonds.ledger", "Bonds.Slashed.offender", "Validators.MaxAdmitted", "Manifold.Jurisdictions"]
    {
        assert!(items.iter().any(|(name, _)| name == seen), "{seen} was not looked at");
    }
    let bare: Vec<_> = items.into_iter().filter(|(_, documented)| !documented).collect();
    assert!(bare.is_empty(), "without docs: {bare:#?}");
}

#[test]
fn pallets_keep_their_indices() {
    let bytes = metadata_v15();
    let RuntimeMetadataPrefixed(_, RuntimeMetadata::V15(metadata)) =
        RuntimeMetadataPrefixed::decode(&mut &bytes[..]).unwrap()
    else {
        panic!("not V15")
    };
    let index = |name: &str| metadata.pallets.iter().find(|p| p.name == name).map(|p| p.index);
    for (name, expected) in [
        ("System", 0),
        ("Babe", 1),
        ("Timestamp", 2),
        ("Balances", 10),
        ("Bonds", 20),
        ("Validators", 21),
        ("Session", 25),
        ("Sudo", 39),
        // Under the issuers' signatures: moving this pallet would void them.
        ("Attestations", 61),
        ("SmartAssets", 60),
        ("Units", 63),
        ("ComplianceTensor", 62),
        ("Savm", 64),
        ("Manifold", 80),
        ("CorridorBridge", 81),
        ("Migration", 82),
        ("Watchers", 100),
        ("AuditTrail", 101),
        ("Timelock", 102),
        ("Disputes", 103),
        ("OperatingMode", 104),
    ] {
        assert_eq!(index(name), Some(expected), "{name}");
    }
}

/// The command line is typed from this snapshot. `MSEZ_UPDATE=1 cargo test …` writes it anew; review what changed.
#[test]
fn the_committed_metadata_is_that_of_this_runtime() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../cli/artifacts/msez.scale");
    let current = metadata_v15();
    if std::env::var_os("MSEZ_UPDATE").is_some() {
        std::fs::write(path, &current).unwrap();
    }
    let committed = std::fs::read(path).unwrap_or_default();
    assert!(
        committed == current,
        "the runtime's interface has changed: run the tests once with MSEZ_UPDATE=1 and commit cli/artifacts"
    );
}
