//! Drives `local.toml` with zombienet-sdk's native provider: finality with four and with three of four validators, and the
//! return of the fourth. Run by `scripts/network-test`; the node comes from `MSEZ_NODE`.

use anyhow::Context;
use std::{env, path::PathBuf};
use zombienet_sdk::{LocalFileSystem, Network, NetworkConfig, NetworkConfigExt};

const BEST: &str = "block_height{status=\"best\"}";
const FINALIZED: &str = "block_height{status=\"finalized\"}";
const BEEFY: &str = "substrate_beefy_best_block";

/// Seconds for each step. The machine may be busy with a build.
const LIMIT: u64 = 180;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let node = PathBuf::from(env::var_os("MSEZ_NODE").context("MSEZ_NODE names the node's program")?);
    let folder = node.parent().context("MSEZ_NODE is a path with a folder")?;
    // The definition names the program, as it does for everybody else; it is found where it was built.
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([folder.to_path_buf()].into_iter().chain(env::split_paths(&path)))?;
    env::set_var("PATH", path);

    let definition = concat!(env!("CARGO_MANIFEST_DIR"), "/local.toml");
    let config = NetworkConfig::load_from_toml(definition)?;
    let network = config.spawn_native().await?;
    let result = story(&network).await;
    network.destroy().await?;
    result
}

async fn story(network: &Network<LocalFileSystem>) -> anyhow::Result<()> {
    network.wait_until_is_up(LIMIT).await?;
    let alice = network.get_node("alice")?;
    let dave = network.get_node("dave")?;
    let finalized =
        |least: f64| alice.wait_metric_with_timeout(FINALIZED, move |height| height >= least, LIMIT);

    finalized(3.0).await.context("finality with four of four")?;
    println!("four of four: final at {}", alice.reports(FINALIZED).await?);

    dave.pause().await?;
    let now = alice.reports(FINALIZED).await?;
    finalized(now + 5.0).await.context("finality with three of four")?;
    println!("three of four: final at {}", alice.reports(FINALIZED).await?);

    dave.resume().await?;
    let best = alice.reports(BEST).await?;
    dave.wait_metric_with_timeout(FINALIZED, move |height| height >= best, LIMIT)
        .await
        .context("the fourth has caught up")?;
    println!("the fourth is back: final at {}", dave.reports(FINALIZED).await?);

    alice
        .wait_metric_with_timeout(BEEFY, move |height| height >= now, LIMIT)
        .await
        .context("BEEFY follows")?;
    println!("BEEFY at {}", alice.reports(BEEFY).await?);
    Ok(())
}
