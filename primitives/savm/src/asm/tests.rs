use super::*;
use crate::disasm::{disassemble, instructions};
use byte::*;
use proptest::prelude::*;

fn error(source: &str) -> AsmErrorKind {
    assemble(source).unwrap_err().kind
}

#[test]
fn the_example_of_the_mission_in_both_forms() {
    let expected = [PUSH1, 42, PUSH1, 0, SSTORE, HALT];
    assert_eq!(assemble("PUSH1 42\nPUSH1 0x00\nSSTORE\nHALT").unwrap(), expected);
    let tuples =
        "code = [\n    ('PUSH1', 42),      # value\n    ('PUSH1', 0),\n    ('SSTORE',),\n    ('HALT',),\n]";
    assert_eq!(assemble(tuples.trim_start_matches("code = ")).unwrap(), expected);
    let tuples =
        [("PUSH1", Some(42u8.into())), ("push1", Some(Word::ZERO)), ("SSTORE", None), ("HALT", None)];
    assert_eq!(assemble_tuples(&tuples).unwrap(), expected);
}

#[test]
fn labels_constants_and_data() {
    let source = "
        .const FEE 25
        PUSH1 FEE
        PUSH2 :done     ; forward
        JUMP
        note: .data \"a;b\"
        raw:  .data 0xdeadBEEF
        done:
        JUMPDEST
        PUSH2 #raw
        PUSH1 :note
        PUSH1 :end
        end:
    ";
    let code = assemble(source).unwrap();
    let mut expected = alloc::vec![PUSH1, 25, PUSH2, 0, 13, JUMP];
    expected.extend_from_slice(b"a;b");
    expected.extend([0xde, 0xad, 0xbe, 0xef, JUMPDEST, PUSH2, 0, 4, PUSH1, 6, PUSH1, 21]);
    assert_eq!(code, expected);
}

#[test]
fn text_is_padded_on_the_right_and_numbers_on_the_left() {
    let mut expected = alloc::vec![PUSH32];
    expected.extend_from_slice(b"uae-difc");
    expected.resize(33, 0);
    assert_eq!(assemble("PUSH32 \"uae-difc\"").unwrap(), expected);
    assert_eq!(assemble("PUSH4 258").unwrap(), [PUSH4, 0, 0, 1, 2]);
    assert_eq!(assemble("PUSH1 domain.kyc\nPUSH1 state.exempt").unwrap(), [PUSH1, 1, PUSH1, 4]);
}

#[test]
fn the_narrowest_push_and_numbered_copies() {
    assert_eq!(assemble("PUSH 0\nPUSH 255\nPUSH 256").unwrap(), [PUSH0, PUSH1, 255, PUSH2, 1, 0]);
    assert_eq!(
        assemble("DUP1\nDUP3\nSWAP2\nSWAP3\nDUPN 256").unwrap(),
        [DUP1, DUPN, 2, SWAP2, SWAPN, 2, DUPN, 255]
    );
}

#[test]
fn what_does_not_fit_is_an_error() {
    let kind = AsmErrorKind::DoesNotFit { bytes: 2, width: 1 };
    assert_eq!(assemble("HALT\nPUSH1 256"), Err(AsmError { line: 2, kind: kind.clone() }));
    assert_eq!(assemble_tuples(&[("PUSH1", Some(256u16.into()))]), Err(AsmError { line: 1, kind }));
    assert_eq!(error("PUSH1 \"ab\""), AsmErrorKind::DoesNotFit { bytes: 2, width: 1 });
    assert!(matches!(error("DUPN 257"), AsmErrorKind::DoesNotFit { .. }));
    assert!(matches!(error("DUPN 0"), AsmErrorKind::DoesNotFit { .. }));
    assert!(matches!(error("PUSH1 -1"), AsmErrorKind::BadNumber(_, WordError::Malformed)));
    let far = alloc::format!("PUSH1 :end\n{}end: JUMPDEST", "PUSH32 0\n".repeat(8));
    assert_eq!(error(&far), AsmErrorKind::DoesNotFit { bytes: 2, width: 1 });
    assert_eq!(error(&"PUSH32 0\n".repeat(800)), AsmErrorKind::TooLarge);
}

#[test]
fn every_other_mistake_has_its_own_error() {
    assert_eq!(error("PSH1 1"), AsmErrorKind::UnknownMnemonic("PSH1".into()));
    assert_eq!(error("PUSH1"), AsmErrorKind::MissingOperand);
    assert_eq!(error(".data"), AsmErrorKind::MissingOperand);
    assert!(matches!(error("ADD 1"), AsmErrorKind::UnexpectedOperand(_)));
    assert!(matches!(error("PUSH1 1 2"), AsmErrorKind::UnexpectedOperand(_)));
    assert_eq!(error("PUSH1 FEE"), AsmErrorKind::UnknownName("FEE".into()));
    assert_eq!(error("PUSH1 :x"), AsmErrorKind::UnknownName("x".into()));
    assert_eq!(error("x: STOP\nx: STOP"), AsmErrorKind::DuplicateName("x".into()));
    assert_eq!(error(".const x 1\n.const x 2"), AsmErrorKind::DuplicateName("x".into()));
    assert_eq!(error(".const x 1\nx: STOP"), AsmErrorKind::DuplicateName("x".into()));
    assert_eq!(error("1x: STOP"), AsmErrorKind::BadName("1x".into()));
    for data in ["0x", "0xa", "0xzz", "abc", "\"abc"] {
        assert_eq!(error(&alloc::format!(".data {data}")), AsmErrorKind::BadData(data.into()));
    }
    for source in ["PSH", "PUSH1 256", "PUSH1 x", "DUP0"] {
        assert!(!assemble(source).unwrap_err().to_string().is_empty());
    }
}

#[test]
fn the_disassembly_of_the_reference() {
    let code = assemble("PUSH1 0x42\nPUSH1 0\nSSTORE\nHALT").unwrap();
    let rows: Vec<_> = instructions(&code).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!((rows[0].opcode.unwrap().mnemonic, rows[0].operand()), ("PUSH1", Some(0x42u8.into())));
    assert_eq!(rows[3].opcode.unwrap().mnemonic, "HALT");
    let odd: Vec<_> = instructions(&[0x0f, PUSH2, 1]).map(|row| row.to_string()).collect();
    assert_eq!(odd, ["UNKNOWN(0x0f)", ".data 0x0201"]);
}

proptest! {
    #[test]
    fn whatever_is_disassembled_assembles_to_the_same_bytes(code in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(assemble(&disassemble(&code)).unwrap(), code);
    }

    #[test]
    fn no_source_makes_the_assembler_panic(source in "[ -~\n]{0,200}") {
        let _ = assemble(&source);
    }
}
