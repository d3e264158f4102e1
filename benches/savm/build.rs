//! Builds the guest: optimized for measuring in any case, in a folder of its own within the target.

use std::{env, path::PathBuf, process::Command};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the package's folder"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder for output"));
    // <target>/<profile>/build/<package>/out: the profiles share the guest.
    let target = out.ancestors().nth(4).expect("the folder for output is in the target").join("guest");
    for watched in [
        "guest",
        "machines",
        "Cargo.lock",
        "../../primitives/savm",
        "../../primitives/core",
        "../../primitives/tensor",
    ] {
        println!("cargo:rerun-if-changed={watched}");
    }
    let peers = env::var_os("CARGO_FEATURE_PEERS").map(|_| "--features=peers");
    let status = Command::new(env::var_os("CARGO").expect("cargo names itself"))
        .args(["build", "--locked", "--profile", "measured"])
        .args(["--package", "msez-savm-guest", "--target", "wasm32v1-none"])
        .args(peers)
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", &target)
        // What is set for the native build does not hold for wasm.
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTFLAGS")
        .status()
        .expect("cargo runs");
    assert!(status.success(), "the guest does not build");
    let guest = target.join("wasm32v1-none/measured/msez_savm_guest.wasm");
    println!("cargo:rustc-env=SAVM_GUEST={}", guest.display());
}
