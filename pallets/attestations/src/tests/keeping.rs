//! Deposits for what stays for good.

use super::*;
use crate::HoldReason;
use msez_attestation::RevocationReason;
use polkadot_sdk::{
    frame_support::{assert_noop, traits::fungible::InspectHold},
    sp_runtime::TokenError,
};

fn by(who: u8) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(who))
}

fn held_as(reason: HoldReason, who: u8) -> Balance {
    Balances::balance_on_hold(&reason.into(), &account(who))
}

#[test]
fn who_makes_the_first_statement_on_a_coordinate_pays_for_its_cell_and_nobody_after_him() {
    run(|| {
        let price = CELL_ENTRIES.iter().map(|bytes| 100 + Balance::from(*bytes)).sum();
        assert_eq!(Attestations::cell_deposit(), price);
        let id = attested(1, statement());
        assert_eq!(held_as(HoldReason::Cell, 1), price);
        attested(2, statement());
        attested(1, adverse());
        assert_eq!(held_for(HoldReason::Cell), price);
        // Never returned: the cell stays when its attestations go.
        Timestamp::set_timestamp(START + GRACE);
        assert_ok!(Attestations::remove(by(60), id));
        let last = attested(1, statement());
        assert_ok!(Attestations::revoke(by(1), last, RevocationReason::IssuedInError));
        assert_eq!(held_as(HoldReason::Cell, 1), price);
    });
}

#[test]
fn a_cell_that_was_there_once_is_paid_for() {
    run(|| {
        let id = attested(1, statement());
        assert_ok!(Attestations::revoke(by(1), id, RevocationReason::IssuedInError));
        assert!(in_cell().is_empty());
        attested(2, statement());
        assert_eq!(held_for(HoldReason::Cell), Attestations::cell_deposit());
    });
}

#[test]
fn a_statement_that_is_lined_up_pays_for_the_cell_that_it_will_open() {
    run(|| {
        attested(1, later(DAY));
        attested(2, later(2 * DAY));
        assert_eq!(held_as(HoldReason::Cell, 1), Attestations::cell_deposit());
        block_at(START + DAY);
        attested(3, statement());
        assert_eq!(held_for(HoldReason::Cell), Attestations::cell_deposit());
    });
}

#[test]
fn an_issuers_first_statement_pays_for_his_window_of_nonces() {
    run(|| {
        let (entries, bytes) = (1, 16 + 32 + 136);
        assert_eq!(Attestations::nonces_deposit(), 100 * entries + bytes);
        attested(1, statement());
        attested(1, adverse());
        attested(2, statement());
        assert_eq!(held_as(HoldReason::Nonces, 1), Attestations::nonces_deposit());
        assert_eq!(held_as(HoldReason::Nonces, 2), Attestations::nonces_deposit());
    });
}

#[test]
fn who_can_pay_for_the_attestation_but_not_for_what_it_opens_does_not_attest() {
    run(|| {
        let poor = AccountId::new([200; 32]);
        Registry::accredit(&poor, jurisdiction(), Domain::Kyc);
        let opening = Attestations::cell_deposit() + Attestations::nonces_deposit();
        let funds = Attestations::deposit() + opening;
        assert_ok!(Balances::transfer_allow_death(by(109), poor.clone(), funds));
        let attest = || Attestations::attest(RuntimeOrigin::signed(poor.clone()), 0, statement());
        // The account itself must stay.
        assert_noop!(attest(), TokenError::FundsUnavailable);
        assert_ok!(Balances::transfer_allow_death(by(109), poor.clone(), 1));
        assert_ok!(attest());
    });
}
