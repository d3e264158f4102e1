//! The command line, run for one node.

use serde_json::Value as Json;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};
use tokio::process::Command;

use crate::{cli_program, Launch, Node};

/// A development chain of one node.
pub async fn development_node(folder: &Path) -> anyhow::Result<Node> {
    Node::start(Launch { name: "dev".into(), folder: folder.into(), arguments: vec!["--dev".into()] }).await
}

/// The command line, for one node.
pub struct Cli {
    /// Where the node listens.
    pub url: String,
    /// Where files are.
    pub folder: PathBuf,
}

/// What a command brought.
#[derive(Debug)]
pub struct Ran {
    /// Exit code.
    pub code: i32,
    /// The one value on standard output, if it is JSON.
    pub json: Json,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Cli {
    /// A command line for this node, to be run.
    pub fn command(&self, line: &str) -> anyhow::Result<Command> {
        let mut command = Command::new(cli_program()?);
        command
            .args(line.split_whitespace())
            .env("MSEZ_URL", &self.url)
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        Ok(command)
    }

    /// Runs a command line; words are parted by blanks.
    pub async fn run(&self, line: &str) -> anyhow::Result<Ran> {
        let output = self.command(line)?.output().await?;
        let stdout = String::from_utf8(output.stdout)?;
        let ran = Ran {
            code: output.status.code().ok_or_else(|| anyhow::anyhow!("killed: {line}"))?,
            json: serde_json::from_str(&stdout).unwrap_or_default(),
            stdout,
            stderr: String::from_utf8(output.stderr)?,
        };
        println!("  {} <- msez {line}", ran.code);
        Ok(ran)
    }

    /// Runs a command that must succeed, and returns its JSON.
    pub async fn json(&self, line: &str) -> anyhow::Result<Json> {
        self.exits(0, line).await
    }

    /// Runs a command that must exit with this code, and returns its JSON: a result, or the error.
    pub async fn exits(&self, code: i32, line: &str) -> anyhow::Result<Json> {
        let ran = self.run(&format!("--json {line}")).await?;
        anyhow::ensure!(ran.code == code, "msez {line}: expected exit code {code}: {ran:#?}");
        let error = &ran.json["error"];
        if error.is_object() {
            anyhow::ensure!(error["code"] == code && error["kind"].is_string(), "{line}: {ran:#?}");
            anyhow::ensure!(error["message"].as_str().is_some_and(|m| !m.is_empty()), "{line}: {ran:#?}");
        }
        Ok(ran.json)
    }

    /// Runs a command whose failure must be the pallet error `name`, told with a sentence.
    pub async fn refused(&self, name: &str, line: &str) -> anyhow::Result<()> {
        let error = self.exits(4, line).await?["error"].clone();
        anyhow::ensure!(error["details"]["name"] == name, "{line}: {error:#}");
        let docs = error["details"]["docs"].as_str().unwrap_or_default();
        anyhow::ensure!(docs.contains(' ') && error["message"].as_str().unwrap_or_default().contains(docs));
        Ok(())
    }

    /// Writes a file.
    pub fn write(&self, name: &str, text: &str) -> anyhow::Result<()> {
        Ok(fs::write(self.folder.join(name), text)?)
    }

    /// Reads a JSON file.
    pub fn read(&self, name: &str) -> anyhow::Result<Json> {
        Ok(serde_json::from_slice(&fs::read(self.folder.join(name))?)?)
    }
}

/// The text that a JSON value must be.
pub fn text(json: &Json) -> String {
    json.as_str().unwrap_or_else(|| panic!("no text: {json}")).to_owned()
}
