//! Deploy-time analysis: where code may be jumped to, and what each block of straight-line code needs.

use alloc::vec::Vec;
use codec::{Compact, Decode, DecodeWithMemTracking, Encode, EncodeLike, Input, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

use crate::{
    limits::{CODE_LIMIT, STACK_LIMIT},
    opcode::{byte, Spec, ENDS},
};

/// Why code is not a program.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ProgramError {
    /// There is no code.
    Empty,
    /// More than [`CODE_LIMIT`] bytes.
    TooLarge,
}

impl fmt::Display for ProgramError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the code is empty",
            Self::TooLarge => "the code is longer than 24576 bytes",
        })
    }
}

impl core::error::Error for ProgramError {}

/// What a block of straight-line code needs, so that one check at its start stands for all of its instructions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Block {
    /// Sum of what its instructions cost in any case.
    pub gas: u32,
    /// Words that must be on the stack when it starts.
    pub needs: u16,
    /// Words by which the stack is at its highest above its height at the start.
    pub grows: u16,
}

/// Code with its analysis, as it is stored: made once, at deploy.
///
/// Encoded as the code, one bit for each byte (whether a block starts there), and three compact numbers for each block.
/// The encoding is at most about five times the code, for code that is nothing but jump destinations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    code: Vec<u8>,
    starts: Vec<Chunk>,
    blocks: Vec<Block>,
}

/// Block starts among 64 bytes of code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Chunk {
    /// Lowest bit, first byte.
    bits: u64,
    /// Number of block starts before these bytes.
    before: u32,
}

impl Program {
    /// Analyses code in one pass over it.
    ///
    /// Bytes are read in sequence from the first. An immediate is skipped, so a JUMPDEST inside of one is not a
    /// destination; an undefined byte is an INVALID of one byte. Data after the code is read the same way and does no
    /// harm: it is not reachable but through a JUMPDEST.
    pub fn new(code: Vec<u8>) -> Result<Self, ProgramError> {
        if code.is_empty() {
            return Err(ProgramError::Empty);
        }
        if code.len() > CODE_LIMIT {
            return Err(ProgramError::TooLarge);
        }
        let mut bits = alloc::vec![0u64; code.len().div_ceil(64)];
        let mut blocks = Vec::new();
        let mut open = Survey::default();
        let mut starts_here = true;
        let mut pc = 0usize;
        while let Some(op) = code.get(pc).copied() {
            if op == byte::JUMPDEST && !starts_here {
                blocks.push(open.block());
                starts_here = true;
            }
            if starts_here {
                if let Some(word) = bits.get_mut(pc >> 6) {
                    *word |= 1u64.wrapping_shl(u32::try_from(pc & 63).unwrap_or_default());
                }
                open = Survey::default();
                starts_here = false;
            }
            let spec = Spec::of(op);
            let next = pc.saturating_add(1).saturating_add(usize::from(spec.immediate));
            let (inputs, outputs) = stack_effect(op, spec, code.get(pc.saturating_add(1)).copied());
            open.add(spec.gas, inputs, outputs);
            if spec.has(ENDS) {
                blocks.push(open.block());
                starts_here = true;
            }
            pc = next;
        }
        if !starts_here {
            blocks.push(open.block());
        }
        Ok(Self { code, starts: ranked(&bits), blocks })
    }

    /// The code.
    pub fn code(&self) -> &[u8] {
        &self.code
    }

    /// Whether a JUMPDEST stands there, at the start of an instruction.
    pub fn is_destination(&self, offset: usize) -> bool {
        self.destination(offset).is_some()
    }

    /// Index of the block whose JUMPDEST stands there.
    #[inline(never)]
    pub(crate) fn destination(&self, offset: usize) -> Option<usize> {
        self.block_at(offset).filter(|_| self.code.get(offset) == Some(&byte::JUMPDEST))
    }

    /// Number of blocks, which bounds what a call has to check.
    pub fn blocks(&self) -> usize {
        self.blocks.len()
    }

    #[inline(always)]
    pub(crate) fn block(&self, index: usize) -> Option<&Block> {
        self.blocks.get(index)
    }

    /// Index of the block that starts at an offset.
    #[inline(always)]
    pub(crate) fn block_at(&self, offset: usize) -> Option<usize> {
        let chunk = self.starts.get(offset >> 6)?;
        let bit = 1u64.wrapping_shl(u32::try_from(offset & 63).unwrap_or_default());
        if chunk.bits & bit == 0 {
            return None;
        }
        let here = (chunk.bits & bit.wrapping_sub(1)).count_ones();
        usize::try_from(chunk.before.wrapping_add(here)).ok()
    }

    /// What the instruction at an offset and those after it, to the end of its block, cost in any case. Takes as long as
    /// it took to come there: what lies ahead, nobody has paid for yet.
    pub(crate) fn gas_from(&self, offset: usize) -> u64 {
        let Some(start) = self.block_start(offset) else { return 0 };
        let Some(block) = self.block_at(start).and_then(|index| self.block(index)) else { return 0 };
        let mut spent = 0u64;
        let mut pc = start;
        while pc < offset {
            let Some(op) = self.code.get(pc).copied() else { break };
            let spec = Spec::of(op);
            spent = spent.saturating_add(spec.gas.into());
            pc = pc.saturating_add(1).saturating_add(usize::from(spec.immediate));
        }
        u64::from(block.gas).saturating_sub(spent)
    }

    /// Where the block that an offset lies in starts.
    fn block_start(&self, offset: usize) -> Option<usize> {
        let bit = u32::try_from(offset & 63).ok()?;
        // What lies above the offset in its chunk does not count.
        let mut mask = u64::MAX >> 63u32.saturating_sub(bit);
        for index in (0..=offset >> 6).rev() {
            let bits = self.starts.get(index)?.bits & mask;
            if bits != 0 {
                let highest = 63u32.saturating_sub(bits.leading_zeros());
                return Some((index << 6) | usize::try_from(highest).ok()?);
            }
            mask = u64::MAX;
        }
        None
    }
}

/// Words that an instruction takes and leaves, without those that only its run can tell. `immediate` is the byte after
/// it.
#[inline(always)]
pub(crate) fn stack_effect(op: u8, spec: Spec, immediate: Option<u8>) -> (u16, u16) {
    match (op, immediate) {
        (byte::DUPN, Some(n)) => (u16::from(n).wrapping_add(1), u16::from(n).wrapping_add(2)),
        (byte::SWAPN, Some(n)) => (u16::from(n).wrapping_add(2), u16::from(n).wrapping_add(2)),
        _ => (spec.inputs.into(), spec.outputs.into()),
    }
}

/// A block while it is read.
#[derive(Default)]
struct Survey {
    gas: u32,
    /// Height over the start, in words; negative below it.
    height: i32,
    lowest: i32,
    highest: i32,
}

impl Survey {
    fn add(&mut self, gas: u32, inputs: u16, outputs: u16) {
        self.gas = self.gas.saturating_add(gas);
        self.height = self.height.saturating_sub(inputs.into());
        self.lowest = self.lowest.min(self.height);
        self.height = self.height.saturating_add(outputs.into());
        self.highest = self.highest.max(self.height);
    }

    fn block(&self) -> Block {
        // A need or a growth past the limit of the stack is never met, however far past it is.
        let words = |n: i32| u16::try_from(n).unwrap_or(u16::MAX);
        Block { gas: self.gas, needs: words(self.lowest.saturating_neg()), grows: words(self.highest) }
    }
}

fn ranked(bits: &[u64]) -> Vec<Chunk> {
    let mut before = 0u32;
    bits.iter()
        .map(|bits| {
            let chunk = Chunk { bits: *bits, before };
            before = before.saturating_add(bits.count_ones());
            chunk
        })
        .collect()
}

impl Block {
    /// Whether the block can run without a look at its instructions' needs, from a stack of so many words.
    #[inline(always)]
    pub fn fits(&self, words: usize) -> bool {
        words >= usize::from(self.needs) && words.wrapping_add(usize::from(self.grows)) <= STACK_LIMIT
    }
}

impl Encode for Block {
    fn encode_to<T: codec::Output + ?Sized>(&self, output: &mut T) {
        (Compact(self.gas), Compact(self.needs), Compact(self.grows)).encode_to(output);
    }
}

impl Decode for Block {
    fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
        let (Compact(gas), Compact(needs), Compact(grows)) =
            <(Compact<u32>, Compact<u16>, Compact<u16>)>::decode(input)?;
        Ok(Self { gas, needs, grows })
    }
}

impl Encode for Program {
    fn encode_to<T: codec::Output + ?Sized>(&self, output: &mut T) {
        self.code.encode_to(output);
        let bits: Vec<u64> = self.starts.iter().map(|chunk| chunk.bits).collect();
        bits.encode_to(output);
        self.blocks.encode_to(output);
    }
}

impl Decode for Program {
    fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
        let (code, bits, blocks) = <(Vec<u8>, Vec<u64>, Vec<Block>)>::decode(input)?;
        let marked: u64 = bits.iter().map(|bits| u64::from(bits.count_ones())).sum();
        let fits = !code.is_empty()
            && code.len() <= CODE_LIMIT
            && bits.len() == code.len().div_ceil(64)
            && usize::try_from(marked) == Ok(blocks.len());
        if !fits {
            return Err("the analysis does not belong to the code".into());
        }
        Ok(Self { code, starts: ranked(&bits), blocks })
    }
}

impl DecodeWithMemTracking for Program {}

impl EncodeLike for Program {}

impl MaxEncodedLen for Program {
    fn max_encoded_len() -> usize {
        // A block of one byte takes at most 4 (two for the gas of the dearest such block), one of two or more bytes at
        // most 8: never more than 4 for each byte of code. Three length prefixes of at most 4 bytes.
        CODE_LIMIT.saturating_mul(5).saturating_add(CODE_LIMIT.div_ceil(8)).saturating_add(12)
    }
}

impl TypeInfo for Program {
    type Identity = Self;

    fn type_info() -> scale_info::Type {
        scale_info::Type::builder()
            .path(scale_info::Path::new("Program", "msez_savm"))
            .docs(&["Code, one bit for each of its bytes, and (gas, needs, grows) for each block."])
            .composite(
                scale_info::build::Fields::unnamed()
                    .field(|field| field.ty::<Vec<u8>>())
                    .field(|field| field.ty::<Vec<u64>>())
                    .field(|field| field.ty::<Vec<(Compact<u32>, Compact<u16>, Compact<u16>)>>()),
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use byte::*;
    use proptest::prelude::*;

    fn program(code: &[u8]) -> Program {
        Program::new(code.to_vec()).unwrap()
    }

    #[test]
    fn code_has_bounds() {
        assert_eq!(Program::new(Vec::new()), Err(ProgramError::Empty));
        assert!(Program::new(alloc::vec![STOP; CODE_LIMIT]).is_ok());
        assert_eq!(Program::new(alloc::vec![STOP; CODE_LIMIT + 1]), Err(ProgramError::TooLarge));
    }

    #[test]
    fn a_block_sums_gas_and_bounds_the_stack() {
        let program = program(&[PUSH1, 1, PUSH1, 2, ADD, ADD, HALT]);
        assert_eq!(program.blocks, [Block { gas: 10, needs: 1, grows: 2 }]);
        assert_eq!(program.gas_from(4), 6);
    }

    #[test]
    fn a_jump_destination_starts_a_block_unless_it_is_an_immediate() {
        let program = program(&[PUSH1, JUMPDEST, JUMPDEST, POP, JUMPDEST]);
        assert!(!program.is_destination(1));
        assert!(program.is_destination(2));
        assert!(program.is_destination(4));
        assert!(
            !program.is_destination(3) && !program.is_destination(5) && !program.is_destination(usize::MAX)
        );
        assert_eq!(program.block_at(0), Some(0));
        assert_eq!(program.block_at(4), Some(2));
    }

    #[test]
    fn deep_copies_need_what_they_reach() {
        assert_eq!(program(&[DUPN, 9]).blocks, [Block { gas: 2, needs: 10, grows: 1 }]);
        assert_eq!(program(&[SWAPN, 9]).blocks, [Block { gas: 2, needs: 11, grows: 0 }]);
        assert_eq!(program(&[SWAPN]).blocks, [Block { gas: 2, needs: 0, grows: 0 }]);
    }

    #[test]
    fn the_largest_programs_stay_within_the_encoded_bound() {
        let pattern = |bytes: &[u8]| {
            let code: Vec<u8> = bytes.iter().copied().cycle().take(CODE_LIMIT).collect();
            Program::new(code).unwrap().encoded_size()
        };
        let bound = Program::max_encoded_len();
        for bytes in [
            &[JUMPDEST][..],
            &[CALL],
            &[VERIFY_ZK],
            &[JUMPDEST, SSTORE],
            &[SETTLE, JUMPI],
            &[JUMPDEST, SETTLE, CALL],
            &[PUSH0, INVALID],
            &[DUPN, 255, JUMP],
        ] {
            assert!(pattern(bytes) <= bound, "{bytes:?}: {}", pattern(bytes));
        }
    }

    /// The same by walking to the end of the block.
    fn walked(code: &[u8], offset: usize) -> u64 {
        let (mut sum, mut pc) = (0, offset);
        while let Some(op) = code.get(pc).copied() {
            let spec = Spec::of(op);
            if pc != offset && op == JUMPDEST {
                break;
            }
            sum += u64::from(spec.gas);
            if spec.has(ENDS) {
                break;
            }
            pc += 1 + usize::from(spec.immediate);
        }
        sum
    }

    proptest! {
        #[test]
        fn what_is_left_of_a_block_is_its_gas_less_what_ran(
            code in prop::collection::vec(prop_oneof![any::<u8>(), Just(PUSH0), Just(JUMPDEST), Just(PUSH32)], 1..400),
        ) {
            let program = program(&code);
            let mut pc = 0;
            while let Some(op) = code.get(pc).copied() {
                prop_assert_eq!(program.gas_from(pc), walked(&code, pc), "at {}", pc);
                pc += 1 + usize::from(Spec::of(op).immediate);
            }
        }

        #[test]
        fn programs_survive_scale(code in prop::collection::vec(any::<u8>(), 1..400)) {
            let program = program(&code);
            let encoded = program.encode();
            prop_assert!(encoded.len() <= Program::max_encoded_len());
            prop_assert_eq!(Program::decode(&mut &encoded[..]).unwrap(), program);
        }

        #[test]
        fn a_foreign_analysis_is_refused_or_harmless(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            let _ = Program::decode(&mut &bytes[..]);
        }
    }
}
