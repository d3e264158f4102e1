//! The compliance tree over Poseidon, for circuits. The layout is in the crate's README.

use crate::{empty::EMPTY, poseidon};
use msez_core::{Coordinate, Digest, SubjectId};
use msez_tensor::{depth, Cell, LaneEntry, TreeHasher};

/// What everything hashes to that has an input outside of the field.
///
/// No honest tree holds such a value, but a proof may bring one. It is no field element itself, so it carries through
/// to the root, and no root of a tree equals it: hashing stays total, and the proof is refused.
pub const POISON: Digest = Digest([0xff; 32]);

/// The height of the tree above the subjects, whatever their number.
const HEIGHT: u8 = 32;

/// Poseidon over BN254's scalar field, with circom's constants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PoseidonHasher;

impl TreeHasher for PoseidonHasher {
    fn leaf(coordinate: &Coordinate, cell: &Cell) -> Digest {
        let [subject_hi, subject_lo] = halves(&coordinate.subject.0);
        let [jurisdiction_hi, jurisdiction_lo] = halves(coordinate.jurisdiction.as_word());
        let [attestations_hi, attestations_lo] = halves(&cell.attestations_root.0);
        let place = hash(&[subject_hi, subject_lo, jurisdiction_hi, jurisdiction_lo]);
        let packed = number(&[
            &[coordinate.domain.code(), cell.state.code()],
            &cell.from.to_be_bytes(),
            &cell.until_word().to_be_bytes(),
            &cell.version.to_be_bytes(),
        ]);
        hash(&[place, packed, attestations_hi, attestations_lo])
    }

    fn node(left: &Digest, right: &Digest) -> Digest {
        hash(&[*left, *right])
    }

    fn subject(id: &SubjectId, lanes: &[LaneEntry]) -> Digest {
        let [hi, lo] = halves(&id.0);
        let count = u8::try_from(lanes.len()).unwrap_or(u8::MAX);
        lanes.iter().fold(hash(&[hi, lo, number(&[&[count]])]), |subject, lane| {
            let place = number(&[&lane.jurisdiction.to_be_bytes(), &lane.slots.to_be_bytes()]);
            hash(&[subject, place, lane.root])
        })
    }

    fn root(width: u32, top: &Digest) -> Digest {
        let top = (depth(width)..HEIGHT)
            .fold(*top, |top, level| Self::empty(level).map_or(POISON, |empty| Self::node(&top, &empty)));
        hash(&[number(&[&width.to_be_bytes()]), top])
    }

    fn empty(level: u8) -> Option<Digest> {
        EMPTY.get(usize::from(level)).map(|[hi, lo]| number(&[&hi.to_be_bytes(), &lo.to_be_bytes()]))
    }
}

/// Poseidon, or [`POISON`]. The numbers of inputs are fixed here, so an input outside of the field is the only way to
/// fail.
fn hash<const N: usize>(inputs: &[Digest; N]) -> Digest {
    poseidon(&inputs.map(|input| input.0)).map_or(POISON, Digest)
}

/// The number whose big-endian digits are the parts, one after another.
fn number(parts: &[&[u8]]) -> Digest {
    let mut word = [0; 32];
    let digits = parts.iter().rev().flat_map(|part| part.iter().rev());
    for (to, from) in word.iter_mut().rev().zip(digits) {
        *to = *from;
    }
    Digest(word)
}

/// A word as two numbers of 128 bits, the upper one first.
fn halves(word: &[u8; 32]) -> [Digest; 2] {
    let (hi, lo) = word.split_at(16);
    [number(&[hi]), number(&[lo])]
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::Fr;
    use ark_ff::{BigInteger, PrimeField};
    use core::array::from_fn;
    use light_poseidon::{Poseidon, PoseidonHasher as _};
    use msez_core::{ComplianceState, Domain, JurisdictionId};
    use proptest::prelude::*;

    /// Written again from the README, over field elements.
    fn p(inputs: &[Fr]) -> Fr {
        Poseidon::<Fr>::new_circom(inputs.len()).unwrap().hash(inputs).unwrap()
    }

    fn upper(word: &[u8; 32]) -> Fr {
        Fr::from(u128::from_be_bytes(word[..16].try_into().unwrap()))
    }

    fn lower(word: &[u8; 32]) -> Fr {
        Fr::from(u128::from_be_bytes(word[16..].try_into().unwrap()))
    }

    fn digest(element: Fr) -> Digest {
        Digest(element.into_bigint().to_bytes_be().try_into().unwrap())
    }

    fn element(digest: &Digest) -> Fr {
        Fr::from_be_bytes_mod_order(&digest.0)
    }

    fn coordinate(subject: [u8; 32], domain: u8) -> Coordinate {
        Coordinate {
            subject: SubjectId(subject),
            jurisdiction: "pa-panama-city-zone-of-trade-007".parse().unwrap(),
            domain: Domain::from_code(domain).unwrap(),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_leaf_is_what_the_layout_says(
            subject: [u8; 32], domain in 0u8..20, state in 0u8..6, from: u64, until: Option<u64>, version: u32,
            attestations: [u8; 32],
        ) {
            let at = coordinate(subject, domain);
            let cell = Cell {
                state: ComplianceState::from_code(state).unwrap(),
                from, until, version,
                attestations_root: Digest(attestations),
            };
            let shift = |bits: u32| Fr::from(2u8).pow([u64::from(bits)]);
            use ark_ff::Field;
            let packed = Fr::from(domain) * shift(168) + Fr::from(state) * shift(160) + Fr::from(from) * shift(96)
                + Fr::from(until.unwrap_or(u64::MAX)) * shift(32) + Fr::from(version);
            let jurisdiction: &JurisdictionId = &at.jurisdiction;
            let place =
                p(&[upper(&subject), lower(&subject), upper(jurisdiction.as_word()), lower(jurisdiction.as_word())]);
            let expected = p(&[place, packed, upper(&attestations), lower(&attestations)]);
            prop_assert_eq!(PoseidonHasher::leaf(&at, &cell), digest(expected));
        }

        #[test]
        fn a_subject_is_what_the_layout_says(
            subject: [u8; 32], lanes in proptest::collection::vec((1u16..=2047, any::<u32>(), any::<u128>()), 0..8),
        ) {
            let entries: Vec<_> = lanes.iter().map(|(jurisdiction, slots, root)| LaneEntry {
                jurisdiction: *jurisdiction, slots: *slots, root: digest(Fr::from(*root)),
            }).collect();
            let start = p(&[upper(&subject), lower(&subject), Fr::from(lanes.len() as u64)]);
            let expected = lanes.iter().fold(start, |acc, (jurisdiction, slots, root)| {
                p(&[acc, Fr::from((u64::from(*jurisdiction) << 32) + u64::from(*slots)), Fr::from(*root)])
            });
            prop_assert_eq!(PoseidonHasher::subject(&SubjectId(subject), &entries), digest(expected));
        }

        #[test]
        fn the_root_has_one_height_for_every_width(width: u32, top: u128) {
            let mut node = Fr::from(top);
            let mut empty = Fr::from(0u8);
            for level in 0..32 {
                // The smallest tree with this many levels or more.
                if u64::from(width) <= 1u64 << level {
                    node = p(&[node, empty]);
                }
                empty = p(&[empty, empty]);
            }
            let expected = p(&[Fr::from(width), node]);
            prop_assert_eq!(PoseidonHasher::root(width, &digest(Fr::from(top))), digest(expected));
        }
    }

    #[test]
    fn the_table_of_empty_subtrees_is_the_recomputed_one() {
        let mut expected = Digest::default();
        for level in 0..EMPTY.len() as u8 {
            assert_eq!(PoseidonHasher::empty(level), Some(expected), "level {level}");
            assert_eq!(digest(element(&expected)), expected, "canonical");
            expected = PoseidonHasher::node(&expected, &expected);
        }
        assert!(EMPTY.len() >= 40);
    }

    #[test]
    fn what_is_no_field_element_poisons_everything_above_it() {
        let modulus = Digest(Fr::MODULUS.to_bytes_be().try_into().unwrap());
        let fine = Digest::default();
        for bad in [modulus, POISON] {
            assert_eq!(PoseidonHasher::node(&bad, &fine), POISON);
            assert_eq!(PoseidonHasher::node(&fine, &bad), POISON);
            assert_eq!(PoseidonHasher::root(3, &bad), POISON);
            let lane = LaneEntry { jurisdiction: 1, slots: 1, root: bad };
            assert_eq!(PoseidonHasher::subject(&SubjectId([1; 32]), &[lane]), POISON);
        }
        assert_eq!(digest(element(&modulus)), fine, "reduced, it would have passed for zero");
    }

    /// Known answers, so that a circuit can be checked without this code.
    #[test]
    fn the_known_answers_of_the_readme_hold() {
        let cell = Cell {
            state: ComplianceState::Compliant,
            from: 1_700_000_000_000,
            until: Some(1_800_000_000_000),
            version: 7,
            attestations_root: Digest(from_fn(|i| 0xff - i as u8)),
        };
        let subject: [u8; 32] = from_fn(|i| i as u8);
        let leaf = PoseidonHasher::leaf(&coordinate(subject, 3), &cell);
        let lane = LaneEntry { jurisdiction: 5, slots: 1 << 3, root: leaf };
        let node = PoseidonHasher::subject(&SubjectId(subject), &[lane]);
        let root = PoseidonHasher::root(1, &node);
        assert_eq!([leaf, node, root].map(|digest| hex::encode(digest.0)), KNOWN);
    }

    const KNOWN: [&str; 3] = [
        "0071ff39900f7d44c819a004c25cfa8b61cf7f0582bd4fe538f6f0ef183828e1",
        "0335e73176d605c3b64a40d372dc6b24033d2253d9e765e8bea538ca3b82c724",
        "2ba71d94b58113a430b9adee687c52050a61b29836f36dc4afd08993758f94f1",
    ];
}
