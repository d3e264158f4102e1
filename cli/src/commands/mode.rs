//! `msez mode`: how far each pallet is open.

use codec::{Decode, Encode};
use polkadot_sdk::frame_support::{storage::storage_prefix, StorageHasher, Twox64Concat};
use serde::Serialize;
use subxt::rpcs::rpc_params;

use crate::{
    chain::{encoded_call, pallet_index, pallet_name, At, Finalized},
    commands::{power::Power, program::Bytes, timelock::every_key, From, Global},
    failure::{Failure, Outcome},
};

/// What can be done about modes.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Show the mode of a pallet, or every pallet that is not green.
    Show {
        /// Its name, such as SmartAssets, or its index.
        pallet: Option<String>,
    },
    /// Set how far a pallet is open. By governance; a majority of the council is enough to close it further.
    Set {
        /// Its name, such as SmartAssets, or its index.
        pallet: String,
        /// How far.
        #[arg(value_enum)]
        mode: Mode,
        #[command(flatten)]
        power: Power,
        #[command(flatten)]
        from: From,
    },
}

/// How far a pallet is open; the codes are the chain's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, Serialize, clap::ValueEnum)]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    /// Everything is possible.
    #[default]
    #[codec(index = 0)]
    Green,
    /// No new work.
    #[codec(index = 1)]
    Amber,
    /// Only exits.
    #[codec(index = 2)]
    Red,
}

/// The mode of a pallet.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Shown {
    index: u8,
    pallet: String,
    mode: Mode,
}

/// What was set.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Done {
    #[serde(flatten)]
    shown: Shown,
    /// Whether the council has still to agree.
    is_proposal: bool,
    #[serde(flatten)]
    finalized: Finalized,
}

impl Shown {
    fn text(&self) -> String {
        let mode = format!("{:?}", self.mode).to_lowercase();
        format!("{:<20} {mode}", self.pallet)
    }
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let output = global.output();
    let chain = global.chain().await?;
    match command {
        Command::Show { pallet } => {
            let block = chain.hash(At::Finalized).await?;
            let keys = match &pallet {
                Some(pallet) => vec![Bytes(key(read_pallet(pallet)?))],
                None => every_key(&chain, &prefix(), block).await?,
            };
            let mut list = Vec::new();
            for key in keys {
                let index = index_of(&key.0)?;
                let value: Option<Bytes> = chain.ask("state_getStorage", rpc_params![&key, block]).await?;
                let mode = match value {
                    Some(value) => Mode::decode(&mut &value.0[..]).map_err(|e| {
                        Failure::Version(format!("the mode of {index} is stored otherwise: {e}"))
                    })?,
                    None => Mode::Green,
                };
                list.push(Shown { index, pallet: named(index)?, mode });
            }
            list.sort_by_key(|shown| shown.index);
            match (pallet, list.first()) {
                (Some(_), Some(shown)) => output.result(shown, Shown::text),
                (None, None) => output.result(&list, |_| "every pallet is green".into()),
                _ => output.list(&list, Shown::text),
            }
        }
        Command::Set { pallet, mode, power, from } => {
            let index = read_pallet(&pallet)?;
            let call = encoded_call("OperatingMode", "set_mode", &(index, mode).encode())?;
            let (finalized, _) = power.submit(&chain, "set mode", &call, &from.account()?).await?;
            let shown = Shown { index, pallet: named(index)?, mode };
            let done = Done { shown, is_proposal: power.is_proposal(), finalized };
            output.result(&done, |done| match done.is_proposal {
                true => format!("proposed: {}", done.shown.text()),
                false => done.shown.text(),
            });
        }
    }
    Ok(())
}

fn read_pallet(text: &str) -> Outcome<u8> {
    text.parse().or_else(|_| pallet_index(text))
}

/// The name of a pallet; its index where this command line does not know it.
fn named(index: u8) -> Outcome<String> {
    Ok(pallet_name(index)?.unwrap_or_else(|| index.to_string()))
}

fn prefix() -> Vec<u8> {
    storage_prefix(b"OperatingMode", b"Modes").to_vec()
}

fn key(pallet: u8) -> Vec<u8> {
    let mut key = prefix();
    key.extend(Twox64Concat::hash(&[pallet]));
    key
}

fn index_of(key: &[u8]) -> Outcome<u8> {
    key.get(40)
        .copied()
        .ok_or_else(|| Failure::Version(format!("0x{} is no key of a mode", hex::encode(key))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn pallets_are_named_or_numbered() {
        assert_eq!(read_pallet("SmartAssets").unwrap(), 60);
        assert_eq!(read_pallet("60").unwrap(), 60);
        assert_eq!(named(60).unwrap(), "SmartAssets");
        assert_eq!(named(250).unwrap(), "250");
        assert_eq!(read_pallet("Nothing").unwrap_err().code(), 5);
        assert_eq!(index_of(&key(60)).unwrap(), 60);
    }

    #[test]
    fn the_codes_are_the_chains() {
        assert_eq!([Mode::Green, Mode::Amber, Mode::Red].map(|mode| mode.encode()), [[0], [1], [2]]);
    }

    #[test]
    fn the_names_of_the_fields_do_not_change() {
        let shown = Shown { index: 60, pallet: "SmartAssets".into(), mode: Mode::Amber };
        assert_eq!(shown.text(), "SmartAssets          amber");
        assert_eq!(
            serde_json::to_value(shown).unwrap(),
            json!({ "index": 60, "pallet": "SmartAssets", "mode": "amber" })
        );
    }
}
