//! The two-phase commit of a transfer. A step takes the state and gives the next one, or says why it is not possible;
//! nothing else is touched.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::Moment;
use scale_info::TypeInfo;

use crate::{Timing, TransferPhase, MAX_HOPS};

/// How far a hop is. The codes are append-only.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum HopPhase {
    /// An operator is to prepare it.
    #[codec(index = 0)]
    Assigned,
    /// What moves is locked on it.
    #[codec(index = 1)]
    Prepared,
    /// It is settled.
    #[codec(index = 2)]
    Committed,
    /// Its lock is void.
    #[codec(index = 3)]
    Released,
}

/// A hop.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct HopState {
    /// How far it is.
    pub phase: HopPhase,
    /// Which attempt this is, from 0: of preparing first, of committing from the decision on. Each is another operator's.
    pub attempt: u32,
    /// The last moment of the attempt, in milliseconds.
    pub due: Moment,
    /// Whether operators have failed too often: an arbiter or governance completes it, unless the last one does.
    pub escalated: bool,
}

/// A transfer, without its hops.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Progress {
    /// How far it is.
    pub phase: TransferPhase,
    /// How many hops it has.
    pub hops: u32,
    /// How many of them were prepared.
    pub prepared: u32,
    /// How many are settled.
    pub committed: u32,
    /// The last moment at which a hop can be prepared, in milliseconds.
    pub prepare_by: Moment,
    /// The last moment at which it can be decided that all are committed, in milliseconds.
    pub commit_by: Moment,
}

/// What follows a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Others have still to do theirs.
    Wait,
    /// Every hop is prepared: the decision is due.
    Decide,
    /// Every hop is settled: the transfer is completed.
    Complete,
}

/// Why a step is not possible. The codes are append-only.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum Refusal {
    /// No hop, or more than [`MAX_HOPS`].
    #[codec(index = 0)]
    WrongLength,
    /// The times are not in order: now, end of preparing, end of the decision.
    #[codec(index = 1)]
    BadDeadlines,
    /// It is too late.
    #[codec(index = 2)]
    TooLate,
    /// The hop is prepared already.
    #[codec(index = 3)]
    AlreadyPrepared,
    /// The hop is committed already.
    #[codec(index = 4)]
    AlreadyCommitted,
    /// Not every hop has prepared.
    #[codec(index = 5)]
    NotPrepared,
    /// It was decided that every hop is committed: nothing takes that back.
    #[codec(index = 6)]
    AlreadyDecided,
    /// It was decided that every hop is released.
    #[codec(index = 7)]
    Aborted,
    /// It has not been decided that the hops are committed.
    #[codec(index = 8)]
    NotDecided,
    /// The lock ends before the hop could be committed.
    #[codec(index = 9)]
    LockTooShort,
    /// The attempt is not over.
    #[codec(index = 10)]
    NotDue,
    /// The hop is not an arbiter's.
    #[codec(index = 11)]
    NotEscalated,
}

impl HopState {
    /// A hop that somebody is asked to prepare.
    pub fn assigned(attempt: u32, now: Moment, prepare_by: Moment, timing: &Timing) -> Self {
        let due = timing.prepare_due(now, attempt, prepare_by);
        Self { phase: HopPhase::Assigned, attempt, due, escalated: false }
    }
}

impl Progress {
    /// A transfer that begins.
    pub fn open(hops: u32, now: Moment, prepare_by: Moment, commit_by: Moment) -> Result<Self, Refusal> {
        if !(1..=MAX_HOPS).contains(&hops) {
            return Err(Refusal::WrongLength);
        }
        if !(now < prepare_by && prepare_by < commit_by) {
            return Err(Refusal::BadDeadlines);
        }
        let phase = TransferPhase::Preparing;
        Ok(Self { phase, hops, prepared: 0, committed: 0, prepare_by, commit_by })
    }

    /// A hop is prepared, under a lock that stands until `lock_until`.
    pub fn prepare(
        self,
        hop: HopState,
        now: Moment,
        lock_until: Moment,
        timing: &Timing,
    ) -> Result<(Self, HopState, Next), Refusal> {
        match self.phase {
            TransferPhase::Preparing => (),
            TransferPhase::Aborted => return Err(Refusal::Aborted),
            _ => return Err(Refusal::AlreadyPrepared),
        }
        if hop.phase != HopPhase::Assigned {
            return Err(Refusal::AlreadyPrepared);
        }
        if now > self.prepare_by {
            return Err(Refusal::TooLate);
        }
        if lock_until < timing.lock_until(self.commit_by) {
            return Err(Refusal::LockTooShort);
        }
        let prepared = self.prepared.saturating_add(1);
        let (phase, next) = match prepared < self.hops {
            true => (TransferPhase::Preparing, Next::Wait),
            false => (TransferPhase::Prepared, Next::Decide),
        };
        Ok((Self { phase, prepared, ..self }, HopState { phase: HopPhase::Prepared, ..hop }, next))
    }

    /// Whether the hop can be given to another operator, because the one who was to prepare it refused or let his time go
    /// by. Gives the hop as the next one gets it.
    pub fn reassign(
        self,
        hop: HopState,
        now: Moment,
        refused: bool,
        timing: &Timing,
    ) -> Result<HopState, Refusal> {
        if self.phase == TransferPhase::Aborted {
            return Err(Refusal::Aborted);
        }
        if self.phase != TransferPhase::Preparing || hop.phase != HopPhase::Assigned {
            return Err(Refusal::AlreadyPrepared);
        }
        if now >= self.prepare_by {
            return Err(Refusal::TooLate);
        }
        if !refused && now <= hop.due {
            return Err(Refusal::NotDue);
        }
        Ok(HopState::assigned(hop.attempt.saturating_add(1), now, self.prepare_by, timing))
    }

    /// Whether the end of preparing, or of the decision, has passed without one.
    pub fn is_overdue(&self, now: Moment) -> bool {
        match self.phase {
            TransferPhase::Preparing => now > self.prepare_by,
            TransferPhase::Prepared => now > self.commit_by,
            _ => false,
        }
    }

    /// The decision that every hop will be committed. It is made once and never taken back.
    pub fn commit(self, now: Moment) -> Result<Self, Refusal> {
        match self.phase {
            TransferPhase::Preparing => Err(Refusal::NotPrepared),
            TransferPhase::Prepared if now > self.commit_by => Err(Refusal::TooLate),
            TransferPhase::Prepared => Ok(Self { phase: TransferPhase::Committing, ..self }),
            TransferPhase::Committing | TransferPhase::Completed => Err(Refusal::AlreadyDecided),
            TransferPhase::Aborted => Err(Refusal::Aborted),
        }
    }

    /// A hop, once it is decided that it will be committed: attempts count from 0 again.
    pub fn to_commit(&self, hop: HopState, now: Moment, timing: &Timing) -> HopState {
        HopState { attempt: 0, due: timing.commit_due(now, 0, self.commit_by), ..hop }
    }

    /// The decision that every hop is released. Made a second time it changes nothing: `None`.
    pub fn abort(self) -> Result<Option<Self>, Refusal> {
        match self.phase {
            TransferPhase::Preparing | TransferPhase::Prepared => {
                Ok(Some(Self { phase: TransferPhase::Aborted, ..self }))
            }
            TransferPhase::Aborted => Ok(None),
            TransferPhase::Committing | TransferPhase::Completed => Err(Refusal::AlreadyDecided),
        }
    }

    /// A hop of an aborted transfer.
    pub fn release(&self, hop: HopState) -> Result<HopState, Refusal> {
        match self.phase {
            TransferPhase::Aborted => Ok(HopState { phase: HopPhase::Released, ..hop }),
            TransferPhase::Preparing | TransferPhase::Prepared => Err(Refusal::NotDecided),
            TransferPhase::Committing | TransferPhase::Completed => Err(Refusal::AlreadyDecided),
        }
    }

    /// A hop is settled, by its operator whenever he does it, however late.
    pub fn commit_hop(self, hop: HopState) -> Result<(Self, HopState, Next), Refusal> {
        match self.phase {
            TransferPhase::Preparing | TransferPhase::Prepared => return Err(Refusal::NotDecided),
            TransferPhase::Aborted => return Err(Refusal::Aborted),
            TransferPhase::Committing | TransferPhase::Completed => (),
        }
        if hop.phase != HopPhase::Prepared {
            return Err(Refusal::AlreadyCommitted);
        }
        let committed = self.committed.saturating_add(1);
        let (phase, next) = match committed < self.hops {
            true => (TransferPhase::Committing, Next::Wait),
            false => (TransferPhase::Completed, Next::Complete),
        };
        Ok((Self { phase, committed, ..self }, HopState { phase: HopPhase::Committed, ..hop }, next))
    }

    /// A hop is completed by an arbiter or by governance: only what operators have failed at.
    pub fn complete_hop(self, hop: HopState) -> Result<(Self, HopState, Next), Refusal> {
        if self.phase == TransferPhase::Committing && hop.phase == HopPhase::Prepared && !hop.escalated {
            return Err(Refusal::NotEscalated);
        }
        self.commit_hop(hop)
    }

    /// Who was to commit a hop let his time go by: he answers for it, and the next one gets the hop, or, after as many
    /// attempts as there are or when nobody is left, an arbiter.
    pub fn late(
        &self,
        hop: HopState,
        now: Moment,
        has_backup: bool,
        timing: &Timing,
    ) -> Result<HopState, Refusal> {
        match self.phase {
            TransferPhase::Committing => (),
            TransferPhase::Completed => return Err(Refusal::AlreadyCommitted),
            TransferPhase::Aborted => return Err(Refusal::Aborted),
            TransferPhase::Preparing | TransferPhase::Prepared => return Err(Refusal::NotDecided),
        }
        if hop.phase != HopPhase::Prepared {
            return Err(Refusal::AlreadyCommitted);
        }
        if now <= hop.due || hop.escalated {
            return Err(Refusal::NotDue);
        }
        let attempt = hop.attempt.saturating_add(1);
        if has_backup && attempt < timing.attempts {
            let due = timing.commit_due(now, attempt, self.commit_by);
            return Ok(HopState { attempt, due, ..hop });
        }
        Ok(HopState { escalated: true, ..hop })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: Timing = Timing::REFERENCE;
    const LOCK: Moment = 2_000_000 + 4_200_000;

    fn opened(hops: u32) -> (Progress, HopState) {
        let progress = Progress::open(hops, 0, 1_000_000, 2_000_000).unwrap();
        (progress, HopState::assigned(0, 0, 1_000_000, &T))
    }

    /// A transfer of two hops of which all is prepared.
    fn prepared() -> (Progress, HopState) {
        let (progress, hop) = opened(2);
        let (progress, done, next) = progress.prepare(hop, 5, LOCK, &T).unwrap();
        assert_eq!((progress.phase, next), (TransferPhase::Preparing, Next::Wait));
        let (progress, _, next) = progress.prepare(hop, 1_000_000, LOCK, &T).unwrap();
        assert_eq!((progress.phase, next), (TransferPhase::Prepared, Next::Decide));
        (progress, done)
    }

    #[test]
    fn a_transfer_has_hops_and_time_for_both_phases() {
        assert_eq!(Progress::open(0, 0, 1, 2), Err(Refusal::WrongLength));
        assert_eq!(Progress::open(17, 0, 1, 2), Err(Refusal::WrongLength));
        for (now, prepare_by, commit_by) in [(1, 1, 2), (0, 2, 2), (0, 3, 2)] {
            assert_eq!(Progress::open(1, now, prepare_by, commit_by), Err(Refusal::BadDeadlines));
        }
        assert!(Progress::open(16, 0, 1, 2).is_ok());
    }

    #[test]
    fn a_hop_is_prepared_once_in_time_and_under_a_lock_that_lasts() {
        let (progress, hop) = opened(1);
        assert_eq!(progress.prepare(hop, 1_000_001, LOCK, &T), Err(Refusal::TooLate));
        assert_eq!(progress.prepare(hop, 5, LOCK - 1, &T), Err(Refusal::LockTooShort));
        let (progress, hop, _) = progress.prepare(hop, 5, LOCK, &T).unwrap();
        assert_eq!(progress.prepare(hop, 5, LOCK, &T), Err(Refusal::AlreadyPrepared));
        let (two, one) = opened(2);
        let (two, one, _) = two.prepare(one, 5, LOCK, &T).unwrap();
        assert_eq!(two.prepare(one, 5, LOCK, &T), Err(Refusal::AlreadyPrepared));
    }

    #[test]
    fn the_decision_is_made_once_and_never_taken_back() {
        let (progress, hop) = opened(2);
        assert_eq!(progress.commit(0), Err(Refusal::NotPrepared));
        assert_eq!(progress.commit_hop(hop), Err(Refusal::NotDecided));
        let (progress, hop) = prepared();
        assert_eq!(progress.commit(2_000_001), Err(Refusal::TooLate));
        assert_eq!(progress.commit_hop(hop), Err(Refusal::NotDecided));
        assert_eq!(progress.release(hop), Err(Refusal::NotDecided));

        let decided = progress.commit(2_000_000).unwrap();
        assert_eq!(decided.commit(3), Err(Refusal::AlreadyDecided));
        assert_eq!(decided.abort(), Err(Refusal::AlreadyDecided));
        assert_eq!(decided.release(hop), Err(Refusal::AlreadyDecided));
        let (one, first, next) = decided.commit_hop(hop).unwrap();
        assert_eq!((one.phase, next), (TransferPhase::Committing, Next::Wait));
        assert_eq!(one.commit_hop(first), Err(Refusal::AlreadyCommitted));
        let (all, last, next) = one.commit_hop(hop).unwrap();
        assert_eq!((all.phase, next), (TransferPhase::Completed, Next::Complete));
        assert_eq!(all.abort(), Err(Refusal::AlreadyDecided));
        assert_eq!(all.commit_hop(last), Err(Refusal::AlreadyCommitted));

        let aborted = progress.abort().unwrap().unwrap();
        assert_eq!(aborted.abort(), Ok(None));
        assert_eq!(aborted.commit(0), Err(Refusal::Aborted));
        assert_eq!(aborted.commit_hop(hop), Err(Refusal::Aborted));
        assert_eq!(aborted.prepare(opened(1).1, 0, LOCK, &T), Err(Refusal::Aborted));
        assert_eq!(aborted.release(hop).unwrap().phase, HopPhase::Released);
    }

    #[test]
    fn who_does_not_prepare_in_time_makes_room_for_a_backup_with_twice_the_time() {
        let (progress, hop) = opened(2);
        assert_eq!(hop.due, 300_000);
        assert_eq!(progress.reassign(hop, 300_000, false, &T), Err(Refusal::NotDue));
        let next = progress.reassign(hop, 300_001, false, &T).unwrap();
        assert_eq!((next.attempt, next.due), (1, 900_001));
        // Who refuses does so at once; and nobody has time beyond the end.
        let next = progress.reassign(next, 900_000, true, &T).unwrap();
        assert_eq!((next.attempt, next.due), (2, 1_000_000));
        assert_eq!(progress.reassign(next, 1_000_000, true, &T), Err(Refusal::TooLate));
        assert!(!progress.is_overdue(1_000_000) && progress.is_overdue(1_000_001));
    }

    #[test]
    fn who_commits_late_answers_and_after_the_last_attempt_an_arbiter_completes() {
        let (progress, hop) = prepared();
        assert_eq!(progress.late(hop, 9, true, &T), Err(Refusal::NotDecided));
        assert!(!progress.is_overdue(2_000_000) && progress.is_overdue(2_000_001));
        let progress = progress.commit(1_900_000).unwrap();
        let hop = progress.to_commit(hop, 1_900_000, &T);
        assert_eq!(hop.due, 2_500_000);
        assert_eq!(progress.late(hop, 2_500_000, true, &T), Err(Refusal::NotDue));
        let second = progress.late(hop, 2_500_001, true, &T).unwrap();
        assert_eq!((second.attempt, second.due, second.escalated), (1, 3_700_001, false));
        assert_eq!(progress.complete_hop(second), Err(Refusal::NotEscalated));
        let third = progress.late(second, 3_700_002, true, &T).unwrap();
        assert_eq!((third.attempt, third.escalated), (2, false));
        let end = progress.late(third, third.due + 1, true, &T).unwrap();
        assert!(end.escalated);
        assert_eq!(progress.late(end, u64::MAX, true, &T), Err(Refusal::NotDue));
        // Without a backup it is an arbiter's at once; and the last operator can still do it.
        assert!(progress.late(hop, 2_500_001, false, &T).unwrap().escalated);
        for done in [progress.complete_hop(end), progress.commit_hop(end)] {
            assert_eq!(done.unwrap().1.phase, HopPhase::Committed);
        }
    }
}
