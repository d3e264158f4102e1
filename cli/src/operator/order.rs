//! What an operator is asked to carry, and what his custodian is asked and answers.

use msez_core::{AssetClass, CorridorId, Digest, JurisdictionId, Moment, SubjectId, Usd};
use polkadot_sdk::sp_runtime::AccountId32;
use serde::{Deserialize, Serialize};

use crate::operator::sha256;

/// Begins the bytes whose hash is a request's id.
const REQUEST_TAG: &[u8] = b"msez/custodian-request/v1";

/// The longest reference of a custodian.
pub const MAX_REFERENCE: usize = 256;

/// What moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum Goods {
    /// The asset itself.
    Whole,
    /// Some of its units.
    Units {
        /// Whose they are.
        from: AccountId32,
        /// Whose they will be.
        to: AccountId32,
        /// How many.
        #[serde(with = "msez_core::decimal")]
        amount: u128,
    },
}

/// A hop that is an operator's to carry. Nothing in it changes while the hop is his.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Order {
    /// Hash of the chain's block 0.
    pub genesis: Digest,
    /// The transfer.
    pub transfer: Digest,
    /// Which of its hops, from 0.
    pub hop: u32,
    /// Whose it is.
    pub operator: AccountId32,
    /// What moves.
    pub asset: SubjectId,
    /// Of this class.
    pub class: AssetClass,
    /// All of it, or units.
    pub goods: Goods,
    /// Its value, in micro-dollars.
    pub value: Usd,
    /// Along which corridor.
    pub corridor: CorridorId,
    /// From here.
    pub from: JurisdictionId,
    /// To there.
    pub to: JurisdictionId,
    /// Root of the compliance tensor's slices that were checked.
    pub slice_root: Digest,
}

/// What a custodian can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Action {
    /// Hold the goods, so that they can be delivered or given back.
    Prepare,
    /// Deliver them: for good.
    Commit,
    /// Give them back.
    Release,
}

impl Action {
    /// For paths and labels.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Commit => "commit",
            Self::Release => "release",
        }
    }
}

/// A request. It is written down before it is made, and repeated as it was written: a custodian who has seen its id
/// answers what he has answered before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Request {
    /// What is asked.
    pub action: Action,
    /// One for each action on each hop of each transfer of each chain.
    pub request_id: Digest,
    /// What is carried.
    pub order: Order,
    /// To be done before, in milliseconds since 1970; none for a release.
    pub deadline: Option<Moment>,
    /// To be held at least until then, in milliseconds since 1970; for a preparation.
    pub hold_until: Option<Moment>,
    /// What the custodian called the hold, once there is one. For a backup, who did not ask for it: its 32 bytes.
    pub lock: Option<String>,
}

impl Request {
    /// Asks to hold the goods.
    pub fn prepare(order: Order, deadline: Moment, hold_until: Moment) -> Self {
        Self { deadline: Some(deadline), hold_until: Some(hold_until), ..Self::new(Action::Prepare, order) }
    }

    /// Asks to deliver what is held.
    pub fn commit(order: Order, deadline: Moment, lock: String) -> Self {
        Self { deadline: Some(deadline), lock: Some(lock), ..Self::new(Action::Commit, order) }
    }

    /// Asks to give back what is held, or what may be held without our knowing.
    pub fn release(order: Order, lock: Option<String>) -> Self {
        Self { lock, ..Self::new(Action::Release, order) }
    }

    fn new(action: Action, order: Order) -> Self {
        let mut bytes = REQUEST_TAG.to_vec();
        bytes.extend_from_slice(&order.genesis.0);
        bytes.extend_from_slice(order.operator.as_ref());
        bytes.extend_from_slice(&order.transfer.0);
        bytes.extend_from_slice(&order.hop.to_le_bytes());
        bytes.extend_from_slice(action.name().as_bytes());
        let request_id = sha256(&bytes);
        Self { action, request_id, order, deadline: None, hold_until: None, lock: None }
    }
}

/// The goods are held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Held {
    /// What the custodian calls the hold.
    pub lock: String,
    /// When it ends by itself, in milliseconds since 1970.
    pub expires_at: Moment,
    /// Digest of what the custodian has signed about it, if he signs.
    #[serde(default)]
    pub evidence: Option<Digest>,
}

/// The goods are delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settled {
    /// What the ledger of the destination calls the settlement. It can be used once.
    pub settlement: String,
    /// Block or entry of that ledger.
    pub block: u64,
    /// Digest of what the custodian has signed about it, if he signs.
    #[serde(default)]
    pub evidence: Option<Digest>,
}

/// A custodian's reference as the chain has it: itself if it is 32 bytes of hexadecimal, otherwise its SHA-256.
pub fn reference(text: &str) -> Digest {
    text.parse().unwrap_or_else(|_| sha256(text.as_bytes()))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A hop to test with.
    pub fn order(transfer: u8) -> Order {
        Order {
            genesis: Digest([1; 32]),
            transfer: Digest([transfer; 32]),
            hop: 0,
            operator: AccountId32::new([2; 32]),
            asset: SubjectId([3; 32]),
            class: "securities".parse().unwrap(),
            goods: Goods::Units {
                from: AccountId32::new([4; 32]),
                to: AccountId32::new([5; 32]),
                amount: 1_000,
            },
            value: Usd::dollars(1_000_000),
            corridor: "corridor-difc-aifc".parse().unwrap(),
            from: "uae-difc".parse().unwrap(),
            to: "kz-aifc".parse().unwrap(),
            slice_root: Digest([6; 32]),
        }
    }

    #[test]
    fn a_request_has_one_id_for_each_action_hop_transfer_operator_and_chain() {
        let ids = |order: Order| {
            [
                Request::prepare(order.clone(), 1, 2).request_id,
                Request::commit(order.clone(), 1, "lock".into()).request_id,
                Request::release(order, None).request_id,
            ]
        };
        let changed = [
            order(7),
            order(8),
            Order { hop: 1, ..order(7) },
            Order { operator: AccountId32::new([9; 32]), ..order(7) },
            Order { genesis: Digest([9; 32]), ..order(7) },
        ];
        let all: Vec<_> = changed.into_iter().flat_map(ids).collect();
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!((all.len(), distinct.len()), (15, 15));
        let (one, other) = (Request::prepare(order(7), 5, 9), Request::prepare(order(7), 6, 9));
        assert_eq!(one.request_id, other.request_id, "an id is for what is done, not for when");
    }

    #[test]
    fn requests_are_read_as_they_are_written() {
        let request = Request::commit(order(7), 5, "lock-1".into());
        let text = serde_json::to_string(&request).unwrap();
        assert!(
            text.contains(r#""goods":{"kind":"units","#) && text.contains(r#""amount":"1000""#),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<Request>(&text).unwrap(), request);
        assert_eq!(serde_json::to_value(Goods::Whole).unwrap(), serde_json::json!({ "kind": "whole" }));
    }

    #[test]
    fn a_reference_is_a_digest_or_has_one() {
        assert_eq!(reference(&Digest([7; 32]).to_string()), Digest([7; 32]));
        assert_eq!(reference("TX-1"), sha256(b"TX-1"));
        assert_ne!(reference("0x07"), reference("0x7"));
    }
}
