//! `msez operator journal`: what the daemon has done, to be looked at, or to be carried to another machine.

use std::path::{Path, PathBuf};

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

/// Opens a journal to look at it: none is begun by that.
fn existing(path: &Path, owner: Owner) -> Outcome<Journal> {
    match path.try_exists() {
        Ok(false) => Err(Failure::NotFound(format!("no journal at {} yet", path.display()))),
        _ => Journal::open(path, owner).map_err(file),
    }
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let (chain, output) = (global.chain().await?, global.output());
    let whose = |Which { key, journal }: Which| -> Outcome<(PathBuf, Owner)> {
        let owner = Owner { genesis: chain.genesis(), key: Digest(key.pair()?.public().0) };
        Ok((journal.map_or_else(|| default_journal(&owner), Ok)?, owner))
    };
    match command {
        Command::Show { which } => {
            let (path, owner) = whose(which)?;
            let records: Vec<_> = existing(&path, owner)?.records().collect();
            output.list(&records, |record| {
                let place = &record.place;
                let state = if record.content.is_some() { "" } else { "  contested" };
                format!("{}  hop {}  {:?}{state}", place.transfer, place.hop, place.step)
            });
        }
        Command::Export { out, which } => {
            let (path, owner) = whose(which)?;
            let journal = existing(&path, owner)?;
            write_json(&out, &journal.export())?;
            output.result(&json!({ "steps": journal.len() }), |_| format!("{} steps", journal.len()));
        }
        Command::Import { file: path, which } => {
            let (at, owner) = whose(which)?;
            let mut journal = Journal::open(&at, owner).map_err(file)?;
            let interchange: Interchange<_> = read_json(&path)?;
            let new = journal.import(&path.display().to_string(), &interchange).map_err(file)?;
            output.result(&json!({ "new": new, "steps": journal.len() }), |_| {
                format!("{new} new, {} steps", journal.len())
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn to_look_at_a_journal_does_not_begin_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("folder").join("journal");
        let owner = Owner { genesis: Digest([1; 32]), key: Digest([2; 32]) };
        let failure = existing(&path, owner).err().unwrap();
        assert_eq!((failure.kind(), failure.code()), ("notFound", 5));
        assert!(failure.to_string().starts_with("no journal at "), "{failure}");
        assert!(!folder.path().join("folder").exists());
        drop(Journal::open(&path, owner).unwrap());
        assert_eq!(existing(&path, owner).unwrap().len(), 0);
    }
}
