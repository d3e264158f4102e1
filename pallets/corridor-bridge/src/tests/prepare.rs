use super::*;
use msez_bridge::{HopPhase, PrepareReceipt};
use msez_core::{Digest, SubjectId};
use polkadot_sdk::sp_core::Pair;

#[test]
fn every_hop_is_prepared_by_a_receipt_that_anyone_relays() {
    run(|| {
        two_ways();
        let id = opened(2);
        events();
        at(START + MINUTE);
        let receipt = prepare_receipt(id, 0);
        assert_ok!(prepare(receipt));
        let prepared = hop(id, 0).prepared.unwrap();
        assert_eq!((prepared.receipt, prepared.at), (receipt.digest(), START + MINUTE));
        let event = Event::HopPrepared {
            transfer: id,
            hop: 0,
            operator: hop(id, 0).operator,
            digest: receipt.digest(),
            receipt,
        };
        assert_eq!(events(), [event]);
        assert_eq!((Bridge::prepared_digest(&id), Diary::read()), (None, vec![]));
        assert_ok!(prepare(prepare_receipt(id, 1)));
        assert_eq!(Bridge::phase(&id), Some(TransferPhase::Prepared));
        assert_eq!(Diary::read(), [Told::Prepared(REFERENCE)]);
        let digest = Bridge::prepared_digest(&id).unwrap();
        assert_eq!(events().last(), Some(&Event::AllPrepared { transfer: id, digest }));
        assert_eq!(Bridge::committed_digest(&id), None);
    });
}

#[test]
fn a_receipt_that_says_anything_else_is_refused() {
    run(|| {
        two_ways();
        let id = opened(2);
        let good = prepare_receipt(id, 0);
        let other = Digest([0xee; 32]);
        for (receipt, error) in [
            (PrepareReceipt { genesis: other, ..good }, Error::OtherChain),
            (PrepareReceipt { transfer: other, ..good }, Error::NotFound),
            (PrepareReceipt { hop: 2, ..good }, Error::NotFound),
            (PrepareReceipt { hop: 1, ..good }, Error::OtherHop),
            (PrepareReceipt { attempt: 1, ..good }, Error::OtherHop),
            (PrepareReceipt { corridor: way(1), ..good }, Error::OtherHop),
            (PrepareReceipt { operator: Digest([3; 32]), ..good }, Error::OtherOperator),
            (PrepareReceipt { asset: SubjectId([1; 32]), ..good }, Error::OtherCargo),
            (PrepareReceipt { amount: 1, ..good }, Error::OtherCargo),
            (PrepareReceipt { beneficiary: other, ..good }, Error::OtherCargo),
            (PrepareReceipt { slice_root: other, ..good }, Error::OtherSlices),
            (PrepareReceipt { prepared_at: START + 1, ..good }, Error::WrongTime),
            (PrepareReceipt { prepared_at: START - 1, ..good }, Error::WrongTime),
            (PrepareReceipt { lock: Digest::default(), ..good }, Error::ReferenceMissing),
            (PrepareReceipt { lock_until: LOCK_UNTIL - 1, ..good }, Error::LockTooShort),
        ] {
            assert_noop!(prepare(receipt), error);
        }
        let signature = pair(9).sign(&good.payload());
        assert_noop!(
            Bridge::prepare(by(RELAYER), good, signature).map_err(|it| it.error),
            Error::BadSignature
        );
        let signature = pair(operator(id, 0)).sign(&good.payload());
        assert_noop!(
            Bridge::prepare(RuntimeOrigin::none(), good, signature).map_err(|it| it.error),
            BadOrigin
        );
        assert_ok!(prepare(good));
    });
}

#[test]
fn a_hop_is_prepared_once_in_time_and_never_after_an_abort() {
    run(|| {
        two_ways();
        let id = opened(2);
        let receipt = prepare_receipt(id, 0);
        assert_ok!(prepare(receipt));
        assert_noop!(prepare(receipt), Error::AlreadyPrepared);
        assert_noop!(prepare(prepare_receipt(id, 0)), Error::AlreadyPrepared);
        at(PREPARE_BY + 1);
        assert_noop!(prepare(prepare_receipt(id, 1)), Error::TooLate);
        at(PREPARE_BY);
        let late = prepare_receipt(id, 1);
        assert_ok!(Bridge::abort(&id, Perbill::one(), &[]));
        assert_noop!(prepare(late), Error::Aborted);
        assert_eq!(hop(id, 1).state.phase, HopPhase::Released);
    });
}

#[test]
fn an_operator_uses_a_custodians_lock_once_on_a_corridor() {
    run(|| {
        staffed(0, &[1]);
        let first = opened(1);
        let used = prepare_receipt(first, 0);
        assert_ok!(prepare(used));
        let order = msez_traits::TransferOrder { reference: Digest([1; 32]), ..order(1) };
        let second = <Bridge as msez_traits::Bridge<AccountId>>::open(order).unwrap();
        let receipt = PrepareReceipt { lock: used.lock, ..prepare_receipt(second, 0) };
        assert_noop!(prepare(receipt), Error::ReferenceUsed);
        assert_ok!(Bridge::abort(&first, Perbill::one(), &[]));
        assert_noop!(prepare(receipt), Error::ReferenceUsed);
        assert_ok!(prepare(prepare_receipt(second, 0)));
    });
}

#[test]
fn nobody_gets_a_hop_that_as_many_have_tried_as_can_be_remembered() {
    run(|| {
        staffed(0, &[1, 2, 3, 4, 5, 6, 7, 8]);
        let id = opened(1);
        for _ in 0..7 {
            assert_ok!(Bridge::refuse_hop(by(operator(id, 0)), id, 0));
        }
        assert_eq!(Diary::read(), []);
        let last = operator(id, 0);
        let gone = last % 8 + 1;
        assert_ok!(Bridge::dismiss_operator(by(100), way(0), account(gone)));
        staffed(0, &[9]);
        assert_ok!(Bridge::refuse_hop(by(last), id, 0));
        assert_eq!((operator(id, 0), Diary::read()), (last, vec![Told::Overdue(REFERENCE)]));
    });
}

#[test]
fn who_refuses_makes_room_for_the_next_and_the_last_one_ends_it() {
    run(|| {
        staffed(0, &[1, 2]);
        let id = opened(1);
        let (first, second) = (operator(id, 0), 3 - operator(id, 0));
        assert_noop!(Bridge::refuse_hop(by(second), id, 0), Error::NotAuthorized);
        assert_noop!(Bridge::refuse_hop(by(first), id, 1), Error::NotFound);
        assert_noop!(Bridge::refuse_hop(RuntimeOrigin::none(), id, 0), BadOrigin);
        let stale = prepare_receipt(id, 0);
        assert_ok!(Bridge::refuse_hop(by(first), id, 0));
        assert_eq!((operator(id, 0), hop(id, 0).state.attempt), (second, 1));
        assert!(Bridge::jobs(account(first)).is_empty());
        // A receipt of who had it before comes too late.
        assert_noop!(prepare(stale), Error::OtherHop);
        assert_eq!(Diary::read(), []);
        assert_ok!(Bridge::refuse_hop(by(second), id, 0));
        assert_eq!(Diary::read(), [Told::Overdue(REFERENCE)]);
        assert_eq!(Bridge::phase(&id), Some(TransferPhase::Preparing));
        assert_ok!(prepare(prepare_receipt(id, 0)));
        assert_noop!(Bridge::refuse_hop(by(second), id, 0), Error::AlreadyPrepared);
    });
}
