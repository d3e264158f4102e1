//! Builds the wasm side of this very crate.

fn main() {
    #[cfg(feature = "std")]
    {
        // Where Cargo.lock is: the builder looks for it above the target directory, which may be elsewhere.
        let workspace = concat!(env!("CARGO_MANIFEST_DIR"), "/../../..");
        if std::env::var_os("WASM_BUILD_WORKSPACE_HINT").is_none() {
            std::env::set_var("WASM_BUILD_WORKSPACE_HINT", workspace);
        }
        substrate_wasm_builder::WasmBuilder::init_with_defaults()
            .disable_runtime_version_section_check()
            .build();
    }
}
