//! `msez watcher run`, and the record of what was signed.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, str::FromStr, time::Duration};

use msez_core::Digest;
use msez_runtime_api::{DutyView, TallyView, WatcherStatus, WatcherView};
use polkadot_sdk::{sp_core::Pair, sp_runtime::AccountId32};
use serde_json::json;
use subxt::rpcs::rpc_params;

use super::{
    register::Key,
    say::{attest_signed, report_equivocation},
};
use crate::{
    account::{read_account_id, Account},
    chain::{At, Chain},
    commands::{data_folder, read_json, short, told_to_stop, write_json, From, Global},
    failure::{Failure, Outcome},
    journal::{Interchange, Owner},
    log::{Level, Log},
    watcher::{Daemon, Duty, Metrics, Node, Protection as Record, Search, Seen, Signed, Source, Standing},
};

/// `msez watcher run`
#[derive(Debug, clap::Args)]
pub struct Run {
    /// The watcher's account; otherwise the signer's. Anybody may submit what the key signs.
    #[arg(long, value_parser = read_account_id)]
    watcher: Option<AccountId32>,
    #[command(flatten)]
    key: Key,
    /// Where a topic is seen: TOPIC=substrate:WS_URL, TOPIC=ethereum:WS_URL or TOPIC=command:PROGRAM; may be repeated.
    #[arg(long = "source")]
    sources: Vec<TopicSource>,
    /// The record of what the key has signed.
    #[arg(long)]
    record: Option<PathBuf>,
    /// A folder into which anybody may put statements that he has met, to be compared with what is known.
    #[arg(long)]
    inbox: Option<PathBuf>,
    /// Serve metrics for Prometheus here, such as 127.0.0.1:9616.
    #[arg(long)]
    metrics: Option<SocketAddr>,
    /// How often to look, in seconds.
    #[arg(long, default_value_t = 3)]
    every: u64,
    #[command(flatten)]
    from: From,
}

/// A topic and where it is seen.
#[derive(Clone, Debug)]
pub struct TopicSource {
    topic: Digest,
    source: Source,
}

impl FromStr for TopicSource {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let (topic, source) = text.split_once('=').ok_or("expected TOPIC=SOURCE")?;
        Ok(Self { topic: topic.parse().map_err(|e| format!("{topic}: {e}"))?, source: source.parse()? })
    }
}

/// What can be done with the record of what was signed.
#[derive(Debug, clap::Subcommand)]
pub enum Protection {
    /// Write everything to a file, to be imported where the key signs from now on.
    Export {
        /// The file.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        key: Key,
        /// The record; the daemon's by default.
        #[arg(long)]
        record: Option<PathBuf>,
    },
    /// Take over what was signed elsewhere. What both know differently is never signed again.
    Import {
        /// The file.
        file: PathBuf,
        #[command(flatten)]
        key: Key,
        /// The record; the daemon's by default.
        #[arg(long)]
        record: Option<PathBuf>,
    },
}

/// Where the record of a key is kept: under `MSEZ_HOME`, else in the user's data folder.
pub fn default_record(owner: &Owner) -> Outcome<PathBuf> {
    let file = format!("{}-{}.jsonl", short(&owner.genesis), short(&owner.key));
    Ok(data_folder("--record")?.join("watcher").join(file))
}

fn file(e: impl std::fmt::Display) -> Failure {
    Failure::File(e.to_string())
}

/// Exports or imports.
pub async fn protection(global: &Global, command: Protection) -> Outcome {
    let chain = global.chain().await?;
    let whose = |key: &Key, record: Option<PathBuf>| -> Outcome<(PathBuf, Owner)> {
        let owner = Owner { genesis: chain.genesis(), key: Digest(key.pair()?.public().0) };
        Ok((record.map_or_else(|| default_record(&owner), Ok)?, owner))
    };
    match command {
        Protection::Export { out, key, record } => {
            let (path, owner) = whose(&key, record)?;
            // To export it does not begin one.
            if matches!(path.try_exists(), Ok(false)) {
                return Err(Failure::NotFound(format!("no journal at {} yet", path.display())));
            }
            let record = Record::open(&path, owner).map_err(file)?;
            write_json(&out, &record.export())?;
            global
                .output()
                .result(&json!({ "statements": record.len() }), |_| format!("{} statements", record.len()));
        }
        Protection::Import { file: path, key, record } => {
            let (at, owner) = whose(&key, record)?;
            let mut record = Record::open(&at, owner).map_err(file)?;
            let interchange: Interchange<_> = read_json(&path)?;
            let new = record.import(&path.display().to_string(), &interchange).map_err(file)?;
            global.output().result(&json!({ "new": new, "statements": record.len() }), |_| {
                format!("{new} new, {} statements", record.len())
            });
        }
    }
    Ok(())
}

/// The chain, asked for one watcher.
struct OnChain {
    chain: Chain,
    watcher: AccountId32,
    submitter: Account,
}

impl Node for OnChain {
    async fn renew(&mut self) -> Outcome {
        self.chain = self.chain.reconnected().await?;
        Ok(())
    }

    async fn finalized(&self) -> Outcome<u32> {
        self.chain.finalized().await
    }

    async fn standing(&self) -> Outcome<Standing> {
        let block = self.chain.hash(At::Finalized).await?;
        let view: WatcherView =
            self.chain.ask("msez_watcher", rpc_params![self.watcher.to_string(), block]).await?;
        Ok(Standing {
            is_active: view.status == WatcherStatus::Active,
            backing: view.backing,
            reputation: view.score,
            claims: view.claims,
            now: self.chain.now().await?,
        })
    }

    async fn duties(&self) -> Outcome<Vec<Duty>> {
        let block = self.chain.hash(At::Finalized).await?;
        let list: Vec<DutyView> =
            self.chain.ask("msez_watcherDuties", rpc_params![self.watcher.to_string(), block]).await?;
        let open = list.into_iter().filter(|duty| !duty.is_done);
        Ok(open
            .map(|duty| Duty {
                search: Search { topic: duty.topic, since: duty.since, stride: duty.stride },
                deadline: duty.deadline,
            })
            .collect())
    }

    async fn statements(&self, from: u32, to: u32) -> Outcome<Vec<Signed>> {
        let mut found = Vec::new();
        for number in from..=to {
            found.extend(self.chain.signed_statements(number).await?);
        }
        Ok(found)
    }

    async fn has_contradicted(&self, signed: &Signed) -> Outcome<bool> {
        let at = signed.statement.coordinate;
        let tally: Result<TallyView, _> =
            self.chain.ask("msez_tally", rpc_params![at.topic, at.height]).await;
        let voices = match tally {
            Ok(tally) => tally.voices,
            Err(failure) if failure.kind() == "notFound" => return Ok(false),
            Err(failure) => return Err(failure),
        };
        for voice in voices.into_iter().filter(|voice| voice.statement.contradicts(&signed.statement)) {
            let author: WatcherView =
                self.chain.ask("msez_watcher", rpc_params![voice.account.to_string()]).await?;
            if author.key == signed.key {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn attest(&self, signed: &Signed) -> Outcome {
        attest_signed(&self.chain, signed, &self.submitter).await.map(|_| ())
    }

    async fn report(&self, first: &Signed, second: Option<&Signed>) -> Outcome {
        report_equivocation(&self.chain, first, second, &self.submitter).await.map(|_| ())
    }
}

/// Does a watcher's duties until it is told to stop.
pub async fn run(global: &Global, command: Run) -> Outcome {
    let Run { watcher, key, sources, record, inbox, metrics: address, every, from } = command;
    let (chain, key, submitter) = (global.chain().await?, key.pair()?, from.account()?);
    let owner = Owner { genesis: chain.genesis(), key: Digest(key.public().0) };
    let path = record.map_or_else(|| default_record(&owner), Ok)?;
    let protection = Record::open(&path, owner).map_err(file)?;
    let watcher = watcher.unwrap_or_else(|| submitter.id());
    let log = Log { json: global.json };
    let view: WatcherView = chain.ask("msez_watcher", rpc_params![watcher.to_string()]).await?;
    if view.key != owner.key {
        return Err(Failure::Usage(format!("{watcher} signs with {}, not with {}", view.key, owner.key)));
    }
    let metrics = Metrics::new().map_err(|e| Failure::Usage(e.to_string()))?;
    if let Some(address) = address {
        let served = metrics.clone();
        tokio::spawn(async move {
            if let Err(error) = served.serve(address).await {
                log.failed("no metrics are served", &error);
            }
        });
    }
    log.tell(
        Level::Info,
        "watching",
        json!({ "watcher": watcher.to_string(), "key": owner.key, "record": path, "topics": sources.len() }),
    );
    let mut daemon = Daemon {
        node: OnChain { chain, watcher, submitter },
        genesis: owner.genesis,
        key,
        sources: sources.into_iter().map(|it| (it.topic, it.source)).collect::<BTreeMap<_, _>>(),
        protection,
        inbox,
        metrics,
        log,
        seen: Seen::default(),
    };
    daemon.run(Duration::from_secs(every.max(1)), told_to_stop()).await;
    Ok(())
}
