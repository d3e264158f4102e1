//! The guest under wasmtime, set as the node's executor sets it.

use codec::Decode;
use msez_savm::{Crypto, SoftCrypto};
use msez_savm_machines::{Case, Machine, Ran};
use std::time::Duration;
use wasmtime::{Caller, Config, Engine, Extern, Instance, Linker, OptLevel, Store};

use crate::timing::time;

/// How long the guest's last work took.
type Clock = Duration;

/// The guest, compiled.
pub struct Module {
    module: wasmtime::Module,
    linker: Linker<Clock>,
}

/// One instance of it.
pub struct Guest {
    store: Store<Clock>,
    instance: Instance,
}

fn shown(error: impl std::fmt::Display) -> String {
    format!("{error:#}")
}

/// Bytes of the guest's memory.
fn read<const N: usize>(caller: &mut Caller<'_, Clock>, at: u32) -> Option<[u8; N]> {
    caller.get_export("memory")?.into_memory()?.data(&caller).get(at as usize..)?.first_chunk().copied()
}

type Verify = fn(&[u8; 64], &[u8], &[u8; 32]) -> bool;

/// A signature check for the guest. Where it points outside of its memory, nothing holds.
fn verify(verify: Verify) -> impl Fn(Caller<'_, Clock>, u32, u32, u32, u32) -> u32 {
    move |mut caller, signature, message, len, key| {
        let (signature, key) = (read(&mut caller, signature), read(&mut caller, key));
        let memory = caller.get_export("memory").and_then(Extern::into_memory);
        let (Some(signature), Some(key), Some(memory)) = (signature, key, memory) else { return 0 };
        let message =
            memory.data(&caller).get(message as usize..).and_then(|bytes| bytes.get(..len as usize));
        message.is_some_and(|message| verify(&signature, message, &key)).into()
    }
}

fn recover(mut caller: Caller<'_, Clock>, signature: u32, digest: u32, key: u32) -> u32 {
    let (signature, digest) = (read(&mut caller, signature), read(&mut caller, digest));
    let found = signature
        .zip(digest)
        .and_then(|(signature, digest)| SoftCrypto::secp256k1_recover(&signature, &digest));
    let memory = caller.get_export("memory").and_then(Extern::into_memory);
    found
        .zip(memory)
        .is_some_and(|(found, memory)| memory.write(&mut caller, key as usize, &found).is_ok())
        .into()
}

/// Lets the guest do its work, and takes the time.
fn clock(mut caller: Caller<'_, Clock>, work: u32) -> wasmtime::Result<()> {
    let export = caller
        .get_export("work")
        .and_then(Extern::into_func)
        .ok_or_else(|| wasmtime::Error::msg("no work"))?;
    let export = export.typed::<u32, ()>(&caller)?;
    let mut done = Ok(());
    let took = time((), |()| done = export.call(&mut caller, work));
    *caller.data_mut() = took;
    done
}

impl Module {
    pub fn new() -> Result<Self, String> {
        let mut config = Config::new();
        config
            .cranelift_opt_level(OptLevel::SpeedAndSize)
            .cranelift_nan_canonicalization(true)
            .wasm_simd(false)
            .wasm_relaxed_simd(false)
            .wasm_bulk_memory(false)
            .wasm_multi_value(false);
        let engine = Engine::new(&config).map_err(shown)?;
        let module = wasmtime::Module::new(&engine, include_bytes!(env!("SAVM_GUEST"))).map_err(shown)?;
        let mut linker = Linker::new(&engine);
        linker
            .func_wrap("host", "clock", clock)
            .and_then(|linker| linker.func_wrap("host", "ed25519_verify", verify(SoftCrypto::ed25519_verify)))
            .and_then(|linker| linker.func_wrap("host", "sr25519_verify", verify(SoftCrypto::sr25519_verify)))
            .and_then(|linker| linker.func_wrap("host", "secp256k1_recover", recover))
            .map_err(shown)?;
        Ok(Self { module, linker })
    }

    pub fn guest(&self) -> Result<Guest, String> {
        let mut store = Store::new(self.module.engine(), Clock::ZERO);
        let instance = self.linker.instantiate(&mut store, &self.module).map_err(shown)?;
        Ok(Guest { store, instance })
    }
}

impl Guest {
    /// The bytes that a call of the guest has answered with.
    fn answer(&mut self, packed: u64) -> Result<Vec<u8>, String> {
        let memory = self.instance.get_memory(&mut self.store, "memory").ok_or("the guest has no memory")?;
        let (at, len) = ((packed >> 32) as usize, packed as u32 as usize);
        let bytes = memory.data(&self.store).get(at..at + len);
        bytes.map(<[u8]>::to_vec).ok_or_else(|| "the guest answers from outside of its memory".into())
    }

    /// Runs a case once.
    pub fn race(&mut self, machine: Machine, case: Case) -> Result<(Duration, Ran), String> {
        let place =
            |found: Option<usize>| found.and_then(|at| u32::try_from(at).ok()).ok_or("not in the list");
        let machine = place(Machine::ALL.iter().position(|other| *other == machine))?;
        let case = place(Case::ALL.iter().position(|other| *other == case))?;
        let race = self.instance.get_typed_func::<(u32, u32), u64>(&mut self.store, "race").map_err(shown)?;
        let packed = race.call(&mut self.store, (machine, case)).map_err(|error| format!("{error:?}"))?;
        let answer = self.answer(packed)?;
        type Answer = Result<([u8; 32], u64), Vec<u8>>;
        let ran = Answer::decode(&mut &answer[..]).map_err(|error| error.to_string())?;
        let (word, gas) = ran.map_err(|why| String::from_utf8_lossy(&why).into_owned())?;
        Ok((*self.store.data(), Ran { word, gas }))
    }

    /// What there is to see of an encoded world.
    pub fn look(&mut self, world: &[u8]) -> Result<Vec<u8>, String> {
        let len = world.len() as u32;
        let reserve = self.instance.get_typed_func::<u32, u32>(&mut self.store, "reserve").map_err(shown)?;
        let at = reserve.call(&mut self.store, len).map_err(shown)?;
        let memory = self.instance.get_memory(&mut self.store, "memory").ok_or("the guest has no memory")?;
        memory.write(&mut self.store, at as usize, world).map_err(shown)?;
        let look = self.instance.get_typed_func::<(u32, u32), u64>(&mut self.store, "look").map_err(shown)?;
        let packed = look.call(&mut self.store, (at, len)).map_err(|error| format!("{error:?}"))?;
        self.answer(packed)
    }
}
