//! `msez operator run`, and the chain as its daemon sees it.

use std::{
    cell::RefCell,
    collections::{btree_map::Entry, BTreeMap, BTreeSet},
    net::SocketAddr,
    path::PathBuf,
    time::Duration,
};

use msez_bridge::{CommitReceipt, HopPhase, PrepareReceipt, TransferPhase};
use msez_core::{CorridorId, Digest, Usd};
use msez_runtime_api::{CorridorView, HopView, JobView, OperatorView, TransferView};
use polkadot_sdk::{sp_core::Pair, sp_runtime::AccountId32};
use serde_json::json;
use subxt::{rpcs::rpc_params, utils::Static};

use super::{as_index, jobs, journal::default_journal, register::Key};
use crate::{
    account::{read_account_id, Account},
    chain::{api, At, Chain, Finalized},
    commands::{jurisdiction::all, read_usd, told_to_stop, From, Global},
    failure::{Failure, Outcome},
    journal::Owner,
    log::{Level, Log},
    operator::{
        custodian::Adapter,
        daemon::{Ask, Bridge, Daemon, Fate, Policy, Standing, Task, Waits},
        journal::Journal,
        metrics::Metrics,
        order::{reference, Goods, Order},
        receipt::Signed,
    },
};

/// `msez operator run`
#[derive(Debug, clap::Args)]
pub struct Run {
    /// The operator's account; otherwise the signer's. Anybody may submit what the key signs.
    #[arg(long, value_parser = read_account_id)]
    operator: Option<AccountId32>,
    #[command(flatten)]
    key: Key,
    /// Who holds the goods: https://HOST/PATH of the custodian's service, or dry-run:FILE to hold nothing.
    #[arg(long)]
    adapter: Adapter,
    /// The journal of what was done.
    #[arg(long)]
    journal: Option<PathBuf>,
    /// Refuse hops of more value, in dollars.
    #[arg(long, value_parser = read_usd)]
    max_value: Option<Usd>,
    /// Carry along these corridors only; may be repeated.
    #[arg(long = "corridor")]
    corridors: Vec<CorridorId>,
    /// Serve metrics for Prometheus here, such as 127.0.0.1:9617.
    #[arg(long)]
    metrics: Option<SocketAddr>,
    /// How often to look, in seconds.
    #[arg(long, default_value_t = 3)]
    every: u64,
    #[command(flatten)]
    from: From,
}

/// `msez operator complete-hop`
#[derive(Debug, clap::Args)]
pub struct CompleteHop {
    /// The transfer.
    transfer: Digest,
    /// The hop, from 0.
    hop: u32,
    /// What the ledger of the destination calls the settlement: 32 bytes of hexadecimal, or any text, for its SHA-256.
    #[arg(long)]
    settlement: String,
    /// Block or booking number there.
    #[arg(long, default_value_t = 0)]
    settlement_block: u64,
    /// Digest of what the custodian has signed about it.
    #[arg(long)]
    evidence: Option<Digest>,
    #[command(flatten)]
    from: From,
}

/// The chain, asked for one operator.
struct OnChain {
    chain: Chain,
    operator: AccountId32,
    /// The key of this daemon. Where another one signs, it would hold goods and could not say so.
    key: Digest,
    submitter: Account,
    log: Log,
    /// Corridors on which another key signs, and this was told.
    foreign: RefCell<BTreeSet<CorridorId>>,
}

impl OnChain {
    /// Of how the operator is registered on a corridor.
    async fn registered(&self, corridor: CorridorId, block: Digest) -> Outcome<OperatorView> {
        self.chain.ask("msez_operator", rpc_params![corridor, self.operator.to_string(), block]).await
    }

    /// Whether the daemon's key signs there.
    fn is_ours(&self, corridor: CorridorId, key: Digest) -> bool {
        let is_ours = key == self.key;
        if !is_ours && self.foreign.borrow_mut().insert(corridor) {
            let with = json!({ "corridor": corridor, "registered": key, "ours": self.key });
            self.log.tell(Level::Error, "another key signs on this corridor: its hops are left alone", with);
        }
        is_ours
    }

    fn task(&self, JobView { transfer, hop: index }: &JobView) -> Option<Task> {
        let hop = transfer.hops.get(as_index(*index))?;
        let ask = match (transfer.phase, hop.phase) {
            (TransferPhase::Preparing, HopPhase::Assigned) => {
                Ask::Prepare { hold_until: transfer.lock_until }
            }
            (TransferPhase::Committing, HopPhase::Prepared) => {
                let prepared = hop.prepared.as_ref()?;
                Ask::Commit { prepare_receipt: prepared.receipt, lock: prepared.lock }
            }
            _ => return None,
        };
        let order = order(&self.chain, transfer, *index, hop, &self.operator);
        let since = hop.since.max(transfer.decided_at.unwrap_or_default());
        Some(Task { order, attempt: hop.attempt, since, due: hop.due, ask })
    }
}

fn order(chain: &Chain, transfer: &TransferView, index: u32, hop: &HopView, operator: &AccountId32) -> Order {
    let goods = match (&transfer.from, &transfer.to) {
        (Some(from), Some(to)) => {
            Goods::Units { from: from.clone(), to: to.clone(), amount: transfer.amount }
        }
        _ => Goods::Whole,
    };
    Order {
        genesis: chain.genesis(),
        transfer: transfer.id,
        hop: index,
        operator: operator.clone(),
        asset: transfer.asset,
        class: transfer.class,
        goods,
        value: transfer.value,
        corridor: hop.corridor,
        from: hop.from,
        to: hop.to,
        slice_root: transfer.slice_root,
    }
}

impl Bridge for OnChain {
    async fn renew(&mut self) -> Outcome {
        self.chain = self.chain.reconnected().await?;
        Ok(())
    }

    async fn finalized(&self) -> Outcome<u32> {
        self.chain.finalized().await
    }

    async fn standing(&self) -> Outcome<Standing> {
        let block = self.chain.hash(At::Finalized).await?;
        let jobs = jobs(&self.chain, &self.operator, block).await?;
        let exposure = jobs.iter().fold(0u128, |sum, job| sum.saturating_add(job.transfer.value.0));
        let corridor = jobs.first().and_then(|job| job.transfer.hops.get(as_index(job.hop)));
        let backing = match corridor {
            Some(hop) => Some(self.registered(hop.corridor, block).await?.backing),
            None => None,
        };
        Ok(Standing { backing, exposure: Usd(exposure), now: self.chain.now().await? })
    }

    async fn tasks(&self) -> Outcome<Vec<Task>> {
        let block = self.chain.hash(At::Finalized).await?;
        let jobs = jobs(&self.chain, &self.operator, block).await?;
        let (mut tasks, mut keys) = (Vec::new(), BTreeMap::new());
        for task in jobs.iter().filter_map(|job| self.task(job)) {
            let corridor = task.order.corridor;
            if let Entry::Vacant(key) = keys.entry(corridor) {
                key.insert(self.registered(corridor, block).await?.key);
            }
            if keys.get(&corridor).is_some_and(|key| self.is_ours(corridor, *key)) {
                tasks.push(task);
            }
        }
        Ok(tasks)
    }

    async fn fate(&self, transfer: &Digest, hop: u32) -> Outcome<Fate> {
        let block = self.chain.hash(At::Finalized).await?;
        let view: TransferView = match self.chain.ask("msez_transfer", rpc_params![transfer, block]).await {
            Ok(view) => view,
            Err(failure) if failure.kind() == "notFound" => return Ok(Fate::Forgotten),
            Err(failure) => return Err(failure),
        };
        Ok(fate(&view, hop, &self.operator))
    }

    async fn prepare(&self, signed: &Signed<PrepareReceipt>) -> Outcome {
        let call = api::transactions().corridor_bridge().prepare(Static(signed.receipt), signed.signature);
        self.chain.submit("prepare", &call, &self.submitter).await.map(|_| ())
    }

    async fn commit(&self, signed: &Signed<CommitReceipt>) -> Outcome {
        let call = api::transactions().corridor_bridge().commit(Static(signed.receipt), signed.signature);
        self.chain.submit("commit", &call, &self.submitter).await.map(|_| ())
    }

    async fn refuse(&self, transfer: &Digest, hop: u32) -> Outcome {
        if self.submitter.id() != self.operator {
            return Err(Failure::Usage(
                "only the operator himself can refuse a hop: run with his --from".into(),
            ));
        }
        let call = api::transactions().corridor_bridge().refuse_hop(Static(*transfer), hop);
        self.chain.submit("refuse", &call, &self.submitter).await.map(|_| ())
    }
}

/// What became of a hop that an operator began with.
fn fate(view: &TransferView, hop: u32, operator: &AccountId32) -> Fate {
    let Some(hop) = view.hops.get(as_index(hop)) else { return Fate::Forgotten };
    let is_held_by = |who: &AccountId32| hop.prepared.as_ref().is_some_and(|prepared| prepared.by == *who);
    match (view.phase, hop.phase) {
        (TransferPhase::Aborted, _) | (_, HopPhase::Released) => Fate::Returned,
        (_, HopPhase::Committed) if is_held_by(operator) => Fate::Settled,
        // Another operator's hold was settled; ours, if there was one, goes back.
        (_, HopPhase::Committed | HopPhase::Prepared) if !is_held_by(operator) => Fate::Returned,
        (_, HopPhase::Assigned) if hop.operator != *operator => Fate::Returned,
        _ => Fate::Open,
    }
}

/// Carries hops until it is told to stop.
pub async fn run(global: &Global, command: Run) -> Outcome {
    let Run { operator, key, adapter, journal, max_value, corridors, metrics: address, every, from } =
        command;
    let (chain, key, submitter) = (global.chain().await?, key.pair()?, from.account()?);
    let owner = Owner { genesis: chain.genesis(), key: Digest(key.public().0) };
    let path = journal.map_or_else(|| default_journal(&owner), Ok)?;
    let journal = Journal::open(&path, owner).map_err(|e| Failure::File(e.to_string()))?;
    let operator = operator.unwrap_or_else(|| submitter.id());
    let log = Log { json: global.json };
    let custodian = adapter.open(&key).map_err(|e| Failure::File(format!("{e:#}")))?;
    let metrics = Metrics::new().map_err(|e| Failure::Usage(e.to_string()))?;
    if let Some(address) = address {
        let served = metrics.clone();
        tokio::spawn(async move {
            if let Err(error) = served.serve(address).await {
                log.failed("no metrics are served", &error);
            }
        });
    }
    let open = journal.open_hops().len();
    // What is open is looked after in any case.
    if open == 0 {
        check_registration(&chain, &operator, owner.key, &corridors).await?;
    }
    log.tell(
        Level::Info,
        "carrying",
        json!({ "operator": operator.to_string(), "key": owner.key, "journal": path, "open": open }),
    );
    let mut daemon = Daemon {
        bridge: OnChain { chain, operator, key: owner.key, submitter, log, foreign: RefCell::default() },
        custodian,
        key,
        journal,
        policy: Policy { max_value, corridors: corridors.into_iter().collect() },
        metrics,
        log,
        waits: Waits::default(),
    };
    daemon.run(Duration::from_secs(every.max(1)), told_to_stop()).await;
    Ok(())
}

/// Whoever runs with another account, or with another key than is registered, should know before he is late.
async fn check_registration(
    chain: &Chain,
    operator: &AccountId32,
    key: Digest,
    corridors: &[CorridorId],
) -> Outcome {
    let corridors = match corridors {
        [] => {
            let every: Vec<CorridorView> = all(chain, "msez_corridors", |page| rpc_params![page]).await?;
            every.into_iter().map(|corridor| corridor.id).collect()
        }
        some => some.to_vec(),
    };
    let mut another = None;
    for corridor in corridors {
        let found: Outcome<OperatorView> =
            chain.ask("msez_operator", rpc_params![corridor, operator.to_string()]).await;
        match found {
            Ok(view) if view.key == key => return Ok(()),
            Ok(view) => another = Some((corridor, view.key)),
            Err(failure) if failure.kind() == "notFound" => (),
            Err(failure) => return Err(failure),
        }
    }
    Err(Failure::Usage(match another {
        Some((corridor, registered)) => {
            format!("{operator} signs with {registered} on {corridor}, not with {key}")
        }
        None => format!("{operator} is registered on none of these corridors: msez operator register"),
    }))
}

/// Completes a hop that operators have failed at.
pub async fn complete_hop(chain: &Chain, command: CompleteHop) -> Outcome<Finalized> {
    let CompleteHop { transfer, hop, settlement, settlement_block, evidence, from } = command;
    let call = api::transactions().corridor_bridge().complete_hop(
        Static(transfer),
        hop,
        Static(reference(&settlement)),
        settlement_block,
        Static(evidence.unwrap_or_default()),
    );
    let from = from.account()?;
    Ok(chain.submit("complete-hop", &call, &from).await?.0)
}
