use crate::{mock::*, Agenda, Sagas, WeightInfo};
use msez_core::Digest;
use msez_saga::{State, HOUR};
use polkadot_sdk::frame_support::{
    traits::Hooks,
    weights::{Weight, WeightMeter},
};

fn count(wanted: State) -> usize {
    Sagas::<Test>::iter_values().filter(|saga| saga.state == wanted).count()
}

#[test]
fn a_thousand_that_are_due_at_once_never_exceed_the_meter() {
    externalities().execute_with(|| {
        let sagas: Vec<Digest> = (0..1_000).map(under_way).collect();
        assert_eq!(Agenda::<Test>::iter().count(), 1_000);
        Timestamp::set_timestamp(now() + 30 * DAY + 1);
        let room = Weight::from_parts(50_000_000_000, 1_000_000);
        let mut blocks = 0;
        while count(State::Compensated) < sagas.len() {
            let mut meter = WeightMeter::with_limit(room);
            let before = count(State::Compensated);
            <Migration as Hooks<_>>::on_poll(1, &mut meter);
            assert!(meter.consumed().all_lte(room));
            assert!(count(State::Compensated) > before, "each block does some");
            blocks += 1;
        }
        assert!(blocks > 5, "{blocks}");
        assert_eq!(Agenda::<Test>::iter().count(), 0);
        assert_sound();
    });
}

#[test]
fn without_room_nothing_is_done() {
    test(|| {
        let saga = under_way(1);
        Timestamp::set_timestamp(now() + 30 * DAY + 1);
        for room in [Weight::zero(), <() as WeightInfo>::agenda_base(), <() as WeightInfo>::land(1)] {
            let mut meter = WeightMeter::with_limit(room);
            Migration::work_off_agenda(&mut meter);
            assert!(meter.consumed().all_lte(room));
            assert_eq!(state(&saga), State::Transit);
        }
    });
}

#[test]
fn each_state_lasts_as_long_as_is_governed() {
    test(|| {
        govern(|parameters| parameters.timeouts.attestation_gathering = HOUR);
        let saga = gathering(1);
        block_after(HOUR);
        assert_eq!(state(&saga), State::AttestationGathering);
        block_after(1);
        assert_eq!(state(&saga), State::Compensated);
    });
}

#[test]
fn evidence_that_comes_to_count_is_found_by_the_poll() {
    test(|| {
        let saga = gathering(1);
        require(&direct(), vec![]);
        block_after(HOUR - 1);
        assert_eq!(state(&saga), State::AttestationGathering);
        block_after(1);
        assert_eq!(state(&saga), State::Transit);
    });
}

#[test]
fn the_time_of_a_long_path_is_its_own() {
    test(|| {
        let request = msez_saga::Request {
            target: mas(),
            path: vec![direct(), way("corridor-aifc-mas")],
            ..request(asset(1))
        };
        let saga = start(&request);
        block_after(144 * HOUR);
        assert_eq!(state(&saga), State::Transit);
        block_after(1);
        assert_eq!(state(&saga), State::Compensated);
    });
}
