//! From the import to the docket.

use std::sync::{Arc, Mutex, PoisonError};

use futures::{
    channel::mpsc::{self, Receiver, Sender},
    stream, Stream, StreamExt,
};
use log::warn;
use msez_runtime::opaque::Block;
use polkadot_sdk::{sc_transaction_pool_api::OffchainTransactionPoolFactory, sp_runtime::OpaqueExtrinsic};

use super::{
    docket::{Bench, Docket},
    pool::ReportPool,
    BabeProof, Metrics, LOG,
};

/// Evidence that may wait for the docket. An author is proven once a slot, so this is far more than honest peers bring.
const BACKLOG: usize = 256;

/// What goes to the docket.
enum Evidence {
    Babe(Box<BabeProof>),
    Report(OpaqueExtrinsic),
}

/// Where evidence comes out; for [`run`].
pub struct Inbox(Receiver<Evidence>);

/// Where evidence goes in. Never blocks.
#[derive(Clone)]
pub struct Reporter(Arc<Mutex<Sender<Evidence>>>);

/// A way for evidence.
pub fn channel() -> (Reporter, Inbox) {
    let (sender, receiver) = mpsc::channel(BACKLOG);
    (Reporter(Arc::new(Mutex::new(sender))), Inbox(receiver))
}

impl Reporter {
    /// An author sealed two blocks for one slot.
    pub fn babe(&self, proof: BabeProof) {
        warn!(
            target: LOG,
            "⚖️  {} sealed two blocks for slot {}: {:?} and {:?}",
            proof.offender,
            proof.slot,
            proof.first_header.hash(),
            proof.second_header.hash(),
        );
        self.send(Evidence::Babe(Box::new(proof)));
    }

    /// A voter made a report.
    pub fn extrinsic(&self, report: OpaqueExtrinsic) {
        warn!(target: LOG, "⚖️  A voter saw an equivocation");
        self.send(Evidence::Report(report));
    }

    /// Pools that lead here, for the SDK's voters.
    pub fn pool_factory(&self) -> OffchainTransactionPoolFactory<Block> {
        OffchainTransactionPoolFactory::new(ReportPool(self.clone()))
    }

    fn send(&self, evidence: Evidence) {
        let sent = self.0.lock().unwrap_or_else(PoisonError::into_inner).try_send(evidence);
        // A node that authors no blocks has no docket: its reports would never get into a block.
        if sent.is_err_and(|error| error.is_full()) {
            warn!(target: LOG, "Too much evidence at once; some is dropped");
        }
    }
}

/// Runs the docket until the chain's stream of best blocks ends.
pub async fn run<B: Bench>(bench: B, metrics: Metrics, inbox: Inbox, best_blocks: impl Stream<Item = ()>) {
    enum Event {
        Found(Evidence),
        Block,
        Closed,
    }
    let mut docket = Docket::open(bench, metrics);
    let blocks = best_blocks.map(|()| Event::Block).chain(stream::iter([Event::Closed]));
    let mut events = Box::pin(stream::select(inbox.0.map(Event::Found), blocks));
    while let Some(event) = events.next().await {
        match event {
            Event::Found(Evidence::Babe(proof)) => docket.file_proof(*proof),
            Event::Found(Evidence::Report(report)) => docket.file_report(report),
            Event::Block => {}
            Event::Closed => return,
        }
        docket.attend();
    }
}
