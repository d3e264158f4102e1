//! The same program on our machine and on revm, which share nothing: ending, returned data, storage and logs.

use msez_savm::{
    execute, execute_traced,
    trace::{Tracer, View},
    Binding, Call, Context as Transaction, Ending, MemoryHost, Program, Word,
};
use revm::{
    context::{result::ExecutionResult, TxEnv},
    database::{CacheDB, EmptyDB},
    primitives::{hardfork::SpecId, Address, Bytes, TxKind, U256},
    state::{AccountInfo, Bytecode},
    Context, ExecuteEvm, MainBuilder, MainContext,
};
use std::collections::BTreeMap;

use crate::{
    corpus,
    shared::{pair, Pair},
};

/// More than any of the programs needs.
const GAS: u64 = 1 << 50;
/// Keys that hold something before the run, each three times itself.
const PRELOADED: std::ops::Range<u8> = 0..4;

#[derive(Debug, PartialEq, Eq)]
enum Class {
    Success,
    Revert,
    Fault,
}

/// What both machines can tell of a run.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    class: Class,
    data: Vec<u8>,
    /// Without zeros: for the EVM a zero is an absence.
    storage: BTreeMap<[u8; 32], [u8; 32]>,
    /// Topics and data.
    logs: Vec<(Vec<[u8; 32]>, Vec<u8>)>,
}

/// Watches nothing, but makes the machine check every instruction by itself.
struct Careful;

impl Tracer for Careful {
    fn step(&mut self, _: &View<'_>) {}
}

fn on_savm(pair: &Pair, careful: bool) -> Result<Seen, String> {
    let instance = Word::ONE;
    let mut host = MemoryHost::default();
    host.install(instance, Program::new(pair.savm.clone()).map_err(|e| e.to_string())?, Binding::default());
    for key in PRELOADED {
        host.preload(instance, key.into(), (3 * key).into());
    }
    let call = Call { instance, input: pair.input.clone(), gas_limit: GAS, ..Call::default() };
    let context = Transaction::default();
    let outcome = if careful {
        execute_traced(&mut host, &context, call, &mut Careful)
    } else {
        execute(&mut host, &context, call)
    };
    let (class, data) = match outcome.ending {
        Ending::Succeeded(data) => (Class::Success, data),
        Ending::Reverted(data) => (Class::Revert, data),
        Ending::Faulted(_) => (Class::Fault, Vec::new()),
    };
    let storage = host
        .storage_of(&instance)
        .filter(|(_, value)| !value.is_zero())
        .map(|(key, value)| (key.to_be_bytes(), value.to_be_bytes()))
        .collect();
    let logs = host
        .logs()
        .iter()
        .map(|log| (log.topics.iter().map(|topic| topic.to_be_bytes()).collect(), log.data.clone()));
    Ok(Seen { class, data, storage, logs: logs.collect() })
}

fn on_revm(pair: &Pair) -> Result<Seen, String> {
    let contract = Address::with_last_byte(0xc0);
    let mut db = CacheDB::new(EmptyDB::default());
    let code = Bytecode::new_raw(Bytes::from(pair.evm.clone()));
    db.insert_account_info(contract, AccountInfo::default().with_code(code));
    for key in PRELOADED {
        db.insert_account_storage(contract, U256::from(key), U256::from(3 * key))
            .map_err(|e| format!("{e:?}"))?;
    }
    let mut evm = Context::mainnet()
        .with_db(db)
        .modify_cfg_chained(|cfg| {
            cfg.set_spec_and_mainnet_gas_params(SpecId::PRAGUE);
            cfg.tx_gas_limit_cap = Some(u64::MAX);
        })
        .modify_block_chained(|block| block.gas_limit = u64::MAX)
        .build_mainnet();
    let tx = TxEnv::builder()
        .caller(Address::with_last_byte(1))
        .kind(TxKind::Call(contract))
        .data(Bytes::from(pair.input.clone()))
        .gas_limit(GAS)
        .gas_price(0)
        .build()
        .map_err(|error| format!("{error:?}"))?;
    let outcome = evm.transact(tx).map_err(|error| format!("{error:?}"))?;
    let mut storage: BTreeMap<[u8; 32], [u8; 32]> =
        PRELOADED.map(|key| (U256::from(key).to_be_bytes(), U256::from(3 * key).to_be_bytes())).collect();
    if let Some(account) = outcome.state.get(&contract) {
        storage.extend(
            account.storage.iter().map(|(key, slot)| (key.to_be_bytes(), slot.present_value.to_be_bytes())),
        );
    }
    storage.retain(|_, value| *value != [0; 32]);
    let (class, data, logs) = match outcome.result {
        ExecutionResult::Success { output, logs, .. } => (Class::Success, output.into_data().to_vec(), logs),
        ExecutionResult::Revert { output, .. } => (Class::Revert, output.to_vec(), Vec::new()),
        ExecutionResult::Halt { .. } => (Class::Fault, Vec::new(), Vec::new()),
    };
    let logs = logs
        .into_iter()
        .map(|log| (log.topics().iter().map(|topic| topic.0).collect(), log.data.data.to_vec()));
    Ok(Seen { class, data, storage, logs: logs.collect() })
}

/// How many programs ended in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub successes: u64,
    pub reverts: u64,
    pub faults: u64,
}

impl Tally {
    pub fn programs(&self) -> u64 {
        self.successes + self.reverts + self.faults
    }
}

/// Runs one program on both; the error shows how they differ.
pub fn compare(pair: &Pair, tally: &mut Tally) -> Result<(), String> {
    let theirs = on_revm(pair)?;
    for careful in [false, true] {
        let ours = on_savm(pair, careful)?;
        if ours != theirs {
            let form = if careful { "careful" } else { "fast" };
            return Err(format!("{form} form\nours:   {ours:02x?}\ntheirs: {theirs:02x?}"));
        }
    }
    match theirs.class {
        Class::Success => tally.successes += 1,
        Class::Revert => tally.reverts += 1,
        Class::Fault => tally.faults += 1,
    }
    Ok(())
}

/// The program of a seed, as a line of `corpus/differential.txt`.
pub fn line(seed: u64) -> String {
    let pair = pair(seed);
    corpus::line(&[&pair.savm, &pair.evm, &pair.input])
}

/// Compares the programs of these seeds. An error ends it, with a line for the corpus.
pub fn run(seeds: impl Iterator<Item = u64>) -> Result<Tally, String> {
    let mut tally = Tally::default();
    for seed in seeds {
        compare(&pair(seed), &mut tally)
            .map_err(|why| format!("seed {seed}: {why}\nfor corpus/differential.txt:\n{}", line(seed)))?;
    }
    Ok(tally)
}
