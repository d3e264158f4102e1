//! `msez operator run`: carries the hops that are an operator's.
//!
//! Whatever it asks of the custodian and whatever it says to the chain is in the journal first, and a restart goes on from
//! there. It acts on finalized blocks only: what it has promised cannot be taken back by another fork.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    time::{Duration, Instant},
};

use futures::{stream, StreamExt};
use msez_bridge::{CommitReceipt, PrepareReceipt};
use msez_core::{CorridorId, Digest, Moment, Usd};
use polkadot_sdk::sp_core::{ed25519, Pair};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    daemon::{self, BACKOFF},
    failure::{Failure, Outcome},
    journal::Fault,
    log::{Level, Log},
    operator::{
        custodian::{Custodian, Refusal},
        journal::{Journal, Place, Step},
        metrics::Metrics,
        order::{Action, Held, Order, Request, Settled},
        receipt::{commit_receipt, prepare_receipt, Signed},
        sha256,
    },
};

/// Content of a step that has none. `null` in a journal stands for what is contested.
const DONE: bool = true;

/// Requests to the custodian, or transactions, at the same time.
const AT_ONCE: usize = 16;

/// What is asked of an operator now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// For which hop.
    pub order: Order,
    /// Which attempt at it this is.
    pub attempt: u32,
    /// Since when it is his, in milliseconds: no receipt is older.
    pub since: Moment,
    /// His last moment, in milliseconds; somebody else is asked after it.
    pub due: Moment,
    /// To do what.
    pub ask: Ask,
}

/// To do what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// To have the goods held, at least so long.
    Prepare {
        /// In milliseconds.
        hold_until: Moment,
    },
    /// To have them delivered: that is decided.
    Commit {
        /// Digest of the hop's prepare receipt.
        prepare_receipt: Digest,
        /// The hold that it names.
        lock: Digest,
    },
}

/// What became of a hop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is still open, and may be the operator's again.
    Open,
    /// It is settled.
    Settled,
    /// It is not the operator's any more, or the transfer was aborted: what is held goes back.
    Returned,
    /// The chain does not remember it: it has been over for long. Somebody must look.
    Forgotten,
}

/// How an operator stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// What stands behind him, in the native token's smallest unit; not known while he has nothing to carry.
    pub backing: Option<u128>,
    /// What he carries now.
    pub exposure: Usd,
    /// The chain's time at that block, in milliseconds.
    pub now: Moment,
}

/// What the daemon asks of the chain.
pub trait Bridge {
    /// Connects anew, to the same chain.
    fn renew(&mut self) -> impl Future<Output = Outcome>;
    /// Number of the last finalized block.
    fn finalized(&self) -> impl Future<Output = Outcome<u32>>;
    /// How the operator stands.
    fn standing(&self) -> impl Future<Output = Outcome<Standing>>;
    /// What is asked of him.
    fn tasks(&self) -> impl Future<Output = Outcome<Vec<Task>>>;
    /// What became of a hop.
    fn fate(&self, transfer: &Digest, hop: u32) -> impl Future<Output = Outcome<Fate>>;
    /// Submits a receipt and waits until it is final.
    fn prepare(&self, signed: &Signed<PrepareReceipt>) -> impl Future<Output = Outcome>;
    /// Submits a receipt and waits until it is final.
    fn commit(&self, signed: &Signed<CommitReceipt>) -> impl Future<Output = Outcome>;
    /// Leaves a hop to another operator, and waits until that is final.
    fn refuse(&self, transfer: &Digest, hop: u32) -> impl Future<Output = Outcome>;
}

/// What an operator carries.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Nothing of more value.
    pub max_value: Option<Usd>,
    /// Only along these; all of his if there is none.
    pub corridors: BTreeSet<CorridorId>,
}

impl Policy {
    /// Why he does not carry this.
    fn objection(&self, order: &Order) -> Option<String> {
        let is_too_much = self.max_value.is_some_and(|most| order.value > most);
        let is_elsewhere = !self.corridors.is_empty() && !self.corridors.contains(&order.corridor);
        match (is_too_much, is_elsewhere) {
            (true, _) => Some(format!("its value of {} is above what we carry", order.value)),
            (_, true) => Some(format!("we do not carry along {}", order.corridor)),
            _ => None,
        }
    }
}

/// The daemon.
pub struct Daemon<B, C> {
    /// The chain.
    pub bridge: B,
    /// Who holds the goods.
    pub custodian: C,
    /// Signs receipts.
    pub key: ed25519::Pair,
    /// What was done.
    pub journal: Journal,
    /// What is carried.
    pub policy: Policy,
    /// Counts.
    pub metrics: Metrics,
    /// Tells.
    pub log: Log,
    /// Whom not to ask yet; begins empty.
    pub waits: Waits,
}

/// What failed, with when to try it again: requests to the custodian, and what the chain did not take, which costs a fee
/// each time. And what is done once.
#[derive(Default)]
pub struct Waits {
    failed: BTreeMap<Digest, (Instant, Duration)>,
    told: BTreeSet<(Digest, u32)>,
    /// Refusals that are final: where no backup takes the hop over, it stays his, and to say it again changes nothing.
    refused: BTreeSet<(Digest, u32)>,
}

impl Waits {
    fn is_due(&self, what: &Digest) -> bool {
        self.failed.get(what).is_none_or(|(next, _)| Instant::now() >= *next)
    }

    fn failed(&mut self, what: Digest) {
        let entry = self.failed.entry(what).or_insert((Instant::now(), BACKOFF.0));
        let pause = entry.1;
        *entry = (Instant::now() + pause, pause.saturating_mul(2).min(BACKOFF.1));
    }

    fn done(&mut self, what: &Digest) {
        self.failed.remove(what);
    }
}

/// What is to be said to the chain.
enum Saying {
    Prepare(Signed<PrepareReceipt>),
    Commit(Signed<CommitReceipt>),
    Refuse(Digest, u32),
}

impl Saying {
    /// Of what, and what it is called when it is done.
    fn about(&self) -> (Digest, u32, &'static str) {
        match self {
            Self::Prepare(signed) => (signed.receipt.transfer, signed.receipt.hop, "prepared"),
            Self::Commit(signed) => (signed.receipt.transfer, signed.receipt.hop, "committed"),
            Self::Refuse(transfer, hop) => (*transfer, *hop, "refused"),
        }
    }

    /// One for each.
    fn id(&self) -> Digest {
        let (transfer, hop, what) = self.about();
        sha256(&[transfer.0.as_slice(), &hop.to_le_bytes(), what.as_bytes()].concat())
    }
}

/// What the custodian has answered.
enum Answer {
    Held(Held),
    Settled(Settled),
    Released,
}

/// A request, and the task that it is for; none for a release.
type Errand = (Request, Option<Task>);

impl<B: Bridge, C: Custodian> Daemon<B, C> {
    /// Looks at every block, until it is told to stop; after a failure it waits, longer each time.
    pub async fn run(&mut self, every: Duration, stop: impl Future<Output = ()>) {
        daemon::drive(self, every, stop).await;
        self.log.tell(Level::Info, "stopped", json!({ "steps": self.journal.len() }));
    }

    /// One look: what is asked, what the custodian says to it, what is said to the chain.
    async fn look(&mut self) -> Outcome {
        let block = self.bridge.finalized().await?;
        // Before the time: a receipt must not be older than what it answers.
        let tasks = self.bridge.tasks().await?;
        let standing = self.bridge.standing().await?;
        self.metrics.block.set(block.into());
        if let Some(backing) = standing.backing {
            self.metrics.backing.set(u64::try_from(backing).unwrap_or(u64::MAX));
        }
        self.metrics.exposure.set(u64::try_from(standing.exposure.0).unwrap_or(u64::MAX));
        self.metrics.open.set(u64::try_from(tasks.len()).unwrap_or(u64::MAX));

        let (mut sayings, mut errands) = (Vec::new(), self.returns(&tasks).await?);
        for task in tasks {
            let (transfer, hop) = (task.order.transfer, task.order.hop);
            match self.plan(task, standing.now) {
                Ok(Plan::Nothing) => (),
                Ok(Plan::Say(saying)) => sayings.push(*saying),
                Ok(Plan::Ask(errand)) => errands.push(*errand),
                Err(fault) => self.fault(transfer, hop, &fault),
            }
        }
        errands.retain(|(request, _)| self.waits.is_due(&request.request_id));
        sayings.retain(|saying: &Saying| self.waits.is_due(&saying.id()));
        for (errand, answer) in self.ask(errands).await {
            let (transfer, hop) = (errand.0.order.transfer, errand.0.order.hop);
            match self.heard(errand, answer, standing.now) {
                Ok(saying) => sayings.extend(saying),
                Err(fault) => self.fault(transfer, hop, &fault),
            }
        }
        self.say(sayings).await
    }

    /// Releases of what the custodian may hold for hops that are not ours any more.
    async fn returns(&mut self, tasks: &[Task]) -> Outcome<Vec<Errand>> {
        let mut errands = Vec::new();
        for (transfer, hop) in self.journal.open_hops() {
            if tasks.iter().any(|task| task.order.transfer == transfer && task.order.hop == hop) {
                continue;
            }
            let place = |step| Place { transfer, hop, step };
            match self.bridge.fate(&transfer, hop).await? {
                Fate::Open => (),
                Fate::Forgotten => {
                    if self.waits.told.insert((transfer, hop)) {
                        let with = json!({ "transfer": transfer, "hop": hop });
                        self.log.tell(
                            Level::Error,
                            "the chain has forgotten an open hop of the journal",
                            with,
                        );
                    }
                }
                Fate::Returned if self.journal.has(place(Step::AskPrepare)) => match self.release(place) {
                    Ok(request) => errands.push((request, None)),
                    Err(fault) => self.fault(transfer, hop, &fault),
                },
                // Or it was held by another all along, and a backup was to deliver it: he has nothing to give back.
                Fate::Settled | Fate::Returned => {
                    if let Err(fault) = self.journal.write(place(Step::Superseded), &DONE) {
                        self.fault(transfer, hop, &fault);
                    }
                }
            }
        }
        Ok(errands)
    }

    fn release(&mut self, place: impl Fn(Step) -> Place) -> Result<Request, Fault> {
        if let Some(request) = self.journal.content(place(Step::AskRelease))? {
            return Ok(request);
        }
        let asked: Option<Request> = self.journal.content(place(Step::AskPrepare))?;
        let asked = asked.ok_or_else(|| Fault::Contradicts(place(Step::AskRelease).to_string()))?;
        let answered: Option<Kept<PrepareReceipt>> = self.journal.content(place(Step::Prepare))?;
        let request = Request::release(asked.order, answered.map(|kept| kept.reference));
        self.journal.write(place(Step::AskRelease), &request)?;
        Ok(request)
    }

    /// What to do for a task. Everything that leaves this machine is on its disk when this returns.
    fn plan(&mut self, task: Task, now: Moment) -> Result<Plan, Fault> {
        let Order { transfer, hop, .. } = task.order;
        let place = |step| Place { transfer, hop, step };
        match task.ask.clone() {
            Ask::Prepare { hold_until } => {
                if let Some(kept) = self.journal.content::<Kept<PrepareReceipt>>(place(Step::Prepare))? {
                    return Ok(Plan::say(Saying::Prepare(kept.signed)));
                }
                if self.journal.has(place(Step::Refuse)) {
                    if self.waits.refused.contains(&(transfer, hop)) {
                        return Ok(Plan::Nothing);
                    }
                    return Ok(Plan::say(Saying::Refuse(transfer, hop)));
                }
                let asked = self.journal.content::<Request>(place(Step::AskPrepare))?;
                if let Some(objection) = self.policy.objection(&task.order).filter(|_| asked.is_none()) {
                    self.journal.write(place(Step::Refuse), &objection)?;
                    self.tell("not carried", transfer, hop, &objection);
                    return Ok(Plan::say(Saying::Refuse(transfer, hop)));
                }
                let request = match asked {
                    Some(request) => same(request, &task.order, place(Step::AskPrepare))?,
                    None => {
                        let request = Request::prepare(task.order.clone(), task.due, hold_until);
                        self.journal.write(place(Step::AskPrepare), &request)?;
                        request
                    }
                };
                Ok(Plan::Ask(Box::new((request, Some(task)))))
            }
            Ask::Commit { lock, .. } => {
                if let Some(kept) = self.journal.content::<Kept<CommitReceipt>>(place(Step::Commit))? {
                    return Ok(Plan::say(Saying::Commit(kept.signed)));
                }
                if now > task.due {
                    self.metrics.late.inc();
                }
                let request = match self.journal.content::<Request>(place(Step::AskCommit))? {
                    Some(request) => same(request, &task.order, place(Step::AskCommit))?,
                    None => {
                        let ours = self.journal.content::<Kept<PrepareReceipt>>(place(Step::Prepare))?;
                        let lock = ours.map_or_else(|| lock.to_string(), |kept| kept.reference);
                        let request = Request::commit(task.order.clone(), task.due, lock);
                        self.journal.write(place(Step::AskCommit), &request)?;
                        request
                    }
                };
                Ok(Plan::Ask(Box::new((request, Some(task)))))
            }
        }
    }

    /// Asks the custodian, about several hops at a time.
    async fn ask(&self, errands: Vec<Errand>) -> Vec<(Errand, Result<Answer, Refusal>)> {
        let asked = stream::iter(errands).map(|errand| async {
            let request = &errand.0;
            let answer = match request.action {
                Action::Prepare => self.custodian.prepare(request).await.map(Answer::Held),
                Action::Commit => self.custodian.commit(request).await.map(Answer::Settled),
                Action::Release => self.custodian.release(request).await.map(|()| Answer::Released),
            };
            (errand, answer)
        });
        asked.buffer_unordered(AT_ONCE).collect().await
    }

    /// What to say to the chain after an answer, signed and on the disk.
    fn heard(
        &mut self,
        (request, task): Errand,
        answer: Result<Answer, Refusal>,
        now: Moment,
    ) -> Result<Option<Saying>, Fault> {
        let Order { transfer, hop, .. } = request.order;
        let place = |step| Place { transfer, hop, step };
        let action = request.action;
        let count = |answer| self.metrics.requests.with_label_values(&[action.name(), answer]).inc();
        let answer = match answer.and_then(|answer| long_enough(answer, &request)) {
            Ok(answer) => answer,
            Err(refusal) => {
                count(match &refusal {
                    Refusal::Refused(_) => "refused",
                    Refusal::NotYet(_) => "later",
                    Refusal::Contradicts(_) => "contradicts",
                });
                self.waits.failed(request.request_id);
                if let (Refusal::Refused(why), Action::Prepare) = (&refusal, action) {
                    self.journal.write(place(Step::Refuse), why)?;
                    self.tell("the custodian does not hold it", transfer, hop, why);
                    return Ok(Some(Saying::Refuse(transfer, hop)));
                }
                // A decision that was made is carried out, and what is not ours given back: whatever he says now.
                self.metrics.failures.with_label_values(&["custodian"]).inc();
                let level = match refusal {
                    Refusal::NotYet(_) => Level::Warn,
                    _ => Level::Error,
                };
                let with = json!({ "transfer": transfer, "hop": hop, "error": refusal.to_string() });
                self.log.tell(level, &format!("the custodian did not {}", action.name()), with);
                return Ok(None);
            }
        };
        count("done");
        self.waits.done(&request.request_id);
        let saying = match (answer, task) {
            (Answer::Held(held), Some(task)) => {
                let signed = self.sign(prepare_receipt(&task, &held, now), PrepareReceipt::payload);
                let kept = Kept { reference: held.lock, signed };
                self.journal.write(place(Step::Prepare), &kept)?;
                Some(Saying::Prepare(kept.signed))
            }
            (Answer::Settled(settled), Some(task)) => match commit_receipt(&task, &settled, now) {
                Some(receipt) => {
                    let signed = self.sign(receipt, CommitReceipt::payload);
                    let kept = Kept { reference: settled.settlement, signed };
                    self.journal.write(place(Step::Commit), &kept)?;
                    Some(Saying::Commit(kept.signed))
                }
                None => None,
            },
            (Answer::Released, _) => {
                self.journal.write(place(Step::Release), &DONE)?;
                self.metrics.hops.with_label_values(&["released"]).inc();
                None
            }
            // Nobody asks for anything else without a task.
            (Answer::Held(_) | Answer::Settled(_), None) => None,
        };
        self.log.tell(
            Level::Info,
            match action {
                Action::Prepare => "the goods are held",
                Action::Commit => "the goods are delivered",
                Action::Release => "the goods are given back",
            },
            json!({ "transfer": transfer, "hop": hop }),
        );
        Ok(saying)
    }

    fn sign<R>(&self, receipt: R, payload: impl Fn(&R) -> Vec<u8>) -> Signed<R> {
        let signature = self.key.sign(&payload(&receipt)).0;
        Signed { receipt, signature }
    }

    /// Says it to the chain. What the chain refuses is said again later.
    async fn say(&mut self, sayings: Vec<Saying>) -> Outcome {
        let bridge = &self.bridge;
        let said = stream::iter(sayings).map(|saying| async move {
            let outcome = match &saying {
                Saying::Prepare(signed) => bridge.prepare(signed).await,
                Saying::Commit(signed) => bridge.commit(signed).await,
                Saying::Refuse(transfer, hop) => bridge.refuse(transfer, *hop).await,
            };
            (saying, outcome)
        });
        let outcomes: Vec<_> = said.buffer_unordered(AT_ONCE).collect().await;
        let mut all = Ok(());
        for (saying, outcome) in outcomes {
            let (transfer, hop, done) = saying.about();
            match outcome {
                Ok(()) => {
                    self.waits.done(&saying.id());
                    if let Saying::Refuse(..) = saying {
                        self.waits.refused.insert((transfer, hop));
                    }
                    self.metrics.hops.with_label_values(&[done]).inc();
                    self.log.tell(Level::Info, done, json!({ "transfer": transfer, "hop": hop }));
                }
                Err(
                    failure @ (Failure::Refused(_)
                    | Failure::Detailed(..)
                    | Failure::TimedOut(_)
                    | Failure::Usage(_)),
                ) => {
                    self.waits.failed(saying.id());
                    self.metrics.failures.with_label_values(&["chain"]).inc();
                    self.log.failed(&format!("the chain has not taken it as {done}"), &failure);
                }
                Err(failure) => all = Err(failure),
            }
        }
        all
    }

    fn tell(&self, what: &str, transfer: Digest, hop: u32, why: &str) {
        self.log.tell(Level::Warn, what, json!({ "transfer": transfer, "hop": hop, "because": why }));
    }

    fn fault(&self, transfer: Digest, hop: u32, fault: &Fault) {
        self.metrics.failures.with_label_values(&["journal"]).inc();
        let with = json!({ "transfer": transfer, "hop": hop, "error": fault.to_string() });
        self.log.tell(Level::Error, "not done", with);
    }
}

impl<B: Bridge, C: Custodian> daemon::Daemon for Daemon<B, C> {
    async fn step(&mut self) -> Outcome {
        self.look().await
    }

    async fn renew(&mut self) -> Outcome {
        self.bridge.renew().await
    }

    fn health(&self, is_connected: bool, has_failed: bool) {
        self.metrics.connected.set(is_connected.into());
        self.metrics.failures.with_label_values(&["chain"]).inc_by(has_failed.into());
    }

    fn log(&self) -> Log {
        self.log
    }
}

/// What to do for a task.
enum Plan {
    Nothing,
    Say(Box<Saying>),
    Ask(Box<Errand>),
}

impl Plan {
    fn say(saying: Saying) -> Self {
        Self::Say(Box::new(saying))
    }
}

/// A receipt as the journal keeps it, with what the custodian called what it is about.
#[derive(Serialize, Deserialize)]
#[serde(bound(serialize = "R: Serialize", deserialize = "R: Deserialize<'de>"))]
struct Kept<R> {
    reference: String,
    signed: Signed<R>,
}

/// A request that was made before, if it was for the same hop on the same terms.
fn same(request: Request, order: &Order, place: Place) -> Result<Request, Fault> {
    match request.order == *order {
        true => Ok(request),
        false => Err(Fault::Contradicts(place.to_string())),
    }
}

/// The chain takes no receipt of a hold that ends before the goods could be delivered.
fn long_enough(answer: Answer, request: &Request) -> Result<Answer, Refusal> {
    match &answer {
        Answer::Held(held) if request.hold_until.is_some_and(|until| held.expires_at < until) => {
            Err(Refusal::Contradicts(format!("{} does not last as long as was asked for", held.lock)))
        }
        _ => Ok(answer),
    }
}

#[cfg(test)]
mod tests;
