//! Conventions that hold for every member and every file.

use msez_workspace_checks::{folder, repository_files, root, workspace};
use std::{fs, path::Path};

fn read(path: &Path) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// True for the pallets and primitives themselves; false for what stands in a folder of theirs, for their tests.
fn is_pallet_or_primitive(folder: &Path) -> bool {
    folder.parent().is_some_and(|parent| parent == Path::new("pallets") || parent == Path::new("primitives"))
}

/// True for crates that are compiled into the runtime.
fn is_runtime_code(folder: &Path) -> bool {
    (is_pallet_or_primitive(folder) || folder == Path::new("runtime"))
        && read(&folder.join("src/lib.rs")).contains("no_std")
}

#[test]
fn every_member_inherits_the_workspace_lints() {
    for package in workspace().members() {
        let manifest = read(&folder(package).join("Cargo.toml"));
        assert!(manifest.contains("[lints]\nworkspace = true"), "{} has lints of its own", package.name);
    }
}

#[test]
fn every_member_says_what_it_is_and_under_which_licence() {
    for package in workspace().members() {
        assert_eq!(package.license.as_deref(), Some("Apache-2.0"), "{}", package.name);
        assert!(package.description.is_some(), "{} has no description", package.name);
    }
}

#[test]
fn the_readme_of_every_pallet_and_primitive_is_its_crate_documentation() {
    for package in workspace().members() {
        let folder = folder(package);
        if is_pallet_or_primitive(&folder) {
            let readme = read(&folder.join("README.md"));
            assert!(readme.starts_with("# "), "{}: the README has no title", package.name);
            assert!(
                read(&folder.join("src/lib.rs")).contains("#![doc = include_str!(\"../README.md\")]"),
                "{}: the README is not the crate's documentation",
                package.name
            );
        }
    }
}

/// Lints against what can panic, or be wrong where it should panic.
const PANICS: [&str; 7] = [
    "clippy::unwrap_used",
    "clippy::panic",
    "clippy::indexing_slicing",
    "clippy::expect_used",
    "clippy::arithmetic_side_effects",
    "clippy::cast_possible_truncation",
    "clippy::cast_sign_loss",
];

#[test]
fn runtime_code_denies_what_can_panic() {
    let mut seen = 0;
    for package in workspace().members() {
        let folder = folder(package);
        if !is_runtime_code(&folder) {
            continue;
        }
        seen += 1;
        let lib = read(&folder.join("src/lib.rs"));
        // Configuration is made of constants, in which an overflow does not compile.
        let lints = if folder == Path::new("runtime") { &PANICS[..3] } else { &PANICS[..] };
        for lint in lints {
            assert!(lib.contains(lint), "{} does not deny {lint}", package.name);
        }
    }
    assert!(seen >= 9, "only {seen} crates of the runtime were found");
}

/// `()` is for mocks: weights that nobody measured would let blocks run over their time.
#[test]
fn no_pallet_of_the_runtime_is_configured_with_assumed_weights() {
    let mut seen = 0;
    for file in repository_files().iter().filter(|file| file.starts_with("runtime/src/configs")) {
        // Not there any more: deleted, not yet committed.
        let Ok(text) = fs::read_to_string(root().join(file)) else { continue };
        seen += 1;
        assert!(!text.contains("WeightInfo = ();"), "{} has weights that nobody measured", file.display());
    }
    assert!(seen >= 7, "only {seen} files configure the runtime");
}

#[test]
fn the_pinned_toolchain_is_the_one_the_manifest_asks_for() {
    let toolchain = read(Path::new("rust-toolchain.toml"));
    let channel =
        toolchain.lines().find_map(|l| l.strip_prefix("channel = \"")).expect("a channel is pinned");
    let channel = channel.trim_end_matches('"');
    for package in workspace().members() {
        if let Some(version) = &package.rust_version {
            assert!(channel.starts_with(&format!("{}.{}", version.major, version.minor)), "{}", package.name);
        }
    }
    assert!(read(Path::new("Cargo.toml")).contains(&format!("rust-version = \"{}\"", &channel[..4])));
}

#[test]
fn no_file_names_a_path_of_a_machine_or_a_package_mirror() {
    // In pieces, since this file is looked at as well.
    let forbidden = [
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/wo", "rk/"),
        concat!("/Us", "ers/"),
        concat!("index.crates", ".io"),
        concat!("static.crates", ".io"),
        concat!("deb.debian", ".org"),
        concat!("registry.npmjs", ".org"),
        concat!("files.pythonhosted", ".org"),
        concat!("arti", "factory"),
    ];
    let mut findings = Vec::new();
    let mut looked_at = 0;
    for file in repository_files() {
        // Not there any more (deleted, not yet committed), or not text: nothing to read.
        let Ok(text) = fs::read_to_string(root().join(&file)) else { continue };
        looked_at += 1;
        for (number, line) in text.lines().enumerate() {
            for word in forbidden {
                // A relative path or an address has something in front of the slash.
                let named = line.match_indices(word).any(|(at, _)| {
                    !word.starts_with('/')
                        || !line[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || "._-}$".contains(c))
                });
                if named {
                    findings.push(format!("{}:{}: {word}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(looked_at > 50, "only {looked_at} files were looked at");
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}
