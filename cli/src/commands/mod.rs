//! One module a noun.

pub mod asset;
pub mod attestation;
pub mod demo;
pub mod issuer;
pub mod jurisdiction;
pub mod mode;
pub mod plan;
pub mod power;
pub mod program;
pub mod receipt;
pub mod subject;
pub mod tensor;
pub mod timelock;
pub mod vm;
pub mod watcher;

use std::{fs, path::Path, time::Duration};

use msez_attestation::{Sha256, SoftSha256};
use msez_core::Digest;

use crate::{
    account::{Account, Scheme},
    chain::Chain,
    failure::{Failure, Outcome},
    output::Output,
};

/// What applies to every command.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// The node's RPC address.
    #[arg(long, global = true, default_value = "ws://127.0.0.1:9944", env = "MSEZ_URL")]
    pub url: String,
    /// Print one JSON value on standard output.
    #[arg(long, global = true)]
    pub json: bool,
    /// How long to wait for finality, in seconds.
    #[arg(long, global = true, default_value_t = 120)]
    pub timeout: u64,
}

impl Global {
    /// How to print.
    pub fn output(&self) -> Output {
        Output { json: self.json }
    }

    /// Connects to the node.
    pub async fn chain(&self) -> Outcome<Chain> {
        Chain::connect(&self.url, Duration::from_secs(self.timeout), self.output()).await
    }
}

/// Who signs.
#[derive(Debug, clap::Args)]
pub struct From {
    /// A development account (`alice`), a secret URI, or `@FILE` with a keystore file.
    #[arg(long = "from", env = "MSEZ_FROM", hide_env_values = true)]
    from: String,
    /// Kind of the key.
    #[arg(long, value_enum, default_value_t)]
    scheme: Scheme,
}

impl From {
    /// The key.
    pub fn account(&self) -> Outcome<Account> {
        Account::read(&self.from, self.scheme)
    }
}

/// Reads a file whole.
pub fn read_file(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|e| Failure::File(format!("{}: {e}", path.display())))
}

/// Writes a value to a file, as JSON.
pub fn write_json<T: serde::Serialize>(path: &Path, value: &T) -> Outcome {
    let failed = |e: &dyn std::fmt::Display| Failure::File(format!("{}: {e}", path.display()));
    let text = serde_json::to_vec_pretty(value).map_err(|e| failed(&e))?;
    fs::write(path, text).map_err(|e| failed(&e))
}

/// Reads a value from a JSON file.
pub fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Outcome<T> {
    serde_json::from_slice(&read_file(path)?).map_err(|e| Failure::File(format!("{}: {e}", path.display())))
}

/// A digest as hexadecimal, or the SHA-256 of a file named with `@`.
pub fn read_digest(text: &str) -> Outcome<Digest> {
    match text.strip_prefix('@') {
        Some(path) => Ok(Digest(SoftSha256::sha256(&read_file(Path::new(path))?))),
        None => text.parse().map_err(|e| Failure::Usage(format!("{text}: {e}"))),
    }
}
