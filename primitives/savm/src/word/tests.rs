//! Every operation against num-bigint, an implementation that shares nothing with this one.

use super::*;
use alloc::{format, string::ToString, vec::Vec};
use num_bigint::{BigInt, BigUint, Sign};
use proptest::prelude::*;

fn big(word: Word) -> BigUint {
    BigUint::from_bytes_be(&word.to_be_bytes())
}

fn signed(word: Word) -> BigInt {
    let magnitude = BigInt::from(big(word));
    if word.is_negative() {
        magnitude - (BigInt::from(1) << 256u32)
    } else {
        magnitude
    }
}

fn word(value: BigUint) -> Word {
    let wrapped = value % (BigUint::from(1u8) << 256u32);
    Word::from_be_slice(&wrapped.to_bytes_be()).unwrap()
}

fn from_signed(value: BigInt) -> Word {
    let modulus: BigInt = BigInt::from(1) << 256u32;
    let wrapped: BigInt = ((value % &modulus) + &modulus) % modulus;
    assert_ne!(wrapped.sign(), Sign::Minus);
    word(wrapped.to_biguint().unwrap())
}

/// Words of every length, and limbs that sit on the edges where carries and quotient estimates go wrong.
pub(crate) fn words() -> impl Strategy<Value = Word> {
    let limb = prop_oneof![
        4 => any::<u64>(),
        1 => Just(0),
        1 => Just(u64::MAX),
        1 => Just(1u64 << 63),
        1 => Just(1),
        1 => Just(u64::MAX - 1),
        1 => Just((1u64 << 63) - 1),
    ];
    (prop::array::uniform4(limb), 0usize..=4).prop_map(|(mut limbs, used)| {
        limbs[used..].fill(0);
        Word(limbs)
    })
}

#[test]
fn the_words_of_the_reference() {
    let (a, b) = (Word::from(100u8), Word::from(50u8));
    assert_eq!(a.wrapping_add(b), 150u8.into());
    assert_eq!(a.wrapping_sub(b), 50u8.into());
    assert_eq!(a.wrapping_mul(b), 5000u16.into());
    assert_eq!(a.div_rem(b), (2u8.into(), Word::ZERO));
    assert_eq!(Word::MAX.wrapping_add(Word::ONE), Word::ZERO);
    assert_eq!(Word::ZERO.wrapping_sub(Word::ONE), Word::MAX);
    assert_eq!(Word::from(1u128 << 127).wrapping_mul(2u8.into()), Word([0, 0, 1, 0]));
    let half = Word([0, 0, 1, 0]);
    assert_eq!(half.wrapping_mul(half), Word::ZERO);
    assert_eq!(a.div_rem(Word::ZERO), (Word::ZERO, Word::ZERO));
    assert_eq!(Word::MAX.div_rem(Word::ZERO), (Word::ZERO, Word::ZERO));
    assert_eq!(Word::MIN_SIGNED.wrapping_abs(), Word::MIN_SIGNED);
    assert_eq!(signed(Word::MIN_SIGNED), -(BigInt::from(1) << 255u32));
}

#[test]
fn shorter_bytes_are_padded_on_the_left_and_longer_ones_refused() {
    for len in 0..=32 {
        let bytes = alloc::vec![0xab; len];
        let mut expected = [0; 32];
        expected[32 - len..].copy_from_slice(&bytes);
        assert_eq!(Word::from_be_slice(&bytes), Some(Word::from_be_bytes(expected)));
    }
    assert_eq!(Word::from_be_slice(&[0; 33]), None);
}

#[test]
fn text_is_decimal_or_hexadecimal_and_never_silently_cut() {
    assert_eq!("0x2a".parse(), Ok(Word::from(42u8)));
    assert_eq!("42".parse(), Ok(Word::from(42u8)));
    assert_eq!("1_000".parse(), Ok(Word::from(1000u16)));
    for bad in ["", "0x", "_"] {
        assert_eq!(bad.parse::<Word>(), Err(WordError::Empty), "{bad:?}");
    }
    for bad in ["-1", "0xg", "12a", "0X1", " 1"] {
        assert_eq!(bad.parse::<Word>(), Err(WordError::Malformed), "{bad:?}");
    }
    let max = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
    assert_eq!(max.parse(), Ok(Word::MAX));
    assert_eq!(max.replace("639935", "639936").parse::<Word>(), Err(WordError::TooLarge));
    assert_eq!(format!("0x1{}", "0".repeat(64)).parse::<Word>(), Err(WordError::TooLarge));
    assert_eq!(Word::ONE.to_string(), format!("0x{}1", "0".repeat(63)));
    assert_eq!(format!("{:#x}", Word::from(255u8)), "0xff");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn sums_differences_and_products(a in words(), b in words()) {
        let modulus = BigUint::from(1u8) << 256u32;
        prop_assert_eq!(a.wrapping_add(b), word(big(a) + big(b)));
        prop_assert_eq!(a.wrapping_sub(b), word(big(a) + &modulus - big(b)));
        prop_assert_eq!(a.wrapping_mul(b), word(big(a) * big(b)));
        prop_assert_eq!(a.wrapping_neg(), word(modulus - big(a)));
        prop_assert_eq!(a.checked_add(b).is_some(), big(a) + big(b) <= big(Word::MAX));
        prop_assert_eq!(a.checked_sub(b).is_some(), big(a) >= big(b));
        prop_assert_eq!(Word(limbs::square_low(&a.0)), word(big(a) * big(a)));
        prop_assert_eq!(
            BigUint::from_slice(&limbs::mul_full(&a.0, &b.0).iter().flat_map(|l| [*l as u32, (l >> 32) as u32]).collect::<Vec<_>>()),
            big(a) * big(b)
        );
    }

    #[test]
    fn quotients_and_remainders(a in words(), b in words()) {
        let zero = (Word::ZERO, Word::ZERO);
        let expected = if b.is_zero() { zero } else { (word(big(a) / big(b)), word(big(a) % big(b))) };
        prop_assert_eq!(a.div_rem(b), expected);
    }

    #[test]
    fn quotients_whose_estimate_is_tight(b in words(), q in words(), r in words()) {
        // a = b · q + r is next to an exact multiple, where an estimate is off by one if ever.
        let a = word(big(b) * big(q) + big(r));
        let expected = if b.is_zero() { (Word::ZERO, Word::ZERO) } else { (word(big(a) / big(b)), word(big(a) % big(b))) };
        prop_assert_eq!(a.div_rem(b), expected);
        let a = a.wrapping_sub(Word::ONE);
        let expected = if b.is_zero() { (Word::ZERO, Word::ZERO) } else { (word(big(a) / big(b)), word(big(a) % big(b))) };
        prop_assert_eq!(a.div_rem(b), expected);
    }

    #[test]
    fn signed_quotients_and_remainders(a in words(), b in words()) {
        let expected = if b.is_zero() {
            (Word::ZERO, Word::ZERO)
        } else {
            (from_signed(signed(a) / signed(b)), from_signed(signed(a) % signed(b)))
        };
        prop_assert_eq!((a.signed_div(b), a.signed_rem(b)), expected);
    }

    #[test]
    fn modular_sums_and_products(a in words(), b in words(), n in words()) {
        let (sum, product) = if n.is_zero() {
            (Word::ZERO, Word::ZERO)
        } else {
            (word((big(a) + big(b)) % big(n)), word((big(a) * big(b)) % big(n)))
        };
        prop_assert_eq!(a.add_mod(b, n), sum);
        prop_assert_eq!(a.mul_mod(b, n), product);
    }

    #[test]
    fn a_reciprocal_kept_from_other_divisors_changes_nothing(
        divisors in prop::collection::vec(words(), 1..4),
        divisions in prop::collection::vec((words(), words(), 0usize..4), 1..12),
    ) {
        let mut known = Reciprocal::default();
        for (a, b, at) in divisions {
            let n = divisors[at % divisors.len()];
            prop_assert_eq!(a.div_rem_by(n, &mut known), a.div_rem(n));
            prop_assert_eq!(a.mul_mod_by(b, n, &mut known), a.mul_mod(b, n));
        }
    }

    #[test]
    fn powers(a in words(), e in words()) {
        let modulus = BigUint::from(1u8) << 256u32;
        prop_assert_eq!(a.wrapping_pow(e), word(big(a).modpow(&big(e), &modulus)));
        let small = Word::from(e.low_byte());
        prop_assert_eq!(a.wrapping_pow(small), word(big(a).modpow(&big(small), &modulus)));
    }

    #[test]
    fn shifts(a in words(), k in prop_oneof![3 => (0u64..300).prop_map(Word::from), 1 => words()]) {
        let by = k.to_u64().filter(|k| *k < 300).unwrap_or(300);
        prop_assert_eq!(a.shift_left(k), word(big(a) << by));
        prop_assert_eq!(a.shift_right(k), word(big(a) >> by));
        prop_assert_eq!(a.shift_right_signed(k), from_signed(signed(a) >> by));
    }

    #[test]
    fn bytes_and_sign_extension(a in words(), k in prop_oneof![3 => (0u64..40).prop_map(Word::from), 1 => words()]) {
        let at = k.to_u64().filter(|k| *k < 32);
        let byte = at.map_or(0, |at| a.to_be_bytes()[usize::try_from(at).unwrap()]);
        prop_assert_eq!(a.byte(k), byte.into());
        let extended = at.map_or(a, |at| {
            let bits = 8 * (at + 1);
            let low = BigInt::from(big(a) % (BigUint::from(1u8) << bits));
            let negative = &low >> (bits - 1) == BigInt::from(1);
            from_signed(if negative { low - (BigInt::from(1) << bits) } else { low })
        });
        prop_assert_eq!(a.sign_extend(k), extended);
    }

    #[test]
    fn comparisons(a in words(), b in words()) {
        prop_assert_eq!(a.cmp(&b), big(a).cmp(&big(b)));
        prop_assert_eq!(a < b, big(a) < big(b));
        prop_assert_eq!(a.signed_cmp(&b), signed(a).cmp(&signed(b)));
        prop_assert_eq!(u64::from(a.bit_len()), big(a).bits());
    }

    #[test]
    fn bits(a in words(), b in words()) {
        prop_assert_eq!(a.bit_and(b), word(big(a) & big(b)));
        prop_assert_eq!(a.bit_or(b), word(big(a) | big(b)));
        prop_assert_eq!(a.bit_xor(b), word(big(a) ^ big(b)));
        prop_assert_eq!(a.bit_not(), word(big(Word::MAX) - big(a)));
    }

    #[test]
    fn words_survive_bytes_text_and_scale(a in words()) {
        prop_assert_eq!(Word::from_be_bytes(a.to_be_bytes()), a);
        prop_assert_eq!(a.to_string().parse(), Ok(a));
        prop_assert_eq!(format!("{a:#x}").parse(), Ok(a));
        prop_assert_eq!(big(a).to_string().parse(), Ok(a));
        prop_assert_eq!(Word::decode(&mut &a.encode()[..]).unwrap(), a);
    }
}
