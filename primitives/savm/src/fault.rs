//! Why a frame failed.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// Why a frame failed. Everything that it did is undone; the gas of what it ran, the failing instruction included, is
/// spent. Only an instruction that cannot be paid for is not charged.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
pub enum Fault {
    /// The instruction costs more than is left.
    OutOfGas,
    /// It takes more words than the stack has.
    StackUnderflow,
    /// It would leave more than 256 words.
    StackOverflow,
    /// It reaches past 64 KiB of memory.
    MemoryLimit,
    /// The code ends within its immediate.
    TruncatedImmediate,
    /// There is no JUMPDEST.
    InvalidJump,
    /// INVALID, or a byte that is no opcode.
    InvalidOpcode,
    /// ASSERT of zero.
    AssertionFailed,
    /// It writes, within a static call.
    StaticCall,
    /// RETURNDATACOPY past the end of what was returned.
    ReturnDataOutOfBounds,
    /// No instance stands at the called address. Only of the outermost call.
    NotFound,
    /// The caller cannot pay the value. Only of the outermost call.
    InsufficientBalance,
    /// The input is longer than 64 KiB. Only of the outermost call.
    InputTooLarge,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OutOfGas => "Out of gas",
            Self::StackUnderflow => "Stack underflow",
            Self::StackOverflow => "Stack overflow",
            Self::MemoryLimit => "Memory limit exceeded",
            Self::TruncatedImmediate => "Code overflow reading immediate",
            Self::InvalidJump => "Invalid jump destination",
            Self::InvalidOpcode => "Invalid opcode",
            Self::AssertionFailed => "Assertion failed",
            Self::StaticCall => "Write in a static call",
            Self::ReturnDataOutOfBounds => "Read past the end of return data",
            Self::NotFound => "No instance at this address",
            Self::InsufficientBalance => "Insufficient balance",
            Self::InputTooLarge => "Input larger than 65536 bytes",
        })
    }
}

impl core::error::Error for Fault {}
