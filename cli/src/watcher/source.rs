//! Where a watcher sees what it attests to.

use std::{process::Stdio, str::FromStr, time::Duration};

use msez_core::{Digest, Moment};
use serde::Deserialize;
use subxt::rpcs::{rpc_params, RpcClient};
use tokio::process::Command;

/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many blocks of a topic are walked back at most.
const MAX_STEPS: u32 = 1_000;

/// Key of pallet-timestamp's `Now` in the state of a Substrate chain.
const NOW: &str = "0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb";

/// Who is asked for the state of what a topic is about.
///
/// Watchers who are drawn together must look at the same height, or no quorum comes about. So the height is not theirs
/// to choose: it is the first multiple of the topic's stride whose block is not older than the duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A Substrate node: the state root of the finalized block.
    Substrate(String),
    /// An Ethereum node: the state root of the finalized block.
    Ethereum(String),
    /// A program: one executable file. It is called with the topic, the duty's beginning in milliseconds and the stride, and
    /// prints the height and 32 bytes in hexadecimal, or nothing while there is nothing to see yet.
    Command(String),
}

/// What there is to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    /// At which height.
    pub height: u64,
    /// What.
    pub digest: Digest,
}

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// On which topic.
    pub topic: Digest,
    /// Not older than this, in milliseconds.
    pub since: Moment,
    /// At a multiple of this; at least 1.
    pub stride: u64,
}

/// A block of another chain.
struct Block {
    time: Moment,
    state_root: Digest,
}

impl FromStr for Source {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "expected substrate:WS_URL, ethereum:WS_URL or command:PROGRAM".to_owned();
        let (kind, rest) = text.split_once(':').filter(|(_, rest)| !rest.is_empty()).ok_or_else(wrong)?;
        let socket = || match rest.starts_with("ws://") || rest.starts_with("wss://") {
            true => Ok(rest.to_owned()),
            false => Err(format!("{rest}: expected an address that begins with ws:// or wss://")),
        };
        match kind {
            "substrate" => socket().map(Self::Substrate),
            "ethereum" => socket().map(Self::Ethereum),
            "command" => Ok(Self::Command(rest.to_owned())),
            _ => Err(wrong()),
        }
    }
}

impl Source {
    /// What there is to see, or nothing while it is not final.
    pub async fn observe(&self, search: Search) -> anyhow::Result<Option<Sight>> {
        let observation = async {
            match self {
                Self::Substrate(url) => {
                    let node = RpcClient::from_insecure_url(url).await?;
                    let last = substrate_head(&node).await?;
                    first_since(search, last, async |height| substrate_block(&node, height).await).await
                }
                Self::Ethereum(url) => {
                    let node = RpcClient::from_insecure_url(url).await?;
                    let Some(last) = ethereum_block(&node, "finalized".into()).await? else {
                        return Ok(None);
                    };
                    first_since(search, number(&last.number)?, async |height| {
                        let block = ethereum_block(&node, format!("{height:#x}")).await?;
                        let block = block.ok_or_else(|| anyhow::anyhow!("no block {height}"))?;
                        anyhow::ensure!(
                            number(&block.number)? == height,
                            "the node answered with another block"
                        );
                        let time = number(&block.timestamp)?.saturating_mul(1_000);
                        Ok(Block { time, state_root: block.state_root })
                    })
                    .await
                }
                Self::Command(program) => command(program, search).await,
            }
        };
        let found: anyhow::Result<Option<Sight>> = tokio::time::timeout(PATIENCE, observation)
            .await
            .unwrap_or_else(|_| Err(anyhow::anyhow!("no answer within {} s", PATIENCE.as_secs())));
        // There may be many topics, and whoever reads the log wants to know which.
        found.map_err(|e| anyhow::anyhow!("topic {}: {e:#}", search.topic))
    }
}

/// Walks back from the last final block to the first one that is not older than the duty.
async fn first_since(
    search: Search,
    last: u64,
    block: impl AsyncFn(u64) -> anyhow::Result<Block>,
) -> anyhow::Result<Option<Sight>> {
    let stride = search.stride.max(1);
    let mut height = last - last % stride;
    let mut found = None;
    for _ in 0..MAX_STEPS {
        let seen = block(height).await?;
        if seen.time < search.since {
            return Ok(found);
        }
        found = Some(Sight { height, digest: seen.state_root });
        match height.checked_sub(stride) {
            Some(before) => height = before,
            None => return Ok(found),
        }
    }
    anyhow::bail!("the duty is older than {MAX_STEPS} blocks of the topic")
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SubstrateHeader {
    number: String,
    state_root: Digest,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EthereumBlock {
    number: String,
    timestamp: String,
    state_root: Digest,
}

async fn substrate_head(node: &RpcClient) -> anyhow::Result<u64> {
    let hash: Digest = node.request("chain_getFinalizedHead", rpc_params![]).await?;
    let header: SubstrateHeader = node.request("chain_getHeader", rpc_params![hash]).await?;
    number(&header.number)
}

async fn substrate_block(node: &RpcClient, height: u64) -> anyhow::Result<Block> {
    let hash: Option<Digest> = node.request("chain_getBlockHash", rpc_params![height]).await?;
    let hash = hash.ok_or_else(|| anyhow::anyhow!("no block {height}"))?;
    let header: SubstrateHeader = node.request("chain_getHeader", rpc_params![hash]).await?;
    anyhow::ensure!(number(&header.number)? == height, "the node answered with another block");
    let now: Option<String> = node.request("state_getStorage", rpc_params![NOW, hash]).await?;
    // Block 0 has no time.
    let time = match now {
        Some(text) => {
            let bytes = hex::decode(text.trim_start_matches("0x"))?;
            let bytes = bytes.try_into().map_err(|_| anyhow::anyhow!("{text}: expected 8 bytes"))?;
            u64::from_le_bytes(bytes)
        }
        None => 0,
    };
    Ok(Block { time, state_root: header.state_root })
}

async fn ethereum_block(node: &RpcClient, which: String) -> anyhow::Result<Option<EthereumBlock>> {
    Ok(node.request("eth_getBlockByNumber", rpc_params![which, false]).await?)
}

async fn command(program: &str, search: Search) -> anyhow::Result<Option<Sight>> {
    let mut child = Command::new(program);
    let Search { topic, since, stride } = search;
    child.args([topic.to_string(), since.to_string(), stride.to_string()]);
    child.stdin(Stdio::null()).kill_on_drop(true);
    let output = child.output().await.map_err(|e| {
        anyhow::anyhow!(
            "{program} cannot be started ({e}): it must be one executable file, without arguments"
        )
    })?;
    anyhow::ensure!(
        output.status.success(),
        "{program}: {}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let text = String::from_utf8(output.stdout)?;
    let mut words = text.split_whitespace();
    let (height, digest) = match (words.next(), words.next(), words.next()) {
        (None, ..) => return Ok(None),
        (Some(height), Some(digest), None) => (height.parse()?, digest),
        _ => anyhow::bail!("{program}: expected a height and a digest, or nothing"),
    };
    anyhow::ensure!(height % stride.max(1) == 0, "{program}: {height} is no multiple of {stride}");
    let digest = digest.parse().map_err(|e| anyhow::anyhow!("{program}: {e}"))?;
    Ok(Some(Sight { height, digest }))
}

/// Reads `0x1f`.
fn number(text: &str) -> anyhow::Result<u64> {
    let digits =
        text.strip_prefix("0x").ok_or_else(|| anyhow::anyhow!("{text}: expected a number in hexadecimal"))?;
    Ok(u64::from_str_radix(digits, 16)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_read_as_they_are_written_in_the_manual() {
        assert_eq!("substrate:ws://h:1".parse(), Ok(Source::Substrate("ws://h:1".into())));
        assert_eq!("ethereum:wss://h/x".parse(), Ok(Source::Ethereum("wss://h/x".into())));
        assert_eq!("command:/bin/see it".parse(), Ok(Source::Command("/bin/see it".into())));
        for bad in ["", "substrate", "substrate:", "substrate:http://h", "ethereum:h:1", "solana:ws://h"] {
            assert!(bad.parse::<Source>().is_err(), "{bad:?}");
        }
    }

    const SEARCH: Search = Search { topic: Digest([7; 32]), since: 5_000, stride: 4 };

    #[tokio::test]
    async fn everybody_finds_the_same_height_however_late_he_looks() {
        // A block a second, the first one at second 0.
        let block = async |height: u64| {
            Ok(Block { time: height * 1_000, state_root: Digest([u8::try_from(height).unwrap(); 32]) })
        };
        let seen = async |since, last| first_since(Search { since, ..SEARCH }, last, block).await.unwrap();
        for last in [8, 9, 11, 12, 40] {
            assert_eq!(seen(5_000, last).await, Some(Sight { height: 8, digest: Digest([8; 32]) }), "{last}");
            assert_eq!(seen(8_000, last).await.unwrap().height, 8, "not older is enough");
        }
        assert_eq!(seen(5_000, 7).await, None, "not final yet");
        assert_eq!(seen(0, 3).await.unwrap().height, 0);
        let endless = async |_: u64| Ok(Block { time: u64::MAX, state_root: Digest([0; 32]) });
        assert!(first_since(SEARCH, u64::MAX, endless).await.is_err(), "no endless walk");
    }

    #[tokio::test]
    async fn a_program_answers_with_a_digest_with_nothing_or_fails() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let see = async |name: &str, body: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
            Source::Command(path.display().to_string()).observe(SEARCH).await
        };
        let digest = Digest([9; 32]);
        // It is told topic, time and stride.
        let body = format!("[ \"$1 $2 $3\" = '{} 5000 4' ] && echo 12 {digest}", SEARCH.topic);
        assert_eq!(see("a", &body).await.unwrap(), Some(Sight { height: 12, digest }));
        assert_eq!(see("b", "exit 0").await.unwrap(), None);
        assert!(see("c", "echo nonsense").await.is_err());
        assert!(see("d", &format!("echo 13 {digest}")).await.is_err(), "not a height of the topic");
        let failure = see("e", "echo broken >&2; exit 3").await.unwrap_err().to_string();
        assert!(failure.contains("broken") && failure.contains(&SEARCH.topic.to_string()), "{failure}");
    }

    #[tokio::test]
    async fn what_cannot_be_started_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let program = format!("{} --fast", folder.path().join("see").display());
        let failure = Source::Command(program.clone()).observe(SEARCH).await.unwrap_err().to_string();
        assert!(failure.contains(&program) && failure.contains("without arguments"), "{failure}");
        assert!(failure.contains(&SEARCH.topic.to_string()), "{failure}");
    }
}
