//! The boundary between runtime and host. What is here is consensus: a version, once released, keeps its name, its
//! signature and its answers for ever. A change is a new version beside the old one.

// The macro's own code casts.
#![allow(clippy::cast_possible_truncation)]

#[cfg(not(substrate_runtime))]
use crate::{native, HostError};
use sp_runtime_interface::{
    pass_by::{PassFatPointerAndRead, PassFatPointerAndWrite},
    runtime_interface,
};

/// BN254 with the semantics and encodings of the EVM's precompiles 6, 7 and 8, and circom's Poseidon. Every function
/// writes its result to `out` and returns 0, or leaves zeros there and returns the code of a [`HostError`].
#[runtime_interface]
pub trait Bn254 {
    /// EIP-196 addition. `out`: 64 bytes.
    #[version(1)]
    fn add(input: PassFatPointerAndRead<&[u8]>, out: PassFatPointerAndWrite<&mut [u8]>) -> u32 {
        write(out, || native::add(input))
    }

    /// EIP-196 multiplication. `out`: 64 bytes.
    #[version(1)]
    fn mul(input: PassFatPointerAndRead<&[u8]>, out: PassFatPointerAndWrite<&mut [u8]>) -> u32 {
        write(out, || native::mul(input))
    }

    /// EIP-197 pairing check. `out`: 32 bytes, the word 1 or 0.
    #[version(1)]
    fn pairing_check(input: PassFatPointerAndRead<&[u8]>, out: PassFatPointerAndWrite<&mut [u8]>) -> u32 {
        write(out, || {
            let mut word = [0; 32];
            let [.., last] = &mut word;
            *last = native::pairing_check(input)?.into();
            Ok(word)
        })
    }

    /// circom's Poseidon. `inputs`: the elements one after another. `out`: 32 bytes.
    #[version(1)]
    fn poseidon(inputs: PassFatPointerAndRead<&[u8]>, out: PassFatPointerAndWrite<&mut [u8]>) -> u32 {
        write(out, || match inputs.as_chunks() {
            (inputs, []) => native::poseidon(inputs),
            _ => Err(HostError::InvalidLength),
        })
    }
}

/// Computes only what can be delivered.
#[cfg(not(substrate_runtime))]
fn write<const N: usize>(out: &mut [u8], result: impl FnOnce() -> Result<[u8; N], HostError>) -> u32 {
    HostError::status(match <&mut [u8; N]>::try_from(out) {
        Ok(out) => result().map(|result| *out = result),
        Err(_) => Err(HostError::InvalidOutputLength),
    })
}

#[cfg(test)]
mod tests {
    use super::bn_254;
    use crate::{HostError, ONE};
    use sp_runtime_interface::sp_wasm_interface::HostFunctions;

    #[test]
    fn the_names_of_the_interface_are_frozen() {
        let names: Vec<_> = bn_254::HostFunctions::host_functions()
            .iter()
            .map(|function| function.name().to_owned())
            .collect();
        assert_eq!(
            names,
            [
                "ext_bn_254_add_version_1",
                "ext_bn_254_mul_version_1",
                "ext_bn_254_pairing_check_version_1",
                "ext_bn_254_poseidon_version_1",
            ]
        );
    }

    #[test]
    fn a_result_is_written_only_into_a_buffer_of_its_size() {
        let refused = HostError::status(Err(HostError::InvalidOutputLength));
        for len in [0, 31, 33, 63, 64, 65] {
            let mut out = vec![7; len];
            assert_eq!(bn_254::pairing_check(&[], &mut out), refused);
            assert_eq!(bn_254::poseidon(&[0; 32], &mut out), refused);
            if len != 64 {
                assert_eq!(bn_254::add(&[], &mut out), refused);
                assert_eq!(bn_254::mul(&[], &mut out), refused);
            }
            assert_eq!(out, vec![7; len]);
        }
        let mut out = [0; 32];
        assert_eq!(bn_254::pairing_check(&[], &mut out), 0);
        assert_eq!(out, ONE);
    }

    #[test]
    fn a_refusal_is_a_status_and_writes_nothing() {
        let mut out = [0; 32];
        let status = |error| HostError::status(Err(error));
        assert_eq!(bn_254::pairing_check(&[0; 191], &mut out), status(HostError::InvalidLength));
        assert_eq!(bn_254::poseidon(&[0; 33], &mut out), status(HostError::InvalidLength));
        assert_eq!(bn_254::poseidon(&[], &mut out), status(HostError::UnsupportedArity));
        assert_eq!(bn_254::poseidon(&[0; 13 * 32], &mut out), status(HostError::UnsupportedArity));
        assert_eq!(bn_254::poseidon(&[255; 32], &mut out), status(HostError::ElementNotCanonical));
        assert_eq!(out, [0; 32]);
    }
}
