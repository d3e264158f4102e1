//! The registry of smart assets and their units.

use std::sync::Arc;

use jsonrpsee::proc_macros::rpc;
use msez_asset::TransferRefusal;
use msez_core::SubjectId;
use msez_runtime::{opaque::Block, AccountId, Hash};
use msez_runtime_api::{AssetView, DocumentView, HolderView, SmartAssetsApi, UnitsView};
use polkadot_sdk::{sp_api::ProvideRuntimeApi, sp_blockchain::HeaderBackend};
use serde::{Deserialize, Serialize};

use super::{errors::Failure, reader::Reader};

/// How many units, as decimal text: a JSON number is exact up to 2^53 only in most readers.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Amount(#[serde(with = "msez_core::decimal")] u128);

/// Reads assets, their documents and their units. Accounts are SS58 addresses, amounts decimal text.
#[rpc(server)]
pub trait AssetsRpc {
    /// One asset.
    #[method(name = "msez_asset", blocking)]
    fn asset(&self, asset: SubjectId, at: Option<Hash>) -> Result<AssetView, Failure>;

    /// The documents of an asset, by their kinds.
    #[method(name = "msez_assetDocuments", blocking)]
    fn documents(&self, asset: SubjectId, at: Option<Hash>) -> Result<Vec<DocumentView>, Failure>;

    /// The units of an asset; null where it has none.
    #[method(name = "msez_assetUnits", blocking)]
    fn units(&self, asset: SubjectId, at: Option<Hash>) -> Result<Option<UnitsView>, Failure>;

    /// An account among the holders of an asset's units; null where it is not admitted.
    #[method(name = "msez_assetHolder", blocking)]
    fn holder(
        &self,
        asset: SubjectId,
        account: AccountId,
        at: Option<Hash>,
    ) -> Result<Option<HolderView>, Failure>;

    /// Every reason why a transfer of units would be refused now.
    #[method(name = "msez_canTransfer", blocking)]
    fn can_transfer(
        &self,
        asset: SubjectId,
        from: AccountId,
        to: AccountId,
        amount: Amount,
        at: Option<Hash>,
    ) -> Result<Vec<TransferRefusal>, Failure>;

    /// Every reason why units could not be issued to an account now.
    #[method(name = "msez_canMint", blocking)]
    fn can_mint(
        &self,
        asset: SubjectId,
        to: AccountId,
        amount: Amount,
        at: Option<Hash>,
    ) -> Result<Vec<TransferRefusal>, Failure>;
}

/// Answers from the runtime's [`SmartAssetsApi`].
pub struct Assets<Client>(Reader<Client>);

impl<Client> Assets<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
{
    pub fn new(client: Arc<Client>) -> Self {
        Self(Reader::new(client))
    }
}

impl<Client> AssetsRpcServer for Assets<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block> + Send + Sync + 'static,
    Client::Api: SmartAssetsApi<Block>,
{
    fn asset(&self, asset: SubjectId, at: Option<Hash>) -> Result<AssetView, Failure> {
        self.0.query(at, |api, hash| api.asset(hash, asset))
    }

    fn documents(&self, asset: SubjectId, at: Option<Hash>) -> Result<Vec<DocumentView>, Failure> {
        self.0.query(at, |api, hash| api.documents(hash, asset))
    }

    fn units(&self, asset: SubjectId, at: Option<Hash>) -> Result<Option<UnitsView>, Failure> {
        self.0.query(at, |api, hash| api.units(hash, asset))
    }

    fn holder(
        &self,
        asset: SubjectId,
        account: AccountId,
        at: Option<Hash>,
    ) -> Result<Option<HolderView>, Failure> {
        self.0.query(at, |api, hash| api.holder(hash, asset, account))
    }

    fn can_transfer(
        &self,
        asset: SubjectId,
        from: AccountId,
        to: AccountId,
        amount: Amount,
        at: Option<Hash>,
    ) -> Result<Vec<TransferRefusal>, Failure> {
        self.0.query(at, |api, hash| api.can_transfer(hash, asset, from, to, amount.0))
    }

    fn can_mint(
        &self,
        asset: SubjectId,
        to: AccountId,
        amount: Amount,
        at: Option<Hash>,
    ) -> Result<Vec<TransferRefusal>, Failure> {
        self.0.query(at, |api, hash| api.can_mint(hash, asset, to, amount.0))
    }
}
