//! `msez demo`: stories on a development chain, every step through finality.

mod assets;
mod halt;
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
}

/// The other stories.
#[derive(Debug, clap::Subcommand)]
enum Other {
    /// A transfer of units that is refused with every reason, and made once those are mended; and a program that halts
    /// its asset when evidence expires.
    Assets(Scene),
    /// A program on the chain, and what it stored proven without the chain.
    Vm,
}

/// Where a story takes place.
#[derive(Debug, clap::Args)]
pub struct Scene {
    /// Where the story takes place.
    #[arg(long, default_value = "uae-difc")]
    pub jurisdiction: JurisdictionId,
    /// The class of the asset.
    #[arg(long, default_value = "securities")]
    pub class: AssetClass,
}

/// Tells a story.
pub async fn run(global: &Global, demo: Demo) -> Outcome {
    match demo.other {
        None => tensor::run(global, demo.tensor).await,
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
