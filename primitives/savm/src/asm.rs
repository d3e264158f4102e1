//! Assembler: text to code.
//!
//! One instruction a line.
//!
//! ```text
//! ; a comment
//! .const FEE 25               ; a constant: decimal or 0x hexadecimal
//!         PUSH1 FEE           ; its value; a value that does not fit is an error
//!         PUSH2 :done         ; the offset of a label
//!         JUMP
//! note:   .data "paid"        ; bytes as they are: text, or 0x and pairs of digits
//! done:   JUMPDEST
//!         PUSH2 #note         ; the length of the data at a label
//!         PUSH32 "uae-difc"   ; text, padded with zeros on the right: an identifier
//!         PUSH1 domain.kyc    ; codes of domains and states: domain.<name>, state.<name>
//!         DUP5                ; DUPN 5; SWAP5 is SWAPN 5
//!         PUSH 70000          ; the narrowest PUSH that fits; PUSH2 for labels and lengths
//! ```
//!
//! The original's form of tuples is understood too: `('PUSH1', 42),` a line, with or without brackets around the list.

use alloc::{
    collections::BTreeMap,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;
use msez_core::{ComplianceState, Domain};

use crate::{
    limits::CODE_LIMIT,
    opcode::{byte, Opcode},
    Word, WordError,
};

/// What is wrong with a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AsmErrorKind {
    /// No such mnemonic or directive.
    UnknownMnemonic(String),
    /// The instruction wants an operand.
    MissingOperand,
    /// The instruction takes none, or there is more than one.
    UnexpectedOperand(String),
    /// The operand is wider than the immediate.
    DoesNotFit {
        /// Bytes that it has.
        bytes: usize,
        /// Bytes that the immediate has.
        width: usize,
    },
    /// No such label or constant. Constants must stand above their use.
    UnknownName(String),
    /// A name that is taken already.
    DuplicateName(String),
    /// Not a name.
    BadName(String),
    /// Not a number.
    BadNumber(String, WordError),
    /// Data that is neither quoted text nor pairs of hexadecimal digits.
    BadData(String),
    /// The code is longer than 24 KiB.
    TooLarge,
}

/// What is wrong, and on which line. Lines count from 1; in a list of tuples, tuples do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsmError {
    /// The line.
    pub line: usize,
    /// The error.
    pub kind: AsmErrorKind,
}

impl fmt::Display for AsmError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line)?;
        match &self.kind {
            AsmErrorKind::UnknownMnemonic(name) => write!(f, "no instruction is called {name}"),
            AsmErrorKind::MissingOperand => f.write_str("the instruction wants an operand"),
            AsmErrorKind::UnexpectedOperand(text) => write!(f, "unexpected {text}"),
            AsmErrorKind::DoesNotFit { bytes, width } => {
                write!(f, "the operand has {bytes} bytes, the immediate {width}")
            }
            AsmErrorKind::UnknownName(name) => write!(f, "nothing is called {name}"),
            AsmErrorKind::DuplicateName(name) => write!(f, "{name} is defined twice"),
            AsmErrorKind::BadName(name) => write!(f, "{name} is not a name"),
            AsmErrorKind::BadNumber(text, why) => write!(f, "{text}: {why}"),
            AsmErrorKind::BadData(text) => {
                write!(f, "{text} is neither quoted text nor pairs of hexadecimal digits")
            }
            AsmErrorKind::TooLarge => write!(f, "the code is longer than {CODE_LIMIT} bytes"),
        }
    }
}

impl core::error::Error for AsmError {}

/// An operand, as far as one line can tell.
enum Operand {
    Number(Word),
    Text(Vec<u8>),
    Offset(String),
    Length(String),
}

/// What a line contributes to the code.
enum Piece {
    Bytes(Vec<u8>),
    Instruction(&'static Opcode, Option<Operand>),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Instruction(opcode, _) => usize::from(opcode.immediate).saturating_add(1),
        }
    }
}

/// What a label stands for.
#[derive(Clone, Copy, Default)]
struct Label {
    offset: usize,
    /// Of the data at it.
    len: usize,
}

/// Assembles text, in either form.
pub fn assemble(source: &str) -> Result<Vec<u8>, AsmError> {
    let mut pieces = Vec::new();
    let mut constants = BTreeMap::new();
    let mut labels: BTreeMap<String, Label> = BTreeMap::new();
    let mut waiting: Vec<String> = Vec::new();
    let mut offset = 0usize;
    for (line, text) in (1usize..).zip(source.lines()) {
        let fail = |kind| AsmError { line, kind };
        let mut words = tokens(text);
        while let Some(name) = words.first().and_then(|word| word.strip_suffix(':')).map(ToString::to_string)
        {
            if !is_name(&name) {
                return Err(fail(AsmErrorKind::BadName(name)));
            }
            if labels.insert(name.clone(), Label::default()).is_some() || constants.contains_key(&name) {
                return Err(fail(AsmErrorKind::DuplicateName(name)));
            }
            waiting.push(name);
            words.remove(0);
        }
        let Some(piece) = statement(&words, &mut constants, &labels).map_err(fail)? else { continue };
        let label = Label { offset, len: if let Piece::Bytes(bytes) = &piece { bytes.len() } else { 0 } };
        labels.extend(waiting.drain(..).map(|name| (name, label)));
        offset = offset.saturating_add(piece.len());
        if offset > CODE_LIMIT {
            return Err(fail(AsmErrorKind::TooLarge));
        }
        pieces.push((line, piece));
    }
    labels.extend(waiting.drain(..).map(|name| (name, Label { offset, len: 0 })));
    let mut code = Vec::with_capacity(offset);
    for (line, piece) in &pieces {
        emit(piece, &labels, &mut code).map_err(|kind| AsmError { line: *line, kind })?;
    }
    Ok(code)
}

/// Assembles the original's tuples: a mnemonic and, for a PUSH, its immediate.
pub fn assemble_tuples(program: &[(&str, Option<Word>)]) -> Result<Vec<u8>, AsmError> {
    let mut code = Vec::new();
    for (line, (mnemonic, immediate)) in (1usize..).zip(program) {
        let piece = instruction(mnemonic, immediate.map(Operand::Number));
        let emitted = piece.and_then(|piece| emit(&piece, &BTreeMap::new(), &mut code));
        emitted.map_err(|kind| AsmError { line, kind })?;
        if code.len() > CODE_LIMIT {
            return Err(AsmError { line, kind: AsmErrorKind::TooLarge });
        }
    }
    Ok(code)
}

/// The words of a line, without its comment. Quoted text is one word, with its quotes. Brackets, commas and single
/// quotes, which only tuples have, separate.
fn tokens(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    let is_tuple = line.trim_start().starts_with(['(', '[', ']']);
    for c in line.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                word.push(c);
            }
            _ if quoted => word.push(c),
            ';' => break,
            '#' if is_tuple => break,
            '(' | ')' | '[' | ']' | ',' | '\'' if is_tuple => words.push(core::mem::take(&mut word)),
            c if c.is_whitespace() => words.push(core::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

fn statement(
    words: &[String],
    constants: &mut BTreeMap<String, Word>,
    labels: &BTreeMap<String, Label>,
) -> Result<Option<Piece>, AsmErrorKind> {
    let Some((first, rest)) = words.split_first() else { return Ok(None) };
    match (first.as_str(), rest) {
        (".const", [name, value]) => {
            if !is_name(name) {
                return Err(AsmErrorKind::BadName(name.clone()));
            }
            let value = match operand(value, constants)? {
                Operand::Number(value) => value,
                _ => return Err(AsmErrorKind::UnexpectedOperand(value.clone())),
            };
            if constants.insert(name.clone(), value).is_some() || labels.contains_key(name) {
                return Err(AsmErrorKind::DuplicateName(name.clone()));
            }
            Ok(None)
        }
        (".data", [data]) => bytes(data).map(|bytes| Some(Piece::Bytes(bytes))),
        (".const" | ".data", [.., extra]) => Err(AsmErrorKind::UnexpectedOperand(extra.clone())),
        (".const" | ".data", []) => Err(AsmErrorKind::MissingOperand),
        (mnemonic, rest) => {
            let given = match rest {
                [] => None,
                [word] => Some(operand(word, constants)?),
                [_, extra, ..] => return Err(AsmErrorKind::UnexpectedOperand(extra.clone())),
            };
            instruction(mnemonic, given).map(Some)
        }
    }
}

/// `DUP5` and the like: the part before the number, and the number.
fn numbered(mnemonic: &str) -> Option<(&'static Opcode, Word)> {
    let upper = mnemonic.to_ascii_uppercase();
    let (opcode, digits) = match (upper.strip_prefix("DUP"), upper.strip_prefix("SWAP")) {
        (Some(digits), _) => (Opcode::of(byte::DUPN)?, digits),
        (_, Some(digits)) => (Opcode::of(byte::SWAPN)?, digits),
        _ => return None,
    };
    Some((opcode, digits.parse().ok()?))
}

fn instruction(mnemonic: &str, given: Option<Operand>) -> Result<Piece, AsmErrorKind> {
    let unknown = || AsmErrorKind::UnknownMnemonic(mnemonic.to_string());
    let unexpected = || AsmErrorKind::UnexpectedOperand("operand".to_string());
    if let Some(digits) = mnemonic.strip_prefix("UNKNOWN(0x").and_then(|rest| rest.strip_suffix(')')) {
        let byte = u8::from_str_radix(digits, 16).map_err(|_| unknown())?;
        return if given.is_none() { Ok(Piece::Bytes(alloc::vec![byte])) } else { Err(unexpected()) };
    }
    if mnemonic.eq_ignore_ascii_case("PUSH") {
        let given = given.ok_or(AsmErrorKind::MissingOperand)?;
        let width = match &given {
            Operand::Number(word) => usize::try_from(word.bit_len().div_ceil(8)).unwrap_or_default(),
            Operand::Text(_) => 32,
            Operand::Offset(_) | Operand::Length(_) => 2,
        };
        if width == 0 {
            return instruction("PUSH0", None);
        }
        return instruction(&alloc::format!("PUSH{width}"), Some(given));
    }
    let (opcode, given) = match Opcode::named(mnemonic) {
        Some(opcode) => (opcode, given),
        None => {
            let (opcode, number) = numbered(mnemonic).ok_or_else(unknown)?;
            if given.is_some() {
                return Err(unexpected());
            }
            (opcode, Some(Operand::Number(number)))
        }
    };
    match (opcode.immediate, &given) {
        (0, None) | (1.., Some(_)) => Ok(Piece::Instruction(opcode, given)),
        (0, Some(_)) => Err(unexpected()),
        (1.., None) => Err(AsmErrorKind::MissingOperand),
    }
}

fn operand(text: &str, constants: &BTreeMap<String, Word>) -> Result<Operand, AsmErrorKind> {
    if let Some(label) = text.strip_prefix(':') {
        return Ok(Operand::Offset(label.to_string()));
    }
    if let Some(label) = text.strip_prefix('#') {
        return Ok(Operand::Length(label.to_string()));
    }
    if text.starts_with('"') {
        return bytes(text).map(Operand::Text);
    }
    if is_name(text) {
        let known = constants.get(text).copied().or_else(|| code_of(text));
        return known.map(Operand::Number).ok_or_else(|| AsmErrorKind::UnknownName(text.to_string()));
    }
    text.parse().map(Operand::Number).map_err(|why| AsmErrorKind::BadNumber(text.to_string(), why))
}

/// `domain.kyc`, `state.exempt`.
fn code_of(name: &str) -> Option<Word> {
    match name.split_once('.')? {
        ("domain", name) => name.parse::<Domain>().ok().map(|domain| domain.code().into()),
        ("state", name) => name.parse::<ComplianceState>().ok().map(|state| state.code().into()),
        _ => None,
    }
}

/// Quoted text, or `0x` and pairs of digits.
fn bytes(text: &str) -> Result<Vec<u8>, AsmErrorKind> {
    let bad = || AsmErrorKind::BadData(text.to_string());
    if let Some(quoted) = text.strip_prefix('"') {
        return quoted.strip_suffix('"').map(|text| text.as_bytes().to_vec()).ok_or_else(bad);
    }
    let digits = text.strip_prefix("0x").ok_or_else(bad)?;
    let nibble = |c: &u8| char::from(*c).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    digits
        .as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some((nibble(high)? << 4) | nibble(low)?),
            _ => None,
        })
        .collect::<Option<Vec<u8>>>()
        .filter(|bytes| !bytes.is_empty())
        .ok_or_else(bad)
}

fn emit(piece: &Piece, labels: &BTreeMap<String, Label>, code: &mut Vec<u8>) -> Result<(), AsmErrorKind> {
    let (opcode, operand) = match piece {
        Piece::Bytes(bytes) => {
            code.extend_from_slice(bytes);
            return Ok(());
        }
        Piece::Instruction(opcode, operand) => (opcode, operand),
    };
    code.push(opcode.byte);
    let width = usize::from(opcode.immediate);
    let label = |name: &String| labels.get(name).ok_or_else(|| AsmErrorKind::UnknownName(name.clone()));
    let number = match operand {
        None => return Ok(()),
        Some(Operand::Text(text)) => {
            let missing =
                width.checked_sub(text.len()).ok_or(AsmErrorKind::DoesNotFit { bytes: text.len(), width })?;
            code.extend_from_slice(text);
            code.extend(core::iter::repeat_n(0, missing));
            return Ok(());
        }
        Some(Operand::Number(word)) if opcode.is_push() => *word,
        // DUPN and SWAPN hold n - 1; no depth is 0.
        Some(Operand::Number(word)) => {
            word.checked_sub(Word::ONE).ok_or(AsmErrorKind::DoesNotFit { bytes: 0, width })?
        }
        Some(Operand::Offset(name)) => label(name)?.offset.into(),
        Some(Operand::Length(name)) => label(name)?.len.into(),
    };
    let bytes = usize::try_from(number.bit_len().div_ceil(8)).unwrap_or(usize::MAX);
    let skipped = 32usize.saturating_sub(width);
    if bytes > width {
        return Err(AsmErrorKind::DoesNotFit { bytes, width });
    }
    code.extend_from_slice(number.to_be_bytes().get(skipped..).unwrap_or_default());
    Ok(())
}

#[cfg(test)]
mod tests;
