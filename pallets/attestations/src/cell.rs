//! From what a cell is folded, and who gives way to whom.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use msez_core::{ComplianceState, Digest, Moment};
use msez_tensor::Contribution;
use polkadot_sdk::frame_support::{traits::Get, BoundedVec};
use scale_info::TypeInfo;

/// One attestation among those of a coordinate, with what the folding needs: one read instead of one per record.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Slot<AccountId> {
    /// Id of the attestation.
    pub id: Digest,
    /// Who answers for it.
    pub issuer: AccountId,
    /// The finding.
    pub state: ComplianceState,
    /// From when on it counts, in milliseconds.
    pub valid_from: Moment,
    /// From when on it has expired, in milliseconds.
    pub valid_until: Option<Moment>,
}

impl<AccountId> Slot<AccountId> {
    fn has_begun(&self, now: Moment) -> bool {
        self.valid_from <= now
    }

    fn has_expired(&self, now: Moment) -> bool {
        self.valid_until.is_some_and(|until| until <= now)
    }
}

/// No slot is free and none can be freed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// What the folding takes.
pub fn contributions<A>(slots: &[Slot<A>]) -> Vec<Contribution> {
    slots
        .iter()
        .map(|slot| Contribution {
            attestation: slot.id,
            state: slot.state,
            valid_from: slot.valid_from,
            valid_until: slot.valid_until,
        })
        .collect()
}

/// Lets the newest begun statement of an issuer take the place of his older ones. Returns (older, newer) ids.
pub fn settle<A: PartialEq, S: Get<u32>>(
    slots: &mut BoundedVec<Slot<A>, S>,
    issuer: &A,
    now: Moment,
) -> Vec<(Digest, Digest)> {
    let begun = |slot: &Slot<A>| slot.issuer == *issuer && slot.has_begun(now);
    let Some(newest) = slots.iter().rev().find(|slot| begun(slot)).map(|slot| slot.id) else {
        return Vec::new();
    };
    drop_slots(slots, |slot| begun(slot) && slot.id != newest).into_iter().map(|id| (id, newest)).collect()
}

/// Puts a new statement into its slot. Returns (older, newer) ids of what it supersedes.
///
/// What begins at once replaces everything of its issuer; what lies ahead replaces only what he had lined up, and waits
/// for its time with the rest. Where all slots are taken, the attestation that expired first gives way.
pub fn place<A: PartialEq, S: Get<u32>>(
    slots: &mut BoundedVec<Slot<A>, S>,
    new: Slot<A>,
    now: Moment,
) -> Result<Vec<(Digest, Digest)>, Full> {
    let mut superseded = settle(slots, &new.issuer, now);
    let at_once = new.has_begun(now);
    superseded.extend(
        drop_slots(slots, |slot| slot.issuer == new.issuer && (at_once || !slot.has_begun(now)))
            .into_iter()
            .map(|id| (id, new.id)),
    );
    if slots.is_full() {
        let first = slots.iter().filter(|slot| slot.has_expired(now)).min_by_key(|slot| slot.valid_until);
        let id = first.map(|slot| slot.id).ok_or(Full)?;
        slots.retain(|slot| slot.id != id);
    }
    slots.try_push(new).map_err(|_| Full)?;
    Ok(superseded)
}

/// Frees a slot for a finding that does not pass, in a cell where [`place`] found none: it must not be kept out by those
/// that pass. Returns the id of what gives way; `None` where nothing does.
///
/// First the newest statement that was lined up; then, of those that pass, the one that runs out first; for
/// NON_COMPLIANT also, of those that are PENDING, the one that runs out first. Among equals the oldest goes.
pub fn displace<A, S: Get<u32>>(
    slots: &mut BoundedVec<Slot<A>, S>,
    state: ComplianceState,
    now: Moment,
) -> Option<Digest> {
    if state.passes() {
        return None;
    }
    let first_out = |gives_way: fn(ComplianceState) -> bool| {
        slots.iter().filter(|slot| gives_way(slot.state)).min_by_key(|slot| slot.valid_until)
    };
    let lined_up = slots.iter().rev().find(|slot| !slot.has_begun(now));
    let passing = lined_up.or_else(|| first_out(ComplianceState::passes));
    let pending = || first_out(|state| state == ComplianceState::Pending);
    let id = match state {
        ComplianceState::NonCompliant => passing.or_else(pending),
        _ => passing,
    }?
    .id;
    slots.retain(|slot| slot.id != id);
    Some(id)
}

fn drop_slots<A, S>(slots: &mut BoundedVec<Slot<A>, S>, leaves: impl Fn(&Slot<A>) -> bool) -> Vec<Digest> {
    let gone = slots.iter().filter(|slot| leaves(slot)).map(|slot| slot.id).collect();
    slots.retain(|slot| !leaves(slot));
    gone
}

#[cfg(test)]
mod tests {
    use super::*;
    use polkadot_sdk::frame_support::traits::ConstU32;
    use proptest::prelude::*;

    type Slots = BoundedVec<Slot<u8>, ConstU32<4>>;

    fn slot(id: u8, issuer: u8, from: Moment, until: Moment) -> Slot<u8> {
        Slot {
            id: Digest([id; 32]),
            issuer,
            state: ComplianceState::Compliant,
            valid_from: from,
            valid_until: Some(until),
        }
    }

    fn ids(slots: &Slots) -> Vec<u8> {
        slots.iter().map(|slot| slot.id.0[0]).collect()
    }

    fn pairs(superseded: Vec<(Digest, Digest)>) -> Vec<(u8, u8)> {
        superseded.into_iter().map(|(old, new)| (old.0[0], new.0[0])).collect()
    }

    #[test]
    fn a_statement_for_now_replaces_the_issuers_own_and_nobody_elses() {
        let mut slots = Slots::default();
        assert_eq!(place(&mut slots, slot(1, 1, 0, 100), 10), Ok(vec![]));
        assert_eq!(place(&mut slots, slot(2, 2, 0, 100), 10), Ok(vec![]));
        assert_eq!(pairs(place(&mut slots, slot(3, 1, 10, 100), 10).unwrap()), [(1, 3)]);
        assert_eq!(ids(&slots), [2, 3]);
    }

    #[test]
    fn a_statement_for_later_waits_beside_the_present_one() {
        let mut slots = Slots::default();
        place(&mut slots, slot(1, 1, 0, 100), 10).unwrap();
        place(&mut slots, slot(2, 1, 50, 200), 10).unwrap();
        assert_eq!(ids(&slots), [1, 2]);
        assert_eq!(pairs(place(&mut slots, slot(3, 1, 60, 200), 10).unwrap()), [(2, 3)]);
        assert_eq!(settle(&mut slots, &1, 59), vec![]);
        assert_eq!(pairs(settle(&mut slots, &1, 60)), [(1, 3)]);
        assert_eq!(ids(&slots), [3]);
    }

    #[test]
    fn a_statement_for_now_also_replaces_what_was_lined_up() {
        let mut slots = Slots::default();
        place(&mut slots, slot(1, 1, 0, 100), 10).unwrap();
        place(&mut slots, slot(2, 1, 50, 200), 10).unwrap();
        assert_eq!(pairs(place(&mut slots, slot(3, 1, 20, 200), 20).unwrap()), [(1, 3), (2, 3)]);
        assert_eq!(ids(&slots), [3]);
    }

    #[test]
    fn when_all_slots_are_taken_the_first_expired_gives_way() {
        let mut slots = Slots::default();
        for (id, until) in [(1, 100), (2, 30), (3, 20), (4, 100)] {
            place(&mut slots, slot(id, id, 0, until), 0).unwrap();
        }
        assert_eq!(place(&mut slots.clone(), slot(5, 5, 0, 100), 19), Err(Full));
        assert_eq!(place(&mut slots, slot(5, 5, 0, 100), 30), Ok(vec![]));
        assert_eq!(ids(&slots), [1, 2, 4, 5]);
    }

    #[test]
    fn an_issuer_can_replace_his_own_in_a_full_cell() {
        let mut slots = Slots::default();
        for id in 1..=4 {
            place(&mut slots, slot(id, id, 0, 100), 0).unwrap();
        }
        assert_eq!(pairs(place(&mut slots, slot(5, 2, 1, 100), 1).unwrap()), [(2, 5)]);
        assert_eq!(place(&mut slots, slot(6, 2, 50, 100), 1), Err(Full));
    }

    proptest! {
        #[test]
        fn an_issuer_never_has_more_than_one_in_force_and_one_lined_up(
            steps in prop::collection::vec((1u8..6, 0u64..40, 1u64..60, 0u64..10, any::<bool>()), 1..120)
        ) {
            let (mut slots, mut now, mut id) = (Slots::default(), 0, 0u8);
            for (issuer, lead, length, pass, settles) in steps {
                now += pass;
                id = id.wrapping_add(1);
                let before = ids(&slots);
                let from = now + lead.saturating_sub(20);
                match place(&mut slots, slot(id, issuer, from, from + length), now) {
                    Ok(superseded) => {
                        prop_assert_eq!(slots.last().map(|s| s.id.0[0]), Some(id));
                        prop_assert!(superseded.iter().all(|(old, _)| slots.iter().all(|s| s.id != *old)));
                    }
                    // What begins at once finds room wherever its issuer is there already.
                    Err(Full) => {
                        prop_assert!(from > now || before.len() == 4);
                        let own = slots.iter().any(|s| s.issuer == issuer && s.has_begun(now));
                        prop_assert!(from > now || !own);
                    }
                }
                if settles {
                    settle(&mut slots, &issuer, now);
                }
                for issuer in 1..6 {
                    prop_assert!(slots.iter().filter(|s| s.issuer == issuer).count() <= 2);
                    let ahead = slots.iter().filter(|s| s.issuer == issuer && !s.has_begun(now)).count();
                    prop_assert!(ahead <= 1);
                }
            }
        }
    }
}
