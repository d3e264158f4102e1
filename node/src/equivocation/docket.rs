//! Keeps evidence until the chain has judged it.

use codec::{Decode, Encode};
use log::{info, warn};
use msez_runtime::{BlockNumber, Hash};
use polkadot_sdk::sp_runtime::{
    traits::{BlakeTwo256, Hash as _},
    OpaqueExtrinsic,
};

use super::{BabeProof, Metrics, LOG};

/// Most cases that are kept; beyond it the oldest makes room.
const MAX_CASES: usize = 256;
/// Most versions of a report that are kept for one case.
const MAX_REPORTS: usize = 8;
/// Blocks after which evidence is given up: a day and a half of full slots, many sessions on every network. A validator's
/// bond stays slashable longer, but a report that no session accepted until then will not be accepted later.
const LIFETIME: BlockNumber = 43_200;
/// Blocks to wait before a submitted report is looked at again.
const PATIENCE: BlockNumber = 4;
/// Longest wait between two attempts, in blocks.
const MAX_WAIT: BlockNumber = 32;

/// What would become of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The chain would punish the offence.
    Accepts,
    /// The chain has punished it.
    Known,
    /// The chain would refuse the report, at this block at least.
    Refuses(String),
}

/// What the docket asks of the chain.
pub trait Bench {
    /// The best block.
    fn best(&self) -> (BlockNumber, Hash);
    /// The last final block.
    fn finalized(&self) -> Hash;
    /// Tries a report on the state after a block; changes nothing.
    fn judge(&self, at: Hash, report: &OpaqueExtrinsic) -> Verdict;
    /// Puts a report into this node's pool, for its own blocks.
    fn submit(&self, at: Hash, report: &OpaqueExtrinsic) -> Result<(), String>;
    /// Makes reports of a BABE proof, with every ownership proof that may be accepted now or later.
    fn prepare(&self, proof: &BabeProof) -> Vec<OpaqueExtrinsic>;
    /// Reads what [`store`](Self::store) kept.
    fn load(&self) -> Option<Vec<u8>>;
    /// Keeps bytes across restarts.
    fn store(&self, bytes: &[u8]);
}

/// Evidence of one equivocation.
#[derive(Encode, Decode)]
struct Case {
    id: Hash,
    /// Best block when it was found.
    since: BlockNumber,
    /// Two headers, from which reports can be made anew; none where another protocol's voter made the report.
    proof: Option<BabeProof>,
    reports: Vec<OpaqueExtrinsic>,
    attempts: u32,
    /// Not before this block.
    next: BlockNumber,
}

/// What an attempt came to.
enum Outcome {
    Settled,
    /// Submitted, or in a block that is not final.
    Underway,
    Refused(String),
}

/// All evidence that no finalized block knows.
pub struct Docket<B> {
    bench: B,
    metrics: Metrics,
    cases: Vec<Case>,
}

impl<B: Bench> Docket<B> {
    /// Goes on with what was kept before a restart.
    pub fn open(bench: B, metrics: Metrics) -> Self {
        let cases = match bench.load().map(|bytes| Vec::<Case>::decode(&mut &bytes[..])) {
            Some(Ok(cases)) => cases,
            Some(Err(error)) => {
                warn!(target: LOG, "Evidence kept by an earlier version cannot be read and is dropped: {error}");
                Vec::new()
            }
            None => Vec::new(),
        };
        if !cases.is_empty() {
            info!(target: LOG, "{} equivocation(s) from before the restart are still to be punished", cases.len());
        }
        metrics.pending(cases.len());
        Self { bench, metrics, cases }
    }

    /// Takes two headers of one author for one slot.
    pub fn file_proof(&mut self, proof: BabeProof) {
        let id = BlakeTwo256::hash_of(&(b"babe", &proof.offender, proof.slot));
        self.file(id, Some(proof), Vec::new());
    }

    /// Takes a report that another protocol's voter made.
    pub fn file_report(&mut self, report: OpaqueExtrinsic) {
        self.file(BlakeTwo256::hash_of(&report), None, vec![report]);
    }

    fn file(&mut self, id: Hash, proof: Option<BabeProof>, reports: Vec<OpaqueExtrinsic>) {
        if self.cases.iter().any(|case| case.id == id) {
            return;
        }
        if self.cases.len() >= MAX_CASES {
            self.cases.remove(0);
            warn!(target: LOG, "More than {MAX_CASES} equivocations are pending; the oldest is dropped");
        }
        let (since, _) = self.bench.best();
        self.cases.push(Case { id, since, proof, reports, attempts: 0, next: 0 });
        self.metrics.found();
        self.save();
    }

    /// Tries every case whose turn has come. Called for each new best block.
    pub fn attend(&mut self) {
        let (best, _) = self.bench.best();
        if !self.cases.iter().any(|case| case.next <= best) {
            return;
        }
        let mut cases = std::mem::take(&mut self.cases);
        cases.retain_mut(|case| case.next > best || self.keep(case, best));
        self.cases = cases;
        self.save();
    }

    /// One attempt; whether the case stays.
    fn keep(&self, case: &mut Case, best: BlockNumber) -> bool {
        let name = case.id;
        match self.attempt(case) {
            Outcome::Settled => {
                info!(target: LOG, "⚖️  Equivocation {name} is punished in a finalized block");
                self.metrics.settled();
                return false;
            }
            Outcome::Underway => case.next = best.saturating_add(PATIENCE),
            Outcome::Refused(reason) => {
                let wait = 1u32.checked_shl(case.attempts).unwrap_or(MAX_WAIT).min(MAX_WAIT);
                case.next = best.saturating_add(wait);
                info!(
                    target: LOG,
                    "Equivocation {name} cannot be reported at block {best} ({reason}); again in {wait} block(s)"
                );
            }
        }
        case.attempts = case.attempts.saturating_add(1);
        let expired = best.saturating_sub(case.since) > LIFETIME;
        if expired {
            warn!(target: LOG, "No session accepted the report of equivocation {name}; it is given up");
        }
        !expired
    }

    fn attempt(&self, case: &mut Case) -> Outcome {
        let mut reason = String::from("no key ownership proof can be made");
        if let Some(outcome) = self.bring(case.id, &case.reports, &mut reason) {
            return outcome;
        }
        // An ownership proof made at the best block fits the keys of that block, where older ones do not.
        let mut fresh = case.proof.as_ref().map(|proof| self.bench.prepare(proof)).unwrap_or_default();
        fresh.retain(|report| !case.reports.contains(report));
        let outcome = self.bring(case.id, &fresh, &mut reason);
        for report in fresh {
            if case.reports.len() >= MAX_REPORTS {
                // The first ones were made closest to the offence; later sessions need those.
                case.reports.remove(MAX_REPORTS / 2);
            }
            case.reports.push(report);
        }
        outcome.unwrap_or(Outcome::Refused(reason))
    }

    /// Brings the first report that the chain accepts; none if it accepts none, with the last reason.
    fn bring(&self, id: Hash, reports: &[OpaqueExtrinsic], reason: &mut String) -> Option<Outcome> {
        let (_, best) = self.bench.best();
        for report in reports {
            match self.bench.judge(best, report) {
                Verdict::Known => {
                    let is_final = self.bench.judge(self.bench.finalized(), report) == Verdict::Known;
                    return Some(if is_final { Outcome::Settled } else { Outcome::Underway });
                }
                Verdict::Accepts => match self.bench.submit(best, report) {
                    Ok(()) => {
                        self.metrics.submitted();
                        info!(target: LOG, "Reported equivocation {id}");
                        return Some(Outcome::Underway);
                    }
                    Err(error) => *reason = error,
                },
                Verdict::Refuses(why) => *reason = why,
            }
        }
        None
    }

    fn save(&self) {
        self.metrics.pending(self.cases.len());
        self.bench.store(&self.cases.encode());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::equivocation::sealed::{tests::sealed_header, SealedHeaders};
    use polkadot_sdk::sp_keyring::Sr25519Keyring::Alice;
    use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

    /// A chain of which a test says what it thinks of which report when.
    #[derive(Default)]
    struct Script {
        best: BlockNumber,
        finalized: BlockNumber,
        /// From which block on a report (by its bytes) is accepted.
        accepted_from: BTreeMap<Vec<u8>, BlockNumber>,
        /// In which block it was punished.
        punished_in: Option<BlockNumber>,
        prepared: Vec<OpaqueExtrinsic>,
        submitted: Vec<(BlockNumber, OpaqueExtrinsic)>,
        pool_is_full: bool,
        stored: Option<Vec<u8>>,
    }

    #[derive(Clone, Default)]
    struct Stage(Rc<RefCell<Script>>);

    fn hash(number: BlockNumber) -> Hash {
        Hash::from_low_u64_be(number.into())
    }

    impl Bench for Stage {
        fn best(&self) -> (BlockNumber, Hash) {
            let best = self.0.borrow().best;
            (best, hash(best))
        }
        fn finalized(&self) -> Hash {
            hash(self.0.borrow().finalized)
        }
        fn judge(&self, at: Hash, report: &OpaqueExtrinsic) -> Verdict {
            let script = self.0.borrow();
            let at = u32::try_from(at.to_low_u64_be()).unwrap();
            if script.punished_in.is_some_and(|block| block <= at) {
                return Verdict::Known;
            }
            match script.accepted_from.get(&report.encode()) {
                Some(from) if *from <= at => Verdict::Accepts,
                _ => Verdict::Refuses("not now".into()),
            }
        }
        fn submit(&self, _: Hash, report: &OpaqueExtrinsic) -> Result<(), String> {
            let mut script = self.0.borrow_mut();
            if script.pool_is_full {
                return Err("full".into());
            }
            let best = script.best;
            script.submitted.push((best, report.clone()));
            Ok(())
        }
        fn prepare(&self, _: &BabeProof) -> Vec<OpaqueExtrinsic> {
            self.0.borrow().prepared.clone()
        }
        fn load(&self) -> Option<Vec<u8>> {
            self.0.borrow().stored.clone()
        }
        fn store(&self, bytes: &[u8]) {
            self.0.borrow_mut().stored = Some(bytes.to_vec());
        }
    }

    impl Stage {
        fn open(&self) -> Docket<Self> {
            Docket::open(self.clone(), Metrics::default())
        }
        fn accept(&self, report: &OpaqueExtrinsic, from: BlockNumber) {
            self.0.borrow_mut().accepted_from.insert(report.encode(), from);
        }
        fn submissions(&self) -> Vec<BlockNumber> {
            self.0.borrow().submitted.iter().map(|(at, _)| *at).collect()
        }
        fn run(&self, docket: &mut Docket<Self>, until: BlockNumber) {
            while self.0.borrow().best < until {
                self.0.borrow_mut().best += 1;
                docket.attend();
            }
        }
    }

    fn report(byte: u8) -> OpaqueExtrinsic {
        OpaqueExtrinsic::from_blob(vec![byte])
    }

    fn proof() -> BabeProof {
        let mut seen = SealedHeaders::new(10);
        seen.note(5.into(), Alice.public().into(), sealed_header(Alice, 5, 1));
        seen.note(5.into(), Alice.public().into(), sealed_header(Alice, 5, 2)).unwrap()
    }

    #[test]
    fn a_report_is_repeated_until_a_finalized_block_knows_the_offence() {
        let stage = Stage::default();
        let mut docket = stage.open();
        stage.accept(&report(1), 0);
        docket.file_report(report(1));
        docket.attend();
        assert_eq!(stage.submissions(), [0]);

        // The block that had it is retracted, so it is sent again.
        stage.run(&mut docket, PATIENCE);
        assert_eq!(stage.submissions(), [0, PATIENCE]);

        // In a block, not yet final: nothing more is sent, but the evidence stays.
        stage.0.borrow_mut().punished_in = Some(PATIENCE + 1);
        stage.run(&mut docket, 3 * PATIENCE);
        assert_eq!(stage.submissions().len(), 2);
        assert_eq!(docket.cases.len(), 1);

        stage.0.borrow_mut().finalized = PATIENCE + 1;
        stage.run(&mut docket, 5 * PATIENCE);
        assert!(docket.cases.is_empty());
    }

    #[test]
    fn a_report_that_the_running_session_refuses_is_sent_in_a_later_one() {
        let stage = Stage::default();
        let mut docket = stage.open();
        stage.accept(&report(1), 100);
        docket.file_report(report(1));
        docket.attend();
        stage.run(&mut docket, 99);
        assert!(stage.submissions().is_empty());
        stage.run(&mut docket, 100 + MAX_WAIT);
        assert!(!stage.submissions().is_empty());
    }

    #[test]
    fn of_several_ownership_proofs_the_one_that_is_accepted_is_sent() {
        let stage = Stage::default();
        stage.0.borrow_mut().prepared = vec![report(1), report(2), report(3)];
        stage.accept(&report(2), 0);
        let mut docket = stage.open();
        docket.file_proof(proof());
        docket.attend();
        assert_eq!(stage.0.borrow().submitted, [(0, report(2))]);
    }

    #[test]
    fn an_ownership_proof_that_can_no_longer_be_made_was_kept() {
        let stage = Stage::default();
        stage.0.borrow_mut().prepared = vec![report(1)];
        stage.accept(&report(1), 10);
        let mut docket = stage.open();
        docket.file_proof(proof());
        docket.attend();
        stage.0.borrow_mut().prepared.clear();
        stage.run(&mut docket, 20);
        assert!(!stage.submissions().is_empty());
    }

    #[test]
    fn evidence_survives_a_restart() {
        let stage = Stage::default();
        stage.accept(&report(1), 5);
        let mut docket = stage.open();
        docket.file_report(report(1));
        docket.file_proof(proof());
        docket.attend();
        drop(docket);

        let mut docket = stage.open();
        assert_eq!(docket.cases.len(), 2);
        stage.run(&mut docket, 20);
        assert!(!stage.submissions().is_empty());
    }

    #[test]
    fn unreadable_leftovers_do_not_stop_the_node() {
        let stage = Stage::default();
        stage.0.borrow_mut().stored = Some(vec![0xff; 7]);
        assert!(stage.open().cases.is_empty());
    }

    #[test]
    fn the_same_evidence_is_one_case() {
        let stage = Stage::default();
        let mut docket = stage.open();
        for _ in 0..3 {
            docket.file_report(report(1));
            docket.file_proof(proof());
        }
        assert_eq!(docket.cases.len(), 2);
    }

    #[test]
    fn cases_and_their_reports_are_bounded() {
        let stage = Stage::default();
        let mut docket = stage.open();
        for n in 0..600u32 {
            docket.file_report(OpaqueExtrinsic::from_blob(n.encode()));
        }
        assert_eq!(docket.cases.len(), MAX_CASES);

        docket.file_proof(proof());
        stage.0.borrow_mut().prepared = vec![report(0)];
        docket.attend();
        for n in 1..100u8 {
            stage.0.borrow_mut().prepared = vec![report(n)];
            stage.run(&mut docket, u32::from(n) * MAX_WAIT);
        }
        assert!(docket.cases.iter().all(|case| case.reports.len() <= MAX_REPORTS));
        // The one made first, closest to the offence, is among them.
        assert!(docket.cases.iter().any(|case| case.proof.is_some() && case.reports[0] == report(0)));
    }

    #[test]
    fn a_full_pool_is_tried_again() {
        let stage = Stage::default();
        stage.accept(&report(1), 0);
        stage.0.borrow_mut().pool_is_full = true;
        let mut docket = stage.open();
        docket.file_report(report(1));
        stage.run(&mut docket, 5);
        assert!(stage.submissions().is_empty());
        stage.0.borrow_mut().pool_is_full = false;
        stage.run(&mut docket, 5 + MAX_WAIT);
        assert!(!stage.submissions().is_empty());
    }

    #[test]
    fn evidence_that_nobody_accepts_is_given_up_in_the_end() {
        let stage = Stage::default();
        let mut docket = stage.open();
        docket.file_report(report(1));
        stage.run(&mut docket, LIFETIME + 2 * MAX_WAIT);
        assert!(docket.cases.is_empty());
    }
}
