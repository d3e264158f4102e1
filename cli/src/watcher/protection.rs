//! At most one statement per coordinate is ever signed, whatever else goes wrong.
//!
//! A watcher who signs two different statements on one coordinate loses everything, so what is about to be signed is
//! first written to a file and forced to the disk. The file belongs to one key on one chain, and to one process at a
//! time. It is lines of JSON: a header, and one line for each statement. Moving a key to another machine means moving
//! this file, by `export` and `import`.

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions, TryLockError},
    io::{self, BufRead, BufReader, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use msez_core::Digest;
use serde::{Deserialize, Serialize};

/// The name that the file and its exports carry.
const FORMAT: &str = "msez-watcher-protection";
const VERSION: u32 = 1;

/// What a statement is about: a topic, and the height on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The topic.
    pub topic: Digest,
    /// The height.
    pub height: u64,
}

/// Whose statements these are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// Hash of the chain's block 0.
    pub genesis: Digest,
    /// The public key that signs.
    pub key: Digest,
}

#[derive(Serialize, Deserialize)]
struct Header {
    format: String,
    version: u32,
    #[serde(flatten)]
    owner: Owner,
}

/// A statement that was signed, or may have been. Without a digest the place is contested: nothing is signed there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What.
    pub digest: Option<Digest>,
}

/// Everything that was signed, to be carried to another machine.
#[derive(Debug, Serialize, Deserialize)]
pub struct Interchange {
    format: String,
    version: u32,
    #[serde(flatten)]
    owner: Owner,
    /// By place, in order.
    pub statements: Vec<Signed>,
}

/// Why nothing is signed.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Another statement was signed there.
    #[error("another statement was signed on {topic} at {height}: {signed}", topic = .0.topic, height = .0.height, signed = .1)]
    Contradicts(Place, Digest),
    /// Two records differ on what was signed there.
    #[error("records differ on what was signed on {} at {}; nothing more is signed there", .0.topic, .0.height)]
    Contested(Place),
    /// Another process signs with this key.
    #[error("{} is in use by another process", .0.display())]
    InUse(PathBuf),
    /// For another key or another chain.
    #[error("{path}: belongs to key {} on chain {}", .owner.key, .owner.genesis)]
    NotOurs { path: String, owner: Owner },
    /// Not a file of this kind.
    #[error("{0}: {1}")]
    NotUnderstood(String, String),
    /// The disk.
    #[error("{}: {}", .0.display(), .1)]
    Disk(PathBuf, #[source] io::Error),
}

/// The record of what was signed.
#[derive(Debug)]
pub struct Protection {
    path: PathBuf,
    file: File,
    owner: Owner,
    signed: BTreeMap<Place, Option<Digest>>,
}

impl Protection {
    /// Opens the record of this key on this chain, or begins it. No other process can open it meanwhile.
    pub fn open(path: &Path, owner: Owner) -> Result<Self, Fault> {
        let disk = |e| Fault::Disk(path.to_owned(), e);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(disk)?;
        }
        let file = OpenOptions::new().read(true).append(true).create(true).open(path).map_err(disk)?;
        match file.try_lock() {
            Ok(()) => (),
            Err(TryLockError::WouldBlock) => return Err(Fault::InUse(path.to_owned())),
            Err(TryLockError::Error(e)) => return Err(disk(e)),
        }
        let mut record = Self { path: path.to_owned(), file, owner, signed: BTreeMap::new() };
        record.read()?;
        Ok(record)
    }

    /// Reads what is there. A last line without an end was never forced to the disk, so nothing was signed for it: it goes.
    fn read(&mut self) -> Result<(), Fault> {
        let disk = |e| Fault::Disk(self.path.clone(), e);
        let name = self.path.display().to_string();
        let wrong = |line: usize, e: &dyn std::fmt::Display| {
            Fault::NotUnderstood(name.clone(), format!("line {line}: {e}"))
        };
        let mut reader = BufReader::new(self.file.try_clone().map_err(disk)?);
        reader.seek(SeekFrom::Start(0)).map_err(disk)?;
        let (mut line, mut whole, mut number) = (String::new(), 0u64, 0);
        loop {
            line.clear();
            let length = reader.read_line(&mut line).map_err(disk)?;
            if length == 0 || !line.ends_with('\n') {
                break;
            }
            number += 1;
            whole += length as u64;
            if number == 1 {
                let header: Header = serde_json::from_str(&line).map_err(|e| wrong(1, &e))?;
                check(&name, &header.format, header.version, header.owner, self.owner)?;
            } else {
                let signed: Signed = serde_json::from_str(&line).map_err(|e| wrong(number, &e))?;
                merge(&mut self.signed, signed);
            }
        }
        if self.file.metadata().map_err(disk)?.len() > whole {
            self.file.set_len(whole).map_err(disk)?;
        }
        if number == 0 {
            self.append(&Header { format: FORMAT.into(), version: VERSION, owner: self.owner })?;
        }
        Ok(())
    }

    /// Whether a statement may be signed, and if so, makes sure that no other ever will be on its place: returns after
    /// the disk has it. The same statement may be signed again.
    pub fn permit(&mut self, place: Place, digest: Digest) -> Result<(), Fault> {
        match self.signed.get(&place) {
            Some(Some(signed)) if *signed == digest => Ok(()),
            Some(Some(signed)) => Err(Fault::Contradicts(place, *signed)),
            Some(None) => Err(Fault::Contested(place)),
            None => {
                let signed = Signed { place, digest: Some(digest) };
                self.append(&signed)?;
                self.signed.insert(place, Some(digest));
                Ok(())
            }
        }
    }

    /// How many places have a statement.
    pub fn len(&self) -> usize {
        self.signed.len()
    }

    /// Everything, for another machine.
    pub fn export(&self) -> Interchange {
        let statements = self.signed.iter().map(|(&place, &digest)| Signed { place, digest }).collect();
        Interchange { format: FORMAT.into(), version: VERSION, owner: self.owner, statements }
    }

    /// Takes over what was signed elsewhere. Where the two differ, nothing will be signed any more. Returns how many
    /// places are new.
    pub fn import(&mut self, from: &str, other: &Interchange) -> Result<usize, Fault> {
        check(from, &other.format, other.version, other.owner, self.owner)?;
        let before = self.signed.len();
        for signed in &other.statements {
            let mut merged = self.signed.clone();
            merge(&mut merged, *signed);
            if merged.get(&signed.place) != self.signed.get(&signed.place) {
                self.append(signed)?;
                self.signed = merged;
            }
        }
        Ok(self.signed.len() - before)
    }

    fn append(&mut self, value: &impl Serialize) -> Result<(), Fault> {
        let disk = |e| Fault::Disk(self.path.clone(), e);
        let mut line = serde_json::to_vec(value).map_err(|e| disk(e.into()))?;
        line.push(b'\n');
        self.file.write_all(&line).map_err(disk)?;
        self.file.sync_data().map_err(disk)
    }
}

fn check(name: &str, format: &str, version: u32, owner: Owner, ours: Owner) -> Result<(), Fault> {
    if format != FORMAT || version != VERSION {
        let found = format!("expected {FORMAT} version {VERSION}, found {format} version {version}");
        return Err(Fault::NotUnderstood(name.to_owned(), found));
    }
    if owner != ours {
        return Err(Fault::NotOurs { path: name.to_owned(), owner });
    }
    Ok(())
}

/// Adds a record; two that differ leave the place contested.
fn merge(all: &mut BTreeMap<Place, Option<Digest>>, signed: Signed) {
    all.entry(signed.place)
        .and_modify(|digest| {
            if *digest != signed.digest {
                *digest = None;
            }
        })
        .or_insert(signed.digest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const OWNER: Owner = Owner { genesis: Digest([1; 32]), key: Digest([2; 32]) };
    const A: Digest = Digest([10; 32]);
    const B: Digest = Digest([11; 32]);

    fn place(height: u64) -> Place {
        Place { topic: Digest([7; 32]), height }
    }

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/folder/signed.jsonl");
        (folder, path)
    }

    #[test]
    fn a_second_statement_on_a_place_is_refused_also_after_a_restart() {
        let (_folder, path) = folder();
        let mut record = Protection::open(&path, OWNER).unwrap();
        record.permit(place(1), A).unwrap();
        record.permit(place(1), A).expect("the same may be signed again");
        assert!(matches!(record.permit(place(1), B), Err(Fault::Contradicts(_, signed)) if signed == A));
        record.permit(place(2), B).unwrap();
        drop(record);

        let mut record = Protection::open(&path, OWNER).unwrap();
        assert_eq!(record.len(), 2);
        assert!(matches!(record.permit(place(1), B), Err(Fault::Contradicts(..))));
        assert!(matches!(record.permit(place(2), A), Err(Fault::Contradicts(..))));
    }

    #[test]
    fn two_processes_cannot_sign_with_one_record() {
        let (_folder, path) = folder();
        let record = Protection::open(&path, OWNER).unwrap();
        assert!(matches!(Protection::open(&path, OWNER), Err(Fault::InUse(_))));
        drop(record);
        Protection::open(&path, OWNER).unwrap();
    }

    #[test]
    fn a_line_cut_off_by_a_crash_is_dropped_and_a_broken_one_refused() {
        let (_folder, path) = folder();
        let mut record = Protection::open(&path, OWNER).unwrap();
        record.permit(place(1), A).unwrap();
        drop(record);
        let whole = fs::read(&path).unwrap();
        let mut torn = whole.clone();
        torn.extend_from_slice(b"{\"topic\":\"0x07");
        fs::write(&path, &torn).unwrap();
        let mut record = Protection::open(&path, OWNER).unwrap();
        assert_eq!(record.len(), 1);
        record.permit(place(2), B).unwrap();
        drop(record);
        assert_eq!(Protection::open(&path, OWNER).unwrap().len(), 2);

        let mut broken = whole;
        broken.extend_from_slice(b"{}\n");
        fs::write(&path, &broken).unwrap();
        assert!(matches!(Protection::open(&path, OWNER), Err(Fault::NotUnderstood(..))));
    }

    #[test]
    fn a_record_of_another_key_or_chain_is_refused() {
        let (_folder, path) = folder();
        drop(Protection::open(&path, OWNER).unwrap());
        for owner in [Owner { key: A, ..OWNER }, Owner { genesis: A, ..OWNER }] {
            assert!(matches!(Protection::open(&path, owner), Err(Fault::NotOurs { .. })));
        }
    }

    #[test]
    fn what_is_exported_protects_elsewhere_and_contradictions_close_the_place() {
        let (_folder, path) = folder();
        let (_other_folder, other_path) = folder();
        let mut record = Protection::open(&path, OWNER).unwrap();
        record.permit(place(1), A).unwrap();
        record.permit(place(2), A).unwrap();
        let text = serde_json::to_string(&record.export()).unwrap();

        let mut other = Protection::open(&other_path, OWNER).unwrap();
        other.permit(place(2), B).unwrap();
        let interchange: Interchange = serde_json::from_str(&text).unwrap();
        assert_eq!(other.import("export", &interchange).unwrap(), 1);
        assert_eq!(other.import("export", &interchange).unwrap(), 0, "twice is once");
        drop(other);

        let mut other = Protection::open(&other_path, OWNER).unwrap();
        assert!(matches!(other.permit(place(1), B), Err(Fault::Contradicts(..))));
        for digest in [A, B] {
            assert!(matches!(other.permit(place(2), digest), Err(Fault::Contested(_))));
        }
        let mut strange = Interchange { version: 2, ..interchange };
        assert!(matches!(other.import("export", &strange), Err(Fault::NotUnderstood(..))));
        strange.version = VERSION;
        strange.owner.key = B;
        assert!(matches!(other.import("export", &strange), Err(Fault::NotOurs { .. })));
    }
}
