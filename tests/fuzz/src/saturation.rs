//! How many migrations blocks start, and complete, that hold nothing but what belongs to migrations: the real runtime,
//! natively, with real transactions, until a block takes no more.

use std::{
    collections::BTreeSet,
    fmt,
    time::{Duration, Instant},
};

use codec::Encode;
use msez_asset::{ControlRule, Genesis};
use msez_attestation::Statement;
use msez_bridge::HopPhase;
use msez_core::{ComplianceState, CorridorId, Digest, Domain, JurisdictionId, SubjectId, Tier, Usd};
use msez_manifold::AttestationType;
use msez_runtime::{
    configs::RuntimeBlockWeights, constants::UNIT, genesis_presets, AccountId, Attestations, Balances,
    Executive, Header, Manifold, Migration, Runtime, RuntimeCall, RuntimeOrigin, System, Timestamp,
};
use msez_saga::{HeldEvidence, Request, State, HOUR};
use msez_traits::{Paths, Role};
use pallet_corridor_bridge::Hops;
use pallet_migration::Sagas;
use polkadot_sdk::{
    frame_support::{
        dispatch::{DispatchClass, GetDispatchInfo},
        traits::{fungible::Mutate, Get, Time},
        weights::Weight,
        BoundedVec,
    },
    sp_core::{sr25519, Pair},
    sp_io::{hashing::sha2_256, TestExternalities},
    sp_runtime::{
        traits::Dispatchable,
        transaction_validity::{InvalidTransaction, TransactionValidityError},
    },
};

use crate::runtime::{self, papers};

/// From the first place of the sample network to the second.
const ROUTES: [&[&str]; 2] =
    [&["corridor-difc-aifc"], &["corridor-difc-mas", "corridor-mas-sfc", "corridor-sfc-aifc"]];

/// Operators of each corridor: as many as it can have.
const OPERATORS: u32 = pallet_corridor_bridge::MAX_OPERATORS;

/// Accounts that own the assets.
const OWNERS: u32 = 64;

/// Cells of the tensor that are written in one block while assets are made ready: it takes few more.
const CELLS: usize = 80;

/// What each asset is worth.
const VALUE: Usd = Usd::dollars(100_000);

/// Blocks that start only.
const FIRST: u32 = 3;

/// Blocks that drive everything before it is counted.
const WARM: u32 = 10;

type Fault = String;

/// A block.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Migrations that began.
    pub started: u32,
    /// Hops that were prepared.
    pub prepared: u32,
    /// Hops that were committed.
    pub committed: u32,
    /// Looks that the agenda did not come to, and somebody paid for.
    pub advanced: u32,
    /// Migrations that arrived.
    pub completed: u32,
    /// Of the limit for transactions, as a share.
    pub transactions: f64,
    /// Of the whole block, what hooks and inherents took, as a share.
    pub hooks: f64,
    /// Of the whole block, all of it, as a share.
    pub whole: f64,
    /// Storage that it would take to prove it, in bytes. No limit is set for it.
    pub proof: u64,
    /// From its opening to its end, without what its author does besides.
    pub took: Duration,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { started, prepared, committed, advanced, completed, .. } = self;
        let [transactions, hooks, whole] =
            [self.transactions, self.hooks, self.whole].map(|share| 100.0 * share);
        let (proof, took) = (self.proof as f64 / 1_048_576.0, 1_000.0 * self.took.as_secs_f64());
        write!(
            f,
            "{started:>8} {prepared:>8} {committed:>9} {advanced:>8} {completed:>9} {transactions:>8.1} % \
             {hooks:>6.1} % {whole:>6.1} % {proof:>8.1} {took:>8.0}"
        )
    }
}

const HEAD: &str =
    " started prepared committed advanced completed transactions  hooks    whole  proof MiB  took ms";

/// Fills so many counted blocks with migrations, over one hop and over three, and tells of each block.
pub fn run(blocks: u32) -> Result<(), Fault> {
    println!(
        "A block has {} ms, {} of them for transactions; the agenda looks at {} migrations a block.",
        RuntimeBlockWeights::get().max_block.ref_time() / 1_000_000_000,
        room().ref_time() / 1_000_000_000,
        looks(),
    );
    for route in ROUTES {
        let hops = route.len();
        let mut world = World::new(route)?;
        println!("\n{hops} hop(s): only starts\n{HEAD}");
        let starts = world.fill(0, FIRST, false)?;
        let mut world = World::new(route)?;
        println!("\n{hops} hop(s): everything, after {WARM} blocks\n{HEAD}");
        let flow = world.fill(WARM, blocks, true)?;
        let mean = |lines: &[Line], count: fn(&Line) -> u32| {
            lines.iter().map(|line| f64::from(count(line))).sum::<f64>() / lines.len().max(1) as f64
        };
        println!(
            "\n{hops} hop(s): {:.1} started a block where nothing else is done; {:.1} started and {:.1} completed a block \
             where everything is",
            mean(&starts, |line| line.started),
            mean(&flow, |line| line.started),
            mean(&flow, |line| line.completed),
        );
    }
    Ok(())
}

/// What a block has for transactions.
fn room() -> Weight {
    let limits = RuntimeBlockWeights::get();
    limits.get(DispatchClass::Normal).max_total.unwrap_or(limits.max_block)
}

/// Migrations that the agenda looks at in a block, at most.
fn looks() -> u32 {
    <<Runtime as pallet_migration::Config>::MaxDuePerBlock as Get<u32>>::get()
}

fn pair(name: &str, at: u32) -> sr25519::Pair {
    sr25519::Pair::from_seed(&sha2_256(&(name, at).encode()))
}

fn account(pair: &sr25519::Pair) -> AccountId {
    pair.public().into()
}

fn dispatched(origin: RuntimeOrigin, call: RuntimeCall) -> Result<(), Fault> {
    let text = format!("{call:?}");
    call.dispatch(origin).map(|_| ()).map_err(|refused| format!("{:?}: {text}", refused.error))
}

fn told(who: &AccountId, call: impl Into<RuntimeCall>) -> Result<(), Fault> {
    dispatched(RuntimeOrigin::signed(who.clone()), call.into())
}

fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// An asset that is ready to move.
struct Ready {
    asset: SubjectId,
    owner: u32,
    held: Vec<HeldEvidence>,
}

struct World {
    ext: TestExternalities,
    path: Vec<CorridorId>,
    header: Option<Header>,
    ready: Vec<Ready>,
    /// Assets that were made.
    made: u32,
    /// Migrations under way, the oldest first.
    live: Vec<Digest>,
}

/// What an author tries in a block until it is refused.
#[derive(Default)]
struct Author {
    /// Calls for which there is no more room.
    full: BTreeSet<&'static str>,
    took: Duration,
}

impl Author {
    fn timed<R>(&mut self, work: impl FnOnce() -> R) -> R {
        let begun = Instant::now();
        let result = work();
        self.took += begun.elapsed();
        result
    }

    /// Whether the call was made: there was room for it.
    fn tries(&mut self, kind: &'static str, from: &sr25519::Pair, call: RuntimeCall) -> Result<bool, Fault> {
        if self.full.contains(kind) {
            return Ok(false);
        }
        let transaction = runtime::signed(from, call)?;
        match self.timed(|| runtime::apply(transaction)) {
            Ok(Ok(())) => Ok(true),
            Err(TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources)) => {
                self.full.insert(kind);
                Ok(false)
            }
            other => Err(format!("{kind}: {other:?}")),
        }
    }
}

impl World {
    /// A chain with operators on the corridors of a route.
    fn new(route: &[&str]) -> Result<Self, Fault> {
        let path = route.iter().map(|id| id.parse().map_err(|error| format!("{error:?}")));
        let path: Vec<CorridorId> = path.collect::<Result<_, _>>()?;
        // Epochs of an hour: the first block of a session counts as full by itself.
        let ext = runtime::genesis_of(genesis_presets::STAGING)?;
        let mut world = Self { ext, path, header: None, ready: Vec::new(), made: 0, live: Vec::new() };
        world.block(|path, _| staff(path))?;
        Ok(world)
    }

    /// One block around some work.
    fn block<R>(
        &mut self,
        work: impl FnOnce(&[CorridorId], &mut Author) -> Result<R, Fault>,
    ) -> Result<(R, Duration), Fault> {
        let (path, header) = (&self.path, self.header.take());
        let (header, result) = self.ext.execute_with(|| {
            let mut author = Author::default();
            author.timed(|| {
                match &header {
                    None => runtime::begin(),
                    Some(header) => runtime::follow(header, 1, 1),
                }
                // What the first transaction would bring about: hooks come before all of them.
                Executive::inherents_applied();
            });
            let result = work(path, &mut author);
            let header = author.timed(runtime::close);
            (header, result.map(|result| (result, author.took)))
        });
        self.header = Some(header);
        self.ext.commit_all()?;
        result
    }

    /// Sees to it that there are so many assets to start.
    fn stock(&mut self, wanted: usize) -> Result<(), Fault> {
        while self.ready.len() < wanted {
            let first = self.made;
            let (fresh, _) = self.block(|path, _| ready(path, first))?;
            self.made += fresh.len() as u32;
            self.ready.extend(fresh);
        }
        let mut evidence = self.ext.execute_with(papers::evidence);
        for it in self.ready.iter_mut().filter(|it| it.held.is_empty()) {
            // One piece of each kind is enough.
            it.held = evidence.remove(&it.asset).unwrap_or_default();
            it.held.sort_by_key(|held| held.kind);
            it.held.dedup_by_key(|held| held.kind);
        }
        Ok(())
    }

    /// Fills blocks, and gives those that count.
    fn fill(&mut self, warm: u32, blocks: u32, drives: bool) -> Result<Vec<Line>, Fault> {
        // Beforehand, so that no block that is not counted moves anything on. Where everything is done, less than half of
        // it are starts.
        let all = if drives { 2 + (warm + blocks) / 2 } else { warm + blocks };
        let wanted = self.most_starts()?.saturating_mul(all as usize);
        self.stock(wanted)?;
        let mut lines = Vec::new();
        for number in 0..warm + blocks {
            let line = self.one(drives)?;
            if number >= warm {
                println!("{line}");
                lines.push(line);
            }
        }
        self.ext.execute_with(runtime::check)?;
        Ok(lines)
    }

    /// As many starts as could fit into a block, and one.
    fn most_starts(&mut self) -> Result<usize, Fault> {
        self.stock(1)?;
        let (path, first) = (&self.path, self.ready.first().ok_or("nothing is ready")?);
        let weight = self.ext.execute_with(|| -> Result<_, Fault> {
            Ok(start(path, first)?.1.get_dispatch_info().call_weight)
        })?;
        Ok((room().ref_time() / weight.ref_time().max(1)) as usize + 1)
    }

    fn one(&mut self, drives: bool) -> Result<Line, Fault> {
        let (mut ready, mut live) = (std::mem::take(&mut self.ready), std::mem::take(&mut self.live));
        let (mut line, took) = self.block(|path, author| {
            let mut line = Line::default();
            if drives {
                drive(&live, author, &mut line)?;
            }
            loop {
                let next = ready.last().ok_or("too few assets were made ready")?;
                let (id, call) = start(path, next)?;
                if !author.tries("start", &pair("owner", next.owner), call)? {
                    break;
                }
                expect(&id, State::Transit)?;
                line.started += 1;
                live.push(id);
                ready.pop();
            }
            let before = live.len();
            live.retain(|id| Sagas::<Runtime>::get(id).is_none_or(|saga| saga.state != State::Completed));
            line.completed = (before - live.len()) as u32;
            measure(&mut line)?;
            Ok(line)
        })?;
        line.took = took;
        (self.ready, self.live) = (ready, live);
        Ok(line)
    }
}

fn expect(saga: &Digest, state: State) -> Result<(), Fault> {
    match Sagas::<Runtime>::get(saga).map(|saga| saga.state) {
        Some(is) if is == state => Ok(()),
        other => Err(format!("the migration {saga} is {other:?}, not {state:?}")),
    }
}

/// The share of a block by which it may be over its budget: what its last transaction notes in the audit trail is booked while
/// it runs, when nobody can be refused any more.
const LAST_NOTES: f64 = 0.001;

/// What the block has used so far: everything but its end, whose weight was booked when it began.
fn measure(line: &mut Line) -> Result<(), Fault> {
    let (used, most) = (System::block_weight(), RuntimeBlockWeights::get().max_block.ref_time());
    line.transactions = share(used.get(DispatchClass::Normal).ref_time(), room().ref_time());
    line.hooks = share(used.get(DispatchClass::Mandatory).ref_time(), most);
    line.whole = share(used.total().ref_time(), most);
    line.proof = used.total().proof_size();
    if line.whole > 1.0 + LAST_NOTES {
        return Err(format!("a block is over its budget: {used:?}"));
    }
    Ok(())
}

/// Everything that others do for migrations under way, the oldest first, one step of each in a block: first the hops, then
/// the looks that the next block's agenda will not come to.
fn drive(live: &[Digest], author: &mut Author, line: &mut Line) -> Result<(), Fault> {
    let mut waiting = Vec::new();
    for saga in live {
        let Some(record) = Sagas::<Runtime>::get(saga) else { continue };
        let Some(transit) = record.transit.filter(|_| record.state != State::Completed) else { continue };
        let mut is_done = true;
        for index in 0..record.hop_count() {
            let Some(hop) = Hops::<Runtime>::get(transit.transfer, index) else { continue };
            is_done &= match (record.state, hop.state.phase) {
                (State::Transit, HopPhase::Assigned) => prepare(&transit.transfer, index, author, line)?,
                (State::DestinationUnlock, HopPhase::Prepared) => {
                    commit(&transit.transfer, index, author, line)?
                }
                _ => true,
            };
        }
        waiting.extend(is_done.then_some(*saga));
    }
    for saga in waiting.into_iter().skip(looks() as usize) {
        let call = pallet_migration::Call::advance { saga };
        if !author.tries("advance", &pair("operator", 0), call.into())? {
            break;
        }
        line.advanced += 1;
    }
    Ok(())
}

fn operator_of(transfer: &Digest, index: u32) -> Result<sr25519::Pair, Fault> {
    let hop = Hops::<Runtime>::get(transfer, index).ok_or("no such hop")?;
    let mut all = (0..OPERATORS).map(|at| pair("operator", at));
    all.find(|pair| account(pair) == hop.operator).ok_or("nobody's hop".into())
}

fn prepare(transfer: &Digest, index: u32, author: &mut Author, line: &mut Line) -> Result<bool, Fault> {
    let (receipt, key) = papers::prepare(transfer, index).ok_or("no receipt")?;
    let signature = key.sign(&receipt.payload());
    let call = pallet_corridor_bridge::Call::prepare { receipt, signature };
    let is_made = author.tries("prepare", &operator_of(transfer, index)?, call.into())?;
    line.prepared += u32::from(is_made);
    Ok(is_made)
}

fn commit(transfer: &Digest, index: u32, author: &mut Author, line: &mut Line) -> Result<bool, Fault> {
    let (receipt, key) = papers::commit(transfer, index).ok_or("no receipt")?;
    let signature = key.sign(&receipt.payload());
    let call = pallet_corridor_bridge::Call::commit { receipt, signature };
    let is_made = author.tries("commit", &operator_of(transfer, index)?, call.into())?;
    line.committed += u32::from(is_made);
    Ok(is_made)
}

/// The migration of an asset, with all its evidence: its id, and the call that starts it.
fn start(path: &[CorridorId], it: &Ready) -> Result<(Digest, RuntimeCall), Fault> {
    let class = class()?;
    let (source, now) = (place("uae-difc")?, <Timestamp as Time>::now());
    let hops = Manifold::walk(&source, path, &class, VALUE).map_err(|faults| format!("{faults:?}"))?;
    let hours: u64 = hops.iter().map(|hop| u64::from(hop.hours)).sum();
    let version = pallet_smart_assets::Assets::<Runtime>::get(it.asset).map_or(0, |record| record.version);
    let request = Request {
        asset: it.asset,
        version,
        source,
        target: hops.last().ok_or("no hop")?.to,
        path: path.to_vec(),
        value: VALUE,
        max_fee: u128::MAX,
        currency: None,
        payer: account(&pair("owner", it.owner)),
        deadline: now + (hours + 48) * HOUR,
        arbiter: None,
        nonce: 0,
    };
    let held = BoundedVec::truncate_from(it.held.clone());
    Ok((Migration::saga_id(&request), pallet_migration::Call::start { request, held }.into()))
}

fn class() -> Result<msez_core::AssetClass, Fault> {
    "securities".parse().map_err(|error| format!("{error:?}"))
}

fn place(id: &str) -> Result<JurisdictionId, Fault> {
    id.parse().map_err(|error| format!("{error:?}"))
}

/// What is asked about an asset along a path, place by place.
fn findings(path: &[CorridorId]) -> Result<Vec<(JurisdictionId, Domain, AttestationType)>, Fault> {
    let ends = path.iter().filter_map(Manifold::ends).flat_map(|(first, second)| [first, second]);
    let places: BTreeSet<JurisdictionId> = ends.collect();
    let mut all = Vec::new();
    for (id, found) in papers::FINDINGS {
        let jurisdiction = place(id)?;
        if places.contains(&jurisdiction) {
            all.extend(found.iter().map(|(domain, kind)| (jurisdiction, *domain, *kind)));
        }
    }
    Ok(all)
}

/// Money, an issuer whose word counts everywhere, and operators who can answer for thousands of hops.
fn staff(path: &[CorridorId]) -> Result<(), Fault> {
    let issuer = account(&pair("issuer", 0));
    let rich = |who: &AccountId| {
        Balances::mint_into(who, 10_000_000_000 * UNIT).map(|_| ()).map_err(|error| format!("{error:?}"))
    };
    rich(&issuer)?;
    (0..OWNERS).try_for_each(|at| rich(&account(&pair("owner", at))))?;
    for (jurisdiction, domain, _) in findings(path)? {
        let authority = Manifold::authority(&jurisdiction).ok_or("nobody speaks for a place")?;
        let (tier, expires_at) = (Tier(3), None);
        let issuer = issuer.clone();
        told(
            &authority,
            pallet_manifold::Call::accredit_issuer { jurisdiction, domain, issuer, tier, expires_at },
        )?;
    }
    for at in 0..OPERATORS {
        let who = account(&pair("operator", at));
        rich(&who)?;
        told(&who, pallet_bonds::Call::bond { role: Role::Operator, amount: 1_000_000_000 * UNIT })?;
        for corridor in path.iter().copied() {
            let key = papers::key(&who, 0);
            let register = pallet_corridor_bridge::Call::register_operator {
                corridor,
                key: key.public(),
                possession: papers::possession(&who, &key),
                endpoint: BoundedVec::truncate_from(b"https://operator.example".to_vec()),
            };
            told(&who, register)?;
            let (end, _) = Manifold::ends(&corridor).ok_or("no such corridor")?;
            let authority = Manifold::authority(&end).ok_or("nobody speaks for a place")?;
            let operator = who.clone();
            told(&authority, pallet_corridor_bridge::Call::accept_operator { corridor, operator })?;
        }
    }
    Ok(())
}

/// Some assets more, registered, attested wherever they may go, and bound.
fn ready(path: &[CorridorId], first: u32) -> Result<Vec<Ready>, Fault> {
    let issuer = account(&pair("issuer", 0));
    let now = <Timestamp as Time>::now();
    let mut all = Vec::new();
    let findings = findings(path)?;
    for number in (first..).take(CELLS / (findings.len() + 1)) {
        let owner = number % OWNERS;
        let who = account(&pair("owner", owner));
        let genesis = Genesis {
            schema: Digest([1; 32]),
            issuer: who.clone(),
            class: class()?,
            jurisdiction: place("uae-difc")?,
            policy: Digest(sha2_256(&number.encode())),
            control: ControlRule::sole(who.clone()),
        };
        let asset = genesis.id(sha2_256);
        told(&who, pallet_smart_assets::Call::register { genesis })?;
        for (jurisdiction, domain, kind) in findings.iter().copied() {
            let statement = Statement {
                subject: asset,
                jurisdiction,
                domain,
                state: ComplianceState::Compliant,
                valid_from: now,
                valid_until: Some(now + 365 * 24 * HOUR),
                evidence: papers::stated(kind),
            };
            let nonce = Attestations::nonces(&issuer).next();
            told(&issuer, pallet_attestations::Call::attest { nonce, statement })?;
        }
        told(&who, pallet_smart_assets::Call::bind { asset, expected_version: 1 })?;
        all.push(Ready { asset, owner, held: Vec::new() });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_full_of_migrations_complete_some() {
        let mut world = World::new(ROUTES[0]).unwrap();
        let lines = world.fill(0, 4, true).unwrap();
        assert!(lines[0].started > 10 && lines.iter().any(|line| line.completed > 0), "{lines:?}");
    }
}
