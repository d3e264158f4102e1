//! The one table of what can become of a saga.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use crate::State;

/// What can happen to a saga. The codes are append-only.
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
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Event {
    /// Somebody looks whether what the state waits for is there.
    #[codec(index = 0)]
    Advance,
    /// The state's time is over.
    #[codec(index = 1)]
    TimedOut,
    /// The request's deadline has passed.
    #[codec(index = 2)]
    DeadlinePassed,
    /// What must pass all the way does not pass any more.
    #[codec(index = 3)]
    ComplianceLost,
    /// A hop was not prepared in time, or its operators refused it.
    #[codec(index = 4)]
    HopOverdue,
    /// The controllers call it off.
    #[codec(index = 5)]
    CalledOff,
    /// Somebody with standing objects.
    #[codec(index = 6)]
    Disputed,
    /// The ruling: it goes on.
    #[codec(index = 7)]
    RuledToResume,
    /// The ruling: everything is taken back.
    #[codec(index = 8)]
    RuledToCompensate,
    /// Nobody ruled in time.
    #[codec(index = 9)]
    RulingLapsed,
    /// The asset's program wants everything taken back.
    #[codec(index = 10)]
    Recalled,
    /// Every action of the compensation has happened.
    #[codec(index = 11)]
    ActionsDone,
}

impl Event {
    /// Every event, in the order of the codes.
    pub const ALL: [Self; 12] = [
        Self::Advance,
        Self::TimedOut,
        Self::DeadlinePassed,
        Self::ComplianceLost,
        Self::HopOverdue,
        Self::CalledOff,
        Self::Disputed,
        Self::RuledToResume,
        Self::RuledToCompensate,
        Self::RulingLapsed,
        Self::Recalled,
        Self::ActionsDone,
    ];
}

/// How far the transfer is that carries the asset. The codes are append-only.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Carriage {
    /// There is none.
    #[default]
    #[codec(index = 0)]
    None,
    /// Hops are preparing.
    #[codec(index = 1)]
    Preparing,
    /// Every hop has prepared; nothing is decided.
    #[codec(index = 2)]
    Prepared,
    /// Decided: every hop will be committed.
    #[codec(index = 3)]
    Committing,
    /// Every hop is committed.
    #[codec(index = 4)]
    Completed,
    /// Decided: every hop is released.
    #[codec(index = 5)]
    Aborted,
}

impl Carriage {
    /// Every value, in the order of the codes.
    pub const ALL: [Self; 6] =
        [Self::None, Self::Preparing, Self::Prepared, Self::Committing, Self::Completed, Self::Aborted];

    /// Decided, for good, that it will be carried.
    pub const fn is_committed(self) -> bool {
        matches!(self, Self::Committing | Self::Completed)
    }
}

/// What is true while the table is asked. Nothing is, unless somebody found it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The asset passes at home.
    pub home_passes: bool,
    /// The path can be taken as it was requested.
    pub path_open: bool,
    /// The asset's program has no objection.
    pub program_permits: bool,
    /// Whatever the path asks for has been brought.
    pub evidence_met: bool,
    /// The asset passes at every place of the path, with what was pledged, until the deadline.
    pub path_passes: bool,
    /// Compliance was looked at again, at home and at the destination, and passes.
    pub verified: bool,
    /// The request's deadline is still to come.
    pub in_time: bool,
    /// How far the transfer is.
    pub carriage: Carriage,
    /// From where it was disputed.
    pub disputed_in: Option<State>,
}

/// What a state waits for. The codes are append-only.
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
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Need {
    /// That the asset passes at home.
    #[codec(index = 0)]
    HomeCompliance,
    /// That the path can be taken.
    #[codec(index = 1)]
    OpenPath,
    /// That the asset's program has no objection.
    #[codec(index = 2)]
    ProgramConsent,
    /// Evidence that the path asks for.
    #[codec(index = 3)]
    Evidence,
    /// That the asset passes all along the path until the deadline.
    #[codec(index = 4)]
    PathCompliance,
    /// That every hop is prepared.
    #[codec(index = 5)]
    PreparedHops,
    /// That compliance holds at home and at the destination.
    #[codec(index = 6)]
    Verification,
    /// That every hop is committed.
    #[codec(index = 7)]
    CommittedHops,
    /// A ruling.
    #[codec(index = 8)]
    Ruling,
    /// Actions that take everything back.
    #[codec(index = 9)]
    Actions,
    /// That the asset can be held.
    #[codec(index = 10)]
    Lock,
    /// That the transfer can be opened.
    #[codec(index = 11)]
    Carriers,
}

/// What has to be done with a transition, in the same storage transaction: where one cannot, there is no transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Take hold of the asset, and freeze what was found about its compliance.
    TakeLock,
    /// Send the asset on its way and open the transfer.
    OpenTransfer,
    /// Decide that every hop will be committed. The point of no return.
    Commit,
    /// Bring the asset to its new home, with what was pledged for it there.
    Land,
    /// Freeze the evidence under its digest.
    Freeze,
    /// Take everything back at once: nothing but money is held yet.
    ReturnEverything,
    /// Draw up the compensation, and begin with it.
    Compensate,
    /// Note where it was disputed.
    OpenDispute,
    /// The dispute is over.
    CloseDispute,
    /// Say aloud that somebody is late.
    Escalate,
}

/// A transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where it leads.
    pub to: State,
    /// What is done with it, in this order.
    pub effects: &'static [Effect],
}

/// Why there is no transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing follows on an end.
    Ended,
    /// What the state waits for is not there.
    Waits(Need),
    /// Decided: it goes forward only.
    PointOfNoReturn,
    /// This does not happen in this state.
    NotApplicable,
}

const fn step(to: State, effects: &'static [Effect]) -> Result<Step, Refusal> {
    Ok(Step { to, effects })
}

/// What follows on an event, with what is true. The only way from state to state.
///
/// ```
/// use msez_saga::{next, Event, Facts, Need, Refusal, State};
/// // No transition without its evidence.
/// let nothing = Facts { in_time: true, ..Facts::default() };
/// let refused = next(State::AttestationGathering, Event::Advance, &nothing);
/// assert_eq!(refused, Err(Refusal::Waits(Need::Evidence)));
/// let met = Facts { evidence_met: true, path_open: true, path_passes: true, ..nothing };
/// assert_eq!(next(State::AttestationGathering, Event::Advance, &met).unwrap().to, State::SourceLock);
/// ```
pub fn next(state: State, event: Event, facts: &Facts) -> Result<Step, Refusal> {
    if state.is_end() {
        return Err(Refusal::Ended);
    }
    // What the bridge has decided cannot be undone by whatever happens here. Only this table decides, so this is a belt.
    let turned = state.may_turn_back() || state == State::Disputed;
    if turned && facts.carriage.is_committed() {
        return match event {
            Event::CalledOff | Event::Disputed | Event::ActionsDone => Err(Refusal::PointOfNoReturn),
            _ if state == State::Disputed => step(State::DestinationUnlock, &[Effect::CloseDispute]),
            _ => step(State::DestinationUnlock, &[]),
        };
    }
    match event {
        Event::Advance => advance(state, facts),
        Event::TimedOut | Event::DeadlinePassed => match state {
            State::DestinationUnlock => step(state, &[Effect::Escalate]),
            State::Disputed if event == Event::DeadlinePassed => {
                step(State::Compensating, &[Effect::CloseDispute, Effect::Compensate])
            }
            _ => take_back(state),
        },
        Event::ComplianceLost | Event::HopOverdue if !state.is_under_way() => Err(Refusal::NotApplicable),
        Event::ComplianceLost | Event::HopOverdue | Event::Recalled => take_back(state),
        Event::CalledOff if state.is_cancellable() => {
            step(State::Cancelled, &[Effect::ReturnEverything, Effect::Freeze])
        }
        Event::CalledOff => Err(past(state)),
        Event::Disputed if state.may_turn_back() => step(State::Disputed, &[Effect::OpenDispute]),
        Event::Disputed => Err(past(state)),
        Event::RuledToResume | Event::RuledToCompensate | Event::RulingLapsed => ruled(state, event, facts),
        Event::ActionsDone if state == State::Compensating => step(State::Compensated, &[Effect::Freeze]),
        Event::ActionsDone => Err(Refusal::NotApplicable),
    }
}

/// Each step forward has its evidence.
fn advance(state: State, facts: &Facts) -> Result<Step, Refusal> {
    // Nothing new is begun, and nothing is decided, after the deadline.
    if state.may_turn_back() && !facts.in_time {
        return Err(Refusal::NotApplicable);
    }
    let needs: &[(bool, Need)] = match state {
        State::Initiated => &[],
        State::ComplianceCheck => &[
            (facts.home_passes, Need::HomeCompliance),
            (facts.path_open, Need::OpenPath),
            (facts.program_permits, Need::ProgramConsent),
        ],
        State::AttestationGathering => &[
            (facts.evidence_met, Need::Evidence),
            // A corridor can have been closed while evidence was gathered.
            (facts.path_open, Need::OpenPath),
            (facts.path_passes, Need::PathCompliance),
        ],
        State::SourceLock => &[(facts.path_open, Need::OpenPath)],
        State::Transit => &[(matches!(facts.carriage, Carriage::Prepared), Need::PreparedHops)],
        State::DestinationVerification => &[
            (matches!(facts.carriage, Carriage::Prepared), Need::PreparedHops),
            (facts.verified, Need::Verification),
        ],
        State::DestinationUnlock => &[(matches!(facts.carriage, Carriage::Completed), Need::CommittedHops)],
        State::Disputed => &[(false, Need::Ruling)],
        State::Compensating => &[(false, Need::Actions)],
        State::Completed | State::Compensated | State::Cancelled => return Err(Refusal::Ended),
    };
    if let Some((_, need)) = needs.iter().find(|(is_met, _)| !is_met) {
        return Err(Refusal::Waits(*need));
    }
    match state {
        State::Initiated => step(State::ComplianceCheck, &[]),
        State::ComplianceCheck => step(State::AttestationGathering, &[]),
        State::AttestationGathering => step(State::SourceLock, &[Effect::TakeLock]),
        State::SourceLock => step(State::Transit, &[Effect::OpenTransfer]),
        State::Transit => step(State::DestinationVerification, &[]),
        State::DestinationVerification => step(State::DestinationUnlock, &[Effect::Commit]),
        State::DestinationUnlock => step(State::Completed, &[Effect::Land, Effect::Freeze]),
        _ => Err(Refusal::NotApplicable),
    }
}

fn take_back(state: State) -> Result<Step, Refusal> {
    if state.may_turn_back() {
        step(State::Compensating, &[Effect::Compensate])
    } else {
        Err(past(state))
    }
}

const fn past(state: State) -> Refusal {
    match state {
        State::DestinationUnlock => Refusal::PointOfNoReturn,
        _ => Refusal::NotApplicable,
    }
}

fn ruled(state: State, event: Event, facts: &Facts) -> Result<Step, Refusal> {
    let (State::Disputed, Some(left)) = (state, facts.disputed_in) else {
        return Err(Refusal::NotApplicable);
    };
    let goes_on = match event {
        Event::RuledToResume => true,
        Event::RulingLapsed => {
            // Nobody ruled: an objection alone neither stops what was ready, nor lets through what was not.
            let ready = if left.is_under_way() {
                facts.carriage == Carriage::Prepared
            } else {
                facts.carriage == Carriage::None
            };
            ready && facts.in_time
        }
        _ => false,
    };
    if goes_on {
        // Only states that can be disputed are noted.
        let to = if left.may_turn_back() { left } else { return Err(Refusal::NotApplicable) };
        step(to, &[Effect::CloseDispute])
    } else {
        step(State::Compensating, &[Effect::CloseDispute, Effect::Compensate])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{collections::BTreeSet, vec, vec::Vec};

    /// Every combination of facts.
    fn all_facts() -> Vec<Facts> {
        let mut all = Vec::new();
        for bits in 0u8..128 {
            let bit = |n: u8| bits & (1 << n) != 0;
            for carriage in Carriage::ALL {
                for disputed_in in State::ALL.into_iter().map(Some).chain([None]) {
                    all.push(Facts {
                        home_passes: bit(0),
                        path_open: bit(1),
                        program_permits: bit(2),
                        evidence_met: bit(3),
                        path_passes: bit(4),
                        verified: bit(5),
                        in_time: bit(6),
                        carriage,
                        disputed_in,
                    });
                }
            }
        }
        all
    }

    const EVERYTHING: Facts = Facts {
        home_passes: true,
        path_open: true,
        program_permits: true,
        evidence_met: true,
        path_passes: true,
        verified: true,
        in_time: true,
        carriage: Carriage::None,
        disputed_in: None,
    };

    #[test]
    fn with_everything_at_hand_it_goes_through_the_references_states_in_order() {
        let carriages = [
            Carriage::None,
            Carriage::None,
            Carriage::None,
            Carriage::None,
            Carriage::Prepared,
            Carriage::Prepared,
            Carriage::Completed,
        ];
        let mut state = State::Initiated;
        let mut passed = vec![state];
        for carriage in carriages {
            state = next(state, Event::Advance, &Facts { carriage, ..EVERYTHING }).unwrap().to;
            passed.push(state);
        }
        assert_eq!(passed, State::ALL[..8]);
    }

    #[test]
    fn without_any_evidence_it_comes_no_further_than_the_compliance_check() {
        let nothing = Facts { in_time: true, ..Facts::default() };
        let to = next(State::Initiated, Event::Advance, &nothing).unwrap().to;
        assert_eq!(to, State::ComplianceCheck);
        assert_eq!(next(to, Event::Advance, &nothing), Err(Refusal::Waits(Need::HomeCompliance)));
    }

    #[test]
    fn each_step_names_the_first_thing_that_is_missing() {
        let check = |state, facts: Facts, need| {
            assert_eq!(next(state, Event::Advance, &facts), Err(Refusal::Waits(need)));
        };
        check(State::ComplianceCheck, Facts { path_open: false, ..EVERYTHING }, Need::OpenPath);
        check(State::ComplianceCheck, Facts { program_permits: false, ..EVERYTHING }, Need::ProgramConsent);
        check(State::AttestationGathering, Facts { evidence_met: false, ..EVERYTHING }, Need::Evidence);
        check(State::AttestationGathering, Facts { path_open: false, ..EVERYTHING }, Need::OpenPath);
        check(State::AttestationGathering, Facts { path_passes: false, ..EVERYTHING }, Need::PathCompliance);
        check(State::SourceLock, Facts { path_open: false, ..EVERYTHING }, Need::OpenPath);
        let preparing = Facts { carriage: Carriage::Preparing, ..EVERYTHING };
        check(State::Transit, preparing, Need::PreparedHops);
        let unverified = Facts { carriage: Carriage::Prepared, verified: false, ..EVERYTHING };
        check(State::DestinationVerification, unverified, Need::Verification);
        let committing = Facts { carriage: Carriage::Committing, ..EVERYTHING };
        check(State::DestinationUnlock, committing, Need::CommittedHops);
    }

    #[test]
    fn an_end_is_an_end() {
        for state in State::ALL.into_iter().filter(|state| state.is_end()) {
            for event in Event::ALL {
                assert_eq!(next(state, event, &EVERYTHING), Err(Refusal::Ended));
            }
        }
    }

    #[test]
    fn after_the_decision_no_event_leads_back_whatever_is_true() {
        for facts in all_facts() {
            for event in Event::ALL {
                if let Ok(step) = next(State::DestinationUnlock, event, &facts) {
                    assert!(matches!(step.to, State::DestinationUnlock | State::Completed), "{event:?}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_held_or_departs_on_a_path_that_is_closed() {
        for state in State::ALL {
            for event in Event::ALL {
                for facts in all_facts().into_iter().filter(|facts| !facts.path_open) {
                    let Ok(step) = next(state, event, &facts) else { continue };
                    let departs = |effect| matches!(effect, &Effect::TakeLock | &Effect::OpenTransfer);
                    assert!(!step.effects.iter().any(departs), "{state} {event:?}");
                }
            }
        }
    }

    #[test]
    fn only_prepared_hops_verified_and_in_time_are_committed() {
        for state in State::ALL {
            for event in Event::ALL {
                for facts in all_facts() {
                    let Ok(step) = next(state, event, &facts) else { continue };
                    if step.effects.contains(&Effect::Commit) {
                        assert_eq!((state, event), (State::DestinationVerification, Event::Advance));
                        assert!(facts.verified && facts.in_time && facts.carriage == Carriage::Prepared);
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_that_the_bridge_has_committed_is_taken_back() {
        for state in State::ALL.into_iter().filter(|state| *state != State::Compensating) {
            for event in Event::ALL {
                for facts in all_facts().into_iter().filter(|facts| facts.carriage.is_committed()) {
                    if let Ok(step) = next(state, event, &facts) {
                        assert!(!step.effects.contains(&Effect::Compensate), "{state} {event:?} {facts:?}");
                        assert!(!step.effects.contains(&Effect::ReturnEverything));
                    }
                }
            }
        }
    }

    #[test]
    fn a_compensation_ends_only_when_its_actions_have_happened() {
        for facts in all_facts() {
            for event in Event::ALL {
                let step = next(State::Compensating, event, &facts);
                assert_eq!(step.is_ok(), event == Event::ActionsDone);
            }
        }
    }

    #[test]
    fn every_change_of_state_is_one_of_the_table_and_from_every_state_an_end_is_reached() {
        let mut edges = BTreeSet::new();
        for state in State::ALL {
            for event in Event::ALL {
                for facts in all_facts() {
                    if let Ok(step) = next(state, event, &facts) {
                        edges.insert((state, step.to));
                    }
                }
            }
        }
        use State::*;
        let forward = State::ALL[..7].iter().zip(&State::ALL[1..8]).map(|(from, to)| (*from, *to));
        let mut table: BTreeSet<_> = forward.collect();
        for state in State::ALL.into_iter().filter(|state| state.may_turn_back()) {
            table.extend([(state, Compensating), (state, Disputed), (Disputed, state)]);
            // The belt: what the bridge committed is followed.
            table.insert((state, DestinationUnlock));
            if state.is_cancellable() {
                table.insert((state, Cancelled));
            }
        }
        table.extend([
            (DestinationUnlock, DestinationUnlock),
            (Disputed, Compensating),
            (Disputed, DestinationUnlock),
            (Compensating, Compensated),
        ]);
        assert_eq!(edges, table);

        let mut ending: BTreeSet<State> = State::ALL.into_iter().filter(|state| state.is_end()).collect();
        loop {
            let more: BTreeSet<_> =
                edges.iter().filter(|(_, to)| ending.contains(to)).map(|(from, _)| *from).collect();
            if more.is_subset(&ending) {
                break;
            }
            ending.extend(more);
        }
        assert_eq!(ending.len(), State::ALL.len());
    }

    #[test]
    fn time_alone_brings_every_saga_to_an_end_unless_it_is_decided() {
        // The clock's events only, and the actions that follow.
        for start in State::ALL.into_iter().filter(|state| state.may_turn_back()) {
            for event in [Event::TimedOut, Event::DeadlinePassed] {
                let facts = Facts::default();
                let step = next(start, event, &facts).unwrap();
                assert_eq!(step.to, State::Compensating);
                assert_eq!(next(step.to, Event::ActionsDone, &facts).unwrap().to, State::Compensated);
            }
            let facts = Facts { disputed_in: Some(start), ..Facts::default() };
            for event in [Event::RulingLapsed, Event::DeadlinePassed] {
                assert_eq!(next(State::Disputed, event, &facts).unwrap().to, State::Compensating);
            }
        }
    }

    #[test]
    fn without_a_ruling_it_goes_on_only_if_it_was_ready() {
        let lapsed = |left, carriage, in_time| {
            let facts = Facts { carriage, in_time, disputed_in: Some(left), ..Facts::default() };
            next(State::Disputed, Event::RulingLapsed, &facts).unwrap().to
        };
        assert_eq!(lapsed(State::Transit, Carriage::Prepared, true), State::Transit);
        assert_eq!(lapsed(State::Transit, Carriage::Preparing, true), State::Compensating);
        assert_eq!(lapsed(State::Transit, Carriage::Prepared, false), State::Compensating);
        assert_eq!(lapsed(State::ComplianceCheck, Carriage::None, true), State::ComplianceCheck);
    }
}
