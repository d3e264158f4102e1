//! Along which an asset's program may move it.

use msez_core::{Moment, SubjectId};
use subxt::utils::Static;

use super::start::Terms;
use crate::{
    chain::api,
    commands::{bounded, wire, From, Global},
    failure::Outcome,
    output::read_duration,
};

/// What can be done with itineraries.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Lay down along which the program may move the asset, once. By as many controllers as a migration takes.
    Set {
        #[command(flatten)]
        terms: Box<Terms>,
        /// How long the migration may take from its beginning, such as 5d.
        #[arg(long, value_parser = read_duration)]
        duration: Moment,
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
        Command::Set { terms, duration, valid_for, from } => {
            let from = from.account()?;
            let request = terms.request(&chain, &from.id()).await?;
            let itinerary = api::runtime_types::pallet_migration::types::Itinerary {
                target: Static(request.target),
                path: bounded(request.path.into_iter().map(Static).collect()),
                value: Static(request.value),
                max_fee: request.max_fee,
                currency: request.currency,
                payer: wire(&request.payer),
                duration,
                arbiter: request.arbiter.as_ref().map(wire),
                until: chain.now().await?.saturating_add(valid_for),
                held: bounded(Vec::new()),
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
