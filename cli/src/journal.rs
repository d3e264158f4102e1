//! What was promised is remembered: at most one content for each matter, whatever else goes wrong.
//!
//! A daemon can be killed at any moment. So what it is about to sign, to ask of somebody or to say to the chain is first
//! written to a file and forced to the disk; after a restart it goes on from there with the same words. The file belongs to
//! one key on one chain, and to one process at a time. It is only ever appended to: lines of JSON, a header and one line
//! for each matter, each with a checksum over itself and all lines before it. Moving the key to another machine means
//! moving this file, by `export` and `import`.

use std::{
    collections::BTreeMap,
    fmt::Display,
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use msez_attestation::{Sha256, SoftSha256};
use msez_core::Digest;
use serde::{de::DeserializeOwned, Deserialize, Serialize};
use serde_json::Value;

const VERSION: u32 = 1;

/// How often it is tried to have the file for oneself, and the pause between.
const LOCK_TRIES: u32 = 25;
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// What has one content.
pub trait Matter: Copy + Ord + Display + Serialize + DeserializeOwned {
    /// The name that files and exports carry.
    const FORMAT: &'static str;
}

/// Whose journal it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// Hash of the chain's block 0.
    pub genesis: Digest,
    /// The public key that signs.
    pub key: Digest,
}

/// A matter that was done, or may have been. Without content it is contested: it is not done again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "P: Serialize", deserialize = "P: DeserializeOwned"))]
pub struct Record<P> {
    /// Which.
    #[serde(flatten)]
    pub place: P,
    /// With what.
    pub content: Option<Value>,
}

#[derive(Serialize, Deserialize)]
struct Header {
    format: String,
    version: u32,
    #[serde(flatten)]
    owner: Owner,
}

/// Everything that was done, to be carried to another machine.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(serialize = "P: Serialize", deserialize = "P: DeserializeOwned"))]
pub struct Interchange<P> {
    format: String,
    version: u32,
    #[serde(flatten)]
    owner: Owner,
    /// By place, in order.
    pub records: Vec<Record<P>>,
}

/// Why something is not done.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It was done with another content.
    #[error("{0} was done with another content")]
    Contradicts(String),
    /// Two journals differ on what was done.
    #[error("journals differ on {0}; it is not done again")]
    Contested(String),
    /// Another process uses it.
    #[error("{} is in use by another process", .0.display())]
    InUse(PathBuf),
    /// For another key or another chain.
    #[error("{path}: belongs to key {} on chain {}", .owner.key, .owner.genesis)]
    NotOurs { path: String, owner: Owner },
    /// Not a file of this kind, or not as it was written.
    #[error("{0}: {1}")]
    NotUnderstood(String, String),
    /// The disk.
    #[error("{}: {}", .0.display(), .1)]
    Disk(PathBuf, #[source] io::Error),
}

/// The journal of a key.
#[derive(Debug)]
pub struct Journal<P> {
    path: PathBuf,
    file: File,
    owner: Owner,
    records: BTreeMap<P, Option<Value>>,
    /// Checksum of the last line.
    sum: Digest,
    /// Length of what is whole.
    length: u64,
}

impl<P: Matter> Journal<P> {
    /// Opens the journal of this key on this chain, or begins it. No other process can open it meanwhile.
    pub fn open(path: &Path, owner: Owner) -> Result<Self, Fault> {
        let disk = |e| Fault::Disk(path.to_owned(), e);
        let folders = folders_of(path);
        if let Some(folder) = folders.first() {
            std::fs::create_dir_all(folder).map_err(disk)?;
        }
        let file = OpenOptions::new().read(true).append(true).create(true).open(path).map_err(disk)?;
        let mut tries = 0;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                // A process that this one has just started holds our descriptors until it is itself: for a moment.
                Err(TryLockError::WouldBlock) if tries < LOCK_TRIES => {
                    tries += 1;
                    std::thread::sleep(LOCK_PAUSE);
                }
                Err(TryLockError::WouldBlock) => return Err(Fault::InUse(path.to_owned())),
                Err(TryLockError::Error(e)) => return Err(disk(e)),
            }
        }
        let mut journal = Self {
            path: path.to_owned(),
            file,
            owner,
            records: BTreeMap::new(),
            sum: Digest([0; 32]),
            length: 0,
        };
        journal.read()?;
        // The header is on the disk; the names of a new file and of new folders must be there as well.
        for folder in folders {
            File::open(folder).and_then(|folder| folder.sync_all()).map_err(disk)?;
        }
        Ok(journal)
    }

    /// Reads what is there.
    ///
    /// What a crash has cut off was never forced to the disk, so nothing was done on the strength of it: it goes. That
    /// can only be the last line, one without an end or with a wrong checksum. Any other wrong line is no crash.
    fn read(&mut self) -> Result<(), Fault> {
        let disk = |e| Fault::Disk(self.path.clone(), e);
        let name = self.path.display().to_string();
        let mut text = Vec::new();
        let mut file = self.file.try_clone().map_err(disk)?;
        file.seek(SeekFrom::Start(0)).map_err(disk)?;
        file.read_to_end(&mut text).map_err(disk)?;
        let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
        let header = Header { format: P::FORMAT.into(), version: VERSION, owner: self.owner };
        if sealed(self.sum, &header).map_err(|e| disk(e.into()))?.1.starts_with(&text) {
            self.cut()?;
            return self.append(&header);
        }
        let mut lines = text.split_inclusive(|byte| *byte == b'\n').enumerate().peekable();
        while let Some((index, line)) = lines.next() {
            let Some(content) = unsealed(self.sum, line) else {
                if index > 0 && lines.peek().is_none() {
                    break;
                }
                let what = format!("line {} was changed or damaged, or this is no journal", index + 1);
                return Err(Fault::NotUnderstood(name, what));
            };
            let wrong =
                |e: serde_json::Error| Fault::NotUnderstood(name.clone(), format!("line {}: {e}", index + 1));
            if index == 0 {
                let header: Header = serde_json::from_slice(content).map_err(wrong)?;
                check::<P>(&name, &header.format, header.version, header.owner, self.owner)?;
            } else {
                let Record { place, content } = serde_json::from_slice(content).map_err(wrong)?;
                let content = merged(self.records.get(&place), content);
                self.records.insert(place, content);
            }
            self.sum = checksum(self.sum, content);
            self.length = self.length.saturating_add(u64::try_from(line.len()).unwrap_or_default());
        }
        match size > self.length {
            true => self.cut(),
            false => Ok(()),
        }
    }

    /// Removes what is behind the last whole line.
    fn cut(&mut self) -> Result<(), Fault> {
        let disk = |e| Fault::Disk(self.path.clone(), e);
        self.file.set_len(self.length).map_err(disk)?;
        self.file.sync_data().map_err(disk)
    }

    /// Whether something may be done with this content, and if so, makes sure that it never will be with another: returns
    /// after the disk has it. The same may be done again.
    pub fn write(&mut self, place: P, content: &impl Serialize) -> Result<(), Fault> {
        let content = serde_json::to_value(content).map_err(|e| Fault::Disk(self.path.clone(), e.into()))?;
        match self.records.get(&place) {
            Some(Some(known)) if *known == content => Ok(()),
            Some(Some(_)) => Err(Fault::Contradicts(place.to_string())),
            Some(None) => Err(Fault::Contested(place.to_string())),
            None => {
                let record = Record { place, content: Some(content) };
                self.append(&record)?;
                self.records.insert(place, record.content);
                Ok(())
            }
        }
    }

    /// What something was done with, if it was done.
    pub fn content<T: DeserializeOwned>(&self, place: P) -> Result<Option<T>, Fault> {
        match self.records.get(&place) {
            None => Ok(None),
            Some(None) => Err(Fault::Contested(place.to_string())),
            Some(Some(content)) => serde_json::from_value(content.clone())
                .map(Some)
                .map_err(|e| Fault::NotUnderstood(self.path.display().to_string(), e.to_string())),
        }
    }

    /// Whether something was done, or may have been.
    pub fn has(&self, place: P) -> bool {
        self.records.contains_key(&place)
    }

    /// What was done, in order.
    pub fn places(&self) -> impl Iterator<Item = P> + '_ {
        self.records.keys().copied()
    }

    /// How much was done.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Everything, by place.
    pub fn records(&self) -> impl Iterator<Item = Record<P>> + '_ {
        self.records.iter().map(|(&place, content)| Record { place, content: content.clone() })
    }

    /// Everything, for another machine.
    pub fn export(&self) -> Interchange<P> {
        let records = self.records().collect();
        Interchange { format: P::FORMAT.into(), version: VERSION, owner: self.owner, records }
    }

    /// Takes over what was done elsewhere. Where the two differ, it is not done any more. Returns how many are new.
    pub fn import(&mut self, from: &str, other: &Interchange<P>) -> Result<usize, Fault> {
        check::<P>(from, &other.format, other.version, other.owner, self.owner)?;
        let before = self.records.len();
        for record in &other.records {
            let known = self.records.get(&record.place);
            let content = merged(known, record.content.clone());
            if known != Some(&content) {
                self.append(record)?;
                self.records.insert(record.place, content);
            }
        }
        Ok(self.records.len() - before)
    }

    /// Returns after the disk has the line. If it has not, nothing of it stays.
    fn append(&mut self, value: &impl Serialize) -> Result<(), Fault> {
        let disk = |e| Fault::Disk(self.path.clone(), e);
        let (sum, line) = sealed(self.sum, value).map_err(|e| disk(e.into()))?;
        if let Err(e) = self.file.write_all(&line).and_then(|()| self.file.sync_data()) {
            let fault = disk(e);
            self.cut()?;
            return Err(fault);
        }
        self.sum = sum;
        self.length = self.length.saturating_add(u64::try_from(line.len()).unwrap_or_default());
        Ok(())
    }
}

/// The folders whose entries change when a file is made, the innermost first: its own, and of those that are not there yet
/// the ones they will be in.
fn folders_of(path: &Path) -> Vec<PathBuf> {
    let here = |folder: &Path| match folder.as_os_str().is_empty() {
        true => PathBuf::from("."),
        false => folder.to_owned(),
    };
    let mut folders = Vec::new();
    for folder in path.ancestors().skip(1).map(here) {
        let exists = folder.exists();
        folders.push(folder);
        if exists {
            break;
        }
    }
    folders
}

/// Over everything so far and a line.
fn checksum(before: Digest, content: &[u8]) -> Digest {
    Digest(SoftSha256::sha256(&[&before.0, content].concat()))
}

/// A line with its checksum.
fn sealed(before: Digest, value: &impl Serialize) -> serde_json::Result<(Digest, Vec<u8>)> {
    let content = serde_json::to_vec(value)?;
    let sum = checksum(before, &content);
    let mut line = hex::encode(sum.0).into_bytes();
    line.push(b' ');
    line.extend_from_slice(&content);
    line.push(b'\n');
    Ok((sum, line))
}

/// What a whole line says, if its checksum holds.
fn unsealed(before: Digest, line: &[u8]) -> Option<&[u8]> {
    let (sum, rest) = line.strip_suffix(b"\n")?.split_at_checked(64)?;
    let content = rest.strip_prefix(b" ")?;
    (hex::decode(sum).ok()? == checksum(before, content).0).then_some(content)
}

fn check<P: Matter>(name: &str, format: &str, version: u32, owner: Owner, ours: Owner) -> Result<(), Fault> {
    if format != P::FORMAT || version != VERSION {
        let expected = P::FORMAT;
        let found = format!("expected {expected} version {VERSION}, found {format} version {version}");
        return Err(Fault::NotUnderstood(name.to_owned(), found));
    }
    if owner != ours {
        return Err(Fault::NotOurs { path: name.to_owned(), owner });
    }
    Ok(())
}

/// What is known of something after another record of it; two that differ leave it contested.
fn merged(known: Option<&Option<Value>>, other: Option<Value>) -> Option<Value> {
    match known {
        Some(known) if *known != other => None,
        _ => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::fs;

    const OWNER: Owner = Owner { genesis: Digest([1; 32]), key: Digest([2; 32]) };

    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    struct Place {
        number: u32,
        part: char,
    }

    impl Display for Place {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "{} of {}", self.part, self.number)
        }
    }

    impl Matter for Place {
        const FORMAT: &'static str = "msez-test";
    }

    fn place(number: u32, part: char) -> Place {
        Place { number, part }
    }

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/folder/journal.jsonl");
        (folder, path)
    }

    fn open(path: &Path) -> Journal<Place> {
        Journal::open(path, OWNER).unwrap()
    }

    #[test]
    fn a_step_is_done_with_one_content_only_also_after_a_restart() {
        let (_folder, path) = folder();
        let mut journal = open(&path);
        journal.write(place(0, 'b'), &json!({ "lock": 1 })).unwrap();
        journal.write(place(0, 'b'), &json!({ "lock": 1 })).expect("the same again");
        let other = journal.write(place(0, 'b'), &json!({ "lock": 2 }));
        assert!(matches!(other, Err(Fault::Contradicts(_))));
        journal.write(place(0, 'c'), &json!({ "lock": 2 })).unwrap();
        journal.write(place(1, 'b'), &json!({ "lock": 2 })).unwrap();
        drop(journal);

        let mut journal = open(&path);
        assert_eq!(journal.len(), 3);
        assert_eq!(journal.content(place(0, 'b')).unwrap(), Some(json!({ "lock": 1 })));
        assert_eq!(journal.content::<Value>(place(2, 'b')).unwrap(), None);
        assert!(matches!(journal.write(place(0, 'b'), &json!({ "lock": 2 })), Err(Fault::Contradicts(_))));
    }

    #[test]
    fn new_folders_are_forced_to_the_disk_with_the_file() {
        let (folder, path) = folder();
        let (new, root) = (folder.path().join("new"), folder.path().to_owned());
        assert_eq!(folders_of(&path), [new.join("folder"), new.clone(), root]);
        drop(open(&path));
        assert_eq!(folders_of(&path), [new.join("folder")]);
        assert_eq!(folders_of(Path::new("journal")), [PathBuf::from(".")]);
    }

    #[test]
    fn two_processes_cannot_share_a_journal() {
        let (_folder, path) = folder();
        let journal = open(&path);
        assert!(matches!(Journal::<Place>::open(&path, OWNER), Err(Fault::InUse(_))));
        drop(journal);
        open(&path);
    }

    /// However far the last write came, what was on the disk before is there, and the journal goes on.
    #[test]
    fn a_crash_at_any_byte_of_a_write_leaves_what_was_there() {
        let (_folder, path) = folder();
        let mut journal = open(&path);
        journal.write(place(0, 'a'), &json!({ "lock": "one" })).unwrap();
        let before = fs::read(&path).unwrap().len();
        journal.write(place(0, 'b'), &json!({ "lock": "two" })).unwrap();
        drop(journal);
        let whole = fs::read(&path).unwrap();
        for length in before..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            let mut journal = open(&path);
            assert_eq!(journal.len(), 1, "cut at {length}");
            journal.write(place(0, 'b'), &json!({ "lock": "three" })).unwrap();
            drop(journal);
            assert_eq!(open(&path).len(), 2);
        }
        // A crash in the first write of all.
        let header = whole.iter().position(|byte| *byte == b'\n').unwrap();
        for length in 0..=header {
            fs::write(&path, &whole[..length]).unwrap();
            assert_eq!(open(&path).len(), 0);
        }
        // A last block that never reached the disk, though the length did.
        let mut zeros = whole[..before].to_vec();
        zeros.extend([0; 100]);
        fs::write(&path, &zeros).unwrap();
        assert_eq!(open(&path).len(), 1);
    }

    #[test]
    fn a_journal_that_was_edited_is_refused() {
        let (_folder, path) = folder();
        let mut journal = open(&path);
        for hop in 0..4 {
            journal.write(place(hop, 'a'), &json!({ "amount": "1000" })).unwrap();
        }
        drop(journal);
        let whole = fs::read_to_string(&path).unwrap();
        let lines: Vec<_> = whole.lines().collect();
        let changed = whole.replacen("1000", "9000", 1);
        let without = [lines[0], lines[1], lines[3], lines[4], ""].join("\n");
        let turned = [lines[0], lines[2], lines[1], lines[3], lines[4], ""].join("\n");
        for bad in [changed, without, turned] {
            fs::write(&path, bad).unwrap();
            assert!(matches!(Journal::<Place>::open(&path, OWNER), Err(Fault::NotUnderstood(..))));
        }
    }

    #[test]
    fn a_file_that_is_no_journal_is_left_alone() {
        let (folder, path) = folder();
        drop(open(&path));
        for text in ["precious", "precious\n", "precious\nlines\n"] {
            let other = folder.path().join("other");
            fs::write(&other, text).unwrap();
            assert!(matches!(Journal::<Place>::open(&other, OWNER), Err(Fault::NotUnderstood(..))));
            assert_eq!(fs::read_to_string(&other).unwrap(), text);
        }
    }

    #[test]
    fn a_journal_of_another_key_or_chain_is_refused() {
        let (_folder, path) = folder();
        drop(open(&path));
        let other = Digest([9; 32]);
        for owner in [Owner { key: other, ..OWNER }, Owner { genesis: other, ..OWNER }] {
            assert!(matches!(Journal::<Place>::open(&path, owner), Err(Fault::NotOurs { .. })));
        }
    }

    #[test]
    fn what_is_exported_binds_elsewhere_and_contradictions_close_the_step() {
        let (_folder, path) = folder();
        let (_other_folder, other_path) = folder();
        let mut journal = open(&path);
        journal.write(place(0, 'b'), &1).unwrap();
        journal.write(place(1, 'b'), &1).unwrap();
        let text = serde_json::to_string(&journal.export()).unwrap();

        let mut other = open(&other_path);
        other.write(place(1, 'b'), &2).unwrap();
        let interchange: Interchange<Place> = serde_json::from_str(&text).unwrap();
        assert_eq!(other.import("export", &interchange).unwrap(), 1);
        assert_eq!(other.import("export", &interchange).unwrap(), 0, "twice is once");
        drop(other);

        let mut other = open(&other_path);
        assert!(matches!(other.write(place(0, 'b'), &2), Err(Fault::Contradicts(_))));
        for content in [1, 2] {
            assert!(matches!(other.write(place(1, 'b'), &content), Err(Fault::Contested(_))));
        }
        assert!(matches!(other.content::<u32>(place(1, 'b')), Err(Fault::Contested(_))));
        let mut strange = Interchange { version: 2, ..interchange };
        assert!(matches!(other.import("export", &strange), Err(Fault::NotUnderstood(..))));
        strange.version = VERSION;
        strange.owner.key = Digest([9; 32]);
        assert!(matches!(other.import("export", &strange), Err(Fault::NotOurs { .. })));
    }
}
