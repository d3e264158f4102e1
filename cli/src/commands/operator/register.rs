//! Who carries along which corridor, and with which key.

use msez_bridge::possession_payload;
use msez_core::CorridorId;
use polkadot_sdk::{
    sp_core::{ed25519, Pair},
    sp_runtime::AccountId32,
};
use subxt::utils::Static;

use crate::{
    account::{read_account_id, Account, Scheme},
    chain::{api, Chain, Finalized},
    commands::{bounded, wire, From},
    failure::{Failure, Outcome},
};

/// The key that signs receipts, and requests to the custodian.
#[derive(Debug, clap::Args)]
pub struct Key {
    /// The Ed25519 key that signs receipts: a secret URI, or `@FILE` with one, as plain text or as a JSON string.
    #[arg(long = "key", env = "MSEZ_OPERATOR_KEY", hide_env_values = true)]
    key: String,
}

impl Key {
    /// The key.
    pub fn pair(&self) -> Outcome<ed25519::Pair> {
        match Account::read(&self.key, Scheme::Ed25519)? {
            Account::Ed25519(pair) => Ok(*pair),
            _ => Err(Failure::Usage("a wallet's export has no Ed25519 key".into())),
        }
    }
}

/// `msez operator register`
#[derive(Debug, clap::Args)]
pub struct Register {
    /// The corridor.
    corridor: CorridorId,
    #[command(flatten)]
    key: Key,
    /// Where you can be reached: up to 128 printable characters, such as https://carrier.example/v1.
    #[arg(long)]
    endpoint: String,
    #[command(flatten)]
    from: From,
}

/// `msez operator rotate-key`
#[derive(Debug, clap::Args)]
pub struct RotateKey {
    /// The corridor.
    corridor: CorridorId,
    #[command(flatten)]
    key: Key,
    #[command(flatten)]
    from: From,
}

/// `msez operator accept` and `dismiss`
#[derive(Debug, clap::Args)]
pub struct Other {
    /// The corridor.
    corridor: CorridorId,
    /// Whom: SS58, 0x and 32 bytes, or a development account.
    #[arg(value_parser = read_account_id)]
    operator: AccountId32,
    #[command(flatten)]
    from: From,
}

/// `msez operator name-arbiter`
#[derive(Debug, clap::Args)]
pub struct NameArbiter {
    /// The corridor.
    corridor: CorridorId,
    /// Whom; nobody to take the name back.
    #[arg(value_parser = read_account_id)]
    arbiter: Option<AccountId32>,
    #[command(flatten)]
    from: From,
}

/// The key's proof that it agrees to be used by this account.
fn possession(chain: &Chain, key: &ed25519::Pair, account: &AccountId32) -> [u8; 64] {
    key.sign(&possession_payload(&chain.genesis(), account.as_ref(), &key.public().0)).0
}

/// Asks to carry along a corridor.
pub async fn register(chain: &Chain, command: Register) -> Outcome<Finalized> {
    let Register { corridor, key, endpoint, from } = command;
    let (key, from) = (key.pair()?, from.account()?);
    let proof = possession(chain, &key, &from.id());
    let call = api::transactions().corridor_bridge().register_operator(
        Static(corridor),
        key.public().0,
        proof,
        bounded(endpoint.into_bytes()),
    );
    Ok(chain.submit("register", &call, &from).await?.0)
}

/// Signs with another key.
pub async fn rotate_key(chain: &Chain, command: RotateKey) -> Outcome<Finalized> {
    let (key, from) = (command.key.pair()?, command.from.account()?);
    let proof = possession(chain, &key, &from.id());
    let call =
        api::transactions().corridor_bridge().rotate_key(Static(command.corridor), key.public().0, proof);
    Ok(chain.submit("rotate-key", &call, &from).await?.0)
}

/// Lets an operator carry.
pub async fn accept(chain: &Chain, command: Other) -> Outcome<Finalized> {
    let Other { corridor, operator, from } = command;
    let call = api::transactions().corridor_bridge().accept_operator(Static(corridor), wire(&operator));
    Ok(chain.submit("accept", &call, &from.account()?).await?.0)
}

/// Gives an operator no more hops.
pub async fn dismiss(chain: &Chain, command: Other) -> Outcome<Finalized> {
    let Other { corridor, operator, from } = command;
    let call = api::transactions().corridor_bridge().dismiss_operator(Static(corridor), wire(&operator));
    Ok(chain.submit("dismiss", &call, &from.account()?).await?.0)
}

/// Names an arbiter.
pub async fn name_arbiter(chain: &Chain, command: NameArbiter) -> Outcome<Finalized> {
    let NameArbiter { corridor, arbiter, from } = command;
    let call =
        api::transactions().corridor_bridge().name_arbiter(Static(corridor), arbiter.as_ref().map(wire));
    Ok(chain.submit("name-arbiter", &call, &from.account()?).await?.0)
}
