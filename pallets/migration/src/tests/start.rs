use crate::{mock::*, Agenda, Error as E, Event as Ev, Live, Sagas, StartFault};
use msez_core::{Digest, Domain};
use msez_manifold::AttestationType;
use msez_saga::{Event as Cause, Need, State, HOUR};
use polkadot_sdk::{
    frame_support::{assert_noop, assert_ok, storage::with_storage_layer},
    sp_runtime::DispatchError,
};

// A dispatched call has a storage layer; so have those here that fail after having written.
type Error = E<Test>;
type Event = Ev<Test>;

#[test]
fn with_everything_at_hand_the_asset_departs_in_the_same_call() {
    test(|| {
        let before = money();
        let request = request(asset(1));
        let saga = start(&request);
        assert_eq!(state(&saga), State::Transit);
        assert_eq!(moved(&before), [("alice", -(FEE as i128)), ("bridge", FEE as i128)]);
        let record = record(&saga);
        assert_eq!((record.fees.escrowed, record.fees.carried, record.escrow()), (FEE, FEE, 0));
        assert_eq!(the(request.asset).held_by, Some(saga));
        assert!(the(request.asset).is_moving);
        let lock = record.lock.unwrap();
        assert_eq!((lock.lock, lock.lock_until), (saga, request.deadline));
        assert_eq!(transfer(&saga).slice_root, lock.commitment.slice_root);
        let events = events();
        assert!(matches!(events[0], Event::Started { fee: FEE, program: None, .. }), "{events:?}");
        assert!(events.contains(&Event::Moved {
            saga,
            from: State::AttestationGathering,
            to: State::SourceLock,
            cause: Cause::Advance
        }));
        assert_eq!(Live::<Test>::get(request.asset), Some(saga));
        assert_eq!(Agenda::<Test>::iter().count(), 1);
    });
}

#[test]
fn without_the_evidence_it_waits_and_nothing_is_held() {
    test(|| {
        let before = money();
        let saga = gathering(1);
        assert_eq!(the(record(&saga).request.asset).held_by, None);
        assert_eq!(moved(&before), [("alice", -(FEE as i128)), ("pot", FEE as i128)]);
    });
}

#[test]
fn an_asset_that_does_not_pass_at_home_comes_no_further_than_the_check() {
    test(|| {
        let id = asset(1);
        cell(id, difc(), Domain::Kyc, msez_core::ComplianceState::Pending, None);
        let saga = start(&request(id));
        assert_eq!(state(&saga), State::ComplianceCheck);
        pass(id, difc());
        object_as_program(true);
        assert_noop!(Migration::advance(by(carrier()), saga), Error::StillWaiting);
        object_as_program(false);
        assert_ok!(Migration::advance(by(carrier()), saga));
        assert_eq!(state(&saga), State::Transit);
    });
}

#[test]
fn only_controllers_ask() {
    test(|| {
        let request = request(asset(1));
        assert_noop!(
            Migration::start(RuntimeOrigin::root(), request.clone(), none()),
            DispatchError::BadOrigin
        );
        assert_noop!(Migration::start(by(carrier()), request, none()), DispatchError::BadOrigin);
    });
}

#[test]
fn where_two_must_agree_the_second_begins_it_and_the_payer_is_one_of_them() {
    test(|| {
        let id = asset_of(1, vec![alice(), bob(), carrier()], 2);
        let request = request(id);
        let saga = Migration::saga_id(&request);
        assert_ok!(Migration::start(by(bob()), request.clone(), none()));
        assert_eq!(Sagas::<Test>::get(saga), None);
        // Another request is another thing to agree to.
        let dearer = msez_saga::Request { max_fee: 9_000, ..request.clone() };
        assert_ok!(Migration::start(by(alice()), dearer, none()));
        assert_eq!(Sagas::<Test>::iter().count(), 0);
        assert_noop!(
            with_storage_layer(|| Migration::start(by(carrier()), request.clone(), none())),
            Error::PayerNotController
        );
        assert_ok!(Migration::start(by(alice()), request, none()));
        assert_eq!(state(&saga), State::Transit);
    });
}

#[test]
fn a_request_is_good_once_even_after_it_was_called_off() {
    test(|| {
        let saga = gathering(1);
        let request = record(&saga).request;
        assert_ok!(Migration::cancel(by(alice()), saga));
        assert_eq!(the(request.asset).version, request.version, "nothing else would stop it");
        assert_noop!(Migration::start(by(alice()), request.clone(), none()), Error::AlreadyExists);
        let again = msez_saga::Request { nonce: 1, ..request };
        assert_ok!(Migration::start(by(alice()), again, none()));
    });
}

#[test]
fn an_asset_has_one_live_migration() {
    test(|| {
        let saga = gathering(1);
        let again = msez_saga::Request { nonce: 1, ..record(&saga).request };
        assert_noop!(Migration::start(by(alice()), again, none()), Error::AlreadyUnderWay);
    });
}

#[test]
fn every_limit_is_checked_before_anything_moves() {
    test(|| {
        let id = asset(1);
        let before = money();
        let refused = |change: fn(&mut crate::RequestOf<Test>), error: Error, fault: StartFault| {
            let mut request = request(id);
            change(&mut request);
            assert_eq!(Migration::can_start(request.clone(), vec![]).refusals, [fault]);
            assert_noop!(Migration::start(by(alice()), request, none()), error);
        };
        refused(|r| r.version += 1, Error::StaleVersion, StartFault::StaleVersion);
        refused(|r| r.path.clear(), Error::PathNotOpen, StartFault::PathNotOpen);
        refused(|r| r.path = vec![way("nowhere")], Error::PathNotOpen, StartFault::PathNotOpen);
        refused(|r| r.path = vec![direct(); 17], Error::PathNotOpen, StartFault::PathNotOpen);
        refused(|r| r.target = mas(), Error::WrongTarget, StartFault::WrongTarget);
        refused(|r| r.max_fee = FEE - 1, Error::FeeTooHigh, StartFault::FeeTooHigh);
        refused(|r| r.currency = Some(1), Error::CurrencyNotAccepted, StartFault::CurrencyNotAccepted);
        refused(
            |r| r.deadline = now() + 72 * msez_saga::HOUR,
            Error::DeadlineTooShort,
            StartFault::DeadlineTooShort,
        );
        refused(|r| r.deadline = now() + 120 * DAY + 1, Error::DeadlineTooLong, StartFault::DeadlineTooLong);
        refused(|r| r.payer = bob(), Error::PayerNotController, StartFault::PayerNotController);
        refused(
            |r| r.arbiter = Some(alice()),
            Error::ArbiterNotIndependent,
            StartFault::ArbiterNotIndependent,
        );
        change(id, |asset| asset.is_halted = true);
        refused(|_| (), Error::AssetNotFree, StartFault::AssetNotFree);
        change(id, |asset| asset.is_halted = false);
        assert_eq!(moved(&before), []);
    });
}

#[test]
fn who_asks_for_an_unknown_asset_is_told_so() {
    test(|| {
        let mut request = request(asset(1));
        request.asset = msez_test_support::subject(99);
        assert_noop!(Migration::start(by(alice()), request, none()), Error::UnknownAsset);
    });
}

#[test]
fn who_cannot_pay_does_not_begin() {
    test(|| {
        let id = asset_of(1, vec![treasury()], 1);
        let request = msez_saga::Request { payer: treasury(), ..request(id) };
        assert_noop!(Migration::start(by(treasury()), request, none()), Error::FeeNotAffordable);
    });
}

#[test]
fn who_cannot_leave_the_deposit_besides_the_fees_is_told_so_before() {
    test(|| {
        use polkadot_sdk::frame_support::traits::fungible::Mutate;
        let poor = account(60);
        let id = asset_of(1, vec![poor.clone()], 1);
        let request = msez_saga::Request { payer: poor.clone(), ..request(id) };
        // What keeps the account open stays.
        let enough = Migration::deposit() + FEE;
        Balances::mint_into(&poor, enough - 1).unwrap();
        let refusals = Migration::can_start(request.clone(), vec![]).refusals;
        assert_eq!(refusals, [StartFault::DepositNotAffordable]);
        assert_noop!(
            Migration::start(by(poor.clone()), request.clone(), none()),
            Error::DepositNotAffordable
        );
        Balances::mint_into(&poor, 11).unwrap();
        assert_eq!(Migration::can_start(request.clone(), vec![]).refusals, []);
        assert_ok!(Migration::start(by(poor), request, none()));
    });
}

#[test]
fn what_closes_the_path_while_evidence_is_gathered_stops_the_lock_and_the_departure() {
    test(|| {
        let saga = gathering(1);
        let id = record(&saga).request.asset;
        require(&direct(), vec![]);
        close(&direct(), true);
        assert_noop!(Migration::advance(by(carrier()), saga), Error::StillWaiting);
        assert_eq!(Migration::saga(saga).unwrap().waits_for, Some(Need::OpenPath));
        assert_eq!(the(id).held_by, None);
        close(&direct(), false);
        assert_ok!(Migration::advance(by(carrier()), saga));
        assert_eq!(state(&saga), State::Transit);

        let saga = locked(2);
        close(&direct(), true);
        assert_noop!(Migration::advance(by(carrier()), saga), Error::StillWaiting);
        assert_eq!(Migration::saga(saga).unwrap().waits_for, Some(Need::OpenPath));
        close(&direct(), false);
        assert_ok!(Migration::advance(by(carrier()), saga));
        assert_eq!(state(&saga), State::Transit);
    });
}

#[test]
fn an_asset_that_changed_hands_meanwhile_is_not_moved_by_who_had_it() {
    test(|| {
        let before = money();
        let saga = gathering(1);
        let id = record(&saga).request.asset;
        change(id, |asset| {
            asset.controllers = vec![bob()];
            asset.version += 1;
        });
        require(&direct(), vec![]);
        events();
        block_after(HOUR);
        assert_eq!((state(&saga), the(id).held_by), (State::AttestationGathering, None));
        let error = Error::ControlChanged.into();
        assert!(events().contains(&Event::Failed { saga, state: State::AttestationGathering, error }));
        // Who has it now calls it off; who paid has it all back.
        assert_ok!(Migration::cancel(by(bob()), saga));
        assert_eq!(moved(&before), []);
    });
}

#[test]
fn who_came_to_have_a_say_meanwhile_is_not_passed_over() {
    test(|| {
        let saga = gathering(1);
        let id = record(&saga).request.asset;
        // The payer controls it still, but not alone.
        change(id, |asset| {
            asset.controllers = vec![alice(), bob()];
            asset.needed = 2;
        });
        require(&direct(), vec![]);
        block_after(HOUR);
        assert_eq!((state(&saga), the(id).held_by), (State::AttestationGathering, None));
        change(id, |asset| {
            asset.controllers = vec![alice()];
            asset.needed = 1;
        });
        block_after(HOUR);
        assert!(the(id).held_by.is_some(), "those who agreed decide again");
    });
}

#[test]
fn evidence_that_comes_along_is_checked_and_may_be_all_that_is_needed() {
    test(|| {
        require(&direct(), vec![requirement(AttestationType::SourceOfFunds, Domain::Aml)]);
        let id = asset(1);
        let evidence = attested(1, id, AttestationType::SourceOfFunds, Domain::Aml, difc());
        let request = request(id);
        let with = |list: Vec<_>| Migration::start(by(alice()), request.clone(), list.try_into().unwrap());
        let unknown = msez_saga::HeldEvidence { attestation: Digest([1; 32]), ..evidence };
        assert_noop!(with(vec![unknown]), Error::EvidenceUnknown);
        let other = msez_saga::HeldEvidence { kind: AttestationType::TaxResidency.code(), ..evidence };
        assert_noop!(with(vec![other]), Error::EvidenceMismatch);
        let nothing = msez_saga::HeldEvidence { kind: 255, ..evidence };
        assert_noop!(with(vec![nothing]), Error::EvidenceMismatch);
        assert_noop!(with(vec![evidence, evidence]), Error::EvidenceAlreadyHeld);
        assert_ok!(with(vec![evidence]));
        assert_eq!(state(&Migration::saga_id(&request)), State::Transit);
    });
}

#[test]
fn the_pot_must_be_endowed_or_its_last_units_could_not_be_paid_out() {
    test(|| {
        use polkadot_sdk::frame_support::traits::{fungible::Mutate, tokens::Preservation};
        Balances::transfer(&Migration::pot(), &treasury(), 10, Preservation::Expendable).unwrap();
        let request = request(asset(1));
        assert_noop!(
            with_storage_layer(|| Migration::start(by(alice()), request, none())),
            Error::PotNotEndowed
        );
    });
}

#[test]
fn a_whole_path_is_taken_hop_by_hop() {
    test(|| {
        let id = asset(1);
        let request = msez_saga::Request {
            target: mas(),
            path: vec![direct(), way("corridor-aifc-mas")],
            ..request(id)
        };
        let saga = start(&request);
        assert_eq!(record(&saga).hops.len(), 2);
        assert_eq!(record(&saga).fees.carried, 2 * FEE);
        prepare(&saga);
        block_after(1_000);
        commit(&saga);
        block_after(1_000);
        assert_eq!((state(&saga), the(id).home), (State::Completed, mas()));
    });
}
