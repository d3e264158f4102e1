//! `msez migrate watch`: a migration, with the evidence as it arrives.

use std::{collections::BTreeMap, time::Duration};

use msez_attestation::{Sha256, SoftSha256};
use msez_core::Digest;
use msez_runtime_api::{MigrationView, TransferView};
use msez_saga::{Action, State};
use subxt::rpcs::rpc_params;

use super::{
    show::{kind_text, text, transition_text, waits_text, Standing},
    view, Which,
};
use crate::{
    chain::{At, Chain},
    commands::{
        bridge::{hop_text, phase_text, transfer_view},
        Global,
    },
    failure::{Failure, Outcome},
    output::utc,
    watcher::Sight,
};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(700);

/// `msez migrate watch`
#[derive(Debug, clap::Args)]
pub struct Watch {
    #[command(flatten)]
    which: Which,
    /// Give up after so many seconds; otherwise never.
    #[arg(long)]
    for_seconds: Option<u64>,
}

/// Follows a migration to its end.
pub async fn watch(global: &Global, command: Watch) -> Outcome {
    let (chain, output) = (global.chain().await?, global.output());
    let id = command.which.id(&chain).await?;
    let say = |line: &str| output.progress(line);
    let last = match command.for_seconds {
        None => follow(&chain, id, say).await?,
        Some(seconds) => tokio::time::timeout(Duration::from_secs(seconds), follow(&chain, id, say))
            .await
            .map_err(|_| Failure::TimedOut(format!("{id} has not ended in {seconds} s")))??,
    };
    let scale = chain.scale().await;
    output.result(&last, |view| text(view, &scale));
    match Standing::of(last.state) {
        Standing::Completed => Ok(()),
        _ => Err(Failure::Answered(format!("it was {}", last.state))),
    }
}

/// Tells what happens to a migration until it has ended, and how it ended. Looks at the newest block: what a fork takes
/// back is told again, if it comes again. The end is told when it is final.
pub async fn follow(chain: &Chain, id: Digest, say: impl Fn(&str)) -> Outcome<MigrationView> {
    let mut told = Told::default();
    loop {
        let now = view(chain, id).await?;
        let transfer = match &now.transit {
            Some(transit) => match transfer_view(chain, transit.transfer).await {
                Ok(transfer) => Some(transfer),
                Err(failure) if failure.kind() == "notFound" => None,
                Err(failure) => return Err(failure),
            },
            None => None,
        };
        told.news(&now, transfer.as_ref()).iter().for_each(|line| say(line));
        if now.state.is_end() {
            let block = chain.hash(At::Finalized).await?;
            let last: Outcome<MigrationView> = chain.ask("msez_migration", rpc_params![id, block]).await;
            match last {
                Ok(last) if last.state.is_end() => return Ok(last),
                Err(failure) if failure.kind() != "notFound" => return Err(failure),
                _ => (),
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Begins the bytes whose hash is what watchers of a destination say.
const SIGHT_TAG: &[u8] = b"msez/migration-sight/v1";

/// What a watcher of the destination sees in the last final block, or nothing while the asset is not there: the version of
/// the asset that the request named, and a digest of the migration, of where the asset is, and of the evidence. All watchers see the same,
/// whenever they look.
pub async fn sight(chain: &Chain, id: Digest) -> Outcome<Option<Sight>> {
    let block = chain.hash(At::Finalized).await?;
    let view: MigrationView = match chain.ask("msez_migration", rpc_params![id, block]).await {
        Ok(view) => view,
        Err(failure) if failure.kind() == "notFound" => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let Some(evidence) = view.evidence.filter(|_| view.state == State::Completed) else { return Ok(None) };
    let mut bytes = SIGHT_TAG.to_vec();
    bytes.extend_from_slice(&id.0);
    bytes.extend_from_slice(&view.request.asset.0);
    bytes.extend_from_slice(view.request.target.as_str().as_bytes());
    bytes.push(0);
    bytes.extend_from_slice(&evidence.0);
    Ok(Some(Sight { height: view.request.version, digest: Digest(SoftSha256::sha256(&bytes)) }))
}

/// Prints it as the daemon of a watcher reads it.
pub async fn print_sight(global: &Global, id: Digest) -> Outcome {
    let seen = sight(&global.chain().await?, id).await?;
    let json = seen.map(|seen| serde_json::json!({ "height": seen.height, "digest": seen.digest }));
    global
        .output()
        .result(&json, |_| seen.map_or_else(String::new, |seen| format!("{} {}", seen.height, seen.digest)));
    Ok(())
}

/// What was told.
#[derive(Default)]
struct Told {
    transitions: usize,
    held: usize,
    pledges: BTreeMap<usize, Option<Digest>>,
    parts: [bool; 4],
    phase: Option<&'static str>,
    hops: BTreeMap<usize, String>,
    waits: Vec<String>,
    done: Vec<Action>,
    evidence: bool,
}

impl Told {
    /// What is new since the last look, a line each.
    fn news(&mut self, view: &MigrationView, transfer: Option<&TransferView>) -> Vec<String> {
        let mut lines = Vec::new();
        for held in view.held.iter().skip(self.held) {
            let (attestation, kind) = (held.attestation, kind_text(held.kind));
            lines.push(format!(
                "  evidence     {kind}: attestation {attestation}, document {}",
                held.document
            ));
        }
        self.held = view.held.len();
        for (index, pledge) in view.pledges.iter().enumerate() {
            let before = self.pledges.insert(index, pledge.attestation);
            let (kind, issuer, place) = (kind_text(pledge.kind), &pledge.issuer, pledge.jurisdiction);
            match (before, pledge.attestation) {
                (None, _) => lines.push(format!("  pledge       {kind} for {place} by {issuer}")),
                (Some(None), Some(attestation)) => {
                    lines.push(format!("  pledge       {kind} has entered the tensor: {attestation}"));
                }
                _ => (),
            }
        }
        let mut part = |index: usize, line: Option<String>| {
            if let (Some(line), Some(told)) = (line, self.parts.get_mut(index)) {
                if !std::mem::replace(told, true) {
                    lines.push(line);
                }
            }
        };
        part(
            0,
            view.lock.map(|lock| {
                format!("  held         in {}; slices {}", lock.jurisdiction, lock.commitment.slice_root)
            }),
        );
        part(
            1,
            view.transit.map(|transit| {
                format!(
                    "  departed     transfer {}, expected until {}",
                    transit.transfer,
                    utc(transit.expected_arrival)
                )
            }),
        );
        part(
            2,
            view.verification
                .map(|found| format!("  decided      for good; prepare receipts {}", found.prepared)),
        );
        part(
            3,
            view.arrival.map(|found| {
                format!(
                    "  arrived      commit receipts {}; tensor {}",
                    found.committed, found.commitment.tensor_root
                )
            }),
        );
        if let Some(transfer) = transfer {
            let phase = phase_text(transfer.phase);
            if self.phase.replace(phase) != Some(phase) {
                lines.push(format!("  transfer     {phase}"));
            }
            for (index, hop) in transfer.hops.iter().enumerate() {
                let now = hop_text(hop);
                if self.hops.get(&index) != Some(&now) {
                    lines.push(format!("  hop {index}        {} -> {}: {now}", hop.from, hop.to));
                    self.hops.insert(index, now);
                }
            }
        }
        if let Some(compensation) = &view.compensation {
            for action in Action::ORDER {
                if compensation.has_happened(action) && !self.done.contains(&action) {
                    self.done.push(action);
                    lines.push(format!("  taken back   {action:?}"));
                }
            }
        }
        lines.extend(view.transitions.iter().skip(self.transitions).map(transition_text));
        self.transitions = view.transitions.len();
        let waits = waits_text(view);
        if waits != self.waits && !view.state.is_end() {
            lines.extend(waits.iter().map(|wait| format!("  waits for    {wait}")));
        }
        self.waits = waits;
        if let Some(digest) = view.evidence.filter(|_| !std::mem::replace(&mut self.evidence, true)) {
            lines.push(format!("  evidence of all of it: {digest}"));
        }
        lines
    }
}
