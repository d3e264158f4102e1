//! `msez migrate`: an asset moves to another jurisdiction, completely or not at all.

mod evidence;
mod itinerary;
mod show;
mod start;
mod watch;

use msez_core::{Digest, SubjectId};
use msez_runtime_api::MigrationView;
use serde::Serialize;
use subxt::{rpcs::rpc_params, utils::Static};

use crate::{
    chain::{api, encoded_call, Chain, Finalized},
    commands::{jurisdiction::all, power::Power, read_digest, From, Global},
    failure::{Failure, Outcome},
};
pub use evidence::evidence_digest;
pub use start::{begin, Terms};
pub use watch::{follow, sight};

/// What can be done about migrations.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Ask for a migration, as a controller of the asset. Tells first every reason why it would be refused.
    Start(Box<start::Start>),
    /// Tell every reason why a migration would be refused, and what it would wait for.
    CanStart(Box<start::CanStart>),
    /// Sign a request, for anyone to submit.
    Sign(start::Sign),
    /// Submit a request that a controller signed.
    Submit(start::Submit),

    /// Show a migration: what was brought, and what it waits for.
    Status(Which),
    /// List the migrations.
    List {
        /// Only those that have not ended.
        #[arg(long)]
        open: bool,
    },
    /// Follow a migration to its end, with the evidence as it arrives.
    Watch(watch::Watch),

    /// What a watcher of the destination sees: the asset's version and a digest, or nothing while it is not there. For
    /// `msez watcher run --source TOPIC=command:PROGRAM`.
    Sight {
        /// The migration.
        migration: Digest,
    },

    /// Bring evidence for what the path asks.
    Evidence(evidence::Evidence),
    /// Tell the digest that an issuer states where the kind of evidence will be asked for; needs no node.
    EvidenceDigest(evidence::OfKind),
    /// Pledge a statement for the destination, as an issuer who is accredited there.
    Pledge(evidence::Pledge),
    /// Have the chain look whether what it waits for is there.
    Advance(Turn),
    /// Call it off before the asset is held, as its controllers.
    Cancel(Turn),
    /// Object, with a bond: a controller, an authority of the path, or an operator of one of its hops.
    Dispute {
        /// Which.
        migration: Digest,
        /// Digest of what you bring forward, or `@FILE`.
        #[arg(long)]
        grounds: String,
        #[command(flatten)]
        from: From,
    },
    /// Rule on an objection, as the arbiter, or as governance where none was named.
    Rule {
        /// Which.
        migration: Digest,
        /// What you decide.
        #[arg(value_enum)]
        ruling: Ruling,
        #[command(flatten)]
        power: Power,
        #[command(flatten)]
        from: From,
    },
    /// Try at once what is outstanding of taking it back.
    Retry(Turn),
    /// Settle otherwise, as governance, what could not be taken back.
    Waive {
        /// Which.
        migration: Digest,
        /// What.
        #[arg(value_enum)]
        action: Waivable,
        #[command(flatten)]
        power: Power,
        #[command(flatten)]
        from: From,
    },
    /// Remove the record of what ended long ago.
    Remove(Turn),
    /// Along which the asset's program may move it.
    #[command(subcommand)]
    Itinerary(Box<itinerary::Command>),
}

/// A migration, by its id or by its asset.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub struct Which {
    /// Its id.
    migration: Option<Digest>,
    /// Or the asset that moves now.
    #[arg(long)]
    asset: Option<SubjectId>,
}

impl Which {
    /// Its id.
    async fn id(&self, chain: &Chain) -> Outcome<Digest> {
        if let Some(id) = self.migration {
            return Ok(id);
        }
        let asset = self.asset.ok_or_else(|| Failure::Usage("which migration?".into()))?;
        let live: Option<Digest> = chain.ask("msez_migrationOf", rpc_params![asset]).await?;
        live.ok_or_else(|| Failure::NotFound(format!("{asset} does not move now")))
    }
}

/// A migration, and who submits.
#[derive(Debug, clap::Args)]
pub struct Turn {
    /// Which.
    migration: Digest,
    #[command(flatten)]
    from: From,
}

/// What an arbiter decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Ruling {
    /// It goes on.
    Resume,
    /// Everything is taken back.
    Compensate,
}

/// What governance can settle otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Waivable {
    /// The refund.
    RefundFees,
    /// The check that the asset stands where it stood.
    RestoreComplianceState,
}

/// What became of a change.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Changed {
    migration: Digest,
    /// Where it is now; null where it was only proposed.
    state: Option<msez_saga::State>,
    #[serde(flatten)]
    finalized: Finalized,
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let calls = || api::transactions().migration();
    match command {
        Command::Start(command) => start::start(global, *command).await,
        Command::CanStart(command) => start::can_start(global, *command).await,
        Command::Sign(command) => start::sign(global, command).await,
        Command::Submit(command) => start::submit(global, command).await,
        Command::Status(which) => {
            let chain = global.chain().await?;
            let view = view(&chain, which.id(&chain).await?).await?;
            let scale = chain.scale().await;
            global.output().result(&view, |view| show::text(view, &scale));
            Ok(())
        }
        Command::List { open } => {
            let chain = global.chain().await?;
            let mut list: Vec<MigrationView> =
                all(&chain, "msez_migrations", |page| rpc_params![page]).await?;
            list.retain(|migration| !open || !migration.state.is_end());
            global.output().list(&list, |m| {
                let request = &m.request;
                format!("{}  {}  {} -> {}  {}", m.id, m.state, request.source, request.target, request.asset)
            });
            Ok(())
        }
        Command::Watch(command) => watch::watch(global, command).await,
        Command::Sight { migration } => watch::print_sight(global, migration).await,
        Command::Evidence(command) => evidence::add(global, command).await,
        Command::EvidenceDigest(command) => evidence::digest(global, &command),
        Command::Pledge(command) => evidence::pledge(global, command).await,
        Command::Itinerary(command) => itinerary::run(global, *command).await,
        Command::Advance(Turn { migration, from }) => {
            submit(global, "advance", migration, &calls().advance(Static(migration)), &from).await
        }
        Command::Cancel(Turn { migration, from }) => {
            submit(global, "cancel", migration, &calls().cancel(Static(migration)), &from).await
        }
        Command::Retry(Turn { migration, from }) => {
            submit(global, "retry", migration, &calls().retry_compensation(Static(migration)), &from).await
        }
        Command::Remove(Turn { migration, from }) => {
            let chain = global.chain().await?;
            let finalized =
                chain.submit("remove", &calls().remove(Static(migration)), &from.account()?).await?.0;
            global.output().result(&finalized, |f| format!("final in block {}", f.block_number));
            Ok(())
        }
        Command::Dispute { migration, grounds, from } => {
            let call = calls().dispute(Static(migration), Static(read_digest(&grounds)?));
            submit(global, "dispute", migration, &call, &from).await
        }
        Command::Rule { migration, ruling, power, from } => {
            let code = match ruling {
                Ruling::Resume => 0,
                Ruling::Compensate => 1,
            };
            governed(global, "rule", migration, code, power, &from).await
        }
        Command::Waive { migration, action, power, from } => {
            use msez_saga::Action;
            let action = match action {
                Waivable::RefundFees => Action::RefundFees,
                Waivable::RestoreComplianceState => Action::RestoreComplianceState,
            };
            governed(global, "waive", migration, action as u8, power, &from).await
        }
    }
}

/// A migration, as the newest block has it.
pub async fn view(chain: &Chain, id: Digest) -> Outcome<MigrationView> {
    chain.ask("msez_migration", rpc_params![id]).await
}

async fn submit(
    global: &Global,
    what: &str,
    id: Digest,
    call: &impl subxt::tx::Payload,
    from: &From,
) -> Outcome {
    let chain = global.chain().await?;
    let finalized = chain.submit(what, call, &from.account()?).await?.0;
    told(global, &chain, id, finalized).await
}

/// A call of a migration and a code, with the power that it needs.
async fn governed(global: &Global, name: &str, id: Digest, code: u8, power: Power, from: &From) -> Outcome {
    let chain = global.chain().await?;
    let mut arguments = id.0.to_vec();
    arguments.push(code);
    let call = encoded_call("Migration", name, &arguments)?;
    let finalized = power.submit(&chain, name, &call, &from.account()?).await?.0;
    told(global, &chain, id, finalized).await
}

/// Prints where a migration is after a change.
async fn told(global: &Global, chain: &Chain, id: Digest, finalized: Finalized) -> Outcome {
    let view: Result<MigrationView, _> =
        chain.ask("msez_migration", rpc_params![id, &finalized.block_hash]).await;
    let state = match view {
        Ok(view) => Some(view.state),
        Err(failure) if failure.kind() == "notFound" => None,
        Err(failure) => return Err(failure),
    };
    global.output().result(&Changed { migration: id, state, finalized }, |changed| {
        let state = changed.state.map_or_else(|| "gone".into(), |state| state.to_string());
        format!("{state}; final in block {}", changed.finalized.block_number)
    });
    Ok(())
}
