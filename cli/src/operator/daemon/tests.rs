//! The daemon between a chain that remembers and a custodian who fails.

use super::*;
use crate::{
    journal::Owner,
    operator::{
        http::{
            tests::{Asked, Reply, Service},
            Http,
        },
        order::{reference, tests::order},
    },
};
use polkadot_sdk::sp_runtime::traits::Verify;
use serde_json::Value;
use std::{cell::RefCell, path::Path};

const DUE: Moment = 10_000;
const HOLD: Moment = 20_000;
const RECEIPT: Digest = Digest([0x77; 32]);

/// A chain that remembers what it was told.
#[derive(Default)]
struct Told {
    tasks: RefCell<Vec<Task>>,
    fate: Option<Fate>,
    prepared: RefCell<Vec<Signed<PrepareReceipt>>>,
    committed: RefCell<Vec<Signed<CommitReceipt>>>,
    refused: RefCell<Vec<(Digest, u32)>>,
    /// It answers, but takes nothing.
    is_cut_off: bool,
    refuses: bool,
    is_away: bool,
}

impl Told {
    fn asks(tasks: &[Task]) -> Self {
        Self { tasks: RefCell::new(tasks.to_vec()), ..Self::default() }
    }

    fn take(&self, transfer: Digest) -> Outcome {
        if self.is_cut_off {
            return Err(Failure::Connection("cut off".into()));
        }
        if self.refuses {
            return Err(Failure::Refused("no".into()));
        }
        self.tasks.borrow_mut().retain(|task| task.order.transfer != transfer);
        Ok(())
    }
}

impl Bridge for Told {
    async fn renew(&mut self) -> Outcome {
        Ok(())
    }
    async fn finalized(&self) -> Outcome<u32> {
        match self.is_away {
            true => Err(Failure::Connection("away".into())),
            false => Ok(10),
        }
    }
    async fn standing(&self) -> Outcome<Standing> {
        Ok(Standing { now: 5_000, ..Standing::default() })
    }
    async fn tasks(&self) -> Outcome<Vec<Task>> {
        Ok(self.tasks.borrow().clone())
    }
    async fn fate(&self, _: &Digest, _: u32) -> Outcome<Fate> {
        Ok(self.fate.unwrap_or(Fate::Open))
    }
    async fn prepare(&self, signed: &Signed<PrepareReceipt>) -> Outcome {
        self.take(signed.receipt.transfer)?;
        self.prepared.borrow_mut().push(signed.clone());
        Ok(())
    }
    async fn commit(&self, signed: &Signed<CommitReceipt>) -> Outcome {
        self.take(signed.receipt.transfer)?;
        self.committed.borrow_mut().push(signed.clone());
        Ok(())
    }
    async fn refuse(&self, transfer: &Digest, hop: u32) -> Outcome {
        self.take(*transfer)?;
        self.refused.borrow_mut().push((*transfer, hop));
        Ok(())
    }
}

fn to_prepare(transfer: u8) -> Task {
    Task { order: order(transfer), attempt: 0, since: 1, due: DUE, ask: Ask::Prepare { hold_until: HOLD } }
}

fn to_commit(transfer: u8) -> Task {
    let ask = Ask::Commit { prepare_receipt: RECEIPT, lock: Digest([0x66; 32]) };
    Task { ask, ..to_prepare(transfer) }
}

fn key() -> ed25519::Pair {
    ed25519::Pair::from_seed(&[8; 32])
}

fn daemon(folder: &Path, service: &Service, bridge: Told) -> Daemon<Told, Http> {
    let owner = Owner { genesis: Digest([1; 32]), key: Digest(key().public().0) };
    Daemon {
        bridge,
        custodian: Http::new(&service.address, key()).unwrap(),
        key: key(),
        journal: Journal::open(&folder.join("journal"), owner).unwrap(),
        policy: Policy::default(),
        metrics: Metrics::new().unwrap(),
        log: Log { json: true },
        waits: Waits::default(),
    }
}

/// Names each hold and each settlement by its request, as a custodian does who answers alike each time.
fn obliging(asked: &Asked) -> Reply {
    let id = asked.json()["requestId"].as_str().unwrap()[..10].to_owned();
    Reply::Says(
        200,
        match asked.path.as_str() {
            "/v1/prepare" => json!({ "lock": format!("L{id}"), "expiresAt": HOLD }),
            "/v1/commit" => json!({ "settlement": format!("S{id}"), "block": 3 }),
            _ => Value::Null,
        },
    )
}

fn requests(daemon: &Daemon<Told, Http>, action: &str, answer: &str) -> u64 {
    daemon.metrics.requests.with_label_values(&[action, answer]).get()
}

#[tokio::test]
async fn a_hop_is_prepared_and_committed_with_what_the_custodian_says() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(|asked, _| obliging(asked));
    let mut daemon = daemon(folder.path(), &service, Told::asks(&[to_prepare(7), to_prepare(8)]));
    daemon.look().await.unwrap();
    let prepared = daemon.bridge.prepared.borrow().clone();
    assert_eq!(prepared.len(), 2);
    for signed in &prepared {
        let signature = ed25519::Signature::from_raw(signed.signature);
        assert!(signature.verify(signed.receipt.payload().as_slice(), &key().public()));
        assert_eq!((signed.receipt.amount, signed.receipt.lock_until), (1_000, HOLD));
        assert_eq!(signed.receipt.beneficiary, Digest([5; 32]));
        assert_eq!(signed.receipt.prepared_at, 5_000);
    }
    *daemon.bridge.tasks.borrow_mut() = vec![to_commit(7)];
    daemon.look().await.unwrap();
    let committed = daemon.bridge.committed.borrow().clone();
    assert_eq!(committed.len(), 1);
    assert_eq!(committed[0].receipt.prepare_receipt, RECEIPT);
    assert_eq!(committed[0].receipt.settlement_block, 3);
    // The custodian knows the hold by his own name for it.
    let asked = service.asked.lock().unwrap();
    let lock = asked.last().unwrap().json()["lock"].as_str().unwrap().to_owned();
    assert!(lock.starts_with("L0x"), "{lock}");
    assert!(prepared.iter().any(|signed| signed.receipt.lock == reference(&lock)));
    assert_eq!(daemon.metrics.hops.with_label_values(&["prepared"]).get(), 2);
    assert_eq!(daemon.journal.open_hops(), [(Digest([8; 32]), 0)]);
}

#[tokio::test]
async fn killed_between_request_and_answer_it_asks_the_same_again() {
    for task in [to_prepare(7), to_commit(7)] {
        let folder = tempfile::tempdir().unwrap();
        // The first time he carries it out and cannot say so.
        let service = Service::start(|asked, before| match before {
            0 => Reply::HangsUp,
            _ => obliging(asked),
        });
        let mut killed = daemon(folder.path(), &service, Told::asks(std::slice::from_ref(&task)));
        killed.look().await.unwrap();
        assert!(killed.bridge.prepared.borrow().is_empty() && killed.bridge.committed.borrow().is_empty());
        drop(killed);

        // It starts later, when it would be asked otherwise.
        let later = Task { due: DUE + 5, attempt: task.attempt, ..task.clone() };
        let mut again = daemon(folder.path(), &service, Told::asks(&[later]));
        again.look().await.unwrap();
        let said = again.bridge.prepared.borrow().len() + again.bridge.committed.borrow().len();
        assert_eq!(said, 1);
        let asked = service.asked.lock().unwrap();
        assert_eq!(asked.len(), 2);
        assert_eq!(asked[0].body, asked[1].body, "byte for byte");
        assert_eq!(asked[0].headers["idempotency-key"], asked[1].headers["idempotency-key"]);
    }
}

/// Killed in earnest: the future is dropped while the custodian is silent.
#[tokio::test]
async fn cut_off_in_the_middle_of_a_request_it_goes_on_from_its_journal() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(|asked, before| match before {
        0 => Reply::Nothing,
        _ => obliging(asked),
    });
    let mut killed = daemon(folder.path(), &service, Told::asks(&[to_prepare(7)]));
    let cut = tokio::time::timeout(Duration::from_millis(300), killed.look()).await;
    assert!(cut.is_err());
    drop(killed);
    let mut again = daemon(folder.path(), &service, Told::asks(&[to_prepare(7)]));
    again.look().await.unwrap();
    assert_eq!(again.bridge.prepared.borrow().len(), 1);
    let asked = service.asked.lock().unwrap();
    assert_eq!((asked.len(), &asked[0].body), (2, &asked[1].body));
}

#[tokio::test]
async fn killed_between_answer_and_chain_it_says_the_same_without_asking_again() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(|asked, _| obliging(asked));
    let cut_off = Told { is_cut_off: true, ..Told::asks(&[to_prepare(7)]) };
    let mut killed = daemon(folder.path(), &service, cut_off);
    assert_eq!(killed.look().await.unwrap_err().kind(), "connection");
    drop(killed);
    let mut again = daemon(folder.path(), &service, Told::asks(&[to_prepare(7)]));
    again.look().await.unwrap();
    assert_eq!(again.bridge.prepared.borrow().len(), 1);
    assert_eq!(service.paths(), ["/v1/prepare"]);
}

#[tokio::test]
async fn a_hop_whose_terms_have_changed_is_not_carried() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(|asked, before| match before {
        0 => Reply::Says(503, Value::Null),
        _ => obliging(asked),
    });
    let mut first = daemon(folder.path(), &service, Told::asks(&[to_prepare(7)]));
    first.look().await.unwrap();
    drop(first);
    let changed = Order { value: Usd::dollars(9), ..order(7) };
    let task = Task { order: changed, ..to_prepare(7) };
    let mut again = daemon(folder.path(), &service, Told::asks(&[task]));
    again.look().await.unwrap();
    assert!(again.bridge.prepared.borrow().is_empty());
    assert_eq!(service.paths().len(), 1);
    assert_eq!(again.metrics.failures.with_label_values(&["journal"]).get(), 1);
}

#[tokio::test]
async fn what_the_custodian_or_the_policy_refuses_is_left_to_another_operator() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(|_, _| Reply::Says(422, json!({ "error": "frozen" })));
    let mut one = daemon(folder.path(), &service, Told::asks(&[to_prepare(7)]));
    one.look().await.unwrap();
    assert_eq!(*one.bridge.refused.borrow(), [(Digest([7; 32]), 0)]);
    assert_eq!(requests(&one, "prepare", "refused"), 1);
    assert!(one.journal.open_hops().is_empty());
    // Nobody took it over, so the chain asks on: it was told.
    *one.bridge.tasks.borrow_mut() = vec![to_prepare(7)];
    one.look().await.unwrap();
    assert_eq!(one.bridge.refused.borrow().len(), 1, "each time costs a fee");
    // After a restart it is said once more; the custodian was asked once.
    one.waits = Waits::default();
    one.look().await.unwrap();
    assert_eq!(one.bridge.refused.borrow().len(), 2);
    assert_eq!(service.paths().len(), 1);

    for policy in [
        Policy { max_value: Some(Usd::dollars(999_999)), ..Policy::default() },
        Policy { corridors: ["another".parse().unwrap()].into(), ..Policy::default() },
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut other = daemon(folder.path(), &service, Told::asks(&[to_prepare(8)]));
        other.policy = policy;
        other.look().await.unwrap();
        assert_eq!(*other.bridge.refused.borrow(), [(Digest([8; 32]), 0)]);
    }
    assert_eq!(service.paths().len(), 1, "nobody is asked for what is not carried");
}

#[tokio::test]
async fn a_decision_is_carried_out_whatever_the_custodian_says_first() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(|asked, before| match before {
        0 => Reply::Says(422, json!({ "error": "no" })),
        _ => obliging(asked),
    });
    let mut daemon = daemon(folder.path(), &service, Told::asks(&[to_commit(7)]));
    daemon.look().await.unwrap();
    daemon.look().await.unwrap();
    assert_eq!(service.paths().len(), 1, "not asked again at once");
    assert!(daemon.bridge.refused.borrow().is_empty());
    daemon.waits = Waits::default();
    daemon.look().await.unwrap();
    assert_eq!(daemon.bridge.committed.borrow().len(), 1);
    // A backup, who did not have it held, names the hold as the chain does.
    let asked = service.asked.lock().unwrap();
    assert_eq!(asked[0].json()["lock"], Digest([0x66; 32]).to_string());
}

#[tokio::test]
async fn what_is_not_ours_any_more_is_given_back_once() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(|asked, before| match before {
        1 => Reply::Says(500, Value::Null),
        _ => obliging(asked),
    });
    let mut daemon = daemon(folder.path(), &service, Told::asks(&[to_prepare(7)]));
    daemon.look().await.unwrap();
    daemon.look().await.unwrap();
    assert_eq!(service.paths(), ["/v1/prepare"], "prepared, and waiting for the others");
    daemon.bridge.fate = Some(Fate::Returned);
    daemon.look().await.unwrap();
    daemon.waits = Waits::default();
    daemon.look().await.unwrap();
    daemon.look().await.unwrap();
    assert_eq!(service.paths(), ["/v1/prepare", "/v1/release", "/v1/release"]);
    assert_eq!(daemon.metrics.hops.with_label_values(&["released"]).get(), 1);
    assert!(daemon.journal.open_hops().is_empty());
}

#[tokio::test]
async fn what_others_have_settled_is_neither_delivered_nor_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(|asked, _| obliging(asked));
    let mut daemon = daemon(folder.path(), &service, Told::asks(&[to_prepare(7)]));
    daemon.look().await.unwrap();
    daemon.bridge.fate = Some(Fate::Settled);
    daemon.look().await.unwrap();
    assert_eq!(service.paths(), ["/v1/prepare"]);
    assert!(daemon.journal.open_hops().is_empty());
}

/// The hold is another operator's.
#[tokio::test]
async fn a_backup_who_was_replaced_gives_nothing_back() {
    for fate in [Fate::Returned, Fate::Settled] {
        let folder = tempfile::tempdir().unwrap();
        let service = Service::start(|_, _| Reply::Says(503, Value::Null));
        let mut daemon = daemon(folder.path(), &service, Told::asks(&[to_commit(7)]));
        daemon.look().await.unwrap();
        assert_eq!(daemon.journal.open_hops().len(), 1);
        daemon.bridge.tasks.borrow_mut().clear();
        daemon.bridge.fate = Some(fate);
        daemon.look().await.unwrap();
        assert_eq!(service.paths(), ["/v1/commit"]);
        assert!(daemon.journal.open_hops().is_empty());
        assert_eq!(daemon.metrics.failures.with_label_values(&["journal"]).get(), 0);
    }
}

#[tokio::test]
async fn a_hold_that_ends_too_early_is_not_a_hold() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(|_, _| Reply::Says(200, json!({ "lock": "L", "expiresAt": HOLD - 1 })));
    let mut daemon = daemon(folder.path(), &service, Told::asks(&[to_prepare(7)]));
    daemon.look().await.unwrap();
    assert!(daemon.bridge.prepared.borrow().is_empty());
    assert_eq!(requests(&daemon, "prepare", "contradicts"), 1);
    // Somebody else is asked, and what he holds nevertheless goes back.
    daemon.bridge.tasks.borrow_mut().clear();
    daemon.bridge.fate = Some(Fate::Returned);
    daemon.look().await.unwrap();
    assert_eq!(service.paths(), ["/v1/prepare", "/v1/release"]);
}

#[tokio::test]
async fn what_the_chain_refuses_is_not_said_again_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(|asked, _| obliging(asked));
    let mut daemon = daemon(folder.path(), &service, Told { refuses: true, ..Told::asks(&[to_prepare(7)]) });
    for _ in 0..3 {
        daemon.look().await.unwrap();
    }
    assert_eq!(daemon.metrics.failures.with_label_values(&["chain"]).get(), 1, "each try costs a fee");
    assert_eq!(service.paths().len(), 1);
    daemon.waits = Waits::default();
    daemon.bridge.refuses = false;
    daemon.look().await.unwrap();
    assert_eq!(daemon.bridge.prepared.borrow().len(), 1);
    assert_eq!(service.paths().len(), 1, "the answer was kept");
}

#[test]
fn waits_grow_to_a_minute() {
    let what = Digest([3; 32]);
    let mut waits = Waits::default();
    assert!(waits.is_due(&what));
    let mut pauses = Vec::new();
    for _ in 0..9 {
        pauses.push(waits.failed.get(&what).map_or(BACKOFF.0, |(_, pause)| *pause).as_secs());
        waits.failed(what);
        assert!(!waits.is_due(&what));
    }
    assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
    waits.done(&what);
    assert!(waits.is_due(&what));
}

#[tokio::test]
async fn it_stops_when_told_and_survives_an_absent_node() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(|asked, _| obliging(asked));
    let mut daemon = daemon(folder.path(), &service, Told { is_away: true, ..Told::default() });
    daemon.run(Duration::from_secs(3), tokio::time::sleep(Duration::from_millis(50))).await;
    assert_eq!(daemon.metrics.connected.get(), 0);
    assert_eq!(daemon.metrics.failures.with_label_values(&["chain"]).get(), 1);
}
