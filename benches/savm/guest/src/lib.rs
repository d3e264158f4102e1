//! The machines in wasm. Hashes are software here, for every machine; signatures are asked of the host, as in a runtime.
//! Elsewhere than in wasm this crate is empty.

#![no_std]
#![cfg(target_family = "wasm")]

extern crate alloc;

use alloc::{string::String, vec::Vec};
use codec::{Decode, Encode};
use msez_savm::{Crypto, KeccakBackend};
use msez_savm_machines::{observe, Case, Machine, World};

#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

mod host {
    #[link(wasm_import_module = "host")]
    extern "C" {
        /// Calls [`super::work`] with this argument, and takes the time of that.
        pub fn clock(work: *mut core::ffi::c_void);
        pub fn ed25519_verify(signature: *const u8, message: *const u8, len: usize, key: *const u8) -> u32;
        pub fn sr25519_verify(signature: *const u8, message: *const u8, len: usize, key: *const u8) -> u32;
        /// Writes the key, 64 bytes, unless there is none.
        pub fn secp256k1_recover(signature: *const u8, digest: *const u8, key: *mut u8) -> u32;
    }
}

struct GuestCrypto;

impl KeccakBackend for GuestCrypto {
    fn keccak256(data: &[u8]) -> [u8; 32] {
        use tiny_keccak::Hasher;
        let mut keccak = tiny_keccak::Keccak::v256();
        keccak.update(data);
        let mut hash = [0; 32];
        keccak.finalize(&mut hash);
        hash
    }
}

impl Crypto for GuestCrypto {
    fn sha256(data: &[u8]) -> [u8; 32] {
        use sha2::Digest;
        sha2::Sha256::digest(data).into()
    }

    fn ed25519_verify(signature: &[u8; 64], message: &[u8], key: &[u8; 32]) -> bool {
        // SAFETY: the host reads as many bytes as each of the arguments has.
        unsafe {
            host::ed25519_verify(signature.as_ptr(), message.as_ptr(), message.len(), key.as_ptr()) != 0
        }
    }

    fn sr25519_verify(signature: &[u8; 64], message: &[u8], key: &[u8; 32]) -> bool {
        // SAFETY: as above.
        unsafe {
            host::sr25519_verify(signature.as_ptr(), message.as_ptr(), message.len(), key.as_ptr()) != 0
        }
    }

    fn secp256k1_recover(signature: &[u8; 65], digest: &[u8; 32]) -> Option<[u8; 64]> {
        let mut key = [0; 64];
        // SAFETY: as above, and the host writes 64 bytes at most.
        let found = unsafe { host::secp256k1_recover(signature.as_ptr(), digest.as_ptr(), key.as_mut_ptr()) };
        (found != 0).then_some(key)
    }
}

/// A buffer for an argument.
#[no_mangle]
pub extern "C" fn reserve(len: usize) -> *mut u8 {
    let mut buffer = core::mem::ManuallyDrop::new(Vec::<u8>::with_capacity(len));
    buffer.as_mut_ptr()
}

/// Bytes for the host: address in the higher half, length in the lower. They stay: an instance lives shortly.
fn answer(bytes: Vec<u8>) -> u64 {
    let bytes = core::mem::ManuallyDrop::new(bytes);
    ((bytes.as_ptr() as u64) << 32) | bytes.len() as u64
}

/// Does the work that the clock runs over.
///
/// # Safety
///
/// To be called with what [`host::clock`] was given, while that runs.
#[no_mangle]
pub unsafe extern "C" fn work(work: *mut core::ffi::c_void) {
    // SAFETY: promised by the caller; `race` made it out of this type.
    unsafe { (*work.cast::<&mut dyn FnMut()>())() }
}

/// Runs a case, both by their place in the lists: SCALE of `Result<(word, gas), String>`.
#[no_mangle]
pub extern "C" fn race(machine: usize, case: usize) -> u64 {
    let mut clock = |mut work: &mut dyn FnMut()| {
        // SAFETY: the host does nothing with the pointer but hand it back, before this returns.
        unsafe { host::clock((&raw mut work).cast()) }
    };
    let ran = Machine::ALL[machine].run::<GuestCrypto>(Case::ALL[case], &mut clock);
    answer(ran.map(|ran| (ran.word, ran.gas)).map_err(String::into_bytes).encode())
}

/// What there is to see of a run; the argument is the SCALE of a world.
///
/// # Safety
///
/// The buffer must come from [`reserve`] and be filled.
#[no_mangle]
pub unsafe extern "C" fn look(world: *mut u8, len: usize) -> u64 {
    // SAFETY: promised by the caller.
    let bytes = unsafe { Vec::from_raw_parts(world, len, len) };
    answer(World::decode(&mut &bytes[..]).map_or_else(|_| Vec::new(), |world| observe::<GuestCrypto>(&world)))
}
