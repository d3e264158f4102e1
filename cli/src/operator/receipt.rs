//! Receipts, as the daemon makes and keeps them.

use msez_bridge::{CommitReceipt, PrepareReceipt};
use msez_core::{Digest, Moment};
use serde::{Deserialize, Serialize};

use crate::operator::{
    daemon::{Ask, Task},
    order::{reference, Goods, Held, Order, Settled},
};

/// A receipt with its signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed<R> {
    /// What is said.
    pub receipt: R,
    /// By the operator's key.
    #[serde(with = "signature")]
    pub signature: [u8; 64],
}

/// What moves, as receipts say it: how much, and for whom.
fn cargo(order: &Order) -> (u128, Digest) {
    match &order.goods {
        Goods::Whole => (order.value.0, Digest::default()),
        Goods::Units { to, amount, .. } => (*amount, Digest(to.clone().into())),
    }
}

/// What an operator says when the goods are held.
pub fn prepare_receipt(task: &Task, held: &Held, now: Moment) -> PrepareReceipt {
    let order = &task.order;
    let (amount, beneficiary) = cargo(order);
    PrepareReceipt {
        genesis: order.genesis,
        transfer: order.transfer,
        hop: order.hop,
        attempt: task.attempt,
        corridor: order.corridor,
        asset: order.asset,
        amount,
        beneficiary,
        operator: Digest(order.operator.clone().into()),
        lock: reference(&held.lock),
        lock_until: held.expires_at,
        source_evidence: held.evidence.unwrap_or_default(),
        slice_root: order.slice_root,
        prepared_at: now.max(task.since),
    }
}

/// What he says when they are delivered. Nothing if the task was another one.
pub fn commit_receipt(task: &Task, settled: &Settled, now: Moment) -> Option<CommitReceipt> {
    let Ask::Commit { prepare_receipt, .. } = task.ask else { return None };
    let order = &task.order;
    let (amount, beneficiary) = cargo(order);
    Some(CommitReceipt {
        genesis: order.genesis,
        transfer: order.transfer,
        hop: order.hop,
        attempt: task.attempt,
        corridor: order.corridor,
        asset: order.asset,
        amount,
        beneficiary,
        operator: Digest(order.operator.clone().into()),
        prepare_receipt,
        settlement: reference(&settled.settlement),
        settlement_block: settled.block,
        target_evidence: settled.evidence.unwrap_or_default(),
        slice_root: order.slice_root,
        committed_at: now.max(task.since),
    })
}

/// 64 bytes as hexadecimal.
mod signature {
    use serde::{de::Error, Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8; 64], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&format!("0x{}", hex::encode(bytes)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 64], D::Error> {
        let text = String::deserialize(from)?;
        let mut bytes = [0; 64];
        hex::decode_to_slice(text.strip_prefix("0x").unwrap_or(&text), &mut bytes)
            .map_err(D::Error::custom)?;
        Ok(bytes)
    }
}
