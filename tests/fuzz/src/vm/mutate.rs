//! New cases from old ones.

use msez_savm::{disasm::instructions, limits::CODE_LIMIT, opcode::OPCODES};

use super::{case::Case, generate};
use crate::rng::Rng;

/// A case with some changes; `other` lends parts.
pub fn mutate(rng: &mut Rng, case: &Case, other: &Case) -> Case {
    let mut case = case.clone();
    for _ in 0..rng.between(1, 3) {
        change(rng, &mut case, other);
    }
    for code in &mut case.codes {
        code.truncate(CODE_LIMIT.min(4_000));
        if code.is_empty() {
            code.push(rng.next_u64() as u8);
        }
    }
    case.normalize();
    case
}

fn change(rng: &mut Rng, case: &mut Case, other: &Case) {
    let at = rng.below(case.codes.len());
    let starts: Vec<usize> = instructions(&case.codes[at]).map(|instruction| instruction.offset).collect();
    let code = &mut case.codes[at];
    let place = *rng.pick(&starts);
    match rng.below(12) {
        // Any byte becomes another one.
        0 => {
            let byte = rng.below(code.len());
            code[byte] = rng.next_u64() as u8;
        }
        // An opcode becomes another one.
        1 => code[place] = rng.pick(OPCODES).byte,
        // An immediate becomes a neighbour of itself.
        2 => {
            let byte = rng.below(code.len());
            code[byte] = code[byte].wrapping_add([1, 255, 32, 128][rng.below(4)]);
        }
        // Instructions go.
        3 => {
            let end = *rng.pick(&starts);
            code.drain(place.min(end)..place.max(end));
        }
        // Instructions are there twice.
        4 => {
            let end = *rng.pick(&starts);
            let some = code[place.min(end)..place.max(end)].to_vec();
            code.splice(place..place, some);
        }
        // Others come in.
        5..=6 => {
            let donor = rng.pick(&other.codes);
            let (from, to) = (rng.below(donor.len()), rng.below(donor.len() + 1));
            let some = donor[from.min(to)..from.max(to)].to_vec();
            code.splice(place..place, some);
        }
        7 => *code = rng.pick(&other.codes).clone(),
        8 => {
            let fresh = generate::case(rng);
            let some = rng.pick(&fresh.codes).clone();
            code.splice(place..place, some);
        }
        9 => {
            case.gas_limit =
                case.gas_limit.saturating_add_signed(rng.of_bits(14) as i64 - 4_000).min(1_000_000)
        }
        10 => {
            let len = rng.below(200);
            case.input = rng.bytes(len);
        }
        _ => case.is_static ^= rng.one_in(2),
    }
}

/// The smallest case still found by `fails`, among those with parts left out.
pub fn shrink(case: &Case, fails: impl Fn(&Case) -> bool) -> Case {
    let mut best = case.clone();
    loop {
        let before = best.clone();
        if best.codes.len() > 1 {
            let mut less = best.clone();
            less.codes.pop();
            if fails(&less) {
                best = less;
            }
        }
        for at in 0..best.codes.len() {
            let mut size = best.codes[at].len() / 2;
            while size > 0 {
                let mut from = 0;
                while from + size <= best.codes[at].len() && best.codes[at].len() > size {
                    let mut less = best.clone();
                    less.codes[at].drain(from..from + size);
                    if fails(&less) {
                        best = less;
                    } else {
                        from += size;
                    }
                }
                size /= 2;
            }
        }
        let mut less = best.clone();
        less.input.clear();
        if fails(&less) {
            best = less;
        }
        if best == before {
            return best;
        }
    }
}
