//! Every opcode: what it does, what it costs, how it fails.

mod common;

use common::*;
use msez_savm::{
    opcode::{byte, Opcode, OPCODES},
    Fault, MemoryHost, Word,
};

/// How many words a list of the table names.
fn words(list: &str) -> usize {
    list.split(',').filter(|word| !word.trim().is_empty()).count()
}

/// (words taken, words left); of DUPN and SWAPN with an immediate of 4.
fn effect(opcode: &Opcode) -> (usize, usize) {
    match opcode.byte {
        byte::DUPN => (5, 6),
        byte::SWAPN => (6, 6),
        _ => (words(opcode.inputs), words(opcode.outputs)),
    }
}

/// Pushes so many zeros, then runs the opcode.
fn after_zeros(zeros: usize, opcode: &Opcode) -> Vec<u8> {
    let mut code = vec![byte::PUSH0; zeros];
    code.push(opcode.byte);
    code.extend(std::iter::repeat_n(4, opcode.immediate.into()));
    code
}

fn defined() -> impl Iterator<Item = &'static Opcode> {
    OPCODES.iter().filter(|opcode| opcode.byte != byte::DEBUG)
}

#[test]
fn too_few_words_are_an_underflow_that_is_charged() {
    for opcode in defined().filter(|opcode| effect(opcode).0 > 0) {
        let zeros = effect(opcode).0 - 1;
        let outcome = run_in(host(&after_zeros(zeros, opcode)), call(10_000_000)).outcome;
        assert_eq!(outcome.fault(), Some(Fault::StackUnderflow), "{}", opcode.mnemonic);
        assert_eq!(outcome.gas_used, 2 * zeros as u64 + u64::from(opcode.gas), "{}", opcode.mnemonic);
    }
}

#[test]
fn a_full_stack_overflows_where_more_is_left_than_taken() {
    for opcode in defined() {
        let (taken, left) = effect(opcode);
        let outcome = run_in(host(&after_zeros(256, opcode)), call(10_000_000)).outcome;
        let overflows = outcome.fault() == Some(Fault::StackOverflow);
        assert_eq!(overflows, left > taken, "{}: {outcome:?}", opcode.mnemonic);
    }
}

#[test]
fn one_gas_too_little_fails_without_a_charge() {
    for opcode in defined().filter(|opcode| opcode.gas > 0) {
        let zeros = effect(opcode).0;
        let limit = 2 * zeros as u64 + u64::from(opcode.gas) - 1;
        let run = run_in(host(&after_zeros(zeros, opcode)), call(limit));
        assert_eq!(run.outcome.fault(), Some(Fault::OutOfGas), "{}", opcode.mnemonic);
        assert_eq!(run.outcome.gas_used, 2 * zeros as u64, "{}", opcode.mnemonic);
        assert_eq!(run.outcome.pc, zeros, "{}", opcode.mnemonic);
    }
}

#[test]
fn on_zeros_every_opcode_does_as_the_table_says() {
    for opcode in defined() {
        let (taken, left) = effect(opcode);
        let run = run_in(host(&after_zeros(taken, opcode)), call(10_000_000));
        let name = opcode.mnemonic;
        match opcode.byte {
            byte::JUMP => assert_eq!(run.outcome.fault(), Some(Fault::InvalidJump)),
            byte::ASSERT => assert_eq!(run.outcome.fault(), Some(Fault::AssertionFailed)),
            byte::INVALID => assert_eq!(run.outcome.fault(), Some(Fault::InvalidOpcode)),
            byte::REVERT => assert_eq!(run.outcome.fault(), None),
            _ => {
                assert!(run.outcome.succeeded(), "{name}: {:?}", run.outcome);
                let ends = matches!(opcode.byte, byte::RETURN | byte::CALL | byte::STATICCALL);
                if !ends || opcode.byte != byte::RETURN {
                    assert_eq!(run.stack.len(), left, "{name}");
                }
            }
        }
        let dynamic = match opcode.byte {
            byte::MLOAD | byte::MSTORE | byte::MSTORE8 => 3,
            byte::LOG0..=byte::LOG4 => 367 + 375 * u64::from(opcode.byte - byte::LOG0),
            _ => 0,
        };
        assert_eq!(run.outcome.gas_used, 2 * taken as u64 + u64::from(opcode.gas) + dynamic, "{name}");
    }
}

#[test]
fn a_static_call_refuses_whatever_writes() {
    for opcode in defined() {
        let zeros = effect(opcode).0;
        let mut call = call(10_000_000);
        call.is_static = true;
        let fault = run_in(host(&after_zeros(zeros, opcode)), call).outcome.fault();
        assert_eq!(fault == Some(Fault::StaticCall), opcode.writes(), "{}: {fault:?}", opcode.mnemonic);
    }
    let written: Vec<_> = defined().filter(|opcode| opcode.writes()).map(|opcode| opcode.mnemonic).collect();
    assert_eq!(written.len(), 18, "{written:?}");
}

#[test]
fn an_immediate_cut_off_by_the_end_of_the_code_fails() {
    for opcode in defined().filter(|opcode| opcode.immediate > 0) {
        let mut code = after_zeros(6, opcode);
        code.pop();
        let outcome = run_in(host(&code), call(1_000)).outcome;
        assert_eq!(outcome.fault(), Some(Fault::TruncatedImmediate), "{}", opcode.mnemonic);
        assert_eq!(outcome.gas_used, 14, "{}", opcode.mnemonic);
    }
}

#[test]
fn undefined_bytes_and_debug_are_invalid() {
    for byte in (0..=255u8).filter(|byte| Opcode::of(*byte).is_none_or(|opcode| opcode.mnemonic == "DEBUG")) {
        let mut host = host(&[byte]);
        let outcome = msez_savm::execute(&mut host, &context(), call(1_000));
        assert_eq!((outcome.fault(), outcome.gas_used), (Some(Fault::InvalidOpcode), 2), "{byte:02x}");
    }
}

#[test]
fn pushes_of_every_width() {
    for opcode in defined().filter(|opcode| opcode.is_push()) {
        let width = usize::from(opcode.immediate);
        let bytes: Vec<u8> = (1..=opcode.immediate).collect();
        let mut code = vec![opcode.byte];
        code.extend(&bytes);
        let run = run_in(host(&code), call(100));
        assert_eq!(run.stack, [Word::from_be_slice(&bytes[..width]).unwrap()], "{}", opcode.mnemonic);
    }
    assert_eq!(word("PUSH0"), Word::ZERO);
}

#[test]
fn copies_and_exchanges() {
    let numbers = |words: &[u8]| words.iter().map(|n| Word::from(*n)).collect::<Vec<_>>();
    let base = "PUSH1 1\nPUSH1 2\nPUSH1 3\nPUSH1 4\n";
    let after = |op: &str| stack(&format!("{base}{op}"));
    assert_eq!(after("POP"), numbers(&[3, 2, 1]));
    assert_eq!(after("DUP1"), numbers(&[4, 4, 3, 2, 1]));
    assert_eq!(after("DUP2"), numbers(&[3, 4, 3, 2, 1]));
    assert_eq!(after("DUPN 1"), after("DUP1"));
    assert_eq!(after("DUPN 4"), numbers(&[1, 4, 3, 2, 1]));
    assert_eq!(after("SWAP1"), numbers(&[3, 4, 2, 1]));
    assert_eq!(after("SWAP2"), numbers(&[2, 3, 4, 1]));
    assert_eq!(after("SWAPN 1"), after("SWAP1"));
    assert_eq!(after("SWAPN 3"), numbers(&[1, 3, 2, 4]));
    assert_eq!(run(&format!("{base}DUPN 5")).outcome.fault(), Some(Fault::StackUnderflow));
    assert_eq!(run(&format!("{base}SWAPN 4")).outcome.fault(), Some(Fault::StackUnderflow));
    // At the bottom of a full stack.
    let full = "PUSH1 9\n".to_string() + &"PUSH1 1\n".repeat(255);
    assert_eq!(stack(&format!("{full}POP\nDUPN 255"))[0], 9u8.into());
    assert_eq!(stack(&format!("{full}SWAPN 255"))[0], 9u8.into());
}

/// A word in two's complement.
fn negative(magnitude: u64) -> Word {
    Word::from(magnitude).wrapping_neg()
}

#[test]
fn arithmetic_takes_the_first_pushed_as_its_first_operand() {
    let seven = |op: &str, b: Word| word(&format!("PUSH1 7\nPUSH32 {b:#x}\n{op}"));
    let cases: [(&str, Word, Word); 22] = [
        ("ADD", 3u8.into(), 10u8.into()),
        ("SUB", 3u8.into(), 4u8.into()),
        ("SUB", 9u8.into(), negative(2)),
        ("MUL", 3u8.into(), 21u8.into()),
        ("DIV", 3u8.into(), 2u8.into()),
        ("DIV", Word::ZERO, Word::ZERO),
        ("MOD", 3u8.into(), 1u8.into()),
        ("MOD", Word::ZERO, Word::ZERO),
        ("EXP", 3u8.into(), 343u16.into()),
        ("EXP", Word::ZERO, Word::ONE),
        ("SDIV", negative(2), negative(3)),
        ("SMOD", negative(2), Word::ONE),
        ("EQ", 7u8.into(), Word::ONE),
        ("NE", 7u8.into(), Word::ZERO),
        ("LT", 8u8.into(), Word::ONE),
        ("GT", 8u8.into(), Word::ZERO),
        ("LE", 7u8.into(), Word::ONE),
        ("GE", 8u8.into(), Word::ZERO),
        ("SLT", negative(8), Word::ZERO),
        ("SGT", negative(8), Word::ONE),
        ("SHL", 4u8.into(), 112u8.into()),
        ("SHR", 1u8.into(), 3u8.into()),
    ];
    for (op, b, expected) in cases {
        assert_eq!(seven(op, b), expected, "7 {op} {b:?}");
    }
    assert_eq!(seven("AND", 5u8.into()), 5u8.into());
    assert_eq!(seven("OR", 8u8.into()), 15u8.into());
    assert_eq!(seven("XOR", 5u8.into()), 2u8.into());
    assert_eq!(seven("BYTE", 31u8.into()), 7u8.into());
    assert_eq!(word("PUSH1 200\nPUSH0\nSIGNEXTEND"), negative(56));
    assert_eq!(word(&format!("PUSH32 {:#x}\nPUSH1 1\nSAR", negative(8))), negative(4));
    assert_eq!(word("PUSH1 7\nNEG"), negative(7));
    assert_eq!(word("PUSH1 7\nNEG\nABS"), 7u8.into());
    assert_eq!(word("PUSH1 7\nNOT"), Word::ZERO);
    assert_eq!(word("PUSH0\nNOT"), Word::ONE);
    assert_eq!(word("PUSH0\nBITNOT"), Word::MAX);
    assert_eq!(word("PUSH1 5\nPUSH1 6\nPUSH1 7\nADDMOD"), 4u8.into());
    assert_eq!(word("PUSH1 5\nPUSH1 6\nPUSH1 7\nMULMOD"), 2u8.into());
    assert_eq!(word("PUSH1 5\nPUSH1 6\nPUSH0\nMULMOD"), Word::ZERO);
    assert_eq!(word("PUSH0\nPUSH0\nEXP"), Word::ONE);
}

#[test]
fn a_power_is_paid_by_the_bytes_of_its_exponent() {
    for (exponent, gas_) in [("0", 0), ("1", 50), ("255", 50), ("256", 100), ("0x1000000", 200)] {
        assert_eq!(gas(&format!("PUSH1 3\nPUSH32 {exponent}\nEXP")), 14 + gas_, "{exponent}");
    }
}

#[test]
fn memory_is_read_written_and_paid_by_the_word() {
    assert_eq!(word("PUSH1 42\nPUSH0\nMSTORE\nPUSH0\nMLOAD"), 42u8.into());
    assert_eq!(word("PUSH2 0x1ff\nPUSH1 31\nMSTORE8\nPUSH0\nMLOAD"), 255u8.into());
    assert_eq!(gas("PUSH1 1\nPUSH0\nMSTORE"), 2 + 2 + 3 + 3);
    assert_eq!(gas("PUSH1 1\nPUSH1 1\nMSTORE"), 2 + 2 + 3 + 6);
    assert_eq!(gas("PUSH1 1\nPUSH0\nMSTORE\nPUSH0\nMLOAD"), 10 + 5);
    assert_eq!(gas("PUSH2 65504\nMLOAD"), 2 + 3 + 3 * 2048);
    // Growing byte by byte pays each word once.
    assert_eq!(gas("PUSH1 1\nPUSH0\nMSTORE8\nPUSH1 1\nPUSH1 1\nMSTORE8"), 2 * 7 + 3);
    for huge in [
        "PUSH32 0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "PUSH8 0xffffffffffffffff",
    ] {
        assert_eq!(run(&format!("{huge}\nMLOAD")).outcome.fault(), Some(Fault::MemoryLimit));
        assert_eq!(run(&format!("PUSH0\n{huge}\nMSTORE")).outcome.fault(), Some(Fault::MemoryLimit));
        assert_eq!(run(&format!("PUSH0\n{huge}\nRETURN")).outcome.fault(), None, "no bytes, no place");
    }
}

#[test]
fn mcopy_moves_overlapping_bytes() {
    let copied =
        word("PUSH32 0x0102030405060708\nPUSH0\nMSTORE\nPUSH1 25\nPUSH1 24\nPUSH1 7\nMCOPY\nPUSH0\nMLOAD");
    assert_eq!(copied, 0x0101_0203_0405_0607u64.into());
    assert_eq!(gas("PUSH1 64\nPUSH0\nPUSH1 64\nMCOPY"), 6 + 3 + 3 * 4 + 3 * 2);
}

#[test]
fn input_code_and_their_copies() {
    let with_input = |source: &str| {
        let mut call = call(1_000_000);
        call.input = (1..=40).collect();
        run_in(host(&code(source)), call)
    };
    assert_eq!(with_input("CALLDATASIZE").stack, [40u8.into()]);
    let mut last = [0; 32];
    last[..8].copy_from_slice(&[33, 34, 35, 36, 37, 38, 39, 40]);
    assert_eq!(with_input("PUSH1 32\nCALLDATALOAD").stack, [last.into()]);
    assert_eq!(with_input("PUSH32 0xffffffffffffffffffff\nCALLDATALOAD").stack, [Word::ZERO]);
    assert_eq!(with_input("PUSH1 4\nPUSH1 38\nPUSH1 4\nCALLDATACOPY").memory, [0, 0, 0, 0, 39, 40, 0, 0]);
    assert_eq!(gas("PUSH1 4\nPUSH1 38\nPUSH1 4\nCALLDATACOPY"), 6 + 3 + 3 + 3);
    let source = "PUSH0\nPUSH1 2\nPUSH1 4\nCODECOPY\nCODESIZE";
    let copied = run(source);
    assert_eq!(copied.memory, &code(source)[2..6]);
    assert_eq!(copied.stack, [Word::from(code(source).len())]);
}

#[test]
fn storage_tells_absent_from_zero_and_prices_by_what_changes() {
    assert_eq!(stack("PUSH1 9\nSLOAD\nPUSH1 9\nSHAS"), [Word::ZERO, Word::ZERO]);
    let zero = "PUSH0\nPUSH1 9\nSSTORE\n";
    assert_eq!(
        stack(&format!("{zero}PUSH1 9\nSHAS\nPUSH1 9\nSDELETE\nPUSH1 9\nSHAS\nPUSH1 9\nSDELETE")),
        [Word::ZERO, Word::ZERO, Word::ONE, Word::ONE]
    );
    let new = 2 + 2 + 20_000;
    assert_eq!(gas(zero), new);
    assert_eq!(gas(&format!("{zero}PUSH1 1\nPUSH1 9\nSSTORE")), new + 4 + 5_000);
    assert_eq!(gas(&format!("{zero}PUSH0\nPUSH1 9\nSSTORE")), new + 4 + 200);
    assert_eq!(gas(&format!("{zero}PUSH1 9\nSDELETE")), new + 2 + 5_000);
    assert_eq!(gas("PUSH1 9\nSDELETE"), 202);
    assert_eq!(gas("PUSH1 9\nSLOAD"), 202);
}

#[test]
fn what_sstore_gives_back_can_be_spent_in_the_same_block() {
    // Two overwrites in a row: the block's sum is 40,000, but 25,008 is enough.
    let source = "PUSH1 1\nPUSH0\nSSTORE\nPUSH1 2\nPUSH0\nSSTORE\nHALT";
    let mut host = host(&code(source));
    host.preload(SELF.into(), Word::ZERO, 7u8.into());
    let done = run_in(host.clone(), call(25_008)).outcome;
    assert!(done.succeeded());
    assert_eq!(done.gas_used, 10_008);
    assert_eq!(run_in(host, call(25_007)).outcome.fault(), Some(Fault::OutOfGas));
}

#[test]
fn jumps() {
    assert_eq!(word("PUSH1 1\nPUSH2 :on\nJUMP\nPUSH1 2\non: JUMPDEST"), Word::ONE);
    assert_eq!(
        stack("PUSH1 5\nPUSH0\nPUSH1 255\nJUMPI"),
        [5u8.into()],
        "the destination matters only if it is used"
    );
    assert_eq!(run("PUSH1 1\nPUSH1 255\nJUMPI").outcome.fault(), Some(Fault::InvalidJump));
    assert_eq!(run("PUSH32 0x10000000000000000\nJUMP\nJUMPDEST").outcome.fault(), Some(Fault::InvalidJump));
    // 0x52 as an immediate is no destination.
    assert_eq!(run("PUSH1 3\nJUMP\nPUSH1 0x52").outcome.fault(), Some(Fault::InvalidJump));
    assert_eq!(run("PUSH1 4\nJUMP\nPUSH1 0x52").outcome.fault(), Some(Fault::InvalidJump));
    assert_eq!(word("PUSH0\nPOP\nPC"), 2u8.into());
    assert!(run("PUSH1 1\nASSERT").outcome.succeeded());
    let failed = run("PUSH0\nASSERT\nPUSH1 1\nPUSH1 1").outcome;
    assert_eq!((failed.fault(), failed.gas_used, failed.pc), (Some(Fault::AssertionFailed), 5, 1));
}

#[test]
fn context_words() {
    let mut paid = call(1_000_000);
    paid.value = 5u8.into();
    let mut host = host(&code(
        "CALLER\nORIGIN\nJURISDICTION\nTIMESTAMP\nBLOCK_HEIGHT\nASSET_ID\nGASPRICE\nADDRESS\nCALLVALUE\nCORRIDOR\n\
         SELFBALANCE\nCHAIN_ID\nCALLER\nBALANCE",
    ));
    host.fund(CALLER.into(), 12u8.into());
    let expected = [
        CALLER.into(),
        context().origin,
        text("uae-difc"),
        context().timestamp.into(),
        77u8.into(),
        0xa5_u8.into(),
        3u8.into(),
        SELF.into(),
        5u8.into(),
        text("corridor-difc-aifc"),
        5u8.into(),
        0xc4_u8.into(),
        7u8.into(),
    ];
    assert_eq!(run_in(host, paid).stack, expected);
    let left = run_in(common::host(&code("PUSH0\nGAS\nPUSH0\nGAS")), call(100)).stack;
    assert_eq!(left, [Word::ZERO, 96u8.into(), Word::ZERO, 92u8.into()]);
}

#[test]
fn logs_keep_topics_in_the_order_they_are_taken() {
    let run = run("PUSH1 42\nPUSH0\nMSTORE\nPUSH1 4\nPUSH1 3\nPUSH1 2\nPUSH1 1\nPUSH1 31\nPUSH1 1\nLOG4");
    let log = &run.host.logs()[0];
    assert_eq!(log.topics, [1u8, 2, 3, 4].map(Word::from));
    assert_eq!((log.instance, &log.data[..]), (SELF.into(), &[42][..]));
    assert_eq!(gas("PUSH0\nPUSH1 10\nLOG0"), 4 + 375 + 3 + 80);
}

#[test]
fn hashes() {
    let hex = |text: &str| text.parse::<Word>().unwrap();
    assert_eq!(
        word("PUSH0\nPUSH0\nSHA256"),
        hex("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    );
    assert_eq!(
        word("PUSH0\nPUSH0\nKECCAK256"),
        hex("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")
    );
    let abc = "PUSH3 0x616263\nPUSH1 29\nSWAP1\nPUSH0\nMSTORE\nPUSH1 3\n";
    assert_eq!(
        word(&format!("{abc}SHA256")),
        hex("0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    );
    assert_eq!(
        word(&format!("{abc}KECCAK256")),
        hex("0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")
    );
    assert_eq!(gas("PUSH0\nPUSH1 33\nSHA256"), 4 + 60 + 6 + 24);
}

/// Code that puts a message at 0 and a signature at 128, then pushes `before` and runs `op`.
fn signed(message: &[u8], signature: &[u8], before: &str, op: &str) -> Vec<u8> {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut source = format!("PUSH0\nPUSH2 :message\nPUSH {}\nCODECOPY\n", message.len());
    source += &format!("PUSH1 128\nPUSH2 :signature\nPUSH {}\nCODECOPY\n{before}\n", signature.len());
    source += &format!("PUSH1 128\nPUSH {}\n{op}\nPUSH0\nMSTORE\nPUSH1 32\nPUSH0\nRETURN\n", signature.len());
    source += &format!("message: .data 0x{}\nsignature: .data 0x{}", hex(message), hex(signature));
    code(&source)
}

fn holds(code: &[u8]) -> bool {
    let outcome = run_in(host(code), call(1_000_000)).outcome;
    assert!(outcome.succeeded(), "{outcome:?}");
    Word::from_be_slice(outcome.return_data()) == Some(Word::ONE)
}

#[test]
fn signatures_hold_for_their_message_and_key_only() {
    let message = b"a message of some length";
    let pushed = |key: [u8; 32], op: &str, signature: &[u8], message: &[u8]| {
        let before = format!("PUSH32 {}\nPUSH0\nPUSH1 {}", Word::from(key), message.len());
        // The table's order, top first: sigSize, sigOff, msgSize, msgOff, key.
        signed(message, signature, &before, op)
    };
    let ed = ed25519_zebra::SigningKey::from([7; 32]);
    let ed_key: [u8; 32] = ed25519_zebra::VerificationKey::from(&ed).into();
    let ed_signature: [u8; 64] = ed.sign(message).into();
    let sr = schnorrkel::MiniSecretKey::from_bytes(&[7; 32])
        .unwrap()
        .expand_to_keypair(schnorrkel::ExpansionMode::Ed25519);
    let sr_signature = sr.sign_simple(b"substrate", message).to_bytes();
    for (op, key, signature) in
        [("VERIFY_SIG", ed_key, ed_signature), ("VERIFY_SR25519", sr.public.to_bytes(), sr_signature)]
    {
        assert!(holds(&pushed(key, op, &signature, message)), "{op}");
        let mut other = signature;
        other[3] ^= 1;
        assert!(!holds(&pushed(key, op, &other, message)), "{op}: another signature");
        assert!(!holds(&pushed(key, op, &signature, b"another message")), "{op}: another message");
        let mut other = key;
        other[0] ^= 1;
        assert!(!holds(&pushed(other, op, &signature, message)), "{op}: another key");
        assert!(!holds(&pushed(key, op, &signature[..63], message)), "{op}: a short signature");
        assert!(!holds(&pushed([0xff; 32], op, &signature, message)), "{op}: no key at all");
    }
}

#[test]
fn a_message_is_paid_for_by_the_word_and_dearer_under_sr25519() {
    let price = |op: &str, len: u32| gas(&format!("PUSH0\nPUSH0\nPUSH1 {len}\nPUSH0\nPUSH1 96\n{op}"));
    for (op, word) in [("VERIFY_SIG", 12), ("VERIFY_SR25519", 18)] {
        assert_eq!(price(op, 33) - price(op, 0), 2 * word, "{op}");
    }
}

#[test]
fn ecdsa_holds_for_the_address_of_the_signer_with_low_s() {
    use k256::ecdsa::SigningKey;
    use msez_savm::{KeccakBackend, SoftCrypto};
    let key = SigningKey::from_slice(&[7; 32]).unwrap();
    let digest = [9; 32];
    let (signature, v) = key.sign_prehash_recoverable(&digest).unwrap();
    let mut bytes = signature.to_bytes().to_vec();
    bytes.push(v.to_byte());
    let point = key.verifying_key().to_encoded_point(false);
    let address = Word::from_be_slice(&SoftCrypto::keccak256(&point.as_bytes()[1..])[12..]).unwrap();
    let check = |signature: &[u8], digest: [u8; 32], address: Word| {
        holds(&signed(
            &[0],
            signature,
            &format!("PUSH32 {address}\nPUSH32 {}", Word::from(digest)),
            "VERIFY_ECDSA",
        ))
    };
    assert!(check(&bytes, digest, address));
    let mut ethereum = bytes.clone();
    ethereum[64] += 27;
    assert!(check(&ethereum, digest, address));
    assert!(!check(&bytes, [8; 32], address));
    assert!(!check(&bytes, digest, address.wrapping_add(Word::ONE)));
    assert!(!check(&bytes, digest, address.bit_or(Word::MIN_SIGNED)));
    assert!(!check(&bytes[..64], digest, address));
    assert!(!check(&[0; 65], digest, address));
    // The other s of the same signature.
    let (r, s) = signature.split_scalars();
    let high = k256::ecdsa::Signature::from_scalars(r, -s).unwrap();
    let mut malleable = high.to_bytes().to_vec();
    malleable.push(v.to_byte() ^ 1);
    assert!(!check(&malleable, digest, address));
}

#[test]
fn merkle_trees_bind_index_and_width() {
    use msez_savm::{merkle_root, KeccakBackend, SoftCrypto};
    let leaves: Vec<Word> = (10u8..15).map(Word::from).collect();
    let root = merkle_root::<SoftCrypto>(&leaves);
    // The leftmost is on top.
    assert_eq!(word("PUSH1 14\nPUSH1 13\nPUSH1 12\nPUSH1 11\nPUSH1 10\nPUSH1 5\nMERKLE_ROOT"), root);
    assert_eq!(gas("PUSH1 14\nPUSH1 13\nPUSH1 12\nPUSH1 11\nPUSH1 10\nPUSH1 5\nMERKLE_ROOT"), 12 + 60 + 750);
    assert_eq!(word("PUSH0\nMERKLE_ROOT"), Word::ZERO);
    assert_eq!(run("PUSH1 1\nPUSH1 2\nMERKLE_ROOT").outcome.fault(), Some(Fault::StackUnderflow));
    // Leaf 4 of 5 has one sibling: the top over leaves 0 to 3. A tree of four gives it away, but for its root's tag;
    // so prove leaf 0 of 2 instead, whose sibling is a leaf's hash.
    let two = merkle_root::<SoftCrypto>(&leaves[..2]);
    let mut tagged = vec![0];
    tagged.extend(leaves[1].to_be_bytes());
    let sibling = Word::from(SoftCrypto::keccak256(&tagged));
    let verify = |index: u8, width: u8| {
        format!("PUSH32 {sibling}\nPUSH1 {width}\nPUSH1 {index}\nPUSH1 10\nPUSH32 {two}\nMERKLE_VERIFY")
    };
    assert_eq!(word(&verify(0, 2)), Word::ONE);
    assert_eq!(gas(&verify(0, 2)), 10 + 60 + 225);
    assert_eq!(word(&verify(1, 2)), Word::ZERO);
    assert_eq!(stack(&verify(2, 2)), [Word::ZERO, sibling], "no such leaf: no sibling is taken");
    assert_eq!(run(&verify(0, 3)).outcome.fault(), Some(Fault::StackUnderflow), "two siblings are wanted");
}

/// Compliance of the asset that the instance is bound to.
mod compliance {
    use super::*;
    use msez_core::{ComplianceState, Coordinate, Digest, Domain, SubjectId};

    const AT: &str = "PUSH1 0xa5\nPUSH32 \"uae-difc\"\nPUSH1 domain.kyc\n";

    fn kyc() -> Coordinate {
        Coordinate {
            subject: SubjectId(binding().asset.to_be_bytes()),
            jurisdiction: "uae-difc".parse().unwrap(),
            domain: Domain::Kyc,
        }
    }

    fn with_cell(source: &str, state: ComplianceState, expired: bool) -> Vec<Word> {
        let mut host = host(&code(source));
        host.set_cell(kyc(), state, expired);
        let run = run_in(host, call(1_000_000));
        assert!(run.outcome.succeeded(), "{:?}", run.outcome);
        run.stack.into_iter().rev().collect()
    }

    #[test]
    fn the_tensor_is_read_from_bytecode() {
        for state in ComplianceState::ALL {
            for expired in [false, true] {
                let read = with_cell(&format!("{AT}TENSOR_GET"), state, expired);
                assert_eq!(read, [expired.into(), state.code().into()]);
                let passes = with_cell(&format!("{AT}COMPLIANCE_CHECK"), state, expired);
                assert_eq!(passes, [(state.passes() && !expired).into()]);
            }
        }
        assert_eq!(stack(&format!("{AT}TENSOR_GET")), [Word::ZERO, 2u8.into()], "absent is UNKNOWN");
    }

    #[test]
    fn what_is_no_coordinate_is_unknown_and_cannot_be_written() {
        for at in [
            "PUSH1 0xa5\nPUSH32 \"uae difc\"\nPUSH1 1\n",
            "PUSH1 0xa5\nPUSH1 5\nPUSH1 1\n",
            "PUSH1 0xa5\nPUSH32 \"uae-difc\"\nPUSH1 200\n",
            "PUSH1 0xa5\nPUSH32 \"uae-difc\"\nPUSH2 257\n",
        ] {
            assert_eq!(
                with_cell(&format!("{at}TENSOR_GET"), ComplianceState::Compliant, false),
                [Word::ZERO, 2u8.into()]
            );
            assert_eq!(word(&format!("{at}COMPLIANCE_CHECK")), Word::ZERO);
            assert_eq!(word(&format!("{at}PUSH1 5\nTENSOR_SET")), Word::ZERO);
            assert_eq!(word(&format!("{at}PUSH1 5\nATTEST")), Word::ZERO);
        }
        assert_eq!(word(&format!("{AT}PUSH1 6\nTENSOR_SET")), Word::ZERO, "no such state");
    }

    #[test]
    fn an_instance_attests_for_its_own_asset_only() {
        assert_eq!(
            stack(&format!("{AT}PUSH1 state.exempt\nTENSOR_SET\n{AT}TENSOR_GET")),
            [Word::ZERO, 4u8.into(), Word::ONE]
        );
        let other = AT.replace("0xa5", "0xa6");
        assert_eq!(word(&format!("{other}PUSH1 5\nTENSOR_SET")), Word::ZERO);
        assert_eq!(word(&format!("{other}PUSH1 5\nATTEST")), Word::ZERO);
        assert_eq!(
            stack(&format!("{AT}PUSH1 5\nATTEST\nVERIFY_ATTEST\n{AT}COMPLIANCE_CHECK")),
            [Word::ONE, Word::ONE]
        );
        assert_eq!(word("PUSH1 9\nVERIFY_ATTEST"), Word::ZERO);
    }

    #[test]
    fn evaluation_counts_what_does_not_pass() {
        let eval = "PUSH1 0xa5\nPUSH32 \"uae-difc\"\nTENSOR_EVAL";
        assert_eq!(stack(eval), [Word::ONE, 2u8.into(), Word::ZERO]);
        assert_eq!(with_cell(eval, ComplianceState::Compliant, false), [Word::ZERO, 5u8.into(), Word::ONE]);
        assert_eq!(with_cell(eval, ComplianceState::Pending, false), [Word::ONE, 3u8.into(), Word::ZERO]);
        assert_eq!(stack("PUSH1 0xa5\nPUSH1 9\nTENSOR_EVAL"), [Word::ZERO, 2u8.into(), Word::ZERO]);
        assert_eq!(word("TENSOR_COMMIT"), Word::ZERO);
    }

    #[test]
    fn proofs_are_for_a_circuit_and_its_inputs() {
        let source = |circuit: u8, input: u8| {
            format!("PUSH1 3\nPUSH0\nMSTORE8\nPUSH1 9\nPUSH1 {input}\nPUSH1 {circuit}\nPUSH1 2\nPUSH0\nPUSH1 1\nVERIFY_ZK")
        };
        let check = |circuit, input| {
            let mut host = host(&code(&source(circuit, input)));
            host.accept_proof(Digest(Word::from(77u8).to_be_bytes()), vec![8u8.into(), 9u8.into()], vec![3]);
            run_in(host, call(1_000_000))
        };
        assert_eq!(check(77, 8).stack, [Word::ONE]);
        assert_eq!(check(77, 8).outcome.gas_used, 7 + 3 + 12 + 10_000 + 200 + 3);
        assert_eq!(check(77, 7).stack, [Word::ZERO]);
        assert_eq!(check(78, 8).stack, [Word::ZERO]);
        let missing = "PUSH1 77\nPUSH1 2\nPUSH0\nPUSH0\nVERIFY_ZK";
        assert_eq!(run(missing).outcome.fault(), Some(Fault::StackUnderflow));
        assert_eq!(
            run(&missing.replace("PUSH1 2", "PUSH32 0x10000000000000000")).outcome.fault(),
            Some(Fault::StackUnderflow)
        );
    }

    #[test]
    fn assets_are_halted_and_resumed_by_their_instance() {
        assert_eq!(
            stack("PUSH1 0xa5\nASSET_STATUS\nPUSH1 0xa5\nPUSH1 1\nASSET_HALT\nPUSH1 0xa5\nASSET_STATUS"),
            [2u8.into(), Word::ONE, Word::ONE]
        );
        assert_eq!(
            stack("PUSH1 0xa5\nASSET_RESUME\nPUSH1 0xa6\nPUSH1 1\nASSET_HALT\nPUSH1 0xa6\nASSET_STATUS"),
            [Word::ZERO; 3]
        );
        assert_eq!(stack("PUSH1 0xa5\nPUSH1 1\nASSET_HALT\nPUSH1 0xa5\nASSET_RESUME"), [Word::ONE; 2]);
    }

    #[test]
    fn units_move_under_the_rules_of_the_asset() {
        let holding = |source: &str, prepare: &dyn Fn(&mut MemoryHost)| {
            let mut host = host(&code(source));
            let asset = SubjectId(binding().asset.to_be_bytes());
            host.issue(asset, SELF.into(), 50u8.into());
            prepare(&mut host);
            run_in(host, call(1_000_000)).stack.into_iter().rev().collect::<Vec<_>>()
        };
        let send = "PUSH1 0xa5\nPUSH1 9\nPUSH1 20\nUNITS_TRANSFER\nPUSH1 0xa5\nPUSH1 9\nUNITS_OF\nPUSH1 0xa5\nADDRESS\nUNITS_OF";
        assert_eq!(holding(send, &|_| ()), [30u8.into(), 20u8.into(), Word::ONE]);
        assert_eq!(holding(send, &|host| host.refuse(9u8.into())), [50u8.into(), Word::ZERO, Word::ZERO]);
        let ask = "PUSH1 0xa5\nADDRESS\nPUSH1 9\nPUSH1 60\nCAN_TRANSFER";
        assert_eq!(holding(ask, &|host| host.refuse(9u8.into())), [9u8.into()], "every reason at once");
    }
}

mod migration {
    use super::*;

    const LOCK: &str = "PUSH1 0xa5\nPUSH32 \"uae-difc\"\nPUSH1 1\nPUSH2 3600\nLOCK\n";
    const BEGIN: &str = "PUSH32 \"kz-aifc\"\nTRANSIT_BEGIN\n";

    #[test]
    fn a_transit_goes_through_its_stages_once() {
        let source = format!(
            "{LOCK}{BEGIN}DUP1\nMIGRATION_STATE\nDUP2\nTRANSIT_END\nDUPN 3\nMIGRATION_STATE\nDUPN 4\nSETTLE\nDUPN 5\n\
             MIGRATION_STATE\nDUPN 6\nSETTLE\nDUPN 7\nCOMPENSATE"
        );
        let mut left = stack(&source);
        left.pop();
        assert_eq!(left, [0u8, 0, 3, 1, 2, 1, 1].map(Word::from));
    }

    #[test]
    fn a_transit_can_be_compensated_until_it_settles() {
        let left =
            stack(&format!("{LOCK}{BEGIN}DUP1\nCOMPENSATE\nDUP2\nMIGRATION_STATE\nDUPN 3\nTRANSIT_END"));
        assert_eq!(left[..3], [0u8, 4, 1].map(Word::from));
    }

    #[test]
    fn an_asset_is_locked_once_by_its_instance() {
        assert_eq!(stack(&format!("{LOCK}POP\n{LOCK}")), [Word::ZERO]);
        assert_eq!(stack(&format!("{LOCK}DUP1\nUNLOCK\nSWAP1\nUNLOCK")), [Word::ZERO, Word::ONE]);
        assert_ne!(word(&format!("{LOCK}UNLOCK\nPOP\n{LOCK}")), Word::ZERO);
        assert_eq!(word(&LOCK.replace("0xa5", "0xa6")), Word::ZERO);
        assert_eq!(word(&LOCK.replace("uae-difc", "nowhere")), Word::ZERO);
        assert_eq!(word(&LOCK.replace("PUSH2 3600", "PUSH32 0x10000000000000000")), Word::ZERO);
        assert_eq!(word(&format!("PUSH1 9\n{BEGIN}")), Word::ZERO);
        assert_eq!(stack("PUSH1 9\nTRANSIT_END\nPUSH1 9\nMIGRATION_STATE"), [Word::ZERO; 2]);
    }
}
