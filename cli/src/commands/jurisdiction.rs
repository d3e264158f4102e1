//! `msez jurisdiction` and `msez corridor`: the registry.

use msez_core::{CorridorId, JurisdictionId};
use msez_runtime_api::{CorridorView, JurisdictionView, Page, Paged};
use serde::de::DeserializeOwned;
use subxt::rpcs::{client::RpcParams, rpc_params};

use crate::{
    chain::Chain,
    commands::{tensor::Asked, Global},
    failure::Outcome,
};

/// What can be asked of jurisdictions.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List them.
    List,
    /// Show one.
    Show {
        /// Its id, such as uae-difc.
        jurisdiction: JurisdictionId,
        #[command(flatten)]
        asked: Asked,
    },
}

/// What can be asked of corridors.
#[derive(Debug, clap::Subcommand)]
pub enum CorridorCommand {
    /// List them.
    List {
        /// Only those that start or end here.
        #[arg(long)]
        of: Option<JurisdictionId>,
    },
    /// Show one.
    Show {
        /// Its id, such as corridor-difc-aifc.
        corridor: CorridorId,
    },
}

/// Reads a list page by page to its end.
pub async fn all<T: DeserializeOwned>(
    chain: &Chain,
    method: &str,
    params: impl Fn(Page) -> RpcParams,
) -> Outcome<Vec<T>> {
    let mut items = Vec::new();
    let mut page = Page::FIRST;
    loop {
        let part: Paged<T> = chain.ask(method, params(page)).await?;
        items.extend(part.items);
        match part.next {
            Some(offset) => page.offset = offset,
            None => return Ok(items),
        }
    }
}

/// Runs a command on jurisdictions.
pub async fn run(global: &Global, command: Command) -> Outcome {
    let chain = global.chain().await?;
    let output = global.output();
    match command {
        Command::List => {
            let list: Vec<JurisdictionView> =
                all(&chain, "msez_jurisdictions", |page| rpc_params![page]).await?;
            output.list(&list, |j| {
                format!("{:<20} {:?}  {} ({})", j.id.to_string(), j.status, j.name, j.framework)
            });
        }
        Command::Show { jurisdiction, asked } => {
            let params = rpc_params![jurisdiction, chain.hash(asked.block).await?];
            let view: JurisdictionView = chain.ask("msez_jurisdiction", params).await?;
            output.result(&view, |j| {
                let mut lines = vec![
                    format!("{}  {} ({}, {})", j.id, j.name, j.country, j.framework),
                    format!("  index       {}", j.index),
                    format!("  status      {:?}", j.status),
                    format!("  authority   {}", j.authority),
                    format!("  entry fee   {}, annual {}", j.entry_fee, j.annual_fee),
                    format!("  corridors   {}, accreditations {}", j.corridors, j.accreditations),
                ];
                for profile in &j.profiles {
                    let domains: Vec<String> = profile.domains.iter().map(|d| d.to_string()).collect();
                    lines.push(format!("  {:<18} needs {}", profile.class.to_string(), domains.join(", ")));
                }
                lines.join("\n")
            });
        }
    }
    Ok(())
}

/// Runs a command on corridors.
pub async fn run_corridor(global: &Global, command: CorridorCommand) -> Outcome {
    let chain = global.chain().await?;
    let output = global.output();
    match command {
        CorridorCommand::List { of } => {
            let list: Vec<CorridorView> = match of {
                None => all(&chain, "msez_corridors", |page| rpc_params![page]).await?,
                Some(id) => all(&chain, "msez_corridorsOf", |page| rpc_params![id, page]).await?,
            };
            output.list(&list, corridor_text);
        }
        CorridorCommand::Show { corridor } => {
            let view: CorridorView = chain.ask("msez_corridor", rpc_params![corridor]).await?;
            output.result(&view, corridor_text);
        }
    }
    Ok(())
}

fn corridor_text(corridor: &CorridorView) -> String {
    format!(
        "{:<28} {} {} {}  {}",
        corridor.id.to_string(),
        corridor.source,
        if corridor.terms.is_bidirectional { "<->" } else { "->" },
        corridor.target,
        if corridor.is_active { "active" } else { "not active" },
    )
}
