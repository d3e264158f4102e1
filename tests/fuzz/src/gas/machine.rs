//! The runtime's wasm under the executor that the node configures, on a state with programs.

use codec::{Decode, Encode};
use msez_core::Digest;
use msez_runtime::{constants::UNIT, AccountId, Runtime, RuntimeCall, RuntimeOrigin};
use msez_runtime_api::{ApiError, CallReport, CallRequest};
use polkadot_sdk::{
    frame_system,
    sc_executor::{WasmExecutionMethod, WasmExecutor, WasmtimeInstantiationStrategy},
    sp_core::traits::{CallContext, CodeExecutor, FetchRuntimeCode, RuntimeCode},
    sp_io::{self, TestExternalities},
    sp_runtime::traits::Dispatchable,
};
use std::{borrow::Cow, time::Duration};

type Executor = WasmExecutor<(sp_io::SubstrateHostFunctions, msez_bn254_host::HostFunctions)>;

/// The runtime's wasm, with a state.
pub struct Machine {
    ext: TestExternalities,
    executor: Executor,
    wasm: Vec<u8>,
    hash: Vec<u8>,
    /// What a call of a program that does nothing takes.
    base: Duration,
}

struct Code<'a>(&'a [u8]);

impl FetchRuntimeCode for Code<'_> {
    fn fetch_runtime_code(&self) -> Option<Cow<'_, [u8]>> {
        Some(Cow::Borrowed(self.0))
    }
}

/// Time that this thread has had on a processor: others do not count.
fn thread_time() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the clock writes to the place it is given, which is valid.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Who deploys and calls.
fn caller() -> AccountId {
    polkadot_sdk::sp_keyring::Sr25519Keyring::Alice.to_account_id()
}

impl Machine {
    /// On the state of a chain's first block.
    pub fn new(wasm: Vec<u8>) -> Result<Self, String> {
        let mut ext = crate::runtime::genesis()?;
        ext.execute_with(crate::runtime::begin);
        ext.commit_all()?;
        let executor = Executor::builder()
            .with_execution_method(WasmExecutionMethod::Compiled {
                instantiation_strategy: WasmtimeInstantiationStrategy::PoolingCopyOnWrite,
            })
            .with_max_runtime_instances(8)
            .with_runtime_cache_size(2)
            .build();
        let hash = sp_io::hashing::blake2_256(&wasm).to_vec();
        let mut machine = Self { ext, executor, wasm, hash, base: Duration::ZERO };
        let nothing = machine.install(&[0], 0)?;
        // The first run compiles.
        machine.run(&nothing, Vec::new(), 1_000)?;
        let times: Result<Vec<_>, _> =
            (0..20).map(|_| machine.run(&nothing, Vec::new(), 1_000).map(|(_, time)| time)).collect();
        machine.base = times?.into_iter().min().unwrap_or_default();
        Ok(machine)
    }

    /// What a call of nothing takes.
    pub fn base(&self) -> Duration {
        self.base
    }

    /// Takes everything back that was installed.
    pub fn clear(&mut self) {
        self.ext.reset_overlay();
    }

    /// Puts an instance of a program on the chain, with some money.
    pub fn install(&mut self, code: &[u8], salt: u8) -> Result<AccountId, String> {
        let (code, id) = (code.to_vec(), msez_savm::code_id::<msez_savm::SoftCrypto>(code));
        self.ext.execute_with(|| {
            let dispatched = |call: RuntimeCall| {
                call.dispatch(RuntimeOrigin::signed(caller()))
                    .map_err(|refused| format!("{:?}", refused.error))
            };
            if !pallet_savm::Programs::<Runtime>::contains_key(id) {
                let code = code.try_into().map_err(|_| "the code is too large")?;
                dispatched(pallet_savm::Call::deploy { code }.into())?;
            }
            dispatched(pallet_savm::Call::instantiate { program: id, salt: [salt; 32], asset: None }.into())?;
            let address = address_of(&id, salt);
            let pay = polkadot_sdk::pallet_balances::Call::transfer_allow_death {
                dest: address.clone().into(),
                value: 100 * UNIT,
            };
            dispatched(pay.into())?;
            frame_system::Pallet::<Runtime>::reset_events();
            Ok(address)
        })
    }

    /// Runs an instance in wasm and natively; the error says how they differ.
    pub fn agrees(&mut self, instance: &AccountId, input: Vec<u8>, gas: u64) -> Result<CallReport, String> {
        let (wasm, _) = self.run(instance, input.clone(), gas)?;
        let request = request(instance, input, gas);
        let native = self.ext.execute_with(|| msez_runtime::Savm::dry_run(request, false));
        let native = native.map_err(|error| format!("natively {error:?}"))?;
        if native == wasm {
            Ok(wasm)
        } else {
            Err(format!("in wasm {wasm:?}, natively {native:?}"))
        }
    }

    /// Runs an instance. How it ended, and what it took, without what nothing takes.
    pub fn run(
        &mut self,
        instance: &AccountId,
        input: Vec<u8>,
        gas: u64,
    ) -> Result<(CallReport, Duration), String> {
        let request = CallRequest {
            caller: caller(),
            instance: instance.clone(),
            value: 0,
            input,
            gas_limit: Some(gas),
        };
        let data = (request, false).encode();
        let fetcher = Code(&self.wasm);
        let code = RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash: self.hash.clone() };
        let mut ext = self.ext.ext();
        let before = thread_time();
        let (answer, _) =
            self.executor.call(&mut ext, &code, "SavmApi_dry_run", &data, CallContext::Offchain);
        let took = thread_time().saturating_sub(before).saturating_sub(self.base);
        let answer = answer.map_err(|error| format!("{error}"))?;
        let report = <Result<CallReport, ApiError>>::decode(&mut &answer[..])
            .map_err(|error| error.to_string())?
            .map_err(|error| format!("{error:?}"))?;
        Ok((report, took))
    }
}

fn request(instance: &AccountId, input: Vec<u8>, gas: u64) -> CallRequest {
    CallRequest { caller: caller(), instance: instance.clone(), value: 0, input, gas_limit: Some(gas) }
}

/// Where an instance of a program stands.
pub fn address_of(program: &Digest, salt: u8) -> AccountId {
    let creator: [u8; 32] = caller().into();
    let word = msez_savm::instance_id::<msez_savm::SoftCrypto>(program, &creator.into(), &[salt; 32].into());
    word.to_be_bytes().into()
}
