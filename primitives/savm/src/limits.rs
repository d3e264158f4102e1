//! What nothing may exceed.

/// Words on the stack of a frame.
pub const STACK_LIMIT: usize = 256;
/// Bytes of memory of a frame. It also bounds return data, arguments and the data of a log.
pub const MEMORY_LIMIT: usize = 65_536;
/// Bytes of code: 24 KiB.
pub const CODE_LIMIT: usize = 24_576;
/// Bytes of input of the outermost call.
pub const INPUT_LIMIT: usize = 65_536;
/// Frames that are open at once. A call made by the last of them answers 0.
pub const CALL_DEPTH: usize = 64;
/// Gas of a call that names no limit.
pub const DEFAULT_GAS_LIMIT: u64 = 1_000_000;
