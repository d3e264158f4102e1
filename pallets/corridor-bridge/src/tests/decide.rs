use super::*;
use msez_bridge::HopPhase;
use polkadot_sdk::frame_support::assert_storage_noop;

fn decide(id: msez_core::Digest) -> polkadot_sdk::sp_runtime::DispatchResult {
    <Bridge as msez_traits::Bridge<AccountId>>::commit(&id)
}

#[test]
fn it_is_decided_once_when_everything_is_prepared_and_in_time() {
    run(|| {
        two_ways();
        let id = opened(2);
        assert_noop!(decide(msez_core::Digest([1; 32])), Error::NotFound);
        assert_noop!(decide(id), Error::NotPrepared);
        assert_ok!(prepare(prepare_receipt(id, 0)));
        assert_noop!(decide(id), Error::NotPrepared);
        assert_ok!(prepare(prepare_receipt(id, 1)));
        at(COMMIT_BY + 1);
        assert_noop!(decide(id), Error::TooLate);
        at(COMMIT_BY);
        assert_ok!(decide(id));
        assert_noop!(decide(id), Error::AlreadyDecided);
        assert_noop!(Bridge::abort(&id, Perbill::one(), &[]), Error::AlreadyDecided);
        // Who is asked at the last moment has his time.
        assert_eq!(hop(id, 0).state.due, COMMIT_BY + 10 * MINUTE);
        all_commit(id);
        assert_noop!(Bridge::abort(&id, Perbill::one(), &[]), Error::AlreadyDecided);
    });
}

#[test]
fn an_abort_releases_every_hop_and_a_second_one_changes_nothing() {
    run(|| {
        two_ways();
        let id = opened(2);
        assert_ok!(prepare(prepare_receipt(id, 0)));
        events();
        assert_ok!(Bridge::abort(&id, Perbill::one(), &[]));
        assert_eq!(events().last(), Some(&Event::Aborted { transfer: id, fees: 14, refunded: 14 }));
        assert!((0..2).all(|index| hop(id, index).state.phase == HopPhase::Released));
        assert_eq!(Bridge::phase(&id), Some(TransferPhase::Aborted));
        assert_noop!(decide(id), Error::Aborted);
        assert_storage_noop!(assert_ok!(Bridge::abort(&id, Perbill::zero(), &[])));
        assert_noop!(Bridge::abort(&msez_core::Digest([1; 32]), Perbill::one(), &[]), Error::NotFound);
    });
}

#[test]
fn what_is_not_refunded_is_split_among_those_who_had_prepared_and_the_rest_is_the_treasurys() {
    // Of 14: part back, what the payer, who had prepared hop 0, who had prepared hop 1, and the treasury get.
    for (percent, prepared, [payer, first, second, treasury]) in [
        (100, 2, [14, 0, 0, 0]),
        (90, 0, [12, 0, 0, 2]),
        (90, 2, [12, 1, 1, 0]),
        (50, 1, [7, 5, 0, 2]),
        (50, 2, [7, 3, 3, 1]),
        (25, 2, [3, 5, 5, 1]),
        (0, 0, [0, 0, 0, 14]),
    ] {
        run(|| {
            two_ways();
            let id = opened(2);
            let who = [SAGA, operator(id, 0), operator(id, 1), 201];
            let before = who.map(free);
            for index in 0..prepared {
                assert_ok!(prepare(prepare_receipt(id, index)));
            }
            assert_ok!(Bridge::abort(&id, Perbill::from_percent(percent), &[]));
            let got: Vec<_> = who.map(free).iter().zip(before).map(|(now, then)| now - then).collect();
            assert_eq!(got, [payer, first, second, treasury], "{percent} % with {prepared} prepared");
            assert_eq!(free(200), ED);
            assert_eq!(Bridge::status(id).unwrap().transfer.returned, payer);
        });
    }
}

#[test]
fn whom_the_shipper_excepts_earns_nothing_of_an_abort() {
    run(|| {
        two_ways();
        let id = opened(2);
        all_prepare(id);
        let who = [SAGA, operator(id, 0), operator(id, 1), 201];
        let before = who.map(free);
        assert_ok!(Bridge::abort(&id, Perbill::from_percent(50), &[account(operator(id, 0))]));
        let got: Vec<_> = who.map(free).iter().zip(before).map(|(now, then)| now - then).collect();
        assert_eq!(got[..2], [7, 0]);
        assert_eq!(got.iter().sum::<u128>(), 14);
    });
}

#[test]
fn whoever_opened_it_is_told_again_until_it_gives_up() {
    run(|| {
        two_ways();
        let id = opened(2);
        all_prepare(id);
        Diary::read();
        block_at(COMMIT_BY);
        assert_eq!(Diary::read(), []);
        let mut told = Vec::new();
        for minute in 0..100 {
            block_at(COMMIT_BY + 1 + minute * MINUTE);
            if !Diary::read().is_empty() {
                told.push(minute);
            }
        }
        // After 5, 10, 20, 40 minutes more.
        assert_eq!(told, [0, 6, 17, 38, 79]);
        assert_eq!(Bridge::phase(&id), Some(TransferPhase::Prepared));
        assert_ok!(Bridge::abort(&id, Perbill::from_percent(50), &[]));
    });
}
