//! The native side: the program, and an executor for it.

use polkadot_sdk::{
    sc_executor::{error::Error, with_externalities_safe, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY},
    sp_core::traits::{RuntimeCode, WrappedRuntimeCode},
    sp_io::{SubstrateHostFunctions, TestExternalities},
};

/// Written by the build script.
mod program {
    #![allow(dead_code)]
    include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));
}

/// What the node's executor offers to a runtime, as far as the program needs it.
type HostFunctions = (SubstrateHostFunctions, msez_bn254_host::HostFunctions);

/// The program, compiled once and called as a runtime is called: in a fresh instance every time.
pub struct Guest {
    executor: WasmExecutor<HostFunctions>,
    code: WrappedRuntimeCode<'static>,
}

impl Default for Guest {
    fn default() -> Self {
        let code =
            program::WASM_BINARY.expect("the program was left out of this build: unset SKIP_WASM_BUILD");
        Self { executor: WasmExecutor::builder().build(), code: WrappedRuntimeCode(code.into()) }
    }
}

impl Guest {
    /// Calls an exported function; an error is a trap.
    pub fn call(&self, function: &str, input: &[u8]) -> Result<Vec<u8>, Error> {
        let code = RuntimeCode { code_fetcher: &self.code, heap_pages: None, hash: vec![0] };
        let mut externalities = TestExternalities::default();
        self.executor.with_instance(
            &code,
            &mut externalities.ext(),
            DEFAULT_HEAP_ALLOC_STRATEGY,
            |_, mut instance, _, mut externalities| {
                with_externalities_safe(&mut **externalities, move || instance.call_export(function, input))
            },
        )
    }
}
