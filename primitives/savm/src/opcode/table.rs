//! The one table: byte, mnemonic, stack effect, gas, meaning. Everything else that knows an opcode is made from it.
//!
//! The stack is written top first, so in `b, a` the word `b` is on top and `a` was pushed before it.

use super::{Category, Opcode, ADDED, ENDS, VARIES, WRITES};

macro_rules! opcodes {
    ($($category:ident { $(
        $byte:literal $name:ident ($($input:literal)?) -> ($($output:literal)?) $gas:literal
        $(imm $immediate:literal)? $([$($flag:ident)|+])? $meaning:literal;
    )* })*) => {
        /// The byte of each mnemonic.
        #[allow(missing_docs)]
        pub mod byte {
            $($(pub const $name: u8 = $byte;)*)*
        }

        /// Every defined opcode, ascending by byte within its category.
        pub const OPCODES: &[Opcode] = &[$($(
            Opcode {
                byte: $byte,
                mnemonic: stringify!($name),
                category: Category::$category,
                inputs: concat!($($input)?),
                outputs: concat!($($output)?),
                gas: $gas,
                immediate: 0 $(+ $immediate)?,
                flags: 0 $($(| $flag)+)?,
                meaning: $meaning,
            },
        )*)*];
    };
}

opcodes! {
    Stack {
        0x00 STOP () -> () 0 [ENDS] "Ends the frame with success and no return data. So does running past the end of the code.";
        0x01 PUSH1 () -> ("x") 2 imm 1 "Pushes the immediate, big-endian. An immediate cut off by the end of the code is a fault.";
        0x02 PUSH2 () -> ("x") 2 imm 2 "The same, 2 bytes.";
        0x03 PUSH4 () -> ("x") 2 imm 4 "4 bytes.";
        0x04 PUSH8 () -> ("x") 2 imm 8 "8 bytes.";
        0x05 PUSH32 () -> ("x") 2 imm 32 "32 bytes.";
        0x06 POP ("x") -> () 2 "Drops the top.";
        0x07 DUP1 ("x") -> ("x, x") 2 "Copies the top.";
        0x08 DUP2 ("b, a") -> ("a, b, a") 2 "Copies the second.";
        0x09 SWAP1 ("b, a") -> ("a, b") 2 "Exchanges the top and the second.";
        0x0a SWAP2 ("c, b, a") -> ("a, b, c") 2 "Exchanges the top and the third.";
        0x0b PUSH0 () -> ("0") 2 [ADDED] "Pushes zero.";
        0x0c DUPN () -> () 2 imm 1 [ADDED] "Copies the n-th word, n = immediate + 1. Needs n words.";
        0x0d SWAPN () -> () 2 imm 1 [ADDED] "Exchanges the top with the word n below it, n = immediate + 1. Needs n + 1 words.";
    }
    Arithmetic {
        0x10 ADD ("b, a") -> ("a + b") 3 "Wraps.";
        0x11 SUB ("b, a") -> ("a - b") 3 "Wraps. The minuend is pushed first, other than on the EVM.";
        0x12 MUL ("b, a") -> ("a * b") 5 "Wraps.";
        0x13 DIV ("b, a") -> ("a / b") 5 "Unsigned, rounded down; 0 for b = 0.";
        0x14 MOD ("b, a") -> ("a mod b") 5 "Unsigned; 0 for b = 0.";
        0x15 EXP ("e, a") -> ("a ^ e") 10 "Wraps; 0 ^ 0 = 1. More gas: 50 a byte of the exponent.";
        0x16 NEG ("a") -> ("-a") 3 "Two's complement.";
        0x17 ABS ("a") -> ("|a|") 3 "Signed; the magnitude of -2^255 is itself.";
        0x18 SDIV ("b, a") -> ("a / b") 5 [ADDED] "Signed, rounded towards 0; 0 for b = 0.";
        0x19 SMOD ("b, a") -> ("a mod b") 5 [ADDED] "Signed, with the sign of a; 0 for b = 0.";
        0x1a ADDMOD ("n, b, a") -> ("(a + b) mod n") 8 [ADDED] "Unsigned, without overflow; 0 for n = 0.";
        0x1b MULMOD ("n, b, a") -> ("(a * b) mod n") 20 [ADDED] "Unsigned, over 512 bits; 0 for n = 0.";
        0x1c SIGNEXTEND ("k, a") -> ("a'") 5 [ADDED] "Copies the sign of byte k (0 the lowest) over the bytes above it.";
        0x1d SAR ("k, a") -> ("a >> k") 3 [ADDED] "Shifts right, signed.";
    }
    Comparison {
        0x20 EQ ("b, a") -> ("a = b") 3 "1 or 0.";
        0x21 NE ("b, a") -> ("a != b") 3 "1 or 0.";
        0x22 LT ("b, a") -> ("a < b") 3 "Unsigned.";
        0x23 GT ("b, a") -> ("a > b") 3 "Unsigned.";
        0x24 LE ("b, a") -> ("a <= b") 3 "Unsigned.";
        0x25 GE ("b, a") -> ("a >= b") 3 "Unsigned.";
        0x26 AND ("b, a") -> ("a & b") 3 "Bit by bit.";
        0x27 OR ("b, a") -> ("a or b") 3 "Bit by bit.";
        0x28 NOT ("a") -> ("a = 0") 3 "Logical: 1 for zero, else 0. BITNOT complements bits.";
        0x29 XOR ("b, a") -> ("a ^ b") 3 "Bit by bit.";
        0x2a SLT ("b, a") -> ("a < b") 3 [ADDED] "Signed.";
        0x2b SGT ("b, a") -> ("a > b") 3 [ADDED] "Signed.";
        0x2c BITNOT ("a") -> ("~a") 3 [ADDED] "Complements every bit.";
        0x2d BYTE ("i, a") -> ("byte") 3 [ADDED] "Byte i of a, counted from the most significant; 0 from 32 on.";
        0x2e SHL ("k, a") -> ("a << k") 3 [ADDED] "0 from 256 on.";
        0x2f SHR ("k, a") -> ("a >> k") 3 [ADDED] "Unsigned; 0 from 256 on.";
    }
    Memory {
        0x30 MLOAD ("off") -> ("word") 3 "Reads 32 bytes; memory grows to off + 32.";
        0x31 MSTORE ("off, v") -> () 3 "Writes 32 bytes.";
        0x32 MSTORE8 ("off, v") -> () 3 "Writes the lowest byte of v.";
        0x33 MSIZE () -> ("len") 2 "Length of memory in bytes: the highest byte touched, not rounded.";
        0x34 MCOPY ("len, src, dst") -> () 3 "Copies within memory; the ranges may overlap. More gas: 3 a word.";
        0x35 CALLDATASIZE () -> ("len") 2 [ADDED] "Length of the input in bytes.";
        0x36 CALLDATALOAD ("off") -> ("word") 3 [ADDED] "32 bytes of the input; past its end they are zero.";
        0x37 CALLDATACOPY ("len, src, dst") -> () 3 [ADDED] "Copies input to memory; past its end it is zero. More gas: 3 a word.";
        0x38 RETURNDATASIZE () -> ("len") 2 [ADDED] "Length of what the last call returned.";
        0x39 RETURNDATACOPY ("len, src, dst") -> () 3 [ADDED] "Copies it to memory. Past its end is a fault. More gas: 3 a word.";
        0x3a CODESIZE () -> ("len") 2 [ADDED] "Length of the running code.";
        0x3b CODECOPY ("len, src, dst") -> () 3 [ADDED] "Copies code to memory; past its end it is zero. More gas: 3 a word.";
    }
    Storage {
        0x40 SLOAD ("key") -> ("value") 200 "The value of a key; 0 if absent.";
        0x41 SSTORE ("key, v") -> () 20_000 [WRITES] "Sets a key. Given back at once: 15,000 if the key was present, 19,800 if nothing changes. A zero is a value too: it stays present.";
        0x42 SDELETE ("key") -> ("existed") 200 [WRITES] "Removes a key. More gas: 4,800 if it was present.";
        0x43 SHAS ("key") -> ("present") 200 "1 if the key is present, whatever its value.";
    }
    Control {
        0x50 JUMP ("dst") -> () 8 [ENDS] "Goes to a JUMPDEST. Anything else is a fault.";
        0x51 JUMPI ("dst, cond") -> () 10 [ENDS] "Goes there if cond is not 0; dst matters only then.";
        0x52 JUMPDEST () -> () 2 "A place to jump to.";
        0x53 CALL ("gas, addr, value, argOff, argSize, retOff, retSize") -> ("ok") 700 [ENDS] "Calls an instance, or pays an account. 0 if it failed, reverted, cannot be paid or stands at the depth limit. The callee gets at most gas and 63/64 of what is left. More gas: 9,000 with value; memory; 3 a word of arguments. With value a fault in a static call.";
        0x54 RETURN ("off, size") -> () 0 [ENDS] "Ends the frame with success. More gas: memory, 3 a word.";
        0x55 REVERT ("off, size") -> () 0 [ENDS] "Ends the frame, undoes all it did, and hands back the data. More gas: memory, 3 a word.";
        0x56 ASSERT ("cond") -> () 3 "A fault if cond is 0.";
        0x57 PC () -> ("pc") 2 [ADDED] "Offset of this instruction.";
        0x58 STATICCALL ("gas, addr, argOff, argSize, retOff, retSize") -> ("ok") 700 [ENDS|ADDED] "CALL without value, in which nothing can be written at any depth.";
    }
    Context {
        0x60 CALLER () -> ("id") 2 "Who called this frame: an account or an instance, 32 bytes.";
        0x61 ORIGIN () -> ("id") 2 "Who signed the transaction.";
        0x62 JURISDICTION () -> ("id") 2 "Home jurisdiction of the instance's asset: text, right-padded. 0 if none.";
        0x63 TIMESTAMP () -> ("t") 2 "The chain's time in seconds since 1970.";
        0x64 BLOCK_HEIGHT () -> ("n") 2 "Number of the block.";
        0x65 ASSET_ID () -> ("id") 2 "The asset the instance acts for, which is the digest of its genesis document. 0 if none.";
        0x66 GAS () -> ("left") 2 [ENDS] "What is left after this instruction.";
        0x67 GASPRICE () -> ("price") 2 "Price of one gas.";
        0x68 ADDRESS () -> ("id") 2 [ADDED] "The running instance.";
        0x69 CALLVALUE () -> ("value") 2 [ADDED] "What the caller paid with this call.";
        0x6a CORRIDOR () -> ("id") 2 [ADDED] "The corridor of the instance's asset: text, right-padded. 0 if none.";
        0x6b SELFBALANCE () -> ("amount") 100 [ADDED] "Free balance of the running instance.";
        0x6c BALANCE ("who") -> ("amount") 200 [ADDED] "Free balance of an account or an instance.";
        0x6d CHAIN_ID () -> ("id") 2 [ADDED] "Genesis hash of the chain; goes into messages that are signed.";
    }
    Compliance {
        0x70 TENSOR_GET ("domain, jur, asset") -> ("expired, state") 100 "State code (0 to 5), and on top whether evidence has expired. Unknown ids read as UNKNOWN (2).";
        0x71 TENSOR_SET ("state, domain, jur, asset") -> ("ok") 500 [WRITES] "Attests a state with the rights the instance was given; 0 without them.";
        0x72 TENSOR_EVAL ("jur, asset") -> ("issues, state, ok") 100 "All domains that the jurisdiction asks of the asset's class: whether they pass, the meet of their states, and on top the number of those that do not pass.";
        0x73 TENSOR_COMMIT () -> ("root") 100 "The tensor's committed root.";
        0x74 ATTEST ("type, domain, jur, asset") -> ("id") 1_000 [WRITES] "Records an attestation of COMPLIANT; its id, or 0 without the right to.";
        0x75 VERIFY_ATTEST ("id") -> ("ok") 1_000 "1 if the attestation exists, is in force and not revoked.";
        0x76 VERIFY_ZK ("proofSize, proofOff, n, circuit") -> ("ok") 10_000 [ENDS|VARIES] "Takes n more words, the public inputs. 1 if the proof holds for the circuit. More gas: memory, 3 a word of proof, 100 an input, and what the host asks for the circuit.";
        0x77 COMPLIANCE_CHECK ("domain, jur, asset") -> ("ok") 100 "1 if the state is EXEMPT or COMPLIANT and nothing has expired.";
        0x78 ASSET_STATUS ("asset") -> ("code") 200 [ADDED] "0 unknown, 1 active, 2 halted, 3 locked, 4 migrating, 5 retired.";
        0x79 ASSET_HALT ("reason, asset") -> ("ok") 5_000 [WRITES|ADDED] "Halts an asset that named this instance its controller.";
        0x7a ASSET_RESUME ("asset") -> ("ok") 5_000 [WRITES|ADDED] "Resumes it.";
        0x7b CAN_TRANSFER ("amount, to, from, asset") -> ("reasons") 1_000 [ADDED] "0 if the units may move, else one bit for each reason.";
        0x7c UNITS_OF ("holder, asset") -> ("amount") 200 [ADDED] "Units of the asset that a holder may dispose of.";
        0x7d UNITS_TRANSFER ("amount, to, asset") -> ("ok") 10_000 [WRITES|ADDED] "Moves units held by this instance, under the asset's transfer rules.";
    }
    Migration {
        0x80 LOCK ("duration, amount, jur, asset") -> ("lock") 5_000 [WRITES] "Locks the asset for so many seconds; the lock's id, or 0.";
        0x81 UNLOCK ("lock") -> ("ok") 2_000 [WRITES] "Releases a lock.";
        0x82 TRANSIT_BEGIN ("target, lock") -> ("transit") 10_000 [WRITES] "Starts the move to a jurisdiction; the transit's id, or 0.";
        0x83 TRANSIT_END ("transit") -> ("ok") 10_000 [WRITES] "The asset has arrived.";
        0x84 SETTLE ("transit") -> ("ok") 20_000 [WRITES] "Completes the move.";
        0x85 COMPENSATE ("transit") -> ("ok") 5_000 [WRITES] "Undoes it.";
        0x86 MIGRATION_STATE ("transit") -> ("code") 200 "0 unknown, 1 in transit, 2 arrived, 3 settled, 4 compensated.";
    }
    Cryptography {
        0x90 SHA256 ("size, off") -> ("digest") 60 "Of memory. More gas: memory, 12 a word.";
        0x91 KECCAK256 ("size, off") -> ("digest") 60 "Of memory, with Keccak's own padding, as on the EVM. More gas: memory, 12 a word.";
        0x92 VERIFY_SIG ("sigSize, sigOff, msgSize, msgOff, key") -> ("ok") 3_000 "Ed25519, 64 bytes, under ZIP-215. More gas: memory, 12 a word of message.";
        0x93 MERKLE_ROOT ("n") -> ("root") 60 [ENDS|VARIES] "Takes n more words, the leaves, the leftmost on top. More gas: 150 a leaf. 0 for n = 0.";
        0x94 MERKLE_VERIFY ("root, leaf, index, width") -> ("ok") 60 [ENDS|VARIES] "Takes the siblings, the lowest on top; index and width say how many. 0, and nothing taken, for an index outside of the width. More gas: 75 a sibling and 150.";
        0x95 VERIFY_SR25519 ("sigSize, sigOff, msgSize, msgOff, key") -> ("ok") 3_000 [ADDED] "Schnorr over ristretto255, 64 bytes, context `substrate`. More gas: memory, 18 a word of message.";
        0x96 VERIFY_ECDSA ("sigSize, sigOff, digest, address") -> ("ok") 3_000 [ADDED] "secp256k1, 65 bytes r, s, v with low s, over a digest; address is the signer's 20-byte Ethereum address. More gas: memory.";
    }
    Wide {
        0xa2 PUSH3 () -> ("x") 2 imm 3 [ADDED] "Every width that row 0 lacks: byte A0 + width - 1.";
        0xa4 PUSH5 () -> ("x") 2 imm 5 [ADDED] "5 bytes.";
        0xa5 PUSH6 () -> ("x") 2 imm 6 [ADDED] "6 bytes.";
        0xa6 PUSH7 () -> ("x") 2 imm 7 [ADDED] "7 bytes.";
        0xa8 PUSH9 () -> ("x") 2 imm 9 [ADDED] "9 bytes.";
        0xa9 PUSH10 () -> ("x") 2 imm 10 [ADDED] "10 bytes.";
        0xaa PUSH11 () -> ("x") 2 imm 11 [ADDED] "11 bytes.";
        0xab PUSH12 () -> ("x") 2 imm 12 [ADDED] "12 bytes.";
        0xac PUSH13 () -> ("x") 2 imm 13 [ADDED] "13 bytes.";
        0xad PUSH14 () -> ("x") 2 imm 14 [ADDED] "14 bytes.";
        0xae PUSH15 () -> ("x") 2 imm 15 [ADDED] "15 bytes.";
        0xaf PUSH16 () -> ("x") 2 imm 16 [ADDED] "16 bytes.";
        0xb0 PUSH17 () -> ("x") 2 imm 17 [ADDED] "17 bytes.";
        0xb1 PUSH18 () -> ("x") 2 imm 18 [ADDED] "18 bytes.";
        0xb2 PUSH19 () -> ("x") 2 imm 19 [ADDED] "19 bytes.";
        0xb3 PUSH20 () -> ("x") 2 imm 20 [ADDED] "20 bytes.";
        0xb4 PUSH21 () -> ("x") 2 imm 21 [ADDED] "21 bytes.";
        0xb5 PUSH22 () -> ("x") 2 imm 22 [ADDED] "22 bytes.";
        0xb6 PUSH23 () -> ("x") 2 imm 23 [ADDED] "23 bytes.";
        0xb7 PUSH24 () -> ("x") 2 imm 24 [ADDED] "24 bytes.";
        0xb8 PUSH25 () -> ("x") 2 imm 25 [ADDED] "25 bytes.";
        0xb9 PUSH26 () -> ("x") 2 imm 26 [ADDED] "26 bytes.";
        0xba PUSH27 () -> ("x") 2 imm 27 [ADDED] "27 bytes.";
        0xbb PUSH28 () -> ("x") 2 imm 28 [ADDED] "28 bytes.";
        0xbc PUSH29 () -> ("x") 2 imm 29 [ADDED] "29 bytes.";
        0xbd PUSH30 () -> ("x") 2 imm 30 [ADDED] "30 bytes.";
        0xbe PUSH31 () -> ("x") 2 imm 31 [ADDED] "31 bytes.";
    }
    System {
        0xf0 HALT () -> () 0 [ENDS] "As STOP.";
        0xf1 LOG0 ("size, off") -> () 8 [WRITES] "Logs memory. More gas: 367, memory, 8 a byte.";
        0xf2 LOG1 ("size, off, t1") -> () 8 [WRITES] "With a topic. More gas: 375 a topic.";
        0xf3 LOG2 ("size, off, t1, t2") -> () 8 [WRITES] "With 2 topics.";
        0xf4 LOG3 ("size, off, t1, t2, t3") -> () 8 [WRITES|ADDED] "With 3 topics.";
        0xf5 LOG4 ("size, off, t1, t2, t3, t4") -> () 8 [WRITES|ADDED] "With 4 topics.";
        0xfe DEBUG () -> () 0 "Shows the top of the stack to the tracer, free. Outside of the tracer it is not an opcode: a fault.";
        0xff INVALID () -> () 2 [ENDS] "A fault. So is every byte that is not in this table.";
    }
}
