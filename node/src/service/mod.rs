//! Puts the node's parts together.
//!
//! [`parts`] builds what every command needs: the client, the chain of block imports and the import queue. [`full`] adds
//! the network, the RPC server and, for a validator, the three voters.

mod full;
mod parts;

pub use full::new_full;
pub use parts::new_partial;

use msez_runtime::{apis::RuntimeApi, opaque::Block};
use polkadot_sdk::{
    sc_consensus::{BoxBlockImport, DefaultImportQueue, LongestChain},
    sc_consensus_babe::{BabeLink, BabeWorkerHandle},
    sc_consensus_beefy::{BeefyRPCLinks, BeefyVoterLinks},
    sc_consensus_grandpa, sc_executor,
    sc_service::{PartialComponents, TFullBackend, TFullClient},
    sc_telemetry::Telemetry,
    sc_transaction_pool::TransactionPoolHandle,
    sp_consensus_beefy::ecdsa_crypto::AuthorityId as BeefyId,
    sp_io,
};

use crate::{
    chain_spec::ExtraHostFunctions,
    equivocation::{Inbox, Reporter},
};

/// What the runtime may call on the host: Substrate's functions and the pairing curve's.
pub type HostFunctions = (sp_io::SubstrateHostFunctions, ExtraHostFunctions);

/// The client: the chain's database and its runtime.
pub type FullClient = TFullClient<Block, RuntimeApi, sc_executor::WasmExecutor<HostFunctions>>;
/// The database.
pub type FullBackend = TFullBackend<Block>;
/// Which of two chains is better: the longer one that BABE's weights do not overrule.
pub type FullSelectChain = LongestChain<FullBackend, Block>;
/// The transaction pool.
pub type FullPool = TransactionPoolHandle<Block, FullClient>;

/// What GRANDPA's block import leaves for its voter.
type GrandpaLink = sc_consensus_grandpa::LinkHalf<Block, FullClient, FullSelectChain>;

/// What the consensus parts leave for the running node.
pub struct Consensus {
    /// Whole chain of block imports, for the blocks that this node authors.
    pub block_import: BoxBlockImport<Block>,
    pub babe_link: BabeLink<Block>,
    pub babe_worker: BabeWorkerHandle<Block>,
    pub grandpa_link: GrandpaLink,
    pub beefy_voter: BeefyVoterLinks<Block, BeefyId>,
    pub beefy_rpc: BeefyRPCLinks<Block, BeefyId>,
    /// Where evidence of equivocations goes in, and comes out.
    pub reporter: Reporter,
    pub evidence: Inbox,
    pub telemetry: Option<Telemetry>,
}

/// What every command that touches the chain starts from.
pub type Parts = PartialComponents<
    FullClient,
    FullBackend,
    FullSelectChain,
    DefaultImportQueue<Block>,
    FullPool,
    Consensus,
>;
