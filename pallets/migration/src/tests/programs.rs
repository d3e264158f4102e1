//! Programs drive the saga of the asset that named them.

use super::itinerary::itinerary;
use crate::{mock::*, Error as E, Event as Ev, Itineraries, Itinerary, ProgramLocks};
use msez_core::{ComplianceState, Digest, Domain, SubjectId};
use msez_saga::State;
use msez_traits::Migrations;
use polkadot_sdk::frame_support::{assert_noop, assert_ok};

type Error = E<Test>;

const PROGRAM: Digest = Digest([0x77; 32]);
const STRANGER: Digest = Digest([0x78; 32]);

fn with_program(n: u64) -> SubjectId {
    let id = asset(n);
    change(id, |asset| asset.program = Some(PROGRAM));
    assert_ok!(Migration::set_itinerary(by(alice()), id, 7, itinerary()));
    id
}

fn lock(id: SubjectId) -> Digest {
    <Migration as Migrations>::lock(&PROGRAM, &id, &difc(), 1, 3_600).unwrap()
}

fn begun(n: u64) -> Digest {
    let id = with_program(n);
    <Migration as Migrations>::begin(&PROGRAM, &lock(id), &aifc()).unwrap()
}

#[test]
fn a_program_locks_begins_arrives_and_settles() {
    test(|| {
        let id = with_program(1);
        let held = lock(id);
        assert_eq!(the(id).held_by, Some(held));
        let transit = <Migration as Migrations>::begin(&PROGRAM, &held, &aifc()).unwrap();
        assert_eq!(record(&transit).program, Some(PROGRAM));
        assert_eq!(<Migration as Migrations>::state_code(&transit), 1);
        assert_eq!(the(id).held_by, Some(transit));
        assert_eq!(Itineraries::<Test>::iter().count(), 0, "it is good once");
        assert_noop!(<Migration as Migrations>::arrive(&PROGRAM, &transit), Error::StillWaiting);
        prepare(&transit);
        assert_ok!(<Migration as Migrations>::arrive(&PROGRAM, &transit));
        assert_eq!(<Migration as Migrations>::state_code(&transit), 2);
        commit(&transit);
        assert_ok!(<Migration as Migrations>::settle(&PROGRAM, &transit));
        assert_eq!((<Migration as Migrations>::state_code(&transit), the(id).home), (3, aifc()));
        assert_noop!(<Migration as Migrations>::compensate(&PROGRAM, &transit), Error::TooLate);
    });
}

#[test]
fn a_program_takes_back_what_is_not_decided_and_can_say_so_twice() {
    test(|| {
        let transit = begun(1);
        assert_noop!(<Migration as Migrations>::compensate(&STRANGER, &transit), Error::NotAuthorized);
        assert_ok!(<Migration as Migrations>::compensate(&PROGRAM, &transit));
        assert_eq!(
            (state(&transit), <Migration as Migrations>::state_code(&transit)),
            (State::Compensated, 4)
        );
        assert_ok!(<Migration as Migrations>::compensate(&PROGRAM, &transit));
        assert_eq!(<Migration as Migrations>::state_code(&STRANGER), 0);
        let transit = begun(2);
        prepare(&transit);
        block_after(1_000);
        assert_noop!(<Migration as Migrations>::compensate(&PROGRAM, &transit), Error::TooLate);
    });
}

#[test]
fn a_lock_is_let_go_by_its_program_or_by_time() {
    test(|| {
        let id = with_program(1);
        let held = lock(id);
        assert_noop!(<Migration as Migrations>::unlock(&STRANGER, &held), Error::NotAuthorized);
        assert_ok!(<Migration as Migrations>::unlock(&PROGRAM, &held));
        assert_noop!(<Migration as Migrations>::unlock(&PROGRAM, &held), Error::NotFound);
        assert_eq!(the(id).held_by, None);
        let held = lock(id);
        block_after(3_599_000);
        assert!(ProgramLocks::<Test>::contains_key(held));
        block_after(1_000);
        assert_eq!(the(id).held_by, None);
        msez_test_support::assert_event::<Test>(Ev::<Test>::ProgramUnlocked { lock: held, asset: id });
    });
}

#[test]
fn only_the_program_that_the_asset_named_locks_and_only_the_whole_of_it_at_home() {
    test(|| {
        let id = with_program(1);
        let try_lock = |actor: &Digest, place, amount, seconds| {
            <Migration as Migrations>::lock(actor, &id, &place, amount, seconds)
        };
        assert_noop!(try_lock(&STRANGER, difc(), 1, 60), Error::NotAuthorized);
        assert_noop!(try_lock(&PROGRAM, difc(), 2, 60), Error::WholeAssetOnly);
        assert_noop!(try_lock(&PROGRAM, aifc(), 1, 60), Error::NotAtHome);
        assert_noop!(try_lock(&PROGRAM, difc(), 1, 0), Error::TimeOutOfBounds);
        assert_noop!(try_lock(&PROGRAM, difc(), 1, u64::MAX), Error::TimeOutOfBounds);
        start(&request(id));
        assert_noop!(try_lock(&PROGRAM, difc(), 1, 60), Error::AlreadyUnderWay);
    });
}

#[test]
fn a_program_begins_only_along_what_the_controllers_laid_down() {
    test(|| {
        let begin = |id: SubjectId, actor: &Digest, target| {
            let held = lock(id);
            let begun = <Migration as Migrations>::begin(actor, &held, &target);
            assert_eq!(the(id).held_by, Some(held), "what is refused changes nothing");
            assert_ok!(<Migration as Migrations>::unlock(&PROGRAM, &held));
            begun.unwrap_err()
        };
        let id = with_program(1);
        assert_eq!(begin(id, &PROGRAM, mas()), Error::WrongTarget.into());
        assert_eq!(begin(id, &STRANGER, aifc()), Error::NotAuthorized.into());
        // Others decide now than laid it down, or more of them.
        for controllers in [vec![bob()], vec![alice(), bob()]] {
            change(id, |asset| asset.controllers = controllers);
            assert_eq!(begin(id, &PROGRAM, aifc()), Error::ControlChanged.into());
        }
        change(id, |asset| asset.controllers = vec![alice()]);
        // It begins at once, or not at all.
        cell(id, aifc(), Domain::Kyc, ComplianceState::Unknown, None);
        assert_eq!(begin(id, &PROGRAM, aifc()), Error::NotReady.into());
        Timestamp::set_timestamp(now() + DAY + 1);
        assert_eq!(begin(id, &PROGRAM, aifc()), Error::Expired.into());
        assert_ok!(Migration::clear_itinerary(by(alice()), id));
        assert_eq!(begin(id, &PROGRAM, aifc()), Error::NotFound.into());
    });
}

#[test]
fn a_longer_path_costs_no_more_than_what_was_said() {
    test(|| {
        let id = with_program(1);
        let mean = Itinerary { max_fee: FEE - 1, ..itinerary() };
        assert_ok!(Migration::set_itinerary(by(alice()), id, 7, mean));
        let held = lock(id);
        assert_noop!(<Migration as Migrations>::begin(&PROGRAM, &held, &aifc()), Error::FeeTooHigh);
    });
}
