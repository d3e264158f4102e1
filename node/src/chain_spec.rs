//! The networks this binary knows by name. What is in their genesis, the runtime's presets say.

use msez_runtime::{genesis_presets, Runtime};
use polkadot_sdk::{
    frame_system,
    sc_service::{ChainType, GenericChainSpec, NoExtension, Properties},
    sp_core::Get,
};

/// Host functions of the runtime beyond Substrate's own: the genesis is built by running it.
#[cfg(not(feature = "runtime-benchmarks"))]
pub type ExtraHostFunctions = msez_bn254_host::HostFunctions;
/// Host functions of the runtime beyond Substrate's own: the genesis is built by running it.
#[cfg(feature = "runtime-benchmarks")]
pub type ExtraHostFunctions =
    (msez_bn254_host::HostFunctions, polkadot_sdk::frame_benchmarking::benchmarking::HostFunctions);

/// A chain specification of this node.
pub type ChainSpec = GenericChainSpec<NoExtension, ExtraHostFunctions>;

/// A network with a preset in the runtime.
struct Network {
    /// What `--chain` calls it.
    argument: &'static str,
    name: &'static str,
    id: &'static str,
    /// Peers of another protocol id do not talk to each other, so each network has its own.
    protocol_id: &'static str,
    chain_type: ChainType,
    preset: &'static str,
}

const NETWORKS: [Network; 3] = [
    Network {
        argument: "dev",
        name: "MSEZ Development",
        id: "msez_dev",
        protocol_id: "msez-dev",
        chain_type: ChainType::Development,
        preset: genesis_presets::DEVELOPMENT,
    },
    Network {
        argument: "local",
        name: "MSEZ Local",
        id: "msez_local",
        protocol_id: "msez-local",
        chain_type: ChainType::Local,
        preset: genesis_presets::LOCAL,
    },
    Network {
        argument: "staging",
        name: "MSEZ Staging",
        id: "msez_staging",
        protocol_id: "msez-staging",
        chain_type: ChainType::Live,
        preset: genesis_presets::STAGING,
    },
];

/// The specification behind `--chain`: `dev`, `local` (also when nothing is said), `staging`, or a path to a JSON file.
pub fn load(argument: &str) -> Result<ChainSpec, String> {
    let argument = if argument.is_empty() { "local" } else { argument };
    match NETWORKS.iter().find(|network| network.argument == argument) {
        Some(network) => build(network),
        None => ChainSpec::from_json_file(argument.into()).map_err(|error| {
            format!(
                "`{argument}` is neither a network of this node (dev, local, staging) nor a readable chain \
                 specification: {error}"
            )
        }),
    }
}

fn build(network: &Network) -> Result<ChainSpec, String> {
    let code = msez_runtime::WASM_BINARY.ok_or(
        "This binary was built without its runtime (SKIP_WASM_BUILD); give a chain specification file",
    )?;
    Ok(ChainSpec::builder(code, NoExtension::None)
        .with_name(network.name)
        .with_id(network.id)
        .with_protocol_id(network.protocol_id)
        .with_chain_type(network.chain_type.clone())
        .with_genesis_config_preset_name(network.preset)
        .with_properties(properties())
        .build())
}

fn properties() -> Properties {
    Properties::from_iter([
        ("tokenSymbol".into(), "MSEZ".into()),
        ("tokenDecimals".into(), 12.into()),
        ("ss58Format".into(), <<Runtime as frame_system::Config>::SS58Prefix as Get<u16>>::get().into()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use polkadot_sdk::sc_service::ChainSpec as _;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_networks_share_a_name_or_a_protocol() {
        let unique = |of: fn(&Network) -> &str| NETWORKS.iter().map(of).collect::<BTreeSet<_>>().len();
        assert_eq!(unique(|n| n.argument), NETWORKS.len());
        assert_eq!(unique(|n| n.id), NETWORKS.len());
        assert_eq!(unique(|n| n.protocol_id), NETWORKS.len());
        assert_eq!(unique(|n| n.preset), NETWORKS.len());
    }

    #[test]
    fn every_network_has_a_genesis_and_says_what_its_token_is() {
        for network in &NETWORKS {
            let spec = load(network.argument).expect("the runtime is part of the binary");
            assert_eq!(spec.protocol_id(), Some(network.protocol_id));
            assert_eq!(spec.properties()["tokenDecimals"], 12);
            let genesis = spec.as_storage_builder().build_storage().expect("the preset builds");
            assert!(!genesis.top.is_empty());
        }
    }

    #[test]
    fn a_network_that_does_not_exist_is_refused_with_the_list_of_those_that_do() {
        let error = load("no-such-network").err().expect("there is no such file");
        assert!(error.contains("dev, local, staging"), "{error}");
    }
}
