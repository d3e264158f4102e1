use crate::*;
use codec::Decode;
use frame_support::__private::metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};

/// Metadata evaluates constants, and the length of an epoch is read from storage.
fn metadata_v15() -> Vec<u8> {
    sp_io::TestExternalities::default()
        // The bytes without the length in front of them.
        .execute_with(|| Vec::from(&**Runtime::metadata_at_version(15).unwrap()))
}

const OURS: [&str; 5] = ["Attestations", "Bonds", "ComplianceTensor", "Manifold", "Validators"];

#[test]
fn wallets_find_the_metadata_versions_they_know() {
    let versions = Runtime::metadata_versions();
    assert!(versions.contains(&14) && versions.contains(&15) && versions.contains(&16), "{versions:?}");
}

#[test]
fn every_call_event_error_and_storage_item_of_ours_is_documented() {
    let bytes = metadata_v15();
    let RuntimeMetadataPrefixed(_, RuntimeMetadata::V15(metadata)) =
        RuntimeMetadataPrefixed::decode(&mut &bytes[..]).unwrap()
    else {
        panic!("not V15")
    };
    let mut bare = Vec::new();
    for pallet in metadata.pallets.iter().filter(|p| OURS.contains(&p.name.as_str())) {
        for entry in pallet.storage.iter().flat_map(|s| &s.entries) {
            if entry.docs.is_empty() {
                bare.push(format!("{}.{}", pallet.name, entry.name));
            }
        }
        let enums = [
            pallet.calls.as_ref().map(|c| c.ty.id),
            pallet.event.as_ref().map(|e| e.ty.id),
            pallet.error.as_ref().map(|e| e.ty.id),
        ];
        for id in enums.into_iter().flatten() {
            let ty = metadata.types.resolve(id).unwrap();
            let scale_info::TypeDef::Variant(variants) = &ty.type_def else { continue };
            for variant in &variants.variants {
                if variant.docs.is_empty() {
                    bare.push(format!("{}: {}", pallet.name, variant.name));
                }
            }
        }
    }
    let found = metadata.pallets.iter().filter(|p| OURS.contains(&p.name.as_str())).count();
    assert_eq!(found, OURS.len());
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
        ("ComplianceTensor", 62),
        ("Manifold", 80),
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
