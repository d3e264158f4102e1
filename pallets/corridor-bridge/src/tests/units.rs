use super::*;
use crate::{Transfers, UnitsRequest};
use msez_bridge::Limits;
use msez_core::{BasisPoints, Digest, SubjectId, Usd};

type Request = UnitsRequest<AccountId>;

pub(super) fn request(hops: u8) -> Request {
    UnitsRequest {
        asset: asset(),
        amount: 600,
        to: account(12),
        value: Usd::dollars(5_000),
        corridors: (0..hops).map(way).collect::<Vec<_>>().try_into().unwrap(),
        limits: Limits::default(),
        currency: None,
        prepare_by: PREPARE_BY,
        commit_by: COMMIT_BY,
    }
}

fn sent(hops: u8) -> Digest {
    assert_ok!(Bridge::open_units(by(11), request(hops)));
    Transfers::<Test>::iter_keys().next().unwrap()
}

fn units(n: u8) -> u128 {
    Vault::balance(&account(n))
}

#[test]
fn units_change_hands_when_every_hop_is_settled_and_the_bridge_decides_itself() {
    run(|| {
        two_ways();
        let id = sent(2);
        assert_eq!((units(11), units(12)), (400, 1_000));
        let record = transfer(id);
        assert_eq!((record.by_holder, record.amount(), record.slice_root), (true, 600, Digest([0x77; 32])));
        assert_eq!(record.beneficiary(), Digest([12; 32]));
        all_prepare(id);
        assert_eq!(Bridge::phase(&id), Some(TransferPhase::Committing));
        assert_eq!((units(11), units(12), Diary::read()), (400, 1_000, vec![]));
        events();
        all_commit(id);
        assert_eq!((units(11), units(12)), (400, 1_600));
        let digest = Bridge::committed_digest(&id).unwrap();
        assert!(events().contains(&Event::Completed { transfer: id, digest, delivered: Some(600) }));
    });
}

#[test]
fn who_no_longer_passes_when_it_is_decided_gets_nothing() {
    run(|| {
        two_ways();
        let before = free(11);
        let id = sent(2);
        Vault::bar(&account(12));
        all_prepare(id);
        assert_eq!(Bridge::phase(&id), Some(TransferPhase::Aborted));
        assert_eq!((units(11), units(12)), (1_000, 1_000));
        // 2 · (9 + 2), half of it back.
        assert_eq!(free(11), before - 11);
    });
}

#[test]
fn who_no_longer_passes_after_the_decision_gets_it_all_the_same() {
    run(|| {
        two_ways();
        let id = sent(2);
        all_prepare(id);
        Vault::bar(&account(12));
        all_commit(id);
        assert_eq!((units(11), units(12)), (400, 1_600));
    });
}

#[test]
fn what_is_not_prepared_in_time_comes_back_with_every_fee() {
    run(|| {
        two_ways();
        let before = free(11);
        let id = sent(2);
        assert_ok!(prepare(prepare_receipt(id, 0)));
        block_at(PREPARE_BY + 1);
        block_at(PREPARE_BY + 2);
        assert_eq!(Bridge::phase(&id), Some(TransferPhase::Aborted));
        assert_eq!((units(11), free(11)), (1_000, before));
    });
}

#[test]
fn the_sender_calls_it_off_until_everything_is_prepared() {
    run(|| {
        two_ways();
        let before = free(11);
        let id = sent(2);
        assert_noop!(Bridge::cancel_units(by(12), id), Error::NotAuthorized);
        assert_noop!(Bridge::cancel_units(RuntimeOrigin::none(), id), BadOrigin);
        assert_noop!(Bridge::cancel_units(by(11), Digest([1; 32])), Error::NotFound);
        assert_ok!(Bridge::cancel_units(by(11), id));
        assert_eq!((units(11), free(11)), (1_000, before));
        assert_noop!(Bridge::cancel_units(by(11), id), Error::Aborted);
        let whole = opened(1);
        assert_noop!(Bridge::cancel_units(by(SAGA), whole), Error::NotAuthorized);
    });
    run(|| {
        two_ways();
        let before = free(11);
        let id = sent(2);
        assert_ok!(prepare(prepare_receipt(id, 0)));
        let first = free(operator(id, 0));
        assert_ok!(Bridge::cancel_units(by(11), id));
        // Who had prepared gets his fee of the half that does not go back.
        assert_eq!((free(11), free(operator(id, 0))), (before - 11, first + 9));
    });
    run(|| {
        two_ways();
        let id = sent(2);
        all_prepare(id);
        assert_noop!(Bridge::cancel_units(by(11), id), Error::AlreadyDecided);
        assert_noop!(Bridge::abort(&id, Perbill::one(), &[]), Error::NotAuthorized);
        assert_noop!(<Bridge as msez_traits::Bridge<AccountId>>::commit(&id), Error::NotAuthorized);
    });
}

#[test]
fn every_limit_is_enforced_before_anything_moves() {
    run(|| {
        two_ways();
        let limits = Limits::default();
        let bps = |bps| BasisPoints::new(bps).unwrap();
        let with = |limits| Request { limits, ..request(2) };
        for (request, error) in [
            (with(Limits { max_hops: 1, ..limits }), Error::TooManyHops),
            (with(Limits { max_hours: 47, ..limits }), Error::TooSlow),
            // 22 USD of 5,000 are 44 basis points.
            (with(Limits { max_fee_bps: bps(43), ..limits }), Error::FeesTooHigh),
            (with(Limits { max_fee: Some(Usd(21_999_999)), ..limits }), Error::FeesTooHigh),
            (Request { corridors: Default::default(), ..request(2) }, Error::PathRefused),
            (Request { asset: SubjectId([1; 32]), ..request(2) }, Error::AssetNotFound),
            (Request { prepare_by: START, ..request(2) }, Error::BadDeadlines),
            (Request { commit_by: PREPARE_BY, ..request(2) }, Error::BadDeadlines),
            (Request { commit_by: START + 43_201 * MINUTE, ..request(2) }, Error::BadDeadlines),
            (Request { currency: Some(9), ..request(2) }, Error::NoPrice),
        ] {
            assert_noop!(Bridge::open_units(by(11), request), error);
        }
        let zero = Request { value: Usd(0), ..request(2) };
        assert_noop!(Bridge::open_units(by(11), zero), Error::FeesTooHigh);
        let much = Request { amount: 1_001, ..request(2) };
        assert_noop!(Bridge::open_units(by(11), much), DispatchError::Other("refused"));
        assert_noop!(Bridge::open_units(RuntimeOrigin::none(), request(2)), BadOrigin);
        let exact =
            Limits { max_hops: 2, max_hours: 48, max_fee_bps: bps(44), max_fee: Some(Usd::dollars(22)) };
        assert_ok!(Bridge::open_units(by(11), with(exact)));
        Row::suspend(&way(1));
        assert_noop!(Bridge::open_units(by(11), request(2)), Error::PathRefused);
    });
}

#[test]
fn the_same_request_twice_is_two_transfers() {
    run(|| {
        two_ways();
        let half = Request { amount: 500, value: Usd::dollars(4_000), ..request(2) };
        assert_ok!(Bridge::open_units(by(11), half.clone()));
        assert_ok!(Bridge::open_units(by(11), half.clone()));
        assert_eq!((Transfers::<Test>::iter().count(), units(11)), (2, 0));
        assert_noop!(Bridge::open_units(by(11), half), DispatchError::Other("refused"));
    });
}

#[test]
fn a_ledger_that_fails_is_asked_again_and_the_record_stays_until_then() {
    run(|| {
        staffed(0, &[1]);
        let id = sent(1);
        all_prepare(id);
        Vault::set_broken(true);
        all_commit(id);
        assert_eq!((Bridge::phase(&id), units(12)), (Some(TransferPhase::Completed), 1_000));
        let end = now() + RETENTION + 1;
        assert_ok!(Bridge::poke(by(RELAYER), id));
        block_at(end);
        assert_eq!(units(12), 1_000);
        Vault::set_broken(false);
        block_at(end + RETENTION + 1);
        assert_eq!((units(12), Bridge::status(id)), (1_600, None));
    });
    run(|| {
        staffed(0, &[1]);
        let id = sent(1);
        Vault::set_broken(true);
        block_at(PREPARE_BY + 1);
        block_at(PREPARE_BY + 2);
        assert_eq!(Bridge::phase(&id), Some(TransferPhase::Preparing));
        Vault::set_broken(false);
        block_at(PREPARE_BY + 10 * MINUTE);
        assert_eq!((Bridge::phase(&id), units(11)), (Some(TransferPhase::Aborted), 1_000));
    });
}

#[test]
fn anybody_has_a_ledger_that_failed_asked_again() {
    run(|| {
        staffed(0, &[1]);
        let id = sent(1);
        all_prepare(id);
        Vault::set_broken(true);
        all_commit(id);
        Vault::set_broken(false);
        assert_ok!(Bridge::poke(by(RELAYER), id));
        assert_eq!(units(12), 1_600);
        assert_ok!(Bridge::poke(by(RELAYER), id));
        assert_eq!(units(12), 1_600);
    });
}
