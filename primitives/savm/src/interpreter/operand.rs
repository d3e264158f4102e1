//! Operations on words. Those that are long stay out of the loop, so that it fits the processor's caches.

use crate::{
    frame::{peek, poke, Frame, Slots},
    gas::EXP_BYTE,
    word::Reciprocal,
    Fault, Word,
};

/// An immediate of a push.
#[inline(always)]
pub(super) fn immediate<const N: usize>(bytes: &[u8; N]) -> Word {
    bytes.iter().fold(0u64, |value, byte| (value << 8) | u64::from(*byte)).into()
}

/// Takes the operands from the stack, whose height is `words` before, and leaves the result there. A word passed any
/// other way would keep the loop's top of the stack in memory.
macro_rules! out_of_line {
    (|$known:ident| $($name:ident($a:ident, $b:ident) = $result:expr;)*) => {
        $(#[inline(never)]
        pub(super) fn $name(stack: &mut Slots, words: usize, $known: &mut Reciprocal) {
            let place = words.wrapping_sub(2);
            let ($a, $b) = (peek(stack, place), peek(stack, words.wrapping_sub(1)));
            poke(stack, place, $result);
        })*
    };
    (|$known:ident| $($name:ident($a:ident, $b:ident, $c:ident) = $result:expr;)*) => {
        $(#[inline(never)]
        pub(super) fn $name(stack: &mut Slots, words: usize, $known: &mut Reciprocal) {
            let place = words.wrapping_sub(3);
            let ($a, $b) = (peek(stack, place), peek(stack, words.wrapping_sub(2)));
            let $c = peek(stack, words.wrapping_sub(1));
            poke(stack, place, $result);
        })*
    };
}

out_of_line! {
    |known|
    div(a, b) = a.div_rem_by(b, known).0;
    rem(a, b) = a.div_rem_by(b, known).1;
}

out_of_line! {
    |known|
    mul_mod(a, b, n) = a.mul_mod_by(b, n, known);
}

out_of_line! {
    |_known|
    add_mod(a, b, n) = a.add_mod(b, n);
}

out_of_line! {
    |_known|
    signed_div(a, b) = a.signed_div(b);
    signed_rem(a, b) = a.signed_rem(b);
    sign_extend(a, k) = a.sign_extend(k);
    byte(a, i) = a.byte(i);
    shl(a, k) = a.shift_left(k);
    shr(a, k) = a.shift_right(k);
    sar(a, k) = a.shift_right_signed(k);
}

/// EXP.
pub(super) fn exp(frame: &mut Frame) -> Result<(), Fault> {
    let [exponent, base] = frame.pop_many();
    frame.charge(EXP_BYTE.saturating_mul(exponent.bit_len().div_ceil(8).into()))?;
    frame.push(base.wrapping_pow(exponent));
    Ok(())
}
