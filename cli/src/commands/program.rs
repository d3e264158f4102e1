//! `msez asm` and `msez disasm`: programs of the Smart Asset VM as text and as bytes. No node is asked.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    str::FromStr,
};

use msez_core::Digest;
use msez_savm::{
    asm::{assemble, AsmError},
    code_id,
    disasm::{disassemble, instructions},
    opcode::Opcode,
    SoftCrypto,
};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::json;

use crate::{
    commands::{read_file, Global},
    failure::{Failure, Outcome},
};

/// Turn assembly text into code.
#[derive(Debug, clap::Args)]
pub struct Asm {
    /// The text: an instruction a line, `name:` labels, `;` comments; or the original's tuples.
    file: PathBuf,
    /// Write the code to this file, as hexadecimal, instead of printing it.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Turn code into assembly text.
#[derive(Debug, clap::Args)]
pub struct Disasm {
    /// A file with the code as hexadecimal, or the digits themselves.
    code: String,
}

/// Bytes that are read and written as hexadecimal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl FromStr for Bytes {
    type Err = hex::FromHexError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        hex::decode(text.strip_prefix("0x").unwrap_or(text)).map(Self)
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{}", hex::encode(&self.0))
    }
}

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What was assembled.
#[derive(Debug, Serialize)]
struct Assembled {
    /// The code.
    code: Bytes,
    /// How long it is.
    bytes: usize,
    /// What the chain will call it.
    id: Digest,
}

/// What was disassembled.
#[derive(Debug, Serialize)]
struct Disassembled {
    /// The code.
    code: Bytes,
    /// Its instructions, in order.
    instructions: Vec<Line>,
}

/// One instruction.
#[derive(Debug, Serialize)]
struct Line {
    /// Where it starts.
    offset: usize,
    /// In the assembler's syntax.
    instruction: String,
}

/// Runs `msez asm`.
pub fn asm(global: &Global, command: Asm) -> Outcome {
    let Asm { file, out } = command;
    let assembled = assembled(read_source(&file, &read_text(&file)?)?);
    if let Some(path) = &out {
        fs::write(path, format!("{}\n", assembled.code))
            .map_err(|e| Failure::File(format!("{}: {e}", path.display())))?;
    }
    global.output().result(&assembled, |a| match out {
        Some(path) => format!("{}: {} bytes, id {}", path.display(), a.bytes, a.id),
        None => a.code.to_string(),
    });
    Ok(())
}

/// Runs `msez disasm`.
pub fn disasm(global: &Global, command: Disasm) -> Outcome {
    let disassembled = disassembled(find_code(&command.code)?);
    global.output().result(&disassembled, |d| disassemble(&d.code.0).trim_end().to_owned());
    Ok(())
}

fn assembled(code: Vec<u8>) -> Assembled {
    Assembled { bytes: code.len(), id: code_id::<SoftCrypto>(&code), code: Bytes(code) }
}

fn disassembled(code: Vec<u8>) -> Disassembled {
    let lines = instructions(&code).map(|i| Line { offset: i.offset, instruction: i.to_string() });
    Disassembled { instructions: lines.collect(), code: Bytes(code) }
}

/// Reads a program from a file: assembly text or hexadecimal, whichever it contains.
pub fn read_program(path: &Path) -> Outcome<Vec<u8>> {
    let text = read_text(path)?;
    match hexadecimal(&text) {
        Some(code) => code.map_err(|e| wrong(path, e)),
        None => read_source(path, &text),
    }
}

/// Code from a file, or from the argument itself.
fn find_code(argument: &str) -> Outcome<Vec<u8>> {
    let path = Path::new(argument);
    let is_file = path.is_file();
    let text = if is_file { read_text(path)? } else { argument.to_owned() };
    match hexadecimal(&text) {
        Some(code) => code.map_err(|e| wrong(path, e)),
        None if is_file => Err(wrong(path, "not hexadecimal")),
        None => Err(Failure::File(format!("{argument}: no such file, and not hexadecimal"))),
    }
}

fn read_text(path: &Path) -> Outcome<String> {
    String::from_utf8(read_file(path)?).map_err(|_| wrong(path, "neither assembly text nor hexadecimal"))
}

fn read_source(path: &Path, text: &str) -> Outcome<Vec<u8>> {
    let code = assemble(text).map_err(|e: AsmError| wrong(path, &e).with(json!({ "line": e.line })))?;
    if code.is_empty() {
        return Err(wrong(path, "there is no instruction in it"));
    }
    Ok(code)
}

/// A program that is none is bad input, like a bad argument; a file that cannot be read is another matter.
fn wrong(path: &Path, why: impl fmt::Display) -> Failure {
    Failure::Usage(format!("{}: {why}", path.display()))
}

/// The bytes of a text that is nothing but hexadecimal digits, with or without `0x` before them and white space between
/// them. `ADD` is made of digits too: a text that starts with a mnemonic is assembly.
fn hexadecimal(text: &str) -> Option<Result<Vec<u8>, hex::FromHexError>> {
    let text = text.trim();
    let is_assembly = text.split_whitespace().next().is_some_and(|word| Opcode::named(word).is_some());
    let digits: String = text.strip_prefix("0x").unwrap_or(text).split_whitespace().collect();
    let is_hexadecimal = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_hexdigit());
    (is_hexadecimal && !is_assembly).then(|| hex::decode(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = "PUSH1 42 ; value\nPUSH1 0  ; key\nSSTORE\nHALT\n";
    const CODE: [u8; 6] = [0x01, 42, 0x01, 0, 0x41, 0xf0];

    fn file(content: impl AsRef<[u8]>) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), content).unwrap();
        file
    }

    fn read(content: impl AsRef<[u8]>) -> Outcome<Vec<u8>> {
        read_program(file(content).path())
    }

    #[test]
    fn a_file_is_assembly_or_hexadecimal_by_its_content() {
        let tuples = "[('PUSH1', 42),\n('PUSH1', 0),\n('SSTORE',),\n('HALT',)]";
        for text in [EXAMPLE, tuples, "0x012a010041f0\n", "012a010041f0", "012A 0100\n 41F0\n"] {
            assert_eq!(read(text).unwrap(), CODE, "{text:?}");
        }
        assert_eq!(read("ADD\nADD").unwrap(), [0x10, 0x10], "a mnemonic made of digits");
        assert_eq!(read("0xadd0add0").unwrap(), [0xad, 0xd0, 0xad, 0xd0]);
    }

    #[test]
    fn a_bad_file_is_bad_input_and_the_line_is_told() {
        let failure = read("PUSH1 1\n\nPUSH1 256\nHALT").unwrap_err();
        assert_eq!((failure.code(), failure.kind()), (2, "usage"));
        assert!(failure.to_string().contains("line 3: "), "{failure}");
        assert_eq!(failure.json().unwrap()["error"]["details"], json!({ "line": 3 }));
        for text in ["", "; nothing", "FLY 1", "PUSH1", "PUSH2 :nowhere", "0x123", "0x12zz"] {
            assert_eq!(read(text).unwrap_err().code(), 2, "{text:?}");
        }
        assert_eq!(read([0xff, 0xfe]).unwrap_err().code(), 2);
        assert_eq!(read_program(Path::new("/no/such/file")).unwrap_err().code(), 6);
    }

    #[test]
    fn what_is_disassembled_is_a_file_or_the_digits_themselves() {
        let kept = file("0x012a010041f0\n");
        for argument in [kept.path().to_str().unwrap(), "0x012a010041f0", "012a010041f0"] {
            assert_eq!(find_code(argument).unwrap(), CODE, "{argument}");
        }
        assert_eq!(find_code("no-such-file.hex").unwrap_err().code(), 6);
        assert_eq!(find_code("0x012").unwrap_err().code(), 2);
        assert_eq!(find_code(file(EXAMPLE).path().to_str().unwrap()).unwrap_err().code(), 2);
    }

    #[test]
    fn every_program_assembles_and_disassembles_back() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../programs");
        let mut count = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let code = read_program(&path).unwrap();
            assert_eq!(assemble(&disassemble(&code)).unwrap(), code, "{}", path.display());
            assert_eq!(read(Bytes(code.clone()).to_string()).unwrap(), code, "{}", path.display());
            count += 1;
        }
        assert!(count >= 5);
    }

    /// Scripts read these.
    #[test]
    fn the_names_of_the_fields_do_not_change() {
        let code = read(EXAMPLE).unwrap();
        assert_eq!(
            serde_json::to_value(assembled(code.clone())).unwrap(),
            json!({ "code": "0x012a010041f0", "bytes": 6, "id": code_id::<SoftCrypto>(&CODE) })
        );
        assert_eq!(
            serde_json::to_value(disassembled(code)).unwrap(),
            json!({
                "code": "0x012a010041f0",
                "instructions": [
                    { "offset": 0, "instruction": "PUSH1 0x2a" },
                    { "offset": 2, "instruction": "PUSH1 0x0" },
                    { "offset": 4, "instruction": "SSTORE" },
                    { "offset": 5, "instruction": "HALT" },
                ],
            })
        );
    }
}
