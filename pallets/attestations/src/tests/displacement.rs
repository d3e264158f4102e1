//! A finding that does not pass is not kept out by those that do: not of a full cell, not of a crowded block.

use super::*;
use crate::cell::{displace, place, Full, Slot};
use msez_attestation::{Refusal, RevocationReason};
use polkadot_sdk::{
    frame_support::{assert_noop, traits::ConstU32, BoundedVec},
    sp_runtime::DispatchError,
};
use proptest::prelude::*;
use ComplianceState::*;

fn by(issuer: u8) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(issuer))
}

fn pending() -> Statement {
    Statement { state: Pending, ..statement() }
}

/// So many days.
fn for_days(days: u64) -> Statement {
    Statement { valid_until: Some(now() + days * DAY), ..statement() }
}

fn too_many(issuer: u8, statement: Statement) {
    let nonce = Attestations::nonces(&account(issuer)).next();
    assert_eq!(Attestations::check(&account(issuer), nonce, &statement), [Refusal::TooManyAttestations]);
    assert_noop!(
        Attestations::attest(by(issuer), nonce, statement),
        crate::Error::<Test>::TooManyAttestations
    );
}

#[test]
fn in_a_full_cell_an_adverse_finding_takes_the_place_of_the_newest_that_was_lined_up() {
    run(|| {
        let present = [attested(1, statement()), attested(2, statement())];
        let older = attested(3, later(2 * DAY));
        let newest = attested(4, later(DAY));
        too_many(5, statement());
        events();
        let finding = attested(5, adverse());
        assert_eq!(in_cell(), [present[0], present[1], older, finding]);
        assert_eq!(Cells::state(&coordinate()), NonCompliant);
        // It is gone with its deposit and from the agenda.
        assert_eq!(Attestations::attestation(&newest), None);
        assert_eq!(held(4), 0);
        let (depositor, deposit) = (account(4), Attestations::deposit());
        assert_eq!(events()[0], Event::Displaced { id: newest, by: finding, depositor, deposit });
        block_at(now() + DAY);
        assert!(events().is_empty());
    });
}

#[test]
fn next_it_takes_the_place_of_the_passing_one_that_runs_out_first() {
    run(|| {
        attested(1, for_days(20));
        let first_out = attested(2, for_days(10));
        attested(3, pending());
        attested(100, Statement { state: Exempt, ..for_days(20) });
        attested(5, adverse());
        assert_eq!(Attestations::attestation(&first_out), None);
        assert_eq!(in_cell().len(), 4);
        assert_eq!(Cells::state(&coordinate()), NonCompliant);
    });
}

#[test]
fn what_is_pending_gives_way_to_a_violation_only_and_a_violation_to_nothing() {
    run(|| {
        let first = attested(1, Statement { valid_until: Some(now() + DAY), ..pending() });
        (2..=4).for_each(|issuer| {
            attested(issuer, pending());
        });
        too_many(5, pending());
        attested(5, adverse());
        assert_eq!(Attestations::attestation(&first), None);
        for issuer in [6, 7, 8] {
            attested(issuer, adverse());
        }
        // Every slot holds a violation: the cell can be no worse.
        too_many(9, adverse());
        assert_eq!(Cells::state(&coordinate()), NonCompliant);
    });
}

#[test]
fn what_expired_gives_way_first_and_keeps_its_record() {
    run(|| {
        let short = attested(1, for_days(1));
        let others = [2, 3, 4].map(|issuer| attested(issuer, statement()));
        Timestamp::set_timestamp(START + DAY);
        let finding = attested(5, adverse());
        assert_eq!(in_cell(), [others[0], others[1], others[2], finding]);
        assert!(Attestations::attestation(&short).is_some());
    });
}

#[test]
fn what_is_pending_takes_the_place_of_what_passes() {
    run(|| {
        (1..=4).for_each(|issuer| {
            attested(issuer, statement());
        });
        attested(5, pending());
        assert_eq!(Cells::state(&coordinate()), Pending);
        assert_eq!(in_cell().len(), 4);
    });
}

#[test]
fn a_crowded_block_has_room_for_findings_that_do_not_pass_for_revocations_and_for_what_is_due() {
    run(|| {
        attested(1, statement());
        attested(2, Statement { valid_until: Some(START + DAY), ..statement() });
        let ahead = attested(3, later(DAY));
        Cells::set_crowded(true);
        let crowded = DispatchError::Other("the block is crowded");
        assert_noop!(Attestations::attest(by(4), 0, statement()), crowded);
        let finding = attested(4, adverse());
        let doubt = attested(1, pending());
        assert_ok!(Attestations::revoke(by(1), doubt, RevocationReason::IssuedInError));
        assert_ok!(Attestations::revoke(by(100), finding, RevocationReason::Ruling));
        events();
        block_at(START + DAY);
        assert!(events().iter().all(|event| !matches!(event, Event::RefoldDeferred { .. })));
        // Tidying up can wait.
        block_at(START + 40 * DAY);
        assert!(matches!(status(ahead), Status::Expired { .. }));
        assert_noop!(Attestations::remove(by(60), ahead), crowded);
        Cells::set_crowded(false);
        assert_ok!(Attestations::remove(by(60), ahead));
    });
}

type Slots = BoundedVec<Slot<u8>, ConstU32<4>>;

fn slot(id: u8, issuer: u8, state: ComplianceState, from: Moment, length: Moment) -> Slot<u8> {
    let valid_until = (state != NonCompliant).then_some(from + length);
    Slot { id: Digest([id; 32]), issuer, state, valid_from: from, valid_until }
}

proptest! {
    #[test]
    fn a_violation_always_finds_room_and_nothing_that_holds_a_cell_down_is_lost_to_what_passes(
        steps in prop::collection::vec((1u8..9, 0u8..4, 0u64..20, 1u64..60, 0u64..6), 1..120)
    ) {
        let (mut slots, mut now, mut id) = (Slots::default(), 0, 0u8);
        for (issuer, state, lead, length, pass) in steps {
            now += pass;
            id = id.wrapping_add(1);
            let state = [NonCompliant, Pending, Exempt, Compliant][usize::from(state)];
            let from = if state.passes() { now + lead.saturating_sub(10) } else { now };
            let new = slot(id, issuer, state, from, length);
            let before = slots.clone();
            let placed = place(&mut slots, new.clone(), now);
            if placed.is_ok() {
                continue;
            }
            prop_assert_eq!(&slots, &before, "what finds no room changes nothing");
            match displace(&mut slots, state, now) {
                None => {
                    prop_assert_eq!(&slots, &before);
                    let strongest = slots.iter().map(|slot| slot.state).max().unwrap();
                    match state {
                        NonCompliant => prop_assert_eq!(strongest, NonCompliant),
                        Pending => prop_assert!(strongest <= Pending),
                        _ => prop_assert!(state.passes()),
                    }
                }
                Some(gone) => {
                    let gone = before.iter().find(|slot| slot.id == gone).unwrap();
                    prop_assert!(!state.passes() && gone.state > state);
                    // Worse ones stay while better ones are there.
                    prop_assert!(gone.state.passes() || before.iter().all(|slot| !slot.state.passes()));
                    let lined_up = |slots: &Slots| slots.iter().filter(|slot| slot.valid_from > now).count();
                    prop_assert!(lined_up(&before) == 0 || lined_up(&slots) + 1 == lined_up(&before));
                    prop_assert_ne!(place(&mut slots, new, now), Err(Full));
                    prop_assert_eq!(slots.len(), before.len());
                }
            }
        }
    }
}
