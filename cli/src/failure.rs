//! Failures, each with the exit code that a script can act upon.

use std::{fmt, process::ExitCode};

use serde_json::{json, Value};

/// Why a command did not do what was asked. The exit codes are stable:
///
/// | code | meaning |
/// |---|---|
/// | 0 | done; where something was asked (`evaluate`, `verify`, `can-transfer`): yes; for `vm run`: it succeeded |
/// | 1 | no: does not pass, the proof does not hold, or a program reverted or failed, or would |
/// | 2 | the command line (also what clap exits with) or a program is wrong |
/// | 3 | the node cannot be reached, or the connection broke |
/// | 4 | the chain refused: the transaction was invalid or failed |
/// | 5 | not found |
/// | 6 | a file cannot be read, written or understood |
/// | 7 | the node speaks another version than this command line |
/// | 8 | timed out while waiting for finality |
/// | 9 | the receipt holds, but nobody said that its signers are to be trusted |
#[derive(Debug)]
pub enum Failure {
    /// The answer is no.
    No(String),
    /// The answer is no, and has been printed as the command's result.
    Answered(String),
    /// Something on the command line.
    Usage(String),
    /// No connection.
    Connection(String),
    /// The chain said no.
    Refused(String),
    /// The chain does not know it.
    NotFound(String),
    /// A file.
    File(String),
    /// Metadata or types differ.
    Version(String),
    /// Not finalized in time.
    TimedOut(String),
    /// It holds, by signatures that the verifier has no reason to trust.
    Untrusted(String),
    /// One of the others, with what a program would want to know besides.
    Detailed(Box<Failure>, Value),
}

impl Failure {
    /// Adds what a program would want to know besides.
    pub fn with(self, details: Value) -> Self {
        Self::Detailed(Box::new(self), details)
    }

    /// Whether it is a pallet's refusal of this name.
    pub fn is_named(&self, name: &str) -> bool {
        matches!(self, Self::Detailed(_, details) if details["name"] == name)
    }

    /// The process's exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::No(_) | Self::Answered(_) => 1,
            Self::Usage(_) => 2,
            Self::Connection(_) => 3,
            Self::Refused(_) => 4,
            Self::NotFound(_) => 5,
            Self::File(_) => 6,
            Self::Version(_) => 7,
            Self::TimedOut(_) => 8,
            Self::Untrusted(_) => 9,
            Self::Detailed(failure, _) => failure.code(),
        }
    }

    /// A stable word for JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::No(_) | Self::Answered(_) => "no",
            Self::Usage(_) => "usage",
            Self::Connection(_) => "connection",
            Self::Refused(_) => "refused",
            Self::NotFound(_) => "notFound",
            Self::File(_) => "file",
            Self::Version(_) => "version",
            Self::TimedOut(_) => "timedOut",
            Self::Untrusted(_) => "untrusted",
            Self::Detailed(failure, _) => failure.kind(),
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::No(text)
            | Self::Answered(text)
            | Self::Usage(text)
            | Self::Connection(text)
            | Self::Refused(text)
            | Self::NotFound(text)
            | Self::File(text)
            | Self::Version(text)
            | Self::TimedOut(text)
            | Self::Untrusted(text) => text,
            Self::Detailed(failure, _) => failure.text(),
        }
    }

    /// The object that stands on standard output instead of a result; nothing where the result itself says no.
    pub fn json(&self) -> Option<Value> {
        let details = match self {
            // The result stands there already.
            Self::Answered(_) | Self::Untrusted(_) => return None,
            Self::Detailed(_, details) => details,
            _ => &Value::Null,
        };
        Some(json!({
            "error": {
                "code": self.code(),
                "kind": self.kind(),
                "message": self.text(),
                "details": details,
            }
        }))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl std::error::Error for Failure {}

impl From<Failure> for ExitCode {
    fn from(failure: Failure) -> Self {
        ExitCode::from(failure.code())
    }
}

/// What every command returns.
pub type Outcome<T = ()> = Result<T, Failure>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_code_kind_message_and_details() {
        let failure = Failure::Refused("attest: no".into()).with(json!({ "name": "NonceReplayed" }));
        assert_eq!(
            failure.json().unwrap(),
            json!({ "error": {
                "code": 4, "kind": "refused", "message": "attest: no", "details": { "name": "NonceReplayed" },
            } })
        );
        assert_eq!(Failure::File("x".into()).json().unwrap()["error"]["details"], Value::Null);
        assert_eq!(Failure::Answered("no".into()).json(), None, "one JSON value is enough");
        assert_eq!(Failure::Answered("no".into()).code(), 1);
    }
}
