//! Random calls on the whole runtime, natively, against its invariants.

mod accountability;
mod chain;
mod invariants;
mod moves;
pub mod papers;
mod pools;
mod shapes;
mod typed;

pub use chain::{apply, begin, close, follow, genesis, genesis_of, signed};
pub use invariants::check;
pub use typed::Who;

use std::{
    collections::BTreeMap,
    fmt,
    panic::{catch_unwind, AssertUnwindSafe},
    time::{Duration, Instant},
};

use msez_runtime::{Runtime, RuntimeCall, RuntimeOrigin, SafeMode};
use polkadot_sdk::{
    frame_support::traits::GetCallMetadata,
    sp_runtime::{traits::Dispatchable, DispatchError},
};

use self::{
    pools::{Pools, ACTORS},
    shapes::Shapes,
};
use crate::rng::Rng;

/// Calls after which the chain starts anew: what one seed can reach and a finding can be found again by.
pub const CHAPTER: u64 = 10_000;
/// Calls between two looks at everything, unless asked for otherwise.
pub const BETWEEN_CHECKS: u64 = 500;
/// One failed call in so many has its state root compared with the one before.
const ROOTS: usize = 16;

/// How often a call was tried, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Tries.
    pub tried: u64,
    /// Those that succeeded.
    pub succeeded: u64,
    /// Errors, by name.
    pub errors: BTreeMap<String, u64>,
}

/// What a campaign found.
#[derive(Debug, Default)]
pub struct Report {
    /// Calls dispatched.
    pub calls: u64,
    /// Blocks they were in.
    pub blocks: u64,
    /// Sessions that passed.
    pub sessions: u64,
    /// Times that all invariants were checked.
    pub checks: u64,
    /// By call.
    pub tallies: BTreeMap<(String, String), Tally>,
    /// What did not hold, and where.
    pub findings: Vec<String>,
    /// How long it took.
    pub took: Duration,
}

impl Report {
    /// Calls that succeeded.
    pub fn succeeded(&self) -> u64 {
        self.tallies.values().map(|tally| tally.succeeded).sum()
    }

    /// Calls of a pallet that never succeeded.
    pub fn never(&self, pallet: &str) -> Vec<&str> {
        let all = self.tallies.iter();
        all.filter(|((of, _), tally)| of == pallet && tally.succeeded == 0)
            .map(|((_, call), _)| call.as_str())
            .collect()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((pallet, call), Tally { tried, succeeded, errors }) in &self.tallies {
            let share = 100.0 * *succeeded as f64 / (*tried).max(1) as f64;
            let mut errors: Vec<_> = errors.iter().collect();
            errors.sort_by(|a, b| b.1.cmp(a.1));
            let most: Vec<String> =
                errors.iter().take(3).map(|(error, count)| format!("{error} {count}")).collect();
            let name = format!("{pallet}.{call}");
            writeln!(f, "{name:<46} {tried:>8} {succeeded:>8} {share:>5.1} %  {}", most.join(", "))?;
        }
        writeln!(
            f,
            "{} calls, {} succeeded; {} blocks, {} sessions, {} checks of all invariants; {:.0} s",
            self.calls,
            self.succeeded(),
            self.blocks,
            self.sessions,
            self.checks,
            self.took.as_secs_f64()
        )
    }
}

/// Makes so many calls. Each chapter has a seed of its own, which a finding names.
pub fn campaign(
    calls: u64,
    seed: u64,
    between_checks: u64,
    longest: Option<Duration>,
    mut progress: impl FnMut(&Report),
) -> Result<Report, String> {
    let (shapes, mut report) = (Shapes::new(), Report::default());
    let started = Instant::now();
    let mut next = seed;
    while report.calls < calls && report.findings.len() < 5 {
        let length = CHAPTER.min(calls - report.calls);
        chapter(next, length, between_checks, &shapes, &mut report)?;
        next = next.wrapping_add(1);
        report.took = started.elapsed();
        progress(&report);
        if longest.is_some_and(|longest| report.took > longest) {
            break;
        }
    }
    Ok(report)
}

/// Seeds and numbers of calls that once showed a defect.
pub fn regressions() -> Vec<(u64, u64)> {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("regressions/runtime.txt");
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let numbers = |line: &str| -> Option<(u64, u64)> {
        let (seed, calls) = line.split_once(' ')?;
        Some((seed.parse().ok()?, calls.parse().ok()?))
    };
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| numbers(line).unwrap_or_else(|| panic!("no seed and calls: {line}"))).collect()
}

fn message(panic: Box<dyn std::any::Any + Send>) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| text.to_string())).unwrap_or_default()
}

/// One chain from its genesis.
fn chapter(
    seed: u64,
    length: u64,
    between_checks: u64,
    shapes: &Shapes,
    report: &mut Report,
) -> Result<(), String> {
    let mut ext = chain::genesis()?;
    let mut rng = Rng::new(seed);
    let pools = Pools { is_calm: rng.one_in(2), ..Pools::default() };
    let mut story = Story {
        rng,
        shapes,
        pools,
        report,
        done: 0,
        between_checks,
        checked: 0,
        blocks: 0,
        since: Vec::new(),
    };
    let found = |fault: String, done: u64| format!("seed {seed}, call {done} of the chapter: {fault}");
    let mut is_first = true;
    while story.done < length {
        let block = catch_unwind(AssertUnwindSafe(|| {
            ext.execute_with(|| {
                if std::mem::take(&mut is_first) {
                    chain::begin();
                }
                story.block()
            })
        }));
        let fault = match block {
            Ok(Ok(())) => None,
            Ok(Err(fault)) => Some(fault),
            Err(panic) => Some(format!("a block panicked: {}", message(panic))),
        };
        if let Some(fault) = fault {
            let fault = found(fault, story.done);
            story.report.findings.push(fault);
            return Ok(());
        }
        ext.commit_all()?;
    }
    Ok(())
}

struct Story<'a> {
    rng: Rng,
    shapes: &'a Shapes,
    pools: Pools,
    report: &'a mut Report,
    done: u64,
    between_checks: u64,
    checked: u64,
    /// Blocks of this chapter.
    blocks: u64,
    /// What succeeded since the last look.
    since: Vec<String>,
}

impl Story<'_> {
    /// The calls of a block, and what follows it.
    fn block(&mut self) -> Result<(), String> {
        if self.blocks.is_multiple_of(4) {
            self.pools.look_up();
            self.pay();
        }
        if self.done == 0 {
            // What everything else here needs, and takes hundreds of blocks to come about by chance.
            let first = accountability::prologue(&mut self.rng, &self.pools);
            first.into_iter().for_each(|(who, call)| drop(told(who, call)));
            let mut step = 0;
            while let Some(made) = moves::prologue(step, &mut self.rng, &self.pools) {
                made.into_iter().for_each(|(who, call)| drop(told(who, call)));
                step += 1;
                chain::follow(&chain::close(), 1, 1);
                self.pools.now = pallet_now();
            }
            self.pools.look_up();
        }
        for _ in 0..self.rng.between(4, 40) {
            self.one()?;
        }
        self.reopen();
        let before = msez_runtime::Session::current_index();
        // Mostly the next slot; sometimes an epoch, days or weeks.
        let calm = if self.pools.is_calm { 400 } else { 60 };
        let (blocks, slots) = match self.rng.below(calm) {
            0..=2 => (1, 20),
            3 => (1, 28_800),
            4 => (1, 28_800 * self.rng.between(1, 40) as u64),
            5 => (1, 28_800 * 7 + self.rng.below(28_800) as u64),
            7 if self.rng.one_in(2) => {
                let blocks = accountability::some_days(&mut self.rng);
                (blocks, u64::from(blocks))
            }
            6 if self.rng.one_in(4) => (28_800 * self.rng.between(2, 9) as u32, 28_800 * 9),
            _ => (1, self.rng.between(1, 3) as u64),
        };
        invariants::trail()?;
        let closed = chain::close();
        if self.done / self.between_checks > self.checked {
            self.checked = self.done / self.between_checks;
            self.report.checks += 1;
            let since = std::mem::take(&mut self.since);
            invariants::check().map_err(|fault| {
                let last = since.len().saturating_sub(60);
                format!("{fault}\nThe last that succeeded before:\n{}", since[last..].join("\n"))
            })?;
        }
        chain::follow(&closed, blocks, slots);
        self.report.blocks += 1;
        self.blocks += 1;
        self.report.sessions += u64::from(msez_runtime::Session::current_index() - before);
        self.pools.now = pallet_now();
        Ok(())
    }

    /// Who has little left gets more: nothing is tried without money.
    fn pay(&self) {
        use msez_runtime::{constants::UNIT, Balances};
        use polkadot_sdk::frame_support::traits::fungible::{Inspect, Mutate};
        for account in &self.pools.accounts {
            if Balances::balance(account) < 1_000_000 * UNIT {
                let _ = Balances::mint_into(account, 3_000_000 * UNIT);
            }
        }
    }

    /// What switches closed opens again, or nothing would happen any more.
    fn reopen(&mut self) {
        use polkadot_sdk::{pallet_safe_mode, pallet_tx_pause};
        if SafeMode::is_entered() && self.rng.one_in(3) {
            let _ = RuntimeCall::from(pallet_safe_mode::Call::force_exit {}).dispatch(RuntimeOrigin::root());
        }
        if self.rng.one_in(4) {
            for (pallet, mode) in msez_runtime::OperatingMode::modes() {
                if mode != msez_traits::Mode::Green {
                    let mode = msez_traits::Mode::Green;
                    let open = pallet_operating_mode::Call::set_mode { pallet, mode };
                    let _ = RuntimeCall::from(open).dispatch(RuntimeOrigin::root());
                }
            }
        }
        if self.rng.one_in(2) {
            let paused: Vec<_> = pallet_tx_pause::PausedCalls::<Runtime>::iter_keys().take(4).collect();
            for ident in paused {
                let _ = RuntimeCall::from(pallet_tx_pause::Call::unpause { ident })
                    .dispatch(RuntimeOrigin::root());
            }
        }
    }

    fn draft(&mut self) -> (Who, RuntimeCall) {
        loop {
            if let Some(made) = self.try_draft() {
                return made;
            }
        }
    }

    fn try_draft(&mut self) -> Option<(Who, RuntimeCall)> {
        let rng = &mut self.rng;
        let kind = rng.below(100);
        if kind < 45 {
            return typed::call(rng, &self.pools);
        }
        let (mut bytes, named) = self.shapes.call(rng, &self.pools)?;
        if kind >= 96 {
            for _ in 0..rng.between(1, 4) {
                let at = rng.below(bytes.len());
                bytes[at] = rng.next_u64() as u8;
            }
        }
        let call = shapes::decoded(&bytes)?;
        let metadata = call.get_call_metadata();
        let pallet = metadata.pallet_name;
        // After these less is possible: they are as many as they can be without leaving little to try.
        const FINAL: [&str; 8] = [
            "retire_jurisdiction",
            "suspend_jurisdiction",
            "remove_profile",
            "retire",
            "remove_key",
            "force_enter",
            "pause",
            "set_profile",
        ];
        let is_halt = matches!(metadata.function_name, "halt" | "offer_control" | "announce_recovery");
        if FINAL.contains(&metadata.function_name) && !rng.one_in(12) || is_halt && !rng.one_in(3) {
            return None;
        }
        const GOVERNED: [&str; 10] = [
            "Validators",
            "Whitelist",
            "Parameters",
            "Scheduler",
            "AssetRate",
            "TxPause",
            "Preimage",
            "Assets",
            "System",
            "Grandpa",
        ];
        let is_switch = matches!(pallet, "SafeMode" | "Sudo");
        let who = match rng.below(40) {
            0 => Who::Nobody,
            1..=2 if !is_switch => Who::Root,
            3 => Who::Root,
            4..=16 if GOVERNED.contains(&pallet) => Who::Root,
            _ => Who::Signed(shapes::sender(rng, &self.pools, pallet, &named)),
        };
        Some((who, call))
    }

    /// One call.
    fn one(&mut self) -> Result<(), String> {
        let (who, call) = self.draft();
        let metadata = call.get_call_metadata();
        let key = (metadata.pallet_name.to_string(), metadata.function_name.to_string());
        let compares = self.rng.one_in(ROOTS);
        let before = compares.then(root);
        let as_transaction = self.rng.one_in(40);
        let text = format!("{who:?} {}", shortened(format!("{call:?}")));
        let result = catch_unwind(AssertUnwindSafe(|| match &who {
            Who::Signed(account) if as_transaction => transaction(account, call),
            who => told(who.clone(), call),
        }));
        self.done += 1;
        self.report.calls += 1;
        let result = result.map_err(|panic| format!("panicked: {}\n{text}", message(panic)))?;
        let tally = self.report.tallies.entry(key).or_default();
        tally.tried += 1;
        match result {
            Ok(()) => {
                tally.succeeded += 1;
                self.since.push(text);
            }
            Err(error) => {
                *tally.errors.entry(error).or_default() += 1;
                // A transaction that fails has paid its fee.
                if before.is_some_and(|before| before != root()) && !as_transaction {
                    return Err(format!("a failed call left a trace\n{text}"));
                }
            }
        }
        Ok(())
    }
}

fn pallet_now() -> u64 {
    use polkadot_sdk::frame_support::traits::Time;
    <msez_runtime::Timestamp as Time>::now()
}

fn root() -> Vec<u8> {
    polkadot_sdk::sp_io::storage::root(polkadot_sdk::sp_storage::StateVersion::V1)
}

fn shortened(mut text: String) -> String {
    if text.len() > 600 {
        let end = (0..=600).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
        text.truncate(end);
        text.push('…');
    }
    text
}

fn name(error: DispatchError) -> String {
    match error {
        DispatchError::Module(module) => module.message.unwrap_or("unnamed").to_string(),
        DispatchError::Other(text) => text.to_string(),
        other => format!("{other:?}").chars().take(24).collect(),
    }
}

fn dispatched(origin: RuntimeOrigin, call: RuntimeCall) -> Result<(), String> {
    call.dispatch(origin).map(|_| ()).map_err(|refused| name(refused.error))
}

fn told(who: Who, call: RuntimeCall) -> Result<(), String> {
    match who {
        Who::Signed(account) => dispatched(RuntimeOrigin::signed(account), call),
        Who::Root => dispatched(RuntimeOrigin::root(), call),
        Who::Nobody => dispatched(RuntimeOrigin::none(), call),
    }
}

/// The call as the transaction that an account would send: with its fee, its number and its signature.
fn transaction(account: &msez_runtime::AccountId, call: RuntimeCall) -> Result<(), String> {
    let Some(actor) = ACTORS.iter().find(|actor| actor.to_account_id() == *account) else {
        return Err("no key".into());
    };
    match chain::apply(chain::signed(&actor.pair(), call)?) {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(name(error)),
        Err(invalid) => Err(format!("{invalid:?}").chars().take(24).collect()),
    }
}
