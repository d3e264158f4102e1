//! Every reachable state of a migration over up to three hops: the saga's table and the bridge's machine, each step of
//! either at any time — evidence, timeouts, deadlines, lost compliance, refusals, calling off, disputes, rulings and none,
//! actions of a compensation that fail and are tried again, and all that can happen to the transfer itself.
//!
//! Over three hops the tests that are always run have no crashes: an operator that crashes does nothing for a while and goes on
//! from what it has written down, as every operator may anyway. With them it is
//! `cargo test --release -p msez-bridge --test saga -- --ignored --nocapture`.

mod world;

use msez_bridge::{HopPhase, TransferPhase};
use msez_saga::{next, Action, Carriage, Compensation, Effect, Event, Facts, State};
use std::{collections::HashSet, hash::BuildHasherDefault};
use world::{Spread, World};

/// Where the asset is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Asset {
    Home,
    Held,
    UnderWay,
    Arrived,
}

/// What became of what issuers pledged for the destination.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Pledges {
    Provisional,
    Entered,
    Void,
}

/// Where the fees are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fees {
    Pot,
    Bridge,
    GivenOut,
}

#[derive(Clone, Debug)]
struct Migration<const HOPS: usize> {
    state: State,
    disputed_in: Option<State>,
    compensation: Option<Compensation>,
    is_late: bool,
    asset: Asset,
    pledges: Pledges,
    fees: Fees,
    is_open: bool,
    bridge: World<HOPS>,
}

const ASSETS: [Asset; 4] = [Asset::Home, Asset::Held, Asset::UnderWay, Asset::Arrived];
const PLEDGES: [Pledges; 3] = [Pledges::Provisional, Pledges::Entered, Pledges::Void];
const FEES: [Fees; 3] = [Fees::Pot, Fees::Bridge, Fees::GivenOut];

impl<const HOPS: usize> Migration<HOPS> {
    fn new() -> Self {
        Self {
            state: State::Initiated,
            disputed_in: None,
            compensation: None,
            is_late: false,
            asset: Asset::Home,
            pledges: Pledges::Provisional,
            fees: Fees::Pot,
            is_open: false,
            bridge: World::new(),
        }
    }

    /// All of a state, with the number of those that differ in the order of the hops alone.
    fn pack(&self) -> (u128, usize) {
        let (transfer, orders) = self.bridge.pack();
        let option = |state: Option<State>| state.map_or(15, |state| state as u64);
        let mut own = self.state as u64;
        own = own << 4 | option(self.disputed_in);
        own = own << 4 | option(self.compensation.map(|it| it.left));
        own = own << 6 | self.compensation.map_or(0, |it| it.done.into());
        own = own << 1 | u64::from(self.is_late);
        own = own << 2 | self.asset as u64;
        own = own << 2 | self.pledges as u64;
        own = own << 2 | self.fees as u64;
        own = own << 1 | u64::from(self.is_open);
        (u128::from(own) << 64 | u128::from(transfer), orders)
    }

    fn unpack(bits: u128) -> Self {
        let mut own = (bits >> 64) as u64;
        let mut take = |width: u32| {
            let value = own & ((1 << width) - 1);
            own >>= width;
            value as usize
        };
        let is_open = take(1) == 1;
        let fees = FEES[take(2)];
        let pledges = PLEDGES[take(2)];
        let asset = ASSETS[take(2)];
        let is_late = take(1) == 1;
        let done = take(6) as u8;
        let left = State::ALL.get(take(4)).copied();
        let disputed_in = State::ALL.get(take(4)).copied();
        let state = State::ALL[take(4)];
        // What led to a compensation does not matter for what follows.
        let compensation = left.map(|left| Compensation { done, ..Compensation::new(left, Event::TimedOut) });
        let bridge = World::unpack(bits as u64);
        Self { state, disputed_in, compensation, is_late, asset, pledges, fees, is_open, bridge }
    }

    fn carriage(&self) -> Carriage {
        match self.bridge.progress.phase {
            _ if !self.is_open => Carriage::None,
            TransferPhase::Preparing => Carriage::Preparing,
            TransferPhase::Prepared => Carriage::Prepared,
            TransferPhase::Committing => Carriage::Committing,
            TransferPhase::Completed => Carriage::Completed,
            TransferPhase::Aborted => Carriage::Aborted,
        }
    }

    /// Everything that an advance can ask for is there: the adversary lets it be missing by not advancing.
    fn facts(&self) -> Facts {
        Facts {
            home_passes: true,
            path_open: true,
            program_permits: true,
            evidence_met: true,
            path_passes: true,
            verified: true,
            in_time: !self.is_late,
            carriage: self.carriage(),
            disputed_in: self.disputed_in,
        }
    }

    /// A transition with all of its effects, or nothing at all.
    fn happens(&mut self, event: Event) -> bool {
        let Ok(step) = next(self.state, event, &self.facts()) else { return false };
        let left = self.disputed_in.filter(|_| self.state == State::Disputed).unwrap_or(self.state);
        for effect in step.effects {
            match effect {
                Effect::TakeLock => {
                    assert_eq!(self.asset, Asset::Home);
                    self.asset = Asset::Held;
                }
                Effect::OpenTransfer => {
                    assert_eq!((self.asset, self.fees, self.is_open), (Asset::Held, Fees::Pot, false));
                    (self.asset, self.fees, self.is_open) = (Asset::UnderWay, Fees::Bridge, true);
                }
                // The bridge has the last word: too late, and nothing happens.
                Effect::Commit => {
                    if !self.bridge.decide() {
                        return false;
                    }
                }
                Effect::Land => {
                    assert_eq!((self.asset, self.pledges), (Asset::UnderWay, Pledges::Provisional));
                    (self.asset, self.pledges) = (Asset::Arrived, Pledges::Entered);
                }
                Effect::ReturnEverything => {
                    assert_eq!((self.asset, self.fees), (Asset::Home, Fees::Pot));
                    (self.fees, self.pledges) = (Fees::GivenOut, Pledges::Void);
                }
                Effect::Compensate => {
                    assert!(self.compensation.is_none(), "a compensation is drawn up once");
                    self.compensation = Some(Compensation::new(left, event));
                }
                Effect::OpenDispute => self.disputed_in = Some(self.state),
                Effect::CloseDispute => self.disputed_in = None,
                Effect::Freeze | Effect::Escalate => (),
            }
        }
        self.state = step.to;
        true
    }

    /// An action of the compensation. That it fails, for now, is that it is not tried.
    fn undo(&mut self, action: Action) -> bool {
        let Some(mut compensation) = self.compensation else { return false };
        if self.state != State::Compensating || !compensation.is_ready(action) {
            return false;
        }
        match action {
            Action::AbortTransfer => {
                assert!(self.is_open && self.fees == Fees::Bridge);
                assert!(self.bridge.abort(), "what is compensated can be aborted: {self:?}");
                self.fees = Fees::GivenOut;
            }
            Action::UnlockSource => {
                assert!(matches!(self.asset, Asset::Held | Asset::UnderWay));
                self.asset = Asset::Home;
            }
            Action::RefundFees => self.fees = Fees::GivenOut,
            Action::VoidAttestations => {
                assert_eq!(self.pledges, Pledges::Provisional);
                self.pledges = Pledges::Void;
            }
            Action::RestoreComplianceState => {
                assert!(self.asset == Asset::Home && self.pledges != Pledges::Entered);
            }
            Action::NotifyCounterparties => (),
        }
        compensation.record(action);
        assert!(compensation.has_happened(action));
        self.compensation = Some(compensation);
        true
    }

    fn successors(&self, with_crashes: bool, mut visit: impl FnMut(Self)) {
        let mut attempt = |step: &dyn Fn(&mut Self) -> bool| {
            let mut next = self.clone();
            if step(&mut next) {
                visit(next);
            }
        };
        for event in Event::ALL {
            attempt(&|it| {
                let is_done = it.compensation.is_some_and(|compensation| compensation.is_done());
                (event != Event::ActionsDone || is_done) && it.happens(event)
            });
        }
        attempt(&|it| !std::mem::replace(&mut it.is_late, true));
        for action in Action::ORDER {
            attempt(&|it| it.undo(action));
        }
        if self.is_open {
            self.bridge.successors(with_crashes, false, |bridge| {
                let fees = match bridge.progress.phase {
                    TransferPhase::Completed => Fees::GivenOut,
                    _ => self.fees,
                };
                visit(Self { bridge, fees, ..self.clone() });
            });
        }
    }

    fn check(&self) {
        let committed = self.bridge.count(HopPhase::Committed);
        let released = self.bridge.count(HopPhase::Released);
        self.bridge.check();
        assert!(committed == 0 || released == 0);
        let carriage = self.carriage();
        assert_eq!(
            carriage.is_committed(),
            matches!(self.state, State::DestinationUnlock | State::Completed),
            "the bridge has decided, and so has the saga: {self:?}"
        );
        assert_eq!(self.asset == Asset::Arrived, self.state == State::Completed);
        assert_eq!(self.pledges == Pledges::Entered, self.state == State::Completed);
        match self.state {
            State::Completed => {
                assert_eq!((carriage, self.fees), (Carriage::Completed, Fees::GivenOut));
            }
            State::Compensated | State::Cancelled => {
                assert!(matches!(carriage, Carriage::None | Carriage::Aborted), "{self:?}");
                assert_eq!(
                    (self.asset, self.pledges, self.fees),
                    (Asset::Home, Pledges::Void, Fees::GivenOut)
                );
            }
            _ => (),
        }
        if committed > 0 {
            assert!(matches!(self.asset, Asset::UnderWay | Asset::Arrived));
        }
    }

    /// Every operator and every party is gone for good: timeouts, the agenda's retries and the arbiter bring it to an end.
    fn drain(mut self) -> u32 {
        let mut steps = 0;
        while !self.state.is_end() {
            steps += 1;
            assert!(steps < 64, "stuck: {self:?}");
            let happened = match self.state {
                State::Compensating => {
                    Action::ORDER.into_iter().any(|action| self.undo(action))
                        || self.happens(Event::ActionsDone)
                }
                State::Disputed => self.happens(Event::RulingLapsed),
                State::DestinationUnlock if self.carriage() == Carriage::Committing => {
                    let open = |hop: &world::Hop| hop.state.phase != HopPhase::Committed;
                    let at = self.bridge.hops.iter().position(open).unwrap();
                    let done = self.bridge.arbiter(at) || self.bridge.lapse(at);
                    if self.carriage() == Carriage::Completed {
                        self.fees = Fees::GivenOut;
                    }
                    done
                }
                State::DestinationUnlock => self.happens(Event::Advance),
                _ => self.happens(Event::TimedOut),
            };
            assert!(happened, "nothing happens any more: {self:?}");
            self.check();
        }
        steps
    }
}

/// Tells the number of states, of those that differ in more than the order of the hops, of steps between the latter, and
/// the longest way out; every end must be among them.
fn explore<const HOPS: usize>(with_crashes: bool) {
    let (start, mut states) = Migration::<HOPS>::new().pack();
    let mut seen: HashSet<u128, BuildHasherDefault<Spread>> = HashSet::default();
    seen.insert(start);
    let (mut open, mut steps, mut longest, mut ends) = (vec![start], 0u64, 0, Vec::new());
    while let Some(bits) = open.pop() {
        let migration = Migration::<HOPS>::unpack(bits);
        debug_assert_eq!(migration.pack().0, bits);
        migration.check();
        longest = longest.max(migration.clone().drain());
        if migration.state.is_end() && !ends.contains(&migration.state) {
            ends.push(migration.state);
        }
        let before = migration.state;
        migration.successors(with_crashes, |next| {
            steps += 1;
            assert!(!before.is_end() || next.state == before, "nothing follows on an end");
            let (bits, orders) = next.pack();
            if seen.insert(bits) {
                states += orders;
                open.push(bits);
            }
        });
    }
    ends.sort();
    println!(
        "saga x bridge, {HOPS} hops, with{} crashes: {states} states ({} but for the order of the hops, {steps} steps between \
         these), at most {longest} steps to an end without operators and parties",
        if with_crashes { "" } else { "out" },
        seen.len()
    );
    assert_eq!(ends, [State::Completed, State::Compensated, State::Cancelled]);
}

#[test]
fn a_migration_is_completed_or_taken_back_whole_in_every_interleaving() {
    explore::<1>(true);
    explore::<2>(true);
    explore::<3>(false);
}

#[test]
#[ignore = "takes some minutes and 2 GB"]
fn nor_does_it_come_apart_over_three_hops_when_operators_crash() {
    explore::<3>(true);
}
