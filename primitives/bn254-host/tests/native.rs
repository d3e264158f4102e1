//! The arithmetic against the published vectors, against what must be refused, and against the laws of a pairing.

use ark_bn254::{Fq, Fq2, Fr, G1Affine, G2Affine};
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{BigInt, BigInteger, PrimeField};
use msez_bn254_host::{add, mul, pairing_check, poseidon, HostError};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Vector {
    name: String,
    input: String,
    expected: String,
}

fn vectors(file: &str) -> impl Iterator<Item = (String, Vec<u8>, Vec<u8>)> {
    let path = format!("{}/tests/vectors/{file}.json", env!("CARGO_MANIFEST_DIR"));
    let vectors: Vec<Vector> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert!(vectors.len() >= 14);
    vectors.into_iter().map(|v| (v.name, hex::decode(v.input).unwrap(), hex::decode(v.expected).unwrap()))
}

fn word(n: impl Into<BigInt<4>>) -> [u8; 32] {
    n.into().to_bytes_be().try_into().unwrap()
}

fn g1(point: G1Affine) -> Vec<u8> {
    let (x, y) = point.xy().unwrap_or_default();
    [word(x), word(y)].concat()
}

fn g2(point: G2Affine) -> Vec<u8> {
    let (x, y) = point.xy().unwrap_or_default();
    [word(x.c1), word(x.c0), word(y.c1), word(y.c0)].concat()
}

fn pair(a: G1Affine, b: G2Affine) -> Vec<u8> {
    [g1(a), g2(b)].concat()
}

fn on_g1(scalar: Fr) -> G1Affine {
    (G1Affine::generator() * scalar).into_affine()
}

fn on_g2(scalar: Fr) -> G2Affine {
    (G2Affine::generator() * scalar).into_affine()
}

/// A point of the twist that is not in the subgroup.
fn stray() -> G2Affine {
    (1u64..)
        .filter_map(|x| G2Affine::get_point_from_x_unchecked(Fq2::new(Fq::from(x), Fq::from(1u8)), true))
        .find(|point| !point.is_in_correct_subgroup_assuming_on_curve())
        .unwrap()
}

#[test]
fn addition_gives_the_published_answers() {
    for (name, input, expected) in vectors("evm-bn256Add") {
        assert_eq!(add(&input).unwrap()[..], expected, "{name}");
    }
}

#[test]
fn multiplication_gives_the_published_answers() {
    for (name, input, expected) in vectors("evm-bn256ScalarMul") {
        assert_eq!(mul(&input).unwrap()[..], expected, "{name}");
    }
}

#[test]
fn the_pairing_check_gives_the_published_answers() {
    for (name, input, expected) in vectors("evm-bn256Pairing") {
        assert_eq!(word(u64::from(pairing_check(&input).unwrap()))[..], expected, "{name}");
    }
}

#[test]
fn poseidon_gives_the_answers_of_circomlib() {
    for (count, expected) in [
        (1, "18586133768512220936620570745912940619677854269274689475585506675881198879027"),
        (2, "7853200120776062878684798364095072458815029376092732009249414926327459813530"),
        (3, "6542985608222806190361240322586112750744169038454362455181422643027100751666"),
        (4, "18821383157269793795438455681495246036402687001665670618754263018637548127333"),
    ] {
        let inputs: Vec<_> = (1..=count).map(|n: u64| word(n)).collect();
        let expected: Fr = expected.parse().unwrap();
        assert_eq!(poseidon(&inputs).unwrap(), word(expected), "{count} inputs");
    }
}

#[test]
fn poseidon_takes_one_to_twelve_elements_below_the_modulus() {
    for count in 1..=12 {
        let hash = poseidon(&vec![[0; 32]; count]).unwrap();
        assert_eq!(poseidon(&vec![[0; 32]; count]).unwrap(), hash, "the kept hasher is left clean");
        assert!(Fr::from_be_bytes_mod_order(&hash) != Fr::from(0u8));
        for place in 0..count {
            let mut inputs = vec![[0; 32]; count];
            inputs[place] = word(Fr::MODULUS);
            assert_eq!(poseidon(&inputs), Err(HostError::ElementNotCanonical));
            inputs[place] = word(-Fr::from(1u8));
            assert_ne!(poseidon(&inputs), Ok(hash));
        }
    }
    assert_eq!(poseidon(&[]), Err(HostError::UnsupportedArity));
    assert_eq!(poseidon(&[[0; 32]; 13]), Err(HostError::UnsupportedArity));
}

#[test]
fn zeros_are_the_point_at_infinity() {
    let point = g1(on_g1(Fr::from(5u8)));
    assert_eq!(add(&[0; 128]), Ok([0; 64]));
    assert_eq!(add(&point).unwrap()[..], point);
    assert_eq!(add(&[vec![0; 64], point.clone()].concat()).unwrap()[..], point);
    assert_eq!(add(&[point.clone(), g1(-on_g1(Fr::from(5u8)))].concat()), Ok([0; 64]));
    assert_eq!(mul(&[vec![0; 64], vec![0xff; 32]].concat()), Ok([0; 64]));
    assert_eq!(mul(&point), Ok([0; 64]), "no scalar is zero");
    assert_eq!(pairing_check(&[]), Ok(true));
    assert_eq!(pairing_check(&[0; 192 * 3]), Ok(true));
    assert_eq!(pairing_check(&pair(on_g1(Fr::from(5u8)), G2Affine::identity())), Ok(true));
    assert_eq!(pairing_check(&pair(G1Affine::identity(), on_g2(Fr::from(5u8)))), Ok(true));
    assert_eq!(pairing_check(&pair(G1Affine::generator(), G2Affine::generator())), Ok(false));
}

#[test]
fn short_input_is_continued_with_zeros_and_long_input_is_cut() {
    let input = [g1(on_g1(Fr::from(3u8))), g1(on_g1(Fr::from(4u8)))].concat();
    let long = [input.clone(), vec![0xff; 77]].concat();
    assert_eq!(add(&long), add(&input));
    assert_eq!(add(&input).unwrap()[..], g1(on_g1(Fr::from(7u8))));
    // The scalar 2^248: all that matters is its first byte.
    let point = g1(on_g1(Fr::from(3u8)));
    let scalar = [vec![1], vec![0; 31]].concat();
    let full = [point.clone(), scalar].concat();
    assert_eq!(mul(&full[..65]), mul(&full));
    assert_eq!(mul(&[full.clone(), vec![0xff; 5]].concat()), mul(&full));
    assert_ne!(mul(&full[..64]), mul(&full));
    // Half of a coordinate is another coordinate.
    assert_eq!(add(&input[..100]), Err(HostError::NotOnCurve));
}

#[test]
fn a_scalar_beyond_the_group_order_is_reduced() {
    let point = g1(on_g1(Fr::from(9u8)));
    let mut beyond = Fr::MODULUS;
    beyond.add_with_carry(&BigInt::from(11u64));
    assert_eq!(mul(&[point.clone(), word(beyond).to_vec()].concat()).unwrap()[..], g1(on_g1(Fr::from(99u8))));
    assert_eq!(mul(&[point.clone(), word(Fr::MODULUS).to_vec()].concat()), Ok([0; 64]));
    let largest = Fr::from_be_bytes_mod_order(&[0xff; 32]);
    assert_eq!(mul(&[point, vec![0xff; 32]].concat()).unwrap()[..], g1(on_g1(Fr::from(9u8) * largest)));
}

#[test]
fn a_point_off_the_curve_is_refused() {
    let off = [word(1u64), word(3u64)].concat();
    assert_eq!(add(&off), Err(HostError::NotOnCurve));
    assert_eq!(add(&[vec![0; 64], off.clone()].concat()), Err(HostError::NotOnCurve));
    assert_eq!(
        mul(&[off.clone(), vec![0; 32]].concat()),
        Err(HostError::NotOnCurve),
        "even if nothing is asked"
    );
    assert_eq!(pairing_check(&[off, vec![0; 128]].concat()), Err(HostError::NotOnCurve));
    // (0, y) and (x, 0) are not the point at infinity.
    assert_eq!(add(&[word(0u64), word(1u64)].concat()), Err(HostError::NotOnCurve));
    assert_eq!(add(&[word(1u64), word(0u64)].concat()), Err(HostError::NotOnCurve));
    let mut off = pair(G1Affine::identity(), on_g2(Fr::from(2u8)));
    off[191] ^= 1;
    assert_eq!(pairing_check(&off), Err(HostError::NotOnCurve));
}

#[test]
fn a_point_of_the_twist_outside_of_the_subgroup_is_refused() {
    assert!(stray().is_on_curve());
    for a in [G1Affine::identity(), G1Affine::generator()] {
        assert_eq!(pairing_check(&pair(a, stray())), Err(HostError::NotInSubgroup));
    }
    let fine = pair(G1Affine::generator(), G2Affine::generator());
    assert_eq!(
        pairing_check(&[fine, pair(G1Affine::generator(), stray())].concat()),
        Err(HostError::NotInSubgroup)
    );
}

#[test]
fn a_coordinate_has_one_encoding() {
    let modulus = Fq::MODULUS;
    let shifted = |coordinate: [u8; 32]| {
        let mut integer = BigInt::<4>::default();
        for byte in coordinate {
            integer <<= 8;
            integer.add_with_carry(&BigInt::from(u64::from(byte)));
        }
        integer.add_with_carry(&modulus);
        word(integer)
    };
    let input = pair(on_g1(Fr::from(2u8)), on_g2(Fr::from(3u8)));
    for at in (0..192).step_by(32) {
        let mut input = input.clone();
        let same: [u8; 32] = input[at..at + 32].try_into().unwrap();
        input[at..at + 32].copy_from_slice(&shifted(same));
        assert_eq!(pairing_check(&input), Err(HostError::CoordinateNotCanonical), "at {at}");
        if at < 64 {
            assert_eq!(add(&input[..64]), Err(HostError::CoordinateNotCanonical));
            assert_eq!(mul(&input[..64]), Err(HostError::CoordinateNotCanonical));
        }
    }
    for at in [0, 32] {
        let mut zeros = vec![0; 128];
        zeros[at..at + 32].copy_from_slice(&word(modulus));
        assert_eq!(add(&zeros), Err(HostError::CoordinateNotCanonical), "p is not zero");
    }
    assert_eq!(add(&[0xff; 128]), Err(HostError::CoordinateNotCanonical));
}

#[test]
fn the_imaginary_part_comes_first() {
    let right = pair(on_g1(Fr::from(2u8)), on_g2(Fr::from(3u8)));
    let mut swapped = right.clone();
    for at in [64, 128] {
        swapped[at..at + 64].rotate_left(32);
    }
    assert_eq!(pairing_check(&right), Ok(false));
    assert_eq!(pairing_check(&swapped), Err(HostError::NotOnCurve));
}

#[test]
fn a_pairing_input_is_whole_pairs() {
    let input = pair(on_g1(Fr::from(2u8)), on_g2(Fr::from(3u8)));
    for len in (1..192).chain([193, 383]) {
        let input = [input.clone(), input.clone()].concat();
        assert_eq!(pairing_check(&input[..len]), Err(HostError::InvalidLength), "{len} bytes");
    }
}

#[test]
fn the_first_fault_decides_the_error() {
    let off = [[word(1u64), word(3u64)].concat(), vec![0; 128]].concat();
    let astray = pair(G1Affine::generator(), stray());
    let wide = vec![0xff; 192];
    let check =
        |pairs: &[&Vec<u8>]| pairing_check(&pairs.iter().flat_map(|pair| pair.to_vec()).collect::<Vec<_>>());
    assert_eq!(check(&[&off, &wide]), Err(HostError::NotOnCurve));
    assert_eq!(check(&[&wide, &off]), Err(HostError::CoordinateNotCanonical));
    assert_eq!(check(&[&astray, &off]), Err(HostError::NotOnCurve), "subgroups come last");
    let many = vec![&astray; 50];
    assert_eq!(
        check(&[&many[..], &[&off]].concat()),
        Err(HostError::NotOnCurve),
        "whatever the number of pairs"
    );
    assert_eq!(pairing_check(&[astray, off, vec![0]].concat()), Err(HostError::InvalidLength));
}

#[test]
fn many_pairs_are_one_product() {
    // Sum of a_i = 0, over more pairs than one batch holds, with a point at infinity among them.
    for count in [15u64, 31, 32, 33, 63, 70] {
        let mut input = Vec::new();
        let mut sum = Fr::from(0u8);
        for n in 0..count {
            let a = Fr::from(n * n);
            sum += a;
            input.extend(pair(on_g1(a), G2Affine::generator()));
        }
        assert_eq!(pairing_check(&input), Ok(false));
        input.extend(pair(on_g1(-sum), G2Affine::generator()));
        assert_eq!(pairing_check(&input), Ok(true), "{count} pairs and their sum");
    }
}

fn scalar() -> impl Strategy<Value = Fr> {
    any::<[u8; 32]>().prop_map(|bytes| Fr::from_be_bytes_mod_order(&bytes))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn addition_commutes_and_agrees_with_the_group(a in scalar(), b in scalar()) {
        let (p, q) = (g1(on_g1(a)), g1(on_g1(b)));
        let sum = add(&[p.clone(), q.clone()].concat()).unwrap();
        prop_assert_eq!(add(&[q, p].concat()).unwrap(), sum);
        prop_assert_eq!(&sum[..], &g1(on_g1(a + b))[..]);
    }

    #[test]
    fn multiplication_distributes(a in scalar(), b in scalar(), s: [u8; 32]) {
        let (p, q) = (g1(on_g1(a)), g1(on_g1(b)));
        let sum = add(&[p.clone(), q.clone()].concat()).unwrap();
        let together = mul(&[&sum[..], &s].concat()).unwrap();
        let apart = [mul(&[&p[..], &s].concat()).unwrap(), mul(&[&q[..], &s].concat()).unwrap()].concat();
        prop_assert_eq!(add(&apart).unwrap(), together);
    }

    #[test]
    fn the_pairing_is_bilinear(a in scalar(), b in scalar()) {
        // e(aP, bQ) · e(-bP, aQ) = 1, and not for another factor.
        let left = pair(on_g1(a), on_g2(b));
        let right = pair(-on_g1(b), on_g2(a));
        prop_assert_eq!(pairing_check(&[left.clone(), right].concat()), Ok(true));
        let wrong = pair(-on_g1(b + Fr::from(1u8)), on_g2(a));
        prop_assert_eq!(pairing_check(&[left, wrong].concat()), Ok(a == Fr::from(0u8)));
    }

    #[test]
    fn no_input_makes_it_panic(input in proptest::collection::vec(any::<u8>(), 0..600), small in 0u8..4) {
        let _ = (add(&input), mul(&input), pairing_check(&input));
        // Words near zero get further than random ones.
        let words: Vec<u8> = input.iter().enumerate().map(|(i, b)| if i % 32 == 31 { *b % (small + 1) } else { 0 }).collect();
        let _ = (add(&words), mul(&words), pairing_check(&words[..words.len() / 192 * 192]));
        let _ = poseidon(words.as_chunks().0);
    }
}
