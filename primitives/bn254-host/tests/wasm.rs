//! The functions as a runtime sees them: called from wasm in the node's executor, and compared with arkworks compiled
//! into that same wasm, which decodes, checks subgroups and permutes with code of its own.

use ark_bn254::{Fr, G1Affine, G2Affine};
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{BigInt, BigInteger, PrimeField};
use light_poseidon::parameters::bn254_x5::get_poseidon_parameters;
use msez_bn254_guest::Guest;
use msez_bn254_host::{native, HostError};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Vector {
    name: String,
    input: String,
    expected: String,
}

fn vectors(file: &str) -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let path = format!("{}/tests/vectors/{file}.json", env!("CARGO_MANIFEST_DIR"));
    let vectors: Vec<Vector> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    vectors
        .into_iter()
        .map(|v| (v.name, hex::decode(v.input).unwrap(), hex::decode(v.expected).unwrap()))
        .collect()
}

/// A reply of the guest as the result it stands for.
fn call(guest: &Guest, function: &str, input: &[u8]) -> Result<Vec<u8>, HostError> {
    let reply = guest.call(function, input).unwrap_or_else(|error| panic!("{function} traps: {error}"));
    let (status, result) = reply.split_first_chunk().unwrap();
    HostError::outcome(u32::from_be_bytes(*status)).map(|()| result.to_vec())
}

/// The three ways to one answer.
fn agree(guest: &Guest, function: &str, input: &[u8]) -> Result<Vec<u8>, HostError> {
    let native = match function {
        "add" => native::add(input).map(Vec::from),
        "mul" => native::mul(input).map(Vec::from),
        "pairing_check" => native::pairing_check(input).map(|holds| vec![holds.into()]),
        other => panic!("no function {other}"),
    };
    let shown = hex::encode(input);
    assert_eq!(call(guest, &format!("host_{function}"), input), native, "host from wasm: {function} {shown}");
    assert_eq!(
        call(guest, &format!("ark_{function}"), input),
        native,
        "arkworks in wasm: {function} {shown}"
    );
    native
}

fn word(n: impl Into<BigInt<4>>) -> [u8; 32] {
    n.into().to_bytes_be().try_into().unwrap()
}

fn g1(scalar: u64) -> Vec<u8> {
    let (x, y) = (G1Affine::generator() * Fr::from(scalar)).into_affine().xy().unwrap_or_default();
    [word(x), word(y)].concat()
}

fn g2(scalar: u64) -> Vec<u8> {
    let (x, y) = (G2Affine::generator() * Fr::from(scalar)).into_affine().xy().unwrap_or_default();
    [word(x.c1), word(x.c0), word(y.c1), word(y.c0)].concat()
}

#[test]
fn the_published_vectors_hold_through_wasm() {
    let guest = Guest::default();
    for (name, input, expected) in vectors("evm-bn256Add") {
        assert_eq!(agree(&guest, "add", &input).unwrap(), expected, "{name}");
    }
    for (name, input, expected) in vectors("evm-bn256ScalarMul") {
        assert_eq!(agree(&guest, "mul", &input).unwrap(), expected, "{name}");
    }
    for (name, input, expected) in vectors("evm-bn256Pairing") {
        assert_eq!(agree(&guest, "pairing_check", &input).unwrap(), expected[31..], "{name}");
    }
}

#[test]
fn random_and_damaged_input_is_judged_alike_inside_and_outside() {
    let guest = Guest::default();
    // Points, then perhaps one byte changed, one word replaced, or the end cut off.
    let damage = prop_oneof![
        Just(None),
        (any::<prop::sample::Index>(), 1u8..).prop_map(|(at, by)| Some((at, by, 0usize))),
        (any::<prop::sample::Index>(), any::<u8>(), 1usize..32).prop_map(Some),
    ];
    let case = (proptest::collection::vec((0u64.., 0u64..), 1..4), damage, any::<u8>());
    let run = |(scalars, damage, fill): (Vec<(u64, u64)>, Option<(prop::sample::Index, u8, usize)>, u8)| {
        let mut input: Vec<u8> = scalars.iter().flat_map(|(a, b)| [g1(*a), g2(*b)].concat()).collect();
        match damage {
            None => {}
            Some((at, by, 0)) => *at.get_mut(&mut input) ^= by,
            Some((at, _, cut)) if fill % 2 == 0 => {
                let len = at.index(input.len()) / cut * cut;
                input.truncate(len);
            }
            Some((at, fill, _)) => {
                let at = at.index(input.len()) / 32 * 32;
                input[at..at + 32].fill(fill);
            }
        }
        let _ = agree(&guest, "pairing_check", &input);
        let _ = agree(&guest, "add", &input);
        let _ = agree(&guest, "mul", &input);
        Ok(())
    };
    TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(96) }).run(&case, run).unwrap();
}

#[test]
fn a_product_of_pairings_holds_through_wasm() {
    let guest = Guest::default();
    let minus_one = word(-Fr::from(1u8));
    for (a, b) in [(2u64, 3u64), (5, 7), (1 << 40, u64::MAX)] {
        let negated = native::mul(&[g1(b), minus_one.to_vec()].concat()).unwrap();
        let product = [g1(a), g2(b), negated.to_vec(), g2(a)].concat();
        assert_eq!(agree(&guest, "pairing_check", &product), Ok(vec![1]));
        let other = [g1(a), g2(b), negated.to_vec(), g2(a - 1)].concat();
        assert_eq!(agree(&guest, "pairing_check", &other), Ok(vec![0]));
    }
}

#[test]
fn poseidon_is_one_function_inside_and_outside() {
    let guest = Guest::default();
    for count in 1..=12u8 {
        let parameters = get_poseidon_parameters::<Fr>(count + 1).unwrap();
        let constants = parameters.ark.iter().chain(parameters.mds.iter().flatten());
        let mut inside = vec![count + 1, parameters.partial_rounds as u8];
        constants.for_each(|constant| inside.extend(word(*constant)));
        let mut outside = vec![count];
        let mut expected = Vec::new();
        for round in 0..16u64 {
            // From small numbers to the end of the field.
            let inputs: Vec<_> = (0..u64::from(count))
                .map(|n| word(Fr::from(round + n) * -Fr::from(n * round + 1) - Fr::from(round)))
                .collect();
            expected.extend(native::poseidon(&inputs).unwrap());
            inside.extend(inputs.as_flattened());
            outside.extend(inputs.as_flattened());
        }
        assert_eq!(
            call(&guest, "host_poseidon", &outside).as_ref(),
            Ok(&expected),
            "{count} inputs, host from wasm"
        );
        assert_eq!(call(&guest, "ark_poseidon", &inside), Ok(expected), "{count} inputs, arkworks in wasm");
    }
}

#[test]
fn a_refused_hash_is_a_value_in_wasm_too() {
    let guest = Guest::default();
    let call = |count: u8, elements: &[u8]| call(&guest, "host_poseidon", &[&[count], elements].concat());
    assert_eq!(call(1, &word(Fr::MODULUS)), Err(HostError::ElementNotCanonical));
    assert_eq!(call(2, &[0xff; 64]), Err(HostError::ElementNotCanonical));
    assert_eq!(call(13, &[0; 13 * 32]), Err(HostError::UnsupportedArity));
}
