//! The mathematics itself, with arkworks, for the host. One thread, no panic on any input, memory in proportion to the
//! input.

// Operators on field elements and points are total.
#![allow(clippy::arithmetic_side_effects)]

use crate::{pairing, HostError, MAX_POSEIDON_INPUTS};
use ark_bn254::{Fq, Fq2, Fr, G1Affine, G1Projective, G2Affine};
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{AdditiveGroup, BigInt, PrimeField, Zero};
use light_poseidon::{Poseidon, PoseidonHasher};
use std::cell::RefCell;

/// A word of the EVM: 32 bytes, big-endian.
type Word = [u8; 32];

/// Bytes of one (G1, G2) pair.
const PAIR: usize = 192;

/// EIP-196 addition: two points of G1. A short input is continued with zeros, what follows 128 bytes is not read.
pub fn add(input: &[u8]) -> Result<[u8; 64], HostError> {
    let [ax, ay, bx, by] = words(input);
    let (a, b) = (g1(&ax, &ay)?, g1(&bx, &by)?);
    Ok(encode((a + b).into_affine()))
}

/// EIP-196 multiplication: a point of G1 and any 256-bit scalar. A short input is continued with zeros, what
/// follows 96 bytes is not read.
pub fn mul(input: &[u8]) -> Result<[u8; 64], HostError> {
    let [x, y, scalar] = words(input);
    // The order of G1 is r, so reducing the scalar changes nothing.
    let product = G1Projective::from(g1(&x, &y)?) * Fr::from_be_bytes_mod_order(&scalar);
    Ok(encode(product.into_affine()))
}

/// EIP-197: whether the product of the pairings of all (G1, G2) pairs is one. No pairs: it is.
pub fn pairing_check(input: &[u8]) -> Result<bool, HostError> {
    let (pairs, rest) = input.as_chunks::<PAIR>();
    if !rest.is_empty() {
        return Err(HostError::InvalidLength);
    }
    let decode = |pair: &[u8; PAIR]| {
        let [ax, ay, bx1, bx0, by1, by0] = words(pair);
        Ok((g1(&ax, &ay)?, g2([&bx0, &bx1], [&by0, &by1])?))
    };
    let points = pairs.iter().map(decode).collect::<Result<Vec<_>, _>>()?;
    pairing::product_is_one(&points).map_err(|pairing::NotInSubgroup| HostError::NotInSubgroup)
}

thread_local! {
    /// One hasher per number of inputs. Its constants take far longer to build than a hash.
    static HASHERS: RefCell<[Option<Poseidon<Fr>>; MAX_POSEIDON_INPUTS]> =
        const { RefCell::new([const { None }; MAX_POSEIDON_INPUTS]) };
}

/// circom's Poseidon over canonical field elements.
pub fn poseidon(inputs: &[[u8; 32]]) -> Result<[u8; 32], HostError> {
    if inputs.len() > MAX_POSEIDON_INPUTS {
        return Err(HostError::UnsupportedArity);
    }
    let mut elements = [Fr::ZERO; MAX_POSEIDON_INPUTS];
    for (element, input) in elements.iter_mut().zip(inputs) {
        *element = field(input).ok_or(HostError::ElementNotCanonical)?;
    }
    let elements = elements.get(..inputs.len()).ok_or(HostError::UnsupportedArity)?;
    HASHERS.with_borrow_mut(|hashers| {
        let slot = inputs.len().checked_sub(1).and_then(|index| hashers.get_mut(index));
        let slot = slot.ok_or(HostError::UnsupportedArity)?;
        let hasher = match slot {
            Some(hasher) => hasher,
            None => slot
                .insert(Poseidon::<Fr>::new_circom(inputs.len()).map_err(|_| HostError::UnsupportedArity)?),
        };
        hasher.hash(elements).map(word).map_err(|_| HostError::UnsupportedArity)
    })
}

/// The first `N` words of the input, continued with zeros.
fn words<const N: usize>(input: &[u8]) -> [Word; N] {
    let mut words = [[0; 32]; N];
    for (to, from) in words.as_flattened_mut().iter_mut().zip(input) {
        *to = *from;
    }
    words
}

/// The field element that a word stands for, if it is canonical.
fn field<F: PrimeField<BigInt = BigInt<4>>>(word: &Word) -> Option<F> {
    let mut limbs = [0; 4];
    for (limb, bytes) in limbs.iter_mut().zip(word.as_chunks::<8>().0.iter().rev()) {
        *limb = u64::from_be_bytes(*bytes);
    }
    let integer = BigInt::new(limbs);
    // Compared here too: what is canonical must not depend on a library's reading of it.
    (integer < F::MODULUS).then(|| F::from_bigint(integer)).flatten()
}

/// The word that stands for a field element.
fn word<F: PrimeField<BigInt = BigInt<4>>>(element: F) -> Word {
    let mut word = [0; 32];
    for (bytes, limb) in word.as_chunks_mut::<8>().0.iter_mut().zip(element.into_bigint().0.iter().rev()) {
        *bytes = limb.to_be_bytes();
    }
    word
}

fn coordinate(word: &Word) -> Result<Fq, HostError> {
    field(word).ok_or(HostError::CoordinateNotCanonical)
}

fn g1(x: &Word, y: &Word) -> Result<G1Affine, HostError> {
    let (x, y) = (coordinate(x)?, coordinate(y)?);
    if x.is_zero() && y.is_zero() {
        return Ok(G1Affine::identity());
    }
    // The cofactor is 1: a point on the curve is in the group.
    let point = G1Affine::new_unchecked(x, y);
    point.is_on_curve().then_some(point).ok_or(HostError::NotOnCurve)
}

/// A point of the twist; the pairing looks into its subgroup. The coordinates are given as [real, imaginary]; in the
/// input the imaginary part comes first.
fn g2(x: [&Word; 2], y: [&Word; 2]) -> Result<G2Affine, HostError> {
    let coordinate = |[c0, c1]: [&Word; 2]| Ok(Fq2::new(coordinate(c0)?, coordinate(c1)?));
    let (x, y) = (coordinate(x)?, coordinate(y)?);
    if x.is_zero() && y.is_zero() {
        return Ok(G2Affine::identity());
    }
    let point = G2Affine::new_unchecked(x, y);
    point.is_on_curve().then_some(point).ok_or(HostError::NotOnCurve)
}

fn encode(point: G1Affine) -> [u8; 64] {
    let mut bytes = [0; 64];
    if let (Some((x, y)), [first, second]) = (point.xy(), bytes.as_chunks_mut::<32>().0) {
        *first = word(x);
        *second = word(y);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_word_and_its_element_are_the_same_number(bytes: [u8; 32]) {
            if let Some(element) = field::<Fr>(&bytes) {
                prop_assert_eq!(word(element), bytes);
                prop_assert_eq!(element, Fr::from_be_bytes_mod_order(&bytes));
            } else {
                prop_assert_ne!(word(Fr::from_be_bytes_mod_order(&bytes)), bytes);
            }
        }
    }
}
