//! Watchers, what they said, and disputes over it.

use std::sync::Arc;

use jsonrpsee::proc_macros::rpc;
use msez_core::{AssetClass, Digest, JurisdictionId};
use msez_runtime::{opaque::Block, AccountId, Hash};
use msez_runtime_api::{
    ClaimView, DisputesApi, DutyView, Page, Paged, PendingSlashView, TallyView, TopicView, WatcherView,
    WatchersApi,
};
use msez_watch::Tier;
use polkadot_sdk::{sp_api::ProvideRuntimeApi, sp_blockchain::HeaderBackend};
use serde::Deserialize;

use super::{errors::Failure, reader::Reader};

/// Which watchers are looked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Selection {
    /// They watch here.
    pub jurisdiction: JurisdictionId,
    /// And this class.
    pub class: AssetClass,
    /// Least tier.
    #[serde(default)]
    pub min_tier: Tier,
    /// Least backing, as decimal text.
    #[serde(default, with = "msez_core::decimal")]
    pub min_backing: u128,
    /// How many at most.
    pub count: u32,
}

/// Reads watchers, topics, tallies and claims. Accounts are SS58 addresses, amounts decimal text.
#[rpc(server)]
pub trait WatchersRpc {
    /// A watcher.
    #[method(name = "msez_watcher", blocking)]
    fn watcher(&self, account: AccountId, at: Option<Hash>) -> Result<WatcherView, Failure>;

    /// The active watchers.
    #[method(name = "msez_watchers", blocking)]
    fn watchers(&self, page: Option<Page>, at: Option<Hash>) -> Result<Paged<WatcherView>, Failure>;

    /// The best active watchers of a scope.
    #[method(name = "msez_selectWatchers", blocking)]
    fn select(&self, selection: Selection, at: Option<Hash>) -> Result<Vec<WatcherView>, Failure>;

    /// Every reason why a watcher could not attest.
    #[method(name = "msez_canAttest", blocking)]
    fn can_attest(
        &self,
        account: AccountId,
        topic: Digest,
        height: u64,
        at: Option<Hash>,
    ) -> Result<Vec<String>, Failure>;

    /// The open duties of a watcher.
    #[method(name = "msez_watcherDuties", blocking)]
    fn duties(&self, account: AccountId, at: Option<Hash>) -> Result<Vec<DutyView>, Failure>;

    /// A topic.
    #[method(name = "msez_topic", blocking)]
    fn topic(&self, topic: Digest, at: Option<Hash>) -> Result<TopicView, Failure>;

    /// The topics.
    #[method(name = "msez_topics", blocking)]
    fn topics(&self, page: Option<Page>, at: Option<Hash>) -> Result<Paged<TopicView>, Failure>;

    /// What was said at a coordinate, and how final that is.
    #[method(name = "msez_tally", blocking)]
    fn tally(&self, topic: Digest, height: u64, at: Option<Hash>) -> Result<TallyView, Failure>;

    /// The slashes that wait.
    #[method(name = "msez_pendingSlashes", blocking)]
    fn pending(&self, page: Option<Page>, at: Option<Hash>) -> Result<Paged<PendingSlashView>, Failure>;

    /// A claim that a statement is false.
    #[method(name = "msez_claim", blocking)]
    fn claim(&self, claim: Digest, at: Option<Hash>) -> Result<ClaimView, Failure>;

    /// The claim on a statement; null where there is none.
    #[method(name = "msez_claimOn", blocking)]
    fn claim_on(&self, statement: Digest, at: Option<Hash>) -> Result<Option<Digest>, Failure>;

    /// Every reason why an account could not claim that a statement is false.
    #[method(name = "msez_canClaim", blocking)]
    fn can_claim(
        &self,
        account: AccountId,
        statement: Digest,
        at: Option<Hash>,
    ) -> Result<Vec<String>, Failure>;
}

/// Answers from the runtime's [`WatchersApi`] and [`DisputesApi`].
pub struct Watchers<Client>(Reader<Client>);

impl<Client> Watchers<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
{
    pub fn new(client: Arc<Client>) -> Self {
        Self(Reader::new(client))
    }
}

impl<Client> WatchersRpcServer for Watchers<Client>
where
    Client: ProvideRuntimeApi<Block> + HeaderBackend<Block> + Send + Sync + 'static,
    Client::Api: WatchersApi<Block> + DisputesApi<Block>,
{
    fn watcher(&self, account: AccountId, at: Option<Hash>) -> Result<WatcherView, Failure> {
        self.0.query(at, |api, hash| api.watcher(hash, account))
    }

    fn watchers(&self, page: Option<Page>, at: Option<Hash>) -> Result<Paged<WatcherView>, Failure> {
        self.0.query(at, |api, hash| api.watchers(hash, page.unwrap_or(Page::FIRST)))
    }

    fn select(&self, selection: Selection, at: Option<Hash>) -> Result<Vec<WatcherView>, Failure> {
        let Selection { jurisdiction, class, min_tier, min_backing, count } = selection;
        self.0.query(at, |api, hash| {
            api.select_watchers(hash, jurisdiction, class, min_tier, min_backing, count)
        })
    }

    fn can_attest(
        &self,
        account: AccountId,
        topic: Digest,
        height: u64,
        at: Option<Hash>,
    ) -> Result<Vec<String>, Failure> {
        self.0.ask(at, |api, hash| api.attest_obstacles(hash, account, topic, height))
    }

    fn duties(&self, account: AccountId, at: Option<Hash>) -> Result<Vec<DutyView>, Failure> {
        self.0.ask(at, |api, hash| api.watcher_duties(hash, account))
    }

    fn topic(&self, topic: Digest, at: Option<Hash>) -> Result<TopicView, Failure> {
        self.0.query(at, |api, hash| api.topic(hash, topic))
    }

    fn topics(&self, page: Option<Page>, at: Option<Hash>) -> Result<Paged<TopicView>, Failure> {
        self.0.query(at, |api, hash| api.topics(hash, page.unwrap_or(Page::FIRST)))
    }

    fn tally(&self, topic: Digest, height: u64, at: Option<Hash>) -> Result<TallyView, Failure> {
        self.0.query(at, |api, hash| api.tally(hash, topic, height))
    }

    fn pending(&self, page: Option<Page>, at: Option<Hash>) -> Result<Paged<PendingSlashView>, Failure> {
        self.0.query(at, |api, hash| api.pending_slashes(hash, page.unwrap_or(Page::FIRST)))
    }

    fn claim(&self, claim: Digest, at: Option<Hash>) -> Result<ClaimView, Failure> {
        self.0.query(at, |api, hash| api.claim(hash, claim))
    }

    fn claim_on(&self, statement: Digest, at: Option<Hash>) -> Result<Option<Digest>, Failure> {
        self.0.ask(at, |api, hash| api.claim_on(hash, statement))
    }

    fn can_claim(
        &self,
        account: AccountId,
        statement: Digest,
        at: Option<Hash>,
    ) -> Result<Vec<String>, Failure> {
        self.0.ask(at, |api, hash| api.claim_obstacles(hash, account, statement))
    }
}
