//! The runtime's wasm against the same code, compiled natively. Skipped where the wasm was not built, or not anew.

use msez_fuzz::{
    gas::{compare, Machine},
    vm::{corpus_file, read_cases},
};

#[test]
fn the_corpus_ends_alike_natively_and_in_wasm() {
    let Some(wasm) = msez_runtime::WASM_BINARY else { return };
    if std::env::var_os("SKIP_WASM_BUILD").is_some() {
        return;
    }
    let mut machine = Machine::new(wasm.to_vec()).unwrap();
    compare(&mut machine, &read_cases(&corpus_file())).unwrap_or_else(|fault| panic!("{fault}"));
}
