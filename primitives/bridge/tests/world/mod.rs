//! A transfer with what operators and their custodians know of it. The steps are those of the crate itself.
//!
//! Shared by the explorations; each uses its part.
#![allow(dead_code)]

use msez_bridge::{HopPhase, HopState, Progress, Timing, TransferPhase};
use std::hash::Hasher;

const TIMING: Timing = Timing { prepare: 10, commit: 10, attempts: 2 };
const PREPARE_BY: u64 = 100;
const COMMIT_BY: u64 = 200;
const DUE: u64 = 10;
const CANDIDATES: u8 = 2;

/// What the custodian holds for an operator. It answers the same request twice with the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Custody {
    Nothing,
    Locked,
    Settled,
    Released,
}

/// What an operator has written down and sent. What was sent can arrive at any later time, and again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Journal {
    Nothing,
    Prepared,
    Committed,
}

#[derive(Clone, Copy, Debug)]
pub struct Operator {
    pub is_up: bool,
    pub custody: Custody,
    pub journal: Journal,
}

#[derive(Clone, Copy, Debug)]
pub struct Hop {
    pub state: HopState,
    pub current: u8,
    pub operators: [Operator; 2],
}

#[derive(Clone, Copy, Debug)]
pub struct World<const HOPS: usize> {
    pub progress: Progress,
    /// 0: all in time. 1: the time to prepare is over. 2: the time to decide is over.
    pub clock: u8,
    pub hops: [Hop; HOPS],
}

impl Hop {
    pub fn pack(&self) -> u64 {
        let mut bits = self.state.phase as u64;
        bits = bits << 2 | u64::from(self.state.attempt);
        bits = bits << 1 | u64::from(self.state.escalated);
        bits = bits << 1 | u64::from(self.current);
        for operator in self.operators {
            bits = bits << 1 | u64::from(operator.is_up);
            bits = bits << 2 | operator.custody as u64;
            bits = bits << 2 | operator.journal as u64;
        }
        bits
    }
}

impl<const HOPS: usize> World<HOPS> {
    pub fn new() -> Self {
        let idle = Operator { is_up: true, custody: Custody::Nothing, journal: Journal::Nothing };
        let state = HopState { due: DUE, ..HopState::assigned(0, 0, PREPARE_BY, &TIMING) };
        Self {
            progress: Progress::open(HOPS as u32, 0, PREPARE_BY, COMMIT_BY).unwrap(),
            clock: 0,
            hops: [Hop { state, current: 0, operators: [idle; 2] }; HOPS],
        }
    }

    /// All of a state in 53 bits; counts follow from the hops. Hops are alike, so their order does not matter: they are
    /// sorted. Gives the number of states that this one stands for as well.
    pub fn pack(&self) -> (u64, usize) {
        let mut hops = self.hops.map(|hop| hop.pack());
        hops.sort_unstable();
        let distinct = 1 + hops.windows(2).filter(|pair| pair[0] != pair[1]).count();
        let orders = match (HOPS, distinct) {
            (_, 1) => 1,
            (2, _) => 2,
            (_, 2) => 3,
            _ => 6,
        };
        let bits = self.progress.phase as u64;
        let bits = bits << 2 | u64::from(self.clock);
        (hops.iter().fold(bits, |bits, hop| bits << 16 | hop), orders)
    }

    pub fn unpack(mut bits: u64) -> Self {
        let mut take = |width: u32| {
            let value = bits & ((1 << width) - 1);
            bits >>= width;
            value
        };
        let mut world = Self::new();
        for hop in world.hops.iter_mut().rev() {
            for operator in hop.operators.iter_mut().rev() {
                operator.journal =
                    [Journal::Nothing, Journal::Prepared, Journal::Committed][take(2) as usize];
                operator.custody = [Custody::Nothing, Custody::Locked, Custody::Settled, Custody::Released]
                    [take(2) as usize];
                operator.is_up = take(1) == 1;
            }
            hop.current = take(1) as u8;
            hop.state.escalated = take(1) == 1;
            hop.state.attempt = take(2) as u32;
            hop.state.phase =
                [HopPhase::Assigned, HopPhase::Prepared, HopPhase::Committed, HopPhase::Released]
                    [take(2) as usize];
        }
        world.clock = take(2) as u8;
        world.progress.phase = [
            TransferPhase::Preparing,
            TransferPhase::Prepared,
            TransferPhase::Committing,
            TransferPhase::Completed,
            TransferPhase::Aborted,
        ][take(3) as usize];
        let count = |phase| world.hops.iter().filter(|hop| hop.state.phase == phase).count() as u32;
        world.progress.committed = count(HopPhase::Committed);
        world.progress.prepared = match world.progress.phase {
            TransferPhase::Preparing => count(HopPhase::Prepared),
            // Released hops do not tell; nothing asks any more.
            TransferPhase::Aborted => 0,
            _ => HOPS as u32,
        };
        world
    }

    pub fn now(&self) -> u64 {
        [1, PREPARE_BY + 1, COMMIT_BY + 1][usize::from(self.clock)]
    }

    pub fn set(&mut self, at: usize, progress: Progress, state: HopState) {
        self.progress = progress;
        self.hops[at].state = HopState { due: DUE, ..state };
    }

    /// A prepare receipt arrives. Refused whenever it is not the one that is waited for.
    pub fn deliver_prepare(&mut self, at: usize, from: u8) -> bool {
        let hop = self.hops[at];
        if hop.current != from || hop.state.attempt != u32::from(from) {
            return false;
        }
        match self.progress.prepare(hop.state, self.now(), u64::MAX, &TIMING) {
            Ok((progress, state, _)) => {
                self.set(at, progress, state);
                true
            }
            Err(_) => false,
        }
    }

    pub fn deliver_commit(&mut self, at: usize, from: u8) -> bool {
        let hop = self.hops[at];
        if hop.current != from {
            return false;
        }
        match self.progress.commit_hop(hop.state) {
            Ok((progress, state, _)) => {
                self.set(at, progress, state);
                true
            }
            Err(_) => false,
        }
    }

    pub fn decide(&mut self) -> bool {
        let Ok(progress) = self.progress.commit(self.now()) else { return false };
        self.progress = progress;
        for hop in &mut self.hops {
            hop.state = HopState { due: DUE, ..progress.to_commit(hop.state, 0, &TIMING) };
        }
        true
    }

    pub fn abort(&mut self) -> bool {
        let Ok(Some(progress)) = self.progress.abort() else { return false };
        self.progress = Progress { prepared: 0, ..progress };
        for hop in &mut self.hops {
            hop.state = progress.release(hop.state).unwrap();
        }
        true
    }

    /// The agenda finds that the current operator's time is over.
    pub fn lapse(&mut self, at: usize) -> bool {
        let hop = self.hops[at];
        let has_backup = hop.current + 1 < CANDIDATES;
        let state = match self.progress.phase {
            TransferPhase::Preparing if has_backup && self.clock == 0 => {
                self.progress.reassign(hop.state, DUE + 1, false, &TIMING)
            }
            TransferPhase::Committing => self.progress.late(hop.state, DUE + 1, has_backup, &TIMING),
            _ => return false,
        };
        let Ok(state) = state else { return false };
        if !state.escalated {
            self.hops[at].current += 1;
        }
        self.set(at, self.progress, state);
        true
    }

    pub fn arbiter(&mut self, at: usize) -> bool {
        match self.progress.complete_hop(self.hops[at].state) {
            Ok((progress, state, _)) => {
                self.set(at, progress, state);
                true
            }
            Err(_) => false,
        }
    }

    /// What the operator can do next with its custodian and its journal.
    fn operator_steps(&self, at: usize, who: u8, with_crashes: bool, mut step: impl FnMut(Operator)) {
        let hop = &self.hops[at];
        let it = hop.operators[usize::from(who)];
        if !it.is_up {
            return step(Operator { is_up: true, ..it });
        }
        // Between any two of these it can stop, and begins again from what custodian and journal say.
        if with_crashes {
            step(Operator { is_up: false, ..it });
        }
        let is_current = hop.current == who;
        let to = |custody, journal| Operator { custody, journal, ..it };
        match (self.progress.phase, hop.state.phase, it.custody, it.journal) {
            (TransferPhase::Preparing, HopPhase::Assigned, Custody::Nothing, _) if is_current => {
                step(to(Custody::Locked, it.journal));
            }
            // It may have been replaced since: it cannot know, and sends all the same.
            (_, _, Custody::Locked, Journal::Nothing) => step(to(it.custody, Journal::Prepared)),
            _ => (),
        }
        match (self.progress.phase, it.custody, it.journal) {
            (TransferPhase::Committing, Custody::Nothing | Custody::Locked, _) if is_current => {
                step(to(Custody::Settled, it.journal));
            }
            (TransferPhase::Aborted, Custody::Locked, _) => step(to(Custody::Released, it.journal)),
            (_, Custody::Settled, Journal::Nothing | Journal::Prepared) => {
                step(to(it.custody, Journal::Committed));
            }
            _ => (),
        }
    }

    /// Everything that can happen next.
    /// `with_crashes`: operators stop and start again. `with_shipper`: whoever opened it decides at any time.
    pub fn successors(&self, with_crashes: bool, with_shipper: bool, mut visit: impl FnMut(Self)) {
        let mut attempt = |step: &dyn Fn(&mut Self) -> bool| {
            let mut next = *self;
            if step(&mut next) {
                visit(next);
            } else {
                debug_assert_eq!(next.pack(), self.pack(), "a refused step changes nothing");
            }
        };
        attempt(&|world| {
            world.clock += u8::from(world.clock < 2);
            self.clock < 2
        });
        if with_shipper {
            attempt(&Self::decide);
            attempt(&Self::abort);
        }
        for at in 0..self.hops.len() {
            attempt(&|world| world.lapse(at));
            attempt(&|world| world.arbiter(at));
            attempt(&|world| {
                let hop = world.hops[at];
                if hop.current + 1 >= CANDIDATES || world.clock > 0 {
                    return false;
                }
                // Refuses instead of preparing.
                let Ok(state) = world.progress.reassign(hop.state, 0, true, &TIMING) else { return false };
                world.hops[at].current += 1;
                world.set(at, world.progress, state);
                true
            });
            for who in 0..CANDIDATES {
                let operator = self.hops[at].operators[usize::from(who)];
                if operator.journal != Journal::Nothing && operator.custody != Custody::Nothing {
                    attempt(&|world| world.deliver_prepare(at, who));
                }
                if operator.journal == Journal::Committed {
                    attempt(&|world| world.deliver_commit(at, who));
                }
                self.operator_steps(at, who, with_crashes, |step| {
                    attempt(&|world| {
                        world.hops[at].operators[usize::from(who)] = step;
                        true
                    });
                });
            }
        }
    }

    pub fn count(&self, phase: HopPhase) -> u32 {
        self.hops.iter().filter(|hop| hop.state.phase == phase).count() as u32
    }

    /// Fees that are still held, of one unit for each hop: what was neither paid to who committed nor given back.
    pub fn escrow(&self) -> u32 {
        match self.progress.phase {
            TransferPhase::Aborted => 0,
            _ => self.progress.hops - self.count(HopPhase::Committed),
        }
    }

    pub fn check(&self) {
        let (committed, released) = (self.count(HopPhase::Committed), self.count(HopPhase::Released));
        let hops = self.progress.hops;
        assert!(committed == 0 || released == 0, "one hop settled, another released: {self:?}");
        let settled = |hop: &Hop| hop.operators.iter().any(|it| it.custody == Custody::Settled);
        match self.progress.phase {
            TransferPhase::Preparing => {
                assert!(self.count(HopPhase::Prepared) < hops && committed + released == 0)
            }
            TransferPhase::Prepared => assert_eq!(self.count(HopPhase::Prepared), hops),
            TransferPhase::Committing => assert!(committed < hops && released == 0),
            TransferPhase::Completed => assert_eq!((committed, self.escrow()), (hops, 0)),
            TransferPhase::Aborted => assert_eq!((released, self.escrow()), (hops, 0)),
        }
        if !matches!(self.progress.phase, TransferPhase::Committing | TransferPhase::Completed) {
            assert!(!self.hops.iter().any(settled), "a custodian settled what was not decided: {self:?}");
        }
        if self.progress.phase != TransferPhase::Aborted {
            let gave_up = |hop: &Hop| hop.operators.iter().any(|it| it.custody == Custody::Released);
            assert!(!self.hops.iter().any(gave_up), "a custodian released what was not aborted: {self:?}");
        }
    }

    /// Every operator is gone for good: the chain, whoever opened the transfer, and the arbiter still bring it to an end.
    /// Gives the number of steps.
    pub fn drain(mut self) -> u32 {
        let mut steps = 0;
        while !self.progress.phase.is_over() {
            steps += 1;
            assert!(steps < 32, "stuck: {self:?}");
            match self.progress.phase {
                TransferPhase::Preparing | TransferPhase::Prepared if self.clock < 2 => self.clock += 1,
                TransferPhase::Preparing | TransferPhase::Prepared => {
                    assert!(self.progress.is_overdue(self.now()));
                    assert!(self.abort());
                }
                _ => {
                    let open = |hop: &Hop| hop.state.phase != HopPhase::Committed;
                    let at = self.hops.iter().position(open).unwrap();
                    assert!(self.arbiter(at) || self.lapse(at));
                }
            }
            self.check();
        }
        steps
    }
}

/// Numbers that are spread already need little hashing.
#[derive(Default)]
pub struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {
        unreachable!("only whole numbers are hashed");
    }
    fn write_u128(&mut self, bits: u128) {
        self.write_u64(bits as u64);
        let low = self.0;
        self.write_u64((bits >> 64) as u64 ^ low);
    }
    fn write_u64(&mut self, bits: u64) {
        self.0 = (bits ^ (bits >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }
}
