#![doc = include_str!("../README.md")]

pub mod chain;
pub mod cli;
pub mod definition;
pub mod events;
pub mod network;
pub mod node;
pub mod wait;

pub use chain::{Chain, Refusal};
pub use definition::Definition;
pub use events::EventAt;
pub use network::Network;
pub use node::{Launch, Node};
pub use wait::eventually;

use std::{env, path::PathBuf};

/// What a test returns. An error becomes a panic where it occurs, while the nodes are still there to show their logs.
pub type Outcome = Result<(), Failed>;

/// Never made: the conversion panics.
#[derive(Debug)]
pub enum Failed {}

impl From<anyhow::Error> for Failed {
    #[track_caller]
    fn from(error: anyhow::Error) -> Self {
        panic!("{error:#}")
    }
}

/// The root of the checkout.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A program of this workspace: the path in the environment variable, else what was built beside this test.
pub fn program(variable: &str, name: &str) -> anyhow::Result<PathBuf> {
    if let Some(path) = env::var_os(variable) {
        return Ok(path.into());
    }
    // target/release/deps/<test> → target/release/<name>
    let test = env::current_exe()?;
    let built = test.ancestors().nth(2).map(|folder| folder.join(name)).filter(|path| path.exists());
    built.ok_or_else(|| {
        anyhow::anyhow!(
            "{name} is not built: cargo build --release --workspace, or say where with {variable}"
        )
    })
}

/// The node.
pub fn node_program() -> anyhow::Result<PathBuf> {
    program("MSEZ_NODE", "msez-node")
}

/// The command line.
pub fn cli_program() -> anyhow::Result<PathBuf> {
    program("MSEZ_CLI", "msez")
}
