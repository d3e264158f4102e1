//! One module a noun.

pub mod asset;
pub mod attestation;
pub mod bond;
pub mod bridge;
pub mod demo;
pub mod issuer;
pub mod jurisdiction;
pub mod migrate;
pub mod mode;
pub mod operator;
pub mod plan;
pub mod power;
pub mod program;
pub mod receipt;
pub mod subject;
pub mod tensor;
pub mod timelock;
pub mod vm;
pub mod watcher;

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use msez_attestation::{Sha256, SoftSha256};
use msez_core::{Digest, Usd};
use polkadot_sdk::sp_runtime::AccountId32;
use subxt::utils;

use crate::{
    account::{Account, Scheme},
    chain::{api, Chain},
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

/// Where daemons keep their files: `MSEZ_HOME`, else the user's data folder. `instead` is the option that names a file.
pub fn data_folder(instead: &str) -> Outcome<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    folder("MSEZ_HOME")
        .or_else(|| folder("XDG_DATA_HOME").map(|data| data.join("msez")))
        .or_else(|| folder("HOME").map(|home| home.join(".local/share/msez")))
        .ok_or_else(|| Failure::Usage(format!("no home folder: set MSEZ_HOME, or give {instead}")))
}

/// The first digits of a digest, for file names.
pub fn short(digest: &Digest) -> String {
    digest.to_string().trim_start_matches("0x").chars().take(16).collect()
}

/// Returns when the process is interrupted or terminated.
pub async fn told_to_stop() {
    use tokio::signal::{
        ctrl_c,
        unix::{signal, SignalKind},
    };
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = ctrl_c() => (),
            _ = terminate.recv() => (),
        },
        Err(_) => {
            let _ = ctrl_c().await;
        }
    }
}

/// An account, as transactions name it.
pub fn wire(account: &AccountId32) -> utils::AccountId32 {
    utils::AccountId32(account.clone().into())
}

/// A vector whose bound the chain checks.
pub fn bounded<T>(items: Vec<T>) -> api::runtime_types::bounded_collections::bounded_vec::BoundedVec<T> {
    api::runtime_types::bounded_collections::bounded_vec::BoundedVec(items)
}

/// Reads an amount in whole units, such as `1000` or `0.5`, as the smallest unit of a currency with 12 decimals.
pub fn read_amount(text: &str) -> Result<u128, String> {
    read_decimal(text, 12).ok_or_else(|| "expected an amount in MSEZ such as 1000 or 0.5".to_owned())
}

/// Reads an amount in dollars, such as `1000000` or `0.5`.
pub fn read_usd(text: &str) -> Result<Usd, String> {
    read_decimal(text, 6).map(Usd).ok_or_else(|| "expected dollars such as 1000000 or 0.5".to_owned())
}

fn read_decimal(text: &str, places: usize) -> Option<u128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_number = format!("{whole}{part}").bytes().all(|b| b.is_ascii_digit());
    // Further zeros say nothing.
    let part = part.trim_end_matches('0');
    if whole.is_empty() || text.ends_with('.') || part.len() > places || !is_number {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        assert_eq!(read_amount("1000"), Ok(1_000_000_000_000_000));
        assert_eq!(read_amount("0.000000000001"), Ok(1));
        for bad in ["", ".5", "1.", "1.0000000000001", "-1", "1e3", "1,5"] {
            assert!(read_amount(bad).is_err(), "{bad:?}");
        }
        assert_eq!(read_usd("1000000"), Ok(Usd::dollars(1_000_000)));
        assert_eq!(read_usd("0.000001"), Ok(Usd(1)));
        assert_eq!(read_usd("1000.00000000"), Ok(Usd::dollars(1_000)));
        for bad in ["0.0000001", "340282366920938463463374607431769"] {
            assert!(read_usd(bad).is_err(), "{bad}");
        }
    }
}
