//! The word of the machine: 256 bits, wrapping.

mod limbs;
mod text;

pub use limbs::Reciprocal;
pub use text::WordError;

use codec::{Decode, DecodeWithMemTracking, Encode, Input, MaxEncodedLen, Output};
use core::cmp::Ordering;
use scale_info::TypeInfo;

/// 256 bits. Arithmetic wraps modulo 2^256; signed operations read two's complement. Bytes are big-endian, in memory,
/// in storage and in the SCALE encoding alike.
#[derive(Clone, Copy, Default, Eq)]
pub struct Word(
    /// Limbs, least significant first.
    [u64; 4],
);

impl Word {
    /// 0.
    pub const ZERO: Self = Self([0; 4]);
    /// 1.
    pub const ONE: Self = Self([1, 0, 0, 0]);
    /// 2^256 - 1, which is also -1.
    pub const MAX: Self = Self([u64::MAX; 4]);
    /// -2^255, the least signed number.
    pub const MIN_SIGNED: Self = Self([0, 0, 0, 1 << 63]);

    /// From limbs, least significant first.
    #[inline(always)]
    pub const fn from_limbs(limbs: [u64; 4]) -> Self {
        Self(limbs)
    }

    /// The limbs, least significant first.
    #[inline(always)]
    pub const fn limbs(&self) -> &[u64; 4] {
        &self.0
    }

    /// Reads 32 big-endian bytes.
    #[inline(always)]
    pub fn from_be_bytes(bytes: [u8; 32]) -> Self {
        let mut limbs = [0; 4];
        let (chunks, _) = bytes.as_chunks::<8>();
        for (limb, chunk) in limbs.iter_mut().rev().zip(chunks) {
            *limb = u64::from_be_bytes(*chunk);
        }
        Self(limbs)
    }

    /// Reads 32 big-endian bytes at an offset; `None` if they are not all there. Limb by limb, each with its own check,
    /// so that no vector unit is asked to turn bytes around.
    #[inline(always)]
    pub(crate) fn read(bytes: &[u8], offset: usize) -> Option<Self> {
        let limb = |skip: usize| {
            let chunk = bytes.get(offset.wrapping_add(skip)..)?.first_chunk::<8>()?;
            Some(u64::from_be_bytes(*chunk))
        };
        let (d, c, b, a) = (limb(0)?, limb(8)?, limb(16)?, limb(24)?);
        Some(Self([a, b, c, d]))
    }

    /// 32 big-endian bytes.
    #[inline(always)]
    pub fn to_be_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        let (chunks, _) = bytes.as_chunks_mut::<8>();
        for (limb, chunk) in self.0.iter().rev().zip(chunks) {
            *chunk = limb.to_be_bytes();
        }
        bytes
    }

    /// Reads at most 32 big-endian bytes; the missing ones are leading zeros. `None` for a longer slice.
    pub fn from_be_slice(slice: &[u8]) -> Option<Self> {
        let mut bytes = [0; 32];
        bytes.get_mut(32usize.checked_sub(slice.len())?..)?.copy_from_slice(slice);
        Some(Self::from_be_bytes(bytes))
    }

    /// 1 for true, 0 for false.
    #[inline(always)]
    pub const fn from_bool(value: bool) -> Self {
        Self([value as u64, 0, 0, 0])
    }

    /// Whether all bits are clear.
    #[inline(always)]
    pub fn is_zero(&self) -> bool {
        limbs::is_zero(&self.0)
    }

    /// The sign bit.
    #[inline(always)]
    pub const fn is_negative(&self) -> bool {
        self.0[3] >> 63 == 1
    }

    /// The value, if 64 bits hold it.
    #[inline(always)]
    pub fn to_u64(self) -> Option<u64> {
        let [a, b, c, d] = self.0;
        (b | c | d == 0).then_some(a)
    }

    /// The value, if 128 bits hold it.
    pub fn to_u128(self) -> Option<u128> {
        let [a, b, c, d] = self.0;
        (c | d == 0).then_some((u128::from(b) << 64) | u128::from(a))
    }

    /// The value, if it can index memory.
    #[inline(always)]
    pub fn to_usize(self) -> Option<usize> {
        usize::try_from(self.to_u64()?).ok()
    }

    /// The lowest byte.
    #[inline(always)]
    pub const fn low_byte(&self) -> u8 {
        self.0[0].to_le_bytes()[0]
    }

    /// Number of bits without leading zeros.
    pub fn bit_len(&self) -> u32 {
        self.0
            .iter()
            .zip([0u32, 64, 128, 192])
            .rev()
            .find(|(limb, _)| **limb != 0)
            .map_or(0, |(limb, base)| base.saturating_add(64).saturating_sub(limb.leading_zeros()))
    }

    /// `a + b`.
    #[inline(always)]
    pub fn wrapping_add(self, b: Self) -> Self {
        Self(limbs::add(&self.0, &b.0).0)
    }

    /// `a + b`, or `None` past 2^256 - 1.
    pub fn checked_add(self, b: Self) -> Option<Self> {
        let (sum, carry) = limbs::add(&self.0, &b.0);
        (!carry).then_some(Self(sum))
    }

    /// `a - b`.
    #[inline(always)]
    pub fn wrapping_sub(self, b: Self) -> Self {
        Self(limbs::sub(&self.0, &b.0).0)
    }

    /// `a - b`, or `None` below 0.
    pub fn checked_sub(self, b: Self) -> Option<Self> {
        let (difference, borrow) = limbs::sub(&self.0, &b.0);
        (!borrow).then_some(Self(difference))
    }

    /// `-a`.
    #[inline(always)]
    pub fn wrapping_neg(self) -> Self {
        Self::ZERO.wrapping_sub(self)
    }

    /// The magnitude of a signed number; that of -2^255 is itself.
    #[inline(always)]
    pub fn wrapping_abs(self) -> Self {
        if self.is_negative() {
            self.wrapping_neg()
        } else {
            self
        }
    }

    /// `a · b`.
    #[inline(always)]
    pub fn wrapping_mul(self, b: Self) -> Self {
        Self(limbs::mul_low(&self.0, &b.0))
    }

    /// `(a ÷ b, a mod b)`, unsigned; both 0 for `b` = 0.
    pub fn div_rem(self, b: Self) -> (Self, Self) {
        self.div_rem_by(b, &mut Reciprocal::default())
    }

    /// The same, faster if the last divisor was `b` too.
    #[inline(always)]
    pub fn div_rem_by(self, b: Self, known: &mut Reciprocal) -> (Self, Self) {
        if let (Some(a), Some(b)) = (self.to_u64(), b.to_u64()) {
            return (
                a.checked_div(b).unwrap_or_default().into(),
                a.checked_rem(b).unwrap_or_default().into(),
            );
        }
        if self < b {
            return (Self::ZERO, self);
        }
        let (quotient, remainder) = limbs::div_rem(&self.0, &b.0, known);
        (Self(quotient), Self(remainder))
    }

    /// Signed quotient, rounded towards 0; 0 for `b` = 0, and -2^255 ÷ -1 = -2^255.
    pub fn signed_div(self, b: Self) -> Self {
        let (quotient, _) = self.wrapping_abs().div_rem(b.wrapping_abs());
        if self.is_negative() == b.is_negative() {
            quotient
        } else {
            quotient.wrapping_neg()
        }
    }

    /// Signed remainder with the sign of `a`; 0 for `b` = 0.
    pub fn signed_rem(self, b: Self) -> Self {
        let (_, remainder) = self.wrapping_abs().div_rem(b.wrapping_abs());
        if self.is_negative() {
            remainder.wrapping_neg()
        } else {
            remainder
        }
    }

    /// `(a + b) mod n` without losing the carry; 0 for `n` = 0.
    pub fn add_mod(self, b: Self, n: Self) -> Self {
        if n.is_zero() {
            return Self::ZERO;
        }
        let reduce = |x: Self| if x < n { x } else { x.div_rem(n).1 };
        let (sum, carry) = limbs::add(&reduce(self).0, &reduce(b).0);
        let (reduced, borrow) = limbs::sub(&sum, &n.0);
        // Both summands are below n, so one subtraction is enough.
        if carry || !borrow {
            Self(reduced)
        } else {
            Self(sum)
        }
    }

    /// `(a · b) mod n` over all 512 bits of the product; 0 for `n` = 0.
    pub fn mul_mod(self, b: Self, n: Self) -> Self {
        self.mul_mod_by(b, n, &mut Reciprocal::default())
    }

    /// The same, faster if the last divisor was `n` too.
    #[inline(always)]
    pub fn mul_mod_by(self, b: Self, n: Self, known: &mut Reciprocal) -> Self {
        Self(limbs::div_rem(&limbs::mul_full(&self.0, &b.0), &n.0, known).1)
    }

    /// `a^e`; 0^0 = 1.
    pub fn wrapping_pow(self, e: Self) -> Self {
        /// Below this, filling the table of powers costs more than it saves.
        const WORTH_A_TABLE: u32 = 24;
        let bits = e.bit_len();
        if bits < WORTH_A_TABLE {
            return self.pow_by_bits(e.0[0], bits);
        }
        self.pow_by_windows(e)
    }

    fn pow_by_bits(self, e: u64, bits: u32) -> Self {
        let mut power = [1, 0, 0, 0];
        for bit in (0..bits).rev() {
            power = limbs::square_low(&power);
            if e.wrapping_shr(bit) & 1 == 1 {
                power = limbs::mul_low(&power, &self.0);
            }
        }
        Self(power)
    }

    /// Four bits of the exponent at a time.
    fn pow_by_windows(self, e: Self) -> Self {
        let mut table = [[1, 0, 0, 0]; 16];
        let mut power = [1, 0, 0, 0];
        for entry in table.iter_mut().skip(1) {
            power = limbs::mul_low(&power, &self.0);
            *entry = power;
        }
        let mut result = [1, 0, 0, 0];
        let mut begun = false;
        for limb in e.0.iter().rev() {
            for shift in (0u32..64).step_by(4).rev() {
                let window = usize::try_from(limb.wrapping_shr(shift) & 15).unwrap_or_default();
                if begun {
                    for _ in 0..4 {
                        result = limbs::square_low(&result);
                    }
                }
                if window != 0 {
                    begun = true;
                    result = limbs::mul_low(&result, table.get(window).unwrap_or(&result));
                }
            }
        }
        Self(result)
    }

    /// Copies the sign bit of byte `k` (0 = lowest) over all higher bytes. From 31 on nothing changes.
    pub fn sign_extend(self, k: Self) -> Self {
        let Some(k) = k.to_u64().filter(|k| *k < 31) else { return self };
        let unused = 248u64.saturating_sub(k.saturating_mul(8));
        self.shift_left(unused.into()).shift_right_signed(unused.into())
    }

    /// Byte `i`, counted from the most significant; 0 from 32 on.
    pub fn byte(self, i: Self) -> Self {
        let byte = i.to_usize().and_then(|i| self.to_be_bytes().get(i).copied());
        u64::from(byte.unwrap_or_default()).into()
    }

    /// `a · 2^k`; 0 from `k` = 256 on.
    #[inline]
    pub fn shift_left(self, k: Self) -> Self {
        let Some(k) = k.to_u64().filter(|k| *k < 256) else { return Self::ZERO };
        let [a, b, c, d] = self.0;
        let [a, b, c, d] = match k >> 6 {
            0 => [a, b, c, d],
            1 => [0, a, b, c],
            2 => [0, 0, a, b],
            _ => [0, 0, 0, a],
        };
        let k = k & 63;
        let carry = |low: u64| low >> 1 >> (k ^ 63);
        Self([a << k, (b << k) | carry(a), (c << k) | carry(b), (d << k) | carry(c)])
    }

    /// `⌊a ÷ 2^k⌋`, unsigned; 0 from `k` = 256 on.
    #[inline]
    pub fn shift_right(self, k: Self) -> Self {
        self.shift_right_filling(k, 0)
    }

    /// `⌊a ÷ 2^k⌋`, signed; 0 or -1 from `k` = 256 on.
    #[inline]
    pub fn shift_right_signed(self, k: Self) -> Self {
        self.shift_right_filling(k, if self.is_negative() { u64::MAX } else { 0 })
    }

    #[inline(always)]
    fn shift_right_filling(self, k: Self, fill: u64) -> Self {
        let Some(k) = k.to_u64().filter(|k| *k < 256) else { return Self([fill; 4]) };
        let [a, b, c, d] = self.0;
        let [a, b, c, d] = match k >> 6 {
            0 => [a, b, c, d],
            1 => [b, c, d, fill],
            2 => [c, d, fill, fill],
            _ => [d, fill, fill, fill],
        };
        let k = k & 63;
        let carry = |high: u64| high << 1 << (k ^ 63);
        Self([(a >> k) | carry(b), (b >> k) | carry(c), (c >> k) | carry(d), (d >> k) | carry(fill)])
    }

    /// Signed order.
    #[inline(always)]
    pub fn signed_cmp(&self, b: &Self) -> Ordering {
        // Flipping the sign bit maps the signed order onto the unsigned one.
        let flip = |x: &Self| Self([x.0[0], x.0[1], x.0[2], x.0[3] ^ (1 << 63)]);
        flip(self).cmp(&flip(b))
    }

    /// Bitwise and.
    #[inline(always)]
    pub fn bit_and(self, b: Self) -> Self {
        self.zip(b, |x, y| x & y)
    }

    /// Bitwise or.
    #[inline(always)]
    pub fn bit_or(self, b: Self) -> Self {
        self.zip(b, |x, y| x | y)
    }

    /// Bitwise exclusive or.
    #[inline(always)]
    pub fn bit_xor(self, b: Self) -> Self {
        self.zip(b, |x, y| x ^ y)
    }

    /// Bitwise complement.
    #[inline(always)]
    pub fn bit_not(self) -> Self {
        self.bit_xor(Self::MAX)
    }

    #[inline(always)]
    fn zip(self, b: Self, f: impl Fn(u64, u64) -> u64) -> Self {
        let ([a0, a1, a2, a3], [b0, b1, b2, b3]) = (self.0, b.0);
        Self([f(a0, b0), f(a1, b1), f(a2, b2), f(a3, b3)])
    }

    /// Unsigned `a < b`, as the borrow of `a - b`.
    #[inline(always)]
    pub fn is_below(&self, b: &Self) -> bool {
        limbs::sub(&self.0, &b.0).1
    }
}

impl PartialEq for Word {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        limbs::equal(&self.0, &other.0)
    }
}

impl core::hash::Hash for Word {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl PartialOrd for Word {
    #[inline(always)]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }

    #[inline(always)]
    fn lt(&self, other: &Self) -> bool {
        self.is_below(other)
    }
}

impl Ord for Word {
    #[inline(always)]
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.iter().rev().cmp(other.0.iter().rev())
    }
}

macro_rules! from_unsigned {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Word {
            #[inline(always)]
            fn from(value: $kind) -> Self {
                Self([u64::from(value), 0, 0, 0])
            }
        }
    )*};
}

from_unsigned!(u8, u16, u32, u64);

impl From<u128> for Word {
    fn from(value: u128) -> Self {
        let bytes = value.to_be_bytes();
        Self::from_be_slice(&bytes).unwrap_or_default()
    }
}

impl From<usize> for Word {
    fn from(value: usize) -> Self {
        // No target has addresses wider than 64 bits.
        u64::try_from(value).unwrap_or(u64::MAX).into()
    }
}

impl From<bool> for Word {
    fn from(value: bool) -> Self {
        Self::from_bool(value)
    }
}

impl From<[u8; 32]> for Word {
    fn from(bytes: [u8; 32]) -> Self {
        Self::from_be_bytes(bytes)
    }
}

impl From<Word> for [u8; 32] {
    fn from(word: Word) -> Self {
        word.to_be_bytes()
    }
}

impl Encode for Word {
    fn size_hint(&self) -> usize {
        32
    }

    fn encode_to<T: Output + ?Sized>(&self, output: &mut T) {
        output.write(&self.to_be_bytes());
    }
}

impl Decode for Word {
    fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
        <[u8; 32]>::decode(input).map(Self::from_be_bytes)
    }
}

impl DecodeWithMemTracking for Word {}

impl MaxEncodedLen for Word {
    fn max_encoded_len() -> usize {
        32
    }
}

impl TypeInfo for Word {
    type Identity = [u8; 32];

    fn type_info() -> scale_info::Type {
        <[u8; 32]>::type_info()
    }
}

#[cfg(test)]
mod tests;
