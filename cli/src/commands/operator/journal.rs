//! `msez operator journal`: what the daemon has done, to be looked at, or to be carried to another machine.

use std::path::PathBuf;

use msez_core::Digest;
use polkadot_sdk::sp_core::Pair;
use serde_json::json;

use super::register::Key;
use crate::{
    commands::{data_folder, read_json, short, write_json, Global},
    failure::{Failure, Outcome},
    journal::{Interchange, Owner},
    operator::journal::Journal,
};

/// Whose journal, and where.
#[derive(Debug, clap::Args)]
pub struct Which {
    #[command(flatten)]
    key: Key,
    /// The journal; the daemon's by default.
    #[arg(long)]
    journal: Option<PathBuf>,
}

/// What can be done with a journal, while no daemon uses it.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List what was done, by transfer and hop.
    Show {
        #[command(flatten)]
        which: Which,
    },
    /// Write everything to a file, to be imported where the key signs from now on.
    Export {
        /// The file.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        which: Which,
    },
    /// Take over what was done elsewhere. What both know differently is not done again.
    Import {
        /// The file.
        file: PathBuf,
        #[command(flatten)]
        which: Which,
    },
}

/// Where the journal of a key is kept: under `MSEZ_HOME`, else in the user's data folder.
pub fn default_journal(owner: &Owner) -> Outcome<PathBuf> {
    let file = format!("{}-{}.jsonl", short(&owner.genesis), short(&owner.key));
    Ok(data_folder("--journal")?.join("operator").join(file))
}

fn file(e: impl std::fmt::Display) -> Failure {
    Failure::File(e.to_string())
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let (chain, output) = (global.chain().await?, global.output());
    let open = |Which { key, journal }: Which| -> Outcome<Journal> {
        let owner = Owner { genesis: chain.genesis(), key: Digest(key.pair()?.public().0) };
        let path = journal.map_or_else(|| default_journal(&owner), Ok)?;
        Journal::open(&path, owner).map_err(file)
    };
    match command {
        Command::Show { which } => {
            let records: Vec<_> = open(which)?.records().collect();
            output.list(&records, |record| {
                let place = &record.place;
                let state = if record.content.is_some() { "" } else { "  contested" };
                format!("{}  hop {}  {:?}{state}", place.transfer, place.hop, place.step)
            });
        }
        Command::Export { out, which } => {
            let journal = open(which)?;
            write_json(&out, &journal.export())?;
            output.result(&json!({ "steps": journal.len() }), |_| format!("{} steps", journal.len()));
        }
        Command::Import { file: path, which } => {
            let mut journal = open(which)?;
            let interchange: Interchange<_> = read_json(&path)?;
            let new = journal.import(&path.display().to_string(), &interchange).map_err(file)?;
            output.result(&json!({ "new": new, "steps": journal.len() }), |_| {
                format!("{new} new, {} steps", journal.len())
            });
        }
    }
    Ok(())
}
