use super::*;
use crate::{agenda::RETRY, Agenda, WeightInfo};
use msez_attestation::Revoker;
use polkadot_sdk::{
    frame_support::weights::{Weight, WeightMeter},
    sp_runtime::DispatchError,
};

#[test]
fn an_attestation_expires_by_itself() {
    run(|| {
        let until = START + 30 * DAY;
        let id = attested(1, statement());
        events();
        block_at(until - 1);
        assert!(events().is_empty());
        assert_eq!(status(id), Status::Live);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Compliant);
        block_at(until);
        assert_eq!(events(), [Event::Expired { id }]);
        assert_eq!(status(id), Status::Expired { at: until });
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Expired);
        assert_eq!(Cells::folding(&coordinate()).times, 2);
        assert_eq!(Agenda::<Test>::iter_keys().count(), 0);
    });
}

#[test]
fn an_attestation_given_in_advance_begins_and_ends_by_itself() {
    run(|| {
        let id = attested(1, later(DAY));
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Unknown);
        events();
        block_at(START + DAY);
        assert_eq!(events(), [Event::Activated { id }]);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Compliant);
        block_at(START + 31 * DAY);
        assert_eq!(events(), [Event::Expired { id }]);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Expired);
    });
}

#[test]
fn an_adverse_finding_never_lapses() {
    run(|| {
        attested(1, adverse());
        assert_eq!(Agenda::<Test>::iter_keys().count(), 0);
        block_at(START + 100 * VALIDITY);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::NonCompliant);
    });
}

#[test]
fn a_renewal_in_advance_takes_over_without_a_gap() {
    run(|| {
        let present = attested(1, statement());
        let renewal = attested(1, later(20 * DAY));
        assert_eq!(in_cell(), [present, renewal]);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Compliant);
        events();
        block_at(START + 20 * DAY);
        assert_eq!(
            events(),
            [Event::Activated { id: renewal }, Event::Superseded { id: present, by: renewal }]
        );
        assert_eq!(in_cell(), [renewal]);
        block_at(START + 30 * DAY);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Compliant);
        assert_eq!(status(present), Status::Superseded { by: renewal, at: START + 20 * DAY });
    });
}

#[test]
fn a_violation_found_meanwhile_replaces_the_renewal_too() {
    run(|| {
        attested(1, statement());
        let renewal = attested(1, later(20 * DAY));
        Timestamp::set_timestamp(START + DAY);
        let violation = attested(1, adverse());
        assert_eq!(status(renewal), Status::Superseded { by: violation, at: START + DAY });
        block_at(START + 21 * DAY);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::NonCompliant);
        assert_eq!(in_cell(), [violation]);
    });
}

#[test]
fn a_window_that_begins_and_ends_between_two_blocks_is_expired() {
    run(|| {
        let older = attested(1, statement());
        let short = Statement { valid_until: Some(START + DAY + 5), ..later(DAY) };
        let id = attested(1, short);
        events();
        block_at(START + 2 * DAY);
        assert_eq!(events(), [Event::Expired { id }, Event::Superseded { id: older, by: id }]);
        assert_eq!(Cells::state(&coordinate()), ComplianceState::Expired);
    });
}

#[test]
fn a_block_works_off_as_many_as_it_may_and_the_next_goes_on_in_order_of_time() {
    run(|| {
        let mut expected = Vec::new();
        for n in 0..20u8 {
            let subject = msez_core::SubjectId([n; 32]);
            Cells::register(subject);
            // Later submissions end earlier.
            let until = START + 100 - u64::from(n);
            expected.push(attested(1, Statement { subject, valid_until: Some(until), ..statement() }));
        }
        expected.reverse();
        events();
        let mut seen = Vec::new();
        for (block, most) in [8, 8, 4, 0].into_iter().enumerate() {
            block_at(START + 100 + block as u64);
            let ids: Vec<_> = events()
                .into_iter()
                .map(|event| match event {
                    Event::Expired { id } => id,
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(ids.len(), most);
            seen.extend(ids);
        }
        assert_eq!(seen, expected);
    });
}

#[test]
fn the_agenda_stays_within_the_weight_it_is_given() {
    run(|| {
        for n in 1..=3 {
            attested(n, statement());
        }
        events();
        let (base, item) = (<()>::agenda_base(), <()>::agenda_item());
        for (limit, used, done) in [
            (base.saturating_sub(Weight::from_parts(1, 0)), Weight::zero(), 0),
            (base, base, 0),
            (base + item, base, 0),
            // The first end changes the cell, which the block flushes; the others leave it as it is then.
            (base + item + FLUSH, base + item + FLUSH, 1),
            (base + (item + FLUSH) * 10, base + item * 2, 2),
            (base + (item + FLUSH) * 10, base, 0),
        ] {
            let mut meter = WeightMeter::with_limit(limit);
            block_with(START + 30 * DAY, &mut meter);
            assert_eq!(meter.consumed(), used);
            assert_eq!(events().len(), done);
        }
    });
}

#[test]
fn what_the_tensor_refuses_is_tried_again_and_holds_up_nothing() {
    run(|| {
        let (first, second) = (attested(1, later(DAY)), attested(2, later(2 * DAY)));
        Cells::set_refusing(true);
        events();
        block_at(START + DAY);
        let until = START + DAY + RETRY;
        let error = DispatchError::Other("");
        assert_eq!(events(), [Event::RefoldDeferred { id: first, until, error }]);
        assert_eq!(Attestations::attestation(&first).unwrap().due, Some(until));
        Attestations::do_try_state().unwrap();
        Cells::set_refusing(false);
        block_at(until - 1);
        assert!(events().is_empty());
        block_at(until);
        assert_eq!(events(), [Event::Activated { id: first }]);
        block_at(START + 2 * DAY);
        assert_eq!(events(), [Event::Activated { id: second }]);
    });
}

#[test]
fn a_deferred_attestation_can_be_revoked() {
    run(|| {
        let id = attested(1, later(DAY));
        Cells::set_refusing(true);
        block_at(START + DAY);
        Cells::set_refusing(false);
        let reason = msez_attestation::RevocationReason::Ruling;
        polkadot_sdk::frame_support::assert_ok!(Attestations::revoke(RuntimeOrigin::root(), id, reason));
        assert_eq!(status(id), Status::Revoked { by: Revoker::Ruling, at: now(), reason });
        assert_eq!(Agenda::<Test>::iter_keys().count(), 0);
    });
}

#[test]
fn the_agendas_of_a_block_leave_room_in_it() {
    use polkadot_sdk::frame_support::traits::Hooks;
    run(Attestations::integrity_test);
}
