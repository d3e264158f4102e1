//! What changes the chain: deploying, creating instances, calling them.

use std::path::PathBuf;

use msez_core::{Digest, SubjectId};
use msez_runtime_api::{CallEnding, CallReport, CallRequest, LogView, ProgramInfo};
use msez_savm::{code_id, instance_id, opcode::Opcode, SoftCrypto, Word};
use polkadot_sdk::sp_runtime::AccountId32;
use serde::Serialize;
use serde_json::json;
use subxt::{rpcs::rpc_params, utils::Static};

use crate::{
    account::{read_account_id, Account},
    chain::{api, Chain, Finalized, Scale},
    commands::{
        program::{read_program, Bytes},
        From, Global,
    },
    failure::{Failure, Outcome},
};

/// Part of an estimate that is added to it, and the least that is: what a call meets may change until it is in a block.
const MARGIN: u64 = 8;
const LEAST_MARGIN: u64 = 1_000;

/// `msez vm deploy`
#[derive(Debug, clap::Args)]
pub struct Deploy {
    /// The program: assembly text or hexadecimal.
    file: PathBuf,
    #[command(flatten)]
    from: From,
}

/// `msez vm instantiate`
#[derive(Debug, clap::Args)]
pub struct Instantiate {
    /// The program's id.
    program: Digest,
    /// Tells instances of one program and creator apart: 0x hexadecimal or a number.
    #[arg(long, default_value = "0")]
    salt: Word,
    /// The asset it is for. It acts for it once the asset names it: `msez asset program set`.
    #[arg(long)]
    asset: Option<SubjectId>,
    #[command(flatten)]
    from: From,
}

/// `msez vm call`
#[derive(Debug, clap::Args)]
pub struct Call {
    /// The instance: SS58, or 0x and 32 bytes.
    #[arg(value_parser = read_account_id)]
    instance: AccountId32,
    /// Input, as hexadecimal.
    #[arg(long, value_name = "HEX", conflicts_with = "words")]
    input: Option<Bytes>,
    /// Input as words of 32 bytes, separated by commas: 0x hexadecimal or numbers.
    #[arg(long, value_delimiter = ',')]
    words: Vec<Word>,
    /// What the caller pays the instance, in the smallest unit.
    #[arg(long, default_value_t = 0)]
    value: u128,
    /// Gas that it may use; otherwise what it needs as things stand, and an eighth more.
    #[arg(long)]
    gas_limit: Option<u64>,
    /// The most that may be held from the caller for new words in storage; otherwise what it takes as things stand.
    /// Whoever makes a program remove words is given what is held for them, so a program could collect it.
    #[arg(long)]
    deposit_limit: Option<u128>,
    /// Only try it; nothing is submitted, and nobody pays.
    #[arg(long)]
    dry_run: bool,
    /// Only try it, and tell every instruction.
    #[arg(long)]
    trace: bool,
    #[command(flatten)]
    from: From,
}

/// `msez vm remove`
#[derive(Debug, clap::Args)]
pub struct Remove {
    /// The instance: SS58, or 0x and 32 bytes.
    #[arg(value_parser = read_account_id)]
    instance: AccountId32,
    #[command(flatten)]
    from: From,
}

/// `msez vm remove-program`
#[derive(Debug, clap::Args)]
pub struct RemoveProgram {
    /// The program's id.
    program: Digest,
    #[command(flatten)]
    from: From,
}

/// A program that is on the chain.
#[derive(Debug, Serialize)]
pub struct Deployed {
    /// Digest of its code.
    pub program: Digest,
    /// How long the code is.
    pub bytes: usize,
    /// The transaction; none if it was deployed already.
    pub deployed: Option<Finalized>,
}

/// An instance that was created.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Instantiated {
    /// Its address, SS58.
    pub instance: AccountId32,
    /// The same as programs have it.
    pub address: Digest,
    /// What it runs.
    pub program: Digest,
    /// The asset it is for.
    pub asset: Option<SubjectId>,
    /// The transaction.
    #[serde(flatten)]
    pub finalized: Finalized,
}

/// What a call brought.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Called {
    /// What was called.
    pub instance: AccountId32,
    /// How it ended: a call that fails is a transaction that fails.
    pub ending: CallEnding,
    /// Gas that it used.
    pub gas_used: u64,
    /// Gas that it might have used.
    pub gas_limit: u64,
    /// What it returned; the chain's event has the first 256 bytes.
    pub return_data: Bytes,
    /// What it logged.
    pub logs: Vec<LogView>,
    /// What was held from the caller for new words in storage.
    #[serde(with = "msez_core::decimal")]
    pub storage_charged: u128,
    /// What was given to the caller for removed ones.
    #[serde(with = "msez_core::decimal")]
    pub storage_released: u128,
    /// What the transaction cost.
    #[serde(with = "msez_core::decimal")]
    pub fee: u128,
    /// The transaction.
    #[serde(flatten)]
    pub finalized: Finalized,
}

/// What to call, and how.
pub struct Order {
    /// Which instance.
    pub instance: AccountId32,
    /// What the caller pays it.
    pub value: u128,
    /// Input.
    pub input: Vec<u8>,
    /// Gas that it may use; an estimate and more where none is said.
    pub gas_limit: Option<u64>,
    /// The most that may be held for new words; what it takes as things stand where none is said.
    pub deposit_limit: Option<u128>,
}

impl Order {
    /// Calls an instance and says nothing else.
    pub fn bare(instance: &AccountId32) -> Self {
        let instance = instance.clone();
        Self { instance, value: 0, input: Vec::new(), gas_limit: None, deposit_limit: None }
    }

    fn request(&self, caller: AccountId32) -> CallRequest {
        CallRequest {
            caller,
            instance: self.instance.clone(),
            value: self.value,
            input: self.input.clone(),
            gas_limit: self.gas_limit,
        }
    }
}

fn digest(account: &AccountId32) -> Digest {
    Digest(*account.as_ref())
}

/// Deploys a program, unless it is there, and waits for finality.
pub async fn deploy(chain: &Chain, code: Vec<u8>, from: &Account) -> Outcome<Deployed> {
    let (program, bytes) = (code_id::<SoftCrypto>(&code), code.len());
    match chain.ask::<ProgramInfo>("msez_program", rpc_params![program]).await {
        Ok(_) => return Ok(Deployed { program, bytes, deployed: None }),
        Err(failure) if failure.kind() == "notFound" => (),
        Err(failure) => return Err(failure),
    }
    let code = api::runtime_types::bounded_collections::bounded_vec::BoundedVec(code);
    let (finalized, _) = chain.submit("deploy", &api::transactions().savm().deploy(code), from).await?;
    Ok(Deployed { program, bytes, deployed: Some(finalized) })
}

/// Runs `msez vm deploy`.
pub async fn run_deploy(global: &Global, command: Deploy) -> Outcome {
    let code = read_program(&command.file)?;
    let (chain, from) = (global.chain().await?, command.from.account()?);
    let deployed = deploy(&chain, code, &from).await?;
    global.output().result(&deployed, |d| match &d.deployed {
        Some(finalized) => {
            format!("{}: {} bytes, final in block {}", d.program, d.bytes, finalized.block_number)
        }
        None => format!("{}: {} bytes, deployed already", d.program, d.bytes),
    });
    Ok(())
}

/// Creates an instance and waits for finality.
pub async fn instantiate(
    chain: &Chain,
    program: Digest,
    salt: Word,
    asset: Option<SubjectId>,
    from: &Account,
) -> Outcome<Instantiated> {
    let creator = Word::from_be_bytes(from.id().into());
    let address = instance_id::<SoftCrypto>(&program, &creator, &salt).to_be_bytes();
    let call = api::transactions().savm().instantiate(Static(program), salt.to_be_bytes(), asset.map(Static));
    let (finalized, _) = chain.submit("instantiate", &call, from).await?;
    Ok(Instantiated { instance: address.into(), address: Digest(address), program, asset, finalized })
}

/// Runs `msez vm instantiate`.
pub async fn run_instantiate(global: &Global, command: Instantiate) -> Outcome {
    let Instantiate { program, salt, asset, from } = command;
    let (chain, from) = (global.chain().await?, from.account()?);
    let instantiated = instantiate(&chain, program, salt, asset, &from).await?;
    global.output().result(&instantiated, |i| i.instance.to_string());
    Ok(())
}

/// What a call would do now.
pub async fn dry_run(chain: &Chain, order: &Order, caller: AccountId32, trace: bool) -> Outcome<CallReport> {
    chain.ask("msez_dryRun", rpc_params![order.request(caller), trace]).await
}

/// Calls an instance and waits for finality. Without a gas limit nothing is submitted that would fail as things stand.
pub async fn call(chain: &Chain, order: &Order, from: &Account) -> Outcome<Called> {
    let gas_limit = match order.gas_limit {
        Some(limit) => limit,
        None => {
            let estimate: u64 = chain.ask("msez_estimateGas", rpc_params![order.request(from.id())]).await?;
            let more = (estimate / MARGIN).max(LEAST_MARGIN);
            estimate.saturating_add(more).min(chain.max_gas().await?.max(estimate))
        }
    };
    let deposit_limit = match order.deposit_limit {
        Some(limit) => limit,
        None => dry_run(chain, order, from.id(), false).await?.storage_charged,
    };
    let input = api::runtime_types::bounded_collections::bounded_vec::BoundedVec(order.input.clone());
    let instance = Static(digest(&order.instance));
    let call = api::transactions().savm().call(instance, order.value, input, gas_limit, Some(deposit_limit));
    let (finalized, events) = chain.submit("call", &call, from).await?;

    let unread = |e: &dyn std::fmt::Display| Failure::Version(format!("call: {e}"));
    let called = events.find_first::<api::savm::events::Called>();
    let called = called.transpose().map_err(|e| unread(&e))?;
    let called = called.ok_or_else(|| unread(&"the chain did not tell what became of it"))?;
    let fee = events.find_first::<api::transaction_payment::events::TransactionFeePaid>();
    let fee = fee.transpose().map_err(|e| unread(&e))?.map(|paid| paid.actual_fee);
    let mut logs = Vec::new();
    for log in events.find::<api::savm::events::Logged>() {
        let log = log.map_err(|e| unread(&e))?;
        logs.push(LogView {
            instance: log.instance.0 .0.into(),
            topics: log.topics.0.into_iter().map(|topic| topic.0).collect(),
            data: log.data.0,
        });
    }
    let (mut charged, mut released) = (0u128, 0u128);
    for event in events.find::<api::savm::events::StorageCharged>() {
        charged = charged.saturating_add(event.map_err(|e| unread(&e))?.amount);
    }
    for event in events.find::<api::savm::events::StorageReleased>() {
        released = released.saturating_add(event.map_err(|e| unread(&e))?.amount);
    }
    Ok(Called {
        instance: order.instance.clone(),
        ending: CallEnding::Succeeded,
        gas_used: called.gas_used,
        gas_limit,
        return_data: Bytes(called.returned.0),
        logs,
        storage_charged: charged,
        storage_released: released,
        fee: fee.unwrap_or_default(),
        finalized,
    })
}

/// Runs `msez vm call`.
pub async fn run_call(global: &Global, command: Call) -> Outcome {
    let Call { instance, input, words, value, gas_limit, deposit_limit, dry_run: is_dry, trace, from } =
        command;
    let input = match input {
        Some(bytes) => bytes.0,
        None => words.iter().flat_map(|word| word.to_be_bytes()).collect(),
    };
    let order = Order { instance, value, input, gas_limit, deposit_limit };
    let (chain, from) = (global.chain().await?, from.account()?);
    if is_dry || trace {
        let report = dry_run(&chain, &order, from.id(), trace).await?;
        global.output().result(&report, report_text);
        return match report.ending {
            CallEnding::Succeeded => Ok(()),
            _ => Err(Failure::Answered(format!("the call would not succeed: {}", ending_text(&report)))),
        };
    }
    let called = call(&chain, &order, &from).await.map_err(would_fail)?;
    let scale = chain.scale().await;
    global.output().result(&called, |called| called_text(called, &scale));
    Ok(())
}

/// A node that says that no gas limit helps has tried the call: the answer is no.
fn would_fail(failure: Failure) -> Failure {
    let json = failure.json().unwrap_or_default();
    match serde_json::from_value::<CallReport>(json["error"]["details"]["data"].clone()) {
        Ok(report) => {
            let text = format!("the call would not succeed: {}", ending_text(&report));
            Failure::No(text).with(json!(report))
        }
        Err(_) => failure,
    }
}

/// Runs `msez vm remove`.
pub async fn run_remove(global: &Global, command: Remove) -> Outcome {
    let call = api::transactions().savm().remove_instance(Static(digest(&command.instance)));
    let chain = global.chain().await?;
    let (finalized, _) = chain.submit("remove", &call, &command.from.account()?).await?;
    global.output().result(&finalized, |f| format!("removed, final in block {}", f.block_number));
    Ok(())
}

/// Runs `msez vm remove-program`.
pub async fn run_remove_program(global: &Global, command: RemoveProgram) -> Outcome {
    let call = api::transactions().savm().remove_program(Static(command.program));
    let chain = global.chain().await?;
    let (finalized, _) = chain.submit("remove-program", &call, &command.from.account()?).await?;
    global.output().result(&finalized, |f| format!("removed, final in block {}", f.block_number));
    Ok(())
}

/// How a call ended, in words.
fn ending_text(report: &CallReport) -> String {
    match (report.ending, &report.error) {
        (CallEnding::Succeeded, _) => "succeeded".into(),
        (CallEnding::Reverted, _) if report.return_data.is_empty() => {
            format!("it reverts at {:04x}", report.pc)
        }
        (CallEnding::Reverted, _) => {
            format!("it reverts at {:04x} with 0x{}", report.pc, hex::encode(&report.return_data))
        }
        (CallEnding::Failed, Some(error)) => format!("it fails at {:04x}: {error}", report.pc),
        (CallEnding::Failed, None) => format!("it fails at {:04x}", report.pc),
    }
}

fn data_text(data: &[u8]) -> String {
    match data.is_empty() {
        true => "returned nothing".into(),
        false => format!("returned 0x{}", hex::encode(data)),
    }
}

fn logs_text(logs: &[LogView]) -> Vec<String> {
    let heading = if logs.is_empty() { "logs     none" } else { "logs" };
    let lines = logs.iter().map(|log| {
        let topics: Vec<String> = log.topics.iter().map(short).collect();
        format!("  {} [{}] 0x{}", log.instance, topics.join(" "), hex::encode(&log.data))
    });
    [heading.to_owned()].into_iter().chain(lines).collect()
}

/// A word without its leading zeros.
fn short(word: &Digest) -> String {
    format!("{:#x}", Word::from_be_bytes(word.0))
}

/// What a call would do, for people.
fn report_text(report: &CallReport) -> String {
    let step = |step: &msez_runtime_api::TraceStep| {
        let name = Opcode::of(step.opcode)
            .map_or_else(|| format!("0x{:02x}", step.opcode), |known| known.mnemonic.into());
        let stack: Vec<String> = step.stack.iter().map(short).collect();
        let indent = 2 * usize::try_from(step.depth.saturating_sub(1)).unwrap_or(0);
        format!("{:indent$}{:04x}  {name:<16} gas {:<10} [{}]", "", step.pc, step.gas, stack.join(" "))
    };
    let mut lines: Vec<String> = report.trace.iter().map(step).collect();
    let told = u64::try_from(report.trace.len()).unwrap_or(u64::MAX);
    if report.steps > told {
        lines.push(format!("and {} more instructions", report.steps - told));
    }
    lines.push(match report.ending {
        CallEnding::Succeeded => "would succeed".into(),
        _ => format!("would not succeed: {}", ending_text(report)),
    });
    lines.push(format!("gas      {}", report.gas_used));
    lines.push(data_text(&report.return_data));
    lines.extend(logs_text(&report.logs));
    lines.join("\n")
}

/// What a call brought, for people.
fn called_text(called: &Called, scale: &Scale) -> String {
    let mut lines = vec![
        "succeeded".to_owned(),
        format!("gas      {} of {}", called.gas_used, called.gas_limit),
        data_text(&called.return_data.0),
    ];
    lines.extend(logs_text(&called.logs));
    lines.push(format!("fee      {}", scale.text(called.fee)));
    if called.storage_charged > 0 {
        lines.push(format!("storage  {} held", scale.text(called.storage_charged)));
    }
    if called.storage_released > 0 {
        lines.push(format!("storage  {} released", scale.text(called.storage_released)));
    }
    lines.push(format!("final in block {}", called.finalized.block_number));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use msez_runtime_api::TraceStep;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        call: Call,
    }

    fn report(ending: CallEnding) -> CallReport {
        CallReport {
            ending,
            error: (ending == CallEnding::Failed).then(|| "Out of gas".into()),
            gas_used: 4,
            return_data: vec![7],
            logs: vec![LogView { instance: [5; 32].into(), topics: vec![Digest([0; 32])], data: vec![1] }],
            storage_charged: 0,
            storage_released: 0,
            pc: 4,
            trace: vec![TraceStep { depth: 2, pc: 4, opcode: 0x41, gas: 96, stack: vec![Digest([0; 32])] }],
            steps: 3,
        }
    }

    #[test]
    fn what_a_call_would_do_is_told_step_by_step() {
        let text = report_text(&report(CallEnding::Failed));
        assert!(text.starts_with("  0004  SSTORE           gas 96         [0x0]\n"), "{text}");
        let end = "and 2 more instructions\nwould not succeed: it fails at 0004: Out of gas\n";
        assert!(text.contains(end), "{text}");
        assert!(text.contains("[0x0] 0x01"), "{text}");
        assert_eq!(ending_text(&report(CallEnding::Reverted)), "it reverts at 0004 with 0x07");
    }

    #[test]
    fn a_node_that_has_tried_the_call_answers_no() {
        let refused = Failure::Refused("msez_estimateGas: no".into())
            .with(json!({ "method": "m", "code": -32153, "data": report(CallEnding::Failed) }));
        let answer = would_fail(refused);
        assert_eq!(answer.code(), 1);
        assert_eq!(answer.to_string(), "the call would not succeed: it fails at 0004: Out of gas");
        assert_eq!(answer.json().unwrap()["error"]["details"]["gasUsed"], 4);
        assert_eq!(would_fail(Failure::Connection("gone".into())).code(), 3);
    }

    #[test]
    fn input_is_bytes_or_words() {
        let line = |more: &str| {
            let base = "call 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --from alice";
            Line::try_parse_from(base.split_whitespace().chain(more.split_whitespace())).map(|line| line.call)
        };
        assert_eq!(line("--words 1,0xff").unwrap().words, [Word::ONE, 255u64.into()]);
        for bad in ["--words 1 --input 0x00", "--words alice", "--value -1", "--input 0x0"] {
            assert!(line(bad).is_err(), "{bad}");
        }
    }
}
