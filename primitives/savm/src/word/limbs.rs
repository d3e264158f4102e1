//! Products and quotients of 64-bit limbs, least significant first.
//!
//! Division follows N. Möller and T. Granlund, "Improved division by invariant integers" (2011): one reciprocal of the
//! divisor's two highest limbs, then two multiplications a quotient limb and no division instruction.

/// `a · b` as (low, high).
#[cfg(not(target_family = "wasm"))]
#[inline(always)]
pub(super) fn mul_wide(a: u64, b: u64) -> (u64, u64) {
    a.carrying_mul(b, 0)
}

/// WebAssembly has no product wider than 64 bits, and the compiler's stand-in is a call through memory.
#[cfg(target_family = "wasm")]
#[inline(always)]
pub(super) fn mul_wide(a: u64, b: u64) -> (u64, u64) {
    mul_wide_by_halves(a, b)
}

/// `a · b` as (low, high) out of four products of 32-bit halves, none of which overflows 64 bits.
#[cfg(any(test, target_family = "wasm"))]
#[inline(always)]
pub(super) fn mul_wide_by_halves(a: u64, b: u64) -> (u64, u64) {
    const LOW: u64 = 0xffff_ffff;
    let (a0, a1, b0, b1) = (a & LOW, a >> 32, b & LOW, b >> 32);
    let low = a0.wrapping_mul(b0);
    let middle = a1.wrapping_mul(b0).wrapping_add(low >> 32);
    let other = a0.wrapping_mul(b1).wrapping_add(middle & LOW);
    let high = a1.wrapping_mul(b1).wrapping_add(middle >> 32).wrapping_add(other >> 32);
    ((other << 32) | (low & LOW), high)
}

/// `a · b + addend + carry` as (low, high). It cannot overflow 128 bits.
#[cfg(not(target_family = "wasm"))]
#[inline(always)]
fn mul_add(addend: u64, a: u64, b: u64, carry: u64) -> (u64, u64) {
    a.carrying_mul_add(b, addend, carry)
}

#[cfg(target_family = "wasm")]
#[inline(always)]
fn mul_add(addend: u64, a: u64, b: u64, carry: u64) -> (u64, u64) {
    mul_add_by_halves(addend, a, b, carry)
}

#[cfg(any(test, target_family = "wasm"))]
#[inline(always)]
pub(super) fn mul_add_by_halves(addend: u64, a: u64, b: u64, carry: u64) -> (u64, u64) {
    let (low, high) = mul_wide_by_halves(a, b);
    let (low, first) = low.overflowing_add(addend);
    let (low, second) = low.overflowing_add(carry);
    (low, high.wrapping_add(u64::from(first)).wrapping_add(u64::from(second)))
}

/// `a + b` as (sum, carry).
#[inline(always)]
pub(super) fn add(a: &[u64; 4], b: &[u64; 4]) -> ([u64; 4], bool) {
    let (r0, c) = a[0].carrying_add(b[0], false);
    let (r1, c) = a[1].carrying_add(b[1], c);
    let (r2, c) = a[2].carrying_add(b[2], c);
    let (r3, c) = a[3].carrying_add(b[3], c);
    ([r0, r1, r2, r3], c)
}

/// `a - b` as (difference, borrow).
#[inline(always)]
pub(super) fn sub(a: &[u64; 4], b: &[u64; 4]) -> ([u64; 4], bool) {
    let (r0, c) = a[0].borrowing_sub(b[0], false);
    let (r1, c) = a[1].borrowing_sub(b[1], c);
    let (r2, c) = a[2].borrowing_sub(b[2], c);
    let (r3, c) = a[3].borrowing_sub(b[3], c);
    ([r0, r1, r2, r3], c)
}

/// The low 256 bits of `a · b`.
#[inline(always)]
pub(super) fn mul_low(a: &[u64; 4], b: &[u64; 4]) -> [u64; 4] {
    let [a0, a1, a2, a3] = *a;
    let [b0, b1, b2, b3] = *b;
    let (r0, c) = mul_wide(a0, b0);
    let (r1, c) = mul_add(0, a0, b1, c);
    let (r2, c) = mul_add(0, a0, b2, c);
    let r3 = a0.wrapping_mul(b3).wrapping_add(c);
    let (r1, c) = mul_add(r1, a1, b0, 0);
    let (r2, c) = mul_add(r2, a1, b1, c);
    let r3 = r3.wrapping_add(a1.wrapping_mul(b2)).wrapping_add(c);
    let (r2, c) = mul_add(r2, a2, b0, 0);
    let r3 = r3.wrapping_add(a2.wrapping_mul(b1)).wrapping_add(c);
    [r0, r1, r2, r3.wrapping_add(a3.wrapping_mul(b0))]
}

/// The low 256 bits of `a²`: each mixed product once, then doubled.
#[inline(always)]
pub(super) fn square_low(a: &[u64; 4]) -> [u64; 4] {
    let [a0, a1, a2, a3] = *a;
    let (m1, c) = mul_wide(a0, a1);
    let (m2, c) = mul_add(0, a0, a2, c);
    let m3 = a0.wrapping_mul(a3).wrapping_add(a1.wrapping_mul(a2)).wrapping_add(c);
    let d1 = m1 << 1;
    let d2 = (m2 << 1) | (m1 >> 63);
    let d3 = (m3 << 1) | (m2 >> 63);
    let (s0, s1) = mul_wide(a0, a0);
    let (s2, s3) = mul_wide(a1, a1);
    let (r1, c) = d1.carrying_add(s1, false);
    let (r2, c) = d2.carrying_add(s2, c);
    [s0, r1, r2, d3.wrapping_add(s3).wrapping_add(u64::from(c))]
}

/// All 512 bits of `a · b`.
#[inline(always)]
pub(super) fn mul_full(a: &[u64; 4], b: &[u64; 4]) -> [u64; 8] {
    let [b0, b1, b2, b3] = *b;
    let row = |r: [u64; 4], x: u64| {
        let (r0, c) = mul_add(r[0], x, b0, 0);
        let (r1, c) = mul_add(r[1], x, b1, c);
        let (r2, c) = mul_add(r[2], x, b2, c);
        let (r3, c) = mul_add(r[3], x, b3, c);
        (r0, [r1, r2, r3, c])
    };
    let (r0, high) = row([0; 4], a[0]);
    let (r1, high) = row(high, a[1]);
    let (r2, high) = row(high, a[2]);
    let (r3, high) = row(high, a[3]);
    [r0, r1, r2, r3, high[0], high[1], high[2], high[3]]
}

/// The reciprocal of the last divisor. Programs divide by one modulus again and again, and the reciprocal is half of the
/// work. A wrong guess costs a comparison.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reciprocal {
    of: [u64; 4],
    inverse: u64,
}

impl Reciprocal {
    #[inline(always)]
    fn get(&mut self, divisor: &[u64; 4], compute: impl FnOnce() -> u64) -> u64 {
        if !equal(&self.of, divisor) {
            *self = Self { of: *divisor, inverse: compute() };
        }
        self.inverse
    }
}

/// Limb by limb: the comparison of whole arrays would put them into memory.
#[inline(always)]
pub(super) fn equal(a: &[u64; 4], b: &[u64; 4]) -> bool {
    let [a0, a1, a2, a3] = *a;
    let [b0, b1, b2, b3] = *b;
    is_zero(&[a0 ^ b0, a1 ^ b1, a2 ^ b2, a3 ^ b3])
}

/// Rotations keep the compiler from loading limbs in pairs: such a load waits for the single stores before it.
#[inline(always)]
pub(super) fn is_zero(limbs: &[u64; 4]) -> bool {
    let [a, b, c, d] = *limbs;
    a | b.rotate_left(1) | c.rotate_left(2) | d.rotate_left(3) == 0
}

/// Quotient and remainder of a number by a divisor; zeros for the divisor zero.
#[inline(always)]
pub(super) fn div_rem<const M: usize>(
    number: &[u64; M],
    divisor: &[u64; 4],
    known: &mut Reciprocal,
) -> ([u64; M], [u64; 4]) {
    let [d0, d1, d2, d3] = *divisor;
    if d3 != 0 {
        Normalized::new([d0, d1, d2, d3], divisor, known).div_rem(number)
    } else if d2 != 0 {
        Normalized::new([d0, d1, d2], divisor, known).div_rem(number)
    } else if d1 != 0 {
        Normalized::new([d0, d1], divisor, known).div_rem(number)
    } else {
        div_rem_by_limb(*number, d0, known)
    }
}

#[inline(never)]
fn div_rem_by_limb<const M: usize>(
    number: [u64; M],
    divisor: u64,
    known: &mut Reciprocal,
) -> ([u64; M], [u64; 4]) {
    let mut quotient = [0; M];
    if divisor == 0 {
        return (quotient, [0; 4]);
    }
    let shift = divisor.leading_zeros();
    let normalized = divisor << shift;
    let inverse = known.get(&[divisor, 0, 0, 0], || reciprocal(normalized));
    let (shifted, mut remainder) = shifted_left(&number, shift);
    for (q, limb) in quotient.iter_mut().zip(&shifted).rev() {
        if remainder == 0 && *limb < normalized {
            remainder = *limb;
        } else {
            (*q, remainder) = div_2_by_1(remainder, *limb, normalized, inverse);
        }
    }
    (quotient, [remainder >> shift, 0, 0, 0])
}

/// A divisor of `N` ≥ 2 limbs, shifted until its highest bit is set, with the reciprocal of its two highest limbs.
struct Normalized<const N: usize> {
    limbs: [u64; N],
    shift: u32,
    inverse: u64,
}

impl<const N: usize> Normalized<N> {
    #[inline(always)]
    fn new(significant: [u64; N], divisor: &[u64; 4], known: &mut Reciprocal) -> Self {
        let shift = at(&significant, N.wrapping_sub(1)).leading_zeros();
        let (limbs, _) = shifted_left(&significant, shift);
        let (d1, d0) = (at(&limbs, N.wrapping_sub(1)), at(&limbs, N.wrapping_sub(2)));
        Self { limbs, shift, inverse: known.get(divisor, || reciprocal_3_by_2(d1, d0)) }
    }

    #[inline(always)]
    fn div_rem<const M: usize>(&self, number: &[u64; M]) -> ([u64; M], [u64; 4]) {
        let mut quotient = [0; M];
        let (low, top) = shifted_left(number, self.shift);
        // The highest N limbs are below the divisor, whose highest bit is set.
        let mut rest = [0; N];
        put(&mut rest, N.wrapping_sub(1), top);
        for index in 0..N.wrapping_sub(1) {
            put(&mut rest, index, at(&low, M.wrapping_sub(N).wrapping_add(1).wrapping_add(index)));
        }
        for step in (0..=M.wrapping_sub(N)).rev() {
            let limb;
            (limb, rest) = self.step(&rest, at(&low, step));
            put(&mut quotient, step, limb);
        }
        let mut remainder = [0; 4];
        for index in 0..N {
            let above = at(&rest, index.wrapping_add(1));
            put(&mut remainder, index, funnel_right(above, at(&rest, index), self.shift));
        }
        (quotient, remainder)
    }

    /// One step of Knuth's algorithm D: quotient and remainder of `rest · 2^64 + limb`, for `rest` below the divisor.
    #[inline(always)]
    fn step(&self, rest: &[u64; N], limb: u64) -> (u64, [u64; N]) {
        let (d1, d0) = (at(&self.limbs, N.wrapping_sub(1)), at(&self.limbs, N.wrapping_sub(2)));
        let u2 = at(rest, N.wrapping_sub(1));
        // The N limbs below u2.
        let mut window = [0; N];
        put(&mut window, 0, limb);
        for index in 1..N {
            put(&mut window, index, at(rest, index.wrapping_sub(1)));
        }
        let (u1, u0) = (at(&window, N.wrapping_sub(1)), at(&window, N.wrapping_sub(2)));
        if u2 == 0 && u1 < d1 {
            return (0, window);
        }
        if u2 == d1 && u1 == d0 {
            self.subtract(&mut window, N, u64::MAX);
            return (u64::MAX, window);
        }
        let (quotient, r1, r0) = div_3_by_2(u2, u1, u0, d1, d0, self.inverse);
        let borrow = self.subtract(&mut window, N.wrapping_sub(2), quotient);
        let (r0, carry) = r0.borrowing_sub(borrow, false);
        let (r1, carry) = r1.borrowing_sub(0, carry);
        put(&mut window, N.wrapping_sub(2), r0);
        put(&mut window, N.wrapping_sub(1), r1);
        if carry {
            return Self::add_back(self.limbs, quotient, window);
        }
        (quotient, window)
    }

    /// The estimate was one too high, which happens about once in 2^64 steps.
    #[cold]
    #[inline(never)]
    fn add_back(limbs: [u64; N], quotient: u64, mut window: [u64; N]) -> (u64, [u64; N]) {
        let mut carry = false;
        for (place, limb) in window.iter_mut().zip(&limbs) {
            (*place, carry) = place.carrying_add(*limb, carry);
        }
        (quotient.wrapping_sub(1), window)
    }

    /// Subtracts `factor` times the lowest `count` limbs and returns the borrow.
    #[inline(always)]
    fn subtract(&self, window: &mut [u64; N], count: usize, factor: u64) -> u64 {
        let mut borrow = 0u64;
        for (place, limb) in window.iter_mut().zip(&self.limbs).take(count) {
            let (low, high) = mul_add(0, *limb, factor, borrow);
            let under;
            (*place, under) = place.overflowing_sub(low);
            borrow = high.wrapping_add(u64::from(under));
        }
        borrow
    }
}

/// Every index here is below the array's length; a read past it would be zero.
#[inline(always)]
fn at(limbs: &[u64], index: usize) -> u64 {
    limbs.get(index).copied().unwrap_or_default()
}

#[inline(always)]
fn put(limbs: &mut [u64], index: usize, limb: u64) {
    if let Some(place) = limbs.get_mut(index) {
        *place = limb;
    }
}

/// The higher half of `(high, low) << shift`, for a shift below 64.
#[inline(always)]
fn funnel_left(high: u64, low: u64, shift: u32) -> u64 {
    (high << shift) | (low >> 1 >> (shift ^ 63))
}

/// The lower half of `(high, low) >> shift`, for a shift below 64.
#[inline(always)]
fn funnel_right(high: u64, low: u64, shift: u32) -> u64 {
    (low >> shift) | (high << 1 << (shift ^ 63))
}

/// Shifts by less than 64 bits; the second part is what left at the top.
#[inline(always)]
fn shifted_left<const N: usize>(limbs: &[u64; N], shift: u32) -> ([u64; N], u64) {
    let mut shifted = [0; N];
    let mut below = 0;
    for (to, limb) in shifted.iter_mut().zip(limbs) {
        *to = funnel_left(*limb, below, shift);
        below = *limb;
    }
    (shifted, funnel_left(0, below, shift))
}

/// First approximations of the reciprocal, by the nine highest bits of the divisor.
const SEEDS: [u16; 256] = seeds();

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::cast_possible_truncation)]
const fn seeds() -> [u16; 256] {
    // Runs in the compiler only.
    let mut seeds = [0; 256];
    let mut index = 0;
    while index < 256 {
        seeds[index] = (((1 << 19) - 3 * (1 << 8)) / (index + 256)) as u16;
        index += 1;
    }
    seeds
}

/// `⌊(2^128 - 1) / divisor⌋ - 2^64` for a divisor with its highest bit set: algorithm 2 of the paper.
#[inline(always)]
fn reciprocal(divisor: u64) -> u64 {
    let odd = divisor & 1;
    let d40 = (divisor >> 24).wrapping_add(1);
    let d63 = (divisor >> 1).wrapping_add(odd);
    let seed = usize::try_from((divisor >> 55) & 255).unwrap_or_default();
    let v0 = u64::from(SEEDS.get(seed).copied().unwrap_or_default());
    let v1 = (v0 << 11).wrapping_sub(v0.wrapping_mul(v0).wrapping_mul(d40) >> 40).wrapping_sub(1);
    let v2 = (v1 << 13).wrapping_add(v1.wrapping_mul((1u64 << 60).wrapping_sub(v1.wrapping_mul(d40))) >> 47);
    let error = ((v2 >> 1) & odd.wrapping_neg()).wrapping_sub(v2.wrapping_mul(d63));
    let v3 = (mul_wide(v2, error).1 >> 1).wrapping_add(v2 << 31);
    let (low, high) = mul_wide(v3, divisor);
    let (_, carry) = low.overflowing_add(divisor);
    v3.wrapping_sub(high.wrapping_add(u64::from(carry)).wrapping_add(divisor))
}

/// `⌊(2^192 - 1) / (d1, d0)⌋ - 2^64` for a divisor with its highest bit set: algorithm 6 of the paper.
#[inline(always)]
fn reciprocal_3_by_2(d1: u64, d0: u64) -> u64 {
    let mut v = reciprocal(d1);
    let mut p = d1.wrapping_mul(v).wrapping_add(d0);
    if p < d0 {
        v = v.wrapping_sub(1);
        if p >= d1 {
            v = v.wrapping_sub(1);
            p = p.wrapping_sub(d1);
        }
        p = p.wrapping_sub(d1);
    }
    let (t0, t1) = mul_wide(v, d0);
    p = p.wrapping_add(t1);
    if p < t1 {
        v = v.wrapping_sub(1);
        if (p, t0) >= (d1, d0) {
            v = v.wrapping_sub(1);
        }
    }
    v
}

/// Quotient and remainder of two limbs by one, for `high < divisor`: algorithm 4 of the paper.
#[inline(always)]
fn div_2_by_1(high: u64, low: u64, divisor: u64, inverse: u64) -> (u64, u64) {
    let (q0, q1) = mul_wide(inverse, high);
    let (q0, carry) = q0.carrying_add(low, false);
    let (q1, _) = q1.carrying_add(high, carry);
    let mut quotient = q1.wrapping_add(1);
    let mut remainder = low.wrapping_sub(quotient.wrapping_mul(divisor));
    if remainder > q0 {
        quotient = quotient.wrapping_sub(1);
        remainder = remainder.wrapping_add(divisor);
    }
    if remainder >= divisor {
        quotient = quotient.wrapping_add(1);
        remainder = remainder.wrapping_sub(divisor);
    }
    (quotient, remainder)
}

/// Quotient and remainder (high, low) of three limbs by two, for `(u2, u1) < (d1, d0)`: algorithm 5 of the paper.
#[inline(always)]
fn div_3_by_2(u2: u64, u1: u64, u0: u64, d1: u64, d0: u64, inverse: u64) -> (u64, u64, u64) {
    let (q0, q1) = mul_wide(inverse, u2);
    let (q0, carry) = q0.carrying_add(u1, false);
    let (q1, _) = q1.carrying_add(u2, carry);
    let r1 = u1.wrapping_sub(q1.wrapping_mul(d1));
    let (t0, t1) = mul_wide(d0, q1);
    let (r0, borrow) = u0.borrowing_sub(t0, false);
    let (r1, _) = r1.borrowing_sub(t1, borrow);
    let (mut r0, borrow) = r0.borrowing_sub(d0, false);
    let (mut r1, _) = r1.borrowing_sub(d1, borrow);
    let mut quotient = q1.wrapping_add(1);
    if r1 >= q0 {
        quotient = quotient.wrapping_sub(1);
        let carry;
        (r0, carry) = r0.carrying_add(d0, false);
        (r1, _) = r1.carrying_add(d1, carry);
    }
    if (r1, r0) >= (d1, d0) {
        quotient = quotient.wrapping_add(1);
        let borrow;
        (r0, borrow) = r0.borrowing_sub(d0, false);
        (r1, _) = r1.borrowing_sub(d1, borrow);
    }
    (quotient, r1, r0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_reciprocal_is_exact_at_the_edges() {
        for d in [1u64 << 63, (1 << 63) + 1, u64::MAX, u64::MAX - 1, 0xc000_0000_0000_0000] {
            assert_eq!(u128::from(reciprocal(d)), u128::MAX / u128::from(d) - (1 << 64), "{d:x}");
        }
    }

    proptest! {
        #[test]
        fn the_reciprocal_is_exact(d: u64) {
            let d = d | 1 << 63;
            prop_assert_eq!(u128::from(reciprocal(d)), u128::MAX / u128::from(d) - (1 << 64));
        }

        #[test]
        fn products_by_halves_are_the_products_of_the_machine(a: u64, b: u64, c: u64, d: u64) {
            prop_assert_eq!(mul_wide_by_halves(a, b), mul_wide(a, b));
            prop_assert_eq!(mul_add_by_halves(c, a, b, d), mul_add(c, a, b, d));
        }
    }
}
