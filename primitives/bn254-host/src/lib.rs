#![doc = include_str!("../README.md")]
// Set by the SDK's wasm builder.
#![allow(unexpected_cfgs)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable
    )
)]
#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(not(any(feature = "std", substrate_runtime)))]
compile_error!("build with `std` for a host, or through substrate-wasm-builder for a runtime");

mod empty;
mod error;
mod interface;
#[cfg(feature = "std")]
pub mod native;
#[cfg(feature = "std")]
mod pairing;
mod tree;

pub use error::HostError;
pub use interface::bn_254 as host_calls;
#[cfg(not(substrate_runtime))]
pub use interface::bn_254::HostFunctions;
pub use tree::{PoseidonHasher, POISON};

/// The largest number of inputs of Poseidon.
pub const MAX_POSEIDON_INPUTS: usize = 12;

/// The word with which the EVM's pairing precompile says yes; its no is zero.
#[cfg(any(test, substrate_runtime))]
const ONE: [u8; 32] = {
    let mut word = [0; 32];
    word[31] = 1;
    word
};

/// EIP-196 addition of two points of G1: 128 bytes, shorter input continued with zeros, longer input cut.
///
/// ```
/// let infinity = msez_bn254_host::add(&[]);
/// assert_eq!(infinity, Ok([0; 64]));
/// ```
pub fn add(input: &[u8]) -> Result<[u8; 64], HostError> {
    #[cfg(substrate_runtime)]
    return written(|out| host_calls::add(input, out));
    #[cfg(not(substrate_runtime))]
    native::add(input)
}

/// EIP-196 multiplication of a point of G1 by a 256-bit scalar: 96 bytes, shorter input continued with zeros, longer
/// input cut.
pub fn mul(input: &[u8]) -> Result<[u8; 64], HostError> {
    #[cfg(substrate_runtime)]
    return written(|out| host_calls::mul(input, out));
    #[cfg(not(substrate_runtime))]
    native::mul(input)
}

/// EIP-197: whether the product of the pairings of all pairs is one. 192 bytes per pair: a point of G1, a point of G2
/// with the imaginary part of each coordinate first. The time it takes grows with the number of pairs: bound it, or
/// charge for it, before the call.
pub fn pairing_check(input: &[u8]) -> Result<bool, HostError> {
    #[cfg(substrate_runtime)]
    return written(|out| host_calls::pairing_check(input, out)).map(|word| word == ONE);
    #[cfg(not(substrate_runtime))]
    native::pairing_check(input)
}

/// circom's Poseidon of 1 to 12 canonical big-endian elements of the scalar field.
pub fn poseidon(inputs: &[[u8; 32]]) -> Result<[u8; 32], HostError> {
    #[cfg(substrate_runtime)]
    return written(|out| host_calls::poseidon(inputs.as_flattened(), out));
    #[cfg(not(substrate_runtime))]
    native::poseidon(inputs)
}

/// What a host call wrote, unless it refused.
#[cfg(substrate_runtime)]
fn written<const N: usize>(call: impl FnOnce(&mut [u8]) -> u32) -> Result<[u8; N], HostError> {
    let mut out = [0; N];
    HostError::outcome(call(&mut out)).map(|()| out)
}
