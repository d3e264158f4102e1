//! `msez watcher run`: does a watcher's duties, and reports those who say two things.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    future::Future,
    path::{Path, PathBuf},
    time::Duration,
};

use futures::future::join_all;
use msez_core::{Digest, Moment};
use msez_watch::{Coordinate, Statement};
use polkadot_sdk::sp_core::ed25519;
use serde_json::json;

use super::{
    metrics::Metrics,
    protection::{Place, Protection},
    source::{Search, Source},
    statement::Signed,
};
use crate::{
    daemon,
    failure::{Failure, Outcome},
    journal::Fault,
    log::{Level, Log},
    trie::blake2_256,
};

/// Statements of others that are remembered, to be compared with what comes later.
const REMEMBERED: usize = 65_536;

/// Something that a watcher was drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duty {
    /// What must be attested to: the topic, from when on, and at which heights.
    pub search: Search,
    /// The last block in which it can be done.
    pub deadline: u32,
}

/// How a watcher stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether the chain accepts his statements at all.
    pub is_active: bool,
    /// What stands behind his word, in the native token's smallest unit.
    pub backing: u128,
    /// Score of the reputation, in hundredths.
    pub reputation: u32,
    /// Claims that statements of his are false. What nobody answers is upheld.
    pub claims: u32,
    /// The chain's time at that block, in milliseconds.
    pub now: Moment,
}

/// What the daemon asks of the chain.
pub trait Node {
    /// Connects anew, to the same chain.
    fn renew(&mut self) -> impl Future<Output = Outcome>;
    /// Number of the last finalized block.
    fn finalized(&self) -> impl Future<Output = Outcome<u32>>;
    /// How the watcher stands.
    fn standing(&self) -> impl Future<Output = Outcome<Standing>>;
    /// What the watcher has been drawn for and has not done.
    fn duties(&self) -> impl Future<Output = Outcome<Vec<Duty>>>;
    /// Statements that the blocks `from..=to` carry, with their signatures.
    fn statements(&self, from: u32, to: u32) -> impl Future<Output = Outcome<Vec<Signed>>>;
    /// Submits a statement and waits until it is final.
    fn attest(&self, signed: &Signed) -> impl Future<Output = Outcome>;
    /// Whether who signed this has said something else there on the chain.
    fn has_contradicted(&self, signed: &Signed) -> impl Future<Output = Outcome<bool>>;
    /// Reports an equivocation, by two statements or by one and what was said on the chain, and waits until it is final.
    fn report(&self, first: &Signed, second: Option<&Signed>) -> impl Future<Output = Outcome>;
}

/// The daemon.
pub struct Daemon<N> {
    /// The chain.
    pub node: N,
    /// The chain's genesis.
    pub genesis: Digest,
    /// Signs statements.
    pub key: ed25519::Pair,
    /// Where topics are seen.
    pub sources: BTreeMap<Digest, Source>,
    /// Keeps it from saying two things.
    pub protection: Protection,
    /// A folder into which anybody may put signed statements that he has met.
    pub inbox: Option<PathBuf>,
    /// Counts.
    pub metrics: Metrics,
    /// Tells.
    pub log: Log,
    /// What it has met; begins empty.
    pub seen: Seen,
}

/// What others have said, and whom we have reported.
#[derive(Default)]
pub struct Seen {
    statements: BTreeMap<(Digest, Coordinate), Signed>,
    order: VecDeque<(Digest, Coordinate)>,
    reported: BTreeSet<Digest>,
    files: BTreeSet<PathBuf>,
    looked_at: Option<u32>,
    told: BTreeSet<Digest>,
    claims: u32,
}

impl Seen {
    /// Remembers a statement. An earlier one that contradicts it.
    fn note(&mut self, signed: &Signed, genesis: &Digest) -> Option<Signed> {
        let place = (signed.key, signed.statement.coordinate);
        if let Some(earlier) = self.statements.get(&place) {
            return Some(earlier.clone()).filter(|earlier| earlier.convicts_with(signed, genesis));
        }
        if !signed.holds(genesis) {
            return None;
        }
        self.statements.insert(place, signed.clone());
        self.order.push_back(place);
        if self.order.len() > REMEMBERED {
            self.order.pop_front().map(|oldest| self.statements.remove(&oldest));
        }
        None
    }
}

impl<N: Node> Daemon<N> {
    /// Looks at every block, until it is told to stop; after a failure it waits, longer each time.
    pub async fn run(&mut self, every: Duration, stop: impl Future<Output = ()>) {
        daemon::drive(self, every, stop).await;
        self.log.tell(Level::Info, "stopped", json!({ "statements": self.protection.len() }));
    }

    /// One look: what others said, and what is asked of us.
    async fn look(&mut self) -> Outcome {
        let block = self.node.finalized().await?;
        let standing = self.node.standing().await?;
        self.metrics.block.set(block.into());
        self.metrics.backing.set(u64::try_from(standing.backing).unwrap_or(u64::MAX));
        self.metrics.reputation.set(standing.reputation.into());
        self.metrics.claims.set(standing.claims.into());
        if standing.claims > std::mem::replace(&mut self.seen.claims, standing.claims) {
            let with = json!({ "claims": standing.claims });
            self.log.tell(Level::Error, "somebody claims that a statement is false: answer in time", with);
        }
        self.look_at_others(block).await?;
        if !standing.is_active {
            self.once(Digest([0; 32]), "the chain does not accept statements of this account");
            return Ok(());
        }
        let mut ready = Vec::new();
        for duty in self.node.duties().await? {
            ready.extend(self.prepare(duty, block, standing.now).await);
        }
        for outcome in join_all(ready.iter().map(|signed| self.node.attest(signed))).await {
            match outcome {
                Ok(()) => self.metrics.statements.inc(),
                // It may still come; the next look shows.
                Err(failure @ (Failure::Refused(_) | Failure::Detailed(..) | Failure::TimedOut(_))) => {
                    self.metrics.failures.with_label_values(&["chain"]).inc();
                    self.log.failed("a statement was not accepted", &failure);
                }
                Err(failure) => return Err(failure),
            }
        }
        Ok(())
    }

    /// The signed statement of a duty, if it can be seen what it is about.
    async fn prepare(&mut self, duty: Duty, block: u32, now: Moment) -> Option<Signed> {
        let topic = duty.search.topic;
        let duties = self.metrics.duties.clone();
        let became = |outcome| duties.with_label_values(&[outcome]).inc();
        if duty.deadline <= block {
            became("missed");
            return None;
        }
        let Some(source) = self.sources.get(&topic) else {
            became("refused");
            self.once(topic, "drawn for a topic without --source");
            return None;
        };
        let (height, digest) = match source.observe(duty.search).await {
            Ok(Some(sight)) => (sight.height, sight.digest),
            Ok(None) => {
                became("waiting");
                return None;
            }
            Err(error) => {
                self.metrics.failures.with_label_values(&["source"]).inc();
                self.log.failed("the source does not answer", &error);
                return None;
            }
        };
        // The chain's time: it accepts no observation from its future.
        let coordinate = Coordinate { topic, height };
        let statement = Statement { coordinate, digest, observed_at: now };
        let signed = self.sign(statement)?;
        became("attested");
        self.log.tell(Level::Info, "attests", json!({ "topic": topic, "height": height, "digest": digest }));
        Some(signed)
    }

    /// Signs, unless something else was signed there. What cannot be recorded is not signed.
    fn sign(&mut self, statement: Statement) -> Option<Signed> {
        let Coordinate { topic, height } = statement.coordinate;
        match self.protection.permit(Place { topic, height }, statement.digest) {
            Ok(()) => Some(Signed::by(&self.key, &self.genesis, statement)),
            Err(fault) => {
                self.metrics.failures.with_label_values(&["protection"]).inc();
                self.metrics.duties.with_label_values(&["refused"]).inc();
                let level = match fault {
                    Fault::Contradicts(..) | Fault::Contested(_) => Level::Error,
                    _ => Level::Warn,
                };
                self.log.tell(level, "not signed", json!({ "error": fault.to_string() }));
                None
            }
        }
    }

    /// Compares what others said with what they said before, on the chain or in the inbox.
    async fn look_at_others(&mut self, block: u32) -> Outcome {
        let from = self.seen.looked_at.map_or(block, |last| last.saturating_add(1));
        let carried = match from <= block {
            true => self.node.statements(from, block).await?,
            false => Vec::new(),
        };
        for signed in &carried {
            // The chain itself has punished whoever contradicted himself on it.
            self.seen.note(signed, &self.genesis);
        }
        self.seen.looked_at = Some(block);
        let Some(folder) = self.inbox.clone() else { return Ok(()) };
        for (path, signed) in self.read_inbox(&folder) {
            if !self.seen.reported.contains(&signed.key) && signed.holds(&self.genesis) {
                self.compare(&signed).await?;
            }
            // Only what was looked at to the end is not looked at again.
            self.seen.files.insert(path);
        }
        Ok(())
    }

    /// Reports who signed this, if it contradicts what he has said before.
    async fn compare(&mut self, signed: &Signed) -> Outcome {
        let earlier = self.seen.note(signed, &self.genesis);
        if earlier.is_none() && !self.node.has_contradicted(signed).await? {
            return Ok(());
        }
        let Coordinate { topic, height } = signed.statement.coordinate;
        match self.node.report(signed, earlier.as_ref()).await {
            Ok(()) => {
                self.metrics.reports.inc();
                let told = json!({ "key": signed.key, "topic": topic, "height": height });
                self.log.tell(Level::Info, "equivocation reported", told);
            }
            // Somebody was faster, or nothing is left to take.
            Err(failure @ (Failure::Refused(_) | Failure::Detailed(..))) => {
                self.log.failed("the report was not accepted", &failure);
            }
            Err(failure) => return Err(failure),
        }
        self.seen.reported.insert(signed.key);
        Ok(())
    }

    /// New files of the inbox. One that cannot be read now may be whole at the next look.
    fn read_inbox(&mut self, folder: &Path) -> Vec<(PathBuf, Signed)> {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.log.failed("the inbox cannot be read", &error);
                return Vec::new();
            }
        };
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let mut paths: Vec<_> =
            paths.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect();
        paths.sort();
        paths.retain(|path| !self.seen.files.contains(path));
        let mut news = Vec::new();
        for path in paths {
            let text = std::fs::read(&path).unwrap_or_default();
            match serde_json::from_slice(&text) {
                Ok(signed) => news.push((path, signed)),
                Err(error) => self.once(
                    Digest(blake2_256(path.as_os_str().as_encoded_bytes())),
                    &format!("{}: not a signed statement: {error}", path.display()),
                ),
            }
        }
        news
    }

    /// Warns the first time.
    fn once(&mut self, about: Digest, what: &str) {
        if self.seen.told.insert(about) {
            self.log.tell(Level::Warn, what, json!({ "about": about }));
        }
    }
}

impl<N: Node> daemon::Daemon for Daemon<N> {
    async fn step(&mut self) -> Outcome {
        self.look().await
    }

    async fn renew(&mut self) -> Outcome {
        self.node.renew().await
    }

    fn health(&self, is_connected: bool, has_failed: bool) {
        self.metrics.connected.set(is_connected.into());
        self.metrics.failures.with_label_values(&["chain"]).inc_by(has_failed.into());
    }

    fn log(&self) -> Log {
        self.log
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::Owner;
    use polkadot_sdk::sp_core::Pair;
    use std::{cell::RefCell, os::unix::fs::PermissionsExt};

    const GENESIS: Digest = Digest([1; 32]);
    const TOPIC: Digest = Digest([2; 32]);

    /// A chain that remembers what it was told.
    #[derive(Default)]
    struct Told {
        duties: Vec<Duty>,
        carried: Vec<Signed>,
        attested: RefCell<Vec<Signed>>,
        /// Said before the daemon looked at any block.
        said: Vec<Signed>,
        reported: RefCell<Vec<(Signed, Option<Signed>)>>,
        is_retired: bool,
        is_away: bool,
        claims: u32,
    }

    impl Node for Told {
        async fn renew(&mut self) -> Outcome {
            Ok(())
        }
        async fn finalized(&self) -> Outcome<u32> {
            match self.is_away {
                true => Err(Failure::Connection("away".into())),
                false => Ok(10),
            }
        }
        async fn standing(&self) -> Outcome<Standing> {
            let (is_active, claims) = (!self.is_retired, self.claims);
            Ok(Standing { is_active, claims, now: 5, ..Standing::default() })
        }
        async fn duties(&self) -> Outcome<Vec<Duty>> {
            Ok(self.duties.clone())
        }
        async fn statements(&self, from: u32, to: u32) -> Outcome<Vec<Signed>> {
            assert!(from <= to);
            Ok(self.carried.clone())
        }
        async fn attest(&self, signed: &Signed) -> Outcome {
            self.attested.borrow_mut().push(signed.clone());
            Ok(())
        }
        async fn has_contradicted(&self, signed: &Signed) -> Outcome<bool> {
            Ok(self
                .said
                .iter()
                .any(|said| said.key == signed.key && said.statement.contradicts(&signed.statement)))
        }
        async fn report(&self, first: &Signed, second: Option<&Signed>) -> Outcome {
            self.reported.borrow_mut().push((first.clone(), second.cloned()));
            Ok(())
        }
    }

    fn duty(topic: Digest) -> Duty {
        Duty { search: Search { topic, since: 1, stride: 1 }, deadline: 20 }
    }

    fn says(seed: u8, height: u64, digest: u8) -> Signed {
        let coordinate = Coordinate { topic: TOPIC, height };
        let statement = Statement { coordinate, digest: Digest([digest; 32]), observed_at: 1 };
        Signed::by(&ed25519::Pair::from_seed(&[seed; 32]), &GENESIS, statement)
    }

    /// A daemon whose source prints what is in the folder's file `state`.
    fn daemon(folder: &Path, node: Told) -> Daemon<Told> {
        let (program, state) = (folder.join("see"), folder.join("state"));
        if !program.exists() {
            std::fs::write(&program, format!("#!/bin/sh\ncat {}\n", state.display())).unwrap();
            std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
            std::fs::write(&state, format!("1 {}", Digest([7; 32]))).unwrap();
            std::fs::create_dir(folder.join("inbox")).unwrap();
        }
        let key = ed25519::Pair::from_seed(&[9; 32]);
        let owner = Owner { genesis: GENESIS, key: Digest(key.public().0) };
        Daemon {
            node,
            genesis: GENESIS,
            sources: [(TOPIC, Source::Command(program.display().to_string()))].into(),
            protection: Protection::open(&folder.join("signed"), owner).unwrap(),
            key,
            inbox: Some(folder.join("inbox")),
            metrics: Metrics::new().unwrap(),
            log: Log { json: true },
            seen: Seen::default(),
        }
    }

    #[tokio::test]
    async fn claims_against_the_watcher_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        let mut daemon = daemon(folder.path(), Told { claims: 2, ..Told::default() });
        daemon.look().await.unwrap();
        assert_eq!((daemon.metrics.claims.get(), daemon.seen.claims), (2, 2));
        daemon.node.claims = 0;
        daemon.look().await.unwrap();
        assert_eq!((daemon.metrics.claims.get(), daemon.seen.claims), (0, 0));
    }

    #[tokio::test]
    async fn a_duty_is_done_with_what_the_source_shows() {
        let folder = tempfile::tempdir().unwrap();
        let node = Told { duties: vec![duty(TOPIC)], ..Told::default() };
        let mut daemon = daemon(folder.path(), node);
        daemon.look().await.unwrap();
        let attested = daemon.node.attested.borrow().clone();
        assert_eq!(attested.len(), 1);
        assert!(attested.iter().all(|signed| signed.holds(&GENESIS)
            && signed.statement.digest == Digest([7; 32])
            && signed.statement.observed_at == 5));
        assert_eq!(daemon.metrics.statements.get(), 1);
    }

    #[tokio::test]
    async fn a_source_that_changes_its_mind_does_not_make_the_watcher_say_two_things() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = daemon(folder.path(), Told { duties: vec![duty(TOPIC)], ..Told::default() });
        first.look().await.unwrap();
        drop(first);
        std::fs::write(folder.path().join("state"), format!("1 {}", Digest([8; 32]))).unwrap();
        let mut again = daemon(folder.path(), Told { duties: vec![duty(TOPIC)], ..Told::default() });
        again.look().await.unwrap();
        assert!(again.node.attested.borrow().is_empty());
        assert_eq!(again.metrics.failures.with_label_values(&["protection"]).get(), 1);
    }

    #[tokio::test]
    async fn nothing_is_said_late_without_a_source_without_an_answer_or_when_retired() {
        let folder = tempfile::tempdir().unwrap();
        let late = Duty { deadline: 10, ..duty(TOPIC) };
        let elsewhere = duty(Digest([3; 32]));
        let mut one = daemon(folder.path(), Told { duties: vec![late, elsewhere], ..Told::default() });
        one.look().await.unwrap();
        assert!(one.node.attested.borrow().is_empty());
        drop(one);
        let mut retired =
            daemon(folder.path(), Told { duties: vec![duty(TOPIC)], is_retired: true, ..Told::default() });
        retired.look().await.unwrap();
        assert!(retired.node.attested.borrow().is_empty());
        drop(retired);
        std::fs::write(folder.path().join("state"), "").unwrap();
        let mut waiting = daemon(folder.path(), Told { duties: vec![duty(TOPIC)], ..Told::default() });
        waiting.look().await.unwrap();
        assert!(waiting.node.attested.borrow().is_empty());
        assert_eq!(waiting.protection.len(), 0);
    }

    #[tokio::test]
    async fn who_says_two_things_is_reported_once() {
        let folder = tempfile::tempdir().unwrap();
        let carried = vec![says(4, 1, 1), says(5, 1, 1), says(6, 1, 1)];
        let said = vec![says(7, 1, 1)];
        let mut daemon = daemon(folder.path(), Told { carried, said, ..Told::default() });
        let inbox = folder.path().join("inbox");
        let put = |name: &str, signed: &Signed| {
            std::fs::write(inbox.join(name), serde_json::to_vec(signed).unwrap()).unwrap();
        };
        put("a.json", &says(4, 1, 2));
        put("b.json", &says(4, 1, 3));
        put("before.json", &says(7, 1, 2));
        put("agrees.json", &says(5, 1, 1));
        // A forged half: the right key, a signature of something else.
        put("forged.json", &Signed { signature: says(6, 2, 2).signature, ..says(6, 1, 2) });
        put("two.json", &says(8, 1, 1));
        put("two-other.json", &says(8, 1, 2));
        std::fs::write(inbox.join("junk.json"), "{").unwrap();
        daemon.look().await.unwrap();
        daemon.look().await.unwrap();
        let reported = daemon.node.reported.borrow();
        assert_eq!(
            *reported,
            [
                (says(4, 1, 2), Some(says(4, 1, 1))),
                (says(7, 1, 2), None),
                (says(8, 1, 1), Some(says(8, 1, 2))),
            ]
        );
    }

    #[tokio::test]
    async fn it_stops_when_told_and_survives_an_absent_node() {
        let folder = tempfile::tempdir().unwrap();
        let mut daemon = daemon(folder.path(), Told { is_away: true, ..Told::default() });
        let stop = tokio::time::sleep(Duration::from_millis(50));
        daemon.run(Duration::from_secs(3), stop).await;
        assert_eq!(daemon.metrics.connected.get(), 0);
        assert_eq!(daemon.metrics.failures.with_label_values(&["chain"]).get(), 1);
    }
}
