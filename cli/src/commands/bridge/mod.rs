//! `msez bridge`: transfers over corridors.

mod units;

use msez_bridge::TransferPhase;
use msez_core::{CorridorId, Digest};
use msez_runtime_api::{HopView, TransferView};
use polkadot_sdk::sp_runtime::AccountId32;
use subxt::{rpcs::rpc_params, utils::Static};

use crate::{
    chain::{api, Chain},
    commands::{jurisdiction::all, From, Global},
    failure::Outcome,
    output::utc,
};

/// What can be done about transfers.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Show a transfer with its hops, operators and receipts.
    Status {
        /// Which.
        transfer: Digest,
    },
    /// List the transfers.
    List {
        /// Only those in which something is still to be done.
        #[arg(long)]
        open: bool,
    },
    /// Send units of an asset along corridors.
    OpenUnits(Box<units::Open>),
    /// Tell what sending units would cost, and every reason why it would be refused.
    CanOpen(Box<units::Open>),
    /// Call a transfer of units off, as long as not every hop has prepared.
    CancelUnits {
        /// Which.
        transfer: Digest,
        #[command(flatten)]
        from: From,
    },
    /// Have the chain look whether something of a transfer has fallen due.
    Poke {
        /// Which.
        transfer: Digest,
        #[command(flatten)]
        from: From,
    },
    /// Show the arbiter of a corridor.
    Arbiter {
        /// Which.
        corridor: CorridorId,
    },
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let (chain, output) = (global.chain().await?, global.output());
    let bridge = || api::transactions().corridor_bridge();
    let finalized = match command {
        Command::Status { transfer } => {
            let view = transfer_view(&chain, transfer).await?;
            let scale = chain.scale().await;
            let money = |amount| money(&scale, view.currency, amount);
            output.result(&view, |view| text(view, &money));
            return Ok(());
        }
        Command::List { open } => {
            let mut list: Vec<TransferView> = all(&chain, "msez_transfers", |page| rpc_params![page]).await?;
            list.retain(|transfer| !open || !transfer.phase.is_over());
            output.list(&list, |t| {
                let way = way(t).join(" -> ");
                format!("{}  {:<10}  {way}  {}", t.id, phase_text(t.phase), t.asset)
            });
            return Ok(());
        }
        Command::OpenUnits(command) => return units::open(global, *command).await,
        Command::CanOpen(command) => return units::can_open(global, *command).await,
        Command::Arbiter { corridor } => {
            let arbiter: Option<AccountId32> = chain.ask("msez_arbiter", rpc_params![corridor]).await?;
            output.result(&arbiter, |arbiter| {
                arbiter.as_ref().map_or("none: governance".into(), AccountId32::to_string)
            });
            return Ok(());
        }
        Command::CancelUnits { transfer, from } => {
            let call = bridge().cancel_units(Static(transfer));
            chain.submit("cancel-units", &call, &from.account()?).await?.0
        }
        Command::Poke { transfer, from } => {
            let call = bridge().poke(Static(transfer));
            chain.submit("poke", &call, &from.account()?).await?.0
        }
    };
    output.result(&finalized, |f| format!("final in block {}", f.block_number));
    Ok(())
}

/// A transfer, as the newest block has it.
pub async fn transfer_view(chain: &Chain, transfer: Digest) -> Outcome<TransferView> {
    chain.ask("msez_transfer", rpc_params![transfer]).await
}

/// An amount of the native token in whole units, or of a settlement currency in its smallest.
pub fn money(scale: &crate::chain::Scale, currency: Option<u32>, amount: u128) -> String {
    match currency {
        None => scale.text(amount),
        Some(number) => format!("{amount} of currency {number}"),
    }
}

/// The places of a transfer, in order.
fn way(transfer: &TransferView) -> Vec<&str> {
    let first = transfer.hops.first().map(|hop| hop.from.as_str());
    first.into_iter().chain(transfer.hops.iter().map(|hop| hop.to.as_str())).collect()
}

/// How far a transfer is, for people.
pub fn phase_text(phase: TransferPhase) -> &'static str {
    match phase {
        TransferPhase::Preparing => "preparing",
        TransferPhase::Prepared => "prepared",
        TransferPhase::Committing => "committing",
        TransferPhase::Completed => "completed",
        TransferPhase::Aborted => "aborted",
    }
}

/// How far a hop is, for people.
pub fn hop_text(hop: &HopView) -> String {
    use msez_bridge::HopPhase;
    let attempt = match hop.attempt {
        0 => String::new(),
        attempt => format!(", attempt {}", attempt.saturating_add(1)),
    };
    match (hop.phase, &hop.prepared, &hop.committed) {
        (HopPhase::Assigned, ..) => format!("{} is to prepare until {}{attempt}", hop.operator, utc(hop.due)),
        (HopPhase::Prepared, Some(prepared), _) if hop.escalated => {
            format!("prepared by {}; escalated: an arbiter completes it", prepared.by)
        }
        (HopPhase::Prepared, Some(prepared), _) => {
            format!("prepared by {}, hold until {}{attempt}", prepared.by, utc(prepared.lock_until))
        }
        (HopPhase::Committed, _, Some(committed)) => match &committed.by {
            Some(by) => format!("committed by {by}, settlement {}", committed.settlement),
            None => format!("completed by governance, settlement {}", committed.settlement),
        },
        (HopPhase::Released, ..) => "released".into(),
        (phase, ..) => format!("{phase:?}"),
    }
}

/// A transfer for people.
fn text(view: &TransferView, money: &impl Fn(u128) -> String) -> String {
    let goods = match (&view.from, &view.to) {
        (Some(from), Some(to)) => format!("{} units of {} from {from} to {to}", view.amount, view.asset),
        _ => format!("the asset {}", view.asset),
    };
    let mut lines = vec![
        format!("{}  {}", view.id, phase_text(view.phase)),
        format!("  carries     {goods}"),
        format!("  value       {}", view.value),
        format!(
            "  for         {}",
            if view.by_holder { "a holder of units".into() } else { view.reference.to_string() }
        ),
        format!(
            "  fees        {} left, {} given back, paid by {}",
            money(view.escrow),
            money(view.returned),
            view.payer
        ),
        format!("  prepare by  {}", utc(view.prepare_by)),
        format!("  decide by   {}", utc(view.commit_by)),
    ];
    lines.extend(view.decided_at.map(|at| format!("  decided     {}", utc(at))));
    for (index, hop) in view.hops.iter().enumerate() {
        lines.push(format!("  hop {index}       {} -> {} along {}", hop.from, hop.to, hop.corridor));
        lines.push(format!("              {}", hop_text(hop)));
        lines.push(format!(
            "              {} for who commits it, {} to enter",
            money(hop.transfer_fee),
            money(hop.entry_fee)
        ));
    }
    lines.join("\n")
}
