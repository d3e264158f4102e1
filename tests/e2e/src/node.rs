//! A node process.

use std::{
    fs::{File, OpenOptions},
    io::Read,
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use crate::{eventually, node_program, Chain};

/// From the start of the process to the first answer. Most of it is building the genesis, on a machine that may be busy.
const START: Duration = Duration::from_secs(300);
/// From the request to end to the end.
const SHUTDOWN: Duration = Duration::from_secs(30);

/// What a node is started with.
#[derive(Debug, Clone)]
pub struct Launch {
    /// Its name in messages and file names.
    pub name: String,
    /// Folder of its database and log.
    pub folder: PathBuf,
    /// All arguments but those for folder and ports.
    pub arguments: Vec<String>,
}

/// A node, running or stopped. Dropping it kills the process.
pub struct Node {
    launch: Launch,
    /// Secret of its network identity. The node would not make one up for a validator.
    network_secret: String,
    rpc_port: u16,
    p2p_port: u16,
    process: Option<Child>,
}

impl Node {
    /// Starts a node and waits until it answers.
    pub async fn start(launch: Launch) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&launch.folder)?;
        let (rpc_port, p2p_port) = (free_port()?, free_port()?);
        // Unique on this machine, and the same after a restart.
        let network_secret = format!("{:032x}{:032x}", std::process::id(), p2p_port);
        let mut node = Self { launch, network_secret, rpc_port, p2p_port, process: None };
        node.restart().await?;
        Ok(node)
    }

    /// Starts it again after it was stopped, on the same database and ports.
    pub async fn restart(&mut self) -> anyhow::Result<()> {
        anyhow::ensure!(self.process.is_none(), "{} runs already", self.launch.name);
        let log = OpenOptions::new().create(true).append(true).open(self.log())?;
        let process = Command::new(node_program()?)
            .args(["--name", &self.launch.name])
            .arg("--base-path")
            .arg(self.launch.folder.join("base"))
            .args(["--rpc-port", &self.rpc_port.to_string()])
            .args(["--listen-addr", &format!("/ip4/127.0.0.1/tcp/{}", self.p2p_port)])
            .args(["--node-key", &self.network_secret])
            .args(["--no-mdns", "--no-prometheus", "--no-telemetry"])
            .args(&self.launch.arguments)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        self.process = Some(process);
        let what = format!("{} answers", self.launch.name);
        let answer = eventually(&what, START, async || {
            if !self.is_running()? {
                return Ok(Some(Err(anyhow::anyhow!("the process has ended:\n{}", self.log_end()))));
            }
            self.chain().await?.best().await.map(|best| Some(Ok(best)))
        })
        .await?;
        answer.map(|_| ())
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.launch.name
    }

    /// Where its RPC listens.
    pub fn url(&self) -> String {
        format!("ws://127.0.0.1:{}", self.rpc_port)
    }

    /// A connection to it.
    pub async fn chain(&self) -> anyhow::Result<Chain> {
        Chain::connect(&self.url()).await
    }

    /// The address at which other nodes find it.
    pub async fn p2p_address(&self) -> anyhow::Result<String> {
        let identity: String = self.chain().await?.ask("system_localPeerId", &[]).await?;
        Ok(format!("/ip4/127.0.0.1/tcp/{}/p2p/{identity}", self.p2p_port))
    }

    /// Whether the process is there.
    pub fn is_running(&mut self) -> anyhow::Result<bool> {
        Ok(match &mut self.process {
            Some(process) => process.try_wait()?.is_none(),
            None => false,
        })
    }

    /// Kills it, as a power cut would.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        if let Some(mut process) = self.process.take() {
            process.kill()?;
            process.wait()?;
        }
        Ok(())
    }

    /// Asks it to end and waits for that.
    pub async fn stop(&mut self) -> anyhow::Result<ExitStatus> {
        let mut process =
            self.process.take().ok_or_else(|| anyhow::anyhow!("{} does not run", self.name()))?;
        // The standard library can only kill.
        let asked = Command::new("kill").args(["-TERM", &process.id().to_string()]).status()?;
        anyhow::ensure!(asked.success(), "kill -TERM: {asked}");
        let started = Instant::now();
        loop {
            if let Some(status) = process.try_wait()? {
                return Ok(status);
            }
            if started.elapsed() > SHUTDOWN {
                process.kill()?;
                process.wait()?;
                anyhow::bail!("{} did not end within {} s of SIGTERM", self.name(), SHUTDOWN.as_secs());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Its log.
    pub fn log(&self) -> PathBuf {
        self.launch.folder.join("node.log")
    }

    /// The whole text of its log.
    pub fn log_text(&self) -> String {
        let mut text = String::new();
        // A log that cannot be read must not hide the failure it was to explain.
        let _ = File::open(self.log()).and_then(|mut file| file.read_to_string(&mut text));
        text
    }

    /// The last lines of its log.
    pub fn log_end(&self) -> String {
        let text = self.log_text();
        let lines: Vec<_> = text.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // Nothing to be done about a process that cannot be killed.
        let _ = self.kill();
        if std::thread::panicking() {
            println!("--- end of the log of {} ---\n{}\n---", self.launch.name, self.log_end());
        }
    }
}

/// A port on which nobody listens. Another process may take it before the node does; the node would then not answer on
/// it, and the test would say so.
fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
