//! `msez operator`: who carries what moves along corridors, and the daemon that does it.

mod journal;
mod register;
mod run;

use msez_core::{CorridorId, Digest};
use msez_runtime_api::{JobView, OperatorStanding, OperatorView};
use polkadot_sdk::sp_runtime::AccountId32;
use subxt::{rpcs::rpc_params, utils::Static};

use crate::{
    account::read_account_id,
    chain::{api, At, Chain, Finalized, Scale},
    commands::{
        bond::{self, Role},
        jurisdiction::all,
        From, Global,
    },
    failure::Outcome,
    output::utc,
};

/// What can be done as an operator, and about operators.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Ask to carry along a corridor; the bond must be there.
    Register(register::Register),
    /// Sign receipts with another key from now on.
    RotateKey(register::RotateKey),
    /// Stop to carry along a corridor; nothing may be open.
    Retire {
        /// Which.
        corridor: CorridorId,
        #[command(flatten)]
        from: From,
    },
    /// Let an operator carry, as the authority of either end of the corridor.
    Accept(register::Other),
    /// Give an operator no more hops, as the authority of either end of the corridor.
    Dismiss(register::Other),
    /// Name the arbiter of a corridor, as the authority of either end. Both must name the same one.
    NameArbiter(register::NameArbiter),

    /// Put collateral behind what you carry.
    Bond(bond::Amount),
    /// Start to take collateral out.
    Unbond(bond::Amount),
    /// Be paid what has fallen due.
    Withdraw(bond::Withdraw),

    /// Show an operator on a corridor.
    Status {
        /// Which corridor.
        corridor: CorridorId,
        /// Whom: SS58, 0x and 32 bytes, or a development account.
        #[arg(value_parser = read_account_id)]
        account: AccountId32,
    },
    /// List the operators of a corridor, in the order of their turns.
    List {
        /// Which corridor.
        corridor: CorridorId,
    },
    /// Show what an operator has to carry.
    Jobs {
        /// Whose.
        #[arg(value_parser = read_account_id)]
        account: AccountId32,
    },
    /// Leave a hop to another operator, before it is prepared.
    Refuse {
        /// The transfer.
        transfer: Digest,
        /// The hop, from 0.
        hop: u32,
        #[command(flatten)]
        from: From,
    },
    /// Complete a hop that operators have failed at, as the arbiter.
    CompleteHop(run::CompleteHop),

    /// Carry hops until stopped.
    Run(run::Run),
    /// The daemon's journal: show, export, import.
    #[command(subcommand)]
    Journal(journal::Command),
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let output = global.output();
    let finalized = match command {
        Command::Run(command) => return run::run(global, command).await,
        Command::Journal(command) => return journal::run(global, command).await,
        Command::Register(command) => register::register(&global.chain().await?, command).await?,
        Command::RotateKey(command) => register::rotate_key(&global.chain().await?, command).await?,
        Command::Accept(command) => register::accept(&global.chain().await?, command).await?,
        Command::Dismiss(command) => register::dismiss(&global.chain().await?, command).await?,
        Command::NameArbiter(command) => register::name_arbiter(&global.chain().await?, command).await?,
        Command::CompleteHop(command) => run::complete_hop(&global.chain().await?, command).await?,
        Command::Retire { corridor, from } => {
            let call = api::transactions().corridor_bridge().retire(Static(corridor));
            submit(global, "retire", &call, &from).await?
        }
        Command::Refuse { transfer, hop, from } => {
            let call = api::transactions().corridor_bridge().refuse_hop(Static(transfer), hop);
            submit(global, "refuse", &call, &from).await?
        }
        Command::Bond(command) => bond::bond(&global.chain().await?, Role::Operator, command).await?,
        Command::Unbond(command) => bond::unbond(&global.chain().await?, Role::Operator, command).await?,
        Command::Withdraw(command) => bond::withdraw(&global.chain().await?, Role::Operator, command).await?,
        Command::Status { corridor, account } => {
            let chain = global.chain().await?;
            let params = rpc_params![corridor, account.to_string()];
            let view: OperatorView = chain.ask("msez_operator", params).await?;
            let scale = chain.scale().await;
            output.result(&view, |view| text(view, &scale));
            return Ok(());
        }
        Command::List { corridor } => {
            let chain = global.chain().await?;
            let list: Vec<OperatorView> = chain.ask("msez_operators", rpc_params![corridor]).await?;
            let scale = chain.scale().await;
            output.list(&list, |view| text(view, &scale));
            return Ok(());
        }
        Command::Jobs { account } => {
            let chain = global.chain().await?;
            let list = jobs(&chain, &account, chain.hash(At::Finalized).await?).await?;
            output.list(&list, |job| match job.transfer.hops.get(as_index(job.hop)) {
                Some(hop) => format!(
                    "{}  hop {} of {}  {:?}  {} -> {}  until {}",
                    job.transfer.id,
                    job.hop,
                    job.transfer.hops.len(),
                    hop.phase,
                    hop.from,
                    hop.to,
                    utc(hop.due)
                ),
                None => format!("{}  hop {}", job.transfer.id, job.hop),
            });
            return Ok(());
        }
    };
    output.result(&finalized, |f| format!("final in block {}", f.block_number));
    Ok(())
}

async fn submit(
    global: &Global,
    what: &str,
    call: &impl subxt::tx::Payload,
    from: &From,
) -> Outcome<Finalized> {
    Ok(global.chain().await?.submit(what, call, &from.account()?).await?.0)
}

/// What an operator has to carry at a block, all of it.
async fn jobs(chain: &Chain, account: &AccountId32, at: Digest) -> Outcome<Vec<JobView>> {
    all(chain, "msez_operatorJobs", |page| rpc_params![account.to_string(), page, at]).await
}

/// A hop's place in a list.
fn as_index(hop: u32) -> usize {
    usize::try_from(hop).unwrap_or(usize::MAX)
}

/// An operator for people.
fn text(view: &OperatorView, scale: &Scale) -> String {
    let standing = match view.standing {
        OperatorStanding::Applied => "has asked; no end has agreed",
        OperatorStanding::Accepted => "accepted",
        OperatorStanding::Dismissed => "dismissed",
    };
    [
        format!("{} on {}", view.account, view.corridor),
        format!("  standing    {standing}"),
        format!("  key         {}", view.key),
        format!("  endpoint    {}", view.endpoint),
        format!("  open hops   {}", view.open),
        format!("  backing     {}", scale.text(view.backing)),
        format!("  exposure    {} of at most {}", scale.text(view.exposure), scale.text(view.exposure_cap)),
    ]
    .join("\n")
}
