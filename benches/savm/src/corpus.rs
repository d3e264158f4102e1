//! What is kept of earlier runs: a line a program, of fields in hexadecimal digits, `-` for none. Such a line means the
//! same after the generators have changed; a seed does not.

use std::fmt::Write;

use crate::shared::Pair;

/// Programs on which our machine and revm once differed, and others worth a look: ours, the EVM's, the input.
pub const DIFFERENTIAL: &str = include_str!("../corpus/differential.txt");
/// Worlds, SCALE-encoded, for the native and the wasm form of our machine.
pub const AGREEMENT: &str = include_str!("../corpus/agreement.txt");

/// A line of fields.
pub fn line(fields: &[&[u8]]) -> String {
    let texts = fields.iter().map(|field| {
        field.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    });
    texts.map(|text| if text.is_empty() { "-".into() } else { text }).collect::<Vec<String>>().join(" ")
}

/// The fields of each line that is not a comment.
pub fn parse(text: &str) -> Result<Vec<Vec<Vec<u8>>>, String> {
    let field = |field: &str| -> Result<Vec<u8>, String> {
        let digits = field.strip_prefix('-').unwrap_or(field).as_bytes();
        digits
            .chunks(2)
            .map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()))
            .collect::<Option<_>>()
            .ok_or_else(|| format!("not hexadecimal: {field}"))
    };
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split(' ').map(field).collect()).collect()
}

/// The pairs of [`DIFFERENTIAL`].
pub fn pairs() -> Result<Vec<Pair>, String> {
    let pair = |fields: Vec<Vec<u8>>| match <[Vec<u8>; 3]>::try_from(fields) {
        Ok([savm, evm, input]) => Ok(Pair { savm, evm, input }),
        Err(fields) => Err(format!("{} fields in place of three", fields.len())),
    };
    parse(DIFFERENTIAL)?.into_iter().map(pair).collect()
}
