//! Runs what the command line asked for.

use polkadot_sdk::{
    sc_cli::{self, SubstrateCli},
    sc_consensus_babe, sc_consensus_grandpa,
    sc_network::{config::NetworkBackendType, Litep2pNetworkBackend, NetworkWorker},
    sc_service,
};

use crate::{
    chain_spec,
    cli::{Cli, Subcommand},
    service::{self, Parts},
};
use msez_runtime::{opaque::Block, Hash};

impl SubstrateCli for Cli {
    fn impl_name() -> String {
        "MSEZ Node".into()
    }

    fn impl_version() -> String {
        env!("SUBSTRATE_CLI_IMPL_VERSION").into()
    }

    fn description() -> String {
        env!("CARGO_PKG_DESCRIPTION").into()
    }

    fn author() -> String {
        "the Smart Asset Operating System contributors".into()
    }

    fn support_url() -> String {
        concat!(env!("CARGO_PKG_REPOSITORY"), "/issues").into()
    }

    fn copyright_start_year() -> i32 {
        2026
    }

    fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
        Ok(Box::new(chain_spec::load(id)?))
    }
}

/// Parses the command line and does what it says.
pub fn run() -> sc_cli::Result<()> {
    let cli = Cli::from_args();
    match &cli.subcommand {
        None => run_node(&cli),
        Some(Subcommand::Key(cmd)) => cmd.run(&cli),
        Some(Subcommand::ExportChainSpec(cmd)) => cmd.run(cli.load_spec(&cmd.chain)?),
        Some(Subcommand::CheckBlock(cmd)) => cli.create_runner(cmd)?.async_run(|mut config| {
            let Parts { client, task_manager, import_queue, .. } = service::new_partial(&mut config)?;
            Ok((cmd.run(client, import_queue), task_manager))
        }),
        Some(Subcommand::ExportBlocks(cmd)) => cli.create_runner(cmd)?.async_run(|mut config| {
            let Parts { client, task_manager, .. } = service::new_partial(&mut config)?;
            Ok((cmd.run(client, config.database), task_manager))
        }),
        Some(Subcommand::ExportState(cmd)) => cli.create_runner(cmd)?.async_run(|mut config| {
            let Parts { client, task_manager, .. } = service::new_partial(&mut config)?;
            Ok((cmd.run(client, config.chain_spec), task_manager))
        }),
        Some(Subcommand::ImportBlocks(cmd)) => cli.create_runner(cmd)?.async_run(|mut config| {
            let Parts { client, task_manager, import_queue, .. } = service::new_partial(&mut config)?;
            Ok((cmd.run(client, import_queue), task_manager))
        }),
        Some(Subcommand::PurgeChain(cmd)) => {
            cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database))
        }
        Some(Subcommand::Revert(cmd)) => cli.create_runner(cmd)?.async_run(|mut config| {
            let Parts { client, task_manager, backend, .. } = service::new_partial(&mut config)?;
            // What the two engines keep beside the blocks has to go back with them.
            let revert_engines = Box::new(|client: std::sync::Arc<service::FullClient>, backend, blocks| {
                sc_consensus_babe::revert(client.clone(), backend, blocks)?;
                sc_consensus_grandpa::revert(client, blocks)?;
                Ok(())
            });
            Ok((cmd.run(client, backend, Some(revert_engines)), task_manager))
        }),
        Some(Subcommand::ChainInfo(cmd)) => {
            cli.create_runner(cmd)?.sync_run(|config| cmd.run::<Block>(&config))
        }
        #[cfg(feature = "runtime-benchmarks")]
        Some(Subcommand::Benchmark(cmd)) => crate::benchmarking::run(&cli, cmd),
    }
}

fn run_node(cli: &Cli) -> sc_cli::Result<()> {
    cli.create_runner(&cli.run)?.run_node_until_exit(|config| async move {
        match config.network.network_backend {
            NetworkBackendType::Litep2p => service::new_full::<Litep2pNetworkBackend>(config),
            NetworkBackendType::Libp2p => service::new_full::<NetworkWorker<Block, Hash>>(config),
        }
        .map_err(sc_cli::Error::Service)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn both_network_stacks_can_be_chosen() {
        for stack in ["litep2p", "libp2p"] {
            assert!(Cli::try_parse_from(["msez-node", "--dev", "--network-backend", stack]).is_ok());
        }
    }

    #[test]
    fn a_chain_specification_can_be_exported_by_name() {
        let cli = Cli::try_parse_from(["msez-node", "export-chain-spec", "--chain", "dev", "--raw"]).unwrap();
        assert!(matches!(cli.subcommand, Some(Subcommand::ExportChainSpec(_))));
    }
}
