//! An asset worth 1,000,000 dollars moves from one jurisdiction to another: operators carry it and watchers see it arrive,
//! each in a process of its own.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use msez_asset::soft_sha256;
use msez_bridge::possession_payload as operator_possession;
use msez_core::{AssetClass, CorridorId, Digest, Domain, JurisdictionId, Moment, SubjectId, Usd};
use msez_manifold::AttestationType;
use msez_runtime_api::{
    AssetView, AttestationView, JurisdictionView, MigrationView, OperatorView, TallyView, WatcherView,
};
use msez_saga::{HeldEvidence, State};
use msez_watch::{possession_payload as watcher_possession, Level, Tier};
use polkadot_sdk::{
    sp_core::{ed25519, Pair},
    sp_runtime::AccountId32,
};
use serde::Serialize;
use subxt::{rpcs::rpc_params, utils, utils::Static};
use tokio::process::{Child, Command};

use crate::{
    account::{Account, Scheme},
    chain::{api, Scale},
    commands::{
        bounded,
        demo::{
            assets::{Part, Stage, YEAR},
            development_account, Scene,
        },
        migrate::{begin, evidence_digest, follow, sight, Terms},
        wire, Global,
    },
    failure::{Failure, Outcome},
};

const UNIT: u128 = 1_000_000_000_000;

/// What the asset is worth.
const VALUE: u64 = 1_000_000;

/// What stands behind an operator. He can answer for ten times of it.
const OPERATOR_BOND: u128 = 150_000 * UNIT;

/// What stands behind a watcher.
const WATCHER_BOND: u128 = 2_000 * UNIT;

/// How long to wait for watchers to be drawn: randomness is an epoch old.
const PATIENCE: Duration = Duration::from_secs(360);

/// What can be chosen.
#[derive(Debug, clap::Args)]
pub struct Journey {
    /// Where the asset goes.
    #[arg(long, default_value = "kz-aifc")]
    pub to: JurisdictionId,
    /// The corridor.
    #[arg(long, default_value = "corridor-difc-aifc")]
    pub corridor: CorridorId,
    /// Leave the watchers out, who have to be drawn first.
    #[arg(long)]
    pub without_watchers: bool,
}

/// An amount before and after.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Balance {
    /// Whose.
    pub who: String,
    /// In the native token's smallest unit.
    #[serde(with = "msez_core::decimal")]
    pub before: u128,
    /// The same, when everything was done.
    #[serde(with = "msez_core::decimal")]
    pub after: u128,
}

/// What the story ended with.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Story {
    /// What moved.
    pub asset: SubjectId,
    /// Where it is at home now.
    pub home: JurisdictionId,
    /// The migration, with all its evidence.
    pub migration: MigrationView,
    /// Who carried it.
    pub operators: Vec<AccountId32>,
    /// What watchers agreed upon, if there were any.
    pub watched: Option<TallyView>,
    /// Who paid, and who was paid.
    pub balances: Vec<Balance>,
}

/// A process of this program. It is killed when dropped: what it has promised is in its journal.
struct Process(Child);

impl Process {
    fn start(global: &Global, folder: &Path, name: &str, arguments: &[&str]) -> Outcome<Self> {
        let failed = |e: std::io::Error| Failure::File(format!("{name}: {e}"));
        let log = std::fs::File::create(folder.join(format!("{name}.log"))).map_err(failed)?;
        let mut command = Command::new(std::env::current_exe().map_err(failed)?);
        command.args(["--url", &global.url, "--json"]).args(arguments);
        command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).kill_on_drop(true);
        command.spawn().map(Self).map_err(failed)
    }

    fn is_running(&mut self) -> bool {
        matches!(self.0.try_wait(), Ok(None))
    }
}

/// Who plays besides the owner: an account, and the key that signs for it.
struct Actor {
    name: String,
    account: Account,
    key: ed25519::Pair,
}

impl Actor {
    fn named(name: &str) -> Outcome<Self> {
        let key = match Account::read(&format!("//{name}//key"), Scheme::Ed25519)? {
            Account::Ed25519(pair) => *pair,
            _ => return Err(Failure::Usage("no Ed25519 key".into())),
        };
        let account = Account::read(&format!("//{name}"), Scheme::Sr25519)?;
        Ok(Self { name: name.into(), account, key })
    }
}

/// Tells the story alone.
pub async fn run(global: &Global, scene: &Scene, journey: &Journey) -> Outcome {
    let story = tell(global, scene, journey).await?;
    let scale = global.chain().await?.scale().await;
    global.output().result(&story, |story| ending(story, &scale));
    Ok(())
}

/// How it ended, for people.
pub fn ending(story: &Story, scale: &Scale) -> String {
    let mut lines = vec![format!("\n{:<44} {:>28} {:>28}", "", "before", "after")];
    lines.extend(
        story
            .balances
            .iter()
            .map(|b| format!("{:<44} {:>28} {:>28}", b.who, scale.text(b.before), scale.text(b.after))),
    );
    lines.push(format!(
        "\nDone: {} is at home in {}; the evidence of all of it is {}.",
        story.asset,
        story.home,
        story.migration.evidence.unwrap_or_default()
    ));
    lines.join("\n")
}

/// Tells the story.
pub async fn tell(global: &Global, scene: &Scene, journey: &Journey) -> Outcome<Story> {
    let stage = Stage::set(global, scene).await?;
    let chain = &stage.chain;
    let place: JurisdictionView = chain.ask("msez_jurisdiction", rpc_params![journey.to]).await?;
    let there = development_account(&place.authority)?;
    let folder = folder()?;

    stage.step(&format!(
        "{} accredits the issuer as well; operators and watchers put up their bonds",
        journey.to
    ));
    let carriers = [Actor::named("Carrier1")?, Actor::named("Carrier2")?];
    let watchers = match journey.without_watchers {
        true => Vec::new(),
        false => vec![Actor::named("Watch1")?, Actor::named("Watch2")?],
    };
    endow(&stage, &carriers, &watchers).await?;
    let arriving = [Domain::Kyc, Domain::Sanctions];
    stage.accredit_in(journey.to, &arriving, &there).await?;
    futures::future::try_join_all(carriers.iter().map(|who| become_operator(&stage, who, journey.corridor)))
        .await?;
    accept(&stage, &carriers, journey.corridor).await?;
    let places = [stage.jurisdiction(), journey.to];
    futures::future::try_join_all(
        watchers.iter().map(|who| become_watcher(&stage, who, &places, scene.class)),
    )
    .await?;

    stage.step("The operators' daemons start, each a process with a journal of its own");
    let mut processes = Vec::new();
    for who in &carriers {
        let (account, key) = (format!("//{}", who.name), format!("//{}//key", who.name));
        let (adapter, journal) = (format!("dry-run:{}.requests", who.name), format!("{}.journal", who.name));
        let arguments = [
            "operator",
            "run",
            "--from",
            &account,
            "--key",
            &key,
            "--adapter",
            &adapter,
            "--journal",
            &journal,
            "--every",
            "1",
        ];
        processes.push((who.name.clone(), Process::start(global, &folder, &who.name, &arguments)?));
    }
    stage.say(&format!("   their logs are in {}", folder.display()));

    stage.step("An asset is registered, attested and bound; one finding is evidence of the source of funds");
    let asset = stage.asset("building").await?;
    let funds = Digest(soft_sha256(b"source of funds of the demo"));
    let mut findings = stage.findings(asset, &stage.asked_of_assets, YEAR).await?;
    for finding in findings.iter_mut().filter(|finding| finding.domain == Domain::Aml) {
        finding.evidence = evidence_digest(AttestationType::SourceOfFunds, &funds);
    }
    stage.attest(findings).await?;
    stage.bind(asset).await?;
    let attested: Vec<AttestationView> =
        chain.ask("msez_attestationsOf", rpc_params![asset, stage.jurisdiction(), Domain::Aml]).await?;
    let source_of_funds = attested.first().ok_or_else(|| Failure::No("nothing was attested".into()))?.id;

    let accounts = accounts(&stage, &carriers, &there);
    let mut balances = Vec::new();
    for (who, account) in &accounts {
        let before = chain.free_balance(account).await?;
        balances.push(Balance { who: who.clone(), before, after: 0 });
    }

    stage.step(&format!("Its owner asks for a migration: {VALUE} USD to {}", journey.to));
    let terms = Terms {
        asset,
        to: journey.to,
        path: vec![journey.corridor],
        value: Usd::dollars(VALUE),
        max_fee: None,
        currency: None,
        payer: None,
        within: None,
        arbiter: None,
        nonce: 0,
        expected_version: None,
    };
    let request = terms.request(chain, &stage.owner.id()).await?;
    let kind = AttestationType::SourceOfFunds.code();
    let held = vec![HeldEvidence { attestation: source_of_funds, kind, document: funds }];
    let begun = begin(chain, &request, held, &stage.owner).await?;
    let state = begun.state.map_or_else(|| "not begun".into(), |state| state.to_string());
    stage.say(&format!("   migration {}: {state}", begun.migration));
    stage.expect(
        begun.state == Some(State::AttestationGathering),
        "it should wait for what the destination asks for",
    )?;

    stage.step("The issuer pledges what the destination asks for; everything else happens by itself");
    let pledges = [
        (AttestationType::KycVerification, Domain::Kyc),
        (AttestationType::SanctionsCheck, Domain::Sanctions),
    ];
    let pledged = pledge(&stage, begun.migration, &pledges);
    let followed = follow(chain, begun.migration, |line| stage.say(&format!("   {line}")));
    let ((), migration) = tokio::select! {
        told = async { tokio::try_join!(pledged, followed) } => told?,
        name = ended(&mut processes) => {
            let log = folder.join(format!("{name}.log"));
            return Err(Failure::No(format!("the daemon of {name} has ended; its log is {}", log.display())));
        }
    };
    stage.expect(migration.state == State::Completed, "the asset has not arrived")?;

    let view: AssetView = stage.view(asset).await?;
    stage.say(&format!("   the asset is at home in {}", view.home));
    stage.expect(
        view.home == journey.to && view.faults.is_empty(),
        "it is not at home there, or does not pass",
    )?;

    let watched = match watchers.is_empty() {
        true => None,
        false => Some(watch(&stage, global, &folder, &watchers, &there, begun.migration, &view).await?),
    };
    for (balance, (_, account)) in balances.iter_mut().zip(&accounts) {
        balance.after = chain.free_balance(account).await?;
    }
    let operators = carriers.iter().map(|who| who.account.id()).collect();
    Ok(Story { asset, home: view.home, migration, operators, watched, balances })
}

/// Waits until one of them has ended, which none should.
async fn ended(processes: &mut [(String, Process)]) -> String {
    loop {
        for (name, process) in processes.iter_mut() {
            if !process.is_running() {
                return name.clone();
            }
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

fn folder() -> Outcome<PathBuf> {
    let folder = std::env::temp_dir().join(format!("msez-demo-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|e| Failure::File(format!("{}: {e}", folder.display())))?;
    Ok(folder)
}

/// Everybody whose money moves.
fn accounts(stage: &Stage, carriers: &[Actor], there: &Account) -> Vec<(String, AccountId32)> {
    let mut all = vec![("owner, who pays the fees".to_owned(), stage.owner.id())];
    all.extend(carriers.iter().map(|who| (format!("operator {}", who.name), who.account.id())));
    all.push(("authority of the destination".to_owned(), there.id()));
    all
}

/// Gives the players what they put up, where they do not have it yet.
async fn endow(stage: &Stage, carriers: &[Actor], watchers: &[Actor]) -> Outcome {
    let mut wanted: Vec<(AccountId32, u128)> =
        carriers.iter().map(|who| (who.account.id(), OPERATOR_BOND + 1_000 * UNIT)).collect();
    wanted.extend(watchers.iter().map(|who| (who.account.id(), WATCHER_BOND + 1_000 * UNIT)));
    wanted.push((stage.issuer().id(), 100 * UNIT));
    let mut calls = Vec::new();
    for (who, amount) in wanted {
        if stage.chain.free_balance(&who).await? < 50 * UNIT {
            calls.push(Part::Balances(
                api::runtime_types::pallet_balances::pallet::Call::transfer_keep_alive {
                    dest: utils::MultiAddress::Id(wire(&who)),
                    value: amount,
                },
            ));
        }
    }
    match calls.is_empty() {
        true => Ok(()),
        false => stage.together("endow", calls, &stage.owner).await.map(|_| ()),
    }
}

/// Bonds and registers, unless that was done in an earlier telling.
async fn become_operator(stage: &Stage, who: &Actor, corridor: CorridorId) -> Outcome {
    let id = who.account.id();
    let known: Result<OperatorView, _> =
        stage.chain.ask("msez_operator", rpc_params![corridor, id.to_string()]).await;
    match known {
        Ok(_) => return Ok(()),
        Err(failure) if failure.kind() == "notFound" => (),
        Err(failure) => return Err(failure),
    }
    let key = who.key.public().0;
    let possession = who.key.sign(&operator_possession(&stage.chain.genesis(), id.as_ref(), &key)).0;
    let calls = vec![
        Part::Bonds(api::runtime_types::pallet_bonds::pallet::Call::bond {
            role: api::runtime_types::msez_traits::bonds::Role::Operator,
            amount: OPERATOR_BOND,
        }),
        Part::CorridorBridge(api::runtime_types::pallet_corridor_bridge::pallet::Call::register_operator {
            corridor: Static(corridor),
            key,
            possession,
            endpoint: bounded(b"demo".to_vec()),
        }),
    ];
    stage.together("register an operator", calls, &who.account).await.map(|_| ())
}

/// The authority of an end lets them carry.
async fn accept(stage: &Stage, carriers: &[Actor], corridor: CorridorId) -> Outcome {
    let mut calls = Vec::new();
    for who in carriers {
        let id = who.account.id();
        let view: OperatorView =
            stage.chain.ask("msez_operator", rpc_params![corridor, id.to_string()]).await?;
        if view.standing != msez_runtime_api::OperatorStanding::Accepted {
            calls.push(Part::CorridorBridge(
                api::runtime_types::pallet_corridor_bridge::pallet::Call::accept_operator {
                    corridor: Static(corridor),
                    operator: wire(&id),
                },
            ));
        }
    }
    match calls.is_empty() {
        true => Ok(()),
        false => stage.together("accept operators", calls, &stage.authority).await.map(|_| ()),
    }
}

async fn become_watcher(stage: &Stage, who: &Actor, places: &[JurisdictionId], class: AssetClass) -> Outcome {
    let id = who.account.id();
    let known: Result<WatcherView, _> = stage.chain.ask("msez_watcher", rpc_params![id.to_string()]).await;
    match known {
        Ok(_) => return Ok(()),
        Err(failure) if failure.kind() == "notFound" => (),
        Err(failure) => return Err(failure),
    }
    let (key, did) = (who.key.public().0, format!("did:web:{}.example.org", who.name.to_lowercase()));
    let payload = watcher_possession(&stage.chain.genesis(), id.as_ref(), &key, did.as_bytes());
    let calls = vec![
        Part::Bonds(api::runtime_types::pallet_bonds::pallet::Call::bond {
            role: api::runtime_types::msez_traits::bonds::Role::Watcher,
            amount: WATCHER_BOND,
        }),
        Part::Watchers(api::runtime_types::pallet_watchers::pallet::Call::register {
            did: bounded(did.into_bytes()),
            key,
            possession: who.key.sign(&payload).0,
            jurisdictions: bounded(places.iter().copied().map(Static).collect()),
            classes: bounded(vec![Static(class)]),
            commission: api::runtime_types::sp_arithmetic::per_things::Perbill(100_000_000),
        }),
    ];
    stage.together("register a watcher", calls, &who.account).await.map(|_| ())
}

/// The issuer answers for what will hold at the destination.
async fn pledge(stage: &Stage, migration: Digest, pledges: &[(AttestationType, Domain)]) -> Outcome {
    let call = |(kind, domain): &(AttestationType, Domain)| {
        Part::Migration(api::runtime_types::pallet_migration::pallet::Call::pledge {
            saga: Static(migration),
            domain: Static(*domain),
            kind: Static(*kind),
            document: Static(Digest(soft_sha256(format!("{domain}-evidence-bundle").as_bytes()))),
            validity: YEAR,
        })
    };
    stage.together("pledge", pledges.iter().map(call).collect(), stage.issuer()).await.map(|_| ())
}

/// Watchers, each in a process of its own, agree upon what became of the asset.
async fn watch(
    stage: &Stage,
    global: &Global,
    folder: &Path,
    watchers: &[Actor],
    there: &Account,
    migration: Digest,
    view: &AssetView,
) -> Outcome<TallyView> {
    stage.step(
        "The destination opens a topic on the asset; watchers see it arrive, each in a process of its own",
    );
    use api::runtime_types::pallet_watchers::types::{TopicKind, TopicTerms};
    let terms = TopicTerms {
        kind: TopicKind::MigrationDestination,
        subject: Static(Digest(view.id.0)),
        jurisdiction: Static(view.home),
        class: Static(view.class),
        exposure: 20 * UNIT,
        fee: UNIT,
        stride: 1,
        interval: 10,
        deadline: 10,
        watchers: 2,
        quorum: 600_000,
        max_staleness: 600_000 as Moment,
        window: 40,
        min_backing: 0,
        min_tier: Static(Tier::default()),
        arbiter: None,
    };
    let call = api::transactions().watchers().open_topic(terms, 100 * UNIT);
    let (_, events) = stage.chain.submit("open", &call, there).await?;
    let opened = events.find_first::<api::watchers::events::TopicOpened>().and_then(Result::ok);
    let topic = opened.ok_or_else(|| Failure::Version("the event is not known".into()))?.topic.0;
    stage.say(&format!("   topic {topic}"));

    let see = folder.join("see");
    let program = std::env::current_exe().map_err(|e| Failure::File(e.to_string()))?;
    // What the daemons call with topic, time and stride, and need none of.
    let script =
        format!("#!/bin/sh\nexec '{}' --url '{}' migrate sight {migration}\n", program.display(), global.url);
    write_program(&see, &script)?;
    let mut processes = Vec::new();
    for who in watchers {
        let (account, key) = (format!("//{}", who.name), format!("//{}//key", who.name));
        let (source, record) = (format!("{topic}=command:{}", see.display()), format!("{}.record", who.name));
        let arguments = [
            "watcher", "run", "--from", &account, "--key", &key, "--source", &source, "--record", &record,
            "--every", "1",
        ];
        processes.push(Process::start(global, folder, &who.name, &arguments)?);
    }
    let seen = sight(&stage.chain, migration)
        .await?
        .ok_or_else(|| Failure::No("the asset cannot be seen at its destination".into()))?;
    let agreed = async {
        loop {
            let tally: Result<TallyView, _> =
                stage.chain.ask("msez_tally", rpc_params![topic, seen.height]).await;
            match tally {
                Ok(tally) if tally.level >= Level::WatcherQuorum => return Ok(tally),
                Ok(_) => (),
                Err(failure) if failure.kind() == "notFound" => (),
                Err(failure) => return Err(failure),
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    };
    let tally = tokio::time::timeout(PATIENCE, agreed).await.map_err(|_| {
        Failure::TimedOut(format!("the watchers have not agreed; their logs are in {}", folder.display()))
    })??;
    stage.say(&format!("   they agree on {}", tally.agreed.unwrap_or_default()));
    stage.expect(tally.agreed == Some(seen.digest), "the watchers saw something else")?;
    Ok(tally)
}

fn write_program(path: &Path, text: &str) -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    let failed = |e: std::io::Error| Failure::File(format!("{}: {e}", path.display()));
    std::fs::write(path, text).map_err(failed)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).map_err(failed)
}
