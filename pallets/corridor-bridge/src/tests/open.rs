use super::*;
use crate::{Loads, Transfers, MAX_JOBS};
use msez_bridge::HopPhase;
use msez_core::Usd;
use msez_traits::{Cargo, TransferOrder};

type Order = TransferOrder<AccountId>;

fn open(order: Order) -> Result<msez_core::Digest, DispatchError> {
    <Bridge as msez_traits::Bridge<AccountId>>::open(order)
}

#[test]
fn opening_takes_the_fees_and_gives_every_hop_to_an_operator() {
    run(|| {
        two_ways();
        events();
        let before = free(SAGA);
        let id = opened(2);
        assert_eq!(free(SAGA), before - 14);
        assert_eq!(free(200), ED + 14);
        let transfer = transfer(id);
        assert_eq!((transfer.escrow, transfer.progress.phase), (14, TransferPhase::Preparing));
        for index in 0..2 {
            let hop = hop(id, index);
            assert_eq!((hop.transfer_fee, hop.entry_fee, hop.exposure), (5, 2, 1_000));
            assert_eq!(hop.state.phase, HopPhase::Assigned);
            assert_eq!(hop.state.due, START + 5 * MINUTE);
            assert_eq!(Loads::<Test>::get(&hop.operator).exposure, 1_000);
            assert_eq!(Bridge::jobs(hop.operator.clone()), [(id, index)]);
            assert!(Bridge::carries(&id, &hop.operator));
        }
        assert!(!Bridge::carries(&id, &account(SAGA)));
        assert_eq!(Bridge::phase(&id), Some(TransferPhase::Preparing));
        let opened = Event::Opened {
            transfer: id,
            reference: REFERENCE,
            by_holder: false,
            asset: asset(),
            value: Usd::dollars(1_000),
            hops: 2,
            currency: None,
            fees: 14,
            prepare_by: PREPARE_BY,
            commit_by: COMMIT_BY,
        };
        assert!(events().contains(&opened));
    });
}

#[test]
fn fees_are_paid_in_the_currency_that_is_asked_for() {
    run(|| {
        two_ways();
        let id = open(Order { currency: Some(USD), ..order(2) }).unwrap();
        assert_eq!(transfer(id).escrow, 1_400);
        assert_eq!(Assets::balance(USD, account(200)), LEAST_USD + 1_400);
        let other = Order { currency: Some(9), reference: msez_core::Digest([1; 32]), ..order(2) };
        assert_noop!(open(other), Error::NoPrice);
    });
}

#[test]
fn one_reference_opens_one_transfer_even_when_it_is_over() {
    run(|| {
        two_ways();
        let id = opened(1);
        assert_noop!(open(order(1)), Error::AlreadyExists);
        assert_ok!(Bridge::abort(&id, Perbill::one(), &[]));
        assert_noop!(open(order(1)), Error::AlreadyExists);
    });
}

#[test]
fn nothing_is_opened_that_could_not_be_carried() {
    run(|| {
        two_ways();
        assert_noop!(open(order(3)), Error::NoOperator);
        assert_noop!(open(Order { hops: vec![], ..order(1) }), Error::WrongLength);
        assert_noop!(open(Order { hops: vec![order(1).hops[0]; 17], ..order(1) }), Error::WrongLength);
        assert_noop!(open(Order { value: Usd(0), ..order(1) }), Error::NoValue);
        for (prepare_by, commit_by) in [(START, COMMIT_BY), (PREPARE_BY, PREPARE_BY)] {
            assert_noop!(open(Order { prepare_by, commit_by, ..order(1) }), Error::BadDeadlines);
        }
        assert!(open(Order { payer: account(150), ..order(1) }).is_err());
        assert_eq!(Transfers::<Test>::iter().count(), 0);
        let mut dear = order(1);
        dear.hops[0].entry_fee = Usd(u128::MAX);
        dear.hops[0].transfer_fee = Usd(u128::MAX);
        assert!(open(dear).is_err());
        let cargo = Cargo::Units { from: account(1), to: account(2), amount: 5_000 };
        assert_noop!(open(Order { cargo, ..order(1) }), DispatchError::Other("refused"));
    });
}

#[test]
fn nobody_answers_for_more_than_ten_times_what_stands_behind_him() {
    run(|| {
        staffed(0, &[1, 2]);
        // A bond of 1,000 stands for 10,000.
        assert_noop!(open(Order { value: Usd(10_000 * Usd::UNIT + 1), ..order(1) }), Error::NoOperator);
        for n in 0..20 {
            assert_ok!(open(Order { reference: msez_core::Digest([n; 32]), ..order(1) }));
        }
        assert_eq!(Loads::<Test>::get(account(1)).exposure, 10_000);
        assert_eq!(Loads::<Test>::get(account(2)).exposure, 10_000);
        assert_noop!(open(Order { reference: msez_core::Digest([99; 32]), ..order(1) }), Error::NoOperator);
    });
}

#[test]
fn nobody_has_more_hops_than_can_be_shown() {
    run(|| {
        staffed(0, &[1]);
        bond(1, 1_000 * MINIMUM);
        let reference = |n: u32| msez_core::Digest(polkadot_sdk::sp_io::hashing::sha2_256(&n.to_le_bytes()));
        for n in 0..MAX_JOBS {
            assert_ok!(open(Order { reference: reference(n), ..order(1) }));
        }
        assert_noop!(open(Order { reference: reference(MAX_JOBS), ..order(1) }), Error::NoOperator);
        assert_eq!(Bridge::jobs(account(1)).len() as u32, MAX_JOBS);
    });
}

#[test]
fn nothing_is_taken_into_an_escrow_that_could_not_pay_it_all_out_again() {
    use polkadot_sdk::frame_support::traits::{
        fungibles::Mutate,
        tokens::{Fortitude, Precision, Preservation},
    };
    run(|| {
        two_ways();
        let (expendable, exact, force) = (Preservation::Expendable, Precision::Exact, Fortitude::Force);
        assert_ok!(Assets::burn_from(USD, &account(200), LEAST_USD, expendable, exact, force));
        let request = crate::UnitsRequest { currency: Some(USD), ..super::units::request(2) };
        let report = Bridge::units_report(account(11), request.clone());
        assert_eq!(report.obstacles, [(crate::Obstacle::EscrowNotEndowed, None)]);
        assert_noop!(open(Order { currency: Some(USD), ..order(2) }), Error::EscrowNotEndowed);
        assert_noop!(Bridge::open_units(by(11), request.clone()), Error::EscrowNotEndowed);
        assert_ok!(Assets::transfer(RuntimeOrigin::signed(account(9)), USD, account(200), LEAST_USD));
        assert!(Bridge::units_report(account(11), request.clone()).is_clear());
        assert_ok!(Bridge::open_units(by(11), request));
        let id = Transfers::<Test>::iter_keys().next().unwrap();
        all_prepare(id);
        all_commit(id);
        assert_eq!(Assets::balance(USD, account(200)), LEAST_USD);
    });
}

#[test]
fn the_transfer_decides_with_whom_the_turn_begins() {
    run(|| {
        staffed(0, &[1, 2, 3]);
        let mut first = std::collections::BTreeSet::new();
        for n in 0..9 {
            let id = open(Order { reference: msez_core::Digest([n; 32]), ..order(1) }).unwrap();
            first.insert(operator(id, 0));
        }
        assert_eq!(first.into_iter().collect::<Vec<_>>(), [1, 2, 3]);
    });
}
