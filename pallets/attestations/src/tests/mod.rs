//! One file per call, one for the agenda, one for weights, one for whole histories.

mod agenda;
mod attest;
mod attest_signed;
mod displacement;
mod histories;
mod issuing;
mod keeping;
mod remove;
mod retire_nonces;
mod revoke;
mod revoke_signed;
mod standing;
mod weights;

use alloc::vec::Vec;
use msez_attestation::{Statement, Status};
use msez_core::{ComplianceState, Coordinate, Digest, Domain, Moment};
use polkadot_sdk::frame_support::assert_ok;

use crate::{mock::*, Event};

/// COMPLIANT from now for thirty days.
fn statement() -> Statement {
    Statement {
        subject: subject(),
        jurisdiction: jurisdiction(),
        domain: Domain::Kyc,
        state: ComplianceState::Compliant,
        valid_from: now(),
        valid_until: Some(now() + 30 * DAY),
        evidence: Digest([9; 32]),
    }
}

fn adverse() -> Statement {
    Statement { state: ComplianceState::NonCompliant, valid_until: None, ..statement() }
}

/// COMPLIANT for thirty days, from so many milliseconds later.
fn later(lead: u64) -> Statement {
    let from = now() + lead;
    Statement { valid_from: from, valid_until: Some(from + 30 * DAY), ..statement() }
}

fn coordinate() -> Coordinate {
    statement().coordinate()
}

/// The issuer attests with his next nonce; returns the id.
fn attested(issuer: u8, statement: Statement) -> Digest {
    let issuer = account(issuer);
    let nonce = Attestations::nonces(&issuer).next();
    assert_ok!(Attestations::attest(RuntimeOrigin::signed(issuer.clone()), nonce, statement));
    Attestations::attestation_id(&issuer, nonce, &statement)
}

fn status(id: Digest) -> Status {
    Attestations::attestation(&id).unwrap().status
}

/// Ids that the cell is folded from.
fn in_cell() -> Vec<Digest> {
    let ids: Vec<_> = Attestations::attestations_of(&coordinate()).into_iter().map(|(id, _)| id).collect();
    let folded: Vec<_> = Cells::folding(&coordinate()).live.into_iter().map(|c| c.attestation).collect();
    assert_eq!(ids, folded, "the tensor was given what the list holds");
    ids
}

fn held(who: u8) -> Balance {
    use polkadot_sdk::frame_support::traits::fungible::InspectHold;
    Balances::balance_on_hold(&crate::HoldReason::Attestation.into(), &account(who))
}

/// This pallet's events since the last look.
fn events() -> Vec<Event<Test>> {
    let events = System::read_events_for_pallet();
    System::reset_events();
    events
}
