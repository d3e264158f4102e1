//! Looks at every block on its way into the chain.

use std::sync::{Arc, Mutex, PoisonError};

use jsonrpsee::core::async_trait;
use msez_runtime::opaque::{Block, Header};
use polkadot_sdk::{
    sc_consensus::{BlockCheckParams, BlockImport, BlockImportParams, ImportResult},
    sc_consensus_babe::{find_pre_digest, BabeIntermediate, BabeLink, Epoch, INTERMEDIATE_KEY},
    sp_consensus,
    sp_consensus_babe::AuthorityId,
};

use super::{sealed::SealedHeaders, BabeProof, Reporter};

/// Slots that are remembered at least and at most, whatever the length of an epoch.
const WINDOW: (u64, u64) = (256, 10_000);

/// Outermost in the chain of block imports, around BABE's. It changes nothing in a block; a verified header that is its
/// author's second one for the slot goes to the [`Reporter`].
#[derive(Clone)]
pub struct EquivocationWatch<Inner> {
    inner: Inner,
    link: BabeLink<Block>,
    seen: Arc<Mutex<SealedHeaders<Header>>>,
    reporter: Reporter,
}

impl<Inner> EquivocationWatch<Inner> {
    /// Around `inner`, which must be BABE's block import or wrap it.
    pub fn new(inner: Inner, link: BabeLink<Block>, reporter: Reporter) -> Self {
        let window = link.config().epoch_length.saturating_mul(2).clamp(WINDOW.0, WINDOW.1);
        Self { inner, link, seen: Arc::new(Mutex::new(SealedHeaders::new(window))), reporter }
    }

    /// Compares a block with what is known. Blocks that BABE's verifier skipped (of a warp sync, or of the gap after
    /// one) have no epoch attached, and are skipped here too.
    fn examine(&self, block: &BlockImportParams<Block>) -> Option<BabeProof> {
        let intermediate = block.get_intermediate::<BabeIntermediate<Block>>(INTERMEDIATE_KEY).ok()?;
        let pre_digest = find_pre_digest::<Block>(&block.header).ok()?;
        let author = self.author(intermediate, pre_digest.authority_index())?;
        // The verifier moved the seal out of the header; what the author signed for all to see has it.
        let sealed = block.post_header();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.note(pre_digest.slot(), author, sealed)
    }

    fn author(&self, intermediate: &BabeIntermediate<Block>, index: u32) -> Option<AuthorityId> {
        let config = self.link.config();
        let epochs = self.link.epoch_changes().shared_data();
        let epoch =
            epochs.viable_epoch(&intermediate.epoch_descriptor, |slot| Epoch::genesis(config, slot))?;
        let (author, _) = epoch.as_ref().authorities.get(usize::try_from(index).ok()?)?;
        Some(author.clone())
    }
}

#[async_trait]
impl<Inner> BlockImport<Block> for EquivocationWatch<Inner>
where
    Inner: BlockImport<Block, Error = sp_consensus::Error> + Send + Sync,
{
    type Error = sp_consensus::Error;

    async fn check_block(&self, block: BlockCheckParams<Block>) -> Result<ImportResult, Self::Error> {
        self.inner.check_block(block).await
    }

    async fn import_block(&self, block: BlockImportParams<Block>) -> Result<ImportResult, Self::Error> {
        let proof = self.examine(&block);
        let result = self.inner.import_block(block).await;
        // After the import, so that the state of this very block can be asked for an ownership proof. A block that is
        // refused for its content was sealed all the same.
        if let Some(proof) = proof {
            self.reporter.babe(proof);
        }
        result
    }
}
