//! `msez demo`: stories on a development chain, every step through finality.

mod assets;
mod halt;
mod migration;
mod tensor;
mod transfer;
mod vm;

use msez_core::{AssetClass, Domain, JurisdictionId};
use msez_runtime_api::JurisdictionView;
use polkadot_sdk::sp_runtime::AccountId32;

use crate::{
    account::{Account, Scheme},
    commands::Global,
    failure::{Failure, Outcome},
};

/// `msez demo`
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Demo {
    #[command(subcommand)]
    other: Option<Other>,
    #[command(flatten)]
    tensor: tensor::Tensor,
    #[command(flatten)]
    journey: migration::Journey,
}

/// The other stories.
#[derive(Debug, clap::Subcommand)]
enum Other {
    /// A transfer of units that is refused with every reason, and made once those are mended; and a program that halts
    /// its asset when evidence expires.
    Assets(Scene),
    /// The tensor alone: evidence, and a proof of it without the chain.
    Tensor(tensor::Tensor),
    /// The migration alone: 1,000,000 dollars' worth of an asset to another jurisdiction, with operators and watchers.
    Migration {
        #[command(flatten)]
        scene: Scene,
        #[command(flatten)]
        journey: migration::Journey,
    },
    /// A program on the chain, and what it stored proven without the chain.
    Vm,
}

/// Where a story takes place.
#[derive(Clone, Debug, clap::Args)]
pub struct Scene {
    /// Where the story takes place.
    #[arg(long, default_value = "uae-difc")]
    pub jurisdiction: JurisdictionId,
    /// The class of the asset.
    #[arg(long, default_value = "securities")]
    pub class: AssetClass,
}

/// What both stories ended with.
#[derive(serde::Serialize)]
struct Whole {
    #[serde(flatten)]
    tensor: tensor::Story,
    migration: migration::Story,
}

/// Tells a story.
pub async fn run(global: &Global, demo: Demo) -> Outcome {
    match demo.other {
        None => {
            let scene = demo.tensor.scene.clone();
            let tensor = tensor::tell(global, demo.tensor).await?;
            let migration = migration::tell(global, &scene, &demo.journey).await?;
            let scale = global.chain().await?.scale().await;
            global.output().result(&Whole { tensor, migration }, |whole| {
                format!("{}\n{}", tensor::ending(&whole.tensor), migration::ending(&whole.migration, &scale))
            });
            Ok(())
        }
        Some(Other::Tensor(tensor)) => {
            let story = tensor::tell(global, tensor).await?;
            global.output().result(&story, tensor::ending);
            Ok(())
        }
        Some(Other::Migration { scene, journey }) => migration::run(global, &scene, &journey).await,
        Some(Other::Assets(scene)) => assets::run(global, &scene).await,
        Some(Other::Vm) => vm::run(global).await,
    }
}

const DEVELOPMENT_ACCOUNTS: [&str; 6] = ["alice", "bob", "charlie", "dave", "eve", "ferdie"];

/// The domains that a jurisdiction asks for.
fn required(place: &JurisdictionView, class: AssetClass) -> Outcome<Vec<Domain>> {
    let profile = place.profiles.iter().find(|profile| profile.class == class);
    profile
        .map(|profile| profile.domains.iter().collect())
        .ok_or_else(|| Failure::Usage(format!("{} does not admit the class {class}", place.id)))
}

/// The key of a development account.
fn development_account(id: &AccountId32) -> Outcome<Account> {
    for name in DEVELOPMENT_ACCOUNTS {
        let account = Account::read(name, Scheme::Sr25519)?;
        if account.id() == *id {
            return Ok(account);
        }
    }
    Err(Failure::Usage(format!("{id} is no development account: the demo needs a development chain")))
}
