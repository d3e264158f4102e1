//! `msez watcher`: who watches, what is said, and what it costs.

mod dispute;
mod register;
mod run;
mod say;
mod topic;

use msez_core::{AssetClass, Digest, JurisdictionId};
use msez_runtime_api::{DutyView, WatcherStatus, WatcherView};
use msez_watch::Tier;
use polkadot_sdk::sp_runtime::AccountId32;
use serde_json::json;
use subxt::rpcs::rpc_params;

use crate::{
    account::read_account_id,
    chain::{api, Chain, Finalized, Scale},
    commands::{
        bond::{self, Role},
        jurisdiction::all,
        wire, From, Global,
    },
    failure::Outcome,
    output::utc,
};

/// What can be done as a watcher, and about watchers.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Become a watcher; the bond must be there.
    Register(register::Register),
    /// Sign with another key from now on.
    RotateKey(register::RotateKey),
    /// Watch elsewhere, or something else.
    SetScope(register::SetScope),
    /// Change the part of what delegated funds earn that you keep.
    SetCommission(register::SetCommission),
    /// Say who controls you; he has to agree.
    SetController(register::SetController),
    /// Agree to be the controller of a watcher who has asked for it.
    AcceptMember(register::AcceptMember),
    /// Stop to be a watcher. What was said stays slashable.
    Deregister {
        #[command(flatten)]
        from: From,
    },

    /// Put collateral behind your word.
    Bond(bond::Amount),
    /// Start to take collateral out; it stays slashable for seven days.
    Unbond(bond::Amount),
    /// Make collateral that is leaving stand for your word again.
    Rebond(bond::Amount),
    /// Be paid what has fallen due.
    Withdraw(bond::Withdraw),
    /// Put your funds behind another's word, for a part of what he earns and of what he loses.
    Delegate(bond::Delegation),
    /// Start to take delegated funds back.
    Undelegate(bond::Delegation),
    /// Be paid delegated funds that have fallen due, or what they have earned.
    Delegated(bond::Delegated),

    /// Show a watcher.
    Status {
        /// Whom: SS58, 0x and 32 bytes, or a development account.
        #[arg(value_parser = read_account_id)]
        account: AccountId32,
    },
    /// List the active watchers, or the best ones for a place.
    List {
        /// Those who watch here.
        #[arg(long, requires = "class")]
        jurisdiction: Option<JurisdictionId>,
        /// And this class.
        #[arg(long, requires = "jurisdiction")]
        class: Option<AssetClass>,
        /// Least tier: novice, standard, trusted or elite.
        #[arg(long, value_parser = read_tier, default_value = "novice", requires = "class")]
        min_tier: Tier,
        /// How many at most.
        #[arg(long, default_value_t = 20, requires = "class")]
        count: u32,
    },
    /// Show the duties that a watcher was drawn for.
    Duties {
        /// Whose.
        #[arg(value_parser = read_account_id)]
        account: AccountId32,
    },
    /// Pay what a watcher has earned, to him and to those who delegated to him.
    Rewards {
        /// Whose; otherwise the signer's.
        #[arg(long, value_parser = read_account_id)]
        account: Option<AccountId32>,
        #[command(flatten)]
        from: From,
    },

    /// Say what you saw. Refuses to sign two things about one place, like the daemon.
    Attest(say::Attest),
    /// Submit a statement that somebody has signed.
    Submit(say::Submit),
    /// Report that a watcher has said two things.
    Report(say::Report),
    /// What was said at a place, and how final it is.
    Tally {
        /// The topic.
        topic: Digest,
        /// The height.
        height: u64,
    },
    /// Topics: open, fund, close, show.
    #[command(subcommand)]
    Topic(topic::Command),

    /// Claim that a statement is false.
    Claim(dispute::Claim),
    /// Stand up for a statement that somebody claims is false.
    Challenge(dispute::Challenge),
    /// Claims: show, withdraw, rule, vote, collect.
    #[command(subcommand)]
    Case(dispute::Command),

    /// Do a watcher's duties until stopped.
    Run(run::Run),
    /// The record of what was signed: export, import.
    #[command(subcommand)]
    Protection(run::Protection),
}

fn read_tier(text: &str) -> Result<Tier, String> {
    serde_json::from_value(json!(text)).map_err(|_| "expected novice, standard, trusted or elite".to_owned())
}

/// Reads `12.5%` or `0.125` as billionths.
fn read_share(text: &str) -> Result<u32, String> {
    let wrong = || "expected a share such as 10% or 0.1".to_owned();
    let (number, scale) = match text.strip_suffix('%') {
        Some(number) => (number, 7),
        None => (text, 9),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || part.len() > scale || !format!("{whole}{part}").bytes().all(|b| b.is_ascii_digit())
    {
        return Err(wrong());
    }
    let digits = format!("{whole}{part:0<scale$}");
    digits.parse::<u32>().ok().filter(|parts| *parts <= 1_000_000_000).ok_or_else(wrong)
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let output = global.output();
    match command {
        Command::Protection(command) => return run::protection(global, command).await,
        Command::Run(command) => return run::run(global, command).await,
        Command::Topic(command) => return topic::run(global, command).await,
        Command::Case(command) => return dispute::run(global, command).await,
        Command::Claim(command) => return dispute::claim(global, command).await,
        Command::Attest(command) => return say::attest(global, command).await,
        Command::Tally { topic, height } => return say::tally(global, topic, height).await,
        _ => (),
    }
    let chain = global.chain().await?;
    let finalized = match command {
        Command::Register(command) => register::register(&chain, command).await?,
        Command::RotateKey(command) => register::rotate_key(&chain, command).await?,
        Command::SetScope(command) => register::set_scope(&chain, command).await?,
        Command::SetCommission(command) => register::set_commission(&chain, command).await?,
        Command::SetController(command) => register::set_controller(&chain, command).await?,
        Command::AcceptMember(command) => register::accept_member(&chain, command).await?,
        Command::Deregister { from } => {
            let call = api::transactions().watchers().deregister();
            chain.submit("deregister", &call, &from.account()?).await?.0
        }
        Command::Bond(command) => bond::bond(&chain, Role::Watcher, command).await?,
        Command::Unbond(command) => bond::unbond(&chain, Role::Watcher, command).await?,
        Command::Rebond(command) => bond::rebond(&chain, Role::Watcher, command).await?,
        Command::Withdraw(command) => bond::withdraw(&chain, Role::Watcher, command).await?,
        Command::Delegate(command) => bond::delegate(&chain, Role::Watcher, command).await?,
        Command::Undelegate(command) => bond::undelegate(&chain, Role::Watcher, command).await?,
        Command::Delegated(command) => bond::delegated(&chain, Role::Watcher, command).await?,
        Command::Submit(command) => say::submit(&chain, command).await?,
        Command::Report(command) => say::report(&chain, command).await?,
        Command::Challenge(command) => dispute::challenge(&chain, command).await?,
        Command::Rewards { account, from } => {
            let from = from.account()?;
            let account = account.unwrap_or_else(|| from.id());
            let call = api::transactions().watchers().claim_rewards(wire(&account));
            chain.submit("rewards", &call, &from).await?.0
        }
        Command::Status { account } => {
            let view: WatcherView = chain.ask("msez_watcher", rpc_params![account.to_string()]).await?;
            let scale = chain.scale().await;
            output.result(&view, |view| text(view, &scale));
            return Ok(());
        }
        Command::List { jurisdiction, class, min_tier, count } => {
            let list: Vec<WatcherView> = match jurisdiction.zip(class) {
                Some((jurisdiction, class)) => {
                    let selection = json!({
                        "jurisdiction": jurisdiction, "class": class, "minTier": min_tier, "count": count,
                    });
                    chain.ask("msez_selectWatchers", rpc_params![selection]).await?
                }
                None => all(&chain, "msez_watchers", |page| rpc_params![page]).await?,
            };
            let scale = chain.scale().await;
            output.list(&list, |w| {
                format!("{}  {:?}  {}  {}", w.account, w.tier, scale.text(w.backing), w.did)
            });
            return Ok(());
        }
        Command::Duties { account } => {
            let list: Vec<DutyView> =
                chain.ask("msez_watcherDuties", rpc_params![account.to_string()]).await?;
            output.list(&list, |duty| {
                let state = if duty.is_done { "done" } else { "open" };
                format!("{}  {state}  since {}  until block {}", duty.topic, utc(duty.since), duty.deadline)
            });
            return Ok(());
        }
        Command::Attest(_)
        | Command::Tally { .. }
        | Command::Topic(_)
        | Command::Claim(_)
        | Command::Case(_)
        | Command::Run(_)
        | Command::Protection(_) => return Ok(()),
    };
    output.result(&finalized, |f: &Finalized| format!("final in block {}", f.block_number));
    Ok(())
}

/// A watcher for people.
fn text(view: &WatcherView, scale: &Scale) -> String {
    let state = match view.status {
        WatcherStatus::Active => "active",
        WatcherStatus::Retired => "retired",
        WatcherStatus::Banned => "banned for ever",
    };
    let places = view.jurisdictions.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let classes = view.classes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    [
        format!("{}  {}", view.account, view.did),
        format!("  status      {state}"),
        format!("  key         {}", view.key),
        format!("  watches     {classes} in {places}"),
        format!(
            "  backing     {}, of which {} delegated",
            scale.text(view.backing),
            scale.text(view.delegated)
        ),
        format!("  at stake    {}", scale.text(view.at_stake)),
        format!("  exposure    {} of at most {}", scale.text(view.exposure), scale.text(view.exposure_cap)),
        format!("  reputation  {}.{:02}, {:?}", view.score / 100, view.score % 100, view.tier),
        format!("  rewards     {}", scale.text(view.rewards)),
        format!("  against him {} claims, {} slashes that wait", view.claims, view.pending_slashes),
    ]
    .join("\n")
}

/// The watcher of an account.
async fn view(chain: &Chain, account: &AccountId32) -> Outcome<WatcherView> {
    chain.ask("msez_watcher", rpc_params![account.to_string()]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exact() {
        assert_eq!(read_share("10%"), Ok(100_000_000));
        assert_eq!(read_share("0.1"), Ok(100_000_000));
        assert_eq!(read_share("12.5%"), Ok(125_000_000));
        assert_eq!(read_share("1"), Ok(1_000_000_000));
        for bad in ["", "%", "101%", "1.1", "-1%", "10.00000001%", "a", "1e3%"] {
            assert!(read_share(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn tiers_are_read_by_their_names() {
        assert_eq!(read_tier("elite"), Ok(Tier::Elite));
        assert!(read_tier("Elite").is_err() && read_tier("1").is_err());
    }
}
