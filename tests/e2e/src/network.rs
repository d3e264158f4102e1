//! A network of nodes, started from a definition.

use std::path::Path;
use tempfile::TempDir;

use crate::{definition::NodeDefinition, Chain, Definition, Launch, Node};

/// Development accounts whose session keys a node can be given by a flag.
const ACCOUNTS: [&str; 6] = ["alice", "bob", "charlie", "dave", "eve", "ferdie"];

/// Nodes that know each other. Dropping it kills them and removes their databases.
pub struct Network {
    definition: Definition,
    nodes: Vec<Node>,
    // Dropped after the nodes.
    folder: TempDir,
}

impl Network {
    /// Starts all nodes of a definition.
    pub async fn start(definition: &Path) -> anyhow::Result<Self> {
        let folder = temporary_folder()?;
        let mut network = Self { definition: Definition::read(definition)?, nodes: Vec::new(), folder };
        anyhow::ensure!(
            network.definition.chain.default_command == "msez-node",
            "only this workspace's node can be started"
        );
        for node in network.definition.chain.nodes.clone() {
            network.add(&node, &node.name).await?;
        }
        Ok(network)
    }

    /// Starts the node of the definition called `name` once more: same session keys, another database and identity.
    pub async fn start_twin(&mut self, name: &str) -> anyhow::Result<()> {
        let nodes = &self.definition.chain.nodes;
        let node = nodes.iter().find(|node| node.name == name).cloned();
        let node = node.ok_or_else(|| anyhow::anyhow!("no node is called {name}"))?;
        self.add(&node, &format!("{name}-twin")).await
    }

    /// Starts a node that is no validator, with arguments of its own.
    pub async fn start_observer(&mut self, name: &str, args: &[&str]) -> anyhow::Result<()> {
        let args = args.iter().map(|arg| arg.to_string()).collect();
        self.add(&NodeDefinition { name: name.into(), validator: false, args }, name).await
    }

    async fn add(&mut self, node: &NodeDefinition, name: &str) -> anyhow::Result<()> {
        let mut arguments = vec!["--chain".into(), self.definition.chain.chain.clone()];
        if node.validator {
            anyhow::ensure!(
                ACCOUNTS.contains(&node.name.as_str()),
                "{}: a validator has the name of a development account ({})",
                node.name,
                ACCOUNTS.join(", ")
            );
            arguments.extend(["--validator".into(), format!("--{}", node.name)]);
        }
        for other in &mut self.nodes {
            if other.is_running()? {
                arguments.extend(["--bootnodes".into(), other.p2p_address().await?]);
            }
        }
        arguments.extend(self.definition.arguments(node));
        let folder = self.folder.path().join(name);
        self.nodes.push(Node::start(Launch { name: name.into(), folder, arguments }).await?);
        Ok(())
    }

    /// The node called `name`.
    pub fn node(&mut self, name: &str) -> &mut Node {
        let found = self.nodes.iter_mut().find(|node| node.name() == name);
        found.unwrap_or_else(|| panic!("no node is called {name}"))
    }

    /// All nodes, in the order in which they were started.
    pub fn nodes(&mut self) -> &mut [Node] {
        &mut self.nodes
    }

    /// A connection to the node called `name`.
    pub async fn chain(&mut self, name: &str) -> anyhow::Result<Chain> {
        self.node(name).chain().await
    }
}

/// A folder that is removed with the value, unless `MSEZ_E2E_KEEP` is set.
pub fn temporary_folder() -> anyhow::Result<TempDir> {
    let mut folder = TempDir::with_prefix("msez-e2e-")?;
    if std::env::var_os("MSEZ_E2E_KEEP").is_some() {
        folder.disable_cleanup(true);
        println!("  databases and logs: {}", folder.path().display());
    }
    Ok(folder)
}
