use super::*;
use msez_bridge::{CommitReceipt, HopPhase, PrepareReceipt};
use msez_core::Digest;
use polkadot_sdk::sp_core::Pair;

#[test]
fn every_hop_is_committed_and_paid_for_by_a_receipt_that_anyone_relays() {
    run(|| {
        two_ways();
        let id = decided(2);
        events();
        let (first, second) = (operator(id, 0), operator(id, 1));
        let paid = [first, second, 101, 102, SAGA].map(free);
        let receipt = commit_receipt(id, 0);
        assert_ok!(commit(receipt));
        assert_eq!(hop(id, 0).state.phase, HopPhase::Committed);
        let committed = Event::HopCommitted {
            transfer: id,
            hop: 0,
            by: Some(account(first)),
            digest: receipt.digest(),
            receipt,
        };
        assert_eq!(events()[0], committed);
        assert_eq!([first, second, 101, 102].map(free), [paid[0] + 5, paid[1], paid[2] + 2, paid[3]]);
        assert_eq!(transfer(id).escrow, 7);
        assert!(Bridge::jobs(account(first)).is_empty());
        assert_eq!(Bridge::phase(&id), Some(TransferPhase::Committing));

        assert_ok!(commit(commit_receipt(id, 1)));
        assert_eq!(
            [first, second, 101, 102, SAGA].map(free),
            [paid[0] + 5, paid[1] + 5, paid[2] + 2, paid[3] + 2, paid[4]]
        );
        assert_eq!((transfer(id).escrow, free(200)), (0, ED));
        assert_eq!(Bridge::phase(&id), Some(TransferPhase::Completed));
        assert_eq!(Diary::read(), [Told::Prepared(REFERENCE), Told::Completed(REFERENCE)]);
        let digest = Bridge::committed_digest(&id).unwrap();
        assert!(events().contains(&Event::Completed { transfer: id, digest, delivered: None }));
    });
}

#[test]
fn nothing_is_committed_before_it_is_decided_or_after_an_abort() {
    run(|| {
        two_ways();
        let id = opened(2);
        assert_noop!(commit(commit_receipt(id, 0)), Error::NotDecided);
        all_prepare(id);
        let early = commit_receipt(id, 0);
        assert_noop!(commit(early), Error::NotDecided);
        at(START + MINUTE);
        assert_ok!(<Bridge as msez_traits::Bridge<AccountId>>::commit(&id));
        // Signed before the decision: nobody settles what is not decided.
        assert_noop!(commit(early), Error::WrongTime);
        assert_ok!(commit(commit_receipt(id, 0)));
    });
    run(|| {
        two_ways();
        let id = opened(2);
        all_prepare(id);
        assert_ok!(Bridge::abort(&id, Perbill::one(), &[]));
        assert_noop!(commit(commit_receipt(id, 0)), Error::Aborted);
    });
}

#[test]
fn a_receipt_that_says_anything_else_is_refused() {
    run(|| {
        two_ways();
        let id = decided(2);
        let good = commit_receipt(id, 0);
        let other = Digest([0xee; 32]);
        for (receipt, error) in [
            (CommitReceipt { genesis: other, ..good }, Error::OtherChain),
            (CommitReceipt { transfer: other, ..good }, Error::NotFound),
            (CommitReceipt { hop: 1, ..good }, Error::OtherHop),
            (CommitReceipt { attempt: 1, ..good }, Error::OtherHop),
            (CommitReceipt { operator: Digest([3; 32]), ..good }, Error::OtherOperator),
            (CommitReceipt { amount: 1, ..good }, Error::OtherCargo),
            (CommitReceipt { slice_root: other, ..good }, Error::OtherSlices),
            (CommitReceipt { committed_at: START + 1, ..good }, Error::WrongTime),
            (CommitReceipt { prepare_receipt: other, ..good }, Error::NotLinked),
            (CommitReceipt { settlement: Digest::default(), ..good }, Error::ReferenceMissing),
        ] {
            assert_noop!(commit(receipt), error);
        }
        let signature = pair(9).sign(&good.payload());
        assert_noop!(
            Bridge::commit(by(RELAYER), good, signature).map_err(|it| it.error),
            Error::BadSignature
        );
        let signature = pair(operator(id, 0)).sign(&good.payload());
        assert_noop!(
            Bridge::commit(RuntimeOrigin::none(), good, signature).map_err(|it| it.error),
            BadOrigin
        );
        assert_ok!(commit(good));
        assert_noop!(commit(good), Error::AlreadyCommitted);
    });
}

#[test]
fn another_operators_use_of_a_reference_stops_nobody() {
    run(|| {
        staffed(0, &[1, 2]);
        let first = opened(1);
        let other = |n: &u8| {
            let order = msez_traits::TransferOrder { reference: Digest([*n; 32]), ..order(1) };
            let id = <Bridge as msez_traits::Bridge<AccountId>>::open(order).unwrap();
            (operator(id, 0) != operator(first, 0)).then_some(id)
        };
        let second = (1..).find_map(|n| other(&n)).unwrap();
        // Whoever sees a reference in the pool can sign for it too; it is his own word, and his only.
        let prepared = prepare_receipt(first, 0);
        assert_ok!(prepare(PrepareReceipt { lock: prepared.lock, ..prepare_receipt(second, 0) }));
        assert_ok!(prepare(prepared));
        for id in [first, second] {
            assert_ok!(<Bridge as msez_traits::Bridge<AccountId>>::commit(&id));
        }
        let committed = commit_receipt(first, 0);
        assert_ok!(commit(CommitReceipt { settlement: committed.settlement, ..commit_receipt(second, 0) }));
        assert_ok!(commit(committed));
    });
}

#[test]
fn an_operator_uses_a_custodians_settlement_once_on_a_corridor() {
    run(|| {
        staffed(0, &[1]);
        let first = decided(1);
        let used = commit_receipt(first, 0);
        assert_ok!(commit(used));
        let order = msez_traits::TransferOrder { reference: Digest([1; 32]), ..order(1) };
        let second = <Bridge as msez_traits::Bridge<AccountId>>::open(order).unwrap();
        all_prepare(second);
        assert_ok!(<Bridge as msez_traits::Bridge<AccountId>>::commit(&second));
        let receipt = CommitReceipt { settlement: used.settlement, ..commit_receipt(second, 0) };
        assert_noop!(commit(receipt), Error::ReferenceUsed);
        assert_ok!(commit(commit_receipt(second, 0)));
        assert_noop!(commit(commit_receipt(second, 0)), Error::AlreadyCommitted);
    });
}
