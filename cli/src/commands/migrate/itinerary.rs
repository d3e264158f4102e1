//! Along which an asset's program may move it.

use msez_core::{Moment, SubjectId};
use subxt::utils::Static;

use super::start::{held, Shown, Terms};
use crate::{
    chain::api,
    commands::{bounded, wire, From, Global},
    failure::{Failure, Outcome},
    output::read_duration,
};

/// What can be done with itineraries.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Lay down along which the program may move the asset, once. By as many controllers as a migration takes.
    Set {
        #[command(flatten)]
        terms: Box<Terms>,
        /// Evidence for what the path asks, as for `start`; may be repeated.
        #[arg(long = "evidence")]
        evidence: Vec<Shown>,
        /// Not begun later than this from now, such as 30d.
        #[arg(long, value_parser = read_duration)]
        valid_for: Moment,
        #[command(flatten)]
        from: From,
    },
    /// Take it back.
    Clear {
        /// The asset.
        asset: SubjectId,
        #[command(flatten)]
        from: From,
    },
}

/// Runs a command.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let chain = global.chain().await?;
    let finalized = match command {
        Command::Clear { asset, from } => {
            let call = api::transactions().migration().clear_itinerary(Static(asset));
            chain.submit("clear", &call, &from.account()?).await?.0
        }
        Command::Set { terms, evidence, valid_for, from } => {
            let from = from.account()?;
            if terms.nonce != 0 {
                return Err(Failure::Usage("--nonce: the chain numbers what a program begins".into()));
            }
            let request = terms.request(&chain, &from.id()).await?;
            let now = chain.now().await?;
            let itinerary = api::runtime_types::pallet_migration::types::Itinerary {
                target: Static(request.target),
                path: bounded(request.path.into_iter().map(Static).collect()),
                value: Static(request.value),
                max_fee: request.max_fee,
                currency: request.currency,
                payer: wire(&request.payer),
                duration: request.deadline.saturating_sub(now),
                arbiter: request.arbiter.as_ref().map(wire),
                until: now.saturating_add(valid_for),
                held: bounded(held(&evidence).into_iter().map(Static).collect()),
            };
            let call = api::transactions().migration().set_itinerary(
                Static(request.asset),
                request.version,
                itinerary,
            );
            chain.submit("set", &call, &from).await?.0
        }
    };
    global.output().result(&finalized, |f| format!("final in block {}", f.block_number));
    Ok(())
}
