//! What the tests ask a node.

use serde::{de::DeserializeOwned, Deserialize};
use serde_json::{json, Value as Json};
use subxt::{
    config::SubstrateConfig,
    ext::{scale_decode::DecodeAsType, scale_value::Composite},
    rpcs::{self, client::RpcParams, RpcClient},
    tx::Payload,
    OnlineClient,
};
use subxt_signer::sr25519::Keypair;
use tokio::sync::OnceCell;

use crate::{events, EventAt};

/// What a node says when it does not answer a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// JSON-RPC error code.
    pub code: i32,
    /// For people.
    pub message: String,
    /// For programs.
    pub data: Option<Json>,
}

/// A connection to a node.
pub struct Chain {
    rpc: RpcClient,
    /// Made at the first use, and once: each client follows the chain on its own, and a node has room for only so many.
    client: OnceCell<OnlineClient<SubstrateConfig>>,
}

#[derive(Deserialize)]
struct Header {
    number: String,
}

/// A block's justifications: who made it (four letters), and its bytes.
pub type Justifications = Vec<([u8; 4], Vec<u8>)>;

impl Chain {
    /// Connects.
    pub async fn connect(url: &str) -> anyhow::Result<Self> {
        Ok(Self { rpc: RpcClient::from_insecure_url(url).await?, client: OnceCell::new() })
    }

    /// Asks; an error of the node is one of ours.
    pub async fn ask<T: DeserializeOwned>(&self, method: &str, params: &[Json]) -> anyhow::Result<T> {
        self.try_ask(method, params)
            .await?
            .map_err(|refusal| anyhow::anyhow!("{method}: {} ({})", refusal.message, refusal.code))
    }

    /// Asks; an error of the node is an answer.
    pub async fn try_ask<T: DeserializeOwned>(
        &self,
        method: &str,
        params: &[Json],
    ) -> anyhow::Result<Result<T, Refusal>> {
        let mut all = RpcParams::new();
        for param in params {
            all.push(param)?;
        }
        match self.rpc.request(method, all).await {
            Ok(answer) => Ok(Ok(answer)),
            Err(rpcs::Error::User(error)) => Ok(Err(Refusal {
                code: error.code,
                message: error.message,
                data: error.data.map(|data| serde_json::from_str(data.get())).transpose()?,
            })),
            Err(error) => Err(error.into()),
        }
    }

    async fn number_of(&self, hash: Option<&str>) -> anyhow::Result<u64> {
        let params: Vec<_> = hash.map(|hash| json!(hash)).into_iter().collect();
        let header: Header = self.ask("chain_getHeader", &params).await?;
        Ok(u64::from_str_radix(header.number.trim_start_matches("0x"), 16)?)
    }

    /// Number of the best block.
    pub async fn best(&self) -> anyhow::Result<u64> {
        self.number_of(None).await
    }

    /// Number of the last block that GRANDPA finalized.
    pub async fn finalized(&self) -> anyhow::Result<u64> {
        let hash: String = self.ask("chain_getFinalizedHead", &[]).await?;
        self.number_of(Some(&hash)).await
    }

    /// Number of the last block that BEEFY finalized; 0 before the first.
    pub async fn beefy_finalized(&self) -> anyhow::Result<u64> {
        match self.try_ask::<String>("beefy_getFinalizedHead", &[]).await? {
            Ok(hash) => self.number_of(Some(&hash)).await,
            // "BEEFY RPC endpoint not ready": nothing finalized since the node started.
            Err(refusal) if refusal.message.contains("not ready") => Ok(0),
            Err(refusal) => anyhow::bail!("beefy_getFinalizedHead: {}", refusal.message),
        }
    }

    /// Hash of a block of the best chain.
    pub async fn hash_of(&self, number: u64) -> anyhow::Result<String> {
        let hash: Option<String> = self.ask("chain_getBlockHash", &[json!(number)]).await?;
        hash.ok_or_else(|| anyhow::anyhow!("there is no block {number} yet"))
    }

    /// Justifications of a block.
    pub async fn justifications(&self, number: u64) -> anyhow::Result<Justifications> {
        #[derive(Deserialize)]
        struct Block {
            justifications: Option<Justifications>,
        }
        let hash = self.hash_of(number).await?;
        let block: Block = self.ask("chain_getBlock", &[json!(hash)]).await?;
        Ok(block.justifications.unwrap_or_default())
    }

    /// A client with the node's own metadata.
    pub async fn client(&self) -> anyhow::Result<&OnlineClient<SubstrateConfig>> {
        let made = self.client.get_or_try_init(|| OnlineClient::from_rpc_client(self.rpc.clone())).await?;
        Ok(made)
    }

    /// The events of the blocks `from..=to`.
    pub async fn events(&self, from: u64, to: u64) -> anyhow::Result<Vec<EventAt>> {
        let client = self.client().await?;
        let mut all = Vec::new();
        for block in from..=to {
            let at = client.at_block(block).await?;
            for event in at.events().fetch().await?.iter() {
                let event = event?;
                let fields = event.decode_fields_unchecked_as::<Composite<()>>()?;
                all.push(EventAt {
                    block,
                    pallet: event.pallet_name().into(),
                    name: event.event_name().into(),
                    fields: events::fields(&fields),
                });
            }
        }
        Ok(all)
    }

    /// The accounts that validate in the session of the last finalized block.
    pub async fn validators(&self) -> anyhow::Result<Vec<[u8; 32]>> {
        let client = self.client().await?;
        let at = client.at_current_block().await?;
        let address = subxt::dynamic::storage::<(), Vec<[u8; 32]>>("Session", "Validators");
        Ok(at.storage().fetch(address, ()).await?.decode()?)
    }

    /// What an account can spend, at the last finalized block.
    pub async fn free_balance(&self, account: &[u8; 32]) -> anyhow::Result<u128> {
        Ok(self.balances(account).await?.0)
    }

    /// What an account has, with what is held from it, at the last finalized block.
    pub async fn total_balance(&self, account: &[u8; 32]) -> anyhow::Result<u128> {
        let (free, reserved) = self.balances(account).await?;
        Ok(free + reserved)
    }

    async fn balances(&self, account: &[u8; 32]) -> anyhow::Result<(u128, u128)> {
        #[derive(DecodeAsType)]
        #[decode_as_type(crate_path = "subxt::ext::scale_decode")]
        struct Account {
            data: Data,
        }
        #[derive(DecodeAsType)]
        #[decode_as_type(crate_path = "subxt::ext::scale_decode")]
        struct Data {
            free: u128,
            reserved: u128,
        }
        let client = self.client().await?;
        let at = client.at_current_block().await?;
        let address = subxt::dynamic::storage::<([u8; 32],), Account>("System", "Account");
        let Data { free, reserved } = at.storage().fetch(address, (*account,)).await?.decode()?.data;
        Ok((free, reserved))
    }

    /// Signs, submits and waits for finality. The events of the transaction, or why it failed.
    pub async fn submit(&self, call: &impl Payload, from: &Keypair) -> anyhow::Result<Vec<String>> {
        let client = self.client().await?;
        let at = client.at_current_block().await?;
        let progress = at.transactions().sign_and_submit_then_watch_default(call, from).await?;
        let events = progress.wait_for_finalized_success().await?;
        let mut names = Vec::new();
        for event in events.iter() {
            let event = event?;
            names.push(format!("{}.{}", event.pallet_name(), event.event_name()));
        }
        Ok(names)
    }
}
