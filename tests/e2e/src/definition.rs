//! Definitions of networks, in the format of zombienet. What only zombienet's own provider needs is left aside.

use serde::Deserialize;
use std::{fs, path::Path};

/// A network.
#[derive(Debug, Deserialize)]
pub struct Definition {
    /// The one chain there is; zombienet calls it so.
    #[serde(rename = "relaychain")]
    pub chain: ChainDefinition,
}

/// Its chain and nodes.
#[derive(Debug, Deserialize)]
pub struct ChainDefinition {
    /// What `--chain` gets.
    pub chain: String,
    /// Program of the nodes that name none.
    pub default_command: String,
    /// Arguments of every node.
    #[serde(default)]
    pub default_args: Vec<String>,
    /// The nodes, in the order in which they start.
    pub nodes: Vec<NodeDefinition>,
}

/// A node.
#[derive(Debug, Clone, Deserialize)]
pub struct NodeDefinition {
    /// Name; a validator has the session keys of the development account of this name.
    pub name: String,
    /// Whether it is a validator.
    #[serde(default)]
    pub validator: bool,
    /// Its own arguments.
    #[serde(default)]
    pub args: Vec<String>,
}

impl Definition {
    /// Reads a file.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = fs::read_to_string(path).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))?;
        toml::from_str(&text).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))
    }

    /// The arguments of a node, without those that arrange the network itself: ports and addresses are ours, and
    /// `-:--flag` tells zombienet to leave out a flag that only it would add.
    pub fn arguments(&self, node: &NodeDefinition) -> Vec<String> {
        let all = self.chain.default_args.iter().chain(&node.args);
        all.filter(|argument| !argument.starts_with("-:") && !argument.starts_with("--listen-addr"))
            .cloned()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_of_the_local_network_has_four_validators() {
        let definition = Definition::read(&crate::root().join("zombienet/local.toml")).unwrap();
        let names: Vec<_> = definition.chain.nodes.iter().map(|node| node.name.as_str()).collect();
        assert_eq!(names, ["alice", "bob", "charlie", "dave"]);
        assert!(definition.chain.nodes.iter().all(|node| node.validator));
        assert_eq!(definition.chain.chain, "local");
        assert_eq!(definition.chain.default_command, "msez-node");
    }

    #[test]
    fn what_arranges_the_network_is_not_passed_on() {
        let text = r#"
            [relaychain]
            chain = "local"
            default_command = "msez-node"
            default_args = ["--listen-addr=/ip4/127.0.0.1/tcp/0/ws", "-:--prometheus-external", "--no-telemetry"]
            nodes = [{ name = "alice", validator = true, args = ["--pool-limit=9"] }]
        "#;
        let definition: Definition = toml::from_str(text).unwrap();
        let arguments = definition.arguments(&definition.chain.nodes[0]);
        assert_eq!(arguments, ["--no-telemetry", "--pool-limit=9"]);
    }
}
