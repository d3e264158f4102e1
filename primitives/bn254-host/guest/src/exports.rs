//! The wasm side.
//!
//! Every function takes and returns bytes. A reply is a status word of four bytes, big-endian, and the result. Some work
//! through many inputs in one call, so that the price of the call itself does not show.

extern crate alloc;

use alloc::{vec, vec::Vec};
use ark_bn254::{Bn254, Fq, Fq2, Fr, G1Affine, G1Projective, G2Affine};
use ark_ec::{pairing::Pairing, AffineRepr, CurveGroup};
use ark_ff::{AdditiveGroup, BigInt, Field, PrimeField, Zero};
use msez_bn254_host::HostError;
use sp_runtime_interface::pack_ptr_and_len;

#[link(wasm_import_module = "env")]
extern "C" {
    fn ext_allocator_malloc_version_1(size: u32) -> u32;
    fn ext_allocator_free_version_1(at: u32);
}

/// Memory comes from the host, as in every runtime: it writes the input into the same heap.
struct HostAllocator;

// SAFETY: the host returns blocks of at least the size asked for, aligned to 8 bytes, that nobody else uses.
unsafe impl core::alloc::GlobalAlloc for HostAllocator {
    unsafe fn alloc(&self, layout: core::alloc::Layout) -> *mut u8 {
        ext_allocator_malloc_version_1(layout.size() as u32) as *mut u8
    }

    unsafe fn dealloc(&self, at: *mut u8, _: core::alloc::Layout) {
        ext_allocator_free_version_1(at as u32)
    }
}

#[global_allocator]
static ALLOCATOR: HostAllocator = HostAllocator;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

macro_rules! export {
    ($($name:ident = $function:expr;)*) => {$(
        #[no_mangle]
        extern "C" fn $name(at: *const u8, len: usize) -> u64 {
            // SAFETY: the executor allocated the input for this call.
            let input = if len == 0 { &[] } else { unsafe { core::slice::from_raw_parts(at, len) } };
            let function: fn(&[u8]) -> Result<Vec<u8>, HostError> = $function;
            let reply = match function(input) {
                Ok(result) => [&[0; 4], &result[..]].concat(),
                Err(error) => (error as u32).to_be_bytes().to_vec(),
            };
            // The instance ends with the call, and its memory with it.
            let reply = reply.leak();
            pack_ptr_and_len(reply.as_ptr() as u32, reply.len() as u32)
        }
    )*};
}

export! {
    host_add = |input| msez_bn254_host::add(input).map(Vec::from);
    host_mul = |input| msez_bn254_host::mul(input).map(Vec::from);
    host_pairing_check = |input| msez_bn254_host::pairing_check(input).map(|holds| vec![holds.into()]);
    host_pairing_checks = |input| each(input, |pairs| msez_bn254_host::pairing_check(pairs).map(|holds| vec![holds.into()]));
    host_poseidon = hash_by_host;

    ark_add = sum;
    ark_mul = product;
    ark_pairing_check = pairings_cancel;
    ark_pairing_checks = |input| each(input, pairings_cancel);
    ark_poseidon = hash;
}

/// Input: the number of pairs of one check, then the pairs of one check after another.
fn each(input: &[u8], check: fn(&[u8]) -> Result<Vec<u8>, HostError>) -> Result<Vec<u8>, HostError> {
    let [count, pairs @ ..] = input else { return Err(HostError::InvalidLength) };
    let answers: Result<Vec<_>, _> = pairs.chunks(usize::from(*count) * 192).map(check).collect();
    answers.map(|answers| answers.concat())
}

/// Input: the number of elements of one hash, then the elements of one hash after another.
fn hash_by_host(input: &[u8]) -> Result<Vec<u8>, HostError> {
    let [count, elements @ ..] = input else { return Err(HostError::InvalidLength) };
    let mut hashes = Vec::new();
    for elements in elements.as_chunks::<32>().0.chunks(usize::from(*count)) {
        hashes.extend(msez_bn254_host::poseidon(elements)?);
    }
    Ok(hashes)
}

fn sum(input: &[u8]) -> Result<Vec<u8>, HostError> {
    let input = padded::<128>(input);
    Ok(encode((g1(&input[..64])? + g1(&input[64..])?).into_affine()))
}

fn product(input: &[u8]) -> Result<Vec<u8>, HostError> {
    let input = padded::<96>(input);
    let scalar = Fr::from_be_bytes_mod_order(&input[64..]);
    Ok(encode((G1Projective::from(g1(&input[..64])?) * scalar).into_affine()))
}

fn pairings_cancel(input: &[u8]) -> Result<Vec<u8>, HostError> {
    if input.len() % 192 != 0 {
        return Err(HostError::InvalidLength);
    }
    let mut left = Vec::new();
    let mut right = Vec::new();
    for pair in input.chunks(192) {
        left.push(g1(&pair[..64])?);
        right.push(g2(&pair[64..])?);
    }
    Ok(vec![Bn254::multi_pairing(left, right).is_zero().into()])
}

/// The permutation written from its description (eprint 2019/458), with the constants in the input, so that it shares
/// nothing with the host. Input: the width and the number of partial rounds, the round constants, the matrix, then the
/// elements of one hash after another.
fn hash(input: &[u8]) -> Result<Vec<u8>, HostError> {
    const FULL: usize = 8;
    let [width, partial, words @ ..] = input else { return Err(HostError::InvalidLength) };
    let (width, partial) = (usize::from(*width), usize::from(*partial));
    let elements: Vec<Fr> = words
        .chunks(32)
        .map(|word| element(word).ok_or(HostError::ElementNotCanonical))
        .collect::<Result<_, _>>()?;
    let (constants, rest) = elements.split_at((FULL + partial) * width);
    let (matrix, inputs) = rest.split_at(width * width);

    let mut hashes = Vec::new();
    let mut state = vec![Fr::ZERO; width];
    let mut mixed = state.clone();
    for inputs in inputs.chunks(width - 1) {
        state[0] = Fr::ZERO;
        state[1..].copy_from_slice(inputs);
        for (round, constants) in constants.chunks(width).enumerate() {
            for (element, constant) in state.iter_mut().zip(constants) {
                *element += constant;
            }
            let is_full = round < FULL / 2 || round >= FULL / 2 + partial;
            for element in state.iter_mut().take(if is_full { width } else { 1 }) {
                *element *= element.square().square();
            }
            for (to, row) in mixed.iter_mut().zip(matrix.chunks(width)) {
                *to = row.iter().zip(&state).map(|(factor, element)| *factor * element).sum();
            }
            core::mem::swap(&mut state, &mut mixed);
        }
        hashes.extend(word(state[0]));
    }
    Ok(hashes)
}

fn padded<const N: usize>(input: &[u8]) -> [u8; N] {
    let mut padded = [0; N];
    let len = input.len().min(N);
    padded[..len].copy_from_slice(&input[..len]);
    padded
}

fn element<F: PrimeField<BigInt = BigInt<4>>>(word: &[u8]) -> Option<F> {
    let mut limbs = [0; 4];
    for (limb, bytes) in limbs.iter_mut().rev().zip(word.as_chunks::<8>().0) {
        *limb = u64::from_be_bytes(*bytes);
    }
    F::from_bigint(BigInt(limbs))
}

fn word<F: PrimeField<BigInt = BigInt<4>>>(element: F) -> Vec<u8> {
    element.into_bigint().0.iter().rev().flat_map(|limb| limb.to_be_bytes()).collect()
}

fn coordinate(word: &[u8]) -> Result<Fq, HostError> {
    element(word).ok_or(HostError::CoordinateNotCanonical)
}

fn g1(bytes: &[u8]) -> Result<G1Affine, HostError> {
    let point = G1Affine::new_unchecked(coordinate(&bytes[..32])?, coordinate(&bytes[32..])?);
    point.is_on_curve().then_some(point).ok_or(HostError::NotOnCurve)
}

fn g2(bytes: &[u8]) -> Result<G2Affine, HostError> {
    let pair =
        |at: usize| Ok(Fq2::new(coordinate(&bytes[at + 32..at + 64])?, coordinate(&bytes[at..at + 32])?));
    let point = G2Affine::new_unchecked(pair(0)?, pair(64)?);
    if !point.is_on_curve() {
        return Err(HostError::NotOnCurve);
    }
    point.is_in_correct_subgroup_assuming_on_curve().then_some(point).ok_or(HostError::NotInSubgroup)
}

fn encode(point: G1Affine) -> Vec<u8> {
    let (x, y) = point.xy().unwrap_or_default();
    [word(x), word(y)].concat()
}
