//! What watchers say.

use std::path::{Path, PathBuf};

use msez_core::{Digest, Moment};
use msez_runtime_api::TallyView;
use msez_watch::{Coordinate, Statement};
use polkadot_sdk::sp_core::Pair;
use subxt::{rpcs::rpc_params, utils::Static};

use super::{register::Key, run::default_record};
use crate::{
    chain::{api, Chain, Finalized},
    commands::{read_json, write_json, From, Global},
    failure::{Failure, Outcome},
    journal::Owner,
    output::read_moment,
    watcher::{Place, Protection, Signed},
};

/// `msez watcher attest`
#[derive(Debug, clap::Args)]
pub struct Attest {
    /// The topic.
    topic: Digest,
    /// The height.
    height: u64,
    /// What you saw there.
    digest: Digest,
    /// When: milliseconds since 1970, or UTC such as 2027-01-31T00:00:00Z; otherwise the chain's present time.
    #[arg(long, value_parser = read_moment)]
    observed_at: Option<Moment>,
    #[command(flatten)]
    key: Key,
    /// The record of what the key has signed; the daemon's by default.
    #[arg(long)]
    record: Option<PathBuf>,
    /// Write the signed statement to this file and submit nothing.
    #[arg(long)]
    out: Option<PathBuf>,
    #[command(flatten)]
    from: From,
}

/// `msez watcher submit`
#[derive(Debug, clap::Args)]
pub struct Submit {
    /// The signed statement.
    statement: PathBuf,
    #[command(flatten)]
    from: From,
}

/// `msez watcher report`
#[derive(Debug, clap::Args)]
pub struct Report {
    /// A signed statement.
    first: PathBuf,
    /// Another one that contradicts it; otherwise what the watcher has said on the chain does.
    second: Option<PathBuf>,
    #[command(flatten)]
    from: From,
}

/// A signed statement, as transactions carry it.
pub fn wire(signed: &Signed) -> api::runtime_types::pallet_watchers::types::SignedStatement {
    api::runtime_types::pallet_watchers::types::SignedStatement {
        statement: Static(signed.statement),
        key: signed.key.0,
        signature: signed.signature,
    }
}

/// Submits a signed statement and waits for finality.
pub async fn attest_signed(
    chain: &Chain,
    signed: &Signed,
    from: &crate::account::Account,
) -> Outcome<Finalized> {
    let call = api::transactions().watchers().attest_signed(wire(signed));
    Ok(chain.submit("attest", &call, from).await?.0)
}

/// Signs what was seen, unless something else was signed there, and submits it.
pub async fn attest(global: &Global, command: Attest) -> Outcome {
    let Attest { topic, height, digest, observed_at, key, record, out, from } = command;
    let (chain, key) = (global.chain().await?, key.pair()?);
    let observed_at = match observed_at {
        Some(moment) => moment,
        None => chain.now().await?,
    };
    let owner = Owner { genesis: chain.genesis(), key: Digest(key.public().0) };
    let path = record.map_or_else(|| default_record(&owner), Ok)?;
    let mut protection = Protection::open(&path, owner).map_err(|e| Failure::File(e.to_string()))?;
    protection.permit(Place { topic, height }, digest).map_err(|e| Failure::No(e.to_string()))?;
    let statement = Statement { coordinate: Coordinate { topic, height }, digest, observed_at };
    let signed = Signed::by(&key, &chain.genesis(), statement);
    if let Some(path) = out {
        return write_json(&path, &signed);
    }
    let finalized = attest_signed(&chain, &signed, &from.account()?).await?;
    global.output().result(&finalized, |f| format!("final in block {}", f.block_number));
    Ok(())
}

/// Reads a signed statement whose signature holds.
fn read(chain: &Chain, path: &Path) -> Outcome<Signed> {
    let signed: Signed = read_json(path)?;
    if !signed.holds(&chain.genesis()) {
        return Err(Failure::No(format!("{}: the signature does not hold on this chain", path.display())));
    }
    Ok(signed)
}

/// Submits a statement that somebody has signed.
pub async fn submit(chain: &Chain, command: Submit) -> Outcome<Finalized> {
    let signed = read(chain, &command.statement)?;
    attest_signed(chain, &signed, &command.from.account()?).await
}

/// Reports that a watcher has said two things.
pub async fn report(chain: &Chain, command: Report) -> Outcome<Finalized> {
    let first = read(chain, &command.first)?;
    let second = command.second.as_ref().map(|path| read(chain, path)).transpose()?;
    report_equivocation(chain, &first, second.as_ref(), &command.from.account()?).await
}

/// Reports an equivocation and waits for finality.
pub async fn report_equivocation(
    chain: &Chain,
    first: &Signed,
    second: Option<&Signed>,
    from: &crate::account::Account,
) -> Outcome<Finalized> {
    let call = api::transactions().watchers().report_equivocation(wire(first), second.map(wire));
    Ok(chain.submit("report", &call, from).await?.0)
}

/// Shows what was said at a place.
pub async fn tally(global: &Global, topic: Digest, height: u64) -> Outcome {
    let chain = global.chain().await?;
    let view: TallyView = chain.ask("msez_tally", rpc_params![topic, height]).await?;
    let scale = chain.scale().await;
    global.output().result(&view, |view| {
        let mut lines = vec![format!("{:?}", view.level)];
        lines.extend(view.agreed.map(|digest| format!("  agreed      {digest}")));
        if view.is_forked {
            lines.push("  forked: more than one digest stands".into());
        }
        lines.push(format!("  eligible    {}", scale.text(view.eligible)));
        for voice in &view.voices {
            let struck = if voice.is_struck { "  refuted" } else { "" };
            lines.push(format!(
                "  {}  {}  {}  {}{struck}",
                voice.account,
                voice.statement.digest,
                scale.text(voice.weight),
                voice.id
            ));
        }
        lines.join("\n")
    });
    Ok(())
}
