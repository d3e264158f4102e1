//! What can be said on the command line.

use polkadot_sdk::*;

use crate::key::KeySubcommand;

/// The node. Without a subcommand it runs.
#[derive(Debug, clap::Parser)]
pub struct Cli {
    #[command(subcommand)]
    pub subcommand: Option<Subcommand>,

    #[clap(flatten)]
    pub run: sc_cli::RunCmd,
}

/// Everything the node does besides running.
#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant)]
pub enum Subcommand {
    /// Make, inspect and insert keys, and prove that a validator owns its session keys
    #[command(subcommand)]
    Key(KeySubcommand),

    /// Print a chain specification, readable or raw
    ExportChainSpec(sc_cli::ExportChainSpecCmd),

    /// Execute a block again and compare
    CheckBlock(sc_cli::CheckBlockCmd),

    /// Write blocks to a file
    ExportBlocks(sc_cli::ExportBlocksCmd),

    /// Write the state of a block as a chain specification
    ExportState(sc_cli::ExportStateCmd),

    /// Read blocks from a file
    ImportBlocks(sc_cli::ImportBlocksCmd),

    /// Remove the whole chain's database
    PurgeChain(sc_cli::PurgeChainCmd),

    /// Take back blocks that are not final
    Revert(sc_cli::RevertCmd),

    /// Print what the database holds
    ChainInfo(sc_cli::ChainInfoCmd),

    /// Measure pallets, blocks, storage and the machine
    #[cfg(feature = "runtime-benchmarks")]
    #[command(subcommand)]
    Benchmark(frame_benchmarking_cli::BenchmarkCmd),
}
