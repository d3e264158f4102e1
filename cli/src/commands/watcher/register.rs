//! Who is a watcher, and with which key.

use msez_core::{AssetClass, JurisdictionId};
use msez_watch::{is_did, possession_payload};
use polkadot_sdk::{
    sp_core::{ed25519, Pair},
    sp_runtime::AccountId32,
};
use subxt::utils::Static;

use super::{read_share, view};
use crate::{
    account::{read_account_id, Account, Scheme},
    chain::{api, Chain, Finalized},
    commands::{bounded, wire, From},
    failure::{Failure, Outcome},
};

/// The key that signs statements.
#[derive(Debug, clap::Args)]
pub struct Key {
    /// The Ed25519 key that signs statements: a secret URI, or `@FILE` with one, as plain text or as a JSON string.
    #[arg(long = "key", env = "MSEZ_WATCHER_KEY", hide_env_values = true)]
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

/// Where and what a watcher watches.
#[derive(Debug, clap::Args)]
pub struct Scope {
    /// Jurisdictions to watch in; may be repeated.
    #[arg(long = "jurisdiction", required = true)]
    jurisdictions: Vec<JurisdictionId>,
    /// Asset classes to watch; may be repeated.
    #[arg(long = "class", required = true)]
    classes: Vec<AssetClass>,
}

/// `msez watcher register`
#[derive(Debug, clap::Args)]
pub struct Register {
    /// The decentralized identifier; stays bound to the account for good.
    #[arg(long)]
    did: String,
    #[command(flatten)]
    key: Key,
    #[command(flatten)]
    scope: Scope,
    /// The part of what delegated funds earn that you keep, such as 10%.
    #[arg(long, value_parser = read_share, default_value = "10%")]
    commission: u32,
    #[command(flatten)]
    from: From,
}

/// `msez watcher rotate-key`
#[derive(Debug, clap::Args)]
pub struct RotateKey {
    #[command(flatten)]
    key: Key,
    #[command(flatten)]
    from: From,
}

/// `msez watcher set-scope`
#[derive(Debug, clap::Args)]
pub struct SetScope {
    #[command(flatten)]
    scope: Scope,
    #[command(flatten)]
    from: From,
}

/// `msez watcher set-commission`
#[derive(Debug, clap::Args)]
pub struct SetCommission {
    /// The part, such as 10%.
    #[arg(value_parser = read_share)]
    commission: u32,
    #[command(flatten)]
    from: From,
}

/// `msez watcher set-controller`
#[derive(Debug, clap::Args)]
pub struct SetController {
    /// Who; nobody to be your own.
    #[arg(value_parser = read_account_id)]
    controller: Option<AccountId32>,
    #[command(flatten)]
    from: From,
}

/// `msez watcher accept-member`
#[derive(Debug, clap::Args)]
pub struct AcceptMember {
    /// Who has asked.
    #[arg(value_parser = read_account_id)]
    member: AccountId32,
    #[command(flatten)]
    from: From,
}

/// The key's proof that it agrees to be used by this account under this name.
fn possession(chain: &Chain, key: &ed25519::Pair, account: &AccountId32, did: &[u8]) -> [u8; 64] {
    let account: &[u8; 32] = account.as_ref();
    key.sign(&possession_payload(&chain.genesis(), account, &key.public().0, did)).0
}

/// Becomes a watcher.
pub async fn register(chain: &Chain, command: Register) -> Outcome<Finalized> {
    let Register { did, key, scope, commission, from } = command;
    if !is_did(did.as_bytes()) {
        return Err(Failure::Usage(format!(
            "{did}: expected an identifier such as did:web:watch.example.org"
        )));
    }
    let (key, from) = (key.pair()?, from.account()?);
    let proof = possession(chain, &key, &from.id(), did.as_bytes());
    let call = api::transactions().watchers().register(
        bounded(did.into_bytes()),
        key.public().0,
        proof,
        bounded(scope.jurisdictions.into_iter().map(Static).collect()),
        bounded(scope.classes.into_iter().map(Static).collect()),
        api::runtime_types::sp_arithmetic::per_things::Perbill(commission),
    );
    Ok(chain.submit("register", &call, &from).await?.0)
}

/// Signs with another key.
pub async fn rotate_key(chain: &Chain, command: RotateKey) -> Outcome<Finalized> {
    let (key, from) = (command.key.pair()?, command.from.account()?);
    let did = view(chain, &from.id()).await?.did;
    let proof = possession(chain, &key, &from.id(), did.as_bytes());
    let call = api::transactions().watchers().rotate_key(key.public().0, proof);
    Ok(chain.submit("rotate-key", &call, &from).await?.0)
}

/// Watches elsewhere.
pub async fn set_scope(chain: &Chain, command: SetScope) -> Outcome<Finalized> {
    let call = api::transactions().watchers().set_scope(
        bounded(command.scope.jurisdictions.into_iter().map(Static).collect()),
        bounded(command.scope.classes.into_iter().map(Static).collect()),
    );
    Ok(chain.submit("set-scope", &call, &command.from.account()?).await?.0)
}

/// Changes the commission.
pub async fn set_commission(chain: &Chain, command: SetCommission) -> Outcome<Finalized> {
    let commission = api::runtime_types::sp_arithmetic::per_things::Perbill(command.commission);
    let call = api::transactions().watchers().set_commission(commission);
    Ok(chain.submit("set-commission", &call, &command.from.account()?).await?.0)
}

/// Asks to belong to a controller.
pub async fn set_controller(chain: &Chain, command: SetController) -> Outcome<Finalized> {
    let call = api::transactions().watchers().set_controller(command.controller.as_ref().map(wire));
    Ok(chain.submit("set-controller", &call, &command.from.account()?).await?.0)
}

/// Agrees to be somebody's controller.
pub async fn accept_member(chain: &Chain, command: AcceptMember) -> Outcome<Finalized> {
    let call = api::transactions().watchers().accept_member(wire(&command.member));
    Ok(chain.submit("accept-member", &call, &command.from.account()?).await?.0)
}
