//! Programs that each do one dear thing over and over, at the operands at which it takes longest.

use msez_savm::{asm::assemble, limits::CODE_LIMIT};
use polkadot_sdk::{
    sp_core::{ecdsa, ed25519, sr25519, Pair},
    sp_io::hashing::keccak_256,
};
use std::fmt::Write as _;

/// A program to measure.
pub struct Adversary {
    /// What it does.
    pub name: String,
    /// Its code.
    pub code: Vec<u8>,
    /// What it is called with.
    pub input: Vec<u8>,
    /// Code of others that it calls: the address of each goes after the input.
    pub others: Vec<Vec<u8>>,
}

/// Prepares once, and then does the same for ever.
fn looped(setup: &str, body: &str) -> Vec<u8> {
    let mut times = 400;
    loop {
        let mut text = format!("{setup}\nloop: JUMPDEST\n");
        for _ in 0..times {
            let _ = writeln!(text, "{body}");
        }
        let _ = writeln!(text, "PUSH2 :loop\nJUMP");
        match assemble(&text) {
            Ok(code) => return code,
            // Too long, or else it does not get better.
            Err(error) => assert!(
                times > 1,
                "{error}
{body}"
            ),
        }
        times = times * 3 / 4;
    }
}

/// A number of so many bits whose limbs are as full as they can be without being special.
fn number(bits: usize, seed: u8) -> String {
    let mut bytes = [0xff_u8; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = byte.wrapping_sub(seed.wrapping_mul(at as u8 % 7));
    }
    let mut word: Vec<u8> = bytes[32 - bits.div_ceil(8)..].to_vec();
    if !bits.is_multiple_of(8) {
        word[0] &= (1u8 << (bits % 8)) - 1;
    }
    word[0] |= 1u8 << ((bits - 1) % 8);
    format!("0x{}", hex::encode(word))
}

/// All of them.
pub fn all() -> Vec<Adversary> {
    let mut all = Vec::new();
    let mut add = |name: String, code: Vec<u8>| {
        all.push(Adversary { name, code, input: Vec::new(), others: Vec::new() });
    };

    // Divisions, by divisors of every width, two in turn so that nothing known of one helps with the other.
    for bits in [32usize, 64, 65, 96, 128, 129, 160, 192, 193, 224, 255, 256] {
        let setup =
            format!("PUSH32 {}\nPUSH32 {}\nPUSH32 {}", number(bits, 3), number(bits, 5), number(256, 1));
        for op in ["DIV", "MOD", "SDIV", "SMOD"] {
            if matches!(op, "SDIV" | "SMOD") && !matches!(bits, 65 | 128 | 192 | 255) {
                continue;
            }
            let body = format!("DUP1\nDUPN 4\n{op}\nPOP\nDUP1\nDUPN 3\n{op}\nPOP");
            add(format!("{op} by {bits} bits"), looped(&setup, &body));
        }
        // The remainder of one is an operand of the next.
        for op in ["MULMOD", "ADDMOD"] {
            let setup = format!(
                "PUSH32 {}\nPUSH32 {}\nPUSH32 {}\nDUP1",
                number(bits, 3),
                number(bits, 5),
                number(256, 1)
            );
            let body = format!("DUPN 2\nDUPN 5\n{op}\nDUPN 2\nDUPN 4\n{op}");
            add(format!("{op} by {bits} bits"), looped(&setup, &body));
        }
    }
    for (name, exponent) in [
        ("32 bytes", number(256, 0)),
        ("16 bytes", number(128, 0)),
        ("1 byte", "0xff".into()),
        ("1 byte, the least", "1".into()),
        ("nothing", "0".into()),
    ] {
        let setup = format!("PUSH32 {exponent}\nPUSH32 {}", number(256, 3));
        add(format!("EXP of {name}"), looped(&setup, "DUP2\nEXP"));
    }
    for op in ["MUL", "ADD", "SUB", "AND", "XOR", "EQ", "LT", "SLT", "SGT"] {
        let setup = format!("PUSH32 {}\nDUP1", number(256, 3));
        add(op.to_string(), looped(&setup, &format!("DUP2\n{op}")));
    }
    for op in ["SHL", "SHR", "SAR", "BYTE", "SIGNEXTEND"] {
        let setup = format!("PUSH32 {}\nPUSH1 7", number(256, 3));
        add(op.to_string(), looped(&setup, &format!("DUP1\nDUPN 3\nSWAP1\n{op}\nPOP")));
    }
    for op in ["NEG", "ABS", "NOT", "BITNOT"] {
        add(op.to_string(), looped(&format!("PUSH32 {}", number(256, 3)), op));
    }

    // The smallest blocks.
    add("JUMPDEST".into(), looped("", "JUMPDEST"));
    add("GAS".into(), looped("", "GAS\nPOP"));
    add("JUMPI not taken".into(), looped("", "PUSH0\nPUSH0\nJUMPI"));
    add("JUMPI with a condition below".into(), looped("PUSH0", "DUP1\nDUP1\nJUMPI"));
    for (name, taken) in [("JUMP", false), ("JUMPI taken", true)] {
        let count = 1_500usize;
        // To and fro, so that nothing is near.
        let order: Vec<usize> =
            (0..count).map(|at| if at % 2 == 0 { at / 2 } else { count - 1 - at / 2 }).collect();
        let mut places = vec![0; count];
        order.iter().enumerate().for_each(|(rank, place)| places[*place] = rank);
        let mut text = String::from("PUSH2 :p0\nJUMP\n");
        for rank in places {
            let next = (rank + 1) % count;
            let condition = if taken { "PC\n" } else { "" };
            let jump = if taken { "JUMPI" } else { "JUMP" };
            let _ = writeln!(text, "p{rank}: JUMPDEST\n{condition}PUSH2 :p{next}\n{jump}");
        }
        add(name.to_string(), assemble(&text).expect("the program is well formed"));
    }
    for op in [
        "PUSH0",
        "PUSH1 1",
        "PUSH2 256",
        "PUSH3 70000",
        "PUSH31 1",
        "PUSH32 1",
        "PC",
        "MSIZE",
        "CALLDATASIZE",
        "RETURNDATASIZE",
        "CODESIZE",
        "CALLER",
        "ORIGIN",
        "JURISDICTION",
        "TIMESTAMP",
        "BLOCK_HEIGHT",
        "ASSET_ID",
        "GASPRICE",
        "ADDRESS",
        "CALLVALUE",
        "CORRIDOR",
        "CHAIN_ID",
        "SELFBALANCE",
        "TENSOR_COMMIT",
    ] {
        add(op.split(' ').next().unwrap_or_default().to_string(), looped("", &format!("{op}\nPOP")));
    }
    add("DUPN, SWAPN".into(), looped(&"PUSH0\n".repeat(200), "DUPN 200\nSWAPN 150\nPOP"));
    add("SWAP2".into(), looped("PUSH0\nPUSH0\nPUSH0", "SWAP2"));
    add(
        "a full stack, filled and emptied".into(),
        looped("", &("PUSH0\n".repeat(250) + &"POP\n".repeat(250))),
    );

    // Memory.
    add("MLOAD".into(), looped("PUSH0\nPUSH2 65504\nMSTORE", "PUSH2 40001\nMLOAD\nPOP"));
    add("MSTORE".into(), looped("PUSH0\nPUSH2 65504\nMSTORE", "PUSH0\nPUSH2 40001\nMSTORE"));
    add("MSTORE8".into(), looped("PUSH0\nPUSH2 65504\nMSTORE", "PUSH0\nPUSH2 40001\nMSTORE8"));
    add("CALLDATALOAD".into(), looped("", "PUSH2 1000\nCALLDATALOAD\nPOP"));
    for (name, op) in [("MCOPY", "MCOPY"), ("CALLDATACOPY", "CALLDATACOPY"), ("CODECOPY", "CODECOPY")] {
        for (what, len, src, dst) in [
            ("0 bytes", "0", "0", "0"),
            ("1 byte", "1", "0", "1"),
            ("33 bytes", "33", "1", "3"),
            ("64 KiB", "65535", "0", "1"),
            ("64 KiB back", "65535", "1", "0"),
        ] {
            let body = format!("PUSH2 {dst}\nPUSH2 {src}\nPUSH2 {len}\n{op}");
            add(format!("{name} of {what}"), looped("PUSH0\nPUSH2 65504\nMSTORE", &body));
        }
    }
    add("RETURNDATACOPY of 0 bytes".into(), looped("", "PUSH0\nPUSH0\nPUSH0\nRETURNDATACOPY"));

    // Hashes, trees.
    for op in ["SHA256", "KECCAK256"] {
        for len in [0usize, 1, 32, 55, 56, 64, 135, 136, 200, 1_024, 65_535] {
            // size on top of off
            let body = format!("PUSH0\nPUSH2 {len}\n{op}\nPOP");
            add(format!("{op} of {len} bytes"), looped("PUSH0\nPUSH2 65504\nMSTORE", &body));
        }
    }
    for leaves in [0usize, 1, 2, 3, 16, 129, 255] {
        let body = "PUSH32 0x11\n".repeat(leaves) + &format!("PUSH1 {leaves}\nMERKLE_ROOT\nPOP");
        add(format!("MERKLE_ROOT of {leaves}"), looped("", &body));
    }
    for (siblings, width) in [(0usize, 1u64), (1, 2), (8, 256), (31, 1 << 31), (32, u64::from(u32::MAX))] {
        let body = "DUP1\n".repeat(siblings)
            + &format!("PUSH8 {width}\nPUSH0\nPUSH1 2\nPUSH1 3\nMERKLE_VERIFY\nPOP");
        add(format!("MERKLE_VERIFY of {siblings}"), looped("PUSH32 0x22", &body));
    }

    // What the host does.
    add("LOG0 of nothing".into(), looped("", "PUSH0\nPUSH0\nLOG0"));
    add("LOG4 of nothing".into(), looped("", &("PUSH0\n".repeat(6) + "LOG4")));
    add("LOG4 of 64 KiB".into(), looped("", "PUSH0\nPUSH0\nPUSH0\nPUSH0\nPUSH0\nPUSH2 65535\nLOG4"));
    add("SLOAD warm".into(), looped("", "PUSH0\nSLOAD\nPOP"));
    add("SHAS warm".into(), looped("", "PUSH0\nSHAS\nPOP"));
    add("SLOAD cold".into(), looped("PUSH0", "PUSH1 1\nADD\nDUP1\nSLOAD\nPOP"));
    add("SSTORE unchanged".into(), looped("PUSH0\nPUSH0\nSSTORE", "PUSH0\nPUSH0\nSSTORE"));
    add("SSTORE changed".into(), looped("PUSH0", "PUSH1 1\nADD\nDUP1\nPUSH0\nSSTORE"));
    add("SSTORE new".into(), looped("PUSH0", "PUSH1 1\nADD\nDUP1\nDUP1\nSSTORE"));
    add(
        "SSTORE new, SDELETE".into(),
        looped("PUSH0", "PUSH1 1\nADD\nDUP1\nDUP1\nSSTORE\nDUP1\nSDELETE\nPOP"),
    );
    add("SDELETE absent".into(), looped("PUSH0", "PUSH1 1\nADD\nDUP1\nSDELETE\nPOP"));
    add("SDELETE absent, warm".into(), looped("", "PUSH0\nSDELETE\nPOP"));
    add("BALANCE warm".into(), looped("", "CALLER\nBALANCE\nPOP"));
    add("BALANCE cold".into(), looped("PUSH0", "PUSH1 1\nADD\nDUP1\nBALANCE\nPOP"));
    let place = format!("PUSH32 0x{:0<64}", hex::encode("uae-difc"));
    add("TENSOR_GET".into(), looped(&place, "PUSH0\nDUP2\nPUSH0\nTENSOR_GET\nPOP\nPOP"));
    add("TENSOR_GET nowhere".into(), looped("", "PUSH0\nPUSH0\nPUSH0\nTENSOR_GET\nPOP\nPOP"));
    add("TENSOR_EVAL".into(), looped(&place, "PUSH0\nDUP2\nTENSOR_EVAL\nPOP\nPOP\nPOP"));
    add("COMPLIANCE_CHECK".into(), looped(&place, "PUSH0\nDUP2\nPUSH0\nCOMPLIANCE_CHECK\nPOP"));
    add("TENSOR_SET".into(), looped(&place, "PUSH0\nDUP2\nPUSH0\nPUSH1 4\nTENSOR_SET\nPOP"));
    add("ATTEST".into(), looped(&place, "PUSH0\nDUP2\nPUSH0\nPUSH1 4\nATTEST\nPOP"));
    add("VERIFY_ATTEST".into(), looped("", "PUSH0\nVERIFY_ATTEST\nPOP"));
    add("VERIFY_ZK".into(), looped("", "PUSH0\nPUSH0\nPUSH0\nPUSH0\nVERIFY_ZK\nPOP"));
    for (op, operands) in [
        ("ASSET_STATUS", 1),
        ("ASSET_HALT", 2),
        ("ASSET_RESUME", 1),
        ("CAN_TRANSFER", 4),
        ("UNITS_OF", 2),
        ("UNITS_TRANSFER", 3),
        ("LOCK", 4),
        ("UNLOCK", 1),
        ("TRANSIT_BEGIN", 2),
        ("TRANSIT_END", 1),
        ("SETTLE", 1),
        ("COMPENSATE", 1),
        ("MIGRATION_STATE", 1),
    ] {
        add(op.to_string(), looped(&place, &("DUP1\n".repeat(operands) + op + "\nPOP")));
    }

    // Calls.
    let call = |to: &str, gas: &str, size: usize| {
        // retSize, retOff, argSize, argOff, value, addr, gas on top
        format!("PUSH0\nPUSH0\nPUSH2 {size}\nPUSH0\nPUSH0\n{to}\n{gas}\nCALL\nPOP")
    };
    add("CALL of nobody".into(), looped("", &call("PUSH1 5", "GAS", 0)));
    add(
        "CALL of nobody, always another".into(),
        looped("PUSH0", "PUSH1 1\nADD\nPUSH0\nPUSH0\nPUSH0\nPUSH0\nPUSH0\nDUPN 6\nGAS\nCALL\nPOP"),
    );
    add("CALL of itself without gas".into(), looped("", &call("ADDRESS", "PUSH0", 0)));
    add("CALL of itself, 64 deep, with 64 KiB".into(), looped("", &call("ADDRESS", "GAS", 65_535)));
    add("CALL of itself, 64 deep".into(), looped("", &call("ADDRESS", "GAS", 0)));
    add("CALL of nobody with 64 KiB".into(), looped("", &call("PUSH1 5", "GAS", 65_535)));
    add("CALL that pays".into(), looped("", "PUSH0\nPUSH0\nPUSH0\nPUSH0\nPUSH1 1\nCALLER\nPUSH0\nCALL\nPOP"));
    add(
        "STATICCALL of itself, 64 deep".into(),
        looped("", "PUSH0\nPUSH0\nPUSH0\nPUSH0\nADDRESS\nGAS\nSTATICCALL\nPOP"),
    );

    let mut calling = |name: &str, other: Vec<u8>, size: usize| {
        let setup = "PUSH0\nCALLDATALOAD";
        let to = "DUPN 6";
        all.push(Adversary {
            name: name.into(),
            code: looped(setup, &call(to, "GAS", size)),
            input: Vec::new(),
            others: vec![other],
        });
    };
    let assembled = |text: &str| assemble(text).expect("the program is well formed");
    calling("CALL of one that stops", assembled("STOP"), 0);
    calling("CALL of the largest program", vec![0x52; CODE_LIMIT], 0);
    calling("CALL of a large one that stops", [vec![0], vec![0x52; CODE_LIMIT - 1]].concat(), 0);
    calling("CALL of one that faults", assembled("INVALID"), 0);
    // What a block has paid for and does not run comes back, and what it cannot pay for runs instruction by instruction.
    let long = |first: &str| assembled(&format!("{first}\n{}", "PUSH0\nPOP\n".repeat(12_000)));
    calling("CALL of one that faults in a long block", long("PUSH0\nASSERT"), 0);
    calling("CALL of one that faults at once in a long block", long("ASSERT"), 0);
    calling(
        "CALL of one that reads too far in a long block",
        long("PUSH0\nPUSH1 1\nPUSH0\nRETURNDATACOPY"),
        0,
    );
    calling("CALL of one that cannot pay in a long block", long("PUSH0\nPUSH1 1\nPUSH2 60000\nMSTORE"), 0);
    // PUSH0, ASSERT, and PUSH0, POP to the end.
    let early = [&[0x0b, 0x56][..], &[0x0b, 0x06].repeat(CODE_LIMIT / 2 - 1)].concat();
    calling("CALL of one that faults early in a long block", early, 0);
    calling("CALL of one that reverts 64 KiB", assembled("PUSH2 65535\nPUSH0\nREVERT"), 0);
    calling("CALL of one that returns 64 KiB", assembled("PUSH2 65535\nPUSH0\nRETURN"), 0);
    calling("CALL of one that touches the end of memory", assembled("PUSH0\nPUSH2 65504\nMSTORE"), 0);
    calling("CALL with 64 KiB", assembled("STOP"), 65_535);
    calling("CALL of one that logs and reverts", assembled("PUSH0\nPUSH0\nLOG0\nPUSH0\nPUSH0\nREVERT"), 0);
    calling(
        "CALL of one that writes and reverts",
        assembled("PUSH1 1\nPUSH0\nSSTORE\nPUSH0\nPUSH0\nREVERT"),
        0,
    );
    calling(
        "CALL of one that pays and reverts",
        assembled("PUSH0\nPUSH0\nPUSH0\nPUSH0\nPUSH1 1\nCALLER\nPUSH0\nCALL\nPUSH0\nPUSH0\nREVERT"),
        0,
    );
    calling(
        "CALL of one that grows by bytes",
        assembled(&(0..600).map(|at| format!("PUSH0\nPUSH2 {}\nMSTORE8\n", at * 33)).collect::<String>()),
        0,
    );

    for gas in [20usize, 300, 47_000] {
        let setup = "PUSH0\nCALLDATALOAD";
        all.push(Adversary {
            name: format!("CALL of a long block with {gas} gas"),
            code: looped(setup, &call("DUPN 6", &format!("PUSH2 {gas}"), 0)),
            input: Vec::new(),
            others: vec![long("PUSH0\nPOP")],
        });
    }
    signatures(&mut all);
    all
}

/// Good and bad signatures, over nothing and over 64 KiB.
fn signatures(all: &mut Vec<Adversary>) {
    let message_of = |len: usize| vec![0u8; len];
    let ed = ed25519::Pair::from_seed(&[1; 32]);
    let sr = sr25519::Pair::from_seed(&[2; 32]);
    let ec = ecdsa::Pair::from_seed(&[3; 32]);
    for (len, is_good) in [(0usize, true), (0, false), (64_000, true)] {
        let message = message_of(len);
        for (op, key, mut signature) in [
            ("VERIFY_SIG", ed.public().0, ed.sign(&message).0.to_vec()),
            ("VERIFY_SR25519", sr.public().0, sr.sign(&message).0.to_vec()),
        ] {
            if !is_good {
                // The last byte of the first half: still a point, mostly.
                signature[5] ^= 1;
            }
            // The signature goes to the end of memory, the message is the zeros before it.
            let setup = "PUSH2 65000\nPUSH0\nPUSH1 64\nCALLDATACOPY".to_string();
            // key, msgOff, msgSize, sigOff, sigSize: the last on top.
            let body = format!(
                "PUSH32 0x{}\nPUSH0\nPUSH2 {len}\nPUSH2 65000\nPUSH1 64\n{op}\nPOP",
                hex::encode(key)
            );
            all.push(Adversary {
                name: format!("{op}, {}, over {len} bytes", if is_good { "good" } else { "bad" }),
                code: looped(&setup, &body),
                input: signature,
                others: Vec::new(),
            });
        }
    }
    for is_good in [true, false] {
        let digest = keccak_256(b"message");
        let mut signature = ec.sign_prehashed(&digest).0.to_vec();
        if !is_good {
            signature[5] ^= 1;
        }
        let setup = "PUSH2 65000\nPUSH0\nPUSH1 65\nCALLDATACOPY".to_string();
        let body =
            format!("PUSH1 1\nPUSH32 0x{}\nPUSH2 65000\nPUSH1 65\nVERIFY_ECDSA\nPOP", hex::encode(digest));
        all.push(Adversary {
            name: format!("VERIFY_ECDSA, {}", if is_good { "good" } else { "bad" }),
            code: looped(&setup, &body),
            input: signature,
            others: Vec::new(),
        });
    }
}
