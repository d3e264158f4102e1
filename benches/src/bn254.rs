//! The BN254 host functions beside arkworks: natively, and from wasm in the node's executor beside arkworks compiled
//! into the same wasm.

use ark_bn254::{Bn254, Fr, G1Affine, G2Affine};
use ark_ec::{pairing::Pairing, AffineRepr, CurveGroup};
use ark_ff::{BigInteger, Field, PrimeField, Zero};
use light_poseidon::{parameters::bn254_x5::get_poseidon_parameters, Poseidon, PoseidonHasher};
use msez_bn254_guest::Guest;

use crate::timing::{measure, measure_each, Figure, Report, Sample};

/// Pairs of one pairing check; Groth16 has four.
const PAIRS: usize = 4;
/// Distinct inputs.
const CHECKS: usize = 256;
const HASHES: usize = 1_024;
/// Timed passes over them.
const PASSES: usize = 11;

/// One check: the points, and the precompile's encoding of them.
struct Check {
    left: [G1Affine; PAIRS],
    right: [G2Affine; PAIRS],
    bytes: Vec<u8>,
}

fn word(n: impl PrimeField) -> [u8; 32] {
    let mut word = [0; 32];
    word.copy_from_slice(&n.into_bigint().to_bytes_be());
    word
}

/// Scalars without a pattern, the same on every run.
fn scalars() -> impl Iterator<Item = Fr> {
    let mut scalar = Fr::from(5u8);
    std::iter::repeat_with(move || {
        scalar = scalar.square() + Fr::from(3u8);
        scalar
    })
}

/// Half of them hold: e(aP, bQ) · e(cP, dQ) · e(-abP, Q) · e(-cdP, Q).
fn checks() -> Vec<Check> {
    let mut scalars = scalars();
    let mut next = || scalars.next().unwrap_or_default();
    (0..CHECKS)
        .map(|n| {
            let (a, b, c, d) = (next(), next(), next(), next());
            let off = Fr::from(n as u64 % 2);
            let left = [a, c, -(a * b), off - c * d].map(|s| (G1Affine::generator() * s).into_affine());
            let right = [b, d, Fr::ONE, Fr::ONE].map(|s| (G2Affine::generator() * s).into_affine());
            let mut bytes = Vec::new();
            for (p, q) in left.iter().zip(&right) {
                for coordinate in [p.x, p.y, q.x.c1, q.x.c0, q.y.c1, q.y.c0] {
                    bytes.extend(word(coordinate));
                }
            }
            Check { left, right, bytes }
        })
        .collect()
}

/// arkworks with the checks of a verifier that was handed the points.
fn checked_pairing(check: &Check) -> bool {
    let valid = check.left.iter().all(|p| p.is_on_curve() && p.is_in_correct_subgroup_assuming_on_curve())
        && check.right.iter().all(|q| q.is_on_curve() && q.is_in_correct_subgroup_assuming_on_curve());
    valid && Bn254::multi_pairing(check.left, check.right).is_zero()
}

/// A call of the guest, without its status.
fn call(guest: &Guest, function: &str, input: &[u8]) -> Result<Vec<u8>, String> {
    let reply = guest.call(function, input).map_err(|error| format!("{function}: {error}"))?;
    match reply.split_first_chunk() {
        Some(([0, 0, 0, 0], result)) => Ok(result.to_vec()),
        _ => Err(format!("{function} refuses its input")),
    }
}

/// One call of the guest works through all inputs; the time is that of one.
fn measure_guest(guest: &Guest, function: &str, input: &[u8], items: usize) -> Sample {
    let pass = measure(PASSES, || (), |()| call(guest, function, input));
    let n = items as u32;
    Sample { min: pass.min / n, median: pass.median / n }
}

fn pairing_rows(guest: &Guest) -> Result<Vec<(String, Vec<Figure>)>, String> {
    let checks = checks();
    let mut input = vec![PAIRS as u8];
    checks.iter().for_each(|check| input.extend(&check.bytes));

    let expected: Vec<u8> = (0..CHECKS).map(|n| u8::from(n % 2 == 0)).collect();
    let host: Result<Vec<u8>, _> =
        checks.iter().map(|check| msez_bn254_host::pairing_check(&check.bytes).map(u8::from)).collect();
    let answers = [
        host.map_err(|error| error.to_string())?,
        checks.iter().map(|check| checked_pairing(check).into()).collect(),
        call(guest, "host_pairing_checks", &input)?,
        call(guest, "ark_pairing_checks", &input)?,
    ];
    if answers.iter().any(|answers| *answers != expected) {
        return Err("the contestants disagree about a pairing".into());
    }

    let native = measure_each(PASSES, &checks, |check| msez_bn254_host::pairing_check(&check.bytes));
    let in_wasm = measure_guest(guest, "host_pairing_checks", &input, CHECKS);
    let ark_checked = measure_each(PASSES, &checks, checked_pairing);
    let ark_bare = measure_each(PASSES, &checks, |check| Bn254::multi_pairing(check.left, check.right));
    let ark_wasm = measure_guest(guest, "ark_pairing_checks", &input, CHECKS);
    let row = |name: &str, figures: [Sample; 3], wasm| {
        let [a, b, c] = figures.map(Figure::Time);
        (format!("pairing check, {PAIRS} pairs, {name}"), vec![a, b, c, wasm])
    };
    Ok(vec![
        row("points checked", [native, in_wasm, ark_checked], Figure::Time(ark_wasm)),
        row("arkworks without the checks", [native, in_wasm, ark_bare], Figure::None),
    ])
}

fn poseidon_row(guest: &Guest) -> Result<(String, Vec<Figure>), String> {
    let mut scalars = scalars();
    let mut next = || scalars.next().unwrap_or_default();
    let elements: Vec<[Fr; 2]> = (0..HASHES).map(|_| [next(), next()]).collect();
    let words: Vec<[[u8; 32]; 2]> = elements.iter().map(|pair| pair.map(word)).collect();

    let parameters = get_poseidon_parameters::<Fr>(3).map_err(|error| error.to_string())?;
    let mut constants = vec![3, parameters.partial_rounds as u8];
    let values = parameters.ark.iter().chain(parameters.mds.iter().flatten());
    values.for_each(|value| constants.extend(word(*value)));
    let inputs = words.as_flattened().as_flattened();
    let (for_host, for_ark) = ([&[2], inputs].concat(), [&constants[..], inputs].concat());

    let mut hasher = Poseidon::<Fr>::new_circom(2).map_err(|error| error.to_string())?;
    let mut ark = |pair: &[Fr; 2]| hasher.hash(pair).map(word).unwrap_or_default();
    let host = |pair: &[[u8; 32]; 2]| msez_bn254_host::poseidon(pair).unwrap_or_default();
    let expected: Vec<u8> = elements.iter().flat_map(&mut ark).collect();
    let answers = [
        words.iter().flat_map(host).collect(),
        call(guest, "host_poseidon", &for_host)?,
        call(guest, "ark_poseidon", &for_ark)?,
    ];
    if answers.iter().any(|answers| *answers != expected) {
        return Err("the contestants disagree about a hash".into());
    }

    let figures = [
        measure_each(PASSES, &words, host),
        measure_guest(guest, "host_poseidon", &for_host, HASHES),
        measure_each(PASSES, &elements, ark),
        measure_guest(guest, "ark_poseidon", &for_ark, HASHES),
    ];
    Ok(("Poseidon of two elements (t = 3)".into(), figures.map(Figure::Time).to_vec()))
}

/// Runs everything. All contestants must agree on every answer first.
pub fn run() -> Result<Report, String> {
    let guest = Guest::default();
    let mut rows = pairing_rows(&guest)?;
    rows.push(poseidon_row(&guest)?);
    Ok(Report {
        title: "BN254 host functions".into(),
        notes: vec![
            format!("{CHECKS} distinct pairing inputs, half of them hold; {HASHES} distinct pairs of elements; {PASSES} passes."),
            "The host function starts from the precompile's bytes and checks canonical form, curve and subgroup. \
             arkworks starts from decoded points; `points checked` adds its own checks of curve and subgroup."
                .into(),
            "Pairings: ark-bn254 0.6 on one thread. Poseidon: light-poseidon 0.5 natively, a plain permutation over \
             ark-ff in wasm."
                .into(),
            "In wasm one call works through all inputs, in the executor of the node with its settings.".into(),
        ],
        columns: ["host function, natively", "host function, from wasm", "arkworks, natively", "arkworks, in wasm"]
            .map(String::from)
            .to_vec(),
        ours: 2,
        rows,
    })
}
