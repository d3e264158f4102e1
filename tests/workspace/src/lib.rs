#![doc = include_str!("../README.md")]

use cargo_metadata::{Dependency, DependencyKind, Metadata, MetadataCommand, Package, TargetKind};
use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// The root of the checkout.
pub fn root() -> PathBuf {
    let manifest_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest_dir.join("../..").canonicalize().expect("the workspace root is two levels up")
}

/// The workspace with all locked dependencies. Asked of cargo once per test binary.
pub fn workspace() -> &'static Workspace {
    static WORKSPACE: OnceLock<Workspace> = OnceLock::new();
    WORKSPACE.get_or_init(Workspace::load)
}

/// Packages of the workspace and those they depend on.
pub struct Workspace {
    metadata: Metadata,
    by_name: HashMap<String, Vec<usize>>,
}

impl Workspace {
    fn load() -> Self {
        let metadata = MetadataCommand::new()
            .manifest_path(root().join("Cargo.toml"))
            // A test must not change what is locked. It may have to download crates that no build needs.
            .other_options(["--locked".into()])
            .exec()
            .expect("cargo describes the workspace");
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, package) in metadata.packages.iter().enumerate() {
            by_name.entry(package.name.to_string()).or_default().push(index);
        }
        Self { metadata, by_name }
    }

    /// The members of the workspace.
    pub fn members(&self) -> Vec<&Package> {
        self.metadata.workspace_packages()
    }

    /// All packages called `name`.
    pub fn packages<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Package> {
        self.by_name.get(name).into_iter().flatten().filter_map(|index| self.metadata.packages.get(*index))
    }

    /// The package a dependency resolves to; `None` if it is optional and nothing turns it on.
    pub fn resolve(&self, dependency: &Dependency) -> Option<&Package> {
        self.packages(&dependency.name).find(|package| dependency.req.matches(&package.version))
    }

    /// The features of the package called `name` that are on in a build of the whole workspace.
    pub fn enabled_features(&self, name: &str) -> BTreeSet<String> {
        let ids: Vec<_> = self.packages(name).map(|package| &package.id).collect();
        let nodes = self.metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
        nodes
            .filter(|node| ids.contains(&&node.id))
            .flat_map(|node| &node.features)
            .map(ToString::to_string)
            .collect()
    }
}

/// The folder of a package, relative to the root of the checkout.
pub fn folder(package: &Package) -> PathBuf {
    let folder = package.manifest_path.parent().expect("a manifest is in a folder");
    folder.as_std_path().strip_prefix(root()).expect("members are in the checkout").to_path_buf()
}

/// Everything that `feature` of `package` turns on, features of features included.
pub fn expand(package: &Package, feature: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![feature.to_owned()];
    while let Some(next) = open.pop() {
        if let Some(items) = package.features.get(&next) {
            open.extend(items.iter().filter(|item| !found.contains(*item)).cloned());
        }
        found.insert(next);
    }
    found
}

/// Each dependency of `package` that has `feature` and does not get it when `package` has it on.
///
/// Development dependencies are left out: they never reach a build of somebody else.
pub fn missing_propagation(workspace: &Workspace, package: &Package, feature: &str) -> Vec<String> {
    if !package.features.contains_key(feature) {
        return Vec::new();
    }
    let on = expand(package, feature);
    let mut missing = Vec::new();
    for dependency in package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal) {
        let Some(target) = workspace.resolve(dependency) else { continue };
        let is_proc_macro = target.targets.iter().any(|t| t.kind.contains(&TargetKind::ProcMacro));
        if is_proc_macro || !target.features.contains_key(feature) {
            continue;
        }
        let name = dependency.rename.as_ref().unwrap_or(&dependency.name);
        let always_on = dependency.features.iter().any(|f| expand(target, f).contains(feature))
            || (dependency.uses_default_features && expand(target, "default").contains(feature));
        let passed_on =
            [format!("{name}/{feature}"), format!("{name}?/{feature}")].iter().any(|item| on.contains(item));
        if !always_on && !passed_on {
            missing.push(format!("{}: `{feature}` does not turn on `{name}/{feature}`", package.name));
        }
    }
    missing
}

/// Every file that is in the repository or would be with the next commit, relative to the root.
pub fn repository_files() -> Vec<PathBuf> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root())
        .output()
        .expect("git lists the files of the checkout");
    assert!(output.status.success(), "git ls-files failed: {}", String::from_utf8_lossy(&output.stderr));
    let listing = String::from_utf8_lossy(&output.stdout).into_owned();
    listing.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect()
}
